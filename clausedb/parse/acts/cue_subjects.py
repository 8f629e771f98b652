"""Whose act it is: the subject of a cue, before or behind it."""

from __future__ import annotations

import re
from itertools import pairwise

from clausedb.parse.acts.bearers import subject_at, subject_before, subject_behind
from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue, verb_end
from clausedb.parse.acts.holders import (
    agrees,
    holder_in,
    honoured,
    is_called_upon,
    may_share,
    meant_behind,
    opening_subject,
    proviso_bearer,
)
from clausedb.parse.acts.named_subjects import reaches
from clausedb.parse.acts.standing import CONJUNCTION, NEAR, Standing
from clausedb.parse.acts.subject import NOBODY, Subject
from clausedb.parse.acts.views import NEXT_WORD, PLAIN_WORD, last_word

_THING = Subject("thing")
_PLURAL = re.compile(r"[юуая]т(?:ся)?$")
"""How a Russian verb in the present plural ends."""
_OPENING = re.compile(r"[,:،](?:\s*[\"“«„]|(?<=:)\s)")
_AMID_VERB = any_of("perfect", "negation", "adverbial")


class Subjects(Standing):
    """Finds the subject of a cue in its sentence."""

    def _subject(self, cue: Cue) -> tuple[Subject, bool]:
        """The subject, and whether it stands next to the cue."""
        text = self.view.text
        low = self.start
        for one in self.lives:
            if not one.relative and one.cue.end > low:
                low = one.cue.end
        for that in self.view.cues("that", low, cue.start):
            pointing = self._is_opening_pointer(that.start, that.end) or self.words.is_a(
                self._word_before(that.start), "preposition"
            )
            if not (pointing or self._ends_actor(that.start) or self._is_in_fringe(that)):
                low = that.end
        for match in _OPENING.finditer(text, low, cue.start):
            low = match.end()
        if self.words.is_plain:
            low = max(low, text.rfind(";", low, cue.start) + 1)
            low = max(low, self._main_clause(cue.start)) if self.fringes and not self.lives else low
        if self._is_verb_first:
            return self._verb_first(cue, low)
        if self._is_further(cue) or self._is_resumed(cue):
            return NOBODY, True
        place = self._before_inserts(low, cue.start) if self.fringes else cue.start
        if self.lives and not text[low:place].strip(" ,\n"):
            return NOBODY, True
        found = subject_before(self.view, low, place, self.words, self.setting.stage, first=low == self.start)
        if self.lives and self._is_object(found, low) and not self._is_relative(cue):
            found = self._behind_object(cue, low, place)
        if found.kind == "none" and not self.lives:
            heads = (
                subject_at(self.view, one, place, self.words, self.setting.stage) for one in (low, self.start)
            )
            found = next((head for head in heads if head.is_actor), found)
            if found.is_actor and self._is_predicate(cue):
                return found, True
        if "cases" in self.words.settings and not found.is_actor:
            behind = subject_behind(self.view, cue.end, self.end, self.words, self.setting.stage)
            if behind.kind == "party":
                return behind, True
            claimed = bool(self.lives) and self.lives[-1].cue.row["role"] == "that"
            besides = self.words.pattern("besides").search(text, self._last_end(), cue.start)
            own = (
                claimed
                or besides is not None
                or any(one.end <= cue.start for one in self.view.cues("that", self._last_end(), cue.start))
            )
            if found.kind == "thing" and self.lives and self.setting.binding != "treaty" and not own:
                return NOBODY, True
        if self.lives and self._is_repeated(cue, found):
            return NOBODY, True
        if found.kind == "thing":
            if self._is_listed_verb(cue):
                return NOBODY, True
            if (head := self._head_before_insert(cue)).is_actor:
                return head, True
            if self._is_behind_joint(cue):
                return NOBODY, True
            if self._is_attribute(found.start):
                first = PLAIN_WORD.search(text, low, found.start)
                found = found._replace(start=first.start() if first else found.start)
            if self.lives and found.start <= low + 1:
                found = found._replace(start=self._past_predicate(found.start, place))
        return found, self._is_next(found, low, place)

    def _is_next(self, found: Subject, low: int, place: int) -> bool:
        """Nothing but adverbs, or what commas set off, between a subject and its verb."""
        gap = self.view.text[self._past_apposed(found, place) : place].strip() if found.end >= 0 else ""
        kinds = self.words.kinds
        if (
            not gap
            or all(kinds[word] & _AMID_VERB for word in gap.split())
            or gap.endswith((",", "-", "–", "—"))
        ):
            return True
        bare = self.view.text[low : self._before_adverbs(place)].rstrip()
        return bare.endswith(",") or self._is_parted_off(
            found, place
        )  # "the Party, being informed, immediately notifies"

    def _is_object(self, found: Subject, low: int) -> bool:
        """What stands right behind the verb before belongs to it: "shall send a representative; one", "its support for the UN, calls"."""
        if not (self.lives and self.words.is_plain):
            return False
        last = self.lives[-1].cue
        if found.kind == "thing":  # "shall, in case of need, assist each other and the Commission may"
            head = PLAIN_WORD.search(self.view.text, found.start, self.end)
            bare = head is not None and head[0] in self.words.verbs and self._is_behind_comma(found.start)
            return last.row["role"] == "after" and self._is_parted(last) and bare
        if not found.is_actor:
            return False
        first = PLAIN_WORD.search(self.view.text, low, self.end)
        if last.row["role"] not in ("after", "with") or low != last.end or first is None:
            return False
        if found.start <= first.start():
            return True
        between = PLAIN_WORD.findall(self.view.text[first.end() : found.start])
        verb = last.row["role"] == "after" and first[0] in self.words.verbs
        return verb and all(self.words.is_a(word, "article", "each", "role") for word in between)

    def _behind_object(self, cue: Cue, low: int, place: int) -> Subject:
        """The subject behind the object of the verb before, where an "and" parts them; nobody where a comma only does, under the
        same subject."""
        text, joint = self.view.text, -1
        for match in PLAIN_WORD.finditer(text, low, place):
            if self.words.is_a(match[0], "conjunction") and not self.words.is_a(match[0], "comparing"):
                joint = match.end()
        if joint < 0 or not text[joint:place].strip():
            return NOBODY if self._is_listed_verb(cue) else Subject("thing", start=low, end=place)
        comma = text.rfind(",", low, joint)
        opened = PLAIN_WORD.search(text, comma, place) if comma > 0 else None
        if opened and opened.end() < joint and self.words.is_a(opened[0], "article"):
            joint = comma  # ", the number and the equipment of which shall"
        found = subject_before(self.view, joint, place, self.words, self.setting.stage)
        return found if found.kind != "none" else Subject("thing", start=joint + 1, end=place)

    def _main_clause(self, place: int) -> int:
        """Where the main clause of a verb at `place` begins behind a condition that opens the sentence and no comma ends: "When
        judgment is entered the amount of the fine shall"; -1 where there is none."""
        if not (self.words.is_plain and self.fringes) or self.lives:
            return -1
        opener, text = self.fringes[0], self.view.text
        if opener.row["kind"] != "condition" or not self._opens(opener) or "," in text[opener.end : place]:
            return -1
        if "," in text[place : self.end] and self.view.cues("cues", text.find(",", place), self.end):
            return -1
        found = list(PLAIN_WORD.finditer(text, opener.end, place))
        verb = next(
            (at for at, one in enumerate(found) if self.words.is_a(one[0], "passive", "perfect")), None
        )
        if verb is None:  # "If a Party requests a meeting the Commission shall"
            finite = self.words.shape("finite")
            verb = next(
                (
                    at
                    for at, (one, behind) in enumerate(pairwise(found))
                    if finite.fullmatch(one[0]) and self.words.is_a(behind[0], "article")
                ),
                None,
            )
        if verb is None or any(
            self.words.is_a(one[0], "relative", "that", "infinitive") for one in found[verb:]
        ):
            return -1
        for before, one in reversed(list(pairwise(found[verb + 1 :]))):
            small = self.words.is_a(before[0], "preposition", "article", "conjunction", "genitive")
            if self.words.is_a(one[0], "article", "pronoun", "each", "none") and not small:
                return one.start()
        return -1

    def _is_parted_off(self, found: Subject, place: int) -> bool:
        """A separable part without commas stands between the parties and their verb: "The Parties in order to … have agreed to"."""
        if not self.setting.is_treaty or self._is_verb_first or found.type != "collective":
            return False
        behind = PLAIN_WORD.search(self.view.text, found.end, place)
        return behind is not None and self.view.cue_at("fringes", behind.start(), place) is not None

    def _head_before_insert(self, cue: Cue) -> Subject:
        """The actor that opens the sentence, parted from its verb by commas: "The Parties, within their laws, rules, and policies, agree"."""
        told = any(live.cue.row["role"] != "term" for live in self.lives)
        if told or not self._is_behind_comma(cue.start):
            return NOBODY
        head = subject_at(self.view, self.start, cue.start, self.words, self.setting.stage)
        return head if self.view.text[head.end : cue.start].lstrip()[:1] == "," else NOBODY

    def _is_behind_joint(self, cue: Cue) -> bool:
        """A further verb of a Russian treaty in the number of the one before, with "and" and a separable part before it: «Стороны проводят
        консультации и при наличии разногласий создают группу»; a reflexive one has a subject of its own."""
        if not (self.lives and self.setting.is_treaty and "cases" in self.words.settings):
            return False
        last, text = self.lives[-1].cue, self.view.text
        verb, before = self._word_of(cue), self._word_of(last)
        alike = cue.row["form"] == last.row["form"] == "present" and not self.words.shape("middle").fullmatch(
            verb
        )
        if not alike or bool(_PLURAL.search(verb)) != bool(_PLURAL.search(before)):
            return False
        parts = (one for one in self.fringes if last.end <= one.start < cue.start)
        return any(
            self.words.is_a(self._word_before(one.start), "conjunction")
            and "," not in text[one.end : cue.start]
            for one in parts
        )

    def _is_attribute(self, place: int) -> bool:
        """A participle behind a comma, which belongs to the noun before it: «лица, указанные в пункте 1, должны»."""
        word = PLAIN_WORD.match(self.view.text, place, self.end)
        if word is None or "cases" not in self.words.settings or not self._is_behind_comma(place):
            return False
        return self.words.shape("attributive").fullmatch(word[0]) is not None

    def _is_predicate(self, cue: Cue) -> bool:
        """A further predicate of a subject whose first verb no table knows: "The Presidents held talks and instructed the"."""
        if cue.row["form"] not in ("present", "past") or self.setting.is_treaty:
            return False
        return self.words.is_a(self._word_before(cue.start), "conjunction") and self._is_object_next(cue)

    def _past_apposed(self, found: Subject, place: int) -> int:
        """Where a subject before a verb ends with the person named behind an office: «Премьер-министр Индии Н. Моди»."""
        if found.kind != "name":
            return found.end
        if not self.setting.is_treaty and reaches(self.view, found, place, self.words):
            return place
        end = self.view.past_persons(found.end)
        dates = self.view.dates_in(end, end + NEAR)
        return dates[0][1] if dates and not self.setting.is_treaty else end

    def _past_predicate(self, start: int, place: int) -> int:
        """Where the subject begins behind the verb phrase before it: "shall be maintained and negotiations shall"."""
        for match in list(PLAIN_WORD.finditer(self.view.text, start, place))[2:-1]:
            if self.words.kinds[match[0]] & CONJUNCTION and not self.words.is_a(match[0], "comparing"):
                return match.end() + 1
        return start

    def _ends_actor(self, place: int) -> bool:
        """A party or name ends here, so that the "that" behind it is relative: "a Party that applies"."""
        end = len(self.view.text[:place].rstrip())
        if self.view.name_to(end):
            return True
        low = max(self.start, place - 30)
        return any(noun.end == end for noun in self.view.cues("subjects", low, place))

    def _before_inserts(self, low: int, place: int) -> int:
        """Where separable parts set off by commas before the cue begin: "and, in order to …, invited"."""
        text = self.view.text
        for fringe in reversed(self.fringes):
            if not low <= fringe.start < place:
                continue
            before = text[low : fringe.start].rstrip()
            tail = text[fringe.end : place].strip()
            if tail and not text[:place].rstrip().endswith(","):
                break
            if before.endswith(",") or self.words.is_a(self._word_before(fringe.start), "conjunction"):
                place = fringe.start
        return place

    def _verb_first(self, cue: Cue, low: int) -> tuple[Subject, bool]:
        if self.setting.is_resolution and self.words.finite.match(self.view.text, cue.start):
            return NOBODY, True
        told = self._word_before(cue.start)
        if self.words.is_a(told, "that_it"):
            place = self.view.text.rfind(told, low - len(told), cue.start)
            return Subject("pronoun", (), "named", place, place + len(told)), True
        if "holder" in cue.row.get("needs", ""):
            own = self.view.text[cue.start : cue.end].split()
            each = any(self.words.is_a(word.lstrip("وف"), "each") for word in own)
            other = any(self.words.is_a(word, "role") for word in own)
            kind = "each" if each else "other_party" if other else "collective"
            return Subject("party", self.setting.stage.parties, kind, cue.start, cue.end), True
        if self.words.first_person.match(self.view.text, cue.start):
            return NOBODY, True
        verb = verb_end(cue, self.view.text)
        behind_verb = NEXT_WORD.match(self.view.text, verb, self.end)
        if behind_verb and self.words.is_a(behind_verb[1], "honoured"):
            ids = honoured(self.view, cue, behind_verb[1], self.words, self.setting.stage)
            if ids:
                return Subject("name", ids, "named", *behind_verb.span(1)), True
        last = last_word(self.view.text, cue.start, cue.end)
        stage = self.setting.stage
        held = meant_behind(self.view, cue, self.fringes, self.words, stage)
        held = held if held.is_actor else holder_in(self.view, cue, self.end, self.words, stage)
        if held.is_actor:
            return held, True
        if self.words.is_a(last, "for_them", "on_them"):
            kind = "collective" if self.words.is_a(last, "for_both") else "named"
            return Subject("pronoun", (), kind, cue.end - len(last), cue.end), True
        if cue.row["subforce"] == "must" and self.words.is_a(last, "preposition"):
            behind = subject_behind(self.view, cue.end, self.end, self.words, self.setting.stage)
            return (behind if behind.is_actor else NOBODY), True  # «يتعين على كل طرف»
        if verb == cue.end and cue.end - cue.start > len(last) + 1 and self.words.is_a(last, "preposition"):
            before = subject_before(self.view, low, cue.start, self.words, self.setting.stage)
            return (before if before.is_actor else NOBODY), True
        verbal = "impersonal" if cue.row["role"] == "after" else "undergone"
        if self.setting.is_treaty and self.words.is_a(last.lstrip("وف"), verbal):
            return Subject("thing"), True  # «ولا يجوز نقلها»
        if self.lives and (self._is_added(cue) or cue.row.get("needs") == "proviso"):
            behind = subject_behind(self.view, verb, self.end, self.words, self.setting.stage)
            fits = self.setting.is_treaty or agrees(self.view, cue, behind, self.words)
            called = not self.setting.reported and is_called_upon(self.view, cue, behind, self.words, stage)
            if behind.is_actor and fits and not called:
                return behind, True
            last_one = self.lives[-1].subject
            if cue.row.get("needs") == "proviso":
                bound = self.setting.is_treaty
                return (proviso_bearer(self.view, cue, last_one, self.words) if bound else _THING), True
            shared = not self.setting.is_treaty or may_share(self.view, cue, last_one, self.words)
            return (NOBODY if shared else Subject("thing")), True
        before = subject_before(self.view, low, cue.start, self.words, self.setting.stage)
        other = (
            bool(self.lives) and low == self.lives[-1].cue.end
        )  # what stands there belongs to the act before
        conditional = before.is_actor and self.view.cue_at("fringes", before.start, cue.start) is not None
        first = not conditional and not PLAIN_WORD.search(self.view.text, low, before.start)
        if before.is_actor and not other and first:
            return before, True
        behind = subject_behind(self.view, verb, self.end, self.words, self.setting.stage)
        if behind.is_actor:
            alone = len(stage.parties) == 1 and not (self.setting.reported or self.setting.is_treaty)
            alone = alone or cue.row.get("needs") == "object"
            called = alone and is_called_upon(self.view, cue, behind, self.words, stage)
            return (NOBODY if called else behind), True
        if not (self.lives or self.setting.is_treaty or self.setting.is_resolution):
            opening = opening_subject(self.view, cue, self.start, self.words, stage)
            if opening.is_actor:
                return opening, True
        if self._opens(cue) or self._opens_main(cue):
            many = self._has_own_subject(cue)
            said = self.setting.is_treaty and not self.setting.is_recital and not many
            return (behind if said else NOBODY), True
        return (before if before.kind == "thing" else NOBODY), True

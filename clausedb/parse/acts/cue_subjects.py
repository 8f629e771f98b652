"""Whose act it is: the subject of a cue, before or behind it."""

from __future__ import annotations

import re
from itertools import pairwise

from clausedb.parse.acts.bearers import subject_at, subject_before, subject_behind
from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.named_subjects import reaches
from clausedb.parse.acts.standing import CONJUNCTION, NEAR
from clausedb.parse.acts.subject import NOBODY, Subject
from clausedb.parse.acts.verb_first import VerbFirstSubjects
from clausedb.parse.acts.views import PLAIN_WORD

_PLURAL = re.compile(r"[юуая]т(?:ся)?$")
"""How a Russian verb in the present plural ends."""
_OPENING = re.compile(r"[,:،](?:\s*[\"“«„]|(?<=:)\s)")
_AMID_VERB = any_of("perfect", "negation", "adverbial")


def is_plural(verb: str) -> bool:
    """Whether a Russian verb in the present stands in the plural."""
    return _PLURAL.search(verb) is not None


class Subjects(VerbFirstSubjects):
    """Finds the subject of a cue in its sentence."""

    def _subject(self, cue: Cue) -> tuple[Subject, bool]:
        """The subject, and whether it stands next to the cue."""
        low = self._clause_start(cue)
        if self._is_verb_first:
            return self._subject_of_verb_first(cue, low), True
        if self._is_further(cue) or self._is_resumed(cue):
            return NOBODY, True
        if cue.row.get("needs") == "turned_round":  # "nor shall the existing ones be made"
            return subject_behind(self.view, cue.end, self.end, self.words, self.setting.stage), True
        place = self._before_inserts(low, cue.start) if self.fringes else cue.start
        if self.lives and (not self.view.text[low:place].strip(" ,\n") or self._is_behind_aside(low, place)):
            return NOBODY, True
        place = self._before_term(low, place)
        first = low == self.start or self._is_behind_that(low)
        found = subject_before(self.view, low, place, self.words, self.setting.stage, first=first)
        if self.lives and self._is_object(found, low) and not self._is_relative(cue):
            found = self._behind_object(cue, low, place)
        if found.kind == "none" and not self.lives:
            found = self._head_of(low, place) or found
            if found.is_actor and self._is_predicate(cue):
                return found, True
        if "cases" in self.words.settings and not found.is_actor:
            other = self._subject_by_case(cue, found)
            if other is not None:
                return other, True
        if self.lives and self._is_repeated(cue, found):
            return NOBODY, True
        if found.kind == "thing":
            other = self._instead_of_thing(cue)
            if other is not None:
                return other, True
            found = self._whole_thing(found, low, place)
        return found, self._is_next(found, low, place)

    def _clause_start(self, cue: Cue) -> int:
        """Where the clause of a cue begins: behind the acts before it, a "that", a mark of quotation, a condition at the head."""
        text, low = self.view.text, self.start
        for one in self.lives:
            closed = text.find(")", one.cue.end, cue.start) if one.cue.row["role"] == "term" else -1
            bracketed = closed > 0 and cue.start - closed < NEAR
            if not one.relative and not bracketed and one.cue.end > low:
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
        return low

    def _before_term(self, low: int, place: int) -> int:
        """Where a term defined in brackets begins right before a verb: "The Council of Ministers (hereinafter – the Council) shall"."""
        text = self.view.text
        closed = low + len(text[low:place].rstrip())
        opened = text.rfind("(", low, closed) if text.endswith(")", low, closed) else -1
        terms = (one for one in self.view.cues("cues", opened, closed) if one.row["role"] == "term")
        return opened if opened >= 0 and any(terms) else place

    def _is_behind_that(self, place: int) -> bool:
        """A clause of content begins there: "Decides that imports to the areas, with the exception of food, shall"."""
        return any(one.end == place for one in self.view.cues("that", max(self.start, place - NEAR), place))

    def _is_behind_aside(self, low: int, place: int) -> bool:
        """A further verb with nothing but an adverb between commas behind its "and": "shall be bound and, thereafter, may"."""
        if not (self.words.is_plain and self._is_behind_comma(place)):
            return False
        bare = self._before_adverbs(low + len(self.view.text[low:place].rstrip(" ,\n")))
        joint = low + len(self.view.text[low:bare].rstrip(" ,\n"))
        return joint < bare and self.words.is_a(self._word_before(joint), "conjunction")

    def _head_of(self, low: int, place: int) -> Subject | None:
        """The actor that heads the clause, or the sentence; None where none does."""
        heads = (
            subject_at(self.view, one, place, self.words, self.setting.stage) for one in (low, self.start)
        )
        return next((head for head in heads if head.is_actor), None)

    def _subject_by_case(self, cue: Cue, found: Subject) -> Subject | None:
        """In a language of cases a party behind the verb, or nobody where the thing before it belongs to the act before; else None."""
        behind = subject_behind(self.view, cue.end, self.end, self.words, self.setting.stage)
        if behind.kind == "party" or self._is_doer(cue, found, behind):
            return behind
        if found.kind != "thing" or not self.lives or self.setting.is_treaty:
            return None
        claimed = self.lives[-1].cue.row["role"] == "that"
        besides = self.words.pattern("besides").search(self.view.text, self._last_end(), cue.start)
        if claimed or besides is not None or self.view.cues("that", self._last_end(), cue.start):
            return None
        return NOBODY

    def _is_doer(self, cue: Cue, found: Subject, behind: Subject) -> bool:
        """An organ behind a verb of a treaty with the object before it: «Решение принимает Комиссия», «Аккредитацию проводят органы»;
        a word that may be either shows nothing."""
        if (
            found.kind != "thing"
            or behind.kind not in ("organ", "name", "actor")
            or not self.setting.is_treaty
        ):
            return False
        if self.words.shape("middle").fullmatch(self._word_of(cue)) or cue.row["form"] not in (
            "present",
            "unmarked",
        ):
            return False
        first = PLAIN_WORD.search(self.view.text, found.start, cue.start)
        fronted = first is not None and self.words.shape("fronted").fullmatch(first[0]) is not None
        doer = self.view.text[behind.start : behind.end]
        return fronted or self.words.shape("doer").fullmatch(doer) is not None

    def _instead_of_thing(self, cue: Cue) -> Subject | None:
        """Who is the subject where a thing stands before the verb: nobody under the subject of the verb before, the actor that heads
        the sentence; None where the thing is."""
        if self._is_listed_verb(cue):
            return NOBODY
        head = self._head_before_insert(cue)
        if head.is_actor:
            return head
        return NOBODY if self._is_behind_joint(cue) else None

    def _whole_thing(self, found: Subject, low: int, place: int) -> Subject:
        """A thing with the noun that it is told of, without the verb phrase before it."""
        if self._is_attribute(found.start):
            first = PLAIN_WORD.search(self.view.text, low, found.start)
            found = found._replace(start=first.start() if first else found.start)
        if self.lives and found.start <= low + 1 and not self._is_behind_that(low):
            found = found._replace(start=self._past_predicate(found.start, place))
        return found

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
        behind = PLAIN_WORD.search(self.view.text, head.end, cue.start)
        parted = self.view.text[head.end : cue.start].lstrip()[:1] == ","
        told = behind is not None and self.words.is_a(
            behind[0], "relative"
        )  # "A Party which …, including …, may"
        return head if parted or (told and self.words.is_plain) else NOBODY

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
        if not alike or is_plural(verb) != is_plural(before):
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

"""Where a cue stands in its sentence: whether it opens it, is relative or further, and the subject it has there.

A view and a stretch of it in; the cues that carry acts so far (`lives`) are filled by whoever reads on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from clausedb.parse.acts.bearers import (
    NOBODY,
    Stage,
    Subject,
    reaches,
    subject_at,
    subject_before,
    subject_behind,
)
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
from clausedb.parse.acts.views import NEXT_WORD, PLAIN_WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_NEAR = 8
"""Characters behind a subject within which the date begins that belongs to it."""
_LEAD = 80
"""Longest run of adverbs before the verb that opens a sentence, in characters."""
_MOST, _MOST_MAIN = 4, 12
"""Words between a relative word and a cue inside its clause; the latter of a cue that counts in a main clause only."""
RELATIVE_HEAD = 4
"""Words at the head of a clause among which the relative one is: «в соответствии с которыми Сторона осуществляет»."""
_FRONTED = 2
"""Commas in what may stand before the verb that opens the main clause."""
_THING = Subject("thing")
_PLURAL = re.compile(r"[юуая]т(?:ся)?$")
"""How a Russian verb in the present plural ends."""
_OPENING = re.compile(r"[,:،](?:\s*[\"“«„]|(?<=:)\s)")
_PREPOSITION, _INFINITIVE, _ADVERBIAL = any_of("preposition"), any_of("infinitive"), any_of("adverbial")
_RELATIVE, _RELATING, _CONJUNCTION = any_of("relative"), any_of("relative", "what"), any_of("conjunction")
_AMID_VERB = any_of("perfect", "negation", "adverbial")
_BEFORE_VERB, _BEFORE_FORM = any_of("perfect", "adverb"), any_of("perfect", "adverb", "pronoun")
_PARTICIPIAL, _ADDING = any_of("participial"), any_of("adding_verb")


class Live(NamedTuple):
    """A cue that carries an act, with its subject."""

    cue: Cue
    subject: Subject
    leading: bool = False
    """It opens its sentence, so that the subject is elided."""
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: what decides beside its words."""

    binding: str
    kind: str
    """Kind of the clause."""
    stage: Stage
    reported: bool
    is_recital: bool
    is_resolution: bool
    is_treaty: bool


def setting_of(binding: str, kind: str, stage: Stage) -> Setting:
    """The setting of the clauses of a kind in a document; made once for all of them, as it is asked at every word."""
    return Setting(
        binding,
        kind,
        stage,
        reported=binding == "press",
        is_recital=kind == "recital",
        is_resolution=binding in ("resolution", "binding_resolution"),
        is_treaty=binding == "treaty",
    )


class Standing:
    """One sentence of a view, with the separable parts and the live cues found in it."""

    def __init__(
        self, view: View, words: Vocabulary, setting: Setting, start: int, end: int, *, is_item: bool = False
    ) -> None:
        self.view, self.words, self.setting = view, words, setting
        self.start, self.end = start, end
        self._is_verb_first = words.is_verb_first
        self.is_item = is_item
        """It is the first of an item that takes its verb over from what opens the list."""
        self.fringes: list[Cue] = []
        self.lives: list[Live] = []
        self._before: dict[int, str] = {}
        """The words before places, as far as they have been asked for."""

    def _is_parted(self, cue: Cue) -> bool:
        """An insertion between commas follows: "shall, in case of need, assist"."""
        return (
            self.view.text[cue.end : cue.end + 1] == ","
            and self.view.text.find(",", cue.end + 1, self.end) > 0
        )

    def _before_adverbs(self, place: int) -> int:
        """Where the adverbs right before a verb begin: «и настоятельно призывая», "and strongly urging"."""
        while self.words.kinds[word := self._word_before(place)] & _ADVERBIAL:
            place = self.view.text.rfind(word, self.start, place)
        return place

    def _is_object_next(self, cue: Cue) -> bool:
        """No preposition behind: "requests the", not "requests for"."""
        if " " in cue.row["cue"]:
            return True
        end = cue.end
        insert = next((one for one in self.fringes if end <= one.start <= end + 2), None)
        if insert and insert.row["kind"] == "link":
            end = insert.end
        after = NEXT_WORD.match(self.view.text, end, self.end)
        return after is None or not self.words.kinds[after[1]] & _PREPOSITION

    def _opens(self, cue: Cue) -> bool:
        """Only adverbs between the beginning of the sentence and the cue."""
        if cue.start - self.start > _LEAD:
            return False
        if cue.start == self.start:
            return True
        return self.words.leading.fullmatch(self.view.text, self.start, cue.start) is not None

    def _opens_main(self, cue: Cue) -> bool:
        """In a language that puts the verb first: the verb of the main clause behind a condition that opens the sentence,
        or right behind the comma of any other part that does."""
        if not (self._is_verb_first and self.setting.is_treaty) or self.lives:
            return False
        first = self.fringes[0] if self.fringes and self._opens(self.fringes[0]) else None
        if first is None or first.row["clause"] != "yes":
            opener = PLAIN_WORD.search(self.view.text, self.start, cue.start)
            fronted = opener is not None and self.words.is_a(opener[0], "preposition", "fronted")
            part = self.view.text[self.start : cue.start].rstrip()
            return (fronted or first is not None) and part.endswith(",") and part.count(",") <= _FRONTED
        gap = self.view.text[first.end : cue.start].rstrip()
        small = self.words.is_a(self._word_before(cue.start), "infinitive", "relative", "preposition")
        return gap.endswith(",") or (len(gap.split()) > 1 and "," not in gap and not small)

    def _has_own_subject(self, cue: Cue) -> bool:
        """A verb in the dual or plural, whose subject need not be said: «يتعهدان»."""
        said = PLAIN_WORD.findall(self.view.text[cue.start : cue.end])
        verb = next((word for word in said if not self.words.is_a(word, "negation")), "")
        shown = cue.row["form"] or self.words.finite.match(verb)
        return bool(shown and self.words.elided.search(verb))

    def _modifies_noun(self, cue: Cue) -> bool:
        """A verb that belongs to the indefinite noun before it, not to the sentence."""
        if self.setting.reported or self._opens(cue):
            return False
        if not self.lives and self.fringes and self._opens(self.fringes[0]):
            return False  # «في حالة نزاع يجوز»
        return modifies_noun(self.view, self.words, self.start, cue)

    def _is_relative(self, cue: Cue) -> bool:
        """The part between the last comma and the cue begins with a relative word."""
        place, kinds = self._before_hedge(cue.start), self.words.kinds
        cases = "cases" in self.words.settings
        small = _BEFORE_FORM if cases else _BEFORE_VERB
        kind = kinds[self._word_before(place)]
        if not (cases or kind & (small | _RELATING)):
            return False
        text = self.view.text
        begin = max(
            self.start, text.rfind(",", self.start, place) + 1, text.rfind(";", self.start, place) + 1
        )
        if kind & small:
            while kinds[word := last_word(text, begin, place)] & small:
                place = text.rfind(word, begin, place)
            kind = kinds[self._word_before(place)]
        if kind & _RELATING:
            return self.view.name_to(len(text[:place].rstrip())) is None  # the WHO
        if begin == self.start or not cases:
            return False
        head = PLAIN_WORD.findall(self.view.text[begin : min(cue.start, begin + 60)])[:RELATIVE_HEAD]
        if not head:
            return False
        purpose = self.words.is_a(head[0], "infinitive")  # «обеспечить, чтобы силы были готовы»
        return purpose or self._has_relative(head) or self._is_ground(cue, head)

    def _is_ground(self, cue: Cue, head: list[str]) -> bool:
        """The verb of a treaty's clause with "that" which no cue opens: «на том основании, что они являются иностранцами»."""
        told = bool(self.lives) and self.lives[-1].cue.row["role"] == "that"
        plain = self.setting.is_treaty and cue.row["form"] == "present" and not told
        return plain and self.words.is_a(head[0], "border")

    def _before_hedge(self, place: int) -> int:
        """Where a hedge between commas before a verb begins: «где, в частности, будет»."""
        text = self.view.text
        closed = self.start + len(text[self.start : place].rstrip())
        if not text.endswith(",", self.start, closed):
            return place
        opened = text.rfind(",", self.start, closed - 1)
        if opened >= 0 and self.words.is_a(last_word(text, self.start, opened), "relative"):
            return opened  # "nationals who, on the coming into force of this Agreement, may"
        inner = PLAIN_WORD.search(text, opened, closed) if opened >= 0 else None
        hedge = self.view.cue_at("hedges", inner.start(), closed - 1) if inner else None
        return opened if hedge and hedge.end == closed - 1 else place

    def _has_relative(self, words: list[str]) -> bool:
        kinds = self.words.kinds
        return any(kinds[word] & _RELATIVE for word in words)

    def _with_lead(self, cue: Cue) -> Cue:
        """With the adverbs that open the sentence: "Also requests", "Strongly condemns"."""
        opened = self.words.leading.fullmatch(self.view.text, self.start, cue.start)
        return Cue(self.start, cue.end, cue.row) if opened else cue

    def _word_before(self, place: int) -> str:
        found = self._before.get(place)
        if found is None:
            found = self._before[place] = last_word(self.view.text, self.start, place)
        return found

    def _is_participle(self, cue: Cue) -> bool:
        """A phrase whose verb is a participle: "emphasizing the importance of"."""
        if cue.row["form"]:
            return False
        words, kinds = self.view.text[cue.start : cue.end].split(), self.words.kinds
        first = 1 if words and kinds[words[0]] & _PREPOSITION else 0
        if "cases" in self.words.settings and not first and words and not kinds[words[0]] & _ADVERBIAL:
            words = words[:1]  # «приложат усилия»: a noun in the shape of a converb
        return any(kinds[word] & _PARTICIPIAL for word in words[first : first + 2])

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

    def _word_of(self, cue: Cue) -> str:
        return last_word(self.view.text, cue.start, cue.end)

    def _is_attribute(self, place: int) -> bool:
        """A participle behind a comma, which belongs to the noun before it: «лица, указанные в пункте 1, должны»."""
        word = PLAIN_WORD.match(self.view.text, place, self.end)
        if word is None or "cases" not in self.words.settings or not self._is_behind_comma(place):
            return False
        return self.words.shape("attributive").fullmatch(word[0]) is not None

    def _is_behind_comma(self, place: int) -> bool:
        return self.view.text[max(self.start, place - _NEAR) : place].rstrip().endswith((",", "،"))

    def _is_in_fringe(self, cue: Cue) -> bool:
        """A word of a phrase that opens a separable part: "to that end"."""
        return any(one.start < cue.start and cue.end <= one.end for one in self.fringes)

    def _last_end(self) -> int:
        return max((one.cue.end for one in self.lives), default=self.start)

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
        dates = self.view.dates_in(end, end + _NEAR)
        return dates[0][1] if dates and not self.setting.is_treaty else end

    def _past_predicate(self, start: int, place: int) -> int:
        """Where the subject begins behind the verb phrase before it: "shall be maintained and negotiations shall"."""
        for match in list(PLAIN_WORD.finditer(self.view.text, start, place))[2:-1]:
            if self.words.kinds[match[0]] & _CONJUNCTION and not self.words.is_a(match[0], "comparing"):
                return match.end() + 1
        return start

    def _form(self, cue: Cue) -> str:
        """The form of a cue's verb; of a fixed phrase by the ending of its first word."""
        if cue.row["form"] or "cases" in self.words.settings or self._is_verb_first:
            return cue.row["form"]
        first = self.view.text[cue.start : cue.end].split()[0]
        present = first.endswith("s") and not first.endswith("ss")  # "express"
        return "past" if first.endswith("ed") else "present" if present else "base"

    def _is_listed_verb(self, cue: Cue) -> bool:
        """A further verb of those who declare, in the form of the one before: "condemned …, expressed concern for"."""
        if self.setting.is_treaty or not self.lives or self._is_verb_first or "cases" in self.words.settings:
            return False
        last = self.lives[-1].cue
        if not self.view.text[: cue.start].rstrip().endswith(",") or last.row["role"] == "term":
            return False
        return self._form(cue) in ("past", "present") and self._form(cue) == self._form(last)

    def _is_resumed(self, cue: Cue) -> bool:
        """A further verb of those who declare, in the form of the one before: "noted that …, and called on", "commit to act and urge"."""
        if self.setting.is_treaty or self.setting.is_resolution or not self.lives or self._is_verb_first:
            return False
        if "cases" in self.words.settings:
            return False
        last, place = self.lives[-1].cue, self._before_adverbs(cue.start)
        word = self._word_before(place)
        if not self.words.kinds[word] & _ADDING:
            return False
        if last.row["role"] not in ("that", "after") or self._form(last) != self._form(cue):
            return False
        if last.row["role"] == "that" and last.row["force"] != "obligation":
            return self._is_behind_comma(self.view.text.rfind(word, self.start, place))
        first = PLAIN_WORD.match(self.view.text, cue.start)
        return first is not None and self.words.is_a(first[0], "declaring")

    def _is_repeated(self, cue: Cue, found: Subject) -> bool:
        """The same cue again behind a comma, under the subject before it: "shall be held yearly, shall alternate", "will help
        Ukraine, and will support"."""
        if not self.lives or self.lives[-1].cue.row is not cue.row or found.kind not in ("thing", "name"):
            return False
        low, text = self.lives[-1].cue.end, self.view.text
        before = text[low : cue.start].rstrip()
        if found.kind == "thing":
            return before.endswith(",")
        word = self._word_before(cue.start)
        if self.words.is_a(word, "adding_verb"):
            before = before.removesuffix(word).rstrip()
        owned = text[low : found.start].strip()
        return before.endswith(",") and bool(owned) and not owned.endswith((",", word)) and "," not in owned

    def _ends_actor(self, place: int) -> bool:
        """A party or name ends here, so that the "that" behind it is relative: "a Party that applies"."""
        end = len(self.view.text[:place].rstrip())
        if self.view.name_to(end):
            return True
        low = max(self.start, place - 30)
        return any(noun.end == end for noun in self.view.cues("subjects", low, place))

    def _is_inside_relative(self, cue: Cue) -> bool:
        """Behind a relative word with no comma or main subject between: "measures which it intends to", "goods that may"."""
        most = _MOST_MAIN if "main" in cue.row.get("needs", "") else _MOST
        begin = max(self.view.text.rfind(",", self.start, cue.start) + 1, cue.start - 15 * most, self.start)
        for match in self.words.pattern("relative_before").finditer(self.view.text, begin, cue.start):
            between = PLAIN_WORD.findall(self.view.text[match.end() : cue.start])
            if len(between) > most or self._is_content(match.start()) or self._is_pointing(*match.span()):
                continue
            if self.view.name_to(match.end()):
                continue  # the WHO
            joined = self.words.is_a(self._word_before(match.start()), "conjunction")
            if joined and not self.setting.is_treaty and self.words.is_a(match[0], "demonstrative"):
                continue  # "Decides that …, and that the Bureau may"
            if not self._has_ended(between):
                return True
        return False

    def _is_pointing(self, start: int, end: int) -> bool:
        """A "that" which points to one named before, no relative: "…, that Party may", "That notice shall"."""
        if not self.words.is_a(self.view.text[start:end], "demonstrative"):
            return False
        if self._is_opening_pointer(start, end):
            return True
        noun = self.view.cue_at("subjects", end + 1, self.end)
        return noun is not None and not self.view.text[noun.start : noun.end].endswith("s")

    def _is_opening_pointer(self, start: int, end: int) -> bool:
        return start == self.start and self.words.is_a(self.view.text[start:end], "demonstrative")

    def _has_ended(self, clause: list[str]) -> bool:
        """A relative clause with a verb of its own, so that the next is that of the main clause: "who is arrested may"."""
        own = any(self.words.is_a(word, "passive", "perfect") for word in clause)
        return own and not self.words.is_a(clause[-1], "conjunction", "infinitive")

    def _is_content(self, place: int) -> bool:
        """A "that" behind a verb of claiming opens what is claimed; it is no relative."""
        return any(live.cue.end >= place - 1 for live in self.lives) or self.setting.reported

    def _is_further(self, cue: Cue) -> bool:
        """A further verb of a paragraph that a verb opened: "Welcomes …, and further requests …"; also of an item that one opens."""
        opened = self.lives[0].leading if self.lives else self.is_item
        if not (self.setting.is_resolution and opened):
            return self._resumes(cue)
        if not self.words.finite.match(self.view.text, cue.start):
            return False
        before = self.view.text[self.start : cue.start].rstrip()
        word = last_word(self.view.text, self.start, cue.start)
        while word and self.words.is_adverb(word) and before.endswith(word):
            before = before.removesuffix(word).rstrip()
            word = last_word(before, 0, len(before))
        return before.endswith((",", ";")) or self.words.is_a(word, "conjunction")

    def _resumes(self, cue: Cue) -> bool:
        """A further verb of those who declare, behind what they claim: "The Council notes that …, and calls upon the parties to"."""
        if self.setting.binding != "political" or not (self.words.is_plain and self.lives):
            return False
        first = self.lives[0]
        form = self._form(cue)
        if form == "base" or form != self._form(first.cue) or not (first.subject.is_actor or first.leading):
            return False
        place = self._before_adverbs(cue.start)
        return self.words.is_a(self._word_before(place), "conjunction") and self._is_object_next(cue)

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

    def _is_added(self, cue: Cue) -> bool:
        """A further verb where the verb comes first: «ويتخذ», or behind a comma «كما يتخذ»."""
        if self.view.text[cue.start] == "و":
            return True
        word = self._word_before(cue.start)
        if not self.words.is_a(word, "also"):
            return False
        return self._is_behind_comma(self.view.text.rfind(word, self.start, cue.start))


def modifies_noun(view: View, words: Vocabulary, start: int, cue: Cue) -> bool:
    """An Arabic verb right behind an indefinite noun belongs to it: «تعديلات يمكن أن تقتضيها», «ترتيبات قد يتفق عليها»."""
    text = view.text
    if not words.is_verb_first or not (text[cue.start] in "يت" or text.startswith("لا ", cue.start)):
        return False
    word = last_word(text, start, cue.start)
    place = text.rfind(word, start, cue.start) if word else -1
    if place < 0 or text[place + len(word) : cue.start].strip():
        return False
    if words.is_a(word, "had"):
        return True  # with a verb in the present: perhaps
    if words.classes_of.get(word) or word.isdigit() or words.definite.match(word):
        return False
    if view.name_to(place + len(word)):
        return False
    actor = any(one.end == place + len(word) for one in view.cues("subjects", start, cue.start))
    return not actor and not words.is_a(last_word(text, start, place), "none", "negation")


def opening_condition(fringes: Iterable[Cue], view: View, low: int, high: int) -> Cue | None:
    """The condition in [low, high) that belongs to what follows, as «وإذا» and «فإذا» open a sentence of their own."""
    for one in fringes:
        if one.row["kind"] == "condition" and low <= one.start < high and view.text[one.start] in "وف":
            return one
    return None

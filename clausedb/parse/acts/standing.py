"""Where a cue stands in its sentence: whether it opens it, is relative or further, and the subject it has there.

A view and a stretch of it in; the cues that carry acts so far (`lives`) are filled by whoever reads on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.subject import Stage, Subject
from clausedb.parse.acts.views import NEXT_WORD, PLAIN_WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

NEAR = 8
"""Characters before a verb in which a possessive would make it a noun: "the President's call"."""
_LEAD = 80
"""Longest run of adverbs before the verb that opens a sentence, in characters."""
_MOST, _MOST_MAIN = 4, 12
"""Words between a relative word and a cue inside its clause; the latter of a cue that counts in a main clause only."""
RELATIVE_HEAD = 4
"""Words at the head of a clause among which the relative one is: «в соответствии с которыми Сторона осуществляет»."""
_ASIDE_WORDS = 8
"""Words of the longest insertion that is looked past for a relative word."""
_FRONTED = 2
"""Commas in what may stand before the verb that opens the main clause."""
_PREPOSITION, _INFINITIVE, ADVERBIAL = any_of("preposition"), any_of("infinitive"), any_of("adverbial")
CHAINED, ADVERBIAL = any_of("adverb", "infinitive", "chain"), any_of("adverbial")
_RELATIVE, _RELATING, CONJUNCTION = any_of("relative"), any_of("relative", "what"), any_of("conjunction")
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


UTTERED = frozenset({"directive", "recommendation", "endorsement", "disapproval", "courtesy"})
"""Forces of what a person says."""
_ASIDE = UTTERED | {"intention"}


def is_aside(cue: Cue, setting: Setting) -> bool:
    """A participle by which a report tells of a further act of who speaks: "…, calling on all parties to", «…, призвав»."""
    row = cue.row
    told = row["form"] == "participle" and row["force"] in _ASIDE
    return setting.reported and (told or row.get("needs") == "aside")


def takes_further(cue: Cue) -> bool:
    """Whether further verbs may stand under a cue: behind a modal, and in an item of a list that a modal opens."""
    return cue.row["role"] == "after" or cue.row["form"] == "inherited"


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
        while self.words.kinds[word := self._word_before(place)] & ADVERBIAL:
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
        """Only adverbs between the beginning of the sentence and the cue; in a point of a resolution also what a participle tells,
        «ссылаясь на пункт 4, выражает намерение»."""
        if cue.start == self.start:
            return True
        near = cue.start - self.start <= _LEAD
        if near and self.words.leading.fullmatch(self.view.text, self.start, cue.start) is not None:
            return True
        return not self.lives and self.setting.is_resolution and self._is_past_aside(cue)

    def _is_past_aside(self, cue: Cue) -> bool:
        """Behind the comma that ends a part with a participle at its head, in which no cue stands."""
        if self.setting.is_recital or self.lives or "cases" not in self.words.settings:
            return False
        if not self._is_behind_comma(cue.start):
            return False
        return self.words.shape("initial_participle").match(self.view.text, self.start) is not None

    def _opens_main(self, cue: Cue) -> bool:
        """In a language that puts the verb first: the verb of the main clause behind a condition that opens the sentence,
        or right behind the comma of any other part that does."""
        if not (self._is_verb_first and self.setting.is_treaty) or self.lives:
            return False
        first = self.fringes[0] if self.fringes and self._opens(self.fringes[0]) else None
        if first is None or (first.row["clause"] != "yes" and first.row["kind"] != "condition"):
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
        if "cases" in self.words.settings and not first and words and not kinds[words[0]] & ADVERBIAL:
            words = words[:1]  # «приложат усилия»: a noun in the shape of a converb
        return any(kinds[word] & _PARTICIPIAL for word in words[first : first + 2])

    def _word_of(self, cue: Cue) -> str:
        return last_word(self.view.text, cue.start, cue.end)

    def _is_behind_comma(self, place: int) -> bool:
        return self.view.text[max(self.start, place - NEAR) : place].rstrip().endswith(",")

    def _is_in_fringe(self, cue: Cue) -> bool:
        """A word of a phrase that opens a separable part: "to that end"."""
        return any(one.start < cue.start and cue.end <= one.end for one in self.fringes)

    def _last_end(self) -> int:
        return max((one.cue.end for one in self.lives), default=self.start)

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
        last, text = self.lives[-1].cue, self.view.text
        low = last.end
        before = text[low : cue.start].rstrip()
        if found.kind == "thing":
            same = self.words.is_plain or text[last.start : last.end] == text[cue.start : cue.end]
            return same and before.endswith(",")
        word = self._word_before(cue.start)
        if self.words.is_a(word, "adding_verb"):
            before = before.removesuffix(word).rstrip()
        owned = text[low : found.start].strip()
        return before.endswith(",") and bool(owned) and not owned.endswith((",", word)) and "," not in owned

    def _is_inside_relative(self, cue: Cue) -> bool:
        """Behind a relative word with no comma or main subject between: "measures which it intends to", "goods that may"."""
        most = _MOST_MAIN if "main" in cue.row.get("needs", "") else _MOST
        end = self._before_aside(cue.start)
        begin = max(self.view.text.rfind(",", self.start, end) + 1, end - 15 * most, self.start)
        for match in self.words.pattern("relative_before").finditer(self.view.text, begin, end):
            between = PLAIN_WORD.findall(self.view.text[match.end() : end])
            while between and self.words.kinds[between[-1]] & _BEFORE_VERB:
                between.pop()  # "what each State has established"
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

    def _before_aside(self, place: int) -> int:
        """Where a few words between commas before a verb begin: "ways in which investment, particularly in mining, can contribute"."""
        text = self.view.text
        closed = self.start + len(text[self.start : place].rstrip())
        if not text.endswith(",", self.start, closed):
            return place
        opened = text.rfind(",", self.start, closed - 1)
        few = opened > self.start and len(text[opened:closed].split()) <= _ASIDE_WORDS
        return opened if few and self.words.is_plain else place

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
        own = own or (bool(clause) and self._is_verb(clause[0]))
        return own and not self.words.is_a(clause[-1], "conjunction", "infinitive")

    def _is_verb(self, word: str) -> bool:
        """A known English verb in the third person: "that launches an object"."""
        verbs = self.words.verbs if self.words.is_plain else frozenset()
        return word.endswith("s") and (word[:-1] in verbs or word[:-2] in verbs)

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
        if self.setting.binding != "political" or not self.lives or self._is_verb_first:
            return False
        first = self.lives[0]
        if "cases" in self.words.settings:
            joined = self.words.is_a(self._word_before(self._before_adverbs(cue.start)), "conjunction")
            return joined and self._says_we(cue) and self._says_we(first.cue)
        form = self._form(cue)
        if form == "base" or form != self._form(first.cue) or not (first.subject.is_actor or first.leading):
            return False
        place = self._before_adverbs(cue.start)
        return self.words.is_a(self._word_before(place), "conjunction") and self._is_object_next(cue)

    def _says_we(self, cue: Cue) -> bool:
        """A verb in the first person by its form: «признаем, что …, и призываем»."""
        return self.words.first_person.match(self.view.text, cue.start) is not None

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

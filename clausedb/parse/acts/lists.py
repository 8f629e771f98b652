"""Lists under an opener: "The Parties shall:", «Стороны обязуются:», «يتعهد الطرفان بما يلي:» give their items their force."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clausedb.model import Act, Clause
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.standing import Live
from clausedb.parse.acts.strength import OWED
from clausedb.parse.acts.subject import Subject
from clausedb.parse.acts.views import WORD, View, before_colon
from clausedb.parse.acts.vocabulary import Vocabulary

_ITEMS = frozenset({"point", "bullet", "paragraph", "text"})
_GIVEN = OWED | {"recommendation", "decision", "right", "power", "permission"}
"""Forces that an item can take over."""
_ENACTED = (
    ("list_agreed", "obligation", "agreed"),
    ("list_decided", "decision", "decide"),
    ("list_pledged", "intention", "commitment"),
)
"""Words of a pack with which enacting words end in "to:", and what they make of the list behind them."""
_ASKING = frozenset({"directive", "recommendation", "decision"})
_LAST = re.compile(r"[.!?؟]\W*$")
_OPENER = 40
"""Characters of the longest words that open a condition."""
_TAIL = 200
"""Characters at the end of an item in which its last mark is looked for."""


@dataclass(slots=True)
class _Items:
    """The items of a list that is being read."""

    level: int = -1
    """Theirs; -1 before the first."""
    kind: str = ""
    ended: bool = False
    """An unnumbered item ended with a full stop, so that no further one follows."""

    def has(self, clause: Clause) -> bool:
        """Whether the clause is one of them, also the first."""
        found = self.may_have(clause)
        if found and self.level < 0:
            self.level, self.kind = clause.level, clause.kind
        return found

    def may_have(self, clause: Clause) -> bool:
        """Whether the clause is one of them by its place."""
        if self.level < 0:
            return clause.kind in _ITEMS
        return clause.level == self.level and clause.kind == self.kind and not self.ended

    def holds(self, clause: Clause) -> bool:
        """Whether the clause lies within one of them."""
        return clause.level > self.level >= 0


@dataclass(slots=True)
class _List:
    """A list that is being read, with what opens it."""

    act: Act
    """The opener's."""
    bare: bool
    """Nothing but names and "the following" between the opener's cue and the colon."""
    items: _Items


class Lists:
    """Sees a document's clauses in order and knows which of them are items of a list."""

    def __init__(self) -> None:
        self._open: list[_List] = []
        self._conditions: _Items | None = None
        """Conditions in a list: «Выдача не производится, если:»."""

    def inherited(
        self, clause: Clause, view: View, words: Vocabulary, start: int, end: int
    ) -> tuple[Live, Act] | None:
        """The cue that an item takes over for its first sentence, and the opener's act; None where it is no item."""
        found = self._over(clause)
        if found is None:
            return None
        found.items.ended = clause.kind == "text" and _LAST.search(view.text[-_TAIL:]) is not None
        place = _verb(view, words, start, end, found.bare, found.act.force in _ASKING)
        if place is None:
            return None
        act = found.act
        force, subforce = act.force, act.subforce
        if force in ("obligation", "intention") and _is_negative(view, words, place):
            force, subforce = "prohibition", "shall_not"
        row = {"force": force, "subforce": subforce, "role": "with", "form": "inherited"}
        cue = Cue(place[0], place[1], {**row, "cue": act.rule.partition(": ")[2]})
        kind = "name" if act.bearers else "organ" if act.bearer else "thing"
        bearer = Subject(kind, act.bearers, act.bearer_type)
        return Live(cue, bearer), act

    def note(self, clause: Clause, view: View, words: Vocabulary, acts: list[Act]) -> None:
        """Remember a clause that opens a list."""
        if not acts or clause.kind == "recital" or before_colon(view.text) < 0:
            return
        act = acts[-1]
        if act.force not in _GIVEN:
            return
        bare = _is_bare(view, words, view.place(act.cue.end), len(view.text))
        if act.bearers or act.addressees or act.bearer or (bare and words.is_plain):
            self._open.append(_List(act, bare, _Items()))

    def note_enacting(self, view: View, words: Vocabulary, makers: tuple[str, ...]) -> None:
        """Remember enacting words that go on in a list: "Have agreed to: 1. Exchange information"."""
        for shape, force, subforce in _ENACTED:
            said = words.shape(shape).search(view.text)
            if said:
                cue = view.span(said.start(), said.end())
                rule = f"{words.language}: {' '.join(said[0].lower().split())}"
                act = Act(
                    "",
                    view.clause.clause_id,
                    force,
                    subforce,
                    0,
                    True,
                    cue,
                    rule,
                    bearers=makers,
                    bearer_type="elided",
                )
                self._open.append(_List(act, True, _Items()))
                return

    def opener(self, clause: Clause) -> Act | None:
        """The act that opens the list whose item the clause is; None where it is no item, or may be none."""
        last = self._open[-1] if self._open else None
        return last.act if last is not None and last.items.may_have(clause) else None

    def is_condition(self, clause: Clause) -> bool:
        """Whether the clause is or lies in an item of a list of conditions, which says nothing by itself."""
        if self._conditions is None:
            return False
        if self._conditions.holds(clause) or self._conditions.has(clause):
            return True
        self._conditions = None
        return False

    def note_condition(self, view: View) -> None:
        """Remember a clause whose last words before a colon open conditions."""
        end = before_colon(view.text)
        if end < 0:
            return
        last = view.cues("fringes", max(0, end - _OPENER), end)[-1:]
        if last and last[0].end == end and last[0].row["kind"] == "condition":
            self._conditions = _Items()

    def _over(self, clause: Clause) -> _List | None:
        """The list that the clause is an item of; lists that it ends are closed."""
        while self._open:
            last = self._open[-1]
            if last.items.holds(clause):
                return None
            if last.items.has(clause):
                return last
            self._open.pop()
        return None


def _is_bare(view: View, words: Vocabulary, low: int, high: int) -> bool:
    following = words.pattern("following").search(view.text, low, high)
    if following and not WORD.search(view.text, following.end(), high):
        high = following.start()
    known = [(name.start, name.end) for name in view.names_in(low, high)]
    known += [(cue.start, cue.end) for table in ("subjects", "hedges") for cue in view.cues(table, low, high)]
    for match in WORD.finditer(view.text, low, high):
        inside = any(start <= match.start() < end for start, end in known)
        small = words.is_a(match[0], "article", "adverb", "conjunction", "infinitive", "each", "both")
        if not inside and not small:
            return False
    return True


def _past_aside(view: View, start: int, end: int) -> re.Match[str] | None:
    """The first word of an item, past a hedge or a separable part between it and a comma: "to the extent possible, assist"."""
    first = WORD.search(view.text, start, end)
    aside = first and (
        view.cue_at("hedges", first.start(), end) or view.cue_at("fringes", first.start(), end)
    )
    comma = view.text.find(",", first.start(), end) if first and aside else -1
    return WORD.search(view.text, comma, end) if comma > 0 else first


def _is_manner(word: str, words: Vocabulary) -> bool:
    """An adverb, also one that compares: «активно», «активнее»."""
    return words.is_adverb(word) or words.shape("comparative").fullmatch(word) is not None


def _is_negative(view: View, words: Vocabulary, place: tuple[int, int]) -> bool:
    """The item is not to do something: "not to apply", «не вводить», «عدم اللجوء»."""
    return any(words.is_a(word, "not") for word in WORD.findall(view.text[place[0] : place[1]]))


def _verb(
    view: View, words: Vocabulary, start: int, end: int, bare: bool, asks: bool
) -> tuple[int, int] | None:
    """Where the verb of an item stands at its head, with "to" before it.

    Under a bare opener that is whatever stands there, unless a noun phrase shows itself; else only an infinitive, and
    only where somebody is asked or something decided ("shall not require: to …" names what is required).
    """
    first = _past_aside(view, start, end)
    if first is None or not (bare or asks):
        return None
    if words.is_a(first[0], "infinitive", "not"):
        verb = WORD.search(view.text, first.end(), end)
        if verb and words.is_a(verb[0], "infinitive"):
            verb = WORD.search(view.text, verb.end(), end)
        return (first.start(), verb.end()) if verb else None
    if words.infinitive.fullmatch(first[0]):
        return first.span()
    behind = WORD.match(view.text, first.end() + 1, end)
    if behind and words.infinitive.fullmatch(behind[0]) and _is_manner(first[0], words):
        return first.start(), behind.end()  # «активнее поддерживать»
    nominal = words.is_a(
        first[0], "article", "preposition", "pronoun", "each", "none", "border", "conjunction"
    )
    return None if nominal or not bare or view.name_from(first.start()) else first.span()

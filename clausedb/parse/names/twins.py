"""Names that two states share in print, in part: Oman and the capital Amman are both «عمان» without vowel signs; "the Korean side" is of
the one Korea of which the text speaks.

Islands in, the same with every such name as what the text speaks of out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from clausedb.fold import fold
from clausedb.language import Grammar
from clausedb.parse.names.joins import Joins
from clausedb.parse.names.name_index import Island

_PLACE: Final = 60
"""Code points before a name in which the words stand that show a place."""
_HEAD: Final = 400
"""Code points at the head of a text in which its dateline stands."""


def settle_twins(
    text: str, islands: Sequence[Island], how: Joins, language: str, grammar: Grammar
) -> list[Island]:
    """The capital where the text names its state, and the other state by no other word or the name stands as a place."""
    twins = _twins(grammar, language)
    if not twins:
        return list(islands)
    unsure = [twins.get(text[one.start : one.end]) for one in islands]
    named = {
        party_id.split(".")[0]
        for one, twin in zip(islands, unsure, strict=True)
        if twin is None
        for party_id in one.ids
    }
    found = []
    for at, (one, twin) in enumerate(zip(islands, unsure, strict=True)):
        if twin and twin[1] in named:
            state, capital = twin
            place, told = _is_place(text, one, how), state in named
            if (place and not told) or ((place or not told) and not _among_states(text, islands, at, how)):
                one = replace(one, kind="capital", ids=(capital,))
        found.append(one)
    return found


def settle_kin(islands: Sequence[Island], grammar: Grammar) -> list[Island]:
    """Adjectives that states of one name share, as those of the one among them that the text names, where it names one
    alone."""
    kin = _kin(grammar)
    named = Counter(
        one.ids[0].split(".")[0]
        for one in islands
        if one.kind in ("state", "capital") and len(one.ids) == 1 and one.ids[0] in kin
    )
    if not named:
        return list(islands)
    found = []
    for one in islands:
        group = kin.get(one.ids[0], ()) if one.kind == "adjective" and len(one.ids) == 1 else ()
        known = [each for each in group if named[each]]
        if len(known) == 1:
            one = replace(one, ids=(known[0],))
        found.append(one)
    return found


def _among_states(text: str, islands: Sequence[Island], at: int, how: Joins) -> bool:
    """Whether the name is joined to that of a state: the Jordanian and Omani delegations, but not "between Amman and Berlin"."""
    return any(
        left.kind == right.kind == "state" and how.joined.fullmatch(text, left.end, right.start)
        for left, right in _pairs(islands, at)
    )


def _pairs(islands: Sequence[Island], at: int) -> Iterator[tuple[Island, Island]]:
    if at > 0:
        yield islands[at - 1], islands[at]
    if at + 1 < len(islands):
        yield islands[at], islands[at + 1]


def _is_place(text: str, one: Island, how: Joins) -> bool:
    """Whether it stands where a place does: behind "in", at the head of a report."""
    opens = one.start < _HEAD and not text[text.rfind("\n", 0, one.start) + 1 : one.start].strip()
    before = how.place_before.search(text[max(0, one.start - _PLACE) : one.start])
    return opens or before is not None


@cache
def _kin(grammar: Grammar) -> dict[str, tuple[str, ...]]:
    groups = [tuple(row["states"].split()) for row in grammar.rows("kin_states")]
    return {state: group for group in groups for state in group}


@cache
def _twins(grammar: Grammar, language: str) -> dict[str, tuple[str, str]]:
    rows = grammar.pack(language).rows("twins")
    return {fold(row["form"]).text: (row["state"], row["capital_of"]) for row in rows}

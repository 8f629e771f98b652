"""Which ministry a ministry is, and what its minister is minister of: "Ministry of Energy", «министр здравоохранения», «وزير الطاقة».

Islands and persons of a text in, the same with the ids of portfolios (KAZ.MINENERGY, KAZ.ENERGYMIN) where the words tell one;
any other ministry stays KAZ.MINISTRY.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import office_id
from clausedb.parse.names.sightings import Sighting

_GENERAL: Final = ("MIN", "MINISTRY")
_BEFORE: Final = 60
"""Code points before a ministry in which the words for its portfolio stand."""
_NAMED: Final = 4
"""Code points between an office and the name of its holder, at most."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for portfolios in one language."""

    word: re.Pattern[str]
    behind: re.Pattern[str]
    """The words behind "ministry" that say which it is."""
    before: re.Pattern[str]
    """The same before it, at the end of a text: Energy and Oil."""
    portfolio: dict[str, str]


@cache
def _words(grammar: Grammar, language: str) -> _Words:
    pack = grammar.pack(language)
    settings = pack.settings("names")
    portfolio = {
        word: row["portfolio"] for row in pack.rows("portfolios") for word in row["words"].split("|")
    }
    either = "|".join(re.escape(word) for word in sorted(portfolio, key=len, reverse=True)) or "(?!)"
    return _Words(
        word=re.compile(rf"(?<!\w)(?:{either})(?!\w)"),
        behind=re.compile(settings["portfolio_behind"].replace("{}", either)),
        before=re.compile(settings["portfolio_before"].replace("{}", either)),
        portfolio=portfolio,
    )


def with_portfolios(
    text: str, islands: Sequence[Island], persons: Sequence[Sighting], language: str, grammar: Grammar
) -> tuple[list[Island], list[Sighting]]:
    """The islands and the persons with the offices of portfolios; a bare "the Ministry" is the one last named of its state."""
    words = _words(grammar, language)
    last: dict[str, str] = {}
    found: list[Island] = []
    told: dict[int, str] = {}
    """By where an office word begins or ends the portfolio that it tells."""
    ends = [*(one.start for one in islands), len(text)][1:]
    for one, limit in zip(islands, ends, strict=True):
        if not any(role in _GENERAL for each in one.ids for role in each.split(".")):
            found.append(one)
            continue
        portfolio, end = _told(text, one, limit, words)
        if portfolio:
            told[one.start] = told[max(one.end, end)] = portfolio
            last.update((owner, portfolio) for owner in _owners(one))
        elif one.bare or (one.parts and one.parts[0].bare):
            portfolio = last.get(next(iter(_owners(one)), ""), "")
        if one.kind == "head" or not portfolio:
            found.append(one)
            continue
        ids = tuple(_renamed(each, portfolio, grammar) for each in one.ids)
        parts = tuple(
            replace(part, ids=tuple(_renamed(each, portfolio, grammar) for each in part.ids))
            for part in one.parts
        )
        found.append(replace(one, ids=ids, parts=parts, end=max(one.end, end)))
    return found, _held(persons, told, grammar)


def _owners(one: Island) -> list[str]:
    """Whose ministries an island names."""
    return [each.split(".")[0] for each in one.ids if "." in each]


def _told(text: str, one: Island, limit: int, words: _Words) -> tuple[str, int]:
    """The portfolio that an office word tells, in it, behind it or before it, and where its words end; empty where it tells none."""
    owned = [(part.start, part.end) for part in one.parts if part.kind in ("state", "organisation")]
    for match in words.word.finditer(text, one.start, one.end):
        if not any(low <= match.start() < high for low, high in owned):
            return words.portfolio[match[0]], one.end
    behind = words.behind.match(text, one.end, limit)
    if behind is not None:
        first = words.word.search(text, behind.start(), behind.end())
        return (words.portfolio[first[0]], behind.end()) if first else ("", one.end)
    before = words.before.search(text, max(0, one.start - _BEFORE), one.start)
    first = words.word.search(text, before.start(), before.end()) if before else None
    return (words.portfolio[first[0]], one.end) if first else ("", one.end)


def _renamed(party_id: str, portfolio: str, grammar: Grammar) -> str:
    """The id with the portfolio in the place of its general role; the head of a ministry is its minister."""
    roles = party_id.split(".")
    place = next((at for at, role in enumerate(roles) if role in _GENERAL), 0)
    if not place:
        return party_id
    organ, office = f"MIN{portfolio}", f"{portfolio}MIN"
    if roles[place] == "MINISTRY" and roles[place + 1 : place + 2] in (["PRES"], ["MIN"]):
        roles[place : place + 2] = [office]
    else:
        roles[place] = organ if roles[place] == "MINISTRY" else office
    found = ".".join(roles[: place + 1])
    for role in roles[place + 1 :]:
        found = office_id(found, role, grammar)
    return found


def _held(persons: Sequence[Sighting], told: dict[int, str], grammar: Grammar) -> list[Sighting]:
    """The persons with the portfolios of the offices beside their names, also where those are named without it."""
    found: list[Sighting] = []
    known: dict[tuple[str, str], str] = {}
    for one in persons:
        portfolio = _beside(one, told) if one.office and one.office.endswith(".MIN") else ""
        if one.office and portfolio:
            known[one.key, one.office] = _renamed(one.office, portfolio, grammar)
        found.append(one)
    return [
        replace(one, office=known[one.key, one.office])
        if one.office and (one.key, one.office) in known
        else one
        for one in found
    ]


def _beside(one: Sighting, told: dict[int, str]) -> str:
    """The portfolio of the office word before a name."""
    if one.head is not None:
        return told.get(one.head.start, "")
    return next((told[one.start - gap] for gap in range(1, _NAMED) if one.start - gap in told), "")

"""Whose offices a report names without their state: those of the state whose agency it is of, or from whose capital it is written.

Folded text and islands in, a state out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import MINISTRIES, office_id, role_of
from clausedb.parse.names.sightings import Sighting

_BEFORE: Final = re.compile(r"(?:\A|\n\s*)(?:ال)?\Z")
_DATELINE: Final = re.compile(r"\s*(?:في\s+)?(?:[.,،/(\[]|[—–-]\s|:\s|\d)")
"""Behind a place at the head of a report: a date, an agency, a dash, a colon."""
_HEAD: Final = 400
"""Code points at the head of a text in which its dateline stands."""
_SIGNED: Final = 120
"""Code points from a state to the office of who signs for it."""
_BELOW: Final = re.compile(r"[:,]?[ \t]*\n\s*[^\n]{0,80}")
"""Between the state for which one signs and an office word in the next line."""
_OF: Final = re.compile(r"\s+of\s")
"""Behind a name what tells whose he is: Vice-President Bemba of the Congo."""
_OF_ONE: Final = ("PRES", "VP", "PM", "DPM", "FM", "DFM", "DEFMIN", "MIN", "CROWN")
"""Offices that one person holds in a state."""
_OF_HOME: Final = (*_OF_ONE, "MFA", "MOD", "GOV", "PARL")
"""Offices and organs that a report names without the state at home."""


def opens_report(text: str, start: int, end: int) -> bool:
    """Whether the place there is that of a dateline."""
    at_head = _BEFORE.search(text, max(0, start - 5), start) is not None
    return at_head and _DATELINE.match(text, end) is not None


def home_of(text: str, islands: Sequence[Island], grammar: Grammar) -> str | None:
    """The state of the agency that a text's head names, else of the ministry that is its letterhead, else of the capital in its
    dateline; None where it has none of them."""
    head = [one for one in islands if one.start < _HEAD]
    letterheads = (one.ids[0].partition(".")[0] for one in head if _is_letterhead(text, one))
    agencies = (agency_states(grammar).get(one.ids[0]) for one in head if one.kind == "organ" and one.ids)
    capitals = (
        one.ids[0]
        for one in head
        if one.kind == "capital" and one.ids[0] != "EU" and opens_report(text, one.start, one.end)
    )
    return next((state for state in (*agencies, *letterheads, *capitals) if state), None)


def _is_letterhead(text: str, one: Island) -> bool:
    """A ministry of a state alone on a line: "U.S. DEPARTMENT OF STATE"."""
    if one.kind != "organ" or len(one.ids) != 1 or role_of(one.ids[0]) not in MINISTRIES:
        return False
    before, end = text[text.rfind("\n", 0, one.start) + 1 : one.start], text.find("\n", one.end)
    behind = text[one.end : end if end >= 0 else None]
    return "." in one.ids[0] and not before.strip() and not behind.strip()


@cache
def agency_states(grammar: Grammar) -> dict[str, str]:
    """The agencies, with the state whose national agency each is; "" for those of none."""
    return {f"B:{row['agency']}": row["state"] for row in grammar.rows("agencies")}


def at_home(text: str, found: Sequence[Sighting], home: str | None, grammar: Grammar) -> list[Sighting]:
    """Persons with the office at home that a word beside the name tells, where no words say that another holds it."""
    if home is None:
        return list(found)
    holders = {one.office: one.key for one in found if one.office}
    abroad = {key for office, key in holders.items() if office and not office.startswith(f"{home}.")}
    seen: list[Sighting] = []
    for one in found:
        role = one.head.ids[0] if one.head else ""
        office = office_id(home, role, grammar) if role in _OF_ONE and one.office is None else None
        if one.key in abroad or _OF.match(text, one.end):
            office = None
        if office and holders.setdefault(office, one.key) == one.key:
            one = replace(one, office=office)
        seen.append(one)
    return seen


def office_at_home(role: str, home: str | None, grammar: Grammar) -> str | None:
    """The office or organ that a word alone means where the text named none before."""
    return office_id(home, role, grammar) if home and role in _OF_HOME else None


def signed_for(
    text: str, islands: Sequence[Island], signs: re.Pattern[str], grammar: Grammar
) -> list[Island]:
    """The islands, a bare office word in the line below "For the Republic of Chad" as the office of that state; `signs`: what
    stands before the state for which one signs."""
    found: list[Island] = []
    party: Island | None = None
    for one in islands:
        if len(one.ids) == 1 and (one.kind == "state" or role_of(one.ids[0]) == "GOV"):
            party = one
        elif party and one.kind == "head" and one.start - party.end < _SIGNED and one.ids[0] in _OF_ONE:
            signed = signs.search(text, max(0, party.start - _SIGNED), party.start)
            below = _BELOW.fullmatch(text, party.end, one.start)
            if signed and below and not one.plural:
                state = party.ids[0].partition(".")[0]
                one = replace(one, kind="office", ids=(office_id(state, one.ids[0], grammar),))
        found.append(one)
    return found

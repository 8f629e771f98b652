"""Who acts under one id: a person whose office the document tells acts in it, so that "Tokayev" and "the President" are one.

Records with acts in, the same with offices for their holders among bearers, addressees and beneficiaries out. Who said
something stays the person.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from clausedb.language import Grammar
from clausedb.model import Act, Records
from clausedb.parse.names.office_ids import role_of

_FOR_STATE: Final = ("PRES", "KING", "PM", "FM")
"""Those who act for their state by their office alone (Vienna Convention on the Law of Treaties, article 7, paragraph 2 (a))."""


def name_offices(records: Records, grammar: Grammar) -> Records:
    """Records whose acts name an office for the person who alone holds it in the document."""
    meant = _offices(records)
    if not meant:
        return records
    return replace(records, acts=tuple(_in_office(one, meant) for one in records.acts))


def _offices(records: Records) -> dict[str, str]:
    """By person, and by each further office of his, the office in which he acts."""
    people = [one for one in records.parties if one.kind == "person" and one.offices]
    holders: dict[str, set[str]] = {}
    for one in people:
        for office in one.offices:
            holders.setdefault(office, set()).add(one.party_id)
    meant: dict[str, str] = {}
    for one in people:
        own = [office for office in one.offices if len(holders[office]) == 1]
        if own:
            meant |= dict.fromkeys((one.party_id, *own), min(own, key=_rank))
    return meant


def _rank(office: str) -> int:
    role = role_of(office)
    return _FOR_STATE.index(role) if role in _FOR_STATE else len(_FOR_STATE)


def _in_office(act: Act, meant: dict[str, str]) -> Act:
    named = {*act.bearers, *act.addressees, *act.beneficiaries}
    if named.isdisjoint(meant):
        return act
    return replace(
        act,
        bearers=_renamed(act.bearers, meant),
        addressees=_renamed(act.addressees, meant),
        beneficiaries=_renamed(act.beneficiaries, meant),
    )


def _renamed(ids: tuple[str, ...], meant: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meant.get(one, one) for one in ids))

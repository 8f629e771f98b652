"""The ids of offices and organs: a role under its owner, and office words joined to whose they are."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.joins import Joins
from clausedb.parse.names.name_index import Island

COUNCILS: Final = ("CHS", "CHG", "CFM", "CDM")
"""Organs of one organisation: where one was named, another without an owner is of the same."""
MINISTRIES: Final = ("MFA", "MOD", "MINISTRY")
MINISTERS: Final = ("FM", "DEFMIN", "MIN")
SECOND: Final = ("PM", "DPM", "FM", "DEFMIN", "MIN")
"""Offices that one person often holds beside another."""


@cache
def role_kinds(grammar: Grammar) -> dict[str, str]:
    """office or organ, by role."""
    return {row["role"]: row["kind"] for row in grammar.rows("roles")}


@cache
def _compositions(grammar: Grammar) -> dict[tuple[str, str], str]:
    return {(row["outer"], row["inner"]): row["role"] for row in grammar.rows("role_compositions")}


def office_id(owner: str, role: str, grammar: Grammar) -> str:
    """The id of a role under an owner: KAZ and PRES give KAZ.PRES, KAZ.MFA and its head give KAZ.FM."""
    if role == "owner":
        return owner
    parent, _, inner = owner.rpartition(".")
    composed = _compositions(grammar).get((role, inner))
    return f"{parent}.{composed}" if parent and composed else f"{owner}.{role}"


def role_of(office: str) -> str:
    """The last role of an id: PRES of KAZ.PRES."""
    return office.rpartition(".")[2]


def leader_id(office: str, grammar: Grammar) -> str:
    """The office itself, but the prime minister's for the president's of a state that has none who leads it."""
    state, _, role = office.partition(".")
    return f"{state}.PM" if role == "PRES" and state in _premiers(grammar) else office


@cache
def _premiers(grammar: Grammar) -> frozenset[str]:
    """The states that their head of government leads."""
    return frozenset(row["party_id"] for row in grammar.rows("premiers"))


@cache
def kingdoms(grammar: Grammar, *, alone: bool = False) -> frozenset[str]:
    """The states that call themselves a kingdom; `alone`: those that are usually called "the Kingdom" and nothing else."""
    return frozenset(row["party_id"] for row in grammar.rows("kingdoms") if row["alone"] or not alone)


def held_by_one(
    text: str, islands: Sequence[Island], how: Joins, grammar: Grammar, apart: Container[int] = ()
) -> list[Island]:
    """The Qatari Prime Minister and Foreign Minister: the second office is of the same state."""
    found: list[Island] = []
    for one in islands:
        before = found[-1] if found else None
        second = one.kind == "head" and not one.plural and one.ids[0] in SECOND
        if before and second and one.start not in apart:
            own = before.kind == "office" and len(before.ids) == 1 and bool(before.parts or before.bare)
            gap = text[before.end : one.start]
            if own and "," not in gap and how.held_together.fullmatch(gap):
                owner, _, role = before.ids[0].rpartition(".")
                if owner.isalpha() and role != one.ids[0]:
                    one = replace(one, kind="office", ids=(office_id(owner, one.ids[0], grammar),))
        found.append(one)
    return found


def joined_to(head: Island, owners: list[Island], start: int, end: int, grammar: Grammar) -> Island:
    """An office or organ word joined to those whose it is, as one name over [start, end): one id for each owner."""
    role = head.ids[0]
    owned = dict.fromkeys(owner_id for owner in owners for owner_id in owner.ids)
    ids = tuple(office_id(owner_id, role, grammar) for owner_id in owned)
    kind = role_kinds(grammar).get(role_of(ids[0]), "office")
    kind = "side" if head.kind == "side" else kind
    parts = tuple(part for owner in owners for part in (owner, *owner.parts))
    return Island(start, end, kind, ids, plural=len(ids) > 1, parts=parts)

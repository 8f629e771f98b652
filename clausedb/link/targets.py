"""From a pinpoint to the clause it means."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from clausedb.link.records import LinkClause
from clausedb.model import Citation

_DIVISIONS: Final = ("part", "chapter", "section", "annex", "recital")
"""Units whose labels carry their name: part-II, annex-I."""


def target_clause(citation: Citation, clauses: tuple[LinkClause, ...]) -> str | None:
    """The clause whose label is the pinpoint's; of several numbers ("3-7", "2, 3") the first; None where there is none."""
    if citation.pinpoint is None:
        return None
    first = re.split(r"[,;]|[-–—](?=\d)", citation.pinpoint)[0]
    wanted = _normal(first)
    unit = citation.pinpoint_unit
    by_label = _labels(clauses)
    if unit in _DIVISIONS:
        return by_label.get(f"{unit}-{wanted}") or (by_label.get(unit) if not wanted else None)
    return by_label.get(wanted)


@lru_cache(maxsize=4096)
def _labels(clauses: tuple[LinkClause, ...]) -> dict[str, str]:
    return {_normal(clause.label): clause.clause_id for clause in reversed(clauses)}


def _normal(label: str) -> str:
    return re.sub(r"\s+", "", label).strip(".").lower()

"""What can stand at the cursor: pure, and never raising."""

from __future__ import annotations

from dataclasses import dataclass

from clausedb.query.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that can stand at the cursor."""

    text: str
    """What to insert from `start` up to the cursor."""
    start: int
    """Offset in the query, in code points."""
    meta: str = ""
    """What it is: keyword, a field's meaning, how often a value occurs."""


def complete(text: str, cursor: int, catalog: Catalog) -> tuple[Suggestion, ...]:
    """What can stand at the cursor, best first."""
    return ()

"""Not written yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clausedb.fold import Folded
from clausedb.language import Grammar
from clausedb.model import Records
from clausedb.parse.name_index import Island
from clausedb.parse.offices import Joins
from clausedb.parse.persons import Sighting


def resolve_collectives(
    records: Records,
    folded: Folded,
    islands: Sequence[Island],
    persons: Sequence[Sighting],
    how: Joins,
    grammar: Grammar,
) -> Iterator[Island]:
    return iter(())

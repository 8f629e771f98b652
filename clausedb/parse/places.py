"""Where things stand: from an offset to the clause whose own text holds it."""

from __future__ import annotations

from bisect import bisect_right

from clausedb.model import Clause


class Places:
    """Finds clauses by offset; own texts do not overlap, so a bisection suffices."""

    def __init__(self, clauses: tuple[Clause, ...]) -> None:
        self._clauses = sorted(clauses, key=lambda clause: clause.start)
        self._starts = [clause.start for clause in self._clauses]

    def clause_at(self, start: int, end: int | None = None) -> Clause | None:
        """The clause whose number, heading or own text covers [start, end); None in boilerplate."""
        found = bisect_right(self._starts, start) - 1
        if found < 0:
            return None
        clause = self._clauses[found]
        inside = start < clause.own_end and (end is None or end <= clause.own_end)
        return clause if inside else None

    def id_at(self, start: int, end: int | None = None) -> str | None:
        """The id of that clause."""
        clause = self.clause_at(start, end)
        return clause.clause_id if clause else None

"""`clausedb parse --explain`: every line of a document with what it was taken for, and why."""

from __future__ import annotations

from bisect import bisect_right

from clausedb.cli import safe
from clausedb.cli.paint import Paint
from clausedb.language import Grammar
from clausedb.model import Records
from clausedb.parse.structure.explain import LineReading, explain_records

_Row = tuple[int, str, str, str, list[str]]
"""(number of the line from 1, what it is, why, its words, findings about it)."""


def draw(records: Records, grammar: Grammar, paint: Paint, columns: int) -> list[str]:
    """A line of the screen a visible line of the text: its number, what it is, why, its first words; then what was doubted there.
    A line that holds several units has a line for each."""
    rows = _rows(records, grammar)
    number = len(str(rows[-1][0])) if rows else 1
    side = _width([role for _, role, _, _, _ in rows], columns // 4)
    reasons = _width([why for _, _, why, _, _ in rows], columns * 2 // 5)
    found = [paint("bold", safe.cut(safe.line(records.document.document_id), columns)), ""]
    for line, role, why, words, doubts in rows:
        room = max(2, columns - number - side - reasons - 6)
        cells = (
            paint("dim", str(line).rjust(number)),
            paint("name", safe.pad(safe.cut(role, side), side)),
            paint("dim", safe.pad(safe.cut(why, reasons), reasons)),
            safe.isolate(safe.cut(words, room)),
        )
        found.append("  ".join(cells))
        found += [
            paint("doubt", " " * (number + 2) + safe.isolate(safe.cut(one, columns - number - 2)))
            for one in doubts
        ]
    general = [safe.line(one.message) for one in records.findings if one.start is None]
    return [
        *found,
        *(["", *(paint("dim", safe.isolate(safe.cut(one, columns))) for one in general)] if general else []),
    ]


def _width(cells: list[str], most: int) -> int:
    return min(max(map(safe.width, cells), default=0), most)


def _rows(records: Records, grammar: Grammar) -> list[_Row]:
    starts = [clause.start for clause in records.clauses]
    findings = sorted(
        (one.start, f"{one.code.replace('_', ' ')}: {safe.line(one.message)}")
        for one in records.findings
        if one.start is not None
    )
    rows: list[_Row] = []
    line, reached, taken = 1, 0, 0
    for reading in explain_records(records, grammar):
        line += records.text.count("\n", reached, reading.start)
        reached = reading.start
        doubts: list[str] = []
        while taken < len(findings) and findings[taken][0] < reading.end:
            doubts.append(findings[taken][1])
            taken += 1
        words = safe.line(records.text[reading.start : reading.end])
        rows.append((line, _role(records, starts, reading), safe.line(reading.reason), words, doubts))
    return rows


def _role(records: Records, starts: list[int], reading: LineReading) -> str:
    """The clause that a line begins, or goes on with."""
    if reading.role == "boilerplate":
        return "kept out"
    place = bisect_right(starts, reading.start) - 1
    if place < 0:
        return "before the first clause"
    clause = records.clauses[place]
    if clause.start < reading.start:
        return f"{clause.label} {'heading' if reading.role == 'heading' else 'goes on'}"
    return clause.label if clause.number is None else f"{clause.label} {clause.kind}"

"""`clausedb parse --explain`: every line of a document with what it was taken for, and why."""

from __future__ import annotations

from bisect import bisect_right

from clausedb.cli import safe
from clausedb.cli.paint import Paint
from clausedb.model import Clause, Records
from clausedb.schema import VOCABULARIES


def draw(records: Records, paint: Paint, columns: int) -> list[str]:
    """A line of the screen a visible line of the text: its number, what it is, its first words; then what was doubted there."""
    rows = _rows(records)
    side = min(max((safe.width(role) for _, role, _, _ in rows), default=0), columns // 2)
    number = len(str(rows[-1][0])) if rows else 1
    found = [paint("bold", safe.cut(safe.line(records.document.document_id), columns)), ""]
    for line, role, words, doubts in rows:
        room = max(2, columns - number - side - 4)
        head = paint("dim", str(line).rjust(number))
        found.append(
            f"{head}  {paint('name', safe.pad(safe.cut(role, side), side))}  {safe.isolate(safe.cut(words, room))}"
        )
        found += [
            paint("doubt", " " * (number + 2) + safe.isolate(safe.cut(one, columns - number - 2)))
            for one in doubts
        ]
    general = [safe.line(one.message) for one in records.findings if one.start is None]
    return [
        *found,
        *(["", *(paint("dim", safe.isolate(safe.cut(one, columns))) for one in general)] if general else []),
    ]


def _rows(records: Records) -> list[tuple[int, str, str, list[str]]]:
    """(number of the line from 1, what it is, its words, findings about it)."""
    starts = [clause.start for clause in records.clauses]
    kept_out = [(span.start, span.end) for span in records.boilerplate]
    findings = sorted(
        (one.start, f"{one.code.replace('_', ' ')}: {safe.line(one.message)}")
        for one in records.findings
        if one.start is not None
    )
    rows: list[tuple[int, str, str, list[str]]] = []
    offset = taken = piece = 0
    for number, raw in enumerate(records.text.splitlines(keepends=True), 1):
        begin, end = offset + len(raw) - len(raw.lstrip()), offset + len(raw)
        offset = end
        if not raw.strip():
            continue
        while piece < len(kept_out) and kept_out[piece][1] <= begin:
            piece += 1
        doubts: list[str] = []
        while taken < len(findings) and findings[taken][0] < end:
            doubts.append(findings[taken][1])
            taken += 1
        if piece < len(kept_out) and kept_out[piece][0] <= begin:
            role = "page furniture: kept out of the clauses"
        else:
            role = _role(records, starts, begin, end)
        rows.append((number, role, safe.line(raw), doubts))
    return rows


def _role(records: Records, starts: list[int], begin: int, end: int) -> str:
    """What clause the line begins, holds or goes on with."""
    place = bisect_right(starts, max(begin, end - 1)) - 1
    if place < 0:
        return "before the first clause"
    clause = records.clauses[place]
    if clause.start < begin:
        return f"{clause.label}: goes on"
    first = bisect_right(starts, begin - 1)
    return " · ".join(_beginning(one) for one in records.clauses[first : place + 1][:3])


def _beginning(clause: Clause) -> str:
    meaning = VOCABULARIES["kind"].get(clause.kind, clause.kind)
    if clause.number:
        return f"{clause.label}: numbered “{safe.line(clause.number)}”, {meaning}"
    return f"{clause.label}: {meaning}"

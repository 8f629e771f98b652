"""A wrong query on a screen: the wrong words underlined where they stand, the sentences wrapped, the correction to be copied."""

from __future__ import annotations

from clausedb.cli import safe
from clausedb.errors import QueryError


def draw(error: QueryError, columns: int) -> list[str]:
    """The lines of an error. Of a line of the query that is too long for the screen what stands around the wrong words."""
    start, end = error.span
    before = error.text.rfind("\n", 0, start) + 1
    after = error.text.find("\n", start)
    line = error.text[before : after if after >= 0 else len(error.text)]
    found = _underlined(line, start - before, min(end - before, len(line)), columns)
    for said in (error.message, error.suggestion):
        found += [safe.isolate(one) for one in safe.wrap(safe.line(said), columns)] if said else []
    if error.corrected:
        found += [safe.printable(one) for one in f"try:  {error.corrected}".splitlines()]
    return found


def _underlined(line: str, start: int, end: int, columns: int) -> list[str]:
    shown = safe.printable(line)
    head, wrong = safe.printable(line[:start]), safe.printable(line[start:end])
    if safe.width(shown) > columns:
        room = max(4, columns // 3)
        cut = max(0, len(head) - room)
        head = ("…" if cut else "") + head[cut:]
        tail = safe.cut(wrong + safe.printable(line[end:]), max(4, columns - safe.width(head)))
        shown, wrong = head + tail, wrong[: max(1, len(tail) - 1)]
    return [shown, " " * safe.width(head) + "^" * max(1, safe.width(wrong))]

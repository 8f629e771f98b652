"""Lines put together to paragraphs: what a hard wrap cut is joined, what a number opens stands alone."""

from __future__ import annotations

from dataclasses import dataclass

from clausedb.language import Grammar
from clausedb.model import Span
from clausedb.parse.layout import bullet_at, is_stamp, role_of
from clausedb.parse.lines import Line
from clausedb.parse.nesting import Candidate, Taken


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: `text[start:end]`, with the numbers it opens with, outermost first."""

    start: int
    end: int
    indent: int
    gap: bool
    first_line: int
    last_line: int
    taken: tuple[Taken, ...] = ()
    note: Candidate | None = None
    """The number of a footnote that it opens with."""


def join_lines(
    text: str,
    lines: list[Line],
    furniture: dict[int, tuple[Span, ...]],
    taken: list[Taken],
    notes: dict[int, Candidate],
    grammar: Grammar,
) -> list[Block]:
    """The paragraphs in order. Furniture belongs to none; a paragraph may go on behind it."""
    opens: dict[int, list[Taken]] = {}
    for one in taken:
        if one.reading is not None:
            opens.setdefault(one.candidate.place, []).append(one)
    blocks: list[Block] = []
    before: Line | None = None
    for index, line in enumerate(lines):
        start, end = _cut(text, line, furniture.get(index, ()))
        if start >= end:
            before = None
            continue
        marks = tuple(opens.get(index, ()))
        note = notes.get(index)
        if marks or note or before is None or not _goes_on(text, before, line, grammar):
            blocks.append(Block(start, end, line.indent, line.gap, index, index, marks, note))
        else:
            last = blocks[-1]
            blocks[-1] = Block(
                last.start, end, last.indent, last.gap, last.first_line, index, last.taken, last.note
            )
        before = line
    return blocks


def _cut(text: str, line: Line, spans: tuple[Span, ...]) -> tuple[int, int]:
    """The line without furniture at its ends."""
    start, end = line.start, line.end
    for span in spans:
        if span.start <= start:
            start = max(start, span.end)
        elif span.end >= end:
            end = span.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _goes_on(text: str, before: Line, line: Line, grammar: Grammar) -> bool:
    """Whether a line belongs to the paragraph of the one before."""
    if line.gap or not before.full:
        return False
    if bullet_at(text, line.start, line.end) is not None or is_stamp(text, line.start, line.end):
        return False
    ended = text[before.end - 1] in ".;:,،؛"
    first = text[line.start]
    if not ended or first.islower():
        return not (ended and first.islower() and _opens_recital(text, before, line, grammar))
    return not _opens_recital(text, before, line, grammar)


def _opens_recital(text: str, before: Line, line: Line, grammar: Grammar) -> bool:
    """A preambular phrase behind a comma or semicolon begins a paragraph of its own."""
    if text[before.end - 1] not in ",;،؛":
        return False
    role = role_of(text, line.start, line.end, "front", grammar)
    return role is not None and role.name == "recital" and not text[line.start].islower()

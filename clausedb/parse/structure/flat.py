"""Text that lost its line breaks: cut before everything that may be a number of a unit.

Which of the cuts stand is settled by the numbering; the others are joined again as the lines of a wrapped paragraph are.
"""

from __future__ import annotations

from typing import Final

from clausedb.language import Grammar
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.numbering import number_places

_LONG: Final = 400
"""Characters from which a line may be a whole document."""


def cut_flat(text: str, lines: list[Line], grammar: Grammar) -> list[Line]:
    """The lines, one that holds most of the text cut at every place where a unit may begin."""
    total = sum(line.end - line.start for line in lines)
    if not any(_is_flat(line, total) for line in lines):
        return lines
    found: list[Line] = []
    for line in lines:
        found.extend(_cut(text, line, grammar) if _is_flat(line, total) else [line])
    return found


def _is_flat(line: Line, total: int) -> bool:
    length = line.end - line.start
    return length > _LONG and length * 2 > total


def _cut(text: str, line: Line, grammar: Grammar) -> list[Line]:
    starts = [line.start]
    for place in number_places(text, line.start, line.end, grammar):
        if place > starts[-1]:
            starts.append(place)
    pieces: list[Line] = []
    for index, start in enumerate(starts):
        last = index + 1 == len(starts)
        end = line.end if last else starts[index + 1]
        while end > start and text[end - 1].isspace():
            end -= 1
        pieces.append(Line(start, end, 0, line.gap and index == 0, not last))
    return pieces

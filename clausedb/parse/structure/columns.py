"""What stands side by side on one line: who signs, the two halves of a masthead, the columns of a page.

Cells of signatures and mastheads are cut apart, since each is a line of its own. Running text in two columns cannot be: a clause is one
piece of the text, and its lines stand mixed with those beside them. It stays as it is printed, and is said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.structure.layout import role_of
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.mastheads import MASTHEAD, begins_masthead, kind_of

_GUTTERS: Final = (re.compile("    [ \u00a0]*(?=\\S)"), re.compile("\t[\t \u00a0]*(?=\\S)"))
"""Blanks between cells; four are more than any sentence is justified with."""
_CELL: Final = 120
"""Characters of the longest cell of a signature."""
_BLOCK: Final = 40
"""Lines of the longest block of signatures."""
_SHORT: Final = 70
"""Characters of a line in such a block that has one cell."""
_PROSE: Final = 16
"""Characters of a cell that is more than an entry of a table."""
_LEAST: Final = 8
"""Lines that stand side by side on a page in two columns."""
_HALF: Final = 2
_STEP: Final = 2
"""Columns by which the second cells of a page may begin apart."""

Cells = list[tuple[int, int]]


def find_cells(text: str, lines: list[Line]) -> dict[int, Cells]:
    """By index of its line: where the cells of a line begin and end that has several."""
    if "    " not in text and "\t" not in text:
        return {}
    starts = [line.start for line in lines]
    found: dict[int, Cells] = {}
    places = sorted(match.span() for gutter in _GUTTERS for match in gutter.finditer(text))
    for start, end in places:
        at = bisect_right(starts, start) - 1
        if at < 0 or not lines[at].start < start < lines[at].end:
            continue
        while text[start - 1] in " \u00a0\t":
            start -= 1
        cells = found.setdefault(at, [(lines[at].start, lines[at].end)])
        if start <= cells[-1][0]:
            continue
        cells[-1:] = [(cells[-1][0], start), (end, lines[at].end)]
    return found


def cut_cells(text: str, lines: list[Line], cells: dict[int, Cells], grammar: Grammar) -> list[Line]:
    """The lines, those of signatures and of a masthead cut into their cells."""
    chosen = _of_masthead(text, lines, cells, grammar) | _of_signatures(text, lines, cells, grammar)
    if not chosen:
        return lines
    found: list[Line] = []
    for index, line in enumerate(lines):
        if index in chosen:
            found += [Line(start, end, line.indent, True) for start, end in cells[index]]
            found[-1] = found[-1]._replace(full=line.full)
        else:
            found.append(line)
    return found


def _of_masthead(text: str, lines: list[Line], cells: dict[int, Cells], grammar: Grammar) -> set[int]:
    if min(cells, default=MASTHEAD) >= MASTHEAD or not begins_masthead(
        text, [_first_cell(line, cells.get(index)) for index, line in enumerate(lines[:MASTHEAD])], grammar
    ):
        return set()
    return {
        index
        for index in cells
        if index < MASTHEAD
        and any(kind_of(text, Line(start, end, 0, False), grammar) for start, end in cells[index])
    }


def _first_cell(line: Line, cells: Cells | None) -> Line:
    return line._replace(end=cells[0][1]) if cells else line


def _of_signatures(text: str, lines: list[Line], cells: dict[int, Cells], grammar: Grammar) -> set[int]:
    """Lines of which two cells at least open as a signature does, and those with cells that follow them."""
    chosen: set[int] = set()
    reached = -1
    for index in sorted(cells):
        if index > reached and _sign(text, cells[index], grammar):
            reached = _block_end(lines, cells, index)
            chosen.update(at for at in range(index, reached + 1) if at in cells)
    return chosen


def _sign(text: str, cells: Cells, grammar: Grammar) -> bool:
    """Whether two cells at least open as a signature does."""
    short = [
        (start, end)
        for start, end in cells
        if end - start <= _CELL and (text[start].isalpha() or text[start] == "(")
    ]
    if len(short) < _HALF:
        return False
    roles = (role_of(text, start, end, "back", grammar) for start, end in short)
    return sum(role is not None and role.name == "signature" for role in roles) >= _HALF


def _block_end(lines: list[Line], cells: dict[int, Cells], first: int) -> int:
    """The last line of a block of signatures: those with cells, and short ones between them."""
    last = first
    for at in range(first + 1, min(first + _BLOCK, len(lines))):
        if at in cells:
            last = at
        elif lines[at].end - lines[at].start > _SHORT:
            break
    return last


def stand_side_by_side(text: str, lines: list[Line], cells: dict[int, Cells]) -> tuple[int, int] | None:
    """Where the first and the last line of a page in two columns begin and end; None where the page is none."""
    places = {
        index: cells[index][1][0] - lines[index].start + lines[index].indent
        for index in cells
        if len(cells[index]) == _HALF and all(end - start >= _PROSE for start, end in cells[index])
    }
    if len(places) < _LEAST:
        return None
    often, _ = Counter(places.values()).most_common(1)[0]
    alike = [index for index, place in places.items() if abs(place - often) <= _STEP]
    cut = [index for index in alike if _is_cut(text, cells[index])]
    if len(alike) < _LEAST or len(alike) * _HALF < len(lines) or len(cut) * _HALF < len(alike):
        return None
    return lines[min(alike)].start, lines[max(alike)].end


def _is_cut(text: str, cells: Cells) -> bool:
    """Whether both cells of a line break off in the middle of a sentence."""
    return all(text[end - 1].isalpha() or text[end - 1] in ",-،" for _, end in cells)

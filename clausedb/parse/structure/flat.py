"""Text that lost its line breaks: cut before everything that may be number of a unit, and before the phrases of a preamble
and of a testimonium.

Which of the cuts stand is settled by the numbering; the others are joined again as the lines of a wrapped paragraph are.
"""

from __future__ import annotations

import re
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.structure.layout import role_of
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.numbering import marks_at, number_places

_LONG: Final = 400
"""Characters from which a line may be a whole document."""
_PHRASE: Final = re.compile(r"[,;.،؛] +(?=[^\W\d_a-zа-яё])")
_RECITAL_BEHIND: Final = ",;،؛"
_OPENING: Final = 200
"""Characters by which a phrase is known."""
_SURE: Final = 3
"""Strength of a number that ends a preamble."""


def cut_flat(text: str, lines: list[Line], grammar: Grammar) -> list[Line]:
    """The lines, one that holds most of the text cut at every place where a unit or a phrase may begin."""
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
    numbers = number_places(text, line.start, line.end, grammar)
    starts = [line.start]
    for place in sorted({*numbers, *_phrases(text, line, numbers, grammar)}):
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


def _phrases(text: str, line: Line, numbers: list[int], grammar: Grammar) -> list[int]:
    """Where motives and the enacting words begin, before the first number, and a testimonium, behind it."""
    first = next((place for place in numbers if _is_sure(text, place, line.end, grammar)), line.end)
    found: list[int] = []
    for match in _PHRASE.finditer(text, line.start, line.end):
        place = match.end()
        role = role_of(text, place, min(line.end, place + _OPENING), "opening", grammar)
        if role is None:
            continue
        motive = role.name != "signature"
        if motive == (place < first) and (not motive or text[match.start()] in _RECITAL_BEHIND):
            found.append(place)
    return found


def _is_sure(text: str, place: int, end: int, grammar: Grammar) -> bool:
    mark = marks_at(text, place, end, grammar)
    return mark is not None and any(
        one.strength == _SURE and (one.rank or one.value == (1.0,)) for one in mark.readings
    )

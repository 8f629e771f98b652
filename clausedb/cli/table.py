"""Rows as a table that fits the screen: cells wrapped at words, or one line a cell where the columns are too many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from clausedb.cli import safe
from clausedb.cli.paint import Paint

_GAP: Final = 2
_LEAST: Final = 9
"""A column is never squeezed below this, unless it needs less."""
_READABLE: Final = 30
"""Texts of many words in a column that is narrower are hard to read."""
_HIGH: Final = 4
"""Lines of a cell that make it such a text."""


class Head(NamedTuple):
    """A column of the screen."""

    name: str
    right: bool = False
    """Numbers stand at the right."""
    whole: bool = False
    """Never wrapped: handles and dates are copied."""


def draw(heads: Sequence[Head], rows: Sequence[Sequence[str]], paint: Paint, columns: int) -> list[str]:
    """The lines of the table. Cells are printable text (safe.line); nothing of them is left off."""
    if not heads:
        return []
    widths = _widths(heads, rows, columns)
    if widths is None:
        return _stacked(heads, rows, paint, columns)
    under = _squeezed(heads, rows, widths)
    if under and len(under) < len(heads):
        return _with_lines_under(heads, rows, under, paint, columns)
    head = [
        paint("bold", safe.pad(one.name, width, one.right)) for one, width in zip(heads, widths, strict=True)
    ]
    rule = [paint("dim", "─" * width) for width in widths]
    found = [_joined(head), _joined(rule)]
    for row in rows:
        found.extend(_row(heads, row, widths))
    return found


def _squeezed(heads: Sequence[Head], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[int]:
    """The columns that hold texts and are too narrow for them; none where words stand left and right of a hit."""
    if any(one.name == "hit" for one in heads):
        return []
    return [
        place
        for place, width in enumerate(widths)
        if width < _READABLE and any(len(safe.wrap(row[place], width)) > _HIGH for row in rows)
    ]


def _with_lines_under(
    heads: Sequence[Head], rows: Sequence[Sequence[str]], under: Sequence[int], paint: Paint, columns: int
) -> list[str]:
    """The table of the other columns, under each of its rows the texts over the whole width."""
    beside = [place for place in range(len(heads)) if place not in under]
    indent = safe.width(rows[-1][0]) + _GAP if not heads[0].name else _GAP
    lines = draw(
        [heads[place] for place in beside], [[row[place] for place in beside] for row in rows], paint, columns
    )
    height, names = len(lines) - len(rows), [heads[place].name for place in under]
    if height != 2:
        return _stacked(heads, rows, paint, columns)
    found = [lines[0], " " * indent + paint("bold", ", ".join(names)), lines[1]]
    for line, row in zip(lines[2:], rows, strict=True):
        found.append(line)
        for place, name in zip(under, names, strict=True):
            said = f"{name}: {row[place]}" if len(under) > 1 and row[place] else row[place]
            found.extend(" " * indent + safe.isolate(one) for one in safe.wrap(said, columns - indent) if one)
    return found


def _joined(cells: Sequence[str]) -> str:
    return (" " * _GAP).join(cells).rstrip()


def _row(heads: Sequence[Head], row: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [safe.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, wrapped))
    return [
        _joined(
            [
                safe.pad(cell[number] if number < len(cell) else "", width, head.right)
                for cell, width, head in zip(wrapped, widths, heads, strict=True)
            ]
        )
        for number in range(height)
    ]


def _widths(heads: Sequence[Head], rows: Sequence[Sequence[str]], columns: int) -> list[int] | None:
    """Widths that fit the screen; None where even the least ones do not."""
    natural = [
        max([safe.width(head.name), *(safe.width(row[place]) for row in rows)])
        for place, head in enumerate(heads)
    ]
    room = columns - _GAP * (len(heads) - 1)
    if sum(natural) <= room:
        return natural
    least = [
        min(need, max(safe.width(head.name), need if head.whole else _longest_word(rows, place, _LEAST)))
        for place, (head, need) in enumerate(zip(heads, natural, strict=True))
    ]
    if sum(least) > room:
        return None
    return _shared(natural, least, room)


def _longest_word(rows: Sequence[Sequence[str]], place: int, least: int) -> int:
    """The longest word of a column, between the least width and twice it."""
    longest = max((safe.width(word) for row in rows[:200] for word in row[place].split()), default=0)
    return max(least, min(longest, 2 * least))


def _shared(natural: list[int], least: list[int], room: int) -> list[int]:
    """Columns that need little get it; what is left is shared out among the others by the root of their need."""
    widths = list(least)
    spare = room - sum(widths)
    open_places = [place for place, need in enumerate(natural) if need > widths[place]]
    while spare > 0 and open_places:
        weight = {place: natural[place] ** 0.5 for place in open_places}
        total = sum(weight.values())
        for place in sorted(open_places, key=lambda one: natural[one] - widths[one]):
            share = max(1, int(spare * weight[place] / total))
            given = min(share, natural[place] - widths[place], spare)
            widths[place] += given
            spare -= given
            total -= weight[place]
            if total <= 0:
                break
        open_places = [place for place in open_places if natural[place] > widths[place]]
    return widths


def _stacked(heads: Sequence[Head], rows: Sequence[Sequence[str]], paint: Paint, columns: int) -> list[str]:
    """A line or more a cell, rows parted by a blank line: for a narrow screen or many columns."""
    side = min(max(safe.width(head.name) for head in heads), max(8, columns // 3))
    found: list[str] = []
    for row in rows:
        for head, cell in zip(heads, row, strict=True):
            if not head.name:
                found.append(paint("dim", cell))
                continue
            name = paint("bold", safe.pad(safe.cut(head.name, side), side))
            first, *rest = safe.wrap(cell, columns - side - _GAP)
            found.append(f"{name}{' ' * _GAP}{safe.isolate(first)}".rstrip())
            found.extend(" " * (side + _GAP) + safe.isolate(one) for one in rest)
        found.append("")
    return found[:-1]

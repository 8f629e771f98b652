"""A text as its lines: where each begins and ends without blanks, and what the line breaks around it say.

A line is the piece between two line breaks (any that Unicode knows). In hard-wrapped text several lines make one
paragraph; `full` says that a line ends where it does because the next word had no room.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile("[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BLANK: Final = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u001f\ufeff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"
_FIRST: Final = re.compile(f"[^{_BLANK}]")
_LAST: Final = re.compile(f"[{_BLANK}]*\\Z")
_WORD: Final = re.compile(r"\S+")

MAX_WRAP: Final = 132
"""Columns of the widest page that is taken for hard-wrapped."""


@dataclass(frozen=True, slots=True)
class Line:
    """`text[start:end]` is the line without blanks (and bidi marks) around it."""

    start: int
    end: int
    indent: int
    """Characters before the first visible one."""
    gap: bool
    """An empty line, or the beginning of the text, stands before it."""
    full: bool = False
    """Hard-wrapped: the line goes on in the next one."""


def split_lines(text: str) -> list[Line]:
    """The lines that hold something visible, in order. Linear, also in empty lines and in one huge line."""
    found: list[Line] = []
    last = -2
    gap = True
    for match in _LINE.finditer(text):
        first = _FIRST.search(text, match.start(), match.end())
        if first is None:
            gap = True
            last = match.end()
            continue
        start, end = first.start(), _visible_end(text, first.start(), match.end())
        gap = gap or not _one_break(text, last, match.start())
        found.append(Line(start, end, start - match.start(), gap))
        last = match.end()
        gap = False
    return _mark_full(text, found)


def _visible_end(text: str, start: int, end: int) -> int:
    while end > start and (
        text[end - 1].isspace() or text[end - 1] in "\ufeff\u200b\u200e\u200f\u202c\u2069"
    ):
        end -= 1
    return end


def _one_break(text: str, last: int, start: int) -> bool:
    """Whether one line break, and no more, lies between two lines."""
    between = start - last
    return between == 1 or (between == 2 and text[last] == "\r" and text[last + 1] == "\n")


def _mark_full(text: str, lines: list[Line]) -> list[Line]:
    """Say of each line whether it goes on in the next, by the width at which the text is wrapped."""
    width = wrap_width(lines)
    if width is None:
        return lines
    marked: list[Line] = []
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        full = after is not None and not after.gap and _has_no_room(text, line, after, width)
        marked.append(Line(line.start, line.end, line.indent, line.gap, full))
    return marked


def _has_no_room(text: str, line: Line, after: Line, width: int) -> bool:
    word = _WORD.match(text, after.start, after.end)
    length = word.end() - word.start() if word else 1
    return line.indent + (line.end - line.start) + 1 + length > width


def wrap_width(lines: list[Line]) -> int | None:
    """Columns at which the text is hard-wrapped, None where every line is a paragraph of its own.

    A wrapped text has no line beyond its width, and most of its lines come near it.
    """
    lengths = sorted(line.indent + line.end - line.start for line in lines)
    if len(lengths) < 5:
        return None
    width = lengths[int(len(lengths) * 0.995) - 1]
    if width > MAX_WRAP or width < 30:
        return None
    near = sum(length >= width * 0.8 for length in lengths)
    return width if near >= 3 and near * 3 >= len(lengths) else None


def is_wrapped(lines: list[Line]) -> bool:
    """Whether paragraphs were cut into lines."""
    return any(line.full for line in lines)

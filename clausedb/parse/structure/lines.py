"""A text as its lines: where each begins and ends without blanks, and what the line breaks around it say.

A line is the piece between two line breaks (any that Unicode knows). In hard-wrapped text several lines make one
paragraph; `full` says that a line ends where it does because the next word had no room.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

_UNSEEN: Final = (
    "\ufeff\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Marks that nobody sees."""
_BLANK: Final = (
    " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f"
    f"\u3000{_UNSEEN}"
)
"""Blanks and line breaks, and those."""
_ENDS: Final = frozenset(_UNSEEN)
_WORD: Final = re.compile(r"\S+")

MAX_WRAP: Final = 132
"""Columns of the widest page that is taken for hard-wrapped."""

_OVERLONG: Final = 40
"""Columns beyond the width from which a line was not wrapped."""

_SHARES: Final = (0.995, 0.97, 0.9, 0.85)
"""Of all lines, how many keep to the width: all but a few, or all but those of a table or of notes."""
_NEARLY_ALL: Final = 0.97
_MOST: Final = 0.6
_NEAR: Final = 0.8
"""Share of the width that lines come near it with."""
_CUT: Final = 2
"""Lines that have to be broken off where most lines are short and letters have no case."""
_MANY: Final = 4
_SHARE: Final = 8
"""Lines that are broken off, and one of how many, where words had room all the same: letters of different widths."""
_WORDS: Final = 6
"""Words of a line that is hardly a heading."""
_FEW: Final = 4
"""One of so many of them may have had room for the next word."""
_ODD: Final = 10
"""One line of so many may break off though the next word had room, where lines are filled as far as words go."""
_SIGNED: Final = tuple(".)")
"""Behind the letter of a point."""


class Line(NamedTuple):
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
    gap = True
    offset = 0
    for raw in text.splitlines(keepends=True):
        visible = raw.strip()
        if visible and (visible[0] in _ENDS or visible[-1] in _ENDS):
            visible = raw.strip(_BLANK)
        if visible:
            indent = 0 if raw[0] == visible[0] else raw.index(visible)
            start = offset + indent
            found.append(Line(start, start + len(visible), indent, gap))
            gap = False
        else:
            gap = True
        offset += len(raw)
    return _mark_full(text, found)


def _mark_full(text: str, lines: list[Line]) -> list[Line]:
    """Say of each line whether it goes on in the next, by the width at which the text is wrapped."""
    width = wrap_width(text, lines)
    if width is None:
        return lines
    for index, (line, after) in enumerate(pairwise(lines)):
        if not after.gap and _has_no_room(text, line, after, width):
            lines[index] = Line(line.start, line.end, line.indent, line.gap, True)
    return lines


def _has_no_room(text: str, line: Line, after: Line, width: int) -> bool:
    room = width - line.indent - (line.end - line.start)
    if room <= 1:
        return room >= -_OVERLONG
    if room > after.end - after.start:
        return False
    word = _WORD.match(text, after.start, after.end)
    return 1 + (word.end() - word.start() if word else 1) > room


def wrap_width(text: str, lines: list[Line]) -> int | None:
    """Columns at which the text is hard-wrapped, None where every line is a paragraph of its own.

    A wrapped text has hardly a line beyond its width (those of tables and notes), and most of its lines come near it; where
    more lines are wider, those that come near it have to break off in the middle of a sentence.
    """
    lengths = sorted([line.indent + line.end - line.start for line in lines])
    if len(lengths) < 5:
        return None
    for share in _SHARES:
        width = lengths[int(len(lengths) * share) - 1]
        near = len(lengths) - bisect_left(lengths, width * _NEAR)
        fits = 30 <= width <= MAX_WRAP and near >= 3 and near * 3 >= len(lengths)
        if (
            fits
            and (share >= _NEARLY_ALL or _breaks_sentences(text, lines, width))
            and any(_is_cut(text, *pair) for pair in _near(lines, width))
        ):
            return width
    return (
        lengths[-1] if 30 <= lengths[-1] <= MAX_WRAP and _cuts_long_lines(text, lines, lengths[-1]) else None
    )


def _cuts_long_lines(text: str, lines: list[Line], width: int) -> bool:
    """Whether of many short lines the few that come near a width are broken off: of those that end with a letter, and have a line straight
    below, half at least go on there in small letters, or in letters without case. Few of them have to have had no room for its first word."""
    cut, near = _cuts(text, lines, width)
    if not cut or len(cut) * 2 < near:
        return False
    if len(cut) >= _MANY and near * _SHARE >= len(lines):
        return True
    sure = len(cut) >= _CUT or any(_is_sentence(text, *pair) for pair in cut)
    odd = sum(not _has_no_room(text, *pair, width) for pair in cut)
    return sure and odd * _FEW <= len(cut)


def is_even(text: str, lines: list[Line]) -> bool:
    """Whether the lines of a wrapped text are filled as far as words go, so that one with room for the next word ends its paragraph: those
    that break off a sentence, or letters without case behind a full line or near the width, had none."""
    width = max((line.indent + line.end - line.start for line in lines if line.full), default=0)
    cut = odd = 0
    before = False
    for line, after in pairwise(lines):
        if not after.gap and _is_cut(text, line, after):
            if line.full:
                cut += 1
            elif (
                (before and not line.gap)
                or text[after.start].islower()
                or line.indent + line.end - line.start >= width * _NEAR
            ):
                cut += 1
                odd += 1
        before = line.full
    return odd * _ODD <= cut


def _near(lines: list[Line], width: int) -> Iterator[tuple[Line, Line]]:
    """The lines that come near a width and have one straight below, with that."""
    least = width * _NEAR
    for line, after in pairwise(lines):
        if not after.gap and line.indent + line.end - line.start >= least:
            yield line, after


def _cuts(text: str, lines: list[Line], width: int) -> tuple[list[tuple[Line, Line]], int]:
    """Of the lines that come near a width and have one straight below, those that break off a sentence, with the line below; and how many
    end with a letter, but for those that had no room for a word with a capital."""
    near = list(_near(lines, width))
    cut = [pair for pair in near if _is_cut(text, *pair)]
    words = (pair for pair in near if text[pair[0].end - 1].isalpha())
    others = (
        pair for pair in words if not text[pair[1].start].isupper() or not _has_no_room(text, *pair, width)
    )
    return cut, max(len(cut), sum(1 for _ in others))


def _is_cut(text: str, line: Line, after: Line) -> bool:
    """Whether a line ends with a letter and the next goes on in small ones, or in letters without case, and is no heading with a colon."""
    first = text[after.start]
    if not (text[line.end - 1].isalpha() and first.isalpha()) or first.isupper():
        return False
    if first.islower():
        return text[after.start + 1 : after.start + 2] not in _SIGNED
    return text[after.end - 1] != ":"


def _is_sentence(text: str, line: Line, after: Line) -> bool:
    """Whether a line and the rest below it are one sentence beyond doubt: in small letters, or in many words that end with a stop."""
    if text[after.start].islower():
        return True
    return text[after.end - 1] in ".،؛" and len(text[line.start : line.end].split()) >= _WORDS


def _breaks_sentences(text: str, lines: list[Line], width: int) -> bool:
    """Whether three of four lines that come near a width end with a letter."""
    near = [line for line in lines if width * _NEAR <= line.end - line.start <= width]
    return sum(text[line.end - 1].isalpha() for line in near) * 4 >= len(near) * 3


def repeats_quotes(text: str, start: int, end: int) -> bool:
    """Whether paragraphs of text[start:end] each repeat the quotation mark that opened the first, as those of a statement do."""
    return text.count("“", start, end) >= text.count("”", start, end) + 2


def first_line_indent(lines: list[Line]) -> int:
    """Columns at which the first lines of paragraphs are set in, 0 where they are not: nearly all that follow a line which does not go on
    are set in, and most others are not."""
    first: list[int] = []
    others: list[int] = []
    for before, line in pairwise(lines):
        (others if before.full and not line.gap else first).append(line.indent)
    if not first or not others or sum(indent == 0 for indent in others) < _MOST * len(others):
        return 0
    least = min((indent for indent in first if indent > 1), default=0)
    return least if least and sum(indent > 1 for indent in first) >= _SHARES[-1] * len(first) else 0


def is_wrapped(lines: list[Line]) -> bool:
    """Whether paragraphs were cut into lines."""
    return any(line.full for line in lines)

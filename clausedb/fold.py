"""Text folded for matching words: the same letters in one form, with the way back to the original offsets.

Folding unifies Arabic letter variants (أ إ آ ٱ -> ا, ى -> ي, Persian ی ک -> ي ك), drops vowel marks, tatweel, bidi marks
and soft hyphens, and makes ё е and Ё Е; a tatweel that stands apart from letters is printed for a dash and becomes one. Case and digits stay. Rule: The Unicode Standard 9.2 (Arabic), and
what varies in printed and scanned texts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from clausedb.span import Span

DROPPED = "[\u064b-\u0655\u0670\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
"""A pattern of what folding drops."""
_DROPPED = re.compile(f"{DROPPED}{DROPPED}*")
"""Written so because the engine looks for a set fast, but not for a repetition."""
_UNIFIED = tuple(zip("أإآٱىیکёЁ\u00a0\u202f\u2007\u2009’", "ااااييكеЕ    '", strict=True))
_DASH = re.compile(r"(?<![\u0621-\u0652\u0640])\u0640(?!\u0640*[\u0621-\u063f\u0641-\u0652])")
"""The first tatweel of some that no letter is next to."""
_WIDTHLESS = frozenset((r"\b", r"\B", r"\A", r"\Z"))
_CHANGED = re.compile(f"[{''.join(letter for letter, _ in _UNIFIED)}{DROPPED[1:-1]}]")
"""What folding may change: most pieces of a text in Latin or Cyrillic letters hold nothing of it."""


class Folded(NamedTuple):
    """`text` is the folded form; `span` leads back to the original."""

    text: str
    base: int
    """Offset of the folded piece in the original text."""
    cuts: tuple[int, ...]
    """Folded offsets at which dropped characters stood, ascending."""
    shifts: tuple[int, ...]
    """How many characters have been dropped up to and with each cut."""

    def offset(self, position: int) -> int:
        """The original offset of a folded position; marks dropped at that place are behind it."""
        if not self.cuts:
            return self.base + position
        found = bisect_right(self.cuts, position) - 1
        return self.base + position + (self.shifts[found] if found >= 0 else 0)

    def way(self) -> Callable[[int], int]:
        """From original offsets to folded positions; of a dropped character to that of the next that stays."""
        return Way(self).position if self.cuts else (-self.base).__add__

    def span(self, start: int, end: int) -> Span:
        """The original span of a folded one; marks at its end belong to it."""
        return Span(self.offset(start), self.offset(end - 1) + 1 if end > start else self.offset(end))


class Way:
    """From offsets of a text to positions in its folded form, or in that of a piece of it."""

    def __init__(self, folded: Folded) -> None:
        self._base, self._cuts, self._shifts = folded.base, folded.cuts, folded.shifts
        self._runs = [cut + shift for cut, shift in zip(folded.cuts, (0, *folded.shifts), strict=False)]
        """Where dropped characters begin, from the base."""

    def position(self, offset: int) -> int:
        """The folded position; of a dropped character that of the next that stays."""
        position = offset - self._base
        found = bisect_right(self._runs, position) - 1
        return max(self._cuts[found], position - self._shifts[found]) if found >= 0 else position


def unfolded(tokens: list[str]) -> str:
    """A pattern of folded text, as its tokens, as one of the text before it is folded: letters and blanks in all variants, with
    what is dropped behind them."""
    return "".join(f"(?:{variants(token)}{DROPPED}*)" if _is_character(token) else token for token in tokens)


def variants(token: str) -> str:
    """A pattern of one character of folded text, as one of that character before it is folded."""
    if not _is_character(token):
        return token
    inner = token[1:-1] if token.startswith("[") else token
    others = "".join(letter for letter, unified in (*_UNIFIED, ("\u0640", "-")) if unified in inner)
    listed = f"{inner[:-1]}\\-" if inner.endswith("-") else inner  # a dash that ends a set begins no range
    return f"[{listed}{others}]"


def _is_character(token: str) -> bool:
    return token not in _WIDTHLESS and (
        token.startswith(("[", "\\")) or (len(token) == 1 and token.isalnum())
    )


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """The folded form of text[start:end]. Linear; no copy of the offsets where nothing is dropped."""
    piece = text[start:end]
    if piece.isascii() or not _CHANGED.search(piece):
        return Folded(piece, start, (), ())
    piece = _unified(piece)
    parts: list[str] = []
    cuts: list[int] = []
    shifts: list[int] = []
    last = length = dropped = 0
    for match in _DROPPED.finditer(piece):
        parts.append(piece[last : match.start()])
        length += match.start() - last
        dropped += match.end() - match.start()
        cuts.append(length)
        shifts.append(dropped)
        last = match.end()
    parts.append(piece[last:])
    return Folded("".join(parts), start, tuple(cuts), tuple(shifts))


def folded_text(text: str, start: int = 0, end: int | None = None) -> str:
    """The text alone of the folded form of text[start:end], for what needs no way back."""
    piece = text[start:end]
    return piece if piece.isascii() or not _CHANGED.search(piece) else _DROPPED.sub("", _unified(piece))


def _unified(piece: str) -> str:
    """A piece with its letters in one form, before anything is dropped."""
    if "\u0640" in piece:
        piece = _DASH.sub("-", piece)
    for letter, unified in _UNIFIED:  # a search for each is faster by far than one table for every letter
        piece = piece.replace(letter, unified)
    return piece

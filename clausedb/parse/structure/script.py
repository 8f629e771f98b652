"""Language of a piece of text by its letters: the script first, then letters that only one language has."""

from __future__ import annotations

import re
import string
from functools import cache
from typing import Final

from clausedb.language import Grammar

_SAMPLE: Final = 240
_ASCII: Final = string.ascii_letters.encode()
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ARABIC: Final = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")


def language_of(text: str, start: int, end: int, grammar: Grammar) -> str | None:
    """ISO 639-1 of text[start:end], None where it holds no letters. Reads 240 characters at most."""
    piece = text[start : min(end, start + _SAMPLE)]
    script, most = _main_script(piece)
    others = _letters(grammar).get(script or "") if not piece.isascii() else None
    if others and others[0].search(piece):
        for language, letters in others[1]:
            if len(letters.findall(piece)) * 100 >= most:
                return language
    return script


def script_of(piece: str) -> str | None:
    """`en`, `ru` or `ar`, by the script of most letters; None where there are none."""
    return _main_script(piece)[0]


def _main_script(piece: str) -> tuple[str | None, int]:
    """The script and about how many letters it has, 0 where nothing but ASCII stands there. Counts by the pages of Unicode: 04 is Cyrillic, 06, FB and FE Arabic."""
    if piece.isascii():
        return ("en" if _LATIN.search(piece) else None), 0
    pages = piece.encode("utf-16-le", "surrogatepass")[1::2]
    cyrillic, arabic = pages.count(0x04), pages.count(0x06)
    if cyrillic * 2 > len(piece):
        return "ru", cyrillic
    if arabic * 2 > len(piece) and _ARABIC.search(piece):
        return "ar", arabic
    plain = piece.encode("ascii", "ignore")
    latin = len(plain) - len(plain.translate(None, _ASCII))
    arabic += pages.count(0xFB) + pages.count(0xFE)
    if arabic > max(latin, cyrillic) and _ARABIC.search(piece):
        return "ar", arabic
    if cyrillic > latin:
        return "ru", cyrillic
    return ("en" if latin or _LATIN.search(piece) else None), latin


_Others = tuple[re.Pattern[str], list[tuple[str, re.Pattern[str]]]]


@cache
def _letters(grammar: Grammar) -> dict[str, _Others]:
    """By script: the letters that only other languages have, and those of each language."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in grammar.rows("letters"):
        found.setdefault(row["script"], []).append((row["language"], re.escape(row["letters"])))
    return {
        script: (
            re.compile(f"[{''.join(letters for _, letters in rows)}]"),
            [(language, re.compile(f"[{letters}]")) for language, letters in rows],
        )
        for script, rows in found.items()
    }

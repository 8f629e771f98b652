"""Language of a piece of text by its letters: the script first, then letters that only one language has."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from clausedb.language import Grammar

_SAMPLE: Final = 4000
_SCRIPTS: Final = (
    ("en", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")),
    ("ru", re.compile("[\u0400-\u052f]+")),
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]+")),
)


def language_of(text: str, start: int, end: int, grammar: Grammar) -> str | None:
    """ISO 639-1 of text[start:end], None where it holds no letters. Reads 4,000 characters at most."""
    piece = text[start : min(end, start + _SAMPLE)]
    counts = [(sum(map(len, pattern.findall(piece))), language) for language, pattern in _SCRIPTS]
    most, script = max(counts, key=lambda pair: pair[0])
    if not most:
        return None
    for language, letters in _letters(grammar).get(script, ()):
        if len(letters.findall(piece)) * 100 >= most:
            return language
    return script


@cache
def _letters(grammar: Grammar) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """By script language: others of the same script with the letters that tell them."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for row in grammar.rows("letters"):
        pattern = re.compile(f"[{re.escape(row['letters'])}]")
        found.setdefault(row["script"], []).append((row["language"], pattern))
    return found

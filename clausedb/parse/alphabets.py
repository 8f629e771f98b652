"""Which languages' tables a text needs, by the letters in it; and its folded form, kept for the passes that share it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from clausedb.fold import Folded, fold

_LETTERS: Final = (
    ("en", (), re.compile("[A-Za-z]{2}")),
    ("ru", (b"\xd0", b"\xd1", b"\xd2", b"\xd3"), re.compile("[\u0400-\u04ff]{2}")),
    ("ar", (b"\xd8", b"\xd9", b"\xda", b"\xdb"), re.compile("[\u0620-\u06ff]{2}")),
)
"""Languages, the bytes with which UTF-8 begins their letters, two letters of theirs."""


@lru_cache(maxsize=4)
def tables_for(text: str) -> tuple[str, ...]:
    """The languages whose letters stand in the text: en for Latin, ru for Cyrillic, ar for Arabic ones."""
    data = text.encode("utf-8", "surrogatepass")
    return tuple(
        language
        for language, leads, letters in _LETTERS
        if (not leads or any(lead in data for lead in leads)) and letters.search(text)
    )


@lru_cache(maxsize=2)
def folded(text: str) -> Folded:
    """The whole text folded; the last two are kept."""
    return fold(text)

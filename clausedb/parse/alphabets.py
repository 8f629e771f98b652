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


_DIGITS: Final = re.compile(r"\d\d?(?=[\s,.;:)»”\]]|\Z)")
_LETTERS_BEFORE: Final = 3
"""Small letters in front of a digit that make it the mark of a note: "the Secretary-General5", «Ассамблеи3», not G20."""


@lru_cache(maxsize=2)
def folded(text: str) -> Folded:
    """The whole text folded, with blanks for marks of notes written together with words; the last two are kept."""
    whole = fold(text)
    parts: list[str] = []
    last = 0
    for mark in _DIGITS.finditer(whole.text):
        before = whole.text[mark.start() - _LETTERS_BEFORE : mark.start()]
        if before.isalpha() and before.islower():
            parts += [whole.text[last : mark.start()], " " * len(mark[0])]
            last = mark.end()
    return whole._replace(text="".join([*parts, whole.text[last:]])) if parts else whole

"""Which languages' tables a text needs, by the letters in it; and its folded form, kept for the passes that share it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from clausedb.fold import Folded, fold

_LETTERS: Final = (
    ("en", re.compile("[A-Za-z]{2}")),
    ("ru", re.compile("[\u0400-\u04ff]{2}")),
    ("ar", re.compile("[\u0620-\u06ff]{2}")),
)


def tables_for(text: str) -> tuple[str, ...]:
    """The languages whose letters stand in the text: en for Latin, ru for Cyrillic, ar for Arabic ones."""
    return tuple(language for language, letters in _LETTERS if letters.search(text))


@lru_cache(maxsize=2)
def folded(text: str) -> Folded:
    """The whole text folded; the last two are kept."""
    return fold(text)

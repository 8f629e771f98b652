"""Classes of words as bits, so that one test asks for several: each word of a language is looked up once and kept.

Classes are the rows of words.tsv; what a word shows by its form counts as a class too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_REMEMBERED: Final = 1 << 16
"""Of how many words at most it is kept what they are."""
_places: dict[str, int] = {}


def any_of(*names: str) -> int:
    """The bits of the classes of these names, in any language."""
    found = 0
    for name in names:
        found |= 1 << _places.setdefault(name, len(_places))
    return found


class Kinds(dict[str, int]):
    """Word -> the bits of its classes; words that are in no table as well."""

    def __init__(self, classes: Mapping[str, frozenset[str]], forms: Mapping[str, re.Pattern[str]]) -> None:
        """`forms` are the patterns of whole words by which they belong to a class."""
        super().__init__()
        self._listed: dict[str, int] = {}
        for name, words in classes.items():
            for word in words:
                self._listed[word] = self._listed.get(word, 0) | any_of(name)
        self._forms = [(any_of(name), pattern) for name, pattern in forms.items()]

    def __missing__(self, word: str) -> int:
        found = self._listed.get(word, 0)
        for bits, pattern in self._forms:
            if pattern.fullmatch(word):
                found |= bits
        if len(self) < _REMEMBERED:
            self[word] = found
        return found

"""The words of a text and where they stand, made once and shared by the passes that look for known words.

A pass asks for the few words that its tables begin with, so the cost of a table hardly grows with the length of the
text, nor that of a text with the length of the tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import accumulate, islice
from typing import Final

_WORD: Final = re.compile(r"(\w+)")


class Concordance:
    """Words as they are spelled -> the offsets at which they begin, ascending."""

    def __init__(self, text: str) -> None:
        pieces = _WORD.split(text)
        starts = accumulate(map(len, pieces))
        places: dict[str, list[int]] = {}
        for word, start in zip(islice(pieces, 1, None, 2), islice(starts, 0, None, 2), strict=False):
            if word in places:
                places[word].append(start)
            else:
                places[word] = [start]
        self.places = places

    def begins(self, words: Iterable[str]) -> list[int]:
        """Where any of the words stands, ascending."""
        return sorted(place for word in words for place in self.places.get(word, ()))

    def where(self, fits: Callable[[str], object]) -> list[int]:
        """Where the words stand that fit, ascending; `fits` sees every word once."""
        return sorted(place for word, places in self.places.items() if fits(word) for place in places)


@lru_cache(maxsize=2)
def concordance(text: str) -> Concordance:
    """The words of a text, folded or not; the last two are kept."""
    return Concordance(text)

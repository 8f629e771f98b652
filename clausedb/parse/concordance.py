"""The words of a text and where they stand, made once and shared by the passes that look for known words.

A pass asks for the few words that its tables begin with, so the cost of a table hardly grows with the length of the
text, nor that of a text with the length of the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import accumulate, islice
from typing import Final

_WORD: Final = re.compile(r"(\w+)")


class Concordance:
    """Words as they are spelled -> the offsets at which they begin, ascending."""

    def __init__(self, text: str) -> None:
        pieces = _WORD.split(text)
        starts = islice(accumulate(map(len, pieces)), 0, None, 2)
        places: dict[str, list[int]] = {}
        known = places.get
        for word, start in zip(pieces[1::2], starts, strict=False):
            at = known(word)
            if at is None:
                places[word] = [start]
            else:
                at.append(start)
        self.places = places

    def begins(self, words: Iterable[str], prefixes: Iterable[str] = ("",)) -> list[int]:
        """Where any of the words begins, alone or joined to one of the prefixes before it; ascending."""
        places = self.places
        found = []
        for prefix in prefixes:
            for word in words:
                if f"{prefix}{word}" in places:
                    found += [place + len(prefix) for place in places[f"{prefix}{word}"]]
        found.sort()
        return found

    def begins_with(self, stems: tuple[str, ...]) -> list[int]:
        """Where words stand that begin with one of the stems, ascending."""
        return sorted(
            place for word, places in self.places.items() if word.startswith(stems) for place in places
        )

    def holding(self, parts: tuple[str, ...]) -> list[int]:
        """Where words stand that hold one of the parts, ascending."""
        words = self._words
        found: set[str] = set()
        for part in parts:
            at = words.find(part)
            while at >= 0:
                end = words.index("\n", at)
                found.add(words[words.rindex("\n", 0, at) + 1 : end])
                at = words.find(part, end)
        return sorted(place for word in found for place in self.places[word])

    @cached_property
    def _words(self) -> str:
        """Each word once, a line each: one search runs over all."""
        return "\n".join(("", *self.places, ""))


def first_words(forms: Iterable[str]) -> frozenset[str]:
    """What the forms begin with: words as a concordance has them."""
    found = map(_WORD.match, forms)
    return frozenset(match[0] for match in found if match)


@lru_cache(maxsize=2)
def concordance(text: str) -> Concordance:
    """The words of a text, folded or not; the last two are kept."""
    return Concordance(text)

"""What is typed where there is no list to choose from: an example of each, for completion."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from clausedb.language import load_grammar
from clausedb.query.catalog import Catalog


def typed_freely(word: str, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """What can be typed behind a word, each with what it is."""
    if word in _PLACES:
        yield from (
            (place, "a place that is cited here") for place in catalog.values("citations", "pinpoint")
        )
    yield from _examples().get(word, ())


_PLACES = ("para", "paragraph", "clause", "article", "art", "point")


@cache
def _examples() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in load_grammar().rows("_query/typed"):
        found[row["word"]] = (*found.get(row["word"], ()), (row["typed"], row["meaning"]))
    return found

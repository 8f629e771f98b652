"""The keywords with their meanings, and what can stand where a query breaks off."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Final, NamedTuple

from clausedb.language import load_grammar

_OFFERED: Final = 8
STARTS: Final = ("let", "compare", "explain")
"""What a statement may start with that is no query."""
STAGES: Final = (
    *("where", "count", "summarize", "cross", "sort", "first", "last"),
    *("show", "unique", "kwic", "to", "follow", "export"),
)
"""What may stand behind a bar; `where` also before the first."""
KEYWORDS: Final = (
    *STAGES,
    *("and", "or", "not", "is", "in", "has", "empty", "by", "cites", "cited", "under", "with", "without"),
    *("para", "desc", "asc", "distinct", "min", "max"),
    *("before", "after", "since", "until", "directly", "transitively", "within", "steps", "near"),
)
"""What a word with a typo may have been meant for; of equally near ones the first is likeliest."""
_KINDS: Final = (
    ("NAME", "a name"),
    ("STRING", "words in quotes"),
    ("NUMBER", "a number"),
    ("HANDLE", "a handle as @doc#5"),
)
"""Terminals that are no keyword, in words."""


class Keyword(NamedTuple):
    """A keyword with what it does."""

    word: str
    terminal: str
    """The terminal of the parser that accepts it."""
    meaning: str


@cache
def keywords() -> tuple[Keyword, ...]:
    """All keywords, in the order in which they are offered."""
    rows = load_grammar().rows("_query/keywords")
    return tuple(Keyword(row["word"], row["terminal"], row["meaning"]) for row in rows)


def possible(terminals: Collection[str]) -> str | None:
    """`a name, `is`, `has` …`: what the parser accepts, in words; None where it accepts nothing that has words."""
    kinds = [words for terminal, words in _KINDS if terminal in terminals]
    found = [one.word for one in keywords() if one.terminal in terminals]
    shown = [f"`{word}`" for word in found[: _OFFERED - len(kinds)]]
    if not kinds and not shown:
        return None
    return f"{', '.join([*kinds, *shown])}{' …' if len(found) > len(shown) else ''}"

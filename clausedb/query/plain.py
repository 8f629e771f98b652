"""A question in plain words, read piece by piece into the query that is meant. Only runs once something is wrong.

Text in, whole queries out, likeliest first. What the words say is told by a table of the grammar; a question of which something
would be left over gives no query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from clausedb.language import load_grammar
from clausedb.query.catalog import Catalog
from clausedb.query.misread_starts import asks
from clausedb.query.moving import moving_at
from clausedb.query.names import as_value, names_nobody, says_nothing
from clausedb.query.plain_query import Piece, composed
from clausedb.query.values import iso
from clausedb.schema import TABLES

_TOKEN: Final = re.compile(r'"[^"\n]+"|“[^”\n]+”|«[^»\n]+»|@?[^\s,;:?!؟،()"“”«»]+')
_QUERY_SIGN: Final = re.compile(
    r"[|=<>$;*~\[\]{}]|\S\s+where\b|^\s*(?:let|compare|explain|select)\b", re.IGNORECASE
)
_DAY: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")
_LONGEST: Final = 16
"""Words of a question; more are a pasted text."""
_NAME_WORDS: Final = 6
"""Words of a party's name at most."""


class _Phrase(NamedTuple):
    """A row of words with what it says."""

    words: tuple[str, ...]
    role: str
    value: str


def plain_queries(text: str, catalog: Catalog) -> tuple[list[str], bool]:
    """(the queries that a question in plain words may mean, likeliest first; whether all its words say what they are for).

    No query where it is no such question.
    """
    if _QUERY_SIGN.search(text) or (_condition().search(text) and not asks(text)):
        return [], False
    tokens = [token for one in _TOKEN.findall(text) if (token := one.rstrip("."))]
    if not 1 < len(tokens) <= _LONGEST:
        return [], False
    return composed(tuple(_pieces(tokens, catalog)))


def called_rows(word: str) -> str | None:
    """The rows that a word stands for, as a query with a condition ("rights"); None for a word that stands for none."""
    found = (one for one in _phrases().get(word.casefold(), ()) if len(one.words) == 1)
    value = next((one.value for one in found if one.role == "rows"), "")
    return value if " where " in value and "|" not in value else None


def _pieces(tokens: Sequence[str], catalog: Catalog) -> Iterator[Piece]:
    at = 0
    while at < len(tokens):
        piece, length = _piece(tokens, at, catalog)
        yield piece
        at += length


def _piece(tokens: Sequence[str], at: int, catalog: Catalog) -> tuple[Piece, int]:
    """The piece that begins at a word, and of how many words it is."""
    token = tokens[at]
    if token[0] in '"“«':
        return Piece("quoted", f'"{token[1:-1]}"', token), 1
    if token.startswith("@"):
        return Piece("handle", token, token), 1
    if time := moving_at(tokens[at : at + 5]):
        return Piece("moving" if time.on else "day", time.day, token), time.length
    for length in (3, 2, 1):
        words = " ".join(tokens[at : at + length])
        if at + length <= len(tokens) and (day := words if _DAY.fullmatch(words) else iso(words)):
            return Piece("day", day, words), length
    phrase = _phrase(tokens, at)
    party, length = _party(tokens, at, catalog)
    if party and length >= (len(phrase.words) if phrase else 1) and not (phrase and length == 1):
        return party, length
    if phrase:
        return Piece(phrase.role, phrase.value, " ".join(tokens[at : at + len(phrase.words)])), len(
            phrase.words
        )
    if catalog.has_document(token):
        return Piece("handle", f"@{token}", token), 1
    return Piece("word", token, token), 1


def _phrase(tokens: Sequence[str], at: int) -> _Phrase | None:
    """The longest row of words of the table that begins at a word."""
    low = [token.casefold() for token in tokens[at : at + 5]]
    fitting = (one for one in _phrases().get(low[0], ()) if tuple(low[: len(one.words)]) == one.words)
    return next(fitting, None)


def _party(tokens: Sequence[str], at: int, catalog: Catalog) -> tuple[Piece | None, int]:
    """The longest name of a party that begins at a word; None where none does."""
    for length in range(min(_NAME_WORDS, len(tokens) - at), 0, -1):
        name = re.sub(r"['’]s?$", "", " ".join(tokens[at : at + length]))
        if says_nothing(name) or name.isdecimal() or (length == 1 and len(name) < 2):
            continue
        found = catalog.lookup(name)
        if not found and length == 1 and (bare := re.fullmatch(r"[وبلف]{1,2}(\w{3,})", name)):
            # Arabic writes and, in and for together with the word.
            name = bare[1]
            found = catalog.lookup(name)
        # A surname is written with a capital; without one it is a word.
        if found and not (found[0].startswith("P:") and name.islower()):
            return Piece("party", as_value(name), name), length
        if length > 1 and names_nobody(name) and not says_nothing(tokens[at]):
            return Piece("nobody", name, name), length
    return None, 0


@cache
def _condition() -> re.Pattern[str]:
    """A field with a sign behind it, as stands in a query only."""
    fields = "|".join(sorted({field.name for one in TABLES for field in one.fields}))
    return re.compile(rf"\b(?:{fields})\s+(?:is|has|in|before|after|since|until)\b", re.IGNORECASE)


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """The table by the first word, longest first."""
    found: dict[str, list[_Phrase]] = {}
    for row in load_grammar().rows("_query/plain"):
        words = tuple(row["words"].casefold().split())
        found.setdefault(words[0], []).append(_Phrase(words, row["role"], row["value"]))
    return {word: tuple(sorted(some, key=lambda one: -len(one.words))) for word, some in found.items()}

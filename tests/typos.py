"""One-letter typos in queries that are right: every keyword, entity, field, closed value, name and handle of many queries, by a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lark import Lark

from clausedb.errors import QueryError
from clausedb.query import Catalog, prepare
from clausedb.query.scope import ENTITIES
from clausedb.resources import build_lark
from clausedb.schema import TABLES, Field, Kind, Table, column_vocabulary
from clausedb.vocabularies import VOCABULARIES

ROOT: Final = Path(__file__).parents[1]
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_KEYWORDS: Final = ("WHEN", "DIR", "AGG")
_FIELDS: Final = frozenset(field.name for table in TABLES for field in table.fields)
_VALUES: Final = frozenset(value for words in VOCABULARIES.values() for value in words)
_SHOWN: Final = (
    ("README.md", r"clausedb query '([^'\n]+)'"),
    ("README.md", r"^\$ clausedb query '([^'\n]+)'"),
    ("docs/language.md", r"^    (\S[^\n]*)$"),
    ("docs/recipes.md", r"^> ([^\n]+)$"),
    ("clausedb/cli/examples.py", r", [\"'](\w+ (?:where|\|) [^\n]+?)[\"']\),?$"),
    ("tests/cases/query_errors.md", r"^try:  ([^\n]+)$"),
    ("tests/test_query.py", r"^    \([\"'](\w+ (?:where|\|) [^\n]+?)[\"'], \["),
)
"""Where queries stand, and how they are told from what stands around them."""


@dataclass(frozen=True, slots=True)
class Typo:
    """A query with one letter wrong."""

    kind: str
    """keyword, entity, field, value, name or handle: what the letter is wrong in."""
    right: str
    wrong: str


def right_queries(catalog: Catalog) -> list[str]:
    """The queries of the documents and tests that are right for the names of a catalog, each once."""
    found: dict[str, None] = {}
    for file, pattern in _SHOWN:
        text = (ROOT / file).read_text(encoding="utf-8")
        found.update(dict.fromkeys(re.findall(pattern, text, re.MULTILINE)))
    return [one.replace('\\"', '"') for one in found if _is_right(one.replace('\\"', '"'), catalog)]


def made_queries(catalog: Catalog) -> list[str]:
    """A query for every field of every table, and for every value of a closed one, over the names of a catalog."""
    found = [
        f"{one.name} {rest}" for one in TABLES for field in one.fields for rest in _asked(one, field, catalog)
    ]
    for one in TABLES:
        found += [f"{one.name} where with {child}" for child in one.children]
    return [text for text in dict.fromkeys(found) if _is_right(text, catalog)]


def _asked(one: Table, field: Field, catalog: Catalog) -> list[str]:
    name = field.name
    match field.kind:
        case Kind.CLOSED:
            values = column_vocabulary(one.name, field)
            return [f"where {name} is {value} | count by {name}" for value in values if value.isidentifier()]
        case Kind.FLAG:
            return [f"where {name} or not {name}"]
        case Kind.NUMBER:
            return [f"where {name} > 1 | sort {name} desc"]
        case Kind.DATE | Kind.YEAR:
            return [f"where {name} since 2020 | count by {name}", f"where {name} in 2020..2023 | last 5"]
        case Kind.PARTY:
            names = [
                entry.names[0]
                for entry in catalog.parties()[:12]
                if entry.names and " " not in entry.names[0]
            ]
            return [f"where {name} is {party} and {name} is not empty" for party in names]
        case Kind.DOCUMENT:
            return [f"where {name} is @{entry.document_id}" for entry in catalog.documents()[:12]]
        case Kind.CLAUSE:
            document = catalog.documents()[0].document_id
            return [f"where {name} is @{document}#{label}" for label in catalog.labels(document)[:12]]
        case _:
            return [f"where {name} has peace | unique {name}"]


def _is_right(text: str, catalog: Catalog) -> bool:
    try:
        prepare(text, catalog)
    except QueryError:
        return False
    return True


def typos(queries: Sequence[str], catalog: Catalog, each: int, seed: int) -> Iterator[Typo]:
    """`each` random typos in every word of the queries that has a meaning of its own; those that leave the query right are none."""
    chance = random.Random(seed)
    for text in queries:
        for kind, start, end in words_of(text, catalog):
            for _ in range(each):
                wrong = text[:start] + misspelt(text[start:end], chance) + text[end:]
                if not _is_right(wrong, catalog):
                    yield Typo(kind, text, wrong)


@cache
def _lark() -> Lark:
    return build_lark("query")


def words_of(text: str, catalog: Catalog) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of the words whose spelling counts; words that are looked for in texts are none of them."""
    for token in _lark().lex(text):
        start, end = int(token.start_pos or 0), int(token.end_pos or 0)
        word = str(token).casefold()
        kind = "keyword" if str(token).isalpha() and (token.type[0] == "_" or token.type in _KEYWORDS) else ""
        if token.type == "HANDLE":
            kind, start = "handle", start + 1
        elif token.type == "NAME":
            kind = _kind_of(word, catalog)
        if kind and end - start > 1:
            yield kind, start, end


def _kind_of(word: str, catalog: Catalog) -> str:
    if word in ENTITIES or word in catalog.saved():
        return "entity"
    if word.rpartition(".")[2] in _FIELDS:
        return "field"
    if word in _VALUES:
        return "value"
    return "name" if catalog.lookup(word) else ""


def misspelt(word: str, chance: random.Random) -> str:
    """The word with one letter dropped, added, changed, or changed about with the next; never the word itself."""
    while True:
        at = chance.randrange(len(word))
        letter = chance.choice(LETTERS)
        found = chance.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            )
        )
        if found.casefold() != word.casefold() and found.strip():
            return found


def is_right_first(typo: Typo, catalog: Catalog) -> bool:
    """Whether the query that is offered for a typo means what was meant."""
    try:
        prepare(typo.wrong, catalog)
    except QueryError as error:
        return error.corrected is not None and _meaning(error.corrected, catalog) == _meaning(
            typo.right, catalog
        )
    return False


def _meaning(text: str, catalog: Catalog) -> object:
    found = prepare(text, catalog)
    compiled = found.plan.compiled if found.plan else None
    plain = (compiled.sql, compiled.parameters) if compiled else found.text
    return (found.kind, found.name, found.handles, plain, found.text if compiled and compiled.scans else "")

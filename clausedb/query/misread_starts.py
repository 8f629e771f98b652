"""Texts that do not start as a query does: a typo, loose words, a pasted sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from clausedb.language import load_grammar
from clausedb.query.catalog import Catalog
from clausedb.query.fields import close_entities
from clausedb.query.keywords import KEYWORDS, STARTS
from clausedb.query.names import says_nothing
from clausedb.query.scope import ENTITIES
from clausedb.query.syntax import Unread
from clausedb.query.wrong import NAMED, Wrong, did_you_mean, last_word, nearest, replaced
from clausedb.span import Span

SOUGHT: Final = "A query starts with what you look for: documents, clauses, obligations, citations …"
_SEARCH: Final = re.compile(r"[\"“«!*/]|\b(?:AND|OR|NOT|NEAR|or)\b")
"""Signs of a search as catalogues and databases of law know it."""
_REQUEST: Final = re.compile(r"\s*(?:please\s+)?(?:show|list|find|get|give|display|search)\b", re.IGNORECASE)


def odd_start(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A text that does not start with what is looked for."""
    match = re.match(r"\s*([^\s|;]+)", text)
    if match is None:
        at = last_word(text)
        return Wrong(Span(at.start, at.end), SOUGHT)
    word, at = match.group(1), Span(*match.span(1))
    known = (*ENTITIES, *STARTS, *(name.casefold() for name in catalog.saved()))
    if word.casefold() in known or word.startswith(("@", "$")):
        return None
    close = tuple(dict.fromkeys((*close_entities(word), *nearest(word, known))))
    if close:
        message = f"`{word}` is neither something to look for nor a saved query."
        fixes = [replaced(text, at, one) for one in close]
        return Wrong(at, message, did_you_mean(close[:2]), fixes)
    whole = Span(at.start, len(text.rstrip()))
    return _plain_words(text, whole)


def prose(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A pasted sentence: many words and none of the signs of a query."""
    if len(text.split()) <= 6 or re.search(r"\bwhere\b|[|=@$<>]|\bselect\b", text, re.IGNORECASE):
        return None
    if _REQUEST.match(text) and any(word.casefold() in ENTITIES for word in text.split()[:5]):
        return None
    first, second = text.split()[:2]
    if first.casefold() in STARTS:
        return None
    if first.casefold() in ENTITIES and "where" in nearest(second, KEYWORDS):
        return None
    return _plain_words(text, Span(len(text) - len(text.lstrip()), len(text.rstrip())))


def _plain_words(text: str, at: Span) -> Wrong:
    """The error of words that are no query: a search for them, or an example where they ask in plain language."""
    if asks(text):
        words = " ".join(one for one in NAMED.findall(text) if one.casefold() not in _saying_nothing())
        example = None if words else "For example: obligations where bearer is Kazakhstan"
        return Wrong(at, SOUGHT, example, search_for(words))
    return Wrong(at, SOUGHT, None, search_for(text))


def asks(text: str) -> bool:
    """Whether a text begins as a question in plain language does."""
    return text.split()[0].casefold().strip("?¿,") in _asking()


@cache
def _saying_nothing() -> frozenset[str]:
    """Words of a question that are no search: those that ask, and those that say nothing of a query."""
    rows = load_grammar().rows("_query/plain")
    return _asking() | {row["words"] for row in rows if row["role"] in ("skip", "duty", "who")}


@cache
def _asking() -> frozenset[str]:
    return frozenset(row["word"] for row in load_grammar().rows("_query/asking"))


def search_for(text: str) -> list[str]:
    """Loose words as a search for them; a longer text as a search for its first words in a row."""
    if _SEARCH.search(text):
        joined = re.search(r"\b(?:and|or|not)\b", text, re.IGNORECASE)
        return [f"clauses where text has {f'({text.strip()})' if joined else text.strip()}", *_words_of(text)]
    return _words_of(text)


def _words_of(text: str) -> list[str]:
    found = [word for word in NAMED.findall(text) if word.casefold() not in KEYWORDS]
    words = [word for word in found if not says_nothing(word)] or found
    if not words:
        return []
    if len(words) == 1:
        return [f"clauses where text has {words[0]}"]
    if len(words) <= 4:
        return [f"clauses where text has ({' and '.join(words)})"]
    row = re.match(r"\W*((?:[\w’'-]+\s+){1,4}[\w’'-]+)", text)
    return [f'clauses where text has "{" ".join(row.group(1).split())}"'] if row else []

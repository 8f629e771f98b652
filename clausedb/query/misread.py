"""A text that is no query: which word is wrong, and what was probably meant. Only runs once something is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from clausedb.query.catalog import Catalog
from clausedb.query.habits import habits_in
from clausedb.query.keywords import possible
from clausedb.query.misread_signs import next_statement, odd_bracket, odd_date, open_quote
from clausedb.query.misread_starts import SOUGHT, asks, odd_start, prose
from clausedb.query.misread_words import (
    missing_and,
    missing_bar,
    missing_sign,
    missing_where,
    moving_time,
    odd_keyword,
    unquoted_name,
)
from clausedb.query.plain import plain_queries
from clausedb.query.syntax import LONGEST, Unread
from clausedb.query.wrong import A_DATE, Wrong, last_word
from clausedb.span import Span

_HABITS: Final = 4
"""Habits that are said of one query at most."""
_Finder = Callable[[str, Unread, Catalog], Wrong | None]


def explain_unread(text: str, unread: Unread, catalog: Catalog) -> Wrong:
    """The error of a text that cannot be read as a query, with what was probably meant."""
    if len(text) > LONGEST:
        return Wrong(unread.at, f"The query is longer than {LONGEST} characters.")
    if not text.strip():
        return Wrong(Span(0, 0), SOUGHT)
    at = _on_a_word(text, unread.at)
    found = list(_found(text, Unread(at, unread.expected), catalog))
    wrongs = [wrong for wrong, _ in found]
    spoken = bool(found) and found[0][1]
    plain, sure = plain_queries(text, catalog)
    if plain and (sure or (not asks(text) and spoken and wrongs[0].message == SOUGHT)):
        whole = Wrong(Span(len(text) - len(text.lstrip()), len(text.rstrip())), SOUGHT, None, plain)
        if spoken and _says(wrongs[0], text, plain[0]):
            handles = [fix for fix in wrongs[0].fixes if fix.startswith("@")]
            wrongs[0].fixes = (*handles, *plain, *wrongs[0].fixes)
            wrongs[0].suggestion = None
        else:
            wrongs.insert(0 if spoken else len(wrongs), whole)
    first = wrongs[0] if wrongs else _unexpected(text, at, unread.expected)
    first.others = tuple(one for one in wrongs[1:] if one.fixes)
    return first


def _found(text: str, unread: Unread, catalog: Catalog) -> Iterator[tuple[Wrong, bool]]:
    """Everything that may be wrong, likeliest first, each with whether it may be said of a question in plain words."""
    for find in _FINDERS:
        if find is None:
            for habit in islice(habits_in(text, unread), _HABITS):
                yield habit, True
                if not habit.fixes:
                    return
        elif (wrong := find(text, unread, catalog)) is not None:
            yield wrong, find in (prose, odd_start, missing_where)


def _says(wrong: Wrong, text: str, query: str) -> bool:
    """Whether what is said of a question in plain words is said of the query too that it means."""
    if asks(text) and wrong.at.start > len(text) - len(text.lstrip()):
        return False
    named = re.findall(r"`(\w+)`", wrong.message)
    return all(word in query or word in text for word in named)


def _possible(words: str, expected: frozenset[str]) -> str | None:
    """`Here can stand: …`, by what the parser would have accepted; None where that has no words."""
    found = possible(expected)
    return f"{words}: {found}{'' if found.endswith('…') else '.'}" if found else None


def _on_a_word(text: str, at: Span) -> Span:
    """The place where it breaks off; the last word where that is the end."""
    return at if at.start < len(text.rstrip()) else Span(len(text.rstrip()), len(text.rstrip()))


def _unexpected(text: str, at: Span, expected: frozenset[str]) -> Wrong:
    word = text[at.start : at.end]
    if not word.strip():
        return Wrong(
            last_word(text), "Something is missing behind this.", _possible("There can stand", expected)
        )
    return Wrong(at, f"`{word}` was not expected here.", _possible("Here can stand", expected))


def _unfinished(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A text that ends too early."""
    if unread.at.start < len(text.rstrip()):
        return None
    at = last_word(text)
    word = text[at.start : at.end]
    low = word.casefold()
    if low in ("first", "last"):
        return Wrong(at, f"`{low}` needs a number.", None, [f"{text.rstrip()} 10"])
    fixes = (
        [text[: at.start].rstrip()]
        if low in ("and", "or", "|", "not", "where", ",", "by", "sort", "show")
        else []
    )
    suggestion = None if fixes else _possible("There can stand", unread.expected)
    if low in ("before", "after", "since", "until"):
        suggestion = A_DATE
    return Wrong(at, f"Something is missing behind `{word}`.", suggestion, fixes)


_FINDERS: Final[tuple[_Finder | None, ...]] = (
    next_statement,
    prose,
    moving_time,
    None,
    odd_date,
    open_quote,
    odd_start,
    odd_bracket,
    missing_and,
    unquoted_name,
    odd_keyword,
    missing_bar,
    missing_where,
    missing_sign,
    _unfinished,
)
"""What may be wrong, likeliest first; None stands for the habits of other languages."""

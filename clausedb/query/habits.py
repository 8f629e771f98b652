"""Words of other query languages that stand where a query breaks off, with what they are called here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from clausedb.language import load_grammar
from clausedb.query.syntax import Unread
from clausedb.query.wrong import QUOTED, Wrong
from clausedb.span import Span


@cache
def _habits() -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), row["becomes"], row["message"], row["suggestion"])
        for row in load_grammar().rows("_query/habits")
    )


def habits_in(text: str, unread: Unread) -> Iterator[Wrong]:
    """What is said of words of another language that stand where the query breaks off, in the order of the table."""
    hidden = QUOTED.sub(lambda match: '"' + "_" * (len(match.group()) - 2) + '"', text)
    for pattern, becomes, message, suggestion in _habits():
        for match in pattern.finditer(hidden):
            if not _touches(text, match, unread.at):
                continue
            at = Span(*match.span("at"))
            found = text[at.start : at.end]
            fixed = text[: match.start()] + _filled(becomes, match, text) + text[match.end() :]
            fix = re.sub(r"(?<=\S) {2,}(?=\S)", " ", _barred(fixed, match.start())).rstrip()
            fixes = [fix] if fix and becomes != "?" else []
            yield Wrong(at, message.replace("`\\1`", f"`{found}`"), suggestion or None, fixes)
            break


def _touches(text: str, found: re.Match[str], broken: Span) -> bool:
    """Whether the words found stand where the query breaks off, or right before it."""
    behind = len(text) - len(text[found.end() :].lstrip())
    return found.start() <= broken.end and behind >= broken.start


def _filled(becomes: str, match: re.Match[str], text: str) -> str:
    """The replacement, its groups taken from the text itself: what stood in quotes was hidden from the pattern."""

    def group(number: re.Match[str]) -> str:
        start, end = match.span(int(number.group(1)))
        return text[start:end].strip("%") if start >= 0 else ""

    return re.sub(r"\\(\d)", group, becomes)


def _barred(text: str, start: int) -> str:
    """A stage put in with a blank before its bar, and no bar twice."""
    head, tail = text[:start].rstrip(), text[start:].lstrip()
    if tail.startswith("|"):
        return f"{head.rstrip('|').rstrip()} {tail}"
    return text

"""Signs that a text lacks to be a query, or has too many of: quotation marks, brackets, the end of a statement, dates."""

from __future__ import annotations

import re
from typing import Final

from clausedb.query.catalog import Catalog
from clausedb.query.keywords import STARTS
from clausedb.query.scope import ENTITIES
from clausedb.query.syntax import Unread
from clausedb.query.wrong import A_DATE, QUOTED, Wrong, replaced
from clausedb.span import Span

_OPENING: Final = '"“«„'
_LIKE_A_DATE: Final = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?(?![\w-])")


def open_quote(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A quotation mark that is never closed."""
    rest = QUOTED.sub(lambda match: "_" * len(match.group()), text)
    opened = next((index for index, sign in enumerate(rest) if sign in _OPENING), None)
    if opened is None:
        return None
    bar = text.find("|", opened)
    end = len(text.rstrip()) if bar < 0 else len(text[:bar].rstrip())
    name = text[opened + 1 : end].rstrip(")")
    fixed = text[:opened] + f'"{name}"' + text[opened + 1 + len(name) :]
    keyword = re.search(r"\s+(?:and|or|para|near/\d+|transitively|directly|within)\b", name)
    fixes = [fixed]
    if keyword:
        word = name[: keyword.start()]
        fixes.insert(0, text[:opened] + f'"{word}"' + text[opened + 1 + len(word) :])
    return Wrong(Span(opened, end), "The quotation mark is not closed.", None, fixes)


def next_statement(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """Another statement in a line of its own, behind one that is not ended."""
    word = text[unread.at.start : unread.at.end]
    head = text[: unread.at.start]
    known = (*ENTITIES, *STARTS, *catalog.saved(), *re.findall(r"^\s*let\s+(\w+)\s*=", text, re.MULTILINE))
    begins = word.casefold() in known or word.startswith("@")
    if "SEMICOLON" not in unread.expected or not re.search(r"\n\s*$", head) or not begins:
        return None
    return Wrong(unread.at, "Another statement begins here.", "A statement before another one ends with `;`.")


def odd_bracket(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A bracket that closes nothing, or is not closed."""
    plain = QUOTED.sub(lambda match: "_" * len(match.group()), text)
    plain = re.sub(r"@[\w-]+(?:#[\w./()-]+)?", lambda match: "_" * len(match.group()), plain)
    opened: list[int] = []
    for index, sign in enumerate(plain):
        if sign == "(":
            opened.append(index)
        elif sign == ")" and not opened:
            at = Span(index, index + 1)
            return Wrong(at, "This bracket closes nothing.", None, [replaced(text, at, "")])
        elif sign == ")":
            opened.pop()
    if not opened:
        return None
    at = Span(opened[-1], opened[-1] + 1)
    bar = plain.find("|", opened[-1])
    end = len(text.rstrip()) if bar < 0 else len(text[:bar].rstrip())
    return Wrong(at, "This bracket is not closed.", None, [text[:end] + ")" * len(opened) + text[end:]])


def odd_date(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A date that is none, or without its zeros."""
    for match in _LIKE_A_DATE.finditer(text):
        if match.start() <= unread.at.end and unread.at.start <= match.end():
            year, *rest = match.group().split("-")
            padded = "-".join([year, *(part.zfill(2) for part in rest)])
            fix = replaced(text, Span(*match.span()), padded)
            return Wrong(
                Span(*match.span()),
                f"`{match.group()}` is no date.",
                A_DATE,
                [fix] if padded != match.group() else [],
            )
    return None

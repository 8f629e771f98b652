"""Words that are wrong or missing in a query: a keyword with a typo, a name without quotes, a missing bar, `where`, `and` or sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from clausedb.query.catalog import Catalog
from clausedb.query.keywords import KEYWORDS, STAGES
from clausedb.query.moving import moving_at
from clausedb.query.scope import ENTITIES
from clausedb.query.syntax import Unread, parse
from clausedb.query.values import CHANGES, NAME_IT
from clausedb.query.wrong import A_DATE, NAMED, QUOTED, Wrong, did_you_mean, nearest, replaced
from clausedb.schema import TABLES, Kind
from clausedb.span import Span

_QUOTABLE: Final = re.compile(
    r"(?P<before>(?:\bis\s+not|\bis|[<>]=?|=|!=|\bbefore|\bafter|\bsince|\buntil|\bhas|\bcites|\bcited\s+by|\bin\s*\()\s+)"
    r"(?P<words>[\w’'.-]+(?:[ \t]+(?!(?:and|or|near|para|transitively|directly|within|is|has|in|not)\b)[\w’'.-]+)*)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b\d{4}\b")
_IN_TIME: Final = re.compile(r"[<>]|before|after|since|until", re.IGNORECASE)
_SIGN: Final = re.compile(r"\s*(?:[=<>!]|(?:is|has|in|before|after|since|until)\b)", re.IGNORECASE)
_BARE: Final = re.compile(r"(?:\b(?:where|and|or|not)\s|\()\s*([\w.]+)\s*$", re.IGNORECASE)
_OPENS: Final = re.compile(r"(?:with|without|cites|cited\s+by|under|not)\s+\S", re.IGNORECASE)
_ASKED: Final = re.compile(
    r"([\w.]+)\s*(?:[=<>!]|(?:is|has|in|before|after|since|until)\b|(?P<end>$|[|)]|(?:and|or)\b))",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|[@$]?[^\W_][\w.#/-]*')


_BEFORE: Final = re.compile(r"(?P<sign>\bin\b|\bduring\b|\bsince\b)?\s*(?:\bthe\s+)?$", re.IGNORECASE)


def moving_time(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """Words for a time that depends on the day, as `next year`, where a date should be."""
    words = list(re.finditer(r"\S+", text))
    for at, word in enumerate(words):
        found = moving_at([one.group() for one in words[at : at + 5]])
        if found is None:
            continue
        span = Span(word.start(), words[at + found.length - 1].end())
        if not span.start <= unread.at.end or not unread.at.start <= span.end + 1:
            continue
        said = CHANGES.format(text[span.start : span.end])
        before = _BEFORE.search(text, 0, span.start)
        sign = (
            "since " if found.on else "= " if before and before["sign"] and before["sign"] != "since" else ""
        )
        start = before.start() if before and before["sign"] and (found.on or sign) else span.start
        blank = " " if start and not text[start - 1].isspace() else ""
        return Wrong(span, said, NAME_IT, [f"{text[:start]}{blank}{sign}{found.day}{text[span.end :]}"])
    return None


def unquoted_name(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A name of several words, or behind `cites` of one, that stands without quotes."""
    for match in _QUOTABLE.finditer(text):
        start, end = match.span("words")
        if not start <= unread.at.start <= end:
            continue
        words = match.group("words")
        cites = "cite" in match.group("before").casefold()
        if name := _until_field(words, text[end:]):
            fix = f'{text[:start]}"{name}" and {text[start + len(name) :].lstrip()}'
            at = Span(start, start + len(name))
            return Wrong(at, "A name of several words stands in quotes.", None, [fix])
        if (" " not in words and not cites) or words.casefold() in KEYWORDS:
            continue
        if any(word.casefold() in KEYWORDS or _like_keyword(word) for word in words.split()[1:]):
            continue
        message = (
            "A name of several words stands in quotes." if " " in words else "What is cited stands in quotes."
        )
        if _IN_TIME.match(match.group("before")) and _YEAR.search(words):
            message = A_DATE
        return Wrong(Span(start, end), message, None, [replaced(text, Span(start, end), f'"{words}"')])
    return None


def _until_field(words: str, behind: str) -> str:
    """The name of several words before the field of another condition; empty where there is none."""
    *name, last = words.split()
    kind = _field_kinds().get(last.casefold())
    if len(name) < 2 or kind is None or not (kind is Kind.FLAG or _SIGN.match(behind)):
        return ""
    return words[: words.rindex(last)].rstrip()


def _like_keyword(word: str) -> bool:
    """Whether a word is a keyword with a letter wrong rather than part of a name."""
    close = nearest(word, KEYWORDS, 1) if word.islower() and len(word) > 2 else ()
    return bool(close) and len(close[0]) > 2


def odd_keyword(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A keyword with a typo: the word where it breaks off, or the one before it, read as a name by mistake."""
    found: list[tuple[int, int, Span, str, str]] = []
    for turn, at in enumerate(_suspects(text, unread.at)):
        word = text[at.start : at.end]
        for rank, keyword in enumerate(nearest(word, KEYWORDS, 4)):
            if keyword == word.casefold():
                continue
            fixed = replaced(text, at, keyword)
            gained = _reach(fixed) - (len(fixed) - len(text)) - unread.at.start
            if gained > 0:
                found.append((-gained, turn * 4 + rank, at, keyword, fixed))
    if not found:
        return None
    found.sort(key=lambda one: one[:2])
    _, _, at, keyword, _ = found[0]
    fixes = [fixed for *_, place, _, fixed in found if place == at]
    return Wrong(at, f"`{text[at.start : at.end]}` was not expected here.", did_you_mean([keyword]), fixes)


def _suspects(text: str, at: Span) -> Iterator[Span]:
    """The word where it breaks off and the one before it, the nearer first; words in quotes are none."""
    plain = QUOTED.sub(lambda match: " " * len(match.group()), text)
    words = [Span(*match.span()) for match in NAMED.finditer(plain) if match.start() <= at.start]
    yield from reversed(words[-2:])


def _reach(text: str) -> int:
    """How far a text can be read as a query; beyond its end where all of it can."""
    try:
        parse(text)
    except Unread as unread:
        return unread.at.start
    return len(text) + 1


def missing_bar(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A stage without the bar before it, or a second `where` for an `and`."""
    word = text[unread.at.start : unread.at.end].casefold()
    if word == "where" and "where" in text[: unread.at.start].casefold():
        fix = replaced(text, unread.at, "and")
        return Wrong(unread.at, "Conditions are joined by `and`.", None, [fix])
    if word in STAGES and not text[: unread.at.start].rstrip().endswith("|"):
        fix = text[: unread.at.start].rstrip() + " | " + text[unread.at.start :]
        return Wrong(unread.at, f"`{word}` needs a `|` before it.", None, [fix])
    return None


def missing_where(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A condition right behind what is looked for."""
    head = re.match(r"\s*(?:let\s+\w+\s*=\s*|explain\s+)?(\w+)\s+", text, re.IGNORECASE)
    if head is None or head.end() != unread.at.start or head.group(1).casefold() not in ENTITIES:
        return None
    rest = text[unread.at.start :]
    return Wrong(unread.at, "Conditions follow `where`.", None, [f"{text[: unread.at.start]}where {rest}"])


def missing_and(text: str, unread: Unread, _: Catalog) -> Wrong | None:
    """A condition right behind another one."""
    before = _BARE.search(text, 0, unread.at.start)
    if "_AND" not in unread.expected or (
        before and _field_kinds().get(before[1].casefold()) is not Kind.FLAG
    ):
        return None
    asked = _ASKED.match(text, unread.at.start)
    kind = _field_kinds().get(asked.group(1).casefold().rpartition(".")[2]) if asked else None
    is_field = asked is not None and kind is not None and (asked["end"] is None or kind is Kind.FLAG)
    if not is_field and not _OPENS.match(text, unread.at.start):
        return None
    fix = f"{text[: unread.at.start].rstrip()} and {text[unread.at.start :]}"
    return Wrong(unread.at, "Conditions are joined by `and` or `or`.", did_you_mean(["and"]), [fix])


def missing_sign(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A field and a value with nothing between them."""
    field = re.search(r"([\w.]+)\s+$", text[: unread.at.start])
    value = _VALUE.match(text, unread.at.start)
    if field is None or value is None or value.group().casefold() in KEYWORDS:
        return None
    kind = _field_kinds().get(field.group(1).casefold().rpartition(".")[2])
    if kind is None:
        return None
    signs = ("has", "is") if kind is Kind.TEXT else ("is", "=")
    between = f"{text[: field.end(1)]} {{}} {text[value.start() :]}"
    message = f"Between `{field.group(1)}` and `{value.group()}` something is missing."
    return Wrong(
        Span(*value.span()), message, did_you_mean([signs[0]]), [between.format(sign) for sign in signs]
    )


@cache
def _field_kinds() -> dict[str, Kind]:
    return {field.name: field.kind for table in TABLES for field in table.fields}

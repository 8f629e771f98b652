"""A text that is no query: which word is wrong, and what was probably meant. Only runs once something is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Final

from clausedb.language import load_grammar
from clausedb.query.catalog import Catalog
from clausedb.query.fields import close_entities
from clausedb.query.keywords import possible
from clausedb.query.names import says_nothing
from clausedb.query.scope import ENTITIES
from clausedb.query.syntax import LONGEST, Unread, parse
from clausedb.query.wrong import Wrong, did_you_mean, nearest, replaced
from clausedb.schema import TABLES, Kind
from clausedb.span import Span

_STARTS: Final = ("let", "compare", "explain")
STAGES: Final = [
    "where",
    "count",
    "summarize",
    "cross",
    "sort",
    "first",
    "last",
    "show",
    "unique",
    "kwic",
    "to",
    "follow",
    "export",
]
KEYWORDS: Final = (
    *STAGES,
    *(
        [
            "and",
            "or",
            "not",
            "is",
            "in",
            "has",
            "empty",
            "by",
            "cites",
            "cited",
            "under",
            "with",
            "without",
            "para",
            "desc",
            "asc",
            "distinct",
            "min",
            "max",
        ]
    ),
    *(["before", "after", "since", "until", "directly", "transitively", "within", "steps", "near"]),
)
_NAMED: Final = re.compile(r"[^\W\d][\w’'-]*")
_QUOTED: Final = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»')
_OPENING: Final = '"“«„'
_HABITS: Final = 4
"""Habits that are said of one query at most."""
_Finder = Callable[[str, Unread, Catalog], Wrong | None]

_SOUGHT: Final = "A query starts with what you look for: documents, clauses, obligations, citations …"


def explain_unread(text: str, unread: Unread, catalog: Catalog) -> Wrong:
    """The error of a text that cannot be read as a query, with what was probably meant."""
    if len(text) > LONGEST:
        return Wrong(unread.at, f"The query is longer than {LONGEST} characters.")
    if not text.strip():
        return Wrong(Span(0, 0), _SOUGHT)
    at = _on_a_word(text, unread.at)
    found = list(_found(text, Unread(at, unread.expected), catalog))
    first = found[0] if found else _unexpected(text, at, unread.expected)
    first.others = tuple(one for one in found[1:] if one.fixes)
    return first


def _found(text: str, unread: Unread, catalog: Catalog) -> Iterator[Wrong]:
    """Everything that may be wrong, likeliest first."""
    for find in _FINDERS:
        if find is None:
            for habit in islice(_habits_in(text, unread), _HABITS):
                yield habit
                if not habit.fixes:
                    return
        elif (wrong := find(text, unread, catalog)) is not None:
            yield wrong


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
            _last_word(text), "Something is missing behind this.", _possible("There can stand", expected)
        )
    return Wrong(at, f"`{word}` was not expected here.", _possible("Here can stand", expected))


def _last_word(text: str) -> Span:
    words = list(re.finditer(r"\S+", text))
    return Span(*words[-1].span()) if words else Span(0, 0)


# --- habits -------------------------------------------------------------------------------


@cache
def _habits() -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), row["becomes"], row["message"], row["suggestion"])
        for row in load_grammar().rows("_query/habits")
    )


def _habits_in(text: str, unread: Unread) -> Iterator[Wrong]:
    """What is said of words of another language that stand where the query breaks off, in the order of the table."""
    hidden = _QUOTED.sub(lambda match: '"' + "_" * (len(match.group()) - 2) + '"', text)
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


# --- quotes and brackets ------------------------------------------------------------------


def _quote(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A quotation mark that is never closed."""
    rest = _QUOTED.sub(lambda match: "_" * len(match.group()), text)
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


def _next_line(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """Another statement in a line of its own, behind one that is not ended."""
    word = text[unread.at.start : unread.at.end]
    head = text[: unread.at.start]
    known = (*ENTITIES, *_STARTS, *catalog.saved(), *re.findall(r"^\s*let\s+(\w+)\s*=", text, re.MULTILINE))
    begins = word.casefold() in known or word.startswith("@")
    if "SEMICOLON" not in unread.expected or not re.search(r"\n\s*$", head) or not begins:
        return None
    return Wrong(unread.at, "Another statement begins here.", "A statement before another one ends with `;`.")


def _bracket(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    plain = _QUOTED.sub(lambda match: "_" * len(match.group()), text)
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


# --- the start ----------------------------------------------------------------------------


def _start(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A text that does not start with what is looked for."""
    match = re.match(r"\s*([^\s|;]+)", text)
    if match is None:
        at = _last_word(text)
        return Wrong(Span(at.start, at.end), _SOUGHT)
    word, at = match.group(1), Span(*match.span(1))
    known = (*ENTITIES, *_STARTS, *(name.casefold() for name in catalog.saved()))
    if word.casefold() in known or word.startswith(("@", "$")):
        return None
    close = tuple(dict.fromkeys((*close_entities(word), *nearest(word, known))))
    if close:
        message = f"`{word}` is neither something to look for nor a saved query."
        fixes = [replaced(text, at, one) for one in close]
        return Wrong(at, message, did_you_mean(close[:2]), fixes)
    whole = Span(at.start, len(text.rstrip()))
    return _plain_words(text, whole)


def _plain_words(text: str, at: Span) -> Wrong:
    """The error of words that are no query: a search for them, or an example where they ask in plain language."""
    if text.split()[0].casefold().strip("?¿,") in _asking():
        return Wrong(at, _SOUGHT, "For example: obligations where bearer is Kazakhstan")
    return Wrong(at, _SOUGHT, None, _as_search(text))


@cache
def _asking() -> frozenset[str]:
    return frozenset(row["word"] for row in load_grammar().rows("_query/asking"))


_REQUEST: Final = re.compile(r"\s*(?:please\s+)?(?:show|list|find|get|give|display|search)\b", re.IGNORECASE)


def _prose(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A pasted sentence: many words and none of the signs of a query."""
    if len(text.split()) <= 6 or re.search(r"\bwhere\b|[|=@$<>]|\bselect\b", text, re.IGNORECASE):
        return None
    if _REQUEST.match(text) and any(word.casefold() in ENTITIES for word in text.split()[:5]):
        return None
    first, second = text.split()[:2]
    if first.casefold() in ENTITIES and "where" in nearest(second, KEYWORDS):
        return None
    return _plain_words(text, Span(len(text) - len(text.lstrip()), len(text.rstrip())))


def _as_search(text: str) -> list[str]:
    """Loose words as a search for them; a longer text as a search for its first words in a row."""
    found = [word for word in _NAMED.findall(text) if word.casefold() not in KEYWORDS]
    words = [word for word in found if not says_nothing(word)] or found
    if not words:
        return []
    if len(words) == 1:
        return [f"clauses where text has {words[0]}"]
    if len(words) <= 4:
        return [f"clauses where text has ({' and '.join(words)})"]
    row = re.match(r"\W*((?:[\w’'-]+\s+){1,4}[\w’'-]+)", text)
    return [f'clauses where text has "{" ".join(row.group(1).split())}"'] if row else []


def search_for(text: str) -> list[str]:
    """The query that looks for loose words; none where there is no word."""
    return _as_search(text)


# --- words --------------------------------------------------------------------------------

_QUOTABLE: Final = re.compile(
    r"(?P<before>(?:\bis\s+not|\bis|=|!=|\bhas|\bcites|\bcited\s+by|\bin\s*\()\s+)"
    r"(?P<words>[\w’'.-]+(?:[ \t]+(?!(?:and|or|near|para|transitively|directly|within|is|has|in|not)\b)[\w’'.-]+)*)",
    re.IGNORECASE,
)


def _unquoted_name(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
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


def _keyword(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
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
    plain = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    words = [Span(*match.span()) for match in _NAMED.finditer(plain) if match.start() <= at.start]
    yield from reversed(words[-2:])


def _reach(text: str) -> int:
    """How far a text can be read as a query; beyond its end where all of it can."""
    try:
        parse(text)
    except Unread as unread:
        return unread.at.start
    return len(text) + 1


def _missing_bar(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A stage without the bar before it, or a second `where` for an `and`."""
    word = text[unread.at.start : unread.at.end].casefold()
    if word == "where" and "where" in text[: unread.at.start].casefold():
        fix = replaced(text, unread.at, "and")
        return Wrong(unread.at, "Conditions are joined by `and`.", None, [fix])
    if word in STAGES and not text[: unread.at.start].rstrip().endswith("|"):
        fix = text[: unread.at.start].rstrip() + " | " + text[unread.at.start :]
        return Wrong(unread.at, f"`{word}` needs a `|` before it.", None, [fix])
    return None


def _missing_where(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A condition right behind what is looked for."""
    head = re.match(r"\s*(?:let\s+\w+\s*=\s*|explain\s+)?(\w+)\s+", text, re.IGNORECASE)
    if head is None or head.end() != unread.at.start or head.group(1).casefold() not in ENTITIES:
        return None
    rest = text[unread.at.start :]
    return Wrong(unread.at, "Conditions follow `where`.", None, [f"{text[: unread.at.start]}where {rest}"])


_SIGN: Final = re.compile(r"\s*(?:[=<>!]|(?:is|has|in|before|after|since|until)\b)", re.IGNORECASE)
_BARE: Final = re.compile(r"(?:\b(?:where|and|or|not)\s|\()\s*([\w.]+)\s*$", re.IGNORECASE)
_OPENS: Final = re.compile(r"(?:with|without|cites|cited\s+by|under|not)\s+\S", re.IGNORECASE)
_ASKED: Final = re.compile(
    r"([\w.]+)\s*(?:[=<>!]|(?:is|has|in|before|after|since|until)\b|(?P<end>$|[|)]|(?:and|or)\b))",
    re.IGNORECASE,
)


def _missing_and(text: str, unread: Unread, _: Catalog) -> Wrong | None:
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


_VALUE: Final = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|[@$]?[^\W_][\w.#/-]*')


def _missing_sign(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
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


_LIKE_A_DATE: Final = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?(?![\w-])")


def _date(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A date that is none, or without its zeros."""
    for match in _LIKE_A_DATE.finditer(text):
        if match.start() <= unread.at.end and unread.at.start <= match.end():
            year, *rest = match.group().split("-")
            padded = "-".join([year, *(part.zfill(2) for part in rest)])
            fix = replaced(text, Span(*match.span()), padded)
            return Wrong(
                Span(*match.span()),
                f"`{match.group()}` is no date.",
                "A date is written 2022-08-24, 2022-08 or 2022.",
                [fix] if padded != match.group() else [],
            )
    return None


def _unfinished(text: str, unread: Unread, catalog: Catalog) -> Wrong | None:
    """A text that ends too early."""
    if unread.at.start < len(text.rstrip()):
        return None
    at = _last_word(text)
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
        suggestion = "A date is written 2022-08-24, 2022-08 or 2022."
    return Wrong(at, f"Something is missing behind `{word}`.", suggestion, fixes)


_FINDERS: Final[tuple[_Finder | None, ...]] = (
    _next_line,
    _prose,
    None,
    _date,
    _quote,
    _start,
    _bracket,
    _missing_and,
    _unquoted_name,
    _keyword,
    _missing_bar,
    _missing_where,
    _missing_sign,
    _unfinished,
)
"""What may be wrong, likeliest first; None stands for the habits of other languages."""

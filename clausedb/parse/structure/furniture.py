"""What stands on the page and is no part of the document: share bars, counters, navigation, page numbers.

Lines are known by the patterns of `boilerplate.tsv`; short lines beside them at the head or the tail of a page are held to be
the same, where they are no sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from clausedb.fold import folded_text, unfolded
from clausedb.language import Grammar
from clausedb.model import Span
from clausedb.parse.structure.layout import role_of
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.numbering import marks_at
from clausedb.parse.structure.openings import ByOpening, Gate, tokens_of, unnamed
from clausedb.parse.structure.page import goes_on
from clausedb.parse.structure.script import script_of

_LONGEST: Final = 160
"""Characters of the longest line that is compared with the patterns. One that goes on in the next line is none."""
_SIGNED: Final = re.compile(r"(?:[^\W\d_]\. ?){1,2}[^\W\d_]{2,}(?:-[^\W\d_]+)?")
"""Who signs, by initials and surname."""
_SENTENCE_END: Final = re.compile(r"[.!?…:;,؛،؟]['\"”“»)\]]*$")
_COUNT: Final = re.compile(r"(?:^|[\d|,•·/–—-][ \u00a0]+)(\d{1,6}|\d{1,3}(?: \d{3})+)$")
"""A number that counts readers: behind a date, or a sign."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TWINS: Final = str.maketrans("aceopxyABCEHKMOPTXnl", "асеорхуАВСЕНКМОРТХпл")
_LATIN_TWIN: Final = re.compile("[aceopxybhkmtnl]")
_VARIANT: Final = re.compile("[\u00a0\u00adё\u0600-\u06ff\u2000-\u206f\ufeff]")
"""What fold() may change."""
_CYRILLIC: Final = re.compile("[а-яё]")


def find_furniture(text: str, lines: list[Line], grammar: Grammar) -> dict[int, tuple[Span, ...]]:
    """By the index of its line, the pieces that are no text of the document; the whole line, or a part of it."""
    found: dict[int, tuple[Span, ...]] = {}
    patterns = _patterns(grammar)
    for index, line in enumerate(lines):
        if line.end - line.start > _LONGEST:
            continue
        if not line.full:
            goes = index and not line.gap and lines[index - 1].full and goes_on(text, lines, index - 1, index)
            caseless = text[line.end - 1].isdigit() and not text[line.start].islower()
            if goes and not (caseless and _is_page(text, line, patterns)):
                continue  # a sentence that ends with the number of a page
            spans = _spans_of(text, line, patterns)
            if spans:
                found[index] = spans
        elif (text[line.start].isdigit() or text[line.end - 1].isdigit()) and _is_page(text, line, patterns):
            found[index] = (Span(line.start, line.end),)
    if found:
        _spread(text, lines, found, grammar)
    return found


def page_lines(
    text: str, lines: list[Line], found: dict[int, tuple[Span, ...]], grammar: Grammar
) -> set[int]:
    """Those of the known lines that number a page or name what it belongs to: a sentence may go on behind them."""
    patterns = _patterns(grammar)
    return {index for index in found if _is_page(text, lines[index], patterns)}


def _is_page(text: str, line: Line, patterns: _Patterns) -> bool:
    if not patterns.pages[text[line.start].lower()]:
        return False
    forms = _forms(text[line.start : line.end])
    return any(page.fullmatch(form) for form in forms for page in patterns.pages[form[:2]])


def _spans_of(text: str, line: Line, patterns: _Patterns) -> tuple[Span, ...]:
    printed = text[line.start : line.end]
    plain = printed.lower()
    first = _WORD.match(plain)
    if first and first[0] in patterns.words:
        words = _WORD.findall(plain)
        if len(words) >= 2 and patterns.words.issuperset(words):
            return (Span(line.start, line.end),)
    for form in _forms(printed) if _may_fit(plain, patterns) else ():
        for pattern in patterns.whole[form[:2]] if form else ():
            if pattern.fullmatch(form):
                return (Span(line.start, line.end),)
    match = (patterns.latin_parts if plain.isascii() else patterns.parts).search(plain)
    if match and match.end() > match.start() and (not match.start() or match.end() == len(plain)):
        return (Span(line.start + match.start(), line.start + match.end()),)
    last = plain.rfind(" ")
    if last > 0 and plain[last - 1].isdigit() and patterns.counted.fullmatch(plain, last + 1):
        count = _COUNT.search(plain, 0, last)
        if count:
            return (Span(line.start + count.start(1), line.end),)
    return ()


def _may_fit(plain: str, patterns: _Patterns) -> bool:
    """Whether a line in small letters begins as one of the patterns does, in whatever variant of its letters; cheaper than its forms."""
    if plain.isascii():
        return bool(patterns.whole[plain[:2]])
    mixed = _LATIN_TWIN.search(plain) and _CYRILLIC.search(plain)
    return bool(mixed) or patterns.printed[plain[:2]].may_match(plain)


def _forms(printed: str) -> tuple[str, ...]:
    """The line in small letters, folded, and with Latin letters among Cyrillic ones set right."""
    plain = printed.lower()
    if printed.isascii():
        return (plain,)
    folded = folded_text(plain) if _VARIANT.search(plain) else plain
    if _LATIN_TWIN.search(plain) and _CYRILLIC.search(plain):
        return (folded, printed.translate(_TWINS).lower())
    return (folded,)


def _spread(text: str, lines: list[Line], found: dict[int, tuple[Span, ...]], grammar: Grammar) -> None:
    """Short lines between a known one and the end of the page, or at its very head, go with it."""
    whole = {
        index for index, spans in found.items() if spans[0] == Span(lines[index].start, lines[index].end)
    }
    tail = len(lines)
    while tail > 0 and (tail - 1 in whole or _is_caption(text, lines[tail - 1], 5, grammar)):
        tail -= 1
    first_known = min((index for index in whole if index >= tail), default=None)
    if first_known is not None:
        signed = (
            at for at in range(tail, first_known) if _SIGNED.fullmatch(text, lines[at].start, lines[at].end)
        )
        for index in range(max(signed, default=tail - 1) + 1, len(lines)):
            found.setdefault(index, (Span(lines[index].start, lines[index].end),))
    head = 0
    while head < len(lines) and (head in whole or _is_caption(text, lines[head], 2, grammar)):
        head += 1
    last_known = max((index for index in whole if index < head), default=-1)
    for index in range(last_known + 1):
        found.setdefault(index, (Span(lines[index].start, lines[index].end),))


def _is_caption(text: str, line: Line, words: int, grammar: Grammar) -> bool:
    """A line of a few words that ends like no sentence, holds no number of a unit and does not say who signs."""
    if line.end - line.start > 60:
        return False
    piece = text[line.start : line.end]
    if len(piece.split()) > words or _SENTENCE_END.search(piece):
        return False
    mark = marks_at(text, line.start, line.end, grammar)
    role = role_of(text, line.start, line.end, "opening", grammar)
    return not (mark and mark.named) and (role is None or role.name != "signature")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Of small letters."""

    whole: ByOpening[re.Pattern[str], tuple[re.Pattern[str], ...]]
    printed: ByOpening[str, Gate]
    """The same before a line is folded."""
    parts: re.Pattern[str]
    latin_parts: re.Pattern[str]
    """Those that a line of nothing but ASCII may hold."""
    counted: re.Pattern[str]
    words: frozenset[str]
    pages: ByOpening[re.Pattern[str], tuple[re.Pattern[str], ...]]


@cache
def _patterns(grammar: Grammar) -> _Patterns:
    rows = [row for language in grammar.languages for row in grammar.pack(language).rows("boilerplate")]
    kinds = ("whole", "part", "words", "behind")
    chosen = {at: [row["pattern"] for row in rows if row["at"] == at] for at in kinds}
    whole = [_lowered(one) for one in chosen["whole"]]
    parts = [_lowered(one) for one in chosen["part"]]
    pages = [row["pattern"] for row in rows if row["kind"] == "page"]
    return _Patterns(
        ByOpening(((one, re.compile(one)) for one in whole), tuple),
        ByOpening(((one, unnamed(unfolded(tokens_of(one)))) for one in whole), Gate, in_print=True),
        _any_of(parts),
        _any_of([one for one in parts if script_of(re.sub(r"\\.", "", one)) in ("en", None)]),
        _any_of([_lowered(one) for one in chosen["behind"]]),
        frozenset(word for one in chosen["words"] for word in one.split("|")),
        ByOpening(((one, re.compile(_lowered(one))) for one in pages), tuple),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns) or "(?!)")


def _lowered(pattern: str) -> str:
    """A pattern in small letters; its escapes (\\W) stay."""
    return re.sub(r"\\.|[^\\]+", lambda part: part[0] if part[0][0] == "\\" else part[0].lower(), pattern)

"""Marks of Markdown and of quoted mail: blanked out for the reading of the structure, so that `## **Article 1**` is Article 1.

The text stays as it is and all offsets with it; the marks that lie in no clause are boilerplate.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from clausedb.model import Span

_HEADING: Final = re.compile(r"^[ \t]{0,3}(#{1,6})(?=[ \t]+\S)|(?<=\S)[ \t]+(#{1,6})[ \t]*$", re.M)
_BOLD: Final = re.compile(r"(\*{1,3})(?=\S)[^*\n]+(?<=\S)(\1)(?!\*)")
_LINK: Final = re.compile(r"(\[)[^\]\n]+(\]\([^()\s]+\))")
_ESCAPED: Final = re.compile(r"(\\)(?=[.()\[\]*#>_-])")
_QUOTED: Final = re.compile(r"^[ \t]*((?:> ?)+)", re.M)
_LINE: Final = re.compile(r"^[^\n]*\S", re.M)
_LEAST: Final = 2
"""Marks of headings and of bold letters that show that a text is Markdown."""
_NEARLY_ALL: Final = 0.8
"""Share of the lines of quoted mail that say so."""


def find_markup(text: str) -> list[Span]:
    """The marks, in order; none where the text is neither Markdown nor quoted."""
    quotes = _quotes(text)
    marks = _markdown(text)
    if not (marks or quotes):
        return []
    if not marks and len(quotes) <= _NEARLY_ALL * sum(1 for _ in _LINE.finditer(text)):
        return []
    return _apart(sorted((*marks, *quotes), key=lambda span: span.start))


def _quotes(text: str) -> list[Span]:
    if ">" not in text:
        return []
    return [Span(*match.span(1)) for match in _QUOTED.finditer(text)]


def _markdown(text: str) -> list[Span]:
    """Marks of headings, of bold letters and of links; none where there are too few of them to be that."""
    pairs = list(_BOLD.finditer(text)) if "**" in text else []
    headings = list(_headings(text))
    if sum(len(match[1]) > 1 for match in pairs) + len(headings) < _LEAST:
        return []
    matches = [*(pairs or _BOLD.finditer(text)), *headings, *_LINK.finditer(text), *_ESCAPED.finditer(text)]
    groups = ((match, group) for match in matches for group in range(1, match.re.groups + 1))
    return [Span(*match.span(group)) for match, group in groups if match[group]]


def _headings(text: str) -> Iterator[re.Match[str]]:
    """What the pattern of headings finds; only lines that hold its sign are looked at."""
    at = text.find("#")
    while at >= 0:
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        yield from _HEADING.finditer(text, text.rfind("\n", 0, at) + 1, end)
        at = text.find("#", end)


def _apart(marks: list[Span]) -> list[Span]:
    """The marks without those that begin within another."""
    found: list[Span] = []
    for mark in marks:
        if not found or mark.start >= found[-1].end:
            found.append(mark)
    return found


def blank_out(text: str, marks: Sequence[Span]) -> str:
    """The text with blanks in place of marks."""
    if not marks:
        return text
    parts: list[str] = []
    at = 0
    for mark in marks:
        parts += [text[at : mark.start], " " * (mark.end - mark.start)]
        at = mark.end
    return "".join([*parts, text[at:]])


def loose(marks: Sequence[Span], held: Sequence[Span]) -> list[Span]:
    """The marks that lie in none of the spans `held`, which are in order."""
    starts = [span.start for span in held]
    return [
        mark
        for mark in marks
        if not (at := bisect_right(starts, mark.start)) or held[at - 1].end <= mark.start
    ]

"""Lists that run on in one paragraph: `The Parties shall: (a) consult; (b) report.` is cut before each item.

Only behind a colon or a number (`3. (a) ...; (b) ...`), only where the first item is the first of its series and another follows it; the numbering settles the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.numbering import Reading, marks_at

_BRACKETED: Final = re.compile(r"\([1١aiаأا]\)[ \t\u00a0]")
_BRACKET: Final = re.compile(r":[ \u00a0]+(?=[1١aiаأا]\)[ \t\u00a0])")
_NUMBER: Final = re.compile(r"[ \t\u00a0]*(?:[0-9]{1,3}\.|\([0-9]{1,3}\))[ \t\u00a0]+")
_LEAD: Final = 24
"""Characters of a number at the beginning of a line, with blanks."""
_NEXT: Final = re.compile(
    r"(?:[;,؛،.]|(?<=[;,؛،])[ \u00a0]+(?:and|or|и|или|و|أو))"
    r"(?:\s+(?=\(?[^\W_]{1,4}\)[ \t\u00a0])|(?=\([^\W_]{1,4}\)[ \t\u00a0]))"
)


def cut_lists(text: str, lines: list[Line], grammar: Grammar) -> list[Line]:
    """The lines, cut before each item of a list that begins in the middle of one."""
    places: list[int] = []
    reached = 0
    for start in _firsts(text):
        if start >= reached:
            found = _items(text, start, lines, grammar)
            places.extend(found)
            reached = found[-1] if found else start
    return _cut_at(text, lines, places) if places else lines


def _firsts(text: str) -> list[int]:
    """Where a first item stands behind a colon, or behind the number of a paragraph."""
    found = [match.end() for match in _BRACKET.finditer(text)]
    for match in _BRACKETED.finditer(text):
        start = match.start()
        lead = text[max(0, start - _LEAD) : start]
        if lead.rstrip(" \u00a0").endswith(":") or _NUMBER.fullmatch(lead.rpartition("\n")[2]):
            found.append(start)
    return sorted(found)


def _items(text: str, start: int, lines: list[Line], grammar: Grammar) -> list[int]:
    """Where the items of a list begin; empty where the first has no second in its paragraph."""
    at = bisect_right(lines, start, key=lambda line: line.start) - 1
    stop = at + 1
    while stop < len(lines) and lines[at].full and not lines[stop].gap and lines[stop - 1].full:
        stop += 1
    end = lines[stop - 1].end
    first = marks_at(text, start, end, grammar)
    if first is None:
        return []
    best: list[int] = []
    for reading in first.readings:
        if reading.value == (1.0,):
            best = max(best, _series(text, start, end, reading, grammar), key=len)
    return best if len(best) > 1 else []


def _series(text: str, start: int, end: int, reading: Reading, grammar: Grammar) -> list[int]:
    """The places of the items that carry on a series, the first among them."""
    found, last = [start], reading.value[0]
    for match in _NEXT.finditer(text, start, end):
        mark = marks_at(text, match.end(), end, grammar)
        if mark and any(one.key == reading.key and one.value == (last + 1,) for one in mark.readings):
            found.append(match.end())
            last += 1
    return found


def _cut_at(text: str, lines: list[Line], places: list[int]) -> list[Line]:
    found: list[Line] = []
    at = 0
    for line in lines:
        start = line.start
        while at < len(places) and places[at] < line.end:
            if places[at] > start:
                end = len(text[start : places[at]].rstrip()) + start
                found.append(Line(start, end, line.indent, line.gap and start == line.start))
                start = places[at]
            at += 1
        found.append(line if start == line.start else Line(start, line.end, line.indent, False, line.full))
    return found

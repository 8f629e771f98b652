"""Lists that run on in one paragraph: `The Parties shall: (a) consult; (b) report.` is cut before each item.

Only behind a colon or a number (`3. (a) ...; (b) ...`), only where the first item is the first of its series and another follows
it, there or at the beginning of a line; the numbering settles the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.numbering import Mark, Reading, marks_at

_BRACKETED: Final = re.compile(r"\([1١aiаأا]\)(?=\s)")
_BRACKET: Final = re.compile(r":\s+(?=[1١aiаأا]\)\s|1\.\s?[^\W\d_]|[1١] ?[-–ـ]\s?[\u0620-\u064a])")
_BEFORE: Final = re.compile(
    r"(?:(?:^|\n)[ \t\u00a0]*(?:[0-9]{1,3}\.|\([0-9]{1,3}\))|(?:^|[\n;.:,])[ \t\u00a0]*\([^\W_]{1,3}\))[ \t\u00a0]+$|[a-zа-я]{3}$"
)
"""The number of what holds a list, or a word that it is glued to."""
_CHAINED: Final = re.compile(r"(?:^|\n)[ \t\u00a0]*(?:\(?[^\W_]{1,4}[.)]?[ \t\u00a0]+){1,2}$")
"""Nothing but numbers before an item on its line: it opens with them, as `3. (a)`."""
_OPEN: Final = 8
"""Lists in each other that are followed."""
_FOLLOWED: Final = 4
"""Lines behind a paragraph in which its lists may go on."""
_REACH: Final = 4000
"""Characters of the longest item that a second one is looked for behind."""
_LEAD: Final = 24
"""Characters of a number at the beginning of a line, with blanks."""
_SECOND: Final = {
    first: re.compile(rf"[;.؛]\s{{0,3}}\({second}\)\s")
    for first, second in {"1": "2", "١": "٢", "a": "b", "i": "ii", "а": "б", "أ": "ب", "ا": "ب"}.items()
}
"""By the first item of a list, its second, with what stands before it."""
_NEXT: Final = re.compile(
    r"[;,؛،.](?:(?<=[;,؛،])[ \u00a0]+(?:and|or|и|или|و|أو))??"
    r"(?:\s+(?=\(?[^\W_]{1,4}\)\s|[1-9]\d?\.\s?[^\W\d_]|[2-9٢-٩] ?[-–ـ]\s?[\u0620-\u064a])|(?=\([^\W_]{1,4}\)\s))"
)


@dataclass(slots=True)
class _List:
    """A list that may go on: by key of its series the last value, how many items it has, and where those in a line begin."""

    last: dict[str, float]
    places: list[int]
    count: int = 1


def cut_lists(text: str, lines: list[Line], grammar: Grammar) -> list[Line]:
    """The lines, cut before each item of a list that begins in the middle of one."""
    places: set[int] = set()
    marks: dict[int, Mark | None] = {}
    starts = [line.start for line in lines]
    firsts = _firsts(text, lines, starts)
    at = 0
    while at < len(firsts):
        here, behind = _paragraph(lines, starts, firsts[at])
        stop = bisect_left(firsts, lines[behind - 1].end, at + 1)
        places.update(_items(text, firsts[at:stop], lines[here : behind + _FOLLOWED], marks, grammar))
        at = stop
    return _cut_at(text, lines, sorted(places)) if places else lines


def _firsts(text: str, lines: list[Line], starts: list[int]) -> list[int]:
    """Where a first item stands behind a colon, or behind the number of what holds the list."""
    found = [match.end() for match in _BRACKET.finditer(text)]
    for match in _BRACKETED.finditer(text):
        if _is_first(text, lines, starts, match.start()):
            found.append(match.start())
    return sorted(found)


def _is_first(text: str, lines: list[Line], starts: list[int], place: int) -> bool:
    if place and text[place - 1] != "\n":
        lead = text[max(0, place - _LEAD) : place]
        if lead.rstrip()[-1:] in (":", ";") or _BEFORE.search(lead):
            return True
    end = _end_of_item(lines, starts, place)
    return _SECOND[text[place + 1]].search(text, place, end) is not None


def _end_of_item(lines: list[Line], starts: list[int], place: int) -> int:
    """Where the paragraph of a place ends, or what is looked at of it."""
    at = bisect_right(starts, place) - 1
    while at + 1 < len(lines) and lines[at].full and not lines[at + 1].gap and lines[at].end < place + _REACH:
        at += 1
    return min(lines[at].end, place + _REACH)


def _paragraph(lines: list[Line], starts: list[int], place: int) -> tuple[int, int]:
    """The index of the line of a place, and that of the first line behind its paragraph."""
    here = bisect_right(starts, place) - 1
    behind = here + 1
    while behind < len(lines) and lines[behind - 1].full and not lines[behind].gap:
        behind += 1
    return here, behind


def _items(
    text: str, firsts: list[int], lines: list[Line], marks: dict[int, Mark | None], grammar: Grammar
) -> list[int]:
    """Where the items of the lists begin that a paragraph opens; nothing of a list that has one item only. `lines` are the
    paragraph's and some behind it, in which its lists may go on; `marks` what was read by places so far."""
    found: list[_List] = []
    still: list[_List] = []
    end, begin = lines[-1].end, set(firsts)
    behind = {match.end() for match in _NEXT.finditer(text, firsts[0], end)}
    heads = {line.start for line in lines}
    if heads >= begin and heads >= behind:
        return []
    behind |= heads
    behind.discard(lines[0].start)
    for place in sorted(behind | begin):
        if place not in marks:
            marks[place] = marks_at(text, place, end, grammar)
        mark = marks[place]
        readings = mark.readings if mark else ()
        if place in behind and _go_on(still, readings, place):
            continue
        begun = {one.key: 1.0 for one in readings if one.value == (1.0,)}
        if begun and place in begin:
            lead = text[max(0, place - _LEAD) : place]
            still.append(_List(begun, [] if _CHAINED.search(lead) else [place]))
            found.append(still[-1])
            del still[:-_OPEN]
    return [place for one in found if one.count > 1 for place in one.places]


def _go_on(still: list[_List], readings: tuple[Reading, ...], place: int) -> bool:
    """Whether a mark is the next item of an open list, from the innermost; those below that one are closed."""
    for at in range(len(still) - 1, -1, -1):
        last = still[at].last
        after = {
            one.key: one.value[0] for one in readings if one.key in last and one.value == (last[one.key] + 1,)
        }
        if after:
            still[at].last = after
            still[at].places.append(place)
            still[at].count += 1
            del still[at + 1 :]
            return True
    return False


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

"""Text that a clause quotes line by line: `Article 5 shall be replaced by the following: “Article 5 ...”`.

Its numbers count for themselves, below the clause that quotes. A quotation opens behind a colon and closes where its
quotation mark does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.nesting import MAX_DEPTH, Candidate, Taken, settle

_OPENS: Final = re.compile(":[\\s\u200e\u200f]{1,8}([“«„\"‘]|'(?=\\d))")
_MARK: Final = re.compile('[“«„”»"]')
_CLOSING: Final = {"“": "”", "«": "»", "„": "“”", '"': '"'}
_SINGLE: Final = {"‘": re.compile("’[.;,]*$"), "'": re.compile("'[.;,]*$")}
_BEGINS: Final = {"‘": re.compile("‘"), "'": re.compile(r"(?<!\w)'(?=\w)")}
_ENDS: Final = {"‘": re.compile(r"’(?!\w)"), "'": re.compile(r"'(?!\w)")}
"""By the single mark that opens a quotation: what may close it at the end of a line, and what begins and ends others."""
_BEHIND: Final = re.compile("[”»’')\\]]*[.;,:،؛]?$")
_LINES: Final = 400
"""Lines of the longest quotation that is followed."""


def find_insertions(text: str, lines: list[Line], skipped: set[int]) -> list[range]:
    """For each quotation, the lines that begin inside or with it; none for one that is only a part of its line. `skipped` are lines
    of the page, which may stand between the colon and the quotation."""
    openings = {match.start(1) for match in _OPENS.finditer(text)}
    openings.update(_behind_pages(text, lines, skipped))
    if not openings:
        return []
    starts = [line.start for line in lines]
    found: list[range] = []
    reached = 0
    single = {place for place in openings if text[place] in _SINGLE}
    pairs = _single_pairs(text, lines, starts, single)
    if len(openings) > len(single):
        pairs += _pairs(text, openings - single, set(starts))
    for opening, closing in sorted(pairs):
        first, last = bisect_right(starts, opening) - 1, bisect_right(starts, closing) - 1
        begins = lines[first].start == opening
        ends = _BEHIND.fullmatch(text, closing + 1, lines[last].end) is not None
        if opening >= reached and ends and last - first < _LINES and (begins or last > first):
            found.append(range(first if begins else first + 1, last + 1))
            reached = closing
    return found


def _behind_pages(text: str, lines: list[Line], skipped: set[int]) -> Iterator[int]:
    """Quotation marks that open the first line of a page, where the last one of the page before ends with a colon."""
    for index in skipped:
        if index + 1 < len(lines) and index + 1 not in skipped and text[lines[index + 1].start] in _CLOSING:
            before = index
            while before in skipped:
                before -= 1
            if before >= 0 and text[lines[before].end - 1] == ":":
                yield lines[index + 1].start


def _single_pairs(
    text: str, lines: list[Line], starts: list[int], openings: set[int]
) -> list[tuple[int, int]]:
    """The same for single quotation marks, whose closing one is an apostrophe elsewhere: it closes at the end of a line in which more
    quotations end than begin."""
    found: list[tuple[int, int]] = []
    for opening in openings:
        first = bisect_right(starts, opening) - 1
        mark = text[opening]
        for line in lines[first : first + _LINES]:
            start = max(line.start, opening + 1)
            closing = _SINGLE[mark].search(text, start, line.end)
            begun = len(_BEGINS[mark].findall(text, start, line.end)) if closing else 0
            if closing and len(_ENDS[mark].findall(text, start, line.end)) > begun:
                found.append((opening, closing.start()))
                break
    return found


def _pairs(text: str, openings: set[int], starts: set[int]) -> list[tuple[int, int]]:
    """Those of the opening quotation marks that are closed, with the marks that close them. A mark that is set again
    at the beginning of a line, inside a quotation, opens nothing."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, min(openings)):
        mark, place = match[0], match.start()
        if place not in openings:
            closed = next((at for at in (-1, -2) if len(stack) >= -at and mark in _CLOSING[stack[at][0]]), 0)
            if closed:
                found.append((stack[closed][1], place))
                del stack[closed:]
                continue
            if mark not in _CLOSING or (place in starts and stack and stack[-1][0] == mark):
                continue
        stack.append((mark, place))
    return [pair for pair in found if pair[0] in openings]


def settle_apart(candidates: list[Candidate], insertions: list[range]) -> list[Taken]:
    """What each candidate became, in order; those in a quotation are settled among themselves and stand below the unit before."""
    inside = {place: number for number, places in enumerate(insertions) for place in places}
    quoted: dict[int, list[Candidate]] = {}
    for one in candidates:
        if one.place in inside:
            quoted.setdefault(inside[one.place], []).append(one)
    if not quoted:
        return settle(candidates)
    found: list[Taken] = []
    pending = sorted(quoted)
    for taken in settle([one for one in candidates if one.place not in inside]):
        while pending and insertions[pending[0]].start <= taken.candidate.place:
            found.extend(_below(quoted[pending.pop(0)], found))
        found.append(taken)
    for number in pending:
        found.extend(_below(quoted[number], found))
    return found


def _below(candidates: list[Candidate], before: list[Taken]) -> list[Taken]:
    """The units of a quotation, below the last unit before it. It may begin with any number, which is no irregularity."""
    base = next((one.depth for one in reversed(before) if one.reading is not None), 0)
    return [
        one._replace(depth=min(one.depth + base, MAX_DEPTH), irregular=None)
        if one.reading is not None
        else one
        for one in settle(candidates)
    ]

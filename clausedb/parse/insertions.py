"""Text that a clause quotes line by line: `Article 5 shall be replaced by the following: “Article 5 ...”`.

Its numbers count for themselves, below the clause that quotes. A quotation opens behind a colon and closes where its
quotation mark does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Final

from clausedb.parse.lines import Line
from clausedb.parse.nesting import MAX_DEPTH, Candidate, Taken, settle

_OPENS: Final = re.compile('[:：]\\s{1,8}([“«„"])')
_CLOSING: Final = {"“": "”", "«": "»", "„": "“”", '"': '"'}
_AT_END: Final = re.compile('[”»“"][”»’)\\]]*[.;,:،؛]?$')
_LINES: Final = 400
"""Lines of the longest quotation that is followed."""


def find_insertions(text: str, lines: list[Line]) -> list[range]:
    """For each quotation, the lines that begin inside or with it; none for one that is only a part of its line."""
    found: list[range] = []
    starts: list[int] = []
    reached = 0
    for match in _OPENS.finditer(text):
        opening = match.start(1)
        if opening < reached:
            continue
        starts = starts or [line.start for line in lines]
        first = bisect_right(starts, opening) - 1
        last = _closing_line(text, lines, first, opening)
        if last is None or (last == first and lines[first].start != opening):
            continue
        reached = lines[last].end
        found.append(range(first if lines[first].start == opening else first + 1, last + 1))
    return found


def _closing_line(text: str, lines: list[Line], first: int, opening: int) -> int | None:
    """The line at whose end a quotation closes, None where it does not close there."""
    mark = text[opening]
    closing = _CLOSING[mark]
    depth = 0
    for index in range(first, min(first + _LINES, len(lines))):
        line = lines[index]
        printed = text[max(line.start, opening) : line.end]
        if depth and printed[0] == mark and mark not in closing:
            printed = printed[1:]
        if mark in closing:
            depth = (depth + printed.count(mark)) % 2
        else:
            depth += printed.count(mark) - sum(map(printed.count, closing))
        if depth <= 0:
            return index if _AT_END.search(printed[-4:]) else None
    return None


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
        replace(one, depth=min(one.depth + base, MAX_DEPTH), irregular=None)
        if one.reading is not None
        else one
        for one in settle(candidates)
    ]

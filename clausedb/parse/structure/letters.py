"""Letters that count the points of a list without any sign, as the Council of Europe prints them: `a  in defence of any person;`.

Such a letter may be a word as well, so it counts only where a list of them begins behind a colon or a number and goes on.
"""

from __future__ import annotations

from typing import Final

from clausedb.parse.structure.nesting import Candidate

_SIGNLESS: Final = ("alpha.bare:letter", "roman.bare:roman")
_CUT: Final = 2.5
"""What speaks against a letter that goes on with the line before."""
_OPEN: Final = 8
"""Lists in each other that are followed."""
_REFUSE: Final = 5.0
"""What it costs to take one of a list for plain text."""


def keep_lists(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without the letters that make no list; those that make one count as letters with a sign do."""
    signless = {index for index, one in enumerate(candidates) if one.mark.readings[0].key in _SIGNLESS}
    if not signless:
        return candidates
    kept: set[int] = set()
    open_lists: list[dict[str, float]] = []
    """By series the last value of a list, the innermost last."""
    firsts: list[int] = []
    for index, one in enumerate(candidates):
        if one.mark.named:
            if one.take + one.spoken < _CUT:
                open_lists, firsts = [], []
        elif index in signless and one.take < _CUT:
            at = _goes_on(open_lists, one)
            if at is not None:
                kept |= {index, firsts[at]}
                del open_lists[at + 1 :], firsts[at + 1 :]
            elif one.opened:
                begun = {reading.key: 1.0 for reading in one.mark.readings if reading.value == (1.0,)}
                if begun:
                    open_lists.append(begun)
                    firsts.append(index)
                    del open_lists[:-_OPEN], firsts[:-_OPEN]
    return [
        one._replace(refuse=_REFUSE, spoken=0.0) if index in kept else one
        for index, one in enumerate(candidates)
        if index in kept or index not in signless
    ]


def _goes_on(open_lists: list[dict[str, float]], candidate: Candidate) -> int | None:
    """Which of the open lists, from the innermost, a letter goes on with; it is the last one of that then."""
    for at in range(len(open_lists) - 1, -1, -1):
        last = open_lists[at]
        after = {
            reading.key: reading.value[0]
            for reading in candidate.mark.readings
            if reading.key in last and reading.value == (last[reading.key] + 1,)
        }
        if after:
            open_lists[at] = after
            return at
    return None

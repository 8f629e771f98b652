"""Footnotes: notes at the foot of a page or the end of a text, numbered with a bare number.

A bare number (`1 See resolution 70/1`) is a unit's number in some treaties and a note's in most other texts. Which of them
it is in a text is told by the other numbers there; notes then follow each other by their own count.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from clausedb.parse.structure.nesting import Candidate

_BARE: Final = "bare:digits"
_FAR: Final = 3
"""How many numbers may be missing between two notes."""
_REFUSE: Final = 4.0
_REFUSE_IN_FLOW: Final = 2.5
"""What it costs to take a bare number for plain text where bare numbers count the units; in a line that may go on with the one before."""


def part_footnotes(candidates: list[Candidate]) -> tuple[list[Candidate], dict[int, Candidate]]:
    """(candidates without those that may be notes, notes by their line). Where bare numbers count the units there are no notes."""
    bare = [one for one in candidates if _is_bare(one)]
    if not bare:
        return candidates, {}
    if _numbers_units(candidates):
        return [_strengthen(one) if _is_bare(one) else one for one in candidates], {}
    notes: dict[int, Candidate] = {}
    last = 0.0
    for index, one in enumerate(bare):
        value = one.mark.readings[0].value[0]
        after = bare[index + 1].mark.readings[0].value[0] if index + 1 < len(bare) else 0.0
        begins = not last and (value == 1 or after == value + 1)
        if one.take + one.spoken < 1.0 and (
            begins or 0 < value - last <= _FAR or (value == 1 and after in (1.0, 2.0))
        ):
            notes[one.place] = one
            last = value
    return [one for one in candidates if not _is_bare(one)], notes


def _strengthen(candidate: Candidate) -> Candidate:
    """A bare number as it counts where bare numbers are those of units, unless a sentence goes on in small letters behind it."""
    if candidate.spoken:
        return candidate
    return candidate._replace(refuse=_REFUSE if candidate.take < 1.0 else _REFUSE_IN_FLOW)


def _is_bare(candidate: Candidate) -> bool:
    return candidate.mark.readings[0].key == _BARE


def _numbers_units(candidates: list[Candidate]) -> bool:
    """Whether bare numbers count paragraphs here: they follow articles, and no other digits do."""
    counts = Counter(one.mark.readings[0].key for one in candidates if one.take + one.spoken < 1.0)
    if counts["article"]:
        return counts[_BARE] > counts["dot:digits"] + counts["dash:digits"]
    return not counts["dot:digits"] + counts["dash:digits"] + counts["paren:digits"]

"""Persons with the offices beside their names as they stand when bare office words have been settled.

Sightings and islands in text order in, the sightings out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import role_of
from clausedb.parse.names.sightings import Sighting

_SPEAKS: Final = ".SPOKES"
_BESIDE: Final = 25
"""Code points between an office and the name of its holder, with titles."""
_APPOSED: Final = 3
"""Code points of the comma between a name and the office behind it, and the blank."""
_AND: Final = re.compile(r"\s+(?:and|и)\s+")
"""Between two offices of one person, without an article."""
_FIRST: Final = ("PM", "DPM", "CROWN")
"""Offices whose holder often has a ministry too."""


def with_settled(text: str, persons: Sequence[Sighting], islands: Sequence[Island]) -> list[Sighting]:
    """Spokespersons with the office as it was settled: of the Presidency of the country that reports, not of the one named last;
    ministers with the office before theirs: Prime Minister and Minister of Foreign Affairs Sheikh Mohammed."""
    offices = [one for one in islands if one.kind == "office" and len(one.ids) == 1]
    starts, ends = [one.start for one in offices], [one.end for one in offices]
    found = []
    for one in persons:
        before = bisect_right(ends, one.start) - 1
        near = offices[before] if before >= 0 and one.start - ends[before] < _BESIDE else None
        behind = bisect_left(starts, one.end)
        next_ = offices[behind] if behind < len(offices) else None
        speaks = one.office is not None and one.office.endswith(_SPEAKS)
        if speaks and near is not None and near.ids[0].endswith(_SPEAKS):
            one = replace(one, office=near.ids[0], head=None)
        elif (speaks or one.office is None) and next_ is not None and next_.ids[0].endswith(_SPEAKS):
            if next_.start - one.end < (_BESIDE if speaks else _APPOSED):
                one = replace(one, office=next_.ids[0], head=None)
        elif one.office and (one.head is not None or (near is not None and near.ids[0] == one.office)):
            own = one.head.start if one.head is not None else starts[before]
            first = offices[at] if (at := bisect_right(ends, own) - 1) >= 0 else None
            if first is not None and _is_first(text, first, own, one.office):
                one = replace(one, apposed=(*one.apposed, (first.start, first.ids[0])))
        found.append(one)
    return found


def _is_first(text: str, first: Island, own: int, office: str) -> bool:
    """Whether an office is held by the one who holds another that begins behind "and"."""
    same = first.ids[0].split(".")[0] == office.split(".")[0] and first.ids[0] != office
    return same and role_of(first.ids[0]) in _FIRST and _AND.fullmatch(text, first.end, own) is not None

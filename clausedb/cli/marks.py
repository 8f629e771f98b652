"""What was read in a document, as marks on its text: acts by force, parties, citations, dates, defined terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from clausedb.api.database import Database
from clausedb.api.result import Result, plain
from clausedb.cli import safe
from clausedb.cli.paint import Paint
from clausedb.vocabularies import FORCES, VOCABULARIES

KINDS: Final = {
    "duty": "duty, decision or order",
    "intention": "intention",
    "liberty": "right or permission",
    "attitude": "recommendation or attitude",
    "other": "other act",
    "citation": "instrument",
    "definition": "defined term",
    "date": "date",
    "party": "party",
}
"""Kind of mark -> what it is called, the one that is seen where several meet first. Also the names of styles."""

_OF_FORCE: Final = {
    "prohibition": "duty",
    "obligation": "duty",
    "decision": "duty",
    "directive": "duty",
    "right": "liberty",
    "power": "liberty",
    "permission": "liberty",
    "intention": "intention",
    "recommendation": "attitude",
    "endorsement": "attitude",
    "disapproval": "attitude",
}


class Mark(NamedTuple):
    """Words of a document and what they were read as; offsets in code points of its text."""

    start: int
    end: int
    kind: str
    told: str
    """A line that says what was read, and by which rule."""


class Stretch(NamedTuple):
    """Words on which the same marks lie."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    """The one to be seen first."""


def read_marks(db: Database, document_id: str) -> tuple[Mark, ...]:
    """All marks of a document, by place."""
    name_of = db.catalog().party_name

    def rows(table: str, known: str = "true") -> Result:
        return db.sql(f"SELECT * FROM {table} WHERE document_id = ? AND {known}", [document_id])

    found = [_act(row, name_of) for row in rows("acts")]
    for row in rows("mentions", "party_id IS NOT NULL"):
        found.append(
            Mark(row["start"], row["end"], "party", f"{name_of(row['party_id'])} ({row['party_id']})")
        )
    for row in rows("citations"):
        found.append(Mark(row["start"], row["end"], "citation", _citation(row)))
    for row in rows("dates"):
        kind = VOCABULARIES["date_kind"].get(row["kind"], row["kind"])
        found.append(Mark(row["start"], row["end"], "date", f"{row['value'] or 'not settled'}: {kind}"))
    for row in rows("definitions"):
        found.append(Mark(row["start"], row["end"], "definition", f"defined term: {plain(row['meaning'])}"))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind, one.told)))


def _act(row: dict[str, Any], name_of: Any) -> Mark:
    force = row["force"]
    bearers = ", ".join(name_of(one) for one in row["bearers"] or ()) or "nobody named"
    doubt = (
        "" if row["confidence"] is None or row["confidence"] >= 1 else f"; confidence {row['confidence']:.2g}"
    )
    told = f"{force} ({FORCES.get(force, '').split(':')[0]}); by {bearers}; rule {row['rule']}{doubt}"
    return Mark(row["cue_start"], row["cue_end"], _OF_FORCE.get(force, "other"), told)


def _citation(row: dict[str, Any]) -> str:
    kind = str(row["type"] or "instrument").replace("_", " ")
    facts = [kind, row["title"], row["symbol"], row["date"]]
    place = f"{row['pinpoint_unit']} {row['pinpoint'] or ''}".rstrip() if row["pinpoint_unit"] else None
    return ", ".join(str(one) for one in (*facts, place) if one)


def stretches(marks: Iterable[Mark]) -> tuple[Stretch, ...]:
    """The marks without overlaps: pieces of text in order, each with all marks that lie on it. Empty marks are left out."""
    order = list(KINDS)
    kept = [one for one in marks if one.start < one.end]
    edges = [((one.start, 1, number), (one.end, 0, number)) for number, one in enumerate(kept)]
    events = sorted(event for pair in edges for event in pair)
    found: list[Stretch] = []
    open_: set[int] = set()
    last = 0
    for place, opens, number in events:
        if open_ and place > last:
            lying = sorted((kept[one] for one in open_), key=lambda one: (order.index(one.kind), one.start))
            found.append(Stretch(last, place, tuple(lying)))
        if opens:
            open_.add(number)
        else:
            open_.discard(number)
        last = place
    return tuple(found)


def within(found: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """The pieces that lie in a part of the text, cut to it."""
    return [
        Stretch(max(one.start, start), min(one.end, end), one.marks)
        for one in found
        if max(one.start, start) < min(one.end, end)
    ]


def legend(found: Sequence[Stretch], paint: Paint, columns: int) -> list[str]:
    """What the colours mean, for the kinds that are there; nothing without colours."""
    there = {mark.kind for one in found for mark in one.marks}
    names = [name for kind, name in KINDS.items() if kind in there]
    if not paint.colours or not names:
        return []
    kinds = {name: kind for kind, name in KINDS.items()}
    lines: list[list[str]] = [[]]
    used = 0
    for name in names:
        if used and used + len(name) + 3 > columns:
            lines.append([])
            used = 0
        lines[-1].append(paint(kinds[name], safe.line(name)))
        used += len(name) + 3
    return [" · ".join(line) for line in lines]

"""Clauses or documents beside each other: what is said in other words, and what that changes in law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from clausedb.api.pieces import Piece, read_pieces
from clausedb.api.result import Result, plain
from clausedb.compiled import ResultColumn
from clausedb.diff import LEFT, RIGHT, Change, diff, marked
from clausedb.words import normals, stem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Row = tuple[str, Any, Any]

COLUMNS: Final = (
    ResultColumn("field", "text"),
    ResultColumn("left", "text"),
    ResultColumn("right", "text"),
)
_DOCUMENT: Final = ("title", "type", "binding", "date", "language")
_FACTS: Final = ("force", "bearer", "addressee", "action", "condition", "deadline")
"""What an act is compared by, in the words of the query language."""
_ACT_SQL: Final = (
    "SELECT a.force, a.bearers, a.addressees, a.action, a.condition, coalesce(a.deadline_date, a.deadline), "
    "c.language FROM acts a JOIN clauses c ON c.clause_id = a.clause_id WHERE a.document_id = $document "
    "AND c.document_id = $document "
    "AND c.position BETWEEN $first AND $last ORDER BY c.position, a.cue_start, a.act_id"
)
_FORCE_ALIKE, _BEARERS_ALIKE, _ENOUGH = 0.3, 0.2, 0.4
_SOME_WORDS: Final = 0.15


class _Act(NamedTuple):
    facts: tuple[Any, ...]
    """In the order of _FACTS."""
    stems: frozenset[str]
    """Of its action."""
    language: str


class _Side(NamedTuple):
    handle: str
    document: tuple[Any, ...]
    """In the order of _DOCUMENT."""
    number: str | None
    heading: str | None
    text: str
    languages: frozenset[str]
    acts: tuple[_Act, ...]


def compare(connection: DuckDBPyConnection, handles: Sequence[str], text: str) -> Result:
    """The first of the things beside each of the others: rows (field, left, right), what they differ in as notes.

    The words are marked: [-only left-], {+only right+}; `changes` of the result holds them in order. Acts stand in the
    pairs that are most alike, those without a like one behind them. Texts in two languages share no words to be marked.
    """
    first, *others = [_read(connection, handle) for handle in handles]
    rows: list[Row] = []
    notes: list[str] = []
    changes: list[Change] = []
    for other in others:
        found, changed = _words(first, other)
        pairs = _pairs(first.acts, other.acts)
        rows += [*_heads(first, other), *found, *_act_rows(pairs)]
        notes += _notes(first, other, pairs, changed)
        changes += changed
    return Result(COLUMNS, tuple(rows), tuple(notes), text=text, changes=tuple(changes))


def _read(connection: DuckDBPyConnection, handle: str) -> _Side:
    pieces = read_pieces(connection, handle)
    document = handle.removeprefix("@").partition("#")[0]
    facts = connection.execute(
        f"SELECT {', '.join(_DOCUMENT)} FROM documents WHERE document_id = $id", {"id": document}
    ).fetchone()
    places = [piece.position for piece in pieces]
    bounds = {"document": document, "first": min(places, default=0), "last": max(places, default=-1)}
    acts = tuple(_act(row) for row in connection.execute(_ACT_SQL, bounds).fetchall())
    head = pieces[0] if pieces and "#" in handle else None
    return _Side(
        handle.removeprefix("@"),
        facts or (None,) * len(_DOCUMENT),
        head.number if head else None,
        head.heading if head else None,
        "\n".join(_line(piece, piece is head) for piece in pieces),
        frozenset(piece.language for piece in pieces if piece.language),
        acts,
    )


def _line(piece: Piece, is_head: bool) -> str:
    return (
        piece.text
        if is_head
        else " ".join(part for part in (piece.number, piece.heading, piece.text) if part)
    )


def _act(row: tuple[Any, ...]) -> _Act:
    *facts, language = row
    action = facts[_FACTS.index("action")] or ""
    language = language or ""
    return _Act(tuple(facts), frozenset(stem(word, language) for word in normals(action)), language)


# --- what they are ------------------------------------------------------------------------


def _heads(left: _Side, right: _Side) -> list[Row]:
    rows: list[Row] = [("clause" if "#" in left.handle else "document", left.handle, right.handle)]
    if left.document != right.document:
        rows += zip(_DOCUMENT, left.document, right.document, strict=True)
    rows += [("number", left.number, right.number), ("heading", left.heading, right.heading)]
    return [row for row in rows if row[1] or row[2]]


def _words(left: _Side, right: _Side) -> tuple[list[Row], tuple[Change, ...]]:
    if left.languages and right.languages and not left.languages & right.languages:
        return [("text", left.text, right.text)], ()
    changes = diff(left.text, right.text)
    return [("text", marked(changes, LEFT), marked(changes, RIGHT))], changes


# --- acts ---------------------------------------------------------------------------------

Pair = tuple[_Act | None, _Act | None]


def _pairs(left: Sequence[_Act], right: Sequence[_Act]) -> list[Pair]:
    """The acts of both sides in pairs, in the order of the left ones; those of the right alone come last."""
    likeness = [
        (-_likeness(one, other), at, place)
        for at, one in enumerate(left)
        for place, other in enumerate(right)
        if _likeness(one, other) >= _ENOUGH
    ]
    partner: dict[int, int] = {}
    for _, at, place in sorted(likeness):
        if at not in partner and place not in partner.values():
            partner[at] = place
    pairs: list[Pair] = [(one, right[partner[at]] if at in partner else None) for at, one in enumerate(left)]
    taken = set(partner.values())
    return pairs + [(None, other) for place, other in enumerate(right) if place not in taken]


def _likeness(left: _Act, right: _Act) -> float:
    """From 0 to 1.5: words of the action in common, the same force, the same bearers."""
    both = left.stems | right.stems
    words = len(left.stems & right.stems) / len(both) if both else 0.0
    if left.language == right.language and words < _SOME_WORDS:
        return 0.0
    force = _FORCE_ALIKE if left.facts[0] == right.facts[0] else 0.0
    return words + force + (_BEARERS_ALIKE if set(left.facts[1] or ()) == set(right.facts[1] or ()) else 0.0)


def _act_rows(pairs: Sequence[Pair]) -> list[Row]:
    rows: list[Row] = []
    for number, (left, right) in enumerate(pairs, 1):
        for name, before, after in _facts(left, right):
            if before or after:
                rows.append((f"act {number} {name}", plain(before) or None, plain(after) or None))
    return rows


def _facts(left: _Act | None, right: _Act | None) -> list[tuple[str, Any, Any]]:
    empty = (None,) * len(_FACTS)
    return list(zip(_FACTS, left.facts if left else empty, right.facts if right else empty, strict=True))


# --- in sentences -------------------------------------------------------------------------


def _notes(left: _Side, right: _Side, pairs: Sequence[Pair], changes: Sequence[Change]) -> list[str]:
    notes = [_words_note(left, right, changes)]
    for number, (before, after) in enumerate(pairs, 1):
        if before is not None and after is not None:
            told = [_told(*fact) for fact in _facts(before, after) if _differs(*fact[1:])]
            if told:
                notes.append(f"Act {number}: {'; '.join(told)}.")
    alone = [
        ("left", sum(1 for _, after in pairs if after is None)),
        ("right", sum(1 for one, _ in pairs if one is None)),
    ]
    notes += [f"Only {side}: {count} {'act' if count == 1 else 'acts'}." for side, count in alone if count]
    if pairs and len(notes) == 1:
        notes.append("The acts are the same.")
    return notes


def _words_note(left: _Side, right: _Side, changes: Sequence[Change]) -> str:
    if left.languages and right.languages and not left.languages & right.languages:
        names = ", ".join(sorted(left.languages)), ", ".join(sorted(right.languages))
        return f"The texts are in different languages ({names[0]}; {names[1]}): their words are not lined up."
    if all(one.side == "same" for one in changes):
        return "The words are the same."
    only = {
        side: sum(len(normals(one.text)) for one in changes if one.side == side) for side in (LEFT, RIGHT)
    }
    shared = sum(len(normals(one.text)) for one in changes if one.side == "same")
    return f"{shared} words in common, {only[LEFT]} only left, {only[RIGHT]} only right."


def _differs(before: Any, after: Any) -> bool:
    if isinstance(before, list) or isinstance(after, list):
        return set(before or ()) != set(after or ())
    return normals(before or "") != normals(after or "")


def _told(name: str, before: Any, after: Any) -> str:
    if name in ("action", "condition") and before and after:
        return f"another {name}"
    return f"{name} {plain(before) or 'none'} → {plain(after) or 'none'}"

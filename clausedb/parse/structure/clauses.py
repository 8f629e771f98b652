"""The tree of units as Clause records: ids, paths, labels, levels. Walks without recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from clausedb.model import Clause
from clausedb.parse.structure.numerals import spell_letter
from clausedb.parse.structure.tree import Piece, Unit

_DIVISIONS: Final = frozenset(("part", "chapter", "section", "annex"))
_ANNEX: Final = re.compile(r"annex(?:-[^/]*)?(?=/|$)")
_NUMBERED: Final = frozenset(("article", "paragraph", "point", "recital"))


@dataclass(slots=True)
class _Place:
    """Where the walk stands: a clause that was made, and how many unnumbered children of each kind it has had."""

    clause: Clause
    counts: dict[str, int]
    bare: str
    """Its own number as its label ends with it, without brackets."""


def number_clauses(units: list[Unit], text: str, document_id: str) -> tuple[Clause, ...]:
    """The clauses of a tree in text order. Labels are unique; a repeated one gets `-2`, `-3` ..."""
    found: list[Clause] = []
    used: dict[str, int] = {}
    articles = _article_numbers(units)
    motives = any(unit.piece.kind == "recital" and unit.piece.number for unit in units)
    top: dict[str, int] = {}
    pending: list[tuple[Unit, _Place | None, int]] = [(unit, None, 1) for unit in reversed(units)]
    while pending:
        unit, above, level = pending.pop()
        piece = unit.piece
        number = text[piece.number.start : piece.number.end] if piece.number else None
        counts = above.counts if above else top
        label = _unique(_label(piece, number, above, counts, articles, motives), used)
        path = above.clause.path if above else ()
        clause = Clause(
            f"{document_id}#{label}",
            document_id,
            above.clause.clause_id if above else None,
            piece.kind,
            number,
            (*path, number) if number else path,
            label,
            level,
            len(found),
            piece.heading.of(text) if piece.heading else None,
            piece.language,
            piece.start,
            piece.text_start,
            piece.own_end,
            unit.end,
        )
        found.append(clause)
        if unit.children:
            place = _Place(clause, {}, piece.spelled)
            pending.extend([(child, place, level + 1) for child in reversed(unit.children)])
    return tuple(found)


def _article_numbers(units: list[Unit]) -> frozenset[str]:
    """Bare numbers of the articles, wherever they stand."""
    found: set[str] = set()
    pending = list(units)
    while pending:
        unit = pending.pop()
        if unit.piece.kind == "article" and unit.piece.number:
            found.add(unit.piece.spelled)
        if unit.piece.kind in _DIVISIONS:
            pending.extend(unit.children)
    return frozenset(found)


def _label(
    piece: Piece,
    number: str | None,
    above: _Place | None,
    counts: dict[str, int],
    articles: frozenset[str],
    motives: bool,
) -> str:
    """The label before it is made unique. `motives`: recitals have numbers, so those without one have letters."""
    scope = above.clause.label if above else ""
    kind = above.clause.kind if above else ""
    if number is None and piece.kind not in _DIVISIONS:
        counts[piece.kind] = counts.get(piece.kind, 0) + 1
        nth = counts[piece.kind]
        if kind in _NUMBERED:
            short = "p" if piece.kind == "text" else piece.kind[0]
            return f"{scope}.{short}{nth + 1 if piece.kind == 'text' else nth}"
        which = spell_letter(nth) if motives and piece.kind == "recital" else nth
        return f"{scope}/{piece.kind}-{which}" if scope else f"{piece.kind}-{which}"
    bare = piece.spelled or "x"
    if piece.kind in _DIVISIONS:
        name = f"{piece.kind}-{bare}" if piece.spelled else piece.kind
        return f"{scope}/{name}" if scope else name
    if piece.kind in ("footnote", "recital"):
        return f"{piece.kind}-{bare}"
    if above and kind in _NUMBERED:
        return _below(scope, above.bare, bare)
    annex = _ANNEX.match(scope)
    if piece.kind == "article" or (piece.kind != "point" and not annex and bare not in articles):
        return f"{annex[0]}/{bare}" if annex else bare
    return f"{scope}/{bare}" if scope else f"par-{bare}"


def _below(scope: str, above: str, bare: str) -> str:
    """The label of a number below another one, whose own number is not said twice: `5(2)`, but `3.2` of a 3.2 below 3."""
    if bare.startswith(f"{above}.") and above:
        for end in (f"({above})", above):
            if scope.endswith(end):
                return f"{scope.removesuffix(end)}{end.replace(above, bare)}"
    return f"{scope}({bare})"


def _unique(label: str, used: dict[str, int]) -> str:
    """The label, with a count behind it where it was used before."""
    times = used.get(label, 0) + 1
    used[label] = times
    if times == 1:
        return label
    again = f"{label}-{times}"
    while again in used:
        times += 1
        again = f"{label}-{times}"
    used[label] = times
    used[again] = 1
    return again

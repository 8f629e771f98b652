"""Texts to be read: rows that hold long text, and documents with their clauses, wrapped at words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from clausedb.cli import safe
from clausedb.cli.paint import Paint
from clausedb.result import Result, plain

if TYPE_CHECKING:
    from clausedb.api import Piece
    from clausedb.cli.hits import Hits

LONG_TEXTS: Final = ("text", "quote")
"""Columns that are read rather than looked up."""

_INDENT: Final = "   "
_WIDEST: Final = 100
"""Longer lines are hard to read (Bringhurst: 45 to 75 letters for books; screens bear more)."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")


def is_readable(result: Result) -> bool:
    """Whether the rows hold long text that a table would squeeze."""
    return any(column.name in LONG_TEXTS for column in result.columns)


def draw(
    result: Result,
    paint: Paint,
    columns: int,
    limit: int | None = None,
) -> list[str]:
    """A heading line and the wrapped text of each row, up to `limit` rows; on a terminal the words asked for in bold."""
    place = next((number for number, one in enumerate(result.columns) if one.name in LONG_TEXTS), None)
    hits = _hits(result) if paint.colours else None
    found: list[str] = []
    for number, row in enumerate(result.rows[:limit]):
        found.append(_heading(result, number, row, paint, columns))
        text = plain(row[place]) if place is not None else ""
        spans = hits(text, "") if hits else ()
        found.extend(
            paragraphs(text, paint, columns, spans) or [_INDENT + paint("dim", "(no text of its own)")]
        )
        found.append("")
    return found


def _hits(result: Result) -> Hits | None:
    from clausedb.cli.hits import hits_of

    return hits_of(result.text, LONG_TEXTS)


def _heading(result: Result, number: int, row: tuple[object, ...], paint: Paint, columns: int) -> str:
    names: list[str] = []
    covered = {*LONG_TEXTS}
    if result.entity == "clauses" and result.keys:
        names.append(plain(result.keys[number]))
        covered |= {"document", "label", "clause"}
    for column, value in zip(result.columns, row, strict=True):
        if column.name not in covered and plain(value):
            shown = result.titles.get(value, value) if isinstance(value, str) else value
            names.append(plain(shown))
    head = safe.line(" · ".join(names))
    room = columns - len(str(number + 1)) - 2
    return f"{paint('dim', str(number + 1))}  {paint('name', safe.isolate(safe.cut(head, room)))}"


def paragraphs(text: str, paint: Paint, columns: int, spans: Sequence[tuple[int, int]] = ()) -> list[str]:
    """The paragraphs of a text, wrapped and indented; `spans` (code points, in order) in bold."""
    found: list[str] = []
    width = min(columns, _WIDEST) - len(_INDENT)
    inside = False
    for paragraph in _BLANK_LINE.split(_marked(text, spans if paint.colours else ())):
        for one in safe.wrap(safe.line(paragraph), width) if paragraph.strip() else ():
            shown, inside = _bold(one, inside, paint)
            found.append(_INDENT + safe.isolate(shown))
    return found


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with private marks around the spans; they survive wrapping and take no room on the screen."""
    clean = text.replace(_OPEN, " ").replace(_CLOSE, " ")
    parts: list[str] = []
    last = 0
    for start, end in spans:
        if start >= last:
            parts += [clean[last:start], _OPEN, clean[start:end], _CLOSE]
            last = end
    return "".join([*parts, clean[last:]])


def _bold(line: str, inside: bool, paint: Paint) -> tuple[str, bool]:
    """The line with its marks turned into style, and whether a hit goes on in the next line."""
    parts: list[str] = []
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", line):
        if piece in (_OPEN, _CLOSE):
            inside = piece == _OPEN
        else:
            parts.append(paint("hit", piece) if inside else piece)
    return "".join(parts), inside


def draw_pieces(pieces: Sequence[Piece], paint: Paint, columns: int) -> list[str]:
    """A document or clause with all below it: numbers in the margin, headings bold, the text wrapped."""
    if not pieces:
        return []
    top = min(piece.level for piece in pieces)
    found: list[str] = []
    for piece in pieces:
        margin = "  " * min(piece.level - top, 8)
        found.extend(_piece(piece, margin, paint, min(columns, _WIDEST)))
        found.append("")
    return found[:-1]


def _piece(piece: Piece, margin: str, paint: Paint, columns: int) -> list[str]:
    label = safe.line(piece.clause_id.partition("#")[2])
    head = safe.line(" ".join(part for part in (piece.number, piece.heading) if part))
    tag = paint("dim", f"#{label}" if label else piece.kind)
    first = f"{margin}{paint('bold', safe.isolate(head))}  {tag}" if head else f"{margin}{tag}"
    style = "bold" if piece.kind in ("title", "heading") else ""
    lines: list[str] = []
    for paragraph in _BLANK_LINE.split(piece.text):
        if paragraph.strip():
            lines.extend(safe.wrap(safe.line(paragraph), columns - len(margin) - 2))
    shown = [safe.isolate(one) for one in lines]
    return [first, *(f"{margin}  {paint(style, one) if style else one}" for one in shown)]

"""Texts to be read: rows that hold long text, and documents with their clauses, wrapped at words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from clausedb.api.result import Result, plain
from clausedb.cli import safe
from clausedb.cli.marks import KINDS, Stretch, within
from clausedb.cli.paint import Paint

if TYPE_CHECKING:
    from clausedb.api.database import Piece
    from clausedb.cli.hits import Hits

LONG_TEXTS: Final = ("text", "quote")
"""Columns that are read rather than looked up."""

_INDENT: Final = "   "
_WIDEST: Final = 100
"""Longer lines are hard to read (Bringhurst: 45 to 75 letters for books; screens bear more)."""
_CLOSE: Final = "\ue000"
_OPENED: Final = ("hit", *KINDS)
_OPEN: Final = {style: chr(ord(_CLOSE) + number) for number, style in enumerate(_OPENED, 1)}
_STYLE_OF: Final = {mark: style for style, mark in _OPEN.items()}
_MARKS: Final = re.compile(f"([{_CLOSE}{''.join(_STYLE_OF)}])")
"""Private marks around words in a style; they survive wrapping and take no room on the screen."""
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
        spans = [(start, end, "hit") for start, end in hits(text, "")] if hits else ()
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


def paragraphs(
    text: str, paint: Paint, columns: int, spans: Sequence[tuple[int, int, str]] = ()
) -> list[str]:
    """The paragraphs of a text, wrapped and indented; `spans` (code points, in order, with their style) in their style."""
    width = min(columns, _WIDEST) - len(_INDENT)
    return [_INDENT + one for one in _wrapped(text, paint, width, spans)]


def _wrapped(text: str, paint: Paint, width: int, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    found: list[str] = []
    style = ""
    for paragraph in _BLANK_LINE.split(_marked(text, spans if paint.colours else ())):
        for one in safe.wrap(safe.line(paragraph), width) if paragraph.strip() else ():
            shown, style = _styled(one, style, paint)
            found.append(safe.isolate(shown))
    return found


def _marked(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """The text with private marks around the spans."""
    clean = _MARKS.sub(" ", text)
    parts: list[str] = []
    last = 0
    for start, end, style in spans:
        if start >= last:
            parts += [clean[last:start], _OPEN[style], clean[start:end], _CLOSE]
            last = end
    return "".join([*parts, clean[last:]])


def _styled(line: str, style: str, paint: Paint) -> tuple[str, str]:
    """The line with its marks turned into styles, and the style that goes on in the next line."""
    parts: list[str] = []
    for piece in _MARKS.split(line):
        if _MARKS.fullmatch(piece):
            style = _STYLE_OF.get(piece, "")
        else:
            parts.append(paint(style, piece) if style else piece)
    return "".join(parts), style


def draw_pieces(
    pieces: Sequence[Piece], paint: Paint, columns: int, found: Sequence[Stretch] = ()
) -> list[str]:
    """A document or clause with all below it: the whole handle first, numbers in the margin, headings bold, the text wrapped,
    and on a terminal what was read in it in colours.
    """
    if not pieces:
        return []
    top = min(piece.level for piece in pieces)
    lines: list[str] = []
    for number, piece in enumerate(pieces):
        margin = "  " * min(piece.level - top, 8)
        lines.extend(_piece(piece, margin, paint, min(columns, _WIDEST), found, whole=not number))
        lines.append("")
    return lines[:-1]


def _piece(
    piece: Piece, margin: str, paint: Paint, columns: int, found: Sequence[Stretch], *, whole: bool
) -> list[str]:
    label = safe.line(piece.clause_id.partition("#")[2])
    handle = f"@{safe.line(piece.clause_id)}" if whole else f"#{label}"
    head = safe.line(" ".join(part for part in (piece.number, piece.heading) if part))
    tag = paint("dim", handle if label else piece.kind)
    first = f"{margin}{paint('bold', safe.isolate(head))}  {tag}" if head else f"{margin}{tag}"
    spans = [
        (one.start - piece.text_start, one.end - piece.text_start, one.marks[0].kind)
        for one in within(found, piece.text_start, piece.text_start + len(piece.text))
    ]
    lines = _wrapped(piece.text, paint, columns - len(margin) - 2, spans)
    style = "bold" if piece.kind in ("title", "heading") and not spans else ""
    return [first, *(f"{margin}  {paint(style, one) if style else one}" for one in lines)]

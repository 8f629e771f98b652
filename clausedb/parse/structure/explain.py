"""Why each line of a text became what it is: the segmenter's decisions, line by line, for people who write house styles."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from clausedb.language import Grammar
from clausedb.model import Records
from clausedb.parse.pipeline import start
from clausedb.parse.structure.nesting import Taken
from clausedb.parse.structure.segment import Reading, read_structure
from clausedb.parse.structure.tree import Piece


@dataclass(frozen=True, slots=True)
class LineReading:
    """What became of `text[start:end]`: `role` as in Clause.kind, `boilerplate`, or `continued` (the paragraph goes on)."""

    start: int
    end: int
    role: str
    rule: str
    """The style of numbering.tsv, the pattern of layout.tsv or boilerplate.tsv, or the name of a shape."""
    reason: str
    """One sentence."""


def explain(source: Records | str, grammar: Grammar) -> tuple[LineReading, ...]:
    """For every line that holds something visible, in order, what it became and why."""
    text = source if isinstance(source, str) else source.text
    return explain_records(start(text, name="text", sha256="", entry=None, document_id=None), grammar)


def explain_records(records: Records, grammar: Grammar) -> tuple[LineReading, ...]:
    """The same for a document that is not parsed yet."""
    structure = read_structure(records.text, grammar)
    refused = {one.candidate.place: one for one in structure.taken if one.reading is None}
    starts = [piece.start for piece in structure.pieces]
    found: list[LineReading] = []
    for index, line in enumerate(structure.lines):
        spans = structure.furniture.get(index, ())
        if spans and spans[0].start <= line.start and spans[-1].end >= line.end:
            rule, reason = _why_apart(structure, index)
            found.append(LineReading(line.start, line.end, "boilerplate", rule, reason))
            continue
        at = bisect_right(starts, line.start) - 1
        piece = structure.pieces[at] if at >= 0 else None
        found.append(_line_reading(structure, line.start, line.end, piece, refused.get(index)))
    return tuple(found)


def _why_apart(structure: Reading, index: int) -> tuple[str, str]:
    if index in structure.contents:
        return "contents", "a table of contents: this heading comes again with its text"
    if index in structure.page_marks:
        return "page_furniture", "a page number or a running head"
    return "boilerplate.tsv", "a line of the web page (boilerplate.tsv)"


def _line_reading(
    structure: Reading, start: int, end: int, piece: Piece | None, refused: Taken | None
) -> LineReading:
    if piece is None:
        return LineReading(start, end, "text", "paragraph", "the first paragraph begins later on this line")
    if piece.start == start:
        return LineReading(start, end, piece.kind, piece.rule, _why_piece(piece))
    if piece.heading and piece.heading.start <= start < piece.heading.end:
        return LineReading(start, end, "heading", piece.rule, f"heading of the {piece.kind} before it")
    if refused is not None:
        mark = structure.text[refused.candidate.mark.start : refused.candidate.mark.end]
        return LineReading(
            start,
            end,
            "continued",
            "refused number",
            f"“{mark}” carries on no numbering here: the text goes on",
        )
    return LineReading(start, end, "continued", "paragraph", f"goes on with the {piece.kind} before it")


_SHAPES: Final = {
    "paragraph": "a plain paragraph",
    "stamp": "a date and a time, nothing else",
    "bullet": "the sign of a bullet",
    "footnote": "a number that counts the notes",
    "masthead": "a line of the head that the paper is printed with (mastheads.tsv)",
    "below a masthead": "the title below the head that the paper is printed with (mastheads.tsv)",
    "letter": "a part that letters have (correspondence.tsv)",
    "label": "what kind of paper it is (mastheads.tsv)",
    "titles.toml": "the words of a title (titles.toml)",
}
"""By rule: what a paragraph without a number of a unit shows. Other rules say it themselves, or are patterns of layout.tsv."""
_PATTERN: Final = re.compile(r"[\\(|\[]")


def _why_piece(piece: Piece) -> str:
    if piece.number is not None and piece.kind != "footnote":
        return f"style {piece.rule}, level {piece.depth}"
    if piece.rule in _SHAPES:
        return _SHAPES[piece.rule]
    if piece.rule.endswith(".alone"):
        return f"style {piece.rule}, level {piece.depth}"
    return f"the words of a {piece.kind} (layout.tsv)" if _PATTERN.search(piece.rule) else piece.rule

"""The first pass: a text becomes its clauses, and what is no part of the document is set apart.

lines -> furniture -> candidates -> nesting -> blocks -> pieces -> tree -> clauses
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from clausedb.language import Grammar
from clausedb.model import Finding, Records
from clausedb.parse.blocks import find_flow, join_lines
from clausedb.parse.candidates import find_candidates
from clausedb.parse.clauses import number_clauses
from clausedb.parse.flat import cut_flat
from clausedb.parse.footnotes import part_footnotes
from clausedb.parse.furniture import find_furniture
from clausedb.parse.lines import split_lines
from clausedb.parse.nesting import settle
from clausedb.parse.pieces import make_pieces
from clausedb.parse.script import language_of
from clausedb.parse.tree import Piece, build_tree


def read_clauses(records: Records, grammar: Grammar) -> Records:
    """Records with clauses, boilerplate, the document's language, and findings about its structure. Never raises on content.

    Numbers, headings, own texts and boilerplate tile the text: every visible character lies in exactly one of them.
    """
    text = records.text
    lines = cut_flat(text, split_lines(text), grammar)
    furniture = find_furniture(text, lines, grammar)
    skipped = {index for index, spans in furniture.items() if spans[0].start <= lines[index].start}
    flow = find_flow(text, lines, furniture, grammar)
    candidates, notes = part_footnotes(find_candidates(text, lines, skipped, flow, grammar))
    taken = settle(candidates)
    blocks = join_lines(text, lines, furniture, flow, taken, notes)
    pieces = _say_languages(text, make_pieces(text, blocks, grammar), records.document.language, grammar)
    clauses = number_clauses(build_tree(pieces, grammar), text, records.document.document_id)
    language = records.document.language or _main_language(pieces)
    boilerplate = tuple(span for index in sorted(furniture) for span in furniture[index])
    findings = (*records.findings, *_no_numbers(pieces))
    document = replace(records.document, language=language)
    return replace(records, document=document, clauses=clauses, boilerplate=boilerplate, findings=findings)


def _say_languages(text: str, pieces: list[Piece], default: str, grammar: Grammar) -> list[Piece]:
    """The pieces with their languages; one without letters has that of the piece before."""
    said: list[Piece] = []
    language = default or "en"
    for piece in pieces:
        language = language_of(text, piece.start, piece.own_end, grammar) or language
        said.append(replace(piece, language=language))
    return said


def _main_language(pieces: list[Piece]) -> str:
    """The language of most of the text."""
    counts: Counter[str] = Counter()
    for piece in pieces:
        counts[piece.language] += piece.own_end - piece.start
    return counts.most_common(1)[0][0] if counts else "en"


def _no_numbers(pieces: list[Piece]) -> tuple[Finding, ...]:
    if any(piece.number for piece in pieces):
        return ()
    return (Finding("no_numbers", "info", "nothing numbered was found: the clauses are its paragraphs"),)

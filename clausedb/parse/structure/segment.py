"""The first pass: a text becomes its clauses, and what is no part of the document is set apart.

markup -> lines -> furniture -> candidates -> nesting -> blocks -> pieces -> tree -> clauses
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace

from clausedb.language import Grammar
from clausedb.model import Finding, Records, Span
from clausedb.parse.structure.blocks import find_flow, join_lines
from clausedb.parse.structure.candidates import find_candidates
from clausedb.parse.structure.clauses import number_clauses
from clausedb.parse.structure.columns import cut_cells, find_cells, stand_side_by_side
from clausedb.parse.structure.correspondence import Letter, find_letters, settle_letters
from clausedb.parse.structure.flat import cut_flat, unwrap
from clausedb.parse.structure.footnotes import part_footnotes
from clausedb.parse.structure.furniture import find_furniture, page_lines
from clausedb.parse.structure.insertions import find_insertions
from clausedb.parse.structure.lines import Line, split_lines
from clausedb.parse.structure.markup import blank_out, find_markup, loose
from clausedb.parse.structure.mastheads import Masthead, find_masthead
from clausedb.parse.structure.nesting import MAX_DEPTH, Taken
from clausedb.parse.structure.page import find_contents, find_page_marks, goes_on_over
from clausedb.parse.structure.pieces import make_pieces
from clausedb.parse.structure.runon import cut_lists
from clausedb.parse.structure.script import language_of
from clausedb.parse.structure.tree import Piece, build_tree


@dataclass(frozen=True, slots=True)
class Reading:
    """The steps from a text to its pieces, kept for whoever wants to see why."""

    text: str
    lines: list[Line]
    furniture: dict[int, tuple[Span, ...]]
    """By index of the line: what of it is no part of the document."""
    contents: set[int]
    """Lines of a table of contents."""
    page_marks: set[int]
    """Lines that are page numbers or running heads."""
    taken: list[Taken]
    pieces: list[Piece]
    markup: tuple[Span, ...] = ()
    """Marks of Markdown or of quoted mail that lie in no piece."""
    beside: tuple[int, int] | None = None
    """Where the first and the last line begin and end of a page set in two columns."""


def read_clauses(records: Records, grammar: Grammar) -> Records:
    """Records with clauses, boilerplate, the document's language, and findings about its structure. Never raises on content.

    Numbers, headings, own texts and boilerplate tile the text: every visible character lies in exactly one of them.
    """
    reading = read_structure(records.text, grammar)
    pieces = _say_languages(records.text, reading.pieces, records.document.language, grammar)
    clauses = number_clauses(build_tree(pieces, grammar), records.text, records.document.document_id)
    language = records.document.language or _main_language(pieces)
    boilerplate = sorted((*_furniture(reading), *reading.markup), key=lambda span: span.start)
    findings = (*records.findings, *find_doubts(reading))
    document = replace(records.document, language=language)
    return replace(
        records, document=document, clauses=clauses, boilerplate=tuple(boilerplate), findings=findings
    )


def _furniture(reading: Reading) -> list[Span]:
    return [span for index in sorted(reading.furniture) for span in reading.furniture[index]]


def read_structure(text: str, grammar: Grammar) -> Reading:
    """A text's lines, furniture, settled numbers and pieces; its markup read as blanks."""
    marks = find_markup(text)
    reading = _read(text, blank_out(text, marks), grammar)
    if not marks:
        return reading
    held = [*(Span(piece.start, piece.own_end) for piece in reading.pieces), *_furniture(reading)]
    apart = loose(marks, sorted(held, key=lambda span: span.start))
    return replace(reading, markup=tuple(apart))


def _read(whole: str, text: str, grammar: Grammar) -> Reading:
    """The steps through a text whose markup is blanked out; `whole` is the same with its markup."""
    printed = split_lines(text)
    text, lost = unwrap(text, printed)
    if lost:
        printed = split_lines(text)
    lines = cut_flat(text, printed, lost, grammar)
    if lines is printed:
        lines = cut_lists(text, lines, grammar)
    cells = find_cells(text, lines)
    beside = stand_side_by_side(text, lines, cells) if cells else None
    lines = cut_cells(text, lines, cells, grammar) if cells and not beside else lines
    furniture = find_furniture(text, lines, grammar)
    marks = _within(lines, [printed[index] for index in sorted(find_page_marks(text, printed))])
    _set_apart(lines, marks, furniture)
    marks |= page_lines(text, lines, furniture, grammar)
    flow = find_flow(text, lines, furniture, grammar)
    skipped = _skipped(lines, furniture)
    masthead = find_masthead(text, lines, skipped, grammar)
    _part(flow, lines, masthead)
    insertions = find_insertions(text, lines, skipped)
    quoted = {index for places in insertions for index in places}
    letters = find_letters(text, lines, skipped | quoted, grammar)
    _open_letters(flow, letters)
    found = find_candidates(text, lines, skipped | masthead.lines, flow, quoted, grammar)
    contents = find_contents(text, lines, found, grammar)
    if contents:
        _set_apart(lines, contents, furniture)
        flow = find_flow(text, lines, furniture, grammar)
        _part(flow, lines, masthead)
        _open_letters(flow, letters)
        skipped = _skipped(lines, furniture) | masthead.lines
        found = find_candidates(text, lines, skipped, flow, quoted, grammar)
    candidates, notes = part_footnotes(text, found)
    taken, letters = settle_letters(candidates, insertions, letters)
    blocks = join_lines(text, lines, furniture, flow, taken, notes)
    for block in blocks:
        block.quoted = block.first_line in quoted
        block.masthead = block.first_line in masthead.lines
        block.label = block.first_line in masthead.labels
        block.resumed = block.first_line - 1 in marks and goes_on_over(text, lines, marks, block.first_line)
    pieces = make_pieces(text, blocks, grammar, masthead, letters)
    return Reading(whole, lines, furniture, contents, marks, taken, pieces, beside=beside)


def _part(flow: list[bool], lines: list[Line], masthead: Masthead) -> None:
    """The lines of a masthead that are known stand alone, and the title stands apart from them."""
    for index in (*masthead.known, *masthead.labels, masthead.title):
        if index >= 0:
            flow[index] = False
    last = max(masthead.lines, default=len(lines))
    if last + 1 < len(lines) and not lines[last].full:
        flow[last + 1] = False


def _open_letters(flow: list[bool], letters: list[Letter]) -> None:
    """What a letter opens and closes with stands alone."""
    for letter in letters:
        for index in (letter.head, letter.salutation, letter.salutation + 1, letter.compliment):
            if index < len(flow):
                flow[index] = False


def _within(lines: list[Line], printed: list[Line]) -> set[int]:
    """Indices of the lines that are, or are cut from, some of the lines as they are printed."""
    if not printed:
        return set()
    starts = [line.start for line in lines]
    return {
        index
        for line in printed
        for index in range(bisect_left(starts, line.start), bisect_left(starts, line.end))
    }


def _set_apart(lines: list[Line], chosen: set[int], furniture: dict[int, tuple[Span, ...]]) -> None:
    for index in chosen:
        furniture[index] = (Span(lines[index].start, lines[index].end),)


def _skipped(lines: list[Line], furniture: dict[int, tuple[Span, ...]]) -> set[int]:
    return {index for index, spans in furniture.items() if spans[0].start <= lines[index].start}


def _say_languages(text: str, pieces: list[Piece], default: str, grammar: Grammar) -> list[Piece]:
    """The pieces with their languages; one without letters has that of the piece before."""
    language = default or "en"
    for piece in pieces:
        language = language_of(text, piece.start, piece.own_end, grammar) or language
        piece.language = language
    return pieces


def _main_language(pieces: list[Piece]) -> str:
    """The language of most of the text."""
    counts: Counter[str] = Counter()
    for piece in pieces:
        counts[piece.language] += piece.own_end - piece.start
    return counts.most_common(1)[0][0] if counts else "en"


def find_doubts(reading: Reading) -> tuple[Finding, ...]:
    """Numbers that are missing, stand twice, or are missing altogether; what was set apart."""
    found: list[Finding] = []
    for one in reading.taken:
        if one.reading is not None and one.irregular is not None:
            mark = one.candidate.mark
            said = reading.text[mark.start : mark.end]
            what = (
                "stands twice"
                if one.irregular == "duplicate_number"
                else "does not follow the number before it"
            )
            found.append(Finding(one.irregular, "warning", f"“{said}” {what}", mark.start, mark.end))
    deep = next((one for one in reading.taken if one.deeper), None)
    if deep:
        mark = deep.candidate.mark
        message = f"the numbers are nested more than {MAX_DEPTH} levels deep; what is deeper stands on the last level"
        found.append(Finding("truncated_nesting", "warning", message, mark.start, mark.end))
    for code, lines, what in (
        ("contents", reading.contents, "the table of contents is kept out of the clauses"),
        ("page_furniture", reading.page_marks, "page numbers and running heads are kept out of the clauses"),
    ):
        if lines:
            first, last = reading.lines[min(lines)], reading.lines[max(lines)]
            found.append(Finding(code, "info", what, first.start, last.end))
    other = reading.furniture.keys() - reading.contents - reading.page_marks
    spans = [span for index in sorted(other) for span in reading.furniture[index]]
    if spans:
        count = f"{len(spans)} lines of the page around the document are kept out of the clauses"
        found.append(Finding("boilerplate", "info", count, spans[0].start, spans[0].end))
    if reading.beside:
        message = "the page is set in two columns: what stands side by side is read as one line"
        found.append(Finding("two_columns", "warning", message, *reading.beside))
    if not any(piece.number for piece in reading.pieces if piece.kind != "footnote"):
        message = "nothing numbered was found: the clauses are its paragraphs"
        found.append(Finding("no_numbers", "info", message))
    return tuple(found)

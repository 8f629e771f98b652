"""Lines put together to paragraphs: what a hard wrap cut is joined, what a number opens stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from clausedb.language import Grammar
from clausedb.model import Span
from clausedb.parse.structure.layout import (
    SIGNS,
    bullet_at,
    is_heading,
    is_stamp,
    may_open,
    reference_words,
    role_of,
)
from clausedb.parse.structure.lines import (
    MAX_WRAP,
    Line,
    first_line_indent,
    is_even,
    is_wrapped,
    repeats_quotes,
    wrap_width,
)
from clausedb.parse.structure.nesting import Candidate, Taken
from clausedb.parse.structure.numbering import marks_at, opens_units

_LOCAL: Final = 0.7
"""Share of the page's width that the lines around may be set at."""
_HEADING: Final = 0.6
"""Share of the line before that a heading seldom reaches."""
_HEADLINES: Final = 3
"""Lines of a heading that may stand over a number."""
_STOPS: Final = ".;:,!?)”»\"'’]"
_INDENT: Final = 3
"""Columns by which the first lines of paragraphs may be set in further than others."""
_NEAR: Final = 0.8
"""Share of the page's width that a heading or the last line of a paragraph seldom reaches."""
_SMALL: Final = re.compile(r"[a-zа-яё][a-zа-яё’'-]*(?:[ \u00a0,;.]|$)(?![.)])")
_JOINT: Final = re.compile(r"([,;،؛])\s+(?:and|or|и|или|және|و|أو)\Z")
"""What ends a member before the last one: `, and`."""
_POINT: Final = re.compile(r"\(?[^\W\d_]{1,4}\)")
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_WORD_IN_CAPITALS: Final = re.compile(r"\b[A-ZА-ЯЁ]{4}")
_CASELESS: Final = re.compile("[\u0600-\u06ff]")
_CAPITAL: Final = re.compile(r"[\"“«„‘']?[A-ZА-ЯЁ]")
_RULES: Final = "_–—=*~.-"
_RULE: Final = re.compile(rf"[{_RULES[:-1]} \u00a0-]{{3,}}")
"""A line of signs, which parts what stands above from what stands below."""
_BREAKS: Final = frozenset(",،;؛.:")
_SENTENCE_ENDS: Final = frozenset(".!?؟")
_PART_ENDS: Final = frozenset(".;:!?؛؟…")
_MARKS: Final = frozenset(_RULES + SIGNS)
_SHORT: Final = 8
"""Characters of a comma and a short word."""
_RUNNING: Final = re.compile(r";[ \u00a0]+[A-ZА-ЯЁ]")
"""Capitals behind semicolons within a line, as of names."""


@dataclass(slots=True)
class Block:
    """A paragraph: `text[start:end]`, with the numbers it opens with, outermost first."""

    start: int
    end: int
    indent: int
    gap: bool
    first_line: int
    taken: tuple[Taken, ...] = ()
    note: Candidate | None = None
    """The number of a footnote that it opens with."""
    quoted: bool = False
    """It stands in a quotation that the clause before it opened."""
    resumed: bool = False
    """It goes on with a sentence that the end of a page broke off."""
    masthead: bool = False
    """It is a line of the head that the paper is printed with, above the title."""
    label: bool = False
    """It may be a label of that head: what kind of paper it is."""


def join_lines(
    text: str,
    lines: list[Line],
    furniture: dict[int, tuple[Span, ...]],
    flow: list[bool],
    taken: list[Taken],
    notes: dict[int, Candidate],
) -> list[Block]:
    """The paragraphs in order. Furniture belongs to none; a number or a note always opens one."""
    opens: dict[int, list[Taken]] = {}
    for one in taken:
        if one.reading is not None:
            opens.setdefault(one.candidate.place, []).append(one)
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        spans = furniture.get(index)
        start, end = _cut(text, line, spans) if spans else (line.start, line.end)
        if start >= end:
            continue
        if index in opens or index in notes or not flow[index] or not blocks:
            marks = tuple(opens.get(index, ()))
            blocks.append(Block(start, end, line.indent, line.gap, index, marks, notes.get(index)))
        else:
            blocks[-1].end = end
    return blocks


def _cut(text: str, line: Line, spans: tuple[Span, ...]) -> tuple[int, int]:
    """The line without furniture at its ends."""
    start, end = line.start, line.end
    for span in spans:
        if span.start <= start:
            start = max(start, span.end)
        elif span.end >= end:
            end = span.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def find_flow(
    text: str, lines: list[Line], furniture: dict[int, tuple[Span, ...]], grammar: Grammar
) -> list[bool]:
    """For each line, whether it looks as if it went on with the paragraph of the line before, were it not for a number."""
    if not is_wrapped(lines):
        cuts = (_is_cut(text, before, line, grammar) for before, line in pairwise(lines))
        joined = [False, *cuts][: len(lines)]
        return [flows and index - 1 not in furniture for index, flows in enumerate(joined)]
    first = first_line_indent(lines) if any(line.indent for line in lines) else 0
    width, even = 0, is_even(text, lines)
    front = _front_end(text, lines, grammar)
    quotes = repeats_quotes(text, 0, len(text))
    flow: list[bool] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index and index - 1 not in furniture and index not in furniture else None
        rest = not even and index > 1 and flow[index - 1] and lines[index - 2].full
        goes_on = (
            before is not None
            and not line.gap
            and not (quotes and text[line.start] == "“" and text[before.end - 1] in _STOPS)
            and _goes_on(text, before, line, rest, even, index < front, grammar)
        )
        if goes_on and first <= line.indent <= first + _INDENT and first:
            goes_on = False
        if before is not None and goes_on is None and not even:
            width = width or wrap_width(text, lines) or MAX_WRAP
            around = lines[max(0, index - 3) : index + 2]
            page = max(_LOCAL * width, *(one.end - one.start for one in around))
            goes_on = before.end - before.start >= _NEAR * page
        if goes_on and before is not None:
            goes_on = not _parts(text, lines, index, before, grammar)
        flow.append(bool(goes_on))
    return flow


def _front_end(text: str, lines: list[Line], grammar: Grammar) -> int:
    """Index of the first line that surely opens with the number of a unit: the preamble stands before it."""
    for index, line in enumerate(lines):
        if opens_units(text, line.start, line.end, grammar):
            return index
    return len(lines)


def _is_cut(text: str, before: Line, line: Line, grammar: Grammar) -> bool:
    """Whether a paragraph of a text that is not wrapped was broken in two all the same: a word, and small letters behind it,
    or a word that must go on. Behind the last point of a list it is the tail."""
    if line.gap or not text[before.end - 1].isalpha() or _POINT.match(text, before.start, before.end):
        return False
    if text[line.start].isalpha() and _JOINT.search(text, before.start, before.end):
        return False
    if _SMALL.match(text, line.start, line.end):
        role = role_of(text, line.start, line.end, "opening", grammar)
        return role is None or role.name != "recital" or not may_open(text[line.start], role.name, ",")
    return text[before.start : before.end].rsplit(None, 1)[-1] in reference_words(grammar)


def _opens_item(text: str, before: Line, line: Line, last: str, even: bool) -> bool:
    """Whether a line begins another item, whatever its letters: behind a semicolon (`last`) with a capital, where none stands behind one in
    the line before; behind a comma where lines are filled (`even`) and the one before had room."""
    if last in ",،":
        return even and not before.full
    return last == ";" and bool(
        _CAPITAL.match(text, line.start, line.end) and not _RUNNING.search(text, before.start, before.end)
    )


def _goes_on(
    text: str, before: Line, line: Line, rest: bool, even: bool, front: bool, grammar: Grammar
) -> bool | None:
    """Whether a line belongs to the paragraph of the one before. `rest`: that one is what a full line left over, as where
    a wrapped text was wrapped once more. `front`: it stands before all numbers, where motives may begin with small letters. None: that
    depends on whether it comes near the width of the page."""
    if bullet_at(text, line.start, line.end) is not None or is_stamp(text, line.start, line.end):
        return False
    if (text[line.start] in _MARKS and _is_sign(text, line)) or (
        text[before.start] in _MARKS and _is_sign(text, before)
    ):
        return False
    end = text[before.end - 1]
    joint = _JOINT.search(text, max(before.start, before.end - _SHORT), before.end) if end.isalpha() else None
    if _opens_item(text, before, line, joint[1] if joint else end, even):
        return False
    if not before.full and text[line.start] in "([" and text[line.end - 1] in ")]":
        return False
    last = text[before.start : before.end].rstrip('”"’»“)[]0123456789¹²³⁰⁴⁵⁶⁷⁸⁹')[-1:]
    last = joint[1] if joint else last
    small = text[line.start].islower()
    capitals, after_capitals = _are_capitals(text, line), _are_capitals(text, before)
    if not small and not capitals and after_capitals and not _opens_motive(text, before, grammar):
        return False
    if last in (",", "،") and after_capitals and capitals and not _opens_motive(text, line, grammar):
        return True
    if not before.full and not after_capitals and capitals:
        return False
    if (
        last in _BREAKS
        and (not small or not before.full or front)
        and _opens_phrase(text, before, line, last, front, grammar)
    ):
        return False
    if before.full:
        return not (last in _SENTENCE_ENDS and _is_lone_heading(text, before, line))
    if last in _PART_ENDS:
        return False
    if small or (rest and not text[line.start : line.end].isupper()):
        return True
    words = text[before.start : before.end].split()
    return True if words[-1] in reference_words(grammar) else None


def _is_sign(text: str, line: Line) -> bool:
    """Whether a line holds nothing but the sign of a bullet, or signs that part what stands above from what stands below."""
    if line.end - line.start == 1:
        return text[line.start] in SIGNS
    return _RULE.fullmatch(text, line.start, line.end) is not None


def _parts(text: str, lines: list[Line], index: int, before: Line, grammar: Grammar) -> bool:
    """Whether a line begins a paragraph of its own though it looks as if it went on with the one before."""
    if _stands_alone(text, before, lines[index], grammar):
        return True
    if not before.full or text[before.end - 1] not in ".;؛":
        return False
    last = text[before.start : before.end].rsplit(None, 1)[-1].lower()
    return last not in reference_words(grammar) and _heads_number(text, lines, index, grammar)


def _heads_number(text: str, lines: list[Line], index: int, grammar: Grammar) -> bool:
    """Whether the lines from `index` on, behind one that ends a sentence or an item, are a heading: a number stands below them."""
    start = lines[index].start
    for at in range(index, min(index + _HEADLINES, len(lines) - 1)):
        line, below = lines[at], lines[at + 1]
        mark = marks_at(text, below.start, below.end, grammar)
        if mark and mark.readings[0].strength > 1:
            return is_heading(text, start, line.end, grammar)
        if not line.full or below.gap:
            return False
    return False


def _is_lone_heading(text: str, before: Line, line: Line) -> bool:
    """Whether a line behind a full one that ends a sentence is a heading all the same: a few words that end with no stop, though there
    was room for more."""
    length = line.end - line.start
    if line.full or length > _HEADING * (before.end - before.start) or text[line.end - 1] in _STOPS:
        return False
    first = text[line.start]
    opens = first.isupper() or (first.isdigit() and _WORD.search(text, line.start, line.end) is not None)
    return opens and _CASELESS.search(text, line.start, line.end) is None


def _are_capitals(text: str, line: Line) -> bool:
    """Whether a line is a part of a heading in capitals: words, and no letter that is small or has no case."""
    first = text[line.start]
    if (first.isalpha() and not first.isupper()) or text[line.end - 1].islower():
        return False
    piece = text[line.start : line.end]
    return piece.isupper() and _WORD_IN_CAPITALS.search(piece) is not None and not _CASELESS.search(piece)


def _stands_alone(text: str, before: Line, line: Line, grammar: Grammar) -> bool:
    """The organ that resolves stands on a line of its own, whatever stands above (`The General Assembly,`), and so does a heading that is
    known by its number; who signs, where the line above does not go on."""
    first, last = text[line.start], text[line.end - 1]
    if before.full and not first.isdigit() and (last not in ",،" or first.islower()):
        return False
    role = role_of(text, line.start, line.end, "opening", grammar)
    if role is None:
        return False
    if role.name == "enacting":
        return last in ",،"
    return role.name == "heading" or (role.name == "signature" and not before.full)


def _opens_motive(text: str, line: Line, grammar: Grammar) -> bool:
    """Whether a line in capitals is the first words of a motive: `RECALLING ALSO`."""
    role = role_of(text, line.start, line.end, "opening", grammar)
    return role is not None and role.name == "recital"


def _opens_phrase(text: str, before: Line, line: Line, last: str, front: bool, grammar: Grammar) -> bool:
    """A preambular phrase or an enacting formula behind a comma (`last`) begins a paragraph of its own, as a testimonium does;
    behind a full stop, what closes a text. Without a capital the phrase may be one of any sentence, but in a preamble (`front`)."""
    role = role_of(text, line.start, line.end, "opening", grammar)
    if role is None or (role.name == "recital" and not front and _CASELESS.match(text, line.start)):
        return False
    if before.full and not may_open(text[line.start], role.name, last):
        return False
    return role.name != "closing" or last not in ",،"

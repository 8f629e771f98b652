"""Text that lost its line breaks, or lost them and was wrapped again: cut before everything that may be number of a unit, and before
the phrases of a preamble and of a testimonium.

Which of the cuts stand is settled by the numbering; the others are joined again as the lines of a wrapped paragraph are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.structure.layout import is_heading, may_open, role_of
from clausedb.parse.structure.lines import Line, repeats_quotes
from clausedb.parse.structure.numbering import FIRSTS, lone_annexes, marks_at, number_places, opens_units
from clausedb.parse.structure.page import contents_names
from clausedb.parse.structure.titles import title_end

_LONG: Final = 400
"""Characters from which a line may be a whole document."""
_PHRASE: Final = re.compile(r"[,;.،؛](?:(?<=[,;])\s+(?:and|и))?\s+(?=[^\W_a-z]|(?<=; )[a-z])")
_SIGN: Final = re.compile("[:,،]")
_CAPITAL: Final = re.compile(r"\s(?=[A-ZА-ЯЁ\u0620-\u064a])")
_TITLE_NUMBER: Final = re.compile(r"\s(?=\d{1,3}/\d)")
_ORGAN: Final = 160
"""Characters of the longest line that names who resolves."""
_HEADING: Final = 100
"""Characters of the longest heading between paragraphs."""
_STOP: Final = re.compile(r"[.;:!?؛؟][”»\"’)\]\d¹²³⁰⁴-⁹]*\s+(?=[A-ZА-ЯЁ\u0620-\u064a])")
_WORD: Final = re.compile(r"\s+(?=[A-ZА-ЯЁ\u0620-\u064a])")
_RULE: Final = re.compile(r"\s(?=_{5,}|—{5,})")
_SIGNS: Final = (
    re.compile(r"(?<=[.:;,])\s+(?=[•●▪◦‣■✔➢➤►▶◆❖\uf0a7\uf0b7\uf0d8\uf0fc]\s)"),
    re.compile(r"(?<=[:;،؛])\s+(?=[–—-]\s+[^\W\d_])"),
)
"""Blanks before the sign of a bullet."""
_LEADERS: Final = (".....", "……")
_LEADER: Final = re.compile(r"(?:\.{5,}|…{2,})[ \u00a0]*\d{1,4}\s+")
_ENTRIES: Final = 3
"""Entries of the shortest table of contents."""
_ITEMS: Final = 2
_SIGNED: Final = 1500
"""Characters of the longest list of those who sign."""
_QUOTE: Final = re.compile(r"[.:;,]\s+(?=“)")
_QUOTES: Final = '“«„"‘'
_RECITAL_BEHIND: Final = ",;،؛"
_OPENING: Final = 200
"""Characters by which a phrase is known."""
_BREAK: Final = re.compile(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_DIGIT: Final = re.compile(r"\d")
_PAGE: Final = 24
"""Characters of the longest line that numbers a page."""
_LINES: Final = 20
_NEARLY_ALL: Final = 0.95
"""Share of the lines that go on in the next one, from which a text of so many lines was wrapped without its paragraphs."""


def unwrap(text: str, lines: list[Line]) -> tuple[str, set[int]]:
    """The text with blanks for line breaks where it was wrapped without regard to its paragraphs, and where those stretches begin."""
    if sum(line.full for line in lines) * 2 < len(lines):
        return text, set()
    total = sum(line.end - line.start for line in lines)
    runs = list(_runs(lines))
    least = _LONG if _lost_paragraphs(text, lines) else max(_LONG, total // 2)
    lost = [(start, end) for start, end in runs if end - start > least]
    parts: list[str] = []
    at = 0
    for start, end in lost:
        parts += [text[at:start], _BREAK.sub(" ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]]) if lost else text, {start for start, _ in lost}


def _runs(lines: list[Line]) -> Iterator[tuple[int, int]]:
    """Where lines that go on in the next one begin and end, several together."""
    first = 0
    for index, line in enumerate(lines):
        if not line.full or index + 1 == len(lines) or lines[index + 1].gap:
            if index > first:
                yield lines[first].start, line.end
            first = index + 1


def _lost_paragraphs(text: str, lines: list[Line]) -> bool:
    """Whether nearly all lines go on in the next one, but for the last ones of pages."""
    if len(lines) < _LINES:
        return False
    numbers = {
        index
        for index, line in enumerate(lines)
        if line.end - line.start <= _PAGE and _DIGIT.search(text, line.start, line.end)
    }
    full = sum(line.full for line in lines)
    others = len(lines) - len(numbers) - sum(index - 1 not in numbers for index in numbers)
    return full > _NEARLY_ALL * others


def cut_flat(text: str, lines: list[Line], lost: set[int], grammar: Grammar) -> list[Line]:
    """The lines, cut wherever a unit or a phrase may begin: those that begin at a place of `lost`, and where one line holds most of the
    text, all long ones."""
    most = max(_LONG, sum(line.end - line.start for line in lines) // 2)
    all_long = any(line.end - line.start > most for line in lines)
    if not lost and not all_long:
        return lines
    found: list[Line] = []
    for line in lines:
        is_flat = line.start in lost or (all_long and line.end - line.start > _LONG)
        found.extend(_cut(text, line, grammar) if is_flat else [line])
    return found


def _cut(text: str, line: Line, grammar: Grammar) -> list[Line]:
    entries = _entries(text, line)
    if entries:
        behind = Line(entries[-1], line.end, 0, True, line.full)
        return _cut_contents(text, line, entries, grammar) + _cut(text, behind, grammar)
    opening = marks_at(text, line.start, line.end, grammar)
    if opening and opening.readings[0].after:
        opening = None  # it opens a unit behind others only: PROTOCOL AMENDING THE AGREEMENT is a title
    numbers = number_places(text, opening.end if opening else line.start, line.end, grammar)
    if opening:
        numbers.insert(0, line.start)
    starts = [line.start]
    begins = (place - 1 if place and text[place - 1] in _QUOTES else place for place in numbers)
    phrases = set(_phrases(text, line, numbers, grammar))
    for place in sorted({*begins, *phrases}):
        if place > starts[-1]:
            starts.append(place)
    return [
        Line(start, end, 0, start in phrases or (line.gap and start == line.start), end < line.end)
        for start, end in _between(text, starts, line.end)
    ]


def _between(text: str, starts: list[int], end: int) -> Iterator[tuple[int, int]]:
    """Where the pieces begin and end, without blanks, that begin at some places and fill a line up to its end."""
    for start, stop in pairwise([*starts, end]):
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        yield start, stop


def _entries(text: str, line: Line) -> list[int]:
    """Where the entries of a table of contents end, each with a leader and a page; empty where there are not several, and text behind."""
    if not any(leader in text for leader in _LEADERS):
        return []
    found = [match.end() for match in _LEADER.finditer(text, line.start, line.end)]
    return found if len(found) >= _ENTRIES and found[-1] < line.end else []


def _cut_contents(text: str, line: Line, entries: list[int], grammar: Grammar) -> list[Line]:
    """What stands up to the last entry of a table of contents: the title, the words that name the table, its entries."""
    names = list(contents_names(grammar).finditer(text, line.start, entries[0]))
    starts = [line.start, *(place for place in (names[-1].span() if names else ())), *entries[:-1]]
    cuts = list(dict.fromkeys(starts))
    return [Line(start, end, 0, True) for start, end in _between(text, cuts, entries[-1])]


def _phrases(text: str, line: Line, numbers: list[int], grammar: Grammar) -> list[int]:
    """Where motives and the enacting words begin, before the first number, a testimonium and what closes a text, behind it, and paragraphs
    that each repeat an opening quotation mark."""
    first = next((place for place in numbers if _ends_front(text, place, line, grammar)), line.end)
    found: list[int] = []
    for match in _PHRASE.finditer(text, line.start, line.end):
        place, sign = match.end(), text[match.start()]
        at = bisect_right(numbers, place)
        after = numbers[at] if at < len(numbers) else line.end
        name = _role_at(text, place, after if after - place < _ORGAN else line.end, line.end, grammar)
        if name in ("recital", "enacting"):
            if place < first and sign in _RECITAL_BEHIND and may_open(text[place], name, sign):
                found.append(place)
        elif name and place >= first and (name == "signature" or (name == "closing" and sign == ".")):
            found.append(place)
    front = min([first, *found])
    title = title_end(text, line.start, front, grammar)
    found.extend([title] if title else _organ(text, line.start, front, grammar))
    found.extend(_numbered_titles(text, line.start, front, grammar))
    signed = max([first, *found])
    behind = bisect_right(numbers, signed)
    end = numbers[behind] if behind < len(numbers) else line.end
    found.extend(_signatures(text, signed, end, grammar))
    found.extend(_headings(text, numbers, line, grammar))
    found.extend(_annexes(text, first, line.end, grammar))
    found.extend(match.end() for match in _RULE.finditer(text, first, line.end))
    found.extend(_bullets(text, line))
    if repeats_quotes(text, line.start, line.end):
        found.extend(match.end() for match in _QUOTE.finditer(text, line.start, line.end))
    return found


def _annexes(text: str, start: int, end: int, grammar: Grammar) -> list[int]:
    """Where an annex without a number begins behind the end of a sentence, and what is printed below that word."""
    found: list[int] = []
    for match in _STOP.finditer(text, start, end):
        word = lone_annexes(grammar).match(text, match.end(), end)
        behind = _WORD.match(text, word.end(), end) if word else None
        if behind and marks_at(text, match.end(), end, grammar) is None:
            found += [match.end(), behind.end()]
    return found


def _headings(text: str, numbers: list[int], line: Line, grammar: Grammar) -> list[int]:
    """Where headings begin that stand between the end of a paragraph and the number of the next: `...; Arms embargo 8. Decides`."""
    found: list[int] = []
    above = line.start
    for place in numbers:
        begin, above = max(above, place - _HEADING), place
        stops = list(_STOP.finditer(text, begin, place))
        if not stops or not _counts(text, place, line.end, grammar):
            continue
        start, end = stops[-1].end(), place - 1
        named = start < end and is_heading(text, start, end, grammar)
        if named and not _divides(text, begin, line.end, grammar):
            found.append(start)
    return found


def _divides(text: str, place: int, end: int, grammar: Grammar) -> bool:
    """Whether a division opens at a place: what stands behind its number is its own heading."""
    mark = marks_at(text, place, end, grammar)
    return mark is not None and any(one.rank or one.kind == "section" for one in mark.readings)


def _counts(text: str, place: int, end: int, grammar: Grammar) -> bool:
    """Whether a number of a paragraph or a division stands at a place, by a style that hardly is anything else."""
    mark = marks_at(text, place, end, grammar)
    return mark is not None and any(one.rank or one.key in FIRSTS for one in mark.readings)


def _bullets(text: str, line: Line) -> list[int]:
    """Where the items of lists begin that a sign stands before; several of a kind only, since a dash may stand in a sentence too."""
    for pattern in _SIGNS:
        found = [match.end() for match in pattern.finditer(text, line.start, line.end)]
        if len(found) >= _ITEMS:
            return found
    return []


def _signatures(text: str, start: int, end: int, grammar: Grammar) -> list[int]:
    """Where those who sign begin, from the last phrase to the next number (`end`)."""
    if end - start > _SIGNED:
        return []
    found: list[int] = []
    for match in _CAPITAL.finditer(text, start, end):
        role = role_of(text, match.end(), end, "opening", grammar)
        if role is not None and role.name == "signature":
            found.append(match.end())
    return found


def _ends_front(text: str, place: int, line: Line, grammar: Grammar) -> bool:
    """Whether the first number of a series stands at a place; before the name of a division no word in small letters that speaks of it."""
    if not opens_units(text, place, line.end, grammar):
        return False
    return text[place].isdigit() or not text[max(line.start, place - 2) : place].strip().islower()


def _role_at(text: str, place: int, after: int, end: int, grammar: Grammar) -> str:
    """The role of the phrase that begins at a place, empty where there is none: known by its words, or with the sign at its end, or by
    ending before the next number (`after`)."""
    sign = _SIGN.search(text, place, min(end, place + _OPENING))
    ends = place + len(text[place:after].rstrip())
    for stop in (min(end, place + _OPENING), sign.end() if sign else place, ends):
        role = role_of(text, place, stop, "opening", grammar) if stop > place else None
        if role is not None:
            return role.name
    return ""


def _numbered_titles(text: str, start: int, end: int, grammar: Grammar) -> list[int]:
    """Where a title begins that is known by its number: `77/40. Prevention of an arms race`."""
    found: list[int] = []
    for match in _TITLE_NUMBER.finditer(text, start, end):
        role = role_of(text, match.end(), end, "opening", grammar)
        if role is not None and role.name == "heading":
            found.append(match.end())
    return found


def _organ(text: str, start: int, end: int, grammar: Grammar) -> list[int]:
    """Where the organ that resolves begins behind a title, straight before the first motive or number (`end`)."""
    while end > start and text[end - 1].isspace():
        end -= 1
    found = start
    places = [start, *(match.end() for match in _CAPITAL.finditer(text, max(start, end - _ORGAN), end))]
    for place in reversed(places):
        role = role_of(text, place, end, "opening", grammar)
        if role is not None and role.name == "enacting":
            found = place
        elif found > start:
            break
    return [found] if found > start else []

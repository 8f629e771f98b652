"""What a print shop put on the page: tables of contents, running heads, page numbers. None of it is text of the document.

A table of contents is a run of headings that come again, with their bodies, further down. A page number is a number on a
line of its own that counts up by one through the text; the line that stands beside it each time is the running head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from functools import cache
from itertools import pairwise, zip_longest
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.nesting import Candidate
from clausedb.parse.structure.numbering import Value, read_roman

_LEADER: Final = re.compile(r"(?:[.…·_ \t\u00a0]{4,}|\t)[ \t\u00a0]*(?:\d{1,4}|[ivxl]{1,6})?$")
_PAGE_ENDS: Final = frozenset("0123456789ivxl…·_")
"""What a line with a leader ends with, but for a full stop."""
_JOB: Final = r"\d\d-\d{5}\*?"
"""The number of a print job, as the United Nations set it beside the page."""
_DIGITS: Final = r"([0-9٠-٩]{1,4})"
_NUMBER: Final = re.compile(
    rf"(?:{_JOB}\s+)?(?:[-–—\[(]{{1,2}} ?{_DIGITS} ?[-–—\])]{{1,2}}|{_DIGITS}(?:/\d{{1,4}})?)(?:\s+{_JOB})?"
)
_NUMBER_LENGTH: Final = 24
_ROMAN: Final = re.compile("(?:[-–—] )?(?:[ivxl]{1,8}|[IVXL]{1,8})(?: [-–—])?")
_WORDS: Final = re.compile(r"[^\W_]+")
_WORD: Final = re.compile(r"[^\W\d_]{2}|[^\W_]{4}")
"""What a running head holds: a word, or a symbol."""
_LONGEST: Final = 160
_PAGE_BEHIND: Final = re.compile(r"[^\W\d][.…·_ \t\u00a0]*[.…·_ \t\u00a0]\d{1,4}$")
"""A page behind the last word of an entry."""
_NEAR: Final = 12
"""Lines in which three entries stand, where one line of three at least is one."""
_ENTRY: Final = 4
"""Lines of the longest entry."""
_PAGE: Final = 1200
"""Characters that pages hold at least, by and large."""
_SHORT_PAGE: Final = 400
"""Characters that hardly a page does not hold."""
_FEW: Final = 5
"""One page of so many may be shorter: the last of a chapter."""
_MISSING: Final = 2
"""Page numbers that may be missing between two."""
_LEAST: Final = 3
"""Entries of the shortest table of contents."""


def find_contents(text: str, lines: list[Line], candidates: list[Candidate], grammar: Grammar) -> set[int]:
    """Indices of the lines of a table of contents with its heading; empty where there is none."""
    leaders = _leaders(text, lines)
    named = [one for one in candidates if one.mark.readings[0].rank]
    if len(leaders) < _LEAST and not _may_list(named, leaders):
        return set()
    keys = [_key(text, line) for line in lines]
    last = _last_places(keys)
    divisions = {one.place: _identity(one) for one in reversed(named)}
    opened = {_identity(one): one.place for one in named if one.take + one.spoken < 1.0}
    found: set[int] = set()
    index = 0
    while index < len(lines):
        stop, least, entries = index, len(lines), 0
        while stop < len(lines):
            again = last.get(keys[stop], -1) if keys[stop] else -1
            behind = stop + 1
            if again <= stop and stop in divisions and opened.get(divisions[stop], -1) > stop:
                behind = _behind_page(text, lines, divisions, stop)
                again = opened[divisions[stop]] if behind > stop else -1
            if again <= stop:
                break
            entries += stop in divisions or stop in leaders
            stop, least = behind, min(least, again)
        if entries >= max(_LEAST, (stop - index) / 3) and least >= stop:
            found.update(range(index, stop))
        index = max(stop, index + 1)
    found |= _listed(text, lines, named, keys)
    if found:
        found |= _beside(leaders, found)
    return found | _titles(keys, found, grammar)


def _beside(leaders: set[int], found: set[int]) -> set[int]:
    """Lines with leaders straight above and below a table of contents: the preamble comes with no heading again."""
    more: set[int] = set()
    for place in found:
        for step in (-1, 1):
            at = place + step
            while at in leaders and at not in found:
                more.add(at)
                at += step
    return more


def _may_list(named: list[Candidate], leaders: set[int]) -> bool:
    """Whether divisions come again, near each other where no leader stands in the text: cheaper than to compare all lines."""
    if len(named) < _LEAST + len({_identity(one) for one in named}):
        return False
    last = {_identity(one): one.place for one in named}
    again = [one.place for one in named if last[_identity(one)] > one.place]
    near = (third - first <= _NEAR for first, third in zip(again, again[_LEAST - 1 :], strict=False))
    return bool(leaders) or any(near)


def _behind_page(text: str, lines: list[Line], divisions: Container[int], place: int) -> int:
    """The line behind an entry of a table of contents that begins at a place and ends with a page, perhaps lines further down; the place
    itself where it does not."""
    for at in range(place, min(place + _ENTRY, len(lines))):
        if at > place and (at in divisions or lines[at].gap):
            break
        if _PAGE_BEHIND.search(text, lines[at].start, lines[at].end):
            return at + 1
    return place


def _listed(text: str, lines: list[Line], named: list[Candidate], keys: list[str]) -> set[int]:
    """The lines of a list of divisions, one straight below the other or with a page between them, that all come again: their headings may
    stand in the list only."""
    pages = {
        one.place + step
        for one in named
        for step in (-1, 1)
        if 0 <= one.place + step < len(lines) and _is_page(text, lines[one.place + step])
    }
    headings = [
        one
        for one in named
        if one.take + one.spoken < 1.0 or not pages.isdisjoint((one.place - 1, one.place + 1))
    ]
    last = {_identity(one): one.place for one in headings}
    found: set[int] = set()
    run: dict[tuple[str, Value], int] = {}
    for one, after in zip_longest(headings, headings[1:]):
        run.setdefault(_identity(one), one.place)
        behind = one.place + (2 if one.place + 1 in pages else 1)
        if after is not None and after.place <= behind and _identity(after) not in run:
            continue
        places = set(run.values())
        again = all(last[identity] > one.place for identity in run)
        if again and len(places) >= _LEAST and all(keys[place] for place in places):
            found |= places | ({place + 1 for place in places} & pages)
        run = {}
    return found


def _is_page(text: str, line: Line) -> bool:
    return (
        line.end - line.start <= _NUMBER_LENGTH and _NUMBER.fullmatch(text, line.start, line.end) is not None
    )


def _identity(candidate: Candidate) -> tuple[str, Value]:
    reading = candidate.mark.readings[0]
    return reading.key, reading.value


def _key(text: str, line: Line) -> str:
    """The words of a line that may stand in a table of contents, without leader and page; empty for others."""
    if line.end - line.start > _LONGEST:
        return ""
    printed = text[line.start : line.end]
    leader = _LEADER.search(printed)
    return " ".join(_WORDS.findall((printed[: leader.start()] if leader else printed).casefold()))


def _leaders(text: str, lines: list[Line]) -> set[int]:
    """Indices of the lines that end with dots or blanks, and perhaps a page."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        last = text[line.end - 1]
        may_lead = text[line.end - 2] in " .…·_\t\u00a0" if last == "." else last in _PAGE_ENDS
        if may_lead and _LEADER.search(text, max(line.start, line.end - _LONGEST), line.end):
            found.add(index)
    return found


def _last_places(keys: list[str]) -> dict[str, int]:
    """By words: the last line that holds them and nothing else; a number and its title may stand on two lines."""
    last: dict[str, int] = {}
    for index, key in enumerate(keys):
        if key:
            last[key] = index
            if index and len(keys[index - 1]) <= _LONGEST // 4:
                last[f"{keys[index - 1]} {key}"] = index
    return last


def _titles(keys: list[str], found: set[int], grammar: Grammar) -> set[int]:
    """The lines straight above a table of contents that name it."""
    names = _names(grammar)
    return {place - 1 for place in found if place and place - 1 not in found and keys[place - 1] in names}


@cache
def _names(grammar: Grammar) -> frozenset[str]:
    """Words that name a table of contents, in small letters."""
    rows = (row for language in grammar.languages for row in grammar.pack(language).rows("boilerplate"))
    return frozenset(row["pattern"] for row in rows if row["at"] == "contents")


@cache
def contents_names(grammar: Grammar) -> re.Pattern[str]:
    """The same words in a text that runs on, with the blanks behind them: alone between others, so with a capital."""
    names = sorted(_names(grammar), key=len, reverse=True)
    printed = [form for name in names for form in (name.upper(), name.capitalize())]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, printed)) or '(?!)'})\s+")


def find_page_marks(text: str, lines: list[Line]) -> set[int]:
    """Indices of the lines that are page numbers and running heads; empty where nothing counts the pages and no line cuts
    sentences again and again."""
    found = _cutting_heads(text, lines)
    for numbers in _lone_numbers(text, lines):
        found |= _pages(text, lines, _counted(numbers))
    return found


def _pages(text: str, lines: list[Line], places: list[int]) -> set[int]:
    """The places of numbers that count the pages, with the running heads beside them; empty where they count something else."""
    if len(places) < 2:
        return set()
    beside: dict[str, set[int]] = {}
    for place in places:
        for step in (-1, 1):
            beside.setdefault(_head_key(text, lines, place + step), set()).add(place + step)
    heads = {key for key, near in beside.items() if key and len(near) >= 2 and len(near) * 2 >= len(places)}
    if not heads and not _are_pages(text, lines, places):
        return set()
    found = set(places)
    for place in places:
        found |= {place + step for step in (-1, 1) if _head_key(text, lines, place + step) in heads}
    return found


def _cutting_heads(text: str, lines: list[Line]) -> set[int]:
    """The places of a short line that begins with a capital and is printed again and again, often in the middle of a sentence."""
    times = Counter(
        text[line.start : line.end]
        for line in lines
        if not line.full and line.end - line.start <= _LONGEST // 2 and text[line.start].isupper()
    )
    often = {printed for printed, count in times.items() if count >= _LEAST}
    if not often:
        return set()
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        printed = text[line.start : line.end]
        if printed in often:
            places.setdefault(printed, []).append(index)
    return {index for found in places.values() if _cuts(text, lines, found) for index in found}


def _cuts(text: str, lines: list[Line], places: list[int]) -> bool:
    """Whether the line at these places breaks sentences off: twice at least, and in one place of four."""
    times = sum(goes_on(text, lines, index - 1, index + 1) for index in places)
    return times >= 2 and times * 4 >= len(places)


def _lone_numbers(text: str, lines: list[Line]) -> tuple[dict[int, int], dict[int, int]]:
    """The numbers that stand alone on their lines, by line: those in digits, those in Roman numerals."""
    digits: dict[int, int] = {}
    roman: dict[int, int] = {}
    for index, line in enumerate(lines):
        if line.end - line.start <= _NUMBER_LENGTH:
            match = _NUMBER.fullmatch(text, line.start, line.end)
            if match:
                digits[index] = int(match[1] or match[2])
            elif _ROMAN.fullmatch(text, line.start, line.end):
                value = read_roman(text[line.start : line.end].strip("-–— "))
                if value:
                    roman[index] = int(value[0])
    return digits, roman


def _counted(numbers: dict[int, int]) -> list[int]:
    """The longest run of lines whose numbers count up; now and then a page may be missing. A number that stands there twice is that
    of the page where pages are most alike in length."""
    length: dict[int, int] = {}
    before: dict[int, int | None] = {}
    longest: dict[int, int] = {}
    """By number: the line at which the longest run that ends with it ends."""
    for place, value in numbers.items():
        earlier = [longest[value - step] for step in range(1, _MISSING + 2) if value - step in longest]
        from_ = max(earlier, key=length.__getitem__, default=None)
        before[place], length[place] = from_, 1 + (length[from_] if from_ is not None else 0)
        if value not in longest or length[longest[value]] <= length[place]:
            longest[value] = place
    run: list[int] = []
    at = max(length, key=length.__getitem__, default=None)
    while at is not None:
        run.append(at)
        at = before[at]
    return _evenly(run[::-1], numbers)


def _evenly(run: list[int], numbers: dict[int, int]) -> list[int]:
    """A run of lines; where a number of it stands again between its neighbours, the line that lies most in their middle."""
    again: dict[int, list[int]] = {}
    for place, value in numbers.items():
        again.setdefault(value, []).append(place)
    for index in range(1, len(run) - 1):
        low, high = run[index - 1], run[index + 1]
        alike = [place for place in again[numbers[run[index]]] if low < place < high]
        run[index] = min(alike, key=lambda place: abs(2 * place - low - high))
    return run


def _head_key(text: str, lines: list[Line], index: int) -> str:
    """The words of a short line, for comparing it with others."""
    if not 0 <= index < len(lines) or lines[index].end - lines[index].start > _LONGEST // 2:
        return ""
    printed = text[lines[index].start : lines[index].end]
    if printed[-1] in ".;:," or _WORD.search(printed) is None:
        return ""
    return " ".join(_WORDS.findall(printed.casefold()))


def _are_pages(text: str, lines: list[Line], places: list[int]) -> bool:
    """Whether lone numbers stand a page apart, or less where a sentence goes on over one of them."""
    distances = [lines[after].start - lines[before].start for before, after in pairwise(places)]
    if sum(distance < _SHORT_PAGE for distance in distances[:-1] or distances) * _FEW > len(distances):
        return False
    cut = any(goes_on(text, lines, place - 1, place + 1) for place in places)
    return cut or (len(distances) > 1 and sum(distances) >= _PAGE * len(distances))


def goes_on(text: str, lines: list[Line], before: int, after: int) -> bool:
    """Whether a line breaks off in the middle of a sentence, and another goes on in small letters."""
    if before < 0 or after >= len(lines):
        return False
    last, first = text[lines[before].end - 1], text[lines[after].start]
    return (last.isalpha() or last in ",،") and first.isalpha() and not first.isupper()


def goes_on_over(text: str, lines: list[Line], marks: set[int], index: int) -> bool:
    """Whether a line goes on with the sentence that the page before it broke off."""
    before = index - 1
    while before in marks:
        before -= 1
    return goes_on(text, lines, before, index)

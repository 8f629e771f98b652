"""Letters within a document: an exchange of notes holds two, each with its head, its salutation, numbers of its own, and its close.

A letter is known by a salutation on a line of its own over text, or by the compliment that closes it (`correspondence.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import Final

from clausedb.fold import folded_text
from clausedb.language import Grammar
from clausedb.parse.structure.insertions import settle_apart
from clausedb.parse.structure.layout import role_of
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.mastheads import kind_of
from clausedb.parse.structure.nesting import MAX_DEPTH, Candidate, Taken
from clausedb.parse.structure.openings import ByOpening

_LONGEST: Final = 200
"""Characters of the longest line of a head or a salutation."""
_OPENING: Final = 300
"""Characters in which a compliment stands."""
_TEXT: Final = 60
"""Characters of a line below a salutation that is text."""
_HEAD: Final = 12
"""Lines of the longest head."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Indices of its lines: the head, the salutation, the compliment that closes it, the first line behind it."""

    head: int
    salutation: int
    compliment: int
    end: int
    depth: int = 0
    """How deep the division stands that is the letter, 0 where it has no number."""


def find_letters(text: str, lines: list[Line], skipped: Container[int], grammar: Grammar) -> list[Letter]:
    """The letters of a document, in order; `skipped` are lines of the page, and those that a letter quotes."""
    if not any(words in text for words in _gates(grammar)):
        return []
    marks: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        if index in skipped:
            continue
        if (_is(text, line, "salutation", grammar) and _opens_text(text, lines, index, grammar)) or _opens(
            text, lines, index, "presents", grammar
        ):
            marks.append((index, "salutation"))
        elif _opens(text, lines, index, "compliment", grammar):
            marks.append((index, "compliment"))
    found: list[Letter] = []
    first, addressed = 0, False
    for at, (index, kind) in enumerate(marks):
        if kind == "salutation":
            behind = marks[at + 1] if at + 1 < len(marks) else (len(lines), "")
            compliment = behind[0] if behind[1] == "compliment" else len(lines)
            above = marks[at - 1][0] if at else -1
            first = first or index
            addressed = addressed or (first == index and _is_addressed(text, lines, index, grammar))
            head = _head_of(text, lines, above, index, addressed, grammar)
            found.append(Letter(head, index, compliment, len(lines)))
    if not any(letter.compliment < len(lines) for letter in found):
        return []
    return [
        replace(one, end=after.head if after else len(lines)) for one, after in zip_longest(found, found[1:])
    ]


def _opens_text(text: str, lines: list[Line], index: int, grammar: Grammar) -> bool:
    """Whether text stands below a line, where names and places are shorter."""
    if index + 1 >= len(lines):
        return False
    line = lines[index + 1]
    long = line.end - line.start >= _TEXT or line.full
    return long or opens(text, line.start, line.end, "speaks", grammar)


def _opens(text: str, lines: list[Line], index: int, kind: str, grammar: Grammar) -> bool:
    """Whether a line, with those that it goes on in, opens as such a paragraph does."""
    if index and lines[index - 1].full and not lines[index].gap:
        return False
    last = index
    while last + 1 < len(lines) and lines[last].full and lines[last].start + _OPENING > lines[last].end:
        last += 1
    return opens(text, lines[index].start, lines[last].end, kind, grammar)


def opens(text: str, start: int, end: int, kind: str, grammar: Grammar) -> bool:
    """Whether text[start:end] begins as a row of such a kind."""
    patterns = _patterns(grammar)[kind][folded_text(text, start, start + 1)]
    if not patterns:
        return False
    printed = " ".join(folded_text(text, start, min(end, start + _OPENING)).split())
    return any(pattern.match(printed) for pattern in patterns)


def _is(text: str, line: Line, kind: str, grammar: Grammar) -> bool:
    if line.end - line.start > _LONGEST:
        return False
    printed = folded_text(text, line.start, line.end).strip()
    return any(pattern.fullmatch(printed) for pattern in _patterns(grammar)[kind][printed[:2]])


def _is_addressed(text: str, lines: list[Line], salutation: int, grammar: Grammar) -> bool:
    """Whether it stands above a salutation to whom the letter goes, as it then does above those that follow."""
    return any(
        _is(text, line, "addressee", grammar) for line in lines[max(0, salutation - _HEAD) : salutation]
    )


def _head_of(
    text: str, lines: list[Line], above: int, salutation: int, addressed: bool, grammar: Grammar
) -> int:
    """The first line of the head of a letter: what names or numbers it, else its letterhead, else its line of place and day; the
    salutation itself where it has none. Below a note in the third person stands its date. `above`: where the letter before it closes."""
    begin = max(above + 1, salutation - _HEAD)
    last = lines[salutation]
    in_person = not opens(text, last.start, last.end, "presents", grammar)
    kinds = ("head", *(["addressee"] if addressed else []), "opens", *(["dateline"] if in_person else []))
    for kind in kinds:
        for index in range(begin, salutation):
            if _is_head(text, lines[index], kind, grammar):
                return index
    return salutation


def _is_head(text: str, line: Line, kind: str, grammar: Grammar) -> bool:
    if kind in ("head", "addressee"):
        return _is(text, line, kind, grammar)
    if kind == "opens":
        return line.gap and kind_of(text, line, grammar) in ("opens", "state")
    role = role_of(text, line.start, line.end, "front", grammar)
    return role is not None and role.name == kind


@cache
def _gates(grammar: Grammar) -> tuple[str, ...]:
    return tuple(row["pattern"] for row in _rows(grammar) if row["kind"] == "gate")


@cache
def _patterns(grammar: Grammar) -> dict[str, ByOpening[re.Pattern[str], tuple[re.Pattern[str], ...]]]:
    """By kind."""
    kinds = ("salutation", "presents", "compliment", "head", "addressee", "speaks")
    return {
        kind: ByOpening(
            ((row["pattern"], re.compile(row["pattern"])) for row in _rows(grammar) if row["kind"] == kind),
            tuple,
        )
        for kind in kinds
    }


def _rows(grammar: Grammar) -> list[dict[str, str]]:
    return [row for language in grammar.languages for row in grammar.pack(language).rows("correspondence")]


def settle_letters(
    candidates: list[Candidate], insertions: list[range], letters: list[Letter]
) -> tuple[list[Taken], list[Letter]]:
    """What each candidate became, in order, those of each letter settled by themselves below its division; and the letters with the
    depth of that."""
    if len(letters) < 2:
        return settle_apart(candidates, insertions), letters
    bodies = [range(letter.salutation + 1, letter.end) for letter in letters]
    inside = {place: number for number, body in enumerate(bodies) for place in body}
    outer = settle_apart([one for one in candidates if one.place not in inside], [])
    found: list[Taken] = []
    placed: list[Letter] = []
    at = 0
    division: Taken | None = None
    for letter, body in zip(letters, bodies, strict=True):
        while at < len(outer) and outer[at].candidate.place < body.start:
            division = outer[at] if outer[at].reading is not None else division
            found.append(outer[at])
            at += 1
        depth = _depth_of(letter, division)
        own = [one for one in candidates if one.place in body]
        quoted = [one for one in insertions if one.start in body]
        found += [
            one._replace(depth=min(one.depth + depth, MAX_DEPTH)) if one.reading is not None else one
            for one in settle_apart(own, quoted)
        ]
        placed.append(replace(letter, depth=depth))
    return found + outer[at:], placed


def _depth_of(letter: Letter, division: Taken | None) -> int:
    """How deep the division stands that a letter is, or the annex that it stands in; 0 where the last one before it is neither."""
    if division is None or division.reading is None:
        return 0
    its_own = division.candidate.place >= letter.head or division.reading.kind == "annex"
    return division.depth if its_own else 0

"""The head that the paper of an organ or a ministry is printed with: its name, the session, symbols, addresses. The title stands below.

Its lines are known by the patterns of `mastheads.tsv`, among the first of the document only.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Final

from clausedb.errors import ResourceError
from clausedb.fold import folded_text
from clausedb.language import Grammar
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.openings import ByOpening
from clausedb.parse.structure.titles import opens_title

_FIRST: Final = 4
"""Lines among which a masthead begins."""
MASTHEAD: Final = 40
"""Lines of the longest masthead."""
_LONGEST: Final = 200
"""Characters of its longest line."""
_BETWEEN: Final = 2
"""Lines of it, straight one after the other, that no pattern knows."""
_SHORT: Final = 60
"""Characters of such a line."""
_PLACE: Final = 2
"""Words of the name of a place."""
_ITEM: Final = 5
"""Lines of the title of an item of the agenda."""
_KINDS: Final = ("opens", "state", "line", "item", "label", "title", "letter")
_TITLES: Final = ("title", "letter")
_OPENS: Final = ("opens", "state")
_STOPS: Final = ".;؛"
"""What text that runs on ends with."""
_ENDS: Final = ".,;،؛"
_Row = tuple[str, re.Pattern[str]]
"""The kind of a line and its pattern."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """Indices of its lines."""

    lines: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()
    """Those that a pattern knows: they go on with no line before."""
    labels: frozenset[int] = frozenset()
    """Lines below it that say what kind of paper it is."""
    title: int = -1
    """The line below it that is known for the title, -1 where none is."""
    transmits: bool = False
    """That is a letter which is issued as a document."""


NONE: Final = Masthead()


def find_masthead(text: str, lines: list[Line], skipped: Container[int], grammar: Grammar) -> Masthead:
    """The masthead of a document; `skipped` are lines that are no part of it."""
    at = [index for index in range(min(len(lines), MASTHEAD)) if index not in skipped]
    if not begins_masthead(text, [lines[index] for index in at], grammar):
        return NONE
    kinds = _kinds_to_title(text, lines, at, grammar)
    title = next(reversed(kinds), -1)
    if title >= 0 and kinds[title] in _TITLES:
        above = frozenset(kinds) - {title}
        printed = frozenset(index for index in above if kinds[index])
        return Masthead(above, printed, title=title, transmits=kinds[title] == "letter")
    known: set[int] = set()
    pending: list[int] = []
    item = 0
    found: set[int] = set()
    labels: set[int] = set()
    states: set[str] = set()
    for index, kind in kinds.items():
        line = lines[index]
        if kind == "state":
            states.add(text[line.start : line.end].casefold())
            if len(states) > 1:
                return NONE  # they make the instrument whose title stands below
        if kind == "label":
            labels.add(index)
        if kind and kind != "label":
            known.add(index)
            found |= {index, *pending}
            pending, item = [], _ITEM if kind == "item" else 0
        elif item and not line.gap and line.end - line.start <= _LONGEST:
            found.add(index)
            item -= 1
        elif (
            len(pending) == _BETWEEN
            or not _may_stand_between(text, line)
            or opens_title(text, line.start, line.end, grammar)
        ):
            break
        else:
            pending.append(index)
            item = 0
    if pending and not lines[pending[0]].gap and _is_place(text, lines[pending[0]]):
        found.add(pending[0])  # the last line of an address
    return Masthead(frozenset(found), frozenset(known), frozenset(labels - found))


def begins_masthead(text: str, lines: list[Line], grammar: Grammar) -> bool:
    """Whether the first lines show that a document opens with a masthead: the first is a line of one, and one of them says of whom."""
    if not lines or kind_of(text, lines[0], grammar) in (None, "label", *_TITLES):
        return False
    return any(kind_of(text, line, grammar) in _OPENS for line in lines[:_FIRST])


def _kinds_to_title(text: str, lines: list[Line], at: list[int], grammar: Grammar) -> dict[int, str | None]:
    """By line, which rows the first lines match, up to the one that is known for the title, or to text that runs on."""
    kinds: dict[int, str | None] = {}
    for index in at:
        line = lines[index]
        kinds[index] = kind_of(text, line, grammar)
        if kinds[index] in _TITLES or line.end - line.start > _LONGEST:
            break
        if text[line.end - 1] in _STOPS and not kinds[index]:
            break
    return kinds


def _may_stand_between(text: str, line: Line) -> bool:
    return line.end - line.start <= _SHORT and text[line.end - 1] not in _ENDS


def _is_place(text: str, line: Line) -> bool:
    """Whether a line is a name in one or two words."""
    words = text[line.start : line.end].split()
    return len(words) <= _PLACE and all(word.isalpha() and not word[0].islower() for word in words)


def kind_of(text: str, line: Line, grammar: Grammar) -> str | None:
    """Which row of `mastheads.tsv` a line matches, None where none does."""
    if line.end - line.start > _LONGEST:
        return None
    printed = folded_text(text, line.start, line.end).strip()
    for kind, pattern in _patterns(grammar)[printed[:2]]:
        if pattern.fullmatch(printed):
            return kind
    return None


@cache
def _patterns(grammar: Grammar) -> ByOpening[_Row, tuple[_Row, ...]]:
    rows = [row for language in grammar.languages for row in grammar.pack(language).rows("mastheads")]
    return ByOpening(((row["pattern"], (row["kind"], _checked(row))) for row in rows), tuple)


def _checked(row: dict[str, str]) -> re.Pattern[str]:
    """The pattern of a row; says what is wrong with a row of a house."""
    where = f"mastheads.tsv, row {row['kind']!r}"
    if row["kind"] not in _KINDS:
        raise ResourceError(f"{where}: kind is one of {', '.join(_KINDS)}")
    try:
        return re.compile(row["pattern"])
    except re.error as error:
        raise ResourceError(f"{where}: {row['pattern']} is no pattern: {error}") from error

"""Places in an instrument: "article 5, paragraph 2 (a) (ii)" as unit and number of the outermost, with what lies within."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from clausedb.model import Clause
from clausedb.parse.references.lexicon import Lexicon
from clausedb.parse.references.passages import Passage
from clausedb.parse.scanner import Token

_QUOTES: Final = re.compile(r"[«»\"“”„']")

_LABEL: Final = re.compile(r"(?:.*/)?(\d+)(?:\((\d+)\))?")
"""Number of an article or top paragraph in a label, and of the paragraph in it."""
_UNIT: Final = re.compile(r"[^\W\d]+\.?\s*")


class Place(NamedTuple):
    """A place in an instrument as a text names it: its unit and numbers."""

    start: int
    end: int
    unit: str
    numbers: tuple[str, ...]
    """As printed, brackets closed up; a range is one of them: 3-7."""

    @property
    def text(self) -> str:
        """The numbers in one word: 4,5."""
        return ",".join(self.numbers)


def read_place(passage: Passage, lexicon: Lexicon, token: Token) -> Place | None:
    """The place that a token names; None where no number is left."""
    words = passage.text[token.start : token.end]
    unit = lexicon.places.units[token.key]
    if token.key in lexicon.places.previous:
        before = _before(passage.clause, unit)
        return Place(token.start, token.end, unit, (before,)) if before else None
    unit_word = _UNIT.match(words)
    behind = unit_word.end() if unit_word else 0
    first = lexicon.places.number.match(words, behind) or lexicon.places.number.search(words, behind)
    if first is None:
        return None
    return Place(
        token.start, token.end, unit, _numbers(passage, lexicon, token.start + first.start(), token.end)
    )


def _numbers(passage: Passage, lexicon: Lexicon, start: int, end: int) -> tuple[str, ...]:
    found: list[str] = []
    position = start
    for match in lexicon.places.number.finditer(passage.text, start, end):
        number = lexicon.places.ordinals.get(match[0].replace(" ", "")) or normal_number(
            passage.words(*match.span())
        )
        if found and lexicon.places.range.match(passage.text[position : match.start()]):
            found[-1] = f"{found[-1]}-{number}"
        else:
            found.append(number)
        position = match.end()
    return tuple(found)


def _before(clause: Clause, unit: str) -> str | None:
    """The number before the clause's own, of its article or of its paragraph; None where there is none."""
    label = _LABEL.match(clause.label)
    if label is None:
        return None
    number = label[1] if unit == "article" or (label[2] is None and clause.kind == "paragraph") else label[2]
    return str(int(number) - 1) if number and int(number) > 1 else None


def normal_number(number: str) -> str:
    """Without blanks and quotation marks, digits as 0-9; a lone letter in its brackets: (a)."""
    bare = _QUOTES.sub("", re.sub(r"\s+|№", "", number))
    bare = "".join(str(int(sign)) if sign.isdigit() else sign for sign in bare)
    bare = bare[1:-1] if bare[:1] == "(" and bare[1:-1].isdigit() else bare
    inner = re.match(r"(\d+)\(?([^\W\d]{1,3})\)$", bare)
    return f"{inner[1]}({inner[2]})" if inner else bare


def outermost(places: Sequence[Place]) -> tuple[str, str]:
    """Unit and number of places ordered from the outermost in: article 5, paragraph 2 (a) is article, 5(2)(a)."""
    first, inner = places[0], places[1:]
    number = first.text
    for place in inner:
        for sign in place.numbers[:1]:
            number += sign if sign.startswith("(") else f"({_opened(sign)}"
    return first.unit, number


def _opened(sign: str) -> str:
    """2(a) goes into brackets as 2)(a)."""
    head, bracket, rest = sign.partition("(")
    return f"{head})({rest}" if bracket else f"{head.rstrip(')')})"

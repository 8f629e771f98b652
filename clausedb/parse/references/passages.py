"""A clause's own words as the citation passes read them: folded where the script asks for it, with its dates and names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from clausedb.fold import Folded, Way
from clausedb.model import Clause, Date, Mention, Records, Span
from clausedb.parse.alphabets import folded


class Placed(NamedTuple):
    """A date or a mention with its place in the passage."""

    start: int
    end: int
    row: Date | Mention


_DIGITS: Final = tuple(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, strict=True))
_DIGIT: Final = re.compile("[٠-٩۰-۹]")
_NESTED = 4
"""Mentions that lie between the beginning of a name and its last word, at most."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Dates or mentions of a document in text order; `starts` and `ends` are offsets into the text that is read."""

    rows: Sequence[Date | Mention]
    starts: list[int]
    ends: list[int]

    def between(self, start: int, end: int, limit: int) -> tuple[Placed, ...]:
        """Those that begin there and end before the limit."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end, first)
        if first == last:
            return ()
        return tuple(
            Placed(self.starts[i], self.ends[i], self.rows[i])
            for i in range(first, last)
            if self.ends[i] <= limit
        )

    def any_between(self, start: int, end: int) -> bool:
        """Whether one begins there."""
        found = bisect_left(self.starts, start)
        return found < len(self.starts) and self.starts[found] < end


@dataclass(frozen=True, slots=True)
class Layer:
    """A document's text in the form in which passages are read: as printed, or folded."""

    text: str
    dates: Rows
    mentions: Rows
    folded: Folded | None = None
    way: Way | None = None


class Passage(NamedTuple):
    """`text[start:end]` is what is read; positions are offsets into `text`, `span` leads to the document's."""

    text: str
    start: int
    end: int
    clause: Clause
    layer: Layer
    source: str
    """The document's text."""

    def words(self, start: int, end: int) -> str:
        """The words as the document prints them."""
        folded = self.layer.folded
        return self.source[start:end] if folded is None else folded.span(start, end).of(self.source)

    def span(self, start: int, end: int) -> Span:
        """The span of the document's text."""
        folded = self.layer.folded
        return Span(start, end) if folded is None else folded.span(start, end)

    @property
    def body(self) -> int:
        """Where the clause's own text begins, behind its number and heading."""
        if self.layer.way is not None:
            return self.layer.way.position(self.clause.text_start)
        return self.end - (self.clause.own_end - self.clause.text_start)

    def date_at(self, start: int, slack: int = 0) -> Placed | None:
        """The date that begins at the position, or up to `slack` characters behind it."""
        dates = self.layer.dates
        found = bisect_left(dates.starts, start)
        if (
            found < len(dates.starts)
            and dates.starts[found] <= start + slack
            and dates.ends[found] <= self.end
        ):
            return Placed(dates.starts[found], dates.ends[found], dates.rows[found])
        return None

    def dates_in(self, start: int, end: int) -> tuple[Placed, ...]:
        """Dates that begin there, in text order."""
        return self.layer.dates.between(max(start, self.start), min(end, self.end), self.end)

    def mentions_in(self, start: int, end: int) -> tuple[Placed, ...]:
        """Mentions that begin there, in text order."""
        return self.layer.mentions.between(max(start, self.start), min(end, self.end), self.end)

    def mention_over(self, position: int) -> Placed | None:
        """The mention that begins last before the position and holds it; others that it holds may lie between."""
        mentions = self.layer.mentions
        last = bisect_right(mentions.starts, position) - 1
        for found in range(last, max(last - _NESTED, -1), -1):
            if mentions.starts[found] < self.start:
                break
            if mentions.ends[found] > position:
                return Placed(mentions.starts[found], mentions.ends[found], mentions.rows[found])
        return None


class Passages:
    """Cuts a document into passages, one a clause."""

    def __init__(self, records: Records) -> None:
        self._text = records.text
        self._dates = sorted(records.dates, key=_order)
        self._mentions = sorted(records.mentions, key=_order)

    def of(self, clause: Clause) -> Passage:
        """The clause's heading and own text."""
        layer, start, end = self.place(clause)
        return Passage(layer.text, start, end, clause, layer, self._text)

    def place(self, clause: Clause) -> tuple[Layer, int, int]:
        """The text in which the clause is read, and where in it the clause stands."""
        if clause.language != "ar":
            return self._printed, clause.start, clause.own_end
        layer = self._folded
        assert layer.way is not None
        return layer, layer.way.position(clause.start), layer.way.position(clause.own_end)

    @cached_property
    def _printed(self) -> Layer:
        return Layer(self._text, _printed(self._dates), _printed(self._mentions))

    @cached_property
    def _folded(self) -> Layer:
        whole = folded(self._text)
        whole = whole._replace(text=_with_digits(whole.text))
        way = Way(whole)
        return Layer(whole.text, _placed(self._dates, way), _placed(self._mentions, way), whole, way)


def _with_digits(text: str) -> str:
    """The text with Arabic digits as the Latin ones that they are."""
    if _DIGIT.search(text):
        for arabic, latin in _DIGITS:
            text = text.replace(arabic, latin)
    return text


def _order(row: Date | Mention) -> tuple[int, int]:
    return row.start, -row.end


def _printed(rows: Sequence[Date | Mention]) -> Rows:
    return Rows(rows, [row.start for row in rows], [row.end for row in rows])


def _placed(rows: Sequence[Date | Mention], way: Way) -> Rows:
    position = way.position
    return Rows(rows, [position(row.start) for row in rows], [position(row.end) for row in rows])


_CAPITAL: Final = re.compile("[A-ZÀ-ÖØ-ÞЀ-Я]{4}")
_CAPITALS: Final = re.compile(r"(?<![/\w])[^\W\d_]{4,}(?![/\w])")


def titled(passage: Passage) -> Passage:
    """The passage with words in capitals as words with a capital, so that nouns are found in printed titles."""
    if not _CAPITAL.search(passage.text, passage.start, passage.end):
        return passage
    words = passage.text[passage.start : passage.end]
    plain = _CAPITALS.sub(lambda match: match[0].capitalize() if match[0].isupper() else match[0], words)
    if plain == words or len(plain) != len(words):
        return passage
    text = passage.text[: passage.start] + plain + passage.text[passage.end :]
    return passage._replace(text=text)

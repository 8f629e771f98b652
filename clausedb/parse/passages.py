"""A clause's own words as the citation passes read them: folded where the script asks for it, with its dates and names."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from clausedb.fold import Folded, fold
from clausedb.model import Clause, Date, Mention, Records, Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A date or a mention with its place in the passage."""

    start: int
    end: int
    row: Date | Mention


@dataclass(frozen=True, slots=True)
class Passage:
    """`text[start:end]` is what is read; positions are offsets into `text`, `span` leads to the document's."""

    text: str
    start: int
    end: int
    clause: Clause
    dates: tuple[Placed, ...]
    mentions: tuple[Placed, ...]
    folded: Folded | None = None
    source: str = ""
    """The document's text, where `text` is not it."""

    def words(self, start: int, end: int) -> str:
        """The words as the document prints them."""
        if self.folded is None:
            return (self.source or self.text)[start:end]
        return self.folded.span(start, end).of(self.source)

    def span(self, start: int, end: int) -> Span:
        return Span(start, end) if self.folded is None else self.folded.span(start, end)

    def date_at(self, start: int, slack: int = 0) -> Placed | None:
        """The date that begins at the position, or up to `slack` characters behind it."""
        found = bisect_left(self.dates, start, key=_start)
        if found < len(self.dates) and self.dates[found].start <= start + slack:
            return self.dates[found]
        return None

    def dates_in(self, start: int, end: int) -> tuple[Placed, ...]:
        return self.dates[
            bisect_left(self.dates, start, key=_start) : bisect_left(self.dates, end, key=_start)
        ]

    def mentions_in(self, start: int, end: int) -> tuple[Placed, ...]:
        """Mentions that begin there, in text order."""
        first = bisect_left(self.mentions, start, key=_start)
        return self.mentions[first : bisect_left(self.mentions, end, key=_start)]

    def mention_over(self, position: int) -> Placed | None:
        """A mention that holds the position."""
        found = bisect_right(self.mentions, position, key=_start) - 1
        if found >= 0 and self.mentions[found].end > position:
            return self.mentions[found]
        return None


def _start(placed: Placed) -> int:
    return placed.start


class Passages:
    """Cuts a document into passages, one a clause."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._dates = sorted(records.dates, key=lambda one: (one.start, -one.end))
        self._mentions = sorted(records.mentions, key=lambda one: (one.start, -one.end))

    def of(self, clause: Clause) -> Passage:
        """The clause's heading and own text."""
        start, end = clause.start, clause.own_end
        dates = _rows_in(self._dates, start, end)
        mentions = _rows_in(self._mentions, start, end)
        text = self._records.text
        if clause.language != "ar":
            return Passage(text, start, end, clause, _placed(dates), _placed(mentions))
        folded = fold(text, start, end)
        return Passage(
            folded.text,
            0,
            len(folded.text),
            clause,
            _placed(dates, folded),
            _placed(mentions, folded),
            folded,
            text,
        )


def _rows_in(rows: Sequence[Date | Mention], start: int, end: int) -> list[Date | Mention]:
    first = bisect_left(rows, start, key=_row_start)
    last = bisect_left(rows, end, key=_row_start)
    return [row for row in rows[first:last] if row.end <= end]


def _row_start(row: Date | Mention) -> int:
    return row.start


def _placed(rows: list[Date | Mention], folded: Folded | None = None) -> tuple[Placed, ...]:
    if folded is None:
        return tuple(Placed(row.start, row.end, row) for row in rows)
    return tuple(Placed(_back(folded, row.start), _back(folded, row.end), row) for row in rows)


def _back(folded: Folded, offset: int) -> int:
    """The folded position of an original offset."""
    if not folded.cuts:
        return offset - folded.base
    positions = range(len(folded.text) + 1)
    return bisect_left(positions, offset, key=folded.offset)


_CAPITALS: Final = re.compile(r"(?<![/\w])[^\W\d_]{4,}(?![/\w])")


def titled(passage: Passage) -> Passage:
    """The passage with words in capitals as words with a capital, so that nouns are found in printed titles."""
    words = passage.text[passage.start : passage.end]
    plain = _CAPITALS.sub(lambda match: match[0].capitalize() if match[0].isupper() else match[0], words)
    if plain == words or len(plain) != len(words):
        return passage
    text = passage.text[: passage.start] + plain + passage.text[passage.end :]
    return replace(passage, text=text, source=passage.source or passage.text)

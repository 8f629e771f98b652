"""A clause as its readers see it: own text folded and in lower case, the names in it, its sentences.

All offsets here count from the start of the folded own text; `span` leads back to the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from clausedb.fold import Folded, fold
from clausedb.model import Clause, Date, Mention, Records, Span
from clausedb.parse.acts.cues import Cue, Finder
from clausedb.parse.acts.vocabulary import Vocabulary

WORD = re.compile(r"\w+(?:['’-]\w+)*")
"""A word; what is joined by a hyphen or an apostrophe is one."""
PLAIN_WORD = re.compile(r"\w+")
"""A word; a hyphen or an apostrophe parts two."""
NEXT_WORD = re.compile(r"\W*(\w+)")
"""The next word, whatever signs stand before it."""
COMMA = re.compile(",")
"""A comma of the text of a view, where Arabic ones are Latin ones."""
_NEAR = 30
"""Characters before a place within which the word before it is looked for."""


class Name(NamedTuple):
    """A name in a clause with everybody it stands for."""

    start: int
    end: int
    ids: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class View:
    """One clause with the names, dates and phrases found in it."""

    clause: Clause
    folded: Folded
    text: str
    """Folded, in lower case, Arabic commas and semicolons as Latin ones."""
    names: tuple[Name, ...]
    """Outermost names, in text order; they do not overlap."""
    dates: tuple[tuple[int, int, Date], ...]
    source: str
    """The whole document."""
    found: dict[str, list[Cue]]
    """The phrases of the language's tables in `text`, by table."""

    def words(self, start: int, end: int) -> str:
        """The words as the document prints them."""
        return self.span(start, end).of(self.source)

    @property
    def raw(self) -> str:
        """Folded, letters as printed."""
        return self.folded.text

    def span(self, start: int, end: int) -> Span:
        """The place in the document of the folded text's [start, end)."""
        folded = self.folded
        if folded.cuts or end <= start:
            return folded.span(start, end)
        return Span(folded.base + start, folded.base + end)

    def place(self, offset: int) -> int:
        """The folded position of an original offset."""
        return self.folded.way()(offset)

    def cues(self, table: str, start: int, end: int) -> list[Cue]:
        """The phrases of a table that lie in [start, end), in text order."""
        every = self.found.get(table)
        if every is None:
            return []
        first = bisect_left(every, (start,))
        last = bisect_left(every, (end,), first)
        if last > first and every[last - 1].end > end:
            last -= 1
        return every[first:last]

    def cue_at(self, table: str, start: int, end: int) -> Cue | None:
        """The phrase of a table that begins at `start` and ends by `end`."""
        every = self.found.get(table, ())
        first = bisect_left(every, (start,))
        if first < len(every) and every[first].start == start and every[first].end <= end:
            return every[first]
        return None

    def names_in(self, start: int, end: int) -> tuple[Name, ...]:
        """The outermost names that lie in [start, end), in text order."""
        first = bisect_left(self.names, (start,))
        last = bisect_left(self.names, (end,), first)
        return tuple(name for name in self.names[first:last] if name.end <= end)

    def name_from(self, start: int, slack: int = 0) -> Name | None:
        """The first name that begins at `start` or up to `slack` behind it."""
        found = bisect_left(self.names, (start,))
        if found < len(self.names) and self.names[found].start <= start + slack:
            return self.names[found]
        return None

    def name_over(self, place: int) -> Name | None:
        """The name that holds the place, or begins behind the one letter that may be joined before it."""
        found = bisect_left(self.names, (place + 2,)) - 1
        return self.names[found] if found >= 0 and self.names[found].end > place + 1 else None

    def past_persons(self, end: int) -> int:
        """Where a name that ends at `end` ends with the persons named behind it: «Премьер-министр Индии Н. Моди»."""
        while (name := self.name_from(end, slack=2)) and name.kind == "person":
            end = name.end
        return end

    def name_to(self, end: int) -> Name | None:
        """The name that ends at `end`."""
        found = bisect_left(self.names, (end,)) - 1
        return self.names[found] if found >= 0 and self.names[found].end == end else None

    def dates_in(self, start: int, end: int) -> tuple[tuple[int, int, Date], ...]:
        """The dates that begin in [start, end)."""
        if not self.dates:
            return ()
        first = bisect_left(self.dates, (start,))
        return self.dates[first : bisect_left(self.dates, (end,), first)]


class Views:
    """Makes the views of one document's clauses."""

    def __init__(self, records: Records) -> None:
        self._text = records.text
        self._names = _grouped(records.mentions, records.document.parties)
        self._starts = [name.start for name in self._names]
        self._dates = sorted(records.dates, key=lambda one: one.start)
        self._date_starts = [one.start for one in self._dates]

    def of(self, clause: Clause, finder: Finder | None = None) -> View:
        """The view of a clause, with what the finder finds in it."""
        start, end = clause.text_start, clause.own_end
        folded = fold(self._text, start, end)
        text = folded.text
        if not text.isascii():
            text = text.replace("İ", "I").replace("،", ",").replace("؛", ";")
        text = text.lower()
        names = self._names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        place = folded.way()
        dates = self._dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]
        return View(
            clause,
            folded,
            text,
            tuple([Name(place(one.start), place(one.end), one.ids, one.kind) for one in names]),
            tuple([(place(one.start), place(one.end), one) for one in dates]),
            self._text,
            finder.scan(text) if finder else {},
        )


def _grouped(mentions: tuple[Mention, ...], parties: tuple[str, ...]) -> list[Name]:
    """Outermost spans with all their ids, those of the parties in the order of the title; where spans overlap the first
    and longest stays."""
    order = {party: at for at, party in enumerate(parties)}
    found: list[Name] = []
    kept = (one for one in mentions if one.kind != "adjective")
    ordered = sorted(kept, key=lambda one: (one.start, -one.end))
    for (start, end), rows in groupby(ordered, key=lambda one: (one.start, one.end)):
        if found and start < found[-1].end:
            continue
        group = list(rows)
        ids = tuple(dict.fromkeys(one.party_id for one in group if one.party_id))
        if len(ids) > 1 and order.keys() >= set(ids):
            ids = tuple(sorted(ids, key=order.__getitem__))
        found.append(Name(start, end, ids, group[0].kind))
    return found


_COLON = re.compile(r":\s?[-–—]?\s*$")


def before_colon(text: str) -> int:
    """Where the words before a colon end that ends a text, also with a dash behind it ("shall:-"); -1 where none ends it."""
    found = _COLON.search(text, max(0, len(text.rstrip()) - 3))
    return len(text[: found.start()].rstrip()) if found else -1


_MARKS = ' \t\r\n,;:.،؛!?؟()[]"“”«»„—–-'


def last_word(text: str, low: int, end: int) -> str:
    """The last word of text[low:end] without the marks behind it, empty where there is none.

    Cut by hand: a pattern anchored at the end is tried at every place before it.
    """
    parts = text[max(low, end - 40) : end].rstrip(_MARKS).rsplit(None, 1)
    return parts[-1].lstrip(_MARKS) if parts else ""


def word_before(text: str, low: int, end: int) -> str:
    """The last plain word of text[low:end], whatever signs stand behind it; empty where there is none."""
    found: list[str] = PLAIN_WORD.findall(text[max(low, end - _NEAR) : end])
    return found[-1] if found else ""


LONGEST = 6000
"""Characters of a sentence; longer ones (tables, texts without stops) are cut, so that work stays linear."""
_LAST_WORD = re.compile(r"[\w.]+$")


def sentences(view: View, words: Vocabulary) -> list[tuple[int, int]]:
    """The sentences of a clause, blanks trimmed. A full stop behind an abbreviation or a single letter ends none."""
    raw, start = view.raw, 0
    found: list[tuple[int, int]] = []
    for match in words.sentence_end.finditer(raw):
        if raw[match.start()] == "." and _is_short(raw, match.start(), words):
            continue
        _add_trimmed(found, raw, start, match.end())
        start = match.end()
    _add_trimmed(found, raw, start, len(raw))
    return found


def _is_short(raw: str, stop: int, words: Vocabulary) -> bool:
    word = _LAST_WORD.search(raw, max(0, stop - 12), stop)
    if not word:
        return False
    last = word[0].lower()
    initials = all(len(part) == 1 and part.isalpha() for part in last.split("."))
    return last in words.abbreviations or initials


def _add_trimmed(found: list[tuple[int, int]], raw: str, start: int, end: int) -> None:
    while end - start > LONGEST:
        blank = raw.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        _add_trimmed(found, raw, start, cut)
        start = cut
    if start < end and not raw[start].isspace() and not raw[end - 1].isspace():
        found.append((start, end))
        return
    piece = raw[start:end].lstrip()
    start = end - len(piece)
    piece = piece.rstrip()
    if piece:
        found.append((start, start + len(piece)))

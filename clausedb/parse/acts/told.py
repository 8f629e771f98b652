"""The statements of a press report by place: who speaks at a place, and which of a clause's words are what is said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from clausedb.model import Statement
from clausedb.parse.acts.parts import LEAST_WITH
from clausedb.parse.acts.standing import Live
from clausedb.parse.acts.views import View, last_word, sentences
from clausedb.parse.acts.vocabulary import Vocabulary

_LEAST_PIECE = 3
"""Characters that a piece of a sentence has more than."""
_NEAR = 3
"""Statements before a place among which the innermost is that holds it."""


class Told:
    """The statements of one document; of any other than a press report there are none."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._statements = sorted(statements, key=lambda one: one.quote.start)
        self._starts = [one.quote.start for one in self._statements]

    def at(self, place: int) -> Statement | None:
        """The statement whose quote holds an offset of the document."""
        if not self._statements:
            return None
        found = bisect_right(self._starts, place) - 1
        for one in reversed(self._statements[max(0, found - _NEAR) : found + 1]):
            if one.quote.start <= place < one.quote.end:
                return one
        return None

    def before(self, place: int) -> tuple[str, ...]:
        """Who spoke last before an offset of the document; empty where nobody known did."""
        found = bisect_left(self._starts, place) - 1
        one = self._statements[found].speaker_id if found >= 0 else None
        return (one,) if one else ()

    def together(self, told: Statement) -> tuple[str, ...]:
        """The ids of all who make a statement together."""
        first = bisect_left(self._starts, told.quote.start)
        last = bisect_right(self._starts, told.quote.start)
        rows = (
            one for one in self._statements[first:last] if (one.quote, one.verb) == (told.quote, told.verb)
        )
        return tuple(dict.fromkeys(one.speaker_id for one in rows if one.speaker_id))

    def speakers(self, place: int) -> tuple[str, ...]:
        """The ids of all who say what stands at an offset of the document; empty where nobody known does."""
        told = self.at(place)
        return self.together(told) if told else ()

    def reporter(self, view: View, live: Live) -> Statement | None:
        """The statement whose verb the cue is."""
        place = view.span(live.cue.start, live.cue.end)
        for one in self._in_clause(view):
            if one.verb and one.verb.start < place.end and place.start < one.verb.end:
                return one
        return None

    def pieces(self, view: View, words: Vocabulary) -> list[tuple[int, int]]:
        """The sentences of a clause; cut where what somebody said begins and ends, unless it is the verb's object."""
        whole = sentences(view, words)
        if not self._statements:
            return whole
        cuts: list[int] = []
        for one in self._in_clause(view):
            if _is_set_off(one, view, words):
                cuts += [view.place(one.quote.start), view.place(one.quote.end)]
        found: list[tuple[int, int]] = []
        cuts.sort()
        for start, end in whole:
            inner = [start, *cuts[bisect_right(cuts, start) : bisect_left(cuts, end)], end]
            found += [(low, high) for low, high in pairwise(inner) if high - low > _LEAST_PIECE]
        return found

    def before_report(self, view: View, words: Vocabulary, start: int, end: int) -> int:
        """Where a piece ends before "and" or a comma and a verb of saying that is no act: "expressed gratitude … and assured that"."""
        for one in self._in_clause(view):
            if one.verb is None or one.quote.start < one.verb.end:
                continue
            verb, behind = view.place(one.verb.start), view.place(one.verb.end)
            if not start < verb < end or len(view.text[behind:end].split()) > LEAST_WITH:
                continue
            if view.cues("cues", verb, end):
                continue
            if view.text[start:verb].rstrip().endswith(","):
                return start + len(view.text[start:verb].rstrip()) - 1
            word = last_word(view.text, start, verb)
            if words.is_a(word, "conjunction"):
                return view.text.rfind(word, start, verb)
        return end

    def _in_clause(self, view: View) -> list[Statement]:
        if not self._statements:
            return []
        own = view.clause.own
        first = bisect_left(self._starts, own.start)
        return self._statements[first : bisect_left(self._starts, own.end)]


def _is_set_off(one: Statement, view: View, words: Vocabulary) -> bool:
    """What is said stands apart from its verb: behind "that", a comma or a mark of quotation, or before the verb."""
    if one.verb is None:
        return True
    if one.verb.start >= one.quote.start:
        between = view.text[view.place(one.quote.end) : view.place(one.verb.start)]
        return bool(between.strip())
    between = view.text[view.place(one.verb.end) : view.place(one.quote.start)]
    ends = view.text[view.place(one.verb.start) : view.place(one.verb.end)]
    apart = words.pattern("content").search(between) or words.pattern("content").search(ends)
    inserted = between.count(",") == 2  # "demanded, in a statement, that"
    return bool(apart) or any(mark in between for mark in (':"“«' if inserted else ',:"“«'))

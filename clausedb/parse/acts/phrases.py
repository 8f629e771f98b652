"""How far an act reaches: the action, and the separable parts at its edge (condition, deadline), and its hedges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.views import View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_EDGE = " \t\r\n,;:.،؛–—-"
_OPEN_EDGE = _EDGE + "("
_INSERT = re.compile(r"\s*,[^,]{1,40},")
_CLOSED = re.compile(r"[^,;]{1,60},\s+(\w+)")
_INSIDE = frozenset({"concession", "link"})
"""Kinds of fringes that end no action."""
_NEAR = 13
"""Characters within which a date follows the words that make it a deadline."""
_OPENERS = 60
"""Characters that those words and what follows them may take."""


class Piece(NamedTuple):
    """A piece [start, end) of a view's text."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


def trimmed(view: View, start: int, end: int, words: Vocabulary) -> Piece:
    """Without blanks, border punctuation and dangling conjunctions at the edges."""
    text = view.text
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start:
        end = start + len(text[start:end].rstrip(_OPEN_EDGE))
        word = last_word(text, start, end)
        if not words.is_a(word, "conjunction") or not text.startswith(word, end - len(word)):
            break
        end -= len(word)
    return Piece(start, max(start, end))


def before_joint(view: View, low: int, place: int, words: Vocabulary) -> int:
    """Where "and further", "and also" before a verb at `place` begins; `place` itself where no "and" stands there."""
    end = place
    while word := last_word(view.text, low, end):
        end = low + len(view.text[low:end].rstrip())
        if not view.text.startswith(word, end - len(word)):
            return place
        end -= len(word)
        if words.is_a(word, "conjunction"):
            return end
        if not words.is_a(word, "adverb"):
            return place
    return place


def without_fringes(
    view: View, start: int, end: int, fringes: Sequence[Cue], words: Vocabulary, least: int
) -> Piece:
    """The action [start, end) up to the first separable part that stands at its edge, behind at least so many words.

    A part inside a relative clause ("which … within the framework of …") belongs to the action, and so does one joined
    to a part that belongs to it ("in accordance with … and on the basis of …").
    """
    kept = False
    for fringe in fringes:
        if fringe.start <= start + 2 or fringe.start >= end or fringe.row["kind"] in _INSIDE:
            continue
        between = _WORD.findall(view.text[start : fringe.start])
        joined = kept and words.is_a(between[-1], "conjunction")
        if joined or len(between) < least or any(words.is_a(word, "relative") for word in between):
            kept = True
            continue
        if _is_within(view, fringe, end, words):
            continue
        return trimmed(view, start, fringe.start, words)
    return trimmed(view, start, end, words)


def _is_within(view: View, fringe: Cue, end: int, words: Vocabulary) -> bool:
    """The action goes on behind: "consult at the request of either Party concerning …", "the right, under …, to …"."""
    if fringe.row["kind"] == "basis" and view.text[: fringe.start].rstrip().endswith(","):
        closed = _CLOSED.match(view.text, fringe.end, end)
        return closed is not None and words.is_a(closed[1], "preposition")
    if fringe.row["kind"] != "condition" or fringe.row["clause"]:
        return False
    about = words.pattern("about").search(view.text, fringe.end, end)
    return about is not None and "," not in view.text[fringe.end : about.start()]


def condition_of(
    view: View, fringes: Sequence[Cue], low: int, high: int, stop: int, words: Vocabulary
) -> Piece | None:
    """The first condition among the fringes in [low, high), up to the comma that ends it, without a verb of its own also to `stop`."""
    for fringe in fringes:
        hedge = view.cue_at("hedges", fringe.start, high)
        if low <= fringe.start < high and fringe.row["kind"] == "condition" and hedge is None:
            until = stop if stop > fringe.end and fringe.row["clause"] in ("", "head") else high
            end = _condition_end(view, fringe, until, words)
            word = last_word(view.text, fringe.start, end)
            if until == stop == end and words.is_a(word, "article"):
                end = view.text.rfind(word, fringe.start, end)
            return trimmed(view, fringe.start, end, words)
    return None


def _condition_end(view: View, fringe: Cue, until: int, words: Vocabulary) -> int:
    """The comma behind, past an insertion right behind the opener ("If, however, …"); or where the matter is named."""
    insert = _INSERT.match(view.text, fringe.end, until)
    comma = view.text.find(",", insert.end() if insert else fringe.end, until)
    end = comma if comma > 0 else until
    about = None if fringe.row["clause"] else words.pattern("about").search(view.text, fringe.end, end)
    return about.start() if about else end


def deadline_of(view: View, low: int, high: int, words: Vocabulary) -> tuple[Piece, str | None] | None:
    """By when: a date or length of time with its opener before it, and the last day where the date settles it."""
    for start, end, date in view.dates_in(low, high):
        if end > high:
            continue
        window = max(low, start - _OPENERS)
        for opener in words.deadlines.scan(view.text, window, start).get("deadlines", ())[-1:]:
            between = _WORD.findall(view.text[opener.end : start])
            if start - opener.end < _NEAR and all(
                words.is_a(word, "article", "preposition") for word in between
            ):
                whole = _with_event(view, end, high, words) if date.precision == "duration" else end
                value = date.date_to
                settled = value if date.precision in ("day", "month", "year") else None
                return trimmed(view, opener.start, whole, words), settled
    return None


def _with_event(view: View, end: int, high: int, words: Vocabulary) -> int:
    """With the event that the time counts from: "within 30 days after the date of receipt"."""
    match = _WORD.search(view.text, end, high)
    if not match or not words.is_a(match[0], "tail"):
        return end
    comma = re.compile(r"[,;،؛.]").search(view.text, match.end(), high)
    return comma.start() if comma else high


def hedges_in(view: View, start: int, end: int) -> tuple[Piece, ...]:
    """Words that weaken, strengthen or condition the act."""
    return tuple([Piece(cue.start, cue.end) for cue in view.cues("hedges", start, end)])

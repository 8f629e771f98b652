"""Verb phrases of a sentence as pieces of its text: without what stands at their edges, up to their first separable part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from clausedb.parse.acts.bearers import FINITE
from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.views import WORD, View, last_word
from clausedb.parse.acts.vocabulary import DANGLING, Vocabulary

_EDGE = " \t\r\n,;:.،؛–—-"
_OPEN_EDGE = _EDGE + "("
_CLOSED = re.compile(r"[^,;،؛]{1,60}[,،]\s+(\w+)")
_PARENTHESIS = re.compile(r"[^,;،؛]{1,160}[,،]\s+(\w+)")
_OPEN_WORDS = any_of("infinitive", "content", "agent", "auxiliary", "passive")
"""Behind such a word no action ends."""
_CONJUNCTION, _RELATIVE, _ADVERBIAL = any_of("conjunction"), any_of("relative"), any_of("adverbial")
_DANGLING = any_of(*DANGLING)
_JOINT = _CONJUNCTION | _ADVERBIAL
_INSIDE = frozenset({"concession", "link", "attribute"})
"""Kinds of fringes that end no action."""
_OF_NOUNS = frozenset({"basis", "scope", "condition"})
"""Kinds of fringes that may go with a participle before them."""
VERBLESS = ("", "weak", "held")
"""Openers of separable parts behind which no verb follows."""
_ATTRIBUTE = 60
"""Characters in which a participle and what stands before it are looked for."""
OPENERS = 60
"""Characters that the words that make a date a deadline may take with it."""


class Piece(NamedTuple):
    """A piece [start, end) of a view's text."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


def trimmed(view: View, start: int, end: int, words: Vocabulary) -> Piece:
    """Without blanks, border punctuation, dangling conjunctions and negations at the edges."""
    text = view.text
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start:
        while end > start and text[end - 1] in _OPEN_EDGE:
            end -= 1
        if not text.endswith(words.dangling, start, end):
            break
        word = last_word(text, start, end)
        if not words.kinds[word] & _DANGLING or not text.startswith(word, end - len(word)):
            break
        end -= len(word)
    return Piece(start, max(start, end))


def before_joint(view: View, low: int, place: int, words: Vocabulary) -> int:
    """Where "and further", "and also" before a verb at `place` begins; `place` itself where no "and" stands there."""
    end = _before_link(view, low, place)
    while (word := last_word(view.text, low, end)) and (view.dates or words.kinds[word] & _JOINT):
        dated = low + len(view.text[low:end].rstrip(" ,\n"))
        date = next((one for one in view.dates_in(max(low, dated - OPENERS), dated) if one[1] == dated), None)
        if date is not None:  # «и ежегодно, до 1 февраля, представлять»
            end = date[0]
            openers = words.deadlines.scan(view.text, max(low, end - OPENERS), end).get("deadlines", ())
            if openers and not view.text[openers[-1].end : end].strip():
                end = openers[-1].start  # «и ежегодно, не позднее 1 апреля, представляет»
            while words.is_a(word := last_word(view.text, low, end), "preposition"):
                end = view.text.rfind(word, low, end)
            end = low + len(view.text[low:end].rstrip(" ,\n"))
            continue
        end = low + len(view.text[low:end].rstrip(" ,\n"))  # "and, thereafter, may"
        if not view.text.startswith(word, end - len(word)):
            return place
        end -= len(word)
        if words.is_a(word, "conjunction"):
            return end
        if not words.is_adverb(word):
            return place
        if view.text[max(low, end - 3) : end].rstrip().endswith(","):
            return end  # "…, strongly urges"
    return place


def _before_link(view: View, low: int, place: int) -> int:
    """Where "in this regard" or "to that end" right before a verb begins, without the commas around it; `place` where it does not stand there."""
    end = low + len(view.text[low:place].rstrip(" ,\n"))
    for one in reversed(view.cues("fringes", max(low, end - _ATTRIBUTE), end)):
        if one.end == end and one.row["kind"] in ("link", "purpose"):
            return low + len(view.text[low : one.start].rstrip(" ,\n"))
    return place


def without_fringes(
    view: View,
    start: int,
    end: int,
    fringes: Sequence[Cue],
    words: Vocabulary,
    least: int,
    inner: Sequence[Piece] = (),
    verb: int = 0,
) -> Piece:
    """The action [start, end) up to the first separable part that stands at its edge, behind at least so many words and `verb`.

    A part inside a relative clause ("which … within the framework of …") belongs to the action, and so does one joined
    to a part that belongs to it ("in accordance with … and on the basis of …"); `inner` are a condition and a time limit amid it.
    """
    kept, past, kinds = False, start, words.kinds
    for fringe in fringes:
        if fringe.start < past or not _stands_apart(view, start, end, fringe, words, inner):
            continue
        between = WORD.findall(view.text[start : fringe.start])
        if between and (kinds[between[-1]] & _OPEN_WORDS or is_governed(view, fringe, words)):
            continue  # amid what is asked: "calls upon all States to, in accordance with …, cooperate"
        joined = kept and kinds[between[-1]] & _CONJUNCTION
        few = 1 if fringe.row["kind"] == "condition" and fringe.row["clause"] in FINITE else least
        behind = between if verb <= start else WORD.findall(view.text[verb : fringe.start])
        if joined or len(between) < few or any(kinds[word] & _RELATIVE for word in behind):
            kept = True
            continue
        past = _past_parenthesis(view, start, fringe, end, words)
        past = past or _past_to_object(view, fringe, between, end, words)
        if past or _is_within(view, fringe, end, words):
            continue
        return trimmed(view, start, fringe.start, words)
    return trimmed(view, start, end, words)


def _stands_apart(
    view: View, start: int, end: int, fringe: Cue, words: Vocabulary, inner: Sequence[Piece]
) -> bool:
    """Whether a part may end the action [start, end): it lies behind its first word and is neither in an inner part nor a hedge amid it."""
    if any(one.start <= fringe.start < one.end for one in inner):
        return False
    if fringe.start <= start + 2 or fringe.start >= end or fringe.row["kind"] in _INSIDE:
        return False
    hedge = hedge_of(view, fringe, end, words)
    set_off = hedge is not None and view.text[hedge.end : hedge.end + 1] in (",", ";", ".", ")", "")
    amid = hedge and (set_off or fringe.row["kind"] == "condition") and WORD.search(view.text, hedge.end, end)
    return not amid  # "and, where appropriate, prior approval for"


def _past_to_object(view: View, fringe: Cue, between: Sequence[str], end: int, words: Vocabulary) -> int:
    """Where the object of a Russian verb begins behind a part that parts them, 0 where it does not: «приглашать к участию в рамках
    проектов заинтересованные страны»."""
    if len(between) < 2 or not words.is_a(between[1], "preposition"):
        return 0
    comma = view.text.find(",", fringe.end, end)
    found = words.shape("object").search(view.text, fringe.end, comma if comma > 0 else end)
    return found.start() if found else 0


def _is_within(view: View, fringe: Cue, end: int, words: Vocabulary) -> bool:
    """The action goes on behind: "consult at the request of either Party concerning …", "the right, under …, to …"."""
    before = view.text[max(0, fringe.start - 4) : fringe.start].rstrip()
    if fringe.row["kind"] in _OF_NOUNS and is_attributive(view, fringe, words):
        return True
    if fringe.row["kind"] == "basis" and before.endswith(","):
        closed = _CLOSED.match(view.text, fringe.end, end)
        return closed is not None and words.is_a(closed[1], "preposition")
    if fringe.row["kind"] != "condition" or fringe.row["clause"] not in VERBLESS:
        return False
    about = words.pattern("about").search(view.text, fringe.end, end)
    return about is not None and "," not in view.text[fringe.end : about.start()]


def _past_parenthesis(view: View, start: int, fringe: Cue, end: int, words: Vocabulary) -> int:
    """Behind a part set off by commas between a verb and its object: "take, in accordance with international law, effective measures"; 0 where it is none."""
    if not view.text[start : fringe.start].rstrip().endswith(","):
        return 0
    closed = _PARENTHESIS.match(view.text, fringe.end, end)
    while words.is_verb_first and closed and (further := view.cue_at("fringes", closed.start(1), end)):
        closed = _PARENTHESIS.match(view.text, further.end, end)  # «وفقا ل…، وطبقا ل…، تسليم»
    if closed is None or words.is_a(closed[1], "conjunction", "relative", "border"):
        return 0
    if view.cue_at("fringes", closed.start(1), end):
        return 0
    before = WORD.findall(view.text[start : fringe.start])
    behind = WORD.search(view.text, closed.end(), end)
    bare = len(before) == 1 or words.is_a(before[-2], "infinitive")
    bare = bare or (behind is not None and words.is_a(behind[0], "relative"))
    listed = words.is_verb_first or words.pattern("adding").search(view.text, closed.end(), end)
    inside = bare or (not listed and words.is_a(closed[1], "preposition", "infinitive", "article"))
    return closed.start(1) if inside else 0


def is_governed(view: View, fringe: Cue, words: Vocabulary) -> bool:
    """A relative word right behind a preposition, which opens no condition: "to where", "as from when"."""
    if fringe.row["clause"] != "relative":
        return False
    before = last_word(view.text, 0, fringe.start)
    return words.is_a(before, "preposition") and view.text.endswith(f"{before} ", 0, fringe.start)


def is_attributive(view: View, fringe: Cue, words: Vocabulary) -> bool:
    """It belongs to a participle before it, not to what is done: "the Panel established pursuant to resolution 1929"."""
    return fringe.row["clause"] in VERBLESS and is_behind_participle(view, fringe.start, words)


def is_behind_participle(view: View, start: int, words: Vocabulary) -> bool:
    """A participle that goes with a noun stands right before: "contracts concluded", not "shall be concluded"."""
    low = max(0, start - _ATTRIBUTE)
    before = view.text[low:start].rstrip()
    if words.is_a(word := last_word(before, 0, len(before)), "by_them"):
        before = before.removesuffix(word).rstrip()  # «заключенных ими в рамках Соглашения»
    return words.attributive_end.search(before) is not None or _is_done(before, words)


def _is_done(before: str, words: Vocabulary) -> bool:
    """A noun and a participle end these words: "the accounts frozen", not "shall be frozen", "shall be frozen and seized"."""
    found = WORD.findall(before)
    if not found or words.is_a(found[-1], "role_behind") or not words.shape("done").fullmatch(found.pop()):
        return False  # "the Party concerned" stands there for the Party
    while found and words.is_adverb(found[-1]):
        found.pop()
    if not found or words.is_a(
        found[-1], "conjunction", "passive", "auxiliary", "perfect", "pronoun", "infinitive", "owed"
    ):
        return False
    return not words.is_a(found[-1], "preposition", "article", "negation", "relative")


def hedge_of(view: View, fringe: Cue, high: int, words: Vocabulary) -> Cue | None:
    """The hedge that a separable part is as a whole, "if necessary", "insofar as possible"; None where it goes on, as "if required by
    its laws" does, «при необходимости консультаций»."""
    hedge = view.cue_at("hedges", fringe.start, high)
    if hedge is None or words.shape("needed").match(view.text, hedge.end):
        return None
    if words.is_a(last_word(view.text, hedge.start, hedge.end), "feasible"):
        return hedge
    behind = WORD.match(view.text, hedge.end + 1, high)
    return None if behind is not None and words.is_a(behind[0], "preposition", "infinitive") else hedge


def hedges_in(view: View, start: int, end: int) -> tuple[Piece, ...]:
    """Words that weaken, strengthen or condition the act."""
    found = view.cues("hedges", start, end)
    return tuple([Piece(cue.start, cue.end) for cue in found]) if found else ()

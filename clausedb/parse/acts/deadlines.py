"""By when something is to be done: a date or a length of time behind the words that make it a limit, or an event."""

from __future__ import annotations

import re

from clausedb.model import Date
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.phrases import OPENERS, Piece, is_behind_participle, trimmed
from clausedb.parse.acts.views import WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_COMMAS = re.compile(r"[,;.](?!\w)")
_NEAR = 13
"""Characters within which a date follows the words that make it a deadline."""
_POINTS = frozenset({"day", "month", "year"})
_QUARTER = "month_range"
"""How exact a date is that is no length of time."""


def may_limit(view: View) -> bool:
    """Whether a clause holds what may be a time limit."""
    return bool(view.dates) or "events" in view.found


def deadline_of(
    view: View, low: int, high: int, words: Vocabulary, condition: Piece | None, verb: int = -1
) -> tuple[Piece, str | None] | None:
    """By when: a date or length of time with its opener before it, and the last day where the date settles it; what the
    condition of the act says is no deadline of its own, nor what a relative clause before the `verb` does."""
    if not may_limit(view):
        return None
    for start, end, date in view.dates_in(low, high):
        if end > high or (condition and condition.start <= start < condition.end):
            continue
        if start < verb and _is_in_relative(view, start, words):
            continue
        found = _dated_limit(view, low, high, (start, end, date), condition, words)
        lasts = date.precision == "duration" and words.shape("lasting").match(view.text, max(0, verb))
        if found is not None and not (lasts and found[0].end == end):
            return found  # «возглавляет Комиссию в течение одного года» is no time limit
    return _event_in(view, low, high, words, condition)


def _dated_limit(
    view: View,
    low: int,
    high: int,
    dated: tuple[int, int, Date],
    condition: Piece | None,
    words: Vocabulary,
) -> tuple[Piece, str | None] | None:
    """The time limit that a date in [low, high) makes, with its last day; None where it makes none."""
    start, end, date = dated
    until = end if date.precision == _QUARTER else start  # «في الربع الأول من عام 2026»
    openers = words.deadlines.scan(view.text, max(low, start - OPENERS), until).get("deadlines")
    until = _limit_end(view, openers[-1], dated, high, condition, words) if openers else -1
    if openers and until >= 0:
        settled = date.date_to if date.precision in (*_POINTS, _QUARTER) else None
        return trimmed(view, openers[-1].start, until, words), settled
    ahead = words.shape("least").match(view.text, end, high) if date.precision == "duration" else None
    if ahead and words.is_plain:  # "notify the Depositary six months in advance"
        return trimmed(view, start, ahead.end(), words), None
    return None


def _limit_end(
    view: View,
    opener: Cue,
    dated: tuple[int, int, Date],
    high: int,
    condition: Piece | None,
    words: Vocabulary,
) -> int:
    """Where the time limit ends that an opener makes of a date behind it; -1 where it makes none."""
    start, end, date = dated
    kind, lasts = opener.row["kind"], date.precision == "duration"
    if kind == "span":
        return -1  # «повестка дня на период до 2030 года»
    if kind == "within" and date.precision in _POINTS:
        return -1  # «بعد عام 2030» is no time limit
    if words.is_plain and is_behind_participle(view, opener.start, words):
        return -1  # "contracts concluded before 1 May"
    between = WORD.findall(view.text[opener.end : start])
    if start - opener.end >= _NEAR or not all(words.is_a(word, "article", "preposition") for word in between):
        return -1
    whole = _with_event(view, end, high, words) if lasts else end
    if condition and end < condition.start < whole:
        whole = condition.start
    if whole == end and (kind == "ahead" or (kind == "by" and lasts)):
        return -1  # "for at least one year", «пребывать там до 30 дней»
    more = words.shape("thereafter").match(view.text, whole, high)
    return more.end() if more else whole


def _is_in_relative(view: View, place: int, words: Vocabulary) -> bool:
    """Behind a relative word with no border between: "any dispute which cannot be settled within six months shall"."""
    begin = max(view.text.rfind(sign, 0, place) + 1 for sign in ",;.")
    found = WORD.finditer(view.text, begin, place)
    return words.is_plain and any(words.is_a(match[0], "relative") for match in found)


def _event_in(
    view: View, low: int, high: int, words: Vocabulary, condition: Piece | None
) -> tuple[Piece, None] | None:
    """A time limit without a date: «до истечения срока, указанного в запросе»."""
    for opener in view.cues("events", low, high):
        if condition and condition.start <= opener.start < condition.end:
            continue
        part = view.text[max(low, view.text.rfind(",", low, opener.start)) : opener.start]
        if words.is_verb_first and any(words.is_a(word, "relative") for word in WORD.findall(part)):
            continue  # «الطلبات التي قدمت قبل انقضاء المدة»
        stop = _before_verb(view, opener.end, _past_attributes(view, opener.end, high, words), words)
        purposes = (
            one.start for one in view.cues("fringes", opener.end, stop) if one.row["kind"] == "purpose"
        )
        stop = next(purposes, stop)
        while "cases" in words.settings and words.is_adverb(word := last_word(view.text, opener.end, stop)):
            stop = view.text.rfind(word, opener.end, stop)  # «в месячный срок письменно уведомляет»
        return trimmed(view, opener.start, stop, words), None
    return None


def _with_event(view: View, end: int, high: int, words: Vocabulary) -> int:
    """With the event that the time counts from: "within 30 days after the date of receipt"."""
    least = words.shape("least").match(view.text, end, high)
    end = least.end() if least else end
    if least and words.is_plain:
        return end  # "in advance of their intention to leave": what they announce
    match = WORD.search(view.text, end, high)
    if not match or not words.is_a(match[0], "tail"):
        return end
    stop = _past_attributes(view, match.end(), high, words)
    return _before_verb(view, match.end(), stop, words)


def _before_verb(view: View, low: int, stop: int, words: Vocabulary) -> int:
    """Where the verb of the sentence or its object stands behind: «не позднее чем за месяц до … уведомит», else `stop`.

    A verb of a relative clause is none: «с даты, когда одна из Сторон направит».
    """
    if "cases" in words.settings:
        apart = (
            one for one in WORD.finditer(view.text, low, stop) if words.is_a(one[0], "relative", "thereupon")
        )
        until = next((one.start() for one in apart), stop)
        verbs = (words.indicative, words.infinitive, words.shape("accusative"), words.shape("object"))
        found = (verb.search(view.text, low, until) for verb in verbs if verb)
        end = min((one.start() for one in found if one), default=until)
        objects = (one for one in WORD.finditer(view.text, low, end))
        end = next((one.start() for one in objects if words.is_a(one[0], "object")), end)
        stop = end if end < until else stop
    ended = words.shape("event_end").search(view.text, low, stop)
    stop = ended.start() if ended else stop
    while words.is_a(word := last_word(view.text, low, stop), "negation", "doer") and stop > low:
        stop = view.text.rfind(word, low, stop)
    return stop


def _past_attributes(view: View, start: int, high: int, words: Vocabulary) -> int:
    """The comma or stop that ends a noun phrase, past those before a relative clause or a participle behind it."""
    attribute = words.shape("attribute")
    for match in _COMMAS.finditer(view.text, start, high):
        behind = WORD.search(view.text, match.end(), high)
        goes_on = (
            behind
            and match[0] == ","
            and not words.is_a(behind[0], "article")
            and (words.is_a(behind[0], "relative", "thereupon") or attribute.fullmatch(behind[0]))
        )
        if not goes_on:
            return match.start()
    return high

"""What of the words of an act is the action, what its condition and what its deadline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.conditions import condition_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.deadlines import deadline_of, may_limit
from clausedb.parse.acts.forces import Sentence
from clausedb.parse.acts.phrases import Piece, trimmed, without_fringes
from clausedb.parse.acts.reach import CLAIMS, has_content
from clausedb.parse.acts.roles import ASKING
from clausedb.parse.acts.standing import Live
from clausedb.parse.acts.starts import insert_end
from clausedb.parse.acts.views import WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_LEAST_AFTER, LEAST_WITH = 2, 4
"""Words that an action keeps before a separable part, without its cue and with it."""
_INNER = 60
_ANDED = re.compile(r",[^,;]{2,50}\s(?:and|but)\s$|,\s(?:and\s)?(?:if|where|as)\s\w+\s$")
"""An insertion that a time limit ends: ", as a matter of urgency and not later than", ", if possible not later than"."""
_BEFORE_VERB = any_of("auxiliary", "negation", "adverb")


def parts_of(
    sentence: Sentence, live: Live, reach: Piece, whole: bool, floor: int, joint: int
) -> tuple[Piece | None, Piece | None, tuple[Piece, str | None] | None]:
    """The action, the condition, and the deadline with its day, of an act whose words reach over `reach`; where it is a
    further one, the words that join it begin at `joint`."""
    view, words, role = sentence.view, sentence.words, live.cue.row["role"]
    if role in ("term", "opener"):
        return None, None, None
    inserted = role == "after" and view.text[live.cue.end : live.cue.end + 1] == ","
    fringes = _fringes_of(sentence, live, Piece(min(joint, reach.start), reach.end), floor, inserted)
    if sentence.setting.is_recital:  # a motive sets no condition and no time limit
        return _motive(view, reach, fringes, words) or None, None, None
    if live.cue.row["force"] in CLAIMS and has_content(live, sentence):
        return trimmed(view, reach.start, reach.end, words) or None, None, None
    claimed = role != "that" and live.cue.row["force"] in CLAIMS and not sentence.setting.is_treaty
    if claimed:  # "recalls the report submitted at its request": what is told, no condition of the telling
        fringes = [one for one in fringes if one.row["kind"] != "condition" or one.start < live.cue.start]
    if (
        live.subject.kind == "thing" and live.subject.start >= 0
    ):  # "the products, subject to these measures, may"
        begin, verb = live.subject.start, live.cue.start
        fringes = [one for one in fringes if one.row["clause"] != "held" or not begin < one.start < verb]
    if fringes and live.cue.row["force"] in ASKING:
        fringes = [one for one in fringes if not _is_step(view, one, live.cue.end, words)]
    condition, deadline = None, None
    if fringes or may_limit(view):
        condition, deadline = _limits(sentence, live, reach, fringes, floor, inserted, joint)
    if claimed and live.cue.row["subforce"] != "need":
        deadline = None
    if whole and role == "whole":
        end = condition.start if condition and condition.start > live.cue.end else reach.end
        return trimmed(view, reach.start, end, words) or None, condition, deadline
    action = _action(sentence, live, reach, fringes, condition, deadline)
    return action or None, condition, deadline


def _fringes_of(sentence: Sentence, live: Live, reach: Piece, floor: int, inserted: bool) -> list[Cue]:
    """The separable parts of an act: those in its reach, those before it, those in what is `inserted` behind its verb."""
    found = [
        one
        for island in sentence.islands
        for one in island.fringes
        if one.start < reach.end
        and (
            one.start >= reach.start
            or (
                one.start < live.cue.start
                and (one.start >= floor or (not live.relative and one.start < sentence.lives[0].cue.start))
            )
            or (inserted and one.start <= live.cue.end + 2)
        )
    ]
    last = live.cue.end + 2 if inserted else live.cue.start
    if floor > sentence.start and any(
        one.row["kind"] == "condition" and floor <= one.start <= last for one in found
    ):
        found = [one for one in found if one.start >= floor]  # its own condition, not the sentence's
    return found


def _is_step(view: View, fringe: Cue, low: int, words: Vocabulary) -> bool:
    """A step of what is asked and no condition of it: "requests the Panel to provide a report and, after discussion with the
    Committee, a final report"."""
    if fringe.row["kind"] != "condition" or fringe.row["clause"] != "weak":
        return False
    if view.cue_at("hedges", fringe.start, len(view.text)) is not None:
        return False
    asked = (words.pattern("asked"), words.infinitive)
    return any(one.search(view.text, low, fringe.start) for one in asked)


def _limits(
    sentence: Sentence,
    live: Live,
    reach: Piece,
    fringes: Sequence[Cue],
    floor: int,
    inserted: bool,
    joint: int,
) -> tuple[Piece | None, tuple[Piece, str | None] | None]:
    """The condition, and the deadline with its day."""
    view, words = sentence.view, sentence.words
    subject = _subject_start(live, sentence)
    stop = _before_article(view, subject, words) if 0 <= subject < live.cue.start else live.cue.start
    places = [one.start for one in fringes if one.row["kind"] == "condition" and one.start < live.cue.start]
    if places and stop <= min(places):
        stop = next(
            one.cue.start for one in sentence.lives if one.cue.start > min(places)
        )  # amid subject and verb: «Стороны в случае отказа уведомляют»
    verb = reach.start if joint < reach.start else live.cue.start
    condition = condition_of(view, fringes, sentence.start, reach.end, stop, verb, words)
    if (
        condition
        and inserted
        and live.cue.end <= condition.start < (end := insert_end(sentence, live.cue.end))
    ):
        condition = trimmed(view, condition.start, end, words)
    low = min(live.cue.end, reach.start) if inserted else reach.start
    deadline = deadline_of(view, low, reach.end, words, condition, live.cue.start)
    if deadline is None and live.cue.row["role"] != "whole":
        deadline = _front_deadline(sentence, live, stop, condition, floor)
    return condition, deadline


def _subject_start(live: Live, sentence: Sentence) -> int:
    """Where the subject of an act begins, also one that it shares with an act before; -1 where there is none."""
    if live.subject.kind != "none":
        return live.subject.start
    before = (one.subject.start for one in reversed(sentence.lives) if one.cue.start < live.cue.start)
    return next((start for start in before if start >= 0), -1)


def _before_article(view: View, start: int, words: Vocabulary) -> int:
    """Where the article of a subject begins; the subject's own beginning where it has none before it."""
    word = last_word(view.text, 0, start)
    return view.text.rfind(word, 0, start) if words.is_a(word, "article") else start


def _front_deadline(
    sentence: Sentence, live: Live, stop: int, condition: Piece | None, floor: int
) -> tuple[Piece, str | None] | None:
    """The deadline that opens the sentence, before its first act, or stands between subject and verb: "Within thirty days …, each
    Party shall", «Стороны в течение 30 дней назначают»; or before a further verb: «и ежегодно, до 1 февраля, представлять»."""
    view, words = sentence.view, sentence.words
    if live is sentence.lives[0] and (not live.leading or live.cue.row["form"] == "charged"):
        found = deadline_of(view, sentence.start, stop, words, condition, stop)
        if found:
            return found
    first = sentence.lives[0]
    if live.subject.kind == "none" and first.cue.end < floor < live.cue.start:
        found = deadline_of(view, floor, live.cue.start, words, condition)
        front = first.subject.start
        if found or first.leading or ";" in view.text[first.cue.end : live.cue.start] or front < 0:
            return found
        return deadline_of(view, sentence.start, front, words, condition, front)
    if sentence.start <= live.subject.end < live.cue.start:
        return deadline_of(view, live.subject.end, live.cue.start, words, condition, live.cue.start)
    return None


def _motive(view: View, reach: Piece, fringes: Sequence[Cue], words: Vocabulary) -> Piece:
    """A motive with all that belongs to it, up to a purpose that stands beside it: «исходя из …, и в целях …»."""
    for one in fringes:
        beside = words.is_a(last_word(view.text, reach.start, one.start), "conjunction")
        if one.row["kind"] == "purpose" and reach.start < one.start < reach.end and beside:
            return trimmed(view, reach.start, one.start, words)
    return trimmed(view, reach.start, reach.end, words)


def _action(
    sentence: Sentence,
    live: Live,
    reach: Piece,
    fringes: Sequence[Cue],
    condition: Piece | None,
    deadline: tuple[Piece, str | None] | None,
) -> Piece:
    """The action without the condition and the deadline at its edges."""
    view, words = sentence.view, sentence.words
    least = _LEAST_AFTER if live.cue.row["role"] == "after" else LEAST_WITH
    front = fringes[:1]
    if (
        reach.start < live.cue.start
    ):  # parts between subject and verb stay, and the verb with what follows at once
        fringes = [one for one in fringes if _has_verb(view, live.cue.end, one.start, words)]
    parts = (condition, deadline[0] if deadline else None)
    inner = [one for one in parts if one and _goes_on(view, one.start, one.end, reach.end, words)]
    verb = live.cue.end if words.is_plain else 0
    action = without_fringes(view, reach.start, reach.end, fringes, words, least, inner, verb)
    if condition and condition.start <= action.start < condition.end < live.cue.start:
        action = trimmed(view, condition.end, action.end, words)  # «В случае спора вопрос передается»
    if condition and words.is_a(last_word(view.text, action.start, action.end), "content"):
        action = trimmed(view, condition.end, reach.end, words)  # "Decides that if …, the measures shall"
    behind = live.subject.start
    if reach.start < live.cue.start < live.cue.end <= behind < action.end <= live.subject.end:
        action = trimmed(view, action.start, behind, words)  # «Решение принимает Комиссия»
    action = _past_consent(view, action, front, words)
    action = _past_hedge(view, action, words)
    action = _without_term(view, action, words)
    if condition and live.cue.end < condition.start < action.end <= condition.end:
        action = trimmed(view, action.start, condition.start, words)
    if deadline and deadline[0].start > action.start and deadline[0].end >= action.end:
        action = trimmed(view, action.start, deadline[0].start, words)
    if condition and live.cue.end <= condition.start <= action.start < condition.end < action.end:
        action = trimmed(view, condition.end, action.end, words)  # "shall upon request make a report"
    if deadline and deadline[0].start <= action.start < deadline[0].end < action.end:
        action = trimmed(view, deadline[0].end, action.end, words)  # "shall within thirty days notify"
    return action


def _past_consent(view: View, action: Piece, front: Sequence[Cue], words: Vocabulary) -> Piece:
    """Without by whose consent it is done, where that opens it: «По взаимному согласию Сторон в Соглашение могут вноситься изменения»."""
    first = front[0] if front else None
    if first is None or first.row["clause"] != "consent" or first.start > action.start:
        return action
    of_whom = words.is_a(last_word(view.text, first.start, first.end), "preposition")
    name = view.name_from(first.end, slack=2) if of_whom else None
    end = name.end if name else action.start if of_whom else first.end
    return Piece(end + 1, action.end) if action.start < end < action.end else action


def _has_verb(view: View, low: int, high: int, words: Vocabulary) -> bool:
    """A verb stands there, not "be" alone, whose predicate follows: "shall be in accordance with"."""
    found = WORD.findall(view.text, low, max(low, high))
    return any(not words.kinds[word] & _BEFORE_VERB for word in found)


def _goes_on(view: View, begin: int, start: int, end: int, words: Vocabulary) -> bool:
    """What is to be done goes on behind a time limit or a condition: «представить не позднее 4 августа доклад Комитету»."""
    match = WORD.search(view.text, start, end)
    inner = view.text[max(0, begin - _INNER) : begin]
    closed = inner[-3:].rstrip().endswith(",") or _ANDED.search(inner) is not None if begin else False
    if match is None or view.text[start : match.start()].strip() not in ("", "," if closed else ""):
        return False
    if closed and words.is_a(match[0], "preposition"):
        return view.cue_at("fringes", match.start(), end) is None
    small = words.is_a(match[0], "preposition", "conjunction", "relative", "tail", "adverb")
    return not small and view.cue_at("fringes", match.start(), end) is None


def _past_hedge(view: View, action: Piece, words: Vocabulary) -> Piece:
    """Without a hedge set off by a comma at its head: "when necessary, develop"."""
    hedge = view.cue_at("hedges", action.start, action.end) if "hedges" in view.found else None
    if hedge and view.text[hedge.end : hedge.end + 1] == ",":
        return trimmed(view, hedge.end, action.end, words)
    return action


def _without_term(view: View, action: Piece, words: Vocabulary) -> Piece:
    """Without a term defined in brackets behind it: «создают комиссию (далее - Комиссия)»."""
    if view.text[action.end : action.end + 1] != ")":
        return action
    opened = view.text.rfind("(", action.start, action.end)
    term = (
        any(cue.row["role"] == "term" for cue in view.cues("cues", opened, action.end))
        if opened > 0
        else False
    )
    return trimmed(view, action.start, opened, words) if term else action

"""Where the action of a cue begins: with its cue, behind it and what is inserted there, or with the subject of a sentence that is all action."""

from __future__ import annotations

import re
from itertools import pairwise

from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.forces import NEAR, Sentence
from clausedb.parse.acts.phrases import before_joint
from clausedb.parse.acts.standing import Live
from clausedb.parse.acts.subject import Subject
from clausedb.parse.acts.views import COMMA, WORD, View

_INSERT = re.compile(r"\s*,[^,;]{2,160},(?=\s)")
_FAR = 160
"""Characters of the longest insertion."""
_NO_NOUN = any_of("preposition", "adverb", "conjunction")
_POINTING = any_of("pronoun", "relative", "border", "negation")
_LISTED = 100
"""Characters that a further member of a list in an insertion may have."""


def is_whole(live: Live, subject: Subject, sentence: Sentence) -> bool:
    """The action is the sentence with its subject: procedure, and what no actor does."""
    role = live.cue.row["role"]
    before = 0 <= subject.start < live.cue.start and not sentence.words.is_verb_first
    return role == "whole" or (role == "after" and not subject.is_actor and before)


def action_start(live: Live, subject: Subject, whole: bool, sentence: Sentence) -> int:
    """Where the action of a cue begins, before conditions and deadlines are taken off its edges. `whole` says that
    its subject belongs to it."""
    role, cue = live.cue.row["role"], live.cue
    phrase = live.subject if 0 <= live.subject.start < cue.start else subject
    before = 0 <= phrase.start < cue.start
    if role == "that":
        return cue.end
    if role == "after" and not whole:
        # Arabic: the subject stands between the verb and what is to be done
        between = cue.end <= subject.start < cue.end + NEAR and not subject.shared and subject.is_actor
        if between or subject.start < cue.end < subject.end:
            return _past_fronted(sentence, subject.end)
        return _past_insert(sentence, cue.end)
    if subject.shared:
        return cue.start
    if (
        "cases" in sentence.words.settings
        and role == "with"
        and live.subject.start >= cue.end
        and not live.leading
    ):
        return _object_start(sentence, cue.start)
    if whole or (subject.kind == "thing" and "cases" in sentence.words.settings):
        return _phrase_start(phrase, sentence, cue.start) if before else cue.start
    return cue.start


def _object_start(sentence: Sentence, verb: int) -> int:
    """Where the object before a Russian verb begins whose subject stands behind it: «Все расходы несет направляющая Сторона»."""
    view, words = sentence.view, sentence.words
    low = max([sentence.start, *(one.cue.end for one in sentence.lives if one.cue.end <= verb)])
    low = max(low, view.text.rfind(",", low, verb) + 1, view.text.rfind(";", low, verb) + 1)
    first = WORD.search(view.text, low, verb)
    bare = first is not None and not words.kinds[first[0]] & (_NO_NOUN | _POINTING)
    return first.start() if bare and first else verb


def _past_insert(sentence: Sentence, place: int) -> int:
    """Where what is to be done begins behind an insertion set off by commas: "shall, in that case, inform"."""
    end = insert_end(sentence, place)
    if end < 0:
        return place
    first = WORD.search(sentence.view.text, end, sentence.end)
    return first.end() if first and sentence.words.is_a(first[0], "infinitive") else end


def _past_fronted(sentence: Sentence, place: int) -> int:
    """Where what is to be done begins behind insertions that part it from its subject: «على الطرف، عند التعيين، أن يمنح»."""
    view, words = sentence.view, sentence.words
    if not words.is_verb_first or view.text[place : place + 1] != ",":
        return place
    for match in WORD.finditer(view.text, place, min(sentence.end, place + _FAR)):
        if words.is_a(match[0], "infinitive"):
            return match.start() if view.text[: match.start()].rstrip().endswith(",") else place
    return place


def insert_end(sentence: Sentence, place: int) -> int:
    """Behind the comma that closes an insertion, past those of a list in it: "may, when signing, ratifying or acceding,"; -1
    where there is none."""
    view, words = sentence.view, sentence.words
    insert = _INSERT.match(view.text, place, sentence.end)
    if insert is None:
        return _unopened_end(sentence, place)
    end = insert.end()
    while words.shape("inner_comma").match(view.text, end - 1):
        closing = view.text.find(",", end, min(sentence.end, end + _FAR))
        if closing < 0:
            break
        end = (
            closing + 1
        )  # "may, in accordance with Article 6, second subparagraph, of the Agreement, include"
    while behind := WORD.search(view.text, end, sentence.end):
        shapes = (
            (words.participle, words.shape("attribute")) if "cases" in words.settings else (words.participle,)
        )
        listed = words.is_a(behind[0], "conjunction") or any(one.fullmatch(behind[0]) for one in shapes)
        closing = view.text.find(",", end, min(sentence.end, end + _LISTED)) if listed else -1
        if closing < 0:
            break
        end = closing + 1
    return end


def _unopened_end(sentence: Sentence, place: int) -> int:
    """The same of one that no comma opens: "may at the time of its ratification, acceptance or accession, declare"."""
    view, words = sentence.view, sentence.words
    fringe = view.cue_at("fringes", place + 1, sentence.end) if not words.is_verb_first else None
    if fringe is None or "cases" in words.settings or fringe.row["kind"] not in ("basis", "time"):
        return -1
    parts = [
        match.start() for match in COMMA.finditer(view.text, fringe.end, min(sentence.end, fringe.end + _FAR))
    ]
    if not parts:
        return -1
    for low, high in pairwise(parts[:4]):
        if words.pattern("adding").search(view.text, low, high):
            return high + 1
    behind = WORD.search(view.text, parts[0], sentence.end)
    small = behind is None or words.is_a(
        behind[0], "preposition", "article", "conjunction", "relative", "pronoun"
    )
    return -1 if small else parts[0] + 1


def _phrase_start(subject: Subject, sentence: Sentence, cue: int) -> int:
    """Where a noun phrase that is no actor begins: with the sentence, if only insertions part it from its beginning; with the
    verb, where what stands before only belongs to a noun before it: «Для решения вопросов, связанных с …, создается»."""
    if subject.start == sentence.start:
        return subject.start
    joint = before_joint(sentence.view, sentence.start, subject.start, sentence.words)
    inserted = sentence.view.text[:joint].rstrip().endswith(",")
    first = not any(live.cue.start < subject.start for live in sentence.lives)
    front = any(one.start < sentence.start + 3 for island in sentence.islands for one in island.fringes)
    word = WORD.search(sentence.view.text, sentence.start)
    if word is None or sentence.words.kinds[word[0]] & _NO_NOUN:
        head = WORD.search(sentence.view.text, subject.start, cue)
        cases = "cases" in sentence.words.settings
        attribute = inserted and head and sentence.words.shape("attribute").fullmatch(head[0])
        return cue if cases and attribute else subject.start
    alone = subject.kind == "thing" and inserted and first and not front and word[0].isalpha()
    return sentence.start if alone else subject.start


def past_subject(view: View, live: Live) -> int:
    """Where what follows the verb begins: behind a subject that follows it, and the person named beside its office."""
    end = live.cue.end
    if live.subject.start >= live.cue.start and live.subject.kind == "name":
        end = view.past_persons(max(end, live.subject.end))
    return end

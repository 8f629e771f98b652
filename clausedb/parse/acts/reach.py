"""How far an act reaches in its sentence: where its action begins and ends, and what of it is condition and deadline.

A sentence with its cues and islands in, pieces of its text out; nothing is read here that belongs to another sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.conditions import condition_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.deadlines import deadline_of, may_limit
from clausedb.parse.acts.forces import NEAR, Sentence
from clausedb.parse.acts.islands import Island
from clausedb.parse.acts.phrases import Piece, before_joint, trimmed, without_fringes
from clausedb.parse.acts.standing import Live, opening_condition
from clausedb.parse.acts.strength import OWED
from clausedb.parse.acts.subject import Subject
from clausedb.parse.acts.views import COMMA, WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

CLAIMS = frozenset({"assertion", "endorsement", "disapproval"})
"""Forces of what is only said to be so."""
_CONTENT_GAP = 6
"""Words between a verb and the clause of its content: «ссылается на свое решение о том, что»."""
_LEAST_AFTER, LEAST_WITH = 2, 4
"""Words that an action keeps before a separable part, without its cue and with it."""
_INSERT = re.compile(r"\s*,[^,;]{2,160},(?=\s)")
_INNER = 60
_ANDED = re.compile(r",[^,;]{2,50}\s(?:and|but)\s$")
"""An insertion that a time limit ends: ", as a matter of urgency and not later than"."""
_FAR = 160
"""Characters of the longest insertion."""
_HEAD = 4
"""Words that may stand between a comma and a relative word behind a preposition: "the first of which"."""
_OPENS_CONTENT = any_of("content", "article")
_INFINITIVE, _CHAIN = any_of("infinitive"), any_of("chain")
_BEFORE_VERB = any_of("auxiliary", "negation", "adverb")
_NO_NOUN = any_of("preposition", "adverb", "conjunction")
_LISTED = 100
"""Characters that a further member of a list in an insertion may have."""


def may_join(view: View, words: Vocabulary, live: Live, begin: int, pair: tuple[int, int]) -> bool:
    """A further infinitive with "to" goes on with "agreed to" or "continue to", not with "will take steps to" or "commit to
    taking"; nor does one go on with a noun: «подтверждаем важность задачи прекратить … и обратить вспять»."""
    if pair[0] == begin:
        return True
    if "cases" in words.settings:
        noun = words.pattern("importance").fullmatch(last_word(view.text, live.cue.start, live.cue.end))
        return noun is None or words.infinitive.match(view.text, begin) is not None
    if not words.kinds[last_word(view.text, pair[0], pair[1])] & _INFINITIVE:
        return True
    if words.is_a(last_word(view.text, live.cue.start, live.cue.end), "infinitive"):
        taken = WORD.search(view.text, begin, pair[0])
        return taken is None or words.participle.fullmatch(taken[0]) is None
    first = WORD.findall(view.text[begin : begin + NEAR])[:3]
    return any(words.kinds[word] & _CHAIN for word in first)


def parts_of(
    sentence: Sentence, live: Live, reach: Piece, whole: bool, floor: int
) -> tuple[Piece | None, Piece | None, tuple[Piece, str | None] | None]:
    """The action, the condition, and the deadline with its day, of an act whose words reach over `reach`."""
    view, words, role = sentence.view, sentence.words, live.cue.row["role"]
    if role in ("term", "opener"):
        return None, None, None
    inserted = role == "after" and view.text[live.cue.end : live.cue.end + 1] == ","
    fringes = _fringes_of(sentence, live, reach, floor, inserted)
    if sentence.setting.is_recital:  # a motive sets no condition and no time limit
        return _motive(view, reach, fringes, words) or None, None, None
    if live.cue.row["force"] in CLAIMS and has_content(live, sentence):
        return trimmed(view, reach.start, reach.end, words) or None, None, None
    claimed = role != "that" and live.cue.row["force"] in CLAIMS and not sentence.setting.is_treaty
    if claimed:  # "recalls the report submitted at its request": what is told, no condition of the telling
        fringes = [one for one in fringes if one.row["kind"] != "condition" or one.start < live.cue.start]
    condition, deadline = None, None
    if fringes or may_limit(view):
        condition, deadline = _limits(sentence, live, reach, fringes, floor, inserted)
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
                one.start < live.cue.start and (one.start >= floor or one.start < sentence.lives[0].cue.start)
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


def _limits(
    sentence: Sentence, live: Live, reach: Piece, fringes: Sequence[Cue], floor: int, inserted: bool
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
    condition = condition_of(view, fringes, sentence.start, reach.end, stop, live.cue.start, words)
    if (
        condition
        and inserted
        and live.cue.end <= condition.start < (end := _insert_end(sentence, live.cue.end))
    ):
        condition = trimmed(view, condition.start, end, words)
    low = min(live.cue.end, reach.start) if inserted else reach.start
    deadline = deadline_of(view, low, reach.end, words, condition, live.cue.start)
    if deadline is None and live.cue.row["role"] != "whole":
        deadline = _front_deadline(sentence, live, stop, condition, floor)
    return condition, deadline


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
    action = _past_hedge(view, action, words)
    action = _without_term(view, action, words)
    if condition and live.cue.end < condition.start < action.end <= condition.end:
        action = trimmed(view, action.start, condition.start, words)
    if deadline and deadline[0].start > action.start and deadline[0].end >= action.end:
        action = trimmed(view, action.start, deadline[0].start, words)
    if deadline and deadline[0].start <= action.start < deadline[0].end < action.end:
        action = trimmed(view, deadline[0].end, action.end, words)  # "shall within thirty days notify"
    return action


def _before_article(view: View, start: int, words: Vocabulary) -> int:
    """Where the article of a subject begins; the subject's own beginning where it has none before it."""
    word = last_word(view.text, 0, start)
    return view.text.rfind(word, 0, start) if words.is_a(word, "article") else start


def _has_verb(view: View, low: int, high: int, words: Vocabulary) -> bool:
    """A verb stands there, not "be" alone, whose predicate follows: "shall be in accordance with"."""
    found = WORD.findall(view.text, low, max(low, high))
    return any(not words.kinds[word] & _BEFORE_VERB for word in found)


def _subject_start(live: Live, sentence: Sentence) -> int:
    """Where the subject of an act begins, also one that it shares with an act before; -1 where there is none."""
    if live.subject.kind != "none":
        return live.subject.start
    before = (one.subject.start for one in reversed(sentence.lives) if one.cue.start < live.cue.start)
    return next((start for start in before if start >= 0), -1)


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


def past_subject(view: View, live: Live) -> int:
    """Where what follows the verb begins: behind a subject that follows it, and the person named beside its office."""
    end = live.cue.end
    if live.subject.start >= live.cue.start and live.subject.kind == "name":
        end = view.past_persons(max(end, live.subject.end))
    return end


def charges(sentence: Sentence, live: Live, reach: Piece) -> bool:
    """What is decided is that somebody is to do something."""
    inner = (one for one in sentence.lives if reach.start <= one.cue.start < reach.end and one is not live)
    return any(one.cue.row["force"] in OWED for one in inner)


def has_content(live: Live, sentence: Sentence) -> bool:
    """A clause of content follows: "Decides that all States shall …"."""
    if live.cue.row["role"] != "with":
        return False
    view, end = sentence.view, live.cue.end
    if "fringes" in view.found:
        links = (one for island in sentence.islands for one in island.fringes if one.row["kind"] == "link")
        end = next((one.end for one in links if end <= one.start <= end + 2), end)
    if (
        "cases" in sentence.words.settings
    ):  # «постановляет далее, что», «ссылается на свое решение о том, что»
        match = sentence.words.pattern("content").search(view.text, end, min(sentence.end, end + NEAR))
        gap = view.text[end : match.start()].strip(" ,") if match else ""
        between = not any(end <= one.cue.start < match.start() for one in sentence.lives) if match else False
        if match and between and "," not in gap and len(gap.split()) <= _CONTENT_GAP:
            return True
    place = end + len(view.text[end : end + 2]) - len(view.text[end : end + 2].lstrip(" ,"))
    return sentence.words.pattern("content").match(view.text, place, min(sentence.end, end + 8)) is not None


def opens_content(sentence: Sentence, live: Live, limit: int) -> bool:
    """What follows the verb of an act is a clause with an act of its own: "shall ensure that its nationals may"."""
    view, words = sentence.view, sentence.words
    if live.cue.row["role"] != "after" or not words.is_plain:
        return False
    if not words.kinds[last_word(view.text, live.cue.end, limit)] & _OPENS_CONTENT:
        return False
    found = WORD.findall(view.text, live.cue.end, limit)[-_CONTENT_GAP:]
    while found and words.is_a(found[-1], "article"):
        found.pop()
    if len(found) <= 1 or not words.is_a(found[-1], "content"):
        return False
    return found[-2] in words.verbs or words.is_a(found[-2], "determining")


def content_end(sentence: Sentence, live: Live) -> int:
    """Where the content of a claim ends: before a further verb of the same speaker, else with the sentence."""
    for one in sentence.lives:
        plain = one.cue.row["form"] == "base" != live.cue.row["form"]
        if one.cue.start > live.cue.end and one.subject.kind == "none" and not plain:
            if not WORD.search(sentence.view.text, live.cue.end, one.cue.start):
                break  # the content has the speaker for its subject: «договорились о том, что создадут»
            return before_joint(sentence.view, live.cue.end, one.cue.start, sentence.words)
    return sentence.end


def limit_of(sentence: Sentence, place: int) -> int:
    """Where the reach of an island ends: where the next act's own subject, or its cue, begins."""
    cue = sentence.islands[place].cue
    while place + 1 < len(sentence.islands) and _is_bracketed(sentence, sentence.islands[place + 1]):
        place += 1
    after = sentence.islands[place + 1] if place + 1 < len(sentence.islands) else None
    if after is None:
        return sentence.end
    if after.cue is None or cue is None:
        return after.start
    opened = _condition_before(sentence, cue.end, after.start)
    if opened is not None:
        return opened
    live = next(one for one in sentence.lives if one.cue.start == after.start)
    own = live.subject.start
    beside = sentence.words.pattern("besides").search(sentence.view.text, cue.end, after.start)
    if beside is not None:
        return beside.start()  # a clause of its own: «…, причем расходы несет Сторона»
    apart = sentence.view.text[live.subject.end : after.start].split()
    if live.relative:
        word = last_word(sentence.view.text, cue.end, after.start)
        place = max(cue.end, sentence.view.text.rfind(word, 0, after.start)) if word else after.start
        comma = sentence.view.text.rfind(",", cue.end, place)
        inside = WORD.findall(sentence.view.text[comma:place]) if comma > 0 else []
        headed = bool(inside) and sentence.words.is_a(inside[-1], "preposition") and len(inside) <= _HEAD
        return comma if headed else place  # "…, the first of which shall"
    if sentence.words.is_verb_first and len(apart) > 1:
        return _before_had(sentence, cue.end, after.start)
    if live.cue.row["role"] == "term":
        return after.start
    if cue.end < own < after.start:
        return _before_that(sentence, cue.end, _insert_before(sentence, cue.end, own))
    if own >= after.start:
        return _before_had(sentence, cue.end, after.start)
    links = (one for one in sentence.islands[place].fringes if one.row["kind"] == "link")
    gaps = ((one.start, sentence.view.text[one.end : after.start].strip(" ,")) for one in links)
    before = next((start for start, gap in gaps if not gap), after.start)
    before = _insert_before(sentence, cue.end, before)
    return before_joint(sentence.view, cue.end, _before_had(sentence, cue.end, before), sentence.words)


def _condition_before(sentence: Sentence, low: int, high: int) -> int | None:
    """Where a condition begins that belongs to the next act: «…، وإذا تعذر ذلك، تحيله»; only where the verb comes first."""
    if not (sentence.words.is_verb_first and sentence.setting.is_treaty):
        return None
    fringes = (one for island in sentence.islands for one in island.fringes)
    found = opening_condition(fringes, sentence.view, low, high)
    return found.start if found else None


def _before_that(sentence: Sentence, low: int, place: int) -> int:
    """Without "and that" before the subject of a further clause of content: "shall be convened, and that the Bureau may"."""
    view, words = sentence.view, sentence.words
    that = last_word(view.text, low, place)
    while words.is_a(that, "article"):
        place = view.text.rfind(that, low, place)
        that = last_word(view.text, low, place)
    begin = view.text.rfind(that, low, place) if words.is_a(that, "content") else -1
    joint = last_word(view.text, low, begin) if begin > low else ""
    return view.text.rfind(joint, low, begin) if words.is_a(joint, "conjunction") else place


def _insert_before(sentence: Sentence, low: int, place: int) -> int:
    """Where "and" and a condition or time of the next act begin before its subject or verb: "…, and, if it refuses, shall give"."""
    view, words = sentence.view, sentence.words
    cases = (
        "cases" in words.settings and sentence.setting.is_treaty
    )  # «и при наличии разногласий создают группу»
    if words.is_verb_first or not (cases or view.text[low:place].rstrip().endswith(",")):
        return place
    kinds = ("condition", "time", "purpose", "basis") if cases else ("condition", "time")
    for one in reversed([one for island in sentence.islands for one in island.fringes]):
        if not low < one.start < place or one.row["kind"] not in kinds:
            continue
        word = last_word(view.text, low, one.start)
        return view.text.rfind(word, low, one.start) if words.is_a(word, "conjunction") else place
    return place


def is_not_to(view: View, joint: int, verb: int, words: Vocabulary) -> bool:
    """The further verb is one not to be done: "to create … and not to impair"."""
    return any(words.is_a(match[0], "not", "negation") for match in WORD.finditer(view.text, joint, verb))


def _is_bracketed(sentence: Sentence, island: Island) -> bool:
    """A term defined in brackets, behind which the sentence goes on: "the Committee (hereinafter "the Committee") a report"."""
    if island.cue is None or island.cue.row["role"] != "term":
        return False
    text = sentence.view.text
    opened = text.rfind("(", sentence.start, island.start)
    return opened >= 0 and ")" not in text[opened : island.start] and text.find(")", island.start) > 0


def _before_had(sentence: Sentence, low: int, high: int) -> int:
    """Without the particle before the next verb: «وقد قبل»."""
    word = last_word(sentence.view.text, low, high)
    particle = word.removeprefix("و")
    return sentence.view.text.rfind(word, low, high) if sentence.words.is_a(particle, "had") else high


def is_whole(live: Live, subject: Subject, sentence: Sentence) -> bool:
    """The action is the sentence with its subject: procedure, and what no actor does."""
    role = live.cue.row["role"]
    before = 0 <= subject.start < live.cue.start and not sentence.words.is_verb_first
    return role == "whole" or (role == "after" and not subject.is_actor and before)


def action_start(live: Live, subject: Subject, whole: bool, sentence: Sentence) -> int:
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
    if whole or (subject.kind == "thing" and "cases" in sentence.words.settings):
        return _phrase_start(phrase, sentence, cue.start) if before else cue.start
    return cue.start


def _past_insert(sentence: Sentence, place: int) -> int:
    """Where what is to be done begins behind an insertion set off by commas: "shall, in that case, inform"."""
    end = _insert_end(sentence, place)
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


def _insert_end(sentence: Sentence, place: int) -> int:
    """Behind the comma that closes an insertion, past those of a list in it: "may, when signing, ratifying or acceding,"; -1
    where there is none."""
    view, words = sentence.view, sentence.words
    insert = _INSERT.match(view.text, place, sentence.end)
    if insert is None:
        return _unopened_end(sentence, place)
    end = insert.end()
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


def _past_hedge(view: View, action: Piece, words: Vocabulary) -> Piece:
    """Without a hedge set off by a comma at its head: "when necessary, develop"."""
    hedge = view.cue_at("hedges", action.start, action.end) if "hedges" in view.found else None
    if hedge and view.text[hedge.end : hedge.end + 1] == ",":
        return trimmed(view, hedge.end, action.end, words)
    return action

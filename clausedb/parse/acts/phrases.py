"""How far an act reaches: the action, and the separable parts at its edge (condition, deadline), and its hedges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from clausedb.parse.acts.bearers import FINITE
from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.standing import RELATIVE_HEAD
from clausedb.parse.acts.views import WORD, View, last_word
from clausedb.parse.acts.vocabulary import DANGLING, Vocabulary

_EDGE = " \t\r\n,;:.،؛–—-"
_OPEN_EDGE = _EDGE + "("
_INSERT = re.compile(r"\s*,[^,]{1,120},")
_LISTED = re.compile(r"[,،]\s+(?:(?:and|or|и|или|و)\s+)?\(?(?:\d|[ivx]{1,5}(?!\w)|[a-zа-я]\))")
"""A comma in a list of numbers: "Articles 20, 22 and 23"."""
_COMMAS = re.compile(r"[,;.](?!\w)")
_CLOSED = re.compile(r"[^,;،؛]{1,60}[,،]\s+(\w+)")
_PARENTHESIS = re.compile(r"[^,;،؛]{1,160}[,،]\s+(\w+)")
_OPEN_WORDS = any_of("infinitive", "content")
"""Behind such a word no action ends."""
_CONJUNCTION, _RELATIVE, _ADVERBIAL = any_of("conjunction"), any_of("relative"), any_of("adverbial")
_DANGLING = any_of(*DANGLING)
_JOINT = _CONJUNCTION | _ADVERBIAL
_INSIDE = frozenset({"concession", "link"})
"""Kinds of fringes that end no action."""
_OF_NOUNS = frozenset({"basis", "scope", "condition"})
"""Kinds of fringes that may go with a participle before them."""
_NEAR = 13
"""Characters within which a date follows the words that make it a deadline."""
_POINTS = frozenset({"day", "month", "year"})
"""How exact a date is that is no length of time."""
_FRONT = 3
"""Characters before a condition that comes first in its sentence."""
_ATTRIBUTE = 60
"""Characters in which a participle and what stands before it are looked for."""
_TRAILING = 4
"""Words from the verb to a condition that ends the sentence, at least."""
_SUBJECT = 3
"""Words of a short subject, behind which the verb of its clause is still to come."""
_OPENERS = 60
"""Characters that those words and what follows them may take."""


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
    end = place
    while (word := last_word(view.text, low, end)) and (view.dates or words.kinds[word] & _JOINT):
        dated = low + len(view.text[low:end].rstrip(" ,\n"))
        date = next(
            (one for one in view.dates_in(max(low, dated - _OPENERS), dated) if one[1] == dated), None
        )
        if date is not None:  # «и ежегодно, до 1 февраля, представлять»
            end = date[0]
            openers = words.deadlines.scan(view.text, max(low, end - _OPENERS), end).get("deadlines", ())
            if openers and not view.text[openers[-1].end : end].strip():
                end = openers[-1].start  # «и ежегодно, не позднее 1 апреля, представляет»
            while words.is_a(word := last_word(view.text, low, end), "preposition"):
                end = view.text.rfind(word, low, end)
            end = low + len(view.text[low:end].rstrip(" ,\n"))
            continue
        end = low + len(view.text[low:end].rstrip())
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
        if fringe.start < past:
            continue
        if any(one.start <= fringe.start < one.end for one in inner):
            continue
        if fringe.start <= start + 2 or fringe.start >= end or fringe.row["kind"] in _INSIDE:
            continue
        hedge = view.cue_at("hedges", fringe.start, end)
        if hedge and _is_hedge(view, fringe, end, words) and WORD.search(view.text, hedge.end, end):
            continue  # "and, where appropriate, prior approval for"
        between = WORD.findall(view.text[start : fringe.start])
        if between and kinds[between[-1]] & _OPEN_WORDS:
            continue  # amid what is asked: "calls upon all States to, in accordance with …, cooperate"
        joined = kept and kinds[between[-1]] & _CONJUNCTION
        few = 1 if fringe.row["kind"] == "condition" and fringe.row["clause"] in FINITE else least
        behind = between if verb <= start else WORD.findall(view.text[verb : fringe.start])
        if joined or len(between) < few or any(kinds[word] & _RELATIVE for word in behind):
            kept = True
            continue
        past = _past_parenthesis(view, start, fringe, end, words)
        if past or _is_within(view, fringe, end, words):
            continue
        return trimmed(view, start, fringe.start, words)
    return trimmed(view, start, end, words)


def _is_within(view: View, fringe: Cue, end: int, words: Vocabulary) -> bool:
    """The action goes on behind: "consult at the request of either Party concerning …", "the right, under …, to …"."""
    before = view.text[max(0, fringe.start - 4) : fringe.start].rstrip()
    if fringe.row["kind"] in _OF_NOUNS and _is_attributive(view, fringe, words):
        return True
    if fringe.row["kind"] == "basis" and before.endswith(","):
        closed = _CLOSED.match(view.text, fringe.end, end)
        return closed is not None and words.is_a(closed[1], "preposition")
    if fringe.row["kind"] != "condition" or fringe.row["clause"] not in ("", "weak"):
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


def _is_attributive(view: View, fringe: Cue, words: Vocabulary) -> bool:
    """It belongs to a participle before it, not to what is done: "the Panel established pursuant to resolution 1929"."""
    return fringe.row["clause"] in ("", "weak") and _is_behind_participle(view, fringe.start, words)


def _is_behind_participle(view: View, start: int, words: Vocabulary) -> bool:
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


def condition_of(
    view: View, fringes: Sequence[Cue], low: int, high: int, stop: int, verb: int, words: Vocabulary
) -> Piece | None:
    """The first condition among the fringes in [low, high), up to the comma that ends it; without a verb of its own, or where no
    comma stands before the `verb` of the sentence, also to its subject at `stop`."""
    conditions = [one for one in fringes if one.row["kind"] == "condition"]
    for fringe in sorted(conditions, key=_is_weak) if len(conditions) > 1 else conditions:
        if not low <= fringe.start < high or _is_attributive(view, fringe, words):
            continue  # «группы, созданной по инициативе Туркменистана»
        if not _is_hedge(view, fringe, high, words):
            bare = fringe.row["clause"] in ("", "head", "weak") or words.is_verb_first
            until = stop if stop > fringe.end and bare else high
            if bare and not words.is_verb_first and fringe.start > low + _FRONT:
                until = _before_time(fringes, fringe, until)
            end = _condition_end(view, fringe, until, words)
            if until == high and fringe.start <= low + _FRONT and fringe.end < stop:
                end = _front_end(view, fringe, stop, words) or end
                if words.is_plain and "," not in view.text[fringe.end : verb]:
                    end = min(end, stop)  # "When judgment is entered the fine shall"
            if until == high and stop < fringe.start and _closes(view, fringe, stop, end, high, words):
                end = high
            word = last_word(view.text, fringe.start, end)
            if until == stop == end and words.is_a(word, "article"):
                end = view.text.rfind(word, fringe.start, end)
            if until == stop == end and words.is_a(word, "doer"):
                end = view.text.rfind(word, fringe.end, end)  # «В случае отказа спор передается»
            while until == stop and "cases" in words.settings and words.is_adverb(word):
                end = view.text.rfind(word, fringe.end, end)  # of the verb: «незамедлительно уведомляет»
                word = last_word(view.text, fringe.end, end)
            found = trimmed(view, fringe.start, end, words)
            alone = found.end <= fringe.end and fringe.row["clause"] == "yes"
            return None if alone else found  # "if:" before a list says nothing by itself
    return None


def _before_time(fringes: Sequence[Cue], condition: Cue, until: int) -> int:
    """Where a time limit behind a condition without a verb begins: "each Party at the request of the other within thirty days".

    At the head of a sentence the limit is part of the condition: "In the absence of agreement within three months, …"."""
    limits = (one.start for one in fringes if one.row["kind"] == "time" and condition.end < one.start < until)
    return min(limits, default=until)


def _is_weak(fringe: Cue) -> bool:
    """ "after consultation with" is a condition only where the sentence has no other."""
    return fringe.row["clause"] == "weak"


def _is_hedge(view: View, fringe: Cue, high: int, words: Vocabulary) -> bool:
    """ "if necessary" set off by itself, "insofar as possible"; "if required by its laws" goes on and is a condition."""
    hedge = view.cue_at("hedges", fringe.start, high)
    if hedge is None:
        return False
    closed = view.text[hedge.end : hedge.end + 1] in (",", ";", ".", ")", "")
    return closed or words.is_a(last_word(view.text, hedge.start, hedge.end), "feasible")


def _front_end(view: View, fringe: Cue, stop: int, words: Vocabulary) -> int | None:
    """The comma right before the main subject at `stop`, where a condition comes first: "If A, which B, the Parties"."""
    before = view.text[fringe.end : stop].rstrip()
    word = last_word(view.text, fringe.end, stop)
    while before and not before.endswith(",") and words.is_a(word, "article", "adverb", "each", "role"):
        before = before[: before.rfind(word)].rstrip() if word in before else ""
        word = last_word(before, 0, len(before))
    return fringe.end + len(before) - 1 if before.endswith(",") else None


def _closes(view: View, fringe: Cue, verb: int, comma: int, high: int, words: Vocabulary) -> bool:
    """The condition with a verb of its own ends the sentence, and its comma parts what it lists: «если это необходимо для
    обеспечения безопасности, охраны порядка или здоровья»."""
    if "cases" not in words.settings or fringe.row["clause"] not in FINITE or comma >= high:
        return False
    if len(WORD.findall(view.text[verb : fringe.start])) < _TRAILING:
        return False
    behind = WORD.search(view.text, comma, high)
    small = behind is None or words.is_a(behind[0], "preposition", "pronoun", "him", "border", "role")
    return not small and words.infinitive.search(view.text, comma, high) is None


def _has_attribute(view: View, comma: int, high: int, words: Vocabulary) -> bool:
    """A participle behind the comma goes with the noun before it: «правил, установленных другой Стороной»."""
    behind = WORD.search(view.text, comma, high)
    if behind is not None and words.is_a(behind[0], "negation"):
        behind = WORD.search(view.text, behind.end(), high)  # «В случаях, не терпящих отлагательства»
    attribute = words.shape("attribute")
    return behind is not None and attribute.fullmatch(behind[0]) is not None


def _past_inserted(view: View, fringe: Cue, comma: int, high: int, words: Vocabulary) -> int:
    """The comma behind the verb, where one stands behind the subject only: "unless that person, having had the chance, has left"."""
    if words.is_verb_first and (further := _past_amid(view, comma, high, words)):
        return further
    subject = WORD.findall(view.text[fringe.end : comma])
    most = RELATIVE_HEAD if "cases" in words.settings else 2  # «лицо, в отношении которого …, является»
    heads = [match[0] for match in islice(WORD.finditer(view.text, comma, high), most)]
    participle = bool(heads) and words.participle.fullmatch(heads[0]) is not None
    inserted = participle or any(words.is_a(word, "relative") for word in heads)
    if (len(subject) > _SUBJECT or not inserted) and not _is_done_so(view, comma, high, heads, words):
        return comma
    closing = view.text.find(",", comma + 1, high)
    return view.text.find(",", closing + 1, high) if closing > 0 else closing


def _is_done_so(view: View, comma: int, high: int, heads: Sequence[str], words: Vocabulary) -> bool:
    """A participle behind "when" or "if" parts the subject from its verb: "if his periods, when totalized, are at least equal"."""
    if not words.is_plain or len(heads) < 2 or not words.shape("done").fullmatch(heads[1]):
        return False
    behind = WORD.search(view.text, comma, high)
    return behind is not None and view.cue_at("fringes", behind.start(), high) is not None


def _past_amid(view: View, comma: int, high: int, words: Vocabulary) -> int:
    """The comma behind the rest of an Arabic condition that an insertion parts: «إذا لم تتمكن الدول، بعد ستة أشهر، من الاتفاق، جاز»; 0 where none does."""
    closing = view.text.find(",", comma + 1, high)
    last = view.text.find(",", closing + 1, high) if closing > 0 else -1
    opened = WORD.search(view.text, comma, high)
    behind = WORD.search(view.text, closing, high) if closing > 0 else None
    inserted = opened is not None and words.is_a(opened[0], "preposition", "fronted")
    goes_on = behind is not None and words.is_a(behind[0], "preposition")
    return last if inserted and goes_on and last > 0 else 0


def _condition_end(view: View, fringe: Cue, until: int, words: Vocabulary) -> int:
    """The comma behind, past an insertion right behind the opener ("If, however, …"); or where the matter is named."""
    insert = _INSERT.match(view.text, fringe.end, until)
    comma = view.text.find(",", insert.end() if insert else fringe.end, until)
    while comma > 0 and (
        _LISTED.match(view.text, comma, until)
        or _has_attribute(view, comma, until, words)
        or words.content_comma.match(view.text, comma)
    ):
        comma = view.text.find(",", comma + 1, until)
    if comma > 0 and fringe.row["clause"] in FINITE:
        comma = _past_inserted(view, fringe, comma, until, words)
    if comma > 0 and (further := _further_condition(view, comma, until, words)):
        return _condition_end(view, further, until, words)
    end = comma if comma > 0 else until
    if fringe.row["clause"] not in ("", "weak"):
        return end
    purposes = (one.start for one in view.cues("fringes", fringe.end, end) if one.row["kind"] == "purpose")
    end = next(purposes, end)
    name = view.name_from(fringe.end, slack=5)
    if name and name.end < end and words.is_a(last_word(view.text, fringe.start, fringe.end), "preposition"):
        behind = WORD.search(view.text, name.end, end)
        if (
            behind
            and not words.is_a(behind[0], "conjunction", "preposition")
            and behind.start() == name.end + 1
        ):
            return name.end
    stops = (words.pattern("about"), words.infinitive)  # an infinitive is what is asked for
    found = (stop.search(view.text, fringe.end, end) for stop in stops)
    return min((match.start() for match in found if match), default=end)


def _further_condition(view: View, comma: int, until: int, words: Vocabulary) -> Cue | None:
    """A second condition right behind the first: "if he is a national, or if he has been acquitted", "at its request, provided that"."""
    behind = WORD.search(view.text, comma, until)
    if behind and words.is_a(behind[0], "alternative"):
        behind = WORD.search(view.text, behind.end(), until)
    found = view.cue_at("fringes", behind.start(), until) if behind else None
    return found if found and found.row["kind"] == "condition" and not words.is_verb_first else None


def without_and(view: View, condition: Piece | None, words: Vocabulary) -> Piece | None:
    """A condition without the "and" or "then" written together with its first word: «وإذا تعذر ذلك»."""
    if condition is None or not words.is_verb_first:
        return condition
    fringe = view.cue_at("fringes", condition.start, condition.end)
    joined = view.text[condition.start]
    if fringe is None or joined not in "وف" or fringe.row["cue"].lstrip("(").startswith(joined):
        return condition
    return Piece(condition.start + 1, condition.end)


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
        window = max(low, start - _OPENERS)
        for opener in words.deadlines.scan(view.text, window, start).get("deadlines", ())[-1:]:
            if opener.row["kind"] == "span":
                continue  # «повестка дня на период до 2030 года»
            if opener.row["kind"] == "within" and date.precision in _POINTS:
                continue  # «بعد عام 2030» is no time limit
            if words.is_plain and _is_behind_participle(view, opener.start, words):
                continue  # "contracts concluded before 1 May"
            between = WORD.findall(view.text[opener.end : start])
            if start - opener.end < _NEAR and all(
                words.is_a(word, "article", "preposition") for word in between
            ):
                whole = _with_event(view, end, high, words) if date.precision == "duration" else end
                if condition and end < condition.start < whole:
                    whole = condition.start
                if opener.row["kind"] == "ahead" and whole == end:
                    continue  # "for at least one year" is no time limit
                if opener.row["kind"] == "by" and date.precision == "duration" and whole == end:
                    continue  # «пребывать там до 30 дней»
                more = words.shape("thereafter").match(view.text, whole, high)
                whole = more.end() if more else whole
                value = date.date_to
                settled = value if date.precision in ("day", "month", "year") else None
                return trimmed(view, opener.start, whole, words), settled
        ahead = words.shape("least").match(view.text, end, high) if date.precision == "duration" else None
        if ahead and words.is_plain:
            return trimmed(
                view, start, ahead.end(), words
            ), None  # "notify the Depositary six months in advance"
    return _event_in(view, low, high, words, condition)


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
        verbs = (words.indicative, words.infinitive, words.shape("accusative"))
        found = (verb.search(view.text, low, until) for verb in verbs if verb)
        end = min((one.start() for one in found if one), default=until)
        objects = (one for one in WORD.finditer(view.text, low, end))
        end = next((one.start() for one in objects if words.is_a(one[0], "object")), end)
        stop = end if end < until else stop
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
            and (words.is_a(behind[0], "relative", "thereupon") or attribute.fullmatch(behind[0]))
        )
        if not goes_on:
            return match.start()
    return high


def hedges_in(view: View, start: int, end: int) -> tuple[Piece, ...]:
    """Words that weaken, strengthen or condition the act."""
    found = view.cues("hedges", start, end)
    return tuple([Piece(cue.start, cue.end) for cue in found]) if found else ()

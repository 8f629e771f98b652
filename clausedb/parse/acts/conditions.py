"""On what condition something is to be done: from the words that open a condition to where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TypeGuard

from clausedb.parse.acts.bearers import FINITE
from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.phrases import VERBLESS, Piece, hedge_of, is_attributive, is_governed, trimmed
from clausedb.parse.acts.standing import RELATIVE_HEAD
from clausedb.parse.acts.views import WORD, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_INSERT = re.compile(r"\s*,[^,]{1,120},")
_LISTED = re.compile(r"[,،]\s+(?:(?:and|or|и|или|و)\s+)?\(?(?:\d|[ivx]{1,5}(?!\w)|[a-zа-я]\))")
"""A comma in a list of numbers: "Articles 20, 22 and 23"."""
_SERIES = re.compile(r",\s+(?:[a-z-]+(?:\s[a-z-]+)?,?\s+)?or\s")
"""A comma in a list of events: "in the event of accident, distress, or emergency landing"."""
_FRONT = 3
"""Characters before a condition that comes first in its sentence."""
_TRAILING = 4
"""Words from the verb to a condition that ends the sentence, at least."""
_SUBJECT, _LONG_SUBJECT = 3, 10
"""Words of a short subject, behind which the verb of its clause is still to come; most words of one that is looked through for it."""
_AMID = 120
"""Characters of the longest condition between a modal and its verb."""
_BESIDE = 4
"""Words from the verb to a condition beside it, at most."""
_VERB = any_of("passive", "perfect", "owed", "linking")


def condition_of(
    view: View, fringes: Sequence[Cue], low: int, high: int, stop: int, verb: int, words: Vocabulary
) -> Piece | None:
    """The first condition among the fringes in [low, high), up to the comma that ends it; without a verb of its own, or where no
    comma stands before the `verb` of the sentence, also to its subject at `stop`."""
    conditions = [one for one in fringes if one.row["kind"] == "condition"]
    if len(conditions) > 1:
        conditions.sort(key=lambda one: _is_weak(one) or _is_need(hedge_of(view, one, high, words)))
    for fringe in conditions:
        if not low <= fringe.start < high or is_attributive(view, fringe, words):
            continue  # «группы, созданной по инициативе Туркменистана»
        if is_governed(view, fringe, words):
            continue  # "along the meridian to where"
        hedge = hedge_of(view, fringe, high, words)
        if _is_need(hedge):
            if _is_amid(view, hedge, verb, high, words):
                continue
            return Piece(hedge.start, hedge.end)
        if hedge is not None and hedge.row["effect"] != "conditions":
            continue
        end = _end_of(view, fringes, fringe, low, high, stop, verb, words)
        if fringe.end < verb < end and (comma := view.text.rfind(",", fringe.end, verb)) > 0:
            end = comma  # "each Party, except the cases, which concern its security, shall"
        found = trimmed(view, fringe.start, end, words)
        alone = found.end <= fringe.end and fringe.row["clause"] == "yes"
        return None if alone else found  # "if:" before a list says nothing by itself
    return None


def _is_need(hedge: Cue | None) -> TypeGuard[Cue]:
    """ "when necessary", which counts only where there is no other condition."""
    return hedge is not None and hedge.row["class"] == "necessity"


def _is_amid(view: View, hedge: Cue, verb: int, high: int, words: Vocabulary) -> bool:
    """It goes with a part of what is done, not with the doing: "measures to seize and, where necessary, destroy the goods"."""
    if hedge.start < verb or not WORD.search(view.text, hedge.end, high):
        return False
    return len(WORD.findall(view.text, verb, hedge.start)) > _BESIDE


def _end_of(
    view: View,
    fringes: Sequence[Cue],
    fringe: Cue,
    low: int,
    high: int,
    stop: int,
    verb: int,
    words: Vocabulary,
) -> int:
    """Where a condition ends; the places are those that `condition_of` takes."""
    bare = fringe.row["clause"] in (*VERBLESS, "head") or words.is_verb_first
    if (
        words.shape("otherwise").match(view.text, fringe.start)
        and (comma := view.text.find(",", fringe.end, high)) > 0
    ):
        return comma  # "Unless otherwise provided in this Agreement, any dispute"
    if words.is_plain and bare and len(view.text[verb : fringe.start].split()) == 1:
        inner = _verb_behind(view, fringe.end, high, words)
        if inner > 0:
            return inner  # "shall at the request of one of them cooperate"
    first = fringe.start <= low + _FRONT
    until = stop if stop > fringe.end and bare else high
    if bare and not words.is_verb_first and not first:
        until = _before_time(fringes, fringe, until)
    end = _condition_end(view, fringe, until, words)
    listed = until == stop > end and first and stop < verb and "cases" in words.settings
    if listed and _lists_on(view, end, stop, words):
        end = stop
    if until == high and first and fringe.end < stop:
        end = _front_end(view, fringe, stop, words) or end
        if words.is_plain and "," not in view.text[fringe.end : verb]:
            end = min(end, stop)  # "When judgment is entered the fine shall"
    if until == high and stop < fringe.start and _closes(view, fringe, stop, end, high, words):
        end = high
    return _before_subject(view, fringe, end, stop, words) if until == stop else end


def _verb_behind(view: View, low: int, high: int, words: Vocabulary) -> int:
    """Where the bare verb of a modal stands behind a condition that no commas set off; -1 before any comma."""
    before = ""
    for word in WORD.finditer(view.text, low, min(high, low + _AMID)):
        if "," in view.text[low : word.start()]:
            return -1
        governed = not before or words.is_a(
            before, "article", "preposition", "infinitive", "conjunction", "genitive"
        )
        if word[0] in words.verbs and not governed:
            return word.start()
        before = word[0]
    return -1


def _lists_on(view: View, comma: int, stop: int, words: Vocabulary) -> bool:
    """Behind a comma a Russian condition without a verb goes on to the subject, as no comma need end it: «В случае изменения органов, их
    наименования или функций Стороны уведомляют»."""
    behind = WORD.search(view.text, comma, stop)
    return behind is not None and view.cue_at("fringes", behind.start(), stop) is None


def _before_subject(view: View, fringe: Cue, end: int, stop: int, words: Vocabulary) -> int:
    """Where a condition that goes on to the subject at `stop` ends, before the article, the doer and the adverbs of the verb."""
    word = last_word(view.text, fringe.start, end)
    if end == stop and words.is_a(word, "article") and not words.is_verb_first:
        return view.text.rfind(word, fringe.start, end)
    if end == stop and words.is_a(word, "doer"):
        return view.text.rfind(word, fringe.end, end)  # «В случае отказа спор передается»
    if end == stop and "cases" in words.settings:
        thing = words.shape("ending_subject").search(view.text, fringe.end, end)
        if thing and not words.is_a(last_word(view.text, fringe.end, thing.start()), "preposition"):
            end = thing.start()  # «При импорте товаров косвенные налоги взимаются»
            word = last_word(view.text, fringe.end, end)
    while "cases" in words.settings and words.is_adverb(word):
        end = view.text.rfind(word, fringe.end, end)  # of the verb: «незамедлительно уведомляет»
        word = last_word(view.text, fringe.end, end)
    return end


def _before_time(fringes: Sequence[Cue], condition: Cue, until: int) -> int:
    """Where a time limit behind a condition without a verb begins: "each Party at the request of the other within thirty days".

    At the head of a sentence the limit is part of the condition: "In the absence of agreement within three months, …"."""
    limits = (one.start for one in fringes if one.row["kind"] == "time" and condition.end < one.start < until)
    return min(limits, default=until)


def _is_weak(fringe: Cue) -> bool:
    """ "after consultation with" is a condition only where the sentence has no other."""
    return fringe.row["clause"] == "weak"


def _front_end(view: View, fringe: Cue, stop: int, words: Vocabulary) -> int | None:
    """The comma right before the main subject at `stop`, where a condition comes first: "If A, which B, the Parties"."""
    before = view.text[fringe.end : stop].rstrip()
    word = last_word(view.text, fringe.end, stop)
    while (
        before
        and not before.endswith(",")
        and words.is_a(word, "article", "adverb", "each", "role", "demonstrative")
    ):
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


def _condition_end(view: View, fringe: Cue, until: int, words: Vocabulary) -> int:
    """The comma behind, past an insertion right behind the opener ("If, however, …"); or where the matter is named."""
    insert = _INSERT.match(view.text, fringe.end, until)
    comma = view.text.find(",", insert.end() if insert else fringe.end, until)
    while comma > 0 and (
        _LISTED.match(view.text, comma, until)
        or (fringe.row["clause"] not in FINITE and _SERIES.match(view.text, comma, until))
        or _has_attribute(view, comma, until, words)
        or words.content_comma.match(view.text, comma)
        or words.shape("inner_comma").match(view.text, comma)
    ):
        comma = view.text.find(",", comma + 1, until)
    if comma > 0 and fringe.row["clause"] in FINITE:
        comma = _past_inserted(view, fringe, comma, until, words)
    if comma > 0 and (further := _further_condition(view, comma, until, words)):
        return _condition_end(view, further, until, words)
    end = comma if comma > 0 else until
    if fringe.row["clause"] not in VERBLESS:
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


def _has_attribute(view: View, comma: int, high: int, words: Vocabulary) -> bool:
    """A participle behind the comma goes with the noun before it: «правил, установленных другой Стороной»."""
    behind = WORD.search(view.text, comma, high)
    if behind is not None and words.is_a(behind[0], "negation"):
        behind = WORD.search(view.text, behind.end(), high)  # «В случаях, не терпящих отлагательства»
    if behind is None or words.is_a(behind[0], "article"):
        return False  # «Кроме случая денонсации, настоящее Соглашение»
    return words.shape("attribute").fullmatch(behind[0]) is not None


def _past_inserted(view: View, fringe: Cue, comma: int, high: int, words: Vocabulary) -> int:
    """The comma behind the verb, where one stands behind the subject only: "unless that person, having had the chance, has left"."""
    if words.is_verb_first and (further := _past_amid(view, comma, high, words)):
        return further
    subject = WORD.findall(view.text[fringe.end : comma])
    most = RELATIVE_HEAD if "cases" in words.settings else 2  # «лицо, в отношении которого …, является»
    heads = [match[0] for match in islice(WORD.finditer(view.text, comma, high), most)]
    participle = bool(heads) and words.participle.fullmatch(heads[0]) is not None
    inserted = participle or any(words.is_a(word, "relative") for word in heads)
    short = len(subject) <= _SUBJECT or _is_verbless(subject, words)
    if not (short and inserted) and not _is_done_so(view, comma, high, heads, words):
        return comma
    closing = view.text.find(",", comma + 1, high)
    return view.text.find(",", closing + 1, high) if closing > 0 else closing


def _is_verbless(subject: Sequence[str], words: Vocabulary) -> bool:
    """English words without a verb, which is still to come: "if the beneficial owner of the dividends, being a resident, carries on"."""
    if not words.is_plain or len(subject) > _LONG_SUBJECT:
        return False
    done = words.shape("done")
    return not any(
        words.kinds[word] & _VERB
        or word in words.verbs
        or word.removesuffix("s") in words.verbs
        or done.fullmatch(word)
        for word in subject
    )


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

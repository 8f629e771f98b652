"""The speaker of a reporting verb, by what kind of verb it is and where the language puts its subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from clausedb.model import Records
from clausedb.parse.acts.contents import Report, is_turned
from clausedb.parse.acts.cues import GAP, Cue
from clausedb.parse.acts.speaker_words import called, honoured, source_on_paper, stranger_behind
from clausedb.parse.acts.speakers import (
    Speaker,
    apposed_before,
    head_of,
    heading_body,
    opener_of,
    source_of,
    speaker_before,
    speaker_behind,
    speaker_ending,
    speaker_following,
    speaker_inserted,
    speaker_turned,
)
from clausedb.parse.acts.spoken import Spoken
from clausedb.parse.acts.views import COMMA, PLAIN_WORD, View, word_before
from clausedb.parse.acts.vocabulary import Vocabulary

_HEAD_OF_SENTENCE = 30
"""Characters at the head of a sentence in which its verb and subject stand."""
_QUOTED = re.compile(r"\s*[“\"«]")
_NEXT_NAME = 5
"""Characters between a verb and a name behind it, with an article."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb in [low, end), where its speaker stands, with the report before it in the sentence."""

    records: Records
    view: View
    words: Vocabulary
    cue: Cue
    low: int
    end: int
    previous: Report | None

    @property
    def role(self) -> str:
        """What kind of reporting verb it is (reporting.tsv)."""
        return self.cue.row["role"]

    @property
    def before(self) -> str:
        """The word before the verb; "" where none stands there."""
        return word_before(self.view.text, self.low, self.cue.start)

    def going_on(self, last: Speaker | None) -> Speaker | None:
        """The speaker of the report before; the last one where there is none."""
        return self.previous.speaker if self.previous else last


def speaker_of(verb: Verb, spoken: Spoken) -> Speaker | None:
    """Who says it; None where the verb has no speaker, so that it reports nothing."""
    view, words, cue = verb.view, verb.words, verb.cue
    match verb.role:
        case "joined" | "again":
            return _of_joined(verb, spoken)
        case "passive":
            return source_on_paper(view, cue.end, verb.end, words, spoken.body)
        case "quoted":
            return speaker_behind(view, cue.end, verb.end, words, spoken.last)
        case "frame":
            stop = COMMA.search(view.text, cue.end, verb.end)
            return source_of(view, cue.end, stop.start() if stop else verb.end, words, spoken.meant)
        case "told":
            return _told_by(verb)
        case _ if words.pattern("about_it").match(view.text, verb.low):
            return None
        case _:
            return _of_verb_first(verb, spoken) if words.is_verb_first else _of_subject_first(verb, spoken)


def _of_joined(verb: Verb, spoken: Spoken) -> Speaker | None:
    """The speaker of the verb before that this one goes on: "…, adding that"; of an honour right behind it, whom that means."""
    view, words, cue = verb.view, verb.words, verb.cue
    opener = None
    aside = words.is_verb_first or cue.row.get("needs") == "aside"
    if verb.role == "joined" and not verb.previous and aside:
        opener = opener_of(view, verb.low, cue.start, words, ("person", "office", "collective"))
    last = verb.going_on(opener or spoken.last)
    return _by_honour(verb, PLAIN_WORD.match(view.text, cue.end + 1), last) or last


def _told_by(verb: Verb) -> Speaker | None:
    """The source of "… quoted a source as saying" in Arabic, between "from" and the verbal noun."""
    view, words, until = verb.view, verb.words, verb.cue.start
    low = verb.low
    if GAP in verb.cue.row["cue"]:  # «ونقلت الوكالة عن الناطق باسم الحكومة أن»
        low, until = verb.cue.start, verb.cue.end
    source = list(words.pattern("source").finditer(view.text, low, until))
    if not source:
        return None
    if view.names_in(source[-1].end(), until):
        return speaker_behind(view, source[-1].end(), until, words, None)
    return stranger_behind(view, source[-1].end(), until, words)


def _of_subject_first(verb: Verb, spoken: Spoken) -> Speaker | None:
    """The speaker before the verb, or behind one that stands behind what is said."""
    view, words, cue, before = verb.view, verb.words, verb.cue, verb.before
    if verb.previous and _is_joined(verb):
        return verb.previous.speaker
    if words.is_a(before, "relative"):
        comma = view.text.rfind(",", verb.low, cue.start)
        met = speaker_ending(view, verb.low, comma, words, None) if comma > verb.low else None
        if met is not None:
            return met  # "called on the Prime Minister, who said that"
    if words.is_a(before, "passive", "participle", "noun_before"):
        return None
    last = spoken.meant_with_others
    if words.is_a(before, "conjunction"):
        head = verb.going_on(None) or head_of(view, verb.low, cue.start, words, last)
        if head is not None:
            return head  # "The Minister briefed the other side … and noted that"
    if verb.role == "say" and is_turned(view, cue.start):
        inserted = speaker_inserted(view, verb.low, cue.start, words) if words.is_plain else None
        inserted = inserted or (_apposed(verb) if words.is_plain else None)
        if inserted is not None:
            return inserted
        behind = speaker_turned(view, cue.end, verb.end, words, last)
        if behind is not None:
            return behind
        first = PLAIN_WORD.match(view.text, cue.end + 1)
        later = view.cues("reports", cue.end, verb.end)  # «сообщает агентство со ссылкой на»
        if first and words.is_a(first[0], "media") and not later:  # «…, сообщает корреспондент агентства»
            until = cue.end + len(view.text[cue.end : verb.end].rstrip(" ."))
            return Speaker(view.words(first.start(), until), None, first.start(), until)
    return _beside(verb, last, spoken.head)


def _apposed(verb: Verb) -> Speaker | None:
    """Who is named between commas before a verb behind which no other name stands: "Moscow's envoy, V. A. Nesterov, explained his"."""
    view, cue = verb.view, verb.cue
    if view.name_from(cue.end, slack=_NEXT_NAME) is not None:
        return None
    return apposed_before(view, verb.low, cue.start)


def _beside(verb: Verb, last: Speaker | None, head: Speaker | None) -> Speaker | None:
    """The speaker right before the verb, else behind it; those who head the sentence where no words name him."""
    view, words, cue, low, previous = verb.view, verb.words, verb.cue, verb.low, verb.previous
    if previous:
        comma = view.text.rfind(",", low, cue.start) + 1
        low = comma if PLAIN_WORD.search(view.text, comma, cue.start) else low
        if view.text[low : cue.start].rstrip().endswith(",") and _goes_on(verb, low):
            return previous.speaker
    found = speaker_before(view, low, cue.start, words, last)
    if found and not found.words and head:
        return head  # "The parties reconfirmed …, and stressed that"
    if found and previous and previous.speaker.id and words.is_a(found.words.lower(), "said_role"):
        return replace(found, id=previous.speaker.id)  # "According to Bayramov, …, the Minister stressed"
    if found is None and previous and verb.role == "object" and "cases" in words.settings:
        return previous.speaker  # «Министры выразили …, приветствовали итоги заседания Совета»
    return found or speaker_following(view, low, cue.end, verb.end, words, last)


def _is_joined(verb: Verb) -> bool:
    """A further verb of the same speaker: nothing but "and" before it."""
    between = PLAIN_WORD.findall(verb.view.text[verb.low : verb.cue.start])
    return all(verb.words.is_a(word, "conjunction", "adverb") for word in between)


def _goes_on(verb: Verb, low: int) -> bool:
    """A further verb of the same speaker behind a comma: "deplored …, condemned the", "and bearing in mind the ties, stressed"."""
    text, words = verb.view.text, verb.words
    behind = PLAIN_WORD.search(text, verb.cue.end)
    if behind and words.is_a(behind[0], "article", "content"):
        return True
    between = PLAIN_WORD.findall(text[low : verb.cue.start])
    return any(
        words.is_a(word, "adding_verb") and words.participle.fullmatch(after)
        for word, after in pairwise(between)
    )


def _of_verb_first(verb: Verb, spoken: Spoken) -> Speaker | None:
    """The speaker behind the verb and before what is said, else one before it."""
    view, words, cue, last = verb.view, verb.words, verb.cue, spoken.meant
    if verb.role == "object" and " " in view.text[cue.start : cue.end]:
        return verb.going_on(last)
    that = words.pattern("content").search(view.text, cue.end, verb.end)
    high = that.start() if that else verb.end
    first = PLAIN_WORD.search(view.text, cue.end, high)
    therein = first is not None and words.is_a(first[0], "therein")
    if first and therein:
        first = PLAIN_WORD.search(view.text, first.end(), high)
    by_honour = _by_honour(verb, first, last)
    if by_honour is not None:
        return by_honour
    topic = PLAIN_WORD.search(view.text, verb.low, cue.start) if view.text[cue.start] == "ف" else None
    if topic and words.is_a(topic[0], "as_for"):  # «أما الرئيس هوغو تشافيز، فاعتبر أن»
        return opener_of(view, topic.end() + 1, cue.start, words)
    several = _is_of_several(verb)
    heading = _heading_several(view, verb.low, cue.start) if several and not verb.previous else None
    if heading is not None:
        return heading
    if first and therein and words.is_a(first[0], "governs") and not (verb.previous or last):
        return opener_of(view, verb.low, cue.start, words)  # «أجرى الوزير اتصالا … أعرب فيه عن»
    if first and words.is_a(first[0], "governs", "upheld") and (verb.previous or last):
        return verb.going_on(last)  # «وحذر من»: the subject is in the verb
    if several:
        they = Speaker("", spoken.together[0], also=spoken.together[1:]) if spoken.together else None
        if they and not verb.previous:
            last = they
        return _not_behind(verb, last, high, told=that is not None, therein=therein)
    low_behind = cue.start if GAP in cue.row["cue"] else cue.end  # «وخلص الوزير إلى القول»
    behind = speaker_behind(view, low_behind, high, words, last)
    if behind is not None and words.is_a(behind.words, "spokesman"):
        place = view.span(behind.start, behind.end).start
        return replace(behind, id=called(verb.records, behind.words, place) or behind.id)
    if behind is not None and verb.previous and view.text[cue.start] == "و" and _is_thanked(verb, behind):
        return verb.previous.speaker  # «وشكر بغداد على دعمها»
    if behind is not None:
        return heading_body(view, behind, low_behind, high, words) or behind
    return _not_behind(verb, last, high, told=that is not None, therein=therein)


def _is_thanked(verb: Verb, behind: Speaker) -> bool:
    """Whether who stands behind a further verb is the one thanked, a state, and not the one who thanks."""
    said = PLAIN_WORD.match(verb.view.text, verb.cue.start, verb.cue.end)
    states = [one.kind in ("state", "capital") for one in verb.view.names_in(behind.start, behind.end)]
    return said is not None and verb.words.is_a(said[0], "thanking") and bool(states) and all(states)


def _heading_several(view: View, low: int, until: int) -> Speaker | None:
    """Those who do together what the sentence tells before a verb in the dual: «استعرض الوزيران التطورات، وأكدا على»."""
    name = next((one for one in view.names_in(low, until) if len(one.ids) > 1), None)
    if name is None or name.kind not in ("collective", "office") or name.start - low > _HEAD_OF_SENTENCE:
        return None
    return Speaker("", name.ids[0], also=name.ids[1:])


def _is_of_several(verb: Verb) -> bool:
    """A verb in the dual or plural, behind which no subject follows: «وطالبا مجلس الأمن»."""
    said = PLAIN_WORD.match(verb.view.text, verb.cue.start, verb.cue.end)
    return said is not None and verb.words.shape("many").fullmatch(said[0]) is not None


def _not_behind(verb: Verb, last: Speaker | None, high: int, *, told: bool, therein: bool) -> Speaker | None:
    """The speaker between "had" and the verb, right before it, a stranger behind it, who heads the sentence, or the last one.

    What is said begins at `high`, with "that" where it is `told` so; `therein` says that "in it" follows the verb.
    """
    view, words, cue, low = verb.view, verb.words, verb.cue, verb.low
    if words.is_a(verb.before, "had"):
        names = view.names_in(low, cue.start)
        found = speaker_behind(view, names[0].start - 1, cue.start, words, last) if names else None
        if found is not None:
            return found
    found = speaker_ending(view, low, cue.start, words, last)
    if found is not None:
        return found
    quoted = _QUOTED.match(view.raw, cue.end) is not None  # «وأضاف "ولا يخفى على أحد أن"»
    own = told and not quoted and not view.cues("reports", cue.end, high)  # «ورحب بالاتفاق، مبينا أن»
    if own and (stranger := stranger_behind(view, cue.end, high, words)):
        return stranger
    if verb.previous:
        return verb.previous.speaker
    # «وكان الوزير قد استدعى السفيرة، وأبلغها أن»
    resumed = view.text[cue.start] == "و" and PLAIN_WORD.search(view.text, low, cue.start)
    if therein or resumed:  # "held a call in which he voiced his hope"
        return opener_of(view, low, cue.start, words) or last
    return last


def _by_honour(verb: Verb, word: re.Match[str] | None, last: Speaker | None) -> Speaker | None:
    """Whom a word means that stands for a person by an honour; None where it is no such word."""
    if word is None or not verb.words.is_a(word[0], "honoured"):
        return None
    place = verb.view.span(*word.span()).start
    known = last.id if last else None
    who = honoured(verb.records, word[0], place, known)
    return Speaker(verb.view.words(*word.span()), who or known, *word.span())

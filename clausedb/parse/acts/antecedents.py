"""Whom the subject of a cue means where its own words do not say: an elided subject, a pronoun, "we", a relative word.

Cues in text order in, subjects with ids out; what the text has named so far is remembered from one cue to the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from clausedb.parse.acts.bearers import subject_at, subject_behind, subject_of_condition
from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.forces import Sentence
from clausedb.parse.acts.named_subjects import holders_from
from clausedb.parse.acts.standing import UTTERED, Live, is_aside
from clausedb.parse.acts.subject import NOBODY, Stage, Subject
from clausedb.parse.acts.told import Told
from clausedb.parse.acts.views import WORD, View, before_colon, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_BEHIND_WE = 6
"""Characters behind "we," within which those named begin: ", the "."""
_NOUN = 60
"""Characters of a noun that a relative word takes up."""
_BEFORE_NAME = 6
"""Characters before the name of whom a line names alone: "the "."""
_APART = re.compile(r"\s*[,–—-]\s*")
"""Between "we" and those named behind it."""
_OPENING = 40
"""Characters at the beginning of a clause in which "we" is named."""
_FIRST_WORD = re.compile(r"[\W\d]*\w+")
_SINGLE = ("each", "other_party", "organ")
"""Types of bearers of whom "it" may be said though they have several ids."""
_FIRST = any_of("first")
_PAST_HEAD = any_of("preposition", "relative", "done")
"""What the head of a noun phrase stands before."""


class Antecedents:
    """Those whom a document has named so far, as later subjects mean them."""

    def __init__(self, stage: Stage, told: Told, homes: Mapping[str, str]) -> None:
        """`homes`: persons with the state whose they are."""
        self._stage, self._told, self._homes = stage, told, homes
        self._last = NOBODY
        self._named = NOBODY
        """The last subject of the numbered unit that acts, also one without an id."""
        self._we: tuple[str, ...] = ()
        """Who a political text says that "we" are: "We, the Presidents of Kazakhstan and Azerbaijan"."""
        self._person: tuple[str, ...] = ()
        """Who was named last, one person or one office."""
        self._two: tuple[str, ...] = ()
        """The two offices that the last clause with two of them names: who met."""
        self._opener: Subject | None = None
        """Whom the words name that open the list whose bullet is being read."""
        self._thing = False
        """The last sentence was about something that does not act, which "it" means."""
        self._things = False
        """It was about several such things, which "they" means."""

    def enter_unit(self, subject: Subject) -> None:
        """Begin a numbered unit, in which an elided subject is the one given until another is named."""
        self._last, self._named = subject, NOBODY
        self._thing = self._things = False

    def follow(self, subject: Subject) -> None:
        """Take a subject that no act has as the last one."""
        self._last = subject

    def enter_item(self, opener: Subject | None) -> None:
        """Begin a clause; of a list that a name opens ("the two sides:") the opener is the subject."""
        self._opener = opener
        self._last = opener or self._last

    def note_we(self, view: View, words: Vocabulary) -> None:
        """Remember whom a clause says that "we" are, unless an earlier one has said it."""
        self._we = self._we or _who_we_are(view, words)

    def note_person(self, view: View) -> None:
        """Remember the person or office that a clause names last."""
        self._person = _person_before(view, len(view.text)) or self._person
        self._two = _two_before(view, len(view.text)) or self._two

    def of(self, live: Live, previous: Subject | None, sentence: Sentence) -> Subject:
        """The subject of a cue with its ids. `previous` is the one that a cue without a subject shares."""
        subject, row = live.subject, live.cue.row
        if row["role"] == "term" or row["force"] == "definition" or row["cue"] == "statement of fact":
            return self._stage.everybody
        shared = subject.kind == "none" and previous is not None
        if is_aside(live.cue, sentence.setting):
            reporter = self._told.reporter(sentence.view, live)
            ids = self._told.together(reporter) if reporter else ()
            own = Subject("name", ids, "named" if len(ids) == 1 else "both")
            return own if ids else (previous or self._last)._replace(shared=True)
        if self._opener is not None and subject.kind == "none" and not shared:
            return self._opener._replace(type="elided", start=-1, end=-1)
        if sentence.setting.reported and not shared and subject.kind in ("pronoun", "none", "thing", "actor"):
            reporter = self._told.reporter(sentence.view, live)
            if reporter and reporter.speaker_id:
                own = subject if subject.kind == "pronoun" else NOBODY
                ids = self._told.together(reporter)
                return own._replace(kind="name", ids=ids, type="named" if len(ids) == 1 else "both")
        if subject.kind in ("none", "thing") and _is_first_person(live, sentence):
            we = self._first_person(sentence.view.span(live.cue.start, live.cue.end).start, several=True)
            return subject._replace(kind="pronoun", ids=we, type="named", start=-1, end=-1)
        if subject.kind == "none":
            return self._elided(live, previous, sentence)
        if subject.kind in ("actor", "thing") and not subject.ids:
            subject = _before_relative(sentence, subject)
        if subject.kind == "pronoun":
            return self._of_pronoun(live, subject, sentence)
        self._thing = subject.kind == "thing"
        self._things = self._thing and _is_plural(subject, sentence)
        if subject.is_actor:
            self._named = subject
            self._last = subject if subject.ids else self._last
        return subject

    def _elided(self, live: Live, previous: Subject | None, sentence: Sentence) -> Subject:
        """The subject of a cue that has none beside it: shared, of the verb before, the speaker, the last one, all parties."""
        setting, stage = sentence.setting, self._stage
        if setting.is_recital and live.leading:
            later = next((one.subject for one in sentence.lives if one.subject.is_actor), NOBODY)
            if later.ids:
                return later
        if previous is not None:
            return previous._replace(shared=True)
        if setting.is_resolution and stage.issuer and live.leading:
            return Subject("organ", (stage.issuer,), "organ")
        opener = _opener(sentence, live, stage)
        if opener.ids:
            self._last = opener
            return opener._replace(shared=True)
        told = self._told.at(sentence.view.span(live.cue.start, live.cue.end).start)
        if told and told.speaker_id and live.leading:
            return Subject("name", self._told.together(told), "elided")  # «заявили, что выступают за»
        if self._last.is_actor and (live.leading or setting.is_recital):
            return Subject(self._last.kind, self._last.ids, "elided")
        declares = live.leading and setting.binding == "political" and len(stage.parties) > 1
        if (setting.is_recital or declares) and stage.parties:
            return stage.everybody
        if live.leading and setting.is_treaty and stage.parties:
            return stage.everybody._replace(type="elided")  # «согласились внести изменения»
        return live.subject

    def _of_pronoun(self, live: Live, subject: Subject, sentence: Sentence) -> Subject:
        """A subject that is a pronoun, with the ids and the type of whom it means."""
        view, words = sentence.view, sentence.words
        pronoun = view.text[subject.start : subject.end]
        if words.is_plain and live.cue.row["role"] == "whole" and words.is_a(pronoun, "it"):
            return subject._replace(kind="thing")  # "it is prohibited to"
        if words.is_a(pronoun, "first"):
            place = view.span(subject.start, subject.end).start
            return subject._replace(ids=self._first_person(place, several=words.is_a(pronoun, "we")))
        told = self._told.at(view.span(live.cue.start, live.cue.end).start)
        if told and told.speaker_id:
            return subject._replace(ids=self._told.together(told))
        if sentence.setting.reported and live.cue.row["force"] in UTTERED and words.is_a(pronoun, "he_she"):
            who = self._told.before(view.span(subject.start, subject.end).start)
            who = who or _person_before(view, subject.start) or self._person
            if who:
                return subject._replace(ids=who)  # no state: "He condemned the strikes"
        before = subject_of_condition(view, sentence.start, subject.start, words, self._stage)
        if before.kind == "none" and self._is_thing(pronoun, words):
            return subject._replace(kind="thing", ids=())
        if before.kind == "none":
            before = self._named
        if before.kind == "thing":
            return subject._replace(kind="thing")
        if before.is_actor and not before.ids:
            return subject._replace(type=before.type)
        one = words.is_a(pronoun, "singular")
        they = words.is_a(pronoun, "they") and sentence.setting.reported and len(before.ids) == 1
        if they and (two := _two_before(view, subject.start) or self._two):
            return subject._replace(ids=two, type="both")
        named = before.kind in ("party", "organ", "name")
        if named and (not one or len(before.ids) == 1 or before.type in _SINGLE):
            return subject._replace(ids=before.ids, type=before.type)
        ids = self._last.ids
        if len(ids) > 1 and one:
            ids = _person_before(view, subject.start) or self._person
        if not ids and sentence.setting.binding == "political" and words.is_a(pronoun, "they"):
            ids = self._stage.parties
        nothing = not ids and one and words.is_a(pronoun, "it")
        return subject._replace(kind="thing" if nothing else subject.kind, ids=ids)

    def _is_thing(self, pronoun: str, words: Vocabulary) -> bool:
        """Whether a pronoun means what the last sentence was about, as that does not act."""
        if self._thing and words.is_a(pronoun, "it"):
            return True
        return self._things and words.is_plain and words.is_a(pronoun, "they")

    def _first_person(self, place: int, *, several: bool) -> tuple[str, ...]:
        """Whom "I" or "we" means at a place, also where the verb alone says it: who speaks there, or the state for which he says
        "we"; whom the text names as "we", who makes it."""
        told = self._told.speakers(place)
        if several and told:
            told = tuple(dict.fromkeys(self._homes.get(one, one).split(".")[0] for one in told))
        return told or self._we or self._stage.parties


def named_alone(view: View, words: Vocabulary, stage: Stage) -> Subject | None:
    """Whom a line names at its end with no verb, of whom what follows tells: «Казахстанская Сторона:»; None where it names nobody."""
    name = view.name_to(before_colon(view.text))
    if name is None or not name.ids:
        return None
    start = max(0, view.text.rfind(",", 0, name.start) + 1)  # "To this end, the Kazakh side:"
    if start and any(one.kind == "person" and one.end == start - 1 for one in view.names):
        return None  # his office: "chaired by Mr. Gheit, Secretary General of the League:"
    found = subject_at(view, start, len(view.text), words, stage)
    return found if found.end == name.end and len(view.text[start : name.start]) <= _BEFORE_NAME else None


def told_of(view: View, words: Vocabulary) -> Subject | None:
    """The body of which what follows tells behind a relative word and a colon: «создают Комиссию, которая:»; None where there is none."""
    end = before_colon(view.text)
    if end < 0 or not words.is_a(last_word(view.text, 0, end), "relative"):
        return None
    name = next((one for one in reversed(view.names) if one.end < end), None)
    known = name is not None and name.kind in ("organ", "organisation") and name.ids
    return Subject("organ", name.ids, "organ", name.start, name.end) if name and known else None


def _who_we_are(view: View, words: Vocabulary) -> tuple[str, ...]:
    """The offices, or the organisation of leaders, that the first sentence of a clause names right behind "we" and a comma or dash; empty where it names none."""
    kinds = words.kinds
    if words.classes.get("first", frozenset()).isdisjoint(WORD.findall(view.text, 0, _OPENING)):
        return ()
    for match in WORD.finditer(view.text, 0, _OPENING):
        if kinds[match[0]] & _FIRST and (sign := _APART.match(view.text, match.end())):
            name = view.name_from(sign.end() - 1, slack=_BEHIND_WE)
            known = name is not None and name.kind in ("office", "organisation")
            return holders_from(view, name, words) if name and known else ()
    return ()


def _person_before(view: View, end: int) -> tuple[str, ...]:
    """The person or office named last before a place, where that is one; empty where there is none."""
    for name in reversed(view.names):
        if name.end <= end and name.kind in ("person", "office"):
            return name.ids if len(name.ids) == 1 else ()
    return ()


def _two_before(view: View, end: int) -> tuple[str, ...]:
    """The offices that a clause names before a place, where they are two; empty where they are not."""
    offices = (
        name.ids[0] for name in view.names if name.kind == "office" and len(name.ids) == 1 and name.end <= end
    )
    found = tuple(dict.fromkeys(offices))
    return found if len(found) == 2 else ()


def _is_plural(subject: Subject, sentence: Sentence) -> bool:
    """The head of a subject's words is a noun in the plural: "Fishing cards issued in each country"."""
    kinds, head = sentence.words.kinds, ""
    for word in WORD.findall(sentence.view.text, max(0, subject.start), max(0, subject.end)):
        if kinds[word] & _PAST_HEAD:
            break
        head = word
    return sentence.words.shape("several").fullmatch(head) is not None


def _opener(sentence: Sentence, live: Live, stage: Stage) -> Subject:
    """Whose first verb no table knows, in a language of verbs first: "The two sides reviewed … and affirmed their resolve"."""
    text, words = sentence.view.text, sentence.words
    told = words.is_a(last_word(text, sentence.start, live.cue.start), "whereupon")  # «حيث أكدا»
    joined = words.is_verb_first and (text[live.cue.start] == "و" or told)
    if not joined or live.leading:
        return NOBODY
    first = _FIRST_WORD.match(text, sentence.start, live.cue.start)
    found = subject_behind(sentence.view, first.end(), live.cue.start, words, stage) if first else NOBODY
    return found if found.kind == "name" or found.type == "collective" else NOBODY


def _is_first_person(live: Live, sentence: Sentence) -> bool:
    """A verb that says "we" by its form: «سنرفع», «призываем»."""
    present = live.cue.row["form"] in ("present", "")
    verb = sentence.words.first_person.match(sentence.view.text, live.cue.start, live.cue.end)
    return present and verb is not None


def _before_relative(sentence: Sentence, subject: Subject) -> Subject:
    """With the ids of the name right before a relative word: "the Secretary-General, who shall"."""
    text = sentence.view.text
    if subject.start < 0 or not sentence.words.is_a(text[subject.start : subject.end].strip(), "relative"):
        return subject
    low = max(sentence.start, subject.start - 4)
    end = low + len(text[low : subject.start].rstrip(" ,\n"))
    name = sentence.view.name_to(end)
    if name is None or not name.ids:
        nouns = sentence.view.cues("subjects", max(sentence.start, end - _NOUN), end)
        if not nouns or nouns[-1].end != end or nouns[-1].row["kind"] != "party":
            return subject
        return subject._replace(
            kind="party", type="named", start=nouns[-1].start, end=end
        )  # "to that Party, which shall"
    return subject._replace(ids=name.ids, type="named" if len(name.ids) == 1 else "collective")

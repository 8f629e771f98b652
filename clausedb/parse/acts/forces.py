"""The force of an act: that of its cue's row, as its place, its subject and the words behind it make it."""

from __future__ import annotations

from dataclasses import dataclass

from clausedb.parse.acts.islands import Island
from clausedb.parse.acts.standing import Live, Setting
from clausedb.parse.acts.strength import OWED
from clausedb.parse.acts.subject import Subject
from clausedb.parse.acts.views import WORD, View
from clausedb.parse.acts.vocabulary import Vocabulary

_PLAIN = frozenset({"decision", "endorsement", "recommendation", "power"})
"""Forces that a verb has in other texts, but not where a treaty says "shall" by the plain present."""
_OF_ITSELF = frozenset({"shall", "shall_not", "may", "will"})
"""What an instrument says by them of itself is procedure: "This Agreement shall apply to"."""
NEAR = 32
"""Characters behind a verb within which its subject or the noun of its claim stands."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what its reading needs."""

    view: View
    words: Vocabulary
    setting: Setting
    start: int
    end: int
    lives: tuple[Live, ...]
    islands: tuple[Island, ...]


def force_of(live: Live, subject: Subject, sentence: Sentence) -> tuple[str, str]:
    """The force of the row; a motive in a preamble, a prediction where no actor "will"."""
    force, subforce = live.cue.row["force"], live.cue.row["subforce"]
    if sentence.setting.is_recital and force not in ("definition", "procedural"):
        return "recital", "preamble_participle"
    if sentence.setting.reported and live.cue.row.get("needs") == "pledge":
        force, subforce = "intention", "will"  # "We will not abandon": nobody is forbidden to
    setting, present = sentence.setting, live.cue.row["form"] in ("present", "unmarked")
    if setting.is_treaty and present and sentence.words.indicative and force in _PLAIN:
        force, subforce = "obligation", "shall"
    if setting.is_treaty and present and force == "assertion" and subject.kind == "organ":
        force, subforce = "obligation", "shall"  # «Орган подтверждает получение запроса»
    if setting.is_treaty and present and force == "directive" and sentence.words.is_verb_first:
        force, subforce = "obligation", "shall"  # «يوجه طلب الإنابة من وزارة العدل»
    if setting.is_treaty and _deems(live, subject, sentence):
        force, subforce = "obligation", "shall"
    if not setting.reported and subforce in _OF_ITSELF and _rules_itself(live, subject, sentence):
        return "procedural", "final_clause"
    if (force, subforce) == ("assertion", "finding") and live.cue.row["role"] == "with":
        subforce = _claimed(live, sentence)
    if setting.is_treaty and present and force == "obligation" and _is_negated(live, sentence):
        return "prohibition", "shall_not"
    if live.cue.row["role"] == "that" and is_agreed(live, sentence):
        return "obligation", "agreed"
    if force == "intention" and subforce == "will" and subject.kind == "thing":
        rules = setting.is_treaty and "cases" in sentence.words.settings  # «Сессии будут проходить ежегодно»
        told = setting.reported or not (rules or _is_passive(sentence, live))
        return ("assertion", "finding") if told else (force, subforce)
    return force, subforce


def _claimed(live: Live, sentence: Sentence) -> str:
    """What a claim is about, where a noun right behind its verb says so: need, importance, else a finding."""
    view, words = sentence.view, sentence.words
    high = min(sentence.end, live.cue.end + NEAR)
    for name in ("need", "importance"):
        if words.pattern(name).search(view.text, live.cue.end, high):
            return name
    return "finding"


def _deems(live: Live, subject: Subject, sentence: Sentence) -> bool:
    """What a treaty takes something for, or a party is to recognise: «تعتبر التعريفة موافقا عليها», «يعترف الطرف الآخر بأيلولة»."""
    words = sentence.words
    if not (words.is_verb_first and live.cue.row["force"] == "assertion" and words.indicative):
        return False
    verb = WORD.search(sentence.view.text, live.cue.start, live.cue.end)
    bare = verb[0].removeprefix("و").removeprefix("ف") if verb else ""
    return words.is_a(bare, "acting") or (subject.kind == "thing" and words.is_a(bare, "stating"))


def _rules_itself(live: Live, subject: Subject, sentence: Sentence) -> bool:
    """The instrument or a place in it is the subject, and the verb one of its reach or its end: "shall not affect", "may be amended";
    or whatever is no actor applies: "This exemption shall apply to"."""
    text, words = sentence.view.text, sentence.words
    if subject.kind == "thing" and words.shape("applies").match(text, live.cue.end):
        return True
    if subject.kind != "thing" or not words.shape("instrument_verb").match(text, live.cue.end):
        return False
    named = text[subject.start : live.cue.start].strip()
    return words.shape("instrument").fullmatch(named) is not None


def _is_negated(live: Live, sentence: Sentence) -> bool:
    view, cue = sentence.view, live.cue
    around = WORD.findall(view.text[max(sentence.start, cue.start - 12) : cue.start])[-1:]
    around += WORD.findall(view.text[cue.start : cue.end])[:1]
    return any(sentence.words.is_a(word, "negation") for word in around)


def _is_passive(sentence: Sentence, live: Live) -> bool:
    words = sentence.words
    pattern = words.passive_or_reflexive if sentence.setting.is_treaty else words.passive
    return pattern.match(sentence.view.text, live.cue.end) is not None


def is_agreed(live: Live, sentence: Sentence) -> bool:
    """ "Agreed that … shall": what is agreed is to be done."""
    verb = WORD.findall(sentence.view.text[live.cue.start : live.cue.end])
    owed = any(one.cue.start > live.cue.end and one.cue.row["force"] in OWED for one in sentence.lives)
    return owed and any(sentence.words.is_a(word, "agreed") for word in verb)


def permits(live: Live, sentence: Sentence) -> bool:
    """ "Agreed that … may": the permission is the act."""
    verb = WORD.findall(sentence.view.text[live.cue.start : live.cue.end])
    if not any(sentence.words.is_a(word, "agreed") for word in verb):
        return False
    inner = [one.cue.row["force"] for one in sentence.lives if one.cue.start > live.cue.end]
    return bool(inner) and inner[0] in ("permission", "right", "power")


def refrains(view: View, begin: int, high: int, words: Vocabulary) -> bool:
    """What is to be done is not to do something: "shall refrain from", «بعدم»."""
    first = WORD.search(view.text, begin, high)
    return first is not None and words.pattern("refrain").match(view.text, first.start()) is not None

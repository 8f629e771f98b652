"""A noun as a subject: an actor, an organ, or a thing."""

from __future__ import annotations

import re

from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.named_subjects import has_any, is_role_behind
from clausedb.parse.acts.subject import Stage, Subject
from clausedb.parse.acts.views import WORD, Name, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

COMMA = re.compile(r"[,;:](?:(?<=,)\s*|(?<!,)\s+)")
_OWNED = 12
"""Characters between an organ and those whose it is."""
_VERBAL = any_of("done", "participial", "adverbial")


def head_noun(view: View, noun: Cue, end: int, words: Vocabulary, verb: bool) -> Cue | None:
    """The last of several actor nouns: "the vessel owner"; None where they only describe what follows: "the vessel's licence", "the
    court order"."""
    while head := view.cue_at("subjects", noun.end + 1, end):
        if words.is_a(view.text[head.start : head.end], "relative", "pronoun"):
            break
        noun = head
    if words.shape("owner").match(view.text, noun.end):
        return None
    behind = WORD.match(view.text, noun.end + 1, end)
    if behind is None or verb or noun.row["kind"] == "party" or words.classes_of.get(behind[0]):
        return noun
    word = behind[0]
    described = (
        words.kinds[word] & _VERBAL
        or word.endswith(("ble", "ent", "ant", "ous"))
        or view.name_from(behind.start())
    )
    return noun if described or view.cue_at("fringes", behind.start(), end) else None


def subject_of_noun(
    view: View,
    start: int,
    noun: int,
    noun_end: int,
    kind: str,
    end: int,
    words: Vocabulary,
    stage: Stage,
) -> Subject:
    """A subject named by a noun only: "each Party", "the competent authorities of the Parties"."""
    around = set(WORD.findall(view.text[max(0, start - 8) : noun_end]))
    negative = has_any(around, words, "none")
    if kind == "party":
        type_ = "each" if negative or has_any(around, words, "each") else "collective"
        in_role = has_any(around, words, "role") or is_role_behind(view, noun_end, words)
        one = in_role or words.is_a(last_word(view.text, noun, noun_end), "single")
        type_ = "other_party" if type_ != "each" and one else type_
        return Subject("party", stage.sides, type_, start, noun_end, negative)
    inner = view.names_in(noun, noun_end)
    if inner and inner[-1].kind == "collective":  # «каждое из государств-членов»
        type_ = "each" if has_any(around, words, "each") or negative else "collective"
        return Subject("name", inner[-1].ids, type_, start, noun_end, negative)
    stop = COMMA.search(view.text, noun_end, end)
    owners = view.names_in(noun_end, stop.start() if stop else end)
    between = view.text[noun_end : owners[0].start].strip() if owners else ""
    near = owners and (owners[0].start - noun_end < _OWNED or words.is_a(between, "of_states"))
    if near and not between and owners[0].kind != "adjective" and words.definite.match(view.text, noun):
        near = False  # a noun with the article owns nothing that follows it bare: «يكلف القادة الأمين العام»
    ids = owners[0].ids if near else ()
    people = kind == "actor" or (bool(ids) and _is_attribute(view, owners[0].end, end, words))
    if words.is_plain and people:
        ids = ()  # "nationals of Turkey", "the authorities of Turkish vessels"
    last = owners[0].end if ids else noun_end
    further = _further_organ(view, last, stop.start() if stop else end, words) if ids else None
    if further:
        ids, last = tuple(dict.fromkeys((*ids, *further.ids))), further.end
    type_ = "collective" if further else "organ" if kind == "organ" else "named"
    if kind == "actor" and words.is_plain and has_any(around, words, "every"):
        type_ = "each"
    return Subject(kind, ids, type_, start, last, negative)


def _is_attribute(view: View, place: int, end: int, words: Vocabulary) -> bool:
    """An actor noun follows a name that only describes it: "EU vessels", "EU fishing vessels"."""
    first = WORD.search(view.text, place, end)
    if first is None or view.text[place : first.start()].strip():
        return False
    if view.cue_at("subjects", first.start(), end):
        return True
    return not words.classes_of.get(first[0]) and view.cue_at("subjects", first.end() + 1, end) is not None


def _further_organ(view: View, low: int, high: int, words: Vocabulary) -> Name | None:
    """Whose the second body is: "the authority of Canada and the institution of Israel"."""
    first = WORD.search(view.text, low, high)
    if first is None or not words.is_a(first[0], "conjunction") or view.text[low : first.start()].strip():
        return None
    name = next(iter(view.names_in(first.end(), high)), None)
    if name is None or not name.ids:
        return None
    nouns = [one for one in view.cues("subjects", first.end(), name.start) if one.row["kind"] == "organ"]
    return name if nouns and name.start - nouns[-1].end < _OWNED else None

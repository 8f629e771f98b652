"""Who acts in the passive: the agent behind "by", or in the instrumental; and what shows that a verb is passive."""

from __future__ import annotations

import re

from clausedb.parse.acts.bearers import starting_at
from clausedb.parse.acts.named_subjects import subject_of_names
from clausedb.parse.acts.subject import NOBODY, Stage, Subject
from clausedb.parse.acts.views import View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_TITLED = re.compile(r"(?:\s\([^()]{1,20}\))?\s([A-Z][a-z]+)")
_FAR = 4
"""Words between two agents of which the second is another verb's."""


def agent_in(view: View, start: int, end: int, words: Vocabulary, stage: Stage) -> Subject:
    """The agent of a passive in [start, end): a name behind "by", the parties in the instrumental."""
    by_case = _by_case(view, start, end, words, stage)
    if by_case is not None:
        return by_case
    if not (_is_passive(view, start, words) or words.is_a(last_word(view.text, 0, start), "passive")):
        return NOBODY
    behind = _past_passive(view, start, words)
    conditions = [
        one for one in view.cues("fringes", max(start, behind), end) if one.row["kind"] == "condition"
    ]
    if conditions and words.is_plain:
        end = conditions[0].start  # "shall not be supplied unless otherwise agreed by the Parties"
    for match in words.pattern("agent").finditer(view.text, start, end):
        if behind >= 0 and _is_of_another(view, behind, match.start(), words):
            continue
        name = view.name_from(match.end() + 1, slack=5)
        if name and _names_title(view, name.end, end):
            continue
        if name and name.kind not in ("capital", "adjective", "collective"):
            return subject_of_names(view, [name], words)
        found = starting_at(view, match.end() + 1, end, words, stage)
        if found.is_actor:
            return found
        if behind >= 0 and not view.text[behind : match.start()].strip():
            further = words.pattern("agent").search(view.text, match.end(), end)
            if further and len(view.text[match.end() : further.start()].split()) > _FAR:
                return NOBODY  # "governed by the provisions …", whatever else is done by somebody there
    return NOBODY


def _by_case(view: View, start: int, end: int, words: Vocabulary, stage: Stage) -> Subject | None:
    """The parties or an organ in the instrumental; None where none stands there, or the language has no cases."""
    for noun in view.cues("agent_noun", start, end)[:1] if "agent_noun" in view.found else ():
        if _is_agent(view, start, noun.start, words):
            return Subject("party", stage.sides, "collective", noun.start, noun.end)
    for organ in view.cues("agent_organ", start, end)[:1] if "agent_organ" in view.found else ():
        begin = _with_adjectives(view, start, organ.start, words)
        if _is_agent(view, start, begin, words):
            named = next(
                (one for one in view.names_in(start, end) if one.start <= organ.start < one.end), None
            )
            if named:
                return subject_of_names(view, [named], words)
            owner = view.name_from(organ.end, slack=3)
            return Subject("organ", owner.ids if owner else (), "organ", begin, organ.end)
    return None


def _names_title(view: View, place: int, end: int) -> bool:
    """A capitalised noun follows a name, which only tells whose it is: "governed by the ILO Declaration"."""
    behind = _TITLED.match(view.raw, place, end)
    return behind is not None and view.name_from(behind.start(1)) is None


def _with_adjectives(view: View, low: int, place: int, words: Vocabulary) -> int:
    """Where the adjectives of an agent begin: «компетентными органами»."""
    pattern = words.shape("agent_adjective")
    while pattern.fullmatch(word := last_word(view.text, low, place)):
        place = view.text.rfind(word, low, place)
    return place


def _is_agent(view: View, start: int, place: int, words: Vocabulary) -> bool:
    """No preposition before it, nor a participle, whose agent it would be: «договоров, заключенных Сторонами»; nor the second of
    two between whom something is: «соглашений между Сторонами и правительствами»."""
    before = last_word(view.text, start, place)
    if words.is_a(before, "conjunction") and words.pattern("pairing").search(view.text, start, place):
        return False
    return not words.is_a(before, "preposition") and not words.shape("attributive").fullmatch(before)


def _is_passive(view: View, start: int, words: Vocabulary) -> bool:
    """The verb phrase behind a cue is passive: "shall be borne by"."""
    return _past_passive(view, start, words) >= 0


def undergoes(view: View, start: int, words: Vocabulary) -> bool:
    """What stands behind a cue is done to its subject, who bears nothing: "a person may be declared", not "shall be composed of"."""
    end = _past_passive(view, start, words)
    verb = last_word(view.text, start, end) if end >= 0 else ""
    return words.shape("done").fullmatch(verb) is not None and not words.is_a(verb, "stative")


def _past_passive(view: View, start: int, words: Vocabulary) -> int:
    """Where the passive verb behind a cue ends; -1 where it is none."""
    match = words.passive_past_insert.match(view.text, start)
    return match.end() if match else -1


def _is_of_another(view: View, verb: int, place: int, words: Vocabulary) -> bool:
    """The agent of a further participle, not of the verb that ends at `verb`: "shall be informed of decisions taken by"."""
    word = last_word(view.text, verb, place)
    if words.is_a(word, "particle"):
        place = view.text.rfind(word, verb, place)
        word = last_word(view.text, verb, place)  # "the policy drawn up by"
    if not words.shape("done").fullmatch(word):
        return False
    before = last_word(view.text, verb, view.text.rfind(word, verb, place))
    return bool(before) and not words.is_a(before, "conjunction") and not words.is_adverb(before)

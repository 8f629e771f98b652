"""Who a reporting verb's subject is: a person where one is named, else an office, organ or state; or the last speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clausedb.parse.acts.bearers import NOBODY, Stage, Subject, subject_before, subject_behind
from clausedb.parse.acts.views import View
from clausedb.parse.acts.vocabulary import Vocabulary

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"[\s,،]*")


@dataclass(frozen=True, slots=True)
class Speaker:
    words: str
    """As the text names the speaker; empty where it does not."""
    id: str | None
    start: int = -1
    """Where those words stand in the clause; -1 where nowhere."""
    end: int = -1


def speaker_before(
    view: View, low: int, verb: int, words: Vocabulary, last: Speaker | None
) -> Speaker | None:
    """The speaker in [low, verb); the last one for a pronoun, a role or no subject; None where a thing is the subject."""
    if not _WORD.search(view.text, low, verb):
        return last
    found = subject_before(view, low, verb, words, Stage())
    if found.kind in ("none", "pronoun"):
        return _pronoun(view, found, last)
    if found.kind == "name":
        return _named(view, found, last)
    part = max(low, view.text.rfind(",", low, verb - 1) + 1)
    if not _is_role(view, part, verb, words):
        return None
    named = [name for name in view.names_in(part, verb) if name.kind in ("person", "office", "organ")]
    if named:
        one = named[-1]
        return Speaker(view.words(one.start, one.end), one.ids[0] if one.ids else None, one.start, one.end)
    start = part + len(view.text[part:verb]) - len(view.text[part:verb].lstrip())
    return Speaker(view.words(start, verb).rstrip(), last.id if last else None, start, verb)


def speaker_behind(
    view: View, verb: int, high: int, words: Vocabulary, last: Speaker | None
) -> Speaker | None:
    """The speaker right behind the verb: "said Tokayev", «сказал он», «قال الوزير»."""
    found = subject_behind(view, verb, high, words, Stage())
    first = _WORD.search(view.text, verb, high)
    if found.kind == "name":
        return _named(view, found, last)
    if first and words.is_a(first[0], "pronoun"):
        return _pronoun(view, NOBODY, last)
    name = view.name_from(verb, slack=high - verb - 1)
    if name and len(view.text[verb : name.start].split()) <= 3 and "," not in view.text[verb : name.start]:
        return _named(view, Subject("name", name.ids, "named", name.start, name.end), last)
    if first and words.is_a(first[0], "said_role"):
        return Speaker(view.words(*first.span()), last.id if last else None, *first.span())
    return None


def _pronoun(view: View, found: Subject, last: Speaker | None) -> Speaker | None:
    if found.start < 0:
        return Speaker("", last.id) if last else None
    return Speaker(view.words(found.start, found.end), last.id if last else None, found.start, found.end)


def _is_role(view: View, low: int, verb: int, words: Vocabulary) -> bool:
    near = _WORD.findall(view.text[max(low, verb - 80) : verb])
    return any(words.is_a(word, "said_role") for word in near)


def _named(view: View, found: Subject, last: Speaker | None) -> Speaker:
    """The person of a name with its titles, else its first id."""
    start, end = found.start, found.end
    people: list[str] = [one for one in found.ids if one.startswith("P:")]
    for name in reversed(view.names_in(start - 200, start)):
        if name.end <= start and start - name.end < 4 and _GAP.fullmatch(view.text, name.end, start):
            start = name.start
            people += [one for one in name.ids if one.startswith("P:")]
    for name in view.names_in(end, end + 200):
        if _GAP.fullmatch(view.text, end, name.start) and name.kind in ("person", "office"):
            end = name.end
            people += [one for one in name.ids if one.startswith("P:")]
    chosen = people[0] if people else found.ids[0] if found.ids else None
    if chosen is None and last is not None:
        chosen = last.id
    return Speaker(view.words(start, end), chosen, start, end)


def opener_of(view: View, start: int, end: int, words: Vocabulary) -> Speaker | None:
    """The person or office that heads a sentence, whom a pronoun in the next one means; None where none does."""
    name = view.name_from(start, slack=min(end - start, 30) - 1)
    if name is None or not name.ids or name.kind not in ("person", "office"):
        return None
    between = _WORD.findall(view.text[start : name.start])
    if any(words.is_a(word, "preposition") for word in between):
        return None
    return _named(view, Subject("name", name.ids, "named", name.start, name.end), None)


def is_person(view: View, speaker: Speaker) -> bool:
    """A person or the holder of an office, whom "he" and "she" can mean."""
    if speaker.id is None or speaker.start < 0:
        return False
    near = view.names_in(speaker.start, speaker.end)
    return speaker.id.startswith("P:") or any(one.kind == "office" for one in near)

"""Who a reporting verb's subject is: a person where one is named, else an office, organ or state; or the last speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clausedb.parse.bearers import NOBODY, Stage, Subject, subject_before, subject_behind
from clausedb.parse.views import View
from clausedb.parse.vocabulary import Vocabulary

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"[\s,،]*")


@dataclass(frozen=True, slots=True)
class Speaker:
    words: str
    """As the text names the speaker; empty where it does not."""
    id: str | None


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
    if _is_role(view, low, verb, words):
        named = [name for name in view.names_in(low, verb) if name.kind in ("person", "office", "organ")]
        if named:
            return Speaker(
                view.raw[named[-1].start : named[-1].end], named[-1].ids[0] if named[-1].ids else None
            )
        return Speaker(view.raw[found.start : found.end].strip(" ,"), last.id if last else None)
    return None


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
    name = next((one for one in view.names if verb <= one.start < high), None)
    if name and len(view.text[verb : name.start].split()) <= 3 and "," not in view.text[verb : name.start]:
        return _named(view, Subject("name", name.ids, "named", name.start, name.end), last)
    if first and words.is_a(first[0], "said_role"):
        return Speaker(view.raw[first.start() : first.end()], last.id if last else None)
    return None


def _pronoun(view: View, found: Subject, last: Speaker | None) -> Speaker | None:
    surface = view.raw[found.start : found.end] if found.start >= 0 else ""
    return Speaker(surface, last.id) if last else Speaker(surface, None) if surface else None


def _is_role(view: View, low: int, verb: int, words: Vocabulary) -> bool:
    near = _WORD.findall(view.text[max(low, verb - 80) : verb])
    return any(words.is_a(word, "said_role") for word in near)


def _named(view: View, found: Subject, last: Speaker | None) -> Speaker:
    """The person of a name with its titles, else its first id."""
    start, end = found.start, found.end
    people: list[str] = [one for one in found.ids if one.startswith("P:")]
    for name in reversed(view.names):
        if name.end <= start and start - name.end < 4 and _GAP.fullmatch(view.text, name.end, start):
            start = name.start
            people += [one for one in name.ids if one.startswith("P:")]
    for name in view.names:
        if (
            name.start >= end
            and _GAP.fullmatch(view.text, end, name.start)
            and name.kind in ("person", "office")
        ):
            end = name.end
            people += [one for one in name.ids if one.startswith("P:")]
    chosen = people[0] if people else found.ids[0] if found.ids else None
    if chosen is None and last is not None:
        chosen = last.id
    return Speaker(view.raw[start:end], chosen)

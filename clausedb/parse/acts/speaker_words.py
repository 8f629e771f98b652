"""What a speaker is, and whom words for one mean that no name tells: honours, roles, papers, strangers."""

from __future__ import annotations

import re

from clausedb.model import Records
from clausedb.parse.acts.speakers import Speaker
from clausedb.parse.acts.views import PLAIN_WORD, Name, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_FAR = 100
"""Characters between a title of honour and the name of who bears it."""
_CALLED = 16
"""Characters beside a name in which the word for what the person is stands."""
_NEAR_PAPER = 2
"""Characters between a paper and whose it is."""
_LONGEST_STRANGER = 6
"""Words of a subject that no name tells."""


def honoured(records: Records, word: str, place: int, last: str | None) -> str | None:
    """Who «سموه», «فخامته» at that place means: the last speaker if he was named behind the same title (without its ending for
    "his"), else the person named last behind it."""
    stem = word.removesuffix("ها").removesuffix("ه")
    title = f"{stem[:-1]}ة" if stem.endswith("ت") else stem
    called = re.finditer(rf"(?<!\w)(?:ال)?{title}(?!\w)", records.text[:place])
    found = None
    for end in reversed([one.end() for one in called]):
        near = [one for one in records.mentions if end <= one.start < min(place, end + _FAR)]
        people = [one.party_id for one in near if one.kind == "person"]
        if last in [one.party_id for one in near if one.kind != "person"][:1] or last in people[:1]:
            return last
        found = found or next(iter(people), None)
    return found


def called(records: Records, word: str, place: int) -> str | None:
    """Who «المتحدث» at that place means: the person last named right beside the same word before it, else the office last called by
    it; None where none was."""
    for one in reversed([one for one in records.mentions if one.kind == "person" and one.end <= place]):
        beside = records.text[max(0, one.start - _CALLED) : min(one.end + _CALLED, place)]
        if re.search(rf"(?<!\w){word}(?!\w)", beside):
            return one.party_id
    named = [one for one in records.mentions if one.kind == "office" and one.end <= place]
    so = (one for one in reversed(named) if records.text[one.start : one.start + len(word)] == word)
    return next((one.party_id for one in so), None)


def is_body(view: View, speaker: Speaker, words: Vocabulary) -> bool:
    """A body, which issues statements, also one called by its seat: the White House."""
    if speaker.id is None or speaker.start < 0:
        return False
    near = view.names_in(speaker.start, speaker.end)
    return any(one.kind in ("organ", "organisation") or _is_seat(view, one, words) for one in near)


def is_person(view: View, speaker: Speaker, words: Vocabulary) -> bool:
    """A person or the holder of an office, whom "he" and "she" can mean."""
    if speaker.id is None or speaker.start < 0:
        return False
    near = view.names_in(speaker.start, speaker.end)
    held = any(one.kind == "office" and not _is_seat(view, one, words) for one in near)
    return speaker.id.startswith("P:") or held


def _is_seat(view: View, name: Name, words: Vocabulary) -> bool:
    """Whether a name is that of the house in which the holder of an office sits, and with him those who speak for it."""
    return name.kind == "office" and words.is_a(last_word(view.text, name.start, name.end), "seat")


def source_on_paper(view: View, verb: int, high: int, words: Vocabulary, body: str | None) -> Speaker:
    """Whose paper it is in which something is said: «говорится в заявлении МИД»; nobody where no paper is named."""
    paper = words.pattern("paper").search(view.text, verb, high)
    if paper is None or view.text[verb : paper.start()].strip():
        return Speaker("", None)
    name = view.name_from(paper.end(), slack=_NEAR_PAPER)
    if name is None or not name.ids or name.kind not in ("organ", "office", "organisation"):
        return Speaker("", body)
    return Speaker(view.words(name.start, name.end), name.ids[0], name.start, name.end)


def stranger_behind(view: View, verb: int, high: int, words: Vocabulary) -> Speaker | None:
    """A subject behind the verb whom no name tells: the agency, a source; None where what follows is none."""
    first = PLAIN_WORD.search(view.text, verb, high)
    if first is None or words.is_a(first[0], "preposition", "adverb", "time", "content"):
        return None
    end = verb + len(view.text[verb:high].rstrip(" ,،:"))
    small = (
        one for one in PLAIN_WORD.finditer(view.text, first.end(), end) if words.is_a(one[0], "preposition")
    )
    until = next(small, None) if words.is_verb_first else None
    end = first.start() + len(view.text[first.start() : until.start()].rstrip(" ,،")) if until else end
    if len(view.text[first.start() : end].split()) > _LONGEST_STRANGER:
        return None
    return Speaker(view.words(first.start(), end), None, first.start(), end)

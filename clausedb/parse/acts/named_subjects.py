"""Rows of names as one subject, and what stands between them."""

from __future__ import annotations

import re

from clausedb.parse.acts.classes import any_of
from clausedb.parse.acts.subject import Subject
from clausedb.parse.acts.views import WORD, Name, View
from clausedb.parse.acts.vocabulary import Vocabulary

_BORDER = re.compile(r",\s*|[;:.!?؟]\s+")
"""What parts a subject from the words before it that say nothing of it."""
_APPOSED = re.compile(r",\s+(?:(?:h\.\s?e|mr|mrs|ms|dr)\.?\s+){0,2}")
"""Between an office and the person named behind a comma."""
_TYPES = {"collective": "collective", "organ": "organ", "office": "named", "side": "named"}
CONJUNCTION, PREPOSITION, NONE = any_of("conjunction"), any_of("preposition"), any_of("none")
CHOICE, AMOUNT = any_of("each", "none"), any_of("each", "both", "none")


def chained(view: View, low: int, last: Name, words: Vocabulary) -> list[Name]:
    """Coordinated names that end with this one: "Kazakhstan and Azerbaijan"; a comma joins only before an "and"."""
    found = [last]
    for name in reversed(view.names_in(low, last.start)):
        gap = view.text[name.end : found[0].start]
        if not gap.strip() and name.kind == "office" and found[0].kind == "person":
            found[0] = name._replace(end=found[0].end)  # the office with its holder
            continue
        if gap.strip() == "(" and name.ids == found[0].ids:
            found[0] = name._replace(end=found[0].end)  # its short form in brackets
            continue
        between = WORD.findall(gap)
        joined = any(words.is_a(word, "conjunction") for word in between) or (len(found) > 1 and "," in gap)
        if "," in gap and found[0].kind == "side" != name.kind:
            break  # "its support for Cyprus, and the Uzbek Side thanked"
        if not joined or any(not words.is_a(word, "conjunction", "article", "title") for word in between):
            break
        found.insert(0, name)
    return found


def is_owner(view: View, name: Name, words: Vocabulary) -> bool:
    """What follows belongs to somebody named, who is no subject himself: "the Commission's decisions shall"."""
    return words.shape("owner").match(view.text, name.end) is not None


def is_inside(word: str, before: str, gap: int, words: Vocabulary) -> bool:
    """The name stands behind a preposition, amid the noun phrase of a thing: "the seat of the Commission shall"."""
    return gap > 0 and words.kinds[word] & PREPOSITION != 0 and not words.kinds[before] & AMOUNT


def name_at(view: View, start: int, words: Vocabulary) -> Name | None:
    """The name that begins with this word, also behind an article written together with it."""
    name = view.name_from(start, slack=3)
    between = view.text[start : name.start] if name else ""
    if words.is_plain and words.kinds[between.strip()] & PREPOSITION:
        return None  # "In Georgetown, the Secretariat said"
    return name if not between or not between.isalpha() or words.is_a(between, "proclitic") else None


def widened(subject: Subject, start: int, view: View, words: Vocabulary) -> Subject:
    """With the small words before its name: "the competent", "each of the"."""
    before = WORD.findall(view.text[start : subject.start])
    small = all(words.is_a(word, "article", "each", "both", "none", "role", "preposition") for word in before)
    return subject._replace(start=start) if start < subject.start and small else subject


def holders_from(view: View, first: Name, words: Vocabulary) -> tuple[str, ...]:
    """The ids of those named from one office on: "the President of X, the Prime Minister of Y and the President of Z"."""
    names = following(view, first, len(view.text), words)
    return tuple(dict.fromkeys(one for name in names for one in name.ids))


def following(view: View, first: Name, end: int, words: Vocabulary) -> list[Name]:
    """A name with those coordinated behind it; what tells more of each is passed over: "President Biden of the United States"."""
    found, reach = [first], first.end
    for name in view.names_in(first.end, end):
        between = WORD.findall(view.text[reach : name.start])
        if _tells_more(view, found[-1], reach, name, words):
            reach = name.end
            continue
        gap = view.text[reach : name.start].strip(" )")
        joined = any(words.is_a(word, "conjunction") for word in between) or gap in (",", ", the")
        if between and "cases" in words.settings and words.shape("nominative").fullmatch(between[-1]):
            between = between[:-1]  # «и Королевское Правительство Афганистана»
        if not joined or any(not words.is_a(word, "conjunction", "article", "title") for word in between):
            break
        found.append(name)
        reach = name.end
    return found


def _tells_more(view: View, last: Name, reach: int, name: Name, words: Vocabulary) -> bool:
    """Who holds the office before, of which state he is, or its short form in brackets."""
    between = view.text[reach : name.start]
    if last.kind == "office" and name.kind == "person" and _APPOSED.fullmatch(between):
        return True  # "the President of Kazakhstan, H.E. Kassym-Jomart Tokayev, the President of"
    if last.kind != "office" or "," in between:
        return False
    if name.kind == "person":
        return all(words.is_a(word, "title") for word in WORD.findall(between))
    owned = {one.split(".")[0] for one in last.ids}
    return name.kind == "state" and owned.issuperset(name.ids)


def reaches(view: View, subject: Subject, end: int, words: Vocabulary) -> bool:
    """Nothing but the holder of its last office and his state stands between a subject and its verb."""
    rest = view.text[subject.end : end]
    for name in reversed(view.names_in(subject.end, end)):
        rest = rest[: name.start - subject.end] + " " + rest[name.end - subject.end :]
    return all(words.is_a(word, "preposition", "article", "title") for word in WORD.findall(rest))


def subject_of_names(view: View, names: list[Name], words: Vocabulary) -> Subject:
    """The subject that names in a row make: all their ids, and how many or which of the parties they are."""
    ids = tuple(dict.fromkeys(one for name in names for one in name.ids))
    before = WORD.findall(_BORDER.split(view.text[max(0, names[0].start - 24) : names[0].start])[-1])
    around = {*before[-2:], *WORD.findall(view.text[names[0].start : names[-1].end])}
    negative = has_any(around, words, "none")
    if names[0].kind == "collective" and len(names) == 1 and _in_role(view, names[0], before, words):
        type_ = "other_party"
    elif names[0].kind == "collective":
        type_ = "each" if negative or has_any(around, words, "each") else "collective"
        if (
            type_ == "collective"
            and has_any(set(before[-1:]) | around, words, "role")
            and not has_any(around, words, "both")
        ):
            type_ = "other_party"
        type_ = "both" if type_ == "collective" and has_any(around, words, "both") else type_
    elif len(names) > 1 or len(ids) > 1:
        type_ = _TYPES.get(names[0].kind, "both" if len(ids) == 2 else "collective")
        type_ = "both" if type_ == "named" else type_
    else:
        type_ = _TYPES.get(names[0].kind, "named")
    if len(ids) > 1 and names[0].kind == "office":
        type_ = "organ"
    return Subject("name", ids, type_, names[0].start, names[-1].end, negative)


def _in_role(view: View, name: Name, before: list[str], words: Vocabulary) -> bool:
    """The requesting Party, the other Party; Arabic has the word behind: «الطرف الطالب»."""
    if before and words.is_a(before[-1], "role"):
        return True
    return is_role_behind(view, name.end, words)


def is_role_behind(view: View, end: int, words: Vocabulary) -> bool:
    """The word behind tells which of the parties: «الطرف الطالب», "the Party concerned"."""
    behind = WORD.match(view.text, end + 1)
    return behind is not None and words.is_a(behind[0], "role" if words.is_verb_first else "role_behind")


def has_any(around: set[str], words: Vocabulary, name: str) -> bool:
    """Whether one of the words belongs to a class."""
    return not around.isdisjoint(words.classes.get(name, frozenset()))

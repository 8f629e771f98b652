"""Who is asked, and for whose good: the names behind a directive's verb, and those an action serves."""

from __future__ import annotations

import re

from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.phrases import Piece
from clausedb.parse.acts.views import PLAIN_WORD, WORD, Name, View, last_word
from clausedb.parse.acts.vocabulary import Vocabulary

_INSERT = re.compile(r",\s+(\w+)")
_HEAD = 12
"""Characters at the head of a clause in which its subject stands."""
ASKING = frozenset({"directive", "recommendation"})
"""Forces by which somebody is asked."""
_SERVED = frozenset({"state", "side", "organisation", "collective", "anaphor"})
_SERVING = frozenset({"reciprocal", "helping", "favouring"})
"""Tables of what shows whom an action serves."""
_BESIDE = 3
"""Characters between an office and the name of its holder."""
_PEOPLE = frozenset({"person", "office"})
_BODIES = frozenset({"organ", "organisation"})
_NEAR = 240
"""Characters before a verb within which a pronoun behind it was named."""
_PLACE = re.compile(r"\b(?:in|at|from|near)\s+(?:[A-Z][\w'’-]+\s){0,2}[A-Z][\w'’-]+,\s+\Z")
"""A town before the state in which it lies: "a consulate in Samarkand, Uzbekistan"."""
_TOWN = 60
"""Characters of a town with the words before it."""
_ARTICLE = 5
"""Characters of an article and the blanks around it."""
_AHEAD = 8
"""Words before the first of those asked."""
_OPENING = 32
"""Characters at the head of an action within which its verb stands."""


def addressees_in(
    view: View, cue: Cue, low: int, high: int, force: str, words: Vocabulary
) -> tuple[str, ...]:
    """Ids of those asked: the names between the verb of asking and what is asked; empty for other forces."""
    if force not in ASKING or cue.row["role"] == "after":
        return ()
    if force == "recommendation" and words.is_a(last_word(view.text, cue.start, cue.end), "urged"):
        return ()  # the cue ends where what is asked begins: «يدعو إلى», «يشجع على»
    stops = (words.pattern("asked"), words.infinitive)
    found = (stop.search(view.text, low, high) for stop in stops)
    end = min((match.start() for match in found if match), default=high)
    for insert in _INSERT.finditer(view.text, low, end):
        aside = words.is_a(insert[1], "preposition") or (words.is_verb_first and _is_by(insert[1]))
        if aside and view.names_in(low, insert.start()):
            end = insert.start()  # "the Secretary-General, in consultation with the African Union, to"
            break
    low, end = _past_preposition(view, cue, low, end, high, words)
    end = _before_side(view, low, end, words) if "cases" in words.settings else end
    names = view.names_in(low, end)
    if not names and (meant := _pronoun_means(view, low, cue, words)):
        return meant
    before = view.text[low : names[0].start].split() if names else []
    if not names or len(before) > _AHEAD or (words.is_verb_first and any(map(_is_by, before[1:]))):
        return ()  # «نطالب المجتمع الدولي بتنفيذ قرار مجلس الأمن»
    if len(before) > 1 and words.is_a(before[-1], "matter"):
        return ()  # "encourages the Panel on Sudan to"
    if words.is_a(last_word(view.text, cue.start, cue.end), "for_what") and names[0].start > low + _ARTICLE:
        return ()  # "called for a lasting peace in Ukraine", not "called for Russia to"
    names = _coordinated(view, names) if words.is_verb_first else names
    named = [
        name
        for before, name in zip((None, *names), names, strict=False)
        if not (
            before and before.kind == "office" and name.kind == "person" and name.start - before.end < _BESIDE
        )
    ]
    return tuple(dict.fromkeys(one for name in named for one in name.ids))


def _is_by(word: str) -> bool:
    """An Arabic word joined to "by", which opens what is asked or how."""
    return word.startswith("ب")


def _before_side(view: View, low: int, end: int, words: Vocabulary) -> int:
    """Where a Russian preposition stands behind those asked, whose noun is none of them: «призывает обе стороны при содействии ВСООНК»."""
    found = list(PLAIN_WORD.finditer(view.text, low, end))
    if not found or words.is_a(found[0][0], "preposition"):
        return end
    sides = (word.start() for word in found if words.is_a(word[0], "preposition"))
    return next((place for place in sides if view.name_over(place) is None), end)


def _coordinated(view: View, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The first name with those that "and" or a comma joins to it, and with who holds the office: what they are asked may name
    others, «دعوته للجمهورية الإسلامية الإيرانية للاستجابة لمساعي دولة الإمارات»."""
    for place, name in enumerate(names[1:], 1):
        gap = view.text[names[place - 1].end : name.start].split()
        if (
            gap
            and not gap[0].startswith(("و", ","))
            and not any(name.start < one.end for one in names[:place])
        ):
            return names[:place]
    return names


def _past_preposition(
    view: View, cue: Cue, low: int, end: int, high: int, words: Vocabulary
) -> tuple[int, int]:
    """Where those asked stand, whom a preposition opens behind the subject: «يطلب المجلس إلى الأمين العام أن»."""
    first = PLAIN_WORD.search(view.text, low)
    if first is None:
        return low, end
    if words.is_plain and words.is_a(first[0], "infinitive") and view.name_from(first.end(), slack=_ARTICLE):
        asked = words.pattern("asked").search(view.text, first.end(), high)
        return first.end(), asked.start() if asked else high  # "its request to the Secretary-General to"
    if not words.is_verb_first or not words.is_a(first[0], "asking_of"):
        return low, end
    if words.is_a(last_word(view.text, cue.start, cue.end), "asking_of"):
        return low, end
    stops = (words.pattern("asked"), words.infinitive)
    found = (stop.search(view.text, first.end(), high) for stop in stops)
    return first.end(), min((match.start() for match in found if match), default=high)


def _pronoun_means(view: View, low: int, cue: Cue, words: Vocabulary) -> tuple[str, ...]:
    """Whom "him" or "it" behind the verb means: the person, or the body, named last before it in the clause."""
    first = PLAIN_WORD.search(view.text, low)
    if first is None or not words.is_a(first[0], "him", "it"):
        return ()
    kinds = _PEOPLE if words.is_a(first[0], "him") else _BODIES
    named = [name for name in view.names_in(max(0, cue.start - _NEAR), cue.start) if name.kind in kinds]
    alone = bool(named) and named[-1].start > _HEAD  # no subject, as in a resolution
    return named[-1].ids if len(named) > 1 or alone or (named and kinds is _BODIES) else ()


def beneficiaries_in(
    view: View,
    action: Piece,
    bearers: tuple[str, ...],
    favours: bool,
    words: Vocabulary,
    *,
    single: bool = False,
    plain: bool = False,
) -> tuple[str, ...]:
    """Ids of those whom the action serves: each other, the names behind a verb of helping, those it speaks for; nobody who
    bears it, nor his own State.

    `favours` says that the act itself is for something (supports, welcomes); then the names in it are those it serves,
    of a welcome (`single`) only one: what several do together is nobody's favour. `plain` says that a verb of promoting alone tells
    of nobody whom it serves, as in a treaty.
    """
    if not favours and view.found.keys().isdisjoint(_SERVING):
        return ()
    if view.cues("reciprocal", action.start, action.end):
        return bearers if len(bearers) > 1 else ()
    own = {*bearers, *(one.split(".")[0] for one in bearers)}
    helped = view.cues("helping", action.start, action.end)
    if helped:
        behind = (_joined_names(view, noun.end, action.end, words) for noun in helped)
        found = next(filter(None, behind), ()) or _given(view, action, helped[0], words)
        return tuple(one for one in found if one not in own)
    verb = view.cues("favouring", action.start, min(action.end, action.start + _OPENING))
    if not favours and (plain or not verb):
        return ()
    end = view.text.find(",", action.start, action.end) if single else -1
    served = [
        name
        for name in view.names_in(action.start, end if end > 0 else action.end)
        if name.kind in _SERVED and not _PLACE.search(view.raw, max(0, name.start - _TOWN), name.start)
    ]
    ids = tuple(dict.fromkeys(one for name in served for one in name.ids if one not in own))
    return ids if len(ids) == 1 or not single else ()


def _given(view: View, action: Piece, noun: Cue, words: Vocabulary) -> tuple[str, ...]:
    """The ids of a name between a Russian verb and the help it gives: «окажет Казахстанской Стороне техническое содействие»."""
    verb = WORD.search(view.text, action.start, noun.start)
    if verb is None or "cases" not in words.settings or not words.shape("giving").fullmatch(verb[0]):
        return ()
    name = view.name_from(verb.end(), slack=2)
    return name.ids if name and name.end < noun.start else ()


def _joined_names(view: View, low: int, high: int, words: Vocabulary) -> tuple[str, ...]:
    """The ids of the name that begins there and of those joined to it: "a platform for Armenia and Azerbaijan"."""
    found = [view.name_from(low, slack=8)]
    last = found[0]
    if last is None or last.end > high:
        return ()
    ids = list(last.ids)
    for name in view.names_in(last.end, high):
        between = PLAIN_WORD.findall(view.text[last.end : name.start])
        if len(between) != 1 or not words.is_a(between[0], "conjunction"):
            break
        ids += name.ids
        last = name
    return tuple(dict.fromkeys(ids))

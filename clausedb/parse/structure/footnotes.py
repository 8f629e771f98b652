"""Footnotes: notes at the foot of a page or the end of a text, numbered with a bare number.

A bare number (`1 See resolution 70/1`) is a unit's number in some treaties and a note's in most other texts. Which of them
it is in a text is told by the other numbers there; notes then follow each other by their own count.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from clausedb.parse.structure.nesting import Candidate

_BARE: Final = "bare:digits"
_BRACKETED: Final = "parens:digits"
_SIGNED: Final = ("square:digits", "note:superscript")
_RULE: Final = re.compile(r"(?:_{5,}|—{3,}|-{5,})\s*\Z")
_RULES: Final = ("_____", "———", "-----")
_FAR_RULE: Final = 60
_FAR: Final = 3
"""How many numbers may be missing between two notes."""
_REFUSE: Final = 4.0
_REFUSE_IN_FLOW: Final = 2.5
"""What it costs to take a bare number for plain text where bare numbers count the units; in a line that may go on with the one before."""


def part_footnotes(text: str, candidates: list[Candidate]) -> tuple[list[Candidate], dict[int, Candidate]]:
    """(candidates without those that may be notes, notes by their line). Where bare numbers count the units they are no notes."""
    keys = {_key(one) for one in candidates}
    if keys.isdisjoint((*_SIGNED, _BRACKETED, _BARE)):
        return candidates, {}
    notes = {one.place: one for one in candidates if _key(one) in _SIGNED and _is_note(text, one)}
    notes.update((one.place, one) for one in _trailing(text, candidates))
    if notes:
        candidates = [one for one in candidates if one.place not in notes]
    bare = [one for one in candidates if _key(one) == _BARE]
    if not bare:
        return candidates, notes
    if _numbers_units(candidates):
        ruled = _ruled(text, candidates)
        notes.update((one.place, one) for one in ruled)
        kept = [one for one in candidates if one.place not in notes]
        return [_strengthen(one) if _key(one) == _BARE else one for one in kept], notes
    return [one for one in candidates if _key(one) != _BARE], notes | _bare_notes(bare)


def _bare_notes(bare: list[Candidate]) -> dict[int, Candidate]:
    """By line: the bare numbers that follow each other as those of notes do."""
    notes: dict[int, Candidate] = {}
    last = 0.0
    for index, one in enumerate(bare):
        value = one.mark.readings[0].value[0]
        after = bare[index + 1].mark.readings[0].value[0] if index + 1 < len(bare) else 0.0
        begins = not last and (value == 1 or after == value + 1)
        if one.take + one.spoken < 1.0 and (
            begins or 0 < value - last <= _FAR or (value == 1 and after in (1.0, 2.0))
        ):
            notes[one.place] = one
            last = value
    return notes


def _ruled(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """The bare numbers straight below a rule of underscores, and those that count on from there: the notes of a page."""
    found: list[Candidate] = []
    if not any(rule in text for rule in _RULES):
        return found
    last = -1.0
    for one in candidates:
        value = one.mark.readings[0].value[0]
        start = one.mark.start
        if _key(one) == _BARE and (value == last + 1 or _RULE.search(text, max(0, start - _FAR_RULE), start)):
            found.append(one)
            last = value
        else:
            last = -1.0
    return found


def _is_note(text: str, candidate: Candidate) -> bool:
    """Whether a number that notes have stands in the text before, at the word that the note belongs to."""
    mark = candidate.mark
    return text.find(text[mark.start : mark.end], 0, mark.start) >= 0


def _trailing(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """The notes `(1) ...`, `(2) ...` that end a text whose units have no such numbers, each with its sign in the text before."""
    found: list[Candidate] = []
    for one in reversed(candidates):
        if _key(one) != _BRACKETED:
            break
        found.append(one)
    found.reverse()
    counted = [one.mark.readings[0].value for one in found] == [(float(n),) for n in range(1, len(found) + 1)]
    if (
        not found
        or not counted
        or found[0].opened
        or sum(_key(one) == _BRACKETED for one in candidates) > len(found)
    ):
        return []
    return found if all(_is_note(text, one) for one in found) else []


def _strengthen(candidate: Candidate) -> Candidate:
    """A bare number as it counts where bare numbers are those of units, unless a sentence goes on in small letters behind it."""
    if candidate.spoken:
        return candidate
    return candidate._replace(refuse=_REFUSE if candidate.take < 1.0 else _REFUSE_IN_FLOW)


def _key(candidate: Candidate) -> str:
    return candidate.mark.readings[0].key


def _numbers_units(candidates: list[Candidate]) -> bool:
    """Whether bare numbers count paragraphs here: they follow articles, and no other digits do."""
    counts = Counter(one.mark.readings[0].key for one in candidates if one.take + one.spoken < 1.0)
    if counts["article"]:
        return counts[_BARE] > counts["dot:digits"] + counts["dash:digits"]
    return not counts["dot:digits"] + counts["dash:digits"] + counts["paren:digits"]

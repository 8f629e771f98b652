"""Persons whose name stands before their office: "Ani Badalyan, spokeswoman for the Ministry", and below the party for which they sign.

A page and the persons found on it in, further sightings out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from clausedb.parse.names.office_ids import role_kinds, role_of
from clausedb.parse.names.person_keys import person_key
from clausedb.parse.names.person_words import behind_honorifics
from clausedb.parse.names.sightings import LONG, Page, Sighting

_WINDOW: Final = 60
"""Code points before an office in which a name is looked for."""
_NAME_BEFORE: Final = re.compile(
    r"(?<![\w.-])([A-ZÀ-ÖØ-ÞĀ-ŽА-Я][\w'-]+(?:\s[A-ZÀ-ÖØ-ÞĀ-ŽА-Я](?:\.|[\w'-]+)){1,3}),\s+(?:the\s+)?\Z"
)
_APPOSED: Final = re.compile(r"\s*(?:[,(.;)]|\n)")
_SIGNED: Final = re.compile(r"[^\S\n\t]*[:(\n\t][\s_.…(]*(?:/s/\s*)?")
"""Between who is signed for and who signs: blanks, a line to sign on, a bracket."""
_ABOVE: Final = re.compile(
    r"\n\s*\n[^\S\n]*([A-Z][a-z]+(?:[^\S\n]+(?:[A-Z]\.|[A-Z][\w'’-]+)){1,3})[^\S\n]*\n[^\S\n]*\Z"
)
"""Who signs on a line of its own, above for whom."""
_SIGNED_END: Final = re.compile(r"[^\S\n]*(?:\)|\]|\t|\n|\Z)")


def before_offices(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """Ani Badalyan, spokeswoman for the Ministry, ...: two words at least before, and an end of the apposition behind."""
    if page.rules.name_before is not None:
        return _before_titles(page, found)
    known = {one.office for one in found}
    more: list[Sighting] = []
    for one in page.islands:
        if (
            one.kind != "office"
            or len(one.ids) != 1
            or one.ids[0] in known
            or not _APPOSED.match(page.text, one.end)
        ):
            continue
        window = max(0, one.start - _WINDOW)
        before = _NAME_BEFORE.search(page.text[window : one.start])
        if before is not None and not {word.casefold() for word in before[1].split()} & page.rules.stops:
            start, end = window + before.start(1), window + before.end(1)
            more.append(Sighting(start, end, person_key(before[1], page.grammar, page.language), one.ids[0]))
    return more


def _before_titles(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """«أجرى سامح شكري وزير الخارجية»: the subject behind its verb, with what he is."""
    taken = {one.start for one in page.islands if one.kind != "head"}
    known = {one.start for one in found}
    more: list[Sighting] = []
    for one in page.islands:
        if page.rules.name_before is None or one.kind not in ("office", "head") or one.plural:
            continue
        if role_kinds(page.grammar).get(one.bare or role_of(one.ids[0])) != "office":
            continue
        window = max(0, one.start - _WINDOW)
        before = page.rules.name_before.search(page.text[window : one.start])
        if before is None:
            continue
        start, end = window + before.start(1), window + before.end(1)
        if start not in known and page.name_at(start, taken, full=True) == end:
            office = one.ids[0] if one.kind == "office" and not one.bare else None
            head = one if one.kind == "head" else None
            more.append(
                Sighting(
                    start, end, person_key(page.text[start:end], page.grammar, page.language), office, head
                )
            )
    return more


def signers(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """For the Government of Canada: Michael Bell. A full name on a line or in brackets of its own, below who is signed for."""
    known = {one.start for one in found}
    more: list[Sighting] = []
    for one in page.islands:
        if one.kind not in ("state", "organ", "organisation"):
            continue
        signed_for = page.rules.signs_for.search(page.text, max(0, one.start - LONG), one.start)
        if not signed_for:
            continue
        above = _ABOVE.search(page.text[max(0, signed_for.start() - LONG) : signed_for.start()])
        if above is not None:
            start = max(0, signed_for.start() - LONG) + above.start(1)
            more.append(
                Sighting(start, start + len(above[1]), person_key(above[1], page.grammar, page.language))
            )
        gap = _SIGNED.match(page.text, one.end)
        at = behind_honorifics(page.text, gap.end() if gap else one.end, page.rules)
        end = page.name_at(at, full=True) if at > one.end and at not in known else None
        end = at + len(page.text[at:end].split("\n")[0].rstrip()) if end is not None else None
        if (
            end is not None
            and " " in page.text[at:end]
            and _SIGNED_END.match(page.text, end)
            and not page.text[at:end].isupper()
        ):
            more.append(Sighting(at, end, person_key(page.text[at:end], page.grammar, page.language)))
    return more

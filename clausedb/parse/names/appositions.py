"""Offices behind a person's name: Sheikh Abdullah bin Zayed, deputy prime minister and foreign minister.

A sighting and its page in, the offices out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import office_id, role_of
from clausedb.parse.names.person_words import titles_prince
from clausedb.parse.names.sightings import Page, Sighting
from clausedb.parse.names.spelling import state_of

OF_ONE_STATE: Final = ("PRES", "VP", "PM", "DPM", "FM", "DFM", "DEFMIN", "MIN")
"""Offices that a person holds in no state but that whose they are."""
_HEADS_OF_STATE: Final = ("PRES", "KING")
_APPOSED: Final = re.compile(r"(?:\s\([^()\n]{1,20}\))?(?:,\s+(?:the\s+)?|\s[—–-]\s)")
"""Between a name and the office of its bearer."""
_ENDED: Final = re.compile(r"\s*(?:[,.;:)\n]|and\b|и\b|\Z)")
"""Behind it."""
_VERB: Final = 60
"""Code points before a name in which its verb and titles stand."""


def bare_offices(one: Sighting, page: Page) -> tuple[tuple[int, str], ...]:
    """Where bare office words follow a name, and which offices they are in the state whose the table says the person is, else in
    that of the report."""
    state = state_of(one.key, page.grammar) or page.home
    found: list[tuple[int, str]] = []
    before, end = role_of(one.office) if one.office else "", one.end
    while state and (behind := _behind(page, end)):
        role = behind.bare or behind.ids[0]
        titled = role == "KING" and titles_prince(page.text, behind.start, page.rules)
        own = role in (*OF_ONE_STATE, "KING", "CROWN") and not titled
        if not own or not (behind.kind == "head" or behind.bare):
            break
        if before in _HEADS_OF_STATE and role != before:
            break  # «استقبل أمير البلاد الشيخ مشعل الوزير»: whom he received
        found.append((behind.start, office_id(state, role, page.grammar)))
        end = behind.end
    return tuple(found)


def told_office(one: Sighting, page: Page) -> str | None:
    """The office that the words behind a name tell with its owner, where no capitals tell names from other words; None where the
    name may be that of the one who received its holder, as the office is not of the state that the table knows."""
    receives = page.rules.receives
    behind = _behind(page, one.end) if receives is not None else None
    if receives is None or behind is None or behind.bare or behind.kind != "office" or len(behind.ids) != 1:
        return None
    own = behind.ids[0].split(".")[0] == state_of(one.key, page.grammar)
    apart = own or page.text[one.end : behind.start].strip()
    received = receives.search(page.text, max(0, one.start - _VERB), one.start)
    return behind.ids[0] if apart or not received else None


def apposed_office(one: Sighting, page: Page) -> str | None:
    """The one office that the words behind a full name tell with its owner: "Ms. Johnson-Sirleaf, President of Liberia", «Сергей
    Лавров – министр иностранных дел России»."""
    gap = _APPOSED.match(page.text, one.end) if " " in page.text[one.start : one.end] else None
    if gap is None:
        return None
    at = bisect_right(page.islands, gap.end(), key=lambda island: island.start) - 1
    found = page.islands[at] if at >= 0 else None
    if found is None or found.start != gap.end() or found.kind != "office" or found.bare:
        return None
    ends = _ENDED.match(page.text, found.end)
    return found.ids[0] if ends and len(found.ids) == 1 and not found.plural else None


def _behind(page: Page, end: int) -> Island | None:
    """The office word at once behind a place, or behind a comma; none that means several."""
    gap = page.rules.office_name.match(page.text, end)
    at = bisect_right(page.islands, gap.end(), key=lambda island: island.start) - 1 if gap else -1
    found = page.islands[at] if gap is not None and at >= 0 else None
    here = found is not None and gap is not None and found.start == gap.end() and not found.plural
    return found if here else None

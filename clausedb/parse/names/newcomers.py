"""Persons whom a report names by what they say or by what they are, where no office of the tables stands beside the name:
"Hayashi Yoshimasa said", "the envoy for the dialogue, Miroslav Lajcak", «Эльмар Мамедьяров – министр».

A page and the persons found on it in, further sightings out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.concordance import concordance, first_words
from clausedb.parse.names.person_keys import person_key
from clausedb.parse.names.sightings import JOINED, Page, Sighting

_SPOKEN: Final = re.compile(r"[\"”“»’',—–-]\s*\Z")
"""Before a verb that stands behind what is said."""
_BEFORE: Final = 90
"""Code points before a word in which a name is looked for."""
_WORD: Final = re.compile(r"[\w-]+[^\S\n]+")
_PLACED: Final = re.compile(r"(?<!\w)(?:в|во|из)\s\Z")
"""Before the name of a place."""
_ENDED: Final = re.compile(r"\s*(?:[,.;:)\n—–]|-\s|\Z)")
"""Behind a name in apposition."""
_INSIDE: Final = re.compile(r"(?:\w|[a-zа-я),—–-]\s|,\s)\Z")
"""Before a word that opens no sentence, so that its capital says that it is a name."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What tells such persons in one language, compiled."""

    gate: re.Pattern[str]
    """What a report says and hardly any other text."""
    unlike: re.Pattern[str]
    """Lines of treaties and resolutions, which are no reports."""
    says: frozenset[str]
    before: re.Pattern[str]
    """A name that ends right before its verb of saying; the group is the name."""
    tasks: frozenset[str]
    told: re.Pattern[str] | None
    """From the word for what somebody is to his name."""
    apposed: re.Pattern[str] | None
    """A name, a comma, and the words up to what he is."""
    pair: re.Pattern[str] | None
    """A given name and a surname, where only names have capitals inside a sentence."""


@cache
def _words(grammar: Grammar, language: str) -> _Words | None:
    found = grammar.pack(language).settings("names").get("newcomers")
    if found is None:
        return None
    names = grammar.pack(language).settings("names")
    name = rf"(?P<name>(?:{names['initial']})?{names['name']}(?:\s(?:{names['particle']})?(?:{names['initial']})?{names['name']}){{0,3}})"

    def compiled(key: str) -> re.Pattern[str] | None:
        return re.compile(found[key].replace("{name}", name)) if key in found else None

    tasks = first_words(found.get("tasks", "").split())
    before = compiled("before")
    assert before is not None
    return _Words(
        gate=re.compile(found["gate"]),
        unlike=re.compile(found["unlike"]),
        says=first_words(found["says"].split()),
        before=before,
        tasks=frozenset(form for one in tasks for form in (one, one.capitalize())),
        told=compiled("told"),
        apposed=compiled("apposed"),
        pair=compiled("pair"),
    )


def newcomers(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """The persons of a report who are not among those found, in text order."""
    words = _words(page.grammar, page.language)
    if words is None or words.gate.search(page.text) is None or words.unlike.search(page.text):
        return []
    covered = sorted(
        {*((one.start, one.end) for one in found), *((one.start, one.end) for one in page.islands)}
    )
    more: dict[int, Sighting] = {}
    seen = (*_told(page, words), *_speaking(page, words), *_pairs(page, words))
    for start, end, office in sorted(seen, key=lambda one: (one[0], -one[1], one[2] or "")):
        before = bisect_right(covered, (end, 0)) - 1
        if start in more or (before >= 0 and covered[before][1] > start):
            continue
        more[start] = Sighting(
            start, end, person_key(page.text[start:end], page.grammar, page.language), office
        )
    ends: int = 0
    kept = []
    for one in more.values():
        if one.start >= ends:
            kept.append(one)
            ends = one.end
    return kept


def _speaking(page: Page, words: _Words) -> Iterator[tuple[int, int, str | None]]:
    """Names beside a verb of saying."""
    text = page.text
    for at in concordance(text).begins(words.says, JOINED[page.language]):
        behind = _WORD.match(text, at)
        if behind and _SPOKEN.search(text, max(0, at - 4), at):
            end = page.name_at(behind.end(), full=False)
            if end is not None and _is_name(page, behind.end(), end):
                yield behind.end(), end, None
        before = words.before.search(text, max(0, at - _BEFORE), at)
        if before is None:
            continue
        start = before.start("name")
        if " " not in before["name"] and text[:start].endswith(" and "):
            continue  # "the ministries of Armenia and Artsakh stressed"
        if page.name_at(start, full=" " in before["name"]) == before.end("name") and _is_name(
            page, start, before.end("name")
        ):
            yield start, before.end("name"), None


def _is_name(page: Page, start: int, end: int) -> bool:
    """Whether a lone word with a capital is a name: the text has it with a capital inside a sentence, and never without one."""
    text = page.text
    if " " in text[start:end]:
        return True
    places = concordance(text).places
    word = text[start:end]
    if word.casefold() in places or word.isupper():
        return False
    return any(_INSIDE.search(text, max(0, place - 3), place) for place in places.get(word, ()))


def _told(page: Page, words: _Words) -> Iterator[tuple[int, int, str | None]]:
    """Full names beside the word for what somebody is."""
    text = page.text
    if words.told is None or words.apposed is None:
        return
    offices = [one for one in page.islands if one.kind == "office" and len(one.ids) == 1 and one.settled]
    for at in concordance(text).begins(words.tasks):
        place = bisect_right(offices, at, key=lambda one: one.start) - 1
        office = offices[place].ids[0] if place >= 0 and at < offices[place].end else None
        behind = words.told.match(text, at)
        if behind is not None:
            start = behind.start("name")
            end = page.name_at(start, full=True)
            if end is not None and (text[start - 2] != "," or _ENDED.match(text, end)):
                yield start, end, office
        before = words.apposed.search(text, max(0, at - _BEFORE), at)
        if before is not None and page.name_at(before.start("name"), full=True) == before.end("name"):
            yield before.start("name"), before.end("name"), office


def _pairs(page: Page, words: _Words) -> Iterator[tuple[int, int, str | None]]:
    """Two words with capitals inside a sentence, where the language gives capitals to names alone."""
    if words.pair is None:
        return
    for match in words.pair.finditer(page.text):
        start = match.start("name")
        if _PLACED.search(
            page.text, max(0, start - 4), start
        ):  # «во встрече в Нью-Йорке Тигран Балаян заявил»
            first = _WORD.match(page.text, start)
            start = first.end() if first is not None and first.end() < match.end() else start
        end = page.name_at(start, full=True)
        if end is not None and start not in page.taken:
            yield start, end, None

"""Persons whose name needs no office beside it: those of the table of spellings, and surnames with their initials."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from clausedb.fold import fold
from clausedb.language import Grammar
from clausedb.parse.concordance import concordance, first_words
from clausedb.parse.names.person_keys import person_key
from clausedb.parse.names.person_words import name_rules
from clausedb.parse.names.sightings import JOINED, LONG, Page, Sighting
from clausedb.parse.names.spelling import DECLINED

_GIVEN: Final = {
    "en": re.compile(r"(?<![\w-])([A-Z](?:\.|[\w-]+))\s\Z"),
    "ru": re.compile(r"(?<![\w-])([\u0410-\u042f](?:\.|[\w-]+))\s\Z"),
}
"""A given name or an initial before a surname."""
_OPENING: Final = re.compile(r"(?:^|[.!?]\s+|\n\s*)\Z")
"""Before the first word of a sentence, whose capital says nothing."""
_TWO_BEFORE: Final = re.compile(r"(?:(?<!\w)(\w+)|[،,:])\s(\w{3,})\s\Z")
"""The two words before a name, or a sign and one."""
_LONG_ALONE: Final = 5
"""Letters of an Arabic surname that stands alone, at least."""
_BESIDE: Final = re.compile(r"['’]?[-–]|\s[A-ZА-Я]")
"""Behind a surname what makes it part of another name: Aliyev Street."""
_BESIDE_BEFORE: Final = re.compile(r"[-–'’.]\s?\Z")
_WORD_BEFORE: Final = re.compile(r"\w+\s\Z")


def known_by_name(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """Persons of the table of spellings: by their full name, or where a given name or initial stands before the surname."""
    taken = {one.end for one in found}
    covered = sorted((one.start, one.end) for one in found)
    until = 0
    names, words = known_names(page.grammar, page.language)
    more: list[Sighting] = []
    for at in concordance(page.text).begins(words, JOINED[page.language]):
        before = bisect_right(covered, (at, len(page.text)))
        if at < until or (before and at < covered[before - 1][1]):
            continue
        name = names.match(page.text, at)
        if name is None or name.end() in taken:
            continue
        start: int | None = at
        if " " in name[0]:
            until = name.end()
        else:
            start = _begins(page, name)
        if start is not None:
            key = person_key(page.text[start : name.end()], page.grammar, page.language)
            more.append(Sighting(start, name.end(), key))
    return more


def _begins(page: Page, surname: re.Match[str]) -> int | None:
    """Where the name begins that ends with a surname: with a given name, or with the surname itself; None where that is no person."""
    text, at = page.text, surname.start()
    given = _GIVEN.get(page.language)
    first = given.search(text, max(0, at - LONG), at) if given else None
    if first is None:
        if page.language == "ar" and _tells_alone(surname[0], page):
            return _given_before(page, at)
        alone = given is not None and not _BESIDE.match(text, surname.end())
        return at if alone and not _BESIDE_BEFORE.search(text, max(0, at - 2), at) else None
    word = first[1].casefold()
    if word in office_words(page.grammar, page.language):
        return at
    # A word that opens its sentence has a capital whatever it is.
    opens = _OPENING.search(text, max(0, first.start() - 9), first.start())
    common = word in page.rules.stops or (opens and word in concordance(text).places)
    return None if common else first.start()


def _given_before(page: Page, at: int) -> int:
    """Where the given name before a surname begins that stands behind a small word: «من جاستن ترودو»; the surname itself where none does."""
    two = _TWO_BEFORE.search(page.text, max(0, at - LONG), at)
    if two is None or two.start(2) in page.taken:
        return at
    plain = page.rules.breaks and page.rules.breaks[0].match(two[2])
    small = two[1] is None or two[1] in page.rules.stops
    return at if not small or two[2] in page.rules.stops or plain else two.start(2)


def _tells_alone(name: str, page: Page) -> bool:
    """A surname that needs no given name where no capitals show one: long enough, without an article and no common word."""
    return len(name) >= _LONG_ALONE and not name.startswith("ال") and name not in page.rules.or_words


def by_initials(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """С.В.Лавров, Лавров С.В.: a surname with its initials needs no office beside it."""
    if page.rules.by_initials is None:
        return []
    covered = sorted((one.start, one.end) for one in found)
    named = {one.start for one in page.islands if one.kind in ("state", "organisation", "office", "organ")}
    more: list[Sighting] = []
    places = concordance(page.text).begins(page.rules.initials)
    firsts = (_WORD_BEFORE.search(page.text, max(0, at - LONG), at) for at in places)
    for start in sorted({*places, *(one.start() for one in firsts if one)}):
        match = page.rules.by_initials.match(page.text, start)
        if match is None:
            continue
        before = bisect_right(covered, (match.end(), 0)) - 1
        at, group = match.start(match.lastgroup or 0), match.lastgroup or 0
        held = before >= 0 and covered[before][1] > match.start()
        if not held and at not in named and match[group].casefold() not in page.rules.stops:
            key = person_key(match[group], page.grammar, page.language)
            more.append(Sighting(*match.span(), key, surname_first=at == match.start()))
    return more


@cache
def known_names(grammar: Grammar, language: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """Surnames of the table in one alphabet, in all cases, and the words that they begin with."""
    letters = {
        "en": "(?:[A-Z]|el-|al-|bin )",
        "ru": "[\u0410-\u042f]|ас-|бен ",
        "ar": f"\\S+ |(?!ال)\\S{{{_LONG_ALONE},}}$",
    }[language]
    forms = {fold(form).text for row in grammar.rows("persons") for form in row["spellings"].split("|")}
    arabic = re.compile("[\u0620-\u06ff]")
    return surname_pattern(
        (
            form
            for form in forms
            if re.match(letters, form) and bool(arabic.match(form)) == (language == "ar")
        ),
        name_rules(grammar, language).cases,
    )


def surname_pattern(forms: Iterable[str], cases: Sequence[str]) -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern of the surnames in all cases, the longest first, and the words that they begin with."""
    forms = set(forms)
    spelled = {f"{form}{ending}" for form in forms for ending in cases}
    for ending, last in DECLINED:
        spelled |= {f"{form.removesuffix(last)}{ending}" for form in forms if form.endswith(last)}
    ordered = sorted(spelled, key=lambda form: (-len(form), form))
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?![\w])"), first_words(ordered)


@cache
def office_words(grammar: Grammar, language: str) -> frozenset[str]:
    """Last words of offices, which are no given names."""
    rows = grammar.pack(language).rows("offices")
    return frozenset(form.split()[-1].casefold() for row in rows for form in row["forms"].split("|"))

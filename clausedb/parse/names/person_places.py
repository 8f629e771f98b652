"""Every other place in a document where the surname of a person stands who was found beside an office or a title."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.concordance import concordance
from clausedb.parse.names.known_persons import surname_pattern
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import role_kinds
from clausedb.parse.names.person_keys import name_words, person_key, surname_of
from clausedb.parse.names.person_words import NameRules, behind_honorifics
from clausedb.parse.names.sightings import INITIAL, JOINED, LONG, SHORT, Page, Sighting
from clausedb.parse.names.spelling import known_key, nominative, surname_key

_TWO: Final = 2
"""Words of a given name and a surname."""
_CASE_ENDING: Final = 2
"""Letters of the longest ending of a given name."""
_LAST_WORD: Final = re.compile(r"(?:(?<=\s)|(?<=\.)|^)(\w\.|[^\s.]+)\s?\Z")
"""A given name before a surname, or an initial, also one written together with it."""
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]")
_NEXT_WORD: Final = re.compile(r"\s([\w-]+)")


def seen_again(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """Every other place where a known surname stands, with the given names beside it that are known of that person."""
    forms = _forms(page, found)
    if not forms:
        return []
    pattern, words = surname_pattern(forms, page.rules.cases)
    named = [(one.start, one.end) for one in page.islands if _is_named(one)]
    covered = [(one.start, one.end) for one in found] + named
    covered.sort()
    heads = _heads_before_names(page)
    more: list[Sighting] = []
    for at in concordance(page.text).begins(words, JOINED[page.language]):
        match = pattern.match(page.text, at)
        if match is None or (page.language != "ar" and page.text[at - 1 : at] == "-"):
            continue
        before = bisect_right(covered, (at, len(page.text)))
        if before and at < covered[before - 1][1]:
            continue
        key = _of_form(match[0], forms, page.rules) or person_key(match[0], page.grammar, page.language)
        start, end = _with_given(page.text, at, match.end(), key, found)
        more.append(Sighting(start, end, key, None, heads.get(start)))
    return more


def _is_named(one: Island) -> bool:
    """A name of another kind, or an office with whose it is: «الرئيس السوداني» in a text about Mohammed al-Sudani."""
    return one.kind in ("state", "organisation") or any(part.kind == "adjective" for part in one.parts)


def _of_form(surface: str, forms: Mapping[str, str], rules: NameRules) -> str | None:
    """Whose the surname is, in any of its cases."""
    for ending in rules.cases:
        base = surface[: len(surface) - len(ending)] if surface.endswith(ending) else ""
        if base in forms:
            return forms[base]
    return None


def _heads_before_names(page: Page) -> dict[int, Island]:
    """Bare office words by the place at which a name may follow them: President Sleiman."""
    found: dict[int, Island] = {}
    for one in page.islands:
        role = one.bare or one.ids[0]
        if (one.kind == "head" or one.bare) and role_kinds(page.grammar).get(role) == "office":
            gap = page.rules.office_name.match(page.text, one.end)
            if gap is not None and not gap[0].strip():
                at = behind_honorifics(page.text, gap.end(), page.rules)
                found[at] = replace(one, kind="head", ids=(role,))
    return found


def _forms(page: Page, found: Sequence[Sighting]) -> dict[str, str]:
    """The surnames of the persons found, with whose they are."""
    forms: dict[str, str] = {}
    for one in found:
        words = name_words(page.text[one.start : one.end])
        first = one.surname_first or (len(words) > 1 and surname_key(words[0], page.grammar) == one.key)
        surname = (
            words[0]
            if first
            else _bare(_base(surname_of(words), page.grammar, page.language), one, page.rules, page.grammar)
        )
        if not first and len(words) > _TWO and surname_key(words[-2], page.grammar) == one.key:
            surname = words[-2]  # Álvaro Leyva Durán, who is called Leyva
        if surname in page.rules.stops:
            surname = " ".join(words[-2:])  # Ben Ali, whose name alone is a common word
        if len(surname) > SHORT or (first and surname.istitle()):
            for form in (surname, _plain(surname), surname.title()):
                forms.setdefault(form, one.key)
            bare = page.rules.article.sub("", surname)
            if bare != surname and len(bare) > SHORT:
                forms.setdefault(bare, one.key)
    return forms


def _plain(surname: str) -> str:
    """Without the marks over and under Latin letters, which others leave out: Lajcak."""
    if surname.isascii() or not _LATIN.match(surname):
        return surname
    return "".join(one for one in unicodedata.normalize("NFKD", surname) if not unicodedata.combining(one))


def _bare(surname: str, one: Sighting, rules: NameRules, grammar: Grammar) -> str:
    """Without the ending that its key is without: «Стубб» of «Стуббом»."""
    endings = [ending for ending in rules.cases if ending and surname.endswith(ending)]
    stems = [surname.removesuffix(ending) for ending in endings]
    known = next((stem for stem in stems if known_key(stem, grammar) == one.key), None)
    if known or surname_key(surname, grammar) == one.key:
        return known or surname
    return next((stem for stem in stems if surname_key(stem, grammar) == one.key), surname)


def _base(surname: str, grammar: Grammar, language: str) -> str:
    """A surname as a table has it: a Russian one in the nominative."""
    if language != "ru":
        return surname
    return "-".join(part.capitalize() for part in nominative(surname.casefold(), grammar).split("-"))


def _is_same_given(word: str, known: str) -> bool:
    """The same given name, also in another case: «Александр», «Александром»."""
    if INITIAL.fullmatch(known):
        return word[0] == known[0] and word.istitle() and len(word) > SHORT
    stem = max(len(word), len(known)) - _CASE_ENDING
    return word == known or (stem > SHORT and word[:stem] == known[:stem] and word.istitle())


def _with_given(text: str, start: int, end: int, key: str, found: Sequence[Sighting]) -> tuple[int, int]:
    """Where the full name begins and ends whose surname stands at [start, end)."""
    before: set[str] = set()
    behind: set[str] = set()
    for one in found:
        if one.key == key:
            words = name_words(text[one.start : one.end])
            if one.surname_first:
                behind.update(words[1:])
            else:
                before.update(words[:-1])
    while (word := _LAST_WORD.search(text, max(0, start - LONG), start)) and (
        any(_is_same_given(word[1], one) for one in before) or INITIAL.fullmatch(word[1])
    ):
        start = word.start(1)
    while (next_ := _NEXT_WORD.match(text, end)) and next_[1] in behind:
        end = next_.end()
    return start, end

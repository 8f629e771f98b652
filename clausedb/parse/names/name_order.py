"""Which word of a name is the surname, where the text tells it: by capitals, by the word that the text uses alone, by the state
whose people put it first.

Sightings in, the same with their keys settled out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.person_keys import name_words, surname_of
from clausedb.parse.names.sightings import Page, Sighting
from clausedb.parse.names.spelling import known_key, surname_key

_WHOLE: Final = 2
"""Words of a name of a house alone: Al Thani."""
_HOUSE: Final = ("Al ", "آل ")
"""What the name of a house begins with."""


@cache
def surname_first(grammar: Grammar, order: str) -> frozenset[str]:
    """States whose people put the surname first: always ("first"), or in some texts ("either")."""
    return frozenset(row["party_id"] for row in grammar.rows("name_orders") if row["order"] == order)


def in_order(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """With the key of one person for all his names: of Iwaya Takeshi also where the text goes on with Minister Iwaya, of Retno
    Marsudi also where it goes on with Minister Retno."""
    alone = {page.text[one.start : one.end] for one in found} - {""}
    alone = {word for word in alone if " " not in word}
    renamed: dict[str, str] = {}
    given: dict[str, set[str]] = {}
    """Keys by the words that the text uses alone: a given name, or the surname of one whom the table has by his full name."""
    seen: list[Sighting] = []
    for one in found:
        words = name_words(page.text[one.start : one.end])
        if len(words) < 2 or one.surname_first:
            seen.append(one)
            continue
        surname, first = surname_of(words), words[0]
        if surname == first and first.isupper():
            one = replace(one, surname_first=True)
        elif _puts_first(one, page.grammar) and (
            first in alone or (known_key(first, page.grammar) and not known_key(words[-1], page.grammar))
        ):
            key = surname_key(first, page.grammar)
            renamed[one.key] = key
            one = replace(one, key=key, surname_first=True)
        elif first in alone and surname not in alone:
            given.setdefault(first, set()).add(one.key)
        elif surname in alone:
            given.setdefault(surname, set()).add(one.key)
        seen.append(one)
    keys = {word: next(iter(own)) for word, own in given.items() if len(own) == 1}
    return _apart(page, [_renamed(one, page, renamed, keys) for one in seen])


def _apart(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """With a key for each of a ruling house whom the text names by other given names: Tamim bin Hamad Al-Thani beside Mohammed
    bin Abdulrahman Al-Thani."""
    houses = _houses(page.grammar)
    first: dict[str, str] = {}
    seen = []
    for one in sorted(found, key=lambda one: one.start):
        words = page.text[one.start : one.end].split()
        if one.key in houses and len(words) > _WHOLE and first.setdefault(one.key, words[0]) != words[0]:
            one = replace(one, key=f"{surname_key(words[0], page.grammar)}-{one.key}")
        seen.append(one)
    return seen


@cache
def _houses(grammar: Grammar) -> frozenset[str]:
    """The keys of the table that a whole house shares."""
    rows = grammar.rows("persons")
    return frozenset(
        row["key"] for row in rows if any(form.startswith(_HOUSE) for form in row["spellings"].split("|"))
    )


def _puts_first(one: Sighting, grammar: Grammar) -> bool:
    return one.office is not None and one.office.split(".")[0] in surname_first(grammar, "either")


def _renamed(one: Sighting, page: Page, renamed: dict[str, str], given: dict[str, str]) -> Sighting:
    word = page.text[one.start : one.end]
    key = given.get(word) if " " not in word else renamed.get(one.key)
    return replace(one, key=key) if key else one

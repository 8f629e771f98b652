"""From a person's name as a text has it to the surname by which the person goes in all texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.sightings import INITIAL, SHORT
from clausedb.parse.names.spelling import known_key, nominative, surname_key

_LONGEST_KNOWN: Final = 3
"""Words of the longest names in the table of known persons."""
_SON, _HOUSE = "بن", "ال"
"""Son of, house of: folded words of Arabic names."""
_SONS: Final = (_SON, "bin", "ben", "ibn", "бен", "бин", "ибн")
_GLUED: Final = re.compile(r"(?:(?<=\b\w\.)|(?<=\b\w\w\.))(?=\w)")
"""Between an initial and what is written together with it."""
_NUMBERED: Final = re.compile(r",?\s+(?:Jr\b\.?|Sr\b\.?|I{2,3}|I?V|VI{0,3})$")
"""What tells a person from others of his name: Joseph Biden, Jr., Abdullah II."""


def name_words(name: str) -> list[str]:
    """The words of a name, initials apart also where they are written together with it: «С.В.Лавров»."""
    return _GLUED.sub(" ", _NUMBERED.sub("", name)).split()


def person_key(name: str, grammar: Grammar, language: str) -> str:
    """The key by which a person is known in all texts: that of a ruler with a number, of the table of persons, else
    of the surname."""
    numbered = known_key(" ".join(name.split()[-2:]), grammar) if _NUMBERED.search(name) else None
    if numbered is not None:
        return numbered  # Abdullah II
    words = [word for word in name_words(name) if not INITIAL.fullmatch(word)]
    return key_in_table(words, grammar, language) or surname_key(
        surname_of(words) if words else name, grammar
    )


def surname_of(words: Sequence[str]) -> str:
    """The last word, else the one in capitals; of one of a ruling house (folded: محمد بن زايد ال نهيان) the father's name, which tells him from the others."""
    words = _NUMBERED.sub("", " ".join(words)).split()
    capitals = [word for word in words if len(word) > SHORT and word.isupper()]
    if len(capitals) == 1 < len(words):
        return capitals[0]  # MOTEGI Toshimitsu, Alpha CONDE
    house = len(words) - 2
    if house > 0 and words[house] == _HOUSE:
        own = words[:house]
        return own[own.index(_SON) + 1] if _SON in own[:-1] else own[-1]
    return words[-1]


def key_in_table(words: Sequence[str], grammar: Grammar, language: str) -> str | None:
    """The key of a person whom the table has by the last words of the name, two at least."""
    if len(words) > _LONGEST_KNOWN and words[1] in _SONS:
        known = known_key(
            " ".join(words[:_LONGEST_KNOWN]), grammar
        )  # Mohammed bin Salman bin Abdulaziz Al Saud
        if known is not None:
            return known
    for last in range(min(len(words), _LONGEST_KNOWN), 1, -1):
        name = " ".join(words[-last:])
        if last < len(words) and words[-last - 1] in _SONS:
            continue  # his son
        known = known_key(name, grammar)
        if known is None and language == "ru":
            known = known_key(
                " ".join([*words[-last:-1], nominative(words[-1].casefold(), grammar)]), grammar
            )
        if known is not None:
            return known
    return None

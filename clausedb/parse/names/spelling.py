"""A person's surname in one spelling for all scripts: tokayev for Tokaev, Токаева and توكاييف."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from clausedb.fold import fold
from clausedb.language import Grammar

_CYRILLIC = re.compile("[\u0400-\u04ff]")
DECLINED = (
    ("овой", "ова"),
    ("ову", "ова"),
    ("евой", "ева"),
    ("еву", "ева"),
    ("иной", "ина"),
    ("ину", "ина"),
    ("ской", "ская"),
    ("скую", "ская"),
    ("ского", "ский"),
    ("скому", "ский"),
    ("ским", "ский"),
    ("ском", "ский"),
)
"""Endings of known Russian surnames in the other cases, and what the table has for them: «Захарову» is «Захарова», where no
«Захаров» is known."""
_ARABIC = re.compile("[\u0620-\u06ff]")


def surname_key(surname: str, grammar: Grammar) -> str:
    """The surname as ids have it: small Latin letters, by the table of known persons, else letter by letter."""
    folded = fold(surname).text.casefold().removesuffix("'s")
    known = _known(grammar)
    if folded in known:
        return known[folded]
    if _CYRILLIC.search(folded):
        for ending in grammar.pack("ru").settings("names")["name_cases"]:
            if folded.endswith(ending) and folded.removesuffix(ending) in known:
                return known[folded.removesuffix(ending)]
        for ending, base in DECLINED:
            if folded.endswith(ending) and folded.removesuffix(ending) + base in known:
                return known[folded.removesuffix(ending) + base]
        folded = nominative(folded, grammar)
        return known.get(folded) or _latin(folded, "ru", grammar)
    if _ARABIC.search(folded):
        return _latin(folded, "ar", grammar)
    plain = unicodedata.normalize("NFKD", folded.replace("ə", "a").replace("ı", "i").replace("ø", "o"))
    return "".join(letter for letter in plain if letter.isalnum() or letter == "-")


def known_key(name: str, grammar: Grammar) -> str | None:
    """The key of a name that the table of known persons holds as it stands, None for any other."""
    return _known(grammar).get(fold(name).text.casefold())


@cache
def _states(grammar: Grammar) -> dict[str, str]:
    return {row["key"]: row["state"] for row in grammar.rows("persons") if row["state"]}


def state_of(key: str, grammar: Grammar) -> str | None:
    """The state of a person of the table, None for anybody else."""
    return _states(grammar).get(key)


def nominative(surname: str, grammar: Grammar) -> str:
    """A Russian surname (small letters) in the nominative, where its ending tells the case; unchanged otherwise."""
    for ending, base in _endings(grammar):
        if surname.endswith(ending) and len(surname) > len(ending) + 2:
            return surname[: -len(ending)] + base
    return surname


@cache
def _known(grammar: Grammar) -> dict[str, str]:
    rows = grammar.rows("persons")
    return {fold(form).text.casefold(): row["key"] for row in rows for form in row["spellings"].split("|")}


@cache
def _endings(grammar: Grammar) -> tuple[tuple[str, str], ...]:
    return tuple((row["ending"], row["nominative"]) for row in grammar.pack("ru").rows("surnames"))


@cache
def _letters(script: str, grammar: Grammar) -> tuple[re.Pattern[str], dict[int, str]]:
    """One pattern for all pieces, longest first, and what each becomes."""
    table = {
        row["piece"]: row["latin"] for row in grammar.rows("letters_of_names") if row["script"] == script
    }
    ordered = sorted(table, key=lambda piece: (-len(piece.strip("^$")), piece[0] != "^" and piece[-1] != "$"))
    latin = dict(enumerate((table[piece] for piece in ordered), 1))
    return re.compile("|".join(f"({piece})" for piece in ordered)), latin


def _latin(word: str, script: str, grammar: Grammar) -> str:
    pattern, latin = _letters(script, grammar)
    spelled = pattern.sub(lambda found: latin[found.lastindex or 0], word)
    return re.sub("[^a-z0-9-]", "", spelled)

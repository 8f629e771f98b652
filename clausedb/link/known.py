"""Instruments that everybody cites by name: which one a title means, whatever the language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from clausedb.fold import fold
from clausedb.language import load_grammar

_COLUMNS: Final = {"latin": "en", "cyrillic": "ru", "arabic": "ar"}
_ARTICLE: Final = re.compile(r"^(?:the\s+|ال)")


@dataclass(frozen=True, slots=True)
class KnownInstrument:
    """A row of known_instruments.tsv."""

    instrument_id: str
    type: str
    date: str
    title: str


@lru_cache(maxsize=1 << 14)
def known_instrument(title: str, script: str, date: str | None) -> KnownInstrument | None:
    """The instrument that a title names, None where it names none of the table or is dated in another year."""
    words = _ARTICLE.sub("", " ".join(fold(title).text.lower().split()))
    match = _pattern(script).match(words)
    if match is None or match.lastgroup is None:
        return None
    found = _instruments()[int(match.lastgroup[1:])]
    # A year in its own name is no date of its making: the 2030 Agenda.
    return None if date and date[:4] != found.date[:4] and date[:4] not in found.title else found


@cache
def _pattern(script: str) -> re.Pattern[str]:
    forms = (
        f"(?P<k{index}>(?:{fold(row[_COLUMNS[script]]).text})(?!\\w))"
        for index, row in enumerate(load_grammar().rows("known_instruments"))
    )
    return re.compile("|".join(forms))


@cache
def _instruments() -> tuple[KnownInstrument, ...]:
    return tuple(
        KnownInstrument(row["id"], row["type"], row["date"], row["name"])
        for row in load_grammar().rows("known_instruments")
    )


def known_row(instrument_id: str) -> KnownInstrument | None:
    """The row of this id."""
    return next((one for one in _instruments() if one.instrument_id == instrument_id), None)

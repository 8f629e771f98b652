"""The words of a language that tell a document's own facts (grammar/<language>/facts.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from clausedb.fold import fold
from clausedb.language import Grammar


@dataclass(frozen=True, slots=True)
class FactWords:
    """What a pack knows of testimonia and reports."""

    testimonium: re.Pattern[str]
    before: str
    """Signs behind which it may begin."""
    place: re.Pattern[str]
    title_place: re.Pattern[str]
    not_place: re.Pattern[str]
    between: re.Pattern[str]
    """Words before the makers in a title."""
    matter: re.Pattern[str]
    """Words behind the makers in a title, before what it is about."""
    about: re.Pattern[str]
    """Behind which a title says what it is about."""
    preamble: re.Pattern[str]
    """The heading of a preamble."""
    joined: re.Pattern[str]
    """What stands between two makers that a title names in a row."""
    located: re.Pattern[str]
    """What before the name of a state says that it is only where a city lies; at the name's beginning."""
    tongues: re.Pattern[str]
    report: re.Pattern[str]
    opening: re.Pattern[str]
    """The verb that a report opens with, where it comes first."""
    telling: re.Pattern[str]
    """What a report says, and no statement."""
    titled: re.Pattern[str]
    """What follows the noun of an instrument in its own title."""
    seventh: re.Pattern[str]
    final: re.Pattern[str]
    pact: re.Pattern[str]
    """What the articles of a treaty say of its parties."""
    languages: tuple[tuple[re.Pattern[str], str], ...]
    places: dict[str, str]
    """Case form to usual form of names of cities."""
    weekdays: frozenset[str]
    """Days of the week, folded, in small letters."""


@cache
def fact_words(grammar: Grammar, language: str) -> FactWords:
    """The compiled tables of a language; English stands in for one whose pack says nothing of facts."""
    pack = grammar.pack(language)
    settings = pack.settings("facts")
    if not settings and language != "en":
        return fact_words(grammar, "en")
    return FactWords(
        testimonium=re.compile(settings["testimonium"]),
        before=settings["before"],
        place=re.compile(settings["place"]),
        title_place=re.compile(settings["title_place"]),
        not_place=re.compile(settings["not_place"], re.I),
        between=re.compile(settings["between"]),
        matter=re.compile(settings.get("matter", "(?!)")),
        about=re.compile(settings.get("about", "(?!)")),
        preamble=re.compile(settings.get("preamble", "(?!)")),
        joined=re.compile(settings.get("joined", "(?!)")),
        located=re.compile(settings.get("located", "(?!)") + r"\Z"),
        tongues=re.compile(settings["tongues"]),
        report=re.compile(settings["report"]),
        opening=re.compile(settings.get("opening", "(?!)")),
        telling=re.compile(settings["telling"]),
        titled=re.compile(settings["titled"]),
        seventh=re.compile(settings["seventh"]),
        final=re.compile(settings["final"]),
        pact=re.compile(settings["pact"]),
        languages=tuple(
            (re.compile(rf"(?:{row['form']})(?!\w)"), row["language"]) for row in pack.rows("tongues")
        ),
        places={row["form"]: row["name"] for row in pack.rows("places")},
        weekdays=frozenset(
            fold(form).text.casefold() for row in pack.rows("weekdays") for form in row["forms"].split("|")
        ),
    )

"""What the words before a cursor say about the place it stands at, in a query that need not be right. Text in, Where out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from clausedb.query.catalog import Catalog
from clausedb.query.fields import close_entities
from clausedb.query.saved import saved_query
from clausedb.query.scope import ENTITIES

_TOKEN: Final = re.compile(
    r'"[^"]*(?:"|$)|“[^”]*(?:”|$)|«[^»]*(?:»|$)|@[\w’][\w’.#/()-]*(?<![(])|\$?[\w’][\w’./-]*|[@$]|<=|>=|!=|\.\.|[^\w\s]'
)
VALUE_SIGNS: Final = ("is", "=", "!=", "<", "<=", ">", ">=", "before", "after", "since", "until")


@dataclass(slots=True)
class Where:
    """What the words before the cursor say about it."""

    entities: list[str] = field(default_factory=list)
    """The entity of the rows, and of the `with (` the cursor is in, innermost last."""
    brackets: list[bool] = field(default_factory=list)
    """For each open bracket, whether it opened a `with`."""
    typed: str = ""
    """What is typed of the word at the cursor."""
    before: str = ""
    """The word before, in lower case; empty at the start."""
    named: str = ""
    """The field a value is being given for."""
    stage: str = ""
    concordance: bool = False
    """Whether the rows are hits in their context."""
    counting: str = ""
    """The stage that counts, until the next one begins."""
    by: list[str] = field(default_factory=list)
    aggregates: list[str] = field(default_factory=list)
    made: tuple[str, ...] = ()
    """The columns of the rows, where these are counts."""
    numbers: tuple[str, ...] = ()
    """Those of them that are numbers, or what is least and most of something."""
    crossed: bool = False
    sought: bool = False
    """Whether words are looked for."""
    texts: list[bool] = field(default_factory=list)
    """For each open bracket, whether words to look for stand in it."""
    listing: bool = False
    """Whether values in brackets are being given: behind `in (`, not behind `has (`."""

    def in_text(self) -> bool:
        """Whether words to look for stand here."""
        return bool(self.texts) and self.texts[-1]


def read_words(head: str, catalog: Catalog) -> Where:
    """What the words before the cursor say about it, in a query that need not be right."""
    place = Where()
    for token in _TOKEN.findall(head):
        _step(place, token.casefold(), catalog)
    return place


def _step(place: Where, word: str, catalog: Catalog) -> None:
    before = place.before
    if word in ENTITIES and (not place.entities or before in ("=", "to", ";")):
        place.entities = [word]
    elif (
        not place.entities
        and word not in ("explain", "let", "compare", "=")
        and before in ("", "=", "explain")
    ):
        place.entities = _saved_entity(word, catalog) or list(close_entities(word)[:1])
    if before in ("with", "without") and word in ENTITIES:
        place.named = word
    elif word == "(":
        inner = before in ENTITIES and place.named == before
        place.brackets.append(inner)
        place.texts.append(before == "has" or place.in_text())
        if inner:
            place.entities.append(before)
    elif word == ")" and place.brackets:
        place.texts.pop()
        if place.brackets.pop():
            place.entities.pop()
    elif word in (*VALUE_SIGNS, "in", "has") and before not in VALUE_SIGNS and before != "not":
        place.named = before
        place.listing = word == "in"
    place.sought = place.sought or word == "has"
    if place.counting:
        _step_count(place, word)
    if before == "|":
        place.stage = word
        place.concordance = place.concordance or word == "kwic"
        place.crossed = place.crossed or word == "cross"
        place.counting = word if word in ("count", "summarize", "summarise") else ""
    # What is cited by somebody is named as what somebody cites.
    place.before = "cites" if word == "by" and before == "cited" and place.stage != "follow" else word


def _step_count(place: Where, word: str) -> None:
    """Takes down the columns that a count makes, for the stages behind it."""
    if word == "|":
        place.numbers = tuple(place.aggregates or ["count"])
        place.made = (*place.by, *place.numbers)
        place.counting, place.by, place.aggregates = "", [], []
    elif word == "=":
        place.aggregates.append(place.before)
    elif place.before == "by" or (place.by and place.before == ","):
        place.by.append(word)


def _saved_entity(word: str, catalog: Catalog) -> list[str]:
    query = {name.casefold(): text for name, text in catalog.saved().items()}.get(word, "")
    first = re.match(r"\s*(\w+)", saved_query(query))
    return [first.group(1).casefold()] if first and first.group(1).casefold() in ENTITIES else []

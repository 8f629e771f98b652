"""What can stand at the cursor: pure, and never raising. Works behind errors too: it reads the words, not the tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from clausedb.query.bound import Place
from clausedb.query.catalog import Catalog
from clausedb.query.complete_place import VALUE_SIGNS, Where, read_words
from clausedb.query.fields import called_fields, close_fields
from clausedb.query.keywords import KEYWORDS, STAGES, keywords
from clausedb.query.names import as_value
from clausedb.query.resolve import KWIC_SIDES
from clausedb.query.saved import saved_query
from clausedb.query.scope import ENTITIES, Scope, ways
from clausedb.query.syntax import accepted
from clausedb.query.text import quoted
from clausedb.query.typed import typed_freely
from clausedb.query.wrong import QUOTED, nearest
from clausedb.schema import Kind, Type, column_vocabulary, table

_WORD: Final = re.compile(r'(?:"[^"]*|“[^”]*|«[^»]*|[@$]?[\w’][\w’.#/-]*|[@$])$')
_GIVING: Final = re.compile(r"\s*let\s+\$\w+\s*=\s*", re.IGNORECASE)
_NAMING: Final = re.compile(r"\s*let\s+\w+\s*=\s*", re.IGNORECASE)
_FIELD_STAGES: Final = ("by", "sort", "show", "unique", "distinct", "cross", "min", "max")
_NAMES: Final = 4
"""Names of a party, the first in each language."""
_MOST: Final = 60
"""Suggestions at most: more than fit a screen help nobody."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that can stand at the cursor."""

    text: str
    """What to insert from `start` up to the cursor."""
    start: int
    """Offset in the query, in code points."""
    meta: str = ""
    """What it is: what a keyword does, a field's meaning, a document's title."""


def complete(text: str, cursor: int, catalog: Catalog) -> tuple[Suggestion, ...]:
    """What can stand at the cursor, best first: what begins as the word there begins, then what holds it."""
    head = text[:cursor]
    # A closing quotation mark opens no word.
    match = _WORD.search(QUOTED.sub(lambda quoted: "_" * (len(quoted.group()) - 1) + " ", head))
    start = match.start() if match else cursor
    typed = head[start:]
    found = [Suggestion(word, start, meta) for word, meta in _offers(head[:start], typed, catalog)]
    low = typed.strip('"“«').casefold()
    begins = [one for one in found if one.text.strip('"').casefold().startswith(low)]
    holds = [one for one in found if one not in begins and low and low in f"{one.text} {one.meta}".casefold()]
    return tuple(dict.fromkeys([*begins, *holds]))[:_MOST]


def _offers(head: str, typed: str, catalog: Catalog) -> Iterator[tuple[str, str]]:
    place = read_words(head, catalog)
    place.typed = typed
    comparing = place.before == "compare" or (place.before == "with" and not place.entities)
    if typed.startswith("@") or (comparing and not typed):
        yield from _handles(typed, catalog)
    if not head.strip() or place.before in (";", "explain") or _NAMING.fullmatch(head):
        yield from _starts(catalog)
        return
    terminals = accepted(head)
    if terminals is None:
        place.before = _meant_keyword(place.before)
    if place.before == "=" and _GIVING.fullmatch(head):
        yield from _parties(None, catalog)
    yield from _names(place, catalog)
    yield from typed_freely(place.before, catalog)
    yield from _keywords(_guessed(place) if terminals is None else terminals, place)


def _meant_keyword(word: str) -> str:
    """The keyword that a mistyped word before the cursor was meant for; the word itself where it was meant for none."""
    if not word.isalpha() or len(word) < 3 or word in (*KEYWORDS, *ENTITIES) or word in called_fields():
        return word
    return next(iter(nearest(word, KEYWORDS, 1)), word)


def _guessed(place: Where) -> frozenset[str]:
    """The keywords that may stand behind a word in a query that is wrong before it."""
    if place.before in ("where", "and", "or", "not", "("):
        return frozenset(("_NOT", "_WITH", "_WITHOUT", "_CITES", "_CITED"))
    if place.before == "|":
        return frozenset(terminal for word, terminal, _ in keywords() if word.split()[0] in STAGES)
    return frozenset(("_AND", "_OR", "VBAR"))


def _starts(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for name in ENTITIES:
        yield name, table(name).meaning
    for name, query in catalog.saved().items():
        yield name, f"saved: {saved_query(query)}"
    yield from (one for one in _meanings(("_LET", "_COMPARE", "_EXPLAIN")))


# --- names --------------------------------------------------------------------------------


def _names(place: Where, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Names that can stand behind the last word: children, entities, values or fields."""
    entity = place.entities[-1] if place.entities else None
    if entity is None or place.in_text():
        return
    if place.before in ("with", "without"):
        yield from ((name, table(name).meaning) for name in table(entity).children)
    elif place.before == "to":
        yield from ((name, table(name).meaning) for name in ways(entity))
    elif place.before == "cites" and place.stage != "follow":
        yield from ((quoted(title), year) for title, year in _titles(catalog))
        yield from _handles(place.typed, catalog)
    elif place.before == "under":
        yield from _handles(place.typed, catalog)
    elif _gives_value(place):
        yield from _values(_meant(entity, place.named), catalog, place.typed)
    elif place.before in ("where", "and", "or", "not", "(", ",", *_FIELD_STAGES):
        if place.stage == "sort" and place.concordance:
            yield from ((side, "the words on this side of the hit") for side in KWIC_SIDES)
            return
        yield from ((name, "a column of these counts") for name in place.made)
        if not place.made or len(place.entities) > 1:
            yield from _fields(entity)
    elif place.before == "has":
        yield from _short_texts(_meant(entity, place.named), catalog)
    elif place.before == "in":
        yield from _ranges(_meant(entity, place.named), catalog)


def _meant(entity: str, name: str) -> Place | None:
    """The field of that name, or the one that is meant by it."""
    scope = Scope(entity)
    return scope.find(name) or next(map(scope.find, close_fields(scope, name)[:1]), None)


def _gives_value(place: Where) -> bool:
    """Whether a value stands here: behind a sign, or in the list behind `in (`."""
    if place.before in VALUE_SIGNS:
        return True
    if place.before == "not":
        return bool(place.named)
    return (
        place.listing
        and place.before in ("(", ",")
        and bool(place.brackets)
        and not place.brackets[-1]
        and bool(place.named)
    )


def _fields(entity: str) -> Iterator[tuple[str, str]]:
    scope = Scope(entity)
    for name in scope.names():
        found = scope.find(name)
        if found is not None:
            yield name, _field_meaning(found)
    for name in scope.long_names():
        found = scope.find(name)
        if found is not None:
            yield name, _field_meaning(found)


def _field_meaning(place: Place) -> str:
    meaning = table(place.table).column(place.field.column).meaning
    return f"{meaning} ({place.field.example})" if place.field.example else meaning


def _values(place: Place | None, catalog: Catalog, typed: str) -> Iterator[tuple[str, str]]:
    """Values of a field, those of this database first; of documents those that hold what is typed."""
    if place is None:
        return
    match place.field.kind:
        case Kind.CLOSED:
            yield from _closed(place, catalog)
        case Kind.PARTY:
            yield from _parties(place, catalog)
        case Kind.DOCUMENT:
            yield from _handles(typed, catalog)
        case Kind.INSTRUMENT:
            yield from ((as_value(title), year) for title, year in _titles(catalog))
        case Kind.YEAR | Kind.DATE if place.table:
            years = _years(place, catalog)
            yield from ((value, "") for value in years)
            if not years and place.field.example:
                yield place.field.example, "for example"
        case Kind.TEXT if table(place.table).column(place.field.column).type is Type.TEXT:
            values = catalog.values(place.table, place.field.column, _MOST)
            yield from ((as_value(value), "") for value in values if value and len(value) <= 40)
        case Kind.FLAG:
            yield from (("yes", ""), ("no", ""))
        case Kind.NUMBER if place.table:
            values = catalog.values(place.table, place.field.column, _MOST)
            if len(values) < _MOST:
                yield from ((value, "") for value in sorted(values, key=float))
            elif place.field.example:
                yield place.field.example, "for example"
        case _:
            return


_LONG: Final = ("text", "quote", "action", "meaning", "message", "surface", "condition")
"""Columns of texts, of which no list of values helps."""


def _short_texts(place: Place | None, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The texts of a field that has few words, as they stand; what is looked for in a text is typed."""
    if place is not None and place.field.column not in _LONG:
        yield from (one for one in _values(place, catalog, "") if place.field.kind is Kind.TEXT)


def _titles(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Titles of instruments with their years, the most cited first."""
    known = {one.instrument_id: one for one in catalog.instruments() if one.titles}
    cited = [one for one in catalog.values("citations", "instrument_id", _MOST * 4) if one in known]
    for one in [known[name] for name in dict.fromkeys([*cited, *known])][: _MOST * 4]:
        yield one.titles[0], str(one.year or "")


def _parties(place: Place | None, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Names of parties with their ids: those of this field first, the most frequent first; then names in other letters."""
    known = {entry.party_id: entry for entry in catalog.parties()}
    here = catalog.values(place.table, place.field.column, _MOST * 4) if place and place.table else ()
    for party in list(dict.fromkeys([*here, *known]))[: _MOST * 4]:
        entry = known.get(party)
        yield as_value(entry.names[0] if entry and entry.names else party), party
    for entry in islice(known.values(), _MOST * 4):
        others = (name for name in entry.names[1:_NAMES] if not name.isascii())
        yield from ((as_value(name), entry.party_id) for name in others)


def _ranges(place: Place | None, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """From the first year of this database to the last."""
    if place is not None and place.table and place.field.kind in (Kind.DATE, Kind.YEAR):
        years = sorted({one[:4] for one in catalog.values(place.table, place.field.column, _MOST * 4)})
        years = [one for one in years if one.isdigit()]
        if years:
            yield f"{years[0]}..{years[-1]}", "from the first year here to the last"


def _closed(place: Place, catalog: Catalog) -> Iterator[tuple[str, str]]:
    vocabulary = column_vocabulary(place.table, place.field)
    here = [one for one in catalog.values(place.table, place.field.column) if one in vocabulary]
    for value in dict.fromkeys([*here, *vocabulary]):
        yield value, vocabulary[value]


def _years(place: Place, catalog: Catalog) -> Sequence[str]:
    values = catalog.values(place.table, place.field.column, _MOST)
    years = sorted({value[:4] for value in values if value[:4].isdigit()}, reverse=True)
    return years if place.field.kind is Kind.YEAR else [*values]


def _handles(typed: str, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Documents with their titles; behind `@doc#` its clauses with their headings or first words."""
    document, sign, _ = typed.removeprefix("@").strip('"“«').partition("#")
    if sign:
        yield from ((f"@{document}#{label}", words) for label, words in catalog.heads(document).items())
        return
    yield from ((f"@{one}", title) for one, title in catalog.titles(document, _MOST).items())


# --- keywords -----------------------------------------------------------------------------


def _meanings(terminals: Iterable[str]) -> Iterator[tuple[str, str]]:
    wanted = set(terminals)
    yield from ((word, meaning) for word, terminal, meaning in keywords() if terminal in wanted)


def _keywords(terminals: frozenset[str], place: Where) -> Iterator[tuple[str, str]]:
    """The keywords the parser accepts here; of operators only those that fit the field's type."""
    entity = place.entities[-1] if place.entities else None
    asked = place.named if place.before == "is" else place.before
    conditional = place.stage in ("", "where")
    named = Scope(entity).find(asked) if entity and conditional else None
    if place.before == "|":
        yield from (one for one in _meanings(terminals) if _can_follow(one[0].split()[0], place, entity))
        return
    if conditional and asked in place.numbers:
        yield from (one for one in _meanings(terminals) if one[0] in _NUMERIC)
        return
    fitting = [one for one in _meanings(terminals) if named is None or _fits(one[0], named)]
    # Behind a field its operators come first; what joins conditions only behind a yes/no field.
    yield from sorted(fitting, key=lambda one: named is not None and one[0] in _JOINING)


_JOINING: Final = ("and", "or", "not", "|")


_NUMERIC: Final = ("is", "in", "=", "!=", ">=", "<=")


def _can_follow(stage: str, place: Where, entity: str | None) -> bool:
    """Whether a stage can stand behind those before it."""
    if place.concordance or place.crossed:
        return stage in ("first", "last", "export") or (place.concordance and stage == "sort")
    if stage == "kwic":
        return place.sought and not place.made
    if stage == "follow":
        return entity in ("documents", "clauses") and not place.made
    return stage != "to" or not place.made


def _fits(word: str, place: Place) -> bool:
    kind = place.field.kind
    if word in ("and", "or", "|"):
        return kind is Kind.FLAG
    if word == "has":
        return kind in (Kind.TEXT, Kind.PARTY, Kind.INSTRUMENT, Kind.DOCUMENT)
    if word in ("before", "after", "since", "until"):
        return kind in (Kind.DATE, Kind.YEAR)
    if word in (">=", "<="):
        return kind in (Kind.DATE, Kind.YEAR, Kind.NUMBER) or place.field.column == "force"
    return True

"""What queries may name in a database: documents, instruments, parties, labels, values, read when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, TypeVar

from clausedb.gazetteer import Gazetteer, load_gazetteer, normal
from clausedb.language import Grammar, load_grammar
from clausedb.query import DocumentEntry, InstrumentEntry, PartyEntry
from clausedb.schema import Type, table
from clausedb.words import normals

Ask = Callable[[str, Mapping[str, object]], list[tuple[Any, ...]]]
"""(SQL, parameters) -> rows."""
T = TypeVar("T")

_HEAD: Final = 80
"""Characters of a clause's text that tell what it is about."""
# A year only where the date leaves no doubt of it.
_YEAR: Final = "CASE WHEN left(date_from, 4) = left(date_to, 4) THEN CAST(left(date_from, 4) AS INTEGER) END"
# As one text: lists of texts take DuckDB as long to hand over as all the rest of a document.
_PARTIES: Final = "array_to_string(parties, ' ')"

_NAMED: Final = (
    f"replace(replace(lower(concat_ws(' ', document_id, title, type, symbol, {_YEAR})), '''', ''), '’', '')"
)
"""All by which a document is named but its parties, without the signs that part no words."""
# Letters like ﬁ and marks on letters have a normal form of other letters; Cyrillic ones, Arabic ones and points do not.
_FOLDED: Final = (
    r"regexp_matches(named, '[^\x00-\x7f\x{2010}-\x{2026}\x{400}-\x{481}\x{48a}-\x{52f}\x{621}-\x{64a}]')"
)


class DatabaseCatalog:
    """The catalog of one state of a database; what was read once is kept in `kept`."""

    def __init__(self, ask: Ask, kept: dict[Any, Any], saved: Callable[[], Mapping[str, str]]) -> None:
        self._ask = ask
        self._kept = kept
        self._saved = saved

    def documents(self) -> Sequence[DocumentEntry]:
        """All documents, by id."""
        return self._once("documents", lambda: self._read_documents("true", {}))

    def documents_like(self, beginnings: Sequence[Collection[str]]) -> Sequence[DocumentEntry]:
        """By id, the documents that can be named by words that begin so; all where they have been read anyway."""
        if "documents" in self._kept:
            return self.documents()
        named = self._once("party words", self._read_party_words) if beginnings else {}
        parts: list[str] = []
        given: dict[str, object] = {}
        for number, ways in enumerate(sorted(map(sorted, beginnings))):
            given |= {f"b{number}_{at}": way for at, way in enumerate(ways)}
            given[f"p{number}"] = [
                party
                for party, words in named.items()
                if any(word.startswith(way) for word in words for way in ways)
            ]
            held = " OR ".join(f"contains(named, $b{number}_{at})" for at in range(len(ways)))
            parts.append(f"({held} OR list_has_any(parties, $p{number}))")
        return self._read_documents(f"({' AND '.join(parts)}) OR {_FOLDED}" if parts else "true", given)

    def titles(self, word: str, limit: int) -> Mapping[str, str]:
        """Ids and titles of documents, at most so many: of those whose id begins with a word, then of those that hold it."""
        begins = "starts_with(lower(document_id), $low)"
        sql = (
            "SELECT document_id, coalesce(title, '') FROM documents WHERE "
            "contains(lower(document_id || ' ' || coalesce(title, '')), $low) "
            f"ORDER BY {begins} DESC, document_id LIMIT {int(limit)}"
        )
        low = word.lower()
        return self._once(("titles", low, limit), lambda: dict(self._ask(sql, {"low": low})))

    def has_document(self, document_id: str) -> bool:
        """Whether there is a document of that id: asked by itself, as reading all documents takes long where they are many."""
        sql = "SELECT 1 FROM documents WHERE document_id = $id"
        return self._once(("document", document_id), lambda: bool(self._ask(sql, {"id": document_id})))

    def instruments(self) -> Sequence[InstrumentEntry]:
        """All instruments, by id, with every title they are cited by."""
        return self._once("instruments", self._read_instruments)

    def parties(self) -> Sequence[PartyEntry]:
        """The parties of the database, most frequent first, then by id."""
        return self._once("parties", self._read_parties)

    def lookup(self, name: str) -> Sequence[str]:
        """Party ids that a name can mean; the persons of this database by full name or surname."""
        found = self._gazetteer.lookup(name)
        if found:
            return found
        persons = self._once("persons", self._read_persons)
        return persons.get(normal(name), ()) or persons.get(name.strip().casefold(), ())

    def party_name(self, party_id: str) -> str:
        """The English name, else any; the id itself where there is none."""
        if self._gazetteer.facts(party_id) is not None:
            return self._gazetteer.name(party_id)
        known = self._once("names", lambda: {one.party_id: one.names for one in self.parties()})
        names = known.get(party_id)
        return names[0] if names else self._gazetteer.name(party_id)

    def organs(self, state_id: str) -> Sequence[str]:
        """Ids of the organs, bodies and offices of a state in this database, sorted; no persons."""
        sql = (
            "SELECT party_id FROM parties WHERE coalesce(kind, '') <> 'person' AND party_id <> $id "
            "AND (state_id = $id OR starts_with(party_id, $id || '.')) ORDER BY 1"
        )
        return self._once(
            ("organs", state_id), lambda: tuple(row[0] for row in self._ask(sql, {"id": state_id}))
        )

    def known_names(self) -> Sequence[str]:
        """Every name and id that `lookup` knows."""
        return self._once("known_names", self._read_names)

    def labels(self, document_id: str) -> Sequence[str]:
        """Labels of a document's clauses in text order."""
        sql = "SELECT label FROM clauses WHERE document_id = $id ORDER BY position"
        return self._once(
            ("labels", document_id), lambda: tuple(row[0] for row in self._ask(sql, {"id": document_id}))
        )

    def heads(self, document_id: str) -> Mapping[str, str]:
        """The heading or first words of a document's clauses by label, in text order."""
        sql = (
            f"SELECT label, coalesce(nullif(heading, ''), left(text, {_HEAD}), '') FROM clauses "
            "WHERE document_id = $id ORDER BY position"
        )
        return self._once(
            ("heads", document_id),
            lambda: {label: " ".join(words.split()) for label, words in self._ask(sql, {"id": document_id})},
        )

    def values(self, table_name: str, column: str, limit: int = 50) -> Sequence[str]:
        """The most frequent values of a text column, highest first, then by value."""
        kind = table(table_name).column(column).type
        value = f'unnest("{column}")' if kind in (Type.TEXTS, Type.INTEGERS) else f'"{column}"'
        sql = (
            f"SELECT value FROM (SELECT CAST({value} AS VARCHAR) AS value FROM {table_name}) "
            f"WHERE value <> '' GROUP BY value ORDER BY count(*) DESC, value LIMIT {int(limit)}"
        )
        return self._once(
            ("values", table_name, column, limit), lambda: tuple(row[0] for row in self._ask(sql, {}))
        )

    def saved(self) -> Mapping[str, str]:
        """Saved queries: name -> text."""
        return self._saved()

    @property
    def _gazetteer(self) -> Gazetteer:
        return load_gazetteer(load_grammar())

    def _once(self, key: Any, read: Callable[[], T]) -> T:
        if key not in self._kept:
            self._kept[key] = read()
        found: T = self._kept[key]
        return found

    def _read_documents(self, test: str, given: Mapping[str, object]) -> tuple[DocumentEntry, ...]:
        sql = (
            f"SELECT document_id, title, type, {_YEAR}, symbol, {_PARTIES} "
            f"FROM (SELECT *, {_NAMED} AS named FROM documents) WHERE {test} ORDER BY 1"
        )
        return tuple(
            DocumentEntry(document_id, title, kind, year, symbol, _parted(parties))
            for document_id, title, kind, year, symbol, parties in self._ask(sql, given)
        )

    def _read_party_words(self) -> dict[str, tuple[str, ...]]:
        """The words of the names and the id of each party of a document."""
        ids = self._ask("SELECT DISTINCT unnest(parties) FROM documents ORDER BY 1", {})
        return {party: tuple(normals(f"{party} {self.party_name(party)}")) for (party,) in ids}

    def _read_instruments(self) -> tuple[InstrumentEntry, ...]:
        cited: dict[str, list[str]] = {}
        letters = _letters(load_grammar())
        for instrument_id, title in self._ask(
            "SELECT DISTINCT instrument_id, title FROM citations "
            "WHERE instrument_id IS NOT NULL AND title IS NOT NULL ORDER BY 1, 2",
            {},
        ):
            cited.setdefault(instrument_id, []).extend((title, *letters.get(title.casefold(), ())))
        sql = f"SELECT instrument_id, title, type, {_YEAR}, symbol, {_PARTIES}, document_id FROM instruments ORDER BY 1"
        return tuple(
            InstrumentEntry(
                instrument_id,
                tuple(dict.fromkeys((title, *cited.get(instrument_id, ())))),
                kind,
                year,
                symbol,
                _parted(parties),
                document_id,
            )
            for instrument_id, title, kind, year, symbol, parties, document_id in self._ask(sql, {})
        )

    def _read_parties(self) -> tuple[PartyEntry, ...]:
        sql = (
            "SELECT party_id, name_en, name_ru, name_ar, aliases, kind, state_id FROM parties "
            "LEFT JOIN (SELECT party_id, count(*) AS times FROM mentions GROUP BY party_id) USING (party_id) "
            "ORDER BY coalesce(times, 0) DESC, party_id"
        )
        return tuple(
            PartyEntry(
                party_id,
                tuple(dict.fromkeys(name for name in (*names, *(aliases or ())) if name)),
                kind or "body",
                state_id,
            )
            for party_id, *names, aliases, kind, state_id in self._ask(sql, {})
        )

    def _read_persons(self) -> dict[str, tuple[str, ...]]:
        """Ids by full name, by surname and by id, of everybody and everything that the gazetteer does not name."""
        found: dict[str, dict[str, None]] = {}
        for one in self.parties():
            keys = [one.party_id.casefold()]
            for name in one.names:
                keys.append(normal(name))
                if one.kind == "person":
                    keys.append(normal(name.split()[-1]))
            for key in keys:
                found.setdefault(key, {})[one.party_id] = None
        return {key: tuple(sorted(ids)) for key, ids in found.items()}

    def _read_names(self) -> tuple[str, ...]:
        gazetteer = self._gazetteer
        names: dict[str, None] = {}
        for party_id in gazetteer.ids():
            names[party_id] = None
            facts = gazetteer.facts(party_id)
            if facts is not None:
                names.update(dict.fromkeys((facts.name_en, facts.name_ru, facts.name_ar, *facts.aliases)))
        for one in self.parties():
            names.update(dict.fromkeys((one.party_id, *one.names)))
            if one.kind == "person":
                names.update(dict.fromkeys(name.split()[-1] for name in one.names))
        return tuple(name for name in names if name)


@cache
def _letters(grammar: Grammar) -> dict[str, tuple[str, ...]]:
    """The letters that stand for an instrument, by its title."""
    found: dict[str, tuple[str, ...]] = {}
    for language in grammar.languages:
        for row in grammar.pack(language).rows("short_names"):
            title = row["title"].casefold()
            found[title] = (*found.get(title, ()), row["name"])
    return found


@lru_cache(maxsize=4096)
def _parted(parties: str | None) -> tuple[str, ...]:
    """The party ids of a row of such texts; one tuple for the many rows that say the same."""
    return tuple((parties or "").split())

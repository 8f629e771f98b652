"""Linking as the store calls it: each document's payload in, the rows that linking makes of all of them out."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Final, overload

from clausedb.gazetteer import Gazetteer, load_gazetteer
from clausedb.language import grammar_version, load_grammar
from clausedb.link import (
    LinkCitation,
    LinkClause,
    LinkDocument,
    LinkInput,
    LinkParty,
    Links,
    join_inputs,
    link,
    link_input,
)
from clausedb.model import Citation, Instrument, Party, Records
from clausedb.store.load import CitationLink, Linked
from clausedb.store.rows import Row, dated, party_ids
from clausedb.version import VERSION

_NAMES: Final = ("name_en", "name_ru", "name_ar")
_CLAUSE: Final = tuple(field.name for field in fields(LinkClause))


def versions_of(folders: Sequence[Path]) -> dict[str, str]:
    """What the table meta says of the program that wrote: versions of parser, grammar and strength table."""
    grammar = load_grammar(*folders)
    strength = grammar.settings("strength").get("version", "")
    return {"parser": VERSION, "grammar": grammar_version(grammar), "strength": str(strength)}


def linker_of(folders: Sequence[Path]) -> Linker:
    """The linker with the names that a grammar knows."""
    return Linker(load_gazetteer(load_grammar(*folders)))


def payload_of(records: Records) -> str:
    """What linking needs of a document, as JSON."""
    one = asdict(link_input(records))
    for document in one["documents"]:
        # As a text of its own, which is read of documents alone that others lead into.
        document["clauses"] = json.dumps(
            [[clause[name] for name in _CLAUSE] for clause in document["clauses"]], ensure_ascii=False
        )
    one["party_ids"] = party_ids(records)
    return json.dumps(one, ensure_ascii=False, separators=(",", ":"))


class Linker:
    """Links all documents; keeps what it has read, since each slice of an `add` links all again."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._read: dict[str, tuple[LinkInput, tuple[str, ...]]] = {}

    def __call__(self, payloads: Mapping[str, str]) -> Linked:
        with _uncollected():
            return self._linked(payloads)

    def _linked(self, payloads: Mapping[str, str]) -> Linked:
        self._read = {payload: self._read.get(payload) or _read(payload) for payload in payloads.values()}
        inputs = {document_id: self._read[payload] for document_id, payload in sorted(payloads.items())}
        links = link(join_inputs([one for one, _ in inputs.values()]))
        names: dict[str, dict[str, str]] = {document_id: {} for document_id in inputs}
        for one in links.party_ids:
            names[one.document_id][one.local_id] = one.party_id
        met = {
            names[document_id].get(local_id, local_id)
            for document_id, (_, local_ids) in inputs.items()
            for local_id in local_ids
        }
        met.update(party for instrument in links.instruments for party in instrument.parties)
        return Linked(
            [_instrument(one) for one in links.instruments],
            party_rows(met, links.parties, self._gazetteer),
            _citations(links),
            names,
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage: half of the time of linking would go into it, and there is none in rows."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def party_rows(met: Iterable[str], parties: Iterable[Party], gazetteer: Gazetteer) -> list[Row]:
    """A row for everybody met, and for the states and bodies these belong to; sorted by id."""
    found = {one.party_id: one for one in parties}
    rows: dict[str, Row] = {}
    waiting = sorted({*met, *found}, reverse=True)
    while waiting:
        party_id = waiting.pop()
        if party_id and party_id not in rows:
            rows[party_id] = _party(party_id, found.get(party_id), gazetteer)
            waiting += [one for one in (rows[party_id]["state_id"], rows[party_id]["parent_id"]) if one]
    return [rows[party_id] for party_id in sorted(rows)]


def _party(party_id: str, met: Party | None, gazetteer: Gazetteer) -> Row:
    """What is known of a party beforehand, with the names under which it was met."""
    facts = gazetteer.facts(party_id)
    surfaces = met.names if met else ()
    names = {column: getattr(facts, column) or None if facts else None for column in _NAMES}
    for surface in surfaces:
        column = _column(surface)
        if facts is None and column and names[column] is None:
            names[column] = surface
    known = facts.aliases if facts else ()
    aliases = [one for one in dict.fromkeys((*known, *surfaces)) if one not in names.values()]
    guessed = "person" if party_id.startswith("P:") else "body"
    return {
        "party_id": party_id,
        **names,
        "kind": facts.kind if facts else met.kind if met else guessed,
        **{
            name: (getattr(facts, name) if facts else None) or (getattr(met, name) if met else None)
            for name in ("state_id", "parent_id")
        },
        **{
            name: getattr(facts, name) if facts else None
            for name in ("iso2", "iso3", "m49", "cow", "valid_from", "valid_to")
        },
        "aliases": aliases,
    }


def _column(name: str) -> str | None:
    """The column for a name in this script; None for one in another."""
    for character in name:
        if character.isalpha():
            if character.isascii() or "\u00c0" <= character <= "\u024f":
                return "name_en"
            if "\u0400" <= character <= "\u052f":
                return "name_ru"
            return "name_ar" if "\u0600" <= character <= "\u06ff" else None
    return None


def _instrument(one: Instrument) -> Row:
    row = {
        "instrument_id": one.instrument_id,
        "title": one.title,
        "type": one.type,
        "symbol": one.symbol,
        "parties": list(one.parties),
        "document_id": one.document_id,
        "keys": list(one.keys),
    }
    return dated(row, "date", one.date)


def _citations(links: Links) -> list[CitationLink]:
    return [
        CitationLink(
            one.citation_id, one.instrument_id, one.target_document_id, one.target_clause_id, one.held
        )
        for one in links.citations
    ]


class _Clauses(Sequence[LinkClause]):
    """The clauses of a document, read when somebody looks at them."""

    def __init__(self, written: str) -> None:
        self._written = written

    @cached_property
    def _read(self) -> list[LinkClause]:
        return [LinkClause(*row) for row in json.loads(self._written)]

    def __len__(self) -> int:
        return len(self._read)

    @overload
    def __getitem__(self, at: int) -> LinkClause: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[LinkClause]: ...
    def __getitem__(self, at: int | slice) -> LinkClause | Sequence[LinkClause]:
        return self._read[at]


def _read(payload: str) -> tuple[LinkInput, tuple[str, ...]]:
    one: dict[str, Any] = json.loads(payload)
    documents = tuple(
        LinkDocument(
            **{
                **document,
                "parties": tuple(document["parties"]),
                "clauses": _Clauses(document["clauses"]),
            }
        )
        for document in one["documents"]
    )
    citations = tuple(
        LinkCitation(
            row["document_id"], Citation(**{**row["citation"], "parties": tuple(row["citation"]["parties"])})
        )
        for row in one["citations"]
    )
    parties = tuple(
        LinkParty(
            row["document_id"],
            Party(
                **{
                    **row["party"],
                    "names": tuple(row["party"]["names"]),
                    "offices": tuple(row["party"]["offices"]),
                }
            ),
        )
        for row in one["parties"]
    )
    return LinkInput(documents, citations, parties), tuple(one["party_ids"])

"""Linking as the store calls it: the payloads of documents that come in, the rows that change of all documents out."""

from __future__ import annotations

import gc
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Final, overload

from clausedb.gazetteer import Gazetteer, load_gazetteer
from clausedb.language import grammar_version, load_grammar
from clausedb.link import (
    Changes,
    LinkCitation,
    LinkClause,
    LinkDocument,
    LinkInput,
    LinkParty,
    changes,
    join_inputs,
    link,
    link_input,
)
from clausedb.link.held import (
    CITED,
    DOCUMENT,
    INSTRUMENT,
    OWN,
    PARTY,
    Citing,
    Count,
    Group,
    Node,
    Shape,
    number_of,
)
from clausedb.model import Citation, Instrument, Party, Records
from clausedb.store.linking import CitationLink, Linked, LinkTables
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
    """Links what a change of documents touches."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, tables: LinkTables, gone: Collection[str], payloads: Mapping[str, str]) -> Linked:
        with _uncollected():
            return self._linked(tables, gone, payloads)

    def _linked(self, tables: LinkTables, gone: Collection[str], payloads: Mapping[str, str]) -> Linked:
        read = {document_id: _read(payload) for document_id, payload in sorted(payloads.items())}
        found = changes(_Held(tables), gone, join_inputs([one for one, _ in read.values()]))
        told = {(one.document_id, one.key) for one in found.nodes if one.kind == "party"}
        met = {
            (document_id, local_id)
            for document_id, (_, local_ids) in read.items()
            for local_id in local_ids
            if (document_id, local_id) not in told
        }
        parties, parties_gone = self._parties(tables, gone, found, {party_id for _, party_id in met})
        names: dict[str, dict[str, str]] = {document_id: {} for document_id in payloads}
        for one in found.names:
            names.setdefault(one.document_id, {})[one.local_id] = one.party_id
        new = [shape for one in found.shapes_new if (shape := found.shapes[one][0]).fixed is None]
        return Linked(
            [_instrument(one) for one in found.instruments],
            found.instruments_gone,
            parties,
            parties_gone,
            [
                CitationLink(
                    one.citation_id, one.instrument_id, one.target_document_id, one.target_clause_id, one.held
                )
                for one in found.citations
            ],
            names,
            [(*one,) for one in found.nodes],
            sorted(met),
            [(shape.number, root, shape.words) for shape, root in found.shapes.values()],
            [(number_of(block), one.number) for one in new for block in sorted(set(one.lies_in()))],
            found.shapes_gone,
            [(one.root, one.base, _words_of(one)) for one in found.groups],
            found.groups_gone,
        )

    def _parties(
        self, tables: LinkTables, gone: Collection[str], found: Changes, met: set[str]
    ) -> tuple[list[Row], set[str]]:
        """Rows for all who are new or told of otherwise, and for those they belong to; and who is met no more."""
        rows = self._rows_of({one.party_id: one for one in found.parties}, met, tables)
        doubtful = {*found.parties_gone, *tables.met_in(gone), *_over(tables.parties(rows.keys()))}
        dead: set[str] = set()
        while doubtful := doubtful - rows.keys() - dead:
            there = tables.parties(doubtful)
            needed = met | tables.still_met(doubtful, gone) | _tellers(tables, doubtful, found.groups_gone)
            needed |= {one for row in rows.values() for one in (row["state_id"], row["parent_id"]) if one}
            needed |= tables.belonging(doubtful, dead | doubtful | rows.keys())
            needed &= doubtful
            while more := (_over(one for one in there if one[0] in needed) & doubtful) - needed:
                needed |= more
            # Nobody tells of them any more, though they are named.
            bare = needed.intersection(found.parties_gone)
            rows |= self._rows_of({}, bare, tables, anew=True)
            dead |= doubtful - needed
            doubtful = _over(one for one in there if one[0] not in needed or one[0] in bare)
        return [rows[one] for one in sorted(rows)], dead

    def _rows_of(
        self, merged: Mapping[str, Party], met: Collection[str], tables: LinkTables, *, anew: bool = False
    ) -> dict[str, Row]:
        """Rows for parties that are told of, for those met that have none (or `anew`), and for all they belong to that have none."""
        rows: dict[str, Row] = {}
        waiting = {*merged, *met}
        certain = {*merged, *met} if anew else {*merged}
        while waiting:
            there = {one for one, _, _ in tables.parties(waiting - certain)}
            new = {one: _party(one, merged.get(one), self._gazetteer) for one in waiting - there}
            rows |= new
            over = {one for row in new.values() for one in (row["state_id"], row["parent_id"]) if one}
            waiting = over - rows.keys()
        return rows


def links_anew(inputs: Iterable[str], stored: Mapping[str, Collection[tuple[Any, ...]]]) -> Iterator[str]:
    """What of the links that are stored is not what linking all documents anew gives, one sentence each."""
    links = link(join_inputs([_read(one)[0] for one in inputs]))
    told: dict[str, set[tuple[Any, ...]]] = {
        "instruments": {
            (
                one.instrument_id,
                one.title,
                one.type,
                one.date,
                one.symbol,
                one.parties,
                one.document_id,
                one.keys,
            )
            for one in links.instruments
        },
        "citations": {
            (one.citation_id, one.instrument_id, one.target_document_id, one.target_clause_id, one.held)
            for one in links.citations
        },
        "names": {
            (one.document_id, one.local_id, one.party_id)
            for one in links.party_ids
            if one.local_id != one.party_id
        },
    }
    for name, rows in told.items():
        there = {
            tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row) for row in stored[name]
        }
        if different := len(rows ^ there):
            yield (
                f"{name}: {different} are not linked as all documents together ask for; "
                "`clausedb rebuild` links them anew"
            )


def _over(rows: Iterable[tuple[str, str | None, str | None]]) -> set[str]:
    """The states and bodies that parties belong to."""
    return {one for _, *over in rows for one in over if one}


def _tellers(tables: LinkTables, party_ids: Collection[str], gone: Collection[int]) -> set[str]:
    """Those of these parties that other documents tell of."""
    groups = [_group(words) for (words,) in tables.namesakes(party_ids)]
    return {one.id for one in groups if one.kind != INSTRUMENT and one.root not in gone}


class _Held:
    """What the store keeps, as linking takes it."""

    def __init__(self, tables: LinkTables) -> None:
        self._tables = tables

    def nodes(self, document_ids: Collection[str]) -> Sequence[Node]:
        return [Node(*row) for row in self._tables.nodes(document_ids)]

    def shapes(self, numbers: Collection[int]) -> Mapping[int, tuple[Shape, int]]:
        return _shapes(self._tables.shapes(numbers))

    def in_blocks(self, blocks: Collection[str]) -> Mapping[int, tuple[Shape, int]]:
        return _shapes(self._tables.in_blocks([number_of(one) for one in blocks]))

    def members(self, roots: Collection[int]) -> Mapping[int, tuple[Shape, int]]:
        return _shapes(self._tables.members(roots))

    def counts(self, numbers: Collection[int], without: Collection[str]) -> Mapping[int, Count]:
        found = self._tables.counts(numbers, (CITED, DOCUMENT, PARTY), without)
        return {number: Count(count, first) for number, count, first in found}

    def groups(self, roots: Collection[int]) -> Sequence[Group]:
        return [_group(words) for (words,) in self._tables.groups(roots)]

    def namesakes(self, bases: Collection[str]) -> Sequence[Group]:
        return [_group(words) for (words,) in self._tables.namesakes(bases)]

    def tellers(self, numbers: Collection[int], without: Collection[str]) -> Sequence[Node]:
        return [Node(*row) for row in self._tables.tellers(numbers, without)]

    def citations(self, numbers: Collection[int], without: Collection[str]) -> Sequence[Citing]:
        return [
            Citing(LinkCitation(document_id, _cited(*rest)), language, text, shape)
            for shape, document_id, *rest, language, text in self._tables.citations(
                numbers, OWN, DOCUMENT, without
            )
        ]

    def clauses(self, document_id: str) -> Sequence[LinkClause]:
        read, _ = _read(self._tables.payloads([document_id])[document_id])
        return read.documents[0].clauses


def _cited(
    citation_id: str, clause_id: str | None, unit: str | None, pinpoint: str | None, own: bool
) -> Citation:
    """As much of a citation as its target depends on."""
    return Citation(
        citation_id,
        clause_id,
        "",
        None,
        None,
        None,
        None,
        "",
        0,
        0,
        pinpoint_unit=unit,
        pinpoint=pinpoint,
        self=own,
    )


def _shapes(rows: Iterable[tuple[int, int, str]]) -> dict[int, tuple[Shape, int]]:
    return {number: (Shape(number, words), root) for number, root, words in rows}


_GROUP: Final = tuple(one.name for one in fields(Group))


def _words_of(group: Group) -> str:
    return json.dumps([getattr(group, name) for name in _GROUP], ensure_ascii=False, separators=(",", ":"))


def _group(words: str) -> Group:
    root, kind, base, id, rank, documents, texts, keeper = json.loads(words)
    pairs = tuple((language, document_id) for language, document_id in documents)
    return Group(root, kind, base, id, tuple(rank), pairs, tuple(texts), keeper)


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

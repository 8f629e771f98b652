"""What linking needs of a document and what it gives back: the compact rows that a store can hold and feed without the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clausedb.model import Citation, Instrument, Party, Records


@dataclass(frozen=True, slots=True)
class LinkClause:
    """A clause as a target of pinpoints."""

    clause_id: str
    label: str
    kind: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class LinkDocument:
    """What linking reads of a document."""

    document_id: str
    title: str | None = None
    type: str | None = None
    date: str | None = None
    symbol: str | None = None
    parties: tuple[str, ...] = ()
    """Local party ids, as in Document.parties."""
    language: str = "en"
    sha256: str = ""
    clauses: Sequence[LinkClause] = ()


@dataclass(frozen=True, slots=True)
class LinkCitation:
    """A citation with the document that makes it."""

    document_id: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class LinkParty:
    """A party as one document knows it."""

    document_id: str
    party: Party


@dataclass(frozen=True, slots=True)
class LinkInput:
    """All records that linking reads. Order within the tuples does not matter."""

    documents: tuple[LinkDocument, ...] = ()
    citations: tuple[LinkCitation, ...] = ()
    parties: tuple[LinkParty, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedCitation:
    """Where a citation leads. Target ids are None where the instrument, or the clause, is not in the database."""

    citation_id: str
    instrument_id: str
    held: bool
    target_document_id: str | None = None
    target_clause_id: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedParty:
    """The party over all documents that a document's local id stands for."""

    document_id: str
    local_id: str
    party_id: str


@dataclass(frozen=True, slots=True)
class Links:
    """What linking found, every tuple sorted by its ids."""

    instruments: tuple[Instrument, ...] = ()
    citations: tuple[LinkedCitation, ...] = ()
    parties: tuple[Party, ...] = ()
    party_ids: tuple[LinkedParty, ...] = ()


def link_input(records: Records) -> LinkInput:
    """The rows of one document; concatenate the tuples of several for `link`."""
    one = records.document
    clauses = tuple(
        LinkClause(clause.clause_id, clause.label, clause.kind, clause.number) for clause in records.clauses
    )
    document = LinkDocument(
        one.document_id,
        one.title,
        one.type,
        one.date,
        one.symbol,
        one.parties,
        one.language,
        one.sha256,
        clauses,
    )
    return LinkInput(
        (document,),
        tuple(LinkCitation(one.document_id, citation) for citation in records.citations),
        tuple(LinkParty(one.document_id, party) for party in records.parties),
    )


def join_inputs(inputs: list[LinkInput]) -> LinkInput:
    """One input of several."""
    return LinkInput(
        tuple(one for part in inputs for one in part.documents),
        tuple(one for part in inputs for one in part.citations),
        tuple(one for part in inputs for one in part.parties),
    )

"""What a query needs to know of a database, as a protocol: names and values, never rows of an answer.

The API implements it over the tables and the gazetteer. Everything is asked for late: a query that names no party
asks for none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol


class DocumentEntry(NamedTuple):
    """A document, as far as it can be named."""

    document_id: str
    title: str | None = None
    type: str | None = None
    year: int | None = None
    symbol: str | None = None
    parties: tuple[str, ...] = ()
    """Party ids."""


class InstrumentEntry(NamedTuple):
    """An instrument, as far as it can be named."""

    instrument_id: str
    titles: tuple[str, ...]
    """Its own title first, then every other title it is cited by, in any language."""
    type: str | None = None
    year: int | None = None
    symbol: str | None = None
    parties: tuple[str, ...] = ()
    """Party ids."""
    document_id: str | None = None
    """The document of this database that it is."""


class PartyEntry(NamedTuple):
    """A party of this database."""

    party_id: str
    names: tuple[str, ...]
    """What it is called, the English name first where there is one."""
    kind: str = "state"
    state_id: str | None = None


class Catalog(Protocol):
    """What can be named in a database. Orders are fixed; the same database gives the same answers."""

    def documents(self) -> Sequence[DocumentEntry]:
        """All documents, by id."""
        ...

    def documents_like(self, beginnings: Sequence[Collection[str]]) -> Sequence[DocumentEntry]:
        """By id, all documents whose names hold, for each of these, a word that begins in one of these ways.

        Others may be among them: it is for not looking at all documents where they are many. Words are in normal form.
        """
        ...

    def titles(self, word: str, limit: int) -> Mapping[str, str]:
        """Ids and titles of documents, at most so many: of those whose id begins with a word, then of those that hold it."""
        ...

    def has_document(self, document_id: str) -> bool:
        """Whether there is a document of that id."""
        ...

    def instruments(self) -> Sequence[InstrumentEntry]:
        """All instruments, by id."""
        ...

    def parties(self) -> Sequence[PartyEntry]:
        """The parties that occur in the database, most frequent first."""
        ...

    def lookup(self, name: str) -> Sequence[str]:
        """Party ids that a name can mean, in any language and spelling, whether they occur in the database or not.

        An id means itself. A person of the database is found by surname or full name. Empty where the name is unknown.
        """
        ...

    def party_name(self, party_id: str) -> str:
        """What to call a party; the id itself where it has no name."""
        ...

    def organs(self, state_id: str) -> Sequence[str]:
        """Ids of the organs, bodies and offices of a state that occur in the database, sorted; no persons."""
        ...

    def known_names(self) -> Sequence[str]:
        """Every name and id that `lookup` knows, for correcting a typo; asked for only then."""
        ...

    def labels(self, document_id: str) -> Sequence[str]:
        """Labels of a document's clauses in text order; empty where there is no such document."""
        ...

    def heads(self, document_id: str) -> Mapping[str, str]:
        """The heading or first words of a document's clauses by label, in text order."""
        ...

    def values(self, table: str, column: str, limit: int = 50) -> Sequence[str]:
        """The most frequent values of a text column, highest first."""
        ...

    def saved(self) -> Mapping[str, str]:
        """Saved queries: name -> text."""
        ...


class EmptyCatalog:
    """The catalog of no database: no document, no party, nothing saved."""

    def documents(self) -> Sequence[DocumentEntry]:
        return ()

    def documents_like(self, beginnings: Sequence[Collection[str]]) -> Sequence[DocumentEntry]:
        return ()

    def titles(self, word: str, limit: int) -> Mapping[str, str]:
        return {}

    def has_document(self, document_id: str) -> bool:
        return False

    def instruments(self) -> Sequence[InstrumentEntry]:
        return ()

    def parties(self) -> Sequence[PartyEntry]:
        return ()

    def lookup(self, name: str) -> Sequence[str]:
        return ()

    def party_name(self, party_id: str) -> str:
        return party_id

    def organs(self, state_id: str) -> Sequence[str]:
        return ()

    def known_names(self) -> Sequence[str]:
        return ()

    def labels(self, document_id: str) -> Sequence[str]:
        return ()

    def heads(self, document_id: str) -> Mapping[str, str]:
        return {}

    def values(self, table: str, column: str, limit: int = 50) -> Sequence[str]:
        return ()

    def saved(self) -> Mapping[str, str]:
        return {}

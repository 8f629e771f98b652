"""What programs use: parse a text, open a database, add to it, ask it, publish it. Nothing here prints or exits."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from clausedb.model import Finding, Records
from clausedb.result import Result, plain

if TYPE_CHECKING:
    from clausedb.query.catalog import Catalog

PathLike = str | os.PathLike[str]
Progress = Callable[["Outcome", int, int], None]
"""Called after each file, in the calling thread: (outcome, files done, files in all)."""

__all__ = ["Database", "Outcome", "Parsed", "Piece", "Report", "Result", "Why", "open", "parse", "plain"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    source: str
    """The file as given, or as found in its folder or archive."""
    status: str
    """added, known (the same content is there already) or failed."""
    document_id: str | None = None
    """The document it is; None where it failed."""
    clauses: int = 0
    acts: int = 0
    language: str | None = None
    reason: str | None = None
    """Why it failed, one sentence; None otherwise."""
    findings: tuple[Finding, ...] = ()
    """What the parser doubted or dropped; empty for known files."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of every file, in the order given (folders: sorted by path)."""

    outcomes: tuple[Outcome, ...] = ()

    def count(self, status: str) -> int:
        """How many files have this status."""
        return sum(1 for one in self.outcomes if one.status == status)

    @property
    def added(self) -> int:
        return self.count("added")

    @property
    def known(self) -> int:
        return self.count("known")

    @property
    def failed(self) -> int:
        return self.count("failed")


@dataclass(frozen=True, slots=True)
class Piece:
    """One unit of a reading view, in text order."""

    document_id: str
    clause_id: str
    kind: str
    level: int
    number: str | None
    heading: str | None
    text: str
    language: str | None
    start: int


@dataclass(frozen=True, slots=True)
class Why:
    """Where a row was read from: its words, the rule that made it, the clause around it."""

    entity: str
    key: str
    document_id: str | None
    clause_id: str | None
    rule: str | None
    clause_text: str | None
    clause_start: int | None
    """Offset of clause_text in the document's text, in code points."""
    spans: tuple[tuple[str, int, int, str], ...]
    """(what it is, start, end, words); offsets in the document's text, in code points."""
    row: tuple[tuple[str, Any], ...]
    """The whole row: (column, value)."""


class Parsed:
    """Everything read from one text: `.document .clauses .acts .citations ...` as in `Records`."""

    def __init__(self, records: Records) -> None:
        self.records = records

    def __getattr__(self, name: str) -> Any:
        return getattr(self.records, name)


def parse(source: PathLike, *, grammar: Sequence[PathLike] = ()) -> Parsed:
    """What is read from a file, or from the text itself where `source` names no file and looks like a text.

    Raises DocumentError where there is no such file or it is no text.
    """
    raise NotImplementedError


def open(
    path: PathLike = "clauses.db", *, read_only: bool = False, create: bool = True, wait: float = 5.0
) -> Database:
    """The database in a folder, or a published folder (which is read-only).

    A new one is made where there is none and `create` holds. `wait` seconds are spent waiting for another
    process before BusyError. Raises StoreError where it cannot be opened, VersionError where another version made it.
    """
    raise NotImplementedError


class Database:
    """A database of documents. A context manager; closing it twice is fine."""

    path: Path
    read_only: bool

    def add(
        self,
        *paths: PathLike,
        progress: Progress | None = None,
        jobs: int | None = None,
        grammar: Sequence[PathLike] = (),
        shard: tuple[int, int] | None = None,
        stdin: bytes | None = None,
    ) -> Report:
        """Adds files, folders and zip archives; "-" stands for the bytes given as `stdin`.

        `shard` (i, n) takes the i-th of n parts of the files, i from 1. One bad file never stops the others.
        """
        raise NotImplementedError

    def remove(self, document_id: str) -> None:
        """Takes a document out, with its bytes. Raises StoreError where there is none of that id."""
        raise NotImplementedError

    def query(self, text: str, **params: object) -> Result:
        """The answer to a query; `$name` in it takes the value of `name`. Raises QueryError where it is wrong."""
        raise NotImplementedError

    def explain(self, text: str, **params: object) -> str:
        """What the query will look up, in a sentence, and its SQL."""
        raise NotImplementedError

    def sql(self, text: str) -> Result:
        """The rows of exactly one SELECT, on a connection that can reach nothing but the tables."""
        raise NotImplementedError

    def publish(self, folder: PathLike, *, force: bool = False) -> Path:
        """Writes the tables as Parquet files into `folder`, swapped in whole; gives the folder back."""
        raise NotImplementedError

    def rebuild(self, *, progress: Progress | None = None, jobs: int | None = None) -> Report:
        """Makes all tables again from the bytes as ingested."""
        raise NotImplementedError

    def check(self) -> tuple[str, ...]:
        """What is wrong with the database, one sentence each; empty where it is whole."""
        raise NotImplementedError

    def documents(self) -> Result:
        """The documents, with their ids, titles, types, dates, languages and how many clauses and acts they have."""
        raise NotImplementedError

    def describe(self) -> dict[str, Any]:
        """How many rows each table has, documents by language, the versions, open problems."""
        raise NotImplementedError

    def catalog(self) -> Catalog:
        """The names in this database, for resolving and completing queries."""
        raise NotImplementedError

    def show(self, ref: str) -> tuple[Piece, ...]:
        """A document (`@doc`) or a clause with all below it (`@doc#9`) to read; the @ may be left out."""
        raise NotImplementedError

    def why(self, entity: str, key: str) -> Why:
        """Where a row of a table was read from."""
        raise NotImplementedError

    def saved(self) -> dict[str, str]:
        """Saved queries: name -> text."""
        raise NotImplementedError

    def save(self, name: str, text: str) -> None:
        """Saves a query under a name; the text must be a right query."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

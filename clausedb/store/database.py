"""A database folder: opened, made, read, written, rebuilt.

sources/ queries/ corrections/   what must never be lost
clauses.duckdb search/           can always be made again
locks/                           who is inside
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Final, TypeVar

from clausedb.errors import StoreError, VersionError
from clausedb.schema import SCHEMA_VERSION
from clausedb.store.gate import Gate
from clausedb.store.guard import in_our_words, interruptible
from clausedb.store.sources import Source, Sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.load import Linker, Parcel

T = TypeVar("T")

FOLDERS: Final = ("sources", "queries", "corrections", "locks")


class Store:
    """A database folder. Holds no connection: each call opens the file for as long as it lasts."""

    writable = True

    def __init__(self, folder: Path, wait: float) -> None:
        self.folder = folder
        self.gate = Gate(folder, wait)
        self.sources = Sources(folder / "sources")
        self.queries = folder / "queries"

    @property
    def file(self) -> Path:
        return self.gate.file

    def make(self, versions: Mapping[str, str]) -> None:
        """Makes the folder and an empty file of tables. Raises StoreError where the folder is not empty."""
        if self.folder.is_dir() and any(one.name not in FOLDERS for one in self.folder.iterdir()):
            raise StoreError(f"{self.folder}: the folder holds other things and is no database")
        try:
            for name in FOLDERS:
                (self.folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{self.folder}: a database cannot be made here ({error.strerror})") from error
        with self.gate.alone():
            if not self.file.exists():
                self._fill_anew(versions, lambda connection: None)

    def read(self, work: Callable[[DuckDBPyConnection, Event], T], timeout: float | None = None) -> T:
        """The value of `work(connection, stop)` on a locked-down connection that only reads."""
        with self.gate.reading() as connection, errors_of(self.file):
            require_version(connection, self.file)
            return interruptible(connection, lambda stop: work(connection, stop), timeout)

    def load(
        self, documents: Sequence[tuple[Source, bytes, Parcel]], linker: Linker, versions: Mapping[str, str]
    ) -> list[str]:
        """Writes whole documents in one transaction; gives for each the id it is there under.

        Another id than that of its source says that the same content came in meanwhile; an empty one that the id has
        been taken by other content, and nothing was written for it.
        """
        from clausedb.store.load import load, write_meta

        with self.gate.writing() as connection, errors_of(self.file):
            require_version(connection, self.file)
            self._finish_removals(connection, linker)
            known, taken = self._known(connection)
            ids: list[str] = []
            parcels: list[Parcel] = []
            for source, data, parcel in documents:
                if source.sha256 in known:
                    ids.append(known[source.sha256])
                elif source.document_id in taken:
                    ids.append("")
                else:
                    known[source.sha256] = source.document_id
                    taken.add(source.document_id)
                    self.sources.put(source, data)
                    parcels.append(parcel)
                    ids.append(source.document_id)
            if parcels:
                load(connection, parcels, linker)
                write_meta(connection, versions)
            return ids

    def remove(self, document_id: str, linker: Linker) -> None:
        """Takes a document out of the tables, then its bytes. Raises StoreError where there is none of that id."""
        with self.gate.writing() as connection, errors_of(self.file):
            require_version(connection, self.file)
            known, _ = self._known(connection)
            found = next((sha256 for sha256, one in known.items() if one == document_id), None)
            if found is None:
                raise StoreError(f"there is no document {document_id}")
            self.sources.mark_gone(found)
            self._finish_removals(connection, linker)

    def known(self) -> dict[str, str]:
        """sha256 -> document id of everything in the tables."""
        return self.read(lambda connection, _: self._known(connection)[0])

    def rebuild(self, versions: Mapping[str, str], fill: Callable[[Fill], T]) -> T:
        """Makes the file anew; `fill` is given a function that loads, and its value comes back.

        Readers see the old file until the new one is whole; other writers wait. A crash leaves the old one.
        """
        for name in FOLDERS:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        with self.gate.queue():
            self._sweep_gone()
            return self._fill_anew(versions, lambda connection: fill(_filler(connection)))

    def _fill_anew(self, versions: Mapping[str, str], work: Callable[[DuckDBPyConnection], T]) -> T:
        from clausedb.store.ddl import create_tables
        from clausedb.store.load import transaction, write_meta

        fresh = self.folder / "clauses.duckdb.new"
        for stale in (fresh, _wal(fresh)):
            stale.unlink(missing_ok=True)
        with errors_of(fresh):
            connection = self.gate.fresh(fresh)
            try:
                with transaction(connection):
                    create_tables(connection)
                    generation = str(self._last_generation() + 1)
                    write_meta(
                        connection, {**versions, "schema": str(SCHEMA_VERSION), "generation": generation}
                    )
                value = work(connection)
            finally:
                connection.close()
        self._swap_in(fresh)
        return value

    def _swap_in(self, fresh: Path) -> None:
        def swap() -> None:
            os.replace(fresh, self.file)
            # Behind, not before: a log that does not fit is refused loudly, one that is lost is not seen.
            _wal(self.file).unlink(missing_ok=True)
            shutil.rmtree(self.folder / "search", ignore_errors=True)

        if not self.file.exists():
            swap()
            return
        with self.gate.alone(queued=True):
            swap()

    def _last_generation(self) -> int:
        """The generation of the file as it stands; 0 where it cannot be read."""
        if not self.file.exists():
            return 0
        try:
            with self.gate.reading() as connection, errors_of(self.file):
                return int(read_meta(connection).get("generation", "0"))
        except StoreError:
            return 0

    def _known(self, connection: DuckDBPyConnection) -> tuple[dict[str, str], set[str]]:
        rows = connection.execute("SELECT sha256, document_id FROM documents").fetchall()
        return dict(rows), {row[1] for row in rows}

    def _finish_removals(self, connection: DuckDBPyConnection, linker: Linker) -> None:
        from clausedb.store.load import unload

        gone = self.sources.gone()
        if not gone:
            return
        known, _ = self._known(connection)
        documents = [known[sha256] for sha256 in gone if sha256 in known]
        if documents:
            unload(connection, documents, linker)
        self._sweep_gone()

    def _sweep_gone(self) -> None:
        for sha256 in self.sources.gone():
            self.sources.drop(sha256)


Fill = Callable[[Sequence["Parcel"], "Linker"], None]


def _filler(connection: DuckDBPyConnection) -> Fill:
    from clausedb.store.load import load

    return lambda parcels, linker: load(connection, parcels, linker)


def _wal(file: Path) -> Path:
    return file.with_name(f"{file.name}.wal")


@contextmanager
def errors_of(file: Path) -> Iterator[None]:
    """DuckDB's errors in our words."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise in_our_words(error, file) from error


def read_meta(connection: DuckDBPyConnection) -> dict[str, str]:
    """The table meta."""
    return dict(connection.execute("SELECT key, value FROM meta").fetchall())


def require_version(connection: DuckDBPyConnection, file: Path) -> None:
    """Raises VersionError where the tables are of another form than this version's."""
    import duckdb

    try:
        found = read_meta(connection).get("schema")
    except duckdb.CatalogException as error:
        raise StoreError(
            f"{file}: these are not the tables of clausedb; `clausedb rebuild` makes them from sources/"
        ) from error
    if found != str(SCHEMA_VERSION):
        raise VersionError(
            f"{file}: made by another version (tables {found}, here {SCHEMA_VERSION}); "
            "`clausedb rebuild` brings it to this version"
        )


def counts(connection: DuckDBPyConnection, names: Sequence[str]) -> dict[str, int]:
    """Rows of each table."""
    sql = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
    found: dict[str, Any] = dict(connection.execute(sql).fetchall())
    return {name: int(found[name]) for name in names}

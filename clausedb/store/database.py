"""A database folder: opened, made, read, written, rebuilt.

sources/ queries/ corrections/ grammar/   what must never be lost
clauses.duckdb search/                    can always be made again
locks/                                    who is inside
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from clausedb.errors import BusyError, StoreError, VersionError
from clausedb.schema import SCHEMA_VERSION
from clausedb.store.corrections import Corrections
from clausedb.store.dialect import Dialect
from clausedb.store.gate import Gate, Prepare
from clausedb.store.guard import ONE_CORE, in_our_words, interruptible, undisturbed
from clausedb.store.sources import Source, Sources, seen

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.linking import Linker
    from clausedb.store.load import Parcel
    from clausedb.store.search import Words
    from clausedb.store.segments import Segment

T = TypeVar("T")

FOLDERS: Final = ("sources", "queries", "corrections", "grammar", "locks")


class Store:
    """A database folder. Holds no file: each call opens it for as long as it lasts."""

    def __init__(self, folder: Path, wait: float) -> None:
        self.folder = folder
        self.gate = Gate(folder, wait)
        self.sources = Sources(folder / "sources")
        self.queries = folder / "queries"
        self.corrections = Corrections(folder / "corrections")
        self.dialect = Dialect(folder / "grammar")
        self._swept = False
        self._opened: dict[int, _Opened] = {}
        """What is known of an open connection, by its id."""

    @property
    def file(self) -> Path:
        """The file of the tables."""
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

    def require_writable(self) -> None:
        """Raises StoreError where nothing can be written in the folder."""
        if self.folder.is_dir() and not os.access(self.folder, os.W_OK):
            raise StoreError(f"{self.folder}: nothing can be written in this folder; it can only be asked")

    def sight(self) -> tuple[tuple[int, int, int], ...]:
        """What the file looks like from outside: another after every change of the tables."""
        return seen(self.file, _wal(self.file))

    def read(
        self,
        work: Callable[[DuckDBPyConnection, Event], T],
        timeout: float | None = None,
        *,
        foreign: bool = False,
    ) -> T:
        """The value of `work(connection, stop)` on a locked-down connection that only reads.

        `foreign` says that SQL runs there that is not our own: it can reach nothing but the tables.
        """
        way = self.gate.reading if foreign else self.gate.asking
        with self._reading(way) as connection:
            return interruptible(connection, lambda stop: work(connection, stop), timeout)

    def aside(self, work: Callable[[DuckDBPyConnection, Event], T], timeout: float, called_off: Event) -> T:
        """The same for what nobody waits for: on one core, and given up where anything is in its way.

        Raises BusyError at once where a writer is inside, Stopped after `timeout` seconds or once it is called off.
        """
        with self._reading(partial(self.gate.reading, wait=0.0), ONE_CORE) as connection:
            return interruptible(connection, lambda stop: work(connection, stop), timeout, called_off)

    @contextmanager
    def _reading(
        self, way: Callable[[Prepare], AbstractContextManager[DuckDBPyConnection]], *settings: str
    ) -> Iterator[DuckDBPyConnection]:
        """A connection to tables of this version, with the text index open beside them."""
        segments: list[Segment] = []

        def prepare(connection: DuckDBPyConnection) -> Sequence[str]:
            for setting in settings:
                connection.execute(setting)
            if (self.folder / "search").is_dir():
                from clausedb.store.segments import attach

                segments.extend(attach(self.folder / "search", connection))
            return [one.name for one in segments]

        with way(prepare) as connection, errors_of(self.file):
            self._opened[id(connection)] = _Opened(require_version(connection, self.file), tuple(segments))
            try:
                yield connection
            finally:
                del self._opened[id(connection)]

    def meta(self, connection: DuckDBPyConnection) -> dict[str, str]:
        """The table meta, as it was read when the connection was opened."""
        return self._opened[id(connection)].meta

    def close(self) -> None:
        """Gives up what is kept between calls; it can still be asked."""
        self.gate.close()

    def load(
        self,
        documents: Sequence[tuple[Source, bytes, Parcel]],
        linker: Linker,
        versions: Mapping[str, str],
    ) -> list[str]:
        """Writes whole documents in one transaction; gives for each the id it is there under.

        Another id than that of its source says that the same content came in meanwhile; an empty one that the id has
        been taken by other content, and nothing was written for it.
        """
        with self._writing() as connection:
            return undisturbed(lambda: self._write(connection, documents, linker, versions))

    def _write(
        self,
        connection: DuckDBPyConnection,
        documents: Sequence[tuple[Source, bytes, Parcel]],
        linker: Linker,
        versions: Mapping[str, str],
    ) -> list[str]:
        from clausedb.store.load import change, touch, transaction

        with transaction(connection):
            gone = self._gone(connection)
            ids, parcels = self._accept(connection, documents, gone)
            if not parcels and not gone:
                return ids
            change(connection, gone, parcels, linker)
            touch(connection, versions)
        self._sweep_gone()
        return ids

    def reload(self, parcel: Parcel, linker: Linker) -> None:
        """Writes a document that is there in the place of what stood of it. Raises StoreError where there is none."""
        from clausedb.store.load import change, touch, transaction

        document_id = parcel.records.document.document_id

        def write() -> None:
            with transaction(connection):
                change(connection, [document_id], [parcel], linker)
                touch(connection, {})

        with self._writing() as connection:
            self._sha256(connection, document_id)
            undisturbed(write)

    def remove(self, document_id: str, linker: Linker) -> None:
        """Takes a document out of the tables, then its bytes. Raises StoreError where there is none of that id."""
        from clausedb.store.load import change, touch, transaction

        def write() -> None:
            self.sources.mark_gone(found)
            with transaction(connection):
                change(connection, self._gone(connection), [], linker)
                touch(connection, {})
            self._sweep_gone()

        with self._writing() as connection:
            found = self._sha256(connection, document_id)
            undisturbed(write)

    def _sha256(self, connection: DuckDBPyConnection, document_id: str) -> str:
        """Of the bytes of a document. Raises StoreError where there is none of that id."""
        sql = "SELECT sha256 FROM documents WHERE document_id = $id"
        for (sha256,) in connection.execute(sql, {"id": document_id}).fetchall():
            return str(sha256)
        raise StoreError(f"there is no document {document_id}")

    def known(self) -> dict[str, str]:
        """sha256 -> document id of everything in the tables."""
        return self.read(
            lambda connection, _: dict(
                connection.execute("SELECT sha256, document_id FROM documents").fetchall()
            )
        )

    def there(self, sha256s: Collection[str], ids: Collection[str]) -> dict[str, str]:
        """sha256 -> document id of what is in the tables with one of these sums or ids."""
        return self.read(lambda connection, _: dict(_there(connection, sha256s, ids)))

    def holds_any(self) -> bool:
        """Whether there is any document."""
        sql = "SELECT document_id FROM documents LIMIT 1"
        return bool(self.read(lambda connection, _: connection.execute(sql).fetchall()))

    def index(self) -> bool:
        """Brings the text index up to the tables; whether there is one now. Small databases have none."""
        from clausedb.store.segments import update

        def work(connection: DuckDBPyConnection, stop: Event) -> bool:
            return update(self.folder / "search", connection, self._opened[id(connection)].segments, stop)

        with self.gate.queue():
            return self.read(work)

    def index_if_free(self) -> None:
        """Brings the text index up, unless another process is at work, which does so at its own end."""
        with suppress(BusyError):
            self.index()

    def words(self, connection: DuckDBPyConnection) -> Words | None:
        """The text index that fits the tables as this connection sees them; None where there is no such index."""
        segments = self._opened[id(connection)].segments
        if not segments:
            return None
        from clausedb.store.search import words_of

        return words_of(connection, segments)

    def rebuild(self, versions: Mapping[str, str], fill: Callable[[Filling], T]) -> T:
        """Makes the file anew; `fill` is given the new file, and its value comes back.

        Readers see the old file until the new one is whole; other writers wait. A crash leaves the old one.
        """
        for name in FOLDERS:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        with self.gate.queue():
            self._sweep_gone()
            return self._fill_anew(versions, lambda connection: fill(Filling(connection)))

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

    @contextmanager
    def _writing(self) -> Iterator[DuckDBPyConnection]:
        """A connection that writes into tables of this version."""
        with self.gate.writing() as connection, errors_of(self.file):
            require_version(connection, self.file)
            if not self._swept:
                self.sources.sweep()
                self._swept = True
            yield connection

    def _accept(
        self,
        connection: DuckDBPyConnection,
        documents: Sequence[tuple[Source, bytes, Parcel]],
        gone: Collection[str],
    ) -> tuple[list[str], list[Parcel]]:
        """The id of each document as `load` gives it; and those to be written, their bytes kept."""
        sources = [source for source, _, _ in documents]
        there = _there(connection, [one.sha256 for one in sources], [one.document_id for one in sources])
        known = {sha256: document_id for sha256, document_id in there if document_id not in gone}
        taken = set(known.values())
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
        return ids, parcels

    def _gone(self, connection: DuckDBPyConnection) -> list[str]:
        """Documents whose taking out was begun and not ended."""
        return [document_id for _, document_id in _there(connection, self.sources.gone(), ())]

    def _sweep_gone(self) -> None:
        for sha256 in self.sources.gone():
            self.sources.drop(sha256)


def _there(
    connection: DuckDBPyConnection, sha256s: Collection[str], ids: Collection[str]
) -> list[tuple[str, str]]:
    """(sha256, id) of the documents with one of these sums or ids."""
    if not sha256s and not ids:
        return []
    sql = (
        "SELECT sha256, document_id FROM documents WHERE sha256 IN (SELECT unnest($sums)) "
        "OR document_id IN (SELECT unnest($ids))"
    )
    return connection.execute(sql, {"sums": list(sha256s), "ids": list(ids)}).fetchall()


class Filling(NamedTuple):
    """The new file of a rebuild."""

    connection: DuckDBPyConnection

    def load(self, parcels: Sequence[Parcel], linker: Linker) -> None:
        """Writes whole documents, with their links."""
        from clausedb.store.load import change, transaction

        def write() -> None:
            with transaction(self.connection):
                change(self.connection, (), parcels, linker)

        undisturbed(write)


class _Opened(NamedTuple):
    """What is known of an open connection."""

    meta: dict[str, str]
    segments: tuple[Segment, ...]
    """The parts of the text index that are open."""


def _wal(file: Path) -> Path:
    return file.with_name(f"{file.name}.wal")


@contextmanager
def errors_of(file: Path) -> Iterator[None]:
    """DuckDB's errors in our words."""
    from clausedb.store.engine import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise in_our_words(error, file) from error


def read_meta(connection: DuckDBPyConnection) -> dict[str, str]:
    """The table meta."""
    return dict(connection.execute("SELECT key, value FROM meta").fetchall())


def require_version(connection: DuckDBPyConnection, file: Path) -> dict[str, str]:
    """The table meta. Raises VersionError where the tables are of another form than this version's."""
    from clausedb.store.engine import duckdb

    try:
        meta = read_meta(connection)
    except duckdb.CatalogException as error:
        raise StoreError(
            f"{file}: these are not the tables of clausedb; `clausedb rebuild` makes them from sources/"
        ) from error
    if meta.get("schema") != str(SCHEMA_VERSION):
        raise VersionError(
            f"{file}: made by another version (tables {meta.get('schema')}, here {SCHEMA_VERSION}); "
            "`clausedb rebuild` brings it to this version"
        )
    return meta


def counts(connection: DuckDBPyConnection, names: Sequence[str]) -> dict[str, int]:
    """Rows of each table."""
    sql = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names)
    found: dict[str, Any] = dict(connection.execute(sql).fetchall())
    return {name: int(found[name]) for name in names}

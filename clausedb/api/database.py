"""What programs use: parse a text, open a database, add to it, ask it, publish it. Nothing here prints or exits."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from clausedb.api.pieces import Piece, Why, read_pieces, read_why
from clausedb.api.result import Outcome, Progress, Report, Result, plain
from clausedb.errors import DocumentError, QueryError, StoreError
from clausedb.schema import TABLES
from clausedb.store.database import Store, counts
from clausedb.store.execute import SqlParameters, run_sql

if TYPE_CHECKING:
    from threading import Event

    from duckdb import DuckDBPyConnection

    from clausedb.api.catalog import DatabaseCatalog
    from clausedb.api.sizing import Size
    from clausedb.model import Records
    from clausedb.query import Catalog
    from clausedb.store.corrections import Correction

PathLike = str | os.PathLike[str]

__all__ = [
    "Database",
    "Outcome",
    "Parsed",
    "Piece",
    "Progress",
    "Report",
    "Result",
    "Why",
    "open",
    "parse",
    "plain",
]

_NAME: Final = re.compile(r"[^\W\d]\w*(?:-\w+)*")
_LONGEST_PATH: Final = 1024


class Parsed:
    """Everything read from one text: `.document .clauses .acts .citations ...` as in `Records`."""

    def __init__(self, records: Records) -> None:
        self.records = records

    def __getattr__(self, name: str) -> Any:
        return getattr(self.records, name)

    def to_dict(self) -> dict[str, Any]:
        """The object that `clausedb parse --format jsonl` prints."""
        from clausedb.parse.contract import as_object

        return as_object(self.records)

    def __repr__(self) -> str:
        one = self.records
        return (
            f"<Parsed: {one.document.document_id}, {one.document.language}, "
            f"{len(one.clauses)} clauses, {len(one.acts)} acts, {len(one.citations)} citations>"
        )

    def _repr_html_(self) -> str:
        from clausedb.api.notebook import outline_html

        return outline_html(self.records)


def parse(source: PathLike, *, grammar: Sequence[PathLike] = ()) -> Parsed:
    """What is read from a file, or from the text itself where `source` names no file and looks like a text.

    A text has a line break or a blank in it and no file of that name. Raises DocumentError where there is no such file
    or it is no text.
    """
    from clausedb.api.ingest import find
    from clausedb.language import load_grammar
    from clausedb.parse.pipeline import parse_bytes, parse_text

    loaded = load_grammar(*map(Path, grammar))
    if isinstance(source, str) and not _names_file(source) and re.search(r"\s", source.strip()):
        return Parsed(parse_text(source, grammar=loaded))
    path = Path(source)
    if os.path.isdir(path):
        raise DocumentError(str(path), "a folder; open a database and add it")
    *_, item = find([path])
    return Parsed(parse_bytes(item.read(), name=item.name, entry=item.entry, grammar=loaded))


def _names_file(source: str) -> bool:
    return len(source) <= _LONGEST_PATH and "\n" not in source and os.path.exists(source)


def open(
    path: PathLike = "clauses.db", *, read_only: bool = False, create: bool = True, wait: float = 5.0
) -> Database:
    """The database in a folder, or a published folder (which is read-only).

    A new one is made where there is none and `create` holds. `wait` seconds are spent waiting for another
    process before BusyError. Raises StoreError where there is none or it cannot be made; a file that is damaged or of
    another version is told by the first question, so that `rebuild` can still be asked for.
    """
    from clausedb.store.published import Published, is_published

    folder = Path(path)
    if is_published(folder):
        return Database(Published(folder), read_only=True)
    store = Store(folder, wait)
    if not folder.is_dir() or not (store.file.exists() or store.sources.folder.is_dir()):
        if read_only or not create:
            raise StoreError(f"{folder}: there is no database")
        from clausedb.api.linker import versions_of

        store.make(versions_of(()))
    return Database(store, read_only=read_only)


class Database:
    """A database of documents. A context manager; closing it twice is fine."""

    def __init__(self, store: Any, *, read_only: bool) -> None:
        self._store = store
        self._variables: dict[str, object] = {}
        self._state: dict[str, str] = {}
        self._sight: tuple[tuple[int, int, int], ...] = ()
        self._kept: dict[Any, Any] = {}
        self.path: Path = store.folder
        self.read_only = read_only

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

        `grammar` folders on top of the shipped one are kept with the database: what is added or rebuilt later is read
        with them too. `shard` (i, n) takes the i-th of n parts of the files, i from 1. One bad file never stops the others.
        Raises StoreError where the database itself cannot be written, ResourceError where a grammar folder is wrong.
        """
        from clausedb.api.adding import Adding
        from clausedb.api.correcting import folders_for
        from clausedb.api.ingest import find, passed_over

        store = self._writable()
        companions: list[str] = []
        items = list(find(paths, stdin, companions))
        if shard is not None:
            part, parts = shard
            if not 1 <= part <= parts:
                raise ValueError(f"shard {part}/{parts}: the part goes from 1 to the number of parts")
            items = items[part - 1 :: parts]
        before, folders = store.dialect.folders(), folders_for(store, tuple(map(Path, grammar)))
        notes = [*passed_over(companions)]
        if folders != before and store.holds_any():
            notes.append(
                "Documents from before were read with another grammar; `clausedb rebuild` reads all with this one."
            )
        report = Adding(store, folders, progress, jobs).run(items)
        store.index_if_free()
        return Report(report.outcomes, tuple(notes))

    def remove(self, document_id: str) -> None:
        """Takes a document out, with its bytes. Raises StoreError where there is none of that id."""
        from clausedb.api.linker import linker_of

        store = self._writable()
        store.remove(document_id, linker_of(store.dialect.folders()))
        store.index_if_free()

    def correct(self, entity: str, key: str, field: str, value: object) -> Correction:
        """Corrects one field of a row by hand, in the tables and for every parse to come; gives what is kept.

        Parties are named as in queries, several by a list or commas; None empties the field. The ids of the document's
        rows may change. Raises StoreError where there is no such row, or the field does not take the value.
        """
        from clausedb.api.correcting import correct

        store = self._writable()
        made = correct(store, entity, key, field, value, self.catalog())
        store.index_if_free()
        return made

    def withdraw(self, entity: str, key: str, field: str) -> Correction:
        """Takes a correction back; gives what it was. Raises StoreError where there is none of this field."""
        from clausedb.api.correcting import withdraw

        store = self._writable()
        taken = withdraw(store, entity, key, field)
        store.index_if_free()
        return taken

    def corrections(self) -> tuple[Correction, ...]:
        """What has been corrected by hand, by document and place; empty for a published folder."""
        return self._store.corrections.all() if isinstance(self._store, Store) else ()

    def query(self, text: str, **params: object) -> Result:
        """The answer to a query; `$name` in it takes the value of `name`. Raises QueryError where it is wrong."""
        return self.ask(text, params)

    def ask(
        self,
        text: str,
        variables: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,
        exporting: bool = False,
    ) -> Result:
        """The answer to any statement: a query, `let`, `explain`, `compare`, or a handle alone.

        `exporting` allows the stage `export`; the file it names stands in the result and is the caller's to write. Raises
        QueryError where the statement is wrong, StoreError after `timeout` seconds.
        """
        from clausedb.api.answering import Keeper, answer

        kept: list[tuple[str, str]] = []
        keeper = Keeper(lambda name, body: kept.append((name, body)), self._variables.__setitem__)
        known = {**self._variables, **(variables or {})}

        def work(connection: DuckDBPyConnection, stop: Event) -> Result:
            catalog = self._catalog_over(connection)
            index = partial(self._store.words, connection)
            return answer(text, connection, stop, catalog, known, keeper, exporting=exporting, index=index)

        result: Result = self._store.read(work, timeout=timeout)
        for name, body in kept:
            self.save(name, body)
        return result

    def explain(self, text: str, **params: object) -> str:
        """What the query will look up, in a sentence, and its SQL. Raises QueryError where it is wrong."""
        from clausedb.api.answering import explain

        known = {**self._variables, **params}
        found: str = self._store.read(
            lambda connection, _: explain(text, self._catalog_over(connection), known)
        )
        return found

    def glance(self, text: str) -> tuple[str, ...]:
        """What the names in a statement stand for, without asking it. Raises QueryError, with no correction, where it is wrong."""
        from clausedb.query.prepare import glance

        return glance(text, self.catalog(), self._variables).echo

    def size(self, text: str, called_off: Event, *, timeout: float = 1.0) -> Size | None:
        """How many rows a query has, as far as that can be told without being in anybody's way.

        None where it is no query or not right, the database is busy, it takes longer than `timeout` seconds, or
        `called_off` is set meanwhile.
        """
        from clausedb.api.sizing import size

        return size(self._store, text, self.catalog(), self._variables, timeout, called_off)

    def sql(self, text: str, parameters: SqlParameters = (), *, timeout: float | None = None) -> Result:
        """The rows of exactly one SELECT, on a connection that can reach nothing but the tables.

        `parameters` are the values for `?` in their order, or for `$name` by name. Raises StoreError where the text is anything
        else, the parameters do not fit, or after `timeout` seconds.
        """
        columns, rows = self._store.read(
            lambda connection, stop: run_sql(connection, text, stop, parameters), timeout, foreign=True
        )
        return Result(columns, rows, text=text)

    def publish(self, folder: PathLike, *, force: bool = False) -> Path:
        """Writes the tables as Parquet files into `folder`, swapped in whole; gives the folder back.

        Raises StoreError where the folder holds anything but an earlier publication, unless `force` is given.
        """
        from clausedb.store.publish import publish

        target = Path(folder)
        self._store.read(lambda connection, _: publish(connection, target, force=force))
        return target

    def rebuild(
        self,
        *,
        progress: Progress | None = None,
        jobs: int | None = None,
        grammar: Sequence[PathLike] | None = None,
    ) -> Report:
        """Makes all tables again from the bytes as ingested; the ids stay the same.

        With the grammar folders kept with the database, as they now are where they came from (else their copies), or
        with those given, which are kept from now on; an empty sequence forgets them.
        """
        from clausedb.api.adding import Rebuilding
        from clausedb.api.correcting import check_folders

        store = self._writable()
        if grammar is None:
            check_folders(tuple(one for one in store.dialect.origins() if one.is_dir()))
            folders = store.dialect.refresh()
        else:
            check_folders(tuple(map(Path, grammar)))
            folders = store.dialect.keep(tuple(map(Path, grammar)))
        report = Rebuilding(store, folders, progress, jobs).run()
        store.dialect.sweep()
        store.index_if_free()
        return report

    def check(self) -> tuple[str, ...]:
        """What is wrong with the database, one sentence each; empty where it is whole."""
        from clausedb.api.linker import links_anew
        from clausedb.store.check import check_published, check_store

        if isinstance(self._store, Store):
            return check_store(self._store, links_anew)
        return check_published(self._store)

    def holds(self, document_id: str) -> bool:
        """Whether there is a document of this id."""
        sql = "SELECT document_id FROM documents WHERE document_id = $id"
        return bool(self._fetch(sql, {"id": document_id}))

    def documents(self) -> Result:
        """The documents, with their ids, titles, types, dates, languages and how many clauses and acts they have."""
        return self.sql(
            "SELECT document_id AS document, title, type, date, language, "
            "(SELECT count(*) FROM clauses c WHERE c.document_id = d.document_id) AS clauses, "
            "(SELECT count(*) FROM acts a WHERE a.document_id = d.document_id) AS acts, added_at "
            "FROM documents d ORDER BY date_from NULLS LAST, document_id"
        )

    def describe(self) -> dict[str, Any]:
        """`rows` by table, documents by `languages`, `versions`, `path`, and how many `problems` the parser met."""

        def look(connection: Any, _: object) -> dict[str, Any]:
            rows = counts(connection, [one.name for one in TABLES])
            languages = connection.execute(
                "SELECT coalesce(language, '?'), count(*) FROM documents GROUP BY 1 ORDER BY 2 DESC, 1"
            ).fetchall()
            problems = connection.execute("SELECT count(*) FROM findings WHERE severity = 'error'").fetchone()
            return {
                "path": str(self.path),
                "rows": rows,
                "languages": dict(languages),
                "versions": self._store.meta(connection),
                "problems": problems[0],
            }

        found: dict[str, Any] = self._store.read(look)
        return found

    def catalog(self) -> Catalog:
        """The names in this database, for resolving and completing queries; looked up again when it has changed."""
        from clausedb.api.catalog import DatabaseCatalog

        sight = self._store.sight()
        if sight != self._sight:
            # Not at every key that is pressed: opening takes longer than all else that completing does.
            self._store.read(lambda connection, _: self._kept_for(connection))
            self._sight = sight
        return DatabaseCatalog(self._fetch, self._kept, self.saved)

    def _fetch(self, sql: str, parameters: Mapping[str, object]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._store.read(
            lambda connection, _: connection.execute(sql, dict(parameters)).fetchall()
        )
        return found

    def _catalog_over(self, connection: DuckDBPyConnection) -> DatabaseCatalog:
        from clausedb.api.catalog import DatabaseCatalog

        return DatabaseCatalog(
            lambda sql, parameters: connection.execute(sql, dict(parameters)).fetchall(),
            self._kept_for(connection),
            self.saved,
        )

    def _kept_for(self, connection: DuckDBPyConnection) -> dict[Any, Any]:
        """What catalogs have read of the database as it is now."""
        state = self._store.meta(connection)
        if state != self._state:
            self._state, self._kept = state, {}
        return self._kept

    def show(self, ref: str) -> tuple[Piece, ...]:
        """A document (`@doc`) or a clause with all below it (`@doc#9`) to read; the @ may be left out.

        Raises StoreError where there is none.
        """
        found: tuple[Piece, ...] = self._store.read(lambda connection, _: read_pieces(connection, ref))
        return found

    def why(self, entity: str, key: str) -> Why:
        """Where a row of a table was read from. Raises StoreError where there is no such row."""
        found: Why = self._store.read(lambda connection, _: read_why(connection, entity, key))
        return found._replace(corrections=self._corrections_of(found))

    def _corrections_of(self, why: Why) -> tuple[str, ...]:
        from clausedb.api.corrections import anchor_of, sentence

        name = "acts" if why.entity == "obligations" else why.entity
        of_document = [
            one for one in self.corrections() if (one.table, one.document) == (name, why.document_id)
        ]
        if not of_document:
            return ()
        row = dict(why.row)
        anchor = anchor_of(name, row, "")
        return tuple(f"{sentence(one)}, {one.at[:10]}" for one in of_document if anchor.meets(one))

    def saved(self) -> dict[str, str]:
        """Saved queries: name -> text, sorted by name."""
        folder = self._queries()
        if folder is None:
            return {}
        return {path.stem: path.read_text(encoding="utf-8").strip() for path in sorted(folder.glob("*.clq"))}

    def save(self, name: str, text: str) -> None:
        """Saves a query under a name. Raises StoreError where the name cannot be one."""
        from clausedb.store.sources import write_whole

        self._writable()
        folder = self._queries()
        if folder is None or not _NAME.fullmatch(name):
            raise StoreError(f"{name}: a saved query is named by one word of letters and digits")
        if name in {one.name for one in TABLES}:
            raise StoreError(f"{name}: this is the name of a table")
        write_whole(folder / f"{name}.clq", f"{text.strip()}\n".encode())

    def changed(self, since: str | date, **params: object) -> dict[str, Result]:
        """What is new in the answers of the saved queries: name -> its rows of documents added on that day or later (UTC).

        Of a query that counts, the rows it counts; queries for parties and instruments, which belong to no document, are
        left out. A query that is wrong, or lacks a value, gives no rows and says so in its notes. Raises ValueError where
        `since` is no ISO date.
        """
        from clausedb.api.changes import changed

        day = (since if isinstance(since, date) else date.fromisoformat(since)).isoformat()[:10]
        found: dict[str, Result] = {}
        for name, text in self.saved().items():
            try:
                result = changed(name, text, day, params, self.ask, self._fetch)
            except QueryError as error:
                result = Result((), (), (error.message,), text=name)
            if result is not None:
                found[name] = result
        return found

    def close(self) -> None:
        """No file stays open between calls; afterwards the object is done with."""
        self._store.close()
        self._kept = {}
        self._state = {}
        self._sight = ()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Database {self.path}{', read-only' if self.read_only else ''}>"

    def _queries(self) -> Path | None:
        return self._store.queries if isinstance(self._store, Store) else None

    def _writable(self) -> Store:
        if not isinstance(self._store, Store):
            raise StoreError(f"{self.path}: a published folder, which can only be asked")
        if self.read_only:
            raise StoreError(f"{self.path}: opened for reading only")
        self._store.require_writable()
        return self._store

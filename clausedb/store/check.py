"""What is wrong with a database: bytes that changed, rows that point nowhere, words that are not at their offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from clausedb.errors import BusyError, StoreError
from clausedb.schema import TABLES, refs, table
from clausedb.store.ddl import STORED
from clausedb.store.linking import read_inputs, read_links
from clausedb.store.rows import PARTY_COLUMNS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.database import Store
    from clausedb.store.published import Published

_WORDS: Final = (
    ("clauses", "text", "text_start", "own_end"),
    ("acts", "cue", "cue_start", "cue_end"),
    ("acts", "action", "action_start", "action_end"),
    ("acts", "bearer_text", "bearer_start", "bearer_end"),
    ("acts", "condition", "condition_start", "condition_end"),
    ("acts", "deadline", "deadline_start", "deadline_end"),
    ("citations", "surface", "start", "end"),
    ("mentions", "surface", "start", "end"),
    ("definitions", "term", "start", "end"),
    ("dates", "surface", "start", "end"),
    ("statements", "quote", "start", "end"),
    ("statements", "verb", "verb_start", "verb_end"),
)
"""(table, column with words of the text, columns with their offsets)."""

_MANY: Final = 500
"""Documents whose texts are held at a time."""

_LINKS: Final = (
    *((one.name, "document_id", "documents") for one in STORED if one.parent is not None),
    *((one.name, "clause_id", "clauses") for one in STORED if one.parent == "clauses"),
    ("clauses", "parent_id", "clauses"),
    ("citations", "instrument_id", "instruments"),
    ("citations", "target_document_id", "documents"),
    ("citations", "target_clause_id", "clauses"),
    ("instruments", "document_id", "documents"),
    ("parties", "state_id", "parties"),
    ("parties", "parent_id", "parties"),
)
"""(table, column, table whose key it holds)."""


LinksAnew = Callable[[list[str], dict[str, list[tuple[Any, ...]]]], Iterator[str]]
"""The payloads of all documents and what is linked give what of it should be otherwise."""


def check_store(store: Store, links_anew: LinksAnew) -> tuple[str, ...]:
    """What is wrong, one sentence each. Reads everything."""
    found: list[str] = []
    if not store.sources.folder.is_dir():
        return (f"{store.sources.folder}: missing; the bytes that were read are in no other place",)
    try:
        sources = {one.sha256: one.document_id for one in store.sources.all()}
    except StoreError as error:
        return (str(error),)
    try:
        store.corrections.all()
        store.dialect.folders()
    except StoreError as error:
        found.append(str(error))
    for sha256, document_id in sources.items():
        try:
            store.sources.read(sha256)
        except StoreError as error:
            found.append(f"{document_id}: {error}")
    found += [f"{path}: belongs to no document" for path in store.sources.strays()]
    try:
        found += store.read(
            lambda connection, _: [
                *_against(connection, sources),
                *links_anew(read_inputs(connection), read_links(connection)),
                *_check_corrections(connection),
                *check_rows(connection),
            ]
        )
    except BusyError:
        raise
    except StoreError as error:
        found.append(str(error))
    return tuple(found)


def check_published(published: Published) -> tuple[str, ...]:
    """What is wrong with a published folder: files that are not those that were written, rows that point nowhere."""
    found: list[str] = []
    for name, told in sorted(published.manifest().get("tables", {}).items()):
        if isinstance(told, dict):
            found += _check_file(published.folder / str(told["file"]), name, str(told["sha256"]))
    if found:
        return tuple(found)
    try:
        return tuple(published.read(lambda connection, _: list(check_rows(connection))))
    except StoreError as error:
        return (str(error),)


def check_rows(connection: DuckDBPyConnection) -> Iterator[str]:
    """Rows whose key is there twice or that point nowhere, and words that are not at their offsets."""
    for one in TABLES:
        # Reading every column of every row also finds blocks whose checksum is wrong.
        read = f"SELECT count(*), count(DISTINCT {one.key}), sum(hash(r) % 2) FROM {one.name} r"
        rows, keys, _ = connection.execute(read).fetchall()[0]
        if rows != keys:
            yield f"{one.name}: {rows - keys} rows have a key that another row has"
    for name, column, target in _LINKS:
        key = table(target).key
        yield from _told(
            connection,
            f"SELECT {table(name).key} FROM {name} r WHERE {column} IS NOT NULL AND NOT EXISTS "
            f"(SELECT 1 FROM {target} t WHERE t.{key} = r.{column}) ORDER BY 1",
            f"{name}: {column} of {{}} leads to nothing in {target}",
        )
    yield from _check_refs(connection)
    yield from _check_parties(connection)
    yield from _check_words(connection)


def _check_refs(connection: DuckDBPyConnection) -> Iterator[str]:
    for one in STORED:
        for ref, of in refs(one).items():
            target = table("documents" if of == "document_id" else "clauses")
            own = next(name for name, column in refs(target).items() if column == target.key)
            yield from _told(
                connection,
                f"SELECT r.{one.key} FROM {one.name} r LEFT JOIN {target.name} t ON t.{target.key} = r.{of} "
                f"WHERE r.{ref} IS DISTINCT FROM t.{own} ORDER BY 1",
                f"{one.name}: {ref} of {{}} is not that of its {of}",
            )


def _check_parties(connection: DuckDBPyConnection) -> Iterator[str]:
    for name, columns in PARTY_COLUMNS.items():
        for column in columns:
            many = table(name).column(column).type.sql.endswith("[]")
            value = f"unnest({column})" if many else column
            yield from _told(
                connection,
                f"SELECT DISTINCT party FROM (SELECT {value} AS party FROM {name}) WHERE party IS NOT NULL "
                "AND party NOT IN (SELECT party_id FROM parties) ORDER BY 1",
                f"{name}: {column} names {{}}, who is not in parties",
            )


def _check_words(connection: DuckDBPyConnection) -> Iterator[str]:
    # Sliced here: finding the n-th character in SQL reads the text from its beginning, once a row. Many documents at a
    # time: to look for one reads a part of all.
    ids = [one for (one,) in connection.execute("SELECT document_id FROM documents ORDER BY 1").fetchall()]
    for first in range(0, len(ids), _MANY):
        among = {"ids": ids[first : first + _MANY]}
        of_them = "document_id IN (SELECT unnest($ids))"
        texts = dict(
            connection.execute(f"SELECT document_id, text FROM documents WHERE {of_them}", among).fetchall()
        )
        for name, words, start, end in _WORDS:
            key = table(name).key
            cursor = connection.execute(
                f'SELECT document_id, {key}, "{words}", "{start}", "{end}" FROM {name} '
                f'WHERE "{start}" IS NOT NULL AND {of_them} ORDER BY document_id, "{start}"',
                among,
            )
            while rows := cursor.fetchmany(2048):
                for document_id, row, said, at, until in rows:
                    if texts[document_id][at:until] != said:
                        yield f"{name}: the {words} of {row} is not at its place in the text"


def _against(connection: DuckDBPyConnection, sources: dict[str, str]) -> Iterator[str]:
    """Documents without bytes, and bytes without a document."""
    there: dict[str, Any] = dict(connection.execute("SELECT sha256, document_id FROM documents").fetchall())
    for sha256, document_id in sorted(there.items(), key=lambda one: one[1]):
        if sha256 not in sources:
            yield f"{document_id}: its bytes are not in sources/"
        elif sources[sha256] != document_id:
            yield f"{document_id}: sources/ has its bytes under the id {sources[sha256]}"
    for sha256, document_id in sources.items():
        if sha256 not in there:
            yield f"{document_id}: in sources/ but not in the tables; `clausedb rebuild` brings it in"


def _check_corrections(connection: DuckDBPyConnection) -> Iterator[str]:
    missed = "SELECT document_id, message FROM findings WHERE code = 'correction' AND severity <> 'info' ORDER BY 1, 2"
    for document_id, message in connection.execute(missed).fetchall():
        yield f"{document_id}: {message}"


def _told(connection: DuckDBPyConnection, sql: str, sentence: str) -> Iterator[str]:
    for row in connection.execute(sql).fetchall():
        yield sentence.format(row[0])


def _check_file(path: Path, name: str, sha256: str) -> list[str]:
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return []
    except OSError as error:
        return [f"{name}: {path.name} cannot be read ({error.strerror})"]
    return [f"{name}: {path.name} is not the file that was published"]

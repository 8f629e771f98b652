"""Writes documents into the tables and takes them out, with what that changes in the links of all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from clausedb.model import Records
from clausedb.schema import META, table
from clausedb.store.ddl import STORED
from clausedb.store.linking import OF_DOCUMENTS, Linker, LinkTables, insert_inputs, linked_rows, relink
from clausedb.store.rows import Row, make_rows
from clausedb.store.write import insert, number

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.linking import Linked

_OVER_ALL: Final = ("instruments", "parties")
"""Tables whose rows belong to no document."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document ready to be written."""

    records: Records
    payload: str
    """What linking needs of it, in a form that only the linker knows."""
    added_at: str
    parser_version: str


def change(
    connection: DuckDBPyConnection, gone: Collection[str], parcels: Sequence[Parcel], linker: Linker
) -> None:
    """Takes documents out, then writes whole others, and links what both touches. Ids must be free, or among those gone."""
    payloads = {one.records.document.document_id: one.payload for one in parcels}
    linked = linker(LinkTables(connection), gone, payloads)
    _unload(connection, gone)
    _load(connection, parcels, linked)
    relink(connection, linked, payloads.keys())


def _load(connection: DuckDBPyConnection, parcels: Sequence[Parcel], linked: Linked) -> None:
    tables: dict[str, list[Row]] = {one.name: [] for one in STORED}
    cells: list[tuple[str, str, str, str, Sequence[str]]] = []
    for one in parcels:
        document_id = one.records.document.document_id
        made = make_rows(
            one.records,
            names=linked.names.get(document_id, {}),
            added_at=one.added_at,
            parser_version=one.parser_version,
        )
        for name, rows in made.tables.items():
            tables[name].extend(rows)
        cells.extend((document_id, cell.table, cell.column, cell.key, cell.ids) for cell in made.locals)
    links = linked_rows(linked.citations)
    for row in tables["citations"]:
        row.update(links[row["citation_id"]])
    number(connection, tables)
    for name, rows in tables.items():
        insert(connection, table(name), rows)
    insert_inputs(connection, {one.records.document.document_id: one.payload for one in parcels}, cells)


def _unload(connection: DuckDBPyConnection, document_ids: Collection[str]) -> None:
    if not document_ids:
        return
    own = [one.name for one in STORED if one.name not in _OVER_ALL]
    for name in [*own, *(f"internal.{name}" for name in OF_DOCUMENTS)]:
        connection.execute(
            f"DELETE FROM {name} WHERE document_id IN (SELECT unnest($ids))", {"ids": list(document_ids)}
        )


def touch(connection: DuckDBPyConnection, versions: Mapping[str, str]) -> None:
    """Writes down that the tables have changed, and who changed them."""
    write_meta(connection, {**versions, "generation": str(generation(connection) + 1)})


def generation(connection: DuckDBPyConnection) -> int:
    """How often the tables have changed."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def transaction(connection: DuckDBPyConnection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def write_meta(connection: DuckDBPyConnection, values: Mapping[str, str]) -> None:
    """Sets keys of the table meta."""
    connection.execute("DELETE FROM meta WHERE key IN (SELECT unnest($keys))", {"keys": list(values)})
    for pair in sorted(values.items()):
        connection.execute(
            f"INSERT INTO {META.name} VALUES ($key, $value)", dict(zip(("key", "value"), pair, strict=True))
        )

"""Writes documents into the tables and takes them out, and brings all rows to what linking made of all documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from clausedb.model import Records
from clausedb.schema import META, SERIAL, Table, Type, table
from clausedb.store.ddl import INTERNAL, STORED
from clausedb.store.rows import Local, Names, Row, columnar, make_rows, renamed

if TYPE_CHECKING:
    import pyarrow
    from duckdb import DuckDBPyConnection

UNLINKED: Final = "unlinked"
"""Key of meta that is there while documents wait to be linked."""
_OVER_ALL: Final = ("instruments", "parties")
"""Tables that linking makes as a whole."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document ready to be written."""

    records: Records
    payload: str
    """What linking needs of it, in a form that only the linker knows."""
    added_at: str
    parser_version: str


@dataclass(frozen=True, slots=True)
class CitationLink:
    citation_id: str
    instrument_id: str | None
    target_document_id: str | None
    target_clause_id: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking made of all documents: the rows of two tables, the ends of citations, the parties' ids."""

    instruments: Sequence[Row] = ()
    parties: Sequence[Row] = ()
    citations: Sequence[CitationLink] = ()
    names: Mapping[str, Names] = field(default_factory=dict)
    """Document id -> its own party ids -> party ids over all documents; those that stay the same may be left out."""


Linker = Callable[[Mapping[str, str]], Linked]
"""Document id -> payload, for all documents, gives what linking made of them."""


def read_inputs(connection: DuckDBPyConnection) -> dict[str, str]:
    """Document id -> payload of all documents in the tables."""
    return dict(connection.execute("SELECT document_id, payload FROM internal.inputs").fetchall())


def load(connection: DuckDBPyConnection, parcels: Sequence[Parcel], linked: Linked | None) -> None:
    """Writes whole documents, whose ids must be free; with None they wait for `relink`."""
    tables: dict[str, list[Row]] = {one.name: [] for one in STORED}
    cells: list[tuple[str, Local]] = []
    for one in parcels:
        document_id = one.records.document.document_id
        made = make_rows(
            one.records,
            names=linked.names.get(document_id, {}) if linked else {},
            added_at=one.added_at,
            parser_version=one.parser_version,
        )
        for name, rows in made.tables.items():
            tables[name].extend(rows)
        cells.extend((document_id, cell) for cell in made.locals)
    number(connection, tables)
    for name, rows in tables.items():
        insert(connection, table(name), rows)
    if parcels:
        _insert_inputs(connection, {one.records.document.document_id: one.payload for one in parcels}, cells)


def unload(connection: DuckDBPyConnection, document_ids: Sequence[str]) -> None:
    """Takes documents out of all tables; `relink` has to follow."""
    if not document_ids:
        return
    own = [one.name for one in STORED if one.name not in _OVER_ALL]
    for name in [*own, *(f"internal.{name}" for name in INTERNAL)]:
        connection.execute(
            f"DELETE FROM {name} WHERE document_id IN (SELECT unnest($ids))", {"ids": list(document_ids)}
        )


def relink(connection: DuckDBPyConnection, linked: Linked) -> None:
    """Brings every row to what linking made of all documents."""
    for name, rows in zip(_OVER_ALL, (linked.instruments, linked.parties), strict=True):
        _replace(connection, table(name), rows)
    _relink_citations(connection, linked.citations)
    _relink_parties(connection, linked.names)


def _replace(connection: DuckDBPyConnection, one: Table, rows: Sequence[Row]) -> None:
    """Makes these the rows of a table; those that are there already stay as they are."""
    names = [column.name for column in one.columns]
    at = names.index(one.key)
    shown = ", ".join(f'"{name}"' for name in names)
    there = {row[at]: list(row) for row in connection.execute(f"SELECT {shown} FROM {one.name}").fetchall()}
    new = [row for row in rows if there.get(row[one.key]) != [row[name] for name in names]]
    kept = {row[one.key] for row in rows} - {row[one.key] for row in new}
    gone = [key for key in there if key not in kept]
    if gone:
        connection.execute(
            f"DELETE FROM {one.name} WHERE {one.key} IN (SELECT unnest($keys))", {"keys": gone}
        )
    number(connection, {one.name: new})
    insert(connection, one, new)


def touch(connection: DuckDBPyConnection, versions: Mapping[str, str], *, linked: bool) -> None:
    """Writes down that the tables have changed, who changed them, and whether linking is still to come."""
    connection.execute("DELETE FROM meta WHERE key = $key", {"key": UNLINKED})
    waiting = {} if linked else {UNLINKED: "yes"}
    write_meta(connection, {**versions, **waiting, "generation": str(generation(connection) + 1)})


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


def number(connection: DuckDBPyConnection, tables: Mapping[str, Sequence[Row]]) -> None:
    """Gives every row the next serial number."""
    first, _ = numbered(connection)
    until = first
    for rows in tables.values():
        for row in rows:
            row[SERIAL] = until
            until += 1
    if until > first:
        token = os.urandom(8).hex()
        connection.execute(
            "INSERT INTO internal.series VALUES ($until, $token)", {"until": until, "token": token}
        )


def numbered(connection: DuckDBPyConnection) -> tuple[int, str]:
    """The number behind the last serial number that was given, and the word of the history that led there."""
    sql = "SELECT until, token FROM internal.series ORDER BY until DESC LIMIT 1"
    return next(iter(connection.execute(sql).fetchall()), (0, ""))


def write_meta(connection: DuckDBPyConnection, values: Mapping[str, str]) -> None:
    """Sets keys of the table meta."""
    connection.execute("DELETE FROM meta WHERE key IN (SELECT unnest($keys))", {"keys": list(values)})
    for pair in sorted(values.items()):
        connection.execute(
            f"INSERT INTO {META.name} VALUES ($key, $value)", dict(zip(("key", "value"), pair, strict=True))
        )


def insert(connection: DuckDBPyConnection, one: Table, rows: Sequence[Row]) -> None:
    """Appends rows, which have their serial numbers, to a table."""
    if rows:
        with registered(connection, _arrow_table(one, rows)) as name:
            connection.execute(f"INSERT INTO {one.name} BY NAME SELECT * FROM {name}")


def _arrow_table(one: Table, rows: Sequence[Row]) -> pyarrow.Table:
    """Rows as Arrow, columns and types as in the schema, and their serial numbers."""
    import pyarrow as pa

    types = {**{column.name: arrow_type(column.type) for column in one.columns}, SERIAL: pa.int64()}
    columns = columnar(rows, list(types))
    arrays = [pa.array(columns[name], type=kind) for name, kind in types.items()]
    return pa.Table.from_arrays(arrays, names=list(types))


def arrow_type(kind: Type) -> Any:
    """The Arrow type of a column."""
    import pyarrow as pa

    types = {
        Type.TEXT: pa.string(),
        Type.TEXTS: pa.list_(pa.string()),
        Type.INTEGER: pa.int32(),
        Type.INTEGERS: pa.list_(pa.int32()),
        Type.REAL: pa.float64(),
        Type.FLAG: pa.bool_(),
        Type.DATE: pa.string(),
    }
    return types[kind]


@contextmanager
def registered(connection: DuckDBPyConnection, rows: pyarrow.Table) -> Iterator[str]:
    """Arrow rows under a name that SQL can use."""
    connection.register("incoming", rows)
    try:
        yield "incoming"
    finally:
        connection.unregister("incoming")


def _insert_inputs(
    connection: DuckDBPyConnection, payloads: Mapping[str, str], cells: Sequence[tuple[str, Local]]
) -> None:
    import pyarrow as pa

    inputs = pa.table({"document_id": list(payloads), "payload": list(payloads.values())})
    with registered(connection, inputs) as name:
        connection.execute(f"INSERT INTO internal.inputs SELECT * FROM {name}")
    if cells:
        rows = pa.table(
            {
                "document_id": [document_id for document_id, _ in cells],
                "table_name": [cell.table for _, cell in cells],
                "column_name": [cell.column for _, cell in cells],
                "key": [cell.key for _, cell in cells],
                "ids": pa.array([cell.ids for _, cell in cells], type=pa.list_(pa.string())),
            }
        )
        with registered(connection, rows) as name:
            connection.execute(f"INSERT INTO internal.locals SELECT * FROM {name}")


def _relink_citations(connection: DuckDBPyConnection, links: Sequence[CitationLink]) -> None:
    import pyarrow as pa

    columns = ("instrument_id", "target_document_id", "target_clause_id", "held")
    rows = pa.table(
        {
            "citation_id": pa.array([one.citation_id for one in links], type=pa.string()),
            **{
                name: pa.array(
                    [getattr(one, name) for one in links],
                    type=pa.bool_() if name == "held" else pa.string(),
                )
                for name in columns
            },
        }
    )
    changed = " OR ".join(f"citations.{name} IS DISTINCT FROM l.{name}" for name in columns)
    values = ", ".join(f"{name} = l.{name}" for name in columns)
    with registered(connection, rows) as name:
        connection.execute(
            f"UPDATE citations SET {values} FROM {name} l "
            f"WHERE citations.citation_id = l.citation_id AND ({changed})"
        )


def _relink_parties(connection: DuckDBPyConnection, names: Mapping[str, Names]) -> None:
    """Fills cells again in documents whose own ids mean others than before."""
    before: dict[str, dict[str, str]] = {}
    for document_id, local_id, party_id in connection.execute("SELECT * FROM internal.names").fetchall():
        before.setdefault(document_id, {})[local_id] = party_id
    now = {
        document_id: changed
        for document_id, local in names.items()
        if (changed := {own: party for own, party in local.items() if own != party})
    }
    touched = [one for one in before.keys() | now.keys() if before.get(one) != now.get(one)]
    if not touched:
        return
    stored = connection.execute(
        "SELECT document_id, table_name, column_name, key, ids FROM internal.locals "
        "WHERE document_id IN (SELECT unnest($ids))",
        {"ids": sorted(touched)},
    ).fetchall()
    cells: dict[tuple[str, str], list[tuple[str, list[str]]]] = {}
    for document_id, table_name, column, key, ids in stored:
        found = renamed(ids, now.get(document_id, {}))
        cells.setdefault((table_name, column), []).append((key, found))
    for (table_name, column), values in sorted(cells.items()):
        _fill(connection, table(table_name), column, values)
    _insert_names(connection, sorted(touched), now)


def _fill(
    connection: DuckDBPyConnection, one: Table, column: str, values: Sequence[tuple[str, list[str]]]
) -> None:
    import pyarrow as pa

    many = one.column(column).type is Type.TEXTS
    rows = pa.table(
        {
            "key": [key for key, _ in values],
            "value": pa.array(
                [ids if many else ids[0] for _, ids in values],
                type=pa.list_(pa.string()) if many else pa.string(),
            ),
        }
    )
    with registered(connection, rows) as name:
        connection.execute(
            f'UPDATE {one.name} SET "{column}" = i.value FROM {name} i '
            f'WHERE {one.name}.{one.key} = i.key AND {one.name}."{column}" IS DISTINCT FROM i.value'
        )


def _insert_names(
    connection: DuckDBPyConnection, document_ids: Sequence[str], names: Mapping[str, Names]
) -> None:
    import pyarrow as pa

    connection.execute(
        "DELETE FROM internal.names WHERE document_id IN (SELECT unnest($ids))", {"ids": list(document_ids)}
    )
    rows = [
        (document_id, own, party)
        for document_id in document_ids
        for own, party in sorted(names.get(document_id, {}).items())
    ]
    if rows:
        columns = pa.table(
            {
                "document_id": [row[0] for row in rows],
                "local_id": [row[1] for row in rows],
                "party_id": [row[2] for row in rows],
            }
        )
        with registered(connection, columns) as name:
            connection.execute(f"INSERT INTO internal.names SELECT * FROM {name}")

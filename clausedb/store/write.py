"""Rows into tables: numbered, as Arrow."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from clausedb.schema import POSITION, SERIAL, Table, Type, beside, refs, table
from clausedb.store.arrow import registered
from clausedb.store.numbers import numbered
from clausedb.store.rows import Row, columnar

if TYPE_CHECKING:
    import pyarrow
    from duckdb import DuckDBPyConnection


def number(connection: DuckDBPyConnection, tables: Mapping[str, Sequence[Row]]) -> None:
    """Gives every row the next serial number, and the number of the document and the clauses that it names."""
    first, _ = numbered(connection)
    until = first
    for rows in tables.values():
        for row in rows:
            row[SERIAL] = until
            until += 1
    _refer(tables)
    if until > first:
        token = os.urandom(8).hex()
        connection.execute(
            "INSERT INTO internal.series VALUES ($until, $token)", {"until": until, "token": token}
        )


def _refer(tables: Mapping[str, Sequence[Row]]) -> None:
    whole = ("documents", "clauses")
    numbers = {row[table(name).key]: row[SERIAL] for name in whole for row in tables.get(name, ())}
    positions = {row["clause_id"]: row["position"] for row in tables.get("clauses", ())}
    for name, rows in tables.items():
        columns = refs(table(name))
        for row in rows:
            for ref, of in columns.items():
                row[ref] = numbers.get(row[of])
            if table(name).parent == "clauses":
                row[POSITION] = positions.get(row["clause_id"])


def insert(connection: DuckDBPyConnection, one: Table, rows: Sequence[Row]) -> None:
    """Appends rows, which have their serial numbers, to a table."""
    if rows:
        with registered(connection, _arrow_table(one, rows)) as name:
            connection.execute(f"INSERT INTO {one.name} BY NAME SELECT * FROM {name}")


def _arrow_table(one: Table, rows: Sequence[Row]) -> pyarrow.Table:
    """Rows as Arrow, columns and types as in the schema, and their serial numbers."""
    import pyarrow as pa

    types = {column.name: arrow_type(column.type) for column in one.columns}
    types |= {name: pa.int64() for name in beside(one)}
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

"""The tables of a database file, made from the schema; and those it keeps for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausedb.schema import META, TABLES, Table, beside, table
from clausedb.store.linking import OF_DOCUMENTS, OVER_ALL

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STORED: Final[tuple[Table, ...]] = tuple(one for one in TABLES if one.name != "obligations")
"""The tables that hold rows; `obligations` is a view."""

_SERIES: Final = "internal.series (until BIGINT, token VARCHAR)"
"""The serial numbers given so far: a row for each time that some were given, the number behind the last one, and a word
that no other history of a database has there."""

# Who is to act: a directive and a recommendation speak to their addressees, a decision may charge somebody.
_BEARERS: Final = (
    "CASE WHEN force IN ('directive', 'recommendation') OR (force = 'decision' AND len(addressees) > 0) "
    "THEN addressees ELSE bearers END"
)


def create_tables(connection: DuckDBPyConnection) -> None:
    """Makes all tables and the view `obligations`."""
    for one in (*STORED, META):
        columns = [f'"{column.name}" {column.type.sql}' for column in one.columns]
        columns += [f"{name} {kind}" for name, kind in beside(one).items()] if one is not META else []
        connection.execute(f"CREATE TABLE {one.name} ({', '.join(columns)})")
    connection.execute("CREATE SCHEMA internal")
    connection.execute(f"CREATE TABLE {_SERIES}")
    for name, written in {**OF_DOCUMENTS, **OVER_ALL}.items():
        connection.execute(f"CREATE TABLE internal.{name} ({written})")
    connection.execute(f"CREATE VIEW obligations AS {obligations_select()}")


def obligations_select() -> str:
    """The SELECT that gives the rows of `obligations` from `acts`, columns in the schema's order."""
    special = {"bearers": f"{_BEARERS} AS bearers", "issuers": "bearers AS issuers"}
    columns = [special.get(column.name, f'"{column.name}"') for column in table("obligations").columns]
    # From a subquery under another name: an alias `bearers` would hide the column in `issuers`.
    besides = ", ".join(beside(table("obligations")))
    inner = ", ".join(f'a."{column.name}"' for column in table("acts").columns)
    return f"SELECT {', '.join(columns)}, {besides} FROM (SELECT {inner}, {besides} FROM acts a) WHERE obligation"

"""The tables of a database file, made from the schema; and those it keeps for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from clausedb.schema import META, TABLES, Table, table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STORED: Final[tuple[Table, ...]] = tuple(one for one in TABLES if one.name != "obligations")
"""The tables that hold rows; `obligations` is a view."""

INTERNAL: Final = {
    "inputs": "document_id VARCHAR, payload VARCHAR",
    "names": "document_id VARCHAR, local_id VARCHAR, party_id VARCHAR",
    "locals": "document_id VARCHAR, table_name VARCHAR, column_name VARCHAR, key VARCHAR, ids VARCHAR[]",
}
"""What linking needs to be done again: its inputs, what it made of each document's own party ids, and these ids
where a row had them."""

# Who is to act: a directive and a recommendation speak to their addressees, a decision may charge somebody.
_BEARERS: Final = (
    "CASE WHEN force IN ('directive', 'recommendation') OR (force = 'decision' AND len(addressees) > 0) "
    "THEN addressees ELSE bearers END"
)


def create_tables(connection: DuckDBPyConnection) -> None:
    """Makes all tables and the view `obligations`."""
    for one in (*STORED, META):
        columns = ", ".join(f'"{column.name}" {column.type.sql}' for column in one.columns)
        connection.execute(f"CREATE TABLE {one.name} ({columns})")
    connection.execute("CREATE SCHEMA internal")
    for name, columns in INTERNAL.items():
        connection.execute(f"CREATE TABLE internal.{name} ({columns})")
    connection.execute(f"CREATE VIEW obligations AS {obligations_select()}")


def obligations_select() -> str:
    """The SELECT that gives the rows of `obligations` from `acts`, columns in the schema's order."""
    special = {"bearers": f"{_BEARERS} AS bearers", "issuers": "bearers AS issuers"}
    columns = [special.get(column.name, f'"{column.name}"') for column in table("obligations").columns]
    # From a subquery under another name: an alias `bearers` would hide the column in `issuers`.
    inner = ", ".join(f'a."{column.name}"' for column in table("acts").columns)
    return f"SELECT {', '.join(columns)} FROM (SELECT {inner} FROM acts a) WHERE obligation"

"""The serial numbers of rows: the last that was given, and a set of them as a test that a SELECT asks of every row.

A bit for each number of a table, in a variable of the connection, is much faster to make and to ask than a hash of the numbers:
DuckDB takes a variable for a constant, and it does not know beforehand how many numbers a condition has.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from clausedb.schema import SERIAL

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SPREAD: Final = 256
"""Numbers of which not even one in so many is a row's are too far apart for a bit each."""


def numbered(connection: DuckDBPyConnection) -> tuple[int, str]:
    """The number behind the last serial number that was given, and the word of the history that led there."""
    sql = "SELECT until, token FROM internal.series ORDER BY until DESC LIMIT 1"
    return next(iter(connection.execute(sql).fetchall()), (0, ""))


def numbers_test(
    connection: DuckDBPyConnection, table: str, name: str, rows: str | None, serials: Sequence[int] = ()
) -> str:
    """The SQL that tells whether `n`, the number of a row of the table, is among those that `rows` selects, or among
    `serials`. What is kept for it on the connection gets the name.
    """
    source = rows or f"SELECT CAST(NULL AS BIGINT) AS {SERIAL} WHERE false"
    if serials:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name}_looked AS SELECT unnest($serials) AS {SERIAL}",
            {"serials": serials},
        )
        source = f"({source}) UNION ALL SELECT {SERIAL} FROM {name}_looked"
    [(count, low, high)] = connection.execute(
        f"SELECT count(*), coalesce(min({SERIAL}), 0), coalesce(max({SERIAL}), 0) FROM {table}"
    ).fetchall()
    if high - low > _SPREAD * count:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {SERIAL} FROM ({source})")
        return f"n IN (SELECT {SERIAL} FROM {name})"
    connection.execute(
        f"SET VARIABLE {name} = (SELECT bitstring_agg({SERIAL}, {low}, {high}) FROM ({source}) "
        f"WHERE {SERIAL} BETWEEN {low} AND {high})"
    )
    return f"coalesce(get_bit(getvariable('{name}'), CAST(n - {low} AS INTEGER)) = 1, false)"

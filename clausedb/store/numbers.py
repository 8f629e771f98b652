"""The serial numbers of rows: the last that was given, and a set of them as a test that a SELECT asks of every row.

Of many numbers a bit for each row of the table, in a variable of the connection, is much faster to make and to ask than
a hash: DuckDB takes a variable for a constant. Few numbers are asked for by a join, which looks only at the rows near them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from clausedb.schema import SERIAL

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SPREAD: Final = 256
"""Numbers of which not even one in so many is a row's are too far apart for a bit each."""
FEW: Final = 50_000
"""Up to so many numbers are found faster by a join: half as fast with bits at a twentieth of that, as fast at the double."""


class Extent(NamedTuple):
    """How many rows a table has, their lowest serial number and their highest."""

    rows: int
    low: int
    high: int


def extents(connection: DuckDBPyConnection, tables: Iterable[str]) -> dict[str, Extent]:
    """The extent of each of some tables."""
    sql = " UNION ALL ".join(
        f"SELECT '{name}', count(*), coalesce(min({SERIAL}), 0), coalesce(max({SERIAL}), 0) FROM {name}"
        for name in tables
    )
    return {name: Extent(*told) for name, *told in connection.execute(sql).fetchall()}


def numbered(connection: DuckDBPyConnection) -> tuple[int, str]:
    """The number behind the last serial number that was given, and the word of the history that led there."""
    sql = "SELECT until, token FROM internal.series ORDER BY until DESC LIMIT 1"
    return next(iter(connection.execute(sql).fetchall()), (0, ""))


NONE: Final = f"SELECT CAST(NULL AS BIGINT) AS {SERIAL} WHERE false"
"""A SELECT of no number."""


def few_test(connection: DuckDBPyConnection, name: str, rows: str, serials: Sequence[int] = ()) -> str | None:
    """The SQL that tells whether `n` is among the numbers that `rows` selects, or among `serials`; None where they are many.

    What is kept for it on the connection gets the name.
    """
    source = _all(connection, name, rows, serials)
    made = f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {SERIAL} FROM ({source}) LIMIT {FEW + 1}"
    [(count,)] = connection.execute(made).fetchall()
    return f"n IN (SELECT {SERIAL} FROM {name})" if count <= FEW else None


def numbers_test(
    connection: DuckDBPyConnection, extent: Extent, name: str, rows: str, serials: Sequence[int] = ()
) -> str:
    """The same of many numbers, of rows of a table of that extent."""
    source = _all(connection, name, rows, serials)
    count, low, high = extent
    if high - low > _SPREAD * count:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {SERIAL} FROM ({source})")
        return f"n IN (SELECT {SERIAL} FROM {name})"
    connection.execute(
        f"SET VARIABLE {name} = (SELECT bitstring_agg({SERIAL}, {low}, {high}) FROM ({source}) "
        f"WHERE {SERIAL} BETWEEN {low} AND {high})"
    )
    return f"coalesce(get_bit(getvariable('{name}'), CAST(n - {low} AS INTEGER)) = 1, false)"


def _all(connection: DuckDBPyConnection, name: str, rows: str, serials: Sequence[int]) -> str:
    """A SELECT of the numbers of both kinds."""
    if not serials:
        return rows
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name}_looked AS SELECT unnest($serials) AS {SERIAL}",
        {"serials": serials},
    )
    return f"({rows}) UNION ALL SELECT {SERIAL} FROM {name}_looked"

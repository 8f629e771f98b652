"""Arrow into DuckDB and out of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow
    from duckdb import DuckDBPyConnection


@contextmanager
def registered(connection: DuckDBPyConnection, rows: pyarrow.Table) -> Iterator[str]:
    """Arrow rows under a name that SQL can use."""
    _teach()
    connection.register("incoming", rows)
    try:
        yield "incoming"
    finally:
        connection.unregister("incoming")


def batches(connection: DuckDBPyConnection, sql: str, rows: int) -> pyarrow.RecordBatchReader:
    """The rows of a SELECT as Arrow, so many at a time."""
    _teach()
    return connection.sql(sql).to_arrow_reader(rows)


def _teach() -> None:
    """Connections know Arrow only once all of the package is imported (see `engine`)."""
    import duckdb  # noqa: F401

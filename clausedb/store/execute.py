"""Runs what a query became: its text conditions, then the one SELECT."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from threading import Event
from typing import TYPE_CHECKING, Any

from clausedb.compiled import Compiled, ResultColumn, TextScan
from clausedb.schema import Type
from clausedb.store.guard import require_select
from clausedb.store.numbers import numbers_test
from clausedb.store.opening import first_rows
from clausedb.store.segments import indexed_in
from clausedb.store.texts import look_at_each, look_at_values, stepwise

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.search import Words

Rows = tuple[tuple[Any, ...], ...]
SqlParameters = Sequence[object] | Mapping[str, object]
"""Values for `?` in their order, or for `$name`."""


class Scanner:
    """Finds the rows of text conditions, of each condition once: in the text index, and by looking at what it does not cover."""

    def __init__(
        self, connection: DuckDBPyConnection, stop: Event, index: Callable[[], Words | None] = lambda: None
    ) -> None:
        self._connection = connection
        self._stop = stop
        self._index = cache(index)
        self._found: dict[object, str] = {}

    def provide(self, scan: TextScan) -> None:
        """Makes the function that the SQL calls."""
        asked = (scan.table, scan.column, scan.pattern or scan.matches)
        if asked not in self._found:
            self._found[asked] = self._test(scan, f"found_{len(self._found) + 1}")
        self._connection.execute(f"CREATE OR REPLACE TEMP MACRO {scan.test}(n) AS {self._found[asked]}")

    @property
    def words(self) -> Words | None:
        """The text index, where there is one."""
        return self._index()

    def _test(self, scan: TextScan, name: str) -> str:
        """The SQL that tells whether the row of number `n` meets the condition."""
        words = self.words
        rows = words.rows(scan) if words else None
        if words is not None and rows is not None:
            serials = look_at_each(self._connection, scan, self._stop, words.until)
        elif indexed_in(scan.table, scan.column) is None:
            rows, serials = look_at_values(self._connection, scan, self._stop, name), []
        else:
            serials = look_at_each(self._connection, scan, self._stop, 0)
        return numbers_test(self._connection, scan.table, name, rows, serials)


def run(
    connection: DuckDBPyConnection, compiled: Compiled, stop: Event, scanner: Scanner | None = None
) -> tuple[Rows, tuple[Any, ...]]:
    """The rows in their order, and the keys of the rows where they are of an entity (else nothing)."""
    scanner = scanner or Scanner(connection, stop)
    require_select(connection, compiled.sql)
    found = first_rows(connection, compiled, stop, scanner.words) if compiled.opening else None
    if found is None:
        for scan in compiled.scans:
            scanner.provide(scan)
        found = connection.execute(compiled.sql, dict(compiled.parameters)).fetchall()
    if compiled.key is None:
        return tuple(found), ()
    width = len(compiled.columns)
    return tuple(row[:width] for row in found), tuple(row[-1] for row in found)


def run_sql(
    connection: DuckDBPyConnection, sql: str, stop: Event, parameters: SqlParameters = ()
) -> tuple[tuple[ResultColumn, ...], Rows]:
    """Columns and rows of a user's own SELECT. Raises StoreError where it is anything else."""
    require_select(connection, sql)
    given = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
    cursor = connection.execute(sql, given) if given else connection.execute(sql)
    columns = tuple(ResultColumn(one[0], _result_type(str(one[1]))) for one in cursor.description or ())
    return columns, tuple(tuple(_plain(value) for value in row) for row in stepwise(cursor, stop))


def _result_type(name: str) -> str:
    integers = (
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "HUGEINT",
        "UINTEGER",
        "UBIGINT",
        "USMALLINT",
        "UTINYINT",
    )
    if name in integers:
        return Type.INTEGER.value
    if name in ("DOUBLE", "FLOAT") or name.startswith("DECIMAL"):
        return Type.REAL.value
    if name == "BOOLEAN":
        return Type.FLAG.value
    if name == "VARCHAR[]":
        return Type.TEXTS.value
    if name in tuple(f"{one}[]" for one in integers):
        return Type.INTEGERS.value
    return Type.TEXT.value


def _plain(value: Any) -> Any:
    """A value in one of the schema's types; anything else as its text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, list) and all(one is None or isinstance(one, str | int) for one in value):
        return value
    return str(value)

"""Runs what a query became: its text conditions, then the one SELECT."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from clausedb.compiled import Compiled, ResultColumn, TextScan
from clausedb.schema import Type
from clausedb.store.guard import require_select
from clausedb.store.numbers import FEW, NONE, Extent, extents, few_test, numbers_test
from clausedb.store.opening import first_rows
from clausedb.store.segments import indexed_in
from clausedb.store.texts import look_at_each, look_at_values, stepwise

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.search import Words

Rows = tuple[tuple[Any, ...], ...]
SqlParameters = Sequence[object] | Mapping[str, object]
"""Values for `?` in their order, or for `$name`."""


_MANY: Final = 2 * FEW
"""Where the rarest word stands so often, more than few rows are thought to meet a condition of several."""


class Scanner:
    """Finds the rows of text conditions, of each condition once: in the text index, and by looking at what it does not cover."""

    def __init__(
        self, connection: DuckDBPyConnection, stop: Event, index: Callable[[], Words | None] = lambda: None
    ) -> None:
        self._connection = connection
        self._stop = stop
        self._index = cache(index)
        self._sources: dict[object, tuple[str, Sequence[int], str]] = {}
        self._few: dict[str, str | None] = {}
        self._many: dict[str, str] = {}
        self._extents: dict[str, Extent] = {}

    def provide(self, scan: TextScan) -> None:
        """Makes the function that the SQL calls."""
        test = self._if_few(scan)
        if test is None:
            rows, serials, name = self._source(scan)
            if name not in self._many:
                extent = self.extent(scan.table)
                self._many[name] = numbers_test(self._connection, extent, f"{name}_bits", rows, serials)
            test = self._many[name]
        self._connection.execute(f"CREATE OR REPLACE TEMP MACRO {scan.test}(n) AS {test}")

    def is_few(self, scan: TextScan) -> bool:
        """Whether so few rows meet the condition that they are found fast wherever they are."""
        return self._if_few(scan) is not None

    def _if_few(self, scan: TextScan) -> str | None:
        rows, serials, name = self._source(scan)
        if name not in self._few:
            # To join places takes long, and would be done twice in vain where there are many hits.
            many = (
                self.words is not None and self.words.joins(scan) and (self.words.likely(scan) or 0) > _MANY
            )
            self._few[name] = None if many else few_test(self._connection, name, rows, serials)
        return self._few[name]

    def measure(self, *tables: str) -> None:
        """Looks up how large some tables are, all at once."""
        unknown = sorted(set(tables) - self._extents.keys())
        if unknown:
            self._extents.update(extents(self._connection, unknown))

    def extent(self, table: str) -> Extent:
        """How large a table is."""
        self.measure(table)
        return self._extents[table]

    @property
    def words(self) -> Words | None:
        """The text index, where there is one."""
        return self._index()

    def _source(self, scan: TextScan) -> tuple[str, Sequence[int], str]:
        """The numbers of the rows that meet the condition, as a SELECT and as such; what is kept of them is called so."""
        asked = (scan.table, scan.column, scan.pattern or scan.matches)
        if asked not in self._sources:
            name = f"found_{len(self._sources) + 1}"
            self._sources[asked] = (*self._look_up(scan, name), name)
        return self._sources[asked]

    def _look_up(self, scan: TextScan, name: str) -> tuple[str, Sequence[int]]:
        words = self.words
        rows = words.rows(scan) if words else None
        if words is not None and rows is not None:
            covered = self.extent(scan.table).high < words.until
            return rows, () if covered else look_at_each(self._connection, scan, self._stop, words.until)
        if indexed_in(scan.table, scan.column) is None:
            return look_at_values(self._connection, scan, self._stop, name), ()
        return NONE, look_at_each(self._connection, scan, self._stop, 0)


def run(
    connection: DuckDBPyConnection, compiled: Compiled, stop: Event, scanner: Scanner | None = None
) -> tuple[Rows, tuple[Any, ...]]:
    """The rows in their order, and the keys of the rows where they are of an entity (else nothing)."""
    scanner = scanner or Scanner(connection, stop)
    select = require_select(connection, compiled.sql)
    found = first_rows(connection, compiled, stop, scanner) if compiled.opening else None
    if found is None:
        scanner.measure(*(scan.table for scan in compiled.scans))
        for scan in compiled.scans:
            scanner.provide(scan)
        found = connection.execute(select, dict(compiled.parameters)).fetchall()
    if compiled.key is None:
        return tuple(found), ()
    width = len(compiled.columns)
    return tuple(row[:width] for row in found), tuple(row[-1] for row in found)


def run_sql(
    connection: DuckDBPyConnection, sql: str, stop: Event, parameters: SqlParameters = ()
) -> tuple[tuple[ResultColumn, ...], Rows]:
    """Columns and rows of a user's own SELECT. Raises StoreError where it is anything else."""
    select = require_select(connection, sql)
    given = dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
    cursor = connection.execute(select, given) if given else connection.execute(select)
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

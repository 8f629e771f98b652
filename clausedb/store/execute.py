"""Runs what a query became: the text scans, then the one SELECT."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Iterable, Iterator
from threading import Event
from typing import TYPE_CHECKING, Any

from clausedb.compiled import Compiled, ResultColumn, TextScan
from clausedb.schema import Table, Type, table
from clausedb.store.guard import Stopped, require_select

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.search import Narrow

Rows = tuple[tuple[Any, ...], ...]

_STEP = 1024


class Scanner:
    """Looks through texts: no text condition twice, and only where an index says that its words may be."""

    def __init__(
        self, connection: DuckDBPyConnection, stop: Event, index: Callable[[], Narrow | None]
    ) -> None:
        self._connection = connection
        self._stop = stop
        self._index = index
        self._narrow: Narrow | None = None
        self._found: dict[object, list[str]] = {}

    def keys(self, scan: TextScan) -> list[str]:
        """Keys of the rows whose text the condition holds for."""
        asked = (scan.table, scan.column, scan.pattern or scan.matches)
        if asked not in self._found:
            if not self._found:
                self._narrow = self._index()
            rows = self._narrow(scan) if self._narrow else None
            self._found[asked] = matching_keys(self._connection, scan, self._stop, rows)
        return self._found[asked]


def run(
    connection: DuckDBPyConnection, compiled: Compiled, stop: Event, scanner: Scanner | None = None
) -> tuple[Rows, tuple[Any, ...]]:
    """The rows in their order, and the keys of the rows where they are of an entity (else nothing)."""
    parameters = dict(compiled.parameters)
    for scan in compiled.scans:
        parameters[scan.parameter] = scanner.keys(scan) if scanner else matching_keys(connection, scan, stop)
    require_select(connection, compiled.sql)
    found = connection.execute(compiled.sql, parameters).fetchall()
    if compiled.key is None:
        return tuple(found), ()
    width = len(compiled.columns)
    return tuple(row[:width] for row in found), tuple(row[-1] for row in found)


def run_sql(connection: DuckDBPyConnection, sql: str, stop: Event) -> tuple[tuple[ResultColumn, ...], Rows]:
    """Columns and rows of a user's own SELECT. Raises StoreError where it is anything else."""
    require_select(connection, sql)
    cursor = connection.execute(sql)
    columns = tuple(ResultColumn(one[0], _result_type(str(one[1]))) for one in cursor.description or ())
    rows: list[tuple[Any, ...]] = []
    while part := cursor.fetchmany(_STEP):
        if stop.is_set():
            raise Stopped("the query was stopped")
        rows.extend(tuple(_plain(value) for value in row) for row in part)
    return columns, tuple(rows)


def matching_keys(
    connection: DuckDBPyConnection,
    scan: TextScan,
    stop: Event,
    rows: Iterable[tuple[str, Any, str]] | None = None,
) -> list[str]:
    """Keys of the rows whose text the condition holds for; of the given `rows` (key, text or texts, language)."""
    many = table(scan.table).column(scan.column).type is Type.TEXTS
    found: list[str] = []
    for at, (key, value, language) in enumerate(_scanned(connection, scan) if rows is None else rows):
        if at % _STEP == 0 and stop.is_set():
            raise Stopped("the query was stopped")
        texts = value or () if many else (value,)
        if any(scan.matches(text, language) for text in texts if text):
            found.append(key)
    return found


def _scanned(connection: DuckDBPyConnection, scan: TextScan) -> Iterator[tuple[str, Any, str]]:
    cursor = connection.execute(_scan_sql(scan))
    while part := cursor.fetchmany(_STEP):
        yield from part


def _scan_sql(scan: TextScan) -> str:
    """(key, text, language of the row's clause, else of its document, else empty) of rows that have a text."""
    one = table(scan.table)
    language, joins = language_sql(one)
    return (
        f'SELECT r.{one.key}, r."{scan.column}", {language} FROM {one.name} r{joins} '
        f'WHERE r."{scan.column}" IS NOT NULL'
    )


def language_sql(one: Table) -> tuple[str, str]:
    """The language of a row `r` for stems, and the joins it needs: its own, its clause's, its document's, else empty."""
    names = {column.name for column in one.columns}
    languages = ["r.language"] if "language" in names else []
    joins = ""
    if "clause_id" in names and one.name != "clauses":
        joins += " LEFT JOIN clauses c ON c.clause_id = r.clause_id"
        languages.append("c.language")
    if "document_id" in names and one.parent is not None and one.name != "clauses":
        joins += " LEFT JOIN documents d ON d.document_id = r.document_id"
        languages.append("d.language")
    return f"coalesce({', '.join([*languages, chr(39) * 2])})", joins


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

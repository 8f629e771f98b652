"""Rows of a text condition found by looking at their texts; the language that a row's text is in."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from clausedb.compiled import TextScan
from clausedb.schema import SERIAL, Table, Type, table
from clausedb.store.guard import Stopped

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_STEP: Final = 1024


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


def look_at_each(
    connection: DuckDBPyConnection, scan: TextScan, stop: Event, since: int, among: str | None = None
) -> list[int]:
    """Serial numbers, from `since` on, of the rows whose text meets the condition: every text is looked at.

    `among` is a SELECT of the numbers of the rows that count.
    """
    language, joins = language_sql(table(scan.table))
    sql = (
        f'SELECT r.{SERIAL}, r."{scan.column}", {language} FROM {scan.table} r{joins} '
        f'WHERE r."{scan.column}" IS NOT NULL AND r.{SERIAL} >= $since'
        + (f" AND r.{SERIAL} IN ({among})" if among else "")
    )
    rows = stepwise(connection.execute(sql, {"since": since}), stop)
    return [serial for serial, value, spoken in rows if _meets(scan, value, spoken)]


def look_at_values(connection: DuckDBPyConnection, scan: TextScan, stop: Event, name: str) -> str:
    """A SELECT with the serial numbers of the rows whose text meets the condition: what many rows say alike is looked at once.

    What it reads is kept in a table of that name. The languages of rows are looked up only for texts of which they decide.
    """
    sql = f'SELECT DISTINCT "{scan.column}" FROM {scan.table} WHERE "{scan.column}" IS NOT NULL'
    languages = _languages(connection)
    anyhow: list[Any] = []
    spoken: list[tuple[Any, str]] = []
    for (value,) in stepwise(connection.execute(sql), stop):
        met = [language for language in languages if _meets(scan, value, language)]
        if len(met) == len(languages):
            anyhow.append(value)
        else:
            spoken += [(value, language) for language in met]
    kind = table(scan.table).column(scan.column).type.sql
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name}_values (value {kind}, language VARCHAR)")
    for values, found in ((anyhow, None), *(([value], language) for value, language in spoken)):
        if values:
            connection.execute(
                f"INSERT INTO {name}_values SELECT unnest($values), $language",
                {"values": values, "language": found},
            )
    rows = f'SELECT r.{SERIAL} FROM {scan.table} AS r JOIN {name}_values AS v ON v.value = r."{scan.column}"'
    if not spoken:
        return rows
    language, joins = language_sql(table(scan.table))
    return (
        f"{rows} AND v.language IS NULL UNION ALL {rows.replace(' JOIN', f'{joins} JOIN', 1)} "
        f"AND v.language = {language}"
    )


def _languages(connection: DuckDBPyConnection) -> list[str]:
    """Every language that a row can be in."""
    sql = "SELECT language FROM clauses UNION SELECT language FROM documents UNION SELECT ''"
    return sorted({language or "" for (language,) in connection.execute(sql).fetchall()})


def _meets(scan: TextScan, value: Any, language: str) -> bool:
    texts = value if table(scan.table).column(scan.column).type is Type.TEXTS else (value,)
    return any(scan.matches(text, language) for text in texts if text)


def stepwise(cursor: DuckDBPyConnection, stop: Event) -> Iterator[tuple[Any, ...]]:
    """The rows of a SELECT, fetched a part at a time. Raises Stopped once `stop` is set."""
    while part := cursor.fetchmany(_STEP):
        if stop.is_set():
            raise Stopped("the query was stopped")
        yield from part

"""The first rows of an answer from the first documents alone, where words are so frequent that few documents hold enough.

The documents are taken in the order in which the rows are asked for (`Compiled.opening`), so that no later one can have a
say once enough rows are found. How many documents are likely to be enough is told by the text index; where they
were not, the caller looks at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from clausedb.compiled import Compiled, TextScan
from clausedb.schema import SERIAL
from clausedb.store.texts import look_at_each

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.search import Words

MOST_BITS: Final = 1 << 29
"""Serial numbers above are not told by bits."""
LEAST_DOCUMENTS = 1_000
"""Where there are fewer, all of them are looked at."""
FREQUENT = 10
"""Words that do not stand as often as in one of so many rows are found fast enough everywhere."""
FIRST = 8
PLENTY = 4
"""The documents should hold so many times the hits that are asked for, which stand unevenly."""
_FURTHER: Final = 8
"""Where they did not, so many times as many are looked at."""
SMALL_PART = 8
"""What is more than this part of all documents is not looked at by itself."""
FEW_TEXTS = 500
"""So many texts are read faster than their words are found in the index."""


def first_rows(
    connection: DuckDBPyConnection, compiled: Compiled, stop: Event, words: Words | None
) -> list[tuple[Any, ...]] | None:
    """The rows where the first documents hold as many as are asked for; None where all documents have to be looked at."""
    if compiled.opening is None or words is None or words.until > MOST_BITS:
        return None
    for documents in _parts(connection, compiled, words):
        for at, scan in enumerate(compiled.scans, start=1):
            _find(connection, scan, stop, words, documents, f"first_{at}")
        found = connection.execute(compiled.sql, dict(compiled.parameters)).fetchall()
        if len(found) >= compiled.opening.rows:
            return found
    return None


def _parts(connection: DuckDBPyConnection, compiled: Compiled, words: Words) -> Iterator[str]:
    """SELECTs of the documents to look at; nothing where they would be many, or it is not known how many."""
    assert compiled.opening is not None
    [(documents,)] = connection.execute("SELECT count(*) FROM documents").fetchall()
    if documents < LEAST_DOCUMENTS:
        return
    hits: list[int] = []
    for scan in compiled.scans:
        [(rows,)] = connection.execute(f"SELECT count(*) FROM {scan.table}").fetchall()
        hits.append(words.likely(scan) or 0)
        if not hits[-1] or hits[-1] * FREQUENT < rows:
            return
    number = max(FIRST, PLENTY * compiled.opening.rows * documents // min(hits))
    for one in (number, number * _FURTHER):
        if one * SMALL_PART <= documents:
            yield f"{compiled.opening.documents} LIMIT {one}"


def _find(
    connection: DuckDBPyConnection, scan: TextScan, stop: Event, words: Words, documents: str, name: str
) -> None:
    """Makes the function of a text condition for the rows of some documents; it holds for no other row."""
    # The numbers first, and by them the texts: DuckDB would read all texts beside the documents' ids.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name}_rows AS SELECT {SERIAL} FROM {scan.table} "
        f"WHERE document_id IN ({documents})"
    )
    sql = f"SELECT count(*), coalesce(min({SERIAL}), 0), coalesce(max({SERIAL}), 0) FROM {name}_rows"
    [(rows, low, high)] = connection.execute(sql).fetchall()
    if rows <= FEW_TEXTS:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({SERIAL} BIGINT)")
        since = 0
    else:
        found = words.rows(scan, _among(connection, name, low, high))
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {SERIAL} FROM ({found})")
        since = words.until
    if serials := look_at_each(connection, scan, stop, since, f"SELECT {SERIAL} FROM {name}_rows"):
        connection.execute(f"INSERT INTO {name} SELECT unnest($serials)", {"serials": serials})
    connection.execute(f"CREATE OR REPLACE TEMP MACRO {scan.test}(n) AS n IN (SELECT {SERIAL} FROM {name})")


def _among(connection: DuckDBPyConnection, name: str, low: int, high: int) -> str:
    """The test that a number is one of `{name}_rows`, which go from `low` to `high`."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name}_bits AS "
        f"SELECT bitstring_agg({SERIAL}, {low}, {high}) AS bits FROM {name}_rows"
    )
    # By bits, as DuckDB would make a hash of all places of the word: it does not know how frequent that is.
    bit = f"get_bit((SELECT bits FROM {name}_bits), CAST({SERIAL} - {low} AS INTEGER)) = 1"
    return f"{SERIAL} BETWEEN {low} AND {high} AND {bit}"

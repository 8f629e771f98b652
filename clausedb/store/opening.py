"""The first rows of an answer from the first documents alone, where words are so frequent that few documents hold enough.

The documents are taken in the order in which the rows are asked for (`Compiled.opening`), so that no later one can have a
say once enough rows are found. How many documents are likely to be enough is told by the text index; where they
were not, the caller looks at all.
"""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

from clausedb.compiled import Compiled, TextScan
from clausedb.schema import SERIAL
from clausedb.store.numbers import NONE, numbers_test
from clausedb.store.texts import look_at_each

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.execute import Scanner
    from clausedb.store.numbers import Extent
    from clausedb.store.search import Words

LEAST_DOCUMENTS = 1_000
"""Where there are fewer, all of them are looked at."""
FREQUENT = 4
"""Words that do not stand as often as once in so many rows are found fast enough everywhere."""
FIRST = 8
PLENTY = 4
"""The documents should hold so many times the hits that are asked for, which stand unevenly."""
MORE = 8
"""So many times the documents are looked at where the first were not enough."""
SMALL_PART = 8
"""What is more than this part of all documents is not looked at by itself."""
FEW_TEXTS = 500
"""So many texts are read faster than their words are found in the index."""


def first_rows(
    connection: DuckDBPyConnection, compiled: Compiled, stop: Event, scanner: Scanner
) -> list[tuple[Any, ...]] | None:
    """The rows where the first documents hold as many as are asked for; None where all documents have to be looked at."""
    words = scanner.words
    if compiled.opening is None or words is None:
        return None
    number, documents = _enough(compiled, words, scanner)
    # Once more where they were too few: hits may stand closer together than was thought, or be taken off by a `not`.
    for documents_taken in (number, number * MORE):
        if not documents_taken or documents_taken * SMALL_PART > documents:
            break
        found, rows = _first_rows(connection, compiled, stop, words, scanner, documents_taken)
        if found >= compiled.opening.rows:
            return rows
        if found * MORE < compiled.opening.rows:
            # As seldom as here, so many more documents would not be enough either.
            break
    return None


def _first_rows(
    connection: DuckDBPyConnection,
    compiled: Compiled,
    stop: Event,
    words: Words,
    scanner: Scanner,
    number: int,
) -> tuple[int, list[tuple[Any, ...]]]:
    """How many rows the first `number` documents hold, and the rows where they are as many as are asked for."""
    assert compiled.opening is not None
    documents = f"{compiled.opening.documents} LIMIT {number}"
    for at, scan in enumerate(compiled.scans, start=1):
        extent = scanner.extent(scan.table)
        hits = _find(connection, scan, stop, words, documents, extent, f"first_{at}")
        alone = len(compiled.scans) == 1 and scan.table == compiled.entity
        if alone and hits is not None and hits < compiled.opening.rows:
            return hits, []
    found = connection.execute(compiled.sql, dict(compiled.parameters)).fetchall()
    return len(found), found


def _enough(compiled: Compiled, words: Words, scanner: Scanner) -> tuple[int, int]:
    """How many documents are likely to hold the rows that are asked for, 0 where all should be looked at; of how many."""
    assert compiled.opening is not None
    scanner.measure("documents", *(scan.table for scan in compiled.scans))
    documents = scanner.extent("documents").rows
    if documents < LEAST_DOCUMENTS or any(map(scanner.is_few, compiled.scans)):
        return 0, documents
    hits: list[int] = []
    for scan in compiled.scans:
        hits.append(words.likely(scan) or 0)
        if not hits[-1] or hits[-1] * FREQUENT < scanner.extent(scan.table).rows:
            return 0, documents
    return max(FIRST, PLENTY * compiled.opening.rows * documents // min(hits)), documents


def _find(
    connection: DuckDBPyConnection,
    scan: TextScan,
    stop: Event,
    words: Words,
    documents: str,
    extent: Extent,
    name: str,
) -> int | None:
    """Makes the function of a text condition for the rows of some documents; it holds for no other row.

    Gives the number of the rows, where they were looked at.
    """
    # The numbers first, and by them the texts: DuckDB would read all texts beside the documents' ids.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name}_rows AS SELECT {SERIAL} FROM {scan.table} "
        f"WHERE document_id IN ({documents})"
    )
    among = f"SELECT {SERIAL} FROM {name}_rows"
    [(count,)] = connection.execute(f"SELECT count(*) FROM {name}_rows").fetchall()
    rows, since = NONE, 0
    if count > FEW_TEXTS:
        within = numbers_test(connection, extent, f"{name}_within", among)
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {name}_within(n) AS {within}")
        found = words.rows(scan, f"{name}_within({SERIAL})")
        if found is not None:
            rows, since = found, words.until
    serials = look_at_each(connection, scan, stop, since, among)
    test = numbers_test(connection, extent, name, rows, serials)
    connection.execute(f"CREATE OR REPLACE TEMP MACRO {scan.test}(n) AS {test}")
    return len(serials) if rows is NONE else None

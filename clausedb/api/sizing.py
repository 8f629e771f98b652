"""How many rows a query has, counted beside all else that goes on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

from clausedb.errors import BusyError
from clausedb.query import Catalog, size_of
from clausedb.store.execute import Scanner, run
from clausedb.store.guard import Stopped

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Size(NamedTuple):
    """How many rows a query has before they are shown."""

    rows: int
    entity: str
    """The table whose rows they are."""
    made_into: str
    """What they are shown as: themselves (rows), counts of them, or hits in them."""


def size(
    store: Any,
    text: str,
    catalog: Catalog,
    variables: Mapping[str, object],
    timeout: float,
    called_off: Event,
) -> Size | None:
    """The size of a query; None of what is no query, or where it cannot be told in time."""
    asked = size_of(text, catalog, variables)
    if asked is None:
        return None

    def count(connection: DuckDBPyConnection, stop: Event) -> int:
        scanner = Scanner(connection, stop, partial(store.words, connection))
        [(rows,)], _ = run(connection, asked.compiled, stop, scanner)
        return int(rows)

    try:
        rows = store.aside(count, timeout, called_off)
    except (BusyError, Stopped):
        return None
    return Size(rows if asked.most is None else min(rows, asked.most), asked.entity, asked.made_into)

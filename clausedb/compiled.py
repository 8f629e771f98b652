"""What a query becomes on its way to the tables: one SELECT, the texts to be looked through first, its columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class TextScan(NamedTuple):
    """A text condition: whether it holds for a row is told by a function that the SQL calls."""

    test: str
    """Its name in the SQL; it takes the row's `schema.SERIAL`."""
    table: str
    column: str
    """A TEXT or TEXTS column of the table."""
    matches: Callable[[str, str], bool]
    """(text, language) -> whether the condition holds; language may be empty."""
    pattern: object = None
    """What is looked for (`patterns.Pattern`), from which an index can tell the rows."""


class ResultColumn(NamedTuple):
    """A column of an answer."""

    name: str
    type: str
    """A value of schema.Type."""
    kind: str = "text"
    """A value of schema.Kind; says how a cell is shown."""


class Opening(NamedTuple):
    """What allows to look for the first rows in the first documents alone: no row of a later one stands before them."""

    documents: str
    """SELECT of the ids of all documents, in the order in which their rows stand."""
    rows: int
    """How many rows are asked for."""


class Compiled(NamedTuple):
    """One SELECT with named parameters."""

    sql: str
    parameters: tuple[tuple[str, object], ...]
    columns: tuple[ResultColumn, ...]
    """The shown columns, in order. Hidden ones (see key) stand behind them in the SQL."""
    scans: tuple[TextScan, ...] = ()
    entity: str | None = None
    """Table whose rows these are; None for counts and crosses."""
    key: str | None = None
    """Name of the hidden last column with the row's key, where the rows are of an entity."""
    opening: Opening | None = None
    """Where only so many rows are asked for, each of which meets one of the text conditions."""

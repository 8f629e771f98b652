"""What the tables of a database are made of: columns with their types, and the names by which the query language asks for them."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import Final, NamedTuple

from clausedb.node import Node


class Type(Enum):
    """What a column holds."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    INTEGERS = "integers"
    REAL = "real"
    FLAG = "flag"
    DATE = "date"
    """ISO 8601 text as exact as the source; `<name>_from` and `<name>_to` beside it hold the days."""

    @property
    def sql(self) -> str:
        """The SQL type of the column."""
        return _SQL[self]


_SQL: Final = {
    Type.TEXT: "VARCHAR",
    Type.TEXTS: "VARCHAR[]",
    Type.INTEGER: "INTEGER",
    Type.INTEGERS: "INTEGER[]",
    Type.REAL: "DOUBLE",
    Type.FLAG: "BOOLEAN",
    Type.DATE: "VARCHAR",
}


class Kind(Enum):
    """How a query field is compared."""

    TEXT = "text"
    CLOSED = "closed"
    """one of a closed vocabulary"""
    PARTY = "party"
    DOCUMENT = "document"
    CLAUSE = "clause"
    INSTRUMENT = "instrument"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    YEAR = "year"


class Column(NamedTuple):
    """A column of a table, with what a value in it means."""

    name: str
    type: Type
    meaning: str
    vocabulary: str | None = None
    """Name of the closed vocabulary in VOCABULARIES its values come from."""
    unit: str = ""


class Field(NamedTuple):
    """A name of the query language for one column of one table."""

    name: str
    column: str
    kind: Kind
    many: bool = False
    shown: bool = False
    """Shown where a query names no columns."""
    example: str = ""


class Table(Node):
    """A table of a database, which is an entity of the query language too."""

    name: str
    meaning: str
    key: str
    columns: tuple[Column, ...]
    fields: tuple[Field, ...]
    parent: str | None = None
    children: tuple[str, ...] = ()
    """Tables that `with` and `without` reach."""

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        return self._columns[name]

    def field(self, name: str) -> Field | None:
        """The field of that name; None where there is none."""
        return self._fields.get(name)

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def _fields(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

"""The one list of tables, columns, types, meanings and query fields; their closed vocabularies stand in `vocabularies`.

DDL, Parquet field metadata, name resolution, completion, `describe` and the codebook all read it.
"""

from __future__ import annotations

from typing import Final

from clausedb.columns import Column, Field, Kind, Table, Type
from clausedb.tables import META, TABLES
from clausedb.vocabularies import VOCABULARIES

__all__ = [
    "META",
    "SCHEMA_VERSION",
    "SERIAL",
    "TABLES",
    "Column",
    "Field",
    "Kind",
    "Table",
    "Type",
    "column_vocabulary",
    "table",
]

SCHEMA_VERSION: Final = 4
SERIAL: Final = "serial"
"""A column that every table of a store has besides those listed here: a number of the row, by which text conditions name
rows. It is given once and never again, and the texts of a row do not change under it; publishing leaves it out.
"""

_BY_NAME: Final = {table.name: table for table in TABLES}


def table(name: str) -> Table:
    """The table of that name; KeyError where there is none."""
    return _BY_NAME[name]


def column_vocabulary(table_name: str, field: Field) -> dict[str, str]:
    """Value -> meaning of a closed field, in the vocabulary's order; empty for an open one."""
    name = table(table_name).column(field.column).vocabulary
    return VOCABULARIES[name] if name else {}

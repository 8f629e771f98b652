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
    "POSITION",
    "SCHEMA_VERSION",
    "SERIAL",
    "TABLES",
    "Column",
    "Field",
    "Kind",
    "Table",
    "Type",
    "beside",
    "column_vocabulary",
    "refs",
    "table",
]

SCHEMA_VERSION: Final = 5
SERIAL: Final = "serial"
"""A column that every table of a store has besides those listed here: a number of the row, by which text conditions name
rows. It is given once and never again, and the texts of a row do not change under it; publishing leaves it out.
"""
POSITION: Final = "clause_position"
"""Another one, of what stands in clauses: the position of the row's clause, so that rows are sorted without reading clauses."""
_REFS: Final = {"document_ref": "document_id", "clause_ref": "clause_id", "parent_ref": "parent_id"}

_BY_NAME: Final = {table.name: table for table in TABLES}


def table(name: str) -> Table:
    """The table of that name; KeyError where there is none."""
    return _BY_NAME[name]


def refs(one: Table) -> dict[str, str]:
    """The columns by which rows of documents are joined, each with the column of ids that means the same.

    In a store they hold the `SERIAL` of the document or clause, which is compared many times faster than a long id; in a
    published folder, which has no such numbers, the ids themselves.
    """
    names = {column.name for column in one.columns}
    of_documents = one.name == "documents" or one.parent is not None
    return {ref: of for ref, of in _REFS.items() if of_documents and of in names}


def beside(one: Table) -> dict[str, str]:
    """The columns that the table of a store has besides those listed here, with their SQL types."""
    position = {POSITION: Type.INTEGER.sql} if one.parent == "clauses" else {}
    return {SERIAL: "BIGINT", **dict.fromkeys(refs(one), "BIGINT"), **position}


def column_vocabulary(table_name: str, field: Field) -> dict[str, str]:
    """Value -> meaning of a closed field, in the vocabulary's order; empty for an open one."""
    name = table(table_name).column(field.column).vocabulary
    return VOCABULARIES[name] if name else {}

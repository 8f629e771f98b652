"""All tables written for other programs: CSV and JSON lines a file a table, one Excel workbook, one SQLite file, the graph of citations;
the documents as linked data and as Akoma Ntoso, a file a document.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from clausedb.api.result import plain
from clausedb.cli import akn, linked, render, safe
from clausedb.cli.words import counted
from clausedb.schema import TABLES

if TYPE_CHECKING:
    from clausedb.api.database import Database
    from clausedb.api.result import Cell, Result

Written = tuple[Path, str]
"""A file, and what was written to it in words."""

_SQL_TYPES: Final = {"integer": "INTEGER", "real": "REAL", "flag": "INTEGER"}
_NODES: Final = (
    "SELECT document_id AS id, 'document' AS kind, title, type, date, language FROM documents UNION ALL "
    "SELECT instrument_id, 'instrument', title, type, date, NULL FROM instruments WHERE document_id IS NULL ORDER BY 1"
)
_EDGES: Final = (
    "SELECT c.document_id AS source, coalesce(c.target_document_id, i.document_id, c.instrument_id) AS target, "
    "count(*) AS citations, string_agg(DISTINCT c.relation, ', ' ORDER BY c.relation) AS relations "
    "FROM citations c LEFT JOIN instruments i ON i.instrument_id = c.instrument_id "
    "WHERE NOT c.self AND c.instrument_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"
)


def files(db: Database, folder: Path, kind: str) -> tuple[Path, ...]:
    """The files that an export writes."""
    if kind in _ONE_FILE:
        return (folder / _ONE_FILE[kind][0],)
    if kind == "akn":
        return tuple(folder / f"{_file_name(document)}.xml" for document in akn.ids(db))
    return tuple(folder / f"{table.name}.{kind}" for table in TABLES)


def write(db: Database, folder: Path, kind: str, force: bool) -> Iterator[Written]:
    """Writes the files of a kind of export, each whole or not at all. Raises Usage, OSError."""
    names = akn.ids(db) if kind == "akn" else tuple(one.name for one in TABLES)
    for path, name in zip(files(db, folder, kind), names, strict=kind not in _ONE_FILE):
        if kind in _ONE_FILE:
            data, said = _ONE_FILE[kind][1](db)
        elif kind == "akn":
            data = akn.write(db, name).encode("utf-8")
            said = f"{len(data):,} bytes"
        else:
            result = _rows(db, name)
            data, said = render.encoded(result, kind), counted(len(result), "row")
        render.save(data, path, force)
        yield path, said


def _file_name(document: str) -> str:
    """An id as the name of a file: a manifest may give ids with any signs."""
    return re.sub(r"[^\w.-]", "_", document).lstrip(".") or "_"


def _rows(db: Database, name: str) -> Result:
    columns = ", ".join(
        f'"{column.name}"' for table in TABLES if table.name == name for column in table.columns
    )
    return db.sql(f"SELECT {columns} FROM {name} ORDER BY 1")


def _workbook(db: Database) -> tuple[bytes, str]:
    sheets = {table.name: _rows(db, table.name) for table in TABLES}
    return render.workbook(sheets), f"{len(sheets)} sheets, {counted(sum(map(len, sheets.values())), 'row')}"


def _sqlite(db: Database) -> tuple[bytes, str]:
    """One SQLite file with the tables under their names; lists as JSON texts."""
    total = 0
    with sqlite3.connect(":memory:") as made:
        for table in TABLES:
            result = _rows(db, table.name)
            columns = [f'"{one.name}" {_SQL_TYPES.get(one.type, "TEXT")}' for one in result.columns]
            made.execute(f"CREATE TABLE {table.name} ({', '.join(columns)}, PRIMARY KEY ({table.key}))")
            marks = ", ".join("?" for _ in columns)
            made.executemany(
                f"INSERT INTO {table.name} VALUES ({marks})", (list(map(_cell, row)) for row in result.rows)
            )
            total += len(result)
        made.commit()
        data = made.serialize()
    return data, f"{len(TABLES)} tables, {counted(total, 'row')}"


def _cell(value: Cell) -> Cell:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _graph(db: Database) -> tuple[bytes, str]:
    """The documents and the instruments they cite as nodes, citations as edges with their number, as GraphML."""
    nodes, edges = db.sql(_NODES), db.sql(_EDGES)
    stream = io.StringIO()
    stream.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    )
    for of, result, first in (("node", nodes, 1), ("edge", edges, 2)):
        for column in result.columns[first:]:
            kind = "int" if column.type == "integer" else "string"
            stream.write(
                f'<key id="{of}_{column.name}" for="{of}" attr.name="{column.name}" attr.type="{kind}"/>\n'
            )
    stream.write('<graph edgedefault="directed">\n')
    for row in nodes.rows:
        stream.write(f"<node id={quoteattr(_text(row[0]))}>{_data('node', nodes, row, 1)}</node>\n")
    for row in edges.rows:
        ends = f"source={quoteattr(_text(row[0]))} target={quoteattr(_text(row[1]))}"
        stream.write(f"<edge {ends}>{_data('edge', edges, row, 2)}</edge>\n")
    stream.write("</graph>\n</graphml>\n")
    return stream.getvalue().encode(), f"{len(nodes):,} nodes, {len(edges):,} edges"


def _data(of: str, result: Result, row: tuple[Cell, ...], first: int) -> str:
    pairs = zip(result.columns[first:], row[first:], strict=True)
    return "".join(
        f'<data key="{of}_{column.name}">{escape(_text(value))}</data>'
        for column, value in pairs
        if value is not None
    )


def _text(value: Cell) -> str:
    return safe.spreadsheet(plain(value))


_ONE_FILE: Final[dict[str, tuple[str, Callable[[Database], tuple[bytes, str]]]]] = {
    "xlsx": ("clausedb.xlsx", _workbook),
    "sqlite": ("clausedb.sqlite", _sqlite),
    "graphml": ("citations.graphml", _graph),
    "jsonld": ("documents.jsonld", linked.write),
}

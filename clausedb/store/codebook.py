"""The schema told to readers of the published files: a codebook for people, a data package for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from clausedb.schema import Column, Table, Type
from clausedb.vocabularies import VOCABULARIES

_FRICTIONLESS: Final = {
    Type.TEXT: "string",
    Type.TEXTS: "array",
    Type.INTEGER: "integer",
    Type.INTEGERS: "array",
    Type.REAL: "number",
    Type.FLAG: "boolean",
    Type.DATE: "string",
}


def codebook(tables: Sequence[Table], versions: Mapping[str, str]) -> str:
    """Every table with its columns and every closed vocabulary, as Markdown."""
    told = ", ".join(f"{name} {value}" for name, value in sorted(versions.items()))
    lines = [
        "# Codebook",
        "",
        f"Tables of clausedb ({told}). Offsets are code points of `documents.text`, half open: "
        "`text[start:end]` is the quoted words. Dates are ISO 8601 as exact as the source, with the first and last "
        "possible day beside them. Empty means unknown or not there.",
    ]
    used: list[str] = []
    for one in tables:
        lines += ["", f"## {one.name}", "", f"One row is {one.meaning}.", ""]
        lines += ["| column | type | meaning | unit | values |", "|---|---|---|---|---|"]
        for column in one.columns:
            values = f"see {column.vocabulary}" if column.vocabulary else ""
            cells = (column.name, column.type.value, column.meaning, column.unit, values)
            lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
            if column.vocabulary and column.vocabulary not in used:
                used.append(column.vocabulary)
    for name in used:
        lines += ["", f"## Values of {name}", "", "| value | meaning |", "|---|---|"]
        lines += [f"| {_cell(value)} | {_cell(meaning)} |" for value, meaning in VOCABULARIES[name].items()]
    return "\n".join(lines) + "\n"


def datapackage(tables: Sequence[Table], written: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A Frictionless data package (Table Schema) over the files."""
    return {
        "profile": "data-package",
        "name": "clausedb",
        "resources": [
            {
                "name": one.name,
                "path": written[one.name]["file"],
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "description": one.meaning,
                "bytes": written[one.name]["bytes"],
                "hash": f"sha256:{written[one.name]['sha256']}",
                "schema": {"fields": [_field(column) for column in one.columns], "missingValues": [""]},
            }
            for one in tables
        ],
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FRICTIONLESS[column.type],
        "description": f"{column.meaning} ({column.unit})" if column.unit else column.meaning,
    }
    if column.vocabulary and column.type is Type.TEXT:
        field["constraints"] = {"enum": list(VOCABULARIES[column.vocabulary])}
    return field


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")

"""A Result in the format asked for: Result in, text or bytes out. The same rows and cells in every format."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from clausedb.api.result import Result, plain
from clausedb.cli import reading, safe, table
from clausedb.cli.arguments import FORMATS, Usage
from clausedb.cli.paint import Paint
from clausedb.cli.words import counted

ENDINGS: Final = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".md": "md",
    ".html": "html",
    ".xlsx": "xlsx",
    ".txt": "table",
}
_NUMBERS: Final = ("integer", "real")
_WHOLE: Final = ("clause", "document", "date", "year")


def format_of(path: Path) -> str:
    """The format that a file's ending asks for. Raises Usage where it names none."""
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        endings = " ".join(ending for ending in ENDINGS if ending != ".ndjson")
        raise Usage(f"{path}: the ending should be one of {endings}, or say --format")
    return found


def screen(
    result: Result,
    kind: str | None,
    paint: Paint,
    columns: int,
    limit: int | None = None,
    numbered: bool = False,
) -> list[str]:
    """The lines of a result as `table` or `read`; where neither is asked for, what suits the rows.

    `numbered` rows of a table begin with their number; those that are read always do.
    """
    if kind == "read" or (kind is None and reading.is_readable(result)):
        return reading.draw(result, paint, columns, limit)
    if [column.name for column in result.columns] == ["explanation"]:
        return _explained([safe.printable(plain(row[0])) for row in result.rows], columns)
    kwic = "hit" in result.names
    heads = [
        table.Head(one.name, one.type in _NUMBERS or (kwic and one.name == "left"), one.kind in _WHOLE)
        for one in result.columns
    ]
    rows = [[safe.line(cell) for cell in _shown(result, row)] for row in result.rows[:limit]]
    if numbered and len(rows) > 1:
        heads = [table.Head("", right=True, whole=True), *heads]
        rows = [[f"{number:,}", *row] for number, row in enumerate(rows, 1)]
    return table.draw(heads, rows, paint, columns)


def _explained(lines: list[str], columns: int) -> list[str]:
    """The prose wrapped at words; the SQL behind the empty line as it is, to be copied."""
    end = lines.index("") if "" in lines else len(lines)
    prose = [safe.isolate(one) for line in lines[:end] for one in safe.wrap(line, columns)]
    return [*prose, *lines[end:]]


def _shown(result: Result, row: tuple[object, ...]) -> list[str]:
    """The cells under `result.columns`: instruments by title, without the id column beside them."""
    shown = dict(zip(result.names, result.cells(row), strict=True))
    return [plain(shown[column.name]) for column in result.columns]


def text(result: Result, kind: str) -> str:
    """The result in a text format that is not for the screen: json, jsonl, csv, md or html."""
    return _TEXTS[kind](result)


def _json(result: Result) -> str:
    rows = [json.dumps(row, ensure_ascii=False) for row in result]
    return "[" + ",\n ".join(rows) + "]\n"


def _jsonl(result: Result) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in result)


def _csv(result: Result) -> str:
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(result.names)
    writer.writerows([plain(cell) for cell in result.cells(row)] for row in result.rows)
    return stream.getvalue()


def _md(result: Result) -> str:
    def joined(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    marks = ["---:" if kind in _NUMBERS else "---" for kind in result.types]
    rows = [[_md_cell(plain(cell)) for cell in result.cells(row)] for row in result.rows]
    return joined(list(result.names)) + joined(marks) + "".join(joined(row) for row in rows)


def _md_cell(cell: str) -> str:
    found = safe.line(cell).replace("\\", "\\\\")
    for mark in "|*_`<[":
        found = found.replace(mark, f"\\{mark}")
    return found


def _html(result: Result) -> str:
    from html import escape

    head = "".join(f"<th>{escape(name)}</th>" for name in result.names)
    rows = "\n".join(
        "<tr>"
        + "".join(f'<td><bdi dir="auto">{escape(plain(cell))}</bdi></td>' for cell in result.cells(row))
        + "</tr>"
        for row in result.rows
    )
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>{escape(result.text)}</title>\n'
        "<style>body{font-family:sans-serif;max-width:80em;margin:2em auto}table{border-collapse:collapse}"
        "td,th{border:1px solid #bbb;padding:.3em .6em;text-align:start;vertical-align:top}</style></head>\n"
        f"<body><p><code>{escape(result.text)}</code></p>\n"
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></body></html>\n"
    )


_TEXTS: Final[dict[str, Callable[[Result], str]]] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "md": _md,
    "html": _html,
}


def parquet(result: Result) -> bytes:
    """The result as one Parquet file."""
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(result.arrow(), stream, compression="zstd", write_page_checksum=True)
    return stream.getvalue()


_SHEET_ROWS: Final = 1_048_575
"""Rows that a sheet of Excel takes below its head line."""


def xlsx(result: Result) -> bytes:
    """The result as an Excel workbook of one sheet. Raises Usage as `workbook` does."""
    return workbook({result.entity or "rows": result})


def workbook(sheets: Mapping[str, Result]) -> bytes:
    """The results as an Excel workbook, a sheet each: a frozen head line, numbers as numbers, everything else as text.

    Raises Usage where the library that writes it is not installed, or a result has more rows than a sheet takes.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise Usage(
            "writing xlsx needs the library xlsxwriter: pip install 'clausedb[excel]'; csv needs nothing"
        ) from None
    for name, result in sheets.items():
        if len(result) > _SHEET_ROWS:
            raise Usage(
                f"{name}: a sheet takes {_SHEET_ROWS:,} rows, these are {len(result):,}; csv and parquet take them all"
            )
    stream = io.BytesIO()
    # A cell that begins with = or looks like an address stays the text it is.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        styles = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for name, result in sheets.items():
            _sheet(book.add_worksheet(name[:31]), result, *styles)
    return stream.getvalue()


def _sheet(sheet: Any, result: Result, bold: Any, wrapped: Any) -> None:
    sheet.write_row(0, 0, result.names, bold)
    for number, row in enumerate(result.rows, 1):
        for place, cell in enumerate(result.cells(row)):
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(number, place, cell, wrapped)
            else:
                sheet.write_string(number, place, safe.spreadsheet(plain(cell)), wrapped)
    sheet.freeze_panes(1, 0)
    if len(result):
        sheet.autofilter(0, 0, len(result), len(result.names) - 1)
    sheet.set_column(0, max(0, len(result.names) - 1), 24)


def encoded(result: Result, kind: str) -> bytes:
    """The result in any format, as the bytes of a file. Tables are drawn as wide as they need."""
    if kind not in FORMATS:
        raise Usage(f"there is no format `{kind}`; the formats are {', '.join(FORMATS)}")
    if kind == "parquet":
        return parquet(result)
    if kind == "xlsx":
        return xlsx(result)
    if kind in _TEXTS:
        return text(result, kind).encode("utf-8", "backslashreplace")
    lines = screen(result, kind, Paint(), 160)
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace")


def refuse_overwriting(path: Path, force: bool) -> None:
    """Raises Usage where a file cannot be written there, or is there already and `force` does not hold."""
    if path.is_dir():
        raise Usage(f"{path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise Usage(f"{path}: there is no folder {path.parent}")
    if path.is_file() and not force:
        raise Usage(f"{path} is there already; --force overwrites it")


def save(data: bytes, path: Path, force: bool) -> None:
    """Writes a file whole or not at all; a pipe or device takes the bytes as they come. Raises Usage, OSError."""
    import tempfile

    refuse_overwriting(path, force)
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".clausedb-")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except OSError as error:
        os.unlink(name)
        raise OSError(error.errno, error.strerror, str(path)) from None
    except BaseException:
        os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def size(result: Result) -> str:
    """`5 obligations`, `3 rows`; nothing for what is no list of rows (`let`, `explain`)."""
    if not result.columns or result.names == ("explanation",):
        return ""
    return rows_of(len(result), "hits" if "hit" in result.names else result.entity or "rows")


def rows_of(number: int, many: str) -> str:
    """`5 obligations`, `1 party`."""
    return counted(number, {"parties": "party", "rows": "row"}.get(many, many[:-1]), many)

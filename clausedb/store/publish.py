"""The tables as Parquet files for analysts: one file a table, the long tables that R and Excel need, checksums, codebook.

The same rows give the same bytes. The folder is written beside its place and swapped in by rename.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from clausedb.errors import StoreError
from clausedb.schema import TABLES, Column, Table, Type, table
from clausedb.store.arrow import batches
from clausedb.store.codebook import codebook, datapackage
from clausedb.store.database import read_meta
from clausedb.store.guard import DISK_FULL, is_full
from clausedb.store.sources import write_whole
from clausedb.store.write import arrow_type

if TYPE_CHECKING:
    import pyarrow
    from duckdb import DuckDBPyConnection

MANIFEST: Final = "manifest.json"
_GROUP: Final = 50_000
"""Rows of a row group: texts want small ones, narrow columns large ones."""
_BATCH: Final = 10_000


def _copied(name: str, *columns: str) -> tuple[Column, ...]:
    return tuple(table(name).column(column) for column in columns)


_POSITION: Final = Column("position", Type.INTEGER, "place in the list, from 0")
_PARTY: Final = table("mentions").column("party_id")

LONG: Final[tuple[tuple[Table, str], ...]] = (
    (
        Table(
            "act_bearers",
            "a bearer of an act: the column `bearers` of acts, a row each",
            "act_id",
            (*_copied("acts", "act_id", "clause_id", "document_id"), _POSITION, _PARTY),
            (),
        ),
        "SELECT act_id, clause_id, document_id, generate_subscripts(bearers, 1) - 1 AS position, "
        "unnest(bearers) AS party_id FROM acts ORDER BY document_id, cue_start, act_id, position",
    ),
    (
        Table(
            "document_parties",
            "a party of a document: the column `parties` of documents, a row each",
            "document_id",
            (*_copied("documents", "document_id"), _POSITION, _PARTY),
            (),
        ),
        "SELECT document_id, generate_subscripts(parties, 1) - 1 AS position, unnest(parties) AS party_id "
        "FROM documents ORDER BY document_id, position",
    ),
)
"""The long tables and where their rows come from."""


def publish(connection: DuckDBPyConnection, target: Path, *, force: bool) -> None:
    """Writes all tables, manifest.json, datapackage.json and codebook.md into the folder `target`.

    Files of an earlier publication there are replaced, others stay. Raises StoreError where there are others and no
    earlier publication, unless `force` is given.
    """
    target = target.absolute()
    _recover(target)
    _refuse(target, force)
    fresh = target.with_name(f".{target.name}.new-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        _write_tables(connection, fresh)
        _swap_in(fresh, target)
    except OSError as error:
        if is_full(error):
            raise StoreError(f"{target}: {DISK_FULL}") from error
        raise StoreError(f"{target}: the tables cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def is_publication(folder: Path) -> bool:
    """Whether a folder was written by `publish`."""
    try:
        return "clausedb" in json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False


def file_names() -> tuple[str, ...]:
    """The files of a publication."""
    tables = (*(one.name for one in TABLES), *(one.name for one, _ in LONG))
    return (*(f"{name}.parquet" for name in tables), MANIFEST, "datapackage.json", "codebook.md")


def _write_tables(connection: DuckDBPyConnection, folder: Path) -> None:
    versions = {key: value for key, value in read_meta(connection).items() if key != "generation"}
    written: dict[str, dict[str, Any]] = {}
    everything = [(one, _ordered(one)) for one in TABLES] + list(LONG)
    for one, sql in everything:
        file = folder / f"{one.name}.parquet"
        rows = _write_table(connection, one, sql, file)
        data = file.read_bytes()
        written[one.name] = {
            "file": file.name,
            "rows": rows,
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    tables = [one for one, _ in everything]
    write_whole(folder / "datapackage.json", _json(datapackage(tables, written)))
    write_whole(folder / "codebook.md", codebook(tables, versions).encode())
    write_whole(folder / MANIFEST, _json({"clausedb": versions, "tables": written}))


def _write_table(connection: DuckDBPyConnection, one: Table, sql: str, file: Path) -> int:
    import pyarrow.parquet

    schema = arrow_schema(one)
    rows = 0
    with pyarrow.parquet.ParquetWriter(
        file, schema, compression="zstd", write_page_checksum=True, version="2.6"
    ) as writer:
        for group in _groups(batches(connection, sql, _BATCH), schema):
            writer.write_table(group, row_group_size=_GROUP)
            rows += len(group)
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return rows


def _groups(reader: pyarrow.RecordBatchReader, schema: pyarrow.Schema) -> Iterator[pyarrow.Table]:
    """The rows in groups of one size, whatever the sizes of the batches they come in."""
    import pyarrow as pa

    waiting: list[pyarrow.Table] = []
    count = 0
    for batch in reader:
        waiting.append(pa.Table.from_batches([batch]).cast(schema))
        count += batch.num_rows
        while count >= _GROUP:
            joined = pa.concat_tables(waiting)
            yield joined.slice(0, _GROUP).combine_chunks()
            waiting, count = [joined.slice(_GROUP)], count - _GROUP
    if count:
        yield pa.concat_tables(waiting).combine_chunks()


def arrow_schema(one: Table) -> pyarrow.Schema:
    """The table's Arrow schema, each field with its meaning, unit and vocabulary."""
    import pyarrow as pa

    columns = []
    for column in one.columns:
        told = {"meaning": column.meaning, "unit": column.unit, "vocabulary": column.vocabulary or ""}
        metadata = {name: value for name, value in told.items() if value}
        columns.append(pa.field(column.name, arrow_type(column.type), metadata=metadata))
    return pa.schema(columns, metadata={"table": one.name, "meaning": one.meaning, "key": one.key})


def _ordered(one: Table) -> str:
    """All rows of a table in one order that does not depend on how they came in."""
    names = [column.name for column in one.columns]
    order = ["document_id"] if "document_id" in names and one.parent is not None else []
    order += [f'"{name}"' for name in ("position", "start", "cue_start", "end") if name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"SELECT {quoted} FROM {one.name} ORDER BY {', '.join([*order, one.key])}"


def _refuse(target: Path, force: bool) -> None:
    if target.exists() and not target.is_dir():
        raise StoreError(f"{target}: a file, not a folder")
    if (target / "clauses.duckdb").exists() or (target / "sources").is_dir():
        raise StoreError(f"{target}: this is a database; publish into another folder")
    if force or not target.exists() or is_publication(target) or not any(target.iterdir()):
        return
    raise StoreError(f"{target}: the folder holds other things and no earlier publication")


def _swap_in(fresh: Path, target: Path) -> None:
    if not target.exists():
        os.replace(fresh, target)
        return
    own = set(file_names())
    old = target.with_name(f".{target.name}.old-{os.getpid()}")
    os.replace(target, old)
    os.replace(fresh, target)
    for path in _others(old, own):
        os.replace(path, target / path.name)
    shutil.rmtree(old, ignore_errors=True)


def _others(folder: Path, own: set[str]) -> Sequence[Path]:
    return [path for path in sorted(folder.iterdir()) if path.name not in own]


def _recover(target: Path) -> None:
    """Ends a swap that a crash cut short: the earlier publication comes back, or what stayed of it is merged."""
    for old in sorted(target.parent.glob(f".{target.name}.old-*")):
        if not target.exists():
            os.replace(old, target)
            continue
        for path in _others(old, set(file_names())):
            if not (target / path.name).exists():
                os.replace(path, target / path.name)
        shutil.rmtree(old, ignore_errors=True)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

"""The published tables: read by others without us, the same bytes for the same rows, swapped in whole, opened again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pyarrow.parquet as pq
import pytest
from documents import VERSIONS, packed, resolution, statement

import clausedb
from clausedb.api.linker import linker_of
from clausedb.errors import StoreError, VersionError
from clausedb.schema import SCHEMA_VERSION, TABLES, Type, table
from clausedb.store import publish as publishing
from clausedb.store.database import Store
from clausedb.store.published import is_published
from tests.world import columns_of

DOCUMENTS = (
    statement("report-en", "P:tokayev", "Kassym-Jomart Tokayev"),
    statement("report-ar", "P:توكاييف", "قاسم جومارت توكاييف", language="ar"),
    resolution(),
)


def make(folder: Path, *documents: Any) -> clausedb.Database:
    store = Store(folder, wait=2.0)
    store.make(VERSIONS)
    for one in documents:
        store.load([packed(one)], linker_of(()), VERSIONS)
    return clausedb.open(folder)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> clausedb.Database:
    return make(tmp_path_factory.mktemp("publish") / "clauses.db", *DOCUMENTS)


@pytest.fixture(scope="module")
def published(db: clausedb.Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Published once; not to be changed."""
    return db.publish(tmp_path_factory.mktemp("published") / "parquet")


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "copy"))


def stored(db: clausedb.Database, name: str) -> list[tuple[Any, ...]]:
    key = table(name).key
    return list(db.sql(f"SELECT {columns_of(table(name))} FROM {name} ORDER BY {key}").rows)


def by_duckdb(path: Path) -> list[str]:
    connection = duckdb.connect()
    found = connection.execute(
        "SELECT surface FROM read_parquet($path) ORDER BY mention_id", {"path": str(path)}
    )
    return [row[0] for row in found.fetchall()]


def by_pandas(path: Path) -> list[str]:
    return list(pandas.read_parquet(path).sort_values("mention_id")["surface"])


def by_polars(path: Path) -> list[str]:
    return list(polars.read_parquet(path).sort("mention_id")["surface"])


def by_pyarrow(path: Path) -> list[str]:
    found: list[str] = pq.read_table(path).sort_by("mention_id")["surface"].to_pylist()
    return found


@pytest.mark.parametrize("read", [by_duckdb, by_pandas, by_polars, by_pyarrow])
def test_others_read_the_files_without_us(published: Path, read: Callable[[Path], list[str]]) -> None:
    assert read(published / "mentions.parquet") == ["قاسم جومارت توكاييف", "Kassym-Jomart Tokayev"]


@pytest.mark.parametrize("name", [one.name for one in TABLES])
def test_every_table_is_published_with_all_its_rows(
    db: clausedb.Database, published: Path, name: str
) -> None:
    found = pq.read_table(published / f"{name}.parquet").sort_by(table(name).key).to_pylist()
    assert [tuple(row.values()) for row in found] == stored(db, name)


def test_columns_say_what_they_mean(published: Path) -> None:
    schema = pq.read_schema(published / "acts.parquet")
    assert schema.metadata[b"meaning"] == b"one force-bearing statement in a clause"
    assert schema.field("force").metadata[b"vocabulary"] == b"force"
    assert schema.field("cue_start").metadata[b"unit"] == b"code points"
    for one in TABLES:
        schema = pq.read_schema(published / f"{one.name}.parquet")
        assert schema.names == [column.name for column in one.columns]
        for column in one.columns:
            assert schema.field(column.name).metadata[b"meaning"] == column.meaning.encode()


def test_files_are_compressed_and_their_pages_checked(published: Path) -> None:
    path = published / "clauses.parquet"
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"
    column = pq.ParquetFile(path).metadata.row_group(0).column(0)
    first = column.dictionary_page_offset or column.data_page_offset
    place = first + column.total_compressed_size - 2
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    broken = path.with_name("broken.parquet")
    broken.write_bytes(bytes(data))
    try:
        with pytest.raises(OSError, match=r"(?i)crc|corrupt"):
            pq.read_table(broken, page_checksum_verification=True)
    finally:
        broken.unlink()


def test_the_long_tables_have_a_row_a_value(published: Path) -> None:
    rows = pq.read_table(published / "act_bearers.parquet").to_pylist()
    assert {
        (row["act_id"], row["position"], row["party_id"]) for row in rows if row["document_id"] == "res-1"
    } == {(f"res-1:a{number}", 0, "UNSC") for number in (1, 2, 3, 4)}
    assert pq.read_table(published / "document_parties.parquet").num_rows == 0


def test_the_manifest_vouches_for_every_file(published: Path) -> None:
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["clausedb"]["schema"] == str(SCHEMA_VERSION)
    for name, told in manifest["tables"].items():
        data = (published / told["file"]).read_bytes()
        assert told["sha256"] == hashlib.sha256(data).hexdigest()
        assert told["rows"] == pq.read_metadata(published / f"{name}.parquet").num_rows
    files = {path.name for path in published.iterdir()}
    assert files == set(publishing.file_names())


def test_the_data_package_lists_every_field(published: Path) -> None:
    package = json.loads((published / "datapackage.json").read_text(encoding="utf-8"))
    resources = {one["name"]: one for one in package["resources"]}
    assert resources.keys() >= {one.name for one in TABLES}
    fields = {one["name"]: one for one in resources["acts"]["schema"]["fields"]}
    assert fields["force"]["type"] == "string"
    assert "obligation" in fields["force"]["constraints"]["enum"]
    assert fields["bearers"]["type"] == "array"


def test_the_codebook_explains_every_column_and_value(published: Path) -> None:
    book = (published / "codebook.md").read_text(encoding="utf-8")
    for one in TABLES:
        assert f"## {one.name}\n" in book
        for column in one.columns:
            assert f"| {column.name} | {column.type.value} | {column.meaning}" in book
    assert "| readiness |" not in book
    assert "| intention | a political undertaking" in book


def test_the_same_documents_give_the_same_bytes_in_any_order(published: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "clauses.db", *reversed(DOCUMENTS))
    again = other.publish(tmp_path / "again")
    for name in publishing.file_names():
        assert (again / name).read_bytes() == (published / name).read_bytes(), name


# --- where it is written ------------------------------------------------------------------


def test_a_later_publication_takes_the_place_of_an_earlier_one(db: clausedb.Database, copy: Path) -> None:
    (copy / "acts.parquet").write_bytes(b"old")
    (copy / "notes.txt").write_text("mine")
    db.publish(copy)
    assert clausedb.open(copy).check() == ()
    assert (copy / "notes.txt").read_text() == "mine"
    assert [path.name for path in copy.parent.iterdir()] == ["copy"]


def test_a_folder_of_other_things_is_not_written_into(db: clausedb.Database, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(StoreError, match="holds other things"):
        db.publish(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]
    db.publish(tmp_path, force=True)
    assert (tmp_path / "thesis.tex").read_text() == "mine"
    assert clausedb.open(tmp_path).check() == ()


def test_a_database_is_never_published_over(db: clausedb.Database) -> None:
    with pytest.raises(StoreError, match="this is a database"):
        db.publish(db.path, force=True)


def test_a_publication_cut_short_leaves_the_earlier_one(
    db: clausedb.Database, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "datapackage", full)
    with pytest.raises(StoreError, match="copy: the disk is full; nothing of the last step was kept"):
        db.publish(copy)
    assert clausedb.open(copy).check() == ()
    assert [path.name for path in copy.parent.iterdir()] == ["copy"]


def test_a_swap_cut_short_is_ended_by_the_next(db: clausedb.Database, copy: Path) -> None:
    (copy / "notes.txt").write_text("mine")
    os.replace(copy, copy.with_name(".copy.old-1"))
    db.publish(copy)
    assert (copy / "notes.txt").read_text() == "mine"
    assert [path.name for path in copy.parent.iterdir()] == ["copy"]


# --- opened as a database -----------------------------------------------------------------


def test_a_published_folder_is_a_read_only_database(db: clausedb.Database, published: Path) -> None:
    with clausedb.open(published) as other:
        assert other.read_only
        for one in TABLES:
            assert stored(other, one.name) == stored(db, one.name)
        assert other.check() == ()
        assert other.show("res-1#2") == db.show("res-1#2")
        for attempt in (lambda: other.add("x.txt"), lambda: other.remove("res-1"), lambda: other.rebuild()):
            with pytest.raises(StoreError, match="can only be asked"):
                attempt()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SET threads = 1",
        "COPY documents TO 'x'",
        "DROP VIEW documents",
    ],
)
def test_its_connection_is_locked_down_too(published: Path, sql: str) -> None:
    with pytest.raises(StoreError):
        clausedb.open(published).sql(sql)


def test_folders_of_files_are_tables_too(db: clausedb.Database, copy: Path) -> None:
    """As Spark writes them: a folder a table, several parts, no manifest, no obligations."""
    for one in TABLES:
        file = copy / f"{one.name}.parquet"
        rows = pq.read_table(file)
        file.unlink()
        if one.name == "obligations":
            continue
        folder = copy / one.name
        folder.mkdir()
        (folder / "_SUCCESS").touch()
        half = rows.num_rows // 2
        pq.write_table(rows.slice(0, half), folder / "part-0.parquet")
        pq.write_table(rows.slice(half), folder / "part-1.parquet")
    (copy / "manifest.json").unlink()
    assert is_published(copy)
    with clausedb.open(copy) as other:
        for one in TABLES:
            assert stored(other, one.name) == stored(db, one.name)


def test_a_table_or_column_that_is_not_there_is_empty(copy: Path) -> None:
    (copy / "findings.parquet").unlink()
    rows = pq.read_table(copy / "documents.parquet")
    pq.write_table(rows.drop_columns(["symbol"]), copy / "documents.parquet")
    with clausedb.open(copy) as other:
        assert other.sql("SELECT count(*) FROM findings").rows == ((0,),)
        assert set(other.sql("SELECT symbol FROM documents").rows) == {(None,)}


def test_changed_files_are_found(copy: Path) -> None:
    data = bytearray((copy / "acts.parquet").read_bytes())
    data[len(data) // 2] ^= 1
    (copy / "acts.parquet").write_bytes(bytes(data))
    assert clausedb.open(copy).check() == ("acts: acts.parquet is not the file that was published",)


def test_a_publication_of_another_version_is_said(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    manifest["clausedb"]["schema"] = "0"
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(VersionError, match="publish it again"):
        clausedb.open(copy).documents()


def test_types_in_arrow_are_those_of_the_schema(published: Path) -> None:
    kinds = {
        Type.TEXT: "string",
        Type.TEXTS: "list<element: string>",
        Type.INTEGER: "int32",
        Type.FLAG: "bool",
    }
    schema = pq.read_schema(published / "acts.parquet")
    for column in table("acts").columns:
        if column.type in kinds:
            found = str(schema.field(column.name).type).replace("item", "element")
            assert found == kinds[column.type]

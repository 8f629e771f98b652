"""The database folder: what is written comes back, whole documents or nothing, in whatever order they came."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from documents import VERSIONS, packed, resolution, statement

from clausedb.api.linker import linker_of, links_anew
from clausedb.compiled import Compiled, ResultColumn, TextScan
from clausedb.errors import BusyError, StoreError, VersionError
from clausedb.model import Records
from clausedb.schema import TABLES, beside, table
from clausedb.store.check import check_store
from clausedb.store.database import Store
from clausedb.store.execute import run, run_sql
from clausedb.store.rows import make_rows
from clausedb.store.sources import Sources
from tests.world import columns_of

ENGLISH = statement("report-en", "P:tokayev", "Kassym-Jomart Tokayev")
RUSSIAN = statement("report-ru", "P:токаев", "Касым-Жомарт Токаев", language="ru")
RESOLUTION = resolution()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "clauses.db", wait=2.0)
    made.make(VERSIONS)
    return made


def load(store: Store, *documents: Records) -> list[str]:
    return store.load([packed(one) for one in documents], linker_of(()), VERSIONS)


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return list(store.read(lambda connection, stop: run_sql(connection, sql, stop), foreign=True)[1])


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return {
        one.name: rows(store, f"SELECT {columns_of(one)} FROM {one.name} ORDER BY {one.key}")
        for one in TABLES
    }


# --- tables -------------------------------------------------------------------------------


def test_every_table_of_the_schema_is_there_with_its_columns(store: Store) -> None:
    for one in TABLES:
        described = rows(store, f"DESCRIBE {one.name}")
        assert [(row[0], row[1]) for row in described] == [
            *((column.name, column.type.sql) for column in one.columns),
            *beside(one).items(),
        ]


def test_rows_have_all_columns_of_their_table() -> None:
    for records in (ENGLISH, RESOLUTION):
        made = make_rows(records, names={}, added_at="", parser_version="")
        for name, found in made.tables.items():
            for row in found:
                assert set(row) == {column.name for column in table(name).columns}


def test_words_are_stored_beside_their_offsets(store: Store) -> None:
    load(store, ENGLISH)
    text = ENGLISH.text
    [(surface, start, end)] = rows(store, 'SELECT surface, start, "end" FROM mentions')
    assert surface == text[start:end] == "Kassym-Jomart Tokayev"
    [(quote, start, end)] = rows(store, 'SELECT quote, start, "end" FROM statements')
    assert quote == text[start:end] == "peace matters"
    [(own,)] = rows(store, "SELECT text FROM clauses")
    assert own == text[: text.index(" Cookies")]


def test_dropped_text_is_a_finding(store: Store) -> None:
    load(store, ENGLISH)
    found = rows(store, "SELECT finding_id, code, message FROM findings ORDER BY finding_id")
    assert found == [
        ("report-en:f1", "no_numbers", "nothing numbered was found"),
        ("report-en:f2", "boilerplate", "Cookies"),
    ]


def test_obligations_are_acts_by_who_is_to_act(store: Store) -> None:
    load(store, RESOLUTION)
    found = rows(store, "SELECT force, bearers, issuers FROM obligations ORDER BY act_id")
    assert found == [
        ("directive", ["FRA"], ["UNSC"]),
        ("obligation", ["UNSC"], ["UNSC"]),
        ("recommendation", [], ["UNSC"]),
    ]


def test_the_file_is_readable_by_the_duckdb_before(store: Store) -> None:
    load(store, RESOLUTION)
    # Bytes 12 to 20 of the header are the storage version; DuckDB 1.5 reads up to 68.
    assert int.from_bytes(store.file.read_bytes()[12:20], "little") <= 68


# --- adding and taking out ----------------------------------------------------------------


def test_the_same_content_is_known_under_the_id_it_has(store: Store) -> None:
    assert load(store, RESOLUTION) == ["res-1"]
    source, data, parcel = packed(RESOLUTION)
    again = (source._replace(document_id="other"), data, parcel)
    assert store.load([again], linker_of(()), VERSIONS) == ["res-1"]
    assert rows(store, "SELECT count(*) FROM documents") == [(1,)]


def test_an_id_of_other_content_is_refused_and_nothing_written(store: Store) -> None:
    load(store, RESOLUTION)
    other = statement("res-1", "P:x", "Somebody Else")
    assert load(store, other) == [""]
    assert rows(store, "SELECT document_id, type FROM documents") == [("res-1", "resolution")]
    assert len(store.sources.all()) == 1


def test_a_slice_is_written_whole_or_not_at_all(store: Store) -> None:
    load(store, RESOLUTION)
    before = everything(store)

    def fails(*change: object) -> Any:
        raise RuntimeError("linking failed")

    with pytest.raises(RuntimeError):
        store.load([packed(ENGLISH), packed(RUSSIAN)], fails, VERSIONS)
    assert everything(store) == before


def test_persons_of_several_documents_become_one_and_part_again(store: Store) -> None:
    load(store, ENGLISH)
    alone = everything(store)
    load(store, RUSSIAN)
    speakers = rows(store, "SELECT DISTINCT speaker_id FROM statements")
    assert len(speakers) == 1
    [(english, russian)] = rows(
        store, f"SELECT name_en, name_ru FROM parties WHERE party_id = '{speakers[0][0]}'"
    )
    assert (english, russian) == ("Kassym-Jomart Tokayev", "Касым-Жомарт Токаев")
    store.remove("report-ru", linker_of(()))
    assert everything(store) == alone


def test_the_order_of_adding_makes_no_difference(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate(
        itertools.islice(itertools.permutations((ENGLISH, RUSSIAN, RESOLUTION)), 0, None, 2)
    ):
        one = Store(tmp_path / f"{number}.db", wait=2.0)
        one.make(VERSIONS)
        for records in order:
            load(one, records)
        found.append(everything(one))
    assert all(one == found[0] for one in found)


def test_one_slice_or_three_make_no_difference(tmp_path: Path, store: Store) -> None:
    other = Store(tmp_path / "other.db", wait=2.0)
    other.make(VERSIONS)
    load(other, ENGLISH, RUSSIAN, RESOLUTION)
    for records in (RESOLUTION, RUSSIAN, ENGLISH):
        load(store, records)
    assert everything(store) == everything(other)


def test_linking_leaves_rows_alone_that_it_does_not_change(store: Store) -> None:
    load(store, RESOLUTION)
    sql = "SELECT instrument_id, serial FROM instruments UNION ALL SELECT party_id, serial FROM parties"
    before = set(rows(store, sql))
    assert before
    load(store, statement("other", "P:nobody", "Nikola Nobody"))
    assert before < set(rows(store, sql))


def test_two_citations_of_one_instrument_share_its_row(store: Store) -> None:
    load(store, ENGLISH, RUSSIAN)
    assert len(rows(store, "SELECT * FROM instruments")) == 1
    [(one,)] = rows(store, "SELECT DISTINCT instrument_id FROM citations")
    assert one is not None
    assert rows(store, "SELECT DISTINCT held, date_from, date_to FROM citations") == [
        (False, "2022-08-24", "2022-08-24")
    ]


def test_parties_have_what_is_known_of_them(store: Store) -> None:
    load(store, RESOLUTION)
    found = rows(store, "SELECT party_id, name_en, iso2 FROM parties WHERE party_id = 'FRA'")
    assert found == [("FRA", "France", "FR")]
    assert rows(store, "SELECT count(*) FROM parties WHERE party_id = 'UNSC'") == [(1,)]


def test_taking_out_leaves_nothing_behind(store: Store) -> None:
    empty = everything(store)
    load(store, ENGLISH)
    store.remove("report-en", linker_of(()))
    assert everything(store) == empty
    assert list(store.sources.folder.iterdir()) == []
    with pytest.raises(StoreError, match="there is no document report-en"):
        store.remove("report-en", linker_of(()))


def test_a_removal_cut_short_is_ended_by_the_next_writer(store: Store) -> None:
    load(store, ENGLISH)
    store.sources.mark_gone(ENGLISH.document.sha256)
    load(store, RESOLUTION)
    assert rows(store, "SELECT document_id FROM documents") == [("res-1",)]
    assert [one.document_id for one in store.sources.all()] == ["res-1"]


def test_the_generation_grows_with_every_change(store: Store) -> None:
    def generation() -> int:
        return int(rows(store, "SELECT value FROM meta WHERE key = 'generation'")[0][0])

    seen = [generation()]
    load(store, ENGLISH)
    seen.append(generation())
    load(store, ENGLISH)
    assert generation() == seen[-1]
    store.remove("report-en", linker_of(()))
    seen.append(generation())
    assert seen == sorted(set(seen))


def test_nul_and_odd_characters_come_back_as_they_were(store: Store) -> None:
    odd = replace(ENGLISH, document=replace(ENGLISH.document, title="a\x00b \x12 \u200f 𝔘 e\u0301"))
    load(store, odd)
    assert rows(store, "SELECT title FROM documents") == [("a\x00b \x12 \u200f 𝔘 e\u0301",)]


# --- sources ------------------------------------------------------------------------------


def test_sources_keep_bytes_and_sidecar(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    source, data, _ = packed(ENGLISH)
    sources.put(source, data)
    assert sources.all() == (source,)
    assert sources.read(source.sha256) == data
    sidecar = json.loads((tmp_path / f"{source.sha256}.json").read_text(encoding="utf-8"))
    assert sidecar["document_id"] == "report-en"


def test_what_a_killed_writer_left_is_swept_and_nothing_else(store: Store) -> None:
    load(store, ENGLISH)
    folder = store.sources.folder
    (folder / "new").mkdir()
    for name in ("1" * 64 + ".part", f"{ENGLISH.document.sha256}.json.part"):
        (folder / "new" / name).write_bytes(b"half")
    assert len([one for one in check_store(store, links_anew) if "belongs to no document" in one]) == 2
    load(Store(store.folder, wait=2.0), RESOLUTION)
    assert check_store(store, links_anew) == ()
    assert len(list(folder.iterdir())) == 4


def test_changed_bytes_are_noticed(tmp_path: Path) -> None:
    sources = Sources(tmp_path)
    source, data, _ = packed(ENGLISH)
    sources.put(source, data)
    (tmp_path / source.sha256).write_bytes(data + b"x")
    with pytest.raises(StoreError, match="not the bytes that were added"):
        sources.read(source.sha256)


# --- checking -----------------------------------------------------------------------------


def change(store: Store, sql: str) -> None:
    with store.gate.writing() as connection:
        connection.execute(sql)


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE mentions SET surface = 'Nobody'", "the surface of report-en:m1 is not at its place"),
        ("UPDATE statements SET clause_id = 'report-en#9'", "clause_id of report-en:s1 leads to nothing"),
        ("DELETE FROM parties WHERE party_id = 'P:tokayev'", "names P:tokayev, who is not in parties"),
        (
            "UPDATE citations SET held = NOT held",
            "citations: 2 are not linked as all documents together ask for",
        ),
        ("DELETE FROM instruments", "instrument_id of report-en:c1 leads to nothing"),
        ("INSERT INTO clauses SELECT * FROM clauses", "1 rows have a key that another row has"),
        (
            "UPDATE acts SET clause_ref = clause_ref + 1",
            "acts: clause_ref of report-en:a1 is not that of its clause_id",
        ),
        ("UPDATE documents SET sha256 = 'x'", "its bytes are not in sources/"),
    ],
)
def test_check_names_what_is_wrong(store: Store, sql: str, sentence: str) -> None:
    load(store, ENGLISH)
    assert check_store(store, links_anew) == ()
    change(store, sql)
    assert any(sentence in one for one in check_store(store, links_anew)), check_store(store, links_anew)


def test_check_names_changed_and_missing_bytes(store: Store) -> None:
    load(store, ENGLISH, RESOLUTION)
    (store.sources.folder / ENGLISH.document.sha256).write_bytes(b"other")
    (store.sources.folder / RESOLUTION.document.sha256).unlink()
    found = "\n".join(check_store(store, links_anew))
    assert "report-en: " in found
    assert "these are not the bytes that were added" in found
    assert "res-1: " in found


# --- what cannot be opened ----------------------------------------------------------------


def test_another_version_is_said(store: Store) -> None:
    change(store, "UPDATE meta SET value = '0' WHERE key = 'schema'")
    with pytest.raises(VersionError, match="rebuild"):
        rows(store, "SELECT 1")
    with pytest.raises(VersionError, match="rebuild"):
        load(store, ENGLISH)


@pytest.mark.parametrize("content", [b"", b"junk" * 5000])
def test_a_damaged_file_is_said_with_the_way_out(store: Store, content: bytes) -> None:
    store.file.write_bytes(content)
    with pytest.raises(StoreError, match=r"clauses\.duckdb.*rebuild") as caught:
        rows(store, "SELECT 1")
    assert not isinstance(caught.value, BusyError)


def test_a_missing_file_is_said_with_the_way_out_and_not_made_empty(store: Store) -> None:
    load(store, ENGLISH)
    store.file.unlink()
    with pytest.raises(StoreError, match="rebuild"):
        rows(store, "SELECT 1")
    with pytest.raises(StoreError, match="rebuild"):
        load(store, RESOLUTION)
    assert not store.file.exists()


def test_a_foreign_duckdb_file_is_said(store: Store) -> None:
    store.file.unlink()
    with duckdb.connect(str(store.file)) as connection:
        connection.execute("CREATE TABLE t (a INTEGER)")
    with pytest.raises(StoreError, match="not the tables of clausedb"):
        rows(store, "SELECT 1")


def test_a_folder_with_other_things_is_not_made_a_database(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("x")
    with pytest.raises(StoreError, match="holds other things"):
        Store(tmp_path, wait=1.0).make(VERSIONS)


# --- queries ------------------------------------------------------------------------------


REFUSED = [
    "SELECT 1; SELECT 2",
    "",
    "-- nothing",
    "DELETE FROM documents",
    "COPY documents TO '/tmp/clausedb-canary'",
    "ATTACH '/tmp/clausedb-canary' AS x",
    "INSTALL fts",
    "LOAD fts",
    "SET enable_external_access = true",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "EXPORT DATABASE '/tmp/clausedb-canary'",
    "CREATE TEMP TABLE t (a INTEGER)",
    "EXPLAIN ANALYZE SELECT 1",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/*')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM parquet_scan('/etc/passwd')",
    "SELECT * FROM query('COPY (SELECT 1) TO ''/tmp/clausedb-canary''')",
    "SELECT * FROM secret_rows",
    "WITH x AS (DELETE FROM documents RETURNING *) SELECT * FROM x",
    "SELECT nonsense(",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_only_one_harmless_select_is_run(store: Store, sql: str) -> None:
    secret_rows = [{"a": 1}]
    load(store, RESOLUTION)
    with pytest.raises(StoreError) as caught:
        rows(store, sql)
    assert "\n" not in str(caught.value)
    assert secret_rows
    assert not Path("/tmp/clausedb-canary").exists()
    assert rows(store, "SELECT count(*) FROM documents") == [(1,)]


def test_the_sources_beside_the_tables_are_out_of_reach(store: Store) -> None:
    load(store, RESOLUTION)
    store.read(lambda connection, _: None)
    with pytest.raises(StoreError, match="disabled"):
        rows(store, f"SELECT * FROM read_blob('{store.folder}/sources/*')")


def test_what_is_kept_for_the_next_question_holds_no_file(store: Store) -> None:
    def ask(store: Store) -> int:
        (count,) = store.read(
            lambda connection, _: connection.execute("SELECT count(*) FROM documents").fetchone()
        )
        return int(count)

    load(store, RESOLUTION)
    assert (ask(store), ask(store)) == (1, 1)
    assert len(store.gate._idle) == 1
    with Store(store.folder, 0.0).gate.writing() as connection:
        connection.execute("DELETE FROM documents")
    assert ask(store) == 0
    with pytest.raises(ZeroDivisionError):
        store.read(lambda connection, _: 1 // 0)
    assert not store.gate._idle
    assert ask(store) == 0
    store.close()
    assert not store.gate._idle


def test_a_query_that_takes_too_long_is_stopped(store: Store) -> None:
    with pytest.raises(StoreError, match="stopped after"):
        store.read(
            lambda connection, stop: run_sql(
                connection, "SELECT count(*) FROM range(100000000) a, range(100000) b", stop
            ),
            timeout=0.2,
        )
    assert rows(store, "SELECT 1") == [(1,)]


def compiled(sql: str, *scans: TextScan, key: str | None = None) -> Compiled:
    return Compiled(sql, (), (ResultColumn("label", "text"),), scans, "clauses" if key else None, key)


def test_a_text_scan_becomes_the_rows_that_it_holds_for(store: Store) -> None:
    load(store, RESOLUTION, RUSSIAN)
    seen: set[str] = set()

    def matches(text: str, language: str) -> bool:
        seen.add(language)
        return "shall" in text

    scan = TextScan("t1", "clauses", "text", matches)
    query = compiled("SELECT label, clause_id FROM clauses WHERE t1(serial)", scan, key="clause_id")
    found, keys = store.read(lambda connection, stop: run(connection, query, stop))
    assert (found, keys) == ((("2",),), ("res-1#2",))
    assert seen == {"en", "ru"}


def test_a_text_scan_without_a_hit_gives_no_rows(store: Store) -> None:
    load(store, RESOLUTION)
    scan = TextScan("t1", "acts", "cue", lambda text, language: False)
    query = compiled("SELECT act_id FROM acts WHERE t1(serial)", scan)
    assert store.read(lambda connection, stop: run(connection, query, stop)) == ((), ())


@pytest.mark.parametrize(
    ("name", "column", "word", "language"),
    [
        ("acts", "cue", "peace", "ru"),
        ("documents", "text", "peace", "ru"),
        ("parties", "aliases", "Россия", ""),
        ("findings", "message", "Cookies", "ru"),
        ("citations", "surface", "Declaration", "ru"),
        ("instruments", "title", "Declaration", ""),
    ],
)
def test_a_text_scan_knows_the_language_of_every_table(
    store: Store, name: str, column: str, word: str, language: str
) -> None:
    load(store, RUSSIAN)
    key = table(name).key

    def told(matches: Callable[[str, str], bool]) -> tuple[tuple[object, ...], ...]:
        query = compiled(f"SELECT {key} FROM {name} WHERE t1(serial)", TextScan("t1", name, column, matches))
        return store.read(lambda connection, stop: run(connection, query, stop))[0]

    found = told(lambda text, spoken: word in text and spoken == language)
    assert not told(lambda text, spoken: word in text and spoken != language)
    if name != "parties":
        assert len(found) == 1

"""What programs use: parse, open, add, ask, rebuild; every file has an outcome, nothing prints or exits."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from documents import statement

import clausedb
from clausedb.api.ingest import find
from clausedb.api.workers import Read, Task, parse_in_workers
from clausedb.errors import DocumentError, StoreError
from clausedb.query import complete
from clausedb.schema import TABLES
from clausedb.store.database import Store
from tests.world import columns_of

TREATY = "Treaty between A and B\n\nArticle 1\nThe Parties shall meet every year.\n\nArticle 2\nNo Party shall {verb}.\n"


@pytest.fixture
def db(tmp_path: Path) -> clausedb.Database:
    return clausedb.open(tmp_path / "clauses.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three texts, one of them in a folder below, and what is not to be read."""
    made = tmp_path / "treaties"
    (made / "below").mkdir(parents=True)
    (made / "b.txt").write_text(TREATY.format(verb="lie"), encoding="utf-8")
    (made / "a.txt").write_text(TREATY.format(verb="steal"), encoding="utf-8")
    (made / "below" / "c.txt").write_text(TREATY.format(verb="spy"), encoding="utf-8")
    (made / ".hidden").write_text("x")
    (made / "manifest.toml").write_text(
        '[[document]]\nfile = "b.txt"\nid = "treaty-b"\ntitle = "The Treaty"\ndate = "1999"\n',
        encoding="utf-8",
    )
    return made


def outcomes(report: clausedb.Report) -> list[tuple[str, str | None]]:
    return [(one.status, one.document_id) for one in report.outcomes]


def everything(db: clausedb.Database) -> dict[str, Any]:
    return {
        one.name: db.sql(f"SELECT {columns_of(one)} FROM {one.name} ORDER BY {one.key}").rows
        for one in TABLES
    }


# --- parse --------------------------------------------------------------------------------


def test_a_text_is_parsed_and_so_is_a_file(folder: Path) -> None:
    text = TREATY.format(verb="steal")
    by_text, by_file = clausedb.parse(text), clausedb.parse(folder / "a.txt")
    assert by_text.document.text == by_file.document.text == text
    assert [one.label for one in by_text.clauses] == [one.label for one in by_file.clauses]
    assert by_file.document.document_id == "a"
    assert by_file.to_dict()["document"]["document_id"] == "a"


def test_the_manifest_beside_a_file_holds_for_it_too(folder: Path) -> None:
    one = clausedb.parse(folder / "b.txt").document
    assert (one.document_id, one.title, one.date) == ("treaty-b", "The Treaty", "1999")


@pytest.mark.parametrize("source", ["missing.txt", "", "/", "a" * 300])
def test_what_is_neither_a_file_nor_a_text_is_said(source: str) -> None:
    with pytest.raises(DocumentError):
        clausedb.parse(source)


def test_parse_is_called_though_a_package_has_its_name() -> None:
    import clausedb.parse.pipeline

    assert clausedb.parse("Article 1\nNo one shall lie.").clauses
    assert clausedb.parse.pipeline.PASSES  # type: ignore[attr-defined]


def test_a_notebook_shows_the_outline_escaped() -> None:
    shown = clausedb.parse("Article 1\nNo one shall <b>lie</b> & steal.")._repr_html_()
    assert "&lt;b&gt;lie&lt;/b&gt; &amp; steal" in shown


# --- open ---------------------------------------------------------------------------------


def test_opening_makes_a_database_only_where_that_is_wished(tmp_path: Path) -> None:
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(StoreError, match="there is no database"):
            clausedb.open(tmp_path / "none.db", **options)
    clausedb.open(tmp_path / "new.db")
    assert clausedb.open(tmp_path / "new.db", create=False).describe()["rows"]["documents"] == 0


def test_reading_only_means_it(db: clausedb.Database, folder: Path) -> None:
    with (
        clausedb.open(db.path, read_only=True) as other,
        pytest.raises(StoreError, match="reading only"),
    ):
        other.add(folder)


# --- add ----------------------------------------------------------------------------------


def test_a_folder_is_added_in_the_order_of_its_paths(db: clausedb.Database, folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    report = db.add(folder, progress=lambda one, done, total: told.append((one.source, done, total)))
    assert outcomes(report) == [("added", "a"), ("added", "treaty-b"), ("added", "c")]
    assert told == [
        (str(folder / name), number, 3) for number, name in enumerate(("a.txt", "b.txt", "below/c.txt"), 1)
    ]
    assert all(one.clauses > 0 and one.language == "en" for one in report.outcomes)
    assert db.documents().rows[0][:4] == ("treaty-b", "The Treaty", db.documents().rows[0][2], "1999")


def test_adding_again_says_known_and_changes_nothing(db: clausedb.Database, folder: Path) -> None:
    db.add(folder)
    before = everything(db)
    (folder / "renamed.txt").write_bytes((folder / "a.txt").read_bytes())
    report = db.add(folder)
    assert outcomes(report) == [("known", "a"), ("known", "treaty-b"), ("known", "c"), ("known", "a")]
    assert everything(db) == before


def test_the_same_content_twice_in_one_run_is_one_document(db: clausedb.Database, folder: Path) -> None:
    (folder / "z.txt").write_bytes((folder / "a.txt").read_bytes())
    assert outcomes(db.add(folder))[-1] == ("known", "a")
    assert db.describe()["rows"]["documents"] == 3


def test_other_content_of_the_same_name_gets_six_digits_more(
    db: clausedb.Database, folder: Path, tmp_path: Path
) -> None:
    db.add(folder / "a.txt")
    other = tmp_path / "a.txt"
    other.write_text(TREATY.format(verb="cheat"), encoding="utf-8")
    [(status, document_id)] = outcomes(db.add(other))
    assert status == "added"
    assert document_id is not None
    head, _, digits = document_id.rpartition("-")
    assert (head, len(digits)) == ("a", 6)
    assert db.sql(f"SELECT left(sha256, 6) FROM documents WHERE document_id = '{document_id}'").rows == (
        (digits,),
    )


def test_one_bad_file_never_stops_the_others(db: clausedb.Database, folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "odd.zip").write_bytes(b"PK\x03\x04 not really")
    os.symlink(folder / "nowhere.txt", folder / "gone.txt")
    report = db.add(folder, folder / "missing.txt")
    assert report.added == 3
    failed = {Path(one.source).name: one.reason for one in report.outcomes if one.status == "failed"}
    assert failed.keys() == {"empty.txt", "binary.txt", "odd.zip", "missing.txt"}
    assert failed["missing.txt"] == "there is no such file"
    assert all(reason and "\n" not in reason for reason in failed.values())


def test_a_manifest_that_cannot_be_read_is_a_failed_file(db: clausedb.Database, folder: Path) -> None:
    (folder / "manifest.toml").write_text("[[document]\nfile=", encoding="utf-8")
    report = db.add(folder)
    assert report.added == 3
    assert [Path(one.source).name for one in report.outcomes if one.status == "failed"] == ["manifest.toml"]


def test_an_archive_is_a_folder(db: clausedb.Database, folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, str(path.relative_to(folder)))
        archive.writestr("../../escape.txt", TREATY.format(verb="escape"))
    report = db.add(packed)
    assert set(outcomes(report)) == {
        ("added", "a"),
        ("added", "treaty-b"),
        ("added", "c"),
        ("added", "escape"),
    }
    assert not list(tmp_path.parent.glob("escape.txt"))


def test_bytes_stand_for_a_dash(db: clausedb.Database) -> None:
    report = db.add("-", stdin=TREATY.format(verb="lie").encode())
    assert outcomes(report) == [("added", "stdin")]


def test_shards_part_the_files_without_a_rest(db: clausedb.Database, folder: Path) -> None:
    found = [outcomes(db.add(folder, shard=(part, 2))) for part in (1, 2)]
    assert [len(one) for one in found] == [2, 1]
    assert db.describe()["rows"]["documents"] == 3
    with pytest.raises(ValueError, match="shard 3/2"):
        db.add(folder, shard=(3, 2))


def test_workers_read_what_this_process_reads(tmp_path: Path, folder: Path) -> None:
    found = []
    for jobs in (1, 2):
        with clausedb.open(tmp_path / f"{jobs}.db") as one:
            one.add(folder, jobs=jobs)
            found.append(
                {**everything(one), "documents": one.sql("SELECT document_id, sha256 FROM documents").rows}
            )
    assert found[0] == found[1]


def test_an_add_ends_with_everything_linked(
    db: clausedb.Database, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clausedb.open(tmp_path / "other.db") as other:
        other.add(folder)
    monkeypatch.setattr("clausedb.api.adding._FIRST_ROWS", 1)
    monkeypatch.setattr("clausedb.api.adding._FEWEST_ROWS", 1)
    db.add(folder)
    assert db.check() == ()
    for name in ("clauses", "acts", "parties", "instruments", "citations", "mentions"):
        assert everything(db)[name] == everything(other)[name]


def test_what_an_interrupted_add_has_parsed_stays(
    db: clausedb.Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clausedb.api import adding

    def interrupted(jobs: Any, *rest: Any) -> Any:
        found = parsed(jobs, *rest)
        yield next(found)
        yield next(found)
        raise KeyboardInterrupt

    parsed = adding.parsed
    monkeypatch.setattr(adding, "parsed", interrupted)
    with pytest.raises(KeyboardInterrupt):
        db.add(folder)
    monkeypatch.undo()
    assert db.check() == ()
    assert [one.status for one in db.add(folder).outcomes] == ["known", "known", "added"]


def test_a_database_inside_the_folder_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "treaty.txt").write_text(
        "1. The Parties shall meet.\n2. They shall talk.\n", encoding="utf-8"
    )
    with clausedb.open(tmp_path / "clauses.db") as db:
        first, second = db.add(tmp_path), db.add(tmp_path)
    assert [(one.status, Path(one.source).name) for one in first.outcomes] == [("added", "treaty.txt")]
    assert [(one.status, Path(one.source).name) for one in second.outcomes] == [("known", "treaty.txt")]
    assert (first.notes, second.notes) == ((), ())


def test_companions_of_texts_are_passed_over_in_folders_and_archives(
    db: clausedb.Database, folder: Path, tmp_path: Path
) -> None:
    for name in ("notes.md", "below/table.CSV"):
        (folder / name).write_text("x", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("a.txt", "notes.md"):
            archive.write(folder / name, name)
    for path in (folder, tmp_path / "all.zip"):
        companions: list[str] = []
        names = [one.name for one in find([path], companions=companions)]
        assert all(name.endswith(".txt") for name in names)
        assert str(path / "notes.md") in companions
    assert [one.name for one in find([folder / "notes.md"])] == ["notes.md"]
    [note] = db.add(folder).notes
    assert note.startswith("2 files that are no texts were passed over (.csv 1, .md 1)")


def test_a_script_without_a_guard_adds_its_files_once(tmp_path: Path, folder: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        f"import clausedb\ndb = clausedb.open({str(tmp_path / 'x.db')!r})\n"
        f"print(db.add({str(folder)!r}, jobs=2).added)\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("3\n", "")


class Fatal:
    """Ends the process that unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


class Endless:
    def __reduce__(self) -> tuple[Any, ...]:
        return time.sleep, (60,)


def task(name: Any) -> Task:
    return Task("x", name, TREATY.format(verb="lie").encode(), "x")


def test_a_crash_is_one_failed_file() -> None:
    names: list[Any] = ["a.txt", Fatal(), "b.txt", Fatal(), "c.txt"]
    found = [read for _, read in parse_in_workers(names, task, (), jobs=2)]
    assert [read.reason for read in found] == [
        None,
        "reading it crashed the worker (exit 9)",
        None,
        "reading it crashed the worker (exit 9)",
        None,
    ]


def test_a_file_that_takes_for_ever_is_one_failed_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clausedb.api.workers.allowed", lambda task: 1.0 if task.name != "a.txt" else 300.0)
    found = [read for _, read in parse_in_workers([Endless(), "a.txt"], task, (), jobs=2)]
    assert [bool(read.reason and "took more than" in read.reason) for read in found] == [True, False]


def test_what_fails_before_parsing_keeps_its_place() -> None:
    def make(name: str) -> Task | Read:
        return Read(reason="no") if name == "bad" else task(name)

    found = parse_in_workers(["a.txt", "bad", "b.txt"], make, (), jobs=1)
    assert [(name, read.reason) for name, read in found] == [("a.txt", None), ("bad", "no"), ("b.txt", None)]


def test_nothing_is_printed(db: clausedb.Database, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").touch()
    db.add(folder, jobs=2)
    db.sql("SELECT 1")
    assert capsys.readouterr() == ("", "")


def test_files_are_found_in_a_fixed_order(folder: Path) -> None:
    assert [one.name for one in find([folder, "-", folder / "b.txt"], b"")] == [
        "a.txt",
        "b.txt",
        "c.txt",
        "stdin",
        "b.txt",
    ]


# --- rebuild, remove ----------------------------------------------------------------------


def test_rebuilt_tables_are_the_same(db: clausedb.Database, folder: Path, tmp_path: Path) -> None:
    db.add(folder)
    other = tmp_path / "a.txt"
    other.write_text(TREATY.format(verb="cheat"), encoding="utf-8")
    db.add(other)
    db.remove("c")
    before = everything(db)
    told: list[str] = []
    report = db.rebuild(progress=lambda one, done, total: told.append(f"{done}/{total}"))
    assert everything(db) == before
    assert told == ["1/3", "2/3", "3/3"]
    assert (report.added, report.failed) == (3, 0)


@pytest.mark.parametrize("damage", ["missing", "junk", "old"])
def test_a_lost_file_is_rebuilt(db: clausedb.Database, folder: Path, damage: str) -> None:
    db.add(folder)
    before = everything(db)
    store = Store(db.path, 1.0)
    if damage == "missing":
        store.file.unlink()
    elif damage == "junk":
        store.file.write_bytes(b"junk" * 999)
    else:
        with store.gate.writing() as connection:
            connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    with clausedb.open(db.path) as other:
        with pytest.raises(StoreError, match="rebuild"):
            other.documents()
        other.rebuild()
        assert everything(other) == before
        assert other.check() == ()


def test_a_document_that_cannot_be_rebuilt_does_not_stop_the_others(
    db: clausedb.Database, folder: Path
) -> None:
    db.add(folder)
    [(sha256,)] = db.sql("SELECT sha256 FROM documents WHERE document_id = 'c'").rows
    (db.path / "sources" / sha256).write_bytes(b"other")
    report = db.rebuild()
    assert (report.added, report.failed) == (2, 1)
    [reason] = [one.reason for one in report.outcomes if one.status == "failed"]
    assert reason is not None
    assert "not the bytes that were added" in reason


def test_removing_takes_the_bytes_too(db: clausedb.Database, folder: Path) -> None:
    db.add(folder)
    db.remove("c")
    assert db.check() == ()
    assert len(list((db.path / "sources").iterdir())) == 4
    assert outcomes(db.add(folder))[-1] == ("added", "c")


# --- looking ------------------------------------------------------------------------------


def test_describe_counts_and_tells_versions(db: clausedb.Database, folder: Path) -> None:
    db.add(folder)
    about = db.describe()
    assert about["rows"].keys() == {one.name for one in TABLES}
    assert about["languages"] == {"en": 3}
    assert about["versions"].keys() == {"schema", "parser", "grammar", "strength", "generation"}


def test_show_gives_a_clause_with_all_below_it(db: clausedb.Database) -> None:
    text = "Article 1\nThe Parties shall:\n(a) meet;\n(b) talk.\n\nArticle 2\nNo Party shall lie.\n"
    db.add("-", stdin=text.encode())
    whole = db.show("@stdin")
    assert [piece.clause_id for piece in whole] == [
        row[0] for row in db.sql("SELECT clause_id FROM clauses ORDER BY position").rows
    ]
    first = db.show("@stdin#1")
    assert [piece.clause_id for piece in first] == ["stdin#1", "stdin#1(a)", "stdin#1(b)"]
    for ref, words in (("@nothing", "no document nothing"), ("@stdin#77", "no clause 77")):
        with pytest.raises(StoreError, match=words):
            db.show(ref)


def test_why_leads_to_the_words(tmp_path: Path) -> None:
    from documents import packed

    from clausedb.api.linker import linker_of

    store = Store(tmp_path / "x.db", 1.0)
    store.make({})
    records = statement("report", "P:tokayev", "Kassym-Jomart Tokayev")
    store.load([packed(records)], linker_of(()), {})
    with clausedb.open(tmp_path / "x.db") as db:
        why = db.why("acts", "report:a1")
        assert why.rule == "by-hand"
        assert why.clause_id == "report#p1"
        assert ("bearer", 0, 21, "Kassym-Jomart Tokayev") in why.spans
        for _, start, end, words in why.spans:
            assert records.text[start:end] == words
        assert dict(why.row)["force"] == "assertion"
        for entity, key in (("acts", "nothing"), ("nothing", "x")):
            with pytest.raises(StoreError):
                db.why(entity, key)


def test_documents_are_completed_however_many_stand_before_them(db: clausedb.Database) -> None:
    text = "documents where document is @zz"
    db.add("-", stdin=b"Agreement on the Last Thing\n\n1. Oman shall go.\n")
    [(last, title)] = db.sql("SELECT document_id, title FROM documents").rows
    with db._store.gate.writing() as connection:  # type: ignore[union-attr]
        connection.execute(
            "INSERT INTO documents BY NAME SELECT d.* REPLACE ('a' || t.i AS document_id) FROM documents AS d, range(300) AS t(i)"
        )
        connection.execute(
            "UPDATE documents SET document_id = 'zz-last' WHERE document_id = $id", {"id": last}
        )
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'generation'")
    assert [one.text for one in complete(text, len(text), db.catalog())] == ["@zz-last"]
    assert list(db.catalog().titles("A2", 3)) == ["a2", "a20", "a200"]
    assert db.catalog().titles("LAST", 1) == {"a0": title}


def test_saved_queries_are_files(db: clausedb.Database) -> None:
    db.save("owed", "obligations where joint")
    assert db.saved() == {"owed": "obligations where joint"}
    assert (db.path / "queries" / "owed.clq").read_text() == "obligations where joint\n"
    for name in ("../owed", "two words", "acts", ""):
        with pytest.raises(StoreError):
            db.save(name, "acts")


# --- what a one-shot query loads ----------------------------------------------------------

LOADED = """
import sys
import clausedb
with clausedb.open({path!r}) as db:
    db.sql("select 1")
    import clausedb.api.answering
print(*sorted(name for name in {heavy!r} if name in sys.modules))
"""


def test_a_question_loads_nothing_heavy(db: clausedb.Database) -> None:
    heavy = ("pyarrow", "pandas", "polars", "numpy", "prompt_toolkit", "rapidfuzz", "clausedb.parse.pipeline")
    code = LOADED.format(path=str(db.path), heavy=heavy)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_an_instrument_is_found_by_the_letters_that_stand_for_it(
    db: clausedb.Database, tmp_path: Path
) -> None:
    (tmp_path / "sea.txt").write_text(
        "Joint Statement of Kazakhstan and Japan\n\n"
        "1. The Sides recalled the United Nations Convention on the Law of the Sea.\n\n"
        "2. They will implement the Agreement on Partnership of 21 December 2015 (EPCA).\n\n"
        "3. Article 5 of the EPCA applies.\n",
        encoding="utf-8",
    )
    db.add(tmp_path / "sea.txt")
    counts = [len(db.query(f'clauses where cites "{name}"')) for name in ("UNCLOS", "EPCA")]
    assert counts == [1, 2]

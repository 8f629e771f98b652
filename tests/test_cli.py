"""The command line from outside: what goes to stdout and stderr, exit codes, files written, nothing unsafe, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import clausedb
from clausedb.cli import outline, questions, safe
from clausedb.cli.arguments import command_names
from clausedb.cli.main import main
from clausedb.cli.paint import Paint
from clausedb.parse.pipeline import parse_text

WHOLE = "1. The Parties shall cooperate.\n\n2. The Parties shall inform each other.\n"


class Done:
    """What one run of the command line left behind."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Done]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command line in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("CLAUSEDB", "CLAUSEDB_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*words: object) -> Done:
        capfd.readouterr()
        code = main([str(word) for word in words])
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return Done(code, captured.out, captured.err)

    return call


def _program(*words: str, cwd: Path, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    command = [sys.executable, "-m", "clausedb", *words]
    return subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, text=True, env={**os.environ, **env}, timeout=60
    )


def test_words_in_any_script_are_understood_in_a_locale_that_knows_only_ascii(demo_db: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    question = "clauses where text has разминирование | count"
    done = _program("-d", str(demo_db), "query", question, cwd=demo_db.parent, **env)
    assert done.stdout.split()[-1] == "1"
    assert done.stderr.split() == ["1", "row"]
    assert _program("-d", str(demo_db), "query", "x\udcff", cwd=demo_db.parent, **env).returncode == 2


# --- words of the command line ------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pasre", "x"], "there is no command `pasre`. Did you mean `parse`?"),
        (["--quite", "list"], "there is no option `--quite`. Those before a command are: --database,"),
        (["obligations | count"], "A question is asked with: clausedb query 'QUERY'"),
        (["xyz"], "The commands are: add, check, demo"),
        (["parse"], "the following arguments are required: PATH"),
        (
            ["add", "--sahrd", "1/2", "x"],
            "clausedb add: there is no option `--sahrd`.\nDid you mean `--shard`?",
        ),
        (["list", "--frobnicate"], "there is no option `--frobnicate`.\nTry: clausedb list --help"),
        (["list", "mine"], "clausedb list: there is no place for `mine`.\nTry: clausedb list --help"),
        (["add", "--shard", "3/2", "x"], "argument --shard: a part of so many, as 1/4, not `3/2`"),
        (["query", "documents", "--format", "xls"], "invalid choice: 'xls'"),
        (["query", "documents", "-p", "KAZ"], "-p wants NAME=VALUE, not `KAZ`"),
        (["query", ""], "there is no question"),
        (["show", "nothing"], "There is no document `nothing`."),
        (["show", "kaz-aze-2023#77"], "`@kaz-aze-2023` has no clause `77`. Did you mean `@kaz-aze-2023#7`?"),
        (["show", "@kaz-aze-2023#zz/q"], "clausedb show @kaz-aze-2023 shows all."),
    ],
)
def test_a_wrong_command_line_is_explained(run: Run, demo_db: Path, words: list[str], said: str) -> None:
    done = run("-d", demo_db, *words)
    assert done.code == 2
    assert said in done.err
    assert not done.out


@pytest.mark.parametrize("name", command_names())
def test_every_command_explains_itself(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert f"clausedb {name}" in done.out
    assert len(done.out.splitlines()) > 5


def test_help_and_version(run: Run) -> None:
    done = run("--help")
    assert all(f"\n    {name} " in done.out for name in command_names())
    assert run("--version").out == "clausedb 0.1.0\n"


def test_no_database_is_said_with_the_way_out(run: Run) -> None:
    for words in (["query", "documents"], ["list"], ["show", "x"], ["check"], ["remove", "x"]):
        done = run(*words)
        assert (done.code, done.out) == (3, "")
        assert "clauses.db: there is no database" in done.err
        assert "clausedb demo" in done.err


def test_a_folder_of_texts_is_told_from_a_database(run: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    assert "texts: there is no database" in run("-d", "texts", "list").err
    (tmp_path / "texts/a.txt").write_text("Article 1. The Parties shall cooperate.")
    done = run("-d", "texts", "list")
    assert (done.code, done.err) == (
        3,
        "texts: a folder that is no database. To read what is in it: clausedb add texts\n",
    )


def test_an_unforeseen_error_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clausedb.cli.asking.documents", lambda _: 1 / 0)
    done = run("list")
    assert done.code == 1
    assert "ZeroDivisionError" in done.err
    assert "CLAUSEDB_DEBUG=1" in done.err


# --- parse --------------------------------------------------------------------------------


def test_parse_prints_a_tree(run: Run, seeds: Path) -> None:
    done = run("parse", next(seeds.glob("004*")))
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("kaz-aze-2023  Presidents of Kazakhstan and Azerbaijan")
    assert any(line.startswith("├─ 13 ") for line in lines)
    assert any(line.startswith("│  ├─ 6.p2 ") for line in lines)
    assert "  Back to top button" in lines
    assert all(safe.width(line) <= 100 for line in lines)


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_the_tree_fits_every_screen(seeds: Path, columns: int) -> None:
    for path in seeds.glob("*.txt"):
        records = parse_text(path.read_text(encoding="utf-8"))
        assert all(safe.width(line) <= columns for line in outline.draw(records, Paint(), columns))


def test_parse_explains_every_line(run: Run, seeds: Path) -> None:
    path = next(seeds.glob("004*"))
    lines = run("parse", "--explain", path).out.splitlines()
    visible = [
        number for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()
    ]
    assert [int(line.split()[0]) for line in lines[2:] if line and line.split()[0].isdigit()] == visible
    assert any(
        "kept out" in line and "a line of the web page" in line and "Featured" in line for line in lines
    )
    assert any("13 paragraph" in line and "style dot:digits, level 1" in line for line in lines)
    assert any("6.p2" in line and "a plain paragraph" in line for line in lines)
    assert all(safe.width(line) <= 100 for line in lines)


def test_parse_prints_a_json_object_a_document_and_goes_on(run: Run, seeds: Path) -> None:
    done = run("parse", "--format", "jsonl", "missing.txt", seeds)
    assert done.code == 1
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert rows[0]["document"] == {"source": "missing.txt"}
    assert rows[0]["findings"][0]["severity"] == "error"
    assert [row["document"]["document_id"] for row in rows[1:]][-1] == "kaz-aze-2023"
    assert done.err == "missing.txt: there is no such file\n"


@pytest.mark.parametrize("how", [["--format", "jsonl"], [], ["--explain"]])
def test_parse_in_workers_prints_what_one_process_prints(run: Run, tmp_path: Path, how: list[str]) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(9):
        (texts / f"{number}.txt").write_text(f"{number + 1}. Kazakhstan shall inform Kuwait.\n" + WHOLE)
    (texts / "4.txt").write_bytes(b"\x00\x01\x02" * 400)
    alone = run("parse", "--jobs", "1", *how, texts)
    several = run("parse", "--jobs", "3", *how, texts)
    assert alone.code == several.code == 1
    assert alone.out == several.out
    assert alone.out.count("Kuwait") >= 8
    assert alone.err == several.err
    assert "4.txt" in alone.err


def test_parse_reads_stdin_and_writes_files(run: Run, tmp_path: Path) -> None:
    done = _program("parse", "-", "--format", "jsonl", "-o", "out.jsonl", cwd=tmp_path, stdin=WHOLE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    row = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert [clause["label"] for clause in row["clauses"]] == ["1", "2"]
    again = _program("parse", "-", "-o", "out.jsonl", cwd=tmp_path, stdin=WHOLE)
    assert again.returncode == 2
    assert "out.jsonl is there already" in again.stderr


HOSTILE = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "nul.txt": b"1. One\x00 two.\n2. Three \x12four.\n",
    "utf16.txt": "1. Стороны будут сотрудничать.\n2. Ещё.\n".encode("utf-16"),
    "cp1251.txt": ("1. Стороны будут развивать сотрудничество в области транспорта и связи.\n" * 5).encode(
        "cp1251"
    ),
    "escape.txt": "1. \x1b]0;gotcha\x07 The Parties shall \x9b2J cooperate \u202eneve\u202c.\n".encode(),
    "line.txt": b"word " * 200_000,
    "deep.txt": b"".join(b" " * (n % 7) + b"(a) item\n" for n in range(3000)),
}


def test_hostile_files_end_in_a_result_or_one_line(run: Run, tmp_path: Path) -> None:
    for name, data in HOSTILE.items():
        (tmp_path / name).write_bytes(data)
    done = run("parse", *HOSTILE, "--depth", 2)
    assert done.code in (0, 1)
    assert not [one for one in done.out if one in "\x00\x07\x12\x1b\x7f\x9b\u202e"]
    for line in done.err.splitlines():
        assert any(line.startswith(name) for name in HOSTILE), line


def test_a_file_name_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    done = run("parse", "no\x1b[31msuch\x07.txt")
    assert done.code == 1
    assert "\x1b" not in done.err
    assert "\x07" not in done.err


# --- a database ---------------------------------------------------------------------------


def test_add_tells_each_file_and_the_next_step(run: Run, seeds: Path) -> None:
    first = run("add", seeds, "missing.txt")
    assert first.code == 1
    assert [line.split()[:2] for line in first.out.splitlines()][-1] == ["added", "kaz-aze-2023"]
    assert len(first.out.splitlines()) == 5
    assert "failed  missing.txt: there is no such file" in first.err
    assert "5 added and 1 failed. The database holds 5 documents (en 3, ar 1, ru 1)" in first.err
    second = run("add", seeds)
    assert second.code == 0
    assert all(line.startswith("known ") for line in second.out.splitlines())
    quiet = run("add", seeds, "-q")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")


def test_remove_list_show_check_rebuild(run: Run, seeds: Path) -> None:
    run("add", seeds)
    assert run("check").code == 0
    removed = run("remove", "almaty-talks-ar", "nothing")
    assert removed.code == 1
    assert "removed almaty-talks-ar" in removed.err
    assert "no document `nothing`" in removed.err
    listed = run("list").out
    assert "kaz-aze-2023" in listed
    assert "almaty-talks-ar" not in listed
    assert "6.p2" in run("show", "@kaz-aze-2023#6").out
    assert "4 documents made again" in run("rebuild").err
    assert run("list").out.split() == listed.split()


def test_a_zip_archive_and_stdin_are_read(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        archive.writestr("one.txt", WHOLE)
    assert run("add", "texts.zip").out.split()[:2] == ["added", "one"]
    done = _program("add", "-", cwd=tmp_path, stdin=WHOLE.replace("inform", "consult"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("added")


def test_a_folder_is_read_without_its_companions(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "treaties"
    (folder / "below").mkdir(parents=True)
    (folder / "below" / "one.txt").write_text(WHOLE, encoding="utf-8")
    for name in ("README.md", "meta.json", "below/more.JSON", "pyproject.toml"):
        (folder / name).write_text("[]", encoding="utf-8")
    parsed = run("parse", "treaties", "--format", "jsonl")
    assert parsed.code == 0
    assert [json.loads(line)["document"]["document_id"] for line in parsed.out.splitlines()] == ["one"]
    assert parsed.err == (
        "4 files that are no texts were passed over (.json 2, .md 1, .toml 1); a file that is named is read.\n"
    )
    added = run("add", "treaties")
    assert len(added.out.splitlines()) == 1
    assert "4 files that are no texts were passed over" in added.err
    assert run("add", "treaties", "-q").err == ""
    assert run("parse", "treaties/README.md").code == 0
    (folder / "manifest.toml").write_text('[[document]]\nfile = "README.md"\n', encoding="utf-8")
    assert "README" in run("add", "treaties").out


def test_an_empty_folder_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for command in ("parse", "add"):
        assert "No texts were found there." in run(command, "empty").err


def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "clausedb", "parse", "pipe"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as reading:
        (tmp_path / "pipe").write_text(WHOLE, encoding="utf-8")
        out, _ = reading.communicate(timeout=60)
    assert "2 clauses" in out


def test_the_beginning_of_an_id_is_understood_as_a_hint(run: Run, demo_db: Path) -> None:
    assert "Did you mean `kaz-aze-2023`?" in run("-d", demo_db, "show", "kaz").err


def test_rebuild_takes_a_grammar_folder_and_forgets_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("1. The Parties will cooperate.\n", encoding="utf-8")
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "strength.toml").write_text('[base]\n"intention.will" = 7\n', encoding="utf-8")
    run("add", "one.txt")
    strength = ("query", "acts | show strength", "--format", "jsonl")
    before = run(*strength).out
    assert run("rebuild", "--grammar", "house").code == 0
    assert json.loads(run(*strength).out) == {"strength": 7}
    assert run("rebuild").code == 0
    assert json.loads(run(*strength).out) == {"strength": 7}
    assert run("rebuild", "--no-grammar").code == 0
    assert run(*strength).out == before
    wrong = run("rebuild", "--grammar", "missing")
    assert wrong.code == 3
    assert "missing: no such grammar folder" in wrong.err


def test_show_makes_a_page_for_the_browser(run: Run, demo_db: Path, tmp_path: Path) -> None:
    assert run("-d", demo_db, "show", "kaz-aze-2023", "--html", "-o", "page.html").code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert 'class="intention"' in page
    assert run("-d", demo_db, "show", "kaz-aze-2023", "--html", "-o", "page.html").code == 2
    assert run("-d", demo_db, "show", "kaz-aze-2023#5", "--html").out.count("<section") == 1
    assert run("-d", demo_db, "show", "kaz-aze-2023", "--html", "--plain").code == 2


def test_show_colours_what_was_read_on_a_terminal_only(
    run: Run, demo_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = ("-d", demo_db, "show", "kaz-aze-2023#2")
    assert "\x1b" not in run(*show).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run(*show).out
    assert "\x1b[1;33mwill\x1b[0m" in coloured
    assert "intention\x1b[0m" in coloured.splitlines()[0]
    assert "\x1b[1;33m" not in run(*show, "--plain").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(*show).out


def test_a_row_is_a_line_where_nobody_looks(run: Run, demo_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    query = ("-d", demo_db, "query", "obligations | show clause, action, rule")
    lines = run(*query).out.splitlines()
    monkeypatch.setenv("COLUMNS", "60")
    assert len(run(*query).out.splitlines()) > len(lines)
    assert len(lines) == 2 + len(run(*query, "--format", "jsonl").out.splitlines())


def test_corrections_are_listed(run: Run, tmp_path: Path) -> None:
    import clausedb

    (tmp_path / "one.txt").write_text(WHOLE, encoding="utf-8")
    run("add", "one.txt")
    with clausedb.open(tmp_path / "clauses.db") as db:
        [key, *_] = db.query("acts").keys
        db.correct("acts", key, "bearer", "KAZ")
    done = run("check")
    assert done.code == 0
    assert "corrected by the user: one, bearer of “shall” in 1 is KAZ" in done.err
    assert "1 correction by hand" in run("describe").err


def test_a_damaged_block_is_said_with_the_way_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WHOLE)
    assert run("-d", "own.db", "add", "a.txt").code == 0
    with (tmp_path / "own.db/clauses.duckdb").open("r+b") as file:
        file.seek(5000)
        file.write(b"garbage")
    done = run("-d", "own.db", "query", "documents")
    assert done.code == 3
    assert "own.db/clauses.duckdb: the file is damaged" in done.err
    assert "`clausedb -d own.db rebuild`" in done.err


def test_nothing_is_rebuilt_from_bytes_that_are_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WHOLE)
    assert run("add", "a.txt").code == 0
    sources = tmp_path / "clauses.db/sources"
    sources.rename(tmp_path / "elsewhere")
    done = run("rebuild")
    assert done.code == 3
    assert "what a was read from is missing, and would be lost" in done.err
    assert (
        run("check").out
        == f"{sources.relative_to(tmp_path)}: missing; the bytes that were read are in no other place\n"
    )
    assert "1 document" in run("query", "documents").err
    (tmp_path / "elsewhere").rename(sources)
    assert run("rebuild").code == 0


def test_repair_makes_damaged_tables_again(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(WHOLE)
    assert run("add", "one.txt").code == 0
    assert "nothing to repair" in run("repair").err
    (tmp_path / "clauses.db/clauses.duckdb").write_bytes(b"damaged")
    done = run("repair")
    assert done.code == 0
    assert "the file is damaged" in done.err
    assert "whole: 1 document" in done.err
    assert run("query", "clauses | count", "--format", "csv").out == "count\n2\n"


def test_the_environment_names_the_database(run: Run, demo_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEDB", str(demo_db))
    assert "kaz-aze-2023" in run("list").out
    assert run("-d", "other.db", "list").code == 3


def test_export_writes_a_file_a_table_and_overwrites_nothing(run: Run, demo_db: Path, tmp_path: Path) -> None:
    assert run("-d", demo_db, "export", "tables").code == 0
    assert (tmp_path / "tables/clauses.csv").read_text(encoding="utf-8").startswith("clause_id,")
    again = run("-d", demo_db, "export", "tables")
    assert again.code == 2
    assert "is there already" in again.err


def test_export_as_one_sqlite_file(run: Run, demo_db: Path, tmp_path: Path) -> None:
    import sqlite3

    done = run("-d", demo_db, "export", "--format", "sqlite", "tables")
    assert done.code == 0
    with sqlite3.connect(tmp_path / "tables/clausedb.sqlite") as made:
        (many,) = made.execute("SELECT count(*) FROM clauses").fetchone()
        bearers = {row[0] for row in made.execute("SELECT bearers FROM acts")}
    assert f"{many:,} clauses" in run("-d", demo_db, "check").err
    assert '["KAZ", "AZE"]' in bearers or '["AZE", "KAZ"]' in bearers


def test_export_as_one_workbook(run: Run, demo_db: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    assert run("-d", demo_db, "export", "--format", "xlsx", "tables").code == 0
    with zipfile.ZipFile(tmp_path / "tables/clausedb.xlsx") as book:
        assert b'name="obligations"' in book.read("xl/workbook.xml")


def test_export_of_the_graph_of_citations(run: Run, demo_db: Path, tmp_path: Path) -> None:
    from xml.etree import ElementTree

    assert run("-d", demo_db, "export", "--format", "graphml", "tables").code == 0
    root = ElementTree.parse(tmp_path / "tables/citations.graphml").getroot()
    name = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {node.get("id") for node in root.iter(f"{name}node")}
    edges = [(edge.get("source"), edge.get("target")) for edge in root.iter(f"{name}edge")]
    assert "kaz-aze-2023" in nodes
    assert edges
    assert {end for edge in edges for end in edge} <= nodes


def test_export_as_akoma_ntoso(run: Run, demo_db: Path, tmp_path: Path) -> None:
    from xml.etree import ElementTree

    assert run("-d", demo_db, "export", "--format", "akn", "akn").code == 0
    name = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
    with clausedb.open(demo_db, read_only=True) as db:
        for (document,) in db.sql("SELECT document_id FROM documents").rows:
            root = ElementTree.parse(tmp_path / f"akn/{document}.xml").getroot()
            ids = [one.get("eId") for one in root.iter() if one.get("eId")]
            assert len(ids) == len(set(ids))
            words = "".join("".join(root.itertext()).split())
            for text, heading in db.query(f"clauses where document is @{document} | show text, heading").rows:
                assert "".join((text or "").split()) in words
                assert "".join((heading or "").split()) in words
    root = ElementTree.parse(tmp_path / "akn/kaz-aze-2023.xml").getroot()
    assert [one.tag.removeprefix(name) for one in root[0]] == ["meta", "preface", "mainBody", "conclusions"]
    [fifth] = [one for one in root.iter(f"{name}paragraph") if one.findtext(f"{name}num") == "5."]
    assert next(one.get("href") for one in fifth.iter(f"{name}ref")) == "declaration-2022-08-24-kaz-aze"
    sixth = next(one for one in root.iter() if one.get("eId") == "para_6")
    assert [one.tag.removeprefix(name) for one in sixth] == ["num", "intro", "hcontainer", "hcontainer"]
    assert run("-d", demo_db, "export", "--format", "akn", "akn").code == 2


def test_export_as_linked_data(run: Run, demo_db: Path, tmp_path: Path) -> None:
    assert run("-d", demo_db, "export", "--format", "jsonld", "ld").code == 0
    made = json.loads((tmp_path / "ld/documents.jsonld").read_text(encoding="utf-8"))
    nodes = {one["@id"]: one for one in made["@graph"]}
    assert len(nodes) == len(made["@graph"])
    fifth = nodes["kaz-aze-2023#5"]
    assert (fifth["isPartOf"], fifth["legislationType"]) == ("kaz-aze-2023", "paragraph")
    assert nodes["KAZ"]["@type"] == "Country"
    ends = [end for one in nodes.values() for end in one.get("citation", ())]
    assert ends
    assert set(ends) <= set(nodes)


def test_more_rows_than_a_sheet_takes_are_refused(
    run: Run, demo_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clausedb.cli import render

    monkeypatch.setattr(render, "_SHEET_ROWS", 2)
    done = run("-d", demo_db, "query", "documents", "-o", "rows.xlsx")
    assert done.code == 2
    assert "a sheet takes 2 rows, these are 5" in done.err


def test_publish_and_ask_the_published_folder(run: Run, demo_db: Path) -> None:
    assert run("-d", demo_db, "publish", "parquet").code == 0
    assert "kaz-aze-2023" in run("-d", "parquet", "list").out
    refused = run("-d", "parquet", "add", "x.txt")
    assert refused.code == 3
    assert "can only be asked" in refused.err


def test_describe_explains_tables_fields_and_values(run: Run, demo_db: Path) -> None:
    assert "obligations" in run("describe").out
    assert "bearer*" in run("-d", demo_db, "describe", "obligations").out
    assert "a duty to act" in run("describe", "force").out
    of_one = run("describe", "citations.relation").out
    assert of_one.startswith("relation of citations")
    assert "bearer of" not in run("describe", "acts.bearer").out
    assert run("describe", "citations.bearer").code == 2
    wrong = run("describe", "obligatoins")
    assert (wrong.code, wrong.err) == (
        2,
        "There is no table or field `obligatoins`. Did you mean `obligations`?\n",
    )
    assert "clausedb describe lists them" in run("describe", "nonsense").err


# --- query --------------------------------------------------------------------------------


def test_query_prints_data_on_stdout_and_talk_on_stderr(run: Run, demo_db: Path) -> None:
    done = run("-d", demo_db, "query", "documents where language is ru")
    assert done.code == 0
    assert "baku-astana-2025" in done.out
    assert done.err.splitlines()[-1] == "1 document"
    assert run("-d", demo_db, "query", "-q", "documents").err == ""


def test_every_format_holds_the_same_rows(run: Run, demo_db: Path, tmp_path: Path) -> None:
    import csv

    import pyarrow.parquet as pq

    query = "acts | count by force"
    rows = json.loads(run("-d", demo_db, "query", query, "--format", "json").out)
    assert {tuple(row) for row in rows} == {("force", "count")}
    lines = run("-d", demo_db, "query", query, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == rows
    assert run("-d", demo_db, "query", query, "-o", "a.csv").code == 0
    with (tmp_path / "a.csv").open(encoding="utf-8") as file:
        assert [{"force": row["force"], "count": int(row["count"])} for row in csv.DictReader(file)] == rows
    assert run("-d", demo_db, "query", query, "-o", "a.parquet").code == 0
    assert pq.read_table(tmp_path / "a.parquet").to_pylist() == rows
    shown = run("-d", demo_db, "query", query).out.splitlines()[2:]
    assert [line.split() for line in shown] == [[row["force"], str(row["count"])] for row in rows]


def test_query_overwrites_nothing(run: Run, demo_db: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine", encoding="utf-8")
    assert run("-d", demo_db, "query", "documents", "-o", "a.csv").code == 2
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "mine"
    assert run("-d", demo_db, "query", "documents", "-o", "a.csv", "--force").code == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") != "mine"


def test_query_takes_parameters_files_and_stdin(run: Run, demo_db: Path, tmp_path: Path) -> None:
    named = run(
        "-d", demo_db, "query", "documents where language is $which", "-p", "which=ru", "--format", "jsonl"
    )
    assert json.loads(named.out)["document"] == "baku-astana-2025"
    (tmp_path / "q.txt").write_text(
        "-- two; questions\ndocuments | count;\n\nclauses | count\n", encoding="utf-8"
    )
    both = run("-d", demo_db, "query", "-f", "q.txt", "--format", "jsonl").out.split("\n")
    assert [list(json.loads(line)) for line in both if line] == [["count"], ["count"]]
    piped = _program("-d", str(demo_db), cwd=tmp_path, stdin="documents | count\n")
    assert piped.stdout.split()[-1] == "5"


def test_a_wrong_query_is_underlined(run: Run, demo_db: Path) -> None:
    done = run("-d", demo_db, "query", "obligations were bearer is Azerbaijan")
    assert done.code == 2
    assert done.err.splitlines()[1].strip() == "^^^^"
    assert not done.out


def test_a_reader_that_goes_away_is_no_error(demo_db: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m clausedb -d {demo_db} query 'acts | show clause, action' | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert len(done.stdout.splitlines()) == 1
    assert "Error" not in done.stderr


def test_colours_are_for_terminals_only(demo_db: Path, tmp_path: Path) -> None:
    plain = _program("-d", str(demo_db), "query", "acts | count by force", cwd=tmp_path)
    assert "\x1b" not in plain.stdout + plain.stderr
    forced = _program("-d", str(demo_db), "query", "acts | count by force", cwd=tmp_path, FORCE_COLOR="1")
    assert "\x1b[1m" in forced.stdout
    never = _program("-d", str(demo_db), "list", cwd=tmp_path, FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in never.stdout + never.stderr


def test_a_value_given_several_times_is_a_list(run: Run, demo_db: Path) -> None:
    question = "acts where force in $some | count by force"
    done = run(
        "-d", demo_db, "query", question, "-p", "some=decision", "-p", "$some=directive", "--format", "csv"
    )
    assert {line.split(",")[0] for line in done.out.splitlines()} == {"force", "decision", "directive"}
    wrong = run(
        "-d", demo_db, "query", "acts where force is $some", "-p", "some=decision", "-p", "some=report"
    )
    assert wrong.code == 2
    assert "`$some` holds 2 values" in wrong.err


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("documents", ["documents"]),
        ("a; b;", ["a", "b"]),
        ("a\n| count\n\nb", ["a\n| count", "b"]),
        ('clauses where text has "a; b"; c', ['clauses where text has "a; b"', "c"]),
        ("-- only; a remark\n", []),
        ("a -- x; y\n;b", ["a -- x; y", "b"]),
        ("clauses where text has «x;\n\ny", ["clauses where text has «x", "y"]),
    ],
)
def test_statements_are_parted(text: str, parts: list[str]) -> None:
    assert questions.statements(text) == parts


@pytest.mark.parametrize(
    ("question", "encoding"),
    [
        ("clauses where text has разминирование", "utf-8-sig"),
        ("clauses where text has разминирование", "utf-16"),
        ("clauses where text has разминирование", "cp1251"),
        ("clauses where text has السلام", "cp1256"),
        ("clauses where\r\n  text has السلام", "utf-8"),
    ],
)
def test_questions_in_any_encoding(
    run: Run, demo_db: Path, tmp_path: Path, question: str, encoding: str
) -> None:
    path = tmp_path / "question.clq"
    path.write_bytes(f"{question}\r\n| count".encode(encoding))
    done = run("-d", demo_db, "query", "-f", path, "--format", "csv")
    assert done.code == 0
    assert int(done.out.split()[1]) > 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("query", "-f", "binary"), 1, "binary: binary data, not a text"),
        (("query", "documents", "-o", "nowhere/rows.csv"), 2, "there is no folder nowhere"),
        (("query", "documents", "-o", "folder.csv"), 2, "folder.csv is a folder"),
        (("add", "text", "--jobs", "0"), 2, "a number from 1, not `0`"),
        (("query", "documents where year = $y"), 2, "`-p y=…` on the command line"),
        (("-d", "text", "query", "documents"), 3, "text: a file; a database is a folder."),
        (("-d", "folder.csv", "query", "documents"), 3, "folder.csv: there is no database. Make one"),
    ],
)
def test_one_plain_line_for_what_cannot_be_done(
    run: Run, demo_db: Path, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "text").write_text(WHOLE)
    (tmp_path / "folder.csv").mkdir()
    done = run("-d", demo_db, *words)
    assert done.code == code
    assert said in done.err
    assert not done.out


def test_a_device_takes_the_bytes_and_stays_a_device(run: Run, demo_db: Path) -> None:
    assert run("-d", demo_db, "query", "documents", "--format", "csv", "-o", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


def test_closed_streams_and_a_full_disk_are_no_traceback(demo_db: Path, tmp_path: Path) -> None:
    ask = f'"{sys.executable}" -m clausedb -d "{demo_db}" query documents'
    for shut, code, said in ((">&-", 0, "5 documents"), ("2>&-", 0, ""), (">/dev/full", 1, "No space left")):
        done = subprocess.run(["bash", "-c", f"{ask} {shut}"], cwd=tmp_path, capture_output=True, text=True)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False)
        assert said in done.stderr


@pytest.mark.parametrize(
    "words", [["add", "x.txt"], ["query", "let x = documents"], ["remove", "kaz-aze-2023"], ["rebuild"]]
)
def test_a_folder_that_cannot_be_written_can_be_asked_all_the_same(
    run: Run, demo_db: Path, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.txt").write_text("Article 1. The Parties shall cooperate.")
    monkeypatch.setattr("clausedb.store.database.os.access", lambda *_: False)
    done = run("-d", demo_db, *words)
    assert (done.code, done.out) == (3, "")
    assert done.err == f"{demo_db}: nothing can be written in this folder; it can only be asked\n"
    assert run("-d", demo_db, "query", "documents | count").code == 0


def test_shards_take_the_files_in_turn(run: Run, tmp_path: Path) -> None:
    for at in range(3):
        (tmp_path / f"t{at}.txt").write_text(f"Article {at + 1}. The Parties shall cooperate.")
    assert [len(run("add", "--shard", f"{part}/2", tmp_path).out.splitlines()) for part in (1, 2)] == [2, 1]
    assert "3" in run("query", "documents | count").out


def test_a_full_disk_is_told_with_the_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "x.txt").write_text("Article 1. The Parties shall cooperate.")
    monkeypatch.setattr("clausedb.store.sources.os.fsync", full)
    done = run("-d", "new.db", "add", "x.txt")
    assert done.code == 3
    assert "new.db/sources: the disk is full; nothing of the last step was kept" in done.err


# --- demo ---------------------------------------------------------------------------------


def test_the_demo_answers_and_says_how_to_go_on(run: Run, tmp_path: Path) -> None:
    from clausedb.cli.demo import QUESTIONS

    first = run("demo")
    assert first.code == 0
    assert all(title in first.out and f"> {text}" in first.out for title, text in QUESTIONS)
    assert first.err.splitlines()[-4].startswith("  clausedb -d clausedb-demo.db")
    assert (tmp_path / "clausedb-demo.db").is_dir()
    second = run("demo")
    assert second.code == 0
    assert "is there already" in second.err
    assert second.out.count("known ") == 5


def test_every_demo_question_has_an_answer(demo_db: Path) -> None:
    import clausedb
    from clausedb.cli.demo import QUESTIONS

    with clausedb.open(demo_db) as db:
        assert all(len(db.query(text)) for _, text in QUESTIONS)

"""Grammar folders of one's own: kept with the database, used by every later add and rebuild, also elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import clausedb
from clausedb.errors import ResourceError, StoreError

TEXT = """\
Joint statement of the Republic of Kazakhstan and the Republic of Azerbaijan

1. The Parties will develop trade.

2. Steppeland pledges itself to build a bridge.
"""
HOUSE = {
    "en/force.tsv": "force\tsubforce\trole\tcue\tneeds\nintention\tcommitment\tafter\tpledges itself to\t\n",
    "en/names.tsv": "party_id\tkind\tforms\nKAZ\tstate\tSteppeland\n",
    "strength.toml": 'version = "house 1"\n\n[base]\n"intention.will" = 33\n',
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder that adds a cue of force and a name, and changes one strength."""
    for name, text in HOUSE.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "house"


@pytest.fixture
def db(tmp_path: Path) -> clausedb.Database:
    made = clausedb.open(tmp_path / "clauses.db")
    made.add("-", stdin=TEXT.encode())
    return made


def acts(db: clausedb.Database) -> list[tuple[Any, ...]]:
    return list(
        db.sql(
            "SELECT clause_id, list_sort(bearers), subforce, strength FROM acts ORDER BY clause_id, cue_start"
        ).rows
    )


PLAIN = [("stdin#1", ["AZE", "KAZ"], "will", 55)]
IN_THE_HOUSE = [("stdin#1", ["AZE", "KAZ"], "will", 33), ("stdin#2", ["KAZ"], "commitment", 57)]


def test_a_rebuild_reads_with_the_folder_and_keeps_it(
    db: clausedb.Database, house: Path, tmp_path: Path
) -> None:
    assert [row for row in acts(db) if row[0] == "stdin#1"] == PLAIN
    version = db.describe()["versions"]
    db.rebuild(grammar=[house])
    assert acts(db) == IN_THE_HOUSE
    now = db.describe()["versions"]
    assert now["strength"] == "house 1"
    assert now["grammar"] != version["grammar"]
    # Elsewhere, without the folder it came from.
    shutil.move(db.path, tmp_path / "elsewhere.db")
    shutil.rmtree(house)
    with clausedb.open(tmp_path / "elsewhere.db") as other:
        other.rebuild()
        assert acts(other) == IN_THE_HOUSE
        assert other.describe()["versions"]["grammar"] == now["grammar"]
        assert other.check() == ()


def test_a_folder_given_to_add_is_used_by_the_next_add_and_rebuild(tmp_path: Path, house: Path) -> None:
    with clausedb.open(tmp_path / "x.db") as db:
        report = db.add("-", stdin=TEXT.encode(), grammar=[house])
        assert report.notes == ()
        assert acts(db) == IN_THE_HOUSE
        (tmp_path / "more.txt").write_text(TEXT.replace("bridge", "road"), encoding="utf-8")
        db.add(tmp_path / "more.txt")
        both = acts(db)
        assert [row[1:] for row in both if str(row[0]).startswith("more")] == [
            row[1:] for row in IN_THE_HOUSE
        ]
        db.rebuild()
        assert acts(db) == both


def test_documents_from_before_are_told(db: clausedb.Database, house: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(TEXT.replace("bridge", "road"), encoding="utf-8")
    [note] = db.add(tmp_path / "more.txt", grammar=[house]).notes
    assert "clausedb rebuild" in note
    assert db.add(tmp_path / "more.txt", grammar=[house]).notes == ()


def test_a_rebuild_follows_changes_in_the_folder(db: clausedb.Database, house: Path) -> None:
    db.rebuild(grammar=[house])
    (house / "strength.toml").write_text('[base]\n"intention.will" = 11\n', encoding="utf-8")
    db.rebuild()
    assert acts(db)[0][3] == 11
    assert len([one for one in (db.path / "grammar").iterdir() if one.is_dir()]) == 1


def test_an_empty_list_forgets_the_folders(db: clausedb.Database, house: Path) -> None:
    before = acts(db)
    db.rebuild(grammar=[house])
    db.rebuild(grammar=[])
    assert acts(db) == before
    db.rebuild()
    assert acts(db) == before


def test_workers_read_with_the_folder_too(tmp_path: Path, house: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(TEXT.replace("bridge", name), encoding="utf-8")
    with clausedb.open(tmp_path / "x.db") as db:
        db.add(folder, grammar=[house], jobs=2)
        assert sorted(row[3] for row in acts(db)) == [33, 33, 57, 57]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("notes.txt", b"x", "it holds no file like en/force.tsv"),
        ("en/force.tsv", b"force\tcue\na\tb\tc\td\n", "more cells than the head line"),
        ("en/force.tsv", "force\ncafé".encode("latin-1"), "not UTF-8"),
        ("strength.toml", b"[base", "strength.toml"),
    ],
)
def test_a_wrong_folder_is_told_before_anything_is_read(
    tmp_path: Path, db: clausedb.Database, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / "wrong" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    before = acts(db)
    with pytest.raises(ResourceError, match=said):
        db.add("-", stdin=b"x y", grammar=[tmp_path / "wrong"])
    with pytest.raises(ResourceError, match=said):
        db.rebuild(grammar=[tmp_path / "wrong"])
    assert acts(db) == before
    assert not list((db.path / "grammar").iterdir())


def test_a_lost_copy_is_told(db: clausedb.Database, house: Path) -> None:
    db.rebuild(grammar=[house])
    shutil.rmtree(house)
    for one in (db.path / "grammar").iterdir():
        if one.is_dir():
            shutil.rmtree(one)
    assert any("the copy of a grammar folder is missing" in one for one in db.check())
    with pytest.raises(StoreError, match="copy of a grammar folder is missing"):
        db.rebuild()

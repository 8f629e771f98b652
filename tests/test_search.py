"""The text index: the same rows with it and without it, and none of it where it does not fit."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clausedb
from clausedb import patterns
from clausedb.compiled import TextScan
from clausedb.store import search
from clausedb.store.database import Store
from clausedb.store.execute import matching_keys
from clausedb.words import normals

pytest.importorskip("tantivy")

QUESTIONS = [
    "clauses where text has cooperation",
    'clauses where text has "Middle Corridor"',
    "clauses where text has develop near/25 transport",
    "clauses where text has (demin! or landmine*) /s (area or territory)",
    "clauses where text has cooperation /p region",
    "clauses where text has разминирование",
    "clauses where text has кооперац*",
    "clauses where text has المفاوضات",
    "clauses where text has أذربي*",
    "clauses where not text has cooperation",
    "clauses where text has (peace and not treaty)",
    "clauses where text has (peace or not treaty)",
    "clauses where heading has declaration",
    "acts where action has (develop* or strengthen*) and hedge has intend",
    "obligations where cue has will | count by force",
    "statements where speaker has Tokayev",
    "statements where quote has peace",
    "citations where surface has Declaration | count",
    "documents where with clauses (text has corridor)",
    "clauses where text has corridor | kwic 3 | sort right",
]


@pytest.fixture(scope="module")
def plain(demo_db: Path) -> Iterator[clausedb.Database]:
    with clausedb.open(demo_db, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def store(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A copy of the sample documents that has an index."""
    made = _copy(demo_db, tmp_path_factory.mktemp("indexed"))
    assert made.index()
    return made


def _copy(demo_db: Path, folder: Path) -> Store:
    made = Store(shutil.copytree(demo_db, folder / "own.db"), 5.0)
    made.indexed_from = 0
    return made


def _fits(store: Store) -> bool:
    return store.read(lambda connection, _: store.narrower(connection) is not None)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_rows_are_those_of_looking_through_everything(
    question: str, store: Store, plain: clausedb.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_USEFUL", 2.0)
    with clausedb.open(store.folder, read_only=True) as db:
        assert _fits(store)
        assert db.query(question).rows == plain.query(question).rows


WORDS = [
    "cooperation",
    "peace",
    "Parties",
    "شراكة",
    "والتعاون",
    "сотрудничества",
    "мир",
    "2022",
    "ﷺ",
    "o’clock",
]
LEAVES = st.one_of(
    st.sampled_from(WORDS).map(patterns.word_pattern),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(
        lambda many: patterns.phrase_pattern(" ".join(many))
    ),
    st.sampled_from(WORDS).flatmap(
        lambda word: st.integers(1, len(word)).map(lambda size: patterns.prefix_pattern(word[:size]))
    ),
).filter(lambda found: found is not None)
PATTERNS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(patterns.Near, LEAVES, LEAVES, st.integers(1, 30), st.booleans()),
        st.builds(patterns.Sentence, LEAVES, LEAVES),
        st.builds(patterns.Paragraph, LEAVES, LEAVES),
        st.tuples(inner, inner).map(patterns.And),
        st.tuples(inner, inner).map(patterns.Or),
        inner.map(patterns.Not),
    ),
    max_leaves=4,
)


@given(PATTERNS)
def test_what_the_index_names_holds_every_row_that_meets_the_condition(
    store: Store, pattern: patterns.Pattern
) -> None:
    scan = TextScan(
        "t1", "clauses", "text", lambda text, language: patterns.matches(pattern, text, language), pattern
    )

    def look(connection: object, stop: object) -> tuple[list[str] | None, list[str]]:
        narrow = store.narrower(connection)  # type: ignore[arg-type]
        assert narrow is not None
        rows = narrow(scan)
        keys = None if rows is None else [key for key, _, _ in rows]
        return keys, matching_keys(connection, scan, stop)  # type: ignore[arg-type]

    named, held = store.read(look)
    assert named is None or set(held) <= set(named)


def test_a_rare_word_leads_to_few_rows(store: Store) -> None:
    pattern = patterns.word_pattern("biological")
    scan = TextScan("t1", "clauses", "text", lambda text, _: "biological" in normals(text), pattern)
    named = store.read(lambda connection, _: list((store.narrower(connection) or (lambda _: ()))(scan) or ()))
    assert [(key, language) for key, _, language in named] == [("kaz-aze-2023#4", "en")]


def test_a_stale_index_is_passed_by_until_it_is_made_again(demo_db: Path, tmp_path: Path) -> None:
    store = _copy(demo_db, tmp_path)
    assert store.index()
    text = tmp_path / "new.txt"
    text.write_text("Joint Statement\n\n1. The Parties shall protect saiga antelopes.\n", encoding="utf-8")
    kept = shutil.copytree(store.folder / "search", tmp_path / "kept")
    with clausedb.open(store.folder) as db:
        db.add(text)
        # A database as small as this keeps none: the one from before is put back.
        shutil.copytree(kept, store.folder / "search", dirs_exist_ok=True)
        assert not _fits(store)
        assert len(db.query("clauses where text has saiga")) == 1
        assert store.index()
        assert _fits(store)
        assert len(db.query("clauses where text has saiga")) == 1


def test_only_changed_documents_are_read_again(
    demo_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = _copy(demo_db, tmp_path)
    assert store.index()
    with clausedb.open(store.folder) as db:
        monkeypatch.setattr(Store, "indexed_from", 0)
        read: list[list[str]] = []
        documents = search._documents
        monkeypatch.setattr(
            search, "_documents", lambda connection, ids: read.append(list(ids)) or documents(connection, ids)
        )
        db.remove("kaz-aze-2023")
        text = tmp_path / "new.txt"
        text.write_text(
            "Joint Statement\n\n1. The Parties shall protect saiga antelopes.\n", encoding="utf-8"
        )
        db.add(text)
        assert read == [[], ["new"]]
        assert _fits(store)
        assert len(db.query("clauses where text has saiga")) == 1
        assert len(db.query("clauses where text has biological")) == 0


@pytest.mark.parametrize("spoil", ["rules", "clauses", "format"])
def test_an_index_of_other_rules_or_tables_is_not_used(store: Store, tmp_path: Path, spoil: str) -> None:
    own = Store(shutil.copytree(store.folder, tmp_path / "own.db"), 5.0)
    state = json.loads((own.folder / "search/state.json").read_text())
    (own.folder / "search/state.json").write_text(json.dumps({**state, spoil: "other"}))
    assert not _fits(own)


def test_without_the_library_everything_is_looked_through(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "present", lambda: False)
    assert not _fits(store)


def test_a_damaged_index_is_passed_by(store: Store, tmp_path: Path, plain: clausedb.Database) -> None:
    own = Store(shutil.copytree(store.folder, tmp_path / "own.db"), 5.0)
    (own.folder / "search/index/meta.json").write_text("{")
    with clausedb.open(own.folder, read_only=True) as db:
        assert db.query(QUESTIONS[0]).rows == plain.query(QUESTIONS[0]).rows


KILLED = """
import os, signal, sys
from pathlib import Path
from clausedb.store import search
from clausedb.store.database import Store
store = Store(Path(sys.argv[1]), 5.0)
store.indexed_from = 0
place = sys.argv[2]
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if place == "rows":
    documents = search._documents
    def some(connection, ids):
        for number, one in enumerate(documents(connection, ids)):
            if number == 20:
                kill()
            yield one
    search._documents = some
else:
    write = search.write_whole
    search.write_whole = lambda path, data: kill() if path.name == place else write(path, data)
store.index()
"""


@pytest.mark.parametrize("place", ["rows", "documents.json", "state.json"])
def test_a_kill_between_its_steps_is_harmless(
    demo_db: Path, tmp_path: Path, plain: clausedb.Database, place: str
) -> None:
    store = _copy(demo_db, tmp_path)
    done = subprocess.run([sys.executable, "-c", KILLED, str(store.folder), place], env=dict(os.environ))
    assert done.returncode == -signal.SIGKILL
    assert not _fits(store)
    assert store.index()
    assert _fits(store)
    with clausedb.open(store.folder, read_only=True) as db:
        for question in QUESTIONS[:6]:
            assert db.query(question).rows == plain.query(question).rows


def test_small_databases_have_none(demo_db: Path, tmp_path: Path) -> None:
    store = Store(shutil.copytree(demo_db, tmp_path / "own.db"), 5.0)
    assert not store.index()
    assert not (store.folder / "search").exists()

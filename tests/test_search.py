"""The text index: the same rows with it and without it, and none of it where it does not fit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clausedb
from clausedb import patterns
from clausedb.compiled import TextScan
from clausedb.schema import SERIAL
from clausedb.store import numbers, segments
from clausedb.store.database import Store
from clausedb.store.texts import look_at_each
from clausedb.store.write import numbered

QUESTIONS = [
    "clauses where text has cooperation",
    'clauses where text has "Middle Corridor"',
    'clauses where text has "of the Republic of Kazakhstan"',
    'clauses where text has "the Republic of Kazakhstan and" | count',
    'clauses where text has "of the" | count',
    'clauses where text has ("Republic of Kazakhstan" /s "of Azerbaijan")',
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


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample documents are enough for an index."""
    monkeypatch.setattr(segments, "_LEAST", 1)


@pytest.fixture
def store(indexed: Store) -> Store:
    """The sample documents with an index; not to be changed."""
    return indexed


@pytest.fixture(scope="module")
def indexed(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = _copy(demo_db, tmp_path_factory.mktemp("indexed"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "_LEAST", 1)
        assert made.index()
    return made


def _copy(folder: Path, target: Path) -> Store:
    return Store(shutil.copytree(folder, target / "own.db"), 5.0)


def _covers(store: Store) -> int:
    """The number of rows that the index covers, as a question sees it."""
    return store.read(lambda connection, _: getattr(store.words(connection), "until", 0))


def _given(store: Store) -> int:
    """The number of serial numbers that have been given."""
    return store.read(lambda connection, _: numbered(connection)[0])


def _scan(pattern: patterns.Pattern, table: str = "clauses", column: str = "text") -> TextScan:
    return TextScan(
        "t1", table, column, lambda text, language: patterns.matches(pattern, text, language), pattern
    )


def _by_index(store: Store, scan: TextScan) -> set[int]:
    """The rows as the index alone gives them."""

    def look(connection: Any, stop: Event) -> set[int]:
        words = store.words(connection)
        assert words is not None
        rows = words.rows(scan)
        assert rows is not None
        return {serial for (serial,) in connection.execute(f"SELECT {SERIAL} FROM ({rows})").fetchall()}

    return store.read(look)


def _by_looking(store: Store, scan: TextScan) -> set[int]:
    """The rows whose text the pure function says yes to."""
    return set(store.read(lambda connection, stop: look_at_each(connection, scan, stop, 0)))


@pytest.mark.parametrize("few", [0, numbers.FEW])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_rows_are_those_of_looking_through_everything(
    question: str, few: int, store: Store, plain: clausedb.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "FEW", few)
    with clausedb.open(store.folder, read_only=True) as db:
        assert _covers(store) == _given(store)
        assert db.query(question).rows == plain.query(question).rows


@pytest.mark.parametrize(
    ("words", "joins"), [("of the", 0), ("of the Republic", 1), ("of the Republic of", 1)]
)
def test_two_words_in_a_row_are_found_without_a_join(words: str, joins: int, store: Store) -> None:
    scan = _scan(patterns.Phrase(tuple(words.lower().split())))

    def look(connection: Any, stop: Event) -> str:
        found = store.words(connection)
        assert found is not None
        return found.rows(scan) or ""

    assert store.read(look).count(" JOIN ") == joins


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
def test_the_index_names_the_rows_that_the_pure_function_says_yes_to(
    indexed: Store, pattern: patterns.Pattern
) -> None:
    scan = _scan(pattern)
    assert _by_index(indexed, scan) == _by_looking(indexed, scan)


TEXT = st.lists(
    st.sampled_from(
        [
            "peace",
            "Peace",
            "party",
            "parties",
            "treaty",
            "of",
            "мир",
            "мира",
            "والتعاون",
            "تعاون",
            "No.",
            "5",
            "co-operate",
        ]
    )
    | st.sampled_from([". ", ".\n\n", "\n\n", ", ", "; ", "? "]),
    max_size=14,
).map(" ".join)
FEW = st.sampled_from(["peace", "party", "treaty", "of", "мир", "تعاون", "operate", "5", "co"])
LEAF = st.one_of(
    FEW.map(patterns.word_pattern),
    st.lists(FEW, min_size=1, max_size=4).map(lambda many: patterns.phrase_pattern(" ".join(many))),
    FEW.flatmap(
        lambda word: st.integers(1, len(word)).map(lambda size: patterns.prefix_pattern(word[:size]))
    ),
    st.sampled_from(["co-op", "co-operate", "وال", "الت"]).map(patterns.prefix_pattern),
)
SIDE = st.one_of(LEAF, st.lists(LEAF, min_size=2, max_size=2).map(tuple).map(patterns.Or))
PAIR = st.one_of(
    st.builds(patterns.Near, SIDE, SIDE, st.integers(1, 4), st.booleans()),
    st.builds(patterns.Sentence, SIDE, SIDE),
    st.builds(patterns.Paragraph, SIDE, SIDE),
)


@pytest.fixture(scope="module")
def bench(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return _copy(demo_db, tmp_path_factory.mktemp("bench"))


def _hold(bench: Store, texts: list[tuple[str, str]]) -> None:
    """Fills the clauses with these texts and languages and indexes them.

    Not through `add`: what matters is the text of a clause, its language and where its borders are.
    """
    with bench.gate.writing() as connection:
        connection.execute("DELETE FROM clauses")
        connection.execute("DELETE FROM internal.series")
        connection.execute("INSERT INTO internal.series VALUES ($until, 'a')", {"until": len(texts)})
        for number, (text, language) in enumerate(texts):
            connection.execute(
                "INSERT INTO clauses (serial, text, language) VALUES ($number, $text, $language)",
                {"number": number, "text": text, "language": language},
            )
    shutil.rmtree(bench.folder / "search", ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "_LEAST", 1)
        assert bench.index()


@given(
    st.lists(st.tuples(TEXT, st.sampled_from(["en", "fr", "ru", "ar", ""])), min_size=1, max_size=12),
    PAIR | LEAF,
)
def test_places_in_made_up_texts_are_told_apart_as_the_pure_function_does(
    bench: Store, texts: list[tuple[str, str]], pattern: patterns.Pattern
) -> None:
    _hold(bench, texts)
    scan = _scan(pattern)
    assert _by_index(bench, scan) == _by_looking(bench, scan)


def test_a_form_counts_in_the_language_of_its_text(bench: Store) -> None:
    _hold(bench, [("parties", "fr"), ("parties", "en"), ("party", "fr"), ("мира", "ru"), ("мир", "fr")])
    for word, rows in (("party", {1, 2}), ("parties", {0, 1}), ("мир", {3, 4})):
        scan = _scan(patterns.word_pattern(word))
        assert _by_index(bench, scan) == _by_looking(bench, scan) == rows


def _note(folder: Path, name: str, animal: str) -> Path:
    text = folder / f"{name}.txt"
    text.write_text(
        f"Joint Statement\n\n1. The Parties shall protect {animal} antelopes.\n", encoding="utf-8"
    )
    return text


def test_new_rows_get_a_segment_of_their_own_and_small_ones_are_joined(demo_db: Path, tmp_path: Path) -> None:
    store = _copy(demo_db, tmp_path)
    assert store.index()
    listed = segments._listed(store.folder / "search")
    with clausedb.open(store.folder) as db:
        db.add(_note(tmp_path, "one", "saiga"))
        assert segments._listed(store.folder / "search")[:1] == listed
        assert len(segments._listed(store.folder / "search")) == 2
        db.add(_note(tmp_path, "two", "goitered"))
        assert len(segments._listed(store.folder / "search")) == 2
        assert _covers(store) == _given(store)
        for animal in ("saiga", "goitered", "biological"):
            assert len(db.query(f"clauses where text has {animal}")) == 1
    files = {path.name for path in (store.folder / "search").iterdir()}
    assert files == {
        "segments.json",
        *(f"{one.name}.duckdb" for one in segments._listed(store.folder / "search")),
    }


def test_rows_that_no_segment_covers_are_looked_through(
    demo_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = _copy(demo_db, tmp_path)
    assert store.index()
    monkeypatch.setattr(segments, "_LEAST", 4_000)
    with clausedb.open(store.folder) as db:
        db.add(_note(tmp_path, "new", "saiga"))
        assert 0 < _covers(store) < _given(store)
        assert len(db.query("clauses where text has saiga")) == 1
        assert len(db.query("clauses where text has (saiga or biological)")) == 2


def test_rows_that_were_taken_out_are_found_no_more(demo_db: Path, tmp_path: Path) -> None:
    store = _copy(demo_db, tmp_path)
    assert store.index()
    with clausedb.open(store.folder) as db:
        assert len(db.query("clauses where text has biological")) == 1
        db.remove("kaz-aze-2023")
        assert _covers(store) > 0
        assert len(db.query("clauses where text has biological")) == 0


def test_rows_taken_out_at_the_end_are_found_no_more_among_many(
    demo_db: Path, tmp_path: Path, plain: clausedb.Database
) -> None:
    store = _copy(demo_db, tmp_path)
    with clausedb.open(store.folder) as db:
        db.add(_note(tmp_path, "new", "saiga"))
        assert _covers(store) == _given(store)
        db.remove("new")
        for word in ("the", "antelopes"):
            question = f"clauses where text has {word}"
            assert db.query(question).rows == plain.query(question).rows


def test_an_index_of_another_history_is_not_believed(demo_db: Path, tmp_path: Path) -> None:
    store, other = _copy(demo_db, tmp_path), _copy(demo_db, tmp_path / "other")
    with clausedb.open(store.folder) as db:
        db.rebuild()
    with clausedb.open(other.folder) as db:
        db.rebuild()
        shutil.rmtree(other.folder / "search")
        shutil.copytree(store.folder / "search", other.folder / "search")
        assert _given(other) == _given(store)
        assert _covers(other) == 0
        assert len(db.query("clauses where text has biological")) == 1
        assert other.index()
        assert _covers(other) == _given(other)


def test_an_index_of_other_rules_is_not_believed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "word_rules", lambda: "other")
    assert _covers(store) == 0


@pytest.mark.parametrize("spoil", ["list", "names", "segment", "missing"])
def test_a_damaged_index_is_passed_by(
    store: Store, tmp_path: Path, plain: clausedb.Database, spoil: str
) -> None:
    own = _copy(store.folder, tmp_path)
    [(name, *_)] = segments._listed(own.folder / "search")
    if spoil == "list":
        (own.folder / "search/segments.json").write_text("{")
    elif spoil == "names":
        # As an earlier version wrote it.
        (own.folder / "search/segments.json").write_text(f'["{name}"]')
    elif spoil == "segment":
        (own.folder / f"search/{name}.duckdb").write_bytes(b"x" * 20_000)
    else:
        (own.folder / f"search/{name}.duckdb").unlink()
    assert _covers(own) == 0
    with clausedb.open(own.folder, read_only=True) as db:
        assert db.query(QUESTIONS[0]).rows == plain.query(QUESTIONS[0]).rows
    assert own.index()
    assert _covers(own) == _given(own)


KILLED = """
import os, signal, sys
from pathlib import Path
from clausedb.store import numbers, segments
from clausedb.store.database import Store
segments._LEAST = 1
store = Store(Path(sys.argv[1]), 5.0)
place = sys.argv[2]
def killing(name):
    work = getattr(segments, name)
    def killed(*words):
        if place == f"behind {name}":
            work(*words)
        os.kill(os.getpid(), signal.SIGKILL)
    return killed
name = place.split()[1]
setattr(segments, name, killing(name))
store.index()
"""


@pytest.mark.parametrize(
    "place",
    [
        "before _gather",
        "behind _gather",
        "behind _write_forms",
        "behind _make",
        "before write_whole",
        "behind write_whole",
    ],
)
@pytest.mark.parametrize("before", [0, 1])
def test_a_kill_between_its_steps_is_harmless(
    demo_db: Path, tmp_path: Path, plain: clausedb.Database, place: str, before: int
) -> None:
    store = _copy(demo_db, tmp_path)
    if before:
        assert store.index()
        with clausedb.open(store.folder) as db, pytest.MonkeyPatch.context() as patch:
            patch.setattr(segments, "_LEAST", 4_000)
            db.add(_note(tmp_path, "new", "saiga"))
            db.remove("new")
    done = subprocess.run([sys.executable, "-c", KILLED, str(store.folder), place], env=dict(os.environ))
    assert done.returncode == -signal.SIGKILL
    for _ in range(2):
        with clausedb.open(store.folder, read_only=True) as db:
            for question in QUESTIONS[:6]:
                assert db.query(question).rows == plain.query(question).rows
        assert store.index()
        assert _covers(store) == _given(store)


def test_small_databases_have_none(demo_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "_LEAST", 4_000)
    store = _copy(demo_db, tmp_path)
    assert not store.index()
    assert not (store.folder / "search").exists()

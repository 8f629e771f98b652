"""The first rows of frequent words, found in the first documents alone: the same as those of looking at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clausedb
from clausedb.query import EmptyCatalog, prepare
from clausedb.store import execute, numbers, opening, segments
from clausedb.store.database import Store


@pytest.fixture(scope="module")
def indexed(demo_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[clausedb.Database]:
    """The same documents with a text index."""
    folder = shutil.copytree(demo_db, tmp_path_factory.mktemp("opening") / "own.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segments, "_LEAST", 1)
        assert Store(folder, 5.0).index()
    with clausedb.open(folder, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def short() -> Iterator[list[bool]]:
    """Few documents are many; whether the first ones were enough, question by question."""
    told: list[bool] = []
    real = opening.first_rows

    def first_rows(*given: Any) -> Any:
        found = real(*given)
        told.append(found is not None)
        return found

    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("LEAST_DOCUMENTS", 1), ("FREQUENT", 10**9), ("PLENTY", 0), ("SMALL_PART", 1)):
            patch.setattr(opening, name, value)
        patch.setattr(numbers, "FEW", 0)
        patch.setattr(execute, "first_rows", first_rows)
        yield told


WORDS = st.sampled_from(
    ["the", "and", "cooperation", "Parties", "мир", "سلام", "develop*", "th*", '"of the"', "в", "peace"]
)
PAIRS = st.sampled_from(["near/10", "pre/3", "/s", "/p"])
TEXTS = st.one_of(
    WORDS,
    st.builds("{} {} {}".format, WORDS, PAIRS, WORDS),
    st.builds("({} or {})".format, WORDS, WORDS),
    st.builds("({} and not {})".format, WORDS, WORDS),
)
CONDITIONS = st.one_of(
    st.builds("clauses where text has {}".format, TEXTS),
    st.builds("clauses where text has {} and not text has {}".format, TEXTS, WORDS),
    st.builds("clauses where (text has {} or heading has {}) and number is not empty".format, TEXTS, WORDS),
    st.builds("clauses where with acts (action has {}) and text has {}".format, WORDS, WORDS),
    st.builds("clauses where text has {0} | where text has {1}".format, TEXTS, WORDS),
    st.builds("acts where text has {} and force is intention".format, TEXTS),
    st.builds("acts where text has {} or force is intention".format, TEXTS),
    st.builds("documents where with clauses (text has {})".format, TEXTS),
    st.builds("citations where text has {}".format, TEXTS),
)
ENDS = st.sampled_from(["", "", " | show label", " | sort text", " | kwic 3"])


@given(CONDITIONS, st.integers(1, 12), ENDS, st.sampled_from([1, 2, 4]), st.sampled_from([0, 500]))
def test_the_first_rows_are_the_same(
    db: clausedb.Database,
    indexed: clausedb.Database,
    short: list[bool],
    asked: str,
    rows: int,
    end: str,
    documents: int,
    texts: int,
) -> None:
    if end == " | show label" and not asked.startswith("clauses"):
        end = " | show document"
    if end in (" | sort text", " | kwic 3") and not asked.startswith("clauses where text has"):
        end = ""
    question = f"{asked}{end} | first {rows}" if "kwic" in end else f"{asked} | first {rows}{end}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "FIRST", documents)
        patch.setattr(opening, "FEW_TEXTS", texts)
        found, expected = indexed.query(question), db.query(question)
    assert (found.rows, found.keys, found.notes) == (expected.rows, expected.keys, expected.notes)


def test_the_first_documents_were_enough_and_were_not(
    indexed: clausedb.Database, short: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "FIRST", 2)
    short.clear()
    for words in ("the", "мир", "of"):
        indexed.query(f"clauses where text has {words} | first 2")
    assert short == [True, False, True]


@pytest.mark.parametrize(("words", "rows", "looks"), [("Mirzoyan", 2, 1), ("the", 30, 2)])
def test_more_documents_are_looked_at_only_where_they_may_be_enough(
    words: str, rows: int, looks: int, indexed: clausedb.Database, short: list[bool]
) -> None:
    real, numbers_of_documents = opening._first_rows, []

    def first_rows(*given: Any) -> Any:
        numbers_of_documents.append(given[-1])
        return real(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "FIRST", 1)
        patch.setattr(opening, "MORE", 3)
        patch.setattr(opening, "_first_rows", first_rows)
        indexed.query(f"clauses where text has {words} | first {rows}")
    assert numbers_of_documents == [1, 3][:looks]


OPENINGS = (
    ("clauses where text has the | first 5", 5),
    ("clauses where text has the | where year = 2023 | first 5 | sort label", 5),
    ('clauses where text has the and (number is 3 or label is "4") | first 5 | show text', 5),
    ("acts where text has the | first 7", 7),
    ("documents where with clauses (text has the) | first 5", 5),
    ("clauses where text has the | kwic 3 | first 9", 9),
    ("clauses where text has the", None),
    ("clauses where text has the | last 5", None),
    ("clauses where text has the | sort label | first 5", None),
    ("clauses where text has the | first 5 | where number is 3", None),
    ("clauses where text has the | first 5 | count", None),
    ("clauses where text has the or number is 3 | first 5", None),
    ("clauses where number is 3 | first 5", None),
    ("clauses where not text has the | first 5", None),
    ("clauses where without acts (action has the) | first 5", None),
    ("clauses where text has the | kwic 3", None),
    ("clauses where text has (the and not of) | kwic 3 | first 9", None),
    ("instruments where title has the | first 5", None),
    ("parties where name has the | first 5", None),
)


@pytest.mark.parametrize(("question", "rows"), OPENINGS)
def test_only_first_rows_that_need_a_text_are_looked_for_so(question: str, rows: int | None) -> None:
    plan = prepare(question, EmptyCatalog()).plan
    assert plan is not None
    assert (plan.compiled.opening and plan.compiled.opening.rows) == rows

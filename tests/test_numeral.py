"""A number asked for by itself is found however it is printed."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

import clausedb
from clausedb.query.numeral import alone, alone_sql

PRINTED = (
    ("3", "3"),
    ("3.", "3"),
    ("(3)", "3"),
    ("3)", "3"),
    ("3 -", "3"),
    ("§ 3", "3"),
    ("Article 3", "3"),
    ("ARTICLE 3.", "3"),
    ("Art. 3", "3"),
    ("Статья 3", "3"),
    ("المادة 3", "3"),
    ("المادة ٣", "3"),
    ("(أ)", "أ"),
    ("3.2.", "3.2"),
    ("Article 3 bis", "3 bis"),
    ("3 bis", "3 bis"),
    ("CHAPTER VII", "vii"),
    ("(a)", "a"),
    ("Annex", "annex"),
    ("—", ""),
    ("", ""),
)


@pytest.mark.parametrize(("printed", "number"), PRINTED)
def test_the_number_alone(printed: str, number: str) -> None:
    assert alone(printed) == number


@pytest.fixture(scope="module")
def sql() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@given(st.one_of(st.sampled_from([one for one, _ in PRINTED]), st.text("a3٣бث .(-–_\n§Ⅲ²", max_size=8)))
def test_sql_says_the_same(sql: duckdb.DuckDBPyConnection, printed: str) -> None:
    [(found,)] = sql.execute(f"SELECT {alone_sql('$printed')}", {"printed": printed}).fetchall()
    assert found == alone(printed)


TEXT = "\n".join(
    (
        "Convention on Rivers",
        "The States Parties to this Convention have agreed as follows:",
        "Article 1",
        "Each Party shall protect the rivers.",
        "Article 2",
        "1. Each Party shall report every year.",
        "2. The report shall name:",
        "(a) the rivers;",
        "(b) their waters.",
        "Article 3",
        "This Convention shall enter into force on 1 May 2020.",
    )
)
FOUND = (
    ("number is 2", ["2", "2(2)"]),
    ('number is "2"', ["2", "2(2)"]),
    ("number is a", ["2(2)(a)"]),
    ("number is A", ["2(2)(a)"]),
    ("number in (3, b)", ["2(2)(b)", "3"]),
    ('number is "Article 2"', ["2"]),
    ('number is "article 2"', ["2"]),
    ('number is "2."', ["2(2)"]),
    ('number is "(a)"', ["2(2)(a)"]),
    ("number is not 2 and kind is article", ["1", "3"]),
    ("number is 22", []),
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[clausedb.Database]:
    folder = tmp_path_factory.mktemp("numeral")
    (folder / "rivers.txt").write_text(TEXT, encoding="utf-8")
    with clausedb.open(folder / "rivers.db") as opened:
        opened.add(folder / "rivers.txt")
        yield opened


@pytest.mark.parametrize(("condition", "labels"), FOUND)
def test_clauses_are_found_by_their_number(db: clausedb.Database, condition: str, labels: list[str]) -> None:
    assert [row["label"] for row in db.query(f"clauses where {condition}")] == labels


def test_what_is_meant_is_explained(db: clausedb.Database) -> None:
    assert "the number is 3, however it is printed" in db.explain("clauses where number is 3")
    assert not db.query("clauses where number is 3").echo

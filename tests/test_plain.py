"""Questions in plain words: each leads to the query that is meant in one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausedb.language import load_grammar
from clausedb.query import ast, prepare
from clausedb.query.plain import plain_queries
from clausedb.query.syntax import parse
from tests.test_query_errors import WORLD, complain

pytestmark = pytest.mark.usefixtures("fixed_day")

TABLE = Path(__file__).parent / "cases" / "plain.tsv"
CASES = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[2:]]
WORDS = sorted({row["words"] for row in load_grammar().rows("_query/plain")})


@pytest.mark.parametrize(("asked", "query"), CASES, ids=[asked for asked, _ in CASES])
def test_the_query_is_offered(asked: str, query: str) -> None:
    assert complain(asked).corrected == query


def test_there_are_enough_in_each_language() -> None:
    assert len(CASES) >= 150
    assert sum(any("а" <= one <= "я" for one in asked) for asked, _ in CASES) >= 15
    assert sum(any("\u0600" < one < "\u06ff" for one in asked) for asked, _ in CASES) >= 10


def test_the_words_of_the_table_are_used_once() -> None:
    rows = [row["words"] for row in load_grammar().rows("_query/plain")]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("row", load_grammar().rows("_query/plain"), ids=lambda row: row["words"])
def test_what_the_table_says_is_a_query(row: dict[str, str]) -> None:
    wholes = {
        "rows": "{}",
        "seek": "{}",
        "verb": "{}",
        "kind": "obligations where {}",
        "topic": "clauses where text has {}",
    }
    wholes |= {
        "stage": "obligations | {}",
        "whom": "obligations | {}",
        "language": "clauses where language is {}",
    }
    if row["role"] in wholes and row["value"] != "held":
        prepare(
            wholes[row["role"]].format(f"({row['value']})" if row["role"] == "topic" else row["value"]), WORLD
        )


@given(
    st.lists(
        st.sampled_from([*WORDS, "Kazakhstan", "transit", "2004", "@report", '"peace"', "5"]), max_size=9
    ).map(" ".join)
)
def test_whatever_is_said_a_query_comes_of_it_or_none(text: str) -> None:
    for query in plain_queries(text, WORLD)[0]:
        assert isinstance(parse(query), ast.Query | ast.ShowRef)

"""What a wrong query is told: whole messages, corrections that are right, and no error of another kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausedb.errors import QueryError
from clausedb.query import EmptyCatalog, ast, prepare
from clausedb.query.text import show
from tests.strategies import queries
from tests.world import World, sample

pytestmark = pytest.mark.usefixtures("fixed_day")

WORLD = World(sample(), {"owed": "obligations where joint"})
TABLE = Path(__file__).parent / "cases" / "query_errors.md"
DISLIKED = Path(__file__).parent / "cases" / "query_errors_poor.md"


def _cases(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("```\n")[1::2]


CASES = _cases(TABLE)
POOR = _cases(DISLIKED)


def complain(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        prepare(text, WORLD)
    return caught.value


@pytest.mark.parametrize("case", CASES + POOR, ids=[case.split("\n")[0] for case in CASES + POOR])
def test_the_whole_message(case: str) -> None:
    assert str(complain(case.split("\n")[0])) == case.rstrip("\n")


def test_the_messages_are_written_down_anew(request: pytest.FixtureRequest) -> None:
    """`pytest tests/test_query_errors.py --update` writes the messages as they are into both tables, to be read over."""
    for path in (TABLE, DISLIKED) if request.config.getoption("--update") else ():
        parts = path.read_text(encoding="utf-8").split("```\n")
        parts[1::2] = [f"{complain(case.split(chr(10))[0])}\n" for case in parts[1::2]]
        path.write_text("```\n".join(parts), encoding="utf-8")


def test_no_message_is_both_good_and_disliked() -> None:
    queries = [case.split("\n")[0] for case in CASES + POOR]
    assert len(queries) == len(set(queries))
    assert POOR


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize("text", ["", "   ", "\n", "-- nothing"])
def test_an_empty_line_says_how_to_start(text: str) -> None:
    assert "A query starts with what you look for" in str(complain(text))


def test_a_correction_is_right() -> None:
    corrections = [case.rsplit("try:  ", 1)[1].strip() for case in CASES if "try:  " in case]
    assert len(corrections) > 70
    for text in corrections:
        prepare(text, WORLD)


def test_a_query_of_several_lines_is_underlined_in_its_own_line() -> None:
    error = complain("obligations\n  where bearer is Azerbajan\n  | count")
    assert str(error).split("\n")[:2] == ["  where bearer is Azerbajan", "                  ^^^^^^^^^"]
    assert error.corrected == "obligations\n  where bearer is Azerbaijan\n  | count"


@given(st.text(max_size=80))
def test_any_text_is_right_or_wrong_and_nothing_else(text: str) -> None:
    _ask(text)


@given(queries(), st.data())
def test_a_broken_query_is_right_or_wrong_and_nothing_else(query: ast.Query, data: st.DataObject) -> None:
    text = show(query)
    at = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 6))
    put = data.draw(st.sampled_from(["", "(", ")", '"', "|", "@", "$", " and ", "where ", "’", "é"]))
    _ask(text[:at] + put + text[at + length :])


def _ask(text: str) -> None:
    try:
        prepare(text, WORLD)
    except QueryError as error:
        start, end = error.span
        assert 0 <= start <= end <= len(text)
        if error.corrected is not None:
            prepare(error.corrected, WORLD)


def test_without_a_database_nothing_else_happens() -> None:
    with pytest.raises(QueryError):
        prepare("obligations where bearer is Azerbaijan", EmptyCatalog())


def test_a_script_is_told_where_a_statement_was_not_ended() -> None:
    error = complain("let mine = obligations where joint\nmine | count")
    assert error.message == "Another statement begins here."
    assert error.suggestion == "A statement before another one ends with `;`."
    assert error.text[slice(*error.span)] == "mine"

"""The same query answered by DuckDB and by the oracle gives the same rows; what is written comes back when read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings

from clausedb.query import ast
from clausedb.query.lower import lower
from clausedb.query.resolve import resolve
from clausedb.query.syntax import parse
from clausedb.query.text import show
from clausedb.query.values import Context
from tests.oracle import answer
from tests.strategies import queries, worlds
from tests.world import Tables, World, connect, run

_WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


def check(tables: Tables, query: ast.Query) -> None:
    """The SQL of a query gives the oracle's rows, in the oracle's order."""
    bound = resolve(query, Context(show(query), World(tables), {}))
    plan = lower(bound)
    with connect(tables) as connection:
        found = run(connection, tables, plan.compiled)
        width = len(plan.compiled.columns)
        got = [_plain(row[:width]) for row in found]
        for note in plan.notes:
            run(connection, tables, note.compiled)
        for one in plan.relaxed:
            run(connection, tables, one.compiled)
    assert got == [_plain(row) for row in answer(bound, tables)], plan.compiled.sql


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row)


@settings(max_examples=150)
@given(worlds(), queries())
def test_duckdb_and_the_oracle_agree(tables: Tables, query: ast.Query) -> None:
    check(tables, query)


@pytest.mark.slow
@settings(max_examples=5000, phases=_WITHOUT_SHRINKING)
@given(worlds(), queries())
def test_duckdb_and_the_oracle_agree_in_the_long_run(tables: Tables, query: ast.Query) -> None:
    check(tables, query)


@settings(max_examples=200)
@given(queries())
def test_a_query_is_read_as_it_is_written(query: ast.Query) -> None:
    assert parse(show(query)) == query

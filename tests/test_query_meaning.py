"""The same query answered by DuckDB and by the oracle gives the same rows; what is written comes back when read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from clausedb.compiled import Compiled
from clausedb.query import ast
from clausedb.query.lower import lower
from clausedb.query.resolve import resolve
from clausedb.query.rows import number_told
from clausedb.query.syntax import parse
from clausedb.query.text import show
from clausedb.query.values import Context
from clausedb.schema import SCHEMA_VERSION
from clausedb.store import execute
from clausedb.store.publish import publish
from clausedb.store.published import Published
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
        told = [run(connection, tables, note.compiled) for note in plan.notes]
        for one in plan.relaxed:
            run(connection, tables, one.compiled)
    assert got == [_plain(row) for row in answer(bound, tables)], plan.compiled.sql
    if plan.told:
        assert got == list(number_told(plan.notes[-1], told[-1])), plan.notes[-1].compiled.sql


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


def check_published(tables: Tables, several: list[ast.Query], folder: Path) -> None:
    """A published folder of the same rows gives the oracle's rows too."""
    with connect(tables) as connection:
        connection.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR)")
        connection.execute("INSERT INTO meta VALUES ('schema', $version)", {"version": str(SCHEMA_VERSION)})
        publish(connection, folder / "parquet", force=True)
    published = Published(folder / "parquet")
    for query in several:
        bound = resolve(query, Context(show(query), World(tables), {}))
        compiled = lower(bound).compiled
        found, _ = published.read(partial(_run_published, compiled))
        got = [_plain(row[: len(compiled.columns)]) for row in found]
        assert got == [_plain(row) for row in answer(bound, tables)], compiled.sql


def _run_published(compiled: Compiled, connection: Any, stop: Event) -> Any:
    return execute.run(connection, compiled, stop)


@settings(max_examples=6)
@given(worlds(), st.lists(queries(), min_size=8, max_size=8))
def test_a_published_folder_and_the_oracle_agree(
    tmp_path_factory: pytest.TempPathFactory, tables: Tables, several: list[ast.Query]
) -> None:
    check_published(tables, several, tmp_path_factory.mktemp("published"))


@pytest.mark.slow
@settings(max_examples=100, phases=_WITHOUT_SHRINKING)
@given(worlds(), st.lists(queries(), min_size=50, max_size=50))
def test_a_published_folder_and_the_oracle_agree_in_the_long_run(
    tmp_path_factory: pytest.TempPathFactory, tables: Tables, several: list[ast.Query]
) -> None:
    check_published(tables, several, tmp_path_factory.mktemp("published"))


@settings(max_examples=200)
@given(queries())
def test_a_query_is_read_as_it_is_written(query: ast.Query) -> None:
    assert parse(show(query)) == query

"""The query parser that was made ahead is the one that its grammar makes."""

from __future__ import annotations

import pytest

from clausedb.query import syntax
from clausedb.resources import build_lark, grammar_dir, make_tables

TABLES = grammar_dir() / "query.tables"


def test_the_tables_belong_to_the_grammar(request: pytest.FixtureRequest) -> None:
    """`pytest tests/test_query_tables.py --update` makes them anew after a change of grammar/query.lark."""
    if request.config.getoption("--update"):
        TABLES.write_bytes(make_tables("query", **syntax.OPTIONS))
    assert TABLES.read_bytes()[:32] == make_tables("query", **syntax.OPTIONS)[:32]


@pytest.mark.parametrize(
    "text",
    [
        "documents",
        "let owed = obligations where bearer is $party and year in 2020..2023",
        'clauses where text has (demin! or landmine*) /s ("safe passage" or corridor) | kwic 8',
        "compare @a#5 with @b#5",
        'clauses where cites "Alma-Ata" within 3 steps | summarize n = count, first = min date by document',
    ],
)
def test_both_parsers_read_the_same(text: str) -> None:
    # An option more, and the tables are not those of this parser.
    fresh = build_lark("query", **syntax.OPTIONS, cache=False)
    assert fresh.parse(text) == syntax.parser().parse(text)

"""The query parser: its tables are those that the grammar makes, and it reads what lark reads."""

from __future__ import annotations

import pytest
from lark import Lark
from lark import Token as LarkToken
from lark import Tree as LarkTree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from clausedb.query.lalr import Parser, Token, Tree, Unfit
from clausedb.query.tables import made_ahead, tables
from clausedb.resources import build_lark, grammar_dir

TABLES = grammar_dir() / "query.tables"

RIGHT = [
    "documents",
    "documents;",
    "let owed = obligations where bearer is $party and year in 2020..2023",
    "let $party = «Россия»",
    'clauses where text has (demin! or landmine*) /s ("safe passage" or corridor) | kwic 8',
    "compare @a#5 with @b#5 with @c#2(a)",
    'clauses where cites "Alma-Ata" para 5 within 3 steps | summarize n = count, first = min date by document',
    "explain acts where (joint or not force is obligation) and ((deadline is not empty)) | cross bearer by year",
    "OBLIGATIONS WHERE bearer IN (AZE, KAZ) | COUNT BY force | SORT count DESC | FIRST 3",
    "documents where without obligations (not (held or date before 2020-01)) | follow cited by transitively",
    "documents where title has counted and type is not empty | unique | kwic",
]
WRONG = [
    "documents whre year = 2020",
    "documents where year in 2020-2023",
    "obligations where",
    "clauses where text has (a or",
    "let x =",
    "documents; documents",
    "clauses where text has %",
    "clauses | first ten",
    "",
]


@pytest.fixture(scope="module")
def lark() -> Lark:
    return build_lark("query", propagate_positions=True)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(tables())


def test_the_tables_belong_to_the_grammar(request: pytest.FixtureRequest) -> None:
    """`pytest tests/test_query_tables.py --update` makes them anew after a change of grammar/query.lark."""
    if request.config.getoption("--update"):
        TABLES.write_bytes(made_ahead())
    assert TABLES.read_bytes() == made_ahead()


@pytest.mark.parametrize("text", RIGHT)
def test_both_parsers_read_the_same(parser: Parser, lark: Lark, text: str) -> None:
    assert _told(parser.parse(text)) == _told_by_lark(lark.parse(text))


@pytest.mark.parametrize("text", WRONG)
def test_both_parsers_break_off_at_the_same_place(parser: Parser, lark: Lark, text: str) -> None:
    with pytest.raises((UnexpectedCharacters, UnexpectedToken)) as theirs:
        lark.parse(text)
    with pytest.raises(Unfit) as ours:
        parser.parse(text)
    error = theirs.value
    if isinstance(error, UnexpectedCharacters):
        assert (ours.value.start, ours.value.end) == (error.pos_in_stream, None)
        assert ours.value.expected == error.allowed
    else:
        end = error.token.type == "$END"
        assert ours.value.start == (len(text.rstrip()) if end else error.token.start_pos)
        assert ours.value.expected == error.accepts


@pytest.mark.parametrize("text", [*RIGHT, *WRONG])
def test_both_parsers_go_on_with_the_same(parser: Parser, lark: Lark, text: str) -> None:
    for end in range(len(text)):
        theirs = lark.parse_interactive(text[:end])
        try:
            theirs.exhaust_lexer()
        except UnexpectedInput:
            with pytest.raises(Unfit):
                parser.accepted(text[:end])
        else:
            assert parser.accepted(text[:end]) == theirs.accepts()


def _told(node: object) -> object:
    if isinstance(node, Tree):
        return (node.data, node.start, node.end, [_told(child) for child in node.children])
    return tuple(node) if isinstance(node, Token) else node


def _told_by_lark(node: object) -> object:
    if isinstance(node, LarkTree):
        place = (None, None) if node.meta.empty else (node.meta.start_pos, node.meta.end_pos)
        return (str(node.data), *place, [_told_by_lark(child) for child in node.children])
    if isinstance(node, LarkToken):
        return (node.type, str(node), node.start_pos, node.end_pos)
    return node

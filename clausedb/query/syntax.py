"""The text of a query in, its syntax tree as `ast` nodes out. No error of the parser library leaves this file."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from clausedb.query import ast
from clausedb.query.lalr import Parser, Tree, Unfit
from clausedb.query.tables import tables
from clausedb.span import Span

if TYPE_CHECKING:
    from clausedb.query.lalr import Token

    Node = Tree | Token

LONGEST: Final = 20_000
"""Code points of the longest query that is read."""


class Unread(Exception):
    """A text that is no query: where it breaks off, and the terminals that could have stood there."""

    def __init__(self, at: Span, expected: frozenset[str]) -> None:
        super().__init__(at, expected)
        self.at = at
        self.expected = expected


@cache
def parser() -> Parser:
    """The parser of the query language."""
    return Parser(tables())


def parse(text: str) -> ast.Statement:
    """The statement that a text says. Raises Unread."""
    if len(text) > LONGEST:
        raise Unread(Span(LONGEST, len(text)), frozenset())
    try:
        tree = parser().parse(text)
    except Unfit as error:
        raise Unread(word_at(text, error.start, error.end), error.expected) from None
    return _statement(tree.children[0])


_WORD: Final = re.compile(r"[\w’'-]+|[^\w\s]+")


def word_at(text: str, start: int, end: int | None = None) -> Span:
    """The whole word that stands at an offset; (end, end) behind the last one."""
    for match in _WORD.finditer(text):
        if match.start() <= start < match.end():
            return Span(match.start(), max(match.end(), end or 0))
    return Span(start, max(start, end or 0))


def accepted(text: str) -> frozenset[str] | None:
    """The terminals that may follow a text; None where it breaks off before its end."""
    try:
        return parser().accepted(text)
    except Unfit:
        return None


# --- tree to nodes ------------------------------------------------------------------------


def _statement(tree: Tree) -> ast.Statement:
    at, parts = _at(tree), tree.children
    match tree.data:
        case "let_query":
            return ast.LetQuery(_name(parts[0]), _query(parts[1]), at)
        case "let_value":
            return ast.LetValue(ast.Variable(str(parts[0])[1:], _at(parts[0])), _value(parts[1]), at)
        case "compare":
            return ast.CompareRefs(tuple(_ref(part) for part in parts), at)
        case "explain":
            return ast.Explain(_query(parts[1]), str(parts[0] or "duckdb").lower(), at)
        case "show_ref":
            return ast.ShowRef(ast.Handle(str(parts[0])[1:], _at(parts[0])), at)
        case _:
            return _query(tree)


def _query(node: Node) -> ast.Query:
    source, *stages = [part for part in _tree(node).children if part is not None]
    return ast.Query(_name(_tree(source).children[0]), tuple(_stage(stage) for stage in stages), _at(node))


def _stage(node: Node) -> ast.Stage:
    at, parts = _at(node), _tree(node).children
    match _tree(node).data:
        case "where":
            return ast.Where(_condition(parts[0]), at)
        case "count":
            return ast.Count(_by(parts[0]), None, at)
        case "count_distinct":
            return ast.Count(_by(parts[1]), _name(parts[0]), at)
        case "summarize":
            return ast.Summarize(tuple(_aggregate(part) for part in parts[:-1]), _by(parts[-1]), at)
        case "cross":
            return ast.Cross(_name(parts[0]), _name(parts[1]), at)
        case "sort":
            return ast.Sort(tuple(_key(part) for part in parts), at)
        case "first" | "last" as which:
            return ast.Take(_whole(parts[0]), which == "last", at)
        case "show":
            return ast.Show(_names(parts), at)
        case "unique":
            return ast.Unique(_names(parts), at)
        case "kwic":
            return ast.Kwic(_whole(parts[0]) if parts[0] is not None else 8, at)
        case "to":
            return ast.To(_name(parts[0]), at)
        case "follow_cites" | "follow_cited_by" as which:
            return ast.Follow(which == "follow_cited_by", _depth(parts[0]), at)
        case _:
            return ast.Export(_unquoted(parts[0]), at)


def _condition(node: Node) -> ast.Condition:
    at, parts = _at(node), _tree(node).children
    match _tree(node).data:
        case "or_cond":
            return ast.Or(tuple(_condition(part) for part in parts), at)
        case "and_cond":
            return ast.And(tuple(_condition(part) for part in parts), at)
        case "neg":
            return ast.Not(_condition(parts[0]), at)
        case "cites" | "cited_by" as which:
            return ast.Cites(_ref(parts[0]), _depth(parts[1]), which == "cited_by", at)
        case "under":
            return ast.Under(_value(parts[0]), at)
        case "with_" | "without" as which:
            inner = _condition(parts[1]) if parts[1] is not None else None
            return ast.With(_name(parts[0]), inner, which == "without", at)
        case _:
            return _test(_tree(node))


def _test(tree: Tree) -> ast.Condition:
    at, (first, *rest) = _at(tree), tree.children
    field = _name(first)
    match tree.data:
        case "flag":
            return ast.Flag(field, at)
        case "cmp" | "when":
            return ast.Compare(field, str(rest[0]).lower(), _value(rest[1]), at)
        case "eq":
            return ast.Compare(field, "=", _value(rest[0]), at)
        case "ne":
            return ast.Compare(field, "!=", _value(rest[0]), at)
        case "empty" | "not_empty" as which:
            return ast.Empty(field, which == "not_empty", at)
        case "range":
            return ast.Range(field, _value(rest[0]), _value(rest[1]), at)
        case "isin" | "notin" as which:
            return ast.OneOf(field, tuple(_value(part) for part in rest), which == "notin", at)
        case "invar":
            return ast.OneOf(field, (ast.Variable(str(rest[0])[1:], _at(rest[0])),), False, at)
        case _:
            return ast.Has(field, _text(rest[0]), at)


def _text(node: Node) -> ast.TextCondition:
    at, parts = _at(node), _tree(node).children
    match _tree(node).data:
        case "tor":
            return ast.TextOr(tuple(_text(part) for part in parts), at)
        case "tand":
            return ast.TextAnd(tuple(_text(part) for part in parts), at)
        case "tneg":
            return ast.TextNot(_text(parts[0]), at)
        case "near":
            return _near(_text(parts[0]), str(parts[1]).lower(), _text(parts[2]), at)
        case "tphrase":
            return ast.TextPhrase(_unquoted(parts[0]), at)
        case "tprefix":
            return ast.TextPrefix(str(parts[0])[:-1], at)
        case "tvar":
            return ast.TextVariable(str(parts[0])[1:], at)
        case _:
            return ast.TextWord(str(parts[0]), at)


def _near(left: ast.TextCondition, sign: str, right: ast.TextCondition, at: Span) -> ast.TextCondition:
    kind, _, reach = sign.partition("/")
    if reach in ("s", "sent"):
        return ast.TextNear(left, right, "sentence", at=at)
    if reach in ("p", "para"):
        return ast.TextNear(left, right, "paragraph", at=at)
    return ast.TextNear(left, right, "words", int(reach or "10"), kind == "pre", at)


def _value(node: Node) -> ast.Value:
    token = cast("Token", _tree(node).children[0])
    at, text = _at(token), str(token)
    match token.type:
        case "STRING":
            return ast.Text(_unquoted(token), at)
        case "NUMBER":
            return ast.Number(text, at)
        case "DATE":
            return ast.Day(text, at)
        case "VAR":
            return ast.Variable(text[1:], at)
        case "HANDLE":
            return ast.Handle(text[1:], at)
        case _:
            return ast.Name(text, at)


def _ref(node: Node) -> ast.Ref:
    token, place = _tree(node).children
    at = _at(token)
    found: ast.Text | ast.Handle | ast.Variable
    match cast("Token", token).type:
        case "STRING":
            found = ast.Text(_unquoted(token), at)
        case "VAR":
            found = ast.Variable(str(token)[1:], at)
        case _:
            found = ast.Handle(str(token)[1:], at)
    if place is None:
        return ast.Ref(found, None, _at(node))
    number = cast("Token", _tree(place).children[0])
    text = _unquoted(number) if number.type == "STRING" else str(number)
    return ast.Ref(found, text, _at(node))


def _depth(node: Node | None) -> ast.Depth:
    if node is None:
        return ast.DIRECT
    match _tree(node).data:
        case "trans":
            return ast.Depth(None, _at(node))
        case "steps":
            return ast.Depth(_whole(_tree(node).children[0]), _at(node))
        case _:
            return ast.DIRECT


def _aggregate(node: Node) -> ast.Aggregate:
    name, function, field = _tree(node).children
    return ast.Aggregate(
        _name(name), str(function).lower(), _name(field) if field is not None else None, _at(node)
    )


def _key(node: Node) -> ast.Key:
    field, direction = _tree(node).children
    return ast.Key(_name(field), str(direction or "").lower() == "desc")


def _by(node: Node | None) -> tuple[ast.Name, ...]:
    return () if node is None else _names(_tree(node).children)


def _names(nodes: list[Any]) -> tuple[ast.Name, ...]:
    return tuple(_name(node) for node in nodes if node is not None)


def _name(node: Node) -> ast.Name:
    return ast.Name(str(node), _at(node))


def _whole(node: Node) -> int:
    if not str(node).isdecimal():
        raise Unread(_at(node), frozenset(("NUMBER",)))
    return int(str(node))


def _unquoted(node: Node) -> str:
    return str(node)[1:-1]


def _tree(node: Node) -> Tree:
    return cast("Tree", node)


def _at(node: Node) -> Span:
    """Where a token or a tree stands. A tree made of keywords alone has no place of its own."""
    return ast.NOWHERE if node.start is None or node.end is None else Span(node.start, node.end)

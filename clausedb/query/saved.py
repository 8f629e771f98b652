"""Saved queries as texts: the query, and above it as remarks the values that its variables had when it was saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from clausedb.query import ast
from clausedb.query.syntax import Unread, parse
from clausedb.query.text import show, show_query, show_value

_REMARK: Final = "-- "


def saved_text(query: ast.Query, values: Mapping[str, ast.Value]) -> str:
    """What is kept of a query: a remark `-- let $name = value` a variable, then the query in its canonical form."""
    lets = [_REMARK + show(ast.LetValue(ast.Variable(name), value)) for name, value in values.items()]
    return "\n".join([*lets, show_query(query)])


def saved_values(text: str) -> dict[str, ast.Value]:
    """The values kept with a saved query, by variable."""
    found: dict[str, ast.Value] = {}
    for line in text.splitlines():
        if line.startswith(f"{_REMARK}let $"):
            try:
                statement = parse(line.removeprefix(_REMARK))
            except Unread:
                continue  # a remark of the user's own
            if isinstance(statement, ast.LetValue):
                found[statement.name.text] = statement.value
    return found


def saved_query(text: str) -> str:
    """The query alone, in one line."""
    return " ".join(line.strip() for line in text.splitlines() if not line.startswith(_REMARK.strip()))


def told(text: str) -> str:
    """The query in one line, and what its variables stand for: `obligations where bearer is $party ($party = KAZ)`."""
    values = [f"${name} = {show_value(value)}" for name, value in saved_values(text).items()]
    return saved_query(text) + (f" ({', '.join(values)})" if values else "")

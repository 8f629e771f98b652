"""Which words of an answer were asked for: the text conditions of a query as spans to be shown in bold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from clausedb import patterns
from clausedb.query import EmptyCatalog, ast
from clausedb.query.conditions import bind_text
from clausedb.query.syntax import Unread, parse
from clausedb.query.values import Context
from clausedb.query.wrong import Wrong

Hits = Callable[[str, str], Sequence[tuple[int, int]]]
"""(text, language) -> the places of the words asked for, in code points, in order."""


def hits_of(text: str, columns: Sequence[str]) -> Hits | None:
    """Where the words that a query asks of one of the columns stand in a text; None where it asks for none."""
    try:
        statement = parse(text)
        if not isinstance(statement, ast.Query):
            return None
        conditions = [stage.condition for stage in statement.stages if isinstance(stage, ast.Where)]
        asked = [one for condition in conditions for one in _asked(condition) if one.field.text in columns]
        context = Context(text, EmptyCatalog(), {})
        wanted = [bind_text(one.text, context) for one in asked]
    except (Unread, Wrong):
        return None
    if not wanted:
        return None

    def find(words: str, language: str) -> list[tuple[int, int]]:
        spans = {span for pattern in wanted for span in patterns.hits(pattern, words, language)}
        return sorted((span.start, span.end) for span in spans)

    return find


def _asked(condition: ast.Condition) -> Iterator[ast.Has]:
    """The text conditions that the rows meet: not those that are denied or asked of children."""
    match condition:
        case ast.Has():
            yield condition
        case ast.And(parts) | ast.Or(parts):
            for part in parts:
                yield from _asked(part)
        case _:
            return

"""What is new in the answers of saved queries: their rows of documents that were added since a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from clausedb.api.result import Result
from clausedb.query import ast
from clausedb.query.saved import saved_values
from clausedb.query.syntax import Unread, parse
from clausedb.query.text import show_query
from clausedb.schema import table

Ask = Callable[[str, Mapping[str, object]], Result]
Rows = Callable[[str, Mapping[str, object]], list[tuple[Any, ...]]]
"""(SQL, parameters) -> rows."""

_COUNTING: Final = (ast.Count, ast.Summarize, ast.Cross, ast.Kwic, ast.Show)


def changed(
    name: str, text: str, since: str, variables: Mapping[str, object], ask: Ask, rows: Rows
) -> Result | None:
    """The rows of a saved query that stand in documents added on the day `since` (ISO 8601, UTC) or later.

    Of a query that counts, the rows that it counts. None where its rows belong to no document, as parties and
    instruments do. Raises QueryError where the query is wrong or lacks a value.
    """
    result = ask(_uncounted(name, text), {**saved_values(text), **variables})
    if result.entity is None or not _stands_in_documents(result.entity):
        return None
    new = {key for (key,) in rows(_new_sql(result.entity), {"keys": list(result.keys), "since": since})}
    kept = [at for at, key in enumerate(result.keys) if key in new]
    return result.part(kept)


def _uncounted(name: str, text: str) -> str:
    """The query without its counts and what follows them; its name where it cannot be read, so that the error names it."""
    try:
        statement = parse(text)
    except Unread:
        return name
    if not isinstance(statement, ast.Query):
        return name
    stages = statement.stages
    first = next((at for at, one in enumerate(stages) if isinstance(one, _COUNTING)), len(stages))
    return show_query(ast.Query(statement.source, stages[:first]))


def _stands_in_documents(entity: str) -> bool:
    one = table(entity)
    return entity == "documents" or one.parent is not None


def _new_sql(entity: str) -> str:
    return (
        f"SELECT r.{table(entity).key} FROM {entity} r JOIN documents d ON d.document_id = r.document_id "
        f"WHERE r.{table(entity).key} IN (SELECT unnest($keys)) AND d.added_at >= $since"
    )

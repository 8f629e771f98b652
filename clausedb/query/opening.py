"""Which queries can be answered from the first documents alone: they ask for so many rows, of which each meets a text condition."""

from __future__ import annotations

from typing import Final

from clausedb.compiled import Opening
from clausedb.query import bound
from clausedb.query.kwic import enough_rows
from clausedb.schema import table

DOCUMENTS: Final = (
    "SELECT document_id FROM documents ORDER BY date_from ASC NULLS LAST, document_id ASC NULLS LAST"
)
"""The documents in the fixed order of all that belongs to them."""


def opening_of(query: bound.Query) -> Opening | None:
    """What is asked for of the first rows; None where later documents have a say."""
    stages = query.stages
    filters = [stage.condition for stage in stages if isinstance(stage, bound.Filter)]
    at = len(filters)
    if not isinstance(stages[at] if at < len(stages) else None, bound.Take | bound.Kwic):
        return None
    if any(isinstance(stage, bound.Filter) for stage in stages[at:]):
        return None
    rows = _asked(stages, at)
    if rows is None or not any(map(_needs_text, filters)):
        return None
    named = {query.table, *(name for one in filters for name in _tables(one))}
    return Opening(DOCUMENTS, rows) if all(map(_of_documents, named)) else None


def _asked(stages: tuple[bound.Stage, ...], at: int) -> int | None:
    """How many rows are cut off from stage `at` on, where what follows changes nothing of their number."""
    one = stages[at]
    if isinstance(one, bound.Kwic):
        return enough_rows(stages, at)
    assert isinstance(one, bound.Take)
    rest = stages[at + 1 :]
    whole = all(isinstance(stage, bound.Show | bound.Sort | bound.Export) for stage in rest)
    return one.count if whole and not one.last else None


def _needs_text(condition: bound.Condition) -> bool:
    """Whether no row meets the condition that meets none of its text conditions."""
    match condition:
        case bound.TextTest():
            return True
        case bound.And(parts):
            return any(map(_needs_text, parts))
        case bound.Or(parts):
            return bool(parts) and all(map(_needs_text, parts))
        case bound.Exists(_, inner):
            return inner is not None and _needs_text(inner)
        case _:
            return False


def _tables(condition: bound.Condition) -> list[str]:
    """The tables of whose texts the condition speaks, and those it goes through."""
    match condition:
        case bound.TextTest(place):
            return [place.table]
        case bound.And(parts) | bound.Or(parts):
            return [name for part in parts for name in _tables(part)]
        case bound.Not(part):
            return _tables(part)
        case bound.Exists(name, inner):
            return [name, *(_tables(inner) if inner is not None else ())]
        case _:
            return []


def _of_documents(name: str) -> bool:
    """Whether every row of the table belongs to a document, as do those it is linked to."""
    return any(column.name == "document_id" for column in table(name).columns) and name != "instruments"

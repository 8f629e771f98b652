"""Query text in, SQL with parameters out.

The border to those who run queries:

    prepared = prepare(text, catalog, variables)      raises QueryError, which draws itself
    prepared.kind == "query":
        rows, keys = run(prepared.plan.compiled)      one SELECT, text scans first
        columns, rows, keys = finish(prepared.plan, rows, keys)
        notes = [line for note in prepared.plan.notes for line in footnotes(note, run(note.compiled)[0])]
        where no row came: relaxed(prepared.plan, [run(one.compiled)[0] for one in prepared.plan.relaxed])
        prepared.echo                                 what names were taken to mean
    prepared.kind == "let":      save prepared.body under prepared.name
    prepared.kind == "value":    keep prepared.value as variable prepared.name
    prepared.kind == "explain":  prepared.sentence, then prepared.plan.compiled.sql
    prepared.kind == "compare" / "show":  prepared.handles
    size_of(text, catalog, variables)             the count of its rows alone, or None; never raises
    complete(text, cursor, catalog)                   suggestions; never raises

`variables` maps a name to a str, int, float, bool, an `ast` value, or a list or tuple of such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clausedb.query.catalog import Catalog, DocumentEntry, EmptyCatalog, InstrumentEntry, PartyEntry
from clausedb.query.plan import Note, Plan, Prepared, Relaxed
from clausedb.query.prepare import prepare, size_of
from clausedb.query.rows import finish, footnotes, number_told, relaxed

if TYPE_CHECKING:
    from clausedb.query.complete import Suggestion

__all__ = [
    "Catalog",
    "DocumentEntry",
    "EmptyCatalog",
    "InstrumentEntry",
    "Note",
    "PartyEntry",
    "Plan",
    "Prepared",
    "Relaxed",
    "complete",
    "finish",
    "footnotes",
    "number_told",
    "prepare",
    "relaxed",
    "size_of",
]


def complete(text: str, cursor: int, catalog: Catalog) -> tuple[Suggestion, ...]:
    """What can stand at the cursor, best first. Loaded late: a one-shot query completes nothing."""
    from clausedb.query.complete import complete as found

    return found(text, cursor, catalog)

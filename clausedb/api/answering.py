"""One statement of the query language from its text to a Result, over an open connection."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Event
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from clausedb.api.catalog import DatabaseCatalog
from clausedb.api.pieces import read_pieces
from clausedb.api.result import Result
from clausedb.compiled import Compiled, ResultColumn
from clausedb.errors import QueryError
from clausedb.query import Plan, Prepared, finish, footnotes, number_told, prepare, relaxed
from clausedb.query.saved import told
from clausedb.schema import SERIAL
from clausedb.store.execute import Rows, Scanner, run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from clausedb.store.search import Words

_TEXT: Final = "text"
_PATIENCE: Final = 1.0
"""Seconds that may be spent on explaining an empty answer before the next easier query is left out."""
_PIECES: Final = (
    ResultColumn("clause", _TEXT, "clause"),
    ResultColumn("number", _TEXT),
    ResultColumn("heading", _TEXT),
    ResultColumn("text", _TEXT),
)


class Keeper(NamedTuple):
    """Where statements that keep something put it."""

    save: Callable[[str, str], None]
    """(name, query) of a `let`."""
    set: Callable[[str, object], None]
    """(name, value) of a `let $name`."""


def answer(
    text: str,
    connection: DuckDBPyConnection,
    stop: Event,
    catalog: DatabaseCatalog,
    variables: Mapping[str, object],
    keeper: Keeper,
    *,
    exporting: bool,
    index: Callable[[], Words | None] = lambda: None,
) -> Result:
    """The answer to a statement. Raises QueryError where it is wrong, or exports where that is not allowed."""
    prepared = prepare(text, catalog, variables)
    match prepared.kind:
        case "let":
            assert prepared.name is not None
            assert prepared.body is not None
            keeper.save(prepared.name, prepared.body)
            said = f"Saved as {prepared.name}: {told(prepared.body)}"
            return Result((), (), (said,), prepared.echo, text=text)
        case "value":
            assert prepared.name is not None
            keeper.set(prepared.name, prepared.value)
            return Result((), (), (f"${prepared.name} is kept.",), prepared.echo, text=text)
        case "explain":
            lines = explanation(prepared).splitlines()
            column = ResultColumn("explanation", _TEXT)
            return Result((column,), tuple((line,) for line in lines), text=text)
        case "show":
            return _shown(connection, prepared, text)
        case "compare":
            from clausedb.api.comparing import compare

            return compare(connection, prepared.handles, text)
        case "query":
            assert prepared.plan is not None
            if prepared.plan.export is not None and not exporting:
                raise _no_export(text)
            scanner = Scanner(connection, stop, index)
            return _rows(connection, scanner, stop, prepared, text)


def explain(text: str, catalog: DatabaseCatalog, variables: Mapping[str, object]) -> str:
    """What a query will look up. Raises QueryError where it is wrong."""
    prepared = prepare(text, catalog, variables)
    if prepared.kind == "query":
        # Asked second, so that an error points into the text as given.
        prepared = prepare(f"explain {text}", catalog, variables)
    return explanation(prepared)


def explanation(prepared: Prepared) -> str:
    """What will be looked up, in a sentence, what names were taken to mean, and the SQL with its parameters."""
    lines = [prepared.sentence, *prepared.echo]
    if prepared.plan is not None:
        compiled = prepared.plan.compiled
        lines += ["", compiled.sql]
        lines += [f"${name} = {value!r}" for name, value in compiled.parameters]
        lines += [
            f"{scan.test}({SERIAL}) = the {scan.column} of that row of {scan.table} matches"
            for scan in compiled.scans
        ]
    return "\n".join(lines).strip("\n")


def _rows(
    connection: DuckDBPyConnection, scanner: Scanner, stop: Event, prepared: Prepared, text: str
) -> Result:
    plan = prepared.plan
    assert plan is not None

    def look(compiled: Compiled) -> tuple[Rows, tuple[Any, ...]]:
        return run(connection, compiled, stop, scanner)

    told = [(note, look(note.compiled)[0]) for note in plan.notes]
    fetched, keys = (number_told(*told[-1]), ()) if plan.told else look(plan.compiled)
    columns, rows, keys = finish(plan, fetched, keys)
    notes = [line for note, counted in told for line in footnotes(note, counted)]
    if _is_nothing(rows) and plan.relaxed:
        notes.extend(_explained(plan, look, stop))
    return Result(
        columns,
        tuple(rows),
        tuple(notes),
        prepared.echo,
        plan.compiled.entity,
        keys,
        text,
        _titles(connection, columns, rows),
        plan.export,
    )


def _is_nothing(rows: Sequence[tuple[Any, ...]]) -> bool:
    """Whether there are no rows, or only the counts of none."""
    return not rows or (len(rows) == 1 and all(cell in (0, None) for cell in rows[0]))


def _explained(
    plan: Plan, look: Callable[[Compiled], tuple[Rows, tuple[Any, ...]]], stop: Event
) -> Iterator[str]:
    """How many rows easier questions would have."""
    counted: list[Rows] = []
    until = time.monotonic() + _PATIENCE
    for one in plan.relaxed:
        if time.monotonic() < until and not stop.is_set():
            counted.append(look(one.compiled)[0])
    if line := relaxed(plan, counted):
        yield line


def _titles(
    connection: DuckDBPyConnection, columns: Sequence[ResultColumn], rows: Sequence[tuple[Any, ...]]
) -> dict[str, str]:
    """Titles of the instruments in the rows."""
    places = [place for place, column in enumerate(columns) if column.kind == "instrument"]
    ids = {one for row in rows for place in places for one in _several(row[place])}
    if not ids:
        return {}
    found = connection.execute(
        "SELECT instrument_id, title FROM instruments WHERE instrument_id IN (SELECT unnest($ids))",
        {"ids": sorted(ids)},
    ).fetchall()
    return dict(found)


def _several(value: Any) -> Sequence[str]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)


def _shown(connection: DuckDBPyConnection, prepared: Prepared, text: str) -> Result:
    """The clauses of a document, or a clause with all below it, a row each."""
    pieces = [piece for handle in prepared.handles for piece in read_pieces(connection, handle)]
    rows = tuple((one.clause_id, one.number, one.heading, one.text) for one in pieces)
    keys = tuple(one.clause_id for one in pieces)
    return Result(_PIECES, rows, (), prepared.echo, "clauses", keys, text)


def _no_export(text: str) -> QueryError:
    start = text.lower().rfind("export")
    return QueryError(
        text,
        (start, start + len("export")) if start >= 0 else (0, len(text)),
        "A file is written only from the command line and the prompt.",
        "Here the rows come back: use .df(), .pl() or .arrow().",
    )

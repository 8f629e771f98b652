"""Corrections by the user: a row and a value in, a kept correction and a document read again out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausedb.api.adding import reread
from clausedb.api.corrections import Names, anchor_of, column_of, settled, shown
from clausedb.api.pieces import read_row
from clausedb.errors import ClausedbError, StoreError
from clausedb.language import load_grammar
from clausedb.schema import table
from clausedb.store.corrections import Correction
from clausedb.store.database import Store

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def correct(store: Store, entity: str, key: str, field: str, value: object, names: Names) -> Correction:
    """Keeps a correction and reads its document again. Raises StoreError where the field does not take the value."""
    one = _correction(store, entity, key, field)
    grammar = load_grammar(*store.dialect.folders())
    one = one._replace(value=settled(one.table, one.field, value, names, grammar))
    before = store.corrections.same_place(one)
    store.corrections.put(one)
    try:
        reread(store, one.sha256, store.dialect.folders())
    except ClausedbError:
        _restore(store, one, before)
        raise
    return one


def withdraw(store: Store, entity: str, key: str, field: str) -> Correction:
    """Takes a correction back and reads its document again. Raises StoreError where there is none of this field."""
    one = _correction(store, entity, key, field)
    before = store.corrections.same_place(one)
    if before is None:
        raise StoreError(f"{one.field} of this row has not been corrected")
    store.corrections.drop(one)
    try:
        reread(store, one.sha256, store.dialect.folders())
    except ClausedbError:
        store.corrections.put(before)
        raise
    return before


def _restore(store: Store, one: Correction, before: Correction | None) -> None:
    if before is None:
        store.corrections.drop(one)
    else:
        store.corrections.put(before)


def _correction(store: Store, entity: str, key: str, field: str) -> Correction:
    """What would be corrected, without a value yet. Raises StoreError where there is no such row or field."""
    row = store.read(lambda connection, _: read_row(connection, entity, key))
    name, field = _target(entity, field, row)
    known = store.read(
        lambda connection, _: connection.execute(
            "SELECT sha256, text FROM documents WHERE document_id = $id", {"id": row["document_id"]}
        ).fetchone()
    )
    if known is None:
        raise StoreError(f"rows of {entity} cannot be corrected")
    anchor = anchor_of(name, row, known[1])
    return Correction(
        name,
        row["document_id"],
        known[0],
        field,
        None,
        shown(_value(row.get(column_of(name, field)))),
        datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        anchor.clause,
        anchor.words,
        anchor.start,
        anchor.end,
        store.read(lambda connection, _: _turn(connection, name, key, row)) if anchor.words else 0,
    )


def _turn(connection: DuckDBPyConnection, name: str, key: str, row: dict[str, Any]) -> int:
    """Which of the rows at its place this one is."""
    prefix = "cue_" if name == "acts" else ""
    start, end = f"{prefix}start", f"{prefix}end"
    found = connection.execute(
        f'SELECT {table(name).key} FROM {name} WHERE document_id = $id AND "{start}" = $start AND "{end}" = $end',
        {"id": row["document_id"], "start": row[start], "end": row[end]},
    ).fetchall()
    # Ids end in the number of the row in the order of the text.
    keys = sorted((str(one) for (one,) in found), key=lambda one: (len(one), one))
    return keys.index(key)


def _target(entity: str, field: str, row: dict[str, Any]) -> tuple[str, str]:
    """The table and field behind what a query calls them.

    In `obligations` the bearer of a directive is its addressee, and who gave it the issuer (see the view).
    """
    field = field.strip().lower()
    found = _field_of(entity, field)
    if entity != "obligations":
        return entity, found
    directed = row["bearers"] != row["issuers"] or row["bearers"] == row["addressees"] != []
    if found == "issuer":
        return "acts", "bearer"
    return "acts", "addressee" if found == "bearer" and directed else found


def _field_of(entity: str, name: str) -> str:
    """The field of this name, or of the column of this name."""
    try:
        fields = table(entity).fields
    except KeyError:
        return name
    return next((one.name for one in fields if name in (one.name, one.column)), name)


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else value


def folders_for(store: Store, given: tuple[Path, ...]) -> tuple[Path, ...]:
    """The grammar folders of an `add`: those given, which are kept from now on, else those kept."""
    if not given:
        return store.dialect.folders()
    check_folders(given)
    return store.dialect.keep(given)


def check_folders(folders: tuple[Path, ...]) -> None:
    """Raises ResourceError where a folder is missing, holds nothing that is read, or a file that is wrong."""
    from clausedb.language import read_all

    read_all(load_grammar(*folders))

"""Single things to look at: a document or clause to read, and where a row was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from clausedb.errors import StoreError
from clausedb.schema import Table, Type, table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Piece(NamedTuple):
    """One unit of a reading view, in text order."""

    document_id: str
    clause_id: str
    kind: str
    level: int
    number: str | None
    heading: str | None
    text: str
    language: str | None
    start: int
    text_start: int
    """Where `text` begins in the document's text."""
    position: int = 0
    """Its place among the clauses of the document."""


class Why(NamedTuple):
    """Where a row was read from: its words, the rule that made it, the clause around it."""

    entity: str
    key: str
    document_id: str | None
    clause_id: str | None
    rule: str | None
    clause_text: str | None
    clause_start: int | None
    """Offset of clause_text in the document's text, in code points."""
    spans: tuple[tuple[str, int, int, str], ...]
    """(what it is, start, end, words) in text order; offsets in the document's text, in code points."""
    row: tuple[tuple[str, Any], ...]
    """The whole row: (column, value)."""
    corrections: tuple[str, ...] = ()
    """What the user has corrected in it, a sentence each."""


_PIECE: Final = (
    "document_id, clause_id, kind, level, number, heading, text, language, start, text_start, position"
)
_ITSELF: Final = {
    "mentions": "surface",
    "citations": "surface",
    "dates": "surface",
    "definitions": "term",
    "statements": "quote",
    "clauses": "text",
    "findings": "place",
}


def read_pieces(connection: DuckDBPyConnection, ref: str) -> tuple[Piece, ...]:
    """A document (`doc`) or a clause with all below it (`doc#9`). Raises StoreError where there is none."""
    ref = ref.strip().removeprefix("@")
    document_id, _, label = ref.partition("#")
    if not label:
        rows = connection.execute(
            f"SELECT {_PIECE} FROM clauses WHERE document_id = $id ORDER BY position", {"id": document_id}
        ).fetchall()
        if not rows and not _exists(connection, "documents", document_id):
            raise StoreError(f"there is no document {document_id}")
        return tuple(Piece(*row) for row in rows)
    found = connection.execute(
        'SELECT start, "end", position FROM clauses WHERE document_id = $document AND clause_id = $id',
        {"document": document_id, "id": ref},
    ).fetchone()
    if found is None:
        if _exists(connection, "documents", document_id):
            raise StoreError(f"document {document_id} has no clause {label}")
        raise StoreError(f"there is no document {document_id}")
    rows = connection.execute(
        f"SELECT {_PIECE} FROM clauses WHERE document_id = $id AND position >= $position "
        'AND start >= $start AND "end" <= $last ORDER BY position',
        {"id": document_id, "position": found[2], "start": found[0], "last": found[1]},
    ).fetchall()
    return tuple(Piece(*row) for row in rows)


def read_why(connection: DuckDBPyConnection, entity: str, key: str) -> Why:
    """Where a row was read from. Raises StoreError where there is no such row."""
    row = read_row(connection, entity, key)
    one = table(entity)
    document_id, clause_id = row.get("document_id"), row.get("clause_id")
    clause = None
    if clause_id is not None:
        clause = connection.execute(
            "SELECT text, text_start FROM clauses WHERE clause_id = $id", {"id": clause_id}
        ).fetchone()
    return Why(
        entity,
        key,
        document_id,
        clause_id,
        row.get("rule"),
        clause[0] if clause else None,
        clause[1] if clause else None,
        _spans(connection, one, row),
        tuple((name, value) for name, value in row.items() if name != "text"),
    )


def read_row(connection: DuckDBPyConnection, entity: str, key: str) -> dict[str, Any]:
    """A row by its key: column -> value. Raises StoreError where there is no such table or row."""
    try:
        one = table(entity)
    except KeyError:
        raise StoreError(f"there is no table {entity}") from None
    columns = [column.name for column in one.columns]
    quoted = ", ".join(f'"{name}"' for name in columns)
    found = connection.execute(
        f"SELECT {quoted} FROM {entity} WHERE {one.key} = $key", {"key": key}
    ).fetchone()
    if found is None:
        raise StoreError(f"there is no row {key} in {entity}")
    return dict(zip(columns, found, strict=True))


def _spans(
    connection: DuckDBPyConnection, one: Table, row: dict[str, Any]
) -> tuple[tuple[str, int, int, str], ...]:
    """The places that the row names, with their words."""
    places: list[tuple[str, int, int]] = []
    for column in one.columns:
        name = column.name.removesuffix("start").removesuffix("_")
        if column.name == "start":
            places.append((_ITSELF.get(one.name, one.name), row["start"], row["end"]))
        elif column.name.endswith("_start") and f"{name}_end" in row:
            places.append((name, row[column.name], row[f"{name}_end"]))
        elif column.type is Type.INTEGERS and column.name.endswith("_starts"):
            name = column.name.removesuffix("_starts")
            places.extend(
                (name, start, end)
                for start, end in zip(row[column.name] or (), row[f"{name}_ends"] or (), strict=True)
            )
    kept = sorted((place for place in places if place[1] is not None), key=lambda place: (place[1], place[2]))
    if not kept or row.get("document_id") is None:
        return ()
    found = connection.execute(
        "SELECT text FROM documents WHERE document_id = $id", {"id": row["document_id"]}
    ).fetchone()
    text: str = found[0] if found else ""
    return tuple((name, start, end, text[start:end]) for name, start, end in kept)


def _exists(connection: DuckDBPyConnection, entity: str, key: str) -> bool:
    sql = f"SELECT 1 FROM {entity} WHERE {table(entity).key} = $key"
    return connection.execute(sql, {"key": key}).fetchone() is not None

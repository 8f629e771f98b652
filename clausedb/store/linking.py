"""What linking keeps in the database file, and how its outcome is written: the tables `internal.*` that DESIGN leaves to it.

    nodes     what each document tells of (instruments, parties), with the shape of its words
    shapes    each way of telling once, with the group that linking made of it
    blocks    where shapes lie that have to be compared with each other
    groups    one row an instrument or party
    met       parties that a document names without telling more of them
    names     what a document's own party ids stand for, where that is something else
    locals    the document's own ids in the cells that may be filled with others

Nothing here knows what a shape says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from clausedb.schema import Table, Type, table
from clausedb.store.arrow import registered
from clausedb.store.rows import Names, Row, renamed
from clausedb.store.write import insert, number

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

OF_DOCUMENTS: Final = {
    "inputs": "document_id VARCHAR, payload VARCHAR",
    "nodes": "document_id VARCHAR, kind VARCHAR, key VARCHAR, shape BIGINT",
    "met": "document_id VARCHAR, party_id VARCHAR",
    "names": "document_id VARCHAR, local_id VARCHAR, party_id VARCHAR",
    "locals": "document_id VARCHAR, table_name VARCHAR, column_name VARCHAR, key VARCHAR, ids VARCHAR[]",
}
"""Tables of which each document has its rows."""

OVER_ALL: Final = {
    "shapes": "shape BIGINT, root BIGINT, words VARCHAR",
    "blocks": "block BIGINT, shape BIGINT",
    "groups": "root BIGINT, base VARCHAR, words VARCHAR",
}
"""Tables of which documents share the rows."""


@dataclass(frozen=True, slots=True)
class CitationLink:
    """What linking says of one citation."""

    citation_id: str
    instrument_id: str | None
    target_document_id: str | None
    target_clause_id: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """What a change of documents changes in the links of all."""

    instruments: Sequence[Row] = ()
    """Rows that are new or may be other than before."""
    instruments_gone: Collection[str] = ()
    parties: Sequence[Row] = ()
    parties_gone: Collection[str] = ()
    citations: Sequence[CitationLink] = ()
    """Of the documents added, and of others where they lead elsewhere now."""
    names: Mapping[str, Names] = field(default_factory=dict)
    """Document id -> its own party ids -> party ids over all documents, of the documents added and of those with changes."""
    nodes: Sequence[tuple[str, str, str, int]] = ()
    met: Sequence[tuple[str, str]] = ()
    shapes: Sequence[tuple[int, int, str]] = ()
    """(number, root, words) of those that are new or have gone to another group."""
    blocks: Sequence[tuple[int, int]] = ()
    """(block, shape) of those that are new."""
    shapes_gone: Collection[int] = ()
    groups: Sequence[tuple[int, str, str]] = ()
    """(root, base, words)."""
    groups_gone: Collection[int] = ()


class LinkTables:
    """What is kept of all documents, as rows."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        self._connection = connection

    def nodes(self, document_ids: Collection[str]) -> list[tuple[str, str, str, int]]:
        """(document, kind, key, shape) of these documents."""
        return self._rows(
            "SELECT * FROM internal.nodes WHERE document_id IN (SELECT unnest($many))", document_ids
        )

    def shapes(self, numbers: Collection[int]) -> list[tuple[int, int, str]]:
        """(number, root, words) of these shapes."""
        return self._rows("SELECT * FROM internal.shapes WHERE shape IN (SELECT unnest($many))", numbers)

    def in_blocks(self, blocks: Collection[int]) -> list[tuple[int, int, str]]:
        """The shapes that lie in one of these blocks."""
        return self._rows(
            "SELECT * FROM internal.shapes WHERE shape IN "
            "(SELECT shape FROM internal.blocks WHERE block IN (SELECT unnest($many)))",
            blocks,
        )

    def members(self, roots: Collection[int]) -> list[tuple[int, int, str]]:
        """The shapes of these groups."""
        return self._rows("SELECT * FROM internal.shapes WHERE root IN (SELECT unnest($many))", roots)

    def counts(
        self, numbers: Collection[int], kinds: Collection[str], without: Collection[str]
    ) -> list[tuple[int, int, str]]:
        """(shape, how many nodes have it, the first of their documents)."""
        return self._rows(
            "SELECT shape, count(*), min(document_id) FROM internal.nodes WHERE shape IN (SELECT unnest($many)) "
            "AND kind IN (SELECT unnest($kinds)) AND document_id NOT IN (SELECT unnest($without)) GROUP BY shape",
            numbers,
            kinds=list(kinds),
            without=list(without),
        )

    def tellers(self, numbers: Collection[int], without: Collection[str]) -> list[tuple[str, str, str, int]]:
        """The nodes that have one of these shapes."""
        return self._rows(
            "SELECT * FROM internal.nodes WHERE shape IN (SELECT unnest($many)) "
            "AND document_id NOT IN (SELECT unnest($without))",
            numbers,
            without=list(without),
        )

    def groups(self, roots: Collection[int]) -> list[tuple[str]]:
        """The words of these groups."""
        return self._rows("SELECT words FROM internal.groups WHERE root IN (SELECT unnest($many))", roots)

    def namesakes(self, bases: Collection[str]) -> list[tuple[str]]:
        """The words of the groups with these bases."""
        return self._rows("SELECT words FROM internal.groups WHERE base IN (SELECT unnest($many))", bases)

    def citations(
        self, numbers: Collection[int], own: str, text: str, without: Collection[str]
    ) -> list[tuple[Any, ...]]:
        """(shape of the instrument, document, citation, clause, unit, pinpoint, self, language, shape of the document)."""
        return self._rows(
            "SELECT n.shape, c.document_id, c.citation_id, c.clause_id, c.pinpoint_unit, c.pinpoint, c.self, "
            "coalesce(d.language, ''), t.shape FROM internal.nodes n JOIN citations c ON "
            "c.document_id = n.document_id AND c.instrument_key = n.key AND c.self = (n.kind = $own) "
            "JOIN documents d ON d.document_id = n.document_id "
            "LEFT JOIN internal.nodes t ON t.document_id = n.document_id AND t.kind = $text "
            "WHERE n.shape IN (SELECT unnest($many)) AND n.document_id NOT IN (SELECT unnest($without)) "
            "AND n.kind <> $text",
            numbers,
            own=own,
            text=text,
            without=list(without),
        )

    def payloads(self, document_ids: Collection[str]) -> dict[str, str]:
        """Document id -> what linking reads of it."""
        return dict(
            self._rows(
                "SELECT * FROM internal.inputs WHERE document_id IN (SELECT unnest($many))", document_ids
            )
        )

    def met_in(self, document_ids: Collection[str]) -> set[str]:
        """The parties that these documents name without telling more of them."""
        sql = "SELECT DISTINCT party_id FROM internal.met WHERE document_id IN (SELECT unnest($many))"
        return {one for (one,) in self._rows(sql, document_ids)}

    def still_met(self, party_ids: Collection[str], without: Collection[str]) -> set[str]:
        """Those of these parties that some document names without telling more of them."""
        sql = (
            "SELECT DISTINCT party_id FROM internal.met WHERE party_id IN (SELECT unnest($many)) "
            "AND document_id NOT IN (SELECT unnest($without))"
        )
        return {one for (one,) in self._rows(sql, party_ids, without=list(without))}

    def parties(self, party_ids: Collection[str]) -> list[tuple[str, str | None, str | None]]:
        """(party, its state, its parent) of those that have a row."""
        return self._rows(
            "SELECT party_id, state_id, parent_id FROM parties WHERE party_id IN (SELECT unnest($many))",
            party_ids,
        )

    def belonging(self, party_ids: Collection[str], without: Collection[str]) -> set[str]:
        """Those of these parties to which others belong, `without` some."""
        sql = (
            "SELECT DISTINCT over FROM (SELECT party_id, unnest([state_id, parent_id]) AS over FROM parties "
            "WHERE state_id IN (SELECT unnest($many)) OR parent_id IN (SELECT unnest($many))) "
            "WHERE over IN (SELECT unnest($many)) AND party_id NOT IN (SELECT unnest($without))"
        )
        return {one for (one,) in self._rows(sql, party_ids, without=list(without))}

    def _rows(self, sql: str, many: Collection[Any], **values: Any) -> list[Any]:
        if not many:
            return []
        return self._connection.execute(sql, {"many": list(many), **values}).fetchall()


Linker = Callable[[LinkTables, Collection[str], Mapping[str, str]], Linked]
"""What is kept, the documents that are taken out, and document id -> payload of those that come, give what that changes."""


def read_inputs(connection: DuckDBPyConnection) -> list[str]:
    """The payloads of all documents in the tables."""
    return [one for (one,) in connection.execute("SELECT payload FROM internal.inputs").fetchall()]


def read_links(connection: DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    """What linking filled: the rows of `instruments`, the ends of `citations`, and whom own party ids stand for."""
    asked = {
        "instruments": "SELECT instrument_id, title, type, date, symbol, parties, document_id, keys FROM instruments",
        "citations": "SELECT citation_id, instrument_id, target_document_id, target_clause_id, held FROM citations",
        "names": "SELECT document_id, local_id, party_id FROM internal.names",
    }
    return {name: connection.execute(sql).fetchall() for name, sql in asked.items()}


def relink(connection: DuckDBPyConnection, linked: Linked, added: Collection[str]) -> None:
    """Writes what linking changed; the rows of the documents `added` have it already."""
    _replace(connection, table("instruments"), linked.instruments, linked.instruments_gone)
    _replace(connection, table("parties"), linked.parties, linked.parties_gone)
    of_others = [one for one in linked.citations if one.citation_id.rpartition(":")[0] not in added]
    _relink_citations(connection, of_others)
    _relink_parties(connection, {one: names for one, names in linked.names.items() if one not in added})
    _insert_names(connection, linked.names)
    _delete(connection, "groups", "root", linked.groups_gone)
    _delete(connection, "shapes", "shape", [*linked.shapes_gone, *(one for one, _, _ in linked.shapes)])
    _delete(connection, "blocks", "shape", linked.shapes_gone)
    for name, rows in (
        ("nodes", linked.nodes),
        ("met", linked.met),
        ("shapes", linked.shapes),
        ("blocks", linked.blocks),
        ("groups", linked.groups),
    ):
        _append(connection, name, rows)


def _delete(connection: DuckDBPyConnection, name: str, column: str, values: Collection[int]) -> None:
    if values:
        connection.execute(
            f"DELETE FROM internal.{name} WHERE {column} IN (SELECT unnest($values))",
            {"values": list(values)},
        )


def _append(connection: DuckDBPyConnection, name: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Adds rows to an internal table."""
    if not rows:
        return
    import pyarrow as pa

    told = {**OF_DOCUMENTS, **OVER_ALL}[name].split(", ")
    types = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "VARCHAR[]": pa.list_(pa.string())}
    columns = {
        column: pa.array(values, type=types[kind])
        for (column, kind), values in zip((one.split() for one in told), zip(*rows, strict=True), strict=True)
    }
    with registered(connection, pa.table(columns)) as incoming:
        connection.execute(f"INSERT INTO internal.{name} SELECT * FROM {incoming}")


def insert_inputs(
    connection: DuckDBPyConnection,
    payloads: Mapping[str, str],
    cells: Sequence[tuple[str, str, str, str, Sequence[str]]],
) -> None:
    """Keeps what linking reads of documents, and their own ids in cells: (document, table, column, key, ids)."""
    _append(connection, "inputs", list(payloads.items()))
    _append(connection, "locals", cells)


def _replace(connection: DuckDBPyConnection, one: Table, rows: Sequence[Row], gone: Collection[str]) -> None:
    """Puts rows in the place of those with their keys, and takes others out; those that stay as they are are left alone."""
    names = [column.name for column in one.columns]
    at = names.index(one.key)
    shown = ", ".join(f'"{name}"' for name in names)
    keys = [row[one.key] for row in rows]
    kept = connection.execute(
        f"SELECT {shown} FROM {one.name} WHERE {one.key} IN (SELECT unnest($keys))", {"keys": keys}
    ).fetchall()
    there = {row[at]: list(row) for row in kept}
    new = [row for row in rows if there.get(row[one.key]) != [row[name] for name in names]]
    out = [*gone, *(row[one.key] for row in new if row[one.key] in there)]
    if out:
        connection.execute(f"DELETE FROM {one.name} WHERE {one.key} IN (SELECT unnest($keys))", {"keys": out})
    number(connection, {one.name: new})
    insert(connection, one, new)


def _relink_citations(connection: DuckDBPyConnection, links: Sequence[CitationLink]) -> None:
    if not links:
        return
    import pyarrow as pa

    columns = ("instrument_id", "target_document_id", "target_clause_id", "held")
    rows = pa.table(
        {
            "citation_id": pa.array([one.citation_id for one in links], type=pa.string()),
            **{
                name: pa.array(
                    [getattr(one, name) for one in links],
                    type=pa.bool_() if name == "held" else pa.string(),
                )
                for name in columns
            },
        }
    )
    changed = " OR ".join(f"citations.{name} IS DISTINCT FROM l.{name}" for name in columns)
    values = ", ".join(f"{name} = l.{name}" for name in columns)
    with registered(connection, rows) as name:
        connection.execute(
            f"UPDATE citations SET {values} FROM {name} l "
            f"WHERE citations.citation_id = l.citation_id AND ({changed})"
        )


def _relink_parties(connection: DuckDBPyConnection, names: Mapping[str, Names]) -> None:
    """Fills cells again in documents whose own ids mean others than before."""
    if not names:
        return
    ids = {"ids": sorted(names)}
    of_documents = "WHERE document_id IN (SELECT unnest($ids))"
    now: dict[str, dict[str, str]] = {}
    kept = connection.execute(
        f"SELECT document_id, local_id, party_id FROM internal.names {of_documents}", ids
    )
    for document_id, local_id, party_id in kept.fetchall():
        now.setdefault(document_id, {})[local_id] = party_id
    for document_id, changed in names.items():
        now.setdefault(document_id, {}).update(changed)
    cells: dict[tuple[str, str], list[tuple[str, list[str]]]] = {}
    stored = connection.execute(
        f"SELECT document_id, table_name, column_name, key, ids FROM internal.locals {of_documents}", ids
    )
    for document_id, table_name, column, key, own in stored.fetchall():
        cells.setdefault((table_name, column), []).append((key, renamed(own, now[document_id])))
    for (table_name, column), values in sorted(cells.items()):
        _fill(connection, table(table_name), column, values)


def _fill(
    connection: DuckDBPyConnection, one: Table, column: str, values: Sequence[tuple[str, list[str]]]
) -> None:
    import pyarrow as pa

    many = one.column(column).type is Type.TEXTS
    rows = pa.table(
        {
            "key": [key for key, _ in values],
            "value": pa.array(
                [ids if many else ids[0] for _, ids in values],
                type=pa.list_(pa.string()) if many else pa.string(),
            ),
        }
    )
    with registered(connection, rows) as name:
        connection.execute(
            f'UPDATE {one.name} SET "{column}" = i.value FROM {name} i '
            f'WHERE {one.name}.{one.key} = i.key AND {one.name}."{column}" IS DISTINCT FROM i.value'
        )


def _insert_names(connection: DuckDBPyConnection, names: Mapping[str, Names]) -> None:
    """Keeps what own ids stand for, where that is something else."""
    told = [
        (document_id, own, party)
        for document_id, found in sorted(names.items())
        for own, party in found.items()
    ]
    if not told:
        return
    import pyarrow as pa

    pairs = pa.table({"document_id": [one[0] for one in told], "local_id": [one[1] for one in told]})
    with registered(connection, pairs) as incoming:
        connection.execute(
            "DELETE FROM internal.names WHERE (document_id, local_id) IN "
            f"(SELECT (document_id, local_id) FROM {incoming})"
        )
    _append(connection, "names", [one for one in told if one[1] != one[2]])


def linked_rows(links: Iterable[CitationLink]) -> dict[str, Row]:
    """Citation id -> the cells that linking fills."""
    return {
        one.citation_id: {
            "instrument_id": one.instrument_id,
            "target_document_id": one.target_document_id,
            "target_clause_id": one.target_clause_id,
            "held": one.held,
        }
        for one in links
    }

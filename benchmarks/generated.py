"""A large database made of the five sample documents: their rows many times over under ids of their own.

    python benchmarks/generated.py FOLDER CLAUSES

Every clause gets six made-up words more (`zeta0` to `zeta49999`, low numbers often, high ones seldom), so that words are
as unevenly spread as in a real collection. Nothing is parsed: 100,000 clauses take seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import clausedb
from clausedb.resources import seeds_dir
from clausedb.schema import POSITION, SERIAL, TABLES, Table, beside, refs
from clausedb.store.database import Store
from clausedb.store.load import touch, transaction
from clausedb.store.write import numbered

_MEANT = {"document_ref": "documents", "clause_ref": "clauses", "parent_ref": "clauses"}
_OTHERS = ("target_document_id", "target_clause_id")


def generate(folder: Path, clauses: int) -> None:
    """Makes a database of about so many clauses in a new folder."""
    with clausedb.open(folder) as db:
        db.add(seeds_dir())
        here = db.describe()["rows"]["clauses"]
    store = Store(folder, 5.0)
    copies = clauses // here
    with store.gate.writing() as connection, transaction(connection):
        until, _ = numbered(connection)
        firsts: dict[str, int] = {}
        for one in TABLES:
            # Obligations are a view of the acts.
            if one.name == "documents" or (one.parent is not None and one.name != "obligations"):
                connection.execute(
                    f"CREATE TEMP TABLE seed_{one.name} AS SELECT *, row_number() OVER (ORDER BY serial) - 1 AS nth "
                    f"FROM {one.name}"
                )
                [(rows,)] = connection.execute(f"SELECT count(*) FROM seed_{one.name}").fetchall()
                firsts[one.name] = until
                joins = "".join(
                    f" LEFT JOIN seed_{_MEANT[ref]} AS {ref} ON {ref}.serial = s.{ref}" for ref in refs(one)
                )
                connection.execute(
                    f"INSERT INTO {one.name} BY NAME SELECT {_values(one, firsts, rows)} "
                    f"FROM range(1, {copies}) AS t(i), seed_{one.name} AS s{joins} ORDER BY t.i, s.nth"
                )
                until += rows * (copies - 1)
        connection.execute("INSERT INTO internal.series VALUES ($until, 'generated')", {"until": until})
        touch(connection, {})
    store.index()


def _values(one: Table, firsts: dict[str, int], rows: int) -> str:
    """The columns of a copy; its number is the first of the table's and as many more as rows stand before it."""
    numbers = {SERIAL: f"{firsts[one.name]} + (t.i - 1) * {rows} + s.nth"}
    for ref in refs(one):
        many = f"(SELECT count(*) FROM seed_{_MEANT[ref]})"
        numbers[ref] = f"{firsts[_MEANT[ref]]} + (t.i - 1) * {many} + {ref}.nth"
    if POSITION in beside(one):
        numbers[POSITION] = f"s.{POSITION}"
    values = {f'"{column.name}"': _value(one, column.name) for column in one.columns} | numbers
    return ", ".join(f"{value} AS {name}" for name, value in values.items())


def _value(one: Table, column: str) -> str:
    """The column of a copy: ids of documents and what stands in them get the number of the copy."""
    cell = f's."{column}"'
    if column == "text" and one.name == "clauses":
        share = "hash(s.clause_id || '/' || t.i || '/' || k) / 18446744073709551616.0"
        words = (
            f"list_transform(range(6), lambda k: 'zeta' || CAST(floor(50000 * pow({share}, 3)) AS INTEGER))"
        )
        return f"{cell} || ' ' || array_to_string({words}, ' ')"
    if column == "sha256":
        return f"{cell} || t.i"
    if column in _OTHERS:
        return f"split_part({cell}, '#', 1) || '-' || t.i || substr({cell}, strpos({cell} || '#', '#'))"
    if column in ("document_id", "clause_id", "parent_id") or column == one.key:
        return f"s.document_id || '-' || t.i || substr({cell}, length(s.document_id) + 1)"
    return cell


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]))

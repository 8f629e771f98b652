"""The schema explained: tables, the fields of one, the values of a field. `describe`, `/fields` and `/values` show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clausedb.cli import safe, table
from clausedb.cli.paint import Paint
from clausedb.cli.words import counted, listed
from clausedb.schema import TABLES, Kind, Table, column_vocabulary
from clausedb.vocabularies import VOCABULARIES

_KINDS = {
    Kind.TEXT: "text",
    Kind.CLOSED: "one of a list",
    Kind.PARTY: "party",
    Kind.DOCUMENT: "document",
    Kind.CLAUSE: "clause",
    Kind.INSTRUMENT: "instrument",
    Kind.NUMBER: "number",
    Kind.FLAG: "yes or no",
    Kind.DATE: "date",
    Kind.YEAR: "year",
}


def explain(name: str | None, counts: Mapping[str, int], paint: Paint, columns: int) -> list[str] | None:
    """The lines about a table, a field, or (for no name) all tables; None where nothing has that name."""
    if name is None:
        return _tables(counts, paint, columns)
    found = name.strip().lower()
    tables = {one.name: one for one in TABLES}
    if found in tables:
        return _fields(tables[found], counts, paint, columns)
    owner, dot, field = found.rpartition(".")
    if not dot:
        return _values(found, paint, columns)
    return _values(field, paint, columns, (tables[owner],)) if owner in tables else None


def tables_with(name: str) -> tuple[str, ...]:
    """The tables that have a field of this name."""
    return tuple(one.name for one in TABLES if one.field(name) is not None)


def nearest(name: str) -> str:
    """The table or field whose name is nearest to a mistyped one; empty where none is near."""
    from difflib import get_close_matches

    known = dict.fromkeys(
        found for one in TABLES for found in (one.name, *(field.name for field in one.fields))
    )
    return next(iter(get_close_matches(name.lower(), known, n=1, cutoff=0.6)), "")


def _tables(counts: Mapping[str, int], paint: Paint, columns: int) -> list[str]:
    heads = [table.Head("table", whole=True), table.Head("rows", right=True), table.Head("one row is")]
    rows = [[one.name, f"{counts[one.name]:,}" if one.name in counts else "", one.meaning] for one in TABLES]
    if not counts:
        heads, rows = [heads[0], heads[2]], [[row[0], row[2]] for row in rows]
    return table.draw(heads, rows, paint, columns)


def _fields(one: Table, counts: Mapping[str, int], paint: Paint, columns: int) -> list[str]:
    heads = [
        table.Head("field", whole=True),
        table.Head("holds"),
        table.Head("meaning"),
        table.Head("example"),
    ]
    rows = [
        [
            field.name + ("*" if field.shown else ""),
            "several: " + _KINDS[field.kind] if field.many else _KINDS[field.kind],
            one.column(field.column).meaning,
            field.example,
        ]
        for field in one.fields
    ]
    many = f", {counted(counts[one.name], 'row')}" if one.name in counts else ""
    lines = [
        f"{paint('bold', one.name)}: {one.meaning}{many}",
        "",
        *table.draw(heads, rows, paint, columns),
        "",
    ]
    lines.append(paint("dim", "* shown where a query names no columns"))
    if one.parent:
        lines.append(paint("dim", f"The fields of {one.parent} are simply there too."))
    if one.children:
        lines.append(paint("dim", f"with / without ( … ) asks for its {listed(one.children)}."))
    return lines


def _values(name: str, paint: Paint, columns: int, among: Sequence[Table] = TABLES) -> list[str] | None:
    """The values of a field, for each of its vocabularies (`kind` means something else in another table)."""
    found: dict[str, tuple[list[str], dict[str, str]]] = {}
    for one in among:
        field = one.field(name)
        if field is not None and (values := column_vocabulary(one.name, field)):
            key = "|".join(values)
            found.setdefault(key, ([], values))[0].append(one.name)
    if not found and name in VOCABULARIES and among is TABLES:
        found[name] = ([], VOCABULARIES[name])
    if not found:
        return _open_field(name, columns, among)
    lines: list[str] = []
    for tables, values in found.values():
        of = f" of {listed(tables)}" if tables else ""
        heads = [table.Head("value", whole=True), table.Head("meaning")]
        drawn = table.draw(heads, [[value, meaning] for value, meaning in values.items()], paint, columns)
        lines += [f"{paint('bold', name)}{of}", "", *drawn, ""]
    return lines[:-1]


def _open_field(name: str, columns: int, among: Sequence[Table]) -> list[str] | None:
    """What a field without a list of values is; None where there is no such field."""
    lines: list[str] = []
    for one in among:
        field = one.field(name)
        if field is not None:
            example = f", as in: {field.name} {'has' if field.kind is Kind.TEXT else 'is'} {field.example}"
            meaning = f"{one.name}: {_KINDS[field.kind]}; {one.column(field.column).meaning}"
            said = meaning + (example if field.example and field.kind is not Kind.FLAG else "")
            lines.extend(safe.wrap(said, columns))
    return lines or None

"""Which fields a row has: its own, its parents', and how the tables hang together. Reads the schema only."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from clausedb.query.bound import Place
from clausedb.schema import TABLES, Field, Kind, Table, Type, table

SINGULAR: Final = {
    "documents": "document",
    "clauses": "clause",
    "acts": "act",
    "obligations": "obligation",
    "citations": "citation",
    "instruments": "instrument",
    "parties": "party",
    "mentions": "mention",
    "definitions": "definition",
    "dates": "date",
    "statements": "statement",
    "findings": "finding",
}
ENTITIES: Final = tuple(one.name for one in TABLES)

_SIDE: Final = {"citations": ("instruments", "instrument_id"), "mentions": ("parties", "party_id")}
"""Parents beside the clause: table, and the column that holds their key."""

_REFS: Final = {"documents": "document_ref", "clauses": "clause_ref"}
"""Of `schema.refs` those that name a row itself."""


@cache
def parents(entity: str) -> tuple[tuple[str, str], ...]:
    """(table, column of the row that holds its key) of every parent, nearest first."""
    one = table(entity)
    names = {column.name for column in one.columns}
    found: list[tuple[str, str]] = []
    if one.parent == "clauses":
        found.append(("clauses", "clause_id"))
    if entity != "documents" and "document_id" in names and one.parent is not None:
        found.append(("documents", "document_id"))
    if entity in _SIDE:
        found.append(_SIDE[entity])
    return tuple(found)


class Scope(NamedTuple):
    """What a stage can name: the rows of a table, or the columns that a stage before has made."""

    entity: str | None
    made: tuple[Place, ...] = ()
    """The columns of counts; beside an entity: `depth`, where citations were followed."""

    def find(self, name: str) -> Place | None:
        """The field of that name: made, own, of the nearest parent, or `document.date` of that parent."""
        low = name.casefold()
        for place in self.made:
            if place.name.casefold() == low:
                return place
        if self.entity is None:
            return None
        owner, _, rest = low.rpartition(".")
        for one in self.tables():
            if owner and owner not in (SINGULAR[one.name], one.name):
                continue
            field = one.field(rest)
            if field is not None:
                return Place(one.name, field, low)
        return None

    def tables(self) -> tuple[Table, ...]:
        """The tables whose fields are simply there, own first."""
        if self.entity is None:
            return ()
        return (table(self.entity), *(table(name) for name, _ in parents(self.entity)))

    def names(self) -> tuple[str, ...]:
        """Every name that `find` finds, own first; of parents' fields with the same name only the nearest."""
        found = [place.name for place in self.made]
        for one in self.tables():
            found.extend(field.name for field in one.fields)
        return tuple(dict.fromkeys(found))

    def long_names(self) -> tuple[str, ...]:
        """Parents' fields with their parent's name before them."""
        return tuple(
            f"{SINGULAR[one.name]}.{field.name}" for one in self.tables()[1:] for field in one.fields
        )


def ways(entity: str) -> tuple[str, ...]:
    """The tables that `to` can go on with: parents, then children."""
    found = [name for name, _ in parents(entity)]
    found += [child for child in table(entity).children if child != entity]
    return tuple(found + ["documents"] * (entity == "instruments"))


def way(entity: str, target: str) -> tuple[str, ...]:
    """The tables to go over to reach another one, that one last; the fewest there are. Empty where no way leads there."""
    found: list[tuple[str, ...]] = [(entity,)]
    seen = {entity}
    for steps in found:
        if steps[-1] == target:
            return steps[1:]
        for name in ways(steps[-1]):
            if name not in seen:
                seen.add(name)
                found.append((*steps, name))
    return ()


def shown(entity: str) -> tuple[Place, ...]:
    """The columns shown where a query names none."""
    return tuple(Place(entity, field, field.name) for field in table(entity).fields if field.shown)


def children_with(entity: str, name: str) -> tuple[str, ...]:
    """The children that have a field of their own of that name."""
    return tuple(child for child in table(entity).children if table(child).field(name.casefold()))


def joined_by(entity: str) -> str:
    """The column by which rows are joined to their children, which have it under the same name."""
    return _REFS.get(entity, table(entity).key)


def made_field(name: str, kind: Kind) -> Field:
    """The field of a column that a stage makes."""
    return Field(name, name, kind)


RESULT_TYPES: Final = {
    Kind.NUMBER: Type.INTEGER,
    Kind.YEAR: Type.INTEGER,
    Kind.FLAG: Type.FLAG,
    Kind.DATE: Type.DATE,
}


def result_type(place: Place) -> str:
    """The schema type of a shown column."""
    field = place.field
    if field.kind in (Kind.YEAR, Kind.FLAG) or not place.table:
        return RESULT_TYPES.get(field.kind, Type.TEXT).value
    return table(place.table).column(field.column).type.value

"""The stages of a query that have been made into SQL so far, and the order of their rows."""

from __future__ import annotations

from copy import copy
from typing import Final

from clausedb.compiled import Compiled, ResultColumn
from clausedb.query.bound import Place
from clausedb.query.scope import parents, result_type
from clausedb.query.select import Parameters, Select
from clausedb.schema import POSITION, Kind, Type, table

_OFFSETS: Final = ("start", "cue_start")


class Lowering:
    """The stages so far, and what the last SELECT has to know."""

    def __init__(self, entity: str | None, source: str) -> None:
        self.entity = entity
        self.parameters = Parameters()
        self.stages: list[str] = []
        self.source = source
        self.sorted_by: tuple[tuple[Place, bool], ...] = ()
        self.made: tuple[Place, ...] = ()
        """Columns that stages have made."""
        self.measures: tuple[Place, ...] = ()
        """Those of them that are numbers counted or summed up."""
        self.shows: tuple[Place, ...] | None = None

    def select(self) -> Select:
        """A SELECT over the rows of the last stage."""
        return Select(self.parameters, self.source, self.entity)

    def add(self, sql: str) -> None:
        """Add a stage whose rows the next one reads."""
        name = f"s{len(self.stages) + 1}"
        self.stages.append(f"{name} AS ({sql})")
        self.source = name

    def become(self, entity: str | None, made: tuple[Place, ...] = ()) -> None:
        """Go over to rows of another entity, or of none, with the columns that the last stage has made."""
        self.entity, self.made, self.shows, self.sorted_by = entity, made, None, ()

    def branch(self) -> Lowering:
        """The stages so far with parameters of their own, for a SELECT beside the main one."""
        branch = copy(self)
        branch.parameters, branch.stages = self.parameters.copy(), list(self.stages)
        return branch

    def order(self, select: Select, *, backwards: bool = False) -> str:
        """ORDER BY with a blank before it: what was asked for, then the fixed order. Unknown stands last."""
        keys = [(select.order(place), descending) for place, descending in self.sorted_by]
        if not keys and not self.entity:  # the first number that was counted, highest first
            keys.extend((select.value(place), True) for place in self.measures[:1])
        keys.extend((one, False) for one in self.fixed_order(select))
        turned = [_key_sql(sql, descending, backwards) for sql, descending in keys]
        return f" ORDER BY {', '.join(turned)}" if turned else ""

    def fixed_order(self, select: Select) -> list[str]:
        """Document date, document, position in it; then the key, so that no two rows are equal."""
        if self.entity is None:
            return [select.order(place) for place in self.made]
        entity = table(self.entity)
        names = [column.name for column in entity.columns]
        keys: list[str] = []
        reachable = [entity.name, *(name for name, _ in parents(entity.name))]
        if "documents" in reachable:
            keys += [select.column("documents", "date_from"), select.column("documents", "document_id")]
        elif "date_from" in names:
            keys.append(select.column(entity.name, "date_from"))
        if self.entity == "clauses":
            keys.append(select.column("clauses", "position"))
        elif "clauses" in reachable:
            keys.append(f"{select.row}.{POSITION}")
        # The position tells the clauses of a document apart already; their long keys need not be read.
        if self.entity == "clauses":
            return keys
        keys += [select.column(entity.name, name) for name in _OFFSETS if name in names]
        return [*keys, select.key(entity.name)]

    def compiled(self, sql: str, columns: tuple[ResultColumn, ...], key: str | None = None) -> Compiled:
        """The stages with a last SELECT behind them, whose columns are these; `key` is the one that names a row of the entity."""
        parameters = tuple(self.parameters.values.items())
        scans = tuple(self.parameters.scans)
        statement = f"WITH {', '.join(self.stages)} {sql}" if self.stages else sql
        return Compiled(statement, parameters, columns, scans, self.entity if key else None, key)

    def counted(self) -> Compiled:
        """The number of the rows so far."""
        select = self.select()
        return self.compiled(f"SELECT count(*) AS n {select.source_sql}", (number_column("n"),))


def _key_sql(sql: str, descending: bool, backwards: bool) -> str:
    direction = "DESC" if descending != backwards else "ASC"
    return f"{sql} {direction} NULLS {'FIRST' if backwards else 'LAST'}"


def result_column(place: Place, *, single: bool = False) -> ResultColumn:
    """The column of an answer that shows a place; `single` where each row has one of its several values."""
    kind = result_type(place)
    if single and kind == Type.TEXTS.value:
        kind = Type.TEXT.value
    return ResultColumn(place.name, kind, place.field.kind.value)


def number_column(name: str) -> ResultColumn:
    """The column of a count."""
    return ResultColumn(name, Type.INTEGER.value, Kind.NUMBER.value)

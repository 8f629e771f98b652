"""Single stages of a query as common table expressions: each reads the rows of the stage before it."""

from __future__ import annotations

from clausedb.compiled import Compiled, ResultColumn
from clausedb.query import bound
from clausedb.query.bound import Place
from clausedb.query.lowering import Lowering, result_column
from clausedb.query.scope import joined_by, made_field, parents
from clausedb.query.select import FARTHEST, Select, below
from clausedb.schema import SERIAL, Kind, Type, table


def add_filter(state: Lowering, condition: bound.Condition) -> None:
    """Keep the rows that meet a condition."""
    select = state.select()
    test = select.test(condition)
    state.add(f"SELECT {select.row}.* {select.source_sql} WHERE {test}")


def add_take(state: Lowering, count: int, last: bool) -> None:
    """Keep the first, or the last, rows in their order."""
    select = state.select()
    order = state.order(select, backwards=last)
    limit = state.parameters.add(count)
    _keep(state, select, f"{select.source_sql}{order} LIMIT CAST({limit} AS BIGINT)")


def _keep(state: Lowering, select: Select, which: str) -> None:
    """A stage with those rows that the rest of a SELECT leaves over."""
    if state.entity is None or state.made:
        state.add(f"SELECT {select.row}.* {which}")
    else:
        # Rows are told apart by their numbers alone: long texts are read of those that are left over.
        numbers = f"SELECT {select.row}.{SERIAL} {which}"
        state.add(f"SELECT x.* FROM {state.entity} AS x WHERE x.{SERIAL} IN ({numbers})")


def add_unique(state: Lowering, places: tuple[Place, ...]) -> None:
    """Keep the first of the rows that are the same in all places."""
    select = state.select()
    same = ", ".join(select.value(place) for place in places)
    if state.entity is not None and not state.sorted_by and not state.made:
        # Rows compare as the fixed order has it, unknown last; nothing has to be sorted for it.
        place_of_row = f"ROW({', '.join(state.fixed_order(select))})"
        first = f"SELECT arg_min({select.row}.{SERIAL}, {place_of_row}) {select.source_sql} GROUP BY {same}"
        state.add(f"SELECT x.* FROM {state.entity} AS x WHERE x.{SERIAL} IN ({first})")
        return
    order = state.order(select)
    _keep(state, select, f"{select.source_sql} QUALIFY row_number() OVER (PARTITION BY {same}{order}) = 1")


def add_to(state: Lowering, target: str) -> None:
    """Go over to the rows of another table that belong to these: their parents, children or siblings."""
    assert state.entity is not None
    rows = state.select()
    if state.entity == "instruments" and target == "documents":
        column = "document_id"
    else:
        is_parent = target in dict(parents(state.entity))
        column = joined_by(target if is_parent else state.entity)
    found = f"SELECT {rows.row}.{column} {rows.source_sql}"
    if state.entity == "clauses" and target != "documents":
        found = below(found)
    where = f"x.{column} IN ({found})"
    state.add(f"SELECT x.* FROM {target} AS x WHERE {where}")
    state.become(target)


def add_follow(state: Lowering, cited: bool, steps: int | None) -> None:
    """The documents or clauses that are cited, or cite; with the fewest steps to them."""
    assert state.entity is not None
    key = table(state.entity).key
    near, far = key, f"target_{key}"
    if cited:
        near, far = far, near
    farthest = int(steps or FARTHEST)
    state.add(
        f"WITH RECURSIVE reach(id, depth) AS (SELECT k.{far}, 1 FROM citations AS k WHERE k.{near} IN "
        f"(SELECT e.{key} FROM {state.source} AS e) AND k.{far} IS NOT NULL UNION SELECT k.{far}, r.depth + 1 "
        f"FROM citations AS k JOIN reach AS r ON k.{near} = r.id WHERE k.{far} IS NOT NULL "
        f"AND r.depth < {farthest}) SELECT x.*, f.depth AS depth FROM {state.entity} AS x "
        f"JOIN (SELECT id, min(depth) AS depth FROM reach GROUP BY id) AS f ON f.id = x.{key}"
    )
    depth = Place("", made_field("depth", Kind.NUMBER), "depth")
    state.become(state.entity, (depth,))
    state.sorted_by = ((depth, False),)


def add_group(state: Lowering, stage: bound.Group) -> None:
    """Count or sum up the rows, by the values of places where some are given."""
    rows = _spread(state, stage.by, stage.aggregates)
    names = [f"b{index}" for index in range(len(stage.by))]
    columns = [f'{name} AS "{place.name}"' for name, place in zip(names, stage.by, strict=True)]
    columns += [
        f'{_aggregate_sql(one, f"a{index}", rows)} AS "{one.name}"'
        for index, one in enumerate(stage.aggregates)
    ]
    grouped = f" GROUP BY {', '.join(names)}" if names else ""
    state.add(f"SELECT {', '.join(columns)} FROM {state.source}{grouped}")
    made = [
        Place("", place.field._replace(name=place.name, column=place.name, many=False), place.name)
        for place in stage.by
    ]
    measured = [Place("", one.field._replace(column=one.name), one.name) for one in stage.aggregates]
    state.become(None, (*made, *measured))
    state.measures = tuple(place for place in measured if place.field.kind is Kind.NUMBER)


def _spread(state: Lowering, by: tuple[Place, ...], aggregates: tuple[bound.Aggregate, ...] = ()) -> str:
    """A stage with columns b0, b1 ... and a0, a1 ...; a row of several values becomes one for each of them.

    Gives the SQL for the number of rows. Where they are only counted, rows that say the same are first made one, with their
    number `n`: few lists are parted then.
    """
    select = state.select()
    columns = [f"{select.value(place)} AS b{index}" for index, place in enumerate(by)]
    many = [index for index, place in enumerate(by) if place.field.many]
    counted = bool(many) and not any(one.place for one in aggregates)
    if counted:
        rest = ["n"]
        state.add(f"SELECT {', '.join(columns)}, count(*) AS n {select.source_sql} GROUP BY ALL")
    else:
        rest = [f"a{index}" for index in range(len(aggregates))]
        columns += [
            f"{select.value(one.place) if one.place else 'NULL'} AS {name}"
            for name, one in zip(rest, aggregates, strict=True)
        ]
        state.add(f"SELECT {', '.join(columns) or '1 AS one'} {select.source_sql}")
    for index in many:
        others = [*(f"b{other}" for other in range(len(by)) if other != index), *rest]
        values = (
            f"CASE len(b{index}) WHEN 1 THEN b{index} WHEN 0 THEN [NULL] "
            f"ELSE coalesce(list_distinct(b{index}), [NULL]) END"
        )
        state.add(f"SELECT {', '.join([f'unnest({values}) AS b{index}', *others])} FROM {state.source}")
    return "CAST(sum(n) AS BIGINT)" if counted else "count(*)"


def _aggregate_sql(one: bound.Aggregate, column: str, rows: str) -> str:
    if one.place is None:
        return rows
    if one.place.field.many:
        if one.function == "distinct":
            return f"coalesce(len(list_distinct(flatten(list({column})))), 0)"
        return f"count(CASE WHEN len({column}) > 0 THEN 1 END)"
    return {
        "count": f"count({column})",
        "distinct": f"count(DISTINCT {column})",
        "min": f"min({column})",
        "max": f"max({column})",
    }[one.function]


def cross_table(state: Lowering, stage: bound.Cross) -> Compiled:
    """The rows (row, column, count) of a cross table: rows by their total, then by name."""
    rows = _spread(state, (stage.rows, stage.columns))
    total = f"sum({rows}) OVER (PARTITION BY b0)"
    sql = (
        f"SELECT b0, b1, {rows} AS n FROM {state.source} GROUP BY b0, b1 "
        f"ORDER BY {total} DESC, b0 ASC NULLS LAST, b1 ASC NULLS LAST"
    )
    columns = (
        *(result_column(place, single=True) for place in (stage.rows, stage.columns)),
        ResultColumn("count", Type.INTEGER.value, Kind.NUMBER.value),
    )
    return state.compiled(sql, columns)

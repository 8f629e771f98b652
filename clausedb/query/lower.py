"""A bound query in, one plain SELECT out: a common table expression a stage, values as parameters.

Every stage reads the rows of the one before; the last SELECT sorts and shows them. Footnotes and the counts that
explain an empty answer are SELECTs of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import partial
from typing import Final, Literal

from clausedb import patterns
from clausedb.compiled import Compiled, ResultColumn
from clausedb.query import bound
from clausedb.query.bound import Place
from clausedb.query.kwic import enough_rows
from clausedb.query.opening import opening_of
from clausedb.query.plan import CrossStep, KwicStep, Note, Plan, Relaxed, Size
from clausedb.query.relax import variants
from clausedb.query.scope import child_link, made_field, parents, result_type, shown
from clausedb.query.select import FARTHEST, Parameters, Select
from clausedb.schema import SERIAL, Kind, Type, table

KEY: Final = "_key"
_OFFSETS: Final = ("start", "cue_start")

_ALWAYS_KNOWN: Final = frozenset(
    [
        "document_id",
        "clause_id",
        "force",
        "subforce",
        "strength",
        "obligation",
        "reported",
        "rule",
        "confidence",
        "cue",
        "label",
        "level",
        "position",
        "kind",
        "languages",
        "characters",
        "self",
        "held",
        "status",
    ]
)
"""Columns that no row leaves empty; a condition on these alone leaves no row out as unknown."""


class _Lowering:
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
        return Select(self.parameters, self.source, self.entity)

    def add(self, sql: str) -> None:
        """A stage whose rows the next one reads."""
        name = f"s{len(self.stages) + 1}"
        self.stages.append(f"{name} AS ({sql})")
        self.source = name

    def statement(self, sql: str) -> str:
        return f"WITH {', '.join(self.stages)} {sql}" if self.stages else sql


def lower(query: bound.Query) -> Plan:
    """The plan of a query."""
    state = _Lowering(query.table, source=query.table)
    notes: list[Note] = []
    step: KwicStep | CrossStep | None = None
    compiled: Compiled | None = None
    export = None
    for at, stage in enumerate(query.stages):
        match stage:
            case bound.Filter():
                notes.extend(_filter_notes(state, stage, query.stages[at + 1 : at + 2]))
                _filter(state, stage.condition)
            case bound.Group():
                if not _is_judged(notes):
                    notes.extend(_split(state, stage))
                notes.extend(_fan(state, stage))
                _group(state, stage)
            case bound.Cross():
                if not _is_judged(notes):
                    notes.extend(_split(state, stage))
                compiled, step = _cross(state, stage), CrossStep()
            case bound.Kwic(width, place, pattern):
                if (enough := enough_rows(query.stages, at)) is not None:
                    _take(state, enough, last=False)
                compiled = _kwic(state, place)
                step = KwicStep(width, partial(patterns.stretches, pattern))
            case bound.Take() if isinstance(step, CrossStep):
                step = CrossStep((*step.then, stage))
            case bound.KwicSort() | bound.Take() if isinstance(step, KwicStep):
                step = KwicStep(step.width, step.hits, (*step.then, stage))
            case bound.Export(file):
                export = file
            case _:
                _reshape(state, stage)
    relaxed = tuple(Relaxed(words, _easier(easier), instead) for words, easier, instead in variants(query))
    compiled = (compiled or _last(state))._replace(opening=opening_of(query))
    told = _is_judged(notes) and _is_number(query.stages)
    return Plan(compiled, tuple(notes), relaxed, step, told, export)


def sized(query: bound.Query) -> Size:
    """The count of the rows of a query, or of those that it counts or looks for hits in."""
    ends = (bound.Group, bound.Cross, bound.Kwic)
    stages = list(query.stages)
    end = next((at for at, stage in enumerate(stages) if isinstance(stage, ends)), len(stages))
    made_into: Literal["rows", "counts", "hits"] = "rows"
    if end < len(stages):
        made_into = "hits" if isinstance(stages[end], bound.Kwic) else "counts"
    most: int | None = None
    while end and isinstance(last := stages[end - 1], bound.Take | bound.Sort | bound.Show | bound.Export):
        if isinstance(last, bound.Take):
            most = last.count if most is None else min(most, last.count)
        end -= 1
    state = _Lowering(query.table, source=query.table)
    for stage in stages[:end]:
        if isinstance(stage, bound.Filter):
            _filter(state, stage.condition)
        else:
            _reshape(state, stage)
    return Size(_counted(state), state.entity or "rows", most, made_into)


def _reshape(state: _Lowering, stage: bound.Stage) -> None:
    """Stages that sort, cut, show, or go over to other rows."""
    match stage:
        case bound.Sort(keys):
            state.sorted_by = keys
        case bound.Take(count, last):
            _take(state, count, last)
        case bound.Show(places):
            state.shows = places
        case bound.Unique(places):
            _unique(state, places)
        case bound.To(target):
            _to(state, target)
        case bound.Follow(cited, steps):
            _follow(state, cited, steps)
        case _:
            raise AssertionError(stage)


def _filter(state: _Lowering, condition: bound.Condition) -> None:
    select = state.select()
    test = select.test(condition)
    state.add(f"SELECT {select.row}.* {select.source_sql} WHERE {test}")


# --- order --------------------------------------------------------------------------------


def _order(state: _Lowering, select: Select, *, backwards: bool = False) -> str:
    """ORDER BY: what was asked for, then the fixed order. Unknown stands last."""
    keys = [(select.order(place), descending) for place, descending in state.sorted_by]
    if not keys and not state.entity:
        keys.extend(_count_order(state, select))
    keys.extend((one, False) for one in _fixed_order(state, select))
    turned = [_key_sql(sql, descending, backwards) for sql, descending in keys]
    return f" ORDER BY {', '.join(turned)}" if turned else ""


def _key_sql(sql: str, descending: bool, backwards: bool) -> str:
    direction = "DESC" if descending != backwards else "ASC"
    return f"{sql} {direction} NULLS {'FIRST' if backwards else 'LAST'}"


def _count_order(state: _Lowering, select: Select) -> list[tuple[str, bool]]:
    """The first number that was counted, highest first."""
    return [(select.value(place), True) for place in state.measures[:1]]


def _fixed_order(state: _Lowering, select: Select) -> list[str]:
    """Document date, document, position in it; then the key, so that no two rows are equal."""
    if state.entity is None:
        return [select.order(place) for place in state.made]
    entity = table(state.entity)
    names = [column.name for column in entity.columns]
    keys: list[str] = []
    reachable = [entity.name, *(name for name, _ in parents(entity.name))]
    if "documents" in reachable:
        keys += [select.column("documents", "date_from"), select.column("documents", "document_id")]
    elif "date_from" in names:
        keys.append(select.column(entity.name, "date_from"))
    if "clauses" in reachable:
        keys.append(select.column("clauses", "position"))
    keys += [
        select.column(entity.name, name) for name in _OFFSETS if name in names and entity.name != "clauses"
    ]
    # The position tells the clauses of a document apart already; their long keys need not be read.
    return keys if state.entity == "clauses" else [*keys, select.key(entity.name)]


# --- stages -------------------------------------------------------------------------------


def _take(state: _Lowering, count: int, last: bool) -> None:
    select = state.select()
    order = _order(state, select, backwards=last)
    limit = state.parameters.add(count)
    _keep(state, select, f"{select.source_sql}{order} LIMIT CAST({limit} AS BIGINT)")


def _keep(state: _Lowering, select: Select, which: str) -> None:
    """A stage with those rows that the rest of a SELECT leaves over."""
    if state.entity is None or state.made:
        state.add(f"SELECT {select.row}.* {which}")
    else:
        # Rows are told apart by their numbers alone: long texts are read of those that are left over.
        numbers = f"SELECT {select.row}.{SERIAL} {which}"
        state.add(f"SELECT x.* FROM {state.entity} AS x WHERE x.{SERIAL} IN ({numbers})")


def _unique(state: _Lowering, places: tuple[Place, ...]) -> None:
    select = state.select()
    same = ", ".join(select.value(place) for place in places)
    order = _order(state, select)
    _keep(state, select, f"{select.source_sql} QUALIFY row_number() OVER (PARTITION BY {same}{order}) = 1")


def _to(state: _Lowering, target: str) -> None:
    assert state.entity is not None
    rows = state.select()
    key = table(target).key
    links = dict(parents(state.entity))
    if target in links:
        found = f"SELECT {rows.row}.{links[target]} {rows.source_sql}"
        where = f"x.{key} IN ({found})"
    elif state.entity == "instruments" and target == "documents":
        where = f"x.document_id IN (SELECT {rows.row}.document_id {rows.source_sql})"
    elif state.entity == "clauses":
        where = (
            f"x.clause_id IN (SELECT h.clause_id FROM clauses AS h JOIN {state.source} AS {rows.row} ON "
            f"h.document_id = {rows.row}.document_id AND h.position >= {rows.row}.position "
            f'AND h."start" < {rows.row}."end")'
        )
    else:
        link = child_link(state.entity, target)
        where = f"x.{link} IN (SELECT {rows.row}.{link} {rows.source_sql})"
    state.add(f"SELECT x.* FROM {target} AS x WHERE {where}")
    _become(state, target)


def _become(state: _Lowering, entity: str, made: tuple[Place, ...] = ()) -> None:
    state.entity, state.made, state.shows, state.sorted_by = entity, made, None, ()


def _follow(state: _Lowering, cited: bool, steps: int | None) -> None:
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
    _become(state, state.entity, (depth,))
    state.sorted_by = ((depth, False),)


# --- counts -------------------------------------------------------------------------------


def _group(state: _Lowering, stage: bound.Group) -> None:
    _spread(state, stage.by, stage.aggregates)
    names = [f"b{index}" for index in range(len(stage.by))]
    columns = [f'{name} AS "{place.name}"' for name, place in zip(names, stage.by, strict=True)]
    columns += [
        f'{_aggregate_sql(one, f"a{index}")} AS "{one.name}"' for index, one in enumerate(stage.aggregates)
    ]
    grouped = f" GROUP BY {', '.join(names)}" if names else ""
    state.add(f"SELECT {', '.join(columns)} FROM {state.source}{grouped}")
    made = [
        Place("", place.field._replace(name=place.name, column=place.name, many=False), place.name)
        for place in stage.by
    ]
    measured = [Place("", one.field._replace(column=one.name), one.name) for one in stage.aggregates]
    state.entity, state.made, state.shows, state.sorted_by = None, (*made, *measured), None, ()
    state.measures = tuple(place for place in measured if place.field.kind is Kind.NUMBER)


def _spread(state: _Lowering, by: tuple[Place, ...], aggregates: tuple[bound.Aggregate, ...] = ()) -> None:
    """A stage with columns b0, b1 ... and a0, a1 ...; a row of several values becomes one for each of them."""
    select = state.select()
    columns = [f"{select.value(place)} AS b{index}" for index, place in enumerate(by)]
    for index, one in enumerate(aggregates):
        columns.append(f"{select.value(one.place) if one.place else 'NULL'} AS a{index}")
    state.add(f"SELECT {', '.join(columns) or '1 AS one'} {select.source_sql}")
    for index, place in enumerate(by):
        if place.field.many:
            others = [f"b{other}" for other in range(len(by)) if other != index]
            others += [f"a{other}" for other in range(len(aggregates))]
            values = (
                f"CASE len(b{index}) WHEN 1 THEN b{index} WHEN 0 THEN [NULL] "
                f"ELSE coalesce(list_distinct(b{index}), [NULL]) END"
            )
            columns = [f"unnest({values}) AS b{index}", *others]
            state.add(f"SELECT {', '.join(columns)} FROM {state.source}")


def _aggregate_sql(one: bound.Aggregate, column: str) -> str:
    if one.place is None:
        return "count(*)"
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


def _cross(state: _Lowering, stage: bound.Cross) -> Compiled:
    """The rows (row, column, count) of a cross table: rows by their total, then by name."""
    _spread(state, (stage.rows, stage.columns))
    total = "sum(count(*)) OVER (PARTITION BY b0)"
    sql = (
        f"SELECT b0, b1, count(*) AS n FROM {state.source} GROUP BY b0, b1 "
        f"ORDER BY {total} DESC, b0 ASC NULLS LAST, b1 ASC NULLS LAST"
    )
    columns = (
        *(_result_column(place, single=True) for place in (stage.rows, stage.columns)),
        ResultColumn("count", Type.INTEGER.value, Kind.NUMBER.value),
    )
    return _compiled(state, sql, columns)


# --- the last SELECT ----------------------------------------------------------------------


def _last(state: _Lowering) -> Compiled:
    select = state.select()
    places = state.shows or _default_places(state)
    values = [f'{select.value(place)} AS "{place.name}"' for place in places]
    key = KEY if state.entity else None
    if state.entity:
        values.append(f"{select.key(state.entity)} AS {KEY}")
    order = _order(state, select)
    sql = f"SELECT {', '.join(values)} {select.source_sql}{order}"
    return _compiled(state, sql, tuple(_result_column(place) for place in places), key)


def _default_places(state: _Lowering) -> tuple[Place, ...]:
    return (*shown(state.entity), *state.made) if state.entity else state.made


def _kwic(state: _Lowering, place: Place) -> Compiled:
    """Where the text stands, the text, its language; the hits are found once the rows are here."""
    assert state.entity is not None
    select = state.select()
    places = state.shows or tuple(
        one
        for one in shown(state.entity)
        if one.field.kind in (Kind.DOCUMENT, Kind.CLAUSE) or one.name == "label"
    )
    places = tuple(one for one in places if one != place)
    values = [f'{select.value(one)} AS "{one.name}"' for one in places]
    values.append(f'{select.value(place)} AS "text"')
    values.append(f'{_language(state.entity, select)} AS "language"')
    values.append(f"{select.key(state.entity)} AS {KEY}")
    order = _order(state, select)
    text = (ResultColumn("text", Type.TEXT.value), ResultColumn("language", Type.TEXT.value))
    columns = (*(_result_column(one) for one in places), *text)
    return _compiled(state, f"SELECT {', '.join(values)} {select.source_sql}{order}", columns, KEY)


def _language(entity: str, select: Select) -> str:
    reachable = [entity, *(name for name, _ in parents(entity))]
    found = [select.column(name, "language") for name in ("clauses", "documents") if name in reachable]
    return f"coalesce({', '.join(found)}, '')" if found else "''"


def _result_column(place: Place, *, single: bool = False) -> ResultColumn:
    kind = result_type(place)
    if single and kind == Type.TEXTS.value:
        kind = Type.TEXT.value
    return ResultColumn(place.name, kind, place.field.kind.value)


def _compiled(
    state: _Lowering, sql: str, columns: tuple[ResultColumn, ...], key: str | None = None
) -> Compiled:
    parameters = tuple(state.parameters.values.items())
    scans = tuple(state.parameters.scans)
    return Compiled(state.statement(sql), parameters, columns, scans, state.entity if key else None, key)


# --- footnotes and relaxing ---------------------------------------------------------------


def _branch(state: _Lowering) -> _Lowering:
    """The stages so far with parameters of their own, for a SELECT beside the main one."""
    branch = copy(state)
    branch.parameters, branch.stages = state.parameters.copy(), list(state.stages)
    return branch


def _number_column(name: str) -> ResultColumn:
    return ResultColumn(name, Type.INTEGER.value, Kind.NUMBER.value)


def _filter_notes(state: _Lowering, stage: bound.Filter, behind: tuple[bound.Stage, ...]) -> list[Note]:
    """How many rows a condition leaves out because it is unknown whether they meet it; where the rows that it keeps are
    counted right behind it, with the split of those.
    """
    names = tuple(dict.fromkeys(_doubtful(stage.condition, negated=False)))
    words = " or ".join(f"`{name}`" for name in names)
    if any(_wants_split(state, one) for one in behind):
        return [_judged(state, stage, words)]
    return [_unknown(state, stage, words)] if names else []


def _unknown(state: _Lowering, stage: bound.Filter, words: str) -> Note:
    """The count of rows of which it is unknown whether they meet a condition."""
    branch = _branch(state)
    select = branch.select()
    test = select.test(stage.condition)
    sql = f"SELECT count(*) AS n {select.source_sql} WHERE ({test}) IS NULL"
    return Note("unknown", _compiled(branch, sql, (_number_column("n"),)), words)


def _judged(state: _Lowering, stage: bound.Filter, words: str) -> Note:
    """How many obligations meet a condition, do not, and are unknown to, split. Each is looked at once for all of that."""
    branch = _branch(state)
    select = branch.select()
    test = select.test(stage.condition)
    force, binding = select.column("obligations", "force"), select.column("documents", "binding")
    sql = f"SELECT ({test}) AS met, {force}, {binding}, count(*) AS n {select.source_sql} GROUP BY ALL"
    columns = (ResultColumn("met", Type.FLAG.value), *_SPLIT)
    return Note("judged", _compiled(branch, sql, columns), words)


def _is_judged(notes: Sequence[Note]) -> bool:
    """Whether the condition in front of a count has told its split already."""
    return bool(notes) and notes[-1].kind == "judged"


def _is_number(stages: Sequence[bound.Stage]) -> bool:
    """Whether a query ends with the bare number of its rows."""
    last = next((stage for stage in reversed(stages) if not isinstance(stage, bound.Export)), None)
    return isinstance(last, bound.Group) and not last.by and [one.place for one in last.aggregates] == [None]


def _doubtful(node: bound.Condition, *, negated: bool) -> list[str]:
    """The fields that may make a condition unknown."""
    match node:
        case bound.And(parts) | bound.Or(parts):
            return [name for part in parts for name in _doubtful(part, negated=negated)]
        case bound.Not(part):
            return _doubtful(part, negated=True)
        case bound.TextTest() if not negated:
            return []
        case bound.CitesTest() | bound.UnderTest() | bound.Exists() | bound.EmptyTest():
            return []
        case _:
            known = node.place.table and node.place.field.column in _ALWAYS_KNOWN
            return [] if known else [node.place.name]


def _fan(state: _Lowering, stage: bound.Group) -> list[Note]:
    """How many rows are counted how often, where they are counted under each of several values."""
    if state.entity and any(place.field.many for place in stage.by):
        branch = _branch(state)
        select = branch.select()
        many = [select.value(place) for place in stage.by if place.field.many]
        made = " * ".join(
            f"CASE WHEN len({value}) > 1 THEN len(list_distinct({value})) ELSE 1 END" for value in many
        )
        sql = (
            f"SELECT count(*) AS things, CAST(coalesce(sum({made}), 0) AS BIGINT) AS made {select.source_sql}"
        )
        columns = (_number_column("things"), _number_column("made"))
        return [Note("fan", _compiled(branch, sql, columns), _fan_words(state.entity, stage.by))]
    return []


def _fan_words(entity: str, by: tuple[Place, ...]) -> str:
    return f"{entity}|{' and '.join(place.name for place in by if place.field.many)}"


def _is_force(place: Place) -> bool:
    return place.field.column == "force"


_SPLIT: Final = (ResultColumn("force", "text"), ResultColumn("binding", "text"), _number_column("n"))


def _wants_split(state: _Lowering, stage: bound.Stage) -> bool:
    """Counts of obligations always come with their split by force and by what their document can bind."""
    if state.entity != "obligations":
        return False
    by = stage.by if isinstance(stage, bound.Group) else ()
    return isinstance(stage, bound.Group | bound.Cross) and not any(_is_force(place) for place in by)


def _split(state: _Lowering, stage: bound.Stage) -> list[Note]:
    """The split of obligations that are counted."""
    if not _wants_split(state, stage):
        return []
    branch = _branch(state)
    select = branch.select()
    force, binding = select.column("obligations", "force"), select.column("documents", "binding")
    sql = f"SELECT {force}, {binding}, count(*) AS n {select.source_sql} GROUP BY {force}, {binding}"
    return [Note("split", _compiled(branch, sql, _SPLIT), "obligations")]


def _easier(query: bound.Query) -> Compiled:
    state = _Lowering(query.table, source=query.table)
    for stage in query.stages:
        if isinstance(stage, bound.Filter):
            _filter(state, stage.condition)
        elif isinstance(stage, bound.To | bound.Follow):
            _reshape(state, stage)
    return _counted(state)


def _counted(state: _Lowering) -> Compiled:
    """The number of the rows so far."""
    select = state.select()
    return _compiled(state, f"SELECT count(*) AS n {select.source_sql}", (_number_column("n"),))

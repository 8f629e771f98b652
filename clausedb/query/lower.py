"""A bound query in, one plain SELECT out: a common table expression a stage, values as parameters.

Every stage reads the rows of the one before; the last SELECT sorts and shows them. Footnotes and the counts that
explain an empty answer are SELECTs of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, Literal

from clausedb import patterns
from clausedb.compiled import Compiled, ResultColumn
from clausedb.query import bound
from clausedb.query.bound import Place
from clausedb.query.footnotes import fan_notes, filter_notes, is_judged, split_notes
from clausedb.query.kwic import enough_rows
from clausedb.query.lowering import Lowering, result_column
from clausedb.query.opening import opening_of
from clausedb.query.plan import CrossStep, KwicStep, Note, Plan, Relaxed, Size
from clausedb.query.relax import variants
from clausedb.query.scope import parents, shown
from clausedb.query.select import Select
from clausedb.query.stages import add_filter, add_follow, add_group, add_take, add_to, add_unique, cross_table
from clausedb.schema import Kind, Type

KEY: Final = "_key"


def lower(query: bound.Query) -> Plan:
    """The plan of a query."""
    state = Lowering(query.table, source=query.table)
    notes: list[Note] = []
    step: KwicStep | CrossStep | None = None
    compiled: Compiled | None = None
    export = None
    for at, stage in enumerate(query.stages):
        match stage:
            case bound.Filter():
                notes.extend(filter_notes(state, stage, query.stages[at + 1 : at + 2]))
                add_filter(state, stage.condition)
            case bound.Group():
                if not is_judged(notes):
                    notes.extend(split_notes(state, stage))
                notes.extend(fan_notes(state, stage))
                add_group(state, stage)
            case bound.Cross():
                if not is_judged(notes):
                    notes.extend(split_notes(state, stage))
                compiled, step = cross_table(state, stage), CrossStep()
            case bound.Kwic(width, place, pattern):
                if (enough := enough_rows(query.stages, at)) is not None:
                    add_take(state, enough, last=False)
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
    told = is_judged(notes) and _is_number(query.stages)
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
    state = Lowering(query.table, source=query.table)
    for stage in stages[:end]:
        if isinstance(stage, bound.Filter):
            add_filter(state, stage.condition)
        else:
            _reshape(state, stage)
    return Size(state.counted(), state.entity or "rows", most, made_into)


def _reshape(state: Lowering, stage: bound.Stage) -> None:
    """Stages that sort, cut, show, or go over to other rows."""
    match stage:
        case bound.Sort(keys):
            state.sorted_by = keys
        case bound.Take(count, last):
            add_take(state, count, last)
        case bound.Show(places):
            state.shows = places
        case bound.Unique(places):
            add_unique(state, places)
        case bound.To(target):
            add_to(state, target)
        case bound.Follow(cited, steps):
            add_follow(state, cited, steps)
        case _:
            raise AssertionError(stage)


def _easier(query: bound.Query) -> Compiled:
    state = Lowering(query.table, source=query.table)
    for stage in query.stages:
        if isinstance(stage, bound.Filter):
            add_filter(state, stage.condition)
        elif isinstance(stage, bound.To | bound.Follow):
            _reshape(state, stage)
    return state.counted()


def _is_number(stages: Sequence[bound.Stage]) -> bool:
    """Whether a query ends with the bare number of its rows."""
    last = next((stage for stage in reversed(stages) if not isinstance(stage, bound.Export)), None)
    return isinstance(last, bound.Group) and not last.by and [one.place for one in last.aggregates] == [None]


def _last(state: Lowering) -> Compiled:
    select = state.select()
    places = state.shows or _default_places(state)
    values = [f'{select.value(place)} AS "{place.name}"' for place in places]
    key = KEY if state.entity else None
    if state.entity:
        values.append(f"{select.key(state.entity)} AS {KEY}")
    order = state.order(select)
    sql = f"SELECT {', '.join(values)} {select.source_sql}{order}"
    return state.compiled(sql, tuple(result_column(place) for place in places), key)


def _default_places(state: Lowering) -> tuple[Place, ...]:
    return (*shown(state.entity), *state.made) if state.entity else state.made


def _kwic(state: Lowering, place: Place) -> Compiled:
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
    order = state.order(select)
    text = (ResultColumn("text", Type.TEXT.value), ResultColumn("language", Type.TEXT.value))
    columns = (*(result_column(one) for one in places), *text)
    return state.compiled(f"SELECT {', '.join(values)} {select.source_sql}{order}", columns, KEY)


def _language(entity: str, select: Select) -> str:
    reachable = [entity, *(name for name, _ in parents(entity))]
    found = [select.column(name, "language") for name in ("clauses", "documents") if name in reachable]
    return f"coalesce({', '.join(found)}, '')" if found else "''"

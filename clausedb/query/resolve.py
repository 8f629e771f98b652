"""A syntax tree in, the same with every name bound and typed out. Raises Wrong; nothing here knows SQL."""

from __future__ import annotations

import re
from typing import Final

from clausedb import patterns
from clausedb.query import ast, bound
from clausedb.query.bound import Place
from clausedb.query.conditions import bind_condition
from clausedb.query.fields import bind_entity, bind_field, close_entities
from clausedb.query.keywords import STAGES
from clausedb.query.names import closed_word
from clausedb.query.scope import ENTITIES, SINGULAR, Scope, made_field, shown, way, ways
from clausedb.query.text import show_condition
from clausedb.query.values import (
    Context,
)
from clausedb.query.wrong import Wrong, did_you_mean, listed, nearest, replaced
from clausedb.schema import Kind, column_vocabulary

KWIC_SIDES = ("left", "right", "hit")
"""What a concordance can be sorted by."""
_DEEPEST = 8
"""How many saved queries may be built on each other."""


class _State:
    """How far a query has come: what its rows are, which columns are shown, what its text conditions look for."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.stages: list[bound.Stage] = []
        self.shows: tuple[Place, ...] = ()
        self.text: tuple[Place, patterns.Pattern] | None = None
        self.ended: str | None = None
        """The stage after which none but `export` may come."""


def resolve(query: ast.Query, context: Context) -> bound.Query:
    """The query with every name bound. Raises Wrong."""
    table_name, state = _start(query, context, 0)
    _run(query, context, state)
    return bound.Query(table_name, tuple(state.stages), tuple(context.echo))


def _start(query: ast.Query, context: Context, depth: int) -> tuple[str, _State]:
    """The table a query starts from, and the state in which its own stages begin."""
    name = query.source
    if name.text.casefold() in ENTITIES:
        entity = name.text.casefold()
        return entity, _State(Scope(entity))
    saved = {known.casefold(): text for known, text in context.catalog.saved().items()}
    if name.text.casefold() not in saved:
        raise _unknown_source(name, context, list(saved))
    if depth >= _DEEPEST:
        raise Wrong(name.at, f"The saved query `{name.text}` is built on itself.")
    return _start_saved(name, saved[name.text.casefold()], context, depth)


def _start_saved(name: ast.Name, text: str, context: Context, depth: int) -> tuple[str, _State]:
    from clausedb.query.saved import saved_values
    from clausedb.query.syntax import Unread, parse

    try:
        statement = parse(text)
        inner = statement.query if isinstance(statement, ast.LetQuery) else statement
        if not isinstance(inner, ast.Query):
            raise Wrong(name.at, f"`{name.text}` is saved, but it is no query.")
        within = Context(text, context.catalog, {**saved_values(text), **context.variables}, context.echo)
        found, state = _start(inner, within, depth + 1)
        _run(inner, within, state)
    except Unread:
        raise Wrong(name.at, f"The saved query `{name.text}` cannot be read: {text}") from None
    except Wrong as wrong:
        if wrong.at == name.at:
            raise
        message = f"In the saved query `{name.text}`: {wrong.message}"
        raise Wrong(name.at, message, wrong.suggestion) from None
    return found, state


def _unknown_source(name: ast.Name, context: Context, saved: list[str]) -> Wrong:
    from clausedb.query.misread_starts import search_for

    if context.catalog.has_document(name.text):
        fix = replaced(context.text, name.at, f"@{name.text}")
        return Wrong(name.at, f"`{name.text}` is a document.", "A handle starts with @.", [fix])
    if name.text.casefold() in STAGES:
        fix = replaced(context.text, name.at, f"obligations | {name.text}")
        return Wrong(name.at, f"`{name.text}` stands behind what you look for.", None, [fix])
    close = close_entities(name.text) + nearest(name.text, saved)
    offer = f"A query starts with what you look for: {', '.join(ENTITIES[:5])} …"
    if saved:
        offer += f" or a saved query: {listed(saved, 6)}."
    unknown = Wrong(
        name.at,
        f"`{name.text}` is neither something to look for nor a saved query.",
        did_you_mean(close[:2]) or offer,
        [replaced(context.text, name.at, one) for one in close] or search_for(context.text),
    )
    kind = _kind_as_source(name, context)
    if kind is not None:
        kind.others = (unknown,)
    return kind or unknown


_KINDS: Final = (("documents", "type"), ("clauses", "kind"), ("acts", "force"))
"""The fields whose values are words for rows: treaties, articles, prohibitions."""


def _kind_as_source(name: ast.Name, context: Context) -> Wrong | None:
    """The error of a kind of rows that stands where a table should; None where the word is no such kind."""
    found = _rows_called(name.text)
    if found is None:
        return None
    entity, condition = found
    fix = f"{entity} where {condition}{_more_conditions(context.text[name.at.end :])}"
    said = re.fullmatch(r"(\w+) is (\w+)", condition)
    return Wrong(
        name.at,
        f"`{name.text}` is neither something to look for nor a saved query.",
        f"These are {entity} whose `{said[1]}` is `{said[2]}`."
        if said
        else f"These are {entity} of which `{condition}` is asked.",
        [context.text[: name.at.start] + fix],
    )


def _rows_called(word: str) -> tuple[str, str] | None:
    """(table, condition) of the rows that a word stands for; None where it stands for none, or for all of a table."""
    from clausedb.query.plain import called_rows

    if word.casefold() in SINGULAR.values():
        return None
    if rows := called_rows(word):
        entity, _, condition = rows.partition(" where ")
        return entity, condition
    for entity, column in _KINDS:
        place = Scope(entity).find(column)
        assert place is not None
        value = closed_word(word, column_vocabulary(entity, place.field))
        if value is not None:
            return entity, f"{column} is {value}"
    return None


def _more_conditions(rest: str) -> str:
    """What stands behind a source, so that it follows a condition."""
    found = re.match(r"\s*where\s+([^|;]*[^|;\s])", rest, re.IGNORECASE)
    if found is None:
        return rest
    asked = f"({found[1]})" if re.search(r"\bor\b", found[1], re.IGNORECASE) else found[1]
    return f" and {asked}{rest[found.end() :]}"


def _run(query: ast.Query, context: Context, state: _State) -> None:
    for stage in query.stages:
        if state.ended == "kwic" and isinstance(stage, ast.Sort):
            state.stages.append(_kwic_sort(stage, context))
            continue
        cut = state.ended in ("kwic", "cross") and isinstance(stage, ast.Take)
        if state.ended and not cut and not isinstance(stage, ast.Export):
            after = _BEHIND[state.ended]
            raise Wrong(stage.at, f"`{state.ended}` is the last stage; {after} can follow.")
        state.stages.append(_stage(stage, context, state))


_BEHIND: Final = {
    "kwic": "only `sort`, `first`, `last` and `export`",
    "cross": "only `first`, `last` and `export`",
    "export": "nothing",
}
"""What can follow a stage that makes no rows of an entity."""


# --- stages -------------------------------------------------------------------------------


def _stage(stage: ast.Stage, context: Context, state: _State) -> bound.Stage:
    match stage:
        case ast.Where(condition):
            return _filter(condition, context, state)
        case ast.Count() | ast.Summarize():
            return _group(stage, context, state)
        case ast.Cross(rows, columns):
            state.ended = "cross"
            return bound.Cross(_field(rows, context, state), _field(columns, context, state))
        case ast.Sort(keys):
            return bound.Sort(tuple((_field(key.field, context, state), key.descending) for key in keys))
        case ast.Take(count, last):
            return bound.Take(count, last)
        case ast.Show(fields):
            state.shows = tuple(_field(name, context, state) for name in fields)
            return bound.Show(state.shows)
        case ast.Unique():
            return _unique(stage, context, state)
        case ast.Kwic():
            return _kwic(stage, context, state)
        case ast.To():
            return _to(stage, context, state)
        case ast.Follow():
            return _follow(stage, context, state)
        case ast.Export(file):
            state.ended = "export"
            return bound.Export(file)


def _field(name: ast.Name, context: Context, state: _State) -> Place:
    return bind_field(context.text, state.scope, name)


def _filter(condition: ast.Condition, context: Context, state: _State) -> bound.Filter:
    test = bind_condition(condition, context, state.scope)
    parts = condition.parts if isinstance(condition, ast.And) else (condition,)
    looked_for = _texts(test)
    if looked_for:
        first = looked_for[0].place
        same = tuple(one.pattern for one in looked_for if one.place == first)
        state.text = (first, same[0] if len(same) == 1 else patterns.Or(same))
    return bound.Filter(test, tuple(show_condition(part, inside="and") for part in parts))


def _texts(test: bound.Condition) -> list[bound.TextTest]:
    """The text tests that are not under a `not`."""
    match test:
        case bound.TextTest():
            return [test]
        case bound.And(parts) | bound.Or(parts):
            return [found for part in parts for found in _texts(part)]
        case _:
            return []


def _group(stage: ast.Count | ast.Summarize, context: Context, state: _State) -> bound.Group:
    if isinstance(stage, ast.Count):
        place = _field(stage.distinct, context, state) if stage.distinct else None
        number = made_field("count", Kind.NUMBER)
        aggregates: tuple[bound.Aggregate, ...] = (
            bound.Aggregate("count", "distinct" if place else "count", place, number),
        )
    else:
        aggregates = tuple(_aggregate(one, context, state) for one in stage.aggregates)
    by = tuple(_field(name, context, state) for name in stage.by)
    made = [
        Place("", place.field._replace(name=place.name, column=place.name, many=False), place.name)
        for place in by
    ]
    made += [Place("", one.field, one.name) for one in aggregates]
    _check_names(stage, made, context)
    state.scope, state.shows, state.text = Scope(None, tuple(made)), (), None
    return bound.Group(aggregates, by)


def _check_names(stage: ast.Count | ast.Summarize, made: list[Place], context: Context) -> None:
    names = [place.name.casefold() for place in made]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Wrong(stage.at, f"Two columns would be called `{twice}`.")


def _aggregate(one: ast.Aggregate, context: Context, state: _State) -> bound.Aggregate:
    name = one.name.text.casefold()
    if one.field is None:
        if one.function != "count":
            raise Wrong(
                one.at, f"`{one.function}` needs a field, as `{one.name.text} = {one.function} date`."
            )
        return bound.Aggregate(name, "count", None, made_field(name, Kind.NUMBER))
    place = _field(one.field, context, state)
    if one.function in ("count", "distinct"):
        return bound.Aggregate(name, one.function, place, made_field(name, Kind.NUMBER))
    if place.field.many or place.field.kind in (Kind.FLAG,):
        raise Wrong(one.field.at, f"`{place.name}` has no lowest or highest value.")
    return bound.Aggregate(name, one.function, place, place.field._replace(name=name, column=name))


def _unique(stage: ast.Unique, context: Context, state: _State) -> bound.Unique:
    named = tuple(_field(name, context, state) for name in stage.fields)
    if named or state.scope.entity is None:
        return bound.Unique(named or state.scope.made)
    return bound.Unique(state.shows or shown(state.scope.entity))


def _kwic(stage: ast.Kwic, context: Context, state: _State) -> bound.Kwic:
    if state.text is None:
        raise Wrong(
            stage.at,
            "`kwic` shows the hits of a text condition, and this query has none.",
            "Say what to find first, as `where text has peace | kwic 8`.",
        )
    if state.scope.entity is None:
        raise Wrong(stage.at, "`kwic` shows rows with text; these are counts.")
    place, pattern = state.text
    if place.field.many:
        raise Wrong(stage.at, f"`kwic` cannot show `{place.name}`, which has several values.")
    state.ended = "kwic"
    return bound.Kwic(stage.width, place, pattern)


def _kwic_sort(stage: ast.Sort, context: Context) -> bound.KwicSort:
    keys: list[tuple[str, bool]] = []
    for key in stage.keys:
        name = key.field.text.casefold()
        if name not in KWIC_SIDES:
            close = nearest(name, KWIC_SIDES)
            raise Wrong(
                key.field.at,
                f"Hits are sorted by left, right or hit, not by `{key.field.text}`.",
                did_you_mean(close) or "What sorts the rows themselves stands before `kwic`.",
                [replaced(context.text, key.field.at, one) for one in close],
            )
        keys.append((name, key.descending))
    return bound.KwicSort(tuple(keys))


def _to(stage: ast.To, context: Context, state: _State) -> bound.To:
    entity = state.scope.entity
    if entity is None:
        raise Wrong(stage.at, "These are counts; `to` goes on from rows of documents, clauses and so on.")
    if stage.entity.text.casefold() == entity:
        raise Wrong(stage.at, f"These are {entity} already.")
    allowed = ways(entity)
    low = stage.entity.text.casefold()
    if low in ENTITIES and low not in allowed:
        raise _far(entity, low, stage, context)
    target = bind_entity(context.text, stage.entity, allowed)
    state.scope, state.shows, state.text = Scope(target), (), None
    return bound.To(target)


def _far(entity: str, target: str, stage: ast.To, context: Context) -> Wrong:
    """The error of a step to rows that are more than one step away, with the way there."""
    steps = way(entity, target)
    if not steps:
        return Wrong(stage.entity.at, f"From {entity} there is no way to {target}.")
    over = " and ".join(steps[:-1])
    fix = replaced(context.text, stage.entity.at, " | to ".join(steps))
    return Wrong(
        stage.entity.at, f"{entity.capitalize()} lead to {target} only through their {over}.", None, [fix]
    )


def _follow(stage: ast.Follow, context: Context, state: _State) -> bound.Follow:
    if state.scope.entity not in ("documents", "clauses"):
        raise Wrong(
            stage.at,
            "`follow` starts from documents or clauses.",
            "Go to them first: `| to documents | follow cites`.",
            [context.text[: stage.at.start] + "to documents | " + context.text[stage.at.start :]],
        )
    depth = Place("", made_field("depth", Kind.NUMBER), "depth")
    state.scope, state.shows, state.text = Scope(state.scope.entity, (depth,)), (), None
    return bound.Follow(stage.cited, stage.depth.steps)

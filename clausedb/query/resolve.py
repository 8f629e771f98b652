"""A syntax tree in, the same with every name bound and typed out. Raises Wrong; nothing here knows SQL."""

from __future__ import annotations

import re
from typing import Final

from clausedb import patterns
from clausedb.query import ast, bound
from clausedb.query.bound import Place
from clausedb.query.fields import bind_entity, bind_field, close_entities
from clausedb.query.loose import check_loose, loose_flag
from clausedb.query.names import bind_instruments, bind_ref, closed_word
from clausedb.query.scope import ENTITIES, SINGULAR, Scope, made_field, parents, shown, way, ways
from clausedb.query.text import show_condition, show_value
from clausedb.query.values import (
    Context,
    all_values,
    bind_compare,
    bind_one_of,
    bind_range,
    one_value,
)
from clausedb.query.wrong import Wrong, did_you_mean, listed, nearest, replaced
from clausedb.schema import Kind, column_vocabulary, table

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
    from clausedb.query.misread import search_for

    if context.catalog.has_document(name.text):
        fix = replaced(context.text, name.at, f"@{name.text}")
        return Wrong(name.at, f"`{name.text}` is a document.", "A handle starts with @.", [fix])
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
    for entity, column in _KINDS if name.text.casefold() not in SINGULAR.values() else ():
        place = Scope(entity).find(column)
        assert place is not None
        value = closed_word(name.text, column_vocabulary(entity, place.field))
        if value is not None:
            fix = f"{entity} where {column} is {value}{_more_conditions(context.text[name.at.end :])}"
            return Wrong(
                name.at,
                f"`{name.text}` is neither something to look for nor a saved query.",
                f"These are {entity} whose `{column}` is `{value}`.",
                [context.text[: name.at.start] + fix],
            )
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


# --- conditions ---------------------------------------------------------------------------


def bind_condition(node: ast.Condition, context: Context, scope: Scope) -> bound.Condition:
    """The condition with its names bound, for rows of that scope. Raises Wrong."""
    match node:
        case ast.And(parts):
            check_loose(parts, "and", context, scope)
            return bound.And(tuple(bind_condition(part, context, scope) for part in parts))
        case ast.Or(parts):
            check_loose(parts, "or", context, scope)
            return bound.Or(tuple(bind_condition(part, context, scope) for part in parts))
        case ast.Not(part):
            return bound.Not(bind_condition(part, context, scope))
        case ast.With():
            return _with(node, context, scope)
        case ast.Cites():
            return _cites(node, context, scope)
        case ast.Under():
            return _under(node, context, scope)
        case ast.Has():
            return _has(node, context, bind_field(context.text, scope, node.field, node.at))
        case ast.Flag(name):
            return _flag(name, context, scope)
        case ast.Compare():
            return bind_compare(context, bind_field(context.text, scope, node.field, node.at), node)
        case ast.Empty(name, negated):
            test = bound.EmptyTest(bind_field(context.text, scope, name, node.at))
            return bound.Not(test) if negated else test
        case ast.Range():
            return bind_range(context, bind_field(context.text, scope, node.field, node.at), node)
        case ast.OneOf():
            return bind_one_of(context, bind_field(context.text, scope, node.field, node.at), node)


def _flag(name: ast.Name, context: Context, scope: Scope) -> bound.Condition:
    place = scope.find(name.text)
    if place is None:
        raise loose_flag(name, context, scope)
    if place.field.kind is not Kind.FLAG:
        raise Wrong(
            name.at,
            f"`{name.text}` is not a yes/no field; say what about it.",
            f"As `{name.text} {'has' if place.field.kind is Kind.TEXT else 'is'} {_example(place, context)}`.",
        )
    return bound.FlagTest(place)


def _example(place: Place, context: Context) -> str:
    """A value that the field can have; a handle that is there."""
    if place.field.kind in (Kind.DOCUMENT, Kind.CLAUSE):
        for one in context.catalog.documents()[:1]:
            label = next(iter(context.catalog.labels(one.document_id)), "")
            return f"@{one.document_id}" + (f"#{label}" if label and place.field.kind is Kind.CLAUSE else "")
    return place.field.example or "..."


def _with(node: ast.With, context: Context, scope: Scope) -> bound.Condition:
    if scope.entity is None:
        raise Wrong(node.at, "These are counts; they have no children.")
    children = table(scope.entity).children
    child = bind_entity(context.text, node.entity, children, f"{scope.entity.capitalize()} have")
    inner = bind_condition(node.condition, context, Scope(child)) if node.condition else None
    test = bound.Exists(child, inner)
    return bound.Not(test) if node.negated else test


def _under(node: ast.Under, context: Context, scope: Scope) -> bound.UnderTest:
    entity = scope.entity
    if entity is None or entity == "documents" or not _has_clause(entity):
        fix = replaced(context.text, node.at, f"with clauses (under {show_value(node.value)})")
        raise Wrong(
            node.at,
            "`under` does not fit here: clauses and what stands in them stand under a clause.",
            None,
            [fix],
        )
    clauses: list[str] = []
    documents: list[str] = []
    for value in all_values(context, node.value):
        if not isinstance(value, ast.Handle):
            cited = [replaced(context.text, node.at, f"cites {show_value(value)}")]
            raise Wrong(
                value.at,
                "What rows stand under is a clause or a document, named by its handle, as @kaz-aze-2023#6.",
                "What they refer to is asked for with `cites`." if isinstance(value, ast.Text) else None,
                cited if isinstance(value, ast.Text) else [],
            )
        found = bind_ref(context.catalog, context.text, value)
        (documents if value.label is None else clauses).append(found)
    return bound.UnderTest(tuple(clauses), tuple(documents))


def _cites(node: ast.Cites, context: Context, scope: Scope) -> bound.Condition:
    word = "cited by" if node.cited else "cites"
    entity = scope.entity
    allowed = ("documents", "clauses", "instruments") if node.cited else ()
    fits = entity in allowed if node.cited else entity is not None and _has_clause(entity)
    if not fits:
        who = (
            "Documents, clauses and instruments are"
            if node.cited
            else "Documents, clauses and what stands in them"
        )
        verb = " cited" if node.cited else " cite"
        raise Wrong(node.at, f"`{word}` does not fit here: {who}{verb}.")
    value = one_value(context, node.ref.value) if isinstance(node.ref.value, ast.Variable) else node.ref.value
    steps = node.depth.steps
    if steps is not None and steps < 1:
        raise Wrong(node.depth.at, "At least one step has to be followed.")
    if isinstance(value, ast.Handle):
        return _cites_handle(node, value, context, steps)
    instruments = bind_instruments(context.catalog, context.text, value, context.echo)
    held = {
        one.document_id
        for one in context.catalog.instruments()
        if one.instrument_id in instruments and one.document_id
    }
    if node.cited and not held:
        raise Wrong(node.ref.at, f"`{value.text}` is not in this database, so what it cites is not known.")
    documents = tuple(sorted(held))
    return bound.CitesTest(instruments, documents, (), node.ref.place, steps, node.cited)


def _cites_handle(
    node: ast.Cites, handle: ast.Handle, context: Context, steps: int | None
) -> bound.Condition:
    found = bind_ref(context.catalog, context.text, handle)
    if handle.label is not None:
        return bound.CitesTest((), (), (found,), node.ref.place, steps, node.cited)
    instruments = tuple(
        one.instrument_id for one in context.catalog.instruments() if one.document_id == found
    )
    return bound.CitesTest(instruments, (found,), (), node.ref.place, steps, node.cited)


def _has_clause(entity: str) -> bool:
    return entity in ("documents", "clauses") or any(name == "clauses" for name, _ in parents(entity))


# --- what a text has ----------------------------------------------------------------------


def _has(node: ast.Has, context: Context, place: Place) -> bound.Condition:
    pattern = bind_text(node.text, context)
    match place.field.kind:
        case Kind.TEXT:
            return bound.TextTest(place, pattern)
        case Kind.PARTY:
            return _named_parties(place, pattern, context)
        case Kind.INSTRUMENT:
            kept = [
                one.instrument_id
                for one in context.catalog.instruments()
                if any(patterns.matches(pattern, title) for title in one.titles)
            ]
            return bound.IsIn(place, tuple(kept))
        case Kind.DOCUMENT:
            named = [
                one.document_id
                for one in context.catalog.documents()
                if patterns.matches(pattern, one.title or "") or patterns.matches(pattern, one.document_id)
            ]
            return bound.IsIn(place, tuple(named))
        case _:
            raise Wrong(
                node.at,
                f"`has` looks for words in text; `{place.name}` is no text.",
                f"Ask with `{place.name} is ...`.",
                [replaced(context.text, node.at, f"{place.name} is {_only_word(node.text)}")],
            )


def _only_word(text: ast.TextCondition) -> str:
    return text.text if isinstance(text, ast.TextWord) else "..."


def _named_parties(place: Place, pattern: patterns.Pattern, context: Context) -> bound.Condition:
    """Parties any of whose names meets the pattern; of a speaker also the words that name him in the text."""
    kept = [
        one.party_id
        for one in context.catalog.parties()
        if any(patterns.matches(pattern, name) for name in one.names)
    ]
    named = bound.IsIn(place, tuple(kept))
    if place.table == "statements" and place.field.name == "speaker":
        words = place.field._replace(column="speaker", kind=Kind.TEXT)
        return bound.Or((named, bound.TextTest(Place(place.table, words, place.name), pattern)))
    return named


def bind_text(node: ast.TextCondition, context: Context) -> patterns.Pattern:
    """The pattern that a text condition asks for. Raises Wrong where a word has no letter, or `not` is inside near."""
    match node:
        case ast.TextWord(text):
            return _lettered(patterns.word_pattern(text), node)
        case ast.TextPhrase(text):
            _check_starred(node, context)
            return _lettered(patterns.phrase_pattern(text), node)
        case ast.TextPrefix(text):
            return _lettered(patterns.prefix_pattern(text), node)
        case ast.TextVariable(name):
            value = one_value(context, ast.Variable(name, node.at))
            return _lettered(patterns.phrase_pattern(value.text), node)
        case ast.TextAnd(parts):
            return patterns.And(tuple(bind_text(part, context) for part in parts))
        case ast.TextOr(parts):
            return patterns.Or(tuple(bind_text(part, context) for part in parts))
        case ast.TextNot(part):
            return patterns.Not(bind_text(part, context))
        case ast.TextNear():
            return _pair(node, context)


def _check_starred(node: ast.TextPhrase, context: Context) -> None:
    """A `*` in quotes would be looked for as a sign, that is, not at all; raises Wrong."""
    if not _STARRED.search(node.text):
        return
    parts = [part if part.endswith("*") else f'"{part}"' for part in node.text.split()]
    fix = parts[0] if len(parts) == 1 else f"({' pre/1 '.join(parts)})" if len(parts) == 2 else ""
    fixes = [replaced(context.text, node.at, fix)] if fix else []
    raise Wrong(node.at, "A `*` stands behind a word without quotes, as develop*.", None, fixes)


_STARRED: Final = re.compile(r"\w\*(?!\w)")


def _lettered(pattern: patterns.Pattern | None, node: ast.TextCondition) -> patterns.Pattern:
    if pattern is None:
        raise Wrong(node.at, "There is no word to look for.")
    return pattern


def _pair(node: ast.TextNear, context: Context) -> patterns.Pattern:
    for side in (node.left, node.right):
        _check_side(side)
    left, right = bind_text(node.left, context), bind_text(node.right, context)
    match node.unit:
        case "sentence":
            return patterns.Sentence(left, right)
        case "paragraph":
            return patterns.Paragraph(left, right)
        case _:
            if node.distance < 1:
                raise Wrong(node.at, "Words are at least 1 apart, as in `near/5`.")
            return patterns.Near(left, right, node.distance, node.ordered)


def _check_side(side: ast.TextCondition) -> None:
    if isinstance(side, ast.TextOr):
        for part in side.parts:
            _check_side(part)
    elif isinstance(side, ast.TextAnd | ast.TextNot | ast.TextNear):
        raise Wrong(side.at, "Beside `near`, `/s` and `/p` only words, phrases and `or` can stand.")

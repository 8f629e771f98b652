"""Conditions with every name bound: of fields, children and citations, and of what a text has."""

from __future__ import annotations

import re
from typing import Final

from clausedb import patterns
from clausedb.query import ast, bound
from clausedb.query.bound import Place
from clausedb.query.fields import bind_entity, bind_field
from clausedb.query.loose import check_loose, loose_flag
from clausedb.query.names import bind_instruments, bind_ref
from clausedb.query.scope import Scope, parents
from clausedb.query.text import show_value
from clausedb.query.values import (
    Context,
    all_values,
    bind_compare,
    bind_one_of,
    bind_range,
    one_value,
)
from clausedb.query.wrong import Wrong, replaced
from clausedb.schema import Kind, table


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

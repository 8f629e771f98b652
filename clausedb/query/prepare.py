"""A statement from text to Prepared: syntax, resolve, lower; every wrong query becomes a QueryError here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from clausedb.errors import QueryError
from clausedb.node import Node
from clausedb.query import ast, bound
from clausedb.query.catalog import Catalog
from clausedb.query.lower import lower, sized
from clausedb.query.names import bind_ref
from clausedb.query.plan import Plan, Prepared, Size
from clausedb.query.resolve import resolve
from clausedb.query.scope import ENTITIES
from clausedb.query.syntax import Unread, parse
from clausedb.query.text import show
from clausedb.query.values import Context, all_values, one_value
from clausedb.query.wrong import Wrong

_DEEP: Final = 5
"""How many further errors in a corrected query are corrected in turn."""
_TRIED: Final = 4
"""How many corrections of one error are tried."""


def prepare(text: str, catalog: Catalog, variables: Mapping[str, object] | None = None) -> Prepared:
    """What a statement asks for, ready to run. Raises QueryError where it is wrong."""
    given = variables or {}
    try:
        return _prepared(text, catalog, given)
    except Wrong as wrong:
        budget = _Budget()
        for meant in (wrong, *wrong.others):
            corrected = _corrected(text, meant, catalog, given, budget, _DEEP)
            if corrected is not None:
                break
        else:
            meant = wrong
        span = (meant.at.start, meant.at.end)
        suggestion = meant.suggestion or (None if corrected else _further(meant, catalog, given))
        raise QueryError(text, span, meant.message, suggestion, corrected) from None


def _further(wrong: Wrong, catalog: Catalog, variables: Mapping[str, object]) -> str | None:
    """What is wrong with the likeliest correction where none is right, as a name in it that nothing has."""
    for fix in wrong.fixes[:1]:
        try:
            _resolved(parse(fix), fix, catalog, variables)
        except Unread:
            pass
        except Wrong as further:
            if not further.fixes:
                return " ".join(part for part in (further.message, further.suggestion) if part)
    return None


class _Budget:
    """How many more queries are tried before a correction is given up."""

    def __init__(self) -> None:
        self.left = 60


def glance(text: str, catalog: Catalog, variables: Mapping[str, object]) -> Prepared:
    """What a statement that is still being written asks for. Raises QueryError, without looking for what was meant."""
    try:
        return _prepared(text, catalog, variables)
    except Wrong as wrong:
        raise QueryError(text, (wrong.at.start, wrong.at.end), wrong.message, wrong.suggestion) from None


def size_of(text: str, catalog: Catalog, variables: Mapping[str, object]) -> Size | None:
    """The count of the rows that a query asks for; None of a statement that gives none, or is not right yet."""
    try:
        statement = parse(text)
        if isinstance(statement, ast.Query):
            return sized(resolve(statement, Context(text, catalog, variables)))
    except (Unread, Wrong):
        pass
    return None


def _corrected(
    text: str, wrong: Wrong, catalog: Catalog, variables: Mapping[str, object], budget: _Budget, deep: int
) -> str | None:
    """The first correction that is itself a right query, its own errors corrected too; None where there is none."""
    for fix in wrong.fixes[:_TRIED]:
        if fix == text or budget.left <= 0:
            continue
        budget.left -= 1
        try:
            _prepared(fix, catalog, variables)
        except Wrong as further:
            for meant in (further, *further.others) if deep else ():
                found = _corrected(fix, meant, catalog, variables, budget, deep - 1)
                if found is not None:
                    return found
        else:
            return fix
    return None


def _prepared(text: str, catalog: Catalog, variables: Mapping[str, object]) -> Prepared:
    """The statement ready to run. Raises Wrong."""
    try:
        statement = parse(text)
    except Unread as unread:
        from clausedb.query.misread import explain_unread

        raise explain_unread(text, unread, catalog) from None
    return _resolved(statement, text, catalog, variables)


def _resolved(
    statement: ast.Statement, text: str, catalog: Catalog, variables: Mapping[str, object]
) -> Prepared:
    """The same of a statement whose text has been read."""
    context = Context(text, catalog, variables)
    match statement:
        case ast.Query():
            return _query(statement, context, "query", statement)
        case ast.Explain(query, dialect):
            if dialect != "duckdb":
                raise Wrong(statement.at, f"This installation writes SQL for duckdb, not for {dialect}.")
            return _query(query, context, "explain", statement)
        case ast.LetQuery():
            return _let(statement, context)
        case ast.LetValue(name, value):
            given = one_value(context, value)
            return Prepared("value", show(statement), name=name.text, value=given, statement=statement)
        case ast.CompareRefs(refs):
            handles = tuple(_handle(ref, context) for ref in refs)
            return Prepared("compare", show(statement), handles=handles, statement=statement)
        case ast.ShowRef(handle):
            found = bind_ref(catalog, text, handle)
            return Prepared("show", show(statement), handles=(found,), statement=statement)


def _query(query: ast.Query, context: Context, kind: str, statement: ast.Statement) -> Prepared:
    resolved = resolve(query, context)
    plan = lower(resolved)
    return Prepared(
        "explain" if kind == "explain" else "query",
        show(statement),
        plan,
        resolved.echo,
        _sentence(resolved) if kind == "explain" else "",
        statement=statement,
    )


def _sentence(query: bound.Query) -> str:
    from clausedb.query.explain import sentence

    return sentence(query)


def _let(statement: ast.LetQuery, context: Context) -> Prepared:
    name = statement.name
    if name.text.casefold() in ENTITIES:
        raise Wrong(
            name.at, f"`{name.text}` is what the language calls its {name.text}; choose another name."
        )
    for stage in statement.query.stages:
        if isinstance(stage, ast.Export):
            raise Wrong(stage.at, "A saved query cannot export; add `| export` where it is asked.")
    unknown = [one for one in _variables(statement.query) if one not in context.variables]
    if unknown:
        # Its variables are given when it is asked; until then only its form can be checked.
        return _saved(statement, None, context)
    resolved = resolve(statement.query, context)
    return _saved(statement, lower(resolved), context)


def _saved(statement: ast.LetQuery, plan: Plan | None, context: Context) -> Prepared:
    from clausedb.query.saved import saved_text

    return Prepared(
        "let",
        show(statement),
        plan,
        tuple(context.echo),
        name=statement.name.text,
        body=saved_text(statement.query, _values(statement.query, context)),
        statement=statement,
    )


def _values(query: ast.Query, context: Context) -> dict[str, ast.Value]:
    """The single values that the variables of a query have now."""
    found: dict[str, ast.Value] = {}
    for name in dict.fromkeys(_variables(query)):
        if name in context.variables:
            values = all_values(context, ast.Variable(name))
            if len(values) == 1:
                found[name] = values[0]
    return found


def _handle(ref: ast.Ref, context: Context) -> str:
    value = all_values(context, ref.value)[0]
    if isinstance(value, ast.Handle):
        return bind_ref(context.catalog, context.text, value)
    raise Wrong(ref.at, "`compare` takes handles, as `compare @a#5 with @b#5`.")


def _variables(node: object) -> list[str]:
    """Names of the variables anywhere in a tree of nodes."""
    if isinstance(node, ast.Variable | ast.TextVariable):
        return [node.text]
    if isinstance(node, tuple):
        return [name for one in node for name in _variables(one)]
    fields = node.names if isinstance(node, Node) else ()
    return [name for field in fields if field != "at" for name in _variables(getattr(node, field))]

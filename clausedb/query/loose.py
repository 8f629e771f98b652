"""A word that stands alone where a condition should be: what was probably meant by it. Only runs once something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from clausedb.query import ast
from clausedb.query.fields import bind_field
from clausedb.query.scope import Scope
from clausedb.query.values import Context
from clausedb.query.wrong import Wrong, replaced
from clausedb.schema import TABLES, Kind
from clausedb.span import Span


def check_loose(parts: Sequence[ast.Condition], joined: str, context: Context, scope: Scope) -> None:
    """`bearer is A or B` reads B as a field; raises Wrong, which says how it is written, where a part is such a word.

    `joined` is `and` or `or`.
    """
    for index, part in enumerate(parts[1:], 1):
        before = parts[index - 1]
        name = _word(part)
        if name is None or scope.find(name.text) or not isinstance(before, ast.Compare | ast.Has):
            continue
        loose = [name]
        for one in parts[index + 1 :]:
            if not isinstance(one, ast.Flag) or scope.find(one.field.text) or isinstance(part, ast.Not):
                break
            loose.append(one.field)
        raise _meant(before, part, loose, joined, context, scope)


def _word(part: ast.Condition) -> ast.Name | None:
    if isinstance(part, ast.Flag):
        return part.field
    return part.part.field if isinstance(part, ast.Not) and isinstance(part.part, ast.Flag) else None


def _meant(
    before: ast.Compare | ast.Has,
    part: ast.Condition,
    loose: Sequence[ast.Name],
    joined: str,
    context: Context,
    scope: Scope,
) -> Wrong:
    at = Span(before.at.start, loose[-1].at.end)
    message = f"`{loose[0].text}` stands alone here; `{joined}` joins whole conditions."
    suggestion, text = _written(before, part, loose, joined, context)
    meant = Wrong(loose[0].at, message, suggestion, [replaced(context.text, at, text)])
    unknown = _unknown(loose[0], context, scope)
    # With `or` a value is likelier than a mistyped yes/no field.
    first, second = (
        (meant, unknown) if joined == "or" and isinstance(before, ast.Compare) else (unknown, meant)
    )
    first.others = (*first.others, second)
    return first


def _written(
    before: ast.Compare | ast.Has,
    part: ast.Condition,
    loose: Sequence[ast.Name],
    joined: str,
    context: Context,
) -> tuple[str, str]:
    """(how it is written in general, this condition so written)."""
    field = before.field.text
    if isinstance(before, ast.Has):
        words = context.text[before.text.at.start : before.text.at.end]
        negated = "not " if isinstance(part, ast.Not) else ""
        more = "".join(f" {joined} {negated}{one.text}" for one in loose)
        return "Several words stand in brackets.", f"{field} has ({words}{more})"
    values = [context.text[one.at.start : one.at.end] for one in (before.value, *loose)]
    if joined == "or" and before.sign in ("=", "!="):
        sign = "in" if before.sign == "=" else "not in"
        return (
            f"One of several values is asked for with `{sign} (…)`.",
            f"{field} {sign} ({', '.join(values)})",
        )
    sign = context.text[before.field.at.end : before.value.at.start].strip()
    whole = f" {joined} ".join(f"{field} {sign} {value}" for value in values)
    return "The field is named again for each value.", whole


def _unknown(name: ast.Name, context: Context, scope: Scope) -> Wrong:
    try:
        bind_field(context.text, scope, name, name.at)
    except Wrong as wrong:
        return wrong
    raise AssertionError(name)


def loose_flag(name: ast.Name, context: Context, scope: Scope) -> Wrong:
    """The error of a word that is no field and stands as a condition of its own: a party, else a word to look for."""
    unknown = _unknown(name, context, scope)
    if scope.entity is None or name.text.casefold() in _fields():
        return unknown
    message = f"`{name.text}` is no field; say what about it."
    kind = Kind.PARTY if context.catalog.lookup(name.text) else Kind.TEXT
    found = [one for one in map(scope.find, scope.names()) if one is not None and one.field.kind is kind]
    named = next((one for one in found if kind is Kind.PARTY or one.name in ("text", "quote")), None)
    if named is not None:
        sign = "is" if kind is Kind.PARTY else "has"
        fix = replaced(context.text, name.at, f"{named.name} {sign} {name.text}")
        unknown.others = (*unknown.others, Wrong(name.at, message, None, [fix]))
    return unknown


@cache
def _fields() -> frozenset[str]:
    return frozenset(field.name for one in TABLES for field in one.fields)

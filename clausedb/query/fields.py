"""A name bound to a field or entity, or the error that says what was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from clausedb.language import load_grammar
from clausedb.query import ast
from clausedb.query.bound import Place
from clausedb.query.scope import ENTITIES, SINGULAR, Scope, children_with
from clausedb.query.wrong import Wrong, did_you_mean, listed, nearest, replaced
from clausedb.schema import TABLES, table
from clausedb.span import Span

_CITING: Final = ("documents", "clauses", "acts", "obligations", "statements", "definitions", "dates")
"""Tables whose rows cite, or stand in clauses that do."""


def bind_field(text: str, scope: Scope, name: ast.Name, test: Span | None = None) -> Place:
    """The field of that name. `test` is the whole condition it stands in, for putting it into a `with`."""
    place = scope.find(name.text)
    if place is not None:
        return place
    child = (
        _child(text, scope, name, test) or _entity(text, scope, name, test) or _cited(text, scope, name, test)
    )
    if child is not None:
        raise child
    close = close_fields(scope, name.text)
    raise Wrong(
        name.at,
        f"{_owner(scope)} no field `{name.text}`.",
        did_you_mean(close[:2]) or f"Their fields are: {listed(_offered(scope), 24)}.",
        [replaced(text, name.at, one) for one in close],
    )


def _owner(scope: Scope) -> str:
    if scope.entity is None:
        return "The counts before this have"
    return f"{scope.entity.capitalize()} have"


def _offered(scope: Scope) -> Sequence[str]:
    return scope.names() if scope.entity is None else [f.name for f in table(scope.entity).fields]


def close_fields(scope: Scope, name: str) -> tuple[str, ...]:
    """Fields that were meant: what the word is called here, the plural's singular, a typo of a name."""
    low = name.casefold()
    names = scope.names()
    found = [meant for word, meant in _synonyms() if word == low and meant in names]
    found.extend(one for one in (low.removesuffix("s"), low.removesuffix("_id")) if one in names)
    close = () if found else nearest(name, names) or nearest(name, scope.long_names())
    return tuple(dict.fromkeys([*found, *close]))


def _called(word: str) -> tuple[str, ...]:
    return tuple(meant for other, meant in _synonyms() if other == word)


@cache
def called_fields() -> frozenset[str]:
    """Words that some field is called by people."""
    own = {field.name for one in TABLES for field in one.fields}
    return frozenset(word for word, meant in _synonyms() if meant in own)


@cache
def _synonyms() -> tuple[tuple[str, str], ...]:
    return tuple((row["word"], row["name"]) for row in load_grammar().rows("_query/synonyms"))


def _child(text: str, scope: Scope, name: ast.Name, test: Span | None) -> Wrong | None:
    """The error of a child's field that stands outside `with`; None where no child has such a field."""
    if scope.entity is None:
        return None
    low = name.text.casefold().rpartition(".")[2]
    children = children_with(scope.entity, low)
    if not children:
        return None
    message = f"{scope.entity.capitalize()} have no field `{name.text}`; {children[0]} have."
    if test is None:
        return Wrong(name.at, message, f"Ask for {children[0]}: `| to {children[0]}` goes on with them.")
    inner = text[test.start : test.end].replace(name.text, low, 1)
    fixes = [replaced(text, test, f"with {child} ({inner})") for child in children]
    return Wrong(name.at, message, None, fixes)


def _entity(text: str, scope: Scope, name: ast.Name, test: Span | None) -> Wrong | None:
    """The error of a child's name where a field should be; None where it is none."""
    low = name.text.casefold()
    if scope.entity is None or low not in table(scope.entity).children:
        return None
    alone = test is not None and (test.start, test.end) == (name.at.start, name.at.end)
    fixes = [replaced(text, name.at, f"with {low}")] if alone else []
    return Wrong(name.at, f"What has {low} is asked for with `with {low}`, or `with {low} (…)`.", None, fixes)


_IS_NAMED: Final = re.compile(r'\s*(?:is|=|has)\s+("[^"]*"|[\w.-]+)\s*', re.IGNORECASE)


def _cited(text: str, scope: Scope, name: ast.Name, test: Span | None) -> Wrong | None:
    """The error of an instrument asked for where it is no field: rows that stand in a clause cite it."""
    low = name.text.casefold()
    meant = low == "instrument" or ("instrument" in _called(low))
    if not meant or test is None or scope.entity not in _CITING:
        return None
    named = _IS_NAMED.fullmatch(text, name.at.end, test.end)
    fixes = [replaced(text, test, f'cites "{named.group(1).strip(chr(34))}"')] if named else []
    message = f"{scope.entity.capitalize()} have no field `{name.text}`."
    return Wrong(name.at, message, "What is cited is asked for with `cites`.", fixes)


def bind_entity(text: str, name: ast.Name, allowed: Sequence[str] = ENTITIES, what: str = "") -> str:
    """The table of that name. Raises Wrong with those there are."""
    low = name.text.casefold()
    if low in allowed:
        return low
    close = close_entities(low, allowed)
    if low in ENTITIES:
        message = f"{what} no {low}."
        offer = f"There are: {listed(allowed, 20)}." if allowed else None
        raise Wrong(name.at, message, offer, [replaced(text, name.at, one) for one in close])
    raise Wrong(
        name.at,
        f"`{name.text}` is nothing that can be looked for.",
        did_you_mean(close[:2]) or f"There are: {listed(allowed, 20)}.",
        [replaced(text, name.at, one) for one in close],
    )


def close_entities(word: str, allowed: Sequence[str] = ENTITIES) -> tuple[str, ...]:
    """Entities that a word may stand for: its singular, another word for it, a typo."""
    low = word.casefold()
    found = [plural for plural, one in SINGULAR.items() if one == low and plural in allowed]
    found.extend(meant for other, meant in _synonyms() if other == low and meant in allowed)
    found.extend(nearest(low, allowed))
    return tuple(dict.fromkeys(found))

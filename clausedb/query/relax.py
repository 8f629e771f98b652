"""What explains an empty answer: the same query with one condition less, or with one made wider. Bound queries in and out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from clausedb import patterns
from clausedb.query import bound
from clausedb.schema import Kind

Variant = tuple[str, bound.Query, bool]
"""What is different, in words that a number is put behind; the query; whether it is said only where the last one has no rows."""

_ALONE: Final = "` alone"

_DISTANCES: Final = (10, 25, 50, 100)
_MOST: Final = 10
"""Variants of one query at most."""


def variants(query: bound.Query) -> tuple[Variant, ...]:
    """The easier queries, in the order of their conditions; of a query that counts, for the rows that it counts."""
    counts = (at for at, stage in enumerate(query.stages) if isinstance(stage, bound.Group | bound.Cross))
    before = query.stages[: next(counts, len(query.stages))]
    only = sum(len(_parts(stage)) for stage in before if isinstance(stage, bound.Filter)) == 1
    found: list[Variant] = []
    for at, stage in enumerate(before):
        if isinstance(stage, bound.Filter):
            for words, rest in _easier(stage, f"of all {query.table}" if only else ""):
                stages = (*before[:at], *rest, *before[at + 1 :])
                found.append((words, bound.Query(query.table, stages), words.endswith(_ALONE)))
    return tuple(found[:_MOST])


def _parts(stage: bound.Filter) -> tuple[bound.Condition, ...]:
    return stage.condition.parts if isinstance(stage.condition, bound.And) else (stage.condition,)


def _easier(stage: bound.Filter, alone: str) -> Iterator[tuple[str, tuple[bound.Stage, ...]]]:
    """The filter with each of its parts wider, and without it. `alone` is said of a query without its only condition."""
    parts = _parts(stage)
    for index, (part, written) in enumerate(zip(parts, stage.words, strict=True)):
        for words, wider in _wider(part):
            yield words, (_filter((*parts[:index], wider, *parts[index + 1 :])),)
        rest = (*parts[:index], *parts[index + 1 :])
        yield alone or f"without `{written}`", (_filter(rest),) if rest else ()


def _filter(parts: tuple[bound.Condition, ...]) -> bound.Filter:
    return bound.Filter(bound.And(parts) if len(parts) > 1 else parts[0], ())


def _wider(condition: bound.Condition) -> Iterator[tuple[str, bound.Condition]]:
    """The conditions that more rows meet than this one, each with what is different."""
    match condition:
        case bound.TextTest(place, pattern):
            for words, wider in _looser(pattern):
                yield words, bound.TextTest(place, wider)
        case bound.IsIn(place, (value, *_)) if place.field.kind is Kind.TEXT:
            phrase = patterns.phrase_pattern(value)
            if phrase is not None:
                yield f"with `{place.name} has “{value}”`", bound.TextTest(place, phrase)
        case bound.CitesTest(pinpoint=str() as place):
            yield f"without `para {place}`", _citing(condition, None, condition.steps)
        case bound.CitesTest(steps=1):
            yield "with `transitively`", _citing(condition, condition.pinpoint, None)
        case bound.Exists(table, inner) if inner is not None:
            yield f"with any {table}", bound.Exists(table, None)


def _citing(test: bound.CitesTest, pinpoint: str | None, steps: int | None) -> bound.CitesTest:
    return bound.CitesTest(test.instruments, test.documents, test.clauses, pinpoint, steps, test.cited)


def _looser(pattern: patterns.Pattern) -> Iterator[tuple[str, patterns.Pattern]]:
    match pattern:
        case patterns.Near(left, right, distance, ordered):
            sign = f"{'pre' if ordered else 'near'}/{distance}"
            wider = next((one for one in _DISTANCES if one > distance), None)
            if ordered:
                yield f"with `near/{distance}`", patterns.Near(left, right, distance)
            elif wider is not None:
                yield f"with `near/{wider}`", patterns.Near(left, right, wider)
            yield from _apart(sign, left, right)
        case patterns.Sentence(left, right):
            yield "with `/p`", patterns.Paragraph(left, right)
            yield from _apart("/s", left, right)
        case patterns.Paragraph(left, right):
            yield from _apart("/p", left, right)
        case patterns.Phrase(words, True) if len(words) > 1:
            forms = [one for word in words if (one := patterns.word_pattern(word)) is not None]
            yield "with these words in any order and form", patterns.And(tuple(forms))
        case patterns.Phrase((word,), True):
            form = patterns.word_pattern(word)
            if form is not None:
                yield "with this word in any form", form
        case patterns.And(parts):
            for index, part in enumerate(parts):
                if shown := _shown(part):
                    rest = (*parts[:index], *parts[index + 1 :])
                    yield f"without `{shown}`", rest[0] if len(rest) == 1 else patterns.And(rest)
        case _:
            return


def _apart(sign: str, *sides: patterns.Pattern) -> Iterator[tuple[str, patterns.Pattern]]:
    """Both of two that do not stand together, and each of them."""
    yield f"without `{sign}`", patterns.And(sides)
    for side in sides:
        if shown := _shown(side):
            yield f"with `{shown}{_ALONE}", side


def _shown(part: patterns.Pattern) -> str:
    """A word, a beginning, a phrase, or one of several, as it is looked for; empty for anything else."""
    match part:
        case patterns.Prefix(beginning):
            return f"{beginning}*"
        case patterns.Phrase(words):
            return " ".join(words)
        case patterns.Or(parts):
            shown = [_shown(one) for one in parts]
            return f"({' or '.join(shown)})" if all(shown) else ""
        case _:
            return ""

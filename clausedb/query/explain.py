"""A bound query as a plain sentence, for those who read no SQL."""

from __future__ import annotations

from typing import Final

from clausedb import patterns
from clausedb.query import bound
from clausedb.query.bound import Place
from clausedb.query.wrong import listed
from clausedb.schema import Kind

_SIGNS: Final = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": ""}
_TIMES: Final = {
    "before": "is certainly before {first}",
    "after": "is certainly after {last}",
    "since": "is certainly not before {first}",
    "until": "is certainly not after {last}",
    "within": "lies between {first} and {last}",
}


def sentence(query: bound.Query) -> str:
    """What will be looked up, in words; one sentence, stages in their order."""
    parts = [f"Takes {query.table}"]
    for stage in query.stages:
        parts.append(_stage(stage))
    return "; ".join(parts) + "."


def _stage(stage: bound.Stage) -> str:
    match stage:
        case bound.Filter(condition):
            return f"keeps those of which {_condition(condition)}"
        case bound.Group(aggregates, by):
            each = f" for each {_names(by)}, highest first" if by else ""
            return f"gives {', '.join(_aggregate(one) for one in aggregates)}{each}"
        case bound.Cross(rows, columns):
            return (
                f"counts them in a table with a row for each {rows.name} and a column for each {columns.name}"
            )
        case bound.Sort(keys):
            order = ", ".join(f"{place.name}{' downwards' if down else ''}" for place, down in keys)
            return f"sorts by {order}, unknown last"
        case bound.Take(count, last):
            return f"keeps the {'last' if last else 'first'} {count}"
        case bound.Show(places):
            return f"shows {_names(places)}"
        case bound.Unique(places):
            return f"keeps the first for each {_names(places)}"
        case bound.Kwic(width):
            return f"shows every hit with {width} words on either side"
        case bound.KwicSort(keys):
            return (
                f"sorts the hits by {', '.join(side + (' downwards' if down else '') for side, down in keys)}"
            )
        case bound.To(target):
            return f"goes on to their {target}"
        case bound.Follow(cited, steps):
            way = "those that cite them" if cited else "those they cite"
            return f"follows to {way}, {_steps(steps)}"
        case bound.Export(file):
            return f"writes the result to {file}"


def _steps(steps: int | None) -> str:
    return "over any number of steps" if steps is None else f"over {steps} step{'s' if steps > 1 else ''}"


def _names(places: tuple[Place, ...]) -> str:
    return ", ".join(place.name for place in places)


def _aggregate(one: bound.Aggregate) -> str:
    if one.place is None:
        return "their number"
    words = {
        "count": "how many have a {}",
        "distinct": "how many different {}",
        "min": "the lowest {}",
        "max": "the highest {}",
    }
    return words[one.function].format(one.place.name)


def _condition(node: bound.Condition) -> str:
    match node:
        case bound.And(parts):
            return " and ".join(_part(part) for part in parts)
        case bound.Or(parts):
            return " or ".join(_part(part) for part in parts)
        case bound.Not(part):
            return _denied(part)
        case bound.IsIn(place, values, alone):
            if place.field.many:
                return f"{'an' if place.name[0] in 'aeiou' else 'a'} {place.name} is {_parties(values)}"
            return f"the {place.name} is {_parties(values)}{', however it is printed' if alone else ''}"
        case bound.Holds(place, offices):
            return f"the {place.name} is a person whom the document names as {_either(offices)}"
        case bound.InOffice(place, people):
            return f"the {place.name} is an office that the document gives {_either(people)}"
        case bound.NumberTest(place, sign, value):
            return f"the {place.name} is {_SIGNS[sign]} {value:g}".replace("  ", " ")
        case bound.DateTest(place, sign, first, last):
            if place.field.kind is Kind.YEAR:
                first, last = first[:4], last[:4]
            if sign == "within" and first == last:
                return f"the {place.name} is {first}"
            return f"the {place.name} {_TIMES[sign].format(first=first, last=last)}"
        case bound.FlagTest(place):
            return f"{place.name} holds"
        case bound.EmptyTest(place):
            return f"the {place.name} is unknown"
        case bound.TextTest(place, pattern):
            return f"the {place.name} has {_pattern(pattern)}"
        case bound.CitesTest():
            return _cites(node)
        case bound.UnderTest(clauses, documents):
            return f"it stands under {_either((*clauses, *documents))}"
        case bound.Exists(name, condition):
            inner = f" of which {_condition(condition)}" if condition else ""
            return f"there are {name}{inner}"


def _parties(values: tuple[str, ...]) -> str:
    """The values; the organs and offices of a party that is among them are not named one by one."""
    owners = [one for one in values if not any(one.startswith(f"{other}.") for other in values)]
    return _either(tuple(owners)) + (" or one of its organs and offices" if len(owners) < len(values) else "")


def _either(values: tuple[str, ...]) -> str:
    return listed(values, 5).replace(", ", " or ") if values else "one that is not here"


def _denied(part: bound.Condition) -> str:
    match part:
        case bound.EmptyTest(place):
            return f"the {place.name} is known"
        case bound.FlagTest(place):
            return f"{place.name} is known not to hold"
        case bound.IsIn(place, values):
            which = "and none of them" if place.field.many else "and not"
            return f"the {place.name} is known {which} {_parties(values)}"
        case bound.Exists(name, condition):
            inner = f" of which {_condition(condition)}" if condition else ""
            return f"there are no {name}{inner}"
        case bound.TextTest(place, pattern):
            return f"the {place.name} does not have {_pattern(pattern)}"
        case bound.CitesTest():
            return f"not so that {_cites(part)}"
        case _:
            return f"it is known that not: {_part(part)}"


def _part(node: bound.Condition) -> str:
    words = _condition(node)
    return f"({words})" if isinstance(node, bound.And | bound.Or) else words


def _cites(node: bound.CitesTest) -> str:
    what = listed((*node.clauses, *node.documents, *node.instruments), 6)
    place = f", place {node.pinpoint}," if node.pinpoint else ""
    how = "" if node.steps == 1 else f" {_steps(node.steps)}"
    return f"it {'is cited by' if node.cited else 'cites'} {what}{place}{how}"


def _pattern(pattern: patterns.Pattern) -> str:
    match pattern:
        case patterns.Phrase(words, exact):
            row = " ".join(words)
            return f"exactly “{row}”" if exact else f"any form of “{row}”"
        case patterns.Prefix(beginning):
            return f"a word that begins with “{beginning}”"
        case patterns.Near(left, right, distance, ordered):
            order = " after it" if ordered else ""
            return f"{_pattern(left)} with {_pattern(right)} within {distance} words{order}"
        case patterns.Sentence(left, right):
            return f"{_pattern(left)} in one sentence with {_pattern(right)}"
        case patterns.Paragraph(left, right):
            return f"{_pattern(left)} in one paragraph with {_pattern(right)}"
        case patterns.And(parts):
            return "(" + " and ".join(_pattern(part) for part in parts) + ")"
        case patterns.Or(parts):
            return "(" + " or ".join(_pattern(part) for part in parts) + ")"
        case patterns.Not(part):
            return f"not {_pattern(part)}"

"""One comparison bound and typed: a field, a sign and values become a test. Raises Wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Final, Literal

from clausedb.iso import bounds
from clausedb.language import load_grammar
from clausedb.query import ast, bound
from clausedb.query.bound import Place
from clausedb.query.catalog import Catalog
from clausedb.query.moving import moving
from clausedb.query.names import (
    NOBODY,
    bind_clause,
    bind_closed,
    bind_documents,
    bind_instruments,
    bind_party,
    names_nobody,
    says_nothing,
)
from clausedb.query.numeral import alone, is_printed_number, number_alone
from clausedb.query.wrong import A_DATE, Wrong, did_you_mean, is_slip, nearest, replaced
from clausedb.schema import Kind, column_vocabulary, table
from clausedb.span import Span
from clausedb.vocabularies import FORCES

Sign = Literal["before", "after", "since", "until"]

_SIGNS: Final[dict[str, Sign]] = {"<": "before", ">": "after", ">=": "since", "<=": "until"}
_WORDS: Final = {"before": "<", "after": ">", "since": ">=", "until": "<="}
_ISO: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_NOTHING: Final = ("null", "none", "nothing", "unknown", "missing", "nil")
_YES: Final = ("yes", "true", "1")
_NO: Final = ("no", "false", "0")


class Context:
    """What a query is bound against; `echo` collects what names were taken to mean."""

    def __init__(
        self, text: str, catalog: Catalog, variables: Mapping[str, object], echo: list[str] | None = None
    ) -> None:
        self.text = text
        self.catalog = catalog
        self.variables = variables
        self.echo: list[str] = [] if echo is None else echo


def bind_compare(context: Context, place: Place, node: ast.Compare) -> bound.Condition:
    """The test of `field SIGN value`."""
    sign = _WORDS.get(node.sign, node.sign) if place.field.kind is not Kind.YEAR else node.sign
    value = one_value(context, node.value)
    if sign in ("=", "!="):
        _check_empty(context, node)
        try:
            test = _equal(context, place, value)
        except Wrong as wrong:
            raise _meant_empty(context, node) or _meant_collective(context, place, node) or wrong from None
        return bound.Not(test) if sign == "!=" else test
    return _ordered(context, place, node, sign, value)


def _check_empty(context: Context, node: ast.Compare) -> None:
    """`is null` asks for what is unknown; that is said with `is empty`."""
    if isinstance(node.value, ast.Name) and node.value.text.casefold() in _NOTHING:
        at = Span(node.field.at.end, node.at.end)
        asked = " is empty" if node.sign == "=" else " is not empty"
        fix = replaced(context.text, at, asked)
        raise Wrong(node.value.at, "What is unknown is asked for with `is empty`.", None, [fix])


def _meant_empty(context: Context, node: ast.Compare) -> Wrong | None:
    """That a value is `empty` with a letter wrong; None where it is not."""
    at, word = node.value.at, node.value.text
    if not isinstance(node.value, ast.Name) or not is_slip(word, "empty"):
        return None
    fix = replaced(context.text, at, "empty")
    return Wrong(at, f"`{word}` was not expected here.", did_you_mean(["empty"]), [fix])


def _meant_collective(context: Context, place: Place, node: ast.Compare) -> Wrong | None:
    """That the bearer asked for is nobody in particular, as "each Party"; None where that is not so."""
    if place.field.column != "bearers" or not names_nobody(node.value.text):
        return None
    fix = f"bearer_type {'in' if node.sign == '=' else 'not in'} (collective, each)"
    return Wrong(
        node.value.at,
        NOBODY.format(node.value.text),
        "How the text names them is told by `bearer_type`.",
        [replaced(context.text, node.at, fix)],
    )


def _equal(context: Context, place: Place, value: ast.Value) -> bound.Condition:
    match place.field.kind:
        case Kind.NUMBER:
            return bound.NumberTest(place, "=", _number(place, value))
        case Kind.DATE | Kind.YEAR:
            first, last = _days(context, place, value)
            return bound.DateTest(place, "within", first, last)
        case Kind.FLAG:
            return _flag(place, value)
        case _:
            return _is_in(context, place, _members(context, place, value))


_IN_OFFICE: Final = ("bearers", "addressees", "beneficiaries", "speaker_id")
"""Columns that may name an office for the person who holds it."""


def _is_in(context: Context, place: Place, values: tuple[str, ...]) -> bound.Condition:
    """The test of values. A number that is written alone, without `Article` or a full stop, is meant however it is printed;
    who speaks for an office is meant under his name too, and who acts in one.
    """
    if is_printed_number(place):
        return bound.IsIn(place, values, tuple(found for value in values if (found := number_alone(value))))
    people = tuple(value for value in values if value.startswith("P:"))
    if people and place.table and place.field.column in _IN_OFFICE:
        _say_once(context, "Rows of the office with which the same document names the person are counted in.")
        return bound.Or((bound.IsIn(place, values), bound.InOffice(place, people)))
    offices = tuple(value for value in values if not value.startswith("P:"))
    if not offices or not place.table or place.field.column != "speaker_id":
        return bound.IsIn(place, values)
    _say_once(context, "Persons whom the same document names with the office are counted in.")
    return bound.Or((bound.IsIn(place, values), bound.Holds(place, offices)))


def _is_below(label: str, above: str) -> bool:
    """Whether a label goes on from another one, as 6(2) and 6.p2 from 6."""
    return label.startswith(above) and label[len(above) : len(above) + 1] in ("(", ".", "/")


def _say_once(context: Context, line: str) -> None:
    if line not in context.echo:
        context.echo.append(line)


def _ordered(
    context: Context, place: Place, node: ast.Compare, sign: str, value: ast.Value
) -> bound.Condition:
    kind = place.field.kind
    if kind is Kind.NUMBER:
        return bound.NumberTest(place, sign, _number(place, value))
    if kind in (Kind.DATE, Kind.YEAR):
        first, last = _days(context, place, value)
        return bound.DateTest(place, _SIGNS.get(sign) or _sign(sign), first, last)
    if kind is Kind.CLOSED and _is_force(place):
        return bound.IsIn(place, _forces(context, place, sign, value))
    raise _no_order(context, place, node)


def _no_order(context: Context, place: Place, node: ast.Compare) -> Wrong:
    message = f"`{place.name}` has no order, so `{node.sign}` cannot compare it."
    dated = f"{place.field.name}_date"
    if place.table and table(place.table).field(dated):
        fix = replaced(context.text, node.field.at, dated)
        return Wrong(node.at, message, f"The day stands in `{dated}`.", [fix])
    return Wrong(
        node.at,
        message,
        f"Ask with `{place.name} is …`" + (" or `has`." if place.field.kind is Kind.TEXT else "."),
    )


def _sign(word: str) -> Sign:
    return _SIGNS[_WORDS[word]]


def bind_range(context: Context, place: Place, node: ast.Range) -> bound.Condition:
    """The test of `field in low..high`, both ends counted in."""
    low, high = one_value(context, node.low), one_value(context, node.high)
    match place.field.kind:
        case Kind.NUMBER:
            floor = bound.NumberTest(place, ">=", _number(place, low))
            return bound.And((floor, bound.NumberTest(place, "<=", _number(place, high))))
        case Kind.DATE | Kind.YEAR:
            first, last = _days(context, place, low)[0], _days(context, place, high)[1]
            if first > last:
                turned = f"{_written(node.high)}..{_written(node.low)}"
                at = Span(node.low.at.start, node.high.at.end)
                raise Wrong(
                    at,
                    "The range ends before it begins.",
                    None,
                    [replaced(context.text, at, turned)],
                )
            return bound.DateTest(place, "within", first, last)
        case _:
            listed = _counted_out(low.text, high.text) if is_printed_number(place) else None
            fixes = [replaced(context.text, node.at, f"{node.field.text} in ({listed})")] if listed else []
            message = f"`{place.name}` has no order; a range needs a date, a year or a number."
            raise Wrong(node.at, message, None, fixes)


def _counted_out(low: str, high: str) -> str | None:
    """The numbers from one to another with commas; None where they are none, or many."""
    if not (low.isdecimal() and high.isdecimal() and int(low) <= int(high) < int(low) + _COUNTED_OUT):
        return None
    return ", ".join(map(str, range(int(low), int(high) + 1)))


def _written(value: ast.Value) -> str:
    from clausedb.query.text import show_value

    return show_value(value)


def bind_one_of(context: Context, place: Place, node: ast.OneOf) -> bound.Condition:
    """The test of `field in (a, b)` and of `field in $list`."""
    values = [one for value in node.values for one in all_values(context, value)]
    if place.field.kind in (Kind.NUMBER, Kind.DATE, Kind.YEAR, Kind.FLAG):
        parts = tuple(_equal(context, place, value) for value in values)
        test: bound.Condition = bound.Or(parts) if len(parts) != 1 else parts[0]
    else:
        members = [member for value in values for member in _members(context, place, value)]
        test = _is_in(context, place, tuple(dict.fromkeys(members)))
    return bound.Not(test) if node.negated else test


def _members(context: Context, place: Place, value: ast.Value) -> tuple[str, ...]:
    """The values of the table that a value of the query stands for."""
    text, catalog, echo = context.text, context.catalog, context.echo
    match place.field.kind:
        case Kind.PARTY:
            return bind_party(catalog, text, value, echo)
        case Kind.INSTRUMENT:
            return bind_instruments(catalog, text, value, echo)
        case Kind.DOCUMENT:
            return bind_documents(catalog, text, value, echo)
        case Kind.CLAUSE:
            if not isinstance(value, ast.Handle):
                raise Wrong(value.at, "A clause is named by its handle, as @kaz-aze-2023#5.")
            found = bind_clause(catalog, text, value)
            if any(_is_below(label, str(value.label)) for label in catalog.labels(value.document)):
                _say_once(context, f"@{found} by itself; with all below it: under @{found}")
            return (found,)
        case Kind.CLOSED if place.table:
            vocabulary = column_vocabulary(place.table, place.field)
            here = partial(catalog.values, place.table, place.field.column)
            return (bind_closed(text, value, vocabulary, place.name, here),)
        case _:
            if isinstance(value, ast.Handle):
                raise Wrong(value.at, f"`{place.name}` is text; a handle cannot be compared with it.")
            _say_nearest(context, place, value)
            return (value.text.lower(),)


_SHORT: Final = ("place", "verb", "symbol", "subforce", "number", "cue", "term", "pinpoint")
"""Text columns of few and short values, in which a typo can be told."""
_FEW: Final = 200
_COUNTED_OUT: Final = 20
"""Numbers of a range that are written out at most."""


def _say_nearest(context: Context, place: Place, value: ast.Value) -> None:
    """Puts into the echo that no row has this text in the field, where one has nearly it."""
    if not place.table or place.field.column not in _SHORT:
        return
    known = context.catalog.values(place.table, place.field.column, _FEW)
    there = {one.casefold() for one in known}
    if is_printed_number(place):
        there |= {alone(one) for one in known}
    if len(known) >= _FEW or value.text.casefold() in there:
        return
    close = nearest(value.text, known, 1)
    if close:
        context.echo.append(f"No `{place.name}` here is `{value.text}`; the nearest is `{close[0]}`.")


def _is_force(place: Place) -> bool:
    return bool(place.table) and table(place.table).column(place.field.column).vocabulary == "force"


def _forces(context: Context, place: Place, sign: str, value: ast.Value) -> tuple[str, ...]:
    """The forces above, below, from or up to one, highest first."""
    names = list(FORCES)
    rank = names.index(bind_closed(context.text, value, FORCES, place.name))
    kept = {">": names[:rank], ">=": names[: rank + 1], "<": names[rank + 1 :], "<=": names[rank:]}
    return tuple(kept[sign])


def _number(place: Place, value: ast.Value) -> float:
    text = value.text.replace(" ", "")
    if isinstance(value, ast.Number | ast.Text | ast.Name) and re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        return float(text)
    raise Wrong(value.at, f"`{place.name}` is a number, as {place.field.example or '3'}.")


def _flag(place: Place, value: ast.Value) -> bound.Condition:
    if value.text.casefold() in _YES:
        return bound.FlagTest(place)
    if value.text.casefold() in _NO:
        return bound.Not(bound.FlagTest(place))
    raise Wrong(value.at, f"`{place.name}` is yes or no.", f"Ask `{place.name}` or `not {place.name}`.")


CHANGES: Final = "`{}` changes from day to day."
NAME_IT: Final = "A question names the day that is meant."


def _days(context: Context, place: Place, value: ast.Value) -> tuple[str, str]:
    """First and last day of a date, month or year."""
    text = value.text.strip()
    if place.field.kind is Kind.YEAR and not re.fullmatch(r"\d{4}", text):
        meant = [text[:4]] if _ISO.fullmatch(text) else [*_years_like(context, place, text)]
        fixes = [replaced(context.text, value.at, year) for year in meant]
        raise Wrong(value.at, f"`{place.name}` is a year of four digits, as 2023.", None, fixes)
    if not isinstance(value, ast.Handle) and _ISO.fullmatch(text):
        first, last = bounds(text)
        if first is not None and last is not None:
            return first, last
    if day := moving(text):
        raise Wrong(value.at, CHANGES.format(value.text), NAME_IT, [replaced(context.text, value.at, day)])
    other = iso(text)
    fixes = [replaced(context.text, value.at, other)] if other else []
    raise Wrong(
        value.at,
        f"`{value.text}` is no date.",
        A_DATE,
        fixes,
    )


def _years_like(context: Context, place: Place, text: str) -> Sequence[str]:
    """The years of this database that a number with a digit wrong may be."""
    if not place.table or not text.isdecimal():
        return ()
    values = context.catalog.values(place.table, place.field.column, _FEW)
    return nearest(text, sorted({one[:4] for one in values if one[:4].isdecimal()}), 1)


def iso(text: str) -> str | None:
    """A date written 24.08.2022, 24/08/2022 or in words, as "24 August 2022" or «24 августа 2022 г.»; None where it is none."""
    match = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    if match:
        day, month, year = (int(part) for part in match.groups())
        return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    words = [
        word for part in text.split() if (word := part.strip(",.").casefold()) and not says_nothing(word)
    ]
    words = [re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word) for word in words]
    months = [_months()[word] for word in words if word in _months()]
    numbers = [int(word) for word in words if word.isdecimal()]
    if len(months) != 1 or len(numbers) != len(words) - 1:
        return None
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    if len(years) != 1 or len(days) > 1:
        return None
    return f"{years[0]:04}-{months[0]:02}" + (f"-{days[0]:02}" if days else "")


@cache
def _months() -> dict[str, int]:
    """The names of the months and their short forms, in every language."""
    found: dict[str, int] = {}
    grammar = load_grammar()
    for language in grammar.languages:
        for row in grammar.pack(language).rows("months"):
            if row["month"].isdecimal():
                found |= {form.casefold(): int(row["month"]) for form in row["forms"].split("|")}
    return found


# --- variables ----------------------------------------------------------------------------


def one_value(context: Context, value: ast.Value) -> ast.Value:
    """The value itself, or what a variable stands for. Raises Wrong where that is unknown or a list."""
    found = all_values(context, value)
    if len(found) == 1:
        return found[0]
    assert isinstance(value, ast.Variable)
    raise Wrong(value.at, f"`${value.text}` holds {len(found)} values.", f"Ask with `in ${value.text}`.")


def all_values(context: Context, value: ast.Value) -> Sequence[ast.Value]:
    """The values that a value stands for: one, or those of a variable that is a list."""
    if not isinstance(value, ast.Variable):
        return (value,)
    if value.text not in context.variables:
        close = nearest(value.text, context.variables)
        raise Wrong(
            value.at,
            f"`${value.text}` has no value.",
            did_you_mean([f"${name}" for name in close])
            or f"Give it one: `let ${value.text} = …` at the prompt, `-p {value.text}=…` on the command line.",
            [replaced(context.text, value.at, f"${name}") for name in close],
        )
    given = context.variables[value.text]
    many = given if isinstance(given, list | tuple | set | frozenset) else (given,)
    return tuple(_as_node(one, value) for one in many)


def _as_node(given: object, variable: ast.Variable) -> ast.Value:
    """A value given from outside as a node that stands where the variable does."""
    at = variable.at
    if isinstance(given, ast.Name | ast.Text | ast.Number | ast.Day | ast.Handle):
        return type(given)(given.text, at)
    text = str(given)
    if isinstance(given, bool):
        return ast.Name("yes" if given else "no", at)
    if isinstance(given, int | float):
        return ast.Number(text, at)
    if re.fullmatch(r"@[\w.-]+(?:#[\w./()-]+)?", text):
        return ast.Handle(text[1:], at)
    return ast.Text(text, at)

"""A query whose every name is bound and typed: what `resolve` gives to `lower` and to anyone who evaluates it.

Conditions are three-valued: a test on a field that is unknown is unknown; `not`, `and` and `or` are Kleene's; a row
is kept where the whole is true. Values are in the form of the tables: ids, codes, ISO days, lower-cased text.
"""

from __future__ import annotations

from typing import Literal

from clausedb.node import Node
from clausedb.patterns import Pattern
from clausedb.schema import Field


class Place(Node):
    """A field of a row or of one of its parents."""

    table: str
    """The table that holds it; empty for a column made by a stage before."""
    field: Field
    name: str
    """As written, and as the column is headed."""


# --- conditions ---------------------------------------------------------------------------


class IsIn(Node):
    """The field is one of the values; of a many-valued field: any of its values is. Open text is compared in lower case."""

    place: Place
    values: tuple[str, ...]
    alone: tuple[str, ...] = ()
    """Values that a printed number may also be without the word and the signs around it (`numeral.alone`)."""


class Holds(Node):
    """The field is a person whom the row's document names with one of these offices or bodies: right behind it
    (`mentions`, two characters apart at most), and of its state where that is known.
    """

    place: Place
    offices: tuple[str, ...]


class InOffice(Node):
    """One of the field's values is an office that the row's document names right beside one of these persons (`mentions`, two
    characters apart at most).
    """

    place: Place
    people: tuple[str, ...]


class NumberTest(Node):
    """A number compared with a value."""

    place: Place
    sign: str
    """= < <= > >="""
    value: float


class DateTest(Node):
    """Certain before, after, since (not before), until (not after) or within the days first..last; ISO text."""

    place: Place
    sign: Literal["before", "after", "since", "until", "within"]
    first: str
    last: str


class FlagTest(Node):
    """A yes/no field that holds."""

    place: Place


class EmptyTest(Node):
    """Unknown, or without any value. Never unknown itself."""

    place: Place


class TextTest(Node):
    """The text meets the pattern; of a many-valued field: any of its texts does."""

    place: Place
    pattern: Pattern


class CitesTest(Node):
    """Has a citation of any of these (or is the target of one in them, where `cited`)."""

    instruments: tuple[str, ...]
    documents: tuple[str, ...]
    clauses: tuple[str, ...] = ()
    """Clause ids; where there are some, the two above are empty."""
    pinpoint: str | None = None
    steps: int | None = 1
    cited: bool = False


class UnderTest(Node):
    """Is one of these clauses, stands in it or under it, or in one of these documents. Never unknown."""

    clauses: tuple[str, ...]
    documents: tuple[str, ...]


class Exists(Node):
    """Has a child that meets the condition. A clause has what it and all clauses below it have. Never unknown."""

    table: str
    condition: Condition | None


class And(Node):
    """All of the parts."""

    parts: tuple[Condition, ...]


class Or(Node):
    """One of the parts, or more."""

    parts: tuple[Condition, ...]


class Not(Node):
    """Not the part."""

    part: Condition


Condition = (
    IsIn
    | Holds
    | InOffice
    | NumberTest
    | DateTest
    | FlagTest
    | EmptyTest
    | TextTest
    | CitesTest
    | UnderTest
    | Exists
    | And
    | Or
    | Not
)

# --- stages -------------------------------------------------------------------------------


class Filter(Node):
    """The rows that meet a condition."""

    condition: Condition
    words: tuple[str, ...]
    """The parts joined by `and`, as written."""


class Aggregate(Node):
    """One number that is counted or found for each group."""

    name: str
    function: str
    """count, distinct, min or max"""
    place: Place | None
    field: Field
    """What the column is from here on."""


class Group(Node):
    """One row for each combination of `by`, highest first count first; unknown is a value of its own."""

    aggregates: tuple[Aggregate, ...]
    by: tuple[Place, ...]


class Cross(Node):
    """A table of counts: a row for each value of one place, a column for each of another."""

    rows: Place
    columns: Place


class Sort(Node):
    """The rows in the order of keys."""

    keys: tuple[tuple[Place, bool], ...]
    """(field, whether descending)"""


class Take(Node):
    """The first or the last rows."""

    count: int
    last: bool


class Show(Node):
    """The rows with these columns."""

    places: tuple[Place, ...]


class Unique(Node):
    """The first row for each combination; of the shown columns where no field is named."""

    places: tuple[Place, ...]


class Kwic(Node):
    """The hits of a pattern in a place, with so many words on each side."""

    width: int
    place: Place
    pattern: Pattern


class KwicSort(Node):
    """Hits by the words left or right of them, from the hit outwards, or by the hit itself."""

    keys: tuple[tuple[str, bool], ...]
    """(left, right or hit; whether descending)"""


class To(Node):
    """The parents or children of the rows in another table."""

    table: str


class Follow(Node):
    """The documents or clauses that are cited, or that cite, over so many steps (None: any number)."""

    cited: bool
    steps: int | None


class Export(Node):
    """The result into a file."""

    file: str


Stage = Filter | Group | Cross | Sort | Take | Show | Unique | Kwic | KwicSort | To | Follow | Export


class Query(Node):
    """A table, and the stages that its rows go through."""

    table: str
    stages: tuple[Stage, ...]
    echo: tuple[str, ...] = ()

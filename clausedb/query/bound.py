"""A query whose every name is bound and typed: what `resolve` gives to `lower` and to anyone who evaluates it.

Conditions are three-valued: a test on a field that is unknown is unknown; `not`, `and` and `or` are Kleene's; a row
is kept where the whole is true. Values are in the form of the tables: ids, codes, ISO days, lower-cased text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from clausedb.patterns import Pattern
from clausedb.schema import Field


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a row or of one of its parents."""

    table: str
    """The table that holds it; empty for a column made by a stage before."""
    field: Field
    name: str
    """As written, and as the column is headed."""


# --- conditions ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IsIn:
    """The field is one of the values; of a many-valued field: any of its values is. Open text is compared in lower case."""

    place: Place
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberTest:
    place: Place
    sign: str
    """= < <= > >="""
    value: float


@dataclass(frozen=True, slots=True)
class DateTest:
    """Certain before, after, since (not before), until (not after) or within the days first..last; ISO text."""

    place: Place
    sign: Literal["before", "after", "since", "until", "within"]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class FlagTest:
    place: Place


@dataclass(frozen=True, slots=True)
class EmptyTest:
    """Unknown, or without any value. Never unknown itself."""

    place: Place


@dataclass(frozen=True, slots=True)
class TextTest:
    """The text meets the pattern; of a many-valued field: any of its texts does."""

    place: Place
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class CitesTest:
    """Has a citation of any of these (or is the target of one in them, where `cited`)."""

    instruments: tuple[str, ...]
    documents: tuple[str, ...]
    clauses: tuple[str, ...] = ()
    """Clause ids; where there are some, the two above are empty."""
    pinpoint: str | None = None
    steps: int | None = 1
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Exists:
    """Has a child that meets the condition. A clause has what it and all clauses below it have. Never unknown."""

    table: str
    condition: Condition | None


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


Condition = (
    IsIn | NumberTest | DateTest | FlagTest | EmptyTest | TextTest | CitesTest | Exists | And | Or | Not
)

# --- stages -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filter:
    condition: Condition
    words: tuple[str, ...]
    """The parts joined by `and`, as written."""


@dataclass(frozen=True, slots=True)
class Aggregate:
    name: str
    function: str
    """count, distinct, min or max"""
    place: Place | None
    field: Field
    """What the column is from here on."""


@dataclass(frozen=True, slots=True)
class Group:
    """One row for each combination of `by`, highest first count first; unknown is a value of its own."""

    aggregates: tuple[Aggregate, ...]
    by: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Cross:
    rows: Place
    columns: Place


@dataclass(frozen=True, slots=True)
class Sort:
    keys: tuple[tuple[Place, bool], ...]
    """(field, whether descending)"""


@dataclass(frozen=True, slots=True)
class Take:
    count: int
    last: bool


@dataclass(frozen=True, slots=True)
class Show:
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Unique:
    """The first row for each combination; of the shown columns where no field is named."""

    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Kwic:
    width: int
    place: Place
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class To:
    table: str


@dataclass(frozen=True, slots=True)
class Follow:
    cited: bool
    steps: int | None


@dataclass(frozen=True, slots=True)
class Export:
    file: str


Stage = Filter | Group | Cross | Sort | Take | Show | Unique | Kwic | To | Follow | Export


@dataclass(frozen=True, slots=True)
class Query:
    table: str
    stages: tuple[Stage, ...]
    echo: tuple[str, ...] = ()

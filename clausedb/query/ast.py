"""What a query says, as frozen nodes; `show` writes it back in its canonical form.

Every node knows where it stands in the query (`at`, code points); two nodes that say the same are equal wherever
they stand.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

from clausedb.model import Span

NOWHERE: Final = Span(0, 0)


# --- values -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A bare word: a field, an entity, or a value."""

    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Quoted words."""

    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Day:
    """A date to the day or to the month, ISO 8601."""

    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Variable:
    """`$name`; `text` is without the sign."""

    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Handle:
    """`@doc` or `@doc#9`; `text` is without the sign."""

    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)

    @property
    def document(self) -> str:
        return self.text.partition("#")[0]

    @property
    def label(self) -> str | None:
        return self.text.partition("#")[2] or None


Value = Name | Text | Number | Day | Variable | Handle


@dataclass(frozen=True, slots=True)
class Ref:
    """What is cited or compared: quoted words, a handle or a variable, with a pinpoint or None."""

    value: Text | Handle | Variable
    place: str | None = None
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Depth:
    """How many steps citations are followed; None: as many as there are."""

    steps: int | None
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


DIRECT: Final = Depth(1)

# --- what a text has ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextWord:
    """A bare word, in any of its forms."""

    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextPhrase:
    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextPrefix:
    """The beginning of a word; `text` is without its star."""

    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextVariable:
    text: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextNear:
    """Both within `distance` words, or in one sentence or paragraph."""

    left: TextCondition
    right: TextCondition
    unit: str
    """words, sentence or paragraph"""
    distance: int = 0
    ordered: bool = False
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextAnd:
    parts: tuple[TextCondition, ...]
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextOr:
    parts: tuple[TextCondition, ...]
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextNot:
    part: TextCondition
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


TextCondition = TextWord | TextPhrase | TextPrefix | TextVariable | TextNear | TextAnd | TextOr | TextNot

# --- conditions ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flag:
    """A bare yes/no field."""

    field: Name
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Compare:
    field: Name
    sign: str
    """= != < <= > >= before after since until"""
    value: Value
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Empty:
    field: Name
    negated: bool = False
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Range:
    field: Name
    low: Value
    high: Value
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    field: Name
    values: tuple[Value, ...]
    negated: bool = False
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Has:
    field: Name
    text: TextCondition
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Cites:
    """Cites `ref`, or is cited by it."""

    ref: Ref
    depth: Depth = DIRECT
    cited: bool = False
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class With:
    """Has a child, or none, that meets the condition (any child where there is no condition)."""

    entity: Name
    condition: Condition | None = None
    negated: bool = False
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


Condition = Flag | Compare | Empty | Range | OneOf | Has | Cites | With | And | Or | Not

# --- stages -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Where:
    condition: Condition
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Count:
    by: tuple[Name, ...] = ()
    distinct: Name | None = None
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    name: Name
    function: str
    """count, distinct, min or max"""
    field: Name | None = None
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Summarize:
    aggregates: tuple[Aggregate, ...]
    by: tuple[Name, ...] = ()
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Cross:
    rows: Name
    columns: Name
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Key:
    field: Name
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    keys: tuple[Key, ...]
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Take:
    """The first or the last n rows."""

    count: int
    last: bool = False
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Show:
    fields: tuple[Name, ...]
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unique:
    fields: tuple[Name, ...] = ()
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Kwic:
    width: int = 8
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class To:
    entity: Name
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Follow:
    cited: bool = False
    """False: those that are cited; True: those that cite."""
    depth: Depth = DIRECT
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Export:
    file: str
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


Stage = Where | Count | Summarize | Cross | Sort | Take | Show | Unique | Kwic | To | Follow | Export

# --- statements ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Query:
    source: Name
    stages: tuple[Stage, ...] = ()
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LetQuery:
    name: Name
    query: Query
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LetValue:
    name: Variable
    value: Value
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CompareRefs:
    refs: tuple[Ref, ...]
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Explain:
    query: Query
    dialect: str = "duckdb"
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ShowRef:
    handle: Handle
    at: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


Statement = Query | LetQuery | LetValue | CompareRefs | Explain | ShowRef

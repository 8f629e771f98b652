"""What a query says, as frozen nodes; `show` writes it back in its canonical form.

Every node knows where it stands in the query (`at`, code points); two nodes that say the same are equal wherever
they stand.
"""

from __future__ import annotations

from typing import Final

from clausedb.node import Node
from clausedb.span import Span

NOWHERE: Final = Span(0, 0)


# --- values -------------------------------------------------------------------------------


class Name(Node):
    """A bare word: a field, an entity, or a value."""

    text: str
    at: Span = NOWHERE


class Text(Node):
    """Quoted words."""

    text: str
    at: Span = NOWHERE


class Number(Node):
    text: str
    at: Span = NOWHERE


class Day(Node):
    """A date to the day or to the month, ISO 8601."""

    text: str
    at: Span = NOWHERE


class Variable(Node):
    """`$name`; `text` is without the sign."""

    text: str
    at: Span = NOWHERE


class Handle(Node):
    """`@doc` or `@doc#9`; `text` is without the sign."""

    text: str
    at: Span = NOWHERE

    @property
    def document(self) -> str:
        return self.text.partition("#")[0]

    @property
    def label(self) -> str | None:
        return self.text.partition("#")[2] or None


Value = Name | Text | Number | Day | Variable | Handle


class Ref(Node):
    """What is cited or compared: quoted words, a handle or a variable, with a pinpoint or None."""

    value: Text | Handle | Variable
    place: str | None = None
    at: Span = NOWHERE


class Depth(Node):
    """How many steps citations are followed; None: as many as there are."""

    steps: int | None
    at: Span = NOWHERE


DIRECT: Final = Depth(1)

# --- what a text has ----------------------------------------------------------------------


class TextWord(Node):
    """A bare word, in any of its forms."""

    text: str
    at: Span = NOWHERE


class TextPhrase(Node):
    text: str
    at: Span = NOWHERE


class TextPrefix(Node):
    """The beginning of a word; `text` is without its star."""

    text: str
    at: Span = NOWHERE


class TextVariable(Node):
    text: str
    at: Span = NOWHERE


class TextNear(Node):
    """Both within `distance` words, or in one sentence or paragraph."""

    left: TextCondition
    right: TextCondition
    unit: str
    """words, sentence or paragraph"""
    distance: int = 0
    ordered: bool = False
    at: Span = NOWHERE


class TextAnd(Node):
    parts: tuple[TextCondition, ...]
    at: Span = NOWHERE


class TextOr(Node):
    parts: tuple[TextCondition, ...]
    at: Span = NOWHERE


class TextNot(Node):
    part: TextCondition
    at: Span = NOWHERE


TextCondition = TextWord | TextPhrase | TextPrefix | TextVariable | TextNear | TextAnd | TextOr | TextNot

# --- conditions ---------------------------------------------------------------------------


class Flag(Node):
    """A bare yes/no field."""

    field: Name
    at: Span = NOWHERE


class Compare(Node):
    field: Name
    sign: str
    """= != < <= > >= before after since until"""
    value: Value
    at: Span = NOWHERE


class Empty(Node):
    field: Name
    negated: bool = False
    at: Span = NOWHERE


class Range(Node):
    field: Name
    low: Value
    high: Value
    at: Span = NOWHERE


class OneOf(Node):
    field: Name
    values: tuple[Value, ...]
    negated: bool = False
    at: Span = NOWHERE


class Has(Node):
    field: Name
    text: TextCondition
    at: Span = NOWHERE


class Cites(Node):
    """Cites `ref`, or is cited by it."""

    ref: Ref
    depth: Depth = DIRECT
    cited: bool = False
    at: Span = NOWHERE


class Under(Node):
    """Is a clause or stands under it; under a document stands all that is in it."""

    value: Value
    at: Span = NOWHERE


class With(Node):
    """Has a child, or none, that meets the condition (any child where there is no condition)."""

    entity: Name
    condition: Condition | None = None
    negated: bool = False
    at: Span = NOWHERE


class And(Node):
    parts: tuple[Condition, ...]
    at: Span = NOWHERE


class Or(Node):
    parts: tuple[Condition, ...]
    at: Span = NOWHERE


class Not(Node):
    part: Condition
    at: Span = NOWHERE


Condition = Flag | Compare | Empty | Range | OneOf | Has | Cites | Under | With | And | Or | Not

# --- stages -------------------------------------------------------------------------------


class Where(Node):
    condition: Condition
    at: Span = NOWHERE


class Count(Node):
    by: tuple[Name, ...] = ()
    distinct: Name | None = None
    at: Span = NOWHERE


class Aggregate(Node):
    name: Name
    function: str
    """count, distinct, min or max"""
    field: Name | None = None
    at: Span = NOWHERE


class Summarize(Node):
    aggregates: tuple[Aggregate, ...]
    by: tuple[Name, ...] = ()
    at: Span = NOWHERE


class Cross(Node):
    rows: Name
    columns: Name
    at: Span = NOWHERE


class Key(Node):
    field: Name
    descending: bool = False


class Sort(Node):
    keys: tuple[Key, ...]
    at: Span = NOWHERE


class Take(Node):
    """The first or the last n rows."""

    count: int
    last: bool = False
    at: Span = NOWHERE


class Show(Node):
    fields: tuple[Name, ...]
    at: Span = NOWHERE


class Unique(Node):
    fields: tuple[Name, ...] = ()
    at: Span = NOWHERE


class Kwic(Node):
    width: int = 8
    at: Span = NOWHERE


class To(Node):
    entity: Name
    at: Span = NOWHERE


class Follow(Node):
    cited: bool = False
    """False: those that are cited; True: those that cite."""
    depth: Depth = DIRECT
    at: Span = NOWHERE


class Export(Node):
    file: str
    at: Span = NOWHERE


Stage = Where | Count | Summarize | Cross | Sort | Take | Show | Unique | Kwic | To | Follow | Export

# --- statements ---------------------------------------------------------------------------


class Query(Node):
    source: Name
    stages: tuple[Stage, ...] = ()
    at: Span = NOWHERE


class LetQuery(Node):
    name: Name
    query: Query
    at: Span = NOWHERE


class LetValue(Node):
    name: Variable
    value: Value
    at: Span = NOWHERE


class CompareRefs(Node):
    refs: tuple[Ref, ...]
    at: Span = NOWHERE


class Explain(Node):
    query: Query
    dialect: str = "duckdb"
    at: Span = NOWHERE


class ShowRef(Node):
    handle: Handle
    at: Span = NOWHERE


Statement = Query | LetQuery | LetValue | CompareRefs | Explain | ShowRef

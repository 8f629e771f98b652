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
    """A number as written."""

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
        """The id of the document."""
        return self.text.partition("#")[0]

    @property
    def label(self) -> str | None:
        """The label of the clause; None for the document."""
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
    """Quoted words in a row, in any of their forms."""

    text: str
    at: Span = NOWHERE


class TextPrefix(Node):
    """The beginning of a word; `text` is without its star."""

    text: str
    at: Span = NOWHERE


class TextVariable(Node):
    """`$name`, whose value is looked for."""

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
    """All of the parts."""

    parts: tuple[TextCondition, ...]
    at: Span = NOWHERE


class TextOr(Node):
    """One of the parts, or more."""

    parts: tuple[TextCondition, ...]
    at: Span = NOWHERE


class TextNot(Node):
    """Not the part."""

    part: TextCondition
    at: Span = NOWHERE


TextCondition = TextWord | TextPhrase | TextPrefix | TextVariable | TextNear | TextAnd | TextOr | TextNot

# --- conditions ---------------------------------------------------------------------------


class Flag(Node):
    """A bare yes/no field."""

    field: Name
    at: Span = NOWHERE


class Compare(Node):
    """A field beside a value: `force is intention`, `date before 2020`."""

    field: Name
    sign: str
    """= != < <= > >= before after since until"""
    value: Value
    at: Span = NOWHERE


class Empty(Node):
    """`field is empty`."""

    field: Name
    negated: bool = False
    at: Span = NOWHERE


class Range(Node):
    """`field in low..high`, both included."""

    field: Name
    low: Value
    high: Value
    at: Span = NOWHERE


class OneOf(Node):
    """`field in (a, b)`."""

    field: Name
    values: tuple[Value, ...]
    negated: bool = False
    at: Span = NOWHERE


class Has(Node):
    """`field has words`."""

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
    """All of the parts."""

    parts: tuple[Condition, ...]
    at: Span = NOWHERE


class Or(Node):
    """One of the parts, or more."""

    parts: tuple[Condition, ...]
    at: Span = NOWHERE


class Not(Node):
    """Not the part."""

    part: Condition
    at: Span = NOWHERE


Condition = Flag | Compare | Empty | Range | OneOf | Has | Cites | Under | With | And | Or | Not

# --- stages -------------------------------------------------------------------------------


class Where(Node):
    """`where`: the rows that meet a condition."""

    condition: Condition
    at: Span = NOWHERE


class Count(Node):
    """`count [distinct field] [by fields]`."""

    by: tuple[Name, ...] = ()
    distinct: Name | None = None
    at: Span = NOWHERE


class Aggregate(Node):
    """One number of `summarize`: `name = function(field)`."""

    name: Name
    function: str
    """count, distinct, min or max"""
    field: Name | None = None
    at: Span = NOWHERE


class Summarize(Node):
    """`summarize a = ..., b = ... [by fields]`."""

    aggregates: tuple[Aggregate, ...]
    by: tuple[Name, ...] = ()
    at: Span = NOWHERE


class Cross(Node):
    """`cross rows by columns`."""

    rows: Name
    columns: Name
    at: Span = NOWHERE


class Key(Node):
    """A field that rows are sorted by."""

    field: Name
    descending: bool = False


class Sort(Node):
    """`sort fields`."""

    keys: tuple[Key, ...]
    at: Span = NOWHERE


class Take(Node):
    """The first or the last n rows."""

    count: int
    last: bool = False
    at: Span = NOWHERE


class Show(Node):
    """`show fields`."""

    fields: tuple[Name, ...]
    at: Span = NOWHERE


class Unique(Node):
    """`unique [fields]`; of the shown ones where none is named."""

    fields: tuple[Name, ...] = ()
    at: Span = NOWHERE


class Kwic(Node):
    """`kwic width`: so many words on each side of a hit."""

    width: int = 8
    at: Span = NOWHERE


class To(Node):
    """`to entity`: parents or children of the rows."""

    entity: Name
    at: Span = NOWHERE


class Follow(Node):
    """`follow cites` or `follow cited by`."""

    cited: bool = False
    """False: those that are cited; True: those that cite."""
    depth: Depth = DIRECT
    at: Span = NOWHERE


class Export(Node):
    """`export "file"`."""

    file: str
    at: Span = NOWHERE


Stage = Where | Count | Summarize | Cross | Sort | Take | Show | Unique | Kwic | To | Follow | Export

# --- statements ---------------------------------------------------------------------------


class Query(Node):
    """What is looked for, and the stages that its rows go through."""

    source: Name
    stages: tuple[Stage, ...] = ()
    at: Span = NOWHERE


class LetQuery(Node):
    """`let name = query`."""

    name: Name
    query: Query
    at: Span = NOWHERE


class LetValue(Node):
    """`let $name = value`."""

    name: Variable
    value: Value
    at: Span = NOWHERE


class CompareRefs(Node):
    """`compare a with b`."""

    refs: tuple[Ref, ...]
    at: Span = NOWHERE


class Explain(Node):
    """`explain query`, in the SQL of a dialect."""

    query: Query
    dialect: str = "duckdb"
    at: Span = NOWHERE


class ShowRef(Node):
    """A handle alone: show what it names."""

    handle: Handle
    at: Span = NOWHERE


Statement = Query | LetQuery | LetValue | CompareRefs | Explain | ShowRef

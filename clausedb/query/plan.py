"""What a query becomes: a SELECT, the counts that explain its answer, and what is done to its rows once they are here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from clausedb.compiled import Compiled
from clausedb.node import Node
from clausedb.query import ast, bound
from clausedb.span import Span

Row = tuple[Any, ...]


class Note(Node):
    """A footnote: a SELECT of its own, and the sentence that its rows become (`footnote`)."""

    kind: Literal["unknown", "split", "fan", "judged"]
    compiled: Compiled
    words: str
    """What the sentence is about: the fields that may be unknown, the entity counted."""


class Relaxed(Node):
    """The same query with one condition less or wider: how many rows it would give. Explains an empty answer."""

    words: str
    """What is different, as `without `joint``."""
    compiled: Compiled
    """One row with one count."""
    instead: bool = False
    """Whether it is said only where the last one that is not has no rows."""


class Size(Node):
    """How many rows a query looks at, to be counted without bringing them."""

    compiled: Compiled
    """One row with one count."""
    entity: str
    most: int | None
    """How many of them there are at most, however many are counted."""
    made_into: Literal["rows", "counts", "hits"]
    """What they are shown as: themselves, counts of them, or hits in them."""


class KwicStep(Node):
    """A row for each hit: `width` words left of it, the hit, as many right of it."""

    width: int
    hits: Callable[[str, str], tuple[Span, ...]]
    """(text, language) -> where the hits stand."""
    then: tuple[bound.KwicSort | bound.Take, ...] = ()
    """How the hits are sorted and cut."""


class CrossStep(Node):
    """The rows (row, column, count) become a row for each first value and a column for each second one."""

    then: tuple[bound.Take, ...] = ()
    """How the rows of the table are cut."""


class Plan(Node):
    """All that is run to answer a query: its SELECT, its footnotes, easier queries for when it finds nothing."""

    compiled: Compiled
    notes: tuple[Note, ...] = ()
    relaxed: tuple[Relaxed, ...] = ()
    step: KwicStep | CrossStep | None = None
    """What `finish` does to the fetched rows."""
    told: bool = False
    """Whether the answer is a number that the note `judged` tells too (`number_told`), so that the rows need not be looked at again."""
    export: str | None = None
    """The file the result is to be written to; only the command line and the prompt do so."""


class Prepared(Node):
    """A statement that is right, with everything needed to carry it out."""

    kind: Literal["query", "let", "value", "compare", "explain", "show"]
    text: str
    """The statement in its canonical form."""
    plan: Plan | None = None
    """For query, let and explain; a `let` is checked, not run."""
    echo: tuple[str, ...] = ()
    """What names were taken to mean, one line each."""
    sentence: str = ""
    """What will be looked up, in words."""
    name: str | None = None
    """The name a `let` gives, a variable's without its sign."""
    body: str | None = None
    """The query that a `let` saves, in its canonical form."""
    value: ast.Value | None = None
    """The value that `let $name = ...` gives."""
    handles: tuple[str, ...] = ()
    """For compare and show: `doc` or `doc#label` of things that exist."""
    statement: ast.Statement | None = None

"""What an answer says beside its rows: how many a condition cannot judge, how often one is counted, how obligations split."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clausedb.compiled import ResultColumn
from clausedb.query import bound
from clausedb.query.bound import Place
from clausedb.query.lowering import Lowering, number_column
from clausedb.query.plan import Note
from clausedb.schema import Type

_ALWAYS_KNOWN: Final = frozenset(
    [
        "document_id",
        "clause_id",
        "force",
        "subforce",
        "strength",
        "obligation",
        "reported",
        "rule",
        "confidence",
        "cue",
        "label",
        "level",
        "position",
        "kind",
        "languages",
        "characters",
        "self",
        "held",
        "status",
    ]
)
"""Columns that no row leaves empty; a condition on these alone leaves no row out as unknown."""
_SPLIT: Final = (ResultColumn("force", "text"), ResultColumn("binding", "text"), number_column("n"))


def filter_notes(state: Lowering, stage: bound.Filter, behind: tuple[bound.Stage, ...]) -> list[Note]:
    """How many rows a condition leaves out because it is unknown whether they meet it; where the rows that it keeps are
    counted right behind it, with the split of those.
    """
    names = tuple(dict.fromkeys(_doubtful(stage.condition, negated=False)))
    words = " or ".join(f"`{name}`" for name in names)
    if any(_wants_split(state, one) for one in behind):
        return [_judged(state, stage, words)]
    return [_unknown(state, stage, words)] if names else []


def _unknown(state: Lowering, stage: bound.Filter, words: str) -> Note:
    """The count of rows of which it is unknown whether they meet a condition."""
    branch = state.branch()
    select = branch.select()
    test = select.test(stage.condition)
    sql = f"SELECT count(*) AS n {select.source_sql} WHERE ({test}) IS NULL"
    return Note("unknown", branch.compiled(sql, (number_column("n"),)), words)


def _judged(state: Lowering, stage: bound.Filter, words: str) -> Note:
    """How many obligations meet a condition, do not, and are unknown to, split. Each is looked at once for all of that."""
    branch = state.branch()
    select = branch.select()
    test = select.test(stage.condition)
    force, binding = select.column("obligations", "force"), select.column("documents", "binding")
    sql = f"SELECT ({test}) AS met, {force}, {binding}, count(*) AS n {select.source_sql} GROUP BY ALL"
    columns = (ResultColumn("met", Type.FLAG.value), *_SPLIT)
    return Note("judged", branch.compiled(sql, columns), words)


def is_judged(notes: Sequence[Note]) -> bool:
    """Whether the condition in front of a count has told its split already."""
    return bool(notes) and notes[-1].kind == "judged"


def _doubtful(node: bound.Condition, *, negated: bool) -> list[str]:
    """The fields that may make a condition unknown."""
    match node:
        case bound.And(parts) | bound.Or(parts):
            return [name for part in parts for name in _doubtful(part, negated=negated)]
        case bound.Not(part):
            return _doubtful(part, negated=True)
        case bound.TextTest() if not negated:
            return []
        case bound.CitesTest() | bound.UnderTest() | bound.Exists() | bound.EmptyTest():
            return []
        case _:
            known = node.place.table and node.place.field.column in _ALWAYS_KNOWN
            return [] if known else [node.place.name]


def fan_notes(state: Lowering, stage: bound.Group) -> list[Note]:
    """How many rows are counted how often, where they are counted under each of several values."""
    if state.entity and any(place.field.many for place in stage.by):
        branch = state.branch()
        select = branch.select()
        many = {f"b{at}": select.value(place) for at, place in enumerate(stage.by) if place.field.many}
        values = ", ".join(f"{value} AS {name}" for name, value in many.items())
        branch.add(f"SELECT {values}, count(*) AS n {select.source_sql} GROUP BY ALL")
        made = " * ".join(
            f"CASE WHEN len({name}) > 1 THEN len(list_distinct({name})) ELSE 1 END" for name in many
        )
        sums = (
            f"CAST(coalesce(sum({what}), 0) AS BIGINT) AS {name}"
            for what, name in (("n", "things"), (f"n * {made}", "made"))
        )
        sql = f"SELECT {', '.join(sums)} FROM {branch.source}"
        columns = (number_column("things"), number_column("made"))
        return [Note("fan", branch.compiled(sql, columns), _fan_words(state.entity, stage.by))]
    return []


def _fan_words(entity: str, by: tuple[Place, ...]) -> str:
    return f"{entity}|{' and '.join(place.name for place in by if place.field.many)}"


def _is_force(place: Place) -> bool:
    return place.field.column == "force"


def _wants_split(state: Lowering, stage: bound.Stage) -> bool:
    """Counts of obligations always come with their split by force and by what their document can bind."""
    if state.entity != "obligations":
        return False
    by = stage.by if isinstance(stage, bound.Group) else ()
    return isinstance(stage, bound.Group | bound.Cross) and not any(_is_force(place) for place in by)


def split_notes(state: Lowering, stage: bound.Stage) -> list[Note]:
    """The split of obligations that are counted."""
    if not _wants_split(state, stage):
        return []
    branch = state.branch()
    select = branch.select()
    force, binding = select.column("obligations", "force"), select.column("documents", "binding")
    sql = f"SELECT {force}, {binding}, count(*) AS n {select.source_sql} GROUP BY {force}, {binding}"
    return [Note("split", branch.compiled(sql, _SPLIT), "obligations")]

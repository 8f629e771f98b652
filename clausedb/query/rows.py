"""What is done to fetched rows: a concordance, a cross table, footnotes. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from clausedb.compiled import ResultColumn
from clausedb.query import bound
from clausedb.query.plan import CrossStep, KwicStep, Note, Plan, Row
from clausedb.schema import Kind, Type
from clausedb.vocabularies import FORCES
from clausedb.words import normals, words

Columns = tuple[ResultColumn, ...]
Keys = tuple[Any, ...]
T = TypeVar("T")

_UNKNOWN: Final = "unknown"
_IN_TIME: Final = (Kind.YEAR.value, Kind.DATE.value)


def finish(plan: Plan, rows: Sequence[Row], keys: Keys) -> tuple[Columns, tuple[Row, ...], Keys]:
    """Columns, rows and keys of the answer, from what the SELECT gave."""
    match plan.step:
        case KwicStep():
            return _concordance(plan, rows, keys)
        case CrossStep():
            return _cross(plan, rows)
        case None:
            return plan.compiled.columns, tuple(tuple(row) for row in rows), keys


def _concordance(plan: Plan, rows: Sequence[Row], keys: Keys) -> tuple[Columns, tuple[Row, ...], Keys]:
    """A row for each hit. The last two columns of the SELECT are the text and its language."""
    assert isinstance(plan.step, KwicStep)
    texts = [ResultColumn(name, Type.TEXT.value) for name in ("left", "hit", "right")]
    columns = (*plan.compiled.columns[:-2], *texts)
    found: list[Row] = []
    found_keys: list[Any] = []
    for index, (*head, text, language) in enumerate(rows):
        if text is None:
            continue
        stands = words(text)
        for span in plan.step.hits(text, language or ""):
            before = [word.start for word in stands if word.end <= span.start][-plan.step.width :]
            after = [word.end for word in stands if word.start >= span.end][: plan.step.width]
            left = text[before[0] : span.start] if before else ""
            right = text[span.end : after[-1]] if after else ""
            found.append((*head, _line(left), _line(span.of(text)), _line(right)))
            found_keys.append(keys[index] if keys else None)
    order = _hit_order(plan.step, found)
    return columns, tuple(found[at] for at in order), tuple(found_keys[at] for at in order) if keys else ()


def _cut(rows: list[T], stage: bound.Take) -> list[T]:
    """The first or last of the rows."""
    if not stage.last:
        return rows[: stage.count]
    return rows[-stage.count :] if stage.count else []


def _hit_order(step: KwicStep, rows: Sequence[Row]) -> list[int]:
    """Places of the hits that are kept, in their order."""
    order = list(range(len(rows)))
    for stage in step.then:
        if isinstance(stage, bound.Take):
            order = _cut(order, stage)
            continue
        for side, descending in reversed(stage.keys):
            beside = [_beside(row, side) for row in rows]
            order.sort(key=beside.__getitem__, reverse=descending)
            # What stands at the head or the end of a text has no word there: it comes last either way.
            order.sort(key=[not words for words in beside].__getitem__)
    return order


def _beside(row: Row, side: str) -> list[str]:
    """The words of a hit's side, the one next to the hit first."""
    left, hit, right = (normals(text) for text in row[-3:])
    return {"left": left[::-1], "hit": hit, "right": right}[side]


def _line(text: str) -> str:
    return " ".join(text.split())


def _cross(plan: Plan, rows: Sequence[Row]) -> tuple[Columns, tuple[Row, ...], Keys]:
    """A row for each first value in the order given, years and dates one after the other; a column for each second one."""
    first = plan.compiled.columns[0]
    across = sorted({row[1] for row in rows}, key=_column_order)
    named = [ResultColumn(_UNKNOWN if value is None else str(value), Type.INTEGER.value) for value in across]
    counts: dict[Any, dict[Any, int]] = {}
    for row, column, count in rows:
        counts.setdefault(row, {})[column] = count
    table = [(row, *(cells.get(value, 0) for value in across)) for row, cells in counts.items()]
    if first.kind in _IN_TIME:
        table.sort(key=lambda row: _column_order(row[0]))
    for stage in plan.step.then if isinstance(plan.step, CrossStep) else ():
        table = _cut(table, stage)
    return (first, *named), tuple(table), ()


def _column_order(value: Any) -> tuple[bool, int, Any]:
    """Unknown last, forces by rank, anything else by itself."""
    rank = list(FORCES).index(value) if value in FORCES else 0
    return value is None, rank, "" if value is None else value


def number_told(note: Note, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The one row with the number of the rows that meet the condition of a note `judged`."""
    return ((sum(count for met, *_, count in rows if met),),)


def footnotes(note: Note, rows: Sequence[Row]) -> list[str]:
    """The sentences of a footnote; none where there is nothing to say."""
    if note.kind == "judged":
        unknown = sum(count for met, *_, count in rows if met is None) if note.words else 0
        kept = [tuple(row[1:]) for row in rows if row[0]]
        sentences = [_left_out(unknown, note.words), _split(kept)]
    elif note.kind == "unknown":
        sentences = [_left_out(rows[0][0] if rows else 0, note.words)]
    elif note.kind == "split":
        sentences = [_split(rows)]
    else:
        sentences = [_fan(note, rows)]
    return [one for one in sentences if one]


def _left_out(count: int, fields: str) -> str:
    verb = "was" if count == 1 else "were"
    return f"{_counted(count, 'row')} {verb} left out because {fields} is unknown." if count else ""


def _fan(note: Note, rows: Sequence[Row]) -> str:
    entity, _, fields = note.words.partition("|")
    things, made = rows[0] if rows else (0, 0)
    return "" if made <= things else f"{_counted(things, entity)}, {_counted(made, f'{fields} row')}."


def _split(rows: Sequence[Row]) -> str:
    """The rows (force, binding, count) in words."""
    split = ", ".join(f"{count:,} {force or _UNKNOWN}" for force, _, count in _merged(rows, 0))
    bound = ", ".join(f"{count:,} {binding or _UNKNOWN}" for _, binding, count in _merged(rows, 1))
    return f"By force: {split}. By what the document can bind: {bound}." if rows else ""


def _merged(rows: Sequence[Row], column: int) -> list[tuple[Any, Any, int]]:
    """The rows (force, binding, count) added up by one of the two, highest first."""
    totals: dict[Any, int] = {}
    for row in rows:
        totals[row[column]] = totals.get(row[column], 0) + row[2]
    ordered = sorted(totals.items(), key=lambda item: (-item[1], str(item[0])))
    return [(value, value, count) for value, count in ordered]


def relaxed(plan: Plan, answers: Sequence[Sequence[Row]]) -> str:
    """What an empty answer would have been without or with a wider condition each; empty where that does not help.

    There may be fewer answers than asked for: they take time.
    """
    found: list[str] = []
    said = False
    for one, rows in zip(plan.relaxed, answers, strict=False):
        count = rows[0][0] if rows else 0
        if count and not (one.instead and said):
            found.append(f"{one.words}: {count:,}")
        if not one.instead:
            said = bool(count)
    return ("No rows; " + "; ".join(found) + ".") if found else ""


def _counted(count: int, what: str) -> str:
    if count == 1:
        return f"1 {what.removesuffix('s') if what != 'parties' else 'party'}"
    return f"{count:,} {what if what.endswith('s') else what + 's'}"

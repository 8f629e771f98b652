"""How many rows a concordance has to read for the hits that are asked for."""

from __future__ import annotations

from clausedb import patterns
from clausedb.query import bound


def enough_rows(stages: tuple[bound.Stage, ...], at: int) -> int | None:
    """How many rows are enough for the first hits of a concordance that are asked for; None where that is not known.

    As many as hits, where every row has one: where the condition that is shown holds for all and denies nothing.
    """
    kwic, following = stages[at], stages[at + 1] if at + 1 < len(stages) else None
    if not isinstance(kwic, bound.Kwic) or not isinstance(following, bound.Take) or following.last:
        return None
    if _denies(kwic.pattern):
        return None
    shown_one = bound.TextTest(kwic.place, kwic.pattern)
    filters = [stage.condition for stage in stages[:at] if isinstance(stage, bound.Filter)]
    asked = [part for one in filters for part in (one.parts if isinstance(one, bound.And) else (one,))]
    return following.count if shown_one in asked else None


def _denies(pattern: patterns.Pattern) -> bool:
    match pattern:
        case patterns.Not():
            return True
        case patterns.And(parts) | patterns.Or(parts):
            return any(_denies(part) for part in parts)
        case _:
            return False

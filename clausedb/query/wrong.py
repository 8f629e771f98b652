"""A wrong query on its way to becoming a QueryError, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from clausedb.span import Span

NAMED = re.compile(r"[^\W\d][\w’'-]*")
"""A word that may be a name of the query language."""
QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»')
"""Words in quotes."""
_LISTED = 12
A_DATE = "A date is written 2022-08-24, 2022-08 or 2022."


class Wrong(Exception):
    """Where a query is wrong, why in one sentence, and whole queries that might have been meant, best first."""

    def __init__(
        self, at: Span, message: str, suggestion: str | None = None, fixes: Sequence[str] = ()
    ) -> None:
        super().__init__(message)
        self.at = at
        self.message = message
        self.suggestion = suggestion
        self.fixes = tuple(fixes)
        self.others: tuple[Wrong, ...] = ()
        """What else may be wrong, likeliest first, where no fix of this one is right."""


def replaced(text: str, at: Span, new: str) -> str:
    """The query with other words at that place."""
    return text[: at.start] + new + text[at.end :]


def last_word(text: str) -> Span:
    """Where the last word of a text stands; at its head where it has none."""
    words = list(re.finditer(r"\S+", text))
    return Span(*words[-1].span()) if words else Span(0, 0)


def nearest(
    word: str, candidates: Iterable[str], limit: int = 3, likely: Collection[str] = ()
) -> tuple[str, ...]:
    """The candidates that a typo could have made of: fewest changed, dropped, added or swapped letters first.

    Of equally near ones first those that are `likely`.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    low = word.casefold()
    reach = 1 if len(low) <= 4 else 2 if len(low) <= 10 else 3
    names = list(dict.fromkeys(candidates))
    folded = [name.casefold() for name in names]
    found = process.extract(
        low, folded, scorer=OSA.distance, score_cutoff=reach, limit=None if likely else limit * 4
    )
    ranked = sorted(
        found, key=lambda one: (one[1], names[one[2]] not in likely, -_shared(low, one[0]), one[2])
    )
    return tuple(names[index] for _, _, index in ranked[:limit])


def is_slip(word: str, meant: str) -> bool:
    """Whether one letter makes the difference between two words."""
    from rapidfuzz.distance import OSA

    return OSA.distance(word.casefold(), meant) == 1


def _shared(left: str, right: str) -> int:
    """How many letters two words share at the head: typos are rarer there."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def did_you_mean(names: Sequence[str]) -> str | None:
    """The question that offers names; None for none."""
    if not names:
        return None
    quoted = [f"`{name}`" for name in names]
    return f"Did you mean {' or '.join([', '.join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)}?"


def listed(names: Sequence[str], limit: int = _LISTED) -> str:
    """Names in a row, with how many more there are."""
    rest = len(names) - limit
    return ", ".join(names[:limit]) + (f" and {rest} more" if rest > 0 else "")

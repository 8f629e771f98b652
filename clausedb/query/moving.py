"""Words for a time that depends on the day: what they mean today. Only asked once a question is wrong, as it names the day itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from clausedb.language import load_grammar


class Moving(NamedTuple):
    """A time in words, as it is today."""

    day: str
    """The day, month or year it is or begins with, as ISO."""
    length: int
    """Of how many words."""
    on: bool
    """Whether it goes on to today ("the last five years")."""


def moving_at(words: Sequence[str]) -> Moving | None:
    """The time that a row of words begins with, the longest; None where they begin with none."""
    low = " ".join(words).casefold()
    for pattern, unit, by in _times():
        if found := pattern.match(low):
            count = int(by.replace("{n}", found[1])) if "{n}" in by else int(by)
            length = len(found.group().split())
            return Moving(_moved(_today(), unit.rstrip("+"), count), length, unit.endswith("+"))
    return None


def moving(words: str) -> str | None:
    """The day, month or year that words mean today, as ISO; None where they do not depend on the day."""
    found = moving_at(words.split())
    return found.day if found and found.length == len(words.split()) else None


def _today() -> date:
    return date.today()


def _moved(day: date, unit: str, by: int) -> str:
    """The day, month or year so many later; of months and years ago the day, where less says too little."""
    if unit == "day":
        return (day + timedelta(days=max(-300_000, min(by, 300_000)))).isoformat()
    months = day.year * 12 + day.month - 1 + by * (12 if unit == "year" else 1)
    year, month = max(1, min(months // 12, 9999)), months % 12 + 1
    return f"{year:04}" if unit == "year" else f"{year:04}-{month:02}"


@cache
def _times() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """(the words with a number for #, unit, by how many), those of most words first."""
    rows = sorted(load_grammar().rows("_query/moving"), key=lambda row: -len(row["word"].split()))
    return tuple(
        (
            re.compile(re.escape(row["word"]).replace(r"\{n\}", r"(\d{1,4})") + r"(?!\w)"),
            row["unit"],
            row["by"],
        )
        for row in rows
    )

"""Dates as ISO 8601 text, exact to the year, month, day or minute: from such a value to its first and last possible day."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

_VALUE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d)?)?)?)?")


def bounds(value: str | None) -> tuple[str | None, str | None]:
    """First and last possible day of 2022-08-24, 1991-12, 2023, 2022/2027 or 2022-08-24T15:58; (None, None) for any other text."""
    if not value:
        return None, None
    first, _, last = value.partition("/")
    start, end = _days(first), _days(last or first)
    if start is None or end is None:
        return None, None
    return start[0], end[1]


def _days(value: str) -> tuple[str, str] | None:
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not is_day(int(year), int(month), int(day or 1)):
        return None
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{monthrange(int(year), int(month))[1]:02}"
    return (f"{year}-{month}-{day}",) * 2


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day in the Gregorian calendar, from year 1."""
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def precision(value: str) -> str:
    """How exact a value is: time, day, month, year, a range of one of them, duration, or unknown."""
    if value.startswith("P"):
        return "duration"
    first, _, last = value.partition("/")
    if "T" in first:
        return "time"
    found = ("unknown", "year", "month", "day")[
        min(first.count("-") + 1, 3) if _VALUE.fullmatch(first) else 0
    ]
    return f"{found}_range" if last and found != "unknown" else found

"""Dates and lengths of time in a document, with the values that their words give.

`read_dates` gives what stands in the words themselves; `settle_dates` fills in what counts from the document's own
date (on Wednesday, last March, April 15) and says as findings what stays open; of that a day and month keep their value
without a year (--04-29). No value is ever more exact than the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from clausedb.fold import fold
from clausedb.iso import bounds, is_day, precision
from clausedb.language import Grammar, Pack
from clausedb.model import Clause, Date, Finding, Records
from clausedb.parse.alphabets import folded, tables_for
from clausedb.parse.date_forms import Reading, clock, date_forms, part_of_year
from clausedb.parse.places import Places

_CONTEXT: Final = 160
"""How many code points before a date at most say what kind of date it is."""
_SENTENCE_END: Final = re.compile(r"[.!?;؟]\s|\n\s*\n")
_HALF_YEAR: Final = 183
_FROM_NOW: Final = frozenset(
    f"{which}_{what}" for which in ("this", "last", "next") for what in ("year", "month_now")
) | {"quarter_this_year", "quarter_next_year", "coming_month"}
_TELLING: Final = ("press", "political")
_RULING: Final = ("treaty", "binding_resolution", "resolution")
"""Bindings of documents that speak of their own present."""
_STEPS: Final = {"this": 0, "last": -1, "next": 1}
_LEAP_YEAR: Final = 2000
"""A year that has every day of the calendar."""


def read_dates(records: Records, grammar: Grammar) -> Records:
    """The dates of the document in text order. Those whose year the words leave open have no value yet."""
    whole = folded(records.text)
    places = Places(records.clauses)
    first = min((clause.start for clause in records.clauses), default=0)
    last = max((clause.end for clause in records.clauses), default=len(records.text))
    found: list[Date] = []
    for pack, reading in _readings(whole.text, grammar):
        span = whole.span(reading.start, reading.end)
        clause = places.clause_at(span.start, span.end)
        if clause is None and records.clauses and not _heads(span.start, first, last):
            continue
        value = reading.value or _carried(records.text, reading, span.start, clause, found)
        kind = _kind(whole.text, reading, clause, pack, bool(records.clauses))
        found.append(
            Date(
                f"{records.document.document_id}:t{len(found) + 1}",
                clause.clause_id if clause else None,
                value,
                precision(value) if value else reading.precision,
                kind,
                span.start,
                span.end,
                *bounds(value),
            )
        )
    return replace(records, dates=tuple(found))


def _heads(start: int, first: int, last: int) -> bool:
    """Whether a place outside every clause stands before the end of the text proper: a page head, not what follows it."""
    return start < max(first, last)


def _readings(text: str, grammar: Grammar) -> Iterator[tuple[Pack, Reading]]:
    """Readings of all languages whose letters stand in the text; of two that overlap the longer."""
    found: list[tuple[Reading, Pack]] = []
    for language in tables_for(text):
        pack = grammar.pack(language)
        found += [(reading, pack) for reading in date_forms(pack).read(text)]
    found.sort(key=lambda one: (one[0].start, -one[0].end))
    kept: list[tuple[Pack, Reading]] = []
    for reading, pack in found:
        if kept and reading.start < kept[-1][1].end:
            if reading.end - reading.start > kept[-1][1].end - kept[-1][1].start:
                kept[-1] = (pack, reading)
            continue
        kept.append((pack, reading))
    yield from kept


def _carried(text: str, reading: Reading, start: int, clause: Clause | None, found: list[Date]) -> str | None:
    """A day and month take the year of the full date before them in the same paragraph."""
    if reading.form != "day_month" or clause is None:
        return None
    for before in reversed(found):
        if before.clause_id != clause.clause_id or re.search(r"\n\s*\n", text[before.end : start]):
            return None
        if before.value and before.precision in ("day", "time"):
            return _dated(int(before.value[:4]), dict(reading.parts))
    return None


def _dated(year: int, parts: dict[str, int]) -> str | None:
    if not is_day(year, parts["month"], parts["day"]):
        return None
    value = f"{year:04}-{parts['month']:02}-{parts['day']:02}"
    if "hour" in parts:
        hour, minute = clock(parts)
        value += f"T{hour:02}:{minute:02}"
    return value


# --- kinds --------------------------------------------------------------------------------


@cache
def _contexts(pack: Pack) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """Kinds, how far back their words may begin, their patterns."""
    rows = pack.rows("date_contexts")
    return tuple(
        (row["kind"], int(row["reach"]), re.compile(fold(row["pattern"]).text, re.I)) for row in rows
    )


def _kind(text: str, reading: Reading, clause: Clause | None, pack: Pack, segmented: bool) -> str:
    """What the date dates: by its form, by where it stands, by the words before it in its sentence."""
    if reading.form == "duration":
        return "duration"
    if reading.form.endswith(("_range", "_pair")):
        return "period"
    if (clause is None and segmented) or (clause is not None and clause.kind in ("dateline", "timestamp")):
        return "publication"
    before, begin = text[max(0, reading.start - _CONTEXT) : reading.start], 0
    for end in _SENTENCE_END.finditer(before):
        begin = end.end()
    before = before[begin:]
    for kind, reach, pattern in _contexts(pack):
        if pattern.search(before[-reach:]):
            return kind
    return "event"


# --- dates that count from the document's own ----------------------------------------------


def settle_dates(records: Records, grammar: Grammar) -> Records:
    """Fills in values that the document's own date settles; each that stays open becomes a finding."""
    document = records.document
    today = date.fromisoformat(document.date[:10]) if document.date and _is_full(document.date) else None
    settled: list[Date] = []
    findings = list(records.findings)
    told = document.binding not in _RULING and document.issuer is None
    for one in records.dates:
        if one.value is None and today is not None:
            one = _settle(one, records.text, grammar, today, told, document.binding in _TELLING)
        if one.value is None:
            words = " ".join(records.text[one.start : one.end].split())
            findings.append(
                Finding("open_date", "info", f"the text does not settle “{words}”", one.start, one.end)
            )
            one = _without_year(one, records.text, grammar)
        settled.append(one)
    return replace(records, dates=tuple(settled), findings=tuple(findings))


def _is_full(value: str) -> bool:
    return bool(re.match(r"\d{4}-\d\d-\d\d", value)) and "/" not in value


def _settle(one: Date, text: str, grammar: Grammar, today: date, told: bool, now: bool) -> Date:
    """`told`: whether the document tells of its own days, as a report does; a treaty or a resolution speaks of any year.

    `now`: whether "this year" is that of the document; in a treaty it is any.
    """
    for reading in _read_again(one, text, grammar):
        open_ = (reading.form == "day_month" and not told) or (reading.form in _FROM_NOW and not now)
        value = None if open_ else _counted(reading, today)
        if value is not None:
            first, last = bounds(value)
            return replace(one, value=value, precision=precision(value), date_from=first, date_to=last)
    return one


def _without_year(one: Date, text: str, grammar: Grammar) -> Date:
    """A day and month that nothing gives a year, as ISO 8601 writes it: --04-29; any other date as it is."""
    for reading in _read_again(one, text, grammar):
        parts = dict(reading.parts)
        day = _dated(_LEAP_YEAR, parts) if "month" in parts and "day" in parts else None
        if day is not None:
            return replace(one, value=f"-{day[4:]}", precision="time" if "T" in day else "day")
    return one


def _read_again(one: Date, text: str, grammar: Grammar) -> Iterator[Reading]:
    """The readings of a date's own words; what stands beside them decides between forms."""
    words = fold(text, max(0, one.start - 12), min(len(text), one.end + 12)).text
    own = fold(text, one.start, one.end).text
    for language in tables_for(words):
        for reading in date_forms(grammar.pack(language)).read(words):
            read = words[reading.start : reading.end]
            if own in read or read in own:
                yield reading


def _counted(reading: Reading, today: date) -> str | None:
    """The value counted from the document's day; None for forms that it does not settle."""
    parts = dict(reading.parts)
    month = parts.get("month", 0)
    match reading.form:
        case "weekday":
            return (today - timedelta((today.isoweekday() - parts["weekday"]) % 7)).isoformat()
        case "day_month":
            years = [
                year for year in (today.year - 1, today.year, today.year + 1) if _near(year, parts, today)
            ]
            return _dated(years[0], parts) if years else None
        case "day_last_year":
            return _dated(today.year - 1, parts)
        case "day_this_year":
            return _dated(today.year, parts)
        case "last_month":
            return f"{today.year - (month >= today.month):04}-{month:02}"
        case "next_month":
            return f"{today.year + (month <= today.month):04}-{month:02}"
        case "coming_month":
            return f"{today.year + (month < today.month):04}-{month:02}"
        case "this_month" | "month_this_year":
            return f"{today.year:04}-{month:02}"
        case "month_last_year":
            return f"{today.year - 1:04}-{month:02}"
        case "month_next_year":
            return f"{today.year + 1:04}-{month:02}"
        case "this_year" | "last_year" | "next_year":
            return f"{today.year + _STEPS[reading.form.split('_')[0]]:04}"
        case "quarter_this_year" | "quarter_next_year":
            return part_of_year(today.year + reading.form.endswith("next_year"), parts["day"], 4)
        case "this_month_now" | "last_month_now" | "next_month_now":
            months = today.year * 12 + today.month - 1 + _STEPS[reading.form.split("_")[0]]
            return f"{months // 12:04}-{months % 12 + 1:02}"
        case _:
            return None


def _near(year: int, parts: dict[str, int], today: date) -> bool:
    """Whether that day of that year lies within half a year of today."""
    if not is_day(year, parts["month"], parts["day"]):
        return False
    return abs((date(year, parts["month"], parts["day"]) - today).days) <= _HALF_YEAR

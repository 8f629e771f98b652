"""Forms of dates of one language: folded text in, readings out (what stands where, and its value as far as the words go).

The forms are rows of grammar/<language>/dates.tsv; they are tried only where a number, a month or a weekday stands,
and only where one of them can begin, so the cost is that of finding those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from clausedb.fold import fold
from clausedb.iso import is_day, precision
from clausedb.language import Pack, Row
from clausedb.parse.concordance import concordance

_WINDOW: Final = 64
"""How far before a month or unit its number words may begin, in code points."""
_SHORT_WINDOW: Final = 32
"""The same for other words before a date."""
_NUMBER: Final = re.compile(r"\d{1,4}(?!\d)")
_NUMBERS: Final = ("number", "year")
"""Anchors that are numbers: of other lengths than a year's, and of that."""
_YEAR_DIGITS: Final = 4
_SHORT_NUMBER: Final = ("{D}", "{d}", "{m}", "{m1}", "{h}")
"""Elements that no number with the digits of a year begins with."""
_GLUED: Final = re.compile(r"([^\W\d_]{1,3})\d{1,2}")
"""A short word and a day whose blank is lost: "on10 January 2024"."""
_ANY_DIGIT: Final = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_JOINED: Final = "وبل"
"""Arabic letters that are written together with the word behind them: and, in, for."""
_SHORT_MONTH: Final = 4
"""Letters of the longest abbreviation of a month, behind which a full stop ends no sentence."""
_FIRST_YEAR, _LAST_YEAR = 1500, 2200


@dataclass(frozen=True, slots=True)
class Reading:
    """A date in the folded text. `parts` holds what was read: year, month, day, hour, minute, weekday."""

    start: int
    end: int
    form: str
    """The reading of its row in dates.tsv: day, month, day_month, weekday, last_month ..."""
    value: str | None
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def precision(self) -> str:
        """How exact the value is; `unknown` where there is none."""
        return precision(self.value) if self.value else "unknown"


@dataclass(frozen=True, slots=True)
class _Form:
    before: re.Pattern[str] | None
    looks_only: bool
    window: int
    pattern: re.Pattern[str]
    reading: str


@dataclass(frozen=True, slots=True)
class DateForms:
    """The compiled tables of a language."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    anchors: dict[str, tuple[tuple[int, str], ...]]
    """Word that a month, weekday or unit begins with -> how far into it, and which of them it may be."""
    unit: re.Pattern[str]
    amount: re.Pattern[str]
    forms: dict[str, tuple[_Form, ...]]
    behind: dict[str, tuple[_Form, ...]]
    """Of the forms those that ask for words before the anchor."""
    may_begin: dict[str, re.Pattern[str]]
    """What any form of an anchor begins with; of numbers only those are anchors where one does."""
    alone: dict[str, re.Pattern[str]]
    """What any of them that asks for no words before it begins with."""

    def read(self, text: str) -> list[Reading]:
        """Dates and lengths of time in text order, none overlapping another."""
        found: list[Reading] = []
        for at, anchor in self._anchors(text):
            if found and at < found[-1].end:
                continue
            reading = self._date(text, at, anchor)
            if reading is None and anchor == "unit":
                reading = self._duration(text, at)
            if reading is None:
                continue
            while found and reading.start < found[-1].end:
                found.pop()
            found.append(reading)
        return found

    def _anchors(self, text: str) -> list[tuple[int, str]]:
        begins = {name: self.may_begin[name].match for name in _NUMBERS}
        found = [(at, name) for at, name in _numbers(text) if begins[name](text, at)]
        places = concordance(text).places
        for word in places.keys() & self.anchors.keys():
            found += [(place + skip, name) for skip, name in self.anchors[word] for place in places[word]]
        found.sort()
        return found

    def _date(self, text: str, at: int, anchor: str) -> Reading | None:
        if anchor in _NUMBERS:
            if _inside_number(text, at):
                return None
        elif anchor not in self.may_begin or not self.may_begin[anchor].match(text, at):
            return None
        alone = self.alone[anchor].match(text, at)
        for form in self.forms[anchor] if alone else self.behind[anchor]:
            match = form.pattern.match(text, at)
            if match is None:
                continue
            start = at
            if form.before is not None:
                before = form.before.search(text[max(0, at - form.window) : at])
                if before is None:
                    continue
                if not form.looks_only:
                    start = at - len(before[0])
                reading = self._reading(form, start, match, before)
            else:
                reading = self._reading(form, start, match, None)
            if reading is not None:
                return reading
        return None

    def _reading(
        self, form: _Form, start: int, match: re.Match[str], before: re.Match[str] | None
    ) -> Reading | None:
        """What the words say; None where the numbers make no date."""
        parts = dict(self._parts(match))
        if before is not None:
            parts.update(self._parts(before))
        if "number" in parts:
            parts.setdefault("day", parts.pop("number"))
        value = _value(form.reading, parts)
        if value is None:
            return None
        if value.startswith("P"):
            return Reading(start, match.end(), "duration", value)
        kept = tuple((name, parts[name]) for name in _KEPT if name in parts)
        return Reading(start, match.end(), form.reading, value or None, kept)

    def _parts(self, match: re.Match[str]) -> Iterator[tuple[str, int]]:
        for name, word in match.groupdict().items():
            if word is None:
                continue
            key = word.casefold()
            if name in _MONTHS:
                yield _MONTHS[name], self.months[re.sub(r"\s+", " ", key).rstrip(".")]
            elif name == "W":
                yield "weekday", self.weekdays[key]
            elif name in ("N", "NY"):
                yield ("year" if name == "NY" else "number"), self.number(word)
            elif name == "ap":
                yield "afternoon", int(key.startswith("p"))
            elif name in _DIGITS:
                yield _DIGITS[name], int(word)

    def number(self, words: str) -> int:
        """The number that number words say: "two thousand and twenty three" is 2023; 0 where they say none."""
        total = part = 0
        for word in re.findall(r"\w+", words.casefold()):
            value = self.numbers.get(word)
            if value is None and word.startswith("و"):
                value = self.numbers.get(word[1:])
            if value is None:
                continue
            if value == 1000 or (value == 100 and part):
                part = max(part, 1) * value
                if value == 1000:
                    total, part = total + part, 0
            else:
                part += value
        return total + part

    def _duration(self, text: str, at: int) -> Reading | None:
        anchor = self.unit.match(text, at)
        if anchor is None:
            return None
        unit = self.units[anchor[0].casefold()]
        if unit[0].isdigit():
            return Reading(at, anchor.end(), "duration", _length(int(unit[0]), unit[1:]))
        amount = self.amount.search(text[max(0, at - _WINDOW) : at])
        if amount is None:
            return None
        number = int(amount["n"]) if amount["n"] else self.number(amount["N"])
        if not 0 < number < 1000:
            return None
        return Reading(at - len(amount[0]), anchor.end(), "duration", _length(number, unit))


@lru_cache(maxsize=2)
def _numbers(text: str) -> list[tuple[int, str]]:
    """Where a number stands that a date may begin with, and which of `_NUMBERS` it is; the same for all languages."""
    found: list[tuple[int, str]] = []
    for word, places in concordance(text).places.items():
        if word[0] in _ANY_DIGIT:
            number = _NUMBER.match(word)
            name = "year" if number and number.end() == _YEAR_DIGITS else "number"
            found += [(place, name) for place in places] if number else []
        elif word[-1] in _ANY_DIGIT and (glued := _GLUED.fullmatch(word)):
            found += [(place + glued.end(1), "number") for place in places]
    return found


_KEPT: Final = ("month", "day", "hour", "minute", "afternoon", "weekday")
_MONTHS: Final = {"M": "month", "M2": "month2", "H": "hijri"}
_DIGITS: Final = {
    "D": "day",
    "d": "day",
    "m": "month",
    "Y": "year",
    "D2": "day2",
    "Y2": "year2",
    "h": "hour",
    "mi": "minute",
}


def _length(number: int, unit: str) -> str:
    return f"PT{number}H" if unit == "TH" else f"P{number}{unit}"


def _inside_number(text: str, at: int) -> bool:
    """Whether a sign of a longer number stands directly before."""
    return at > 1 and text[at - 1] in ".,/:" and text[at - 2].isdigit()


def _value(form: str, parts: dict[str, int]) -> str | None:
    """ISO text; "" where the words are a date but leave its year open; None where they are none."""
    year, month, day = parts.get("year", 0), parts.get("month", 0), parts.get("day", 0)
    if "year" in parts and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    match form:
        case "day":
            return _day(year, month, day)
        case "time":
            return _time(year, month, day, parts)
        case "month":
            return _month(year, month)
        case "year":
            return str(year)
        case "year_range":
            last = parts["year2"]
            last = last if last > 99 else year - year % 100 + last
            return f"{year}/{last}" if year < last <= min(year + 100, _LAST_YEAR) else None
        case "year_pair":  # years in a row are one period, others are two years
            return f"{year}/{year + 1}" if parts["year2"] == year + 1 else None
        case "day_range":
            first = _day(year, month, day)
            last_day = _day(parts.get("year2", year), parts.get("month2", month), parts["day2"])
            return f"{first}/{last_day}" if first and last_day and first < last_day else None
        case "day_pair":  # two days in a row are one period, others are two days
            follow = parts["day2"] == day + 1 and is_day(year, month, day + 1)
            return f"{_day(year, month, day)}/{_day(year, month, day + 1)}" if follow and day else None
        case "month_range":
            return (
                f"{_month(year, month)}/{_month(year, parts['month2'])}" if month < parts["month2"] else None
            )
        case "quarter" | "quarter_last":
            return part_of_year(year, parts.get("day", 4), 4)
        case "quarter_end":
            return _month(year, 3 * day) if 0 < day <= 4 else None
        case "half":
            return part_of_year(year, day, 2)
        case "quarter_this_year" | "quarter_next_year":
            return "" if 0 < day <= 4 else None
        case "day_after_hijri":
            return _day(year, month, parts["day2"])
        case "day_month" | "day_last_year" | "day_this_year":
            return "" if is_day(2000, month, day) else None
        case "P1Y" | "P1M" | "P1W":  # Arabic says one of a unit by the unit alone
            return form
        case _:
            return ""


def part_of_year(year: int, place: int, parts: int) -> str | None:
    """The months of one of so many parts of a year; None where it has no such part."""
    length = 12 // parts
    last = place * length
    return f"{_month(year, last - length + 1)}/{_month(year, last)}" if 0 < place <= parts else None


def _day(year: int, month: int, day: int) -> str | None:
    return f"{year:04}-{month:02}-{day:02}" if is_day(year, month, day) else None


def _month(year: int, month: int) -> str:
    return f"{year:04}-{month:02}"


def _time(year: int, month: int, day: int, parts: dict[str, int]) -> str | None:
    hour, minute = clock(parts)
    date = _day(year, month, day)
    return f"{date}T{hour:02}:{minute:02}" if date and hour < 24 and minute < 60 else None


def clock(parts: dict[str, int]) -> tuple[int, int]:
    """Hour of 24 and minute."""
    hour = parts["hour"]
    if "afternoon" in parts:
        hour = hour % 12 + 12 * parts["afternoon"]
    return hour, parts["minute"]


# --- compiling the tables -----------------------------------------------------------------


@cache
def date_forms(pack: Pack) -> DateForms:
    """The forms of a language, from its tables months, weekdays, numbers, units and dates."""
    months = {form: row["month"] for row in pack.rows("months") for form in _forms(row["forms"])}
    weekdays = {form: int(row["weekday"]) for row in pack.rows("weekdays") for form in _forms(row["forms"])}
    cardinals = {form: int(row["value"]) for row in pack.rows("numbers") for form in _forms(row["cardinals"])}
    ordinals = {form: int(row["value"]) for row in pack.rows("numbers") for form in _forms(row["ordinals"])}
    units = {form: row["unit"] for row in pack.rows("units") for form in _forms(row["forms"])}
    gregorian = [form for form, month in months.items() if month[0] != "H"]
    hijri = [form for form, month in months.items() if month[0] == "H"]
    elements = _elements(gregorian, hijri, weekdays, _number_words([*cardinals, *ordinals]))
    forms = _compiled(pack.rows("dates"), elements)
    return DateForms(
        months={form: int(value.lstrip("H")) for form, value in months.items()},
        weekdays=weekdays,
        numbers={**cardinals, **ordinals},
        units=units,
        anchors=_anchors({"month": gregorian, "unit": units, "weekday": weekdays}),
        unit=re.compile(rf"(?:{'|'.join(map(re.escape, _spelled(units)))})\b"),
        amount=_amount(list(cardinals)),
        forms={anchor: tuple(rows) for anchor, rows in forms.items()},
        behind={anchor: tuple(row for row in rows if row.before) for anchor, rows in forms.items()},
        may_begin=_beginnings(forms, pack.rows("dates"), elements),
        alone=_beginnings(forms, [row for row in pack.rows("dates") if not row["before"]], elements),
    )


def _elements(
    gregorian: list[str], hijri: list[str], weekdays: dict[str, int], number: str
) -> dict[str, str]:
    """What an element of a row of dates.tsv stands for, as a pattern whose group has its name."""
    short = [
        one
        for one in gregorian
        if len(one) <= _SHORT_MONTH and any(one < other and other.startswith(one) for other in gregorian)
    ]
    month = rf"(?:(?:{_any(short)})\.|(?:{_any(gregorian)})\b)" if short else rf"(?:{_any(gregorian)})\b"
    return {
        "{D}": r"(?P<D>\d\d?)(?!\d)",
        "{D2}": r"(?P<D2>\d\d?)(?!\d)",
        "{d}": r"(?P<d>\d\d)",
        "{m}": r"(?P<m>\d\d)",
        "{m1}": r"(?P<m>\d\d?)",
        "{Y}": r"(?P<Y>\d{4})(?!\d)",
        # The mark of a footnote may hang at it: "the Decade 2014–20242".
        "{Y2}": r"(?P<Y2>(?:19|20)\d\d(?=\d\d?(?!\d))|(?:\d{4}|\d\d)(?!\d))",
        "{h}": r"(?P<h>\d\d?)",
        "{mi}": r"(?P<mi>\d\d)",
        "{ap}": r"(?P<ap>[ap]\.? ?m\b\.?)",
        "{-}": "[-‐-―]",
        "{M}": f"(?P<M>{month})",
        "{M2}": f"(?P<M2>{month})",
        "{MX}": month,
        "{MY}": month,
        "{H}": rf"(?P<H>{_any(hijri)})\b" if hijri else "(?!)",
        "{W}": rf"(?P<W>{_any(weekdays)})\b",
        "{N}": rf"(?P<N>{number})",
        "{NY}": rf"(?P<NY>{number})",
    }


def _compiled(rows: Iterable[Row], elements: dict[str, str]) -> dict[str, list[_Form]]:
    """The rows by what they are anchored at; also an anchor of numbers that has none."""
    forms: dict[str, list[_Form]] = {name: [] for name in _NUMBERS}
    for row in rows:
        before = row["before"].removeprefix("~")
        one = _Form(
            re.compile(f"(?:{_pattern(before, elements)})$", re.I) if before else None,
            row["before"].startswith("~"),
            _WINDOW if "{" in before else _SHORT_WINDOW,
            re.compile(_pattern(row["pattern"], elements), re.I),
            row["reading"],
        )
        for anchor in _anchors_of(row):
            forms.setdefault(anchor, []).append(one)
    return forms


def _forms(cell: str) -> list[str]:
    return [fold(form).text.casefold() for form in cell.split("|") if form]


def _any(words: list[str] | dict[str, int]) -> str:
    """An alternation, the longest first."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=lambda word: (-len(word), word))
    )


def _anchors(tables: dict[str, Iterable[str]]) -> dict[str, tuple[tuple[int, str], ...]]:
    """The first words of the forms, alone or joined to what is written together with them -> the tables that hold them."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for name, words in tables.items():
        for first in {form.split(" ")[0] for form in _spelled(words)}:
            for joined in ("", *_JOINED):
                word = f"{joined}{first}"
                found[word] = (*found.get(word, ()), (len(joined), name))
    return found


def _spelled(words: Iterable[str]) -> list[str]:
    """The words in small letters, capitalised and in capitals, the longest first."""
    forms = {form for word in words for form in (word, word.capitalize(), word.upper())}
    return sorted(forms, key=lambda form: (-len(form), form))


def _anchors_of(row: Row) -> tuple[str, ...]:
    """The anchors at which a form is tried: of numbers only those that may have as many digits as its first."""
    if row["anchor"] != "number":
        return (row["anchor"],)
    if row["pattern"].startswith("{Y}"):
        return ("year",)
    return ("number",) if row["pattern"].startswith(_SHORT_NUMBER) else _NUMBERS


def _beginnings(
    anchors: Iterable[str], rows: Iterable[dict[str, str]], elements: dict[str, str]
) -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {anchor: [] for anchor in anchors}
    for row in rows:
        for anchor in _anchors_of(row):
            found[anchor].append(row["pattern"])
    return {anchor: _beginning(patterns or ["(?!)"], elements) for anchor, patterns in found.items()}


def _beginning(patterns: Iterable[str], elements: dict[str, str]) -> re.Pattern[str]:
    """Matches where any of the patterns may: one attempt in place of many, what they begin with tried once."""
    rests: dict[str, list[str]] = {}
    for source in patterns:
        lead = re.match(r"\{\w+\}", source)
        first = lead[0] if lead else ""
        rests.setdefault(first, []).append(_pattern(source[len(first) :], elements))
    either = (f"{elements.get(first, '')}(?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile(re.sub(r"\(\?P<\w+>", "(?:", "|".join(either)), re.I)


def _number_words(words: list[str]) -> str:
    """Up to eight number words with what joins them."""
    one = f"(?:{_any(words)})"
    return rf"\b{one}(?:(?:[\s-]+(?:and\s|и\s|و)?){one}){{0,7}}\b"


def _amount(cardinals: list[str]) -> re.Pattern[str]:
    """A number in digits or words directly before a unit, with its repetition in brackets: thirty (30) working days."""
    words = _number_words(cardinals)
    joined = r"(?:working|calendar|business|consecutive|рабочих|календарных|последовательных)\s"
    return re.compile(
        rf"(?:(?<![\d.,/:-])(?P<n>\d{{1,3}})|(?P<N>{words}))(?:\s?\([^()]{{1,30}}\))?[\s-]+(?:{joined})?$",
        re.I,
    )


def _pattern(source: str, elements: dict[str, str]) -> str:
    source = source.replace(" ?", r"\s?").replace(" ", r"\s+") if "(?" not in source else _blanks(source)
    return re.sub(r"\{[A-Za-z-]+\d?\}", lambda found: elements[found[0]], source)


def _blanks(source: str) -> str:
    """Blanks of a pattern as white space: an optional one where ? stands behind it."""
    return re.sub(r" (\??)", lambda found: r"\s?" if found[1] else r"\s+", source)

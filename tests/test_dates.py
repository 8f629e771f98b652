"""Dates and lengths of time: what is read, how exact, of what kind, and what stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausedb.iso import bounds, precision
from clausedb.language import load_grammar
from clausedb.model import Date, Records
from clausedb.parse.dates import read_dates, settle_dates
from clausedb.parse.pipeline import start
from clausedb.parse.structure.segment import read_clauses

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "dates.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def read(text: str, today: str | None = None) -> Records:
    grammar = load_grammar()
    records = start(text, name="x", sha256="", entry=None, document_id="d")
    records = read_dates(read_clauses(records, grammar), grammar)
    if today:
        records = replace(records, document=replace(records.document, date=today))
    return settle_dates(records, grammar)


def dates(text: str, today: str | None = None) -> tuple[Date, ...]:
    return read(text, today).dates


@pytest.mark.parametrize(("text", "value", "exact", "kind"), CASES, ids=[case[0][:40] for case in CASES])
def test_one_date_in_a_sentence(text: str, value: str, exact: str, kind: str) -> None:
    found = dates(text)
    assert [(one.value, one.precision, one.kind) for one in found] == [(value, exact, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "resolution 1325 (2000) and A/RES/77/148",
        "May the Parties agree",
        "Views: 2104",
        "Article 12.1",
        "He will march on the second day",
        "COP29 has 1,500 members",
        "Просмотров: 2104",
        "часть вторая статьи 5",
        "المادة 12 من الاتفاقية",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == ()


@pytest.mark.parametrize(
    ("text", "alone", "settled"),
    [
        ("The President announced on Wednesday that", None, "2024-05-01"),
        ("During his visit on April 15, he said", "--04-15 day", "2024-04-15"),
        ("Published April 29, 3:58 p.m.", "--04-29T15:58 time", "2024-04-29T15:58"),
        ("Опубликовано 29 апреля", "--04-29 day", "2024-04-29"),
        ("وقال في 15 أبريل إن", "--04-15 day", "2024-04-15"),
        ("Last March, the Prime Minister said", None, "2024-03"),
        ("which was held в ноябре прошлого года", None, "2023-11"),
        ("Сообщили во вторник, что", None, "2024-04-30"),
        ("وفي مارس الماضي، قال", None, "2024-03"),
        ("أعلن الرئيس، الأربعاء، أن", None, "2024-05-01"),
        ("on December 28 it ended", "--12-28 day", "2023-12-28"),
    ],
)
def test_what_counts_from_the_document_is_open_without_its_date_and_settled_with_it(
    text: str, alone: str | None, settled: str
) -> None:
    (one,) = read(text).dates
    assert (one.value, one.precision) == (tuple(alone.split()) if alone else (None, "unknown"))
    assert (one.date_from, one.date_to) == (None, None) == bounds(one.value)
    assert [one.code for one in read(text).findings if one.code == "open_date"] == ["open_date"]
    (one,) = dates(text, "2024-05-01")
    assert one.value == settled
    assert not [found for found in read(text, "2024-05-01").findings if found.code == "open_date"]


def test_a_day_takes_the_year_of_the_full_date_before_it_in_its_paragraph_only() -> None:
    text = "On September 27, 2020, it began, lasted 44 days and ended on November 10.\n\nOn November 11 all was quiet."
    assert [one.value for one in dates(text)] == ["2020-09-27", "P44D", "2020-11-10", "--11-11"]


def test_a_month_keeps_no_day_and_a_year_no_month() -> None:
    assert (dates("in December 1991")[0].date_from, dates("in December 1991")[0].date_to) == (
        "1991-12-01",
        "1991-12-31",
    )
    assert bounds("2022/2027") == ("2022-01-01", "2027-12-31")
    assert bounds("2024-02") == ("2024-02-01", "2024-02-29")
    assert bounds("P44D") == bounds(None) == bounds("2023-02-30") == (None, None)


@given(st.dates(date(1500, 1, 1), date(2200, 12, 31)), st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}"]))
def test_every_day_of_every_year_is_read_back(day: date, form: str) -> None:
    months = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
    text = f"signed on {form.format(d=day.day, m=months[day.month - 1], y=day.year)} in Baku"
    assert [one.value for one in dates(text) if one.precision == "day"] == [day.isoformat()]


@given(st.text("0123456789-/.,: АпрмаяApriletmnуوير ٢٠", max_size=60))
def test_any_text_gives_rows_that_quote_it(text: str) -> None:
    end = 0
    for one in dates(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
        assert one.precision == (precision(one.value) if one.value else "unknown")
        assert (one.date_from, one.date_to) == bounds(one.value)


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("It will pay by the end of this year", "2024"),
        ("They will meet again next month", "2024-06"),
        ("It opened last year", "2023"),
        ("до конца текущего года", "2024"),
        ("весной следующего года", "2025"),
        ("في العام المقبل", "2025"),
        ("خلال الشهر الماضي", "2024-04"),
    ],
)
def test_this_year_is_that_of_a_report_and_any_in_a_treaty(text: str, settled: str) -> None:
    for binding, expected in (("press", settled), ("treaty", None)):
        records = read(text)
        document = replace(records.document, date="2024-05-01", binding=binding)
        found = settle_dates(replace(records, document=document), load_grammar()).dates
        assert [one.value for one in found] == [expected]

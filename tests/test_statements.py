"""Statements of short press texts against cases/statements_<language>.md."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausedb.language import load_grammar
from clausedb.model import Clause, Document, Mention, Party, Records
from clausedb.parse.acts.quotes import is_speech, quotes_in
from clausedb.parse.acts.statements import read_statements
from clausedb.parse.dates import read_dates
from tests.test_acts import NAME

CASES = Path(__file__).parent / "cases"
LANGUAGES = ("en", "ru", "ar")


def press_of(paragraphs: list[str], language: str, binding: str = "press") -> Records:
    """A document with one clause a paragraph and the names marked in them."""
    text, mentions, clauses = "", [], []
    for number, marked in enumerate(paragraphs):
        start, last = len(text), 0
        for match in NAME.finditer(marked):
            text += marked[last : match.start()]
            place = len(text)
            mentions += [
                Mention(f"m{len(mentions)}", None, one, match[3], place, place + len(match[1]))
                for one in match[2].split("+")
            ]
            text += match[1]
            last = match.end()
        text += marked[last:]
        label = f"text-{number}"
        clauses.append(
            Clause(
                f"d#{label}", "d", None, "text", None, (), label, 1, number, None, language,
                start, start, len(text), len(text),
            )
        )  # fmt: skip
        text += "\n\n"
    document = Document("d", "d", "", text, binding=binding, language=language)
    return Records(document, tuple(clauses), mentions=tuple(mentions))


def cases() -> list[object]:
    found: list[object] = []
    for language in LANGUAGES:
        path = CASES / f"statements_{language}.md"
        for block in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            title, *lines = [line for line in block.splitlines() if line.strip()]
            paragraphs = [line for line in lines if not line.startswith("- ")]
            expected = [line.removeprefix("- ").strip() for line in lines if line.startswith("- ")]
            found.append(pytest.param(language, paragraphs, expected, id=f"{language}: {title}"))
    return found


@pytest.mark.parametrize(("language", "paragraphs", "expected"), cases())
def test_case(language: str, paragraphs: list[str], expected: list[str]) -> None:
    records = read_statements(press_of(paragraphs, language), load_grammar())
    shown = [
        " | ".join(
            [
                one.speaker_id or "",
                one.speaker,
                one.verb.of(records.text) if one.verb else "",
                one.quote.of(records.text),
            ]
        ).strip()
        for one in records.statements
    ]
    assert shown == expected


def test_only_press_reports_have_statements() -> None:
    said = ["{Tokayev|P:tokayev person} said that the talks will be held."]
    assert read_statements(press_of(said, "en"), load_grammar()).statements
    assert not read_statements(press_of(said, "en", "treaty"), load_grammar()).statements


def test_a_quotation_that_is_never_closed_runs_to_the_end() -> None:
    (quote,) = quotes_in("He said: “we go on. And on")
    assert not quote.closed
    assert quote.end == len("He said: “we go on. And on")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("«Это «новый этап» в отношениях», сказал он.", ["Это «новый этап» в отношениях"]),
        ("“The “Accra Agreement” holds,” he said.", ["The “Accra Agreement” holds,"]),
        ('"We said "no" to it," he said. "All of us."', ['We said "no" to it,', "All of us."]),
        ("the “plan” and the “map”", ["plan", "map"]),
    ],
    ids=["guillemets", "curly marks", "straight marks", "side by side"],
)
def test_quotations_are_the_outermost(text: str, inside: list[str]) -> None:
    assert [text[quote.start : quote.end] for quote in quotes_in(text)] == inside


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("“We go on with it,” he said.", True),
        ("“Unacceptable indeed!” he said.", True),
        ("“No,” he said.", False),
        ("the so-called “plan of peace for all” failed", False),
        ("the “peace plan” failed", False),
    ],
    ids=["a sentence", "a short one by its sign", "one word", "a name of several words", "a term"],
)
def test_speech_is_told_from_names(text: str, speech: bool) -> None:
    (quote,) = quotes_in(text)
    assert is_speech(text, quote) is speech


@pytest.mark.parametrize(
    ("paragraphs", "dates"),
    [
        (["{Tokayev|P:t person} said on 12 April 2024 that the talks of 3 May 2024 go on."], ["2024-04-12"]),
        (["{Tokayev|P:t person} said that the talks of 3 May 2024 go on."], ["2024-04-15"]),
        (["{Tokayev|P:t person} said in 2023 that the talks go on."], ["2024-04-15"]),
        (
            ["{Tokayev|P:t person} said that the talks go on, and that on 3 May 2024 they will end."],
            ["2024-04-15", "2024-04-15"],
        ),
    ],
    ids=["a day beside the verb", "a day in what is said", "a year is no day", "a day in a further part"],
)
def test_a_statement_has_the_day_beside_it_or_that_of_the_report(
    paragraphs: list[str], dates: list[str]
) -> None:
    records = press_of(paragraphs, "en")
    records = replace(records, document=replace(records.document, date="2024-04-15"))
    found = read_statements(read_dates(records, load_grammar()), load_grammar()).statements
    assert [one.date for one in found] == dates


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The envoy told the agency that the talks go on.", ("The envoy", None)),
        ("Officials told {TASS|B:tass organ} that the talks go on.", ("Officials", None)),
    ],
)
def test_who_is_told_something_does_not_say_it(sentence: str, told: tuple[str, str | None]) -> None:
    found = read_statements(press_of([sentence], "en"), load_grammar()).statements
    assert [(one.speaker, one.speaker_id) for one in found] == [told]


def test_day_behind_the_speaker() -> None:
    text = "Заседание прошло на полях сессии, заявил {Саидов|P:saidov person} 22 сентября 2023 года в своем канале."
    records = read_statements(read_dates(press_of([text], "ru"), load_grammar()), load_grammar())
    (one,) = records.statements
    assert one.quote.of(records.text) == "Заседание прошло на полях сессии"
    assert one.date == "2023-09-22"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "He",
                "said",
                "that",
                "“",
                "”",
                '"',
                "«",
                "»",
                ",",
                ".",
                ":",
                "Tokayev",
                "noted",
                "according",
                "to",
                "added",
            ]
        ),
        max_size=25,
    )
)
def test_spans_lie_in_the_text_whatever_the_words(words: list[str]) -> None:
    records = read_statements(press_of([" ".join(words)], "en"), load_grammar())
    for one in records.statements:
        assert 0 <= one.quote.start <= one.quote.end <= len(records.text)


def test_what_an_office_says_is_said_by_its_one_holder() -> None:
    said = [
        "{The President of Kazakhstan|KAZ.PRES office} said that the talks will be held.",
        "{The Prime Minister|ARM.PM office} said that the talks will be held.",
    ]
    records = press_of(said, "en")
    person = Party("P:tokayev", "person", ("Tokayev",), "KAZ", None, ("KAZ.PRES",))
    found = read_statements(replace(records, parties=(person,)), load_grammar()).statements
    assert [one.speaker_id for one in found] == ["P:tokayev", "ARM.PM"]

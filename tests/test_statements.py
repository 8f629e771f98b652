"""Statements of short press texts against cases/statements_<language>.md."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausedb.language import load_grammar
from clausedb.model import Clause, Document, Mention, Party, Records
from clausedb.parse.acts.quotes import quotes_in
from clausedb.parse.acts.statements import read_statements
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

"""References to instruments, told from case files, and what holds of them in any text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausedb.language import load_grammar
from clausedb.model import Citation, Clause, Document, Records
from clausedb.parse.dates import read_dates
from clausedb.parse.names.names import read_names
from clausedb.parse.references.citations import read_citations
from clausedb.parse.references.shapes import read_shape
from clausedb.parse.scanner import heads

GRAMMAR = load_grammar()
CASES = Path(__file__).parent / "cases"


def records_of(text: str, language: str, type: str, issuer: str | None = None) -> Records:
    """A document of that type, each line a clause, with its dates and names read."""
    clauses: list[Clause] = []
    start = 0
    for position, line in enumerate(text.split("\n")):
        end = start + len(line)
        label = f"text-{position + 1}"
        clauses.append(
            Clause(
                f"d#{label}",
                "d",
                None,
                "text",
                None,
                (),
                label,
                1,
                position,
                None,
                language,
                start,
                start,
                end,
                end,
            )
        )
        start = end + 1
    document = Document("d", "d", "", text, type=type, language=language, issuer=issuer)
    return read_names(read_dates(Records(document, tuple(clauses)), GRAMMAR), GRAMMAR)


def cited(text: str, language: str, type: str, issuer: str | None = None) -> tuple[Citation, ...]:
    return read_citations(records_of(text, language, type, issuer), GRAMMAR).citations


def cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("citations_*.md")):
        for block in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            title, head, *lines = block.strip("\n").split("\n")
            expected = [line[2:] for line in lines if line.startswith("- ")]
            text = "\n".join(line for line in lines if line and not line.startswith("- "))
            language = path.stem[-2:]
            found.append(
                pytest.param(
                    language, head.removeprefix("in:").split(), text, expected, id=f"{language}: {title}"
                )
            )
    return found


@pytest.mark.parametrize(("language", "setting", "text", "expected"), cases())
def test_cases(language: str, setting: list[str], text: str, expected: list[str]) -> None:
    found = cited(text, language, setting[0], setting[1] if len(setting) > 1 else None)
    shown = [
        _shown(one, found, text, line)
        for one, line in zip(found, [*expected, *[""] * len(found)], strict=False)
    ]
    assert shown == [_cells(line) for line in expected]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _shown(one: Citation, found: tuple[Citation, ...], text: str, line: str) -> list[str]:
    """A reference in the form of the case, saying as much in the last cell as the case does."""
    wanted = _cells(line)[-1]
    what = "self" if one.self else "prospective" if one.status == "prospective" else one.relation or ""
    if "=" in wanted:
        first = next(i for i, other in enumerate(found, 1) if other.instrument_key == one.instrument_key)
        what += f" = {first}"
    place = f"{one.pinpoint_unit} {one.pinpoint or ''}".rstrip() if one.pinpoint_unit else ""
    return [text[one.start : one.end], one.type or "", one.date or "", one.symbol or "", place, what]


def test_different_instruments_have_different_keys() -> None:
    text = "the Treaty on transit of 1 May 2001 and the Treaty on borders of 2 May 2001, the Protocol on transit of 1 May 2001"
    keys = [one.instrument_key for one in cited(text, "en", "agreement")]
    assert len(keys) == len(set(keys)) == 3


def test_parties_are_those_named_in_the_reference() -> None:
    found = cited(
        "the Agreement between Kazakhstan and Azerbaijan on transit was signed in Oman", "en", "press_report"
    )
    assert [one.parties for one in found] == [("KAZ", "AZE")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "the Agreement between Kazakhstan and Azerbaijan on transit of 24 May 2005",
            "Agreement between Kazakhstan and Azerbaijan on transit",
        ),
        ("under the Charter of the United Nations", "Charter of the United Nations"),
        ("the 1951 Refugee Convention", "1951 Refugee Convention"),
        ("Recalling its resolution 1325 (2000)", "resolution 1325 (2000)"),
    ],
    ids=["without its date", "without its article", "with the year before it", "a number with its noun"],
)
def test_the_title_is_that_of_the_words(text: str, title: str) -> None:
    assert [one.title for one in cited(text, "en", "resolution", "UNSC")] == [title]


def test_only_what_is_said_of_another_instrument_is_a_relation() -> None:
    text = "In accordance with this Agreement, reaffirming the Charter of the United Nations"
    assert [one.relation for one in cited(text, "en", "agreement")] == [None, "reaffirms"]


def _clause(text: str, kind: str, label: str, heading: str = "") -> Records:
    """A treaty with one clause of that kind, its heading on a line before its text."""
    start = len(heading) + 1 if heading else 0
    records = records_of(f"{heading}\n{text}" if heading else text, "en", "agreement")
    one = replace(
        records.clauses[0],
        kind=kind,
        position=9,
        number=label,
        label=label,
        heading=heading or None,
        text_start=start,
        own_end=len(records.text),
        end=len(records.text),
    )
    return replace(records, clauses=(one,))


@pytest.mark.parametrize(
    ("kind", "label", "text", "place"),
    [
        ("paragraph", "3", "referred to in the previous paragraph", ("paragraph", "2")),
        ("paragraph", "5(3)", "referred to in the preceding paragraph", ("paragraph", "2")),
        ("paragraph", "5(3)", "referred to in the preceding Article", ("article", "4")),
    ],
    ids=["of paragraphs alone", "of an article", "the article before"],
)
def test_the_place_before_is_told_by_the_clause(
    kind: str, label: str, text: str, place: tuple[str, str]
) -> None:
    found = read_citations(_clause(text, kind, label), GRAMMAR).citations
    assert [(one.pinpoint_unit, one.pinpoint) for one in found] == [place]


def test_the_first_paragraph_has_none_before_it() -> None:
    found = read_citations(_clause("referred to in the previous paragraph", "paragraph", "1"), GRAMMAR)
    assert found.citations == ()


def test_the_topic_of_a_heading_is_no_reference() -> None:
    heading = "Effects on International Agreements"
    found = read_citations(_clause("It follows this Agreement.", "article", "9", heading), GRAMMAR)
    assert [found.text[one.start : one.end] for one in found.citations] == ["this Agreement"]


def test_places_in_a_footnote_are_not_those_of_the_text() -> None:
    found = read_citations(_clause("Official Records, Supplement 3, annex I.", "footnote", "1"), GRAMMAR)
    assert found.citations == ()


def test_the_documents_own_symbol_is_itself() -> None:
    records = records_of(
        "Resolution 2334 (2016)\nRecalling resolution 242 (1967)", "en", "resolution", "UNSC"
    )
    records = replace(records, document=replace(records.document, symbol="S/RES/2334 (2016)"))
    assert [one.self for one in read_citations(records, GRAMMAR).citations] == [True, False]


def test_clause_is_the_one_that_holds_the_reference() -> None:
    found = cited("the Charter of the United Nations\n\nthis Agreement", "en", "agreement")
    assert [one.clause_id for one in found] == ["d#text-1", "d#text-3"]


@pytest.mark.parametrize(
    ("kinds", "shape", "order"),
    [
        (("PLACE", "OF", "PLACE", "OF", "NAME", "TITLE"), "named", (2, 0)),
        (("PLACE", "COMMA", "PLACE", "OF", "OWN", "NAME"), "own", (0, 2)),
        (("NAME", "TITLE", "DATED", "COMMA", "PLACE", "COMMA", "PLACE"), "named", (4, 6)),
        (("SAID", "NAME"), "said", ()),
        (("DRAFT", "NAME", "TITLE"), "draft", ()),
        (("NAME", "NUMBER", "DATED"), "numbered", ()),
    ],
)
def test_grammar_orders_places_from_the_outermost_in(
    kinds: tuple[str, ...], shape: str, order: tuple[int, ...]
) -> None:
    assert read_shape(kinds, GRAMMAR.folders) == (shape, order)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("Treat(?:y|ies)", {"Treaty", "Treati"}),
        ("[Jj]oint", {"Joint$", "joint$"}),
        ("(?:Staff )?Rules", {"Staff ", "Rules$"}),
        (r"Совет\w* по", {"Совет", "Совет "}),
        (r"пп?\.", {"п.$", "пп.$"}),
        ("(?!x)ab", {"ab$"}),
    ],
)
def test_heads_are_how_all_matches_begin(pattern: str, expected: set[str]) -> None:
    assert heads(pattern) == expected


WORDS = st.sampled_from(
    [
        *(
            "the",
            "this",
            "said",
            "a",
            "Treaty",
            "Convention",
            "Declaration",
            "resolution",
            "resolutions",
            "of",
            "on",
        ),
        *(
            "between",
            "and",
            ",",
            ".",
            ";",
            "(",
            ")",
            "article",
            "5",
            "paragraph",
            "(a)",
            "77/148",
            "1325",
            "(2000)",
        ),
        *(
            "S/RES/1",
            "2022",
            "«",
            "»",
            "“",
            "”",
            "Vienna",
            "road",
            "map",
            "peace",
            "agreement",
            "dated",
            "May",
        ),
        *("24,", "2005", "to", "for", "2022-2026", "Kazakhstan", "\n"),
    ]
)


@given(st.lists(WORDS, max_size=40), st.sampled_from(["agreement", "resolution", "press_report"]))
def test_any_row_of_words_gives_sound_references(words: list[str], type: str) -> None:
    text = " ".join(words)
    found = cited(text, "en", type)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(text[one.start].strip() and text[one.end - 1].strip() for one in found)
    assert [one.citation_id for one in found] == [f"d:c{n}" for n in range(1, len(found) + 1)]
    assert all(one.instrument_key for one in found)
    assert found == cited(text, "en", type)


@given(st.text(alphabet="«»٠١٢ 7/(د)-قرارمادةالفقر\n", max_size=60))
def test_any_arabic_letters_are_survived(text: str) -> None:
    assert all(text[one.start : one.end] for one in cited(text, "ar", "resolution"))


def test_the_number_over_a_text_is_no_place_of_what_it_opens_with() -> None:
    text = "Статья 10\nНастоящее Соглашение не затрагивает статьи 3 Договора о дружбе от 8 апреля 1997 года."
    records = records_of(text.replace("\n", " "), "ru", "agreement")
    clause = replace(records.clauses[0], number="Статья 10", text_start=len("Статья 10 "))
    own, other = read_citations(replace(records, clauses=(clause,)), GRAMMAR).citations
    assert (own.self, own.pinpoint_unit, own.pinpoint) == (True, None, None)
    assert (other.pinpoint_unit, other.pinpoint) == ("article", "3")

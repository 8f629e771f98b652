"""Terms by which a document calls its makers, where no table has the noun: found in all forms, for all of them."""

from __future__ import annotations

import pytest

from clausedb.language import load_grammar
from clausedb.parse.pipeline import parse_text

HEAD = {
    "en": "Memorandum of Understanding between {a} and {b}\n\n{a} and {b} ({says}),\nhave decided as follows:\n\n1. ",
    "ru": "Меморандум о взаимопонимании между {a} и {b}\n\n{a} и {b}, {says},\nдоговорились о нижеследующем:\n\n1. ",
    "ar": "مذكرة تفاهم بين {a} و{b}\n\nإن {a} و{b} {says}،\nقد اتفقتا على ما يلي:\n\n1- ",
}


@pytest.mark.parametrize(
    ("language", "says", "text", "found"),
    [
        ("en", "hereinafter the “Participants”", "Each Participant will bear its costs.", "Each Participant"),
        ("en", "hereinafter the “Participants”", "The Participants will cooperate.", "The Participants"),
        ("en", "hereinafter the “Signatories”", "Either Signatory may withdraw.", "Either Signatory"),
        (
            "en",
            "hereinafter individually a “Partner” and collectively as the “Partners”",
            "The Partners will meet.",
            "The Partners",
        ),
        (
            "ru",
            "именуемые в дальнейшем «Участники»",
            "Каждый из Участников назначает координатора.",
            "Участников",
        ),
        ("ru", "именуемые в дальнейшем «Партнеры»", "Совет создается Партнерами.", "Партнерами"),
        ("ar", "المشار إليهما فيما بعد بـ «المشاركين»", "يتعاون المشاركان في مجال الطاقة.", "المشاركان"),
    ],
)
def test_a_defined_term_means_all_it_stands_for(language: str, says: str, text: str, found: str) -> None:
    a, b = {"en": ("Japan", "Peru"), "ru": ("Япония", "Перу"), "ar": ("اليابان", "بيرو")}[language]
    whole = HEAD[language].format(a=a, b=b, says=says) + text + "\n"
    records = parse_text(whole, grammar=load_grammar())
    start = whole.index(text)
    meant = {
        whole[one.start : one.end]: {
            other.party_id for other in records.mentions if (other.start, other.end) == (one.start, one.end)
        }
        for one in records.mentions
        if one.start >= start and one.kind == "collective"
    }
    assert meant.get(found) == {"JPN", "PER"}


def test_a_term_for_one_maker_means_that_one() -> None:
    text = 'LOAN AGREEMENT\n\nAGREEMENT between the REPUBLIC OF KENYA ("Borrower") and the REPUBLIC OF KOREA ("Lender").\n\n1. The Borrower shall repay the Loan.\n'
    records = parse_text(text, grammar=load_grammar())
    assert [act.bearers for act in records.acts if act.force == "obligation"] == [("KEN",)]


def test_a_word_that_only_begins_so_is_another() -> None:
    text = HEAD["en"].format(a="Japan", b="Peru", says="hereinafter the “Participants”")
    records = parse_text(
        text + "Participation is free.\n\n2. The participants of the meeting may leave.\n",
        grammar=load_grammar(),
    )
    assert not [one for one in records.mentions if one.start >= len(text)]


def test_it_means_the_thing_the_sentence_before_was_about() -> None:
    text = "Agreement between Japan and Peru\n\nArticle 1\n\nThis Agreement shall apply to all goods. It may be extended in writing.\n"
    acts = parse_text(text, grammar=load_grammar()).acts
    assert [act.bearers for act in acts if act.force == "permission"] == [()]


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "1. Requests the Panel of Experts to report to the Committee established pursuant to resolution 1591 (2005);\n\n"
            "2. Requests the Committee to consult with the Panel;",
            ["Panel of Experts", "Committee", "the Committee", "the Panel"],
        ),
        (
            "1. Calls upon the Technical Subcommittee and the Committee on Missing Persons in Cyprus to continue;",
            ["Technical Subcommittee", "Committee on Missing Persons in Cyprus"],
        ),
        (
            "1. просит Группу экспертов представить доклад Комитету, учрежденному резолюцией 1591 (2005);\n\n"
            "2. просит Комитет провести консультации с Группой;",
            ["Группу экспертов", "Комитету", "Комитет", "Группой"],
        ),
        (
            "1 - يطلب إلى فريق الخبراء أن يقدم تقريرا إلى اللجنة المنشأة عملا بالقرار 1591 (2005)؛",
            ["فريق الخبراء", "اللجنة"],
        ),
    ],
)
def test_subsidiary_bodies_of_a_council(text: str, bodies: list[str]) -> None:
    """A committee told by what established it, a panel of experts, and both meant by their noun later."""
    records = parse_text(
        f"Resolution 2792 (2025)\n\nThe Security Council,\n\n{text}\n", grammar=load_grammar()
    )
    whole = records.text
    found = [whole[one.start : one.end] for one in records.mentions if (one.party_id or "").startswith("B:")]
    assert found == bodies


def test_the_organisation_in_the_name_of_its_office() -> None:
    text = "The Secretary-General of the United Nations shall report."
    found = [
        (text[one.start : one.end], one.party_id) for one in parse_text(text, grammar=load_grammar()).mentions
    ]
    assert found == [("Secretary-General of the United Nations", "UN.SG"), ("United Nations", "UN")]


def test_a_defined_body_is_meant_though_another_of_its_kind_was_named_last() -> None:
    records = parse_text(
        "Joint Declaration\n\nRecalling the Convention of 1964, which established the Lake Chad Basin Commission (hereinafter “the Commission”),"
        "\n\nThanking the African Union Commission,\n\n1. The Commission shall report.\n\n2. The Commission shall meet.\n",
        name="lake",
    )
    meant = [
        one.party_id for one in records.mentions if records.text[one.start : one.end] == "The Commission"
    ]
    assert meant == ["LCBC", "LCBC"]

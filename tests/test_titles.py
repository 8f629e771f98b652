"""The title of an instrument over its lines: where it begins, what goes on with it, what stops it."""

from __future__ import annotations

import re

import pytest

from clausedb.language import load_grammar
from clausedb.model import Document
from clausedb.parse.pipeline import parse_text

BODY = {
    "en": "\n\nArticle 1\n\nThe Parties shall cooperate.\n\nArticle 2\n\nThis Agreement shall enter into force on the date of its signature.\n",
    "ru": "\n\nСтатья 1\n\nСтороны сотрудничают.\n\nСтатья 2\n\nНастоящее Соглашение вступает в силу в день его подписания.\n",
    "ar": "\n\nالمادة 1\n\nيتعاون الطرفان.\n\nالمادة 2\n\nتدخل هذه الاتفاقية حيز النفاذ من تاريخ توقيعها.\n",
}
"""What a treaty says behind its head."""


def read(head: str, language: str = "en") -> Document:
    return parse_text(head + BODY[language], grammar=load_grammar()).document


@pytest.mark.parametrize(
    ("language", "head", "title"),
    [
        pytest.param(
            "en",
            "AGREEMENT BETWEEN THE GOVERNMENT\nOF THE KINGDOM OF NORWAY AND\nTHE GOVERNMENT OF JAPAN ON AIR SERVICES\n\n"
            "The Government of the Kingdom of Norway and the Government of Japan,",
            "AGREEMENT BETWEEN THE GOVERNMENT OF THE KINGDOM OF NORWAY AND THE GOVERNMENT OF JAPAN ON AIR SERVICES",
            id="wrapped capitals",
        ),
        pytest.param(
            "en",
            "Agreement on Delimitation of Marine and Submarine Areas and Maritime\nCooperation between the Republic of Colombia "
            "and the Republic of Haiti\n(17 February 1978)\nThe Governments of the Republic of Colombia and the Republic of Haiti,",
            "Agreement on Delimitation of Marine and Submarine Areas and Maritime Cooperation between the Republic of Colombia "
            "and the Republic of Haiti",
            id="a long line without an end goes on, a date in brackets does not",
        ),
        pytest.param(
            "en",
            "FREE TRADE AGREEMENT\n\nBETWEEN\n\nTHE EFTA STATES\n\nAND\n\nTHE REPUBLIC OF SERBIA\n\nPREAMBLE\n\nIceland, Norway and Serbia,",
            "FREE TRADE AGREEMENT BETWEEN THE EFTA STATES AND THE REPUBLIC OF SERBIA",
            id="set in lines of its own",
        ),
        pytest.param(
            "en",
            "Protocol\n\nsetting out the fishing opportunities provided for in the Agreement between the European Union and the "
            "Republic of Cape Verde\n\nRecalling their friendship,",
            "Protocol setting out the fishing opportunities provided for in the Agreement between the European Union and the "
            "Republic of Cape Verde",
            id="no motive, though it opens like one",
        ),
        pytest.param(
            "en",
            "Agreement on Social Security Between Canada and the Republic of Chile\nCanada\nand\nthe Republic of Chile,\n"
            "Desiring to cooperate,\nHave agreed as follows:",
            "Agreement on Social Security Between Canada and the Republic of Chile",
            id="who is named again opens the preamble",
        ),
        pytest.param(
            "en",
            "Treaty Series No. 4\n\nStepping Stone Partnership Agreement\nbetween Japan and Peru\nLondon, 15 October 2020\n\nJapan and Peru,",
            "Stepping Stone Partnership Agreement between Japan and Peru",
            id="behind the publisher's line, before the dateline",
        ),
        pytest.param(
            "ru",
            "СОГЛАШЕНИЕ\nмежду Правительством Российской Федерации и\nПравительством Республики Корея о сотрудничестве\n"
            "в отраслях энергетики\n\nПравительство Российской Федерации и Правительство Республики Корея, именуемые Сторонами,",
            "СОГЛАШЕНИЕ между Правительством Российской Федерации и Правительством Республики Корея о сотрудничестве в отраслях энергетики",
            id="ru wrapped",
        ),
        pytest.param(
            "ar",
            "اتفاقية\n\nبين حكومة المملكة الأردنية الهاشمية وحكومة جمهورية مصر العربية\n\nبشأن النقل البحري\n\n"
            "إن حكومة المملكة الأردنية الهاشمية وحكومة جمهورية مصر العربية،",
            "اتفاقية بين حكومة المملكة الأردنية الهاشمية وحكومة جمهورية مصر العربية بشأن النقل البحري",
            id="ar set in lines of its own",
        ),
    ],
)
def test_title(language: str, head: str, title: str) -> None:
    assert read(head, language).title == title


def test_only_the_title_is_wrapped() -> None:
    """Where the paragraphs are not wrapped, a line of a title that is as long as a page goes on all the same."""
    head = (
        "Protocol Concerning the Conservation of Biological\nDiversity and the Network of\nProtected Areas in the Red Sea\n\n"
        + "The Contracting Parties of the Jeddah Convention are conscious of the pressures on the marine environment. "
        * 4
    )
    assert read(head).title == (
        "Protocol Concerning the Conservation of Biological Diversity and the Network of Protected Areas in the Red Sea"
    )


def test_the_title_is_one_clause() -> None:
    head = "Memorandum of Understanding\nbetween Egypt and Sudan\non irrigation\n\nEgypt and Sudan,"
    records = parse_text(head + BODY["en"], grammar=load_grammar())
    first = records.clauses[0]
    assert (first.kind, re.sub(r"\s+", " ", records.text[first.start : first.own_end])) == (
        "title",
        "Memorandum of Understanding between Egypt and Sudan on irrigation",
    )


def test_a_headline_is_no_title_of_an_instrument() -> None:
    """What follows a headline in small letters is the report, not its title."""
    text = "Presidents adopt a joint statement\n\nthe meeting was held in Astana, he said.\n\nThe sides agreed to meet again.\n"
    assert parse_text(text, grammar=load_grammar()).document.title == "Presidents adopt a joint statement"


@pytest.mark.parametrize(
    ("head", "parties"),
    [
        ("United Nations Convention on the Use of Containers\n\nThe States Parties,", ()),
        ("Charter of the United Nations\n\nWe the peoples,", ()),
        (
            "Agreement between the European Union and Georgia on air services\n\nDesiring to cooperate,",
            ("EU", "GEO"),
        ),
    ],
)
def test_an_organisation_that_a_title_speaks_of_makes_nothing(head: str, parties: tuple[str, ...]) -> None:
    assert read(head).parties == parties


@pytest.mark.parametrize(
    ("end", "date", "place"),
    [
        ("Done in duplicate at Port Moresby on 5 March 2004.", "2004-03-05", "Port Moresby"),
        ("DONE IN DUPLICATE at Port Moresby on 5 March 2004.", "2004-03-05", "Port Moresby"),
        ("All texts are authentic.DONE AT Baku, on 5 March 2004.", "2004-03-05", "Baku"),
        (
            "Venezuela reiterates Article 5 of the Protocol of Accession, signed in the city of Caracas on 4 July 2006.",
            None,
            None,
        ),
    ],
)
def test_only_its_own_testimonium_dates_a_treaty(end: str, date: str | None, place: str | None) -> None:
    text = f"Agreement between Japan and Peru{BODY['en']}\nArticle 3\n\n{end}\n"
    document = parse_text(text, grammar=load_grammar()).document
    assert (document.date, document.place) == (date, place)


def test_a_date_whose_blank_is_lost() -> None:
    text = (
        "Resolution 2722 (2024)\nAdopted by the Security Council at its 9527th meeting, on10 January 2024\n"
        "The Security Council,\n1. Condemns all attacks;\n2. Decides to remain seized of the matter.\n"
    )
    assert parse_text(text, grammar=load_grammar()).document.date == "2024-01-10"


def test_the_enacting_words_behind_a_blank_line_are_no_part_of_the_title() -> None:
    title = "Совместное заявление Президента Республики Узбекистан и Президента Турецкой Республики"
    head = f"{title}\n\nПрезидент Республики Узбекистан и Президент Турецкой Республики заявляют о следующем:"
    assert read(head, "ru").title == title


def test_a_decision_has_the_date_of_its_testimonium() -> None:
    """Not that of what it charges somebody with."""
    text = (
        "РЕШЕНИЕ\nСовета глав правительств Содружества Независимых Государств\nо Концепции сотрудничества\n\n"
        "Совет глав правительств Содружества Независимых Государств\n\nРЕШИЛ:\n\n1. Утвердить Концепцию.\n\n"
        "2. Разработать до 1 марта 2020 года План мероприятий.\n\n"
        "Совершено в городе Ашхабаде 31 мая 2019 года в одном подлинном экземпляре на русском языке.\n"
    )
    document = parse_text(text, grammar=load_grammar()).document
    assert (document.type, document.date) == ("decision", "2019-05-31")


def test_a_day_of_every_year_takes_no_year_from_the_treaty() -> None:
    text = f"Agreement between Japan and Peru{BODY['en']}\nArticle 3\n\nThe Parties shall report by 30 November.\n\nDone at Lima on 5 March 2004.\n"
    assert [one.value for one in parse_text(text, grammar=load_grammar()).dates] == ["--11-30", "2004-03-05"]


def test_a_motive_that_names_a_declaration_is_no_title() -> None:
    text = (
        "A/RES/80/205\n\n80/205. Human rights and cultural diversity\n\nThe General Assembly,\n\n"
        "Recalling the Universal Declaration of Human Rights,\n\nRecalling also its resolution 54/160,\n\n1. Affirms this;\n\n2. Decides that.\n"
    )
    kinds = [clause.kind for clause in parse_text(text, grammar=load_grammar()).clauses]
    assert kinds.count("recital") == 2
    assert kinds.count("title") <= 1

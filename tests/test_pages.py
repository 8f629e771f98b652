"""What the head of a page, its columns and its signatures say of a document."""

from __future__ import annotations

import pytest

from clausedb.parse.pipeline import parse_text

ASSEMBLY = """United Nations
A/RES/79/123

General Assembly
Distr.: General
20 December 2024

Seventy-ninth session
Agenda item 71 (b)
Promotion and protection of human rights: human rights questions, including alternative approaches

Resolution adopted by the General Assembly on 17 December 2024

[on the report of the Third Committee (A/79/458/Add.2, para. 110)]

79/123. Safety of journalists and the issue of impunity

The General Assembly,

1. Condemns all attacks against journalists;

2. Decides to remain seized of the matter.
"""
ASSEMBLY_RU = """Организация Объединенных Наций
A/RES/79/123

Генеральная Ассамблея
Distr.: General
20 December 2024

Семьдесят девятая сессия
Пункт 71 b) повестки дня
Поощрение и защита прав человека

Резолюция, принятая Генеральной Ассамблеей
17 декабря 2024 года

79/123. Безопасность журналистов и проблема безнаказанности

Генеральная Ассамблея,

1. осуждает все нападения на журналистов;

2. постановляет продолжать заниматься этим вопросом.
"""
ASSEMBLY_AR = """الأمم المتحدة
A/RES/79/123

الجمعية العامة
Distr.: General
20 December 2024

الدورة التاسعة والسبعون
البند 71 (ب) من جدول الأعمال
تعزيز حقوق الإنسان وحمايتها

قرار اتخذته الجمعية العامة في 17 كانون الأول/ديسمبر 2024

79/123 - سلامة الصحفيين ومسألة الإفلات من العقاب

إن الجمعية العامة،

1 - تدين جميع الهجمات على الصحفيين؛

2 - تقرر أن تبقي المسألة قيد نظرها.
"""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (ASSEMBLY, "Safety of journalists and the issue of impunity"),
        (ASSEMBLY_RU, "Безопасность журналистов и проблема безнаказанности"),
        (ASSEMBLY_AR, "سلامة الصحفيين ومسألة الإفلات من العقاب"),
    ],
)
def test_a_resolution_is_of_the_day_of_its_adoption_and_has_the_title_below_the_masthead(
    text: str, title: str
) -> None:
    document = parse_text(text).document
    assert (document.title, document.date, document.issuer) == (title, "2024-12-17", "UNGA")


def test_a_letterhead_is_no_title() -> None:
    document = parse_text(
        "REPUBLIC OF KENYA\nMINISTRY OF FOREIGN AND DIASPORA AFFAIRS\n\nP.O. Box 30551-00100\nNAIROBI\n\n"
        "KENYA WELCOMES THE DEPLOYMENT OF THE MISSION\n\nKenya calls upon all States to contribute.\n"
    ).document
    assert document.title == "KENYA WELCOMES THE DEPLOYMENT OF THE MISSION"


NOTES = [
    (
        "EXCHANGE OF NOTES BETWEEN THE GOVERNMENTS OF JAPAN AND UZBEKISTAN",
        "Tashkent, 14 June 2011",
        "Excellency,",
        "I have the honour to propose that the Parties shall report every year.",
        "Accept, Excellency, the assurances of my highest consideration.",
        "Y. SATO",
    ),
    (
        "ОБМЕН НОТАМИ между Правительством Японии и Правительством Узбекистана",
        "Ташкент, 14 июня 2011 г.",
        "Уважаемый господин Министр,",
        "Имею честь предложить, чтобы Стороны ежегодно представляли доклады.",
        "Примите, господин Министр, уверения в моём весьма высоком уважении.",
        "Ё. САТО",
    ),
    (
        "تبادل مذكرات بين حكومة اليابان وحكومة أوزبكستان",
        "طشقند في 14 يونيو 2011",
        "صاحب المعالي،",
        "أتشرف بأن أقترح أن تقدم حكومتا البلدين تقريرا مشتركا كل سنة عن التنفيذ.",
        "وتفضلوا معاليكم بقبول فائق الاحترام والتقدير.",
        "يوشيدا ساتو",
    ),
]


@pytest.mark.parametrize("lines", NOTES)
def test_an_exchange_of_notes_is_its_letters_and_has_the_date_of_the_first(lines: tuple[str, ...]) -> None:
    title, dateline, *letter = lines
    note = "\n\n".join(letter)
    records = parse_text(f"{title}\n\nI\n\n{dateline}\n\n{note}\n\nII\n\n{note}\n")
    assert (records.document.type, records.document.date) == ("exchange_of_notes", "2011-06-14")
    kinds = [clause.kind for clause in records.clauses]
    below = ["text", "text", "closing", "signature"]
    assert kinds == ["title", "section", "dateline", *below, "section", *below]


def test_two_states_above_the_title_make_the_instrument() -> None:
    document = parse_text(
        "THE REPUBLIC OF KENYA\n\nTHE REPUBLIC OF ZAMBIA\n\nAGREEMENT ON TRADE\n\n"
        "Article 1\n\nThe Parties shall trade.\n\nArticle 2\n\nThis Agreement enters into force on signature.\n"
    ).document
    assert document.title == "AGREEMENT ON TRADE"


SIGNED = """AGREEMENT ON TOURISM

Article 1

The Parties shall develop tourism.

Article 2

This Agreement shall enter into force on signature.

Done at Ashgabat on 23 December 1993 in a single original.

For the Government of                For the Government of
the Republic of Armenia              the Republic of Moldova
"""


def test_those_who_sign_side_by_side_are_the_parties() -> None:
    assert parse_text(SIGNED).document.parties == ("ARM", "MDA")


def test_an_office_belongs_to_the_state_in_whose_column_it_stands() -> None:
    records = parse_text(f"{SIGNED}President                            Prime Minister\n")
    offices = [(one.party_id, one.start) for one in records.mentions if one.kind == "office"]
    assert [party for party, _ in sorted(offices, key=lambda one: one[1])] == ["ARM.PRES", "MDA.PM"]


def test_rows_of_those_who_sign_are_read_each_for_itself() -> None:
    rows = (
        "     За Правительство                    За Правительство\n"
        "     Республики Армения                  Российской Федерации\n\n"
        "     За Правительство                    За Правительство\n"
        "     Республики Казахстан                Туркменистана\n"
    )
    records = parse_text(f"Совершено в Ашхабаде 23 декабря 1993 года.\n\n{rows}")
    organs = [one.party_id for one in records.mentions if one.kind == "organ"]
    assert organs == ["ARM.GOV", "RUS.GOV", "KAZ.GOV", "TKM.GOV"]


COLUMNS = """              Article 1                            Article premier

The Contracting Parties shall encourage      Les Parties contractantes encouragent
the exchange of students between their       l'échange d'étudiants entre leurs
two countries and shall facilitate the       deux pays et facilitent la recon-
recognition of diplomas and of the           naissance des diplômes et des
periods of study that are completed in       périodes d'études accomplies dans
the other country, as well as of the         l'autre pays, ainsi que des
titles of those who teach and of all         titres de ceux qui enseignent et
those who do research at universities        de tous ceux qui font de la recherche
and at institutes of the academies of        aux universités et aux instituts des
sciences of both Parties.                    académies des sciences.
"""


def test_a_page_in_two_columns_is_said_and_kept() -> None:
    records = parse_text(COLUMNS)
    found = next(one for one in records.findings if one.code == "two_columns")
    assert COLUMNS[found.start : found.end].startswith("The Contracting Parties")
    spans = [(one.start, one.own_end) for one in records.clauses]
    lost = "".join(
        char for at, char in enumerate(COLUMNS) if not any(start <= at < end for start, end in spans)
    )
    assert not lost.strip()


def test_a_table_is_no_page_in_two_columns() -> None:
    row = "Ministry of Transport of Armenia            Ministry of Transport of Moldova.\n"
    assert not [one for one in parse_text(row * 12).findings if one.code == "two_columns"]

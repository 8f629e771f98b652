"""What a document is, who made it, when, where: from head and testimonium, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausedb.language import load_grammar
from clausedb.model import Document, Entry
from clausedb.parse.facts import read_facts
from clausedb.parse.pipeline import PASSES, parse_bytes, parse_text, start

GRAMMAR = load_grammar()

TREATY_EN = """AGREEMENT BETWEEN THE GOVERNMENT OF THE REPUBLIC OF KAZAKHSTAN AND THE GOVERNMENT OF THE REPUBLIC OF AZERBAIJAN
ON TRANSIT

The Government of the Republic of Kazakhstan and the Government of the Republic of Azerbaijan, hereinafter referred to as the Parties,

Desiring to develop transport,

Have agreed as follows:

Article 1

The Parties shall cooperate.

Article 2

This Agreement shall enter into force on the date of the last notification.

Done at Baku on 7 May 2019 in two originals, each in the Kazakh, Azerbaijani and Russian languages, all texts being equally authentic.

For the Government of the Republic of Kazakhstan
For the Government of the Republic of Azerbaijan
"""

TREATY_RU = """СОГЛАШЕНИЕ
между Правительством Республики Казахстан и Правительством Российской Федерации о транзите

Правительство Республики Казахстан и Правительство Российской Федерации, именуемые в дальнейшем Сторонами,
согласились о нижеследующем:

Статья 1

Стороны сотрудничают.

Статья 2

Настоящее Соглашение вступает в силу в день его подписания.

Совершено в городе Москве 25 июня 2008 года в двух экземплярах, каждый на казахском и русском языках.
"""

COUNCIL_EN = """Resolution 2334 (2016)

Adopted by the Security Council at its 7853rd meeting, on 23 December 2016

The Security Council,

Recalling its resolution 242 (1967),

Acting under Chapter VII of the Charter of the United Nations,

1. Demands that all parties act;

2. Decides to remain seized of the matter.
"""

ASSEMBLY_RU = """A/RES/77/148

Резолюция, принятая Генеральной Ассамблеей 15 декабря 2022 года

77/148. Право на питание

Генеральная Ассамблея,

ссылаясь на свою резолюцию 76/166,

1. подтверждает право на питание;

2. постановляет рассмотреть этот вопрос.
"""

ASSEMBLY_AR = """A/RES/78/145

قرار اتخذته الجمعية العامة في 19 كانون الأول/ديسمبر 2023

78/145 السياحة المستدامة

إن الجمعية العامة،

إذ تشير إلى قرارها 76/208،

1 - تؤكد أهمية السياحة؛

2 - تقرر مواصلة النظر في المسألة.
"""

STATEMENT = """Joint Statement of the Republic of Kazakhstan and the Republic of Uzbekistan

The Presidents of the Republic of Kazakhstan and the Republic of Uzbekistan stated the following:

1. The Parties will develop trade.

2. The Parties welcome the opening of the bridge.

This Joint Statement was signed in Tashkent on 6 December 2021 in the Kazakh and Uzbek languages.
"""

REPORT = """Ministers met in Baku

Share on Facebook

The ministers of Kazakhstan and Azerbaijan met, the press service said.

They discussed a peace agreement.
"""


def facts(text: str, entry: Entry | None = None) -> Document:
    records = start(text, name="text", sha256="", entry=entry, document_id="d")
    for one in PASSES[: PASSES.index(read_facts) + 1]:
        records = one(records, GRAMMAR)
    return records.document


@pytest.mark.parametrize(
    ("text", "type", "binding", "date", "place", "parties", "languages"),
    [
        (TREATY_EN, "agreement", "treaty", "2019-05-07", "Baku", ("KAZ", "AZE"), ("kk", "az", "ru")),
        (TREATY_RU, "agreement", "treaty", "2008-06-25", "Москва", ("KAZ", "RUS"), ("kk", "ru")),
        (COUNCIL_EN, "resolution", "binding_resolution", "2016-12-23", None, ("UNSC",), ()),
        (ASSEMBLY_RU, "resolution", "resolution", "2022-12-15", None, ("UNGA",), ()),
        (ASSEMBLY_AR, "resolution", "resolution", "2023-12-19", None, ("UNGA",), ()),
        (STATEMENT, "joint_statement", "political", "2021-12-06", "Tashkent", ("KAZ", "UZB"), ("kk", "uz")),
        (REPORT, "press_report", "press", None, None, (), ()),
    ],
    ids=["treaty en", "treaty ru", "council en", "assembly ru", "assembly ar", "statement", "report"],
)
def test_facts(
    text: str,
    type: str,
    binding: str,
    date: str | None,
    place: str | None,
    parties: tuple[str, ...],
    languages: tuple[str, ...],
) -> None:
    found = facts(text)
    assert (found.type, found.binding, found.date, found.place) == (type, binding, date, place)
    assert set(found.parties) == set(parties)
    assert found.languages == languages


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        (
            "CONVENTION BETWEEN FINLAND AND RUSSIA, SIGNED AT HELSINGFORS, OCTOBER 28, 1922.",
            "Helsingfors",
            "1922-10-28",
        ),
        (
            "اتفاقية بين مصر والأردن\n\nالمادة الأولى\nيتعاون الطرفان.\n\n"
            "حررت هذه الاتفاقية باللغة العربية بمدينة القاهرة في 22 أبريل 1998م.",
            "القاهرة",
            "1998-04-22",
        ),
        (
            "Совместное заявление Китайской Народной Республики и Российской Федерации\n\n"
            "1. Стороны выступают за мир.\n\n2. Стороны осуждают террор.\n\n"
            "Президент Российской Федерации    Председатель Китайской Народной Республики\n\n"
            "г. Пекин, 23 мая 2008 года\n",
            "Пекин",
            "2008-05-23",
        ),
        (
            "РЕШЕНИЕ\nот 11 декабря 2018 г. № 203\nг. Москва\n\nО некоторых вопросах\n\n"
            "Коллегия Евразийской экономической комиссии решила:\n\n1. Утвердить перечень.\n",
            "Москва",
            "2018-12-11",
        ),
    ],
    ids=["a title in capitals", "behind the language", "the last line", "below the day"],
)
def test_where_and_when_it_was_made(text: str, place: str, date: str) -> None:
    found = facts(text)
    assert (found.place, found.date) == (place, date)


@pytest.mark.parametrize(
    ("text", "type", "date", "parties"),
    [
        (
            "Joint Statement\n\n10 June 2024\n\nThe sides agreed to meet. Appreciation was expressed to Qatar for its mediation.\n",
            "joint_statement",
            "2024-06-10",
            set(),
        ),
        (
            "Dushanbe Statement on Partnership\n\nNovember 13, 2022\n\nToday in Phnom Penh, Cambodia, the Prime Minister of Japan and"
            " the President of the Republic of Korea resolved to work together.\n",
            "statement",
            "2022-11-13",
            {"JPN", "KOR"},
        ),
        (
            "Joint Statement Following Meeting of President Joseph R. Biden and King Abdullah II of Jordan\n\nJuly 16, 2022\n\n"
            "The two leaders met during the Summit of the leaders of the United States, Egypt, Iraq and Jordan.\n",
            "joint_statement",
            "2022-07-16",
            {"USA", "JOR"},
        ),
        (
            "Joint Statement by the Ministers of Foreign Affairs on the OSCE Ministerial Council\n\n"
            "We, the Ministers of Foreign Affairs of Armenia, Belarus and Kazakhstan, call for dialogue.\n",
            "joint_statement",
            None,
            {"ARM", "BLR", "KAZ"},
        ),
        (
            "ASEAN-U.S. Leaders’ Statement on Cooperation\n\nWe, the Member States of ASEAN and the United States, met in"
            " Jakarta, Indonesia.\n",
            "statement",
            None,
            {"ASEAN", "USA"},
        ),
        (
            "The Wilmington Declaration Joint Statement from the Leaders of Australia and India\n\nSeptember 21, 2024\n\n"
            "We reaffirm our commitment to the region.\n",
            "declaration",
            "2024-09-21",
            {"AUS", "IND"},
        ),
        (
            "G20 Leaders’ Declaration\n\nBali, Indonesia, 15-16 November 2022\n\n1. We met in Bali.\n\n2. We welcome the progress.\n",
            "declaration",
            "2022-11-15/2022-11-16",
            {"G20"},
        ),
        (
            "إعلان الرياض\n\nالرياض، المملكة العربية السعودية، 5-6 ديسمبر 2024\n\n1. يؤكد المجلس التزامه.\n\n2. يرحب المجلس بالتقدم.\n",
            "declaration",
            "2024-12-05/2024-12-06",
            set(),
        ),
        (
            "Совместное заявление Казахстана и Сербии\n\nг. Астана, Республика Казахстан, 5–6 декабря 2024 года\n\n1. Стороны рады.\n",
            "joint_statement",
            "2024-12-05/2024-12-06",
            {"KAZ", "SRB"},
        ),
        (
            "Joint Statement of the 27th GCC-EU Joint Council and Ministerial Meeting\n\nMuscat, Oman – 10 October 2023\n\n"
            "1. The meeting was co-chaired by the Foreign Minister of the Sultanate of Oman.\n\n2. The two sides agreed to meet.\n",
            "joint_statement",
            "2023-10-10",
            {"GCC", "EU"},
        ),
        (
            "Declaration of the African Union and the Southern African Development Community\n\nAddis Ababa | 5 May 2022\n\n"
            "The Chairperson of the Commission met the President of Ethiopia.\n\nThe two organisations agreed to meet.\n",
            "declaration",
            "2022-05-05",
            {"AU", "SADC"},
        ),
        (
            "Совместное заявление министров иностранных дел государств – членов СНГ и Лиги арабских государств\n\n"
            "12 марта 2021 года, г. Каир\n\n1. Министр иностранных дел Египта открыл встречу.\n\n2. Стороны рады.\n",
            "joint_statement",
            "2021-03-12",
            {"CIS", "LAS"},
        ),
        (
            "البيان المشترك بين جامعة الدول العربية والاتحاد الإفريقي\n\n5 ديسمبر 2024\n\n1. رحب الجانبان بالتقدم في السودان.\n",
            "joint_statement",
            "2024-12-05",
            {"LAS", "AU"},
        ),
    ],
    ids=[
        "one alone who is spoken of",
        "where it was said",
        "leaders in the title",
        "what it is about",
        "with a State",
        "two nouns",
        "a dateline",
        "a dateline in Arabic",
        "a dateline in Russian",
        "two organisations under a chair",
        "two organisations in a row",
        "two organisations in Russian",
        "two organisations in Arabic",
    ],
)
def test_who_makes_a_statement(text: str, type: str, date: str | None, parties: set[str]) -> None:
    found = facts(text)
    assert (found.type, found.date, set(found.parties)) == (type, date, parties)


@pytest.mark.parametrize(
    ("text", "binding"),
    [
        ("Article 5\n\n1. Each Contracting Party shall treat them alike.", "treaty"),
        ("Статья 5\n\n1. Каждая из Сторон обеспечивает равный режим.", "treaty"),
        ("المادة الخامسة\n\n1- يوفر كل طرف معاملة عادلة.", "treaty"),
        ("Article 5\n\n1. Every employer shall treat them alike.", None),
        ("1. Each Contracting Party shall treat them alike.", None),
    ],
    ids=["en", "ru", "ar", "no parties", "no articles"],
)
def test_articles_of_parties_without_a_title_are_a_treaty_s(text: str, binding: str | None) -> None:
    records = start(text, name="text", sha256="", entry=None, document_id="d")
    for one in PASSES[: PASSES.index(read_facts) + 1]:
        records = one(records, GRAMMAR)
    assert (records.document.type, records.document.binding) == (None, binding)
    assert ("no_title" in [finding.code for finding in records.findings]) == (binding is not None)


@pytest.mark.parametrize(
    ("text", "symbol", "issuer", "title"),
    [
        (COUNCIL_EN, "S/RES/2334(2016)", "UNSC", "Resolution 2334 (2016)"),
        (ASSEMBLY_RU, "A/RES/77/148", "UNGA", "Право на питание"),
        (ASSEMBLY_AR, "A/RES/78/145", "UNGA", "السياحة المستدامة"),
    ],
    ids=["council en", "assembly ru", "assembly ar"],
)
def test_resolutions(text: str, symbol: str, issuer: str, title: str) -> None:
    found = facts(text)
    assert (found.symbol, found.issuer, found.title) == (symbol, issuer, title)


def test_title_joins_its_lines() -> None:
    title = facts(TREATY_EN).title
    assert title is not None
    assert title.startswith("AGREEMENT BETWEEN")
    assert title.endswith("ON TRANSIT")


def test_the_manifest_wins() -> None:
    found = facts(REPORT, Entry(title="A title", type="statement", date="2020-01-02"))
    assert (found.title, found.type, found.date) == ("A title", "statement", "2020-01-02")
    assert (found.date_precision, found.date_from, found.date_to) == ("day", "2020-01-02", "2020-01-02")


def test_a_loan_agreement_says_its_date_where_it_names_its_parties() -> None:
    found = facts(
        "LOAN AGREEMENT\n\nAGREEMENT dated 15 March 2019 between the REPUBLIC OF KENYA and the INTERNATIONAL BANK FOR"
        " RECONSTRUCTION AND DEVELOPMENT. The parties hereby agree as follows:\n\nARTICLE I\n\n"
        "Section 1.01. The Borrower shall repay the loan by 1 May 2030.\n"
    )
    assert (found.date, set(found.parties)) == ("2019-03-15", {"KEN", "IBRD"})


@pytest.mark.parametrize("text", ["", " \n", "1", "Treaty", "(", "x" * 3000])
def test_little_text_gives_few_facts(text: str) -> None:
    found = facts(text)
    assert found.date is None
    assert found.parties == ()


def test_a_statement_inside_a_press_page(seeds: Path) -> None:
    path = next(seeds.glob("004_*.txt"))
    found = parse_bytes(path.read_bytes(), name=path.name).document
    assert (found.type, found.date, found.place) == ("joint_statement", "2023-04-10", "Astana")
    assert (found.parties, found.languages) == (("KAZ", "AZE"), ("kk", "az"))


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Muscat, Oman – 10 October 2023", "Muscat"),
        ("Muscat (Oman), 10 October 2023", "Muscat"),
        ("Muscat | October 10, 2023", "Muscat"),
        ("10 October 2023, Muscat", "Muscat"),
        ("St. Petersburg, Tuesday, 10 October 2023", "St. Petersburg"),
        ("Issued in Muscat on 10 October 2023", "Muscat"),
    ],
)
def test_lines_of_place_and_day(line: str, place: str | None) -> None:
    found = facts(
        f"Joint Statement of the European Union and Japan\n\n{line}\n\n1. The two sides agreed to meet.\n"
    )
    assert (found.date, found.place) == ("2023-10-10", place)


@pytest.mark.parametrize(
    ("text", "date", "place", "parties"),
    [
        (
            "JOINT STATEMENT\n\nof the Prime Minister of India and the President of France\n\nParis, 14 July 2023\n\n"
            "1. India and France condemned terrorism.\n\n2. Both sides shall meet every year.\n",
            "2023-07-14",
            "Paris",
            ("IND", "FRA"),
        ),
        (
            "بيان مشترك\nصادر في ختام زيارة رئيس وزراء السعودية إلى تركيا\n\nأنقرة، 22 يونيو 2022\n\n"
            "1- اتفق الطرفان على رفع مستوى التبادل التجاري.\n\n2- شدد الجانبان على ضرورة الالتزام.\n",
            "2022-06-22",
            "أنقرة",
            ("SAU", "TUR"),
        ),
        (
            "СОВМЕСТНОЕ ЗАЯВЛЕНИЕ\nПрезидента Республики Казахстан и Президента Французской Республики\n\n"
            "Президенты, подтверждая приверженность целям Устава ООН, выразили намерение развивать отношения.\n\n"
            "г. Астана, 1 ноября 2023 года\n",
            "2023-11-01",
            "Астана",
            ("KAZ", "FRA"),
        ),
        (
            "بيان مشترك في ختام زيارة رئيس الجمهورية التركية إلى جمهورية مصر العربية\n\n"
            "أعرب الجانبان عن قلقهما إزاء التطورات في السودان، ودعوا إسرائيل إلى وقف إطلاق النار في فلسطين.\n\n"
            "صدر في الاسكندرية بتاريخ 17 يوليو 2023.\n",
            "2023-07-17",
            "الاسكندرية",
            ("TUR", "EGY"),
        ),
    ],
    ids=["en", "ar", "ru", "ar at the end"],
)
def test_statements_with_a_line_of_place_and_day(
    text: str, date: str, place: str, parties: tuple[str, ...]
) -> None:
    found = facts(text)
    assert (found.type, found.date, found.place) == ("joint_statement", date, place)
    assert found.parties == parties


@pytest.mark.parametrize(
    ("text", "type"),
    [
        (
            "Joint Statement by the Foreign Ministers of Kazakhstan, Azerbaijan and Georgia\n\n"
            "The Ministers met in Baku on 15 May 2024 and agreed to meet again.\n",
            "joint_statement",
        ),
        (
            "Joint statement signed in Baku\n\n"
            "The Foreign Ministers met in Baku. The sides signed a joint statement, the spokesman told reporters.\n",
            "press_report",
        ),
        (
            "Baku Statement of Azerbaijani and Turkish Foreign Ministers adopted\n\n"
            "The foreign ministers met. They stressed that the talks went well.\n",
            "press_report",
        ),
        ("بيان صادر عن وزارة الخارجية\n\nتعرب وزارة الخارجية في دولة قطر عن إدانتها للهجوم.\n", "statement"),
        (
            "Глава государства провел переговоры\n\nПрезидент сказал, что разработает Дорожную карту.\n\n"
            "Подписаны документы:\n1. Совместное заявление;\n2. Меморандум о сотрудничестве.\n",
            "press_report",
        ),
        (
            "أجرى الرئيس المصري اتصالا بنظيره التركي لبحث التوصل إلى اتفاق لوقف الحرب، وأكد أن هذا الاتفاق مهم.\n",
            "press_report",
        ),
    ],
    ids=[
        "title says",
        "headline tells",
        "headline with a verb",
        "issued by",
        "a list of what was signed",
        "the verb that opens a report",
    ],
)
def test_a_title_that_says_what_the_document_is(text: str, type: str) -> None:
    assert facts(text).type == type


def test_press_reports_have_the_date_that_the_page_prints_with_its_year(seeds: Path) -> None:
    dates = {}
    for path in sorted(seeds.glob("00[0-3]_*.txt")):
        document = parse_bytes(path.read_bytes(), name=path.name).document
        assert document.type == "press_report"
        dates[path.name[:3]] = document.date
    assert dates == {"000": None, "001": None, "002": None, "003": "2025-03-11"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOHA, 17 September 2024 (Gulf Wire) – Qatar said it would host the talks.", "2024-09-17"),
        ("АСТАНА, 17 июня 2025 года – Президент заявил, что встреча пройдет.", "2025-06-17"),
        ("الرياض 3 ديسمبر 2024 (واس) - أكد وزير الخارجية السعودي أن المؤتمر سيعقد.", "2024-12-03"),
        ("06.02.2020 [16:04]\n\nThe ministers met in Baku, the ministry said.", "2020-02-06"),
        ("On 5 May 2024, the President said that it was good.", None),
        ("11 марта 2025 года министр сообщил об этом.", None),
    ],
)
def test_a_report_has_the_date_of_its_dateline(text: str, expected: str | None) -> None:
    document = parse_bytes(text.encode(), name="report.txt").document
    assert (document.type, document.date) == ("press_report", expected)


def test_a_declaration_whose_title_names_an_organisation_only_is_its_own() -> None:
    text = (
        "ДЕКЛАРАЦИЯ\nСовета глав государств – членов Шанхайской организации сотрудничества\n\n"
        "Государства-члены намерены продолжать координацию действий в рамках ООН.\n"
    )
    assert facts(text).parties == ("SCO",)


def test_an_organ_that_opens_a_communique_as_a_resolution_alone_makes_it() -> None:
    found = facts(
        "PEACE AND SECURITY COUNCIL\n\n1218TH MEETING\n\n12 JUNE 2024\n\nADDIS ABABA, ETHIOPIA\n\nCOMMUNIQUÉ\n\n"
        "The Peace and Security Council,\n\nRecalling its previous decisions on the situation in Sudan;\n\n"
        "1. Expresses grave concern over the fighting in Sudan;\n\n2. Decides to remain seized of the matter.\n"
    )
    assert (found.type, found.issuer, found.parties) == ("communique", "AUPSC", ("AUPSC",))
    assert found.date == "2024-06-12"


@pytest.mark.parametrize(
    ("text", "issuer", "title"),
    [
        (
            "РЕШЕНИЕ\nо Концепции сотрудничества государств – участников Содружества Независимых Государств\n\n"
            "Совет глав правительств Содружества Независимых Государств\n\nрешил:\n\n1. Утвердить Концепцию.\n\n2. Принять план.\n",
            "CIS.CHG",
            "РЕШЕНИЕ о Концепции сотрудничества государств – участников Содружества Независимых Государств",
        ),
        (
            "РЕШЕНИЕ\nКоллегии Евразийской экономической комиссии\n\nВ соответствии с Договором о Евразийском экономическом союзе "
            "Коллегия Евразийской экономической комиссии решила:\n\n1. Внести изменения.\n\n2. Опубликовать решение.\n",
            "EEC",
            "РЕШЕНИЕ Коллегии Евразийской экономической комиссии",
        ),
    ],
    ids=["a line of its own before the verb", "right before the verb"],
)
def test_the_organ_that_decides_stands_before_its_verb(text: str, issuer: str, title: str) -> None:
    found = facts(text)
    assert (found.type, found.issuer, found.title) == ("decision", issuer, title)


def test_a_title_names_its_makers_before_what_it_is_about() -> None:
    text = (
        "Agreement between the Government of the Kingdom of Denmark and the Government of the Kingdom of Norway concerning "
        "the Boundary in the Area between the Faroe Islands and Norway\n\nArticle 1\n\nThe boundary shall be the mid-line.\n"
    )
    assert parse_text(text, name="boundary").document.parties == ("DNK", "NOR")


@pytest.mark.parametrize("first", ["PREAMBLE", "The Republic of Estonia and Ukraine,"])
def test_a_treaty_without_a_title_has_none(first: str) -> None:
    found = facts(
        f"{first}\n\nDesiring to trade, have agreed as follows:\n\nArticle 1\nThe Parties shall abolish duties.\n\n"
        "Done at Geneva On 8 December 1971.\n"
    )
    assert (found.title, found.place) == (None, "Geneva")

"""Citations in the styles of lawyers, as tables of cases."""

from __future__ import annotations

import pytest

from clausedb.cli.capitals import spelled
from clausedb.cli.citing import STYLES, Citable

STATEMENT = Citable(
    "Joint statement of the Presidents",
    "joint_statement",
    ("Kazakhstan", "Azerbaijan"),
    "Astana",
    "2023-04-10",
    kind="paragraph",
    label="6.p2",
)
TREATY = Citable(
    "Treaty on Strategic Partnership",
    "treaty",
    ("Kazakhstan", "Azerbaijan"),
    "Astana",
    "2005-05-24",
    kind="point",
    label="5(2)(a)",
)
RESOLUTION = Citable(
    "Women and peace and security",
    "resolution",
    (),
    "",
    "2000-10-31",
    "S/RES/1325 (2000)",
    kind="paragraph",
    label="7",
)
CONVENTION = Citable(
    "Vienna Convention on the Law of Treaties",
    "convention",
    (),
    "Vienna",
    "1969-05",
    kind="article",
    label="31",
)
REPORT = Citable(
    "Talks in Almaty",
    "press_report",
    (),
    "",
    "2024-05-11",
    source="https://example.org/talks",
    kind="text",
    label="text-3",
)
DECLARATION = Citable(
    "Декларация о союзническом взаимодействии",
    "declaration",
    ("Казахстан", "Азербайджан"),
    "Баку",
    "2022-08-24",
    kind="paragraph",
    label="7",
)

CASES = (
    (
        STATEMENT,
        "“Joint statement of the Presidents”, joint statement, Astana, 10 April 2023, para. 6, 2nd sub-paragraph",
        "Joint statement of the Presidents (signed 10 April 2023) para 6, 2nd sub-paragraph",
        "Joint statement of the Presidents, Kazakhstan-Azerbaijan, ¶ 6, 2nd sub-paragraph (Apr. 10, 2023).",
        "Joint statement of the Presidents : совместное заявление (Astana, 10 апреля 2023 г.). – П. 6, абз. 2.",
    ),
    (
        TREATY,
        "“Treaty on Strategic Partnership”, treaty, Astana, 24 May 2005, art. 5(2)(a)",
        "Treaty on Strategic Partnership (Kazakhstan–Azerbaijan) (signed 24 May 2005) art 5(2)(a)",
        "Treaty on Strategic Partnership, Kazakhstan-Azerbaijan, art. 5(2)(a), May 24, 2005.",
        "Treaty on Strategic Partnership : договор (Astana, 24 мая 2005 г.). – Ст. 5(2)(a).",
    ),
    (
        RESOLUTION,
        "“Women and peace and security”, resolution, 31 October 2000, para. 7",
        "UNSC Res 1325 (31 October 2000) UN Doc S/RES/1325 (2000), para 7",
        "S.C. Res. 1325, ¶ 7 (Oct. 31, 2000).",
        "Women and peace and security : резолюция S/RES/1325 (2000) (31 октября 2000 г.). – П. 7.",
    ),
    (
        CONVENTION,
        "“Vienna Convention on the Law of Treaties”, convention, Vienna, May 1969, art. 31",
        "Vienna Convention on the Law of Treaties (adopted May 1969) art 31",
        "Vienna Convention on the Law of Treaties art. 31, May 1969.",
        "Vienna Convention on the Law of Treaties : конвенция (Vienna, май 1969 г.). – Ст. 31.",
    ),
    (
        REPORT,
        "“Talks in Almaty”, press report, 11 May 2024, text 3",
        "‘Talks in Almaty’ (11 May 2024) <https://example.org/talks> text 3",
        "Talks in Almaty (May 11, 2024), text 3, https://example.org/talks.",
        "Talks in Almaty (11 мая 2024 г.). – URL: https://example.org/talks. – Абз. 3.",
    ),
    (
        DECLARATION,
        "“Декларация о союзническом взаимодействии”, declaration, Баку, 24 August 2022, para. 7",
        "Декларация о союзническом взаимодействии (signed 24 August 2022) para 7",
        "Декларация о союзническом взаимодействии, Казахстан-Азербайджан, ¶ 7 (Aug. 24, 2022).",
        "Декларация о союзническом взаимодействии (Баку, 24 августа 2022 г.). – П. 7.",
    ),
    (
        Citable("Соглашение о центре (Астана, 10 мая 2007 г.)", "agreement", ("Россия", "Казахстан"), "Астана", "2007-05-10",
                kind="article", label="2"),
        "“Соглашение о центре”, agreement, Астана, 10 May 2007, art. 2",
        "Соглашение о центре (Россия–Казахстан) (signed 10 May 2007) art 2",
        "Соглашение о центре, Россия-Казахстан, art. 2, May 10, 2007.",
        "Соглашение о центре (Астана, 10 мая 2007 г.). – Ст. 2.",
    ),
    (
        Citable("Vienna Convention on the Law of Treaties", "convention", date="1969-05-23", source="1155 U.N.T.S. 331",
                kind="article", label="31(1)"),
        "“Vienna Convention on the Law of Treaties”, convention, 23 May 1969, art. 31(1)",
        "Vienna Convention on the Law of Treaties (adopted 23 May 1969) 1155 UNTS 331 art 31(1)",
        "Vienna Convention on the Law of Treaties art. 31(1), May 23, 1969, 1155 U.N.T.S. 331.",
        "Vienna Convention on the Law of Treaties : конвенция (23 мая 1969 г.) // UNTS. – Vol. 1155. – P. 331. – Ст. 31(1).",
    ),
    (
        Citable("A text"),
        "“A text”",
        "A text",
        "A text.",
        "A text.",
    ),
    (
        Citable("A pact", "covenant", date="1966", kind="recital", label="recital-2"),
        "“A pact”, covenant, 1966, preamble, recital 2",
        "A pact (adopted 1966) preamble, recital 2",
        "A pact preamble, recital 2, 1966.",
        "A pact : пакт (1966 г.). – Преамбула, абз. 2.",
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "style", "said"),
    [(case[0], style, said) for case in CASES for style, said in zip(STYLES, case[1:], strict=True)],
)
def test_a_document_is_cited_in_every_style(one: Citable, style: str, said: str) -> None:
    assert STYLES[style](one) == said


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        (
            "AGREEMENT ESTABLISHING A FREE TRADE AREA BETWEEN THE REPUBLIC OF TURKEY AND THE ARAB REPUBLIC OF EGYPT",
            "Agreement Establishing a Free Trade Area between the Republic of Turkey and the Arab Republic of Egypt",
        ),
        ("PROTOCOL II ON CO-OPERATION WITH THE OSCE", "Protocol II on Co-operation with the OSCE"),
        ("TURKISH-EGYPTIAN TREATY", "Turkish-Egyptian Treaty"),
        ("CHILDREN’S RIGHTS: A CHARTER", "Children’s Rights: A Charter"),
        ("Agreement on TRADE", "Agreement on TRADE"),
        ("UNCLOS", "UNCLOS"),
    ],
)
def test_a_title_in_capitals_is_cited_in_small_letters(printed: str, written: str) -> None:
    assert spelled(printed) == written


def test_every_kind_of_label_is_pointed_at() -> None:
    for label in (
        "1",
        "5(2)(a)",
        "6.p2",
        "12.p11",
        "recital-1",
        "text-3",
        "closing-2",
        "annex-1",
        "I",
        "A.1",
    ):
        for style in STYLES.values():
            assert style(Citable("T", "treaty", kind="text", label=label)).strip()


def test_what_a_meeting_of_days_adopts_has_its_last_day() -> None:
    summit = Citable("Leaders’ Declaration", "declaration", (), "New Delhi", "2023-09-09/2023-09-10")
    assert "10 September 2023" in STYLES["oscola"](summit)
    assert "Sept. 10, 2023" in STYLES["bluebook"](summit)
    assert "10 сентября 2023 г." in STYLES["gost"](summit)


def test_a_number_that_repeats_its_article_is_one_of_the_article() -> None:
    memorandum = Citable(
        "Memorandum of Understanding", "memorandum", (), "", "2024-04-17", kind="paragraph", label="3.2"
    )
    assert "art 3.2" in STYLES["oscola"](memorandum)

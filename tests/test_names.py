"""Who is named: states, bodies, offices, persons, and those meant by a collective."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausedb.language import load_grammar
from clausedb.model import Records
from clausedb.parse.facts import read_facts
from clausedb.parse.names.definitions import read_definitions
from clausedb.parse.names.names import read_collectives, read_names
from clausedb.parse.names.spelling import surname_key
from clausedb.parse.pipeline import start
from clausedb.parse.structure.segment import read_clauses


def cases(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / "cases" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def read(text: str) -> Records:
    grammar = load_grammar()
    records = start(text, name="x", sha256="", entry=None, document_id="d")
    records = read_definitions(read_names(read_clauses(records, grammar), grammar), grammar)
    return read_collectives(records, grammar)


def whole(text: str) -> Records:
    """With what is known of the document as a whole, which settles who is meant."""
    grammar = load_grammar()
    records = start(text, name="x", sha256="", entry=None, document_id="d")
    records = read_definitions(read_names(read_clauses(records, grammar), grammar), grammar)
    return read_collectives(read_facts(records, grammar), grammar)


@pytest.mark.parametrize(("text", "expected"), cases("names"), ids=lambda value: value[:40])
def test_names(text: str, expected: str) -> None:
    found = [one for one in read(text).mentions if one.kind not in ("collective", "side", "anaphor")]
    assert (
        "; ".join(f"{text[one.start : one.end]} = {one.party_id} ({one.kind})" for one in found) == expected
    )


@pytest.mark.parametrize(("text", "expected"), cases("collectives"), ids=lambda value: value[:40])
def test_collectives(text: str, expected: str) -> None:
    before = {
        one.start
        for one in read_names(
            start(text, name="x", sha256="", entry=None, document_id="d"), load_grammar()
        ).mentions
    }
    spans: dict[tuple[int, int], list[str]] = {}
    for one in read(text).mentions:
        if one.kind in ("collective", "side", "anaphor") or one.start not in before:
            spans.setdefault((one.start, one.end), []).append(one.party_id or "")
    assert "; ".join(f"{text[a:b]} = {' '.join(ids)}" for (a, b), ids in spans.items()) == expected


def test_a_surname_alone_is_the_person_also_before_the_introduction() -> None:
    text = (
        "Tokayev: peace is near\n\nKazakh President Kassym-Jomart Tokayev said so. Tokayev's office agreed."
    )
    found = [text[one.start : one.end] for one in read(text).mentions if one.party_id == "P:tokayev"]
    assert found == ["Tokayev", "Kassym-Jomart Tokayev", "Tokayev"]


def test_an_office_word_beside_a_known_person_is_that_office() -> None:
    text = "Kazakh President Kassym-Jomart Tokayev spoke. President Tokayev left."
    offices = [text[one.start : one.end] for one in read(text).mentions if one.party_id == "KAZ.PRES"]
    assert offices == ["Kazakh President", "President"]


def test_the_body_that_two_parties_found_is_one_under_all_its_names() -> None:
    text = (
        "Agreement between the Government of Armenia and the Government of Georgia on water\n\n"
        "The Government of Armenia and the Government of Georgia, hereinafter referred to as the Parties,\n\n"
        "Article 1\nThe Parties establish an Armenian-Georgian Joint Commission. The Joint Commission meets yearly.\n\n"
        "The Commission shall report to the Independent Joint Review Commission."
    )
    found = [(text[a.start : a.end], a.party_id) for a in whole(text).mentions if a.kind == "organ"]
    assert [names for names in found if "Commission" in names[0]] == [
        ("Armenian-Georgian Joint Commission", "ARM+GEO.COMMISSION"),
        ("Joint Commission", "ARM+GEO.COMMISSION"),
        ("The Commission", "ARM+GEO.COMMISSION"),
        ("Independent Joint Review Commission", "B:independent-joint-review-commission"),
    ]


def test_in_a_resolution_the_council_is_its_issuer_and_the_president_that_of_the_state_spoken_of() -> None:
    text = (
        "Resolution 1701 (2006)\n\nThe Security Council,\n\nRecalling the Human Rights Council's report, "
        "and that the Council met on Lebanon, Lebanese and Lebanon,\n\n"
        "1. Commends President Michel Sleiman;\n\n2. Decides that the Council remain seized.\n"
    )
    found = [(text[a.start : a.end], a.party_id) for a in whole(text).mentions]
    assert ("President", "LBN.PRES") in found
    assert [party for words, party in found if words == "the Council"] == ["HRC", "UNSC"]


def test_persons_and_offices_become_parties_with_what_they_hold() -> None:
    text = "Foreign Minister of Georgia Maka Bochorishvili spoke. Bochorishvili left."
    (person,) = (one for one in read(text).parties if one.kind == "person")
    assert (person.party_id, person.names, person.state_id, person.offices) == (
        "P:bochorishvili",
        ("Maka Bochorishvili", "Bochorishvili"),
        "GEO",
        ("GEO.FM",),
    )
    (office,) = (one for one in read(text).parties if one.kind == "office")
    assert (office.party_id, office.state_id) == ("GEO.FM", "GEO")


@pytest.mark.parametrize(
    ("surname", "key"),
    [
        ("Tokayev", "tokayev"),
        ("Tokaev", "tokayev"),
        ("Токаева", "tokayev"),
        ("توكاييف", "tokayev"),
        ("Смадияровым", "smadiyarov"),
        ("باشينيان", "pashinyan"),
        ("Əliyev", "aliyev"),
        ("Лаврову", "lavrov"),
    ],
)
def test_one_spelling_for_all_scripts(surname: str, key: str) -> None:
    assert surname_key(surname, load_grammar()) == key


@given(st.text(max_size=80))
def test_any_text_gives_rows_that_lie_in_it(text: str) -> None:
    found = read(text)
    assert len({one.mention_id for one in found.mentions}) == len(found.mentions)
    assert all(0 <= one.start < one.end <= len(text) for one in found.mentions)


WORDS = [
    "the",
    "Parties",
    "President",
    "of",
    "Georgia",
    "Kazakh",
    "and",
    ",",
    "Ministry",
    "Mr.",
    "Ivanov",
    "side",
    "стороны",
    "МИД",
    "Грузии",
    "الرئيس",
    "الكازاخستاني",
    "بلاده",
    "(",
    "hereinafter",
    "\n\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_any_order_of_cue_words_gives_sound_rows(text: str) -> None:
    found = read(text)
    keys = [(one.start, -one.end) for one in found.mentions]
    assert keys == sorted(keys)
    assert all(one.party_id and one.start < one.end <= len(text) for one in found.mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Azerbaijani Foreign Minister Jeyhun Bayramov met Armenian Foreign Minister Ararat Mirzoyan.\n\n"
            "According to Bayramov, the text is ready, the Minister stressed.",
            "AZE.FM",
        ),
        (
            "The Prime Minister of Armenia spoke.\n\nThe Foreign Minister of Georgia came. He left, the Minister said.",
            "GEO.FM",
        ),
        (
            "Министр иностранных дел Грузии Мака Бочоришвили и министр обороны Армении встретились. "
            "Бочоришвили уехала; министр заявила об этом.",
            "GEO.FM",
        ),
    ],
)
def test_an_office_word_alone_means_the_one_named_last_in_its_paragraph(text: str, expected: str) -> None:
    bare = {"Minister", "министр"}
    found = [one for one in read(text).mentions if text[one.start : one.end] in bare]
    assert [one.party_id for one in found] == [expected]


def test_a_person_is_called_by_the_full_name_printed_most_often() -> None:
    text = (
        "Kazakh President Kassym-Jomart K. Tokayev spoke. Tokayev left. Tokayev rests. Tokayev sleeps. "
        "President of Kazakhstan Kassym-Jomart Tokayev and Kazakh President Kassym-Jomart Tokayev agreed."
    )
    (person,) = (one for one in read(text).parties if one.kind == "person")
    assert person.names[0] == "Kassym-Jomart Tokayev"
    assert person.names[-1] == "Tokayev"


def test_the_governments_of_an_agreement_are_those_that_make_it() -> None:
    text = "The Governments shall cooperate. Many governments do, and Governments of the world too."
    records = start(text, name="x", sha256="", entry=None, document_id="d")
    records = replace(records, document=replace(records.document, parties=("GEO", "ARM")))
    found = read_collectives(read_names(records, load_grammar()), load_grammar()).mentions
    assert [(text[one.start : one.end], one.party_id) for one in found] == [
        ("The Governments", "ARM.GOV"),
        ("The Governments", "GEO.GOV"),
    ]


@pytest.mark.parametrize(
    ("text", "makers", "of_another"),
    [
        (
            "Государства-члены вправе выйти из Договора, государства-члены ШОС о том не говорят.",
            "Государства-члены",
            "государства-члены",
        ),
        ("تتعاون الدول الأعضاء في هذا المجال.", "الدول الأعضاء", "-"),
        ("تحترم ذلك الدول الأعضاء في الأمم المتحدة.", "-", "الدول الأعضاء"),
    ],
)
def test_member_states_are_the_makers_of_a_treaty_of_several(text: str, makers: str, of_another: str) -> None:
    records = start(text, name="x", sha256="", entry=None, document_id="d")
    for parties in (("GEO", "ARM", "MDA"), ("GEO", "ARM")):
        made = replace(records, document=replace(records.document, parties=parties))
        found = read_collectives(read_names(made, load_grammar()), load_grammar()).mentions
        several = {one.party_id for one in found if text[one.start : one.end] == makers}
        assert several == (set(parties) if len(parties) > 2 and makers in text else set())
        assert not [one for one in found if text[one.start : one.end] == of_another]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Президент Казахстана Токаев принял председателя КНР Си Цзиньпина.\n\nГлава государства отметил рост.",
            "Глава государства",
            {"KAZ.PRES"},
        ),
        (
            "Russian Foreign Minister Sergey Lavrov met Egyptian Foreign Minister Badr Abdelatty.\n\nThe Minister added.",
            "The Minister",
            {"RUS.FM"},
        ),
        (
            "The Turkish President Erdogan met King Salman of Saudi Arabia.\n\nHe thanked the Kingdom.",
            "Kingdom",
            {"SAU"},
        ),
        (
            "قال وزير الخارجية السعودي فيصل بن فرحان مع نظيره الفرنسي جان بارو.\n\nوأضاف أن بلاده تدين ذلك.",
            "بلاده",
            {"SAU"},
        ),
        (
            "استقبل صاحب السمو الشيخ محمد بن زايد آل نهيان رئيس الدولة فخامة شوكت ميرضياييف رئيس جمهورية أوزبكستان.\n\n"
            "ووجه الرئيس ميرضياييف الدعوة إلى صاحب السمو رئيس الدولة لزيارة طشقند.",
            "رئيس الدولة",
            {"ARE.PRES"},
        ),
        (
            "حذر وزير الخارجية الأردني أيمن الصفدي في اتصال مع نظيره المصري من التصعيد.\n\nوشدد على أن المملكة لن تقبل بذلك.",
            "المملكة",
            {"JOR"},
        ),
        (
            "Egyptian Foreign Minister Badr Abdelatty and Turkish Foreign Minister Hakan Fidan met.\n\n"
            "President Abdel-Fattah al-Sisi of Egypt called French President Emmanuel Macron. The two leaders agreed, he said.",
            "The two leaders",
            {"EGY.PRES", "FRA.PRES"},
        ),
        (
            "بحث الرئيس التركي رجب طيب أردوغان مع نظيره المصري عبد الفتاح السيسي العلاقات.\n\n"
            "وناقشا الأوضاع في ليبيا والسودان.\n\nوقال إن البلدين متفقان.",
            "البلدين",
            {"EGY", "TUR"},
        ),
    ],
)
def test_who_is_meant_in_a_report(text: str, words: str, expected: set[str]) -> None:
    records = whole(text)
    start = text.rindex(words)
    met = [one for one in records.mentions if one.start < start + len(words) and start < one.end]
    assert {one.party_id for one in met} == expected


def test_the_state_over_its_signer_says_whose_president_signs() -> None:
    text = "Done at New York.\n\nRepublic of Kazakhstan\nPresident Kassym-Jomart Tokayev\n"
    found = [(text[one.start : one.end], one.party_id) for one in read(text).mentions]
    assert found == [
        ("Republic of Kazakhstan", "KAZ"),
        ("President", "KAZ.PRES"),
        ("Kassym-Jomart Tokayev", "P:tokayev"),
    ]


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        (
            "For the Republic of Cameroon\n\nEmmanuel Ngassa, Prime Minister\n\nFor the Republic of Chad\n\nIdriss Saleh, President\n",
            ["CMR.PM", "TCD.PRES"],
        ),
        (
            "За Республику Казахстан\n\nИван Петров, Президент\n\nЗа Правительство Республики Беларусь\n\nПремьер-министр А. Сидоров\n",
            ["KAZ.PRES", "BLR.PM"],
        ),
    ],
)
def test_who_signs_below_for_a_state_holds_its_office(text: str, offices: list[str]) -> None:
    assert [one.party_id for one in read(text).mentions if one.kind == "office"] == offices


def test_a_state_at_the_end_of_a_line_is_not_that_of_the_office_on_the_next() -> None:
    text = "Signed:\n\nPresident Tokayev of the Republic of Kazakhstan\nPresident Sadyr Japarov of the Kyrgyz Republic\n"
    offices = [one.party_id for one in read(text).mentions if one.kind == "office"]
    assert offices == ["KAZ.PRES", "KGZ.PRES"]

"""The five sample documents, read whole: what a careful reader finds in them."""

from __future__ import annotations

from functools import cache

import pytest

from clausedb.model import Records
from clausedb.parse.pipeline import parse_bytes
from clausedb.resources import seeds_dir

STATEMENT = "004_e315b40c047e683f"
NEWS = "000_918d5ae9ac699202"
ENGLISH = "001_fad8067de0c7ae22"
ARABIC = "002_f169d1d3a572dd80"
RUSSIAN = "003_e56c7479846dcf6a"
ALL = (NEWS, ENGLISH, ARABIC, RUSSIAN, STATEMENT)


@cache
def seed(stem: str) -> Records:
    path = seeds_dir() / f"{stem}.txt"
    return parse_bytes(path.read_bytes(), name=path.name)


def dropped(records: Records) -> str:
    """All boilerplate, one piece a line."""
    return "\n".join(span.of(records.text) for span in records.boilerplate)


def own(records: Records, label: str) -> str:
    clause = next(clause for clause in records.clauses if clause.label == label)
    return clause.own.of(records.text)


@pytest.mark.parametrize("stem", ALL)
def test_numbers_headings_texts_and_boilerplate_tile_the_document(stem: str) -> None:
    records = seed(stem)
    covered = [0] * len(records.text)
    spans = [(clause.start, clause.own_end) for clause in records.clauses]
    spans += [(span.start, span.end) for span in records.boilerplate]
    for start, end in spans:
        for offset in range(start, end):
            covered[offset] += 1
    wrong = [
        offset
        for offset, character in enumerate(records.text)
        if covered[offset] != 1 and not character.isspace() and character != "\ufeff"
    ]
    assert not wrong, repr(records.text[wrong[0] : wrong[0] + 60])


# --- the joint statement inside a press page ----------------------------------------------


def test_the_statement_has_exactly_thirteen_numbered_clauses() -> None:
    numbers = [clause.number for clause in seed(STATEMENT).clauses if clause.number]
    assert [number.rstrip(".") for number in numbers] == [str(n) for n in range(1, 14)]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("1.p2", "In this regard, the Parties will continue to develop"),
        ("6.p2", "In agreement with the effectiveness"),
        ("6.p3", "In order to unlock the economic potential"),
        ("9.p2", "In this regard, the Parties highly appreciate"),
        ("13.p2", "The Parties, positively assessing the practice"),
    ],
)
def test_unnumbered_paragraphs_belong_to_the_number_before(label: str, words: str) -> None:
    records = seed(STATEMENT)
    assert own(records, label).startswith(words)
    clause = next(clause for clause in records.clauses if clause.label == label)
    assert clause.parent_id == f"{STATEMENT}#{label.split('.')[0]}"


def test_what_follows_the_last_clause_is_closing_and_testimonium() -> None:
    records = seed(STATEMENT)
    thirteenth = next(clause for clause in records.clauses if clause.label == "13")
    after = [clause for clause in records.clauses if clause.start >= thirteenth.end]
    texts = [clause.own.of(records.text) for clause in after]
    assert texts[0].startswith("The Parties noted that the negotiations held")
    assert {clause.kind for clause in after} <= {"closing", "signature"}
    assert any(text.startswith("This Joint Statement was signed in Astana") for text in texts)


def test_the_preamble_of_the_statement_is_a_recital_before_the_enacting_formula() -> None:
    records = seed(STATEMENT)
    kinds = {clause.kind: clause.own.of(records.text) for clause in records.clauses}
    assert kinds["recital"].startswith("Emphasizing with satisfaction")
    assert kinds["enacting"].startswith("The joint statemnet declare")


def test_the_statement_says_of_itself_who_where_and_when() -> None:
    document = seed(STATEMENT).document
    assert document.type == "joint_statement"
    assert document.binding == "political"
    assert (document.date, document.place) == ("2023-04-10", "Astana")
    assert document.parties == ("KAZ", "AZE")
    assert set(document.languages) == {"kk", "az"}


def test_the_parties_are_both_states_also_in_lower_case() -> None:
    records = seed(STATEMENT)
    for words in ("the Parties will contribute", "the parties will promote", "the parties will continue"):
        start = records.text.lower().index(words.lower())
        ids = {m.party_id for m in records.mentions if m.start <= start + 4 < m.end}
        assert ids == {"KAZ", "AZE"}, words


def test_the_azerbaijani_side_is_azerbaijan() -> None:
    records = seed(STATEMENT)
    start = records.text.index("The Azerbaijani side")
    sides = {m.party_id for m in records.mentions if m.start <= start + 16 < m.end}
    assert sides == {"AZE"}


def test_a_subjectless_sentence_has_the_subject_before_it() -> None:
    records = seed(STATEMENT)
    start = records.text.index("Expresses satisfaction with the start")
    (act,) = [act for act in records.acts if act.cue.start <= start < act.cue.end]
    assert set(act.bearers) == {"KAZ", "AZE"}
    assert act.bearer_type == "elided"


def test_the_defined_terms() -> None:
    records = seed(STATEMENT)
    found = {
        d.term.of(records.text): tuple(part.of(records.text) for part in d.meaning)
        for d in records.definitions
    }
    assert found == {
        "the Parties": ("the Republic of Kazakhstan", "the Republic of Azerbaijan"),
        "the Middle Corridor": ("the Trans-Caspian Middle East-West Corridor",),
    }


@pytest.mark.parametrize(
    ("kind", "date", "pinpoint", "times"),
    [
        ("treaty", "2005-05-24", None, 1),
        ("declaration", "2022-08-24", None, 1),
        ("declaration", "2022-08-24", ("paragraph", "7"), 1),
        ("road_map", "2022-11-25", None, 2),
    ],
)
def test_the_cited_instruments(kind: str, date: str, pinpoint: tuple[str, str] | None, times: int) -> None:
    found = [
        c
        for c in seed(STATEMENT).citations
        if (c.type, c.date) == (kind, date)
        and ((c.pinpoint_unit, c.pinpoint) if c.pinpoint else None) == pinpoint
    ]
    assert len(found) == times


def test_the_regulations_and_the_programme_are_cited() -> None:
    types = {c.type for c in seed(STATEMENT).citations}
    assert {"regulations", "programme"} <= types


def test_this_document_is_the_road_map() -> None:
    records = seed(STATEMENT)
    keys = {
        records.text[c.start : c.end]: c.instrument_key for c in records.citations if c.type == "road_map"
    }
    assert len(keys) == 2
    assert len(set(keys.values())) == 1


def test_the_organisations() -> None:
    ids = {m.party_id for m in seed(STATEMENT).mentions}
    assert {"UN", "OIC", "OTS", "OSCE", "CIS", "CICA"} <= ids


def test_the_dates_of_the_statement() -> None:
    values = [d.value for d in seed(STATEMENT).dates if d.value]
    for value in ("2005-05-24", "2022-08-24", "2022/2026", "2022/2027", "2022-11-25", "2023", "2023-04-10"):
        assert value in values


def test_readiness_and_will() -> None:
    records = seed(STATEMENT)
    intentions = [a for a in records.acts if a.force == "intention"]
    seventh = [a for a in intentions if a.clause_id.endswith("#7")]
    assert [(a.bearers, a.joint, a.subforce) for a in seventh] == [(("AZE",), False, "readiness")]
    assert sum(a.joint is True for a in intentions) >= 8


# --- press reports ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        (NEWS, "Google+ Pinterest LinkedIn Tumblr +"),
        (NEWS, "Comments are closed."),
        (NEWS, "About Author"),
        (ENGLISH, "11 Comments"),
        (ENGLISH, "Previous Post Next Post"),
        (ARABIC, "المصدر"),
        (ARABIC, "اترك تعليقاً"),
        (ARABIC, "زر الذهاب إلى الأعلى"),
        (RUSSIAN, "Просмотров: 2104"),
        (RUSSIAN, "Другие новости"),
        (RUSSIAN, "Шоу-бизнес"),
        (STATEMENT, "Back to top button"),
        (RUSSIAN, "MEDIA"),
        (STATEMENT, "Featured"),
    ],
)
def test_the_page_around_a_report_is_boilerplate(stem: str, words: str) -> None:
    assert words in dropped(seed(stem))


@pytest.mark.parametrize("stem", [NEWS, ENGLISH, ARABIC, RUSSIAN])
def test_press_reports_have_no_invented_numbers(stem: str) -> None:
    records = seed(stem)
    assert [clause.number for clause in records.clauses if clause.number] == []
    assert records.document.type == "press_report"
    assert records.document.binding == "press"
    assert records.document.parties == ()
    assert any(finding.code == "no_numbers" for finding in records.findings)


def test_the_sections_of_the_news_page_keep_their_stamps() -> None:
    records = seed(NEWS)
    stamps = [c.own.of(records.text) or c.heading for c in records.clauses if c.kind == "timestamp"]
    assert stamps == ["April 29, 21:15", "April 29, 3:58 p.m.", "April 15, 16:02"]


SAID = [
    (NEWS, "P:tokayev", "I welcome the agreement"),
    (NEWS, "P:smadiyarov", "The talks between the Foreign Ministers"),
    (NEWS, "P:badalyan", "There is an agreement on a meeting"),
    (NEWS, "P:tokayev", "Kazakhstan is ready to provide a platform"),
    (ENGLISH, "P:tokayev", "his country will host"),
    (ENGLISH, "P:tokayev", "This important meeting will be held"),
    (ENGLISH, "P:pashinyan", "Yerevan and Baku would take actual steps"),
    (ARABIC, "P:tokayev", "بلاده ستستضيف"),
    (ARABIC, "P:pashinyan", "يريفان وباكو ستتخذان"),
]


@pytest.mark.parametrize(("stem", "speaker", "words"), SAID)
def test_who_said_what(stem: str, speaker: str, words: str) -> None:
    records = seed(stem)
    offices = {office: p.party_id for p in records.parties for office in p.offices}
    found = [
        offices.get(s.speaker_id or "", s.speaker_id)
        for s in records.statements
        if words in s.quote.of(records.text)
    ]
    assert speaker in found


@pytest.mark.parametrize("stem", [NEWS, ENGLISH, ARABIC])
def test_the_alma_ata_declaration_is_of_december_1991(stem: str) -> None:
    found = [c for c in seed(stem).citations if c.type == "declaration"]
    assert found
    assert {c.date for c in found} == {"1991-12"}

"""Instruments, targets and persons over documents, whatever the order of the rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausedb.language import load_grammar
from clausedb.link import (
    LinkCitation,
    LinkClause,
    LinkDocument,
    LinkInput,
    LinkParty,
    Links,
    link,
)
from clausedb.link.known import known_instrument
from clausedb.link.people import same_name
from clausedb.link.skeleton import skeletons
from clausedb.model import Citation, Party

TREATY = "Treaty on strategic partnership between the Republic of Kazakhstan and the Republic of Azerbaijan"
PAIR = ("KAZ", "AZE")


def citation(
    id: str,
    title: str | None,
    type: str,
    date: str | None = None,
    *,
    key: str = "",
    symbol: str | None = None,
    status: str = "concluded",
    parties: tuple[str, ...] = (),
    pinpoint: tuple[str, str] | None = None,
    own: bool = False,
) -> LinkCitation:
    """A citation `document:c1` of a document of that name."""
    unit, number = pinpoint or (None, None)
    document = id.split(":")[0]
    key = key or ("self" if own else symbol or f"{type}: {title}: {date}")
    return LinkCitation(
        document,
        Citation(id, None, key, title, type, date, symbol, status, 0, 1, parties, unit, number, None, own),
    )


def person(document: str, name: str, *offices: str, id: str = "") -> LinkParty:
    return LinkParty(
        document, Party(id or "P:" + name.split()[-1].lower(), "person", (name,), None, None, offices)
    )


def instruments_of(links: Links) -> dict[str, str]:
    return {one.citation_id: one.instrument_id for one in links.citations}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((TREATY, "treaty", "2005-05-24"), ("Treaty on strategic partnership", "treaty", "2005-05-24"), True),
        ((TREATY, "treaty", "2005-05-24"), ("Treaty on the state border", "treaty", "2005-05-24"), False),
        (
            (TREATY, "treaty", "2005-05-24"),
            ("Treaty on strategic partnership", "treaty", "2006-05-24"),
            False,
        ),
        (
            ("Alma-Ata Declaration", "declaration", "1991-12"),
            ("إعلان ألما-آتا التاريخي", "declaration", "1991-12"),
            True,
        ),
        (
            ("Alma-Ata Declaration", "declaration", "1991-12"),
            ("Alma-Ata Declaration", "declaration", "1991-12-21"),
            True,
        ),
        (
            ("Minsk Declaration", "declaration", "1991-12"),
            ("إعلان ألما-آتا التاريخي", "declaration", "1991-12"),
            False,
        ),
        (("Paris Agreement", "agreement", None), ("Paris Agreement", "agreement", "2015-12-12"), True),
        (("Convention", "convention", None), ("Convention", "convention", None), False),
    ],
)
def test_instruments_by_type_date_and_title(
    one: tuple[str, str, str | None], other: tuple[str, str, str | None], same: bool
) -> None:
    found = instruments_of(link(LinkInput(citations=(citation("a:c1", *one), citation("b:c1", *other)))))
    assert (found["a:c1"] == found["b:c1"]) is same


def test_parties_join_across_scripts() -> None:
    rows = (
        citation("a:c1", TREATY, "treaty", "2005-05-24", parties=PAIR),
        citation(
            "b:c1", "Договор о стратегическом партнерстве", "treaty", "2005-05-24", parties=("AZE", "KAZ")
        ),
        citation("c:c1", "Договор об экстрадиции", "treaty", "2005-05-24", parties=("KAZ", "RUS")),
    )
    found = instruments_of(link(LinkInput(citations=rows)))
    assert found["a:c1"] == found["b:c1"] == "treaty-2005-05-24-kaz-aze"
    assert found["c:c1"] == "treaty-2005-05-24-kaz-rus"


def test_two_that_fit_across_scripts_stay_apart() -> None:
    rows = (
        citation("a:c1", TREATY, "treaty", "2005-05-24", parties=PAIR),
        citation("a:c2", "Treaty on extradition", "treaty", "2005-05-24", parties=PAIR),
        citation("b:c1", "Договор о стратегическом партнерстве", "treaty", "2005-05-24", parties=PAIR),
    )
    assert len(link(LinkInput(citations=rows)).instruments) == 3


def test_a_symbol_is_one_instrument() -> None:
    rows = (
        citation("a:c1", "resolution 1325", "resolution", symbol="S/RES/1325", key="S/RES/1325"),
        citation("b:c1", None, "resolution", "2000-10-31", symbol="S/RES/1325", key="S/RES/1325"),
    )
    found = link(LinkInput(citations=rows))
    assert [one.instrument_id for one in found.instruments] == ["S-RES-1325"]


def test_drafts_are_one_between_the_same_parties_only() -> None:
    draft = {"status": "prospective"}
    rows = (
        citation("a:c1", "peace agreement", "agreement", parties=("ARM", "AZE"), **draft),
        citation("b:c1", "اتفاق السلام", "agreement", parties=("AZE", "ARM"), **draft),
        citation("c:c1", "peace agreement", "agreement", **draft),
        citation("d:c1", "peace agreement", "agreement", **draft),
    )
    found = instruments_of(link(LinkInput(citations=rows)))
    assert found["a:c1"] == found["b:c1"] == "agreement-draft-arm-aze"
    assert len({found["a:c1"], found["c:c1"], found["d:c1"]}) == 3


DECLARATION = LinkDocument(
    "decl",
    "Declaration on deepening allied relations",
    "declaration",
    "2022-08-24",
    parties=PAIR,
    clauses=(LinkClause("decl#7", "7", "paragraph", "7."), LinkClause("decl#5(2)(a)", "5(2)(a)", "point")),
)
PARAGRAPH = citation(
    "a:c1",
    "Declaration on deepening allied relations",
    "declaration",
    "2022-08-24",
    parties=PAIR,
    pinpoint=("paragraph", "7"),
)


def test_a_pinpoint_leads_to_the_clause_once_the_document_is_there() -> None:
    before = link(LinkInput(citations=(PARAGRAPH,))).citations[0]
    assert (before.held, before.target_document_id, before.target_clause_id) == (False, None, None)
    after = link(LinkInput((DECLARATION,), (PARAGRAPH,))).citations[0]
    assert (after.held, after.target_document_id, after.target_clause_id) == (True, "decl", "decl#7")


@pytest.mark.parametrize(
    ("number", "clause"), [("5(2)(a)", "decl#5(2)(a)"), ("7-9", "decl#7"), ("7,8", "decl#7"), ("8", None)]
)
def test_pinpoints_and_labels(number: str, clause: str | None) -> None:
    row = citation(
        "a:c1", DECLARATION.title, "declaration", "2022-08-24", parties=PAIR, pinpoint=("article", number)
    )
    assert link(LinkInput((DECLARATION,), (row,))).citations[0].target_clause_id == clause


def test_a_document_that_cites_itself_is_its_own_instrument() -> None:
    own = citation("decl:c1", "this Declaration", "declaration", own=True)
    found = link(LinkInput((DECLARATION,), (own, PARAGRAPH)))
    assert len(found.instruments) == 1
    assert found.instruments[0].document_id == "decl"


def test_the_text_in_the_citing_language_is_the_target() -> None:
    texts = (
        LinkDocument("a-ru", "Договор", "treaty", "2005-05-24", parties=PAIR, language="ru"),
        LinkDocument("b-en", "Treaty", "treaty", "2005-05-24", parties=PAIR, language="en"),
        LinkDocument("press", None, "press_report", language="en"),
    )
    row = citation("press:c1", TREATY, "treaty", "2005-05-24", parties=PAIR)
    assert link(LinkInput(texts, (row,))).citations[0].target_document_id == "b-en"


def test_press_reports_are_no_instruments() -> None:
    assert link(LinkInput((LinkDocument("a", "Ministers meet", "press_report"),))).instruments == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kassym-Gomert Tokayev", "Kassym-Jomart Tokayev", True),
        ("Kassym-Jomart Tokayev", "قاسم غوميرت توكاييف", True),
        ("Kassym-Jomart Tokayev", "Касым-Жомарт Токаев", True),
        ("Kassym-Jomart Tokayev", "Qasım-Jomart Tokayev", True),
        ("Kassym Tokayev", "Kassym-Jomart Tokayev", True),
        ("Kassym-Jomart Tokayev", "Nurlan Tokayev", False),
        ("Ilham Aliyev", "إلهام علييف", True),
        ("Ilham Aliyev", "Heydar Aliyev", False),
        ("Ilham Aliyev", "Leyla Aliyeva", False),
        ("Ceyhun Bayramov", "Джейхун Байрамов", True),
        ("Jeyhun Bayramov", "جيهون بيراموف", True),
        ("Nikol Pashinyan", "نيكول باشينيان", True),
        ("Nikol Pashinyan", "Никол Пашинян", True),
    ],
)
def test_persons_across_spellings(one: str, other: str, same: bool) -> None:
    assert same_name(skeletons(one), skeletons(other)) is same
    rows = LinkInput(parties=(person("a", one, id="P:x"), person("b", other, id="P:y")))
    assert (len(link(rows).parties) == 1) is same


@pytest.mark.parametrize(
    ("one", "other", "office", "same"),
    [
        ("Abdelmadjid Tebboune", "عبد المجيد تبون", "DZA.PRES", True),
        ("William Ruto", "Уильям Руто", "KEN.PRES", True),
        ("Ahmed Aboul Gheit", "أحمد أبو الغيط", "LAS.SG", True),
        ("Heydar Aliyev", "Ильхам Алиев", "AZE.PRES", False),
        ("Bashar al-Assad", "حافظ الأسد", "SYR.PRES", False),
    ],
)
def test_holders_of_one_office_with_one_surname_join_across_scripts_only_where_given_names_fit(
    one: str, other: str, office: str, same: bool
) -> None:
    rows = LinkInput(parties=(person("a", one, office, id="P:x"), person("b", other, office, id="P:x")))
    assert (len(link(rows).parties) == 1) is same
    apart = LinkInput(parties=(person("a", one, office, id="P:x"), person("b", other, id="P:x")))
    assert len(link(apart).parties) == 2


def test_a_surname_alone_joins_the_holder_of_the_office_only() -> None:
    rows = (
        person("a", "Kassym-Jomart Tokayev", "KAZ.PRES"),
        person("b", "Tokayev", "KAZ.PRES"),
        person("c", "Tokayev"),
        person("d", "Nurlan Tokayev"),
    )
    found = {one.document_id: one.party_id for one in link(LinkInput(parties=rows)).party_ids}
    assert found == {"a": "P:tokayev", "b": "P:tokayev", "c": "P:tokayev-c", "d": "P:tokayev-nurlan"}


def test_offices_and_bodies_are_one_by_id() -> None:
    rows = tuple(
        LinkParty(one, Party("KAZ.PRES", "office", (name,)))
        for one, name in (("a", "President"), ("b", "Президент"))
    )
    found = link(LinkInput(parties=rows))
    assert [one.names for one in found.parties] == [("President", "Президент")]


# --- the order of the rows never shows ----------------------------------------------------

CITATIONS = st.builds(
    citation,
    st.builds("{}:c{}".format, st.sampled_from("abcd"), st.integers(1, 9)),
    st.sampled_from(
        [TREATY, "Договор о партнерстве", "Alma-Ata Declaration", "إعلان ألما-آتا", "peace agreement", None]
    ),
    st.sampled_from(["treaty", "declaration", "agreement"]),
    st.sampled_from([None, "1991", "1991-12", "1991-12-21", "2005-05-24"]),
    status=st.sampled_from(["concluded", "prospective"]),
    parties=st.sampled_from([(), PAIR, ("AZE", "KAZ"), ("ARM", "AZE")]),
    own=st.booleans(),
)
PEOPLE = st.builds(
    person,
    st.sampled_from("abcd"),
    st.sampled_from(
        [
            "Kassym-Jomart Tokayev",
            "Tokayev",
            "Касым-Жомарт Токаев",
            "Nurlan Tokayev",
            "Ilham Aliyev",
            "Aliyev",
        ]
    ),
    st.sampled_from(["KAZ.PRES", "AZE.PRES"]),
)
DOCUMENTS = st.builds(
    LinkDocument,
    st.sampled_from("abcd"),
    st.sampled_from([TREATY, "Declaration", None]),
    st.sampled_from(["treaty", "declaration", "press_report"]),
    st.sampled_from([None, "2005-05-24", "1991-12-21"]),
    parties=st.sampled_from([(), PAIR]),
)


@given(
    st.lists(DOCUMENTS, max_size=4, unique_by=lambda one: one.document_id),
    st.lists(CITATIONS, max_size=12, unique_by=lambda one: one.citation.citation_id),
    st.lists(PEOPLE, max_size=8, unique_by=lambda one: (one.document_id, one.party.party_id)),
    st.randoms(use_true_random=False),
)
def test_order_never_shows(
    documents: list[LinkDocument], citations: list[LinkCitation], people: list[LinkParty], random: object
) -> None:
    straight = link(LinkInput(tuple(documents), tuple(citations), tuple(people)))
    for rows in (documents, citations, people):
        random.shuffle(rows)  # type: ignore[attr-defined]
    assert link(LinkInput(tuple(documents), tuple(citations), tuple(people))) == straight
    known = {one.instrument_id for one in straight.instruments}
    assert len(known) == len(straight.instruments)
    assert {one.instrument_id for one in straight.citations} <= known
    assert {one.citation_id for one in straight.citations} == {one.citation.citation_id for one in citations}
    parties = [one.party_id for one in straight.parties]
    assert len(set(parties)) == len(parties)
    assert {one.party_id for one in straight.party_ids} <= set(parties)


@pytest.mark.parametrize(
    ("titles", "date", "instrument"),
    [
        (
            (
                "Charter of the United Nations",
                "UN Charter",
                "Устава Организации Объединенных Наций",
                "ميثاق الأمم المتحدة",
            ),
            None,
            "un-charter",
        ),
        (
            (
                "Vienna Convention on Diplomatic Relations",
                "Венской конвенцией о дипломатических сношениях",
                "اتفاقية فيينا للعلاقات الدبلوماسية",
            ),
            "1961-04-18",
            "diplomatic-relations-convention",
        ),
        (
            ("Convention on the Rights of the Child", "Конвенции о правах ребенка", "اتفاقية حقوق الطفل"),
            None,
            "child-convention",
        ),
        (("Paris Agreement", "Парижского соглашения", "اتفاق باريس"), "2015-12-12", "paris-agreement"),
        (
            (
                "2030 Agenda",
                "2030 Agenda for Sustainable Development",
                "Повестки дня в области устойчивого развития на период до 2030 года",
                "خطة التنمية المستدامة لعام 2030",
            ),
            None,
            "2030-agenda",
        ),
    ],
)
def test_instruments_that_everybody_names_are_one_in_all_languages(
    titles: tuple[str, ...], date: str | None, instrument: str
) -> None:
    rows = tuple(citation(f"d{n}:c1", title, "convention", date) for n, title in enumerate(titles))
    assert set(instruments_of(link(LinkInput(citations=rows))).values()) == {instrument}


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Paris Agreement", "1973-01-27"),
        ("Optional Protocol to the Convention on the Rights of the Child", None),
        ("Charter of the Shanghai Cooperation Organisation", None),
    ],
)
def test_another_year_or_another_beginning_is_another_instrument(title: str, date: str | None) -> None:
    (found,) = link(LinkInput(citations=(citation("d:c1", title, "agreement", date),))).instruments
    assert found.instrument_id not in {row["id"] for row in load_grammar().rows("known_instruments")}


def test_a_year_in_the_name_of_an_instrument_is_no_other_date() -> None:
    (found,) = link(
        LinkInput(citations=(citation("d:c1", "2030 Agenda", "action_plan", "2030"),))
    ).instruments
    assert found.instrument_id == "2030-agenda"


def test_every_known_instrument_is_found_by_its_own_name() -> None:
    for row in load_grammar().rows("known_instruments"):
        found = known_instrument(row["name"], "latin", row["date"])
        assert found is not None
        assert found.instrument_id == row["id"], row["name"]


def test_a_division_inside_another_is_found_where_it_is_the_only_one_of_its_number() -> None:
    clauses = (
        LinkClause("d:1", "part-I/chapter-1", "chapter"),
        LinkClause("d:2", "part-I/chapter-2", "chapter"),
        LinkClause("d:3", "part-II/chapter-1", "chapter"),
    )
    document = LinkDocument("d", "Agreement", "agreement", "2019-05-07", clauses=clauses)
    rows = tuple(
        citation(f"d:c{n}", "this Agreement", "agreement", own=True, pinpoint=("chapter", number))
        for n, number in enumerate(("1", "2"), 1)
    )
    found = link(LinkInput(documents=(document,), citations=rows)).citations
    assert [one.target_clause_id for one in found] == [None, "d:2"]


@pytest.mark.parametrize(
    ("citing", "unit", "number", "target"),
    [
        ("5(2)", "paragraph", "1", "5(1)"),
        ("5(2)(b)", "point", "(a)", "5(2)(a)"),
        ("5(2)(b)", "paragraph", "1(a)", "5(1)(a)"),
        ("5(2)", "article", "6", "6"),
        ("6", "paragraph", "1", None),
        ("5(2)", "paragraph", "6", None),
    ],
)
def test_a_text_counts_its_paragraphs_anew_in_each_article(
    citing: str, unit: str, number: str, target: str | None
) -> None:
    labels = ("5", "5(1)", "5(1)(a)", "5(2)", "5(2)(a)", "5(2)(b)", "6")
    clauses = tuple(LinkClause(f"d#{one}", one, "paragraph" if "(" in one else "article") for one in labels)
    document = LinkDocument("d", "Agreement", "agreement", "2019-05-07", clauses=clauses)
    row = citation("d:c1", None, "agreement", own=True, pinpoint=(unit, number))
    row = replace(row, citation=replace(row.citation, clause_id=f"d#{citing}"))
    found = link(LinkInput(documents=(document,), citations=(row,))).citations[0]
    assert found.target_clause_id == (f"d#{target}" if target else None)


def test_a_resolution_counts_its_paragraphs_once() -> None:
    clauses = tuple(LinkClause(f"d#{one}", one, "paragraph") for one in ("4", "10", "10(b)"))
    document = LinkDocument("d", "Resolution", "resolution", "2019-05-07", clauses=clauses)
    row = citation("d:c1", None, "resolution", own=True, pinpoint=("paragraph", "4"))
    row = replace(row, citation=replace(row.citation, clause_id="d#10(b)"))
    assert link(LinkInput(documents=(document,), citations=(row,))).citations[0].target_clause_id == "d#4"

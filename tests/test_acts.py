"""Acts of single sentences against cases/acts_<language>.md, and what holds for any text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausedb.language import load_grammar
from clausedb.model import Act, Clause, Document, Mention, Records
from clausedb.parse.acts.acts import read_acts
from clausedb.parse.acts.strength import strengths_of
from clausedb.parse.dates import read_dates
from clausedb.parse.pipeline import parse_text

CASES = Path(__file__).parent / "cases"
LANGUAGES = ("en", "ru", "ar")
NAME = re.compile(r"\{([^|}]+)\|(\S+) (\w+)\}")


@dataclass(frozen=True)
class Case:
    title: str
    records: Records
    expected: tuple[str, ...]


def records_of(line: str, marked: str, language: str) -> Records:
    """One clause with the names marked in it and its dates."""
    binding, kind, *parties = line.split()
    text, mentions, last = "", [], 0
    for match in NAME.finditer(marked):
        text += marked[last : match.start()]
        mentions += [
            Mention(f"m{len(mentions)}", "d#1", one, match[3], len(text), len(text) + len(match[1]))
            for one in match[2].split("+")
        ]
        text += match[1]
        last = match.end()
    text += marked[last:]
    organ = parties[0] if binding == "resolution" else None
    document = Document(
        "d", "d", "", text, binding=binding, language=language, parties=tuple(parties), issuer=organ
    )
    clause = Clause(
        "d#1", "d", None, kind, "1", ("1",), "1", 1, 0, None, language, 0, 0, len(text), len(text)
    )
    return read_dates(Records(document, (clause,), mentions=tuple(mentions)), load_grammar())


def cases(language: str) -> list[Case]:
    found = []
    for block in (CASES / f"acts_{language}.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        title, where, sentence, *expected = [line for line in block.splitlines() if line.strip()]
        records = records_of(where.removeprefix("in: "), sentence, language)
        found.append(Case(title, records, tuple(line.removeprefix("- ") for line in expected)))
    return found


def shown(act: Act, text: str) -> str:
    """An act as a case writes it."""
    who = " ".join([*act.bearers, act.bearer_type])
    action = act.action.of(text) if act.action else "-"
    more = {True: ["joint"], False: ["alone"], None: []}[act.joint]
    if act.condition:
        more.append(f"if {act.condition.of(text)}")
    if act.addressees:
        more.append(f"asks {' '.join(act.addressees)}")
    if act.deadline:
        more.append(f"by {act.deadline.of(text)}")
    if act.beneficiaries:
        more.append(f"for {' '.join(act.beneficiaries)}")
    parts = [f"{act.force}.{act.subforce}", who, act.cue.of(text), action]
    return " | ".join([*parts, "; ".join(more)] if more else parts)


@pytest.mark.parametrize(
    ("language", "case"),
    [pytest.param(one, case, id=f"{one}: {case.title}") for one in LANGUAGES for case in cases(one)],
)
def test_case(language: str, case: Case) -> None:
    records = read_acts(case.records, load_grammar())
    assert tuple(shown(act, records.text) for act in records.acts) == case.expected


@pytest.mark.parametrize(
    ("language", "where", "sentence", "sure"),
    [
        ("en", "treaty paragraph KAZ AZE", "The Parties shall meet and shall report.", (1.0, 0.9)),
        ("en", "treaty paragraph KAZ AZE", "The costs shall be shared equally.", (0.8,)),
        ("en", "treaty paragraph KAZ AZE", "They establish a council, which shall meet.", (1.0, 0.8)),
        ("en", "resolution paragraph UNGA", "Requests the Secretary-General to report.", (1.0,)),
        ("en", "resolution paragraph UNGA", "Ponders the report;", (0.6,)),
    ],
    ids=[
        "a subject, and one shared",
        "a thing",
        "a relative clause",
        "the issuer",
        "a verb that no table knows",
    ],
)
def test_confidence_tells_how_sure_the_rule_was(
    language: str, where: str, sentence: str, sure: tuple[float, ...]
) -> None:
    acts = read_acts(records_of(where, sentence, language), load_grammar()).acts
    assert tuple(act.confidence for act in acts) == sure


def test_strength_is_capped_by_what_the_document_can_bind() -> None:
    grammar = load_grammar()
    strengths = [
        strengths_of(grammar).of("obligation", "shall", one) for one in ("treaty", "resolution", "political")
    ]
    assert strengths == [90, 70, 57]
    assert strengths_of(grammar).of("endorsement", "welcome", "political") == 25


def test_every_force_of_the_tables_has_a_strength() -> None:
    grammar = load_grammar()
    base = grammar.settings("strength")["base"]
    rows = [row for one in LANGUAGES for name in ("force", "verbs") for row in grammar.pack(one).rows(name)]
    missing = {f"{row['force']}.{row['subforce']}" for row in rows if row["role"] != "skip"} - set(base)
    assert rows
    assert missing == set()


WORDS = {
    "en": [
        "The",
        "Parties",
        "shall",
        "not",
        "may",
        "will",
        "agree",
        "to",
        "and",
        ",",
        ";",
        ".",
        ":",
        "which",
        "that",
        "if",
        "in",
        "accordance",
        "with",
        "requests",
        "“",
        "”",
        "(a)",
        "May",
    ],
    "ru": [
        "Стороны",
        "обязуются",
        "не",
        "могут",
        "будут",
        "просит",
        "и",
        ",",
        ";",
        ".",
        ":",
        "которые",
        "если",
        "в",
        "соответствии",
        "с",
        "осуществляют",
        "«",
        "»",
        "ссылаясь",
        "на",
    ],
    "ar": [
        "الطرفان",
        "يتعهد",
        "لا",
        "يجوز",
        "سوف",
        "يطلب",
        "إلى",
        "و",
        "،",
        "؛",
        ".",
        ":",
        "الذي",
        "إذا",
        "وفقا",
        "سيعقد",
        "“",
        "”",
        "وإذ",
        "يشير",
        "أَنْ",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_spans_lie_in_their_clause_whatever_the_words(language: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=25))
    binding = data.draw(st.sampled_from(["treaty KAZ AZE", "resolution UNSC", "political KAZ AZE", "press"]))
    kind = data.draw(st.sampled_from(["paragraph", "recital", "text"]))
    head, *rest = binding.split()
    records = records_of(" ".join([head, kind, *rest]), " ".join(words), language)
    acts = read_acts(records, load_grammar()).acts
    assert len({act.act_id for act in acts}) == len(acts)
    for act in acts:
        for span in (act.cue, act.action, act.bearer, act.condition, act.deadline, *act.hedges):
            assert span is None or 0 <= span.start < span.end <= len(records.text)
        assert act.bearers or act.joint is None or act.bearer_type in ("collective", "each", "both")
        assert 0 <= act.strength <= 100


@pytest.mark.parametrize(
    ("language", "line", "words", "verb"),
    [
        ("en", "treaty paragraph KAZ AZE", "The Parties shall jointly protect the sea.", "protect"),
        ("en", "treaty paragraph KAZ AZE", "Meetings of experts shall be held yearly.", "held"),
        ("ru", "treaty paragraph KAZ AZE", "Споры решаются путем переговоров.", "решаются"),
    ],
)
def test_the_verb_of_an_act_is_no_noun_before_it(language: str, line: str, words: str, verb: str) -> None:
    records = read_acts(records_of(line, words, language), load_grammar())
    assert [act.verb for act in records.acts] == [verb]


def test_a_cue_may_be_the_last_word_of_a_text() -> None:
    records = read_acts(records_of("treaty paragraph KAZ AZE", "The Parties undertake", "en"), load_grammar())
    assert [act.cue.of(records.text) for act in records.acts] == []


def test_we_are_those_whom_the_text_names_so() -> None:
    text = (
        "Joint Declaration of Kazakhstan and Azerbaijan\n\n"
        "We, the Presidents of Kazakhstan and Azerbaijan, met in Astana.\n\nWe will expand trade.\n"
    )
    acts = parse_text(text, name="we").acts
    assert [(act.force, set(act.bearers)) for act in acts] == [("intention", {"KAZ.PRES", "AZE.PRES"})]
    text = "BRICS Leaders' Communique\n\nWe, the BRICS Leaders, met in Hamburg.\n\nWe will expand trade.\n"
    assert [act.bearers for act in parse_text(text, name="we").acts] == [("BRICS",)]


@pytest.mark.parametrize(
    ("said", "bearer"),
    [
        ("В МИД России заявили, что выступают за проведение переговоров.", "RUS.MFA"),
        ("Министерство иностранных дел Турции сообщило, что поддерживает эту инициативу.", "TUR.MFA"),
    ],
)
def test_what_a_verb_without_subject_says_is_borne_by_who_said_it(said: str, bearer: str) -> None:
    text = f"Москва настаивает на встрече\n\nРоссия и Турция провели переговоры.\n\n{said}\n"
    assert [act.bearers for act in parse_text(text).acts if act.reported] == [(bearer,)]


def test_motives_behind_dashes_are_motives() -> None:
    text = (
        "AGREEMENT BETWEEN KAZAKHSTAN AND GEORGIA ON TRADE\n\nKazakhstan and Georgia,\n\n"
        "- desiring to promote trade,\n\n- recognising that trade will be of use to both,\n\n"
        "have agreed as follows:\n\nArticle 1\n\nThe Parties shall cooperate.\n"
    )
    acts = parse_text(text, name="motives").acts
    assert [(act.force, act.bearers) for act in acts] == [
        ("recital", ("KAZ", "GEO")),
        ("recital", ("KAZ", "GEO")),
        ("obligation", ("KAZ", "GEO")),
    ]


def test_a_line_without_a_verb_names_the_subject_of_its_list() -> None:
    text = (
        "AGREEMENT BETWEEN KAZAKHSTAN AND GEORGIA ON FISHERIES\n\nKazakhstan and Georgia have agreed as follows:\n\n"
        "Article 1\n\nTo this end, the Kazakh side:\n\n(a) Shall provide a vessel and shall bear the expenses;\n\n"
        "(b) Shall send experts to Georgia.\n\nArticle 2\n\nShall enter into force at once.\n"
    )
    acts = [act for act in parse_text(text, name="list").acts if act.force == "obligation"]
    assert [act.bearers for act in acts] == [("KAZ",)] * 3


def test_a_pronoun_of_honour_means_who_was_named_with_it_in_another_paragraph() -> None:
    text = (
        "بيان مشترك بين المملكة العربية السعودية والجمهورية الإيطالية\n\n"
        "قامت دولة رئيسة مجلس الوزراء في الجمهورية الإيطالية السيدة جورجيا ميلوني بزيارة رسمية إلى المملكة.\n\n"
        "ورحب الجانبان بتوقيع الاتفاقيات.\n\nوأعربت دولتها عن تقديرها لحسن الاستقبال.\n"
    )
    last = parse_text(text).acts[-1]
    assert (last.subforce, last.bearers) == ("appreciate", ("ITA.PM",))

"""Items of lists: what they take over from the words that open the list."""

from __future__ import annotations

import pytest

from clausedb.language import load_grammar
from clausedb.parse import pipeline

AGREEMENT = """AGREEMENT between the Government of the Republic of Kazakhstan and the Government of the Republic of Azerbaijan on trade

Article 1
{}
"""
СОГЛАШЕНИЕ = """СОГЛАШЕНИЕ между Правительством Республики Казахстан и Правительством Азербайджанской Республики о торговле

Статья 1
{}
"""
RESOLUTION = """Resolution adopted by the General Assembly on 15 December 2022

77/1. Matters of trade

The General Assembly,

{}
"""

РЕЗОЛЮЦИЯ = """Резолюция 2618 (2022),

принятая Советом Безопасности на его 8956-м заседании 27 января 2022 года

Совет Безопасности,

{}
"""


def acts_of(frame: str, words: str) -> list[tuple[str, ...]]:
    """(label, force, bearers, cue, action) of each act."""
    records = pipeline.start(frame.format(words), name="d.txt", sha256="", entry=None, document_id=None)
    for one in pipeline.PASSES:
        records = one(records, load_grammar())
    labels = {clause.clause_id: clause.label for clause in records.clauses}
    return [
        (
            labels[act.clause_id],
            f"{act.force}.{act.subforce}",
            " ".join(sorted(act.bearers)),
            act.cue.of(records.text),
            act.action.of(records.text) if act.action else "-",
        )
        for act in records.acts
        if act.force not in ("recital", "definition")
    ]


@pytest.mark.parametrize(
    ("frame", "words", "expected"),
    [
        pytest.param(
            AGREEMENT,
            "The Parties shall:\n(a) exchange information on trade;\n(b) not apply new duties.",
            [
                ("1", "obligation.shall", "AZE KAZ", "shall", "-"),
                ("1(a)", "obligation.shall", "AZE KAZ", "exchange", "exchange information on trade"),
                ("1(b)", "prohibition.shall_not", "AZE KAZ", "not apply", "not apply new duties"),
            ],
            id="points under shall",
        ),
        pytest.param(
            СОГЛАШЕНИЕ,
            "Стороны создают Совместную комиссию (далее - Комиссия), которая:\nрассматривает споры;\nготовит планы.",
            [
                (
                    "1",
                    "obligation.shall",
                    "AZE KAZ",
                    "создают",
                    "создают Совместную комиссию (далее - Комиссия), которая",
                ),
                ("1.p2", "obligation.shall", "KAZ+AZE.COMMISSION", "рассматривает", "рассматривает споры"),
                ("1.p3", "obligation.shall", "KAZ+AZE.COMMISSION", "готовит", "готовит планы"),
            ],
            id="what a body does that a relative word before the colon takes up",
        ),
        pytest.param(
            РЕЗОЛЮЦИЯ,
            "1. призывает обоих лидеров:\na) обеспечивать сотрудничество;\nb) активнее поддерживать участие молодежи.",
            [
                ("1", "recommendation.call_upon", "UNSC", "призывает", "призывает обоих лидеров"),
                ("1(a)", "recommendation.call_upon", "UNSC", "обеспечивать", "обеспечивать сотрудничество"),
                (
                    "1(b)",
                    "recommendation.call_upon",
                    "UNSC",
                    "активнее поддерживать",
                    "активнее поддерживать участие молодежи",
                ),
            ],
            id="an adverb that compares before the verb of an item",
        ),
        pytest.param(
            AGREEMENT,
            "The Parties undertake:\n(a) To adopt measures;\n(b) To refrain from force.",
            [
                ("1", "obligation.undertake", "AZE KAZ", "undertake", "-"),
                ("1(a)", "obligation.undertake", "AZE KAZ", "To adopt", "To adopt measures"),
                ("1(b)", "obligation.undertake", "AZE KAZ", "To refrain", "To refrain from force"),
            ],
            id="points under undertake",
        ),
        pytest.param(
            AGREEMENT,
            "The national programme shall:\n(a) promote safety;\n(b) to the extent possible, include targets.",
            [
                ("1", "obligation.shall", "", "shall", "The national programme shall"),
                ("1(a)", "obligation.shall", "", "promote", "promote safety"),
                ("1(b)", "obligation.shall", "", "include", "include targets"),
            ],
            id="points of what is no actor, one behind a hedge",
        ),
        pytest.param(
            AGREEMENT,
            "Neither Party shall:\n(a) impose duties;\n(b) restrict transit.",
            [
                ("1", "prohibition.shall_not", "AZE KAZ", "shall", "-"),
                ("1(a)", "prohibition.shall_not", "AZE KAZ", "impose", "impose duties"),
                ("1(b)", "prohibition.shall_not", "AZE KAZ", "restrict", "restrict transit"),
            ],
            id="points of a prohibition",
        ),
        pytest.param(
            AGREEMENT,
            "The Parties shall exchange information on:\n(a) laws and regulations;\n(b) customs tariffs.",
            [("1", "obligation.shall", "AZE KAZ", "shall", "exchange information on")],
            id="what a verb of the opener reaches over",
        ),
        pytest.param(
            СОГЛАШЕНИЕ,
            "Выдача не производится, если:\n1) лицо является гражданином;\n2) преследование не может быть начато.",
            [("1", "prohibition.shall_not", "", "производится", "Выдача не производится, если")],
            id="условия",
        ),
        pytest.param(
            СОГЛАШЕНИЕ,
            "Комиссия выполняет следующие функции:\n1) разрабатывает планы;\n2) вносит предложения.",
            [
                ("1", "obligation.shall", "", "выполняет", "выполняет следующие функции"),
                ("1(1)", "obligation.shall", "", "разрабатывает", "разрабатывает планы"),
                ("1(2)", "obligation.shall", "", "вносит", "вносит предложения"),
            ],
            id="функции",
        ),
        pytest.param(
            СОГЛАШЕНИЕ,
            "Стороны обязуются:\n1) обмениваться информацией;\n2) не вводить новых пошлин.",
            [
                ("1", "obligation.undertake", "AZE KAZ", "обязуются", "-"),
                ("1(1)", "obligation.undertake", "AZE KAZ", "обмениваться", "обмениваться информацией"),
                ("1(2)", "prohibition.shall_not", "AZE KAZ", "не вводить", "не вводить новых пошлин"),
            ],
            id="подпункты",
        ),
        pytest.param(
            RESOLUTION,
            "1. Requests the Secretary-General:\n(a) To submit a report;\n(b) To convene a meeting.",
            [
                ("1", "directive.request", "UNGA", "Requests", "Requests the Secretary-General"),
                ("1(a)", "directive.request", "UNGA", "To submit", "To submit a report"),
                ("1(b)", "directive.request", "UNGA", "To convene", "To convene a meeting"),
            ],
            id="points of a resolution",
        ),
    ],
)
def test_items(frame: str, words: str, expected: list[tuple[str, ...]]) -> None:
    assert acts_of(frame, words) == expected


def test_a_motive_amid_the_points_of_a_resolution_is_one() -> None:
    words = "1. Welcomes the plan;\n\nActing under Chapter VII of the Charter of the United Nations,\n\n2. Decides to act."
    records = pipeline.start(RESOLUTION.format(words), name="d.txt", sha256="", entry=None, document_id=None)
    for one in pipeline.PASSES:
        records = one(records, load_grammar())
    assert [act.force for act in records.acts] == ["endorsement", "recital", "decision"]


STATEMENT = """Joint Declaration of the African Union and the European Union

The Ministers of the African Union and of the European Union, chaired by Mr. Ahmed Gheit, Secretary-General of the League of Arab States:

• Recalling their friendship;

{}

1. Strengthen the dialogue;

2. Further cooperation;
"""


@pytest.mark.parametrize(
    ("enacting", "expected"),
    [
        ("DO HEREBY AGREE TO:", ["obligation.agreed"]),
        ("Have decided to:", ["decision.decide"]),
        ("DO HEREBY DECLARE OUR COMMITMENT TO:", ["intention.commitment"]),
        ("Have agreed as follows:", []),
    ],
)
def test_enacting_words_that_a_list_of_infinitives_goes_on_with(enacting: str, expected: list[str]) -> None:
    found = acts_of(STATEMENT, enacting)
    assert [force for label, force, *_ in found if label == "1"] == expected


def test_motives_behind_the_office_of_a_chair_are_the_makers_own() -> None:
    text = STATEMENT.format("Have agreed as follows:")
    records = pipeline.start(text, name="d.txt", sha256="", entry=None, document_id=None)
    for one in pipeline.PASSES:
        records = one(records, load_grammar())
    assert [set(act.bearers) for act in records.acts if act.force == "recital"] == [{"AU", "EU"}]

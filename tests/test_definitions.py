"""Defined terms and what they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausedb.language import load_grammar
from clausedb.model import Records
from clausedb.parse.names.definitions import read_definitions
from clausedb.parse.names.names import read_names
from clausedb.parse.pipeline import start
from clausedb.parse.structure.segment import read_clauses

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases" / "definitions.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def read(text: str) -> Records:
    grammar = load_grammar()
    records = start(text, name="x", sha256="", entry=None, document_id="d")
    return read_definitions(read_names(read_clauses(records, grammar), grammar), grammar)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_terms_and_meanings(text: str, expected: str) -> None:
    found = [
        f"{one.term.of(text)}: {' + '.join(part.of(text) for part in one.meaning)} = {' '.join(one.party_ids)}".strip()
        for one in read(text).definitions
    ]
    assert "; ".join(found) == expected


def test_ids_are_in_text_order_and_rows_know_their_clause() -> None:
    text = 'TREATY\n\n1. Georgia (hereinafter "the Host") acts.\n\n2. "Guest" means a visitor.\n'
    records = read(text)
    assert [one.definition_id for one in records.definitions] == ["d:d1", "d:d2"]
    for one in records.definitions:
        (clause,) = (clause for clause in records.clauses if clause.clause_id == one.clause_id)
        assert clause.start <= one.term.start < one.term.end <= clause.own_end


def test_a_term_left_blank_is_none() -> None:
    text = 'The Tenant shall sign an amendment to this Lease (herein the " ").'
    assert not read(text).definitions


def test_a_title_is_no_part_of_those_who_make_the_treaty() -> None:
    text = "ДОГОВОР О ЕВРАЗИЙСКОМ ЭКОНОМИЧЕСКОМ СОЮЗЕ\nГрузия и Армения, далее именуемые Сторонами, договорились."
    (found,) = read(text).definitions
    assert found.party_ids == ("GEO", "ARM")

"""Saved queries: the values kept with them, and what is new in their answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import clausedb
from clausedb.query import ast
from clausedb.query.saved import saved_query, saved_text, saved_values
from clausedb.query.syntax import parse

FIRST = "Joint Statement\n\n1. The Parties shall protect saiga antelopes.\n"
SECOND = "Joint Statement\n\n1. The Parties shall count saiga antelopes.\n"


@pytest.fixture
def db(tmp_path: Path) -> clausedb.Database:
    """One document from long ago, one from today."""
    opened = clausedb.open(tmp_path / "own.db")
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        opened.add(tmp_path / f"{name}.txt")
    with opened._store._writing() as connection:
        connection.execute(
            "UPDATE documents SET added_at = '2020-01-02T03:04:05Z' WHERE document_id = 'first'"
        )
    return opened


def test_only_rows_of_documents_added_since_are_told(db: clausedb.Database) -> None:
    db.save("saiga", "clauses where text has saiga")
    assert [row["document"] for row in db.changed("2020-01-03")["saiga"]] == ["second"]
    assert [row["document"] for row in db.changed(date(2020, 1, 2))["saiga"]] == ["first", "second"]
    assert len(db.changed("2999-01-01")["saiga"]) == 0


def test_of_a_count_the_rows_are_told(db: clausedb.Database) -> None:
    db.save("counted", "acts where action has saiga | show clause | count by force")
    result = db.changed("2020-01-03")["counted"]
    assert (result.entity, len(result)) == ("acts", 1)


def test_rows_of_no_document_are_left_out_and_faults_are_told(db: clausedb.Database) -> None:
    db.save("who", "parties")
    db.save("asking", "acts where bearer is $party")
    db.save("wrong", "acts where colour is red")
    found = db.changed("2020-01-03")
    assert sorted(found) == ["asking", "wrong"]
    assert "$party" in found["asking"].notes[0]
    assert "colour" in found["wrong"].notes[0]
    assert db.changed("2020-01-03", party="KAZ")["asking"].notes == ()


def test_since_is_a_date(db: clausedb.Database) -> None:
    with pytest.raises(ValueError, match="yesterday"):
        db.changed("yesterday")


def test_a_query_is_saved_with_the_values_of_its_variables(db: clausedb.Database) -> None:
    db.query('let $beast = "saiga"')
    db.query("let beasts = clauses where text has $beast and document is $in")
    db.query("let named = clauses where text has $beast")
    with clausedb.open(db.path) as again:
        assert again.saved()["named"] == '-- let $beast = "saiga"\nclauses where text has $beast'
        assert len(again.query("named")) == 2
        assert len(again.query("named", beast="horse")) == 0
        assert len(again.query("beasts", **{"in": "first"})) == 1
        assert len(again.changed("2020-01-03")["named"]) == 1


def test_what_is_kept_comes_back() -> None:
    query = parse("acts where bearer is $party")
    assert isinstance(query, ast.Query)
    text = saved_text(query, {"party": ast.Name("KAZ")})
    assert saved_values(text) == {"party": ast.Name("KAZ")}
    assert saved_query(text) == "acts where bearer is $party"
    assert saved_values("-- let $ is a sign\nacts") == {}

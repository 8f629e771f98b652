"""Statements asked through the API of the sample documents: what comes back beside the rows."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

import clausedb
from clausedb.api.catalog import DatabaseCatalog
from clausedb.errors import QueryError, StoreError
from clausedb.query import ast
from clausedb.query.names import bind_documents
from clausedb.query.wrong import Wrong
from clausedb.span import Span


@pytest.fixture
def own(demo_db: Path, tmp_path: Path) -> clausedb.Database:
    """A copy that may be changed."""
    return clausedb.open(shutil.copytree(demo_db, tmp_path / "own.db"))


def test_rows_have_keys_that_lead_to_their_words(db: clausedb.Database) -> None:
    result = db.query("acts where force is intention | first 3")
    assert (len(result), result.entity, len(result.keys)) == (3, "acts", 3)
    for key in result.keys:
        assert dict(db.why("acts", key).row)["force"] == "intention"


def test_an_instrument_is_shown_by_its_title_beside_its_id(db: clausedb.Database) -> None:
    result = db.query('citations where instrument is "Alma-Ata Declaration"')
    assert len(result) > 1
    for row in result:
        assert "Alma-Ata" in row["instrument"]
        assert row["instrument_id"] in result.titles


def test_a_variable_takes_its_value(db: clausedb.Database) -> None:
    by_name = db.query("acts where bearer is Kazakhstan | count")
    assert db.query("acts where bearer is $party | count", party="KAZ").rows == by_name.rows


def test_names_are_echoed_and_unknowns_counted(db: clausedb.Database) -> None:
    result = db.query("acts where bearer is Азербайджан")
    assert any("AZE" in line for line in result.echo)
    assert any("unknown" in note for note in result.notes)


def test_a_saved_query_is_a_source(own: clausedb.Database) -> None:
    saved = own.query("let wished = acts where force is intention")
    assert len(saved) == 0
    assert "wished" in saved.notes[0]
    assert own.query("wished").keys == own.query("acts where force is intention").keys
    with clausedb.open(own.path) as again:
        assert list(again.saved()) == ["wished"]


def test_nothing_is_saved_in_a_database_for_reading(db: clausedb.Database) -> None:
    with pytest.raises(StoreError, match="reading only"):
        db.query("let wished = acts")
    assert db.saved() == {}


def test_a_value_is_kept_for_the_questions_that_follow(own: clausedb.Database) -> None:
    own.query("let $who = KAZ")
    kept = own.query("acts where bearer is $who | count").rows
    assert kept == own.query("acts where bearer is Kazakhstan | count").rows
    with pytest.raises(QueryError):
        clausedb.open(own.path).query("acts where bearer is $who")


def test_a_handle_alone_shows_the_clause(db: clausedb.Database) -> None:
    [(clause, number, _, text)] = db.query("@kaz-aze-2023#4").rows
    assert (clause, number) == ("kaz-aze-2023#4", "4.")
    assert text in db.show("@kaz-aze-2023#4")[0].text


def test_explaining_looks_nothing_up(db: clausedb.Database) -> None:
    text = "acts where bearer is Kazakhstan | count by force"
    told = db.explain(text)
    assert "SELECT" in told
    assert told.splitlines() == [row[0] for row in db.query(f"explain {text}").rows]


def test_files_are_written_by_whoever_allows_it(db: clausedb.Database) -> None:
    with pytest.raises(QueryError, match="command line") as caught:
        db.query('acts | export "x.csv"')
    assert caught.value.text[slice(*caught.value.span)] == "export"
    assert db.ask('acts | export "x.csv"', exporting=True).export == "x.csv"
    assert not Path("x.csv").exists()


def test_a_wrong_query_is_an_error_that_draws_itself(db: clausedb.Database) -> None:
    with pytest.raises(QueryError) as caught:
        db.query("obligations were bearer is Azerbaijan")
    assert caught.value.text[slice(*caught.value.span)] == "were"
    assert "^^^^" in str(caught.value)


def test_the_published_tables_answer_alike(db: clausedb.Database, tmp_path: Path) -> None:
    with clausedb.open(db.publish(tmp_path / "parquet")) as published:
        for text in (
            "acts | count by force",
            "obligations where bearer is Kazakhstan",
            'clauses where text has "Middle Corridor" near/25 transport',
            "documents where language is ru",
            'citations where instrument is "2022 Declaration"',
        ):
            asked, again = db.query(text), published.query(text)
            assert (again.rows, again.keys, again.notes) == (asked.rows, asked.keys, asked.notes)


# --- what a database knows by name --------------------------------------------------------


def catalog(db: clausedb.Database) -> DatabaseCatalog:
    found = db.catalog()
    assert isinstance(found, DatabaseCatalog)
    return found


@pytest.mark.parametrize(
    "name", ["Azerbaijan", "AZE", "Азербайджан", "أذربيجان", "the Republic of Azerbaijan"]
)
def test_a_state_is_known_in_any_language(db: clausedb.Database, name: str) -> None:
    assert tuple(catalog(db).lookup(name)) == ("AZE",)


def test_a_person_is_known_by_surname(db: clausedb.Database) -> None:
    [party_id] = catalog(db).lookup("Tokayev")
    assert party_id.startswith("P:")
    assert "Tokayev" in catalog(db).party_name(party_id)
    assert tuple(catalog(db).lookup("Nobody At All")) == ()


def test_what_stands_for_a_state_is_listed(db: clausedb.Database) -> None:
    organs = catalog(db).organs("KAZ")
    assert "KAZ.PRES" in organs
    assert organs == tuple(sorted(organs))
    assert not any(one.startswith("P:") for one in organs)


def test_documents_labels_and_values_are_listed(db: clausedb.Database) -> None:
    found = catalog(db)
    assert [one.document_id for one in found.documents()] == sorted(
        one.document_id for one in found.documents()
    )
    assert "5" in found.labels("kaz-aze-2023")
    assert found.labels("nothing") == ()
    counted = db.sql("SELECT force FROM acts GROUP BY 1 ORDER BY count(*) DESC, 1")
    assert list(found.values("acts", "force")) == [row[0] for row in counted.rows]
    assert len(found.values("mentions", "surface", 3)) == 3
    assert "Alma-Ata Declaration" in [title for one in found.instruments() for title in one.titles]


TITLES = [
    ("a-1", "Convention on the Law of the Sea", "1982", ["UKR"]),
    ("b-2", "The Parties’ ﬁnal Treaty", "2021", ["TUR", "CIV"]),
    ("c-3", "Dying Skies Agreement", None, []),
    ("d-4", "О'Нил: Договор о дружбе", "1992-05-01", ["KAZ", "RUS"]),
    ("e-5", "اتفاقية الحدود ٢٠٢٢", "2022", ["KAZ"]),
    ("f-6", "Cafe\u0301 and Cote d’Ivoire Pact — Protocol", "1999", ["CIV"]),
    ("UNCLOS-notes", None, None, []),
    ("oneil-o'neil", "People's only  U.N. Charter: earliest news", "1945", ["UN"]),
]


@pytest.mark.parametrize(
    "words",
    [
        *("law sea", "unclos", "UNCLOS notes", "sea laws", "parties", "final treaties", "die sky", "lying"),
        *("dying sky", "договоры", "дружба Казахстан", "Kazakhstan 2022", "حدود", "2022", "cafe", "pacts"),
        *(
            "ivoire protocols",
            "Turkiye",
            "Türkiye treaty",
            "Türkiye",
            "peoples",
            "people",
            "oneil",
            "UN only",
        ),
        *("charter 1945", "earliest", "new", "zzz", "the", "treaty KAZ", "1992 Russia", "e 5", "protocole"),
    ],
)
def test_documents_are_found_by_their_words_without_reading_all(words: str) -> None:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE documents (document_id VARCHAR, title VARCHAR, type VARCHAR, date_from VARCHAR, "
        "date_to VARCHAR, symbol VARCHAR, parties VARCHAR[])"
    )
    for document_id, title, date, parties in TITLES:
        connection.execute(
            "INSERT INTO documents VALUES ($1, $2, 'joint_statement', $3, $3, NULL, $4)",
            [document_id, title, date, parties],
        )
    found = []
    for all_at_once in (True, False):
        own = DatabaseCatalog(lambda sql, given: connection.execute(sql, dict(given)).fetchall(), {}, dict)
        if all_at_once:
            own.documents()
        try:
            found.append(bind_documents(own, words, ast.Text(words, Span(0, len(words))), []))
        except Wrong:
            found.append(())
    assert found[0] == found[1]


@pytest.mark.parametrize("sign", ["", "x", "-"])
def test_a_handle_without_its_sign_is_led_to_the_clause(sign: str, db: clausedb.Database) -> None:
    with pytest.raises(QueryError) as caught:
        db.query(f"acts where clause is @almaty-talks-ar{sign}text-2")
    assert caught.value.corrected == "acts where clause is @almaty-talks-ar#text-2"


def test_documents_without_a_title_are_offered_one_by_one() -> None:
    rows = [(name, None, None, None, None, "") for name in ("a-1", "b-2")]
    rows += [(name, "Treaty", None, None, None, "") for name in ("c-3", "d-4")]
    own = DatabaseCatalog(lambda sql, _: rows if "document_id, title" in sql else [], {}, dict)
    with pytest.raises(Wrong) as caught:
        bind_documents(own, "xxx", ast.Text("xxx", Span(0, 3)), [])
    assert caught.value.suggestion == "Here are: a-1, b-2, Treaty."


def test_a_name_of_a_few_documents_leaves_the_others_unread() -> None:
    asked: list[str] = []

    def ask(sql: str, given: Mapping[str, object]) -> list[tuple[Any, ...]]:
        asked.append(sql)
        return []

    DatabaseCatalog(ask, {}, dict).documents_like([{"trea"}])
    assert [sql for sql in asked if "SELECT document_id" in sql and "contains(named, $b0_0)" in sql]


def test_a_catalog_follows_the_database(own: clausedb.Database) -> None:
    assert len(own.catalog().documents()) == 5
    with clausedb.open(own.path) as other:
        other.remove("kaz-aze-2023")
    assert len(own.catalog().documents()) == 4

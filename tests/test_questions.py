"""Questions to the five sample documents whose answers a careful reader knows."""

from __future__ import annotations

from typing import Any

import pytest

import clausedb

STATEMENT = "kaz-aze-2023"


def rows(db: clausedb.Database, query: str) -> list[dict[str, Any]]:
    return list(db.query(query))


def labels(found: list[dict[str, Any]]) -> set[str]:
    return {row["clause"] for row in found}


def test_azerbaijan_intends_alone_and_with_kazakhstan(db: clausedb.Database) -> None:
    found = rows(
        db,
        "obligations where bearer is Azerbaijan and force is intention | show clause, bearer, joint, action",
    )
    statement = [row for row in found if row["clause"].startswith(STATEMENT)]
    alone = [row for row in statement if row["clause"] == f"{STATEMENT}#7"]
    assert [(row["bearer"], row["joint"]) for row in alone] == [(["AZE"], False)]
    together = {row["clause"] for row in statement if row["joint"]}
    assert {f"{STATEMENT}#{label}" for label in ("1.p2", "2", "3", "4", "6.p3", "10")} <= together


def test_the_2022_declaration_is_cited_in_the_preamble_and_in_clause_5(db: clausedb.Database) -> None:
    found = rows(db, 'citations where instrument is "2022 Declaration" | show clause, pinpoint')
    assert [(row["clause"], row["pinpoint"]) for row in found] == [
        (f"{STATEMENT}#recital-1", None),
        (f"{STATEMENT}#5", "7"),
    ]


def test_the_alma_ata_declaration_is_one_in_english_and_arabic(db: clausedb.Database) -> None:
    found = rows(db, 'clauses where cites "Alma-Ata Declaration" | show clause, document, language')
    assert {row["document"] for row in found} == {
        "almaty-talks-news",
        "almaty-talks-en",
        "almaty-talks-ar",
    }
    instruments = rows(db, 'instruments where instrument is "Alma-Ata"')
    assert len(instruments) == 1


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ('clauses where text has "Middle Corridor" near/25 transport', {f"{STATEMENT}#9"}),
        ('clauses where text has "mine clearance"', {"almaty-talks-news"}),
        ("clauses where text has разминирование", {"baku-astana-2025"}),
        ("clauses where text has (demin* or landmine*)", set()),
        ("clauses where text has biodivers*", {f"{STATEMENT}#8"}),
    ],
)
def test_words_in_text(db: clausedb.Database, query: str, wanted: set[str]) -> None:
    found = labels(rows(db, f"{query} | show clause"))
    assert {clause if clause in wanted else clause.split("#")[0] for clause in found} == wanted


def test_the_russian_document(db: clausedb.Database) -> None:
    assert [row["document"] for row in rows(db, "documents where language is ru")] == ["baku-astana-2025"]


def test_tokayev_speaks_in_three_reports(db: clausedb.Database) -> None:
    found = rows(db, "statements where speaker is Tokayev | count by document")
    assert {row["document"] for row in found} >= {
        "almaty-talks-news",
        "almaty-talks-en",
        "almaty-talks-ar",
    }
    assert all(row["count"] > 0 for row in found)


def test_who_holds_an_office_speaks_for_it(db: clausedb.Database) -> None:
    for office, person in (("AZE.FM", "P:bayramov"), ("KAZ.PRES", "P:tokayev"), ("ARM.PM", "P:pashinyan")):
        found = rows(db, f"statements where speaker is {office}")
        assert {row["speaker"] for row in found} == {person}
        assert len(found) == len(rows(db, f"statements where speaker is {person.removeprefix('P:')}"))
    # "the heads of the Azerbaijani and Armenian foreign ministries, Jeyhun Bayramov" makes him no minister of Armenia.
    assert "P:bayramov" not in {row["speaker"] for row in rows(db, "statements where speaker is Armenia")}
    azerbaijan = {row["speaker"] for row in rows(db, "statements where speaker is not Azerbaijan")}
    assert azerbaijan.isdisjoint({"P:bayramov", "P:hajizade", "AZE.MFA"})


def test_a_person_acts_in_his_office(db: clausedb.Database) -> None:
    found = rows(db, "acts where bearer is Tokayev")
    assert all("KAZ.PRES" in row["bearer"] for row in found)
    assert len(found) == len(rows(db, "acts where bearer is KAZ.PRES"))


def test_the_spellings_of_tokayev_are_one_person(db: clausedb.Database) -> None:
    found = rows(db, "parties where name has Tokayev or alias has (Tokayev or توكاييف)")
    assert len(found) == 1


@pytest.mark.parametrize("name", ["AZE", "Азербайджан", "أذربيجان"])
def test_a_state_answers_to_its_name_in_any_language(db: clausedb.Database, name: str) -> None:
    found = labels(rows(db, f"obligations where bearer is {name}"))
    assert f"{STATEMENT}#7" in found
    assert found == labels(rows(db, "obligations where bearer is Azerbaijan"))


def test_acts_by_force_add_up(db: clausedb.Database) -> None:
    counted = rows(db, "acts | count by force")
    (total,) = rows(db, "acts | count")
    assert sum(row["count"] for row in counted) == total["count"]
    assert [row["count"] for row in counted] == sorted((row["count"] for row in counted), reverse=True)
    assert next(row for row in counted if row["force"] == "intention")["count"] >= 11

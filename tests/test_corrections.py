"""A user's corrections: kept as files, laid over every parse, shown as the user's, taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import clausedb
from clausedb.api.corrections import FIELDS, column_of, corrected, sentence
from clausedb.errors import StoreError
from clausedb.language import load_grammar
from clausedb.parse.pipeline import parse_text
from clausedb.schema import table
from clausedb.store.corrections import Correction
from tests.world import columns_of

TEXT = """\
Joint statement of the Republic of Kazakhstan and the Republic of Azerbaijan

1. The Parties will develop trade.

2. Kazakhstan calls upon Azerbaijan to open the border. Kazakhstan will build a bridge.
"""


@pytest.fixture
def db(tmp_path: Path) -> clausedb.Database:
    made = clausedb.open(tmp_path / "clauses.db")
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    made.add(tmp_path / "text.txt")
    return made


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[clausedb.Database]:
    """A database in which nothing may have changed in the end."""
    with clausedb.open(tmp_path_factory.mktemp("unchanged") / "clauses.db") as made:
        made.add("-", stdin=TEXT.encode())
        before = everything(made)
        yield made
        assert everything(made) == before
        assert made.corrections() == ()


def act(db: clausedb.Database, cue: str, columns: str = "act_id") -> Any:
    [row] = db.sql(f"SELECT {columns} FROM acts WHERE cue LIKE '%{cue}%' AND clause_id LIKE '%#2%'").rows
    return row[0] if len(row) == 1 else row


def everything(db: clausedb.Database) -> dict[str, Any]:
    names = ("documents", "clauses", "acts", "mentions", "citations", "parties", "findings")
    return {
        name: db.sql(f"SELECT {columns_of(table(name))} FROM {name} ORDER BY {table(name).key}").rows
        for name in names
    }


def test_a_correction_is_in_the_tables_and_outlasts_a_rebuild(db: clausedb.Database) -> None:
    kept = db.correct("acts", act(db, "will"), "bearer", "Azerbaijan")
    assert (kept.value, kept.was, kept.words, kept.clause) == (["AZE"], "KAZ", "will", "2")
    found = act(db, "will", "bearers, rule, confidence")
    assert found == (["AZE"], "corrected by the user", 1.0)
    before = everything(db)
    db.rebuild()
    assert everything(db) == before
    assert db.check() == ()


def test_taking_it_back_leaves_no_trace(db: clausedb.Database) -> None:
    before = everything(db)
    key = act(db, "will")
    db.correct("acts", key, "bearer", ["AZE", "KAZ"])
    db.correct("acts", key, "force", "obligation")
    assert everything(db) != before
    for field in ("bearer", "force"):
        db.withdraw("acts", key, field)
    assert everything(db) == before
    assert db.corrections() == ()
    assert not list((db.path / "corrections").iterdir())
    with pytest.raises(StoreError, match="has not been corrected"):
        db.withdraw("acts", key, "force")


def test_a_second_correction_replaces_the_first_and_tells_what_was_read(db: clausedb.Database) -> None:
    for name in ("AZE", "Russia"):
        db.correct("acts", act(db, "will"), "bearer", name)
    [one] = db.corrections()
    assert (one.value, one.was) == (["RUS"], "KAZ")


def test_a_force_brings_its_strength_and_whether_it_is_owed(db: clausedb.Database) -> None:
    assert act(db, "will", "obligation, strength")[0]
    db.correct("acts", act(db, "will"), "force", "assertion")
    assert act(db, "will", "force, subforce, obligation, strength") == ("assertion", "need", False, 28)
    db.correct("acts", act(db, "will"), "force", "intention.readiness")
    assert act(db, "will", "force, subforce, obligation, strength") == ("intention", "readiness", True, 40)


def test_the_bearer_of_a_directed_obligation_is_the_addressee_of_the_act(db: clausedb.Database) -> None:
    key = act(db, "will")
    db.correct("acts", key, "force", "directive")
    kept = db.correct("obligations", key, "bearer", "UN")
    assert (kept.table, kept.field) == ("acts", "addressee")
    assert act(db, "will", "bearers, addressees") == (["KAZ"], ["UN"])
    assert db.sql(f"SELECT bearers, issuers FROM obligations WHERE act_id = '{key}'").rows == (
        (["UN"], ["KAZ"]),
    )


def test_the_type_of_a_document_reaches_what_it_can_bind(db: clausedb.Database) -> None:
    before = act(db, "will", "strength")
    db.correct("documents", "text", "type", "treaty")
    db.correct("documents", "text", "place", "Astana")
    db.correct("documents", "text", "party", "KAZ, AZE, UZB")
    assert db.sql("SELECT type, binding, place, parties FROM documents").rows == (
        ("treaty", "treaty", "Astana", ["KAZ", "AZE", "UZB"]),
    )
    assert act(db, "will", "strength") >= before


def test_the_makers_of_a_document_are_the_parties_of_its_acts(db: clausedb.Database) -> None:
    sql = "SELECT bearers FROM acts WHERE clause_id LIKE '%#1'"
    assert db.sql(sql).rows == ((["KAZ", "AZE"],),)
    db.correct("documents", "text", "party", "Kazakhstan, Uzbekistan")
    assert db.sql(sql).rows == ((["KAZ", "UZB"],),)
    assert db.check() == ()
    db.rebuild()
    assert db.sql(sql).rows == ((["KAZ", "UZB"],),)
    db.withdraw("documents", "text", "party")
    assert db.sql(sql).rows == ((["KAZ", "AZE"],),)


def test_a_corrected_citation_leads_to_another_instrument(tmp_path: Path) -> None:
    treaty = "Treaty on {what} between the Republic of Kazakhstan and the Republic of Azerbaijan\n\n1. The Parties shall trade.\n\nDone at Baku on {date}.\n"
    report = "Report\n\n1. Kazakhstan recalls paragraph 1 of the Treaty on trade of 24 May 2005.\n\n2. Kazakhstan will honour the Treaty on trade of 24 May 2005.\n"
    with clausedb.open(tmp_path / "clauses.db") as db:
        for name, date in (("first", "24 May 2005"), ("second", "3 June 2011")):
            (tmp_path / f"{name}.txt").write_text(treaty.format(what="trade", date=date), encoding="utf-8")
        (tmp_path / "report.txt").write_text(report, encoding="utf-8")
        db.add(*(tmp_path / f"{name}.txt" for name in ("first", "second", "report")))
        sql = "SELECT citation_id, target_document_id, target_clause_id FROM citations WHERE document_id = 'report' ORDER BY start"
        before = db.sql(sql).rows
        assert [row[1:] for row in before] == [("first", "first#1"), ("first", None)]
        db.correct("citations", before[0][0], "date", "2011-06-03")
        assert [row[1:] for row in db.sql(sql).rows] == [("second", "second#1"), ("first", None)]
        assert db.check() == ()


def test_a_name_is_given_to_somebody_else(db: clausedb.Database) -> None:
    [key] = db.sql(
        "SELECT mention_id FROM mentions WHERE clause_id LIKE '%#2' AND surface = 'Azerbaijan'"
    ).rows[0]
    db.correct("mentions", key, "party", "Uzbekistan")
    assert db.sql(f"SELECT party_id FROM mentions WHERE mention_id = '{key}'").rows == (("UZB",),)
    assert db.check() == ()


def test_two_rows_of_one_place_are_told_apart(tmp_path: Path) -> None:
    with clausedb.open(tmp_path / "x.db") as db:
        db.add("-", stdin=b"The Presidents of Kazakhstan and Azerbaijan met.\n")
        rows = db.sql(
            "SELECT mention_id, party_id, start FROM mentions WHERE party_id LIKE '%.PRES' ORDER BY 1"
        ).rows
        assert len({row[2] for row in rows}) == 1
        assert len(rows) == 2
        db.correct("mentions", rows[1][0], "party", "RUS")
        db.rebuild()
        now = db.sql(
            "SELECT party_id FROM mentions WHERE party_id LIKE '%.PRES' OR party_id = 'RUS' ORDER BY mention_id"
        )
        assert [row[0] for row in now.rows] == [rows[0][1], "RUS"]


def test_corrections_outlast_taking_the_document_out(db: clausedb.Database, tmp_path: Path) -> None:
    db.correct("acts", act(db, "will"), "bearer", "AZE")
    db.remove("text")
    db.add(tmp_path / "text.txt")
    assert act(db, "will", "bearers") == ["AZE"]


def test_they_are_told(db: clausedb.Database) -> None:
    key = act(db, "will")
    db.correct("acts", key, "bearer", "AZE")
    assert [sentence(one) for one in db.corrections()] == ["bearer of “will” in 2 is AZE (was KAZ)"]
    [told] = db.why("obligations", key).corrections
    assert told.startswith("bearer of “will” in 2 is AZE (was KAZ), 20")
    assert db.sql("SELECT severity, message FROM findings WHERE code = 'correction'").rows == (
        ("info", "corrected by the user: bearer of “will” in 2 is AZE (was KAZ)"),
    )
    [file] = (db.path / "corrections").iterdir()
    [row] = json.loads(file.read_text(encoding="utf-8"))
    assert (row["words"], row["field"], row["value"]) == ("will", "bearer", ["AZE"])


@pytest.mark.parametrize(
    ("entity", "field", "value", "said"),
    [
        ("acts", "bearer", "Azerbajan", "nobody here is called Azerbajan. Did you mean Azerbaijan?"),
        ("acts", "bearer", "Korea", "can mean"),
        ("acts", "force", "intentoin", "intentoin is no force. Did you mean intention?"),
        ("acts", "force", "xxxx", "It is one of prohibition, obligation"),
        ("acts", "force", None, "force cannot be empty"),
        ("acts", "joint", "maybe", "joint is yes, no or unknown, not maybe"),
        ("acts", "deadline_date", "soon", "dates are written 2023-04-10, 2023-04 or 2023"),
        ("acts", "deadline_date", "2023-02-30", "is no date"),
        ("acts", "berer", "KAZ", "Did you mean bearer?"),
        ("acts", "action", "x", "action of acts cannot be corrected. "),
        ("clauses", "text", "x", "rows of clauses cannot be corrected"),
        ("nothing", "text", "x", "there is no table nothing"),
    ],
)
def test_what_a_field_does_not_take_is_explained(
    unchanged: clausedb.Database, entity: str, field: str, value: object, said: str
) -> None:
    key = {"acts": act(unchanged, "will"), "clauses": "stdin#1"}.get(entity, "x")
    with pytest.raises(StoreError) as caught:
        unchanged.correct(entity, key, field, value)
    assert said in str(caught.value)


def test_a_read_only_database_takes_none(db: clausedb.Database) -> None:
    key = act(db, "will")
    with clausedb.open(db.path, read_only=True) as other, pytest.raises(StoreError, match="reading only"):
        other.correct("acts", key, "bearer", "AZE")


# --- finding the row again ----------------------------------------------------------------


def _correction(**values: Any) -> Correction:
    told = {
        "table": "acts",
        "document": "text",
        "sha256": "x",
        "field": "bearer",
        "value": ["RUS"],
        "clause": "2",
    }
    return Correction(**{**told, **values})


@pytest.mark.parametrize(
    ("words", "start", "end", "found"),
    [
        ("will", 0, 0, True),
        ("will", 4, 7, True),
        ("will build", 0, 6, True),
        ("would", 0, 0, False),
    ],
)
def test_a_row_is_found_by_its_place_or_else_its_words(words: str, start: int, end: int, found: bool) -> None:
    at = TEXT.index("will build")
    records = parse_text(TEXT)
    one = _correction(words=words, start=at + start, end=at + end) if end else _correction(words=words)
    changed = corrected(records, [one], load_grammar())
    assert any(act.bearers == ("RUS",) for act in changed.acts) == found
    [told] = [finding for finding in changed.findings if finding.code == "correction"]
    assert told.severity == ("info" if found else "warning")


def test_a_row_that_is_gone_is_told_by_check(db: clausedb.Database) -> None:
    db.correct("acts", act(db, "will"), "bearer", "AZE")
    [file] = (db.path / "corrections").iterdir()
    rows = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps([{**rows[0], "words": "would", "start": 9000, "end": 9005}]), encoding="utf-8")
    db.rebuild()
    assert db.check() == (
        "text: a correction finds its row no more: bearer of “would” in 2 is AZE (was KAZ)",
    )


def test_a_damaged_file_is_named(db: clausedb.Database) -> None:
    (db.path / "corrections" / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match=r"x\.json: the corrections of a document cannot be read"):
        db.rebuild()
    assert "x.json" in db.check()[0]


def test_every_correctable_field_is_a_field_of_its_table() -> None:
    for name, fields in FIELDS.items():
        for field in fields:
            found = table(name).field(field)
            assert table(name).column(column_of(name, field))
            assert found is None or found.column == column_of(name, field)

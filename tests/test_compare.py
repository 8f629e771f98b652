"""Two texts beside each other: their words, and what an act is in law."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clausedb
from clausedb.api.comparing import compare
from clausedb.diff import diff, marked
from clausedb.words import normals
from tests import world


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        ("The Parties shall meet.", "The Parties shall meet.", "The Parties shall meet."),
        ("The Parties shall meet.", "The Parties may meet.", "The Parties [-shall-] {+may+} meet."),
        ("shall meet", "shall, if asked, meet", "shall {+, if asked,+} meet"),
        ("meet once a year", "meet", "meet [-once a year-]"),
        ("meet (once a year)", "meet (twice a month)", "meet ( [-once-] {+twice+} a [-year-] {+month+} )"),
        ("Стороны обязуются", "Стороны намерены", "Стороны [-обязуются-] {+намерены+}"),
        ("", "new words", "{+new words+}"),
        ("", "", ""),
    ],
)
def test_words_that_differ_are_marked(left: str, right: str, shown: str) -> None:
    assert marked(diff(left, right)) == shown


_PHRASES = st.lists(st.sampled_from(["a", "b", "shall", "may", ",", ".", "год"]), max_size=30).map(" ".join)


@given(_PHRASES, _PHRASES)
def test_each_side_can_be_read_off_the_changes(left: str, right: str) -> None:
    changes = diff(left, right)
    for side, text in (("left", left), ("right", right)):
        held = " ".join(one.text for one in changes if one.side in ("same", side))
        assert normals(held) == normals(text)


def _tables(*acts: dict[str, object], language: str = "en") -> world.Tables:
    tables: world.Tables = {one.name: [] for one in world.TABLES}
    for name, binding in (("a", "treaty"), ("b", "political")):
        tables["documents"].append(world.row("documents", document_id=name, binding=binding, language="en"))
        tables["clauses"].append(
            world.row(
                "clauses", clause_id=f"{name}#1", document_id=name, label="1", number="1.", position=0, level=1,
                language="en" if name == "a" else language, start=0, end=9, text=f"Text of {name}.", text_start=0,
            )
        )  # fmt: skip
    for number, act in enumerate(acts):
        document = str(act.pop("of"))
        tables["acts"].append(
            world.row(
                "acts",
                act_id=f"{number}",
                clause_id=f"{document}#1",
                document_id=document,
                cue_start=number,
                **act,
            )
        )
    return tables


def _compared(tables: world.Tables) -> clausedb.Result:
    return compare(world.connect(tables), ("@a#1", "@b#1"), "")


def test_force_bearers_and_deadline_are_told() -> None:
    result = _compared(
        _tables(
            {
                "of": "a",
                "force": "obligation",
                "bearers": ["KAZ"],
                "action": "open the border",
                "deadline_date": "2025",
            },
            {"of": "b", "force": "intention", "bearers": ["KAZ", "AZE"], "action": "open the border"},
        )
    )
    assert "Act 1: force obligation → intention; bearer KAZ → KAZ, AZE; deadline 2025 → none." in result.notes
    assert ("act 1 force", "obligation", "intention") in result.rows
    assert ("binding", "treaty", "political") in result.rows
    assert ("text", "Text of [-a-] .", "Text of {+b+} .") in result.rows


def test_acts_that_say_the_same_are_paired_whatever_their_order() -> None:
    result = _compared(
        _tables(
            {"of": "a", "force": "obligation", "bearers": [], "action": "open the border"},
            {"of": "a", "force": "obligation", "bearers": [], "action": "exchange prisoners of war"},
            {"of": "b", "force": "obligation", "bearers": [], "action": "exchange all prisoners"},
            {"of": "b", "force": "obligation", "bearers": [], "action": "open the border"},
        )
    )
    assert ("act 1 action", "open the border", "open the border") in result.rows
    assert result.notes[1:] == ("Act 2: another action.",)


def test_an_act_without_a_like_stands_alone() -> None:
    result = _compared(_tables({"of": "b", "force": "right", "bearers": [], "action": "leave"}))
    assert ("act 1 force", None, "right") in result.rows
    assert "Only right: 1 act." in result.notes


def test_words_of_two_languages_are_not_lined_up() -> None:
    result = _compared(_tables(language="ru"))
    assert result.changes == ()
    assert "different languages (en; ru)" in result.notes[0]


def test_a_clause_and_itself_are_the_same(db: clausedb.Database) -> None:
    result = db.query("compare @kaz-aze-2023#3 with @kaz-aze-2023#3")
    assert result.notes == ("The words are the same.", "The acts are the same.")
    assert all(left == right for _, left, right in result.rows)


def test_clauses_are_compared_side_by_side(db: clausedb.Database) -> None:
    result = db.query("compare @kaz-aze-2023#3 with @kaz-aze-2023#4")
    assert result.rows[0] == ("clause", "kaz-aze-2023#3", "kaz-aze-2023#4")
    assert [one.text for one in result.changes][:1] == ["The Parties will"]
    assert result.names == ("field", "left", "right")


def test_several_are_compared_with_the_first(db: clausedb.Database) -> None:
    result = db.query("compare @kaz-aze-2023#3 with @kaz-aze-2023#4 with @kaz-aze-2023#5")
    heads = [row for row in result.rows if row[0] == "clause"]
    assert [row[2] for row in heads] == ["kaz-aze-2023#4", "kaz-aze-2023#5"]


def test_whole_documents_are_compared(db: clausedb.Database) -> None:
    result = db.query("compare @almaty-talks-en with @almaty-talks-news")
    assert result.rows[0][0] == "document"
    assert {row[0] for row in result.rows} >= {"title", "text"}

"""What an answer is to a program: rows, frames, a table in a notebook; and the answers of plain SQL."""

from __future__ import annotations

import pytest

import clausedb
from clausedb.api.result import Result, plain
from clausedb.compiled import ResultColumn

RESULT = Result(
    (
        ResultColumn("clause", "text", "clause"),
        ResultColumn("instrument", "text", "instrument"),
        ResultColumn("bearer", "texts", "party"),
        ResultColumn("joint", "flag"),
        ResultColumn("count", "integer"),
    ),
    (("doc#9", "i1", ["KAZ", "AZE"], True, 3), ("doc#<10>", None, [], None, None)),
    notes=("2 left out",),
    echo=("Azerbaijan = AZE",),
    titles={"i1": "Alma-Ata Declaration"},
)


def test_a_result_is_a_list_of_dicts_with_titles_beside_ids() -> None:
    assert len(RESULT) == 2
    assert next(iter(RESULT)) == {
        "clause": "doc#9",
        "instrument": "Alma-Ata Declaration",
        "instrument_id": "i1",
        "bearer": ["KAZ", "AZE"],
        "joint": True,
        "count": 3,
    }


def test_a_result_becomes_frames() -> None:
    assert RESULT.pl().to_dicts() == list(RESULT)
    assert RESULT.df()["instrument"][0] == "Alma-Ata Declaration"
    assert RESULT.arrow().to_pylist() == list(RESULT)


def test_whole_numbers_stay_such_in_a_frame_where_some_are_unknown() -> None:
    columns = (ResultColumn("year", "integer", "year"), ResultColumn("count", "integer"))
    frame = Result(columns, ((1949, 3), (None, 2))).df()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {"year": "Int64", "count": "int64"}
    assert frame["year"][0] == 1949


def test_others_take_a_result_without_asking_us() -> None:
    import polars
    import pyarrow

    assert pyarrow.table(RESULT).num_rows == 2
    assert polars.DataFrame(RESULT).shape == (2, 6)


def test_a_notebook_shows_a_result_escaped_and_in_its_direction() -> None:
    shown = RESULT._repr_html_()
    assert '<bdi dir="auto">doc#&lt;10&gt;</bdi>' in shown
    assert "KAZ, AZE" in shown
    assert "2 left out" in shown


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (True, "yes"), (False, "no"), (["a", None, "b"], "a, , b"), (3, "3"), (0.5, "0.5")],
)
def test_cells_in_one_line(value: object, words: str) -> None:
    assert plain(value) == words


def test_sql_gives_typed_columns(db: clausedb.Database) -> None:
    result = db.sql(
        "SELECT 1 AS a, 'x' AS b, 0.5 AS c, true AS d, ['y'] AS e, DATE '2020-01-02' AS f, NULL AS g"
    )
    assert [column.type for column in result.columns][:5] == ["integer", "text", "real", "flag", "texts"]
    assert result.rows[0][:6] == (1, "x", 0.5, True, ["y"], "2020-01-02")
    assert result.arrow().num_rows == 1


def test_sql_takes_parameters(db: clausedb.Database) -> None:
    asked = "SELECT * FROM (VALUES ('a', 1), ('it''s', 2)) AS t(id, n) WHERE"
    assert db.sql(f"{asked} id = ?", ["it's"]).rows == (("it's", 2),)
    assert db.sql(f"{asked} id = $id AND n = $n", {"id": "a", "n": 1}).rows == (("a", 1),)
    assert len(db.sql(f"{asked} id IN (SELECT unnest(?))", [["a", "it's"]])) == 2
    for sql, given in (("SELECT ?", []), ("SELECT ?", [1, 2]), ("SELECT $a", {"b": 1}), ("SELECT 1", [1])):
        with pytest.raises(clausedb.StoreError, match=r"(?i)parameter"):
            db.sql(sql, given)

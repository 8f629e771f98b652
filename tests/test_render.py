"""Results and texts on the screen and in files: safe for a terminal, whole, the same cells in every format."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausedb.api.result import Result
from clausedb.cli import complaint, reading, render, safe, table
from clausedb.cli.arguments import Usage
from clausedb.cli.hits import hits_of
from clausedb.cli.paint import Paint
from clausedb.compiled import ResultColumn
from clausedb.errors import QueryError

PLAIN = Paint()

ATTACKS = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;aGk=\x07",
    "\x1bP+q544e\x1b\\",
    "\x9b2J",
    "\x9d0;title\x9c",
    "over\rwritten",
    "back\x08\x08space",
    "bell\x07",
    "nul\x00",
    "page\x12break",
    "\u202eevil\u202c",
    "\u2066isolated",
    "lone \ud800 surrogate",
    "line\u2028separator",
    "next\x85line",
    "tag\U000e0041s",
)

TEXT = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\x1b\x9b\x07\r\n\t\u202eابتфы中"), max_size=80
)


def _result(rows: list[tuple[object, ...]], **columns: str) -> Result:
    return Result(tuple(ResultColumn(name, kind) for name, kind in columns.items()), tuple(rows))


def _steers(shown: str) -> list[str]:
    """The characters in which a terminal could be steered, or text turned around."""
    return [
        one
        for one in shown
        if (unicodedata.category(one) == "Cc" and one != "\n")
        or one in "\u202a\u202b\u202d\u202e\u2028\u2029"
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_print_path_lets_control_characters_through(attack: str) -> None:
    result = Result(
        (ResultColumn("clause", "text", "clause"), ResultColumn("text", "text")), ((attack, f"a {attack} b"),)
    )
    for kind in ("table", "read"):
        shown = "\n".join(render.screen(result, kind, PLAIN, 80))
        assert not _steers(shown), (kind, shown)
        shown.encode("utf-8")


@given(TEXT)
def test_a_line_never_steers_a_terminal(text: str) -> None:
    shown = safe.line(text)
    assert not _steers(shown)
    assert "\n" not in shown
    shown.encode("utf-8")


@given(TEXT, st.integers(2, 40))
def test_wrapping_keeps_every_word_and_the_width(text: str, columns: int) -> None:
    line = safe.line(text)
    lines = safe.wrap(line, columns)
    assert "".join("".join(lines).split()) == "".join(line.split())
    assert all(safe.width(one) <= columns for one in lines)


def test_right_to_left_text_is_isolated_so_that_columns_hold() -> None:
    result = _result([("السلام في جنوب القوقاز", 3), ("peace", 12)], text="text", count="integer")
    lines = render.screen(result, "table", PLAIN, 80)
    assert lines[2].startswith("\u2068")
    assert "\u2069" in lines[2]
    assert len({safe.width(line) for line in lines[2:]}) == 1


def test_a_table_wraps_instead_of_cutting() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    result = _result([("kaz-aze-2023#1", words, 5)], clause="text", action="text", count="integer")
    lines = render.screen(result, "table", PLAIN, 60)
    assert all(safe.width(line) <= 60 for line in lines)
    assert all(f"word{number}" in " ".join(lines).split() for number in range(60))


def test_a_long_text_that_has_no_room_beside_the_others_stands_under_them() -> None:
    heads = [table.Head("", right=True, whole=True), table.Head("clause", whole=True), table.Head("action")]
    action = "exchange information and experience on issues of the implementation of joint projects"
    rows = [["1", "a-document-of-a-long-name#12(3)(b)", action], ["2", "short#1", "meet"]]
    lines = table.draw(heads, rows, PLAIN, 60)
    assert lines[:3] == [f"   {'clause':<34}".rstrip(), "   action", "─  " + "─" * 34]
    assert [line.strip() for line in lines[3:]] == [
        "1  a-document-of-a-long-name#12(3)(b)",
        "exchange information and experience on issues of the",
        "implementation of joint projects",
        "2  short#1",
        "meet",
    ]
    assert table.draw(heads, rows, PLAIN, 120)[0].split() == ["clause", "action"]


def test_a_narrow_screen_stacks_the_cells() -> None:
    result = _result([tuple(f"value{n}" for n in range(12))], **{f"name{n}": "text" for n in range(12)})
    lines = render.screen(result, "table", PLAIN, 40)
    assert [line.split() for line in lines] == [[f"name{n}", f"value{n}"] for n in range(12)]


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=5), st.integers(20, 120))
def test_no_table_is_wider_than_the_screen(rows: list[tuple[str, str, str]], columns: int) -> None:
    heads = [table.Head("one", whole=True), table.Head("another"), table.Head("third", right=True)]
    cells = [[safe.line(cell) for cell in row] for row in rows]
    if all(safe.width(row[0]) <= columns for row in cells):
        assert all(safe.width(line) <= columns for line in table.draw(heads, cells, PLAIN, columns))


def test_a_word_of_a_million_letters_is_wrapped_quickly() -> None:
    assert len(safe.wrap("x" * 1_000_000, 80)) == 12_500


def test_hits_are_bold_across_lines() -> None:
    text = "one two three four five"
    lines = reading.paragraphs(text, Paint(True), 13, [(4, 13, "hit")])
    assert lines == ["   one \x1b[1;33mtwo\x1b[0m", "   \x1b[1;33mthree\x1b[0m four", "   five"]


def test_private_marks_of_a_text_colour_nothing() -> None:
    assert reading.paragraphs("a \ue000b\ue001 c", Paint(True), 40) == ["   a b c"]


CELLS: list[tuple[object, ...]] = [
    ("a#1", ["KAZ", "AZE"], True, 3, None, 'say "so", |x|\nand more'),
    ("a#2", [], False, 0, "", "بيان"),
]
KINDS = {
    "clause": "text",
    "bearer": "texts",
    "joint": "flag",
    "count": "integer",
    "deadline": "text",
    "words": "text",
}


def test_json_and_jsonl_hold_the_same_rows() -> None:
    result = _result(CELLS, **KINDS)
    rows = json.loads(render.text(result, "json"))
    assert rows == [json.loads(line) for line in render.text(result, "jsonl").splitlines()]
    assert rows[0] == {
        "clause": "a#1",
        "bearer": ["KAZ", "AZE"],
        "joint": True,
        "count": 3,
        "deadline": None,
        "words": 'say "so", |x|\nand more',
    }


def test_csv_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(render.text(_result(CELLS, **KINDS), "csv"))))
    assert rows == [
        list(KINDS),
        ["a#1", "KAZ, AZE", "yes", "3", "", 'say "so", |x|\nand more'],
        ["a#2", "", "no", "0", "", "بيان"],
    ]


def test_parquet_reads_back() -> None:
    import pyarrow.parquet as pq

    found = pq.read_table(io.BytesIO(render.parquet(_result(CELLS, **KINDS)))).to_pylist()
    assert [tuple(row.values()) for row in found] == CELLS


def test_xlsx_holds_numbers_and_text_but_no_formulas() -> None:
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    import zipfile

    rows: list[tuple[object, ...]] = [*CELLS, ("=1+1", [], None, 4, None, "https://example.org \x00\x1b")]
    data = render.encoded(_result(rows, **KINDS), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<v>3</v>" in sheet
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "<t>=1+1</t>" in words
    assert "<t>KAZ, AZE</t>" in words
    assert "\x1b" not in words


def test_xlsx_without_its_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(Usage, match=r"pip install 'clausedb\[excel\]'"):
        render.encoded(_result(CELLS, **KINDS), "xlsx")


@pytest.mark.parametrize(("length", "kept"), [(10, 10), (32_767, 32_767), (40_000, 32_767)])
def test_a_spreadsheet_cell_is_never_too_long(length: int, kept: int) -> None:
    assert len(safe.spreadsheet("x" * length)) == kept
    wide = safe.spreadsheet("\U0001f600" * length)
    assert len(wide.encode("utf-16-le")) // 2 <= 32_767


def test_markdown_keeps_its_cells_apart() -> None:
    lines = render.text(_result(CELLS, **KINDS), "md").splitlines()
    assert lines[1] == "| --- | --- | --- | ---: | --- | --- |"
    assert lines[2] == '| a#1 | KAZ, AZE | yes | 3 |  | say "so", \\|x\\| and more |'


def test_html_escapes_and_isolates() -> None:
    page = render.text(_result([("<script>alert(1)</script>",)], text="text"), "html")
    assert "<script>" not in page
    assert '<bdi dir="auto">&lt;script&gt;' in page


def test_json_writes_a_lone_surrogate_as_json_does() -> None:
    data = render.encoded(_result([("\ud800",)], text="text"), "json")
    assert json.loads(data) == [{"text": "\ud800"}]


def test_an_ending_names_the_format() -> None:
    assert render.format_of(Path("a.PARQUET")) == "parquet"
    with pytest.raises(Usage, match=r"ending should be one of \.json"):
        render.format_of(Path("a.docx"))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    render.save(b"one", path, force=False)
    with pytest.raises(Usage, match="is there already"):
        render.save(b"two", path, force=False)
    assert path.read_bytes() == b"one"
    render.save(b"two", path, force=True)
    assert path.read_bytes() == b"two"
    assert [one.name for one in path.parent.iterdir()] == ["a.csv"]


@pytest.mark.parametrize(
    ("query", "text", "bold"),
    [
        ("clauses where text has peace", "peace and Peace in war", ["peace", "Peace"]),
        (
            'clauses where text has ("free trade" near/3 zone)',
            "a free trade and transit zone",
            ["free trade", "zone"],
        ),
        ("clauses where text has трубопровод", "по трубопроводам", ["трубопроводам"]),
        ("statements where quote has peace and year = 2024", "in peace", ["peace"]),
        ("clauses where text has (war and not peace)", "a war", ["war"]),
        ("clauses where not text has peace", "in peace", None),
        ("clauses where heading has peace", "in peace", None),
        ("acts | count by force", "in peace", None),
        ("no query at all", "in peace", None),
    ],
)
def test_the_words_asked_for_are_found(query: str, text: str, bold: list[str] | None) -> None:
    hits = hits_of(query, reading.LONG_TEXTS)
    assert (hits and [text[start:end] for start, end in hits(text, "")]) == bold


# --- wrong queries on a screen ------------------------------------------------------------


@pytest.mark.parametrize("columns", [24, 40, 100])
def test_the_wrong_words_are_underlined_where_they_stand(columns: int) -> None:
    text = "obligations where bearer is Kazakhstan and year = 2023 and force is intention | cuont by force"
    start = text.index("cuont")
    error = QueryError(text, (start, start + 5), "`cuont` was not expected here.", "Did you mean `count`?")
    line, marks, *said = complaint.draw(error, columns)
    assert line[marks.index("^") : marks.index("^") + 5] == "cuont"
    assert marks.strip() == "^^^^^"
    assert all(safe.width(one) <= columns for one in (line, marks, *said))
    assert " ".join(said) == "`cuont` was not expected here. Did you mean `count`?"


def test_marks_over_letters_take_no_room_in_the_underline() -> None:
    text = "clauses where text has سَلَام and foo"
    start = text.index("foo")
    line, marks, *_ = complaint.draw(QueryError(text, (start, start + 3), "No."), 80)
    assert safe.width(marks) == safe.width(line)

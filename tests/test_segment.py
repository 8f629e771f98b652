"""Text to clauses: the cases of tests/cases/segment_*.md, and what holds for any text."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clausedb.errors import ResourceError
from clausedb.language import load_grammar
from clausedb.model import Records
from clausedb.parse.pipeline import start
from clausedb.parse.structure.explain import explain
from clausedb.parse.structure.segment import read_clauses

CASES = Path(__file__).parent / "cases"
SEEDS = Path(__file__).parents[1] / "seeds"
GRAMMAR = load_grammar()


def segment(text: str) -> Records:
    return read_clauses(start(text, name="doc", sha256="", entry=None, document_id=None), GRAMMAR)


def outline(records: Records) -> str:
    """A line a clause: label, kind, heading, own text; boilerplate below."""
    rows = []
    for clause in records.clauses:
        own = " ".join(clause.own.of(records.text).split())
        heading = f" [{' '.join(clause.heading.split())}]" if clause.heading else ""
        rows.append(f"{'  ' * (clause.level - 1)}{clause.label} {clause.kind}{heading} {own}".rstrip())
    rows += [f"- {span.of(records.text)}" for span in records.boilerplate]
    return "\n".join(rows)


def read_cases() -> list[object]:
    """Title, dot, input, dot, expected outline, dot; between cases anything."""
    found: list[object] = []
    for path in sorted(CASES.glob("segment_*.md")):
        for title, text, expected in re.findall(
            r"^([^\n]+)\n\.\n(.*?)\n\.\n(.*?)\n\.$", path.read_text(), re.M | re.S
        ):
            found.append(pytest.param(text, expected, id=f"{path.stem}: {title}"))
    return found


@pytest.mark.parametrize(("text", "expected"), read_cases())
def test_case(text: str, expected: str) -> None:
    assert outline(segment(text)) == expected


# --- what holds for any text --------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "1. ",
        "2. ",
        "3. ",
        "1) ",
        "(a) ",
        "(b) ",
        "(i) ",
        "(ii) ",
        "a) ",
        "б) ",
        "Article 1\n",
        "Article 2. ",
        "ARTICLE III\n",
        "Статья 5\n",
        "Статья 6. ",
        "المادة 1\n",
        "1 - ",
        "(أ) ",
        "PART I\n",
        "Annex\n",
        "Глава 2. ",
        "\n",
        "\n\n",
        "  ",
        ". ",
        "; ",
        ": ",
        ", ",
        "“",
        "”",
        "- ",
        "• ",
        "The Parties shall cooperate",
        "Стороны обязуются",
        "يتعهد الطرفان",
        "Recalling the Charter,\n",
        "The General Assembly,\n",
        "Have agreed as follows:\n",
        "Done at Astana\n",
        "Comments are closed.\n",
        "11 Comments\n",
        "Google+ Facebook\n",
        "Просмотров: 2104",
        "1 See resolution 70/1.\n",
        "\ufeff",
        "\u200f",
        "\x00",
        "\x12",
        "\r\n",
        "\x0c",
        "\u2028",
        "12.1 ",
        "5 bis",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200)
INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@settings(max_examples=150, deadline=None)
@example("(b) Article 1\nArticle 2. ")
@example("Article 2. PART I\nПросмотров: 21041. ")
@given(TEXTS)
def test_clauses_and_boilerplate_tile_the_text(text: str) -> None:
    records = segment(text)
    held = [0] * len(text)
    for start_, end in [(c.start, c.own_end) for c in records.clauses] + [
        (s.start, s.end) for s in records.boilerplate
    ]:
        for offset in range(start_, end):
            held[offset] += 1
    wrong = [
        offset
        for offset, times in enumerate(held)
        if times > 1 or (times == 0 and not text[offset].isspace() and text[offset] not in INVISIBLE)
    ]
    assert wrong == []


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_clauses_are_a_tree_in_text_order(text: str) -> None:
    clauses = segment(text).clauses
    by_id = {clause.clause_id: clause for clause in clauses}
    assert len(by_id) == len(clauses)
    assert [clause.position for clause in clauses] == list(range(len(clauses)))
    for before, after in pairwise(clauses):
        assert before.start < after.start
        assert before.own_end <= after.start
    for clause in clauses:
        assert clause.start <= clause.text_start <= clause.own_end <= clause.end
        assert re.fullmatch(r"[A-Za-z0-9.\-/()]+", clause.label), clause.label
        parent = by_id.get(clause.parent_id or "")
        assert clause.level == (parent.level + 1 if parent else 1)
        if parent:
            assert parent.own_end <= clause.start
            assert clause.end <= parent.end


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_reading_again_gives_the_same(text: str) -> None:
    assert segment(text) == segment(text)


def test_every_line_is_explained() -> None:
    text = (SEEDS / "004_e315b40c047e683f.txt").read_text(encoding="utf-8")
    lines = explain(text, GRAMMAR)
    assert [text[line.start : line.end] for line in lines] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]
    assert lines[0].role == "boilerplate"
    assert [line.rule for line in lines if line.role == "paragraph"] == ["dot:digits"] * 13
    assert all(line.reason for line in lines)


# --- the sample documents -----------------------------------------------------------------


def seed(name: str) -> Records:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    with path.open(encoding="utf-8", newline="") as file:
        return segment(file.read())


def test_a_joint_statement_in_a_press_page() -> None:
    records = seed("004")
    numbers = [clause.number for clause in records.clauses if clause.number]
    assert numbers == [f"{number}." for number in range(1, 14)]
    below = {clause.label for clause in records.clauses if clause.level == 2}
    assert below == {"1.p2", "6.p2", "6.p3", "9.p2", "13.p2"}
    kinds = [clause.kind for clause in records.clauses if clause.level == 1]
    assert kinds == [
        "title",
        "text",
        "text",
        "text",
        "recital",
        "enacting",
        *["paragraph"] * 13,
        *["closing"] * 3,
        "signature",
    ]
    assert [span.of(records.text) for span in records.boilerplate] == [
        "Featured",
        "TuraNews",
        "Back to top button",
    ]


@pytest.mark.parametrize("name", ["000", "001", "002", "003"])
def test_a_press_report_has_no_numbers(name: str) -> None:
    records = seed(name)
    assert [clause.number for clause in records.clauses if clause.number] == []
    assert "no_numbers" in [finding.code for finding in records.findings]


def test_stamped_sections_keep_their_stamps() -> None:
    stamps = [clause.own.of(seed("000").text) for clause in seed("000").clauses if clause.kind == "timestamp"]
    assert stamps == ["April 29, 21:15", "April 29, 3:58 p.m.", "April 15, 16:02"]


def test_a_view_counter_is_cut_from_the_date_line() -> None:
    records = seed("003")
    assert [c.own.of(records.text) for c in records.clauses if c.kind == "dateline"] == ["13:02 / 11.03.2025"]
    assert records.boilerplate[0].of(records.text) == "Просмотров: 2104"


@pytest.mark.parametrize(
    ("name", "language"), [("000", "en"), ("001", "en"), ("002", "ar"), ("003", "ru"), ("004", "en")]
)
def test_language(name: str, language: str) -> None:
    records = seed(name)
    assert records.document.language == language
    assert {clause.language for clause in records.clauses} == {language}


# --- a tree written out is read again -------------------------------------------------------

_STYLES = {
    "en": ("Article {}", "The Parties shall cooperate in good faith", "({})", "abcdefghij"),
    "ru": ("Статья {}", "Стороны сотрудничают на взаимной основе", "{})", "абвгдежзик"),
    "ar": ("المادة {}", "يتعاون الطرفان على أساس المنفعة المتبادلة", "({})", "أبجدهوزحطي"),
}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi")
_Tree = list[tuple[bool, list[tuple[bool, list[int]]]]]
"""Of each article: whether it has a title, and its paragraphs; of each: whether a text goes on, and of its points how many
sub-points they have."""
TREES: st.SearchStrategy[_Tree] = st.lists(
    st.tuples(
        st.booleans(),
        st.lists(
            st.tuples(st.booleans(), st.lists(st.sampled_from([0, 0, 2, 3, 6]), max_size=8)), max_size=4
        ),
    ),
    min_size=2,
    max_size=6,
)


def written(tree: _Tree, language: str) -> tuple[str, list[tuple[str, ...]]]:
    """A treaty as text, and the paths of its units."""
    article, words, point, letters = _STYLES[language]
    lines: list[str] = []
    expected: list[tuple[str, ...]] = []
    for number, (titled, paragraphs) in enumerate(tree, 1):
        head = article.format(number)
        expected.append((head,))
        lines.append(head)
        if titled:
            lines.append(words.split()[-1].capitalize())
        if len(paragraphs) < 2:
            lines.append(f"{words}.")
            continue
        for count, (goes_on, points) in enumerate(paragraphs, 1):
            path = (head, f"{count}.")
            expected.append(path)
            listed = len(points) > 1
            lines.append(f"{count}. {words}{':' if listed else '.'}")
            for letter, below in zip(letters, points if listed else [], strict=False):
                expected.append((*path, point.format(letter)))
                lines.append(f"{point.format(letter)} {words}{':' if below else ';'}")
                for roman in _ROMAN[:below]:
                    expected.append((*path, point.format(letter), f"({roman})"))
                    lines.append(f"({roman}) {words};")
            if goes_on:
                lines.append(f"{words}.")
    return "\n\n".join(lines), expected


@pytest.mark.parametrize("language", _STYLES)
@settings(max_examples=60, deadline=None)
@given(tree=TREES)
def test_a_treaty_is_read_as_it_was_written(language: str, tree: _Tree) -> None:
    text, expected = written(tree, language)
    records = segment(text)
    assert [path for _, path in paths(records)] == expected
    again = segment(rendered(records))
    assert [path for _, path in paths(again)] == expected
    assert [clause.clause_id for clause in again.clauses if clause.number] == [
        clause.clause_id for clause in records.clauses if clause.number
    ]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_numbers_and_headings_are_what_is_printed(text: str) -> None:
    for clause in segment(text).clauses:
        head = text[clause.start : clause.text_start]
        number, heading = clause.number or "", clause.heading or ""
        assert number in head
        assert heading in head
        between = head.replace(number, "", 1).replace(heading, "", 1)
        assert not number or (clause.path[-1] == number and not any(char.isalnum() for char in between))


# --- size and depth -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("(a)" if index % 2 else "(i)" for index in range(4000)),
        " ".join("(a)" if index % 2 else "(i)" for index in range(4000)),
        "\n" * 200_000,
        "word " * 200_000,
        "x" * 1_000_000,
        "1. " * 3000,
        "(" * 20_000,
        "1.1.1.1 " * 5000,
        "The Parties shall: (a) meet; (b) part, " * 3000 + "\n" + "word (a) and (b); (i) " * 5000,
        "\n".join(f"Article {number}\n1. One.\n2. Two." for number in range(1, 800)),
    ],
    ids=[
        "nested",
        "nested in a line",
        "empty lines",
        "long line",
        "long word",
        "ones",
        "brackets",
        "decimals",
        "lists in a line",
        "articles",
    ],
)
def test_hostile_shapes_end_in_clauses(text: str) -> None:
    clauses = segment(text).clauses
    assert len({clause.clause_id for clause in clauses}) == len(clauses)
    assert max((clause.level for clause in clauses), default=0) < 40


# --- what a house adds, what a line is told to be -------------------------------------------


def test_a_house_style_is_a_file(tmp_path: Path) -> None:
    text = "Pledge 1\nScope\nThis Deed binds both.\nPledge 2\nTerm\n(a) It runs for a year."
    assert [clause.number for clause in segment(text).clauses if clause.number] == ["(a)"]
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "numbering.tsv").write_text(
        "id\tkind\trank\tstrength\tvalues\tpattern\npledge\tarticle\t8\t3\tnum\tPledge <n>\n"
    )
    grammar = load_grammar(tmp_path)
    records = read_clauses(start(text, name="doc", sha256="", entry=None, document_id=None), grammar)
    assert [clause.label for clause in records.clauses] == ["1", "2", "2(a)"]
    assert [clause.heading for clause in records.clauses] == ["Scope", "Term", None]
    rules = [(line.role, line.rule) for line in explain(text, grammar)]
    assert rules[0] == ("article", "pledge")
    assert rules[1] == ("heading", "pledge")
    assert rules[5] == ("point", "alpha.parens:letter")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("pledge\tarticel\t8\t3\tnum\tPledge <n>", "there is no kind 'articel'"),
        ("pledge\tarticle\teight\t3\tnum\tPledge <n>", "rank is a number from 0 to 99, not 'eight'"),
        ("pledge\tarticle\t8\t4\tnum\tPledge <n>", "strength is a number from 0 to 3, not '4'"),
        ("pledge\tarticle\t8\t3\tnumb\tPledge <n>", "no class of values is called 'numb'"),
        ("pledge\tarticle\t8\t3\tnum\tPledge (<n>", "is no pattern"),
        ("pledge\tarticle\t8\t3\tnum\tPledge", "does not say with <n>"),
    ],
)
def test_a_house_style_that_is_wrong_says_what(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "numbering.tsv").write_text(f"id\tkind\trank\tstrength\tvalues\tpattern\n{row}\n")
    grammar = load_grammar(tmp_path)
    with pytest.raises(ResourceError, match=f"numbering.tsv of en, row 'pledge'.*{re.escape(said)}"):
        read_clauses(start("Pledge 1", name="doc", sha256="", entry=None, document_id=None), grammar)


def test_a_layout_that_is_wrong_says_what(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "layout.tsv").write_text("role\tzone\tat\tpattern\nmotive\tfront\tstart\tSince\n")
    grammar = load_grammar(tmp_path)
    with pytest.raises(ResourceError, match=r"layout\.tsv, row 'motive'"):
        read_clauses(start("Since then,", name="doc", sha256="", entry=None, document_id=None), grammar)


def test_a_masthead_that_is_wrong_says_what(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "mastheads.tsv").write_text("kind\tpattern\nopens\tBoard (of\n")
    grammar = load_grammar(tmp_path)
    with pytest.raises(ResourceError, match=r"mastheads\.tsv, row 'opens': Board \(of is no pattern"):
        read_clauses(start("Board", name="doc", sha256="", entry=None, document_id=None), grammar)


def test_lines_that_are_kept_out_say_why() -> None:
    text = (
        "CONTENTS\nArticle 1. Scope .... 1\nArticle 2. Terms .... 2\nArticle 3. End .... 3\n"
        "Article 1. Scope\n\nThis binds.\n\nArticle 2. Terms\n\nNone.\n\nArticle 3. End\n\nNever.\n\nComments are closed."
    )
    apart = [line.rule for line in explain(text, GRAMMAR) if line.role == "boilerplate"]
    assert apart == ["contents"] * 4 + ["boilerplate.tsv"]
    assert [finding.code for finding in segment(text).findings] == ["contents", "boilerplate"]


def test_a_text_that_stands_twice_is_no_table_of_contents() -> None:
    once = "".join(
        f"Article {number}\n\nThe Parties agree.\n\nThey meet.\n\nThey part.\n\n" for number in range(1, 6)
    )
    assert segment(once + once).boilerplate == ()


def test_nesting_beyond_the_kept_depth_is_told_once() -> None:
    text = "\n".join("(a)" if index % 2 else "(i)" for index in range(400))
    records = segment(text)
    assert [finding.code for finding in records.findings].count("truncated_nesting") <= 1
    assert max(clause.level for clause in records.clauses) <= 25


# --- the numbering speaks for itself ----------------------------------------------------------


def paths(records: Records) -> list[tuple[str, tuple[str, ...]]]:
    return [(clause.kind, clause.path) for clause in records.clauses if clause.number]


def rendered(records: Records) -> str:
    """Every clause as a paragraph of its own: number and heading as printed, own text in one line, a number that stood alone alone."""
    text = records.text
    parts = []
    for clause in records.clauses:
        head = text[clause.start : clause.text_start]
        own = " ".join(clause.own.of(text).split())
        parts.append(f"{head.strip()}{chr(10) if chr(10) in head or clause.heading else ' '}{own}".strip())
    return "\n\n".join(parts)


@pytest.mark.parametrize(("text", "expected"), read_cases())
def test_a_tree_that_is_written_out_is_read_again(text: str, expected: str) -> None:
    first = segment(text)
    assert paths(segment(rendered(first))) == paths(first)


def calls(text: str) -> int:
    """How many functions are called to split a text: its cost, counted and not timed."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        segment(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        "(a) x\n(i) y\n",
        "1. x\n",
        "1. (a) (i) ",
        "1. They shall: (a) meet; (b) part: (i) now; (ii) then.\n",
        "Article 1\nTitle\n1. The Parties shall.\n",
        "The Parties\nagree on the following: “Article 5\n",
        "Contents ..... 3\n",
        "\n",
        "word ",
    ],
)
def test_twice_the_text_costs_twice_the_calls(unit: str) -> None:
    segment(unit * 10)
    once, twice = calls(unit * 300), calls(unit * 600)
    assert twice < once * 2.2 + 500


def test_a_paragraph_that_has_the_number_of_its_page_is_none() -> None:
    page = " ".join(["the competent authorities shall agree on the forms that the Parties need and"] * 12)
    text = (
        f"Article 5\n\n1 The Parties agree that {page}\n\n4\n\n{page} no more.\n\n2 The Parties agree that {page}\n\n5\n\n{page} no more."
        f"\n\n5\n\n(a) They also agree that {page} no more.\n\n(b) They will see that {page}\n\n6\n\n{page} no more.\n"
    )
    records = segment(text)
    assert [span.of(text) for span in records.boilerplate] == ["4", "5", "6"]
    assert "5(5)(a)" in {clause.label for clause in records.clauses}

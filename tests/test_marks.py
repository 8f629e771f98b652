"""What was read in a text, shown in it: marks without overlaps, colours on a terminal, one safe page for a browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clausedb
from clausedb.api.database import Piece
from clausedb.cli import marks, page, reading
from clausedb.cli.marks import KINDS, Mark
from clausedb.cli.paint import Paint
from clausedb.vocabularies import FORCES

TEXT = "The Parties will <b>respect</b> the Treaty of 1999."
MARKS = (
    Mark(0, 11, "party", "Kazakhstan (KAZ)"),
    Mark(12, 16, "intention", 'intention; "sure" & <i>safe</i>'),
    Mark(36, 50, "citation", "treaty, 1999"),
    Mark(46, 50, "date", "1999"),
)
PIECE = Piece("doc", "doc#1", "paragraph", 1, "1.", None, TEXT, "en", 0, 0)

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12), st.sampled_from(list(KINDS))).map(
        lambda one: Mark(one[0], one[0] + one[1], one[2], one[2])
    ),
    max_size=12,
)


@given(SPANS)
def test_stretches_cover_exactly_the_marks_and_never_overlap(given_marks: list[Mark]) -> None:
    found = marks.stretches(given_marks)
    assert all(one.start < one.end for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for place in range(60):
        lying = {one for one in given_marks if one.start <= place < one.end}
        [*shown] = [one for one in found if one.start <= place < one.end]
        assert {one for piece in shown for one in piece.marks} == lying


@given(SPANS, st.integers(0, 50), st.integers(0, 50))
def test_a_part_holds_its_own_stretches(given_marks: list[Mark], start: int, end: int) -> None:
    for one in marks.within(marks.stretches(given_marks), start, end):
        assert start <= one.start < one.end <= end


def test_every_force_has_a_colour() -> None:
    assert {marks._OF_FORCE.get(force, "other") for force in FORCES} <= KINDS.keys()


def test_a_terminal_shows_them_in_colours() -> None:
    lines = reading.draw_pieces([PIECE], Paint(True), 100, marks.stretches(MARKS))
    assert lines[1] == (
        "  \x1b[36mThe Parties\x1b[0m \x1b[1;33mwill\x1b[0m <b>respect</b> the \x1b[4;32mTreaty of \x1b[0m"
        "\x1b[4;32m1999\x1b[0m."
    )
    assert marks.legend(marks.stretches(MARKS), Paint(True), 100)
    plain = reading.draw_pieces([PIECE], Paint(), 100, marks.stretches(MARKS))
    assert "\x1b" not in "".join(plain)
    assert marks.legend(marks.stretches(MARKS), Paint(), 100) == []


class _Page(HTMLParser):
    """The tags, the text, and the tooltips of a page; open tags must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.told: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.told += [value or "" for name, value in attrs if name == "title"]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "src"]
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_a_page_holds_the_text_and_tells_the_marks() -> None:
    made = _Page(page.draw([PIECE], marks.stretches(MARKS), ["doc", "treaty"], 'A "title" <script>'))
    assert TEXT in "".join(made.words)
    assert "script" not in made.tags
    assert "b" not in made.tags
    assert 'intention; "sure" & <i>safe</i>' in made.told
    assert made.told[-1] == "treaty, 1999\n1999"


@given(st.text(max_size=60), SPANS)
def test_no_text_breaks_out_of_a_page(text: str, given_marks: list[Mark]) -> None:
    piece = Piece("doc", 'doc#"><x', "text", 1, text[:5], text[:9], text, "en", 0, 0)
    made = _Page(page.draw([piece], marks.stretches(given_marks), [text], text))
    assert set(made.tags) <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "bdi", "p", "main", "section", "a", "strong",
        "mark", "footer", "span",
    }  # fmt: skip


@pytest.mark.parametrize("document", ["kaz-aze-2023", "almaty-talks-ar"])
def test_a_sample_document_is_marked_whole(demo_db: Path, document: str) -> None:
    with clausedb.open(demo_db) as db:
        pieces = db.show(document)
        found = marks.stretches(marks.read_marks(db, document))
        [(text,)] = db.sql("SELECT text FROM documents WHERE document_id = ?", [document]).rows
        cues = {row[0] for row in db.sql("SELECT cue FROM acts WHERE document_id = ?", [document]).rows}
    made = _Page(page.draw(pieces, found, [], document))
    shown = re.sub(r"\s+", "", "".join(made.words))
    assert all(re.sub(r"\s+", "", piece.text) in shown for piece in pieces)
    marked = {text[mark.start : mark.end] for one in found for mark in one.marks}
    assert cues <= marked
    assert {one.marks[0].kind for one in found} >= {"party", "intention"}

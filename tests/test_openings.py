"""What the texts that a pattern matches begin with: never less than it matches, and narrowly enough to spare most lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from clausedb.language import load_grammar
from clausedb.parse.structure.layout import _rows
from clausedb.parse.structure.numbering import _forms
from clausedb.parse.structure.openings import ByOpening, Gate, openings_of
from clausedb.resources import seeds_dir


@pytest.mark.parametrize(
    ("pattern", "openings"),
    [
        ("ab", {("a", "b")}),
        ("a|bc", {("a",), ("b", "c")}),
        ("(?:a|b)?c", {("a", "c"), ("b", "c"), ("c",)}),
        ("a*b", {("a", "a"), ("a", "b"), ("b",)}),
        (r"(?i:\bA)[0-9]{1,3}\.", {("A", "[0-9]")}),
        ("(?P<n>a)(?=b|c)", {("a", "b"), ("a", "c")}),
        ("a(?=b*)c", {("a", "b"), ("a", "")}),
        ("a(?!b)c", {("a", "c")}),
        ("(?<=a)b$", {("b", "$")}),
        ("", {()}),
    ],
)
def test_openings(pattern: str, openings: set[tuple[str, ...]]) -> None:
    assert openings_of(pattern) == openings


@pytest.mark.parametrize(
    ("opening", "found"),
    [("ab", "12"), ("Ab", "2"), ("ac", "4"), ("a", "1234"), ("x1", ""), ("a\n", "3"), ("", "")],
)
def test_by_opening(opening: str, found: str) -> None:
    things = ByOpening([("ab", "1"), ("(?i)ab", "2"), ("a$", "3"), ("a[^b\n]", "4")], "".join)
    assert things[opening] == found
    assert things[opening] is things[opening]


def test_in_print() -> None:
    things = ByOpening([("اب", "أب")], Gate, in_print=True)
    assert [bool(things[opening].may_match(opening)) for opening in ("اب", "أب", "ا\u0640", "بب")] == [
        True,
        True,
        True,
        False,
    ]


def _lines() -> Iterator[str]:
    for path in sorted(seeds_dir().glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield from (line[at:] for at in (0, *(match.end() for match in re.finditer(r"\s", line[:200]))))


def test_no_line_is_missed() -> None:
    """Wherever a form of a number fits and means one, or a phrase of the layout, it is among those that are tried."""
    forms, rows = _forms(load_grammar()), _rows(load_grammar(), "front").folded
    phrases = [row for row in rows.things if row.at == "start"]
    for line in filter(None, _lines()):
        table = forms.plain[line[:2]]
        tried = table.forms if table else ()
        for _, form in forms.patterns:
            match = None if form.folded or form in tried else form.pattern.match(line)
            assert match is None or form.read(match["n"]) is None, (form.key, line)
        for row in phrases:
            assert not row.pattern.match(line) or row in rows[line[:2]], (row, line)

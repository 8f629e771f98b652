"""The same treaty in every form of paste has the same units on the same paths."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clausedb.language import load_grammar
from clausedb.parse.pipeline import start
from clausedb.parse.structure.segment import read_clauses
from tests.forms import forms

TEXTS = sorted((Path(__file__).parent / "cases").glob("forms_*.txt"))
GRAMMAR = load_grammar()


def paths(text: str) -> list[tuple[str, ...]]:
    """Of every numbered unit: the numbers that lead to it, in Latin letters and digits, without words."""
    records = read_clauses(start(text, name="doc", sha256="", entry=None, document_id=None), GRAMMAR)
    return [
        tuple(map(_bare, clause.path))
        for clause in records.clauses
        if clause.number and clause.kind != "footnote"
    ]


def _bare(number: str) -> str:
    """The number without sign and word; Roman numerals of articles as digits."""
    plain = re.sub(r"\s+", " ", number.replace("\u00ad", "")).casefold().strip(" .():-–")
    article = re.fullmatch(r"(article|статья) ([ivxl]+)", plain)
    if not article:
        return plain
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in article[2]]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return f"{article[1]} {sum(-here if here < after else here for here, after in pairs)}"


CASES = [
    pytest.param(path, name, printed, id=f"{path.stem[6:]}: {name}")
    for path in TEXTS
    for name, printed in forms(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("path", "name", "printed"), CASES)
def test_every_form_has_the_same_paths(path: Path, name: str, printed: str) -> None:
    assert paths(printed) == paths(path.read_text(encoding="utf-8"))


def test_the_paths_themselves() -> None:
    found = paths((TEXTS[0].parent / "forms_law_of_treaties.txt").read_text(encoding="utf-8"))
    inner = {path[-3:] for path in found if "article 60" in path}
    assert ("article 60", "2", "a") in inner
    assert ("2", "a", "ii") in inner
    assert ("article 60", "2", "c") in inner
    high = paths((TEXTS[0].parent / "forms_high_seas.txt").read_text(encoding="utf-8"))
    assert ("part ii", "article 31", "1", "a", "iv", "b") in high
    assert ("annex ii", "a", "iii") in high

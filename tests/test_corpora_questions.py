"""The twenty questions to public documents are answered in one line each, as a careful reader would."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import clausedb
from clausedb.api.result import plain

TABLE = Path(__file__).parent / "cases" / "questions.tsv"


def _questions() -> list[dict[str, str]]:
    lines = [
        line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


QUESTIONS = _questions()


@pytest.fixture(scope="module")
def db(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[clausedb.Database]:
    names = dict.fromkeys(name for one in QUESTIONS for name in one["files"].split())
    with clausedb.open(tmp_path_factory.mktemp("corpora") / "questions.db") as opened:
        report = opened.add(*(corpora / "corpora" / f"{name}.txt" for name in names))
        assert report.failed == 0
        yield opened


def test_there_are_twenty_in_three_languages() -> None:
    assert len(QUESTIONS) == 20
    asked = " ".join(one["asked"] for one in QUESTIONS)
    assert all(any(low <= sign <= high for sign in asked) for low, high in ("az", "ая", "اي"))


@pytest.mark.parametrize("one", QUESTIONS, ids=[one["asked"] for one in QUESTIONS])
def test_the_answer_holds_what_a_reader_finds(db: clausedb.Database, one: dict[str, str]) -> None:
    result = db.ask(one["query"])
    found = {plain(result.cells(row)[0]) for row in result.rows}
    for value in map(str.strip, one["answer"].split(";")):
        assert any(cell == value or cell.startswith((f"{value}(", f"{value}.")) for cell in found), value

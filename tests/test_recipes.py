"""The recipes are asked and their answers compared; the tables of fields in the reference are those of the schema."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

import clausedb
from clausedb.cli import render
from clausedb.cli.paint import paint_for
from clausedb.errors import QueryError
from clausedb.query import ast
from clausedb.query.syntax import parse
from clausedb.schema import TABLES, Table, column_vocabulary

DOCS = Path(__file__).parents[1] / "docs"
RECIPES = DOCS / "recipes.md"
TUTORIAL = DOCS / "tutorial.md"
REFERENCE = DOCS / "language.md"
COLUMNS = 100

_RECIPE = re.compile(r"^```text\n> ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FIELDS = re.compile(r"(?<=<!-- fields -->\n).*?(?=<!-- end of fields -->)", re.DOTALL)
QUESTIONS = [question for question, _ in _RECIPE.findall(RECIPES.read_text(encoding="utf-8"))]


def _answer(db: clausedb.Database, question: str) -> str:
    """What is printed under a question: the rows, then what is said about them; under a wrong one its error."""
    try:
        result = db.ask(question)
    except QueryError as error:
        return str(error)
    rows = render.screen(result, None, paint_for(io.StringIO()), COLUMNS) if len(result) else []
    return "\n".join(
        line.rstrip() for line in [*rows, *([""] if rows and result.notes else []), *result.notes]
    )


@pytest.mark.parametrize("path", [RECIPES, TUTORIAL], ids=["recipes", "tutorial"])
def test_the_answers_of_the_documents(
    db: clausedb.Database, request: pytest.FixtureRequest, path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    found = _RECIPE.sub(lambda one: f"```text\n> {one[1]}\n\n{_answer(db, one[1]).strip()}\n```", text)
    if request.config.getoption("--update"):
        path.write_text(found, encoding="utf-8")
    else:
        assert found == text


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_recipe_has_an_answer(db: clausedb.Database, question: str) -> None:
    result = db.ask(question)
    assert len(result) or any(note.startswith("No rows; without") for note in result.notes)


def test_there_are_twenty_for_lawyers_and_twenty_for_political_scientists() -> None:
    lawyers, scientists = RECIPES.read_text(encoding="utf-8").split("## For political scientists")
    assert len(_RECIPE.findall(lawyers)) == 20
    assert len(_RECIPE.findall(scientists)) == 20
    assert len(set(QUESTIONS)) == 40


def test_the_recipes_use_every_stage() -> None:
    used: set[type[object]] = set()
    for question in QUESTIONS:
        statement = parse(question)
        if isinstance(statement, ast.Query):
            used.update(type(stage) for stage in statement.stages)
    assert used >= {
        ast.Count,
        ast.Summarize,
        ast.Cross,
        ast.Sort,
        ast.Take,
        ast.Show,
        ast.Unique,
        ast.Kwic,
        ast.To,
    }


def _fields_of(one: Table) -> str:
    """The table of an entity's fields, as the reference shows it."""
    parent = f" Its parent is a row of `{one.parent}`." if one.parent else ""
    lines = [f"### {one.name}", "", f"{one.meaning[:1].upper()}{one.meaning[1:]}.{parent}", ""]
    lines += ["| field | kind | what it is | for example |", "|---|---|---|---|"]
    for field in one.fields:
        kind = f"{field.kind.value}, several" if field.many else field.kind.value
        name = f"**`{field.name}`**" if field.shown else f"`{field.name}`"
        meaning = one.column(field.column).meaning
        example = field.example or next(iter(column_vocabulary(one.name, field)), "")
        shown = f"`{example}`" if example else ""
        lines.append(f"| {name} | {kind} | {meaning} | {shown} |".replace("|  |", "| |"))
    if one.children:
        lines += ["", f"With and without: {', '.join(f'`{child}`' for child in one.children)}."]
    return "\n".join(lines)


def test_the_reference_lists_every_field_of_the_schema(request: pytest.FixtureRequest) -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    tables = "\n\n".join(_fields_of(one) for one in TABLES)
    found = _FIELDS.sub(lambda _: f"\n{tables}\n\n", text)
    if request.config.getoption("--update"):
        REFERENCE.write_text(found, encoding="utf-8")
    else:
        assert found == text
        assert "### obligations" in text

"""The documents tell the truth: what they show is run and compared, what there is stands in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clausedb.cli.arguments import command_names
from clausedb.cli.slash import SLASHES
from clausedb.query.syntax import parse
from clausedb.resources import grammar_dir
from clausedb.schema import TABLES

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(path: Path, language: str) -> list[str]:
    return [body for name, body in _BLOCK.findall(path.read_text(encoding="utf-8")) if name == language]


def _run(command: str, folder: Path) -> str:
    """What a shown command prints, both streams in their order."""
    shim = f'clausedb() {{ "{sys.executable}" -u -m clausedb "$@"; }}\n'
    env = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", f"{shim}{command} 2>&1"],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())


def test_what_the_readme_shows_is_what_is_printed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    text = README.read_text(encoding="utf-8")
    found = text
    for block in _blocks(README, "console"):
        commands = re.findall(r"^\$ (.*)$", block, re.MULTILINE)
        shown = "\n\n".join(f"$ {one}\n{_run(one, tmp_path)}".rstrip() for one in commands)
        found = found.replace(f"```console\n{block}```", f"```console\n{shown}\n```")
    if request.config.getoption("--update"):
        README.write_text(found, encoding="utf-8")
    else:
        assert found == text


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (code,) = _blocks(README, "python")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "'13'" in done.stdout
    assert "intention" in done.stdout


def test_the_readme_commands_are_those_of_ci() -> None:
    demo, test = _blocks(README, "sh")
    assert demo.strip().endswith("clausedb demo")
    assert test.strip().endswith("./check")
    done = subprocess.run(
        ["bash", "-c", "sed -n '/^<!-- test -->$/,/^```$/p' README.md | grep '^python3 '"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == test
    assert "<!-- test -->" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", command_names())
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"clausedb {name}\b|`{name}`", README.read_text(encoding="utf-8"))


@pytest.mark.parametrize("slash", SLASHES, ids=lambda one: one.name)
def test_every_slash_command_is_in_the_documents(slash: object) -> None:
    assert f"`/{getattr(slash, 'name', '')}" in (ROOT / "docs/prompt.md").read_text(encoding="utf-8")


def test_every_table_and_stage_is_in_the_documents() -> None:
    text = (ROOT / "docs/language.md").read_text(encoding="utf-8")
    grammar = (grammar_dir() / "query.lark").read_text(encoding="utf-8")
    (stages,) = re.findall(r"^\?stage:(.*?)^$", grammar, re.MULTILINE | re.DOTALL)
    words = {word.lower() for word in re.findall(r"\| _([A-Z]+)", stages)}
    assert words >= {"count", "cross", "sort", "kwic"}
    missing = [
        word for word in [*words, *(table.name for table in TABLES)] if not re.search(rf"\b{word}\b", text)
    ]
    assert not missing


def test_every_example_of_the_documents_is_a_query() -> None:
    examples = re.findall(
        r"^    (\S.*)$", (ROOT / "docs/language.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(examples) > 10
    for example in examples:
        parse(example)

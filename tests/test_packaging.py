"""What is installed is whole: wheel, editable install and bare checkout find the grammar and the sample documents."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_holds_grammar_and_samples(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    here = {
        f"clausedb/{path.relative_to(ROOT)}" for part in ("grammar", "seeds") for path in _files(ROOT / part)
    }
    assert here <= names
    assert {"clausedb/py.typed", "clausedb/grammar/query.lark", "clausedb/seeds/manifest.toml"} <= names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top.split("-")[0] for top in tops} == {"clausedb"}


def test_an_unpacked_wheel_reads_its_own_files(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    assert _folders(tmp_path) == [str(tmp_path / "clausedb/grammar"), str(tmp_path / "clausedb/seeds")]


def test_a_bare_checkout_reads_its_own_files() -> None:
    assert _folders(ROOT) == [str(ROOT / "grammar"), str(ROOT / "seeds")]


def test_every_test_tool_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extra = project["project"]["optional-dependencies"]["test"]
    assert {"pytest", "hypothesis", "mypy", "ruff", "import-linter"} <= {line.split(">")[0] for line in extra}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".gitignore"]


def _folders(place: Path) -> list[str]:
    """Where a Python started in that place finds the two folders."""
    code = "from clausedb.resources import grammar_dir, seeds_dir; print(grammar_dir()); print(seeds_dir())"
    done = subprocess.run([sys.executable, "-c", code], cwd=place, check=True, capture_output=True, text=True)
    return done.stdout.split()

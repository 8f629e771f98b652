"""What is loaded when: importing clausedb, --version, --help and a one-shot query leave the heavy libraries alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCREEN = {"prompt_toolkit", "rich", "pandas", "polars", "IPython"}
HEAVY = SCREEN | {
    "pyarrow",
    "duckdb",
    "_duckdb",
    "lark",
    "numpy",
    "snowballstemmer",
    "clausedb_stemmers",
    "charset_normalizer",
    "pymorphy3",
}


def _loaded(code: str, tmp_path: Path) -> set[str]:
    """The top-level modules that a Python has loaded after the code."""
    ending = "\nimport sys; print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code + ending], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def _command(*words: str) -> str:
    return f"from clausedb.cli.main import main; assert main({list(words)!r}) == 0"


def test_import_loads_next_to_nothing(tmp_path: Path) -> None:
    assert not _loaded("import clausedb", tmp_path) & HEAVY


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["query", "--help"], ["describe"]])
def test_help_loads_next_to_nothing(words: list[str], tmp_path: Path) -> None:
    assert not _loaded(_command(*words), tmp_path) & HEAVY


def test_a_question_loads_no_screen_and_no_arrow(demo_db: Path, tmp_path: Path) -> None:
    loaded = _loaded(_command("-d", str(demo_db), "query", "acts | count by force"), tmp_path)
    assert "_duckdb" in loaded
    assert not loaded & (SCREEN | {"pyarrow", "duckdb", "numpy", "charset_normalizer", "pymorphy3"})


def test_parsing_loads_neither_screen_nor_store(seeds: Path, tmp_path: Path) -> None:
    loaded = _loaded(_command("parse", str(next(seeds.glob("004*")))), tmp_path)
    assert not loaded & (SCREEN | {"pyarrow", "duckdb", "_duckdb", "numpy"})

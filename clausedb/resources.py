"""Finds the files of `grammar/` and `seeds/`, in a wheel and in a checkout; the one place that builds a Lark parser."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausedb.errors import ResourceError

if TYPE_CHECKING:
    from lark import Lark


@cache
def grammar_dir() -> Path:
    """The folder with the grammars and language packs."""
    return _folder("grammar", "query.lark")


@cache
def seeds_dir() -> Path:
    """The folder with the sample documents."""
    return _folder("seeds", "manifest.toml")


def _folder(name: str, marker: str) -> Path:
    package = Path(__file__).parent
    for place in (package / name, package.parent / name):
        if (place / marker).is_file():
            return place
    raise ResourceError(f"the folder {name}/ of clausedb is missing: the installation is not whole")


def build_lark(name: str, folders: tuple[Path, ...] = (), **options: Any) -> Lark:
    """The LALR parser of `grammar/<name>.lark`, or of the same file in the last of `folders` that has it."""
    from lark import Lark, lexer

    found = grammar_dir() / f"{name}.lark"
    for folder in folders:
        if (folder / f"{name}.lark").is_file():
            found = folder / f"{name}.lark"
    # Comparing all terminals with each other costs 0.2 s where `interegular` is installed; only a strict build needs it.
    lexer.has_interegular = bool(options.get("strict")) and find_spec("interegular") is not None
    text = found.read_text(encoding="utf-8")
    return Lark(text, parser="lalr", import_paths=[str(grammar_dir())], maybe_placeholders=True, **options)

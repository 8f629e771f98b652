"""Finds the files of `grammar/` and `seeds/`, in a wheel and in a checkout; the one place that builds a Lark parser."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
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
    """The LALR parser of `grammar/<name>.lark`, or of the same file in the last of `folders` that has it.

    Beside the shipped grammar may lie `<name>.tables`, its parser made ahead (`make_tables`): it is taken where it
    belongs to these very rules, which saves a short question a fifth of its time.
    """
    from lark import Lark

    found = grammar_dir() / f"{name}.lark"
    for folder in folders:
        if (folder / f"{name}.lark").is_file():
            found = folder / f"{name}.lark"
    text = found.read_text(encoding="utf-8")
    if found.parent == grammar_dir():
        made = _made_ahead(found.with_suffix(".tables"), _stamp(text, options))
        if made is not None:
            return Lark.load(made)
    return _build(text, options)


def make_tables(name: str, **options: Any) -> bytes:
    """What `grammar/<name>.tables` is to hold."""
    text = (grammar_dir() / f"{name}.lark").read_text(encoding="utf-8")
    file = BytesIO()
    _build(text, options).save(file)
    return _stamp(text, options) + file.getvalue()


def _build(text: str, options: dict[str, Any]) -> Lark:
    from lark import Lark, lexer

    # Comparing all terminals with each other costs 0.2 s where `interegular` is installed; only a strict build needs it.
    lexer.has_interegular = bool(options.get("strict")) and find_spec("interegular") is not None
    return Lark(text, parser="lalr", import_paths=[str(grammar_dir())], maybe_placeholders=True, **options)


def _made_ahead(path: Path, stamp: bytes) -> BytesIO | None:
    """The saved parser behind its stamp; None where there is none, or one of other rules."""
    if not path.is_file():
        return None
    data = path.read_bytes()
    return BytesIO(data[len(stamp) :]) if data.startswith(stamp) else None


def _stamp(text: str, options: dict[str, Any]) -> bytes:
    """32 bytes that change with the rules, the options and the parser library."""
    from lark import __version__

    return sha256(f"{__version__}\n{sorted(options.items())}\n{text}".encode()).digest()

"""The knowledge of language in `grammar/` as tables: files in, Grammar and its Packs out.

A Grammar is one or several folders of the same shape; later ones add rows to, or override keys of,
earlier ones. Passes compile what they need from the rows and keep it by Pack (`functools.cache`); there is one Grammar and
one Pack for the same folders, so that they are told apart by identity, which is fast.
"""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from clausedb.errors import ResourceError
from clausedb.resources import grammar_dir

Row = dict[str, str]


class Pack:
    """What is known of one language: tables (`<name>.tsv`) and settings (`<name>.toml`) of its folder."""

    def __init__(self, language: str, folders: tuple[Path, ...]) -> None:
        self.language = language
        self.folders = folders

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of `<name>.tsv`, those of later folders behind; empty where there is no such file."""
        return _rows(tuple(folder / self.language / f"{name}.tsv" for folder in self.folders))

    def settings(self, name: str) -> dict[str, Any]:
        """The keys of `<name>.toml`; those of later folders win, key by key also inside its tables."""
        return _settings(tuple(folder / self.language / f"{name}.toml" for folder in self.folders))


class Grammar:
    """The folders of knowledge that a parse uses."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that have a folder, sorted."""
        return _languages(self.folders)

    def pack(self, language: str) -> Pack:
        """The pack of a language; English stands in for one that has no folder."""
        return _pack(language, self.folders)

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a table that all languages share."""
        return _rows(tuple(folder / f"{name}.tsv" for folder in self.folders))

    def settings(self, name: str) -> dict[str, Any]:
        """The keys of a `<name>.toml` that all languages share; later folders win as in a pack."""
        return _settings(tuple(folder / f"{name}.toml" for folder in self.folders))


@cache
def _languages(folders: tuple[Path, ...]) -> tuple[str, ...]:
    found = {
        entry.name
        for folder in folders
        for entry in folder.iterdir()
        if entry.is_dir() and not entry.name.startswith((".", "_"))
    }
    return tuple(sorted(found))


@cache
def _pack(language: str, folders: tuple[Path, ...]) -> Pack:
    if language != "en" and language not in _languages(folders):
        return _pack("en", folders)
    return Pack(language, folders)


@cache
def load_grammar(*folders: Path) -> Grammar:
    """The grammar shipped with clausedb, with the given folders on top."""
    for folder in folders:
        if not folder.is_dir():
            raise ResourceError(f"{folder}: no such grammar folder")
    return Grammar((grammar_dir(), *folders))


def read_all(grammar: Grammar) -> None:
    """Reads every table of the folders on top of the shipped ones. Raises ResourceError where a file is wrong, or where
    a folder holds nothing that is ever looked for.
    """
    shipped, *others = grammar.folders
    known = {path.name for path in shipped.rglob("*") if path.is_file()}
    for folder in others:
        files = [
            path for path in folder.rglob("*") if path.suffix in (".tsv", ".toml", ".lark") and path.is_file()
        ]
        if not any(path.name in known for path in files):
            raise ResourceError(
                f"{folder}: no grammar folder: it holds no file like en/force.tsv or strength.toml"
            )
        for path in files:
            if path.suffix == ".tsv":
                _rows((path,))
            elif path.suffix == ".toml":
                _settings((path,))


@cache
def grammar_version(grammar: Grammar) -> str:
    """Twelve hex digits that change with any file of the grammar."""
    from hashlib import sha256

    digest = sha256()
    for folder in grammar.folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in (".lark", ".tsv", ".toml"):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _rows(paths: tuple[Path, ...]) -> tuple[Row, ...]:
    found: list[Row] = []
    for path in paths:
        if path.is_file():
            found.extend(_read_rows(path))
    return tuple(found)


def _read_rows(path: Path) -> list[Row]:
    """Rows of a tab-separated file with a head line; lines that start with # are remarks."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ResourceError(f"{path}: this is not UTF-8 ({error})") from error
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    if not kept:
        return []
    head = kept[0].split("\t")
    rows: list[Row] = []
    for line in kept[1:]:
        cells = line.split("\t")
        if len(cells) > len(head):
            raise ResourceError(f"{path}: a row has more cells than the head line: {cells}")
        rows.append(dict(zip_longest(head, cells, fillvalue="")))
    return rows


@cache
def _settings(paths: tuple[Path, ...]) -> dict[str, Any]:
    # Loaded here: a question reads no settings.
    import tomllib

    found: dict[str, Any] = {}
    for path in paths:
        if path.is_file():
            try:
                _merge(found, tomllib.loads(path.read_text(encoding="utf-8")))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise ResourceError(f"{path}: {error}") from error
    return found


def _merge(found: dict[str, Any], added: dict[str, Any]) -> None:
    for key, value in added.items():
        if isinstance(value, dict) and isinstance(found.get(key), dict):
            _merge(found[key], value)
        else:
            found[key] = value

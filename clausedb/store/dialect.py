"""A database's own grammar folders: where they came from, and copies of them, so that `rebuild` works anywhere.

grammar/folders.json    the folders in their order: the path given, the name of the copy
grammar/<digest>/       a copy of the files, named by their content
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from clausedb.errors import StoreError
from clausedb.store.sources import write_whole

_KINDS: Final = (".lark", ".toml", ".tsv")
_LIST: Final = "folders.json"


class Dialect:
    """The folder `grammar/` of a database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def folders(self) -> tuple[Path, ...]:
        """The copies, in their order. Raises StoreError where the list or a copy is damaged."""
        found = tuple((self.folder / str(row["copy"])).resolve() for row in self._rows())
        for one in found:
            if not one.is_dir():
                raise StoreError(
                    f"{one}: the copy of a grammar folder is missing; `rebuild --grammar FOLDER` makes it"
                )
        return found

    def origins(self) -> tuple[Path, ...]:
        """The paths as given, in their order; they need not be there any more."""
        return tuple(Path(str(row["path"])) for row in self._rows())

    def keep(self, folders: Sequence[Path]) -> tuple[Path, ...]:
        """Copies folders in the place of those kept so far; gives the copies."""
        rows = [{"path": str(one.resolve()), "copy": self._copy(one.resolve())} for one in folders]
        if rows or self._rows():
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / _LIST, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())
        return self.folders()

    def refresh(self) -> tuple[Path, ...]:
        """Copies again what can still be found where it came from; gives the copies."""
        kept = zip(self.origins(), self.folders(), strict=True)
        rows = [
            {"path": str(path), "copy": self._copy(path) if path.is_dir() else copy.name}
            for path, copy in kept
        ]
        if rows and rows != self._rows():
            write_whole(self.folder / _LIST, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())
        return self.folders()

    def sweep(self) -> None:
        """Deletes copies that are used no more."""
        used = {one.name for one in self.folders()}
        for one in self.folder.glob("*/"):
            if one.name not in used:
                shutil.rmtree(one, ignore_errors=True)

    def _rows(self) -> list[dict[str, Any]]:
        path = self.folder / _LIST
        if not path.exists():
            return []
        try:
            rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
            return [{"path": row["path"], "copy": row["copy"]} for row in rows]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(f"{path}: the list of grammar folders cannot be read ({error})") from error

    def _copy(self, folder: Path) -> str:
        """The name of a copy of the folder's files; made where there is none yet of this content."""
        from hashlib import sha256

        files = sorted(
            path
            for path in folder.rglob("*")
            if path.suffix in _KINDS
            and path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )
        digest = sha256()
        for path in files:
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
        name = digest.hexdigest()[:16]
        target, part = self.folder / name, self.folder / f"{name}.part"
        if not target.is_dir():
            shutil.rmtree(part, ignore_errors=True)
            for path in files:
                copy = part / path.relative_to(folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(path.read_bytes())
            part.mkdir(parents=True, exist_ok=True)
            part.rename(target)
        return name

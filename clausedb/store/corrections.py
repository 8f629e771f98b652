"""A user's own corrections, one readable file a document, which survive every new parse.

corrections/<document id>-<sha256>.json    a list of corrections, in the order in which they were made
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

from clausedb.errors import StoreError
from clausedb.store.sources import write_whole

Value = str | bool | list[str] | None

_DIGITS: Final = 16
_LONGEST_NAME: Final = 60


class Correction(NamedTuple):
    """One field of one row as the user has it. The row is found again by its words and their place."""

    table: str
    document: str
    """The id of the document."""
    sha256: str
    """Of its bytes: a correction holds for this text and no other."""
    field: str
    """The name of the field in queries."""
    value: Value
    """Ids for parties (several or one), yes and no for flags, else text; None for unknown."""
    was: str = ""
    """What stood there before, in one line."""
    at: str = ""
    """When, UTC, ISO 8601."""
    clause: str | None = None
    """The label of the clause; None for a document."""
    words: str = ""
    """The words by which the row is found: the cue of an act, the surface of a name or citation, a quote."""
    start: int = 0
    """Of the words, in code points of the text."""
    end: int = 0
    turn: int = 0
    """Which of the rows of this very place, from 0: "the Presidents of A and B" are two."""

    @property
    def place(self) -> tuple[str, int, int, int, str]:
        """What a second correction replaces: the same field of the same row."""
        return self.table, self.start, self.end, self.turn, self.field


class Corrections:
    """The folder `corrections/` of a database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> tuple[Correction, ...]:
        """All of them, by document, then by place in the text. Raises StoreError on a file that cannot be read."""
        found = [one for path in self.folder.glob("*.json") for one in _read(path)]
        return tuple(sorted(found, key=lambda one: (one.document, one.sha256, *one.place)))

    def of(self, sha256: str) -> tuple[Correction, ...]:
        """The corrections of a document, by its bytes. Raises StoreError on a file that cannot be read."""
        return tuple(sorted(self._made(sha256), key=lambda one: one.place))

    def same_place(self, one: Correction) -> Correction | None:
        """The correction that is kept of this field of this row."""
        return next((other for other in self._made(one.sha256) if other.place == one.place), None)

    def put(self, one: Correction) -> None:
        """Keeps a correction in the place of an earlier one of the same field; what stood there first stays told."""
        before = self.same_place(one)
        kept = [other for other in self._made(one.sha256) if other.place != one.place]
        self._write(one, [*kept, one._replace(was=before.was) if before else one])

    def drop(self, one: Correction) -> bool:
        """Takes a correction back; False where there is none of this field of this row."""
        others = self._made(one.sha256)
        kept = [other for other in others if other.place != one.place]
        self._write(one, kept)
        return len(kept) < len(others)

    def _made(self, sha256: str) -> list[Correction]:
        return [one for path in self._files(sha256) for one in _read(path) if one.sha256 == sha256]

    def _files(self, sha256: str) -> list[Path]:
        return sorted(self.folder.glob(f"*-{sha256[:_DIGITS]}.json"))

    def _path(self, one: Correction) -> Path:
        known = self._files(one.sha256)
        return (
            known[0] if known else self.folder / f"{one.document[:_LONGEST_NAME]}-{one.sha256[:_DIGITS]}.json"
        )

    def _write(self, one: Correction, kept: Iterable[Correction]) -> None:
        path, rows = self._path(one), [other._asdict() for other in kept]
        if rows:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())
        else:
            path.unlink(missing_ok=True)


def _read(path: Path) -> list[Correction]:
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return [Correction(**row) for row in rows]
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"{path}: the corrections of a document cannot be read ({error})") from error

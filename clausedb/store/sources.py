"""The bytes as ingested, under their sha256, each with a sidecar: what must never be lost, and enough to rebuild all.

sources/<sha256>         the bytes
sources/<sha256>.json    document_id, name, manifest entry, added_at
sources/gone/            the sidecars of documents that are being taken out
sources/new/             what is being written

One flat folder: to add a file takes no longer the more there are, and nothing but `check` and `rebuild` lists it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from clausedb.errors import StoreError
from clausedb.store.guard import DISK_FULL, is_full

if TYPE_CHECKING:
    from clausedb.model import Entry


class Source(NamedTuple):
    """The sidecar of one file."""

    sha256: str
    document_id: str
    name: str
    """The file's own name, which the document's id and media type came from."""
    added_at: str
    """UTC, ISO 8601."""
    entry: Entry | None = None


class Sources:
    """The folder `sources/` of a database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._gone = folder / "gone"
        self._new = folder / "new"

    def put(self, source: Source, data: bytes) -> None:
        """Writes a file and its sidecar so that they outlast a crash; the same content again changes nothing."""
        place = self.folder / source.sha256
        self._new.mkdir(exist_ok=True)
        if not place.exists():
            write_whole(place, data, self._new)
        fields = {**source._asdict(), "entry": _filled(source.entry)}
        words = json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(place.with_name(f"{source.sha256}.json"), words.encode(), self._new)
        with suppress(OSError):
            self._new.rmdir()

    def read(self, sha256: str) -> bytes:
        """The bytes. Raises StoreError where they are missing or not those that were added."""
        import hashlib

        try:
            data = (self.folder / sha256).read_bytes()
        except OSError as error:
            raise StoreError(
                f"{self.folder / sha256}: the bytes of a document are missing ({error.strerror})"
            ) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(f"{self.folder / sha256}: these are not the bytes that were added")
        return data

    def all(self) -> tuple[Source, ...]:
        """All sidecars, in the order of adding, then by sha256. Raises StoreError on one that cannot be read."""
        found = [self._sidecar(path) for path in self.folder.glob("*.json")]
        return tuple(sorted(found, key=lambda one: (one.added_at, one.sha256)))

    def find(self, sha256: str) -> Source | None:
        """The sidecar of these bytes; None where there is none. Raises StoreError where it cannot be read."""
        path = self.folder / f"{sha256}.json"
        return self._sidecar(path) if path.exists() else None

    def mark_gone(self, sha256: str) -> None:
        """Says that a document is being taken out: `rebuild` leaves it out from now on."""
        sidecar = self.folder / f"{sha256}.json"
        if sidecar.exists():
            # In a folder of their own: to look for them does not take longer the more documents there are.
            self._gone.mkdir(exist_ok=True)
            os.replace(sidecar, self._gone / sidecar.name)
            _sync_folder(self._gone)
            _sync_folder(self.folder)

    def gone(self) -> tuple[str, ...]:
        """The sha256 of documents whose taking out was begun and not ended."""
        return tuple(sorted(path.stem for path in self._gone.glob("*.json")))

    def drop(self, sha256: str) -> None:
        """Deletes the bytes and what is left of the sidecar."""
        for path in (self.folder / sha256, self.folder / f"{sha256}.json", self._gone / f"{sha256}.json"):
            path.unlink(missing_ok=True)
        with suppress(OSError):
            self._gone.rmdir()  # the last one leaves nothing behind

    def sweep(self) -> None:
        """Deletes the half files that writers have left which were killed."""
        for path in self._new.glob("*.part"):
            path.unlink(missing_ok=True)
        with suppress(OSError):
            self._new.rmdir()

    def strays(self) -> Iterator[Path]:
        """Files that belong to no sidecar."""
        for path in sorted(one for one in self.folder.iterdir() if one not in (self._gone, self._new)):
            stem = path.name.split(".")[0]
            sidecars = (self.folder / f"{stem}.json", self._gone / f"{stem}.json")
            if not any(one.exists() for one in sidecars):
                yield path
        yield from sorted(self._new.glob("*"))

    def _sidecar(self, path: Path) -> Source:
        from clausedb.model import Entry

        try:
            fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            entry = fields.pop("entry", None)
            return Source(**fields, entry=Entry(**entry) if entry else None)
        except (OSError, ValueError, TypeError) as error:
            raise StoreError(f"{path}: the sidecar of a document cannot be read ({error})") from error


def write_whole(path: Path, data: bytes, within: Path | None = None) -> None:
    """Writes a file that is there whole or not at all, also after a crash; `within` a folder of the same disk first."""
    temporary = (within or path.parent) / f"{path.name}.part"
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        if is_full(error):
            raise StoreError(f"{path.parent}: {DISK_FULL}") from error
        raise StoreError(f"{path}: {error.strerror}") from error
    _sync_folder(path.parent)


def seen(*files: Path) -> tuple[tuple[int, int, int], ...]:
    """Of each file that is there which one it is, its size and when it was written."""
    found: list[tuple[int, int, int]] = []
    for file in files:
        with suppress(FileNotFoundError):
            told = file.stat()
            found.append((told.st_ino, told.st_size, told.st_mtime_ns))
    return tuple(found)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _filled(entry: Entry | None) -> dict[str, str] | None:
    if entry is None:
        return None
    from dataclasses import asdict

    return {name: value for name, value in asdict(entry).items() if value}

"""Files in, parsed documents out: what lies in folders and archives, and the parsing of it, file by file, in workers."""

from __future__ import annotations

import os
import tomllib
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path, PurePath
from typing import Any, Final

from clausedb.errors import DocumentError
from clausedb.model import Entry

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a file that is taken."""
MANIFEST: Final = "manifest.toml"
COMPANIONS: Final = frozenset(
    [
        ".json",
        ".jsonl",
        ".ndjson",
        ".toml",
        ".yaml",
        ".yml",
        ".ini",
        ".md",
        ".rst",
        ".csv",
        ".tsv",
        ".xlsx",
        ".parquet",
        ".duckdb",
        ".db",
        ".sqlite",
        ".sha256",
        ".sig",
        ".log",
        ".py",
        ".ipynb",
        ".r",
        ".js",
        ".css",
        ".sh",
        ".bat",
        ".bib",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".svg",
        ".ico",
        ".tif",
        ".tiff",
        ".mp3",
        ".mp4",
        ".woff",
        ".woff2",
    ]
)
"""Endings of files that lie beside texts in a folder and are none themselves."""
_MOST_IN_ARCHIVE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Item:
    """One file that was found."""

    source: str
    """As shown: the path, or archive/path."""
    name: str
    """The file's own name."""
    read: Callable[[], bytes]
    """Its bytes; raises DocumentError."""
    size: int = 0
    """Bytes, as far as known beforehand."""
    entry: Entry | None = None


def find(
    paths: Sequence[str | os.PathLike[str]], stdin: bytes | None = None, companions: list[str] | None = None
) -> Iterator[Item]:
    """The files that the paths mean, folders and archives sorted by path; hidden files and manifests left out.

    What lies beside texts in folders and archives (tables, pictures, code) is passed over and put into `companions`; a file
    that is named is always read. A path of nothing is an Item too, whose `read` says so.
    """
    passed = companions if companions is not None else []
    for one in paths:
        if str(one) == "-":
            data = stdin or b""
            yield Item("-", "stdin", lambda data=data: data, len(data))  # type: ignore[misc]
            continue
        path = Path(one)
        if os.path.isdir(path) and os.access(path, os.R_OK | os.X_OK):
            yield from _in_folder(path, passed)
        elif os.path.isfile(path) and zipfile.is_zipfile(path) and not _is_office(path):
            yield from _in_archive(path, passed)
        else:
            yield from _listed(path, {})


def passed_over(companions: Sequence[str]) -> tuple[str, ...]:
    """One sentence about the files that were passed over; none where there are none."""
    if not companions:
        return ()
    kinds = Counter(f".{PurePath(one).suffix.lower()[1:]}" for one in companions)
    told = ", ".join(f"{kind} {number:,}" for kind, number in sorted(kinds.items()))
    many = (
        "1 file that is no text was"
        if len(companions) == 1
        else f"{len(companions):,} files that are no texts were"
    )
    return (f"{many} passed over ({told}); a file that is named is read.",)


def _in_folder(folder: Path, companions: list[str]) -> Iterator[Item]:
    manifests: dict[Path, dict[str, Entry]] = {}
    named: dict[Path, frozenset[str]] = {}
    for path in _walk(folder):
        if path.name == MANIFEST:
            continue
        if path.suffix.lower() == ".zip":
            yield from _in_archive(path, companions)
        elif path.suffix.lower() in COMPANIONS and path.name not in _named(path.parent, named):
            companions.append(str(path))
        else:
            yield from _listed(path, manifests)


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder, sorted by path; nothing hidden, and nothing that a database keeps for itself."""
    found = sorted(folder.rglob("*"))
    databases = {path.parent for path in found if path.name == "clauses.duckdb"} - {folder}
    databases |= {
        path.parent for path in found if path.name == "locks" and (path.parent / "sources").is_dir()
    }
    for path in found:
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and databases.isdisjoint(path.parents):
            yield path


def _named(folder: Path, known: dict[Path, frozenset[str]]) -> frozenset[str]:
    """The files that the manifest of a folder speaks of; none where it cannot be read."""
    if folder not in known:
        try:
            known[folder] = frozenset(read_manifest(folder))
        except DocumentError:
            known[folder] = frozenset()
    return known[folder]


def _listed(path: Path, manifests: dict[Path, dict[str, Entry]]) -> Iterator[Item]:
    """The file with what the manifest beside it says; a manifest that cannot be read comes first, as a failed file."""
    folder = path.parent
    if folder not in manifests:
        try:
            manifests[folder] = read_manifest(folder)
        except DocumentError as error:
            manifests[folder] = {}
            yield Item(error.source, MANIFEST, _raiser(error.source, error.reason))
    yield _file(path, manifests[folder].get(path.name))


def _file(path: Path, entry: Entry | None) -> Item:
    def read() -> bytes:
        try:
            if path.stat().st_size > LARGEST:
                raise DocumentError(str(path), f"the file is larger than {LARGEST >> 20} MB")
            return path.read_bytes()
        except FileNotFoundError as error:
            raise DocumentError(str(path), "there is no such file") from error
        except OSError as error:
            raise DocumentError(str(path), f"the file cannot be read ({error.strerror})") from error

    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    return Item(str(path), path.name, read, size, entry)


def _is_office(path: Path) -> bool:
    """Whether a zip file is a document of an office program."""
    return path.suffix.lower() in (".docx", ".odt", ".xlsx", ".pptx", ".epub", ".ods")


def _in_archive(path: Path, companions: list[str]) -> Iterator[Item]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = sorted(archive.infolist(), key=lambda info: info.filename)
            manifests = {
                info.filename.removesuffix(MANIFEST): _entries(archive.read(info), f"{path}/{info.filename}")
                for info in infos
                if info.filename.rsplit("/", 1)[-1] == MANIFEST and info.file_size < LARGEST
            }
    except DocumentError as error:
        yield Item(error.source, MANIFEST, _raiser(error.source, error.reason))
        return
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        yield Item(str(path), path.name, _raiser(str(path), f"the archive cannot be read ({error})"))
        return
    if len(infos) > _MOST_IN_ARCHIVE:
        yield Item(
            str(path), path.name, _raiser(str(path), f"the archive holds more than {_MOST_IN_ARCHIVE} files")
        )
        return
    for info in infos:
        folder, _, name = info.filename.rpartition("/")
        parts = [part for part in info.filename.split("/") if part not in (".", "..")]
        hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
        if info.is_dir() or hidden or name == MANIFEST:
            continue
        entry = manifests.get(f"{folder}/" if folder else "", {}).get(name)
        if entry is None and PurePath(name).suffix.lower() in COMPANIONS:
            companions.append(f"{path}/{info.filename}")
            continue
        yield Item(
            f"{path}/{info.filename}", name, _archive_reader(path, info), min(info.file_size, LARGEST), entry
        )


def _archive_reader(path: Path, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    source = f"{path}/{info.filename}"

    def read() -> bytes:
        try:
            # The size that the archive states may be false: no more than the limit is unpacked.
            with zipfile.ZipFile(path) as archive, archive.open(info) as file:
                data = file.read(LARGEST + 1)
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
            raise DocumentError(source, f"the archive cannot be read ({error})") from error
        if len(data) > LARGEST:
            raise DocumentError(source, f"the file is larger than {LARGEST >> 20} MB")
        return data

    return read


def _raiser(source: str, reason: str) -> Callable[[], bytes]:
    def read() -> bytes:
        raise DocumentError(source, reason)

    return read


def read_manifest(folder: Path) -> dict[str, Entry]:
    """File name -> what the folder's manifest.toml says of it; empty where there is none. Raises DocumentError."""
    path = folder / MANIFEST
    try:
        return _entries(path.read_bytes(), str(path))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DocumentError(str(path), f"the manifest cannot be read ({error.strerror})") from error


def _entries(data: bytes, source: str) -> dict[str, Entry]:
    known = {field.name for field in fields(Entry)} - {"parties"}
    try:
        listed: list[dict[str, Any]] = tomllib.loads(data.decode("utf-8")).get("document", [])
        told: list[dict[str, Any]] = [
            {name: str(value) for name, value in one.items() if name in known} for one in listed
        ]
        entries = [Entry(**one) for one in told]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError, TypeError) as error:
        raise DocumentError(source, f"the manifest cannot be read ({error})") from error
    return {one.file: one for one in entries if one.file}

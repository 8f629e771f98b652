"""What commands share: the database they were given, where output goes, talk on stderr."""

from __future__ import annotations

import io
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from clausedb.cli import safe
from clausedb.cli.arguments import DEFAULT_DATABASE, Usage
from clausedb.cli.paint import screen_columns
from clausedb.cli.words import counted
from clausedb.errors import StoreError

if TYPE_CHECKING:
    from clausedb.api.database import Database


def say(text: str, stream: TextIO | None = None) -> None:
    """Prints lines on stderr, wrapped at words on a terminal; whatever they quote is made fit for it."""
    out = stream or sys.stderr
    for one in text.splitlines():
        for line in fitted(safe.printable(one), out):
            print(line, file=out)


def fitted(line: str, stream: TextIO) -> list[str]:
    """A printable line in lines that fit the terminal behind the stream; as it is where it fits, or where none is."""
    columns = screen_columns()
    return safe.wrap(line, columns) if stream.isatty() and safe.width(line) > columns else [line]


def unforeseen(error: Exception) -> str:
    """What to say of an error that is the program's own; raises it again where CLAUSEDB_DEBUG asks for the trace."""
    if os.environ.get("CLAUSEDB_DEBUG"):
        raise error
    return (
        f"clausedb failed where it should not: {type(error).__name__}: {error}\n"
        "CLAUSEDB_DEBUG=1 before the command shows where."
    )


def opened(arguments: Namespace, *, write: bool = False) -> Database:
    """The database of the command line. Raises StoreError, with the way out, where there is none to read."""
    path: Path = arguments.database
    try:
        return _opened(path, write)
    except PermissionError as error:
        raise StoreError(f"{error.filename or path}: it may not be opened ({error.strerror})") from None


def _opened(path: Path, write: bool) -> Database:
    import clausedb

    if path.exists() and not path.is_dir():
        raise StoreError(f"{path}: a file; a database is a folder. To read it: clausedb add {path}")
    if not write and not _holds_tables(path):
        if path.is_dir() and any(path.iterdir()):
            raise StoreError(
                f"{path}: a folder that is no database. To read what is in it: clausedb add {path}"
            )
        raise StoreError(
            f"{path}: there is no database. Make one: clausedb{chosen(path)} add FILES, or try: clausedb demo"
        )
    return clausedb.open(path, create=write)


def _holds_tables(path: Path) -> bool:
    from clausedb.store.published import is_published

    return (path / "clauses.duckdb").exists() or (path / "sources").is_dir() or is_published(path)


def for_database(text: str, path: Path) -> str:
    """What is said of a database, with commands that are for this one."""
    return text.replace("`clausedb ", f"`clausedb{chosen(path)} ")


def chosen(path: Path) -> str:
    """The option that leads to this database, with a blank before it; nothing for the usual one."""
    return "" if path == Path(DEFAULT_DATABASE) else f" -d {path}"


@contextmanager
def output(arguments: Namespace) -> Iterator[TextIO]:
    """stdout, or what becomes the file of -o: written whole at the end, nothing where something failed on the way."""
    if not arguments.output:
        yield sys.stdout
        return
    from clausedb.cli.render import refuse_overwriting, save

    path = Path(arguments.output)
    refuse_overwriting(path, arguments.force)
    buffer = io.StringIO()
    yield buffer
    save(buffer.getvalue().encode("utf-8", "backslashreplace"), path, arguments.force)


def loaded(db: Database) -> str:
    """What a database holds: `5 documents (en 3, ru 1, ar 1), 31 clauses, 44 obligations, 12 citations`."""
    return loaded_of(db.describe())


def loaded_of(about: Mapping[str, Any]) -> str:
    """The same from what `Database.describe` says."""
    rows: dict[str, int] = about["rows"]
    languages: dict[str, int] = about["languages"]
    parted = ", ".join(f"{safe.line(name)} {count:,}" for name, count in languages.items())
    documents = counted(rows["documents"], "document") + (f" ({parted})" if parted else "")
    others = [counted(rows[f"{name}s"], name) for name in ("clause", "obligation", "citation")]
    return ", ".join([documents, *others])


def check_document(db: Database, reference: str) -> None:
    """Raises Usage, with the nearest id, where the document or clause of a handle is not in the database."""
    document, _, label = reference.removeprefix("@").partition("#")
    if not db.holds(document):
        close = _nearest(document, [str(row["document"]) for row in db.documents()])
        hint = f"Did you mean `{close}`?" if close else "clausedb list shows what is there."
        raise Usage(f"There is no document `{document}`. {hint}")
    if label and label not in (labels := db.catalog().labels(document)):
        close = _nearest(label, labels)
        hint = f"Did you mean `@{document}#{close}`?" if close else f"clausedb show @{document} shows all."
        raise Usage(f"`@{document}` has no clause `{label}`. {hint}")


def _nearest(name: str, known: Sequence[str]) -> str:
    """The first that begins so, else the one most like it; empty where none is."""
    from difflib import get_close_matches

    close = [one for one in known if name and one.startswith(name)]
    return next(iter(close[:1] or get_close_matches(name, known, n=1, cutoff=0.5)), "")

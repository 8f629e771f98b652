"""Runs one command: words in, exit code out. Whatever goes wrong becomes one plain line on stderr."""

from __future__ import annotations

import gc
import io
import os
import sys
from pathlib import Path
from typing import Final

from clausedb import __version__
from clausedb.cli.arguments import Usage, read_arguments
from clausedb.errors import BusyError, ClausedbError, DocumentError, QueryError

DONE: Final = 0
FAILED: Final = 1
WRONG: Final = 2
CLOSED: Final = 3
BUSY: Final = 4
INTERRUPTED: Final = 130


def main(argv: list[str] | None = None) -> int:
    """Runs the command in `argv` (else the process's own); returns its exit code and never raises on a user's error."""
    # Loading modules makes many objects and no garbage: fewer collections save a tenth of a short run.
    gc.set_threshold(50_000, 20, 20)
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A lone surrogate becomes \udc80, which is also how JSON writes it.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run([_decoded(word) for word in sys.argv[1:]] if argv is None else argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone (| head): what Python would still flush at exit goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _said(_plain(error), FAILED)
    return code


def _decoded(word: str) -> str:
    """A word of the command line as it was typed: in UTF-8 also where the locale knows only ASCII."""
    try:
        return word if word.isprintable() else os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


def _open_streams() -> None:
    """Gives the streams that the caller has closed (>&-) a place where nothing is kept."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _run(words: list[str]) -> int:
    database: Path | None = None
    try:
        arguments = read_arguments(words, __version__)
        database = getattr(arguments, "database", None)
        from clausedb.cli.commands import run

        return run(arguments)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE
    except QueryError as error:
        return _complained(error)
    except Usage as error:
        return _said(error, WRONG)
    except BusyError as error:
        return _said(error, BUSY)
    except DocumentError as error:
        return _said(error, FAILED)
    except ClausedbError as error:
        from clausedb.cli.session import for_database

        return _said(for_database(str(error), database) if database else error, CLOSED)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as error:
        return _said(_plain(error), FAILED)
    except Exception as error:
        from clausedb.cli.session import unforeseen

        return _said(unforeseen(error), FAILED)


def _plain(error: OSError) -> str:
    return f"{error.filename or 'the output'}: {error.strerror or error}"


def _complained(error: QueryError) -> int:
    """On a terminal fitted to it, else the whole message as it is."""
    if not sys.stderr.isatty():
        return _said(error, WRONG)
    from clausedb.cli import complaint
    from clausedb.cli.paint import screen_columns

    for one in complaint.draw(error, screen_columns()):
        print(one, file=sys.stderr)
    return WRONG


def _said(error: object, code: int) -> int:
    from clausedb.cli import safe

    for one in str(error).splitlines():
        print(safe.printable(one), file=sys.stderr)
    return code

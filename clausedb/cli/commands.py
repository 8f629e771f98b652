"""What each command does. Heavy parts are imported by the command that needs them."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from clausedb.cli import safe
from clausedb.cli.paint import paint_for, screen_columns
from clausedb.errors import DocumentError
from clausedb.model import Records


def parse(arguments: Namespace) -> int:
    """Shows what is read from files: trees, or JSON lines."""
    from clausedb.parse.contract import as_object, unread_object

    code = 0
    paint = paint_for(sys.stdout)
    for name, records in _parsed(arguments.paths):
        if isinstance(records, DocumentError):
            code = 1
            print(safe.printable(str(records)), file=sys.stderr)
            if arguments.format == "jsonl":
                print(json.dumps(unread_object(name, records.reason), ensure_ascii=False))
        elif arguments.format == "jsonl":
            print(json.dumps(as_object(records), ensure_ascii=False))
        else:
            from clausedb.cli import outline

            print("\n".join(outline.draw(records, paint, screen_columns(), arguments.depth)), end="\n\n")
    return code


def _parsed(paths: list[str]) -> Iterator[tuple[str, Records | DocumentError]]:
    from clausedb.parse.pipeline import parse_bytes

    for path in [one for word in paths for one in _files(Path(word))]:
        try:
            yield str(path), parse_bytes(path.read_bytes(), name=path.name)
        except DocumentError as error:
            yield str(path), error
        except OSError as error:
            yield str(path), DocumentError(str(path), error.strerror or str(error))


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("**/*.txt")) if path.is_dir() else [path]


COMMANDS: Final[dict[str, Callable[[Namespace], int]]] = {"parse": parse}

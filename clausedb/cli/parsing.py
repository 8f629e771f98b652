"""`clausedb parse`: what is read from files, without a database."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from clausedb.cli import outline
from clausedb.cli.paint import Paint, paint_for, screen_columns
from clausedb.cli.session import output, say
from clausedb.errors import DocumentError
from clausedb.language import Grammar, load_grammar

if TYPE_CHECKING:
    from clausedb.model import Records


def parse(arguments: Namespace) -> int:
    """Trees, reasons, or JSON lines, a document after the other; 1 where a file could not be read."""
    code = 0
    paint = Paint() if arguments.output else paint_for(sys.stdout)
    grammar = load_grammar(*map(Path, arguments.grammar))
    with output(arguments) as out:
        for name, records in _parsed(arguments, grammar):
            if isinstance(records, DocumentError):
                code = 1
                say(str(records))
                if arguments.format == "jsonl":
                    _print_unread(name, records, out)
            elif arguments.format == "jsonl":
                _print_object(records, out)
            else:
                lines = _drawn(records, grammar, paint, arguments)
                print("\n".join(lines), end="\n\n", file=out)
    return code


def _drawn(records: Records, grammar: Grammar, paint: Paint, arguments: Namespace) -> list[str]:
    if arguments.explain:
        from clausedb.cli import account

        return account.draw(records, grammar, paint, screen_columns())
    return outline.draw(records, paint, screen_columns(), arguments.depth)


def _print_object(records: Records, out: TextIO) -> None:
    from clausedb.parse.contract import as_object

    print(json.dumps(as_object(records), ensure_ascii=False), file=out)


def _print_unread(name: str, error: DocumentError, out: TextIO) -> None:
    from clausedb.parse.contract import unread_object

    print(json.dumps(unread_object(name, error.reason), ensure_ascii=False), file=out)


def _parsed(arguments: Namespace, grammar: Grammar) -> Iterator[tuple[str, Records | DocumentError]]:
    """Each file with what was read from it, or with why it was not."""
    from clausedb.api.ingest import find, passed_over
    from clausedb.parse.pipeline import parse_bytes

    stdin = sys.stdin.buffer.read() if "-" in arguments.paths else None
    companions: list[str] = []
    item = None
    for item in find(arguments.paths, stdin, companions):
        try:
            yield item.source, parse_bytes(item.read(), name=item.name, entry=item.entry, grammar=grammar)
        except DocumentError as error:
            yield item.source, error
    if not arguments.quiet:
        for note in (*(["No texts were found there."] if item is None else []), *passed_over(companions)):
            say(note)

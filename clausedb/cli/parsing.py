"""`clausedb parse`: what is read from files, without a database."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clausedb.api.ingest import Item, find, passed_over
from clausedb.api.workers import Read, Task, attempt, parsed
from clausedb.cli import outline
from clausedb.cli.paint import Paint, paint_for, screen_columns
from clausedb.cli.progress import Progress
from clausedb.cli.session import output, say
from clausedb.errors import DocumentError
from clausedb.language import Grammar, load_grammar
from clausedb.model import Records


@dataclass(frozen=True, slots=True)
class _Tree:
    """Draws a document for the screen."""

    explain: bool
    depth: int | None
    paint: Paint
    columns: int

    def __call__(self, records: Records, grammar: Grammar) -> Read:
        if self.explain:
            from clausedb.cli import account

            lines = account.draw(records, grammar, self.paint, self.columns)
        else:
            lines = outline.draw(records, self.paint, self.columns, self.depth)
        return Read(payload="\n".join(lines) + "\n\n")


def parse(arguments: Namespace) -> int:
    """Trees, reasons, or JSON lines, a document after the other; 1 where a file could not be read."""
    code = 0
    lines = arguments.format == "jsonl"
    paint = Paint() if arguments.output else paint_for(sys.stdout)
    tree = _Tree(arguments.explain, arguments.depth, paint, screen_columns())
    with output(arguments) as out, Progress(arguments.quiet or not arguments.output) as bar:
        for source, read in _read(arguments, _line if lines else tree, bar):
            if read.reason is not None:
                code = 1
                bar.clear()
                say(f"{source}: {read.reason}")
                if lines:
                    print(_unread(source, read.reason), file=out)
            else:
                print(read.payload, end="", file=out)
    return code


def _line(records: Records, _: Grammar) -> Read:
    from clausedb.parse.contract import as_object

    return Read(payload=json.dumps(as_object(records), ensure_ascii=False) + "\n")


def _unread(source: str, reason: str) -> str:
    from clausedb.parse.contract import unread_object

    return json.dumps(unread_object(source, reason), ensure_ascii=False)


def _read(
    arguments: Namespace, make: Callable[[Records, Grammar], Read], bar: Progress
) -> Iterator[tuple[str, Read]]:
    """Each file with what was made of it, in the order in which they were found."""
    folders = tuple(map(Path, arguments.grammar))
    load_grammar(*folders)  # what is wrong with it is said once, not with each file
    stdin = sys.stdin.buffer.read() if "-" in arguments.paths else None
    companions: list[str] = []
    items = list(find(arguments.paths, stdin, companions))
    size = sum(item.size for item in items)
    results = parsed(items, _task, folders, arguments.jobs, size, partial(attempt, make=make))
    for done, (item, read) in enumerate(results, start=1):
        yield item.source, read
        bar.step(done, len(items), item.source)
    if not arguments.quiet:
        for note in (*([] if items else ["No texts were found there."]), *passed_over(companions)):
            say(note)


def _task(item: Item) -> Task | Read:
    try:
        return Task(item.source, item.name, item.read(), entry=item.entry)
    except DocumentError as error:
        return Read(reason=error.reason)

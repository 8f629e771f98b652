"""Commands that answer: query, show, list, describe."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clausedb.api.result import plain
from clausedb.cli import legend, marks, questions, reading, render, safe
from clausedb.cli.arguments import Usage
from clausedb.cli.paint import Paint, output_columns, paint_for, screen_columns
from clausedb.cli.session import check_document, opened, output, say
from clausedb.cli.words import counted
from clausedb.errors import StoreError

if TYPE_CHECKING:
    from clausedb.api.database import Database
    from clausedb.api.result import Result


def query(arguments: Namespace) -> int:
    """Answers one or several questions; the first wrong one ends it."""
    texts = questions.statements(questions.read(arguments))
    if not texts:
        raise Usage("clausedb query: there is no question.\nTry: clausedb query 'documents'")
    if arguments.output and len(texts) > 1:
        raise Usage("clausedb query: -o takes one question at a time")
    kind = arguments.format
    if arguments.output:
        kind = kind or render.format_of(Path(arguments.output))
        render.refuse_overwriting(Path(arguments.output), arguments.force)
    parameters = questions.parameters(arguments.param)
    with opened(arguments) as db:
        for number, text in enumerate(texts):
            if number:
                print()
            _answer(db, text, parameters, kind, arguments)
    return 0


def _answer(
    db: Database, text: str, parameters: dict[str, Any], kind: str | None, arguments: Namespace
) -> None:
    if arguments.explain:
        print(safe_lines(db.explain(text, **parameters)))
        return
    result = db.ask(text, parameters, exporting=True)
    if result.export:
        _talk(result, arguments, export(result, arguments.force))
    elif arguments.output:
        path = Path(arguments.output)
        render.save(render.encoded(result, kind or "table"), path, arguments.force)
        _talk(result, arguments, f"{render.size(result)} written to {path}")
    else:
        write(result, kind)
        shown = kind in (None, "table", "read")
        if shown and sys.stderr.isatty() and not arguments.quiet:
            say("\n".join(legend.draw(db, result, screen_columns())))
        _talk(result, arguments, render.size(result) if shown else "")


def export(result: Result, force: bool = False) -> str:
    """Writes the file that the stage `export` names; gives the sentence that says so."""
    path = Path(result.export or "")
    render.save(render.encoded(result, render.format_of(path)), path, force)
    return f"{render.size(result)} written to {path}"


def write(result: Result, kind: str | None) -> None:
    """Writes a result to stdout. Raises Usage where a terminal is asked to show Parquet."""
    if kind in ("parquet", "xlsx"):
        if sys.stdout.isatty():
            raise Usage(f"{kind} is no text; say -o FILE.{kind}")
        sys.stdout.buffer.write(render.encoded(result, kind))
    elif kind in (None, "table", "read"):
        lines = render.screen(result, kind, paint_for(sys.stdout), output_columns())
        if len(result):
            print("\n".join(lines))
    else:
        sys.stdout.write(render.text(result, kind))


def _talk(result: Result, arguments: Namespace, last: str) -> None:
    """What names were taken to mean, footnotes and the size, on stderr."""
    if arguments.quiet:
        return
    paint = paint_for(sys.stderr)
    for text in (*result.echo, *result.notes, last):
        for one in safe.wrap(safe.line(text), screen_columns()) if text else ():
            print(paint("dim", safe.isolate(one)), file=sys.stderr)


def safe_lines(text: str) -> str:
    """Several lines, each fit for a terminal."""
    return "\n".join(safe.printable(one) for one in text.splitlines())


def show(arguments: Namespace) -> int:
    """Prints a document or clause with all below it."""
    with opened(arguments) as db:
        check_document(db, arguments.reference)
        with output(arguments) as out:
            made = _page(db, arguments.reference) if arguments.html else _view(db, arguments)
            print(made, file=out)
    return 0


def _view(db: Database, arguments: Namespace) -> str:
    paint = Paint() if arguments.output else paint_for(sys.stdout)
    pieces = db.show(arguments.reference)
    found: tuple[marks.Stretch, ...] = ()
    if paint.colours and not arguments.plain and pieces:
        found = marks.stretches(marks.read_marks(db, pieces[0].document_id))
    columns = screen_columns()
    lines = reading.draw_pieces(pieces, paint, columns, found)
    told = marks.legend(found, paint, columns)
    return "\n".join([*told, "", *lines] if told else lines)


def _page(db: Database, reference: str) -> str:
    from clausedb.cli import page

    pieces = db.show(reference)
    document = reference.removeprefix("@").partition("#")[0]
    shown = "title, type, binding, date, place, language, source"
    row = next(iter(db.query(f"documents where document is @{document} | show {shown}")), {})
    facts = [plain(row.get(name)).replace("_", " ") for name in ("type", "date", "place", "language")]
    title = plain(row.get("title")) or document
    found = marks.stretches(marks.read_marks(db, document))
    return page.draw(
        pieces, found, [reference.removeprefix("@"), *facts, plain(row.get("source"))], title
    ).rstrip()


def documents(arguments: Namespace) -> int:
    """Lists the documents."""
    with opened(arguments) as db:
        result = db.documents()
    write(result, "table")
    _talk(result, arguments, counted(len(result), "document"))
    return 0


def describe(arguments: Namespace) -> int:
    """Explains tables, fields and values; how many rows there are where there is a database."""
    from clausedb.cli import describing

    counts: dict[str, int] = {}
    by_hand = 0
    try:
        with opened(arguments) as db:
            counts, by_hand = db.describe()["rows"], len(db.corrections())
    except StoreError:
        if arguments.database.exists():
            raise
    lines = describing.explain(arguments.name, counts, paint_for(sys.stdout), screen_columns())
    if lines is None:
        close = describing.nearest(arguments.name)
        hint = f"Did you mean `{close}`?" if close else "clausedb describe lists them."
        raise Usage(f"There is no table or field `{arguments.name}`. {hint}")
    print("\n".join(lines))
    if arguments.name is None and by_hand and not arguments.quiet:
        say(f"{counted(by_hand, 'correction')} by hand; clausedb check lists them")
    return 0

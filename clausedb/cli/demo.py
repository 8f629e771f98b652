"""`clausedb demo`: the five sample documents become a database and answer some questions."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clausedb.cli import legend, render, safe
from clausedb.cli.intake import add_reported
from clausedb.cli.paint import Paint, paint_for, screen_columns
from clausedb.cli.session import loaded, opened, say

if TYPE_CHECKING:
    from clausedb.api.database import Database

DEFAULT: Final = "clausedb-demo.db"

QUESTIONS: Final = (
    (
        "What do Kazakhstan and Azerbaijan take upon themselves, and how strongly?",
        "obligations where document is @kaz-aze-2023 | count by force",
    ),
    (
        "What are the first things that Azerbaijan is to do there, alone or with Kazakhstan?",
        "obligations where bearer is Azerbaijan and document is @kaz-aze-2023 "
        "| show clause, bearer, force, action | first 4",
    ),
    (
        "Which documents refer to the Alma-Ata Declaration of 1991, in whatever language?",
        'citations where instrument is "Alma-Ata Declaration" | show document, language, surface',
    ),
    (
        "Where does the Russian report speak of mine clearance, in whatever form of the word?",
        "clauses where text has разминирование | kwic 5",
    ),
    (
        "Who is quoted most often?",
        "statements | count by speaker | first 6",
    ),
)


def demo(arguments: Namespace) -> int:
    """Makes the database where it is missing, asks the questions, says how to go on."""
    from clausedb.resources import seeds_dir

    given = arguments.folder or (DEFAULT if str(arguments.database) == "clauses.db" else arguments.database)
    arguments.database = Path(given)
    fresh = not arguments.database.exists()
    if not arguments.quiet:
        say(
            f"Five documents about Kazakhstan, Azerbaijan and Armenia become the database {arguments.database}."
            if fresh
            else f"The database {arguments.database} is there already; it stays as it is."
        )
    with opened(arguments, write=True) as db:
        report = add_reported(db, [str(seeds_dir())], arguments)
        if not arguments.quiet:
            say(f"It holds {loaded(db)}.")
        for title, text in QUESTIONS:
            _ask(db, title, text, paint_for(sys.stdout))
    if not arguments.quiet:
        say(_onward(arguments.database))
    return 1 if report.failed else 0


def _ask(db: Database, title: str, text: str, paint: Paint) -> None:
    result = db.query(text)
    print(f"\n{paint('bold', title)}\n{paint('name', f'> {text}')}\n")
    print("\n".join(render.screen(result, None, paint, screen_columns())))
    names = legend.draw(db, result, screen_columns())
    for one in (*names, *result.notes, render.size(result)):
        print(paint("dim", safe.line(one)))


def _onward(database: Path) -> str:
    return (
        "\nGo on:\n"
        f"  clausedb -d {database}                     ask at the prompt (/help explains)\n"
        f"  clausedb -d {database} show kaz-aze-2023   read a document, clause by clause\n"
        f"  clausedb -d {database} publish parquet/    the tables for pandas, polars, R, DuckDB\n"
        "  clausedb add YOUR-FILES                         your own documents, into ./clauses.db"
    )

"""Commands that look after a database: remove, publish, export, check, repair."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from clausedb.api.corrections import sentence
from clausedb.cli import render, safe
from clausedb.cli.arguments import Usage
from clausedb.cli.session import check_document, for_database, loaded, opened, say


def remove(arguments: Namespace) -> int:
    """Takes documents out of the database; an unknown one is said, the others go. 1 where any is unknown."""
    code = 0
    with opened(arguments) as db:
        for name in arguments.ids:
            try:
                check_document(db, name)
            except Usage as unknown:
                say(str(unknown))
                code = 1
                continue
            db.remove(name.removeprefix("@"))
            if not arguments.quiet:
                say(f"removed {name}")
    return code


def publish(arguments: Namespace) -> int:
    """Writes the tables as Parquet."""
    with opened(arguments) as db:
        folder = db.publish(arguments.folder, force=arguments.force)
    if not arguments.quiet:
        say(f"published to {folder}; the codebook is there too")
    return 0


def export(arguments: Namespace) -> int:
    """Writes all tables for other programs."""
    from clausedb.cli import exporting

    folder = Path(arguments.folder)
    with opened(arguments) as db:
        folder.mkdir(parents=True, exist_ok=True)
        for path in exporting.files(db, folder, arguments.format):
            render.refuse_overwriting(path, arguments.force)
        for path, said in exporting.write(db, folder, arguments.format, arguments.force):
            if not arguments.quiet:
                say(f"{path}: {said}")
    return 0


def check(arguments: Namespace) -> int:
    """Says what is wrong with the database; 1 where anything is."""
    with opened(arguments) as db:
        problems = db.check()
        by_hand = () if arguments.quiet else db.corrections()
        if not problems and not arguments.quiet:
            say(f"whole: {loaded(db)}")
    for problem in problems:
        print(for_database(safe.line(problem), arguments.database))
    for one in by_hand:
        say(f"corrected by the user: {one.document}, {sentence(one)}, {one.at[:10]}")
    return 1 if problems else 0


def repair(arguments: Namespace) -> int:
    """Makes the tables again from the kept sources where anything is wrong; 1 where that did not help."""
    from clausedb.cli.intake import rebuild

    with opened(arguments) as db:
        problems = db.check()
    if not problems:
        if not arguments.quiet:
            say("There is nothing to repair: the database is whole.")
        return 0
    for problem in problems:
        say(for_database(problem, arguments.database))
    arguments.grammar, arguments.no_grammar, arguments.jobs = None, False, None
    rebuild(arguments)
    return check(arguments)

"""Files into the database: a bar while it goes on, a line of result a file, a sum at the end."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from clausedb.cli import safe
from clausedb.cli.paint import Paint, paint_for
from clausedb.cli.progress import Progress
from clausedb.cli.session import chosen, fitted, loaded, opened, say
from clausedb.cli.words import counted, listed

_NAMES: Final = 24
"""Columns for the ids, so that what follows stands in one line where they are short."""

if TYPE_CHECKING:
    from clausedb.api.database import Database, Outcome, Report


def add(arguments: Namespace) -> int:
    """Reads files into the database; 1 where any of them failed."""
    with opened(arguments, write=True) as db:
        report = add_reported(db, arguments.paths, arguments)
        if not arguments.quiet:
            say(_summed(report, db, arguments))
    return 1 if report.failed else 0


def rebuild(arguments: Namespace) -> int:
    """Makes all tables again; 1 where a document failed."""
    with opened(arguments) as db, Progress(arguments.quiet) as bar:
        report = db.rebuild(
            progress=lambda outcome, done, total: bar.step(done, total, outcome.source),
            jobs=arguments.jobs,
            grammar=() if arguments.no_grammar else arguments.grammar,
        )
    for outcome in report.outcomes:
        if outcome.status == "failed":
            print("\n".join(_failure(outcome)), file=sys.stderr)
    if not arguments.quiet:
        say(f"{counted(len(report.outcomes) - report.failed, 'document')} made again from the kept sources")
    return 1 if report.failed else 0


def add_reported(db: Database, paths: list[str], arguments: Namespace) -> Report:
    """Adds files with a progress bar and a line a file; a failed one is named on stderr, quiet or not."""
    with Progress(arguments.quiet) as bar:

        def told(outcome: Outcome, done: int, total: int) -> None:
            if outcome.status == "failed":
                for line in _failure(outcome):
                    bar.say(line, sys.stderr)
            elif not arguments.quiet:
                bar.say(_success(outcome, paint_for(sys.stdout)), sys.stdout)
            bar.step(done, total, outcome.source)

        try:
            return db.add(
                *paths,
                progress=told,
                stdin=sys.stdin.buffer.read() if "-" in paths else None,
                jobs=getattr(arguments, "jobs", None),
                grammar=getattr(arguments, "grammar", ()),
                shard=getattr(arguments, "shard", None),
            )
        except KeyboardInterrupt:
            done = f"{bar.done:,} of {bar.total:,} files are done and stay; the same command goes on."
            bar.say(done if bar.done else "No file was done yet; the same command begins again.", sys.stderr)
            raise


def _failure(outcome: Outcome) -> list[str]:
    reason = safe.line(outcome.reason or "could not be read")
    first, *rest = fitted(f"failed  {safe.line(outcome.source)}: {reason}", sys.stderr)
    head = paint_for(sys.stderr)("bad", "failed")
    return [f"{head}  {first.removeprefix('failed').lstrip()}", *rest]


def _success(outcome: Outcome, paint: Paint) -> str:
    identity = safe.line(outcome.document_id or outcome.source)
    name = paint("name", safe.pad(identity, _NAMES))
    file = safe.line(PurePath(outcome.source).name)
    origin = paint("dim", f"  ({safe.isolate(file)})") if PurePath(file).stem != identity else ""
    if outcome.status == "known":
        return (
            f"{paint('dim', 'known')}   {name}  {paint('dim', 'the same content is there already')}{origin}"
        )
    parts = [outcome.language or "", counted(outcome.clauses, "clause"), counted(outcome.acts, "act")]
    if any(finding.code == "no_numbers" for finding in outcome.findings):
        parts.append("nothing numbered")
    doubts = sum(finding.severity != "info" for finding in outcome.findings)
    if doubts:
        parts.append(paint("doubt", counted(doubts, "doubt")))
    return f"{paint('good', 'added')}   {name}  {', '.join(part for part in parts if part)}{origin}"


def _summed(report: Report, db: Database, arguments: Namespace) -> str:
    numbers = ((report.added, "added"), (report.known, "known already"), (report.failed, "failed"))
    counts = [f"{number:,} {word}" for number, word in numbers if number]
    if not counts:
        return "\n".join(["No texts were found there.", *report.notes])
    lines = [*report.notes, f"{listed(counts)}. The database holds {loaded(db)}."]
    if report.added:
        lines.append(f"Ask it: clausedb{chosen(arguments.database)}")
    return "\n".join(lines)

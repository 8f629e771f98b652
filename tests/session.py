"""The terminal run that `docs/session.cast` holds: what is typed in it, how it is recorded, how it is read.

The file is an asciicast (version 2): a head, then events [seconds, "i" for typed or "o" for shown, text].
`asciinema play docs/session.cast` shows it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Final

import clausedb
from clausedb.cli.paint import Paint
from clausedb.cli.shell import Shell

CAST: Final = Path(__file__).parents[1] / "docs" / "session.cast"
COLUMNS: Final = 100
SCRIPT: Final = (
    "documents | show document, type, language, date",
    "obligations where bearer is Azerbaijan and document is @kaz-aze-2023 | first 4",
    "/why 1",
    "obligations were bearer is Azerbajan",
    "obligations where bearer is Azerbaijan | count by force",
    "/why 1",
    "clauses where text has разминирование | kwic 4",
    'citations where instrument is "Alma-Ata Declaration" | show document, language, surface',
    "/open 1",
    "/cite 1 oscola",
    'clauses where text has "Middle Corridor" near/3 transport',
    'clauses where text has "Middle Corridor" near/25 transport',
    "let $party = Kazakhstan",
    "let owed = obligations where bearer is $party and joint",
    "owed | count by force",
    "explain owed where deadline is not empty | first 5",
    "compare @kaz-aze-2023#3 with @kaz-aze-2023#4",
    "/export owed.csv",
    "/quit",
)
"""What is typed, a line each."""

_PROMPT: Final = "\x1b[2mclausedb>\x1b[0m "
_ESCAPES: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def record(database: Path) -> str:
    """The text of the file, from a run over a database of the sample documents."""
    events: list[tuple[float, str, str]] = []
    at = 0.0
    with clausedb.open(database) as db:
        shell = Shell(db, Paint(colours=True), lambda: COLUMNS)
        at = _shown(events, at, _printed(shell.greet) + _PROMPT)
        for line in SCRIPT:
            events.append((round(at, 2), "i", f"{line}\r"))
            for word in re.findall(r"\s*\S+", line):
                at += 0.15
                events.append((round(at, 2), "o", word))
            at = _shown(events, at + 0.4, "\n" + _printed(lambda line=line: shell.run(line)))  # type: ignore[misc]
            at = _shown(events, at + 1.6, "" if shell.over else _PROMPT)
    head = {"version": 2, "width": COLUMNS, "height": 40, "title": "clausedb: five documents, some questions"}
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in (head, *events))


def _shown(events: list[tuple[float, str, str]], at: float, text: str) -> float:
    if text:
        events.append((round(at, 2), "o", text.replace("\n", "\r\n")))
    return at


def _printed(work: Any) -> str:
    stream = io.StringIO()
    with redirect_stdout(stream):
        work()
    return stream.getvalue()


def steps(cast: str) -> Iterator[tuple[str, list[str]]]:
    """(what is typed, the lines shown before the next is typed, without colours); first what is shown before anything is."""
    _, *events = (json.loads(line) for line in cast.splitlines())
    typed, shown = "", ""
    for _, kind, text in events:
        if kind == "i":
            yield typed, _lines(shown)
            typed, shown = text, ""
        else:
            shown += text
    yield typed, _lines(shown)


def _lines(shown: str) -> list[str]:
    plain = _ESCAPES.sub("", shown).split("\r\n")
    return [line.strip() for line in plain if line.strip()]

"""The prompt without its terminal: a line in, printed lines out. `repl` puts keys and colours around it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

from clausedb.api.database import Database
from clausedb.api.result import Result
from clausedb.cli import complaint, legend, marks, pager, reading, render, safe
from clausedb.cli.arguments import Usage
from clausedb.cli.asking import export
from clausedb.cli.paint import Paint
from clausedb.cli.questions import statements
from clausedb.cli.session import loaded_of, unforeseen
from clausedb.cli.words import counted
from clausedb.errors import ClausedbError, QueryError

ROWS: Final = 200
"""Rows of one answer shown at once; /last shows all."""


class Shell:
    """What is kept from one line to the next."""

    def __init__(self, db: Database, paint: Paint, columns: Callable[[], int], quiet: bool = False) -> None:
        self.db = db
        self.paint = paint
        self.columns = columns
        self.quiet = quiet
        self.format: str | None = None
        self.timing = False
        self.paging = True
        self.vi = False
        self.last: Result | None = None
        self.meant: str | None = None
        """What the last line was probably meant for, where it was wrong; the prompt offers it."""
        self.over = False

    def greet(self) -> None:
        """Says what is loaded and whether the parser met problems in it; `clausedb check` looks at everything."""
        about = self.db.describe()
        problems: int = about["problems"]
        health = self.paint("bad" if problems else "good", counted(problems, "problem"))
        *head, last = safe.wrap(loaded_of(about), self.columns() - len("; 0 problems"))
        self.print(*head, f"{last}; {health}")
        if not about["rows"]["documents"]:
            self.said(
                "There is nothing in it yet. To read files into it: clausedb add FILES, or clausedb demo"
            )
        self.said("A question starts with what you look for, as: obligations where bearer is Kazakhstan")
        self.said("TAB completes, /examples shows questions, /help explains, /quit leaves.")

    def print(self, *lines: str) -> None:
        """Prints lines that are fit for the terminal already."""
        for one in lines:
            print(one)

    def said(self, *texts: str) -> None:
        """Prints what is said about an answer: wrapped, in a quiet style."""
        for text in texts:
            lines = safe.wrap(safe.line(text), self.columns()) if text else ()
            self.print(*(self.paint("dim", safe.isolate(one)) for one in lines))

    def run(self, line: str) -> None:
        """Answers one question or several, or does what a slash-command says; a wrong one is explained, nothing raises."""
        from clausedb.cli import slash

        text = line.strip()
        if not text:
            return
        self.meant = None
        try:
            if not slash.run(self, text):
                for one in statements(text):
                    self.ask(one)
        except QueryError as error:
            error.corrected = self._gone_on(text) or error.corrected
            self.meant = error.corrected
            self.print(*complaint.draw(error, self.columns()))
        except (ClausedbError, Usage) as error:
            self.print(*(safe.isolate(one) for one in safe.wrap(safe.line(str(error)), self.columns())))
        except Exception as error:
            self.print(*(safe.printable(one) for one in unforeseen(error).splitlines()))

    def _gone_on(self, text: str) -> str | None:
        """The last question with a stage behind it that was typed alone; None where that is no question."""
        if not text.startswith("|") or self.last is None:
            return None
        whole = f"{self.last.text.rstrip().rstrip(';').rstrip()} {text}"
        try:
            self.db.glance(whole)
        except ClausedbError:
            return None
        return whole

    def ask(self, text: str) -> None:
        """Asks the database and shows the answer."""
        begun = time.perf_counter()
        result = self.db.ask(text, exporting=True)
        if result.columns:
            self.last = result
        if result.export:
            self.print(self.paint("dim", safe.line(export(result))))
        else:
            self.show(result, ROWS)
        if self.timing:
            self.print(self.paint("dim", f"{(time.perf_counter() - begun) * 1000:,.0f} ms"))

    def show(self, result: Result, limit: int | None) -> None:
        """Prints a result in the chosen format, its notes and its size; what is longer than the screen by the pager."""
        lines: list[str] = []
        if self.format in (None, "table", "read"):
            if len(result):
                lines += render.screen(
                    result, self.format, self.paint, self.columns(), limit=limit, numbered=not result.changes
                )
        else:
            lines += (safe.printable(one) for one in render.text(result, self.format or "").splitlines())
        size = render.size(result)
        if limit is not None and len(result) > limit and self.format in (None, "table", "read"):
            size = f"the first {limit:,} of {size}; /last shows all"
        self.page(lines)
        self.said(*legend.draw(self.db, result, self.columns(), limit), *result.echo, *result.notes, size)

    def page(self, lines: Sequence[str]) -> None:
        """Prints lines, a screen at a time where they are many and the user wants it."""
        if self.paging:
            pager.page(lines)
        else:
            self.print(*lines)

    def row(self, word: str) -> tuple[Result, int]:
        """The last result and the place of row number `word` in it. Raises Usage where there is none."""
        if self.last is None:
            raise Usage("There is no answer yet to point into.")
        if not word.isdigit() or not 1 <= int(word) <= len(self.last):
            raise Usage(f"Which row? The last answer has {counted(len(self.last), 'row')}, counted from 1.")
        return self.last, int(word) - 1

    def clause_of(self, result: Result, place: int) -> str:
        """The clause or document behind a row, as a handle without @. Raises Usage where it has none."""
        if result.entity in ("clauses", "documents") and result.keys:
            return str(result.keys[place])
        row = dict(zip(result.names, result.cells(result.rows[place]), strict=True))
        if clause := row.get("clause") or row.get("clause_id"):
            return str(clause)
        if result.entity and result.keys:
            why = self.db.why(result.entity, str(result.keys[place]))
            if found := why.clause_id or why.document_id:
                return found
        if document := row.get("document") or row.get("document_id"):
            return str(document)
        raise Usage("No clause stands behind this row.")

    def read(self, reference: str) -> None:
        """Prints a document or clause with all below it."""
        pieces = self.db.show(reference)
        found: tuple[marks.Stretch, ...] = ()
        if self.paint.colours and pieces:
            found = marks.stretches(marks.read_marks(self.db, pieces[0].document_id))
        lines = reading.draw_pieces(pieces, self.paint, self.columns(), found)
        self.page([*marks.legend(found, self.paint, self.columns()), *lines])

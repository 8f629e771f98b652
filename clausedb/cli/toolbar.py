"""The line below the prompt: whether what stands there can be asked, told while it is typed and never in its way."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Thread
from typing import Final

from clausedb.api.database import Database
from clausedb.cli import safe
from clausedb.errors import ClausedbError, QueryError

Verdict = tuple[str, str]
"""(good, bad, or open for a text that is no whole statement yet, or hint; one line)."""

HINT: Final = "TAB completes · Ctrl-R finds earlier questions · Ctrl-X Ctrl-E opens the editor · /help"


def verdict(db: Database, text: str) -> Verdict:
    """What is to be said of a text as it stands. Raises nothing a user could cause."""
    stripped = text.rstrip()
    if not stripped:
        return "hint", HINT
    if stripped.startswith("/") or stripped in ("?", "help", "exit", "quit"):
        return _command(stripped)
    try:
        names = db.glance(stripped)
    except QueryError as error:
        style = "open" if error.span[1] >= len(stripped) else "bad"
        return style, " ".join(part for part in (error.message, error.suggestion) if part)
    except ClausedbError as error:
        return "open", str(error)
    return "good", " · ".join(("Enter asks this", *names))


def _command(text: str) -> Verdict:
    from clausedb.cli.slash import SLASHES

    word = text[1:].partition(" ")[0].lower()
    for one in SLASHES:
        if one.name == word:
            return "good", f"/{one.name} {one.argument}".strip() + f": {one.help}"
    close = [f"/{one.name}" for one in SLASHES if one.name.startswith(word)]
    return "open", " ".join(close) or "There is no such command; /help lists them."


class Toolbar:
    """Asks for verdicts in a thread of its own, one at a time; the newest text counts, older ones are passed over."""

    def __init__(self, look: Callable[[str], Verdict], redraw: Callable[[], None]) -> None:
        self._look = look
        self._redraw = redraw
        self._lock = Lock()
        self._wanted = ""
        self._worker: Thread | None = None
        self._known: tuple[str, Verdict] = ("", ("hint", HINT))

    def line(self, text: str, columns: int) -> Verdict:
        """What is known of the text, at once; where that is not yet known what was said last, and a redraw later."""
        known, found = self._known
        if known != text:
            self._ask(text)
        style, words = found
        return style, safe.cut(safe.line(words), columns)

    def close(self) -> None:
        """Waits until nothing is being looked up: a process that ends while the database works is aborted."""
        worker = self._worker
        if worker is not None:
            worker.join()

    def _ask(self, text: str) -> None:
        with self._lock:
            self._wanted = text
            if self._worker is None:
                self._worker = Thread(target=self._work, name="clausedb-toolbar", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        while True:
            wanted = self._wanted
            try:
                found = self._look(wanted)
            except Exception as error:
                # A slip of ours must not break typing.
                found = ("open", f"{type(error).__name__}: {error}")
            with self._lock:
                self._known = (wanted, found)
                if self._wanted == wanted:
                    self._worker = None
                    break
        self._redraw()

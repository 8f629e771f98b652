"""The line below the prompt: whether what stands there can be asked, told while it is typed and never in its way."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Final

from clausedb.api.database import Database
from clausedb.cli import render, safe
from clausedb.cli.newest import Newest
from clausedb.errors import ClausedbError, QueryError

Verdict = tuple[str, str]
"""(good, bad, or open for a text that is no whole statement yet, or hint; one line)."""

HINT: Final = "TAB completes · Ctrl-R finds earlier questions · Ctrl-X Ctrl-E opens the editor · /help"

TAKE: Final = "→ takes what was meant · TAB completes · Ctrl-R finds earlier questions · /help"

PAUSE: Final = 0.25
"""Seconds without a key before anything is counted."""
_DOT: Final = " · "


def verdict(db: Database, text: str) -> Verdict:
    """What is to be said of a text as it stands. Raises nothing a user could cause."""
    stripped = text.rstrip()
    if not stripped:
        return "hint", HINT
    if (given := _command(stripped)) is not None:
        return _told(given)
    try:
        names = db.glance(stripped)
    except QueryError as error:
        style = "open" if error.span[1] >= len(stripped) else "bad"
        return style, " ".join(part for part in (error.message, error.suggestion) if part)
    except ClausedbError as error:
        return "open", str(error)
    return "good", _DOT.join(("Enter asks this", *names))


def _command(text: str) -> str | None:
    from clausedb.cli.slash import command

    return command(text)


def _told(command: str) -> Verdict:
    """What a command does, or which begin as it does."""
    from clausedb.cli.slash import SLASHES

    word = command.partition(" ")[0].lower()
    for one in SLASHES:
        if one.name == word:
            return "good", f"/{one.name} {one.argument}".strip() + f": {one.help}"
    close = [f"/{one.name}" for one in SLASHES if one.name.startswith(word)]
    return "open", " ".join(close) or "There is no such command; /help lists them."


def tally(db: Database, text: str, called_off: Event) -> str:
    """How many rows a text asks for, as `1,204 clauses`; empty where that cannot be told in a moment."""
    if _command(text.strip()) is not None:
        return ""
    try:
        size = db.size(text, called_off)
    except ClausedbError:
        return ""
    if size is None:
        return ""
    rows = render.rows_of(size.rows, size.entity)
    return {"rows": rows, "counts": f"counts {rows}", "hits": f"hits in {rows}"}[size.made_into]


class Toolbar:
    """The verdict on what is typed, and a moment after the last key how many rows it asks for.

    Each is found in a thread of its own, so that no key waits for it; when the text changes, a count is called off.
    """

    def __init__(
        self,
        look: Callable[[str], Verdict],
        count: Callable[[str, Event], str],
        redraw: Callable[[], None],
        pause: float = PAUSE,
    ) -> None:
        self._look = look
        self._count = count
        self._redraw = redraw
        self._pause = pause
        self._known: tuple[str, Verdict] = ("", ("hint", HINT))
        self._counted: tuple[str, str] = ("", "")
        self._judging = Newest("clausedb-toolbar", self._judge)
        self._counting = Newest("clausedb-count", self._number)

    def line(self, text: str, columns: int) -> Verdict:
        """What is known of the text, at once; where that is not yet known what was said last, and a redraw later."""
        if not text.strip():
            self.rest()
            return "hint", safe.cut(HINT, columns)
        known, (style, words) = self._known
        if known != text:
            self._counting.ask("")
            self._judging.ask(text)
        counted, rows = self._counted
        if rows and counted == text == known:
            head, dot, names = words.partition(_DOT)
            words = f"{head}{_DOT}{rows}{dot}{names}"
        return style, safe.cut(safe.line(words), columns)

    def rest(self) -> None:
        """Calls off what is being looked up: the text has been asked or given up. Never waits."""
        self._judging.ask("")
        self._counting.ask("")

    def close(self) -> None:
        """Waits until nothing is being looked up."""
        self._judging.close()
        self._counting.close()

    def _judge(self, text: str, newer: Event) -> None:
        try:
            found = self._look(text)
        except Exception as error:
            # A slip of ours must not break typing.
            found = ("open", f"{type(error).__name__}: {error}")
        self._known = (text, found)
        self._redraw()
        if found[0] == "good" and self._counted[0] != text and not newer.is_set():
            self._counting.ask(text)

    def _number(self, text: str, newer: Event) -> None:
        if newer.wait(self._pause):
            return
        try:
            rows = self._count(text, newer)
        except Exception:
            # As above; what cannot be counted is not said.
            rows = ""
        if not newer.is_set():
            self._counted = (text, rows)
            self._redraw()

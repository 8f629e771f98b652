"""A progress bar on stderr; silent where nobody looks."""

from __future__ import annotations

import sys
import time
from typing import Final, TextIO

from clausedb.cli import safe
from clausedb.cli.paint import Paint, paint_for, screen_columns

_BAR: Final = 24
_EVERY: Final = 0.05
"""Seconds between two drawings."""


class Progress:
    """Drawn on one line of the terminal; what is said meanwhile stands above it."""

    def __init__(self, quiet: bool = False) -> None:
        self.total = 1
        self.done = 0
        self._drawn = 0.0
        self._live = not quiet and sys.stderr.isatty()
        self._paint: Paint = paint_for(sys.stderr)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def step(self, done: int, total: int, name: str) -> None:
        """So many of so many are done; `name` is what was done last."""
        self.done, self.total = done, max(1, total)
        self._draw(name, force=done == total)

    def say(self, line: str, stream: TextIO) -> None:
        """Prints a line above the bar."""
        self.clear()
        print(line, file=stream, flush=True)

    def clear(self) -> None:
        """Takes the bar away until the next step."""
        if self._live:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()

    def _draw(self, name: str, force: bool = False) -> None:
        now = time.monotonic()
        if not self._live or (not force and now - self._drawn < _EVERY):
            return
        self._drawn = now
        filled = _BAR * min(self.done, self.total) // self.total
        bar = self._paint("name", "━" * filled) + self._paint("dim", "━" * (_BAR - filled))
        tail = safe.cut(safe.line(name), max(10, screen_columns() - _BAR - 24))
        sys.stderr.write(f"\r\x1b[2K{bar} {self.done:,} of {self.total:,}  {safe.isolate(tail)}")
        sys.stderr.flush()

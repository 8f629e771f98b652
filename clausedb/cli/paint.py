"""Colours and the screen: whether a stream takes them, how wide it is, and what is shown in which style."""

from __future__ import annotations

import os
import sys
from typing import Final, NamedTuple, TextIO

_STYLES: Final = {
    "bold": "1",
    "dim": "2",
    "hit": "1;33",
    "name": "36",
    "good": "32",
    "bad": "31",
    "doubt": "33",
    "duty": "1;31",
    "intention": "1;33",
    "liberty": "1;34",
    "attitude": "1;35",
    "other": "1",
    "citation": "4;32",
    "definition": "4;36",
    "date": "33",
    "party": "36",
}
_FALLBACK_COLUMNS: Final = 100
_UNBOUNDED: Final = 1_000_000


class Paint(NamedTuple):
    """Puts printable text in a style, or leaves it as it is where no colours are wanted."""

    colours: bool = False

    def __call__(self, style: str, text: str) -> str:
        """The text in one of the styles above."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colours and text else text


def paint_for(stream: TextIO) -> Paint:
    """Colours for a terminal; NO_COLOR and TERM=dumb forbid them, FORCE_COLOR asks for them (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return Paint(False)
    return Paint(bool(os.environ.get("FORCE_COLOR")) or stream.isatty())


def output_columns() -> int:
    """Columns for what goes to stdout: those of the screen, or of COLUMNS; for a pipe or file as many as the lines need, so
    that a row is a line.
    """
    if os.environ.get("COLUMNS", "").isdigit() or sys.stdout.isatty():
        return screen_columns()
    return _UNBOUNDED


def screen_columns() -> int:
    """Columns of the screen: COLUMNS, else the terminal that shows output or messages, else 100."""
    given = os.environ.get("COLUMNS", "")
    if given.isdigit() and int(given) > 0:
        return max(20, int(given))
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            # A terminal that was never told its size says that it has none.
            if stream is not None and (columns := os.get_terminal_size(stream.fileno()).columns):
                return max(20, columns)
        except (OSError, ValueError):
            continue
    return _FALLBACK_COLUMNS

"""Colours and the screen: whether a stream takes them, how wide it is, and what is shown in which style."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Final, TextIO

_STYLES: Final = {
    "bold": "1",
    "dim": "2",
    "hit": "1;33",
    "name": "36",
    "good": "32",
    "bad": "31",
    "doubt": "33",
}
_FALLBACK_COLUMNS: Final = 100


@dataclass(frozen=True, slots=True)
class Paint:
    """Puts printable text in a style, or leaves it as it is where no colours are wanted."""

    colours: bool = False

    def __call__(self, style: str, text: str) -> str:
        """The text in one of the styles bold, dim, hit, name, good, bad, doubt."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colours and text else text


def paint_for(stream: TextIO) -> Paint:
    """Colours for a terminal; NO_COLOR and TERM=dumb forbid them, FORCE_COLOR asks for them (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return Paint(False)
    return Paint(bool(os.environ.get("FORCE_COLOR")) or stream.isatty())


def screen_columns() -> int:
    """Columns of the screen: COLUMNS, else the terminal that shows output or messages, else 100."""
    given = os.environ.get("COLUMNS", "")
    if given.isdigit() and int(given) > 0:
        return max(20, int(given))
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            if stream is not None:
                return max(20, os.get_terminal_size(stream.fileno()).columns)
        except (OSError, ValueError):
            continue
    return _FALLBACK_COLUMNS

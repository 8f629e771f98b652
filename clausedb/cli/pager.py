"""Long answers a screen at a time: lines in, the pager of the user around them where they do not fit the screen."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Final

_FALLBACK: Final = "less"
_LESS: Final = "-RFX -PSPACE shows more, b goes back, / finds, q leads back to the questions$"
"""Options of less, where the user has none: it keeps colours, ends by itself at the end of what fits the screen, leaves the lines there,
and says how to go on."""
_ABOUT_THE_PROMPT: Final = 3
"""Lines of the screen that the prompt and its toolbar take."""


def page(lines: Sequence[str]) -> None:
    """Prints the lines; through PAGER (else less) where the screen is a terminal that is too low for them."""
    command = _pager() if _too_long(lines) else None
    if command is None or not _through(command, lines):
        for one in lines:
            print(one)


def _too_long(lines: Sequence[str]) -> bool:
    if not (sys.stdout.isatty() and sys.stdin.isatty()) or os.environ.get("TERM") == "dumb":
        return False
    try:
        return len(lines) > os.get_terminal_size(sys.stdout.fileno()).lines - _ABOUT_THE_PROMPT
    except OSError:
        return False


def _pager() -> list[str] | None:
    """The command with its options; None where there is none, or PAGER is empty or cat."""
    words = shlex.split(os.environ.get("PAGER", _FALLBACK))
    if not words or words[0] == "cat" or shutil.which(words[0]) is None:
        return None
    return words


def _through(command: list[str], lines: Sequence[str]) -> bool:
    """Whether the pager took the lines."""
    env = {"LESS": _LESS, "LESSCHARSET": "utf-8", **os.environ}
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=env)
    except OSError:
        return False
    try:
        pager.communicate("".join(f"{one}\n" for one in lines).encode("utf-8", "backslashreplace"))
    except (KeyboardInterrupt, BrokenPipeError):
        pager.wait()
    return True

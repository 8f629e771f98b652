"""A prompt in a pseudo terminal: keys in, what stands on the screen out."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import pexpect
import pytest

PROMPT = "clausedb> "
TAB, CTRL_C, CTRL_D = "\t", "\x03", "\x04"


class Terminal:
    """A prompt in a pseudo terminal; what it draws is compared without its escape sequences."""

    def __init__(self, database: Path, home: Path, **more: str) -> None:
        env = {
            **os.environ,
            "TERM": "xterm",
            "COLUMNS": "100",
            "LINES": "40",
            "XDG_STATE_HOME": str(home),
            "NO_COLOR": "1",
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "PAGER": "",
            "INPUTRC": str(home / "no-inputrc"),
            **more,
        }
        words = ["-m", "clausedb", "-d", str(database)]
        self.child = pexpect.spawn(
            sys.executable, words, env=env, cwd=home, encoding="utf-8", dimensions=(40, 100), timeout=20
        )

    def keys(self, text: str) -> None:
        """Types the keys."""
        self.child.send(text)

    def sees(self, text: str) -> str:
        """Waits until the words stand on the screen; gives what stood before them."""
        pattern = r"(?:\x1b\[[0-9;?]*[A-Za-z]|\s)*".join(re.escape(one) for one in text if not one.isspace())
        self.child.expect(pattern)
        return str(self.child.before)

    def interrupts(self, question: str, text: str) -> None:
        """Asks and presses Ctrl-C until the words stand on the screen: a key that comes before the question runs ends the line,
        after which it is asked once more, and waited longer.
        """
        for turn in range(1, 6):
            self.keys(question)
            self.sees(question[-8:])
            self.keys("\r")
            time.sleep(turn)
            for _ in range(4):
                self.keys(CTRL_C)
                if self.child.expect([re.escape(text), pexpect.TIMEOUT], timeout=turn) == 0:
                    return
        pytest.fail(f"{text} was never said; on the screen stands {self.child.before!r}")

    def ends(self) -> int:
        """Waits for the end; gives the exit code."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus or 0)

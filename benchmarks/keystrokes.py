"""How long a key takes at the prompt of a large database while verdicts, completions and counts go on beside it.

python benchmarks/generated.py FOLDER 1000000
python benchmarks/keystrokes.py FOLDER > benchmarks/keystrokes.md
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import threading
import time
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import load

import clausedb
from clausedb.api.database import Database
from clausedb.cli import repl
from clausedb.cli.paint import Paint
from clausedb.cli.shell import Shell
from clausedb.cli.toolbar import Toolbar, tally, verdict

QUESTIONS = (
    "clauses where text has the",
    "clauses where text has (the /s of) and text has zeta1",
    "obligations where bearer is Azerbaijan and text has cooperation",
    "clauses where with obligations (bearer is KAZ) and text has the",
    "mentions where surface has Baku",
    "documents where cites @baku-astana-2025 transitively",
    "obligations where force >= intention | cross bearer by year",
)
PAUSES = (0.02, 0.08, 0.3, 0.4)
"""Seconds between keys, by turns: with the longer ones a count has begun when the next key comes."""
BLANKS = " " * 12
"""Typed behind every question, which can be asked all along."""


def main() -> None:
    """Prints the table."""
    with clausedb.open(sys.argv[1], read_only=True) as db:
        clauses = db.describe()["rows"]["clauses"]
        db.catalog()
        with_count = measure(db, counting=True)
        without = measure(db, counting=False)
    print(f"# Keys at the prompt, {clauses:,} clauses\n")
    print(
        "Milliseconds from a key to the end of the drawing that shows it, real time. Completion, verdict and count go on in"
    )
    print(
        "threads of their own; a count begins a quarter of a second after the last key, so that many a key cuts one off."
    )
    print(
        "The last column leaves out the time in which a thread of the process was ready and other programs had the processors."
    )
    print("Repeat with:\n\n    python benchmarks/generated.py big.db 1000000")
    print("    python benchmarks/keystrokes.py big.db > benchmarks/keystrokes.md\n")
    print(
        "| | keys | p50 | p95 | longest | longest, less waiting for a processor |\n|---|---:|---:|---:|---:|---:|"
    )
    for name, keys in (("with the count", with_count), ("without", without)):
        took = [key for key, _ in keys]
        cuts = statistics.quantiles(took, n=20)
        own = max(key - waited for key, waited in keys)
        print(
            f"| {name} | {len(took)} | {statistics.median(took):.0f} | {cuts[-1]:.0f} | {max(took):.0f} | {own:.0f} |"
        )
    print(f"\n{load.told()}")


def measure(db: Database, *, counting: bool) -> list[tuple[float, float]]:
    """Milliseconds of each key, and how many of them a thread of the process was ready and had no processor."""
    from prompt_toolkit.application import create_app_session, get_app
    from prompt_toolkit.data_structures import Size
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output.vt100 import Vt100_Output

    drawn: Queue[str] = Queue()
    took: list[tuple[float, float]] = []

    def typing(keys: Any) -> None:
        pressed = 0
        for question in (one + BLANKS for one in QUESTIONS):
            for at in range(len(question)):
                _drain(drawn)
                before = _waits()
                begun = time.perf_counter()
                keys.send_text(question[at])
                while drawn.get(timeout=20) != question[: at + 1]:
                    pass
                passed = (time.perf_counter() - begun) * 1000
                waited = max(wait - before.get(thread, 0.0) for thread, wait in _waits().items())
                took.append((passed, min(passed, waited)))
                pressed += 1
                time.sleep(PAUSES[pressed % len(PAUSES)])
            keys.send_text("\x15")
            while drawn.get(timeout=20):
                pass
        keys.send_text("\x04")

    def count(text: str, called_off: threading.Event) -> str:
        return tally(db, text, called_off) if counting else ""

    output = Vt100_Output(io.StringIO(), lambda: Size(rows=40, columns=100), term="xterm", enable_cpr=False)
    with create_pipe_input() as keys, create_app_session(input=keys, output=output):
        toolbar = Toolbar(lambda text: verdict(db, text), count, lambda: session.app.invalidate())
        shell = Shell(db, Paint(True), lambda: 100)
        session = repl._session(shell, lambda: toolbar.line(get_app().current_buffer.text, 100))
        session.app.after_render += lambda app: drawn.put(app.current_buffer.text)
        hand = threading.Thread(target=typing, args=(keys,))
        hand.start()
        with contextlib.suppress(EOFError):
            session.prompt()
        hand.join()
        toolbar.close()
    return took


def _waits() -> dict[str, float]:
    """Milliseconds that each thread of the process has been ready without a processor."""
    found = {}
    for one in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            found[one.name] = int((one / "schedstat").read_text().split()[1]) / 1e6
    return found


def _drain(queue: Queue[str]) -> None:
    while True:
        try:
            queue.get_nowait()
        except Empty:
            return


if __name__ == "__main__":
    main()

"""CPU time of the constructions of the language, of typing, and of starting, on a large database and on a tenth of it.

python benchmarks/generated.py tenth.db 100000 && python benchmarks/generated.py big.db 1000000
python benchmarks/queries.py tenth.db big.db > benchmarks/queries.md
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import load

import clausedb
from clausedb.query import complete

T = TypeVar("T")

QUESTIONS = (
    "clauses | count",
    "clauses | count by kind",
    "obligations | count by force",
    "obligations | count by bearer",
    "obligations where bearer is Azerbaijan and year = 2023 | count",
    "obligations where document.type is joint_statement | cross bearer by year",
    "clauses where with obligations (force is intention and bearer is Kazakhstan) | count",
    "clauses where without obligations | count",
    "documents where with clauses (with obligations (joint)) | count",
    "documents where without obligations (force >= obligation) | count",
    "clauses where with citations and without acts | count",
    'clauses where cites "Alma-Ata Declaration" | count',
    'documents where cites "Alma-Ata Declaration" transitively | count',
    "documents where cited by @kaz-aze-2023 | count",
    "documents | follow cites transitively | count",
    "citations where not held | count by instrument",
    "citations where document.language is ru | to instruments",
    "clauses where with obligations | to documents | count",
    "obligations | unique bearer",
    "acts | sort deadline_date | first 20",
    "documents | summarize n = count, first = min date by type",
    "clauses where text has corridor | first 50",
    "documents where with clauses (text has corridor) | count",
    "obligations where text has corridor | count by force",
    "acts where action has (develop* or strengthen*) | count",
    "mentions where surface has Tokayev | count",
    "clauses where text has corridor and document.year = 2023 | kwic 5 | first 20",
)
COMPLETED = (
    "obl",
    "obligations where ",
    "obligations where bearer is K",
    "obligations where document is @k",
    "citations where instrument is ",
    "clauses where text has peace | so",
)
JUDGED = (
    "obligations where bearer is Azerbaijan",
    'citations where instrument is "Alma-Ata Declaration"',
    "clauses where text has corridor near/10 transport",
)
STARTED = (
    "clauses | count",
    "citations where not held | count by instrument",
    "clauses where text has corridor | first 3",
    "clauses where text has corridor | count",
    'clauses where text has "of the" | count',
    "clauses where text has the near/10 and | count",
    "obligations where bearer is Azerbaijan and year = 2023 | count",
    'documents where document is "joint statement" | count',
    'documents where document is "hosting negotiations" | count',
    "compare @kaz-aze-2023#3 with @kaz-aze-2023#4",
    "documents where party is Kazakhstan | count",
    'citations where instrument is "Alma-Ata Declaration" | count',
    "clauses where document is @kaz-aze-2023",
    "@kaz-aze-2023#5",
)
ROUNDS = 3


def main() -> None:
    folders = [Path(one) for one in sys.argv[1:]]
    databases = [clausedb.open(folder, read_only=True) for folder in folders]
    sizes = [f"{db.describe()['rows']['clauses']:,}" for db in databases]
    print("# The constructions of the language\n")
    print("CPU milliseconds of all threads in an open database, median of three. Repeat with:\n", flush=True)
    print("    python benchmarks/generated.py tenth.db 100000")
    print("    python benchmarks/generated.py big.db 1000000")
    print("    python benchmarks/queries.py tenth.db big.db > benchmarks/queries.md\n")
    _table("question", QUESTIONS, sizes, databases, _asked)
    print()
    _table("completing", COMPLETED, sizes, databases, _completed)
    print()
    _table("judging what stands there so far", JUDGED, sizes, databases, _judged)
    print("\nCPU milliseconds of a process from its start to its end; the prompt: until it takes keys.\n")
    _table("starting", tuple(dict.fromkeys((*STARTED, *QUESTIONS))), sizes, folders, _started, _children)
    _row("the prompt", [_prompt(folder) for folder in folders])
    print(f"\n{load.told()}")


def _table(
    head: str,
    texts: tuple[str, ...],
    sizes: list[str],
    places: list[T],
    work: Callable[[T, str], object],
    clock: Callable[[], float] = time.process_time,
) -> None:
    print(f"| {head} | {' | '.join(f'{size} clauses' for size in sizes)} |")
    print("|---|" + "---:|" * len(sizes))
    for text in texts:
        found = []
        for place in places:
            work(place, text)
            found.append(_timed(place, text, work, clock))
        _row(f"`{text.replace('|', chr(92) + '|')}`", found)


def _row(name: str, found: list[float]) -> None:
    print(f"| {name} | {' | '.join(f'{one:,.0f}' for one in found)} |", flush=True)


def _timed(place: T, text: str, work: Callable[[T, str], object], clock: Callable[[], float]) -> float:
    times = []
    for _ in range(ROUNDS):
        before = clock()
        work(place, text)
        times.append((clock() - before) * 1000)
    return statistics.median(times)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _started(folder: Path, text: str) -> None:
    command = [sys.executable, "-m", "clausedb", "-d", folder, "query", text]
    subprocess.run(command, check=True, capture_output=True, env=_installed())


def _installed() -> dict[str, str]:
    """The environment of a program whose modules are compiled, as they are once it is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "clausedb-benchmark-modules")}


def _prompt(folder: Path) -> float:
    """CPU milliseconds until the first prompt stands there."""
    import pexpect

    words = ["-m", "clausedb", "-d", str(folder)]
    for _ in range(2):  # the first time modules are compiled
        child = pexpect.spawn(sys.executable, words, dimensions=(40, 120), env=_installed())
        child.expect("clauses")
        child.expect("> ")
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        child.sendcontrol("d")
        child.close(force=True)
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _asked(db: clausedb.Database, text: str) -> object:
    return db.query(text)


def _judged(db: clausedb.Database, text: str) -> object:
    return db.glance(text)


def _completed(db: clausedb.Database, text: str) -> object:
    return complete(text, len(text), db.catalog())


if __name__ == "__main__":
    main()

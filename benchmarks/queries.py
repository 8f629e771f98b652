"""CPU time of the constructions of the language, and of completing, on a large database and on a tenth of it.

python benchmarks/generated.py tenth.db 20000 && python benchmarks/generated.py big.db 200000
python benchmarks/queries.py tenth.db big.db > benchmarks/queries.md
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import clausedb
from clausedb.query import complete

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
)
COMPLETED = (
    "obl",
    "obligations where ",
    "obligations where bearer is K",
    "obligations where document is @k",
    "citations where instrument is ",
    "clauses where text has peace | so",
)
ROUNDS = 3


def main() -> None:
    folders = [Path(one) for one in sys.argv[1:]]
    databases = [clausedb.open(folder, read_only=True) for folder in folders]
    sizes = [f"{db.describe()['rows']['clauses']:,}" for db in databases]
    print("# The constructions of the language\n")
    print("CPU milliseconds in an open database, median of three. Made by `benchmarks/queries.py`.\n")
    _table("question", QUESTIONS, sizes, databases, _asked)
    print()
    _table("completing", COMPLETED, sizes, databases, _completed)


def _table(
    head: str,
    texts: tuple[str, ...],
    sizes: list[str],
    databases: list[clausedb.Database],
    work: Callable[[clausedb.Database, str], object],
) -> None:
    print(f"| {head} | {' | '.join(f'{size} clauses' for size in sizes)} |")
    print("|---|" + "---:|" * len(sizes))
    for text in texts:
        cells = []
        for db in databases:
            work(db, text)
            cells.append(f"{_timed(db, text, work):,.0f}")
        print(f"| `{text.replace('|', chr(92) + '|')}` | {' | '.join(cells)} |", flush=True)


def _timed(db: clausedb.Database, text: str, work: Callable[[clausedb.Database, str], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work(db, text)
        times.append((time.process_time() - before) * 1000)
    return statistics.median(times)


def _asked(db: clausedb.Database, text: str) -> object:
    return db.query(text)


def _completed(db: clausedb.Database, text: str) -> object:
    return complete(text, len(text), db.catalog())


if __name__ == "__main__":
    main()

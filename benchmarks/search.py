"""CPU time of text conditions with the text index and without it, over words drawn from the clauses themselves.

python benchmarks/generated.py big.db 100000 && python benchmarks/search.py big.db > benchmarks/search.md
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import clausedb
from clausedb.store.database import Store
from clausedb.words import normals

KINDS: dict[str, Callable[[list[str], int], str]] = {
    "word": lambda words, at: words[at],
    "phrase": lambda words, at: f'"{words[at]} {words[at + 1]}"',
    "near/10": lambda words, at: f"{words[at]} near/10 {words[at + 3]}",
    "/s": lambda words, at: f"{words[at]} /s {words[at + 2]}",
    "prefix": lambda words, at: f"{words[at][:5]}*",
}
WITH, WITHOUT = 60, 4
"""Queries of each kind."""


def main() -> None:
    folder = Path(sys.argv[1])
    with clausedb.open(folder, read_only=True) as db:
        counts = db.describe()["rows"]
        texts = [
            row[0] for row in db.sql("SELECT text FROM clauses USING SAMPLE 4000 ROWS (reservoir, 7)").rows
        ]
        print(f"# Text conditions, {counts['clauses']:,} clauses\n")
        print(
            "CPU milliseconds of `clauses where text has ... | show clause | first 50` in an open database;"
        )
        print(
            "words drawn at random from random clauses, so that frequent ones are asked for as often as they stand there."
        )
        print(
            "The rest of the time is that of the rows found: the index names them, the pure function looks at each."
        )
        print("Made by `benchmarks/search.py`.\n")
        print("| kind | rows found, median | with index p50 | p95 | without p50 | p95 |")
        print("|---|---:|---:|---:|---:|---:|")
        for kind, write in KINDS.items():
            questions = _questions(texts, write)
            indexed = [_asked(db, one) for one in questions[:WITH]]
            narrower, Store.narrower = Store.narrower, lambda self, connection: None  # type: ignore[method-assign]
            plain = [_asked(db, one)[0] for one in questions[:WITHOUT]]
            Store.narrower = narrower  # type: ignore[method-assign]
            found = statistics.median(_found(db, one) for one in questions[:WITHOUT])
            times = [milliseconds for milliseconds, _ in indexed]
            print(f"| {kind} | {found:,.0f} | {_figures(times)} | {_figures(plain)} |", flush=True)


def _questions(texts: list[str], write: Callable[[list[str], int], str]) -> list[str]:
    draw = random.Random(7)
    found: list[str] = []
    while len(found) < WITH:
        words = normals(draw.choice(texts) or "")
        if len(words) > 8:
            at = draw.randrange(len(words) - 4)
            if all(
                (len(word) > 3 and word.isalpha()) or word.startswith("zeta") for word in words[at : at + 4]
            ):
                found.append(f"clauses where text has {write(words, at)}")
    return found


def _asked(db: clausedb.Database, question: str) -> tuple[float, int]:
    before = time.process_time()
    result = db.query(f"{question} | show clause | first 50")
    return (time.process_time() - before) * 1000, len(result)


def _found(db: clausedb.Database, question: str) -> int:
    ((count,),) = db.query(f"{question} | count").rows
    return int(count)


def _figures(times: list[float]) -> str:
    return f"{statistics.median(times):,.0f} | {sorted(times)[int(0.95 * (len(times) - 1))]:,.0f}"


if __name__ == "__main__":
    main()

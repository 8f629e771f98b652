"""CPU time of text conditions with the text index, over words drawn from the clauses themselves, and of frequent words.

python benchmarks/generated.py big.db 1000000 && python benchmarks/search.py big.db > benchmarks/search.md
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import load

import clausedb
from clausedb.words import normals

KINDS: dict[str, Callable[[list[str], int], str]] = {
    "word": lambda words, at: words[at],
    "phrase": lambda words, at: f'"{words[at]} {words[at + 1]}"',
    "near/10": lambda words, at: f"{words[at]} near/10 {words[at + 3]}",
    "/s": lambda words, at: f"{words[at]} /s {words[at + 2]}",
    "prefix": lambda words, at: f"{words[at][:5]}*",
}
STAGES = ("| first 50", "| count", "")
ASKED = 60
"""Questions of each kind."""


def main() -> None:
    folder = Path(sys.argv[1])
    with clausedb.open(folder, read_only=True) as db:
        clauses = db.describe()["rows"]["clauses"]
        texts = [
            normals(row[0] or "")
            for row in db.sql("SELECT text FROM clauses USING SAMPLE 4000 ROWS (reservoir, 7)").rows
        ]
        print(f"# Text conditions, {clauses:,} clauses\n")
        print("CPU milliseconds of all threads for `clauses where text has ...` in an open database;")
        print(
            "words drawn at random from random clauses, so that frequent ones are asked for as often as they stand there."
        )
        print("Repeat with:\n")
        print("    python benchmarks/generated.py big.db 1000000")
        print("    python benchmarks/search.py big.db > benchmarks/search.md\n")
        print("| kind | rows found, median | most | `first 50` p50 | p95 | `count` p50 | p95 |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for kind, write in KINDS.items():
            questions = _questions(texts, write)
            times = [[_asked(db, f"{one} {stage}")[0] for one in questions] for stage in STAGES[:2]]
            found = [_found(db, one) for one in questions]
            figures = " | ".join(_figures(one) for one in times)
            print(f"| {kind} | {statistics.median(found):,.0f} | {max(found):,} | {figures} |", flush=True)
        print(
            "\nThe most frequent words; the last column is the whole answer, every row of it brought to Python in its order.\n"
        )
        print("| condition | rows found | `first 50` | `count` | all rows | a row, µs |")
        print("|---|---:|---:|---:|---:|---:|")
        for condition in _frequent(texts):
            question = f"clauses where text has {condition}"
            first, count, whole = (
                min(_asked(db, f"{question} {stage}")[0] for _ in range(3)) for stage in STAGES
            )
            found_ = _found(db, question)
            print(
                f"| `{condition}` | {found_:,} | {first:,.0f} | {count:,.0f} | {whole:,.0f} | {whole * 1000 / found_:.1f} |"
            )
        print(f"\n{load.told()}")


def _questions(texts: list[list[str]], write: Callable[[list[str], int], str]) -> list[str]:
    draw = random.Random(7)
    found: list[str] = []
    while len(found) < ASKED:
        words = draw.choice(texts)
        if len(words) > 8:
            at = draw.randrange(len(words) - 4)
            if all(
                (len(word) > 3 and word.isalpha()) or word.startswith("zeta") for word in words[at : at + 4]
            ):
                found.append(f"clauses where text has {write(words, at)}")
    return found


def _frequent(texts: list[list[str]]) -> list[str]:
    """Conditions of the words that stand in most clauses."""
    first, second, third, *_ = [
        word for word, _ in Counter(word for words in texts for word in set(words)).most_common(3)
    ]
    return [
        first,
        second,
        f'"{second} {first}"',
        f"{first} near/10 {third}",
        f"{first} /s {second}",
        f"({first} and not {third})",
    ]


def _asked(db: clausedb.Database, question: str) -> tuple[float, int]:
    before = time.process_time()
    result = db.query(question)
    return (time.process_time() - before) * 1000, len(result)


def _found(db: clausedb.Database, question: str) -> int:
    ((count,),) = db.query(f"{question} | count").rows
    return int(count)


def _figures(times: list[float]) -> str:
    return f"{statistics.median(times):,.0f} | {sorted(times)[int(0.95 * (len(times) - 1))]:,.0f}"


if __name__ == "__main__":
    main()

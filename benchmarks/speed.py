"""Times the parser as a ratio to one pass of `re.finditer(r"\\w+")` over the same texts in the same run.

    python benchmarks/speed.py FOLDER_OF_TEXTS...

CPU time of one process. The pass over the words and the structure alone are the median of three rounds each; the passes are timed
once, a document going through all of them before the next begins.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from clausedb.language import load_grammar
from clausedb.parse import pipeline

ROUNDS = 3


def timed(work: Callable[[], object]) -> float:
    """Median CPU seconds."""
    seconds = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        seconds.append(time.process_time() - before)
    return statistics.median(seconds)


def passes(texts: list[tuple[str, str]]) -> list[tuple[str, float]]:
    """CPU seconds of each pass over all texts, in order; a document goes through all passes before the next begins."""
    grammar = load_grammar()
    seconds = [0.0] * len(pipeline.PASSES)
    for name, text in texts:
        records = pipeline.start(text, name=name, sha256="", entry=None, document_id=None)
        for at, one in enumerate(pipeline.PASSES):
            before = time.process_time()
            records = one(records, grammar)
            seconds[at] += time.process_time() - before
    return [(one.__name__, spent) for one, spent in zip(pipeline.PASSES, seconds, strict=True)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path)
    grammar = load_grammar()
    for folder in options.parse_args().folders:
        texts = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]
        size = sum(len(text.encode()) for _, text in texts) / 1e6
        passes(texts)  # compiles what is compiled once: the tables of each language that stands in the texts
        words = timed(lambda texts=texts: [sum(1 for _ in re.finditer(r"\w+", text)) for _, text in texts])
        rows = passes(texts)
        whole = sum(seconds for _, seconds in rows)
        begun = [
            pipeline.start(text, name=name, sha256="", entry=None, document_id=None) for name, text in texts
        ]
        alone = timed(lambda begun=begun: [pipeline.read_clauses(records, grammar) for records in begun])
        print(
            f"\n{folder.name}: {size:.2f} MB in {len(texts)} documents; one \\w+ pass {size / words:.1f} MB/s"
        )
        for name, seconds in [("structure alone", alone), *rows, ("full parse", whole)]:
            print(
                f"  {name:18} {size / max(seconds, 1e-9):8.1f} MB/s   {seconds / words:6.1f} x the \\w+ pass"
            )


if __name__ == "__main__":
    main()

"""How often the first correction of a one-letter typo is the right one, by what is mistyped.

python benchmarks/typos.py demo.db 5 > benchmarks/typos.md     (five typos a word; demo.db as `clausedb demo` makes it)
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import clausedb
from tests.typos import Typo, is_right_first, made_queries, right_queries, typos

SEED = 2024
SHOWN = 12


def main() -> None:
    folder, each = sys.argv[1], int(sys.argv[2])
    with clausedb.open(folder, read_only=True) as db:
        catalog = db.catalog()
        shown, made = right_queries(catalog), made_queries(catalog)
        tried: Counter[str] = Counter()
        right: Counter[str] = Counter()
        missed: list[Typo] = []
        for typo in typos([*shown, *made], catalog, each, SEED):
            tried[typo.kind] += 1
            if is_right_first(typo, catalog):
                right[typo.kind] += 1
            else:
                missed.append(typo)
    print("# Typos\n")
    print(
        f"One letter dropped, added, changed or changed about with the next, {each} times in every keyword, entity, field, closed "
        f"value, name of a party and handle of {len(shown)} queries of the documents and tests and {len(made)} made from the "
        f"schema (a field or a value each), by seed {SEED}; typos that are queries too are not counted. Right is a first "
        "correction that means the same as the query before. Made by `benchmarks/typos.py`.\n"
    )
    print("| typo in | tried | right first |\n|---|---:|---:|")
    for kind in sorted(tried, key=lambda one: -tried[one]):
        print(f"| {kind} | {tried[kind]:,} | {right[kind] / tried[kind]:.1%} |")
    print(f"| all | {tried.total():,} | {right.total() / tried.total():.1%} |\n")
    print("Some that are not; most of them are as near to something else:\n")
    for typo in missed[:: max(1, len(missed) // SHOWN)][:SHOWN]:
        print(f"    {typo.wrong}    ({typo.right})")


if __name__ == "__main__":
    main()

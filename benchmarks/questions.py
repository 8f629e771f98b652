"""Twenty questions to public documents in three languages, and how they are answered today.

python benchmarks/questions.py CORPORA > benchmarks/questions.md     (CORPORA: the folder in which their files lie)
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

import clausedb
from clausedb.api.result import plain

TABLE = Path(__file__).parents[1] / "tests" / "cases" / "questions.tsv"
SHOWN = 6


def main() -> None:
    corpora = Path(sys.argv[1])
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    asked = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = dict.fromkeys(name for one in asked for name in one["files"].split())
    print("# Twenty questions\n")
    print(
        f"Asked of {len(names)} public documents (conventions, agreements of states around the Caspian Sea, resolutions of the "
        "General Assembly), in English, Russian and Arabic; one line each. Made by `benchmarks/questions.py`; "
        "what a reader finds there is checked by the tests.\n"
    )
    with tempfile.TemporaryDirectory() as folder, clausedb.open(Path(folder) / "questions.db") as db:
        db.add(*(corpora / f"{name}.txt" for name in names))
        for number, one in enumerate(asked, 1):
            result = db.ask(one["query"])
            print(f"{number}. {one['asked']} ({one['of']})\n\n       {one['query']}\n")
            for row in () if result.changes else result.rows[:SHOWN]:
                cells = [" ".join(plain(cell).split()) for cell in result.cells(row)]
                told = dict(zip(result.names, cells, strict=True))
                told.pop("instrument_id", None)
                print("   - " + " · ".join(_short(cell) for cell in told.values() if cell))
            if result.changes:
                print("".join(f"   - {note}\n" for note in result.notes), end="")
            more = 0 if result.changes else len(result) - SHOWN
            print(f"   - and {more} more\n" if more > 0 else "")


def _short(cell: str) -> str:
    return cell if len(cell) <= 90 else f"{cell[:88].rstrip()} …"


if __name__ == "__main__":
    main()

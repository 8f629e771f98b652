"""What one document costs in a database that holds many: adding it, correcting it, taking it out, the first question.

    python benchmarks/growth.py FOLDER DOCUMENTS [DOCUMENTS ...]

Makes a database in FOLDER and fills it step by step to each number of DOCUMENTS, then measures. The documents are
the five sample documents and short ones written here, over and over, with other persons, dates, titles and symbols each
time; they are not parsed again but written and linked as `add` does. CPU of this process, the middle of several runs.
"""

from __future__ import annotations

import hashlib
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import load

import clausedb
from clausedb.api.linker import linker_of, payload_of, versions_of
from clausedb.model import Citation, Records
from clausedb.store.database import Store
from clausedb.store.load import Parcel
from clausedb.store.sources import Source

RUNS = 7
NOW = "2026-01-01T00:00:00Z"
TEXT = """\
Joint statement of the President of the Republic of Kazakhstan, {name}, and the President of the Republic of Azerbaijan

{day} March {year}

1. The Parties reaffirmed the Treaty on {subject} between the Republic of Kazakhstan and the Republic of Azerbaijan of {day} May {year} and
the Charter of the United Nations.

2. The Parties shall implement resolution {number} (2000) of the Security Council and paragraph 3 of the Declaration on {subject} dated {day} June {year}.

3. Kazakhstan will develop {subject}. {name} thanked the Government of Azerbaijan.
"""
SUBJECTS = (
    "trade",
    "transport",
    "strategic partnership",
    "extradition",
    "culture",
    "water",
    "space",
    "health",
)
SYLLABLES = ("ba", "ro", "ti", "mu", "ka", "ze", "lo", "shi", "na", "du", "ge", "fa")


def text(number: int) -> str:
    """A short document; every number gives another."""
    chance = random.Random(number)
    return TEXT.format(
        name=" ".join(_name(chance) for _ in range(2)),
        day=chance.randint(1, 28),
        year=chance.randint(1950, 2025),
        subject=f"{chance.choice(SUBJECTS)} and {chance.choice(SUBJECTS)}",
        number=chance.randint(1, 2800),
    )


def documents() -> Iterator[Records]:
    """Documents without end, written as if they had been parsed."""
    written = [clausedb.parse(text(number)).records for number in range(8)]
    for number in range(1_000_000):
        yield _another(written[number % len(written)], number)


def _another(one: Records, number: int) -> Records:
    """The document under another id, with other persons and other instruments."""
    chance = random.Random(-number - 1)
    new, old = f"copy-{number}", one.document.document_id
    name = " ".join(_name(chance) for _ in range(2))

    def moved(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(
            replace(  # type: ignore[type-var]
                row,
                **{
                    field: new + value[len(old) :]
                    for field in row.__slots__  # type: ignore[attr-defined]
                    if field.endswith("_id")
                    and isinstance(value := getattr(row, field), str)
                    and value.startswith(old)
                },
            )
            for row in rows
        )

    return replace(
        one,
        document=replace(
            one.document,
            document_id=new,
            sha256=hashlib.sha256(new.encode()).hexdigest(),
            title=f"{one.document.title} {name}",
            date=_date(chance),
        ),
        parties=tuple(replace(row, names=(name,)) if row.kind == "person" else row for row in one.parties),
        citations=tuple(_cited(row, chance) for row in moved(one.citations)),  # type: ignore[arg-type]
        **{  # type: ignore[arg-type]
            table: moved(getattr(one, table))
            for table in ("clauses", "acts", "mentions", "definitions", "dates", "statements")
        },
    )


def _cited(one: Citation, chance: random.Random) -> Citation:
    if one.symbol:
        number = int(2800 * chance.random() ** 3)
        return replace(one, symbol=f"S/RES/{number}", instrument_key=f"S/RES/{number}")
    if one.title and "Charter" not in one.title:
        title = f"{one.title.split(' on ')[0]} on {chance.choice(SUBJECTS)} and {chance.choice(SUBJECTS)}"
        date = _date(chance)
        return replace(one, title=title, date=date, instrument_key=f"{title}: {date}")
    return one


def _date(chance: random.Random) -> str:
    day = f"{chance.randint(1950, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return day[:4] if chance.random() < 0.1 else day


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4))).title()


def fill(store: Store, source: Iterator[Records], many: int) -> None:
    """Writes so many documents."""
    linker, versions = linker_of(()), versions_of(())
    while part := list(islice(source, min(many, 500))):
        many -= len(part)
        store.load(
            [
                (
                    Source(one.document.sha256, one.document.document_id, "copy.txt", NOW),
                    one.document.document_id.encode(),
                    Parcel(one, payload_of(one), NOW, "0"),
                )
                for one in part
            ],
            linker,
            versions,
        )
        store.index_if_free()
        if not many:
            return


def cpu(work: Callable[[int], object]) -> float:
    """Milliseconds of CPU, the middle of several runs."""
    found: list[float] = []
    for run in range(RUNS):
        start = time.process_time()
        work(run)
        found.append(1000 * (time.process_time() - start))
    return statistics.median(found)


def measure(folder: Path, held: int) -> dict[str, float]:
    """What each step costs now."""
    with clausedb.open(folder) as db:
        first = 1_000_000 + 100 * held
        texts = [text(first + run) for run in range(RUNS + 1)]
        places = [folder.parent / f"new-{held}-{run}.txt" for run in range(RUNS + 1)]
        for place, words in zip(places, texts, strict=True):
            place.write_text(words, encoding="utf-8")
        db.add(places[RUNS])  # loads what every first call loads
        found = {"add": cpu(lambda run: db.add(places[run]))}
        ids = [place.stem for place in places]
        acts = [db.sql(f"SELECT min(act_id) FROM acts WHERE document_id = '{one}'").rows[0][0] for one in ids]
        found["correct"] = cpu(lambda run: db.correct("acts", acts[run], "joint", "yes"))
        found["add again"] = cpu(lambda run: db.add(places[run]))
        found["remove"] = cpu(lambda run: db.remove(ids[run]))
        db.remove(ids[RUNS])

    def prompt(_: int) -> None:
        with clausedb.open(folder) as db:
            db.describe()
            db.glance("acts where bearer is Kazakhstan")

    def question(_: int) -> None:
        with clausedb.open(folder) as db:
            db.query("acts where force is obligation | first 5")

    found["first prompt"] = cpu(prompt)
    found["first question"] = cpu(question)
    return found


def main(folder: Path, steps: list[int]) -> None:
    """Prints a table."""
    with clausedb.open(folder) as db:
        db.add("-", stdin=text(-1).encode())
    store, source, held = Store(folder, 5.0), documents(), 1
    for many in steps:
        start = time.process_time()
        fill(store, source, many - held)
        filled = (time.process_time() - start) / max(1, many - held)
        held = many
        found = measure(folder, held)
        if many == steps[0]:
            print("| held | " + " | ".join(found) + " | write one of many |")
            print("|---:" * (len(found) + 2) + "|")
        cells = [f"{value:,.0f}" for value in (*found.values(), 1000 * filled)]
        print(f"| {held:,} | " + " | ".join(cells) + " |", flush=True)
    print(f"\n{load.told()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(one) for one in sys.argv[2:]])

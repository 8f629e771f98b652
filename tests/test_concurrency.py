"""Many readers or one writer over threads and processes: everybody sees whole documents, waits a bounded time, or is told."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from documents import VERSIONS, packed, statement

import clausedb
from clausedb.api.linker import linker_of, links_anew
from clausedb.errors import BusyError
from clausedb.store.check import check_store
from clausedb.store.database import Store
from clausedb.store.execute import run_sql

TESTS = Path(__file__).parent

WRITER = """
import sys, time
sys.path.insert(0, {tests!r})
from pathlib import Path
from documents import packed, statement
import clausedb
from clausedb.api.linker import linker_of
from clausedb.store.database import Store
store = Store(Path({folder!r}), wait=20.0)
linker = linker_of(())
for number in range({first}, {last}):
    records = statement(f"{name}-{{number}}", "P:smith", f"John {name} Smith{{number}}")
    store.load([packed(records)], linker, {{}})
    print(records.document.document_id, flush=True)
"""

HOLDER = """
import sys, time
from pathlib import Path
from clausedb.store.database import Store
store = Store(Path({folder!r}), wait=5.0)
with store.gate.{mode}() as connection:
    print("inside", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "clauses.db", wait=10.0)
    made.make(VERSIONS)
    return made


def count(store: Store) -> int:
    sql = (
        "SELECT (SELECT count(*) FROM documents), (SELECT count(DISTINCT document_id) FROM mentions), "
        "(SELECT count(DISTINCT document_id) FROM citations WHERE instrument_id IS NOT NULL)"
    )
    [numbers] = store.read(lambda connection, stop: run_sql(connection, sql, stop))[1]
    assert len(set(numbers)) == 1, f"half a document was seen: {numbers}"
    return int(numbers[0])


def python(code: str, **values: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code.format(tests=str(TESTS), **values)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def write(store: Store, name: str, first: int, last: int) -> subprocess.Popen[str]:
    return python(WRITER, folder=str(store.folder), name=name, first=first, last=last)


class Held:
    """Another process that is inside, reading or writing, until the block ends."""

    def __init__(self, store: Store, mode: str) -> None:
        self._lock = threading.Lock()
        self._process = python(HOLDER, folder=str(store.folder), mode=mode)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "inside\n"

    def __enter__(self) -> Held:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        with self._lock:
            if self._process.poll() is None:
                self._process.communicate("\n")


def test_a_reader_beside_a_writer_sees_whole_documents_only(store: Store) -> None:
    writer = write(store, "a", 0, 8)
    seen = []
    while writer.poll() is None:
        seen.append(count(store))
    writer.communicate()
    assert writer.returncode == 0
    assert seen == sorted(seen)
    assert count(store) == 8


def test_two_writers_take_turns(store: Store) -> None:
    writers = [write(store, name, 0, 5) for name in ("a", "b")]
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0]
    assert count(store) == 10
    assert check_store(store, links_anew) == ()


def test_readers_do_not_shut_each_other_out(store: Store) -> None:
    with Held(store, "reading"):
        assert count(Store(store.folder, wait=0.0)) == 0


@pytest.mark.parametrize("mode", ["reading", "writing"])
def test_a_writer_waits_a_bounded_time(store: Store, mode: str) -> None:
    impatient = Store(store.folder, wait=0.2)
    with Held(store, mode), pytest.raises(BusyError, match="another process"):
        impatient.load([packed(statement("a", "P:a", "A B"))], linker_of(()), VERSIONS)
    assert count(store) == 0


def test_a_reader_waits_a_bounded_time_for_a_writer(store: Store) -> None:
    with Held(store, "writing"), pytest.raises(BusyError, match="another process"):
        count(Store(store.folder, wait=0.2))


def test_a_reader_gets_in_when_the_writer_leaves(store: Store) -> None:
    with Held(store, "writing") as held:
        threading.Timer(0.3, held.release).start()
        assert count(store) == 0


def test_a_waiting_writer_comes_before_new_readers(store: Store) -> None:
    """Readers that follow one another without a gap do not keep a writer out."""
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            with store.gate.reading():
                time.sleep(0.05)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        store.load([packed(statement("a", "P:a", "A B"))], linker_of(()), VERSIONS)
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert count(store) == 1


def test_a_copy_without_its_lock_files_opens(store: Store) -> None:
    shutil.rmtree(store.folder / "locks")
    assert count(store) == 0


def test_a_program_that_knows_no_gate_is_waited_for(store: Store) -> None:
    code = "import duckdb, sys\nc = duckdb.connect({file!r})\nprint('inside', flush=True)\nsys.stdin.readline()\n"
    other = python(code, file=str(store.file))
    assert other.stdout is not None
    other.stdout.readline()
    try:
        with pytest.raises(BusyError, match=f"process {other.pid} holds the database"):
            count(Store(store.folder, wait=0.2))
    finally:
        other.communicate("\n")
    assert count(store) == 0


def test_threads_read_and_write_in_one_process(store: Store) -> None:
    errors: list[BaseException] = []

    def guarded(work: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except BaseException as error:
                errors.append(error)

        return run

    def add(number: int) -> None:
        store.load([packed(statement(f"d{number}", "P:a", f"A B{number}"))], linker_of(()), VERSIONS)

    work = [guarded(lambda number=number: add(number)) for number in range(4)]  # type: ignore[misc]
    work += [guarded(lambda: count(store)) for _ in range(8)]
    threads = [threading.Thread(target=one) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert count(store) == 4


def test_nothing_acknowledged_is_lost_when_a_writer_is_killed(store: Store) -> None:
    acknowledged: list[str] = []
    for round_ in range(3):
        writer = write(store, f"r{round_}", 0, 200)
        assert writer.stdout is not None
        acknowledged += [writer.stdout.readline().strip() for _ in range(2 + round_)]
        time.sleep(0.013 * round_)
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged += [line for line in writer.stdout.read().split("\n") if line]
        writer.communicate()
    found = store.read(
        lambda connection, stop: run_sql(connection, "SELECT document_id FROM documents", stop)
    )[1]
    ids = [row[0] for row in found]
    assert set(acknowledged) <= set(ids)
    assert len(ids) == len(set(ids))
    # One more than acknowledged may be there in each round: written, but not yet told.
    assert len(ids) <= len(set(acknowledged)) + 3
    assert count(store) == len(ids)
    store.load([packed(statement("last", "P:a", "A B"))], linker_of(()), VERSIONS)
    # Bytes may have been kept for a document that was not written any more; adding it again, they serve.
    left = ("in sources/ but not in the tables", "belongs to no document")
    assert [one for one in check_store(store, links_anew) if not any(words in one for words in left)] == []


INTERRUPTED = """
import os, signal, sys, threading
from pathlib import Path
from clausedb.store.database import Store
from clausedb.store.execute import run_sql
store = Store(Path({folder!r}), wait=5.0)
sql = "SELECT count(DISTINCT a.range * b.range) FROM range(100000) a, range(100000) b"
threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    store.read(lambda connection, stop: run_sql(connection, sql, stop))
except KeyboardInterrupt:
    print(store.read(lambda connection, stop: run_sql(connection, "SELECT 7", stop))[1])
"""


ADDING_FOLDER = """
import sys
import clausedb
from clausedb.api import adding
from clausedb.store import segments
segments._LEAST, adding._FIRST_ROWS, adding._FEWEST_ROWS = 50, 60, 60
print("ready", flush=True)
with clausedb.open({folder!r}) as db:
    db.add({texts!r}, jobs=1)
print("done", flush=True)
"""
LAWFUL = ("documents wait to be linked", "in sources/ but not in the tables", "belongs to no document")


def _killed_while_adding(folder: Path, texts: Path, after: float) -> None:
    """An add killed after so many seconds: whole documents are there, and adding again brings the rest."""
    with clausedb.open(folder):
        pass
    writer = python(ADDING_FOLDER, folder=str(folder), texts=str(texts))
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(after)
    writer.kill()
    writer.communicate()
    with clausedb.open(folder) as db:
        halves = (
            "SELECT document_id FROM documents WHERE document_id NOT IN (SELECT document_id FROM clauses)"
        )
        assert len(db.sql(halves)) == 0
        assert all(any(one in told for one in LAWFUL) for told in db.check())
        assert len(db.query("clauses where text has antelopes")) == len(db.query("documents"))
        db.add(texts, jobs=1)
        assert db.check() == ()
        assert len(db.query("clauses where text has antelopes")) == len(list(texts.iterdir()))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    for number in range(40):
        text = f"Joint Statement\n\n1. The Parties shall protect {number} antelopes.\n\n2. They agree.\n"
        (made / f"note-{number}.txt").write_text(text, encoding="utf-8")
    return made


def test_an_add_that_is_killed_leaves_whole_documents(tmp_path: Path, texts: Path) -> None:
    for number in range(3):
        _killed_while_adding(tmp_path / f"{number}.db", texts, random.uniform(0.1, 1.2))


@pytest.mark.slow
def test_an_add_that_is_killed_anywhere_leaves_whole_documents(tmp_path: Path, texts: Path) -> None:
    for number in range(40):
        _killed_while_adding(tmp_path / f"{number}.db", texts, random.uniform(0.0, 2.0))


def test_ctrl_c_ends_the_query_and_not_the_program(store: Store) -> None:
    process = python(INTERRUPTED, folder=str(store.folder))
    out, _ = process.communicate(timeout=30)
    assert out == "((7,),)\n"
    assert process.returncode == 0


ADDING = """
import os, signal, sys, threading, time
sys.path.insert(0, {tests!r})
from pathlib import Path
from documents import packed, statement
import clausedb
from clausedb.api.linker import linker_of
from clausedb.store.database import Store
store = Store(Path({folder!r}), wait=5.0)
slow = linker_of(())
def linker(*change):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.2)
    return slow(*change)
try:
    store.remove("a", linker)
except KeyboardInterrupt:
    print("stopped")
"""


def test_ctrl_c_does_not_cut_a_slice_short(store: Store) -> None:
    store.load([packed(statement("a", "P:a", "A B"))], linker_of(()), VERSIONS)
    out, _ = python(ADDING, folder=str(store.folder)).communicate(timeout=30)
    assert out == "stopped\n"
    assert count(store) == 0
    assert check_store(store, links_anew) == ()


def test_a_rebuild_lets_readers_in_and_keeps_writers_out(store: Store) -> None:
    store.load([packed(statement("a", "P:a", "A B"))], linker_of(()), VERSIONS)
    other = Store(store.folder, wait=0.2)

    def fill(_: object) -> None:
        assert count(other) == 1
        with pytest.raises(BusyError):
            other.load([packed(statement("b", "P:b", "B C"))], linker_of(()), VERSIONS)

    store.rebuild(VERSIONS, fill)
    assert count(store) == 0


def test_a_rebuild_that_fails_leaves_the_old_tables(store: Store) -> None:
    store.load([packed(statement("a", "P:a", "A B"))], linker_of(()), VERSIONS)

    def fails(_: object) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        store.rebuild(VERSIONS, fails)
    assert count(store) == 1

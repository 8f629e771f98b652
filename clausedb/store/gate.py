"""One gate a database: many readers or one writer, over threads and processes, and nobody starves.

Three lock files: `queue` (writers, one after the other), `door` (everybody who comes in passes it) and `room` (shared
by readers, alone for a writer). A waiting writer holds the door, so that readers inside finish and new ones stand behind
it. DuckDB's own lock is taken below these; it also guards against programs that do not know them.

To make an instance of DuckDB takes longer than most questions. One in which only our own SELECTs run is kept for the
next question, without any file in it: others may write meanwhile.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from clausedb.errors import BusyError, StoreError
from clausedb.store.guard import BARRED, close_in, in_our_words, sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STORAGE = "v1.5.0"
"""Files in this form are read by DuckDB 1.5 too."""

NAME: Final = "clausedb"
"""What the file is called in SQL."""
_IDLE: Final = 2
"""Instances that are kept at most: more questions are seldom asked at once."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.001, 0.02

Prepare = Callable[["DuckDBPyConnection"], Sequence[str]]


class Gate:
    """The ways into the file `clauses.duckdb` of a database folder."""

    def __init__(self, folder: Path, wait: float) -> None:
        self.folder = folder
        self.file = folder / "clauses.duckdb"
        self.wait = wait
        self._idle: list[DuckDBPyConnection] = []

    @contextmanager
    def reading(
        self, prepare: Prepare = lambda _: (), *, wait: float | None = None
    ) -> Iterator[DuckDBPyConnection]:
        """A locked-down connection that only reads; `prepare` opens other files before it can reach nothing any more.

        Raises BusyError after the waiting time, or after `wait` seconds.
        """
        deadline = time.monotonic() + (self.wait if wait is None else wait)
        with self._locked("room", deadline, shared=True, through="door"):
            self._require_file()
            connection = _instance()
            try:
                self._attach(connection, "READ_ONLY", deadline)
                connection.execute(f"USE {NAME}")
                prepare(connection)
                close_in(connection)
                yield connection
            finally:
                connection.close()

    @contextmanager
    def asking(self, prepare: Prepare = lambda _: ()) -> Iterator[DuckDBPyConnection]:
        """The same for SELECTs of our own alone, which can reach the folder of the database; much faster to be had.

        `prepare` gives the names under which it has opened other files.
        """
        deadline = time.monotonic() + self.wait
        with self._locked("room", deadline, shared=True, through="door"):
            self._require_file()
            instance = self._idle.pop() if self._idle else self._lasting()
            whole = False
            try:
                self._attach(instance, "READ_ONLY", deadline)
                opened = [NAME, *prepare(instance)]
                connection = instance.cursor()
                try:
                    connection.execute(f"USE {NAME}")
                    yield connection
                finally:
                    connection.close()
                for name in opened:
                    instance.execute(f"DETACH {name}")
                whole = True
            finally:
                # What stopped halfway may still hold the files.
                if whole and len(self._idle) < _IDLE:
                    self._idle.append(instance)
                else:
                    instance.close()

    def _lasting(self) -> DuckDBPyConnection:
        """An instance that can reach the folder of the database and nothing else."""
        made = _instance()
        close_in(made, (self.folder,))
        return made

    def close(self) -> None:
        """Gives up what is kept for the next question."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def writing(self, *, queued: bool = False) -> Iterator[DuckDBPyConnection]:
        """A connection that writes, alone. `queued` says that the caller stands in `queue()` already."""
        with self.alone(queued=queued) as deadline:
            self._require_file()
            connection = self._open_writing(self.file, deadline)
            try:
                yield connection
            finally:
                connection.close()

    @contextmanager
    def alone(self, *, queued: bool = False) -> Iterator[float]:
        """Nobody else is inside; gives the time (monotonic) until which waiting goes on."""
        deadline = time.monotonic() + self.wait
        with ExitStack() as held:
            if not queued:
                held.enter_context(self._locked("queue", deadline))
            held.enter_context(self._locked("door", deadline))
            held.enter_context(self._locked("room", deadline))
            yield deadline

    @contextmanager
    def queue(self) -> Iterator[None]:
        """No other writer comes in; readers do."""
        with self._locked("queue", time.monotonic() + self.wait):
            yield

    def fresh(self, file: Path) -> DuckDBPyConnection:
        """A writing connection to a file that nobody else knows."""
        return self._open_writing(file, time.monotonic())

    def _open_writing(self, file: Path, deadline: float) -> DuckDBPyConnection:
        connection = _instance()
        try:
            self._attach(connection, f"STORAGE_VERSION '{STORAGE}'", deadline, file)
            connection.execute(f"USE {NAME}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _attach(
        self, connection: DuckDBPyConnection, options: str, deadline: float, file: Path | None = None
    ) -> None:
        from clausedb.store.engine import duckdb

        while True:
            try:
                connection.execute(f"ATTACH {sql_text(file or self.file)} AS {NAME} ({options})")
                return
            except duckdb.Error as error:
                self._pause_or_raise(error, deadline)

    def _require_file(self) -> None:
        # DuckDB would make an empty one for a writer.
        if not self.file.exists():
            raise StoreError(f"{self.file}: missing; `clausedb rebuild` makes it from sources/")

    def _pause_or_raise(self, error: Exception, deadline: float) -> None:
        ours = in_our_words(error, self.file)
        if not isinstance(ours, BusyError) or time.monotonic() >= deadline:
            raise ours from error
        time.sleep(_LONGEST_PAUSE)

    @contextmanager
    def _locked(
        self, name: str, deadline: float, *, shared: bool = False, through: str | None = None
    ) -> Iterator[None]:
        mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        with ExitStack() as held:
            if through is not None:
                door = held.enter_context(self._lock_file(through))
                _take(door, fcntl.LOCK_EX, deadline, self.folder)
            with self._lock_file(name) as descriptor:
                _take(descriptor, mode, deadline, self.folder)
                held.close()
                yield

    @contextmanager
    def _lock_file(self, name: str) -> Iterator[int | None]:
        folder = self.folder / "locks"
        try:
            # A copy may have come without the folder, as it is empty.
            folder.mkdir(exist_ok=True)
            descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            if os.access(self.folder, os.W_OK):
                raise StoreError(f"{folder}: {error.strerror}") from error
            # Where nothing can be written there is no writer to wait for.
            yield None
            return
        try:
            yield descriptor
        finally:
            os.close(descriptor)


def _instance() -> DuckDBPyConnection:
    # In an instance of its own: what one connection shuts stays open for another.
    from clausedb.store.engine import duckdb

    return duckdb.connect(":memory:", config=dict(BARRED))


def _take(descriptor: int | None, mode: int, deadline: float, folder: Path) -> None:
    """Takes a lock; raises BusyError where it is not to be had by the deadline."""
    pause = _FIRST_PAUSE
    while descriptor is not None:
        try:
            fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise BusyError(f"{folder}: another process is at work in the database") from None
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

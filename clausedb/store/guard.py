"""The locked-down connection: its settings, the one SELECT it takes, a way to stop it, and DuckDB's errors in our words.

DuckDB draws no line between a query and the machine (it reads any file, loads extensions, sees the caller's
variables), so the line is drawn here. `max_execution_time` and `interrupt` cannot stop a function that works on one
giant value; queries of the language never call such functions.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from clausedb.errors import BusyError, StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Statement

T = TypeVar("T")

BARRED: Final = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
"""What no connection of ours does: fetch code, or read the caller's variables as tables."""

ONE_CORE: Final = "SET threads = 1"
"""Leaves the others to who is waited for."""

DISK_FULL: Final = "the disk is full; nothing of the last step was kept"

_LOOK: Final = 0.02
"""Seconds after which it is seen at the latest that work has been called off."""

_PID: Final = re.compile(r"\(PID (\d+)\)")


class Stopped(StoreError):
    """The time given to a query ran out."""


def close_in(connection: DuckDBPyConnection, folders: tuple[Path, ...] = ()) -> None:
    """Lets the connection reach these folders and nothing else, for good."""
    # In this order: folders cannot be named once access is off, nothing can be set once it is locked.
    if folders:
        # Written out: for a list as a parameter DuckDB loads modules that take as long as a short question's SELECT.
        listed = ", ".join(sql_text(f"{one}/") for one in folders)
        connection.execute(f"SET allowed_directories = [{listed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def sql_text(value: object) -> str:
    """A value as a text of SQL, in quotation marks, where no parameter can stand."""
    return "'" + str(value).replace("'", "''") + "'"


def require_select(connection: DuckDBPyConnection, sql: str) -> Statement:
    """The statement, read. Raises StoreError unless the text is exactly one SELECT."""
    from clausedb.store.engine import duckdb

    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise StoreError(f"the SQL cannot be read: {_first_line(error)}") from error
    if len(statements) != 1:
        raise StoreError(f"exactly one SELECT is taken, these are {len(statements)} statements")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise StoreError("only a SELECT is taken: the tables cannot be changed by SQL")
    return statements[0]


def interruptible(
    connection: DuckDBPyConnection,
    work: Callable[[threading.Event], T],
    timeout: float | None = None,
    called_off: threading.Event | None = None,
) -> T:
    """The value of `work(stop)`, which uses the connection; Ctrl-C, a timeout and `called_off` stop it within a moment.

    Work that loops in Python looks at `stop`. Raises KeyboardInterrupt or Stopped only after the work has ended: a
    process that exits while DuckDB works aborts.
    """
    stop = threading.Event()
    worker = _Worker(lambda: work(stop))
    worker.start()
    reason = _await(worker.done, stop, connection, timeout, called_off)
    return worker.value(reason)


def undisturbed(work: Callable[[], T]) -> T:
    """The value of `work()`, which Ctrl-C does not cut short: KeyboardInterrupt is raised when it has ended.

    DuckDB answers an interrupt inside a transaction with errors of its own, after which it is not known what was kept.
    """
    worker = _Worker(work)
    worker.start()
    reason: BaseException | None = None
    while not worker.done.is_set():
        try:
            worker.done.wait()
        except KeyboardInterrupt as key:
            reason = key
    return worker.value(reason)


class _Worker(threading.Thread, Generic[T]):
    """Work in a thread of its own, so that the main thread can listen to Ctrl-C."""

    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(name="clausedb-database", daemon=True)
        self.done = threading.Event()
        self._work = work
        self._values: list[T] = []
        self._errors: list[BaseException] = []

    def run(self) -> None:
        try:
            self._values.append(self._work())
        except BaseException as error:
            self._errors.append(error)
        finally:
            self.done.set()

    def value(self, reason: BaseException | None) -> T:
        """What came of it, once it is done; raises what stopped it, or what it raised."""
        self.join()
        if reason is not None:
            raise reason
        if self._errors:
            raise self._errors[0]
        return self._values[0]


def _await(
    done: threading.Event,
    stop: threading.Event,
    connection: DuckDBPyConnection,
    timeout: float | None,
    called_off: threading.Event | None,
) -> BaseException | None:
    """Waits for the end of the work; what stopped it, where something did."""
    reason: BaseException | None = None
    end = None if timeout is None else time.monotonic() + timeout
    while not done.is_set():
        try:
            if reason is not None:
                # Again and again: an interrupt between two statements is lost.
                stop.set()
                connection.interrupt()
                done.wait(0.05)
            elif called_off is not None and called_off.is_set():
                reason = Stopped("the query was called off")
            elif end is not None and time.monotonic() >= end:
                reason = Stopped(f"the query was stopped after {timeout:g} s")
            else:
                done.wait(_pause(end, called_off))
        except KeyboardInterrupt as key:
            reason = key
    return reason


def _pause(end: float | None, called_off: threading.Event | None) -> float | None:
    """How long to wait for the end of the work before looking at anything else; None where there is nothing else."""
    left = None if end is None else max(0.0, end - time.monotonic())
    if called_off is None:
        return left
    return _LOOK if left is None else min(left, _LOOK)


def in_our_words(error: Exception, path: Path) -> StoreError:
    """A DuckDB error as one sentence that names the file and what to do."""
    words = _first_line(error)
    if "lock on file" in words or "different configuration than existing" in words:
        holder = _PID.search(words)
        who = f"process {holder[1]}" if holder else "another program"
        return BusyError(f"{path}: {who} holds the database")
    if isinstance(error, MemoryError) or "Out of Memory" in words:
        return StoreError("the query needs more memory than there is")
    if is_full(error):
        return StoreError(f"{path}: {DISK_FULL}")
    if "Permission denied" in words:
        return StoreError(f"{path}: it may not be opened (Permission denied)")
    if _is_damage(error, words):
        return StoreError(
            f"{path}: the file is damaged ({words}); `clausedb rebuild` makes it again from sources/"
        )
    return StoreError(words)


def is_full(error: Exception) -> bool:
    """Whether there was no room left; DuckDB's and Arrow's errors say so in words alone."""
    return "No space left" in str(error)


def _is_damage(error: Exception, words: str) -> bool:
    kind = type(error).__name__
    if (
        kind in ("SerializationException", "FatalException", "InternalException")
        or "Corrupt database" in words
    ):
        return True
    return kind == "IOException" and any(
        sign in words.lower()
        for sign in ("not a valid duckdb", "corrupt", "checksum", "wal", "truncat", "read from")
    )


def _first_line(error: Exception) -> str:
    words = str(error).strip().split("\n")[0].strip()
    return re.sub(r"^\w[\w ]* (?:Error|Exception): ", "", words) or type(error).__name__

"""Parsing in processes of our own: a file that crashes or never ends is one failed file, whatever happens to its worker.

Workers are plain subprocesses that speak pickled messages over their pipes. Not `multiprocessing`: spawning there runs
the caller's main script again (a script without a guard would add its files twice), and forking a process in which
DuckDB runs threads is not safe.
"""

from __future__ import annotations

import os
import pickle
import queue
import select
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, TypeVar

from clausedb.errors import ClausedbError
from clausedb.language import Grammar
from clausedb.model import Entry, Records
from clausedb.store.corrections import Correction

SMALL: Final = 1_000_000
"""Bytes that are parsed faster here than workers start."""
SECONDS: Final = 120.0
"""How long a worker may take for a file, and again for each megabyte of it."""

_START: Final = "from clausedb.api.workers import serve; serve()"
_HEADER: Final = 8
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be parsed."""

    source: str
    name: str
    data: bytes
    document_id: str | None = None
    entry: Entry | None = None
    corrections: tuple[Correction, ...] = ()
    """What the user has corrected in it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was made of it: records, a text, or both; where it failed `reason` says why, and there is neither."""

    records: Records | None = None
    payload: str = ""
    reason: str | None = None


Work = Callable[[Task, tuple[Path, ...]], Read]
"""What is done with a file, with the grammar folders of one's own; never raises, and can be pickled."""


def allowed(task: Task) -> float:
    """How many seconds a worker may take for a file."""
    return SECONDS * (1 + len(task.data) / 1_000_000)


def parse_task(task: Task, folders: tuple[Path, ...]) -> Read:
    """The records of a file as the store takes them, parsed in this process."""
    return attempt(task, folders, _for_store)


def _for_store(records: Records, grammar: Grammar) -> Read:
    from clausedb.api.linker import payload_of

    return Read(records, payload_of(records))


def attempt(task: Task, folders: tuple[Path, ...], make: Callable[[Records, Grammar], Read]) -> Read:
    """What `make` makes of a file parsed in this process. Never raises: whatever goes wrong with a file is its own outcome."""
    from clausedb.api.corrections import corrected, entry_with
    from clausedb.language import load_grammar
    from clausedb.parse.pipeline import parse_bytes

    try:
        grammar = load_grammar(*folders)
        records = parse_bytes(
            task.data,
            name=task.name,
            entry=entry_with(task.entry, task.corrections),
            document_id=task.document_id,
            grammar=grammar,
        )
        records = corrected(records, task.corrections, grammar)
        records.text.encode("utf-8")
        return make(records, grammar)
    except ClausedbError as error:
        return Read(reason=getattr(error, "reason", None) or str(error))
    except UnicodeEncodeError:
        return Read(reason="the text holds half characters (lone surrogates)")
    except MemoryError:
        return Read(reason="the file needs more memory than there is")
    except Exception as error:
        return Read(reason=f"reading it failed inside clausedb ({type(error).__name__}: {error})")


def parsed(
    tasks: Sequence[T],
    make: Callable[[T], Task | Read],
    folders: tuple[Path, ...],
    processes: int | None,
    size: int,
    work: Work = parse_task,
) -> Iterator[tuple[T, Read]]:
    """Each task with what was read, in order: here where there are few bytes (`size`), else in as many processes as
    there are processors (or as asked for).
    """
    if processes is None:
        processes = 1 if size < SMALL or len(tasks) < 2 else os.cpu_count() or 1
    if processes <= 1 or not sys.executable:
        return parse_here(tasks, make, folders, work)
    return parse_in_workers(tasks, make, folders, min(processes, len(tasks)), work)


def parse_here(
    tasks: Iterable[T],
    make: Callable[[T], Task | Read],
    folders: tuple[Path, ...],
    work: Work = parse_task,
) -> Iterator[tuple[T, Read]]:
    """Each task with what was read, in order, parsed in this process."""
    for one in tasks:
        made = make(one)
        yield one, made if isinstance(made, Read) else work(made, folders)


def parse_in_workers(
    tasks: Iterable[T],
    make: Callable[[T], Task | Read],
    folders: tuple[Path, ...],
    jobs: int,
    work: Work = parse_task,
) -> Iterator[tuple[T, Read]]:
    """The same in `jobs` processes; order is kept, and no more than a few files wait in memory."""
    inbox: queue.SimpleQueue[tuple[Task, _Slot] | None] = queue.SimpleQueue()
    crew = [_Hand(inbox, folders, work) for _ in range(jobs)]
    for hand in crew:
        hand.start()
    waiting: deque[tuple[T, _Slot]] = deque()
    try:
        for one in tasks:
            made = make(one)
            slot = _Slot(made if isinstance(made, Read) else None)
            waiting.append((one, slot))
            if isinstance(made, Task):
                inbox.put((made, slot))
            while waiting and (len(waiting) > 8 * jobs or waiting[0][1].done.is_set()):
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)
    finally:
        for hand in crew:
            hand.end()
        for _ in crew:
            inbox.put(None)
        for hand in crew:
            hand.join()


class _Slot:
    """The place of one result."""

    def __init__(self, read: Read | None) -> None:
        self.read = read
        self.done = threading.Event()
        if read is not None:
            self.done.set()


def _taken(waiting: deque[tuple[T, _Slot]]) -> tuple[T, Read]:
    one, slot = waiting.popleft()
    slot.done.wait()
    assert slot.read is not None
    return one, slot.read


class _Hand(threading.Thread):
    """A thread with a worker process: hands it one task after the other, and gets a new one where it dies."""

    def __init__(
        self,
        inbox: queue.SimpleQueue[tuple[Task, _Slot] | None],
        folders: tuple[Path, ...],
        work: Work,
    ) -> None:
        super().__init__(name="clausedb-worker", daemon=True)
        self._inbox = inbox
        self._job = folders, work
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False

    def run(self) -> None:
        while (work := self._inbox.get()) is not None:
            task, slot = work
            try:
                slot.read = Read(reason="stopped") if self._ended else self._parse(task)
            except Exception as error:
                slot.read = Read(reason=f"the worker could not be used ({error})")
            finally:
                slot.done.set()
        self._drop()

    def end(self) -> None:
        """Ends the worker now; what it was at comes back as failed."""
        self._ended = True
        process = self._process
        if process is not None:
            process.kill()

    def _parse(self, task: Task) -> Read:
        process = self._process or self._launch()
        assert process.stdin is not None
        assert process.stdout is not None
        seconds = allowed(task)
        try:
            _send(process.stdin, task)
            if not select.select([process.stdout], [], [], seconds)[0]:
                self._drop()
                return Read(reason=f"reading it took more than {seconds:.0f} s")
            read = _receive(process.stdout)
        except (BrokenPipeError, EOFError):
            code = self._drop()
            return Read(reason=f"reading it crashed the worker (exit {code})")
        assert isinstance(read, Read)
        return read

    def _launch(self) -> subprocess.Popen[bytes]:
        home = str(Path(__file__).parents[1])
        path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH", "")) if part)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        assert self._process.stdin is not None
        _send(self._process.stdin, self._job)
        return self._process

    def _drop(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)
        return process.wait()


def serve() -> None:
    """What a worker process does: parses what comes in until nothing comes any more."""
    # Ctrl-C goes to the whole process group; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the messages.
    os.dup2(2, 1)
    try:
        folders, work = _receive(inbox)
        while True:
            _send(outbox, work(_receive(inbox), folders))
    except (EOFError, BrokenPipeError):
        return


def _send(pipe: IO[bytes], message: object) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(_HEADER, "big"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    header = pipe.read(_HEADER)
    if len(header) < _HEADER:
        raise EOFError
    size = int.from_bytes(header, "big")
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return

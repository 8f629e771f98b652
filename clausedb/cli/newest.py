"""Work on what stands at the prompt, beside the typing: one text at a time, and the newest one counts."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock, Thread


class Newest:
    """Does its work on a text in a thread of its own, which lives for as long as there is something to do.

    A text that comes meanwhile is taken up next, those between are passed over. The work is told by an event that a
    newer text waits, so that it can end early. An empty text is no work.
    """

    def __init__(self, name: str, work: Callable[[str, Event], None]) -> None:
        self._name = name
        self._work = work
        self._lock = Lock()
        self._wanted = ""
        self._newer = Event()
        self._worker: Thread | None = None

    def ask(self, text: str) -> None:
        """Has the work done on this text, and on no other any more. Never waits."""
        with self._lock:
            if text == self._wanted and self._worker is not None:
                return
            self._wanted = text
            self._newer.set()
            if text and self._worker is None:
                self._worker = Thread(target=self._go_on, name=self._name, daemon=True)
                self._worker.start()

    def close(self) -> None:
        """Calls the work off and waits until it has ended: a process that ends while the database works is aborted."""
        self.ask("")
        worker = self._worker
        if worker is not None:
            worker.join()

    def _go_on(self) -> None:
        while True:
            with self._lock:
                text = self._wanted
                self._newer.clear()
                if not text:
                    self._worker = None
                    return
            self._work(text, self._newer)
            with self._lock:
                if self._wanted == text:
                    self._wanted = ""

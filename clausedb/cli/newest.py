"""Work on what stands at the prompt, beside the typing: one text at a time, and the newest one counts."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Event, Thread


class Newest:
    """Does its work on a text in a thread of its own, which is begun once: to begin one at a key would make the key wait for it.

    A text that comes meanwhile is taken up next, those between are passed over. The work is told by an event that a
    newer text waits, so that it can end early. An empty text is no work.
    """

    def __init__(self, name: str, work: Callable[[str, Event], None]) -> None:
        self._work = work
        self._changed = Condition()
        self._wanted = ""
        """What is to be worked on, or is being worked on."""
        self._newer = Event()
        self._over = False
        self._worker = Thread(target=self._go_on, name=name, daemon=True)
        self._worker.start()

    def ask(self, text: str) -> None:
        """Has the work done on this text, and on no other any more. Never waits."""
        with self._changed:
            if text == self._wanted:
                return
            self._wanted = text
            self._newer.set()
            self._changed.notify()

    def close(self) -> None:
        """Calls the work off and waits until it has ended: a process that ends while the database works is aborted."""
        with self._changed:
            self._over = True
            self._newer.set()
            self._changed.notify()
        self._worker.join()

    def _go_on(self) -> None:
        while True:
            with self._changed:
                while not self._wanted and not self._over:
                    self._changed.wait()
                if self._over:
                    return
                text = self._wanted
                self._newer.clear()
            self._work(text, self._newer)
            with self._changed:
                # Asked again after another text, it has been called off meanwhile and is worked on once more.
                if self._wanted == text and not self._newer.is_set():
                    self._wanted = ""

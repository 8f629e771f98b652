"""The line below the prompt: the verdict on what is typed, the count of its rows, and that neither is in the way of a key."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

import clausedb
from clausedb.api.database import Database
from clausedb.cli import repl
from clausedb.cli.newest import Newest
from clausedb.cli.paint import Paint
from clausedb.cli.shell import Shell
from clausedb.cli.toolbar import Toolbar, Verdict, tally, verdict
from clausedb.query.complete import complete
from clausedb.store.database import Store
from clausedb.store.guard import Stopped

VERDICTS = (
    ("", "hint", "TAB completes"),
    ("obligations", "good", "Enter asks this"),
    ("obligations where bearer is Azerbaijan", "good", "Azerbaijan (AZE) with"),
    ("obligations where", "open", "Something is missing behind `where`."),
    ("obligations where bearer is Azerbajan", "open", "Did you mean `Azerbaijan`?"),
    ("obligations were joint", "bad", "Did you mean `where`?"),
    ("/cite 3", "good", "a citation of row N"),
    ("/ci", "open", "/cite"),
    ("/xyz", "open", "/help lists them"),
    ("help", "good", "/help"),
    ("\\q", "good", "/quit"),
)


@pytest.mark.parametrize(("text", "style", "said"), VERDICTS)
def test_the_toolbar_says_whether_a_text_can_be_asked(db: Database, text: str, style: str, said: str) -> None:
    found = verdict(db, text)
    assert found[0] == style
    assert said in found[1]


COUNTS = (
    ("clauses", "{} clauses", "clauses"),
    ("obligations where bearer is Azerbaijan and not joint and force is intention", "{} obligation", ""),
    ("parties where kind is state | first 1", "{} party", ""),
    ("clauses where text has the | sort label | first 3 | show text", "{} clauses", ""),
    ("clauses where text has the | first 30 | where number is empty", "{} clauses", ""),
    ("obligations | count by force", "counts {} obligations", "obligations"),
    ("acts where language is ar | cross force by language", "counts {} acts", "acts where language is ar"),
    ("acts | first 9 | count", "counts {} acts", "acts | first 9"),
    (
        "clauses where text has разминирование | kwic 4",
        "hits in {} clause",
        "clauses where text has разминирование",
    ),
    ('citations where instrument is "2022 Declaration" | to instruments', "{} instrument", ""),
    ("clauses where text has xylophone", "{} clauses", ""),
)
"""A question, what is said of it, and the question with as many rows where it is another."""


@pytest.mark.parametrize(("text", "said", "same"), COUNTS)
def test_the_rows_of_a_question_are_counted(db: Database, text: str, said: str, same: str) -> None:
    assert tally(db, text, threading.Event()) == said.format(len(db.query(same or text)))


@pytest.mark.parametrize(
    "text", ["clauses where text", "@kaz-aze-2023#3", "let mine = clauses", "/cite 3", "quit", ""]
)
def test_what_has_no_rows_is_not_counted(db: Database, text: str) -> None:
    assert tally(db, text, threading.Event()) == ""


def test_a_count_is_called_off_and_ends_in_time(demo_db: Path) -> None:
    store = Store(demo_db, 5.0)
    off = threading.Event()
    threading.Timer(0.1, off.set).start()
    for timeout, called_off in ((0.1, threading.Event()), (10.0, off)):
        begun = time.monotonic()
        with pytest.raises(Stopped):
            store.aside(lambda _, stop: stop.wait(10), timeout, called_off)
        assert time.monotonic() - begun < 5
    with pytest.raises(Stopped):
        store.aside(
            lambda connection, _: connection.execute("SELECT count(*) FROM range(1000000000000)").fetchall(),
            0.1,
            threading.Event(),
        )


def test_a_count_does_not_wait_for_a_writer(demo_db: Path) -> None:
    store = Store(demo_db, 5.0)
    with clausedb.open(demo_db) as db:
        db.catalog()
        with store.gate.alone():
            begun = time.monotonic()
            assert db.size("clauses", threading.Event()) is None
            assert time.monotonic() - begun < 2.5


def eventually(test: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end and not test():
        time.sleep(0.01)
    return test()


def nothing(_: str, __: threading.Event) -> str:
    return ""


def test_the_toolbar_never_waits_and_ends_with_the_newest_text() -> None:
    begun, go, redrawn = threading.Event(), threading.Event(), threading.Event()
    looked: list[str] = []

    def look(text: str) -> Verdict:
        looked.append(text)
        begun.set()
        go.wait(10)
        return "good", text

    toolbar = Toolbar(look, nothing, redrawn.set)
    assert toolbar.line("a", 80)[0] == "hint"
    assert begun.wait(10)
    for text in ("ab", "abc"):
        assert toolbar.line(text, 80)[0] == "hint"
    go.set()
    assert eventually(lambda: toolbar.line("abc", 80) == ("good", "abc"))
    toolbar.close()
    assert redrawn.is_set()
    assert looked == ["a", "abc"]
    assert toolbar.line("abc", 80) == ("good", "abc")


def test_the_count_comes_behind_the_verdict() -> None:
    toolbar = Toolbar(
        lambda text: ("good", "Enter asks this · Oman (OMN)"), lambda *_: "5 acts", lambda: None, 0.0
    )
    toolbar.line("acts", 80)
    assert eventually(lambda: toolbar.line("acts", 80)[1] == "Enter asks this · 5 acts · Oman (OMN)")
    assert toolbar.line("acts ", 80)[1] == "Enter asks this · Oman (OMN)"
    assert toolbar.line("", 80)[0] == "hint"
    toolbar.close()


def test_only_what_can_be_asked_is_counted_and_only_after_a_pause() -> None:
    counted: list[str] = []

    def count(text: str, _: threading.Event) -> str:
        counted.append(text)
        return ""

    toolbar = Toolbar(lambda text: ("open" if text == "ab" else "good", text), count, lambda: None, 0.2)
    for text in ("a", "ab", "abc"):
        toolbar.line(text, 80)
        time.sleep(0.05)
    assert eventually(lambda: bool(counted))
    toolbar.line("ab", 80)
    time.sleep(0.3)
    toolbar.close()
    assert counted == ["abc"]


def test_a_text_asked_again_after_another_is_worked_on_again() -> None:
    begun: Queue[str] = Queue()
    newest = Newest("clausedb-test", lambda text, newer: (begun.put(text), newer.wait(10))[0])
    newest.ask("a")
    assert begun.get(timeout=10) == "a"
    newest.ask("b")
    newest.ask("a")
    assert begun.get(timeout=10) == "a"
    newest.close()


def test_a_count_is_called_off_by_the_next_key_by_enter_and_at_the_end() -> None:
    begun: Queue[str] = Queue()
    ended: Queue[str] = Queue()

    def count(text: str, called_off: threading.Event) -> str:
        begun.put(text)
        assert called_off.wait(10)
        ended.put(text)
        return "never said"

    toolbar = Toolbar(lambda text: ("good", text), count, lambda: None, 0.0)
    for text, end in (("a", lambda: toolbar.line("ab", 80)), ("c", toolbar.rest), ("d", toolbar.close)):
        toolbar.line(text, 80)
        assert begun.get(timeout=10) == text
        end()
        assert ended.get(timeout=10) == text
        if text == "a":
            assert begun.get(timeout=10) == "ab"
            toolbar.rest()
            assert ended.get(timeout=10) == "ab"
    assert not {"clausedb-count", "clausedb-toolbar"} & {one.name for one in threading.enumerate()}
    assert "never said" not in toolbar.line("d", 80)[1]


def test_no_key_waits_for_a_count(db: Database) -> None:
    """Keys come into a real prompt while a count goes on that would take for ever."""
    from prompt_toolkit.application import create_app_session, get_app
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    counting = threading.Event()
    seen: Queue[str] = Queue()
    took: list[float] = []

    def count(_: str, called_off: threading.Event) -> str:
        counting.set()
        called_off.wait(10)
        return ""

    def typing(keys: Any) -> None:
        for letter in "clauses where text has the":
            begun = time.monotonic()
            keys.send_text(letter)
            seen.get(timeout=10)
            took.append(time.monotonic() - begun)
            counting.wait(0.2)
        keys.send_text("\r")

    shell = Shell(db, Paint(False), lambda: 80)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        toolbar = Toolbar(lambda text: ("good", text), count, lambda: session.app.invalidate(), 0.0)
        session = repl._session(shell, lambda: toolbar.line(get_app().current_buffer.text, 80))
        session.default_buffer.on_text_changed += lambda buffer: seen.put(buffer.text)
        hand = threading.Thread(target=typing, args=(keys,))
        hand.start()
        assert session.prompt() == "clauses where text has the"
        hand.join()
        toolbar.close()
    assert counting.is_set()
    # Measured 1 to 5 ms; a machine that is busy otherwise is given its time.
    assert sorted(took)[len(took) // 2] < 0.05
    assert "clausedb-count" not in {one.name for one in threading.enumerate()}


@pytest.mark.parametrize("called_off", [False, True])
def test_lists_of_completion_are_read_before_a_key_asks_for_them(demo_db: Path, called_off: bool) -> None:
    with clausedb.open(demo_db, read_only=True) as database:
        off = threading.Event()
        if called_off:
            off.set()
        repl._read_ahead(Shell(database, Paint(False), lambda: 80), off)
        catalog = database.catalog()
        asked: list[str] = []
        catalog._ask = lambda sql, *given: asked.append(sql) or []
        complete("obligations where bearer is ", 28, catalog)
        assert bool(asked) == called_off

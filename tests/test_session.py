"""The recorded terminal run in the documents is what the prompt still does, in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import session
from tests.terminal import PROMPT, Terminal


@pytest.fixture
def database(seeds: Path, tmp_path: Path) -> Path:
    """A database of the sample documents that may be written to."""
    import clausedb

    with clausedb.open(tmp_path / "demo.db") as db:
        db.add(seeds)
    return tmp_path / "demo.db"


def test_the_recorded_run_is_what_the_prompt_says(
    database: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = session.record(database)
    if request.config.getoption("--update"):
        session.CAST.write_text(found, encoding="utf-8")
    else:
        assert found == session.CAST.read_text(encoding="utf-8")


def test_the_recorded_run_is_replayed_in_a_terminal(database: Path, tmp_path: Path) -> None:
    terminal = Terminal(database, tmp_path, NO_COLOR="")
    typed = 0
    for line, shown in session.steps(session.CAST.read_text(encoding="utf-8")):
        if line:
            terminal.keys(line)
            typed += 1
        # The first line shown behind a typed one is that line; the last one is the prompt again.
        for one in shown[bool(line) :]:
            terminal.sees(one.removesuffix(PROMPT.strip()) or PROMPT)
    assert terminal.ends() == 0
    assert typed == len(session.SCRIPT)


def test_the_recorded_run_is_an_asciicast() -> None:
    import json

    head, *events = map(json.loads, session.CAST.read_text(encoding="utf-8").splitlines())
    assert head["version"] == 2
    assert [event[0] for event in events] == sorted(event[0] for event in events)
    assert {event[1] for event in events} == {"i", "o"}

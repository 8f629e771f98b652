"""The prompt in a terminal: keys, completion, colours and history around a Shell, and nothing else."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Final

from clausedb.cli import safe
from clausedb.cli.paint import paint_for, screen_columns
from clausedb.cli.session import opened, unforeseen
from clausedb.cli.shell import Shell

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.history import History

    from clausedb.cli.toolbar import Verdict

_PROMPT: Final = "clausedb> "
_LISTED: Final = ("obligations where bearer is ", "citations where instrument is ", "@")
"""Beginnings of questions behind which completion offers what stands in the database."""
_TURN: Final = 0.0005
"""Seconds of Python after which one thread lets another have a turn."""


def repl(arguments: Namespace) -> int:
    """Answers questions until the user leaves; what comes through a pipe is answered like `query`."""
    if not sys.stdin.isatty():
        from clausedb.cli import asking
        from clausedb.cli.arguments import read_arguments

        piped = read_arguments(["-d", str(arguments.database), "query"], "")
        piped.quiet = arguments.quiet
        return asking.query(piped)
    with opened(arguments) as db:
        shell = Shell(db, paint_for(sys.stdout), screen_columns)
        if not arguments.quiet:
            shell.greet()
        _loop(shell)
    return 0


def _loop(shell: Shell) -> None:
    from prompt_toolkit.application import get_app
    from prompt_toolkit.auto_suggest import Suggestion
    from prompt_toolkit.enums import EditingMode

    # Loaded here, before the threads that complete and judge what is typed would load it at the same moment.
    import clausedb.query.complete
    import clausedb.query.misread  # noqa: F401
    from clausedb.cli.newest import Newest
    from clausedb.cli.toolbar import TAKE, Toolbar, tally, verdict

    shell.vi = _likes_vi()
    toolbar = Toolbar(
        lambda text: verdict(shell.db, text),
        lambda text, called_off: tally(shell.db, text, called_off),
        lambda: session.app.invalidate(),
    )

    def below() -> Verdict:
        text = get_app().current_buffer.text
        if not text and _offered(shell):
            return "hint", safe.cut(TAKE, shell.columns())
        return toolbar.line(text, shell.columns())

    def offer() -> None:
        if meant := _offered(shell):
            session.default_buffer.suggestion = Suggestion(meant)

    session = _session(shell, below)
    ahead = Newest("lists", lambda _, called_off: _read_ahead(shell, called_off))
    ahead.ask(_PROMPT)
    try:
        while not shell.over:
            session.editing_mode = EditingMode.VI if shell.vi else EditingMode.EMACS
            try:
                line = session.prompt(pre_run=offer)
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            finally:
                toolbar.rest()
            try:
                shell.run(line)
            except KeyboardInterrupt:
                shell.print("stopped")
    finally:
        ahead.close()
        toolbar.close()


def _read_ahead(shell: Shell, called_off: Event) -> None:
    """Have the lists of this database read that completion offers, so that the first key that asks for them finds them."""
    from clausedb.query.complete import complete

    for text in _LISTED:
        if called_off.is_set():
            return
        try:
            complete(text, len(text), shell.db.catalog())
        except Exception as error:
            # A busy database, or a slip of ours, must not break typing.
            unforeseen(error)


def _offered(shell: Shell) -> str | None:
    """What the last line was meant for, to be taken by a key; None where grey words could not be told from typed ones."""
    if shell.meant is None or "\n" in shell.meant or not shell.paint.colours:
        return None
    return shell.meant


def _session(shell: Shell, below: Callable[[], Verdict]) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
    from prompt_toolkit.output import ColorDepth

    from clausedb.cli import keys

    # A key waits no longer than this for Python while what stands there is judged, completed and counted.
    sys.setswitchinterval(_TURN)

    def toolbar() -> StyleAndTextTuples:
        style, words = below()
        return [(f"class:toolbar.{style}", words)]

    return PromptSession(
        [("class:prompt", _PROMPT)],
        history=_history(),
        auto_suggest=AutoSuggestFromHistory(),
        bottom_toolbar=toolbar,
        completer=keys.Completion(shell),
        complete_in_thread=True,
        enable_open_in_editor=True,
        tempfile_suffix=".clq",
        lexer=keys.Highlighting(),
        multiline=True,
        prompt_continuation=lambda *_: " " * len(_PROMPT),
        key_bindings=keys.bindings(),
        style=keys.STYLE,
        color_depth=None if shell.paint.colours else ColorDepth.DEPTH_1_BIT,
        reserve_space_for_menu=6,
    )


def _likes_vi() -> bool:
    """Whether the user's settings of readline, which other prompts go by, ask for the keys of vi."""
    path = Path(os.environ.get("INPUTRC") or "~/.inputrc").expanduser()
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(one.split() == ["set", "editing-mode", "vi"] for one in lines)


def _history() -> History:
    """Kept in the user's state folder; in memory where that cannot be written."""
    from platformdirs import user_state_path
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    class Kept(FileHistory):
        """Earlier questions in a file; a disk that is full, or a file that cannot be read, keeps nobody from asking."""

        def load_history_strings(self) -> Iterable[str]:
            try:
                yield from list(super().load_history_strings())
            except OSError:
                return

        def store_string(self, string: str) -> None:
            with suppress(OSError):
                super().store_string(string)

    path: Path = user_state_path("clausedb") / "history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return Kept(str(path))

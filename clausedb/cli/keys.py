"""Completion, colours and Enter at the prompt, as prompt_toolkit asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, get_common_complete_suffix
from prompt_toolkit.completion import Completion as Choice
from prompt_toolkit.document import Document
from prompt_toolkit.filters import completion_is_selected, is_searching
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import Lexer
from prompt_toolkit.styles import Style

from clausedb.api.corrections import FIELDS
from clausedb.cli import highlight, safe
from clausedb.cli.citing import STYLES
from clausedb.cli.session import unforeseen
from clausedb.cli.slash import SLASHES
from clausedb.schema import TABLES
from clausedb.vocabularies import VOCABULARIES

if TYPE_CHECKING:
    from clausedb.cli.shell import Shell

STYLE: Final = Style.from_dict(
    {
        "query.keyword": "bold",
        "query.entity": "ansicyan bold",
        "query.field": "ansicyan",
        "query.string": "ansigreen",
        "query.number": "ansimagenta",
        "query.handle": "ansiyellow",
        "query.comment": "ansibrightblack",
        "query.slash": "ansiyellow bold",
        "prompt": "ansibrightblack",
        "bottom-toolbar": "noreverse",
        "toolbar.hint": "ansibrightblack",
        "toolbar.good": "ansigreen",
        "toolbar.open": "ansiyellow",
        "toolbar.bad": "ansired",
    }
)


class Highlighting(Lexer):
    """Colours by the words of the grammar."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        """The styled pieces of each line."""
        lines: list[StyleAndTextTuples] = [[]]
        for style, words in highlight.pieces(document.text):
            first, *rest = words.split("\n")
            lines[-1].append((f"class:query.{style}" if style else "", first))
            lines.extend([(f"class:query.{style}" if style else "", one)] for one in rest)
        return lambda number: lines[number] if number < len(lines) else []


class Completion(Completer):
    """What may stand at the cursor: slash-commands, else what the query language and this database know."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterable[Choice]:
        """Suggestions in the order in which they are shown."""
        text = document.text_before_cursor
        if text.startswith("/"):
            yield from _slashes(text)
            return
        try:
            yield from self._queries(document)
        except Exception as error:
            # A busy database, or a slip of ours, must not break typing.
            unforeseen(error)

    def _queries(self, document: Document) -> Iterable[Choice]:
        from clausedb.query.complete import complete

        found = complete(document.text, document.cursor_position, self.shell.db.catalog())
        for one in found:
            yield Choice(
                one.text,
                start_position=one.start - document.cursor_position,
                display=safe.line(one.text),
                display_meta=safe.cut(safe.line(one.meta), 50),
            )


_BEHIND_A_ROW: Final = {
    "cite": list(STYLES),
    "correct": sorted({field for fields in FIELDS.values() for field in fields}),
}
"""What may follow the number of a row."""


def _slashes(text: str) -> Iterable[Choice]:
    name, blank, argument = text[1:].partition(" ")
    if not blank:
        for one in SLASHES:
            if one.name.startswith(name.lower()):
                yield Choice(f"/{one.name}", start_position=-len(text), display_meta=one.help)
        return
    words, typed = _arguments(name), argument
    if name in _BEHIND_A_ROW:
        _, second, typed = argument.partition(" ")
        words = _BEHIND_A_ROW[name] if second else []
    for word in words:
        if word.startswith(typed.lower()):
            yield Choice(word, start_position=-len(typed))


def _arguments(name: str) -> list[str]:
    if name == "format":
        return ["auto", "table", "read", "json", "jsonl", "csv", "md", "html"]
    tables = [table.name for table in TABLES]
    if name == "fields":
        return tables
    if name in ("values", "help"):
        fields = {field.name for table in TABLES for field in table.fields} | set(VOCABULARIES)
        return sorted(fields) if name == "values" else tables + sorted(fields)
    return []


def is_whole(text: str) -> bool:
    """Whether Enter should run the text: it is a whole statement, or wrong in a way that more lines would not mend."""
    from clausedb.query.syntax import Unread, parse

    stripped = text.strip()
    if not stripped or stripped.startswith("/") or " " not in stripped or stripped.endswith(";"):
        return True
    try:
        parse(stripped)
    except Unread as broken:
        return broken.at.start < len(stripped)
    return True


def complete_now(buffer: Buffer) -> None:
    """Completes the text as it stands, without waiting for the menu: who types fast gets what who waits gets.

    Goes to the next suggestion of an open menu. Else takes the one that begins as typed; of several writes what they have in
    common and opens the menu.
    """
    if buffer.complete_state is not None:
        buffer.complete_next()
        return
    document = buffer.document
    choices = list(buffer.completer.get_completions(document, CompleteEvent(completion_requested=True)))
    beginning = [one for one in choices if _begins(one, document)] or choices
    if len(beginning) == 1:
        buffer.apply_completion(beginning[0])
    elif beginning:
        buffer.insert_text(get_common_complete_suffix(document, beginning))
        buffer.start_completion(select_first=False)


def _begins(choice: Choice, document: Document) -> bool:
    """Whether a suggestion goes on with what is typed, and is not another word of that meaning."""
    typed = document.text_before_cursor[len(document.text_before_cursor) + choice.start_position :]
    return choice.text.casefold().startswith(typed.casefold())


def bindings() -> KeyBindings:
    """Enter takes the chosen completion, else runs a whole statement (or what stands above an empty line); TAB completes."""
    found = KeyBindings()

    @found.add("tab")
    def _complete(event: KeyPressEvent) -> None:
        complete_now(event.current_buffer)

    @found.add("enter", filter=completion_is_selected & ~is_searching)
    def _take(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None

    @found.add("enter", filter=~completion_is_selected & ~is_searching)
    def _run_or_go_on(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_whole(buffer.text) or not buffer.document.current_line.strip():
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return found

"""The questions of a command line: from an argument, a file or a pipe, in whatever encoding; several in one text."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from clausedb.cli.arguments import Usage

_PIECES: Final = re.compile(r"""("[^"\n]*"|“[^”\n]*”|«[^»\n]*»|--[^\n]*)|(;|\n[^\S\n]*\n)""")

_CODE_PAGES: Final = (("cp1256", re.compile("[\u0600-\u06ff]")), ("cp1251", re.compile("[\u0400-\u04ff]")))


def read(arguments: Namespace) -> str:
    """The text with the questions. Raises Usage where there is none, DocumentError where a file is no text."""
    if arguments.file and arguments.query:
        raise Usage("clausedb query: either a QUERY or -f FILE")
    if arguments.file and arguments.file != "-":
        return _decoded(Path(arguments.file).read_bytes(), arguments.file)
    if arguments.query is not None and arguments.query != "-":
        return str(arguments.query)
    if sys.stdin is None or sys.stdin.isatty():
        raise Usage(
            "clausedb query: there is no question.\n"
            "Try: clausedb query 'obligations | count by force', or clausedb alone for the prompt"
        )
    return _decoded(sys.stdin.buffer.read(), "stdin")


def _decoded(data: bytes, name: str) -> str:
    try:
        return _one_newline(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _one_newline(_of_a_code_page(data) or _guessed(data, name))


def _of_a_code_page(data: bytes) -> str | None:
    """The text in the Windows code page of Arabic or Russian, where all its letters then are of that script.

    A question is too short for guessing by the frequency of letters.
    """
    for encoding, script in _CODE_PAGES:
        text = data.decode(encoding, errors="replace")
        letters = [one for one in text if one.isalpha() and not one.isascii()]
        if letters and "\x00" not in text and all(script.fullmatch(one) for one in letters):
            return text
    return None


def _guessed(data: bytes, name: str) -> str:
    from clausedb.parse.decode import decode

    return decode(data, name).text


def _one_newline(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def statements(text: str) -> list[str]:
    """The statements of a text, parted by `;` or an empty line; neither counts inside quotes and comments."""
    found: list[str] = []
    current: list[str] = []
    for piece in _PIECES.split(text):
        if piece is None:
            continue
        if _PIECES.fullmatch(piece) and (piece == ";" or not piece.strip()):
            found.append("".join(current))
            current = []
        else:
            current.append(piece)
    found.append("".join(current))
    return [one.strip() for one in found if re.sub(r"--[^\n]*", "", one).strip()]


def parameters(words: Sequence[str]) -> dict[str, Any]:
    """The values by name; of a name that is given several times all of them, for `in $name`. Raises Usage."""
    found: dict[str, list[str]] = {}
    for name, value in map(parameter, words):
        found.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def parameter(word: str) -> tuple[str, str]:
    """(name, value) of `NAME=VALUE`, with or without the sign of a variable. Raises Usage."""
    name, equals, value = word.partition("=")
    name = name.strip().removeprefix("$")
    if not equals or not name.isidentifier():
        raise Usage(f"clausedb query: -p wants NAME=VALUE, not `{word}`")
    return name, value

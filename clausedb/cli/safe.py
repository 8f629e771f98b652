"""Text that is fit for a terminal: foreign text in, printable text out, measured and wrapped in columns.

What a document, a file name or a name in the data holds must never steer the terminal: control characters are shown
by their pictures, direction overrides are dropped (the text then stands in its natural order), and text written from
right to left is isolated so that the columns beside it hold.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_ISOLATE: Final = "\u2068"
_POP: Final = "\u2069"

# C0 and C1 controls, line and paragraph separators, and marks that are invisible or turn the direction of what follows
# (Unicode Standard 23.2, UAX #9 2.1-2.4); tags and interlinear marks are invisible carriers of text.
_SUSPECT: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES: Final = frozenset("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
# Hebrew, Arabic, Syriac and their neighbours, and the presentation forms.
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PLAIN: Final = re.compile("[ -~]*")


def line(text: str) -> str:
    """The text as one printable line: blanks of any kind become one space each, runs of them one."""
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """The text as one printable line with its blanks as they are (what is underlined stays under its word)."""
    return _SUSPECT.sub(_shown, text)


def lines(text: str) -> list[str]:
    """The text's own lines, each printable; empty ones are dropped."""
    return [found for one in re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text) if (found := line(one))]


def spreadsheet(text: str) -> str:
    """The text as a cell of a spreadsheet takes it: without control characters, at most 32,767 units long (the limit of
    Excel).
    """
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    return clean if len(clean) <= 16_000 else _fitting(clean)


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * 32_767 else units[: 2 * 32_766].decode("utf-16-le", "ignore") + "…"


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    if character in _SPACES:
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return ""


def isolate(text: str) -> str:
    """The text between isolating marks where it holds right-to-left letters, else as it is."""
    return f"{_ISOLATE}{text}{_POP}" if _RIGHT_TO_LEFT.search(text) else text


def width(text: str) -> int:
    """Columns that a printable text takes: none for combining and format marks, two for wide East Asian letters."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(_columns(character) for character in text)


@cache
def _columns(character: str) -> int:
    # Co: private marks that the reading view sets around hits.
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Co"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def cut(text: str, columns: int) -> str:
    """The text in at most so many columns, `…` standing for what was left off."""
    if width(text) <= columns:
        return text
    return f"{_pieces(text[: 8 * columns + 64], max(2, columns - 1))[0].rstrip()}…"


def pad(text: str, columns: int, right: bool = False) -> str:
    """The text, isolated, with blanks up to so many columns (before it when `right`)."""
    blanks = " " * max(0, columns - width(text))
    return blanks + isolate(text) if right else isolate(text) + blanks


def wrap(text: str, columns: int) -> list[str]:
    """The words of a printable text in lines of at most so many columns; a longer word is broken. At least one line."""
    columns = max(2, columns)
    found: list[str] = []
    current: list[str] = []
    used = 0
    for word in text.split():
        size = width(word)
        if current and used + 1 + size > columns:
            found.append(" ".join(current))
            current, used = [], 0
        if size > columns:
            *whole, word = _pieces(word, columns)
            found.extend(whole)
            size = width(word)
        used += size + (1 if current else 0)
        current.append(word)
    if current or not found:
        found.append(" ".join(current))
    return found


def _pieces(word: str, columns: int) -> list[str]:
    found: list[str] = []
    begin = used = 0
    for position, character in enumerate(word):
        size = _columns(character)
        if used + size > columns:
            found.append(word[begin:position])
            begin, used = position, 0
        used += size
    return [*found, word[begin:]]

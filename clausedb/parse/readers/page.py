"""The text of an HTML page, a line a block, a blank line between paragraphs; numbers of lists as a browser shows them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from clausedb.parse.readers.numerals import numeral

_PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_CHARSET: Final = re.compile(
    rb"""<(?:meta\b[^>]*\bcharset|\?xml\b[^>]*\bencoding)\s*=\s*["']?\s*([\w-]+)""", re.I
)
_HEAD: Final = 4_000
"""Bytes at the beginning that are looked at."""
_ENDINGS: Final = (".html", ".htm", ".xhtml")

_UNSEEN: Final = frozenset(
    ["head", "script", "style", "noscript", "template", "svg", "nav", "aside", "button", "select", "iframe"]
)
"""Elements that hold no words of the document."""
_PARAGRAPHS: Final = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "blockquote",
        "pre",
        "article",
        "section",
        "main",
        "dl",
    ]
)
_LINES: Final = frozenset(
    ["div", "li", "tr", "br", "hr", "dt", "dd", "center", "header", "footer", "figure", "address", "title"]
)
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


def is_page(data: bytes, name: str) -> bool:
    """Whether bytes are an HTML page: by how they begin, or by the name of a file with tags in it."""
    return _PAGE.match(data[:_HEAD]) is not None or (name.lower().endswith(_ENDINGS) and b"</" in data)


def charset(data: bytes) -> str | None:
    """The encoding that a page names."""
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii").lower() if found else None


def page_text(source: str) -> str:
    """The text that a page shows. Never raises."""
    reader = _Reader()
    reader.feed(source.removeprefix("\ufeff"))
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        """The lines so far; an empty one parts paragraphs."""
        self._line: list[str] = []
        self._unseen: list[str] = []
        """Elements that hide what stands in them, the outermost first."""
        self._lists: list[tuple[str, int] | None] = []
        """The lists around: style and next number, None of one without numbers."""
        self._kept = 0
        """How many elements are around whose blanks are kept."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._unseen.clear()  # The end of the head may be left out.
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if self._unseen:
            return
        given = {name: value or "" for name, value in attrs}
        if tag in _PARAGRAPHS:
            self._break(blank=not self._lists)
        elif tag in _LINES:
            self._break()
        elif tag in ("td", "th") and any(part.strip() for part in self._line):
            self._line.append("\t")
        self._kept += tag == "pre"
        if tag in ("ul", "ol"):
            start = given.get("start", "1")
            self._lists.append(
                (given.get("type", "1"), int(start) if start.isdecimal() else 1) if tag == "ol" else None
            )
        elif tag == "li":
            self._number(given.get("value", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # XHTML: nothing stands in it, whatever it is.
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
            return
        if self._unseen:
            return
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _PARAGRAPHS:
            self._break(blank=not self._lists)
        elif tag in _LINES:
            self._break()
        self._kept -= tag == "pre" and self._kept > 0

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if not self._kept:
            self._line.append(_BLANKS.sub(" ", data))
            return
        first, *others = data.split("\n")
        self._line.append(first)
        for one in others:
            self._break()
            self._line.append(one)

    def text(self) -> str:
        self._break()
        return "\n".join(self._lines).strip("\n") + "\n"

    def _number(self, value: str) -> None:
        """Puts the number or the sign of an item of a list at the head of its line."""
        if not self._lists or self._lists[-1] is None:
            self._line.append("- ")
            return
        style, number = self._lists[-1]
        if value.isdecimal():
            number = int(value)
        self._lists[-1] = (style, number + 1)
        self._line.append(f"{numeral(number, style)}. ")

    def _break(self, blank: bool = False) -> None:
        line = re.sub(" {2,}", " ", "".join(self._line)) if not self._kept else "".join(self._line).rstrip()
        self._line = []
        if line.strip():
            self._lines.append(line.strip() if not self._kept else line)
        if blank and self._lines and self._lines[-1]:
            self._lines.append("")

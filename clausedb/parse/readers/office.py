"""The text of a Word file (.docx), a line a paragraph; automatic numbers as Word shows them, deleted words left out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree import ElementTree

from clausedb.errors import DocumentError
from clausedb.parse.readers.numerals import numeral

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PART: Final = "word/document.xml"
_LARGEST: Final = 256 * 1024 * 1024
_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%(\d)")
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Level(NamedTuple):
    """How the paragraphs of a level of a list are numbered."""

    style: str = "decimal"
    shown: str = ""
    """What stands before a paragraph, `%1` for the number of the first level."""
    start: int = 1


_List = tuple[str, dict[int, _Level]]
"""The list that the numbers go on in, and its levels."""


def word_text(data: bytes, name: str) -> str:
    """The text of a Word file. Raises DocumentError where it is none or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _PART not in archive.namelist():
                raise DocumentError(
                    name, "a zip or Office file that is no Word document: its text cannot be read"
                )
            document, numbering, styles = (
                _tree(archive, part, name) for part in (_PART, "word/numbering.xml", "word/styles.xml")
            )
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise DocumentError(name, f"a Word file that is damaged or locked ({error})") from error
    numbers = _Numbers(_lists(numbering), _styled(styles))
    lines = [line for one in document.iter(f"{_W}p") for line in _lines(one, numbers)]
    return "\n".join(lines).strip("\n") + "\n"


def _tree(archive: zipfile.ZipFile, part: str, name: str) -> ElementTree.Element:
    """A part of the file; an empty one where it is not there."""
    if part not in archive.namelist():
        return ElementTree.Element("none")
    with archive.open(part) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST or b"<!DOCTYPE" in data[:1000]:
        raise DocumentError(name, "a Word file of a form that is not read")
    return ElementTree.fromstring(data)


def _lines(paragraph: ElementTree.Element, numbers: _Numbers) -> list[str]:
    text = "".join(_words(paragraph)).replace("\u00ad", "")
    number = numbers.of(paragraph) if text.strip() else ""
    return f"{number} {text}".strip(" ").split("\n") if number else text.split("\n")


def _words(paragraph: ElementTree.Element) -> Iterator[str]:
    """The text below a paragraph, without deleted words, instructions of fields, and paragraphs in boxes; at any depth."""
    pending = [iter(paragraph)]
    while pending:
        child = next(pending[-1], None)
        if child is None:
            pending.pop()
            continue
        kind = child.tag.removeprefix(_W)
        if kind == "t":
            yield child.text or ""
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind not in ("del", "moveFrom", "pPr", "rPr", "p", "instrText") and child.tag != _FALLBACK:
            pending.append(iter(child))


class _Numbers:
    """The numbers of the paragraphs, counted as they come."""

    def __init__(self, lists: dict[str, _List], styled: dict[str, tuple[str, int]]) -> None:
        self._lists = lists
        self._styled = styled
        self._counts: dict[str, list[int]] = {}

    def of(self, paragraph: ElementTree.Element) -> str:
        """What stands before a paragraph that has text; empty where it has no number."""
        number, level = self._place(paragraph)
        if number not in self._lists or not 0 <= level < _LEVELS:
            return ""
        key, levels = self._lists[number]
        counts = self._counts.setdefault(key, [0] * _LEVELS)
        own = levels.get(level, _Level())
        counts[level] = counts[level] + 1 if counts[level] else own.start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if own.style in ("bullet", "none"):
            return "-" if own.style == "bullet" else ""

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            upper = levels.get(at, _Level())
            return numeral(counts[at] or upper.start, upper.style)

        return _PLACE.sub(shown, own.shown)

    def _place(self, paragraph: ElementTree.Element) -> tuple[str, int]:
        """(number of the list, level) of a paragraph, its own or its style's; ("", 0) where it is in none."""
        settings = paragraph.find(f"{_W}pPr")
        if settings is None:
            return "", 0
        style = self._styled.get(_value(settings.find(f"{_W}pStyle")), ("", 0))
        own = _numbered(settings)
        return (own[0] or style[0], own[1] if own[1] is not None else style[1])


def _numbered(settings: ElementTree.Element) -> tuple[str, int | None]:
    numbering = settings.find(f"{_W}numPr")
    if numbering is None:
        return "", None
    level = _value(numbering.find(f"{_W}ilvl"))
    return _value(numbering.find(f"{_W}numId")), int(level) if level.isdecimal() else None


def _styled(styles: ElementTree.Element) -> dict[str, tuple[str, int]]:
    """Style -> the list and level that its paragraphs are in; a style has those of the one it is based on."""
    own: dict[str, tuple[str, int | None]] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId", "")
        settings = style.find(f"{_W}pPr")
        own[name] = ("", None) if settings is None else _numbered(settings)
        based[name] = _value(style.find(f"{_W}basedOn"))
    found: dict[str, tuple[str, int]] = {}
    for name in own:
        number, level, at = "", None, name
        for _ in range(len(own)):
            number, level = number or own[at][0], own[at][1] if level is None else level
            at = based[at]
            if at not in own:
                break
        found[name] = (number, level or 0)
    return found


def _lists(numbering: ElementTree.Element) -> dict[str, _List]:
    """Number of a list -> the list it counts in, and its levels."""
    kinds = {
        kind.get(f"{_W}abstractNumId", ""): dict(map(_level, kind.iter(f"{_W}lvl")))
        for kind in numbering.iter(f"{_W}abstractNum")
    }
    found: dict[str, _List] = {}
    for one in numbering.iter(f"{_W}num"):
        number, kind = one.get(f"{_W}numId", ""), _value(one.find(f"{_W}abstractNumId"))
        levels = dict(kinds.get(kind, {}))
        changed = one.findall(f"{_W}lvlOverride")
        for change in changed:
            at = int(change.get(f"{_W}ilvl", "0"))
            start = _value(change.find(f"{_W}startOverride"))
            if start.isdecimal():
                levels[at] = levels.get(at, _Level())._replace(start=int(start))
        # A list with a beginning of its own counts by itself, the others of a kind go on counting.
        found[number] = (f"own {number}" if changed else kind, levels)
    return found


def _level(node: ElementTree.Element) -> tuple[int, _Level]:
    start = _value(node.find(f"{_W}start"))
    return int(node.get(f"{_W}ilvl", "0")), _Level(
        _value(node.find(f"{_W}numFmt")) or "decimal",
        _value(node.find(f"{_W}lvlText")),
        int(start) if start.isdecimal() else 1,
    )


def _value(node: ElementTree.Element | None) -> str:
    return "" if node is None else node.get(f"{_W}val", "")

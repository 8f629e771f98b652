"""A document in the forms in which people paste it: wrapped, from a web page, from a PDF, with its line breaks lost."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator

_MARK = re.compile(r"(\d{1,3}\.|\(?[^\W\d_]{1,4}\)|[a-z]\.|\d{1,3}\)|\d{1,3} ?[-–])\s+(?=\S)")
_ARTICLE = re.compile(r"(Article|Статья) (\d+)(?:\.\s+|\n+)?([^\n]*)")
_ALONE = re.compile(r"(?:Article|Статья) \d+")
_PAGE = 40
_TITLE = 170


def forms(text: str) -> Iterator[tuple[str, str]]:
    """(name, the text in that form); all of them say the same."""
    parts = _paragraphs(text)
    yield "one line break", "\n".join(parts)
    for width in (60, 72, 80, 90):
        yield f"wrapped at {width}, empty lines", "\n\n".join("\n".join(_wrap(one, width)) for one in parts)
        yield f"wrapped at {width}", "\n".join("\n".join(_wrap(one, width)) for one in parts)
    yield "indented", "\n\n".join(_indented(one) for one in parts)
    yield "windows line breaks", text.replace("\n", "\r\n")
    yield "tabs behind numbers", "\n\n".join(_sign(one, "\t") for one in parts)
    yield "no-break spaces", "\n\n".join(_sign(one, "\u00a0") for one in parts)
    yield "bullets of a web page", "\n".join(f"•\t{one}" if _MARK.match(one) else one for one in parts)
    yield "numbers alone", "\n\n".join(_sign(one, "\n\n") for one in parts)
    yield "numbers alone, one line break", "\n".join(_sign(one, "\n") for one in parts)
    for width in (66, 88):
        yield (
            f"numbers alone, wrapped at {width}",
            "\n".join(
                "\n".join(line for piece in _sign(one, "\n").split("\n") for line in _wrap(piece, width))
                for one in parts
            ),
        )
        yield (
            f"tabs, wrapped at {width}",
            "\n".join("\n".join(_wrap(_sign(one, "\t"), width)) for one in parts),
        )
    yield "lists in one paragraph", "\n\n".join(_joined(parts, " "))
    yield "lists glued together", "\n".join(_joined(parts, ""))
    titled = list(_with_titles(parts))
    if any(_ARTICLE.match(one) for one in titled):
        for name, head in _HEADS.items():
            yield name, "\n\n".join(_ARTICLE.sub(head, one, count=1) for one in titled)
    for name, pages in _PAGES.items():
        yield name, pages(parts)
    yield "hyphenated", _hyphenated(parts)
    yield "soft hyphens", re.sub(r"(\w{5})(\w{4})", "\\1\u00ad\\2", text)
    yield "no line breaks", " ".join(text.split())
    yield "wrapped without its paragraphs", "\n".join(_wrap(" ".join(text.split()), 78))
    yield "pages without paragraphs", _paged([" ".join(text.split())], 90, "", str)
    yield "Markdown", "\n\n".join(map(_marked_up, parts))
    yield "quoted mail", "\n".join(f"> {line}".strip() for line in text.split("\n"))


_HEADS: dict[str, Callable[[re.Match[str]], str]] = {
    "title on the next line": lambda one: f"{one[1]} {one[2]}\n{one[3]}".rstrip(),
    "title in the next paragraph": lambda one: f"{one[1]} {one[2]}\n\n{one[3]}".rstrip(),
    "title behind a full stop": lambda one: f"{one[1]} {one[2]}. {one[3]}".rstrip(),
    "title behind a colon": lambda one: f"{one[1]} {one[2]}: {one[3]}".rstrip(": "),
    "title behind a dash": lambda one: f"{one[1]} {one[2]} – {one[3]}".rstrip("– "),
    "capitals": lambda one: f"{one[1].upper()} {one[2]}\n{one[3].upper()}".rstrip(),
    "Roman numerals": lambda one: f"{one[1].upper()} {_roman(int(one[2]))}\n{one[3]}".rstrip(),
}


def _paragraphs(text: str) -> list[str]:
    return re.split(r"\n\s*\n", text.strip())


def _wrap(paragraph: str, width: int) -> list[str]:
    return [
        line
        for printed in paragraph.split("\n")
        for line in textwrap.wrap(printed, width, break_long_words=False, break_on_hyphens=False)
    ]


def _indented(paragraph: str) -> str:
    mark = _MARK.match(paragraph)
    depth = (
        0 if not mark else 1 if mark[1][0].isdigit() else 3 if re.fullmatch(r"\(?[ivx]+\)", mark[1]) else 2
    )
    return "\n".join("    " * depth + line for line in _wrap(paragraph, 72 - 4 * depth))


def _marked_up(paragraph: str) -> str:
    """A heading as `## Article 5`, a number in bold."""
    head, _, rest = paragraph.partition("\n")
    if _ARTICLE.fullmatch(head) or head.isupper():
        return f"## {head}\n\n{rest}".rstrip()
    return (
        _MARK.sub(lambda mark: f"**{mark[1]}** ", paragraph, count=1) if _MARK.match(paragraph) else paragraph
    )


def _sign(paragraph: str, blank: str) -> str:
    return (
        _MARK.sub(lambda mark: mark[1] + blank, paragraph, count=1) if _MARK.match(paragraph) else paragraph
    )


def _joined(parts: list[str], between: str) -> list[str]:
    """Points in brackets run on in the paragraph before."""
    found: list[str] = []
    for one in parts:
        if re.match(r"\([^\W\d_]{1,4}\) ", one) and re.search(r"[:;؛]$|[;,] (?:and|or)$", found[-1]):
            found[-1] = f"{found[-1]}{' ' if found[-1][-1].isalpha() else between}{one}"
        else:
            found.append(one)
    return found


def _with_titles(parts: list[str]) -> Iterator[str]:
    """Articles that stand alone joined with the title in the next paragraph."""
    waiting = ""
    for one in parts:
        if waiting:
            titled = len(one) < _TITLE and one[-1] not in ".;:,"
            yield from ([f"{waiting}\n{one}"] if titled else [waiting, one])
            waiting = ""
        elif _ALONE.fullmatch(one):
            waiting = one
        else:
            yield one


def _roman(number: int) -> str:
    found = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            found, number = found + letters, number - value
    return found


def _paged(parts: list[str], width: int, head: str, foot: Callable[[int], str], gap: bool = False) -> str:
    lines = [line for one in parts for line in [*_wrap(one, width), *([""] if gap else [])]]
    printed: list[str] = []
    for page, start in enumerate(range(0, len(lines), _PAGE), start=2):
        printed += [head] if head and start else []
        printed += [*lines[start : start + _PAGE], foot(page)]
    return "\n".join(printed)


_PAGES: dict[str, Callable[[list[str]], str]] = {
    "pages - 12 -": lambda parts: _paged(parts, 78, "", lambda page: f"- {page} -"),
    "pages with a running head": lambda parts: _paged(parts, 70, "Treaty Series", str, gap=True),
    "pages of a United Nations document": lambda parts: _paged(
        parts,
        85,
        "A/CONF.232/2023/4*",
        lambda page: f"{page}/45 23-11111" if page % 2 else f"23-11111 {page}/45",
    ),
    "Page 3 of 12": lambda parts: _paged(parts, 85, "", lambda page: f"Page {page} of 12", gap=True),
    "form feeds": lambda parts: _paged(parts, 80, "", lambda page: "\f"),
}


def _hyphenated(parts: list[str], width: int = 74) -> str:
    lines: list[str] = []
    for one in parts:
        line = ""
        for word in one.split():
            room = width - len(line) - 2
            if len(line) + 1 + len(word) <= width:
                line = f"{line} {word}".strip()
            elif len(word) > 8 and word.isalpha() and room > 3:
                cut = min(room, len(word) - 3)
                lines.append(f"{line} {word[:cut]}-")
                line = word[cut:]
            else:
                lines.append(line)
                line = word
        lines += [line, ""]
    return "\n".join(lines)

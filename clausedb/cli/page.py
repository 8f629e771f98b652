"""A document as one self-contained web page: its text with what was read in it marked, without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from clausedb.api.database import Piece
from clausedb.cli.marks import KINDS, Stretch, within

_STYLE: Final = """\
:root{color-scheme:light dark}
body{font:1.05rem/1.6 Georgia,"Times New Roman",serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
header,footer,.label{font-family:system-ui,sans-serif}
h1{font-size:1.4rem;line-height:1.3}
.facts,.label,footer{font-size:.8rem;opacity:.7}
.legend span{margin-inline-end:.8rem;white-space:nowrap}
section{margin:.6rem 0}
section:target{outline:2px solid Highlight;outline-offset:.3rem}
p{margin:.3rem 0}
.label{text-decoration:none;color:inherit;margin-inline-end:.5rem}
mark{color:inherit;background:none;border-bottom:2px solid;cursor:help}
.duty{background:#c0392b38;border-color:#c0392b;font-weight:bold}
.intention{background:#e67e2238;border-color:#e67e22;font-weight:bold}
.liberty{background:#2980b938;border-color:#2980b9;font-weight:bold}
.attitude{background:#8e44ad30;border-color:#8e44ad;font-weight:bold}
.other{background:#7f8c8d38;border-color:#7f8c8d;font-weight:bold}
.citation{border-color:#27ae60}
.definition{border-color:#16a085;border-bottom-style:double}
.date{border-color:#b7950b;border-bottom-style:dotted}
.party{border-color:#2e86c1;border-bottom-style:dashed}
@media print{body{max-width:none;margin:0}}
"""


def draw(pieces: Sequence[Piece], found: Sequence[Stretch], facts: Sequence[str], title: str) -> str:
    """The page; `facts` are said under the title. Whatever comes from the document is escaped and keeps its direction."""
    body = "\n".join(_section(piece, found, min(one.level for one in pieces)) for piece in pieces)
    there = {mark.kind for one in found for mark in one.marks}
    legend = " ".join(
        f'<span><mark class="{kind}">{escape(name)}</mark></span>'
        for kind, name in KINDS.items()
        if kind in there
    )
    about = " · ".join(f"<bdi>{escape(one)}</bdi>" for one in facts if one)
    return (
        '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f'<header><h1><bdi>{escape(title)}</bdi></h1>\n<p class="facts">{about}</p>\n'
        f'<p class="legend">{legend}</p></header>\n<main>\n{body}\n</main>\n'
        "<footer>Resting the pointer on a mark shows what was read there, and by which rule.</footer>\n"
        "</body>\n</html>\n"
    )


def _section(piece: Piece, found: Sequence[Stretch], top: int) -> str:
    label = piece.clause_id.partition("#")[2]
    margin = 1.5 * min(piece.level - top, 8)
    language = f' lang="{escape(piece.language)}"' if piece.language else ""
    head = " ".join(part for part in (piece.number, piece.heading) if part)
    bold = f"<strong><bdi>{escape(head)}</bdi></strong>" if head else ""
    link = f'<a class="label" href="#{escape(label)}">#{escape(label)}</a>'
    paragraphs = "\n".join(
        f'<p dir="auto">{_marked(piece.text, start, end, piece.text_start, found)}</p>'
        for start, end in _paragraphs(piece.text)
    )
    return (
        f'<section id="{escape(label)}"{language} style="margin-inline-start:{margin:g}rem">'
        f"{link}{bold}\n{paragraphs}</section>"
    )


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """The places of the paragraphs of a text, which blank lines part."""
    found: list[tuple[int, int]] = []
    begin: int | None = None
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            begin = at if begin is None else begin
        elif begin is not None:
            found.append((begin, at))
            begin = None
        at += len(line)
    return [*found, (begin, at)] if begin is not None else found


def _marked(text: str, start: int, end: int, offset: int, found: Sequence[Stretch]) -> str:
    """A part of a clause's text with its marks; `offset` is where the text begins in the document."""
    parts: list[str] = []
    last = start
    for one in within(found, offset + start, offset + end):
        first, behind = one.start - offset, one.end - offset
        told = escape("\n".join(mark.told for mark in one.marks))
        parts.append(escape(text[last:first]))
        parts.append(f'<mark class="{one.marks[0].kind}" title="{told}">{escape(text[first:behind])}</mark>')
        last = behind
    return "".join([*parts, escape(text[last:end])]).strip()

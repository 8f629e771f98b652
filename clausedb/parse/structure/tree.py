"""Pieces with a depth in, the document's tree out: `document.lark` over typed tokens, as indentation is for Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from lark import Lark, Token, Transformer
from lark.lexer import Lexer

from clausedb.language import Grammar
from clausedb.model import Span
from clausedb.resources import build_lark


@dataclass(slots=True)
class Piece:
    """A unit as the lines show it, without its children."""

    kind: str
    depth: int
    start: int
    text_start: int
    own_end: int
    number: Span | None
    heading: Span | None
    rule: str
    language: str
    spelled: str = ""
    """The number in Latin letters and digits."""


class Unit:
    """A piece with the units below it."""

    __slots__ = ("children", "end", "piece")

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.children: Sequence[Unit] = ()
        self.end = piece.own_end
        """Where it ends with all its children."""


class Row:
    """Units of one kind beside each other; a token of `document.lark`. What opens behind it stands below the last of them."""

    __slots__ = ("type", "units")

    def __init__(self, kind: str, first: Unit) -> None:
        self.type = kind.upper()
        """The terminal that it is."""
        self.units = [first]


_OPEN: Final = Token("OPEN", "")
_CLOSE: Final = Token("CLOSE", "")


def build_tree(pieces: list[Piece], grammar: Grammar) -> list[Unit]:
    """The top units of a document, in text order. Neither parsing nor building recurses."""
    units: list[Unit] = _parser(grammar.folders).parse(pieces)  # type: ignore[assignment]
    return units


def tokens(pieces: list[Piece]) -> Iterator[Token | Row]:
    """The units of the pieces in rows, with OPEN and CLOSE around them all and where the depth changes. A jump of several levels opens one."""
    path: list[int] = []
    row, kind = None, ""
    for piece in pieces:
        depth = piece.depth
        if row is not None and depth == path[-1] and piece.kind == kind:
            row.units.append(Unit(piece))
            continue
        if row is not None:
            yield row
        if not path or path[-1] < depth:
            yield _OPEN
        else:
            path.pop()
            while path and path[-1] >= depth:
                path.pop()
                yield _CLOSE
        path.append(depth)
        kind = piece.kind
        row = Row(kind, Unit(piece))
    if row is not None:
        yield row
    for _ in path:
        yield _CLOSE


class _Pieces(Lexer):
    """Gives the parser tokens that are made already."""

    def __init__(self, lexer_conf: Any) -> None:
        self.conf = lexer_conf

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Any]:
        return tokens(lexer_state)

    def make_lexer_state(self, text: Any) -> Any:
        return text


class _Build(Transformer[Token, list[Unit]]):
    """Units as the rules are reduced, innermost first."""

    def start(self, children: list[list[Unit]]) -> list[Unit]:
        return children[0] if children else []

    def below(self, children: list[Any]) -> list[Unit]:
        units: list[Unit] = children[1]
        return units

    def units(self, children: list[Any]) -> list[Unit]:
        """The units before, if any, those of a row, and what stands below its last one."""
        units: list[Unit] = []
        for child in children:
            if type(child) is Row:
                units += child.units
            elif units:
                units[-1].children = child
                units[-1].end = child[-1].end
            else:
                units = child
        return units


@cache
def _parser(folders: tuple[Path, ...]) -> Lark:
    return build_lark("document", folders, lexer=_Pieces, transformer=_Build())

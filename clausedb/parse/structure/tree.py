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


@dataclass(slots=True)
class Unit:
    """A piece with the units below it; a token of `document.lark`."""

    piece: Piece
    children: Sequence[Unit] = ()

    @property
    def type(self) -> str:
        """The terminal of `document.lark` that it is."""
        return self.piece.kind.upper()


_OPEN: Final = Token("OPEN", "")
_CLOSE: Final = Token("CLOSE", "")


def build_tree(pieces: list[Piece], grammar: Grammar) -> list[Unit]:
    """The top units of a document, in text order. Neither parsing nor building recurses."""
    units: list[Unit] = _parser(grammar.folders).parse(pieces)  # type: ignore[assignment]
    return units


def tokens(pieces: list[Piece]) -> Iterator[Token | Unit]:
    """A unit for each piece, with OPEN and CLOSE around them all and where the depth changes. A jump of several levels opens one."""
    path: list[int] = []
    for piece in pieces:
        depth = piece.depth
        if not path or path[-1] < depth:
            yield _OPEN
        else:
            path.pop()
            while path and path[-1] >= depth:
                path.pop()
                yield _CLOSE
        path.append(depth)
        yield Unit(piece)
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
        return children[0] if children and children[0] else []

    def below(self, children: list[Any]) -> list[Unit]:
        units: list[Unit] = []
        for child in children[1:-1]:
            if type(child) is Unit:
                units.append(child)
            elif child:
                units[-1].children = child
        return units


@cache
def _parser(folders: tuple[Path, ...]) -> Lark:
    return build_lark("document", folders, lexer=_Pieces, transformer=_Build())

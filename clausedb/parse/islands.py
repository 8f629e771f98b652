"""A sentence's cue tokens, read by grammar/clause.lark: which cue, joins and fringes belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree
from lark.lexer import Lexer

from clausedb.parse.cues import Cue
from clausedb.resources import build_lark


@dataclass(frozen=True, slots=True)
class Island:
    """A cue with what stands behind it up to the next cue or border; `cue` is None for a border or the front."""

    start: int
    cue: Cue | None
    joins: tuple[tuple[int, int], ...]
    """Further verb phrases under the same cue: where the joining word begins, and where the verb."""
    fringes: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One token: kind is CUE, JOIN, FRINGE or BORDER."""

    kind: str
    start: int
    cue: Cue | None = None
    verb: int = 0
    """Of a JOIN: where the verb begins."""


class _Marks(Lexer):
    """Hands the marks of a sentence to the parser as they are."""

    def __init__(self, lexer_conf: Any) -> None:
        del lexer_conf

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        for place, mark in enumerate(data):
            yield Token(mark.kind, str(place))


@cache
def _parser(folders: tuple[Path, ...]) -> Lark:
    return build_lark("clause", folders, start="sentence", lexer=_Marks)


def read_islands(marks: list[Mark], folders: tuple[Path, ...]) -> list[Island]:
    """The islands of a sentence in text order. Any row of marks is a sentence."""
    tree = _parser(folders).parse(marks)
    front = [child for child in tree.children if isinstance(child, Tree) and child.data == "fringe"]
    found = [Island(0, None, (), _cues(front, marks))] if front else []
    for child in tree.children:
        if isinstance(child, Tree) and child.data in ("act", "border"):
            found.append(_island(child, marks))
    return found


def _island(tree: Tree[Token], marks: list[Mark]) -> Island:
    head, *members = tree.children
    mark = marks[int(str(head))]
    parts = [child for child in members if isinstance(child, Tree)]
    joined = [_mark(child, marks) for child in parts if child.data == "join"]
    joins = tuple((one.start, one.verb) for one in joined)
    fringes = _cues([child for child in parts if child.data == "fringe"], marks)
    return Island(mark.start, mark.cue, joins, fringes)


def _cues(trees: list[Tree[Token]], marks: list[Mark]) -> tuple[Cue, ...]:
    found = (_mark(tree, marks).cue for tree in trees)
    return tuple(cue for cue in found if cue is not None)


def _mark(tree: Tree[Token], marks: list[Mark]) -> Mark:
    return marks[int(str(tree.children[0]))]

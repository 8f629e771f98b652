"""A sentence's cue tokens, read by grammar/clause.lark: which cue, joins and fringes belong together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lark import Token, Tree
from lark.lexer import Lexer

from clausedb.parse.acts.cues import Cue
from clausedb.resources import build_lark


class Island(NamedTuple):
    """A cue with what stands behind it up to the next cue or border; `cue` is None for a border or the front."""

    start: int
    cue: Cue | None
    joins: tuple[tuple[int, int], ...]
    """Further verb phrases under the same cue: where the joining word begins, and where the verb."""
    fringes: tuple[Cue, ...]


class Mark(NamedTuple):
    """One token: kind is CUE, JOIN, FRINGE or BORDER."""

    kind: str
    start: int
    cue: Cue | None = None
    verb: int = 0
    """Of a JOIN: where the verb begins."""


class _Kinds(Lexer):
    """Hands the kinds of a sentence's marks to the parser, each with its place."""

    def __init__(self, lexer_conf: Any) -> None:
        del lexer_conf

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        for place, kind in enumerate(data):
            yield Token(kind, str(place))


_Shape = tuple[int, tuple[int, ...], tuple[int, ...]]
"""Places of an island's head (-1: the front), joins and fringes among the marks."""
_MOST = 4096
"""Rows of kinds that are remembered; only long sentences have rows of their own."""


class Islands:
    """Reads sentences by the grammar of the given folders; remembers how a row of kinds falls into islands."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._parser = build_lark("clause", folders, start="sentence", lexer=_Kinds)
        self._shapes: dict[tuple[str, ...], tuple[_Shape, ...]] = {}

    def read(self, marks: list[Mark]) -> list[Island]:
        """The islands of a sentence in text order. Any row of marks is a sentence."""
        found = []
        for head, joins, fringes in self._shape(tuple([mark.kind for mark in marks])):
            joined = tuple([(marks[one].start, marks[one].verb) for one in joins])
            cues = tuple([cue for one in fringes if (cue := marks[one].cue) is not None])
            start, cue = (marks[head].start, marks[head].cue) if head >= 0 else (0, None)
            found.append(Island(start, cue, joined, cues))
        return found

    def _shape(self, kinds: tuple[str, ...]) -> tuple[_Shape, ...]:
        found = self._shapes.get(kinds)
        if found is None:
            found = _shape_of(self._parser.parse(kinds))
            if len(self._shapes) < _MOST:
                self._shapes[kinds] = found
        return found


@cache
def islands_of(folders: tuple[Path, ...]) -> Islands:
    """The reader for the grammar in the folders."""
    return Islands(folders)


def _shape_of(tree: Tree[Token]) -> tuple[_Shape, ...]:
    front = _members(tree.children, "fringe")
    found: list[_Shape] = [(-1, (), front)] if front else []
    for child in tree.children:
        if isinstance(child, Tree) and child.data in ("act", "border"):
            head, *members = child.children
            found.append((int(str(head)), _members(members, "join"), _members(members, "fringe")))
    return tuple(found)


def _members(children: list[Tree[Token] | Token], kind: str) -> tuple[int, ...]:
    trees = (child for child in children if isinstance(child, Tree) and child.data == kind)
    return tuple(int(str(tree.children[0])) for tree in trees)

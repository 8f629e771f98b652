"""The shape of a reference: its kinds of words in their order, joined by grammar/citation.lark."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Tree
from lark import Token as LarkToken
from lark.lexer import Lexer

from clausedb.resources import build_lark


class _Kinds(Lexer):
    """Hands the kinds of a reference to the parser as they are, numbered."""

    def __init__(self, lexer_conf: Any) -> None:
        del lexer_conf

    def lex(self, data: Any) -> Iterator[LarkToken]:  # type: ignore[override]
        for place, kind in enumerate(data):
            yield LarkToken(kind, str(place))


@cache
def _parser(folders: tuple[Path, ...]) -> Lark:
    return build_lark("citation", folders, start="reference", lexer=_Kinds)


class Shapes:
    """The shapes of the rows of kinds met so far: few, however many references there are."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._read: dict[tuple[str, ...], tuple[str, tuple[int, ...]]] = {}

    def read(self, kinds: tuple[str, ...]) -> tuple[str, tuple[int, ...]]:
        """What `read_shape` makes of the kinds."""
        found = self._read.get(kinds)
        if found is None:
            found = self._read[kinds] = read_shape(kinds, self._folders)
        return found


shapes_of = cache(Shapes)


def read_shape(kinds: tuple[str, ...], folders: tuple[Path, ...]) -> tuple[str, tuple[int, ...]]:
    """own, said, draft, numbered or named, and where the places stand in `kinds`, from the outermost in."""
    tree = _parser(folders).parse(kinds)
    inside: list[list[int]] = []
    outside: list[int] = []
    shape = "named"
    for child in tree.children:
        if not isinstance(child, Tree):
            continue
        if child.data == "inside":
            inside.insert(0, _places(child))
        elif child.data == "outside":
            outside = _places(child)
        else:
            shape = str(child.data)
    return shape, tuple([place for group in inside for place in group] + outside)


def _places(tree: Tree[LarkToken]) -> list[int]:
    return [int(str(token)) for token in tree.scan_values(_is_place)]


def _is_place(token: object) -> bool:
    return isinstance(token, LarkToken) and token.type == "PLACE"

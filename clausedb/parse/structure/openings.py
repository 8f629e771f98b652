"""What the texts that a pattern matches may begin with, so that at most places most patterns need not be tried."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Final, Generic, TypeVar

Thing = TypeVar("Thing")

_TOKEN: Final = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?[a-z]*:|\(\?<?[=!]|\(\?[a-z]+\)|[()|]|[*+?]\??|\{\d*,?\d*\}\??|.",
    re.DOTALL,
)
_NO_WIDTH: Final = frozenset((r"\b", r"\B", r"\A", r"\Z", "^", "$"))
_OFTEN: Final = 1000
"""Times a character is met before it is worth compiling one pattern of all that may begin with it."""
_OPTIONAL: Final = ("?", "*", "{0", "{,")


def opening_of(pattern: str) -> str | None:
    """A pattern of one character that matches at least what `pattern` may begin with; None where that may be nothing.
    Case does not count in it."""
    atoms, empty, _ = _branches(tokens_of(pattern), 0)
    return None if empty or not atoms else "|".join(sorted(atoms))


def tokens_of(pattern: str) -> list[str]:
    """A pattern as its tokens: characters, classes, brackets, quantifiers."""
    return _TOKEN.findall(pattern)


def _branches(tokens: list[str], at: int) -> tuple[set[str], bool, int]:
    """(what a group may begin with, whether it may be empty, where it ends)."""
    atoms: set[str] = set()
    any_empty, empty = False, True
    while at < len(tokens) and tokens[at] != ")":
        token = tokens[at]
        at += 1
        if token == "|":
            any_empty, empty = any_empty or empty, True
            continue
        looks = token.startswith(("(?=", "(?!", "(?<=", "(?<!"))
        first, item_empty = {token}, False
        if token.startswith("(") and not token.endswith(")"):
            first, item_empty, at = _branches(tokens, at)
            at += 1
        if looks or token in _NO_WIDTH or (token.startswith("(?") and token.endswith(")")):
            continue
        if at < len(tokens) and tokens[at].startswith(_OPTIONAL):
            item_empty = True
        if at < len(tokens) and tokens[at][0] in "?*+{":
            at += 1
        if empty:
            atoms |= first
            empty = item_empty
    return atoms, any_empty or empty, at


class ByFirst(Generic[Thing]):
    """Things with patterns, found by the character that stands where their patterns would have to begin."""

    def __init__(self, things: Iterable[tuple[str, Thing]]) -> None:
        """`things` are pairs of a pattern and what it stands for; order is kept."""
        self._things = [
            (_opening(pattern), re.sub(r"\(\?P<\w+>", "(?:", pattern), thing) for pattern, thing in things
        ]
        self._at: dict[str, tuple[Thing, ...]] = {}
        self._gates: dict[str, re.Pattern[str]] = {}
        self._met: dict[str, int] = {}

    def patterns(self) -> list[tuple[str, Thing]]:
        """All patterns, without names of groups, with what they stand for."""
        return [(pattern, thing) for _, pattern, thing in self._things]

    def at(self, character: str) -> tuple[Thing, ...]:
        """The things that may begin with a character."""
        things = self._at.get(character)
        if things is None:
            things = self._at[character] = tuple(thing for _, thing in self._fit(character))
        return things

    def may_match(self, text: str, start: int = 0, stop: int = sys.maxsize) -> bool:
        """Whether the pattern of one of them matches text[start:stop] at its beginning, or may do so: a pattern of all is compiled
        only for a character that was met often."""
        character = text[start]
        gate = self._gates.get(character)
        if gate is None:
            met = self._met[character] = self._met.get(character, 0) + 1
            if met < _OFTEN:
                return bool(self.at(character))
            joined = "|".join(f"(?:{pattern})" for pattern, _ in self._fit(character))
            gate = self._gates[character] = re.compile(joined or "(?!)")
        return gate.match(text, start, stop) is not None

    def _fit(self, character: str) -> Iterator[tuple[str, Thing]]:
        for first, pattern, thing in self._things:
            if first is None or first.match(character):
                yield pattern, thing


def _opening(pattern: str) -> re.Pattern[str] | None:
    opening = opening_of(pattern)
    if opening is None:
        return None
    return re.compile(opening, re.DOTALL | (re.IGNORECASE if "(?i" in pattern else 0))

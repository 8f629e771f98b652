"""What the texts that a pattern matches may begin with, so that at most places most patterns need not be tried."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final, Generic, TypeVar

from clausedb.fold import DROPPED, variants

Thing = TypeVar("Thing")
Group = TypeVar("Group")

_TOKEN: Final = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?[a-z]*:|\(\?<?[=!]|\(\?[a-z]+\)|[()|]|[*+?]\??|\{\d*,?\d*\}\??|.",
    re.DOTALL,
)
_NO_WIDTH: Final = frozenset((r"\b", r"\B", r"\A", "^"))
_ANY: Final = ""
_END: Final = "$"
"""In an opening: where any character may stand, or none; and where the text ends."""
_OFTEN: Final = 1000
"""Times things are met before it is worth compiling one pattern of them all."""
_KEPT: Final = 16384
"""Openings of texts whose things are remembered."""
_OPTIONAL: Final = ("?", "*", "{0", "{,")
_WIDTH: Final = 2
"""Characters that are looked at."""

_Opening = tuple[str, ...]
"""Patterns of the first characters of a text, one each; fewer than are looked at where a pattern ends behind them."""


def openings_of(pattern: str) -> set[_Opening]:
    """What the texts may begin with that a pattern matches, or more. Case does not count in it."""
    return _branches(tokens_of(pattern), 0)[0]


def unnamed(pattern: str) -> str:
    """A pattern without the names of its groups."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def tokens_of(pattern: str) -> list[str]:
    """A pattern as its tokens: characters, classes, brackets, quantifiers."""
    return _TOKEN.findall(pattern)


def _branches(tokens: list[str], at: int) -> tuple[set[_Opening], int]:
    """(what a group may begin with, where it ends)."""
    whole: set[_Opening] = set()
    begun: set[_Opening] = {()}
    """Of the branch that is read: shorter than what is looked at, so that what follows belongs to it."""
    shorter: set[_Opening] = set()
    """Of the branches before."""
    while at < len(tokens) and tokens[at] != ")":
        token = tokens[at]
        at += 1
        if token == "|":
            shorter |= begun
            begun = {()}
            continue
        item: set[_Opening] = {(token,)}
        if token[0] == "(" and token[-1] != ")":
            item, at = _branches(tokens, at) if begun else (set(), _closing(tokens, at))
            at += 1
        if not begun or _says_nothing(token):
            continue
        times = tokens[at] if at < len(tokens) and tokens[at][0] in "?*+{" else ""
        at += bool(times)
        if times and times[0] != "?":
            item = item | {(*one, *other)[:_WIDTH] for one in item for other in item}
        if times.startswith(_OPTIONAL):
            item = item | {()}
        if token in ("(?=", _END):  # what follows stands at the same place
            item = {_whole(one) for one in item}
        longer = {(*one, *other)[:_WIDTH] for one in begun for other in item}
        begun = {one for one in longer if len(one) < _WIDTH}
        whole |= longer - begun
    return whole | shorter | begun, at


def _printed(openings: set[_Opening]) -> set[_Opening]:
    """Openings of folded text before it is folded, where what is dropped may stand behind any character."""
    found = {tuple(map(variants, opening)) for opening in openings}
    return found | {(opening[0], DROPPED) for opening in found if opening}


def _whole(opening: _Opening) -> _Opening:
    """An opening behind which anything may follow."""
    return (*opening, *[_ANY] * _WIDTH)[:_WIDTH]


def _closing(tokens: list[str], at: int) -> int:
    """Where a group closes."""
    depth = 1
    while at < len(tokens):
        token = tokens[at]
        if token == ")":
            depth -= 1
            if not depth:
                break
        elif token[0] == "(" and token[-1] != ")":
            depth += 1
        at += 1
    return at


def _says_nothing(token: str) -> bool:
    """Whether a token is a flag, or stands for a place, or opens what looks back or must not be there."""
    return token in _NO_WIDTH or (token[0] == "(" and (token[-1] in ")!" or token == "(?<="))


def _fits(atom: str, character: str, any_case: bool) -> bool:
    """Whether a pattern of one character matches a character, or may do so; empty where a text ends."""
    if atom in (_ANY, _END) or not character:
        return atom == _ANY or (atom == _END and character in ("", "\n"))
    if len(atom) > 1 or atom == ".":
        return _class(atom, any_case).match(character) is not None
    if atom == character or not any_case:
        return atom == character
    return atom.upper() == character.upper() or atom.casefold() == character.casefold()[0]


@cache
def _class(atom: str, any_case: bool) -> re.Pattern[str]:
    return re.compile(atom, re.DOTALL | (re.IGNORECASE if any_case else 0))


class ByOpening(dict[str, Group], Generic[Thing, Group]):
    """Things with patterns, found by the two characters that stand where their patterns would have to begin; by one or none where the text
    ends there. Filled as openings are met."""

    def __init__(
        self,
        things: Iterable[tuple[str, Thing]],
        group: Callable[[tuple[Thing, ...]], Group],
        in_print: bool = False,
    ) -> None:
        """`things` are pairs of a pattern and what it stands for; order is kept. `group` makes of those that may begin in the same way
        what is found. `in_print`: the patterns are those of folded text, and what is looked at is not folded yet."""
        super().__init__()
        self.things: list[Thing] = []
        self._seconds: dict[tuple[str, bool], dict[int, set[str]]] = {}
        """By the first character, with whether its case counts, and the place of a thing: what may stand behind it."""
        for place, (pattern, thing) in enumerate(things):
            self.things.append(thing)
            any_case = "(?i" in pattern
            openings = openings_of(pattern)
            for first, second in map(_whole, _printed(openings) if in_print else openings):
                self._seconds.setdefault((first, any_case), {}).setdefault(place, set()).add(second)
        self._group = group
        self._shared: dict[tuple[int, ...], Group] = {}
        self._begun: dict[str, list[tuple[str, bool]]] = {}
        """By a character, the first ones that it fits."""

    def __missing__(self, opening: str) -> Group:
        if len(self) > _KEPT:
            self.clear()
        places = tuple(sorted(set(self._places(opening[:1], opening[1:]))))
        if places not in self._shared:
            self._shared[places] = self._group(tuple(self.things[place] for place in places))
        self[opening] = self._shared[places]
        return self._shared[places]

    def _places(self, first: str, second: str) -> Iterator[int]:
        """Where the things stand that may begin so."""
        if first not in self._begun:
            self._begun[first] = [key for key in self._seconds if _fits(key[0], first, key[1])]
        for key in self._begun[first]:
            for place, others in self._seconds[key].items():
                if not second or any(_fits(other, second, key[1]) for other in others):
                    yield place


class Gate:
    """Patterns, of which one may match at a place."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self._patterns = tuple(dict.fromkeys(patterns))
        self._met = 0
        self._match: Callable[[str, int, int], re.Match[str] | None] | None = None

    def may_match(self, text: str, start: int = 0, stop: int = sys.maxsize) -> bool:
        """Whether one of them matches text[start:stop] at its beginning, or may do so: a pattern of all is compiled only where they were
        met often."""
        if self._match is None:
            self._met += 1
            if self._met < _OFTEN or not self._patterns:
                return bool(self._patterns)
            self._match = re.compile("|".join(f"(?:{pattern})" for pattern in self._patterns)).match
        return self._match(text, start, stop) is not None

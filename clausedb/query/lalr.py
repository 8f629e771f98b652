"""A text and the tables of a grammar in, its tree out: the parser at work, without the library that made its tables.

The tables (`grammar/query.tables`) are made ahead from the rules by lark (`tables.py`). Following them takes a page of
code; loading the library takes a quarter of the time of a short question.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

END: Final = "$END"
"""The terminal behind the last one."""
_RUN: Final = re.compile(r"\w+")


class Token(NamedTuple):
    """A terminal where it stands in a text."""

    type: str
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        return self.text

    @property
    def outer(self) -> tuple[int, int]:
        """Where it stands, as a Tree says it."""
        return (self.start, self.end)


class Tree:
    """A node with its children, None in the place of a part that is not there.

    `start` and `end` are None where nothing of it stands in the text. `outer` is the same with the brackets around it.
    """

    __slots__ = ("children", "data", "end", "outer", "start")

    def __init__(self, data: str, children: list[Any]) -> None:
        self.data = data
        self.children = children
        self.start: int | None = None
        self.end: int | None = None
        self.outer: tuple[int, int] | None = None

    def lies(self, start: int, end: int) -> None:
        """Says where it stands: the innermost place is its own, the last one said is the outermost."""
        if self.start is None:
            self.start, self.end = start, end
        self.outer = (start, end)


class Unfit(Exception):
    """No text of the grammar: where the first thing stands that cannot, and the terminals that can stand there.

    `end` is None where no terminal begins like that at all.
    """

    def __init__(self, start: int, end: int | None, expected: frozenset[str]) -> None:
        super().__init__(start, end, expected)
        self.start = start
        self.end = end
        self.expected = expected


class _Rule(NamedTuple):
    origin: str
    """The symbol that it makes."""
    data: str
    """The name of its node."""
    single: bool
    """Whether a node of one child is that child."""
    size: int
    children: list[int | None]
    """Places of the parts that become children; ~place of one whose own children do; None where a part is left out."""


class Parser:
    """The parser of a grammar. `tables` is what `made_tables` gives."""

    def __init__(self, tables: bytes) -> None:
        told = json.loads(tables)
        self._start: int = told["start"]
        self._end: int = told["end"]
        self._states: list[dict[str, int]] = told["states"]
        """Of each state the next one by symbol; ~number of the rule to be applied."""
        self._rules = [_Rule(*rule) for rule in told["rules"]]
        self._terminals: list[tuple[str, str]] = told["terminals"]
        """(name, regular expression), in the order in which they are tried."""
        self._ignored = frozenset(told["ignored"])
        self._keywords: dict[str, list[str]] = told["keywords"]
        """The words that a terminal is; terminals of more than words are not among them."""
        self._compiled: dict[str, Callable[[str, int], re.Match[str] | None]] = {}
        self._lexers: dict[int, _Lexer] = {}

    def parse(self, text: str) -> Tree:
        """The tree of a text. Raises Unfit."""
        run = _Run(self)
        for token in self._tokens(text, run):
            run.feed(token)
        end = len(text.rstrip())
        tree = run.feed(Token(END, "", end, end))
        assert tree is not None
        return tree

    def accepted(self, text: str) -> frozenset[str]:
        """The terminals that can follow the beginning of a text. Raises Unfit."""
        run = _Run(self)
        for token in self._tokens(text, run):
            run.feed(token)
        return run.accepted()

    def _tokens(self, text: str, run: _Run) -> Iterator[Token]:
        """The terminals of a text: at each place those are looked for that can stand there."""
        at = 0
        while at < len(text):
            found = self._lexer(run.state).at(text, at)
            if found is None:
                other = self._any.at(text, at)
                if other is None:
                    allowed = frozenset(self._states[run.state]) & self._names
                    raise Unfit(at, None, allowed)
                raise Unfit(at, other.end, run.accepted())
            if found.type not in self._ignored:
                yield found
            at = found.end

    def _lexer(self, state: int) -> _Lexer:
        if state not in self._lexers:
            wanted = self._states[state].keys() | self._ignored
            self._lexers[state] = _Lexer(self, [one for one in self._terminals if one[0] in wanted])
        return self._lexers[state]

    @cached_property
    def _any(self) -> _Lexer:
        """Knows every terminal, wherever it can stand."""
        return _Lexer(self, self._terminals)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._terminals)

    def matcher(self, name: str, expression: str) -> Callable[[str, int], re.Match[str] | None]:
        """The matching function of a terminal, compiled when it is first looked for."""
        if name not in self._compiled:
            self._compiled[name] = re.compile(expression).match
        return self._compiled[name]

    @property
    def states(self) -> Sequence[dict[str, int]]:
        """By state what each symbol leads to."""
        return self._states

    @property
    def rules(self) -> Sequence[_Rule]:
        """The rules of the grammar, by number."""
        return self._rules

    @property
    def ends(self) -> tuple[int, int]:
        """The first state and the last one."""
        return self._start, self._end

    @property
    def keywords(self) -> dict[str, list[str]]:
        """Terminal -> the keywords that it accepts."""
        return self._keywords


class _Lexer:
    """Looks for some of the terminals."""

    def __init__(self, parser: Parser, terminals: Sequence[tuple[str, str]]) -> None:
        self._parser = parser
        self._terminals: list[tuple[str, str]] = []
        self._keywords: dict[str, str] = {}
        for name, expression in terminals:
            if name in parser.keywords:
                if not self._keywords:
                    self._terminals.append((name, ""))
                self._keywords.update(dict.fromkeys(parser.keywords[name], name))
            else:
                self._terminals.append((name, expression))

    def at(self, text: str, start: int) -> Token | None:
        """The terminal that stands at an offset."""
        for name, expression in self._terminals:
            if expression:
                match = self._parser.matcher(name, expression)(text, start)
            else:
                # Words of the language are found by a look into a table instead of a search for each.
                match = _RUN.match(text, start)
                name = self._keywords.get(match.group().lower(), "") if match else ""
            if match and name:
                return Token(name, match.group(), start, match.end())
        return None


class _Run:
    """One text being parsed."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._stack = [parser.ends[0]]
        self._values: list[Any] = []

    @property
    def state(self) -> int:
        return self._stack[-1]

    def feed(self, token: Token) -> Tree | None:
        """Takes a terminal; the whole tree behind the last one. Raises Unfit."""
        states, end = self._parser.states, self._parser.ends[1]
        while True:
            step = states[self.state].get(token.type)
            if step is None:
                raise Unfit(token.start, token.end, self.accepted())
            if step >= 0:
                self._stack.append(step)
                self._values.append(token)
                return None
            self._apply(self._parser.rules[~step])
            if token.type == END and self.state == end:
                return self._values[-1]  # type: ignore[no-any-return]

    def _apply(self, rule: _Rule) -> None:
        parts = self._values[len(self._values) - rule.size :]
        if rule.size:
            del self._stack[-rule.size :]
            del self._values[-rule.size :]
        self._stack.append(self._parser.states[self.state][rule.origin])
        self._values.append(_node(rule, parts))

    def accepted(self) -> frozenset[str]:
        """The terminals that can come next: not all for which a state has a rule."""
        return frozenset(name for name in self._parser.states[self.state] if self._accepts(name))

    def _accepts(self, name: str) -> bool:
        if not name.isupper():
            return False
        stack, states = list(self._stack), self._parser.states
        while (step := states[stack[-1]].get(name)) is not None:
            if step >= 0:
                return True
            rule = self._parser.rules[~step]
            del stack[len(stack) - rule.size :]
            stack.append(states[stack[-1]][rule.origin])
            if name == END and stack[-1] == self._parser.ends[1]:
                return True
        return False


def _node(rule: _Rule, parts: list[Any]) -> Any:
    """What a rule makes of its parts."""
    children: list[Any] = []
    for place in rule.children:
        if place is None:
            children.append(None)
        elif place < 0:
            children += parts[~place].children
        else:
            children.append(parts[place])
    node = children[0] if rule.single and len(children) == 1 else Tree(rule.data, children)
    places = [one.outer for one in parts if one is not None and one.outer is not None]
    if isinstance(node, Tree) and places:
        node.lies(places[0][0], places[-1][1])
    return node

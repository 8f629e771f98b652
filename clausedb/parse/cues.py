"""Rows of grammar tables as one scanner: where their phrases stand in a folded, lower-case text.

Notation of a phrase in a table: words; `(a|b c|)` one of, an empty one may be left out; `*` any letters up to the end
of the word; `+` the same, at least one; `[abc]` one of these letters. A blank is any run of white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

from clausedb.fold import fold
from clausedb.language import Row

_PARTS = re.compile(r"\(([^()]*)\)|([^()]+)")
_LETTERS = re.compile(r"\[([^\]]+)\]|(.)")
_SPECIAL = re.compile(r"[\\.^$?{}|()\-]")
_END = "\ue000"


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found at [start, end) of the scanned text, with the row it comes from."""

    start: int
    end: int
    row: Row


class Scanner:
    """Finds the longest phrase at each place, from left to right, without overlaps."""

    def __init__(self, phrases: Iterable[tuple[str, Row]], prefix: str = "") -> None:
        """`prefix` is a pattern of what may be written together with the first word (Arabic و and ف)."""
        self._phrases: dict[str, list[tuple[re.Pattern[str], Row]]] = {}
        for phrase, row in phrases:
            pattern = re.compile(rf"(?:{pattern_of(phrase)})(?!\w)")
            for head in heads_of(phrase):
                self._phrases.setdefault(head, []).append((pattern, row))
        self._rules: dict[str, list[tuple[re.Pattern[str], Row]]] = {}
        heads = _trie(self._phrases)
        self._start = re.compile(rf"(?<!\w){prefix}({heads})") if self._phrases else None

    def scan(self, text: str, start: int = 0, end: int | None = None) -> list[Cue]:
        """The cues in text[start:end], in text order. `text` is `normal`."""
        found: list[Cue] = []
        if self._start is None:
            return found
        limit = len(text) if end is None else end
        search, position = self._start.search, start
        while match := search(text, position, limit):
            cue = self._longest(text, match, limit)
            position = cue.end if cue else match.end()
            if cue:
                found.append(cue)
        return found

    def at(self, text: str, position: int, end: int | None = None) -> Cue | None:
        """The cue that begins at this very place."""
        limit = len(text) if end is None else end
        match = self._start.match(text, position, limit) if self._start else None
        return self._longest(text, match, limit) if match else None

    def _longest(self, text: str, match: re.Match[str], limit: int) -> Cue | None:
        start, best, chosen = match.start(1), 0, None
        for pattern, row in self._candidates(" ".join(match[1].split())):
            found = pattern.match(text, start, limit)
            if found and found.end() > best:
                best, chosen = found.end(), row
        return Cue(match.start(), best, chosen) if chosen is not None else None

    def _candidates(self, head: str) -> list[tuple[re.Pattern[str], Row]]:
        if head not in self._rules:
            self._rules[head] = [
                pair for other, pairs in self._phrases.items() if head.startswith(other) for pair in pairs
            ]
        return self._rules[head]


def normal(text: str) -> str:
    """Folded and in lower case, of the same length as the folded text."""
    return fold(text).text.replace("İ", "I").lower()


def pattern_of(phrase: str) -> str:
    """The regular expression of a notation."""
    found, started = "", False
    for words, optional in _elements(phrase):
        body = "(?:" + "|".join(_source(word) for word in words) + ")"
        if started:
            found += rf"(?:\s+{body})?" if optional else rf"\s+{body}"
        else:
            found += rf"(?:{body}\s+)?" if optional else body
        started = started or not optional
    return found


def heads_of(phrase: str) -> list[str]:
    """The literal beginnings of all phrases of a notation, letter classes written out, up to a wildcard.

    Two words where the second must follow: "in" alone would stop the search at every other line.
    """
    found: list[str] = []
    elements = _elements(phrase)
    for place, (words, optional) in enumerate(elements):
        behind = elements[place + 1] if place + 1 < len(elements) else ([], True)
        for word in words:
            whole = not any(mark in word for mark in " *+")
            follow = [] if behind[1] or not whole else behind[0]
            for text in [f"{word} {second}" for second in follow] or [word]:
                letters = [group or plain for group, plain in _LETTERS.findall(_literal(text))]
                found.extend("".join(choice) for choice in product(*letters))
        if not optional:
            break
    return list(dict.fromkeys(found))


def _literal(text: str) -> str:
    """A phrase's first two words up to a wildcard."""
    words = re.split(r"[*+]", text, maxsplit=1)[0].split(" ")[:2]
    return " ".join(words).rstrip()


def _elements(phrase: str) -> list[tuple[list[str], bool]]:
    """The parts of a notation: words to choose from, and whether the part may be left out."""
    found: list[tuple[list[str], bool]] = []
    for group, plain in _PARTS.findall(normal(phrase)):
        if plain:
            found.extend(([word], False) for word in plain.split())
        else:
            words = [" ".join(word.split()) for word in group.split("|")]
            found.append(([word for word in words if word], "" in words))
    return found


def _source(word: str) -> str:
    escaped = _SPECIAL.sub(lambda found: "\\" + found[0], word)
    return escaped.replace("*", r"\w*").replace("+", r"\w+").replace(" ", r"\s+")


def _trie(words: Iterable[str]) -> str:
    """A pattern for the longest of the words that stands at a place, factored by first letters."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word + _END:
            node = node.setdefault(letter, {})
    return _branch(tree)


def _branch(node: dict[str, Any]) -> str:
    options = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branch(child)
        for letter, child in sorted(node.items())
        if letter != _END
    ]
    if not options:
        return ""
    body = "(?:" + "|".join(options) + ")"
    return f"{body}?" if _END in node else body

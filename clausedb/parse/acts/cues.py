"""Rows of grammar tables as one scanner: where their phrases stand in a folded, lower-case text.

Notation of a phrase in a table: words; `(a|b c|)` one of, an empty one may be left out; `*` any letters up to the end
of the word; `+` the same, at least one; `[abc]` one of these letters; `…` up to eight words, none of them what opens content
or "that" (Arabic: the subject between a verb and what it says); a comma may be left out. A blank is any run of white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product
from operator import itemgetter
from typing import Any, NamedTuple

from clausedb.fold import fold
from clausedb.language import Row

_PARTS = re.compile(r"\(([^()]*)\)|([^()]+)")
_LETTERS = re.compile(r"\[([^\]]+)\]|(.)")
_SPECIAL = re.compile(r"[\\.^$?{}|()\-]")
NOTATION = "()*+[]…"
"""Signs by which a phrase says more than its words."""
GAP, _COMMA = "…", ","
_GAP = r"(?:\s+(?!(?:ان|بان|علي|عن|الي|قوله|قولها|قولهم|قولهما)\s)[^\s،,.;:؛()]+){0,8}?"
_OPEN, _WHOLE = "\ue000", "\ue001"
"""Leaves of a trie: a head that more letters may follow, and one that ends with its word."""


class Cue(NamedTuple):
    """A phrase found at [start, end) of the scanned text, with the row it comes from."""

    start: int
    end: int
    row: Row


_Longer = tuple[tuple[re.Pattern[str], Row], ...]
_Rules = tuple[tuple[str, Row | None, re.Pattern[str] | None, _Longer], ...]
"""By table what may stand where a head was found: the row of the phrase that the head itself is, and longer phrases; where
these are many, before them one pattern of all, which mostly tells that none of them stands there."""
_MANY = 4
_Elements = list[tuple[list[str], bool]]
"""The parts of a notation: words to choose from, and whether the part may be left out."""
_SHORT = 8
"""Letters of a beginning to which the word behind belongs."""


class Finder:
    """Finds the phrases of several tables in one walk over a text: of each the longest at a place, without overlaps."""

    def __init__(self, tables: Mapping[str, Iterable[tuple[str, Row]]], prefix: str = "") -> None:
        """`prefix` is a pattern of what may be written together with the first word (Arabic و and ف)."""
        self._phrases: dict[str, list[tuple[int, str, Head, str, Row]]] = {}
        """By head the phrases that begin so, each with its place in the order of the tables, which settles ties."""
        heads: list[Head] = []
        for table, phrases in tables.items():
            for phrase, row in phrases:
                for head in heads_of(phrase):
                    heads.append(head)
                    self._phrases.setdefault(head.text, []).append((len(heads), table, head, phrase, row))
        self._rules: dict[str, _Rules] = {}
        # A set at the head lets the engine run over the letters between two words.
        self._start = re.compile(rf"\W{prefix}(?=({_trie(heads)}))" if heads else "(?!)()")

    def scan(self, text: str, start: int = 0, end: int | None = None) -> dict[str, list[Cue]]:
        """The cues in text[start:end] by table, in text order; tables without any are left out. `text` is `normal`."""
        found: dict[str, list[Cue]] = {}
        text = f" {text}"  # so that the first word as well stands behind a sign
        limit = len(text) if end is None else end + 1
        rules = self._rules
        for match in self._start.finditer(text, start, limit):
            begin, place = match.span()
            head = match[1]
            for table, chosen, either, pairs in rules.get(head) or self._rules_of(" ".join(head.split())):
                before = found.get(table)
                if before and begin < before[-1].end:
                    continue
                best = 0 if chosen is None else place + len(head)
                if either is None or either.match(text, place, limit):
                    for pattern, row in pairs:
                        longer = pattern.match(text, place, limit)
                        if longer and longer.end() > best:
                            best, chosen = longer.end(), row
                if chosen is not None:
                    if before is None:
                        found[table] = [Cue(begin, best - 1, chosen)]
                    else:
                        before.append(Cue(begin, best - 1, chosen))
        return found

    def _rules_of(self, head: str) -> _Rules:
        found = self._rules.get(head)
        if found is not None:
            return found
        beginnings = {head[:length] for length in range(1, len(head) + 1)}
        exact: dict[str, Row] = {}
        longer: dict[str, dict[str, Row]] = {}
        known = (one for text in beginnings for one in self._phrases.get(text, ()))
        for _, table, beginning, phrase, row in sorted(known, key=itemgetter(0)):
            phrases = longer.setdefault(table, {})
            whole = beginning.complete and beginning.text == head
            if whole and table not in exact and not phrases:
                exact[table] = row
            elif not (whole and table in exact):
                phrases.setdefault(phrase, row)
        rules = tuple(
            (table, exact.get(table), *_patterns_of(phrases, head)) for table, phrases in longer.items()
        )
        self._rules[head] = rules
        return rules


def _patterns_of(phrases: dict[str, Row], head: str) -> tuple[re.Pattern[str] | None, _Longer]:
    """One pattern of all the phrases where they are many, and each with its row; compiled when the head is first met."""
    sources = [rf"(?:{pattern_of(phrase, head)})(?!\w)" for phrase in phrases]
    either = re.compile("|".join(sources)) if len(sources) >= _MANY else None
    return either, tuple(zip(map(re.compile, sources), phrases.values(), strict=True))


def normal(text: str) -> str:
    """Folded and in lower case, of the same length as the folded text."""
    return fold(text).text.replace("İ", "I").lower()


def pattern_of(phrase: str, head: str = "") -> str:
    """The regular expression of a notation, or of what it says of texts that begin with `head`."""
    found, started = "", False
    for place, (every, optional) in enumerate(_elements(phrase)):
        words = every if place or optional else [one for one in every if _agrees(one, head)] or every
        if words == [GAP]:
            found += _GAP
            continue
        if words == [_COMMA]:
            found += ",?"
            continue
        longest = sorted(words, key=len, reverse=True)  # "director-general" before "director"
        body = "(?:" + "|".join(_source(word) for word in longest) + ")"
        if started:
            found += rf"(?:\s+{body})?" if optional else rf"\s+{body}"
        else:
            found += rf"(?:{body}\s+)?" if optional else body
        started = started or not optional
    return found


def _agrees(word: str, head: str) -> bool:
    """Whether a text may begin with the word of a notation and with the head."""
    literal = re.split(r"[*+\[]", word, maxsplit=1)[0]
    return literal.startswith(head[: len(literal)])


class Head(NamedTuple):
    """A literal beginning of a phrase."""

    text: str
    whole: bool
    """It ends with its word."""
    complete: bool
    """It is all that the phrase asks for."""


def heads_of(phrase: str) -> list[Head]:
    """The beginnings of all phrases of a notation, letter classes written out, up to a wildcard.

    With what follows while they are short: "in" or "of the" would stop the search at every other line.
    """
    found: list[Head] = []
    elements = _elements(phrase)
    for place, (words, optional) in enumerate(elements):
        for word in words:
            found += _heads(word, elements[place + 1 :])
        if not optional:
            break
    return list(dict.fromkeys(found))


def _heads(text: str, behind: _Elements) -> list[Head]:
    literal = re.split(r"[*+]", text, maxsplit=1)[0].rstrip()
    if behind and literal == text and len(text) <= _SHORT and behind[0][0] not in ([GAP], [_COMMA]):
        words, optional = behind[0]
        found = [head for word in words for head in _heads(f"{text} {word}", behind[1:])]
        return found + _heads(text, behind[1:]) if optional else found
    whole = text[len(literal) : len(literal) + 1] not in ("*", "+")
    letters = [group or plain for group, plain in _LETTERS.findall(literal)]
    complete = literal == text and not behind
    return [Head("".join(choice), whole, complete) for choice in product(*letters)]


def verb_end(cue: Cue, text: str) -> int:
    """Where the verb of a cue ends: of one with a gap its first word."""
    if GAP not in cue.row["cue"]:
        return cue.end
    blank = text.find(" ", cue.start, cue.end)
    return blank if blank > 0 else cue.end


def _elements(phrase: str) -> _Elements:
    found: _Elements = []
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


def _trie(heads: Iterable[Head]) -> str:
    """A pattern for the longest of the heads that stands at a place, factored by first letters."""
    tree: dict[str, Any] = {}
    for head in heads:
        node = tree
        for letter in head.text + (_WHOLE if head.whole else _OPEN):
            node = node.setdefault(letter, {})
    return _branch(tree)


def _branch(node: dict[str, Any]) -> str:
    options = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branch(child)
        for letter, child in sorted(node.items())
        if letter not in (_OPEN, _WHOLE)
    ]
    if _WHOLE in node and _OPEN not in node:
        options.append(r"(?!\w)")
    if not options:
        return ""
    if len(options) == 1 and _OPEN not in node:
        return options[0]
    return f"(?:{'|'.join(options)})" + ("?" if _OPEN in node else "")

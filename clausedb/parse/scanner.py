"""Finds the words and numbers of a table in a text: by their first letters, then all of the table that begins so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

NUMBER_SIGN: Final = r"[\s№]*(?:(?:رقم|Nos?\.)\s*\(?)?"
"""What may stand between a noun and its number."""
_FURTHER: Final = r"(?:\s*[,،]\s*(?:(?:and|и)\s+|و\s*)?|\s+(?:(?:and|и)\s+|و\s*))"
"""Between a number and a further one."""


_AND_BEFORE: Final = r"(?:و(?=\d))?"
"""What Arabic writes together with a number before it: «و338 (1973)»."""


class Token(NamedTuple):
    """kind: p place, o organ, s number, n noun; `key` finds its row in the lexicon."""

    key: str
    start: int
    end: int
    word: int
    """Where the word of the table begins, behind its clitics."""

    @property
    def kind(self) -> str:
        """The table of its word: p place, o organ, s number, n noun."""
        return self.key[0]


class Number(NamedTuple):
    """A form of numbers; `begins` is a cheap pattern that stands at the head of all that `pattern` matches.

    Where it is empty the number counts right behind a noun only.
    """

    key: str
    pattern: str
    begins: str


class Form(NamedTuple):
    """A form of words, and what must follow it."""

    key: str
    pattern: str
    follows: str


class Scanner:
    """Finds tokens from left to right. A key begins with the kind of its token."""

    def __init__(self, numbers: list[Number], forms: list[Form], clitics: str) -> None:
        """Of numbers that begin alike the first in the list counts; clitics before a word belong to it."""
        parts = {
            rf"(?P<{key}>{_blank(form)}{follows})": {_lead(head) for head in heads(form)}
            for key, form, follows in forms
        }
        every = sorted({one.rstrip(_END) for one in heads(clitics)}, key=len, reverse=True)
        self._clitics = {one[0]: [like for like in every if like[:1] in ("", one[0])] for one in every if one}
        """By their first letter, the longest first, and behind them none at all."""
        self._bare = [one for one in every if not one]
        # Each clitic before each beginning, written out: tried as an option, it is taken and given back at every word.
        words = _trie({clitic + head for form in forms for head in heads(form.pattern) for clitic in every})
        begins = "|".join(dict.fromkeys(number.begins for number in numbers if number.begins))
        anchor = rf"(?:(?P<word>{words})|{begins})"
        self._at = re.compile(rf"(?<![\w/]){_AND_BEFORE}{anchor}")
        # A set at the head lets the engine run over the letters between two words.
        self._search = re.compile(rf"[^\w/]{_AND_BEFORE}{anchor}")
        # Few forms begin with the letters of a word; to those of three belong the forms that tell fewer.
        self._behind = {
            letters: re.compile("|".join(part for part, leads in parts.items() if leads & _leads(letters)))
            for letters in set().union(*parts.values())
        }
        self._numbers = re.compile(_any(number for number in numbers if number.begins))
        self._number_behind = re.compile(rf"{NUMBER_SIGN}(?:{_any(numbers)})")
        alone = [number for number in numbers if not number.begins]
        self._number_further = re.compile(rf"{_FURTHER}(?:{_any(alone)})") if alone else None

    def find(self, text: str, start: int, end: int) -> list[Token]:
        """The tokens of text[start:end] in order."""
        found: list[Token] = []
        match = self._at.match(text, start, end)
        first = _begin(text, start) if match else start
        if match is None:
            match = self._search.search(text, start, end)
            first = _begin(text, match.start() + 1) if match else end
        while match:
            token = self._token(text, first, match, end)
            if token is None:
                position = first
            else:
                found.append(token)
                noun = token.key[0] == "n" or (token.key[0] == "o" and self._is_between(text, found))
                while noun and (number := self._number_of(text, token, end, found)):
                    token = number
                position = token.end - 1
            match = self._search.search(text, position, end)
            first = _begin(text, match.start() + 1) if match else end
        return found

    def first(self, text: str, start: int, end: int) -> Token | None:
        """The first token of text[start:end]."""
        return next(iter(self.find(text, start, end)), None)

    def _token(self, text: str, first: int, match: re.Match[str], end: int) -> Token | None:
        if match.start("word") >= 0:
            known = self._behind
            for clitic in self._clitics.get(text[first], self._bare):
                if not text.startswith(clitic, first):
                    continue
                word = first + len(clitic)
                behind = (
                    known.get(text[word : word + 3])
                    or known.get(text[word : word + 2])
                    or known.get(text[word : word + 1])
                )
                whole = behind.match(text, word, end) if behind else None
                if whole and whole.lastgroup:
                    return Token(whole.lastgroup, first, whole.end(), word)
        whole = self._numbers.match(text, first, end)
        return Token(whole.lastgroup, first, whole.end(), first) if whole and whole.lastgroup else None

    def _is_between(self, text: str, found: list[Token]) -> bool:
        """An organ right behind its noun: «قرار مجلس الأمن 1325»."""
        return len(found) > 1 and found[-2].key[0] == "n" and text[found[-2].end : found[-1].start].isspace()

    def _number_of(self, text: str, token: Token, end: int, found: list[Token]) -> Token | None:
        """The number right behind a noun, or behind "and" and such a number, taken up with the found."""
        form = self._number_further if token.key[0] == "s" else self._number_behind
        match = form.match(text, token.end, end) if form else None
        if match is None or not match.lastgroup:
            return None
        start = match.start(match.lastgroup)
        found.append(Token(match.lastgroup, start, match.end(), start))
        return found[-1]


def _begin(text: str, place: int) -> int:
    """Where a token begins: behind the Arabic "and" that is written together with a number."""
    return place + 1 if text[place] == "و" and text[place + 1 : place + 2].isdigit() else place


def beginning_so(patterns: dict[str, str]) -> re.Pattern[str]:
    """One pattern of several, each a group, behind the sign before the word; their first letters are tried first."""
    begins = _trie({head.rstrip(_END) for pattern in patterns.values() for head in heads(pattern)})
    groups = "|".join(f"(?P<{group}>{pattern})" for group, pattern in patterns.items())
    return re.compile(rf"\W(?={begins})(?:{groups})")


def whole_words(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, the longest first; a search for it runs over all letters that none begins with."""
    behind: dict[str, list[str]] = {}
    for one in sorted(phrases, key=len, reverse=True):
        behind.setdefault(re.escape(one[0]), []).append(r"\s+".join(map(re.escape, one[1:].split(" "))))
    parts = (rf"{first}(?<!\w{first})(?:{'|'.join(rests)})" for first, rests in behind.items())
    return re.compile(rf"(?:{'|'.join(parts) or _NOTHING})(?!\w)")


def _any(numbers: Iterable[Number]) -> str:
    return "|".join(f"(?P<{one.key}>{_uncaptured(one.pattern)})" for one in numbers)


def _blank(pattern: str) -> str:
    """A blank of the table is any white space."""
    return pattern.replace(" ", r"\s+")


def _uncaptured(pattern: str) -> str:
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)


def _lead(head: str) -> str:
    """The first letters of a beginning, up to three: as many as stand in a text in one way only."""
    return re.split(rf"[\s{_END}]", head)[0][:_LEAD] or head[0]


def _leads(letters: str) -> set[str]:
    """The letters and their beginnings."""
    return {letters[:length] for length in range(1, len(letters) + 1)}


_NOTHING: Final = "(?!)"
_LEAD: Final = 3
_PIECE: Final = re.compile(r"\(\?:|\(\?[!=<]|[|)]|\[[^\]]*\]|\\.|.", re.DOTALL)
_HEAD: Final = 6
_END: Final = "$"
"""Stands in a beginning for the end of the word."""


def heads(pattern: str) -> set[str]:
    """The first letters, up to six, of all that a table's pattern may match; `$` where a word may end before.

    Groups `(?:a|b)`, sets `[ab]` and `?` are understood; at a class, a range or a repetition the beginning ends.
    """
    done, open_ones, _ = _heads(_PIECE.findall(pattern), 0)
    return done | {one + _END for one in open_ones}


def _heads(pieces: list[str], position: int) -> tuple[set[str], set[str], int]:
    """Beginnings that are whole, those that go on behind the closing bracket, and the position behind it."""
    all_done: set[str] = set()
    all_open: set[str] = set()
    open_ones = {""}
    while position < len(pieces):
        piece = pieces[position]
        position += 1
        if piece == ")":
            break
        if piece == "|":
            all_open |= open_ones
            open_ones = {""}
            continue
        whole, choices, position = _choices(pieces, piece, position)
        if position < len(pieces) and pieces[position] in "?*+{":
            choices = choices | {""} if pieces[position] in "?*" else choices
            whole |= choices if pieces[position] in "*+{" else set()
            position += 1
        all_done |= {(one + last)[:_HEAD] for one in open_ones for last in whole}
        longer = {(one + choice)[:_HEAD] for one in open_ones for choice in choices}
        all_done |= {one for one in longer if len(one) == _HEAD}
        open_ones = {one for one in longer if len(one) < _HEAD}
    return all_done, all_open | open_ones, position


def _choices(pieces: list[str], piece: str, position: int) -> tuple[set[str], set[str], int]:
    if piece == "(?:":
        return _heads(pieces, position)
    if piece in ("(?!", "(?=", "(?<"):
        return set(), {""}, _heads(pieces, position)[2]
    if piece.startswith("[") and "-" not in piece:
        return set(), set(piece[1:-1]), position
    if piece.startswith("[") or (piece[0] == "\\" and piece[1].isalnum()):
        return {""}, set(), position
    return set(), {piece[-1]}, position


def _trie(found: Iterable[str]) -> str:
    """One pattern of all beginnings, parted letter by letter."""
    by_letter: dict[str, list[str]] = {}
    for head in sorted(found):
        by_letter.setdefault(head[0], []).append(head[1:])
    options = [_letter(letter) + ("" if "" in rest else _trie(rest)) for letter, rest in by_letter.items()]
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _letter(letter: str) -> str:
    if letter == _END:
        return r"(?!\w)"
    return r"\s+" if letter == " " else re.escape(letter)

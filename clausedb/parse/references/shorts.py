"""Letters that stand for an instrument: those a text puts in brackets behind its name ("(EPCA)"), and those all texts know."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from operator import attrgetter
from typing import Final, NamedTuple

from clausedb.language import Grammar
from clausedb.parse.references.passages import Passage
from clausedb.parse.scanner import Token, whole_words

SHORT: Final = "nshort"
"""Key of the noun that such letters are."""

_LETTERS: Final = r"(?P<letters>[^\W\d_]\w*)"
_OPENS: Final = r"\(\s*(?:[^()]{0,60}[\"“«„–—]\s*)?(?:[Tt]he\s+)?"
_CLOSES: Final = r"[\"”»“]?\s*\)"
_BRACKETED: Final = re.compile(_OPENS + _LETTERS + _CLOSES)
_BEHIND: Final = re.compile(r"[\s,]*" + _OPENS + _LETTERS + _CLOSES)
_START: Final = attrgetter("start")
_FEWEST: Final = 2
"""Capitals that tell letters from a word."""
_BRACKET: Final = 70
"""Characters between a bracket and the letters in it, at most."""


class Meant(NamedTuple):
    """What letters stand for in all texts."""

    type: str
    title: str


@cache
def known_shorts(grammar: Grammar, language: str) -> dict[str, Meant]:
    """The letters of a language's table."""
    rows = grammar.pack(language).rows("short_names")
    return {row["name"]: Meant(row["type"], row["title"]) for row in rows}


def short_tokens(text: str, known: re.Pattern[str]) -> list[Token]:
    """Where letters stand that may mean an instrument, in text order: those of a pattern, and those the text puts in brackets.

    Not where a bracket gives them their meaning.
    """
    letters = {one[0] for one in known.finditer(text)}
    letters |= {one["letters"] for one in _BRACKETED.finditer(text) if _is_letters(one["letters"])}
    if not letters:
        return []
    return [
        Token(SHORT, match.start(), match.end(), match.start())
        for match in whole_words(letters).finditer(text)
        if not _is_given(text, match.start())
    ]


def among(tokens: list[Token], shorts: list[Token], start: int, end: int) -> list[Token]:
    """The tokens of text[start:end] with the letters that stand there and in none of them."""
    first = bisect_left(shorts, start, key=_START)
    own = shorts[first : bisect_left(shorts, end, first, key=_START)]
    if not own:
        return tokens
    free = [one for one in own if all(one.end <= other.start or other.end <= one.start for other in tokens)]
    return sorted([*tokens, *free], key=_START)


def given_behind(passage: Passage, end: int) -> str | None:
    """The letters that brackets right behind a name give it; None where there are none, or where they name a party."""
    match = _BEHIND.match(passage.layer.text, end, passage.end)
    if match is None or not _is_letters(match["letters"]):
        return None
    return None if passage.mention_over(match.start("letters")) else match["letters"]


def _is_letters(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= _FEWEST


def _is_given(text: str, start: int) -> bool:
    bracket = text.rfind("(", max(0, start - _BRACKET), start)
    if bracket < 0:
        return False
    match = _BRACKETED.match(text, bracket, start + _BRACKET)
    return match is not None and match.start("letters") == start

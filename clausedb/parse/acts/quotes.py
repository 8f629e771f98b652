"""Quotation marks in a text: which pieces are direct speech, also over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HIDDEN = "\ue001"
"""What stands for the letters of a quotation that is hidden."""
_MARKS = re.compile(r"[“”«»„\"]")
_CLOSING = {"“": "”", "«": "»", "„": "“"}
_WORDS = re.compile(r"\w+")
_BEFORE = re.compile(r"[,:،—–-]\s*$|^\s*$|[.!?؟]\s*$")
_DASHED = re.compile(r"\s*,\s*[—–-]\s")
"""Between a quotation and its verb of saying in Russian."""
_NEAR = 12
_SENTENCE_WORDS = 2
"""Words of the shortest quotation that its last sign shows to be a sentence."""
SPEECH_WORDS = 4
"""Shorter quotations are names and terms, unless a reporting verb stands right before them."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks: text[start:end] without the marks; `closed` says whether the last mark is there."""

    start: int
    end: int
    closed: bool


def quotes_in(text: str) -> Iterator[Quote]:
    """Outermost quotations in text order. One that is never closed runs to the end of the text."""
    opened, mark, depth = -1, "", 0
    for match in _MARKS.finditer(text):
        sign = match[0]
        if opened < 0:
            if sign in _CLOSING or sign == '"':
                opened, mark, depth = match.end(), sign, 1
        elif sign == mark and sign != '"':
            depth += 1
        elif sign == _CLOSING.get(mark, '"') or (mark != "«" and sign == "”"):
            depth += 1 if _is_inner(text, match.start(), mark) else -1
            if depth == 0:
                yield Quote(opened, match.start(), True)
                opened = -1
    if opened >= 0:
        yield Quote(opened, len(text.rstrip()), False)


def ends_of_quote(text: str) -> int | None:
    """Where a quotation ends that another paragraph opened, whose mark closes here though none opens; None where none ends."""
    first = _MARKS.search(text)
    return first.start() if first is not None and first[0] in ("»", "”") else None


def hidden(text: str, quotes: list[Quote]) -> str:
    """The text with the words of quotations hidden; as long as before."""
    parts, last = [], 0
    for quote in quotes:
        parts += [text[last : quote.start], HIDDEN * (quote.end - quote.start)]
        last = quote.end
    return "".join([*parts, text[last:]])


def is_speech(text: str, quote: Quote) -> bool:
    """Whether a quotation is speech rather than a name or a term: long enough, and set off as a sentence."""
    words = text[quote.start : quote.end]
    count = len(_WORDS.findall(words))
    if count < SPEECH_WORDS:
        told = words.rstrip()[-1:] in ",!?،" or _DASHED.match(text, quote.end + 1) is not None
        return (
            count >= _SENTENCE_WORDS and told
        )  # "This is unacceptable," he said; «Сроки определены», — добавил он
    ends = words.rstrip()[-1:] in ".,!?…؟،"
    return ends or bool(_BEFORE.search(text[max(0, quote.start - _NEAR) : quote.start - 1]))


def _is_inner(text: str, place: int, mark: str) -> bool:
    """A straight mark before a letter opens a quotation inside."""
    return (
        mark == '"'
        and place + 1 < len(text)
        and text[place + 1].isalnum()
        and text[place - 1 : place].isspace()
    )

"""Headings that their shape alone does not tell: those that end with a colon, and those that run into the text behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.structure.blocks import Block
from clausedb.parse.structure.layout import bullet_at, is_heading, reference_words

_COLON: Final = 80
"""Characters of the longest heading with a colon."""
_WORDS: Final = 8
_LEAST: Final = 2
"""Headings with a colon in a text that has any."""
_FULL: Final = 60
"""Characters of a paragraph that is more than an item of a list."""
_RUN_IN: Final = 90
"""Characters of the longest heading that runs into its text."""
_SIGN: Final = re.compile(r"[:;.](?=\s)")
_BLANKS: Final = re.compile(r"(?<=[\w)])\s+")


def colon_headings(text: str, blocks: Sequence[Block], grammar: Grammar) -> frozenset[int]:
    """Indices of the paragraphs that are headings with a colon at their end, as communiqués print them: a few words over a number that
    goes on with those before it, or over full paragraphs; where there are several, also the one above the first number."""
    found: set[int] = set()
    above_first: set[int] = set()
    for index, (block, below) in enumerate(pairwise(blocks)):
        if not _may_head(text, block, grammar):
            continue
        if below.taken:
            reading = below.taken[0].reading
            first = reading is None or reading.value[-1] <= 1
            (above_first if first else found).add(index)
        elif below.end - below.start >= _FULL and text[below.end - 1] in ".؟?!":
            found.add(index)
    first_number = next((index for index, block in enumerate(blocks) if block.taken), 0)
    if len(found) < _LEAST:
        return frozenset()
    return frozenset(found | {index for index in above_first if index < first_number})


def _may_head(text: str, block: Block, grammar: Grammar) -> bool:
    """Whether an unnumbered paragraph is a few words and a colon."""
    end = block.end - 1
    if block.taken or block.note or text[end] != ":" or end - block.start > _COLON:
        return False
    if bullet_at(text, block.start, block.end) is not None or not text[block.start].isalpha():
        return False
    return len(text[block.start : end].split()) <= _WORDS and is_heading(text, block.start, end, grammar)


def run_in_heading(text: str, start: int, end: int, grammar: Grammar) -> int | None:
    """Where the text behind a heading begins that stands in one line with it, without a sign between them: `Membership Each State may`.
    None where no word that opens a sentence tells so."""
    opener = _opener(grammar)
    if text[end - 1] not in ".;:,،؛" or not text[start].isalpha() or opener.match(text, start, end):
        return None
    for match in _BLANKS.finditer(text, start, min(end, start + _RUN_IN)):
        if not opener.match(text, match.end(), end):
            continue
        last = text[start : match.start()].rsplit(None, 1)[-1].lower()
        if _SIGN.search(text, start, match.start()):
            break
        if last not in reference_words(grammar) and is_heading(text, start, match.start(), grammar, _RUN_IN):
            return match.end()
    return None


@cache
def _opener(grammar: Grammar) -> re.Pattern[str]:
    """A word that opens a sentence, and stands with a capital nowhere within one."""
    packs = (grammar.pack(language) for language in grammar.languages)
    words = [word for pack in packs for word in pack.settings("titles").get("openers", ())]
    return re.compile(rf"(?:{'|'.join(words) or '(?!)'})(?!\w)")

"""Where the preamble of a text ends: which paragraphs stand before the first number of its body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.structure.blocks import Block
from clausedb.parse.structure.layout import role_of

MOTIVE: Final = ",;،؛"
"""What a motive ends with."""
_SIGNATURE: Final = 200
"""Characters of the longest line of a signature."""


def front_end(text: str, blocks: Sequence[Block], grammar: Grammar) -> int:
    """Index of the first number behind the preamble: the first of all, or where the motives are numbered (`Whereas: (1) ...`), or
    those who agree, the first behind the enacting words. Without numbers, the first of those who sign."""
    numbered = [index for index, block in enumerate(blocks) if block.taken]
    if not numbered:
        return _signed(text, blocks, grammar)
    first = numbered[0]
    named = next((index for index in numbered if _rank(blocks[index])), len(blocks))
    announced = first and (
        _is_role(text, blocks[first - 1], "recital", ":", grammar) or _is_motive(text, blocks[first], grammar)
    )
    if not announced and (not first or named in (first, len(blocks))):
        return first
    ends = (
        index
        for index in range(first, named)
        if not blocks[index].taken and _is_role(text, blocks[index], "enacting", ":", grammar)
    )
    end = next(ends, None)
    return first if end is None else next((index for index in numbered if index > end), len(blocks))


def _signed(text: str, blocks: Sequence[Block], grammar: Grammar) -> int:
    """Index of the first of the last paragraphs of a text without numbers that all are signatures; behind it where one alone is."""
    index = len(blocks)
    while index and _is_signature(text, blocks[index - 1], grammar):
        index -= 1
    return index if len(blocks) - index > 1 else len(blocks)


def _is_signature(text: str, block: Block, grammar: Grammar) -> bool:
    if block.note or block.end - block.start > _SIGNATURE:
        return False
    role = role_of(text, block.start, block.end, "back", grammar)
    return role is not None and role.name == "signature"


def _rank(block: Block) -> int:
    reading = block.taken[0].reading
    return reading.rank if reading else 0


def _is_motive(text: str, block: Block, grammar: Grammar) -> bool:
    """Whether a number stands before a motive of the preamble: its words, and a comma or semicolon at its end."""
    if _rank(block) or text[block.end - 1] not in MOTIVE:
        return False
    start, end = trim(text, block.taken[-1].candidate.mark.end, block.end)
    role = role_of(text, start, end, "front", grammar) if start < end else None
    return role is not None and role.name == "recital"


def _is_role(text: str, block: Block, name: str, sign: str, grammar: Grammar) -> bool:
    """Whether a paragraph of the preamble has a role and ends with a sign."""
    if text[block.end - 1] != sign:
        return False
    role = role_of(text, block.start, block.end, "front", grammar)
    return role is not None and role.name == name


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """text[start:end] without blanks around it; empty at `start` where there is nothing else."""
    piece = text[start:end]
    if not piece.strip():
        return start, start
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())

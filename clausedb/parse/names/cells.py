"""Who signs side by side: "For the Government of", twice on one line, their states below each, their offices below those.

Folded text and islands in, the same islands out, each office word within such lines that of the state in its own cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import joined_to

_GUTTER: Final = re.compile(" {4,}|\t[\t ]*")
"""Between cells that stand side by side."""
_WORDS: Final = 40
"""Characters in which the words stand that say for whom one signs."""
_LINES: Final = 14
"""Lines of such a block, blank ones among them."""
_SHORT: Final = 70
"""Characters of a line in it that has one cell."""


def signed_in_cells(
    text: str, islands: Sequence[Island], signs: re.Pattern[str], grammar: Grammar
) -> list[Island]:
    """The islands, office words among them joined to the state above them in their cell, else to the one below. `signs`: what stands
    before the state for which one signs."""
    found = list(islands)
    for start, end in _blocks(text, signs):
        states: list[tuple[int, Island]] = []
        heads: list[tuple[int, int]] = []
        for index, one in enumerate(found):
            if start <= one.start < end and len(one.ids) == 1 and not one.plural:
                if one.kind == "state":
                    states.append((_cell(text, one.start), one))
                elif one.kind == "head":
                    heads.append((_cell(text, one.start), index))
        for cell, index in heads:
            own = [state for at, state in states if at == cell]
            above = [state for state in own if state.start < found[index].start]
            if own:
                owner, head = (above[-1] if above else own[0]), found[index]
                joined = joined_to(head, [owner], head.start, head.end, grammar)
                found[index] = Island(head.start, head.end, joined.kind, joined.ids)
    return found


def _blocks(text: str, signs: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where lines begin and end on which several sign side by side, with those below."""
    if "    " not in text and "\t" not in text:
        return
    begins = re.compile(signs.pattern.removesuffix("$"))
    reached = -1
    for gutter in _GUTTER.finditer(text):
        if gutter.start() < reached or not begins.match(text[gutter.end() : gutter.end() + _WORDS]):
            continue
        start = text.rfind("\n", 0, gutter.start()) + 1
        if begins.match(text[start : gutter.start()].lstrip()[:_WORDS]):
            reached = _block_end(text, start, begins)
            yield start, reached


def _block_end(text: str, start: int, begins: re.Pattern[str]) -> int:
    """Where a long line stands below, or others sign."""
    end = start
    for count in range(_LINES):
        behind = text.find("\n", end)
        behind = len(text) if behind < 0 else behind + 1
        line = text[end:behind].strip()
        if len(line) > _SHORT and not _GUTTER.search(line):
            break
        if count and begins.match(line[:_WORDS]):
            break
        end = behind
        if end == len(text):
            break
    return end


def _cell(text: str, place: int) -> int:
    """How many wide blanks stand before a place in its line."""
    return len(_GUTTER.findall(text, text.rfind("\n", 0, place) + 1, place))

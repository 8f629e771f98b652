"""Two texts in, what they share and where they differ out, word by word. Pure; knows no database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

SAME: Final = "same"
LEFT: Final = "left"
RIGHT: Final = "right"

_TOKEN: Final = re.compile(r"\w+(?:['’ʼ-]\w+)*|[^\w\s]")
_LONG: Final = 2000
"""Words from which on very frequent ones are no longer lined up one by one, which would take too long."""


class Change(NamedTuple):
    """A stretch of words that both texts have, or only one of them."""

    side: Literal["same", "left", "right"]
    text: str
    """The words with single blanks between them; what both have as the left text spells it."""


def diff(left: str, right: str) -> tuple[Change, ...]:
    """The stretches of both texts in order; of two that stand for each other the left one first."""
    before, after = _tokens(left), _tokens(right)
    found: list[Change] = []
    long = max(len(before), len(after)) > _LONG
    matcher = SequenceMatcher(None, [one[0] for one in before], [one[0] for one in after], autojunk=long)
    for sign, low, high, first, last in _joined(matcher.get_opcodes(), before):
        if sign == "equal":
            found.append(Change("same", _text(before[low:high])))
            continue
        if low < high:
            found.append(Change("left", _text(before[low:high])))
        if first < last:
            found.append(Change("right", _text(after[first:last])))
    return tuple(found)


def marked(changes: Sequence[Change], side: str | None = None) -> str:
    """The changes as one text: [-only left-] {+only right+}; of one `side`, without what only the other has."""
    signs = {LEFT: "[-{}-]", RIGHT: "{{+{}+}}", SAME: "{}"}
    parts = [
        signs[one.side].format(one.text) for one in changes if side in (None, one.side) or one.side == SAME
    ]
    return " ".join(parts)


Token = tuple[str, str]
"""A word or sign, and the blank before it where it has one."""
Code = tuple[str, int, int, int, int]


def _tokens(text: str) -> list[Token]:
    return [
        (match.group(), " " if match.start() and text[match.start() - 1].isspace() else "")
        for match in _TOKEN.finditer(text)
    ]


def _text(tokens: Sequence[Token]) -> str:
    return "".join(blank + word for word, blank in tokens).strip()


def _joined(codes: Sequence[Code], before: Sequence[Token]) -> list[Code]:
    """The codes with signs that alone stand between two differences taken into them: they only break up the reading."""
    found: list[Code] = []
    for at, code in enumerate(codes):
        sign, low, high, first, last = code
        alone = (
            sign == "equal"
            and 0 < at < len(codes) - 1
            and not any(word[0].isalnum() for word, _ in before[low:high])
        )
        if alone:
            sign = "replace"
        if found and sign != "equal" and found[-1][0] != "equal":
            _, start, _, begin, _ = found.pop()
            found.append(("replace", start, high, begin, last))
        else:
            found.append((sign, low, high, first, last))
    return found

"""English titles that are printed in capitals, as citations write them: "Agreement on Trade between Turkey and Egypt"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from clausedb.gazetteer import load_gazetteer
from clausedb.language import load_grammar

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ROMAN: Final = re.compile(r"(?=[IVXLC]{2,}$)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_SHORTEST: Final = 10
"""Letters of a title that are not taken for an abbreviation."""


def spelled(title: str) -> str:
    """The title with small letters where every letter of it is a capital; any other as it is."""
    if not title.isupper() or len(title) < _SHORTEST:
        return title

    def written(match: re.Match[str]) -> str:
        word, start = match.group(), match.start()
        if _ROMAN.fullmatch(word) or _is_letters(word):
            return word
        low = word.lower()
        if start and title[start - 1] in "-‐‑":
            return low.capitalize() if load_gazetteer(load_grammar()).lookup(word) else low
        begins = not start or title[:start].rstrip().endswith((":", ".", "“", '"'))
        return low if low in _small_words() and not begins else low.capitalize()

    return _WORD.sub(written, title)


def _is_letters(word: str) -> bool:
    """Whether a word is the letters that somebody is called by (OSCE), rather than a name in capitals."""
    gazetteer = load_gazetteer(load_grammar())
    for party in gazetteer.lookup(word):
        facts = gazetteer.facts(party)
        if facts is not None and word in (facts.name_en, *facts.aliases):
            return True
    return False


@cache
def _small_words() -> frozenset[str]:
    return frozenset(row["word"] for row in load_grammar().pack("en").rows("small_words"))

"""Terms by which a document calls several parties: "the Participants", «Участники», where no table has the noun.

Definitions and folded text in, further collectives out. A term is found in all its numbers and cases, with a capital where the
script has capitals.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from clausedb.fold import fold
from clausedb.model import Definition, Records
from clausedb.parse.alphabets import tables_for
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.offices import Joins, with_determiner

_QUOTES: Final = "“”\"«»„' "
_MOST: Final = 3
"""Words of the longest term that is looked for."""
_LEAST: Final = 4
"""Letters of the shortest word of one."""
_SMALL: Final = frozenset(("the", "each", "both", "either", "a", "an"))
_ENDING: Final = re.compile(r"[аеёиоуыэюяйь]+$")


def terms_used(
    records: Records, text: str, language: str, islands: Sequence[Island], how: Joins
) -> Iterator[Island]:
    """Where the document uses a term that it defines for several parties, with their ids; in text order of each term."""
    known = sorted((one.start, one.end) for one in islands if one.kind in ("collective", "side"))
    for one in records.definitions:
        ids = tuple(dict.fromkeys(one.party_ids))
        pattern = _pattern(one, records.text, language) if len(ids) > 1 else None
        for match in pattern.finditer(text) if pattern else ():
            at = bisect_right(known, (match.end(), 0)) - 1
            if at >= 0 and known[at][1] > match.start():
                continue
            yield Island(with_determiner(text, match.start(), how), match.end(), "collective", ids)


def _pattern(one: Definition, text: str, language: str) -> re.Pattern[str] | None:
    """The term in all its forms; None where it is of another language, or too long or too short to be told from other words."""
    term = fold(one.term.of(text)).text.strip(_QUOTES)
    words = [word for word in term.split() if word.casefold() not in _SMALL]
    if not words or len(words) > _MOST or tables_for(term)[:1] != (language,):
        return None
    if any(len(word) < _LEAST for word in words) or (language != "ar" and not words[-1][0].isupper()):
        return None
    return re.compile(r"(?<!\w)" + r"\s+".join(_forms(word, language) for word in words) + r"(?!\w)")


def _forms(word: str, language: str) -> str:
    """A pattern of a word's forms."""
    if language == "en":
        single = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
        return (
            rf"{re.escape(single.removesuffix('y'))}(?:y|ies|s)?"
            if single.endswith("y")
            else rf"{re.escape(single)}s?"
        )
    if language == "ru":
        return rf"{re.escape(_ENDING.sub('', word))}[а-я]{{0,3}}"
    bare = re.sub(r"(?:ين|ان|ون|ات)$", "", re.sub(r"^(?:ب|ل)?(?:ال|لل)", "", word))
    return rf"(?:[وفبكل]{{0,2}}(?:ال|لل))?{re.escape(bare)}(?:ين|ان|ون|ات)?"

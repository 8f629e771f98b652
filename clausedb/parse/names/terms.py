"""Terms by which a document calls its parties: "the Participants", «Участники», "the Borrower", where no table has the noun.

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
from clausedb.parse.names.joins import Joins, with_determiner
from clausedb.parse.names.name_index import Island

_QUOTES: Final = "“”\"«»„' "
_MOST: Final = 3
"""Words of the longest term that is looked for."""
_LEAST: Final = 4
"""Letters of the shortest word of one."""


def terms_used(
    records: Records, text: str, language: str, islands: Sequence[Island], how: Joins
) -> Iterator[Island]:
    """Where the document uses a term that it defines for a party or several, with their ids; in text order of each term."""
    several = sorted((one.start, one.end) for one in islands if one.kind in ("collective", "side"))
    named = sorted((one.start, one.end) for one in islands if one.settled)
    for one in records.definitions:
        ids = tuple(dict.fromkeys(one.party_ids))
        alone = len(ids) == 1 and ids[0] in records.document.parties and language != "ar"
        pattern = _pattern(one, records.text, language, how) if len(ids) > 1 or alone else None
        known, kind = (named, "anaphor") if alone else (several, "collective")
        for match in pattern.finditer(text) if pattern else ():
            at = bisect_right(known, (match.end(), 0)) - 1
            if at >= 0 and known[at][1] > match.start():
                continue
            yield Island(with_determiner(text, match.start(), how), match.end(), kind, ids)


def _pattern(one: Definition, text: str, language: str, how: Joins) -> re.Pattern[str] | None:
    """The term in all its forms; None where it is of another language, or too long or too short to be told from other words."""
    term = fold(one.term.of(text)).text.strip(_QUOTES)
    words = [word for word in term.split() if word.casefold() not in how.term_small]
    if not words or len(words) > _MOST or tables_for(term)[:1] != (language,):
        return None
    if any(len(word) < _LEAST for word in words) or (language != "ar" and not words[-1][0].isupper()):
        return None
    return re.compile(r"(?<!\w)" + r"\s+".join(_forms(word, how) for word in words) + r"(?!\w)")


def _forms(word: str, how: Joins) -> str:
    """A pattern of a word's forms."""
    ending, form = next((ending, form) for ending, form in how.term_forms if ending.search(word))
    return form.replace("{}", re.escape(ending.sub("", word)))

"""A document as its facts are looked for in it: its head, and its clauses as passages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from clausedb.language import Grammar
from clausedb.model import Clause, Date, Records
from clausedb.parse.fact_words import fact_words
from clausedb.parse.references.lexicon import lexicon
from clausedb.parse.references.passages import Passage, Passages

LINE: Final = 240
"""Characters of the longest line that opens a document."""
_BODY: Final = frozenset(
    (
        "recital",
        "enacting",
        "article",
        "paragraph",
        "part",
        "chapter",
        "section",
        "point",
        "annex",
        "closing",
        "signature",
    )
)
HEAD: Final = 12
"""Clauses of the longest head, from the title on."""
_MASTHEAD: Final = 30
"""Clauses that a masthead may hold above the title."""
_LABEL: Final = 16
"""Characters of a line that is a label of the page and no title: "Text:"."""
ADOPTED: Final = frozenset(("resolution", "decision", "statement"))
"""Types of what an organ adopts."""
_DAYS: Final = ("day", "time")
UN_SYMBOL: Final = re.compile(r"\s*((?:A|S|E)/[A-Z0-9/.\-]+(?: ?\(\d{4}\))?)\s*$")


class View:
    """One document, as its facts are looked for in it."""

    def __init__(self, records: Records, grammar: Grammar) -> None:
        self.records, self.grammar, self.text = records, grammar, records.text
        self.head = _head(records)
        self.passages = Passages(records)
        language = records.document.language or records.clauses[0].language
        self.language = language
        self.facts = fact_words(grammar, language)
        self.lexicon = lexicon(grammar, language)

    def symbol_line(self) -> str | None:
        """A United Nations symbol on a line of its own at the head."""
        for clause in self.head[:4]:
            match = UN_SYMBOL.match(self.text[clause.start : clause.own_end])
            if match and re.search(r"\d", match[1]):
                return match[1]
        return None


def _head(records: Records) -> list[Clause]:
    """The clauses before the first of the body; a text that runs on opens the document where only a label stands before it."""
    found: list[Clause] = []
    lead = records.clauses[: _MASTHEAD + 1]
    title = next((index for index, clause in enumerate(lead) if clause.kind == "title"), 0)
    for clause in records.clauses[: title + HEAD]:
        if clause.kind in _BODY:
            break
        running = clause.kind == "text" and clause.own_end - clause.start > 2 * LINE
        if running and any(one.own_end - one.start > _LABEL for one in found):
            break
        found.append(clause)
        if running:
            break
    return found or list(records.clauses[:1])


def day_in(passage: Passage, start: int, end: int) -> str | None:
    """The first day-exact date there."""
    return _first_dated(passage, start, end, _DAYS)


def days_in(passage: Passage, start: int, end: int) -> str | None:
    """The first day-exact date or range of days there: of a meeting that lasts."""
    return _first_dated(passage, start, end, (*_DAYS, "day_range"))


def _first_dated(passage: Passage, start: int, end: int, precisions: Sequence[str]) -> str | None:
    for placed in passage.dates_in(start, end):
        row = placed.row
        if isinstance(row, Date) and row.value and row.precision in precisions:
            return row.value if row.precision == "day_range" else row.value[:10]
    return None

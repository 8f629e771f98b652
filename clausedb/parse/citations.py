"""Not written yet."""

from __future__ import annotations

from clausedb.language import Grammar
from clausedb.model import Records


def read_citations(records: Records, grammar: Grammar) -> Records:
    return records

"""Not written yet."""

from __future__ import annotations

from clausedb.language import Grammar
from clausedb.model import Records


def read_acts(records: Records, grammar: Grammar) -> Records:
    return records

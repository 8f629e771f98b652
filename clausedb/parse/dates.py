"""Not written yet."""

from __future__ import annotations

from clausedb.language import Grammar
from clausedb.model import Records


def read_dates(records: Records, grammar: Grammar) -> Records:
    return records


def settle_dates(records: Records, grammar: Grammar) -> Records:
    return records

"""Not written yet."""

from __future__ import annotations

from clausedb.language import Grammar
from clausedb.model import Records


def read_names(records: Records, grammar: Grammar) -> Records:
    return records


def read_collectives(records: Records, grammar: Grammar) -> Records:
    return records

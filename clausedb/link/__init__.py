"""Records of documents in, links out: instruments, persons, and where each citation leads.

The links of all documents are a pure function of their records, whatever the order. `changes` computes of them what adding
and taking out documents changes, with the rest as it is kept (`Held`); `link` computes them of nothing but records.
"""

from __future__ import annotations

from clausedb.link.changes import Changes, changes
from clausedb.link.held import Held
from clausedb.link.memory import Memory, link
from clausedb.link.records import (
    LinkCitation,
    LinkClause,
    LinkDocument,
    LinkedCitation,
    LinkedParty,
    LinkInput,
    LinkParty,
    Links,
    join_inputs,
    link_input,
)

__all__ = [
    "Changes",
    "Held",
    "LinkCitation",
    "LinkClause",
    "LinkDocument",
    "LinkInput",
    "LinkParty",
    "LinkedCitation",
    "LinkedParty",
    "Links",
    "Memory",
    "changes",
    "join_inputs",
    "link",
    "link_input",
]

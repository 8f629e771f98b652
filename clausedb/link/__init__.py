"""Records of all documents in, Links out: instruments, persons, and where each citation leads.

A pure function of its input, whatever the order of the rows; nothing here is edited by hand, all is computed again after a
change. Cost grows with the number of rows: names and instruments are compared within blocks (surname, type and date).
"""

from __future__ import annotations

from clausedb.link.instruments import Group, group_instruments
from clausedb.link.people import link_people
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
from clausedb.link.targets import Targets

__all__ = [
    "LinkCitation",
    "LinkClause",
    "LinkDocument",
    "LinkInput",
    "LinkParty",
    "LinkedCitation",
    "LinkedParty",
    "Links",
    "join_inputs",
    "link",
    "link_input",
]


def link(rows: LinkInput) -> Links:
    """Instruments, citation targets and parties over all documents; every tuple sorted."""
    groups = group_instruments(rows.documents, rows.citations)
    by_key = {key: group for group in groups for key in group.keys}
    languages = {one.document_id: one.language for one in rows.documents}
    targets = Targets()
    citations = [
        _leads_to(row, by_key[row.document_id, row.citation.instrument_key], languages, targets)
        for row in rows.citations
    ]
    parties, party_ids = link_people(rows.parties)
    return Links(
        tuple(group.instrument for group in groups),
        tuple(sorted(citations, key=lambda one: one.citation_id)),
        parties,
        party_ids,
    )


def _leads_to(row: LinkCitation, group: Group, languages: dict[str, str], targets: Targets) -> LinkedCitation:
    """The document itself where it is the instrument, else one in the citing document's language, else the first."""
    citation = row.citation
    target = group.by_id.get(row.document_id) or group.by_language.get(languages.get(row.document_id, ""))
    target = target or next(iter(group.documents), None)
    return LinkedCitation(
        citation.citation_id,
        group.instrument.instrument_id,
        target is not None,
        target.document_id if target else None,
        targets.clause(citation, target) if target else None,
    )

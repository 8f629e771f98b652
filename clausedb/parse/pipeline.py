"""One document from bytes to Records: the passes in their order, and run()."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from clausedb.language import Grammar, load_grammar
from clausedb.model import Document, Entry, Records
from clausedb.parse.acts.acts import read_acts
from clausedb.parse.acts.in_office import name_offices
from clausedb.parse.acts.invitations import settle_invitations
from clausedb.parse.acts.statements import read_statements
from clausedb.parse.dates import read_dates, settle_dates
from clausedb.parse.decode import decode
from clausedb.parse.facts import read_facts
from clausedb.parse.names.definitions import read_definitions
from clausedb.parse.names.names import read_collectives, read_names
from clausedb.parse.references.citations import read_citations
from clausedb.parse.structure.segment import read_clauses

Pass = Callable[[Records, Grammar], Records]

PASSES: Final[tuple[Pass, ...]] = (
    read_clauses,  # clauses, boilerplate, languages
    read_dates,  # dates whose value stands in their words
    read_names,  # states, organisations, offices, persons
    read_definitions,  # defined terms, with whom they stand for
    read_facts,  # the document's type, title, date, place, parties
    settle_dates,  # dates that count from the document's own
    read_collectives,  # "the Parties", "both countries", "his country"
    read_citations,  # references to instruments
    read_statements,  # who is reported to have said what
    read_acts,  # who is to do what
    settle_invitations,  # who accepts an invitation
    name_offices,  # the office in which a person acts
)


def parse_bytes(
    data: bytes,
    *,
    name: str,
    entry: Entry | None = None,
    document_id: str | None = None,
    grammar: Grammar | None = None,
) -> Records:
    """The Records of a file's bytes. Raises DocumentError where they are no text."""
    decoded = decode(data, name)
    records = start(
        decoded.text,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        entry=entry,
        document_id=document_id,
    )
    document = replace(records.document, encoding=decoded.encoding, media_type=decoded.media_type)
    return run(replace(records, document=document, findings=decoded.findings), grammar)


def parse_text(
    text: str,
    *,
    name: str = "text",
    entry: Entry | None = None,
    document_id: str | None = None,
    grammar: Grammar | None = None,
) -> Records:
    """The Records of a text. Never raises on content."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return run(start(text, name=name, sha256=digest, entry=entry, document_id=document_id), grammar)


def start(text: str, *, name: str, sha256: str, entry: Entry | None, document_id: str | None) -> Records:
    """Records that hold the text and nothing read from it yet; what the manifest says is set."""
    entry = entry or Entry()
    document = Document(
        document_id=document_id or entry.id or slug(name),
        source=entry.source or name,
        sha256=sha256,
        text=text,
        title=entry.title,
        type=entry.type,
        language=entry.language or "",
        date=entry.date,
        parties=entry.parties,
    )
    return Records(document)


def run(records: Records, grammar: Grammar | None = None) -> Records:
    """All passes, in order."""
    grammar = grammar or load_grammar()
    for one in PASSES:
        records = one(records, grammar)
    return records


def slug(name: str) -> str:
    """A file name's stem in letters, digits, `-` and `_`; `document` where nothing is left."""
    stem = re.split(r"[/\\]", name)[-1]
    stem = stem.rsplit(".", 1)[0] or stem
    return re.sub(r"[^\w-]+", "-", stem).strip("-")[:120] or "document"

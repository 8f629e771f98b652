"""The document's own facts: type, title, who made it, when, where, in which languages, under which symbol.

What the manifest says stays. The head (all before the first recital, enacting words or number) tells type, title and makers;
the testimonium tells date, place and authentic languages; a resolution tells its organ and date in its head.
"""

from __future__ import annotations

from dataclasses import replace

from clausedb.iso import bounds, precision
from clausedb.language import Grammar
from clausedb.model import Finding, Records
from clausedb.parse.fact_kind import Kind
from clausedb.parse.fact_makers import Makers
from clausedb.parse.fact_making import Making
from clausedb.parse.fact_view import View


def read_facts(records: Records, grammar: Grammar) -> Records:
    """The records with the document's facts filled in where nothing was said of them before."""
    if not records.clauses:
        return records
    view = View(records, grammar)
    kind, making, makers = Kind(view), Making(view), Makers(view)
    own = records.document
    type = own.type or kind.type()
    issuer = makers.issuer(type)
    if type == "press_report":
        made = making.published()
        date = own.date or made.date
    else:
        made = making.made()
        date = own.date or making.dated_head(type, issuer) or made.date or making.dated_end(type)
    first, last = bounds(date)
    parties = own.parties or (() if type == "press_report" else makers.parties(type, issuer))
    if len(parties) == 2 and not own.type:
        type = view.lexicon.bilateral.get(type or "", type)
    excerpt = not own.binding and kind.is_excerpt(type, issuer)
    document = replace(
        own,
        title=own.title or kind.title(type),
        type=type,
        binding=own.binding or ("treaty" if excerpt else kind.binding(type, issuer)),
        date=date,
        date_precision=precision(date) if date else None,
        date_from=first,
        date_to=last,
        place=made.place,
        symbol=makers.symbol(type, issuer),
        parties=parties,
        issuer=issuer,
        languages=made.languages,
    )
    findings = records.findings
    if excerpt:
        findings += (
            Finding("no_title", "info", "articles of parties without a title are read as a treaty's"),
        )
    return replace(records, document=document, findings=findings)

"""A citation of a clause or document of a database: looks up what the styles of `citing` need."""

from __future__ import annotations

from typing import Any

from clausedb.api.database import Database
from clausedb.api.result import plain
from clausedb.cli import safe
from clausedb.cli.capitals import spelled
from clausedb.cli.citing import STYLES, Citable


def citation(db: Database, reference: str, style: str = "plain") -> str:
    """One line to paste, in a style of STYLES; the plain one ends in the handle."""
    reference = reference.removeprefix("@")
    document, _, label = reference.partition("#")
    shown = "title, type, party, place, date, symbol, source, language"
    row = next(iter(db.query(f"documents where document is @{document} | show {shown}")), {})
    kind = db.query(f"clauses where clause is @{reference} | show kind") if label else ()
    one = _citable(row, document, label, next((plain(found["kind"]) for found in kind), ""), db)
    made = safe.isolate(safe.line(STYLES[style](one)))
    return f"{made} [{safe.line(reference)}]" if style == "plain" else made


def _citable(row: dict[str, Any], document: str, label: str, kind: str, db: Database) -> Citable:
    catalog = db.catalog()
    values = {name: plain(row.get(name)) for name in ("title", "type", "place", "date", "symbol", "source")}
    if row.get("language") == "en":
        values["title"] = spelled(values["title"])
    parties = tuple(catalog.party_name(one) for one in row.get("party") or ())
    return Citable(
        **{**values, "title": values["title"] or document}, parties=parties, kind=kind, label=label
    )

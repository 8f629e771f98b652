"""The documents as linked data: one JSON-LD file in the words of schema.org, citations and parties as nodes of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from clausedb.api.database import Database

_CONTEXT: Final = {
    "@vocab": "https://schema.org/",
    "@base": "urn:clausedb:",
    "citation": {"@type": "@id"},
    "about": {"@type": "@id"},
    "isPartOf": {"@type": "@id"},
    "legislationDate": {"@type": "Date"},
}
_DOCUMENTS: Final = (
    "SELECT document_id, title, type, date, language, place, source, parties FROM documents ORDER BY 1"
)
_CLAUSES: Final = (
    "SELECT clause_id, coalesce(parent_id, document_id) AS above, kind, label, heading, text, language FROM clauses "
    "ORDER BY document_id, position"
)
_CITED: Final = (
    "SELECT DISTINCT c.clause_id, coalesce(c.target_clause_id, c.target_document_id, i.document_id, c.instrument_id) AS cited "
    "FROM citations c LEFT JOIN instruments i ON i.instrument_id = c.instrument_id "
    "WHERE NOT c.self AND c.clause_id IS NOT NULL ORDER BY 1, 2"
)
_INSTRUMENTS: Final = (
    "SELECT instrument_id, title, type, date, symbol FROM instruments WHERE document_id IS NULL ORDER BY 1"
)
_PARTIES: Final = "SELECT party_id, name_en, name_ru, name_ar, kind FROM parties ORDER BY 1"
_KINDS: Final = {"state": "Country", "person": "Person"}


def write(db: Database) -> tuple[bytes, str]:
    """The file, and what it holds in words."""
    cited: dict[str, list[str]] = {}
    for clause, target in db.sql(_CITED).rows:
        if target:
            cited.setdefault(str(clause), []).append(str(target))
    graph = [
        *(_document(dict(row)) for row in db.sql(_DOCUMENTS)),
        *(_clause(dict(row), cited) for row in db.sql(_CLAUSES)),
        *(_instrument(dict(row)) for row in db.sql(_INSTRUMENTS)),
        *(_party(dict(row)) for row in db.sql(_PARTIES)),
    ]
    made = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    return made.encode("utf-8", "backslashreplace"), f"{len(graph):,} nodes"


def _node(kind: str, identity: str, **told: Any) -> dict[str, Any]:
    """A node with what is known of it."""
    return {"@id": identity, "@type": kind, **{name: value for name, value in told.items() if value}}


def _document(row: dict[str, Any]) -> dict[str, Any]:
    return _node(
        "Legislation",
        row["document_id"],
        name=row["title"],
        legislationType=row["type"],
        legislationDate=row["date"],
        inLanguage=row["language"],
        locationCreated=row["place"],
        isBasedOn=row["source"],
        about=row["parties"],
    )


def _clause(row: dict[str, Any], cited: dict[str, list[str]]) -> dict[str, Any]:
    return _node(
        "Legislation",
        row["clause_id"],
        isPartOf=row["above"],
        legislationType=row["kind"],
        legislationIdentifier=row["label"],
        name=row["heading"],
        text=row["text"],
        inLanguage=row["language"],
        citation=cited.get(row["clause_id"]),
    )


def _instrument(row: dict[str, Any]) -> dict[str, Any]:
    return _node(
        "Legislation",
        row["instrument_id"],
        name=row["title"],
        legislationType=row["type"],
        legislationDate=row["date"],
        legislationIdentifier=row["symbol"],
    )


def _party(row: dict[str, Any]) -> dict[str, Any]:
    names = {"en": row["name_en"], "ru": row["name_ru"], "ar": row["name_ar"]}
    return _node(
        _KINDS.get(row["kind"], "Organization"),
        row["party_id"],
        name=[{"@language": language, "@value": name} for language, name in names.items() if name],
    )

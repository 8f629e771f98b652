"""Records of one document as rows, one dict of lists a table: what a column holds is decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from clausedb.iso import bounds
from clausedb.model import Act, Citation, Clause, Document, Records, Span
from clausedb.schema import table
from clausedb.vocabularies import VOCABULARIES

Row = dict[str, Any]
Names = Mapping[str, str]
"""A document's own party ids -> party ids over all documents."""

PARTY_COLUMNS: Final = {
    "documents": ("parties", "issuer"),
    "acts": ("bearers", "addressees", "beneficiaries", "speaker_id"),
    "citations": ("parties",),
    "mentions": ("party_id",),
    "definitions": ("party_ids",),
    "statements": ("speaker_id",),
}
"""The columns that hold party ids."""

_LONGEST_MESSAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Local:
    """The document's own ids in a cell that linking may fill with others."""

    table: str
    column: str
    key: str
    ids: tuple[str, ...]


@dataclass(slots=True)
class Rows:
    """Rows by table, each a dict with all columns of the table; and the cells that hold the document's own ids."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    locals: list[Local] = field(default_factory=list)


def make_rows(records: Records, *, names: Names, added_at: str, parser_version: str) -> Rows:
    """The rows of one document, party ids as `names` has them. Raises UnicodeEncodeError on lone surrogates."""
    text = records.text
    text.encode("utf-8")
    tables = {
        "documents": [_document(records.document, added_at, parser_version)],
        "clauses": [_clause(one, text) for one in records.clauses],
        "acts": [_act(one, records.document.document_id, text) for one in records.acts],
        "citations": [_citation(one, records.document.document_id, text) for one in records.citations],
        "mentions": _mentions(records),
        "definitions": _definitions(records),
        "dates": _dates(records),
        "statements": _statements(records),
        "findings": _findings(records),
    }
    rows = Rows(tables)
    own = {one.party_id for one in records.parties}
    for name, columns in PARTY_COLUMNS.items():
        key = table(name).key
        for row in tables[name]:
            for column in columns:
                ids = as_ids(row[column])
                if not own.isdisjoint(ids):
                    rows.locals.append(Local(name, column, row[key], ids))
                row[column] = renamed(row[column], names)
    return rows


def as_ids(value: Any) -> tuple[str, ...]:
    """The ids in a cell of one or several."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def renamed(value: Any, names: Names) -> Any:
    """The cell with ids over all documents, each once, in the same order."""
    if value is None or isinstance(value, str):
        return names.get(value, value) if value else value
    return list(dict.fromkeys(names.get(one, one) for one in value))


def party_ids(records: Records) -> tuple[str, ...]:
    """The document's own ids of all whom its rows name, sorted."""
    found = {one.party_id for one in records.parties}
    found.update(one.party_id for one in records.mentions if one.party_id)
    found.update(records.document.parties, as_ids(records.document.issuer))
    for act in records.acts:
        found.update(act.bearers, act.addressees, act.beneficiaries, as_ids(act.speaker_id))
    for citation in records.citations:
        found.update(citation.parties)
    for definition in records.definitions:
        found.update(definition.party_ids)
    found.update(one.speaker_id for one in records.statements if one.speaker_id)
    return tuple(sorted(found))


def dated(row: Row, name: str, value: str | None) -> Row:
    """The row with a date and its first and last possible days."""
    first, last = bounds(value)
    return {**row, name: value, f"{name}_from": first, f"{name}_to": last}


def _document(one: Document, added_at: str, parser_version: str) -> Row:
    first, last = (one.date_from, one.date_to) if one.date_from else bounds(one.date)
    return {
        "document_id": one.document_id,
        "title": one.title,
        "type": one.type,
        "binding": one.binding,
        "language": one.language or None,
        "date": one.date,
        "date_from": first,
        "date_to": last,
        "place": one.place,
        "symbol": one.symbol,
        "parties": list(one.parties),
        "issuer": one.issuer,
        "languages": list(one.languages),
        "source": one.source,
        "media_type": one.media_type,
        "encoding": one.encoding,
        "sha256": one.sha256,
        "added_at": added_at,
        "parser_version": parser_version,
        "characters": len(one.text),
        "text": one.text,
    }


def _clause(one: Clause, text: str) -> Row:
    return {
        "clause_id": one.clause_id,
        "document_id": one.document_id,
        "parent_id": one.parent_id,
        "kind": one.kind,
        "number": one.number,
        "path": list(one.path),
        "label": one.label,
        "level": one.level,
        "position": one.position,
        "heading": one.heading,
        "text": one.own.of(text),
        "language": one.language or None,
        "start": one.start,
        "end": one.end,
        "text_start": one.text_start,
        "own_end": one.own_end,
    }


def _act(one: Act, document_id: str, text: str) -> Row:
    row = {
        "act_id": one.act_id,
        "clause_id": one.clause_id,
        "document_id": document_id,
        "force": one.force,
        "subforce": one.subforce,
        "strength": one.strength,
        "obligation": one.obligation,
        "bearers": list(one.bearers),
        "bearer_type": one.bearer_type,
        "bearer_text": _words(one.bearer, text),
        "joint": one.joint,
        "cue": one.cue.of(text),
        "action": _words(one.action, text),
        "verb": one.verb,
        "addressees": list(one.addressees),
        "beneficiaries": list(one.beneficiaries),
        "condition": _words(one.condition, text),
        "deadline": _words(one.deadline, text),
        "hedges": [hedge.of(text) for hedge in one.hedges],
        "reported": one.reported,
        "speaker_id": one.speaker_id,
        "rule": one.rule,
        "confidence": one.confidence,
        **_places("cue", one.cue),
        **_places("action", one.action),
        **_places("bearer", one.bearer),
        **_places("condition", one.condition),
        **_places("deadline", one.deadline),
        "hedge_starts": [hedge.start for hedge in one.hedges],
        "hedge_ends": [hedge.end for hedge in one.hedges],
    }
    return dated(row, "deadline_date", one.deadline_date)


def _citation(one: Citation, document_id: str, text: str) -> Row:
    row = {
        "citation_id": one.citation_id,
        "clause_id": one.clause_id,
        "document_id": document_id,
        "instrument_id": None,
        "instrument_key": one.instrument_key,
        "title": one.title,
        "type": one.type,
        "symbol": one.symbol,
        "parties": list(one.parties),
        "pinpoint_unit": one.pinpoint_unit,
        "pinpoint": one.pinpoint,
        "relation": one.relation,
        "status": one.status,
        "target_document_id": None,
        "target_clause_id": None,
        "held": False,
        "self": one.self,
        **_surface(one, text),
    }
    return dated(row, "date", one.date)


def _mentions(records: Records) -> list[Row]:
    return [
        {
            "mention_id": one.mention_id,
            "clause_id": one.clause_id,
            "document_id": records.document.document_id,
            "party_id": one.party_id,
            "kind": one.kind,
            **_surface(one, records.text),
        }
        for one in records.mentions
    ]


def _definitions(records: Records) -> list[Row]:
    text = records.text
    return [
        {
            "definition_id": one.definition_id,
            "clause_id": one.clause_id,
            "document_id": records.document.document_id,
            "term": one.term.of(text),
            "meaning": " … ".join(part.of(text) for part in one.meaning) or None,
            "party_ids": list(one.party_ids),
            "start": one.term.start,
            "end": one.term.end,
            "meaning_starts": [part.start for part in one.meaning],
            "meaning_ends": [part.end for part in one.meaning],
        }
        for one in records.definitions
    ]


def _dates(records: Records) -> list[Row]:
    return [
        {
            "date_id": one.date_id,
            "clause_id": one.clause_id,
            "document_id": records.document.document_id,
            "value": one.value,
            "date_from": one.date_from or bounds(one.value)[0],
            "date_to": one.date_to or bounds(one.value)[1],
            "precision": one.precision,
            "kind": one.kind,
            **_surface(one, records.text),
        }
        for one in records.dates
    ]


def _statements(records: Records) -> list[Row]:
    text = records.text
    return [
        dated(
            {
                "statement_id": one.statement_id,
                "clause_id": one.clause_id,
                "document_id": records.document.document_id,
                "speaker": one.speaker,
                "speaker_id": one.speaker_id,
                "verb": _words(one.verb, text),
                "quote": one.quote.of(text),
                "start": one.quote.start,
                "end": one.quote.end,
                **_places("verb", one.verb),
            },
            "date",
            one.date,
        )
        for one in records.statements
    ]


def _findings(records: Records) -> list[Row]:
    """Findings and dropped text in text order, those of no place first."""
    found: list[tuple[str, str, str, int | None, int | None]] = [
        (one.code, one.severity, one.message, one.start, one.end) for one in records.findings
    ]
    found += [
        ("boilerplate", "info", _shortened(span.of(records.text)), span.start, span.end)
        for span in records.boilerplate
    ]
    found.sort(key=lambda one: -1 if one[3] is None else one[3])
    document_id = records.document.document_id
    return [
        {
            "finding_id": f"{document_id}:f{number}",
            "document_id": document_id,
            "code": code,
            "severity": severity,
            "message": message,
            "start": start,
            "end": end,
        }
        for number, (code, severity, message, start, end) in enumerate(found, 1)
    ]


def _shortened(words: str) -> str:
    line = " ".join(words.split()) or VOCABULARIES["code"]["boilerplate"]
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 1] + "…"


def _surface(one: Any, text: str) -> Row:
    return {"surface": text[one.start : one.end], "start": one.start, "end": one.end}


def _words(span: Span | None, text: str) -> str | None:
    return None if span is None else span.of(text)


def _places(name: str, span: Span | None) -> Row:
    start, end = (None, None) if span is None else (span.start, span.end)
    return {f"{name}_start": start, f"{name}_end": end}


def columnar(rows: Iterable[Row], columns: Sequence[str]) -> dict[str, list[Any]]:
    """Rows as one list a column; KeyError where a row lacks one."""
    rows = list(rows)
    return {column: [row[column] for row in rows] for column in columns}

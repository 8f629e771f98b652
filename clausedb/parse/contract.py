"""Records as the JSON object that `clausedb parse --format jsonl` prints, one a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from clausedb.model import (
    Act,
    Citation,
    Clause,
    Date,
    Definition,
    Finding,
    Mention,
    Records,
    Span,
    Statement,
)

Json = dict[str, Any]


def as_object(records: Records) -> Json:
    """The object of one document; keys in a fixed order, spans with their words."""
    text = records.text
    return {
        "document": _document(records),
        "clauses": [_clause(one) for one in records.clauses],
        "acts": [_act(one, text) for one in records.acts],
        "mentions": [_mention(one, text) for one in records.mentions],
        "citations": [_citation(one, text) for one in records.citations],
        "definitions": [_definition(one, text) for one in records.definitions],
        "dates": [_date(one, text) for one in records.dates],
        "statements": [_statement(*one, text) for one in _told_together(records.statements)],
        "boilerplate": [_span(one, text) for one in records.boilerplate],
        "findings": [_finding(one) for one in records.findings],
    }


def _told_together(statements: Sequence[Statement]) -> Iterator[tuple[Statement, str | None]]:
    """Each statement once, with the ids of all who make it together: QAT+FRA."""
    for _, rows in groupby(statements, key=lambda one: (one.quote, one.verb)):
        group = list(rows)
        yield group[0], "+".join(one.speaker_id for one in group if one.speaker_id) or None


def unread_object(source: str, reason: str) -> Json:
    """What stands for a file that could not be read."""
    return {"document": {"source": source}, "findings": [_finding(Finding("unread", "error", reason))]}


def _document(records: Records) -> Json:
    one = records.document
    return {
        "document_id": one.document_id,
        "source": one.source,
        "sha256": one.sha256,
        "characters": len(one.text),
        "title": one.title,
        "type": one.type,
        "binding": one.binding,
        "language": one.language,
        "date": one.date,
        "date_precision": one.date_precision,
        "place": one.place,
        "parties": list(one.parties),
        "languages": list(one.languages),
    }


def _clause(one: Clause) -> Json:
    return {
        "clause_id": one.clause_id,
        "parent_id": one.parent_id,
        "kind": one.kind,
        "number": one.number,
        "path": list(one.path),
        "label": one.label,
        "level": one.level,
        "heading": one.heading,
        "start": one.start,
        "text_start": one.text_start,
        "own_end": one.own_end,
        "end": one.end,
    }


def _act(one: Act, text: str) -> Json:
    return {
        "clause_id": one.clause_id,
        "force": one.force,
        "subforce": one.subforce,
        "strength": one.strength,
        "obligation": one.obligation,
        "bearers": list(one.bearers),
        "bearer_type": one.bearer_type,
        "bearer": _maybe(one.bearer, text),
        "joint": one.joint,
        "cue": _span(one.cue, text),
        "action": _maybe(one.action, text),
        "verb": one.verb,
        "addressees": list(one.addressees),
        "beneficiaries": list(one.beneficiaries),
        "condition": _maybe(one.condition, text),
        "deadline": _maybe(one.deadline, text),
        "deadline_date": one.deadline_date,
        "hedges": [_span(part, text) for part in one.hedges],
        "reported": one.reported,
        "speaker_id": one.speaker_id,
        "rule": one.rule,
        "confidence": one.confidence,
    }


def _mention(one: Mention, text: str) -> Json:
    return {
        "clause_id": one.clause_id,
        "party_id": one.party_id,
        "kind": one.kind,
        **_span(Span(one.start, one.end), text),
    }


def _citation(one: Citation, text: str) -> Json:
    pinpoint = None
    if one.pinpoint_unit is not None:
        pinpoint = {"unit": one.pinpoint_unit, "number": one.pinpoint}
    return {
        "clause_id": one.clause_id,
        "instrument_key": one.instrument_key,
        "title": one.title,
        "type": one.type,
        "date": one.date,
        "symbol": one.symbol,
        "status": one.status,
        "pinpoint": pinpoint,
        "relation": one.relation,
        "self": one.self,
        **_span(Span(one.start, one.end), text),
    }


def _definition(one: Definition, text: str) -> Json:
    return {
        "clause_id": one.clause_id,
        "term": _span(one.term, text),
        "meaning": [_span(part, text) for part in one.meaning],
        "party_ids": list(one.party_ids),
    }


def _date(one: Date, text: str) -> Json:
    return {
        "clause_id": one.clause_id,
        "value": one.value,
        "precision": one.precision,
        "kind": one.kind,
        **_span(Span(one.start, one.end), text),
    }


def _statement(one: Statement, speaker_id: str | None, text: str) -> Json:
    return {
        "clause_id": one.clause_id,
        "speaker": one.speaker,
        "speaker_id": speaker_id,
        "verb": _maybe(one.verb, text),
        "quote": _span(one.quote, text),
        "date": one.date,
    }


def _finding(one: Finding) -> Json:
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "start": one.start,
        "end": one.end,
    }


def _span(span: Span, text: str) -> Json:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _maybe(span: Span | None, text: str) -> Json | None:
    return None if span is None else _span(span, text)

"""A user's corrections laid over what was read: Records in, Records with the user's values out.

Which fields can be corrected, what values they take, and how a row is found again after a new parse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Final, Protocol

from clausedb.errors import StoreError
from clausedb.iso import bounds
from clausedb.language import Grammar
from clausedb.model import Act, Citation, Entry, Finding, Mention, Records, Statement
from clausedb.parse.acts.strength import is_obligation, strengths_of
from clausedb.store.corrections import Correction, Value
from clausedb.vocabularies import VOCABULARIES

RULE: Final = "corrected by the user"
FIELDS: Final[dict[str, dict[str, str]]] = {
    "acts": {
        "force": "force",
        "bearer": "parties",
        "addressee": "parties",
        "beneficiary": "parties",
        "joint": "flag",
        "deadline_date": "date",
    },
    "mentions": {"party": "party"},
    "citations": {"date": "date", "type": "type"},
    "statements": {"speaker": "party"},
    "documents": {"title": "text", "type": "type", "date": "date", "place": "text", "party": "parties"},
}
"""Table -> field of the query language -> what it takes."""
COLUMNS: Final = {
    "bearer": "bearers",
    "addressee": "addressees",
    "beneficiary": "beneficiaries",
    "speaker": "speaker_id",
}
"""Field -> column, where they differ and no table is needed to tell."""
UNKNOWN: Final = ("unknown", "nobody", "none", "-", "")
"""Words that empty a field."""

_Row = Act | Citation | Mention | Statement


class Names(Protocol):
    """Who a name can mean."""

    def lookup(self, name: str) -> Sequence[str]: ...

    def known_names(self) -> Sequence[str]: ...


def column_of(table: str, field: str) -> str:
    """The column that a correctable field stands for."""
    if field == "party":
        return "parties" if table == "documents" else "party_id"
    return COLUMNS.get(field, field)


def corrected(records: Records, corrections: Sequence[Correction], grammar: Grammar) -> Records:
    """The records with the user's values, each told by a finding; one whose row is gone is a warning."""
    for one in corrections:
        changed = _document(records, one) if one.table == "documents" else _rows(records, one, grammar)
        finding = _applied(one) if changed is not None else _missed(one)
        records = changed or records
        records = replace(records, findings=(*records.findings, finding))
    return records


def entry_with(entry: Entry | None, corrections: Sequence[Correction]) -> Entry | None:
    """What the manifest says, with the user's title, type, date and makers of the document: the parse builds on them."""
    values: dict[str, Any] = {
        one.field: str(one.value)
        for one in corrections
        if one.table == "documents" and one.field in ("title", "type", "date") and one.value is not None
    }
    for one in corrections:
        if (one.table, one.field) == ("documents", "party") and isinstance(one.value, list):
            values["parties"] = tuple(one.value)
    return replace(entry or Entry(), **values) if values else entry


def settled(table: str, field: str, value: object, names: Names, grammar: Grammar) -> Value:
    """The value as it is kept. Raises StoreError, with what could be meant, where the field does not take it."""
    kind = FIELDS.get(table, {}).get(field)
    if kind is None:
        raise StoreError(_no_field(table, field))
    if value is None or (isinstance(value, str) and value.strip().lower() in UNKNOWN):
        if kind in ("force", "type"):
            raise StoreError(f"{field} cannot be empty")
        return [] if kind == "parties" else None
    if kind == "flag":
        return _flag(field, value)
    if kind in ("party", "parties"):
        given = value if isinstance(value, list | tuple) else str(value).split(",")
        found = [_party(str(name).strip().strip("\"'“”«»"), names) for name in given if str(name).strip()]
        if kind == "parties":
            return list(dict.fromkeys(found))
        if len(found) != 1:
            raise StoreError(f"{field} takes one name")
        return found[0]
    text = str(value).strip().strip('"“”«»')
    match kind:
        case "force":
            return _force(text, grammar)
        case "type":
            return _type(text)
        case "date":
            return _date(text)
        case _:
            return text


def shown(value: Value) -> str:
    """A value in one line."""
    if isinstance(value, list):
        return ", ".join(value) or "nobody"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value or "unknown"


def sentence(one: Correction) -> str:
    """`bearer of “will” in 4 is KAZ (was KAZ, AZE)`."""
    where = f" of “{_short(one.words)}”" if one.words else " of the document"
    clause = f" in {one.clause}" if one.clause else ""
    return f"{one.field}{where}{clause} is {shown(one.value)} (was {one.was or 'unknown'})"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


# --- finding a row again ------------------------------------------------------------------

_PLACES: Final[dict[str, Callable[[Any], tuple[int, int]]]] = {
    "acts": lambda one: (one.cue.start, one.cue.end),
    "mentions": lambda one: (one.start, one.end),
    "citations": lambda one: (one.start, one.end),
    "statements": lambda one: (one.quote.start, one.quote.end),
}


def _rows(records: Records, one: Correction, grammar: Grammar) -> Records | None:
    rows: tuple[_Row, ...] = getattr(records, one.table)
    at = _found(rows, _PLACES[one.table], one, records.text)
    if at is None:
        return None
    changed: dict[str, Any] = {
        one.table: (*rows[:at], _changed(rows[at], one, records, grammar), *rows[at + 1 :])
    }
    return replace(records, **changed)


def _found(
    rows: Sequence[_Row], place: Callable[[Any], tuple[int, int]], one: Correction, text: str
) -> int | None:
    """The row at the very place, by its turn there; else the one that overlaps it most; else the nearest of the same words."""
    places = [place(row) for row in rows]
    there = [at for at, spot in enumerate(places) if spot == (one.start, one.end)]
    if there:
        return there[min(one.turn, len(there) - 1)]
    shared = [(min(end, one.end) - max(start, one.start), -at) for at, (start, end) in enumerate(places)]
    if shared and max(shared)[0] > 0:
        return -max(shared)[1]
    same = [
        (abs(start - one.start), at)
        for at, (start, end) in enumerate(places)
        if one.words and text[start:end] == one.words
    ]
    return min(same)[1] if same else None


def _changed(row: _Row, one: Correction, records: Records, grammar: Grammar) -> _Row:
    value: Any = tuple(one.value) if isinstance(one.value, list) else one.value
    if isinstance(row, Citation) and not row.self:
        # It may mean another instrument now than others in the same words.
        key = f"{row.instrument_key}; {one.field}: {value}"
        return replace(row, **{one.field: value}, instrument_key=key)
    if not isinstance(row, Act):
        return replace(row, **{column_of(one.table, one.field): value})
    sure: dict[str, Any] = {"rule": RULE, "confidence": 1.0}
    if one.field == "force":
        force, _, subforce = str(value).partition(".")
        strength = strengths_of(grammar).of(force, subforce, records.document.binding)
        owed = is_obligation(force, bool(row.addressees))
        return replace(row, force=force, subforce=subforce, strength=strength, obligation=owed, **sure)
    if one.field == "bearer" and row.bearer_type == "unspecified":
        sure["bearer_type"] = "named"
    return replace(row, **{column_of(one.table, one.field): value}, **sure)


def _document(records: Records, one: Correction) -> Records:
    value: Any = tuple(one.value) if isinstance(one.value, list) else one.value
    if one.field == "date" and value is None:
        changed = replace(records.document, date=None, date_from=None, date_to=None)
    else:
        changed = replace(records.document, **{column_of("documents", one.field): value})
    return replace(records, document=changed)


def _applied(one: Correction) -> Finding:
    start, end = (one.start, one.end) if one.words else (None, None)
    return Finding("correction", "info", f"{RULE}: {sentence(one)}", start, end)


def _missed(one: Correction) -> Finding:
    return Finding("correction", "warning", f"a correction finds its row no more: {sentence(one)}")


# --- values -------------------------------------------------------------------------------


def _no_field(table: str, field: str) -> str:
    fields = FIELDS.get(table)
    if fields is None:
        tables = ", ".join(FIELDS)
        return f"rows of {table} cannot be corrected; those of {tables} can"
    close = get_close_matches(field, fields, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"These can: {', '.join(fields)}."
    return f"{field or 'nothing'} of {table} cannot be corrected. {hint}"


def _flag(field: str, value: object) -> bool:
    word = str(value).strip().lower()
    if word not in ("yes", "true", "no", "false"):
        raise StoreError(f"{field} is yes, no or unknown, not {value}")
    return word in ("yes", "true")


def _party(name: str, names: Names) -> str:
    found = names.lookup(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise StoreError(f"{name} can mean {', '.join(found)}; say which")
    known = {one.casefold(): one for one in names.known_names()}
    close = get_close_matches(name.casefold(), known, n=1, cutoff=0.7)
    hint = f" Did you mean {known[close[0]]}?" if close else ""
    raise StoreError(f"nobody here is called {name}.{hint}")


def _force(word: str, grammar: Grammar) -> str:
    known = list(strengths_of(grammar).base)
    forces = list(VOCABULARIES["force"])
    word = word.lower()
    if word in known:
        return word
    if word in forces:
        # The strongest words of a force stand first in the table.
        return next((one for one in known if one.partition(".")[0] == word), f"{word}.")
    raise StoreError(_closed("force", word, [*forces, *known]))


def _type(word: str) -> str:
    found = word.lower().replace(" ", "_")
    if found in VOCABULARIES["type"]:
        return found
    raise StoreError(_closed("type", word, list(VOCABULARIES["type"])))


def _date(word: str) -> str:
    if bounds(word)[0] is None:
        raise StoreError(f"{word} is no date; dates are written 2023-04-10, 2023-04 or 2023")
    return word


def _closed(field: str, word: str, values: Sequence[str]) -> str:
    close = get_close_matches(word, values, n=1)
    plain = [one for one in values if "." not in one]
    return f"{word} is no {field}. " + (
        f"Did you mean {close[0]}?" if close else f"It is one of {', '.join(plain)}."
    )


@dataclass(frozen=True, slots=True)
class Anchor:
    """How a row is found again: the clause, the words and their place."""

    clause: str | None
    words: str
    start: int
    end: int

    def meets(self, one: Correction) -> bool:
        """Whether a correction stands at this place; those of a document do."""
        return not one.words or max(one.start, self.start) < min(one.end, self.end)


def anchor_of(table: str, row: dict[str, Any], text: str) -> Anchor:
    """The anchor of a stored row in the document's text; an empty one for a document."""
    if table == "documents":
        return Anchor(None, "", 0, 0)
    prefix = "cue_" if table == "acts" else ""
    start, end = row[f"{prefix}start"], row[f"{prefix}end"]
    label = (row.get("clause_id") or "").partition("#")[2]
    return Anchor(label or None, text[start:end], start, end)

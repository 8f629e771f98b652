"""The records that cross borders: one class a table, plus Span and Records.

Everything is frozen; sequences are tuples in text order. Offsets are code points of the
document's text as decoded, half open: `text[span.start:span.end]` is the quoted surface.
Column meanings stand in `schema`; here stand only what the types cannot say.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clausedb.span import Span as Span


@dataclass(frozen=True, slots=True)
class Entry:
    """What a manifest says about one document; it wins over what the parser finds."""

    file: str = ""
    id: str | None = None
    title: str | None = None
    source: str | None = None
    language: str | None = None
    date: str | None = None
    type: str | None = None
    parties: tuple[str, ...] = ()
    """Who makes the instrument (party ids): no manifest says so, but a correction may."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as ingested with what it says of itself. Dates are ISO 8601 text as exact as the source, `date_from` and
    `date_to` the first and last possible day."""

    document_id: str
    source: str
    sha256: str
    text: str
    title: str | None = None
    type: str | None = None
    binding: str | None = None
    language: str = "en"
    date: str | None = None
    date_precision: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    place: str | None = None
    symbol: str | None = None
    """The document's own symbol (A/RES/77/148) where it prints one."""
    parties: tuple[str, ...] = ()
    """Those who make the instrument (party ids); empty for a press report."""
    issuer: str | None = None
    """The organ that speaks in a resolution (party id), the bearer of subjectless paragraphs."""
    languages: tuple[str, ...] = ()
    """Languages of the authentic texts, ISO 639-1."""
    media_type: str = "text/plain"
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Clause:
    """A citable unit of a document. Offsets are code points of the document: `start` at its number, `text_start`
    behind number and heading, `own_end` before its first child, `end` behind its last."""

    clause_id: str
    document_id: str
    parent_id: str | None
    kind: str
    number: str | None
    path: tuple[str, ...]
    label: str
    level: int
    position: int
    """0, 1, 2 ... in text order within the document."""
    heading: str | None
    language: str
    start: int
    text_start: int
    own_end: int
    end: int

    @property
    def own(self) -> Span:
        """The unit's own text: without number, heading and children."""
        return Span(self.text_start, self.own_end)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, text[start:end], and whom it means; `clause_id` is None in boilerplate, `party_id` where
    nobody is known."""

    mention_id: str
    clause_id: str | None
    party_id: str | None
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Party:
    """A person, office or body met in one document, or (after linking) over all of them."""

    party_id: str
    kind: str
    names: tuple[str, ...]
    """Surfaces as written, fullest first."""
    state_id: str | None = None
    parent_id: str | None = None
    offices: tuple[str, ...] = ()
    """Offices that the text says this person holds (KAZ.PRES)."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to an instrument, text[start:end], as its own words tell of it; `self` where the document cites
    itself."""

    citation_id: str
    clause_id: str | None
    instrument_key: str
    """Made from the citation's own words: type, normal title, date, symbol."""
    title: str | None
    type: str | None
    date: str | None
    symbol: str | None
    status: str
    start: int
    end: int
    parties: tuple[str, ...] = ()
    pinpoint_unit: str | None = None
    pinpoint: str | None = None
    relation: str | None = None
    self: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that a document defines, the words that it stands for, and whom it stands for where these are parties."""

    definition_id: str
    clause_id: str | None
    term: Span
    meaning: tuple[Span, ...]
    party_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a length of time, text[start:end], with the first and last possible day where the words tell them."""

    date_id: str
    clause_id: str | None
    value: str | None
    """ISO 8601 as exact as the words: 2022-08-24, 1991-12, 2022/2027, P44D, --04-29 (no year known); None where the text leaves it open."""
    precision: str
    kind: str
    start: int
    end: int
    date_from: str | None = None
    date_to: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a press report says that somebody said: the speaker in the words of the text, the verb where there is one,
    what was said."""

    statement_id: str
    clause_id: str | None
    speaker: str
    speaker_id: str | None
    verb: Span | None
    quote: Span
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One force-bearing statement in a clause. Spans are of the document; those who bear it, are asked or benefit are
    party ids."""

    act_id: str
    clause_id: str
    force: str
    subforce: str
    strength: int
    obligation: bool
    cue: Span
    rule: str
    confidence: float = 1.0
    bearers: tuple[str, ...] = ()
    bearer_type: str = "unspecified"
    bearer: Span | None = None
    joint: bool | None = None
    action: Span | None = None
    verb: str | None = None
    addressees: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    condition: Span | None = None
    deadline: Span | None = None
    deadline_date: str | None = None
    hedges: tuple[Span, ...] = ()
    reported: bool = False
    speaker_id: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the parser doubted or dropped, and where; without a place where it is of the whole document."""

    code: str
    severity: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """One document with all that was read from it. Every pass takes Records and gives Records back."""

    document: Document
    clauses: tuple[Clause, ...] = ()
    acts: tuple[Act, ...] = ()
    mentions: tuple[Mention, ...] = ()
    parties: tuple[Party, ...] = ()
    citations: tuple[Citation, ...] = ()
    definitions: tuple[Definition, ...] = ()
    dates: tuple[Date, ...] = ()
    statements: tuple[Statement, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """The text of the document, which all offsets count in."""
        return self.document.text


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, resolution, programme ... over all documents that cite it or are it."""

    instrument_id: str
    title: str
    type: str | None = None
    date: str | None = None
    symbol: str | None = None
    parties: tuple[str, ...] = ()
    document_id: str | None = None
    keys: tuple[str, ...] = field(default=())
    """The instrument keys that were found to mean it."""

"""A document as Akoma Ntoso 3.0 (LegalDocML, OASIS): its clauses as a hierarchy, citations and dates marked in their words.

What is no clause of the hierarchy is a `hcontainer` of its own name, so that every word of a clause stands in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from clausedb.cli import safe
from clausedb.version import VERSION

if TYPE_CHECKING:
    from clausedb.api.database import Database

_NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_HIERARCHY: Final = {
    "part": ("part", "part"),
    "chapter": ("chapter", "chp"),
    "section": ("section", "sec"),
    "article": ("article", "art"),
    "paragraph": ("paragraph", "para"),
    "point": ("point", "point"),
    "bullet": ("indent", "indent"),
}
"""Kind of a clause -> the element that it is, and how its identifier begins."""
_HEAD: Final = ("title", "dateline", "timestamp")
_PREAMBLE: Final = ("recital", "enacting")
_TAIL: Final = ("closing", "signature", "footnote")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_LANGUAGE: Final = "und"
_LANGUAGES: Final = {"ar": "ara", "en": "eng", "fr": "fra", "kk": "kaz", "ru": "rus", "uk": "ukr"}
_UNKNOWN_DAY: Final = "0001-01-01"
"""Stands where a date is asked for and none is known."""
_CLAUSES: Final = (
    "SELECT clause_id, parent_id, kind, number, heading, text, text_start, own_end, label FROM clauses "
    "WHERE document_id = $id ORDER BY position"
)
_MARKS: Final = (
    "SELECT start, \"end\", 'ref' AS element, coalesce(target_clause_id, target_document_id, instrument_id) AS value "
    "FROM citations WHERE document_id = $id UNION ALL "
    "SELECT start, \"end\", 'date', value FROM dates WHERE document_id = $id AND length(value) = 10 ORDER BY 1, 2 DESC"
)


class _Clause(NamedTuple):
    clause_id: str
    parent_id: str | None
    kind: str
    number: str | None
    heading: str | None
    text: str | None
    start: int
    end: int
    label: str | None


class _Mark(NamedTuple):
    start: int
    end: int
    element: str
    value: str | None


def ids(db: Database) -> tuple[str, ...]:
    """The documents that files are made of."""
    return tuple(row[0] for row in db.sql("SELECT document_id FROM documents ORDER BY 1").rows)


def write(db: Database, document_id: str) -> str:
    """The file of a document."""
    [about] = db.sql(
        "SELECT document_id, title, type, language, date_from, source, parties FROM documents WHERE document_id = $id",
        {"id": document_id},
    )
    clauses = [_Clause(*row) for row in db.sql(_CLAUSES, {"id": document_id}).rows]
    marks = [_Mark(*row) for row in db.sql(_MARKS, {"id": document_id}).rows]
    return "".join(_Writer(about, clauses, marks).draw())


class _Writer:
    def __init__(self, about: dict[str, Any], clauses: Sequence[_Clause], marks: Sequence[_Mark]) -> None:
        self._about = about
        self._marks = marks
        self._starts = [one.start for one in marks]
        self._children: dict[str | None, list[_Clause]] = {}
        for one in clauses:
            self._children.setdefault(one.parent_id, []).append(one)
        self._ids: dict[str, int] = {}

    def draw(self) -> Iterator[str]:
        roots = self._children.get(None, [])
        preface = _leading(roots, _HEAD)
        preamble = _leading(roots[len(preface) :], _PREAMBLE)
        rest = roots[len(preface) + len(preamble) :]
        conclusions = _leading(rest[::-1], _TAIL)[::-1]
        body = rest[: len(rest) - len(conclusions)]
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{_NAMESPACE}">\n'
        yield f"<doc name={_attribute(self._about['type'] or 'document')}>\n"
        yield from self._meta()
        for element, flat in (("preface", preface), ("preamble", preamble)):
            if flat:
                yield from self._flat(element, flat)
        yield "<mainBody>\n"
        for one in body:
            yield from self._clause(one, "")
        yield "</mainBody>\n" if body else "<p/>\n</mainBody>\n"
        if conclusions:
            yield from self._flat("conclusions", conclusions)
        yield "</doc>\n</akomaNtoso>\n"

    def _meta(self) -> Iterator[str]:
        about = self._about
        work = f"/akn/un/doc/{about['date_from'] or 'undated'}/{_token(str(about['document_id']))}"
        language = str(about["language"] or "")
        spoken = _LANGUAGES.get(language, language if len(language) == 3 else _NO_LANGUAGE)
        day = f'<FRBRdate date="{about["date_from"] or _UNKNOWN_DAY}" name="date"/>'
        author = '<FRBRauthor href="#source"/>'
        yield '<meta>\n<identification source="#clausedb">\n'
        for element, uri, more in (
            ("FRBRWork", work, '<FRBRcountry value="un"/>'),
            ("FRBRExpression", f"{work}/{spoken}@", f'<FRBRlanguage language="{spoken}"/>'),
            ("FRBRManifestation", f"{work}/{spoken}@.xml", '<FRBRformat value="application/xml"/>'),
        ):
            place = _attribute(uri)
            yield f"<{element}><FRBRthis value={place}/><FRBRuri value={place}/>{day}{author}{more}</{element}>\n"
        yield '</identification>\n<references source="#clausedb">\n'
        yield f'<TLCOrganization eId="clausedb" href="/ontology/organization/clausedb" showAs="clausedb {VERSION}"/>\n'
        yield f'<TLCOrganization eId="source" href="/ontology/organization/source" showAs={_attribute(about["source"])}/>\n'
        for number, party in enumerate(about["parties"] or (), start=1):
            yield f'<TLCOrganization eId="party_{number}" href={_attribute(f"/ontology/organization/{party}")} showAs={_attribute(party)}/>\n'
        yield "</references>\n</meta>\n"

    def _flat(self, element: str, clauses: Iterable[_Clause]) -> Iterator[str]:
        """Clauses as paragraphs of running text, with what stands below them."""
        yield f"<{element}>\n"
        for one in clauses:
            for part in self._below(one):
                words = " ".join(_escaped(word) for word in (part.number, part.heading) if word)
                text = self._marked(part)
                yield f"<p eId={_attribute(self._identifier('p', part))}>{' '.join(filter(None, (words, text)))}</p>\n"
        yield f"</{element}>\n"

    def _below(self, clause: _Clause) -> Iterator[_Clause]:
        yield clause
        for child in self._children.get(clause.clause_id, []):
            yield from self._below(child)

    def _clause(self, clause: _Clause, above: str) -> Iterator[str]:
        element, short = _HIERARCHY.get(clause.kind, ("hcontainer", _token(clause.kind)))
        identifier = self._identifier(f"{above}__{short}" if above else short, clause)
        name = f" name={_attribute(clause.kind)}" if element == "hcontainer" else ""
        yield f"<{element} eId={_attribute(identifier)}{name}>\n"
        if clause.number:
            yield f"<num>{_escaped(clause.number)}</num>\n"
        if clause.heading:
            yield f"<heading>{_escaped(clause.heading)}</heading>\n"
        text, children = self._marked(clause), self._children.get(clause.clause_id, [])
        if not children:
            yield f"<content><p>{text}</p></content>\n"
        elif text:
            yield f"<intro><p>{text}</p></intro>\n"
        for child in children:
            yield from self._clause(child, identifier)
        yield f"</{element}>\n"

    def _identifier(self, begins: str, clause: _Clause) -> str:
        """An identifier that stands once in the file."""
        last = re.split(r"[./]", clause.label or "")[-1]
        number = _token(clause.number or "") or _token(last)
        made = f"{begins}_{number}" if number else begins
        self._ids[made] = self._ids.get(made, 0) + 1
        return made if self._ids[made] == 1 else f"{made}_{self._ids[made]}"

    def _marked(self, clause: _Clause) -> str:
        """The clause's own text with its citations and dates; of those that overlap the first and longest."""
        text, found = clause.text or "", ""
        at, end = clause.start, clause.start + len(text)
        for mark in islice(self._marks, bisect_left(self._starts, clause.start), None):
            if mark.start >= end:
                break
            if mark.start < at or mark.end > end or not mark.value:
                continue
            href, value = (
                ("href", mark.value.replace(" ", "_")) if mark.element == "ref" else ("date", mark.value)
            )
            words = _escaped(text[mark.start - clause.start : mark.end - clause.start])
            found += _escaped(text[at - clause.start : mark.start - clause.start])
            found += f"<{mark.element} {href}={_attribute(value)}>{words}</{mark.element}>"
            at = mark.end
        return found + _escaped(text[at - clause.start :])


def _leading(clauses: Sequence[_Clause], kinds: Sequence[str]) -> list[_Clause]:
    return list(takewhile(lambda one: one.kind in kinds, clauses))


def _token(text: str) -> str:
    """The letters and digits of a text, joined so that they can stand in an identifier."""
    return re.sub(r"[^\w-]+", "-", text.lower()).strip("-_")


def _escaped(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(value: object) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", safe.line(str(value))))

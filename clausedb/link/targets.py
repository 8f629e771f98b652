"""From a pinpoint to the clause it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from clausedb.link.records import LinkClause, LinkDocument
from clausedb.model import Citation

_DIVISIONS: Final = ("part", "chapter", "section", "annex", "recital")
"""Units whose labels carry their name: part-II, annex-I."""
_INNER: Final = ("paragraph", "point")
"""Units that a text counts anew in each article, so that it means its own by them."""


class Targets:
    """Finds the clauses that pinpoints mean; the labels of a document are read once."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, str]] = {}
        self._own: dict[str, dict[str, LinkClause]] = {}
        """The clauses by id, of documents that refer to their own paragraphs."""

    def clause(self, citation: Citation, document: LinkDocument) -> str | None:
        """The clause whose label is the pinpoint's; of several numbers ("3-7", "2, 3") the first; None where there is none.

        A division within another one counts where no other is numbered so.
        """
        if citation.pinpoint is None:
            return None
        labels = self._labels.get(document.document_id)
        if labels is None:
            labels = self._labels[document.document_id] = _labels(document.clauses)
        wanted = _normal(re.split(r"[,;]|[-–—](?=\d)", citation.pinpoint)[0])
        unit = citation.pinpoint_unit
        if citation.self and unit in _INNER:
            return self._beside(citation, wanted, labels, document)
        if unit in _DIVISIONS:
            return labels.get(f"{unit}-{wanted}") or (labels.get(unit) if not wanted else None)
        return labels.get(wanted)

    def _beside(
        self, citation: Citation, wanted: str, labels: dict[str, str], document: LinkDocument
    ) -> str | None:
        """The paragraph or point of that number nearest to the citing clause: in its own paragraph, its article, at the top."""
        own = self._own.get(document.document_id)
        if own is None:
            own = self._own[document.document_id] = {one.clause_id: one for one in document.clauses}
        citing = own.get(citation.clause_id or "")
        label = _normal(citing.label) if citing else ""
        head, bracket, rest = wanted.partition("(")
        inner = (f"({head})" if head else "") + bracket + rest
        while label:
            found = labels.get(label + inner)
            if found is not None:
                return found
            label = label.rpartition("(")[0]
        found = labels.get(wanted)
        return found if found and own[found].kind != "article" else None


def _labels(clauses: Sequence[LinkClause]) -> dict[str, str]:
    """Clause of each label; of divisions also by the last part of the label, where it is the only one."""
    found: dict[str, str] = {}
    inner: dict[str, list[str]] = {}
    for clause in clauses:
        label = _normal(clause.label)
        found.setdefault(label, clause.clause_id)
        last = label.rpartition("/")[2]
        if last != label and last.startswith(_DIVISIONS):
            inner.setdefault(last, []).append(clause.clause_id)
    for last, ids in inner.items():
        if len(ids) == 1:
            found.setdefault(last, ids[0])
    return found


def _normal(label: str) -> str:
    return re.sub(r"\s+", "", label).strip(".").lower()

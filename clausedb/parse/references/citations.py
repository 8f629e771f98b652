"""Records in, citations out: references to instruments and their places, told apart within the document.

What each reference means is settled in text order, as a later one may be settled by what an earlier one named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter
from typing import Final

from clausedb.language import Grammar
from clausedb.model import Citation, Clause, Records
from clausedb.parse.references.chains import own_units
from clausedb.parse.references.lexicon import Lexicon, lexicon
from clausedb.parse.references.passages import Passage, Passages, titled
from clausedb.parse.references.pinpoints import outermost
from clausedb.parse.references.references import read_references
from clausedb.parse.references.referents import FRONT, Reference, Referents, Settled
from clausedb.parse.references.shapes import shapes_of
from clausedb.parse.references.shorts import among, short_tokens
from clausedb.parse.scanner import Token

_SENTENCE_END: Final = re.compile(r"[.!?؟;؛\n](?:(?<!\n)\s+(?=\D)|(?<=\n)\s*\n)")
_HEADED: Final = frozenset(("part", "chapter", "section", "article", "paragraph"))
_ABOUT: Final = 170
"""Characters before a reference in which the words that say its relation stand."""


def read_citations(records: Records, grammar: Grammar) -> Records:
    """The records with their citations in text order. Boilerplate is not read."""
    referents, issuer = Referents(records.document), records.document.issuer
    shapes, units = shapes_of(grammar.folders), own_units(records.document)
    found: list[tuple[int, int, Settled, str, str]] = []
    for clause, passage, known, tokens in _passages(records, grammar):
        for reference in read_references(passage, known, tokens, shapes, issuer, units):
            span = passage.span(reference.start, reference.end)
            if span.end <= clause.text_start and clause.kind in _HEADED and _is_topic(reference):
                continue
            settled = referents.settle(reference, passage, known)
            if settled is None:
                continue
            relation = "" if settled.own else _relation(passage, known, reference)
            found.append((span.start, span.end, settled, relation, clause.clause_id))
    found.sort(key=itemgetter(0, 1))
    prefix = f"{records.document.document_id}:c"
    citations = tuple(_citation(f"{prefix}{n}", *one) for n, one in enumerate(found, 1))
    return replace(records, citations=citations)


def _passages(records: Records, grammar: Grammar) -> Iterator[tuple[Clause, Passage, Lexicon, list[Token]]]:
    """Each clause that holds tokens, or may hold the title, with its passage, the words of its language and its tokens."""
    passages = Passages(records)
    known = lexicon(grammar, records.document.language)
    languages = {records.document.language: known}
    # Arabic has no capitals that would tell letters from words.
    letters = short_tokens(records.text, known.short_names) if known.language != "ar" else []
    for clause in records.clauses:
        known = languages.get(clause.language) or lexicon(grammar, clause.language)
        languages[clause.language] = known
        layer, start, end = passages.place(clause)
        front = titled(passages.of(clause)) if clause.kind == "title" or clause.position < FRONT else None
        tokens = known.scanner.find(front.text if front else layer.text, start, end)
        if letters and layer.folded is None:
            tokens = among(tokens, letters, start, end)
        if front or tokens:
            yield clause, front or passages.of(clause), known, tokens


def _is_topic(reference: Reference) -> bool:
    """In capitals of a heading and of nothing else a name: "Effects on International Agreements", "Domestic Law"."""
    told = reference.date or reference.symbol or reference.places or reference.determiner
    return not told and reference.title_end == reference.noun_end


def _citation(
    citation_id: str, start: int, end: int, settled: Settled, relation: str, clause_id: str
) -> Citation:
    reference = settled.reference
    unit, number = outermost(reference.places) if reference.places else (None, None)
    return Citation(
        citation_id=citation_id,
        clause_id=clause_id,
        instrument_key=settled.key,
        title=reference.title,
        type=settled.type,
        date=reference.date,
        symbol=reference.symbol,
        status="prospective" if reference.prospective else "concluded",
        start=start,
        end=end,
        parties=reference.parties,
        pinpoint_unit=unit,
        pinpoint=number or None,
        relation=relation or None,
        self=settled.own,
    )


def _relation(passage: Passage, known: Lexicon, reference: Reference) -> str:
    """What the words before it, in its sentence, say is done with the instrument; the nearest wins."""
    first = reference.places[0].start if reference.places else reference.start
    low = max(passage.start, min(first, reference.start) - _ABOUT)
    joined = (
        known.language == "ar" and not reference.places
    )  # «وفقا لقرار»: the preposition is part of the word
    before = passage.text[low : reference.start + joined].lower()
    before = " " + before[_sentence(before) :]
    groups = [match.lastgroup for match in known.relations.finditer(before)]
    return known.relation_of[groups[-1] or ""] if groups else "cites"


def _sentence(text: str) -> int:
    """Where the last sentence of a text begins."""
    return max((match.end() for match in _SENTENCE_END.finditer(text)), default=0)

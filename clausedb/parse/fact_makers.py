"""Who made a document, and under which symbol it is filed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import takewhile
from typing import Final, NamedTuple

from clausedb.model import Clause, Mention
from clausedb.parse.fact_view import ADOPTED, HEAD, LINE, View
from clausedb.parse.references.passages import Passage
from clausedb.parse.references.symbols import read_numbers

_STATES: Final = ("state", "organisation")
_STATEMENTS: Final = frozenset(("joint_statement", "statement", "communique", "declaration"))
_DECLARED: Final = frozenset(("communique", "declaration"))
_MARGIN: Final = ("dateline", "timestamp")
"""Lines of place and day."""
_BODIES: Final = ("organ", "organisation", "collective")
_VERB: Final = 40
"""Characters of the verb by which an organ adopts, with the words around it."""
_OPENING: Final = 60
"""Clauses in which the enacting words stand."""
_SIGNED: Final = 120
"""Characters of the longest line that says for whom one signs."""
_LEADERS: Final = ("PRES", "KING", "CROWN", "PM")
"""Roles of those who speak for their state at summits."""


class _Named(NamedTuple):
    """Somebody named in a passage, by his place in it."""

    start: int
    end: int
    kind: str
    party_id: str


class Makers:
    """Who made it, under which symbol."""

    def __init__(self, view: View) -> None:
        self.view = view

    def issuer(self, type: str | None) -> str | None:
        """The organ that adopts a resolution, and a communiqué or a declaration that opens as one; of other types none."""
        if type in ADOPTED:
            return self._adopting_organ()
        return self._enacting_organ() if type in _DECLARED else None

    def _adopting_organ(self) -> str | None:
        """The organ of the enacting words, else of the head; an organisation that makes a text with a State issues none."""
        entitled = [clause for clause in self.view.head if clause.kind == "title"]
        shared = "organisation" if self._states(entitled) else None
        before: Clause | None = None
        for clause in self.view.records.clauses[:_OPENING]:
            if clause.kind == "enacting":
                organ = self._organ_of(clause, shared)
                if organ is None and before is not None and clause.own_end - clause.start < _VERB:
                    organ = self._organ_of(before, shared)
                if organ:
                    return organ
            before = clause
        found = (self._organ_of(clause, shared) for clause in self.view.head)
        return next((organ for organ in found if organ), None)

    def _organ_of(self, clause: Clause, shared: str | None) -> str | None:
        """The first body that a clause names, not of the kind `shared`; the last where it stands before the verb that the clause
        ends with: «В соответствии с Договором о Евразийском экономическом союзе Коллегия Комиссии решила:»."""
        passage = self.view.passages.of(clause)
        bodies = [one for one in _named(passage, _BODIES) if one.kind != shared]
        if bodies:
            ends = clause.kind == "enacting" and passage.text[passage.end - 1] == ":"
            return bodies[-1 if ends and passage.end - bodies[-1].end < _VERB else 0].party_id
        for token in self.view.lexicon.scanner.find(passage.text, passage.start, passage.end):
            if token.kind == "o":
                return self.view.lexicon.symbols.organs[token.key]["organ"]
        return None

    def _enacting_organ(self) -> str | None:
        """The organ on the line before the motives of a communiqué or a declaration that it alone makes: "The Peace and Security
        Council,"."""
        for clause in self.view.records.clauses[:_OPENING]:
            passage = self.view.passages.of(clause)
            if clause.kind != "enacting" or passage.text[passage.end - 1] not in ",،":
                continue
            for one in _named(passage, ("organ",)):
                return one.party_id
        return None

    def parties(self, type: str | None, issuer: str | None) -> tuple[str, ...]:
        """The makers: of a resolution its organ; else whom "the Parties" is defined to mean, the title or the preamble names."""
        if issuer:
            return (issuer,)
        named = self._states(self._title_clauses())
        for row in self.view.records.definitions:
            makers = tuple(dict.fromkeys(one.partition(".")[0] for one in row.party_ids))
            if len(makers) > 1:
                return makers
        if type in _STATEMENTS:
            return self._first_two(joint=type == "joint_statement")
        if len(named) > 1:
            return named
        front = [clause for clause in self.view.head if clause.kind == "text"][:4]
        first = [clause for clause in self.view.records.clauses if clause.kind in ("recital", "enacting")][:1]
        more = self._states([*front, *first])
        return (more if len(more) > 1 else named or more) or self._signatories()

    def _signatories(self) -> tuple[str, ...]:
        """The states for which a text is signed that names its makers nowhere else; none where fewer than two sign."""
        found: dict[str, None] = {}
        for clause in self.view.records.clauses:
            passage = self.view.passages.of(clause) if clause.kind == "signature" else None
            if passage is None or passage.end - passage.start > _SIGNED:
                continue
            if passage.dates_in(passage.start, passage.end):
                continue  # where and when it was done
            found.update((one.party_id, None) for one in _named(passage, ("state",)))
        return tuple(found) if len(found) > 1 else ()

    def _first_two(self, *, joint: bool) -> tuple[str, ...]:
        """Whom a statement's title and its first paragraphs name, up to the one with which they are two or more; of a joint one
        nobody where its text names one alone, who is then spoken of."""
        entitled = [clause for clause in self.view.head if clause.kind in ("title", "heading")]
        joined = self._joined(entitled)
        if joined:
            return joined
        front = self._states(entitled)
        if not front and (makers := self._organisations(entitled)):
            return makers[:1]  # the title names one only, as of its Council of Heads of State
        held = self._states_of_holders(entitled)
        if len(front) < 2 <= len(held):
            return held
        body = [c for c in self.view.records.clauses[:HEAD] if c not in entitled and c.kind not in _MARGIN]
        if body and not body[0].number:  # before its first number a statement has said who makes it
            body = list(takewhile(lambda clause: not clause.number, body))
        for count in range(len(body) + 1):
            front = self._states([*entitled, *body[:count]])
            if len(front) > 1:
                signed = body[count - 1].kind == "signature" if count else False
                return self._states([*entitled, *body]) if signed else front
        return self._states(entitled) if joint else front

    def _title_clauses(self) -> list[Clause]:
        return [
            clause
            for clause in self.view.head
            if clause.kind in ("title", "heading") or clause.own_end - clause.start < LINE
        ]

    def _states(self, clauses: list[Clause]) -> tuple[str, ...]:
        """States named there, each once, and organisations that a title joins by "between": one that it only speaks of,
        as "the Charter of the United Nations" does, makes nothing."""
        found: dict[str, str] = {}
        for clause in clauses:
            passage = self.view.passages.of(clause)
            titled = clause.kind in ("title", "heading")
            end = self._makers_end(passage) if titled else passage.end
            for one in _named(passage, _STATES, end):
                if self.view.facts.located.search(passage.text, passage.start, one.start):
                    continue  # where it was said: "today in Phnom Penh, Cambodia"
                spoken = one.kind == "organisation" and not (titled and self._joins(passage, one.start))
                if not (titled and spoken):
                    found.setdefault(one.party_id, "spoken" if spoken else "named")
        named = tuple(one for one, how in found.items() if how == "named")
        return named if len(named) > 1 else tuple(found)

    def _makers_end(self, passage: Passage) -> int:
        """Where a title goes on to what it is about, of which it may name others: "Agreement between A and B on the area between B
        and C"; the end where less than two makers stand before."""
        makers = self.view.facts.between.search(passage.text, passage.start, passage.end)
        matter = self.view.facts.matter.search(passage.text, makers.end(), passage.end) if makers else None
        if makers is None or matter is None:
            return passage.end
        rows = (one.row for one in passage.mentions_in(makers.end(), matter.start()))
        named = {one.party_id for one in rows if isinstance(one, Mention) and one.kind in _STATES}
        return matter.start() if len(named) > 1 else passage.end

    def _states_of_holders(self, clauses: list[Clause]) -> tuple[str, ...]:
        """The states whose leaders a title names, each once: "Meeting of President Biden and King Abdullah II of Jordan"."""
        found: dict[str, None] = {}
        for passage in map(self.view.passages.of, clauses):
            for one in _named(passage, ("office",)):
                state, _, role = one.party_id.partition(".")
                if role in _LEADERS:
                    found.setdefault(state)
        return tuple(found)

    def _joined(self, clauses: list[Clause]) -> tuple[str, ...]:
        """The first two or more makers, an organisation among them, that a title names in a row: "of the African Union and the
        European Union", "ASEAN-Russia Summit"; empty where it names none so, or is about them."""
        facts = self.view.facts
        for passage in map(self.view.passages.of, clauses):
            row: list[_Named] = []
            for one in _named(passage, _STATES):
                if row and not facts.joined.fullmatch(passage.text, row[-1].end, one.start):
                    if len({maker.party_id for maker in row}) > 1:
                        break
                    row = []
                row.append(one)
            makers = tuple(dict.fromkeys(maker.party_id for maker in row))
            organised = any(maker.kind == "organisation" for maker in row)
            if (
                len(makers) > 1
                and organised
                and not facts.about.search(passage.text, passage.start, row[0].start)
            ):
                return makers
        return ()

    def _organisations(self, clauses: list[Clause]) -> tuple[str, ...]:
        """Organisations named there, each once; none that a title is about: "Statement by the Ministers on the OSCE"."""
        found: dict[str, None] = {}
        for passage in map(self.view.passages.of, clauses):
            for one in _named(passage, ("organisation",)):
                if not self.view.facts.about.search(passage.text, passage.start, one.start):
                    found.setdefault(one.party_id)
        return tuple(found)

    def _joins(self, passage: Passage, place: int) -> bool:
        if self.view.facts.about.search(passage.text, passage.start, place):
            return False
        return self.view.facts.between.search(passage.text, passage.start, place) is not None

    def symbol(self, type: str | None, issuer: str | None) -> str | None:
        """The printed symbol, else the one that the number in the head means."""
        printed = self.view.symbol_line()
        if printed:
            return printed
        if type not in ("resolution", "decision"):
            return None
        for clause in self.view.head:
            passage = self.view.passages.of(clause)
            tokens = self.view.lexicon.scanner.find(passage.text, passage.start, passage.end)
            numbers = read_numbers(passage, self.view.lexicon, tokens, issuer)
            if numbers:
                return numbers[min(numbers)].symbol
            match = re.match(r"\s*(\d{1,3}/\d{1,4})\.?\s", passage.text[passage.start : passage.end])
            if match and issuer in ("UNGA", None):
                return f"A/RES/{match[1]}"
        return None


def _named(passage: Passage, kinds: Container[str], end: int | None = None) -> Iterator[_Named]:
    """Those of some kinds whom a passage names, up to `end`, in text order."""
    for placed in passage.mentions_in(passage.start, passage.end if end is None else end):
        row = placed.row
        if isinstance(row, Mention) and row.kind in kinds and row.party_id:
            yield _Named(placed.start, placed.end, row.kind, row.party_id)

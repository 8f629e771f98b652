"""What linking keeps of the documents that are held, so that a change costs what it touches and no more.

A node is one thing that one document tells of: an instrument it cites or is, a person, an office, a body. Nodes that tell
the same in the same words have one shape. A group is what linking makes of shapes: one instrument, one person.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

from clausedb.link import people, told
from clausedb.link.records import LinkCitation, LinkClause, LinkInput
from clausedb.link.told import Told
from clausedb.model import Party

INSTRUMENT: Final = "instrument"
PERSON: Final = "person"
PARTY: Final = "party"
"""The kinds of groups: offices and bodies have one id everywhere."""

CITED: Final = "cited"
DOCUMENT: Final = "document"
OWN: Final = "own"
"""How a node tells of an instrument: it cites it, it is it, it cites itself (counted with the document)."""


class Node(NamedTuple):
    """One telling of an instrument or a party in one document."""

    document_id: str
    kind: str
    """cited, document, own, party"""
    key: str
    """The instrument key, or the document's own party id."""
    shape: int


class Shape(NamedTuple):
    """What a node says, which other nodes may say just so."""

    number: int
    """Made from what it says, so that it is the same everywhere."""
    words: str
    """What it says, as JSON."""

    @property
    def says(self) -> Told | Party:
        """What is told of the instrument or the party."""
        return _read(self.words)

    @property
    def kind(self) -> str:
        """INSTRUMENT, PERSON or PARTY."""
        one = self.says
        return INSTRUMENT if isinstance(one, Told) else PERSON if one.kind == "person" else PARTY

    @property
    def fixed(self) -> int | None:
        """The group, where the shape alone decides it; None where it is compared with others."""
        one = self.says
        if isinstance(one, Party):
            return None if one.kind == "person" else number_of(f"party {one.party_id}")
        return None if one.fixed is None else number_of(one.fixed)

    def lies_in(self) -> Iterable[str]:
        """The blocks it lies in."""
        one = self.says
        return told.lies_in(one) if isinstance(one, Told) else people.lies_in(one)

    def bound_in(self) -> Iterable[str]:
        """The blocks of those that may be the same."""
        one = self.says
        return told.bound_in(one) if isinstance(one, Told) else people.bound_in(one)

    def below(self) -> Iterable[str]:
        """The blocks of those on which it may hang."""
        one = self.says
        return told.below(one) if isinstance(one, Told) else people.below(one)

    def above(self) -> Iterable[str]:
        """The blocks of those that may hang on it."""
        one = self.says
        return told.above(one) if isinstance(one, Told) else people.above(one)

    def binds(self, other: Shape) -> bool:
        """Whether it may depend on the other, which lies in a block of `bound_in`, what it is."""
        one, two = self.says, other.says
        if isinstance(one, Told) and isinstance(two, Told):
            return told.binds(one, two)
        return isinstance(one, Party) and isinstance(two, Party) and people.binds(one, two)

    def hangs(self, on: Shape) -> bool:
        """Whether it can mean the other, which lies in a block of `below`, and is told of more exactly."""
        one, two = self.says, on.says
        if isinstance(one, Told) and isinstance(two, Told):
            return told.hangs(one, two)
        return isinstance(one, Party) and isinstance(two, Party) and people.hangs(one, two)

    @property
    def exactness(self) -> int:
        """What is less exact hangs on what is more so."""
        one = self.says
        return told.exactness(one) if isinstance(one, Told) else people.exactness(one)


class Count(NamedTuple):
    """How many nodes have a shape."""

    nodes: int
    first: str
    """The first of the documents."""


@dataclass(frozen=True, slots=True)
class Group:
    """One instrument or party, as far as others have to know it."""

    root: int
    """The number of the group."""
    kind: str
    base: str
    """The id it has where no other group has the same."""
    id: str
    """The id it has. Of somebody who stays in the document the id of the one who keeps it."""
    rank: tuple[Any, ...] = ()
    """Of persons: people.Rank."""
    documents: tuple[tuple[str, str], ...] = ()
    """Of instruments: (language, the first document in it that is the instrument)."""
    texts: tuple[int, ...] = ()
    """Of instruments: the shapes of documents that are it."""
    keeper: str | None = None
    """Of somebody who stays in the document: the document that keeps the bare id."""

    @property
    def stays(self) -> bool:
        """Whether each document has its own, known by the surname alone."""
        return self.kind == PERSON and bool(self.rank[0])

    def id_in(self, document_id: str) -> str:
        """The id for a document."""
        return people.stayed_id(self.base, document_id, self.keeper) if self.stays else self.id


@dataclass(frozen=True, slots=True)
class Citing:
    """A citation of a document that is held, with what its target depends on."""

    row: LinkCitation
    language: str
    text: int | None
    """The shape of the citing document, where it is an instrument."""
    shape: int


class Held(Protocol):
    """What is kept of all documents. `without` are documents that are being taken out."""

    def nodes(self, document_ids: Collection[str]) -> Sequence[Node]: ...

    def shapes(self, numbers: Collection[int]) -> Mapping[int, tuple[Shape, int]]:
        """Number -> the shape and the root of its group, of those that are kept."""
        ...

    def in_blocks(self, blocks: Collection[str]) -> Mapping[int, tuple[Shape, int]]:
        """Those that lie in one of these blocks."""
        ...

    def members(self, roots: Collection[int]) -> Mapping[int, tuple[Shape, int]]:
        """Those of these groups."""
        ...

    def counts(self, numbers: Collection[int], without: Collection[str]) -> Mapping[int, Count]:
        """How many nodes have each shape, those of documents that cite themselves left out."""
        ...

    def groups(self, roots: Collection[int]) -> Sequence[Group]: ...

    def namesakes(self, bases: Collection[str]) -> Sequence[Group]:
        """The groups that would have one of these ids."""
        ...

    def tellers(self, numbers: Collection[int], without: Collection[str]) -> Sequence[Node]:
        """The nodes that have one of these shapes."""
        ...

    def citations(self, numbers: Collection[int], without: Collection[str]) -> Sequence[Citing]:
        """The citations whose instruments have one of these shapes."""
        ...

    def clauses(self, document_id: str) -> Sequence[LinkClause]:
        """The clauses of a document."""
        ...


def number_of(words: str) -> int:
    """A number that stands for words."""
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big", signed=True)


_PARTY: Final = tuple(one.name for one in fields(Party))
_TOLD: Final = tuple(one.name for one in fields(Told))


@lru_cache(maxsize=1 << 16)
def shape_of(one: Told | Party) -> Shape:
    """The shape of what a document tells."""
    names = _TOLD if isinstance(one, Told) else _PARTY
    words = json.dumps([getattr(one, name) for name in names], ensure_ascii=False, separators=(",", ":"))
    return Shape(number_of(words), words)


@lru_cache(maxsize=1 << 16)
def _read(words: str) -> Told | Party:
    values: list[Any] = [tuple(one) if isinstance(one, list) else one for one in json.loads(words)]
    return Told(*values) if len(values) == len(_TOLD) else Party(*values)


def nodes_of(rows: LinkInput) -> list[tuple[Node, Shape]]:
    """What the documents tell of, with its shape."""
    found: list[tuple[Node, Shape]] = []

    def put(document_id: str, kind: str, key: str, one: Told | Party) -> None:
        shape = shape_of(one)
        found.append((Node(document_id, kind, key, shape.number), shape))

    present = {one.document_id for one in rows.documents}
    own: dict[str, set[str]] = {}
    cited: dict[tuple[str, str], list[LinkCitation]] = {}
    for row in rows.citations:
        if row.citation.self and row.document_id in present:
            own.setdefault(row.document_id, set()).add(row.citation.instrument_key)
        else:
            cited.setdefault((row.document_id, row.citation.instrument_key), []).append(row)
    for document in rows.documents:
        keys = sorted(own.get(document.document_id, ()))
        if told.is_instrument(document, keys):
            one = told.of_document(document, keys)
            put(document.document_id, DOCUMENT, "", one)
            for key in keys:
                put(document.document_id, OWN, key, one)
    for (document_id, key), several in cited.items():
        put(document_id, CITED, key, told.of_citations(document_id, key, [row.citation for row in several]))
    for party in rows.parties:
        put(party.document_id, PARTY, party.party.party_id, party.party)
    return found

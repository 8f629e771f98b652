"""The links of documents kept in memory: for a handful of records, and to tell what a database has to hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from clausedb.link.changes import Changes, changes
from clausedb.link.held import DOCUMENT, OWN, Citing, Count, Group, Node, Shape
from clausedb.link.records import LinkCitation, LinkClause, LinkDocument, LinkedCitation, LinkInput, Links
from clausedb.model import Instrument, Party


def link(rows: LinkInput) -> Links:
    """Instruments, citation targets and parties over all documents; every tuple sorted."""
    memory = Memory()
    memory.change((), rows)
    return memory.links()


@dataclass(slots=True)
class Memory:
    """All that linking keeps."""

    documents: dict[str, LinkDocument] = field(default_factory=dict)
    citations_of: dict[str, list[LinkCitation]] = field(default_factory=dict)
    every_node: list[Node] = field(default_factory=list)
    every_shape: dict[int, tuple[Shape, int]] = field(default_factory=dict)
    every_group: dict[int, Group] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    led: dict[str, LinkedCitation] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def change(self, gone: Collection[str], added: LinkInput) -> Changes:
        """Takes out documents and adds others; gives what that changes."""
        found = changes(self, gone, added)
        for document_id in gone:
            self.documents.pop(document_id, None)
            for row in self.citations_of.pop(document_id, ()):
                del self.led[row.citation.citation_id]
        self.every_node = [one for one in self.every_node if one.document_id not in gone] + found.nodes
        self.names = {key: one for key, one in self.names.items() if key[0] not in gone}
        self.documents.update({one.document_id: one for one in added.documents})
        for row in added.citations:
            self.citations_of.setdefault(row.document_id, []).append(row)
        self.every_shape.update(found.shapes)
        for number in found.shapes_gone:
            del self.every_shape[number]
        for root in found.groups_gone:
            del self.every_group[root]
        self.every_group.update({one.root: one for one in found.groups})
        for party_id in found.parties_gone:
            self.parties.pop(party_id)
        self.parties.update({one.party_id: one for one in found.parties})
        for instrument_id in found.instruments_gone:
            del self.instruments[instrument_id]
        self.instruments.update({one.instrument_id: one for one in found.instruments})
        self.led.update({one.citation_id: one for one in found.citations})
        self.names.update({(one.document_id, one.local_id): one.party_id for one in found.names})
        return found

    def links(self) -> Links:
        """What is linked, every tuple sorted."""
        from clausedb.link.records import LinkedParty

        return Links(
            tuple(self.instruments[one] for one in sorted(self.instruments)),
            tuple(self.led[one] for one in sorted(self.led)),
            tuple(self.parties[one] for one in sorted(self.parties)),
            tuple(LinkedParty(*key, party_id) for key, party_id in sorted(self.names.items())),
        )

    # --- what is kept ---------------------------------------------------------------------

    def nodes(self, document_ids: Collection[str]) -> Sequence[Node]:
        return [one for one in self.every_node if one.document_id in document_ids]

    def shapes(self, numbers: Collection[int]) -> Mapping[int, tuple[Shape, int]]:
        return {one: self.every_shape[one] for one in numbers if one in self.every_shape}

    def in_blocks(self, blocks: Collection[str]) -> Mapping[int, tuple[Shape, int]]:
        return {
            number: kept
            for number, kept in self.every_shape.items()
            if kept[0].fixed is None and not set(blocks).isdisjoint(kept[0].lies_in())
        }

    def members(self, roots: Collection[int]) -> Mapping[int, tuple[Shape, int]]:
        return {number: kept for number, kept in self.every_shape.items() if kept[1] in roots}

    def counts(self, numbers: Collection[int], without: Collection[str]) -> Mapping[int, Count]:
        found: dict[int, Count] = {}
        for node in self.tellers(numbers, without):
            if node.kind != OWN:
                count = found.get(node.shape, Count(0, node.document_id))
                found[node.shape] = Count(count.nodes + 1, min(count.first, node.document_id))
        return found

    def groups(self, roots: Collection[int]) -> Sequence[Group]:
        return [self.every_group[one] for one in roots if one in self.every_group]

    def namesakes(self, bases: Collection[str]) -> Sequence[Group]:
        return [one for one in self.every_group.values() if one.base in bases]

    def tellers(self, numbers: Collection[int], without: Collection[str]) -> Sequence[Node]:
        return [one for one in self.every_node if one.shape in numbers and one.document_id not in without]

    def citations(self, numbers: Collection[int], without: Collection[str]) -> Sequence[Citing]:
        found: list[Citing] = []
        texts = {one.document_id: one.shape for one in self.every_node if one.kind == DOCUMENT}
        for node in self.tellers(numbers, without):
            for row in self.citations_of.get(node.document_id, ()):
                own = row.citation.self and node.document_id in self.documents
                if row.citation.instrument_key == node.key and own == (node.kind == OWN):
                    language = (
                        self.documents[node.document_id].language
                        if own or node.document_id in self.documents
                        else ""
                    )
                    found.append(Citing(row, language, texts.get(node.document_id), node.shape))
        return found

    def clauses(self, document_id: str) -> Sequence[LinkClause]:
        return self.documents[document_id].clauses

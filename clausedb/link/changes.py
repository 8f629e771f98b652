"""What a change of some documents does to the links of all: the groups it touches are made again, all others stay.

The outcome is that of linking everything anew. What becomes of a shape depends on the shapes that touch it and on theirs in
turn; such a component is fetched whole, with the shapes that come and those that go, and grouped as if there were nothing
else. Of groups whose shapes stay the counts are taken again. Groups that want one id are told apart together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from clausedb.link.held import (
    CITED,
    DOCUMENT,
    INSTRUMENT,
    OWN,
    PARTY,
    PERSON,
    Citing,
    Count,
    Group,
    Held,
    Node,
    Shape,
    nodes_of,
)
from clausedb.link.instruments import described, same_instruments
from clausedb.link.people import Rank, base_of, ids_of, keeper_of, merged, rank_of, same_people
from clausedb.link.records import (
    LinkClause,
    LinkDocument,
    LinkedCitation,
    LinkedParty,
    LinkInput,
)
from clausedb.link.targets import Targets
from clausedb.link.told import Told
from clausedb.model import Instrument, Party


@dataclass(slots=True)
class Changes:
    """What has to be written so that all is as if linked anew."""

    nodes: list[Node] = field(default_factory=list)
    """Of the documents added; those of documents taken out go with them."""
    shapes: dict[int, tuple[Shape, int]] = field(default_factory=dict)
    """New ones, and those that have gone to another group."""
    shapes_new: list[int] = field(default_factory=list)
    shapes_gone: list[int] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    groups_gone: list[int] = field(default_factory=list)
    """Roots whose rows are to be taken out before `groups` are written."""
    instruments: list[Instrument] = field(default_factory=list)
    instruments_gone: list[str] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    parties_gone: list[str] = field(default_factory=list)
    citations: list[LinkedCitation] = field(default_factory=list)
    """Of the documents added, and those of others that lead elsewhere now."""
    names: list[LinkedParty] = field(default_factory=list)
    """Of the documents added, and of others where they are somebody else now."""


def changes(held: Held, gone: Collection[str], added: LinkInput) -> Changes:
    """What taking out some documents and adding others does; a document that is read again is in both."""
    return _Relinking(held, frozenset(gone), added).run()


@dataclass(slots=True)
class _Relinking:
    held: Held
    gone: frozenset[str]
    added: LinkInput
    local: list[tuple[Node, Shape]] = field(default_factory=list)
    before: dict[int, tuple[Shape, int]] = field(default_factory=dict)
    """The shapes that are looked at, as they are kept."""
    shapes: dict[int, Shape] = field(default_factory=dict)
    """The shapes that are looked at, those that come too."""
    counts: dict[int, Count] = field(default_factory=dict)
    old: dict[int, Group] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    """Root -> shapes, of the groups that are made again."""
    groups: dict[int, Group] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    """The shapes of the documents that come and go."""
    anchors: list[tuple[Shape, int]] = field(default_factory=list)
    """Shapes that stay in their groups, and on which others may hang."""
    hung: dict[int, list[int]] = field(default_factory=dict)
    """Root -> shapes that hang on a group that stays else."""
    found: Changes = field(default_factory=Changes)

    def run(self) -> Changes:
        self.local = nodes_of(self.added)
        gone = self.held.nodes(self.gone)
        self.touched = touched = {one.shape for one in gone} | {shape.number for _, shape in self.local}
        self._keep(self.held.shapes(touched))
        self.shapes.update({shape.number: shape for _, shape in self.local})
        self._count(touched)
        component = self._affected({one for one in touched if (one in self.before) != (one in self.counts)})
        self._count(component - touched)
        roots = self._group(touched, component)
        self._describe(roots)
        self._write()
        return self.found

    # --- which shapes ---------------------------------------------------------------------

    def _keep(self, kept: Mapping[int, tuple[Shape, int]]) -> None:
        self.before.update(kept)
        self.shapes.update({number: shape for number, (shape, _) in kept.items()})

    def _count(self, numbers: Collection[int]) -> None:
        """How many nodes have these shapes when all is done."""
        self.counts.update(self.held.counts(numbers, self.gone))
        for node, shape in self.local:
            if shape.number in numbers and node.kind != OWN:
                count = self.counts.get(shape.number)
                self.counts[shape.number] = (
                    Count(count.nodes + 1, min(count.first, node.document_id))
                    if count
                    else Count(1, node.document_id)
                )

    def _affected(self, changed: Iterable[int]) -> set[int]:
        """The compared shapes that come and go, those bound to them, and those that hang on any of these."""
        coming = [one for one in self.shapes.values() if one.number not in self.before and one.fixed is None]
        near = _Near(self.held, coming)
        found: set[int] = set()
        edge = {one: self.shapes[one] for one in changed if self.shapes[one].fixed is None}
        while edge:
            found |= edge.keys()
            bound = dict(edge)
            while bound:
                bound = near.reached(bound.values(), Shape.bound_in, Shape.binds, found)
                found |= bound.keys()
                edge |= bound
            edge = near.reached(edge.values(), Shape.above, lambda one, other: other.hangs(one), found)
        self._keep({number: near.kept[number] for number in found if number in near.kept})
        hanging = [self.shapes[one] for one in found]
        anchors = near.reached(hanging, Shape.below, Shape.hangs, found)
        self.anchors = [near.kept[number] for number in anchors]
        return found

    # --- which groups ---------------------------------------------------------------------

    def _group(self, touched: set[int], component: set[int]) -> set[int]:
        """Fills `members`; gives the roots of the groups that were there before."""
        present = sorted(
            (one for one in component if one in self.counts), key=lambda one: self.shapes[one].words
        )
        told = [one for one in present if self.shapes[one].kind == INSTRUMENT]
        people = [one for one in present if self.shapes[one].kind == PERSON]
        groups = [
            *([told[i] for i in group] for group in same_instruments([self._told(one) for one in told])),
            *([people[i] for i in group] for group in same_people([self._party(one) for one in people])),
        ]
        joined = self._hang(groups)
        standing: set[int] = set()
        for one in touched - component:
            root = self.before[one][1] if one in self.before else self.shapes[one].fixed
            assert root is not None
            standing.add(root)
        before = {self.before[one][1] for one in component if one in self.before}
        self._take_in(standing | joined | before, component)
        return standing | joined | before

    def _hang(self, groups: Iterable[list[int]]) -> set[int]:
        """Hangs what is less exact on what is more so, where one only fits; fills `members`, gives the groups that stay else."""
        anchored: set[int] = set()
        below: dict[str, list[tuple[Shape, int]]] = {}
        for kept in self.anchors:
            for block in kept[0].lies_in():
                below.setdefault(block, []).append(kept)
        for group in sorted(groups, key=lambda group: -self.shapes[group[0]].exactness):
            shapes = [self.shapes[one] for one in group]
            fits = {
                root
                for one in shapes
                for block in one.below()
                for other, root in below.get(block, ())
                if one.hangs(other)
            }
            root = fits.pop() if len(fits) == 1 else min(group)
            if root in self.members or root == min(group):
                self.members.setdefault(root, []).extend(group)
            else:
                anchored.add(root)
                self.hung.setdefault(root, []).extend(group)
            for one in shapes:
                for block in one.lies_in():
                    below.setdefault(block, []).append((one, root))
        return anchored

    def _take_in(self, roots: Collection[int], component: Collection[int] = ()) -> None:
        """Groups that stay together, with what comes to them and what hangs on them, without what goes."""
        kept = {number: one for number, one in self.held.members(roots).items() if number not in component}
        self._keep(kept)
        numbers = {number: root for number, (_, root) in kept.items()}
        for number, shape in self.shapes.items():
            if number not in self.before and (root := shape.fixed) is not None and root in roots:
                numbers[number] = root
        self._count(numbers.keys() - self.counts.keys())
        for root in roots:
            numbers.update(dict.fromkeys(self.hung.pop(root, ()), root))
        for number, root in numbers.items():
            if number in self.counts:
                self.members.setdefault(root, []).append(number)

    # --- what they are called -------------------------------------------------------------

    def _describe(self, roots: set[int]) -> None:
        """Fills `groups`, and takes in those whose ids change since others have come or gone."""
        self.old = {one.root: one for one in self.held.groups(roots)}
        self.groups = {root: self._bare(root) for root in self.members}
        bases = {one.base for one in (*self.old.values(), *self.groups.values()) if one.kind != PARTY}
        others = [
            one
            for one in self.held.namesakes(bases)
            if one.root not in self.old and one.root not in self.groups
        ]
        by_base: dict[tuple[str, str], list[Group]] = {}
        for one in (*self.groups.values(), *others):
            by_base.setdefault((one.kind, one.base), []).append(one)
        named = [one for (kind, base), same in by_base.items() for one in _named(kind, base, same)]
        before = {one.root: one for one in others}
        renamed = {
            one.root: before[one.root] for one in named if one.root in before and before[one.root] != one
        }
        self.old.update(renamed)
        self._take_in(renamed.keys())
        self.groups = {one.root: one for one in named if one.root in self.groups or one.root in renamed}

    def _bare(self, root: int) -> Group:
        """A group under the id it has where no other has the same."""
        numbers = self.members[root]
        kind = self.shapes[numbers[0]].kind
        if kind == INSTRUMENT:
            texts = tuple(sorted(one for one in numbers if self._told(one).is_document))
            base = self._instrument(root).instrument_id
            return Group(root, kind, base, base, (), self._documents(texts), texts)
        parties = self._parties(root)
        base = base_of(parties)
        if kind == PARTY:
            return Group(root, kind, base, base)
        sign = f"{root & 0xFFFFFF:06x}"
        return Group(root, kind, base, base, tuple(rank_of(parties, self._first(numbers), sign)))

    def _told(self, number: int) -> Told:
        one = self.shapes[number].says
        assert isinstance(one, Told)
        return one

    def _party(self, number: int) -> Party:
        one = self.shapes[number].says
        assert isinstance(one, Party)
        return one

    def _instrument(self, root: int) -> Instrument:
        numbers = sorted(self.members[root], key=lambda one: self.shapes[one].words)
        texts = [one for one in numbers if self._told(one).is_document]
        told = [(self._told(one), self.counts[one].nodes) for one in numbers]
        return described(told, self._first(texts) if texts else None)

    def _first(self, numbers: Iterable[int]) -> str:
        return min(self.counts[one].first for one in numbers)

    def _documents(self, texts: Iterable[int]) -> tuple[tuple[str, str], ...]:
        firsts: dict[str, str] = {}
        for one in texts:
            language = self._told(one).language or ""
            firsts[language] = min(firsts.get(language, self.counts[one].first), self.counts[one].first)
        return tuple(sorted(firsts.items()))

    def _parties(self, root: int) -> list[tuple[Party, int]]:
        numbers = sorted(self.members[root], key=lambda one: self.shapes[one].words)
        return [(self._party(one), self.counts[one].nodes) for one in numbers]

    # --- what is to be written ------------------------------------------------------------

    def _write(self) -> None:
        found = self.found
        root_of = {number: root for root, numbers in self.members.items() for number in numbers}
        found.nodes = [node for node, _ in self.local]
        found.shapes = {
            number: (self.shapes[number], root)
            for number, root in root_of.items()
            if number not in self.before or self.before[number][1] != root
        }
        found.shapes_new = [one for one in root_of if one not in self.before]
        found.shapes_gone = [one for one in self.before if one not in self.counts]
        found.groups = [one for one in self.groups.values() if self.old.get(one.root) != one]
        written = {one.root for one in found.groups}
        found.groups_gone = [root for root in self.old if root not in self.groups or root in written]
        self._write_instruments(root_of)
        self._write_parties(root_of)

    def _write_instruments(self, root_of: Mapping[int, int]) -> None:
        found = self.found
        groups = [one for one in self.groups.values() if one.kind == INSTRUMENT]
        found.instruments = [replace(self._instrument(one.root), instrument_id=one.id) for one in groups]
        ids = {one.id for one in groups}
        found.instruments_gone = [
            one.id for one in self.old.values() if one.kind == INSTRUMENT and one.id not in ids
        ]
        again = self.gone & {one.document_id for one in self.added.documents}
        restless = {
            number
            for number, root in root_of.items()
            if number in self.before and self._leads_elsewhere(number, self.groups[root], again)
        }
        targets = _Leading(self.held, self.added)
        for citing in self.held.citations(restless, self.gone) if restless else ():
            found.citations.append(targets.link(citing, self.groups[root_of[citing.shape]]))
        for citing in _own_citations(self.added, self.local):
            found.citations.append(targets.link(citing, self.groups[root_of[citing.shape]]))

    def _leads_elsewhere(self, number: int, group: Group, again: Collection[str]) -> bool:
        """Whether citations that are held may lead elsewhere than before."""
        if group.kind != INSTRUMENT:
            return False
        old = self.old[self.before[number][1]]
        if (old.id, old.documents, old.texts) != (group.id, group.documents, group.texts):
            return True
        return any(document_id in again for _, document_id in group.documents)

    def _write_parties(self, root_of: Mapping[int, int]) -> None:
        found = self.found
        before: set[str] = {one.id for one in self.old.values() if one.kind != INSTRUMENT and not one.stays}
        after: dict[str, Party] = {
            one.id: merged(one.id, self._parties(one.root))
            for one in self.groups.values()
            if one.kind != INSTRUMENT and not one.stays
        }
        for node in self.held.nodes(self.gone):
            if node.kind == PARTY and (old := self.old[self.before[node.shape][1]]).stays:
                before.add(old.id_in(node.document_id))
        for node in self._renamed(root_of):
            before.add(self.old[self.before[node.shape][1]].id_in(node.document_id))
            self._name(node, self.groups[root_of[node.shape]], after)
        for node, shape in self.local:
            if node.kind == PARTY:
                self._name(node, self.groups[root_of[shape.number]], after)
        found.parties = list(after.values())
        found.parties_gone = sorted(before - after.keys())

    def _name(self, node: Node, group: Group, after: dict[str, Party]) -> None:
        party_id = group.id_in(node.document_id)
        self.found.names.append(LinkedParty(node.document_id, node.key, party_id))
        if group.stays:
            after[party_id] = merged(party_id, [(self._party(node.shape), 1)])

    def _renamed(self, root_of: Mapping[int, int]) -> list[Node]:
        """The nodes of documents that stay who are somebody else now."""
        whole: set[int] = set()
        keepers: dict[int, set[str]] = {}
        for number, root in root_of.items():
            if number not in self.before or self.groups[root].kind == INSTRUMENT:
                continue
            old, new = self.old[self.before[number][1]], self.groups[root]
            if old.stays and new.stays:
                if old.keeper != new.keeper:
                    keepers[number] = {one for one in (old.keeper, new.keeper) if one}
            elif old.stays or new.stays or old.id != new.id:
                whole.add(number)
        found = list(self.held.tellers(whole, self.gone)) if whole else []
        documents = {one for several in keepers.values() for one in several} - self.gone
        if documents:
            found += [
                node
                for node in self.held.nodes(documents)
                if node.kind == PARTY and node.document_id in keepers.get(node.shape, ())
            ]
        return found


class _Near:
    """Finds shapes by their blocks, among those that are kept and those that come."""

    def __init__(self, held: Held, coming: Iterable[Shape]) -> None:
        self._held = held
        self._coming: dict[str, list[Shape]] = {}
        self.kept: dict[int, tuple[Shape, int]] = {}
        for one in coming:
            for block in one.lies_in():
                self._coming.setdefault(block, []).append(one)

    def reached(
        self,
        edge: Collection[Shape],
        blocks_of: Callable[[Shape], Iterable[str]],
        leads: Callable[[Shape, Shape], bool],
        known: Collection[int],
    ) -> dict[int, Shape]:
        """Those, not known yet, that lie in blocks of the edge and to which one of it leads."""
        looks = {block for one in edge for block in blocks_of(one)}
        kept = self._held.in_blocks(looks) if looks else {}
        lying: dict[str, list[Shape]] = {}
        for shape, _ in kept.values():
            if shape.number not in known:
                for block in looks.intersection(shape.lies_in()):
                    lying.setdefault(block, []).append(shape)
        found: dict[int, Shape] = {}
        for one in edge:
            for block in blocks_of(one):
                for other in (*lying.get(block, ()), *self._coming.get(block, ())):
                    if other.number not in known and other.number not in found and leads(one, other):
                        found[other.number] = other
        self.kept.update({number: kept[number] for number in found if number in kept})
        return found


def _named(kind: str, base: str, same: Sequence[Group]) -> list[Group]:
    """The groups that want one id, each with its own."""
    if kind == PERSON:
        ranks = [Rank(*one.rank) for one in same]
        keeper = keeper_of(ranks)
        return [
            replace(one, id=id, keeper=keeper if rank.surname_only else None)
            for one, rank, id in zip(same, ranks, ids_of(base, ranks), strict=True)
        ]
    if kind == PARTY or len(same) == 1:
        return [replace(one, id=base) for one in same]
    return [replace(one, id=f"{base}-{one.root & 0xFFFFFF:06x}") for one in same]


def _own_citations(added: LinkInput, local: Iterable[tuple[Node, Shape]]) -> Iterable[Citing]:
    """The citations of the documents added, with the shapes of their instruments."""
    at: dict[tuple[str, str, str], int] = {
        (node.document_id, node.kind, node.key): node.shape for node, _ in local
    }
    languages = {one.document_id: one.language for one in added.documents}
    for row in added.citations:
        kind = OWN if row.citation.self and row.document_id in languages else CITED
        yield Citing(
            row,
            languages.get(row.document_id, ""),
            at.get((row.document_id, DOCUMENT, "")),
            at[row.document_id, kind, row.citation.instrument_key],
        )


class _Leading:
    """Finds the document and the clause that a citation leads to."""

    def __init__(self, held: Held, added: LinkInput) -> None:
        self._held = held
        self._clauses: dict[str, Sequence[LinkClause]] = {
            one.document_id: one.clauses for one in added.documents
        }
        self._targets = Targets()

    def link(self, citing: Citing, group: Group) -> LinkedCitation:
        """The document itself where it is the instrument, else one in the citing document's language, else the first."""
        citation = citing.row.citation
        target = citing.row.document_id if citing.text in group.texts else None
        target = target or dict(group.documents).get(citing.language)
        target = target or min((one for _, one in group.documents), default=None)
        clause = None
        if target is not None and citation.pinpoint is not None:
            if target not in self._clauses:
                self._clauses[target] = self._held.clauses(target)
            clause = self._targets.clause(citation, LinkDocument(target, clauses=self._clauses[target]))
        return LinkedCitation(citation.citation_id, group.id, target is not None, target, clause)

"""Persons over documents and scripts: who of the many local ids is one person.

Full names are compared by skeleton, given name and surname both; a surname alone joins only somebody who holds the same
office, and only where that is one person. Everybody else who is known by the surname alone stays in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler

from clausedb.link.records import LinkedParty, LinkParty
from clausedb.link.skeleton import script, skeletons, transliterate
from clausedb.link.union import Union
from clausedb.model import Party

LIKENESS: Final = 0.85
"""Jaro-Winkler on skeletons; 0.85 parts spellings of one name from other names."""

Face = tuple[str, ...]
"""Skeletons of a full name, surname last."""


@dataclass(frozen=True, slots=True)
class _Person:
    document_id: str
    party: Party
    faces: tuple[Face, ...]
    surnames: tuple[str, ...]


def link_people(rows: Iterable[LinkParty]) -> tuple[tuple[Party, ...], tuple[LinkedParty, ...]]:
    """All parties over the documents, sorted by id, and what each local id stands for."""
    people, others = _split(rows)
    groups = _groups(people)
    named = _ids(people, groups)
    parties = [_merged(party_id, [people[i].party for i in group]) for party_id, group in named]
    by_id: dict[str, list[Party]] = {}
    for row in others:
        by_id.setdefault(row.party.party_id, []).append(row.party)
    parties += [_merged(party_id, members) for party_id, members in by_id.items()]
    links = {
        LinkedParty(people[i].document_id, people[i].party.party_id, party_id)
        for party_id, group in named
        for i in group
    }
    links |= {LinkedParty(row.document_id, row.party.party_id, row.party.party_id) for row in others}
    order = sorted(links, key=lambda one: (one.document_id, one.local_id, one.party_id))
    return tuple(sorted(parties, key=lambda one: one.party_id)), tuple(order)


def _split(rows: Iterable[LinkParty]) -> tuple[list[_Person], list[LinkParty]]:
    people: list[_Person] = []
    others: list[LinkParty] = []
    for row in rows:
        if row.party.kind == "person":
            people.append(_person(row))
        else:
            others.append(row)
    people.sort(key=lambda one: (one.document_id, one.party.party_id, one.party.names, one.party.offices))
    return people, others


def _person(row: LinkParty) -> _Person:
    return _Person(row.document_id, row.party, *_faces(row.party.names))


@lru_cache(maxsize=1 << 16)
def _faces(names: tuple[str, ...]) -> tuple[tuple[Face, ...], tuple[str, ...]]:
    """The full names and the surnames of somebody, as skeletons."""
    faces: set[Face] = set()
    surnames: set[str] = set()
    for name in names:
        words = [found for word in name.split() if (found := "".join(skeletons(word)))]
        if not words:
            continue
        surnames.add(words[-1])
        if len(words) > 1:
            faces.add((*(part for word in name.split()[:-1] for part in skeletons(word)), words[-1]))
    return tuple(sorted(faces)), tuple(sorted(surnames))


# --- who is the same ----------------------------------------------------------------------


def _groups(people: list[_Person]) -> list[list[int]]:
    union = Union(len(people))
    holders: dict[Face, list[int]] = {}
    for index, person in enumerate(people):
        for face in person.faces:
            holders.setdefault(face, []).append(index)
    for members in holders.values():
        union.join_all(members)
    blocks: dict[str, list[Face]] = {}
    for face in sorted(holders):
        blocks.setdefault(face[-1][:2], []).append(face)
    for block in blocks.values():
        for i, one in enumerate(block):
            for other in block[i + 1 :]:
                if same_name(one, other):
                    union.join(holders[one][0], holders[other][0])
    for index, target in _by_office(people, union):
        union.join(index, target)
    return union.groups()


def same_name(one: Face, other: Face) -> bool:
    """Whether two full names are spellings of one; names of several given names may leave some out."""
    if not (_alike(one[-1], other[-1]) and _alike(one[0], other[0])):
        return False
    return len(one) != len(other) or _alike(" ".join(one), " ".join(other))


def _alike(one: str, other: str) -> bool:
    """Short skeletons must be equal; k stands in Cyrillic for an h that other scripts drop."""
    if min(len(one), len(other)) < 3:
        return one == other or one[0] + one[1:].replace("k", "") == other[0] + other[1:].replace("k", "")
    return JaroWinkler.similarity(one, other) >= LIKENESS


def _by_office(people: list[_Person], union: Union) -> list[tuple[int, int]]:
    """(known by the surname alone, the one person of that surname in the same office)."""
    holders: dict[tuple[str, str], set[int]] = {}
    for index, person in enumerate(people):
        if person.faces:
            for office in person.party.offices:
                for surname in person.surnames:
                    holders.setdefault((office, surname[:2]), set()).add(index)
    found: list[tuple[int, int]] = []
    for index, person in enumerate(people):
        if person.faces:
            continue
        roots = {
            union.root(other)
            for office in person.party.offices
            for surname in person.surnames
            for other in holders.get((office, surname[:2]), ())
            if any(_alike(surname, theirs) for theirs in people[other].surnames)
        }
        if len(roots) == 1:
            found.append((index, roots.pop()))
    return found


# --- what they are called -----------------------------------------------------------------


def _ids(people: list[_Person], groups: list[list[int]]) -> list[tuple[str, list[int]]]:
    """(id, group): P:surname for the one met in most documents, with the given name or the document for others."""
    by_base: dict[str, list[list[int]]] = {}
    for group in groups:
        by_base.setdefault(_base(people, group), []).append(group)
    named: list[tuple[str, list[int]]] = []
    for base, same in by_base.items():
        rank = sorted(same, key=lambda group: _rank(people, group))
        taken = {base}
        named.append((base, rank[0]))
        for group in rank[1:]:
            given = _slug(_fullest(people[i].party for i in group).rsplit(" ", 1)[0])
            known = any(people[i].faces for i in group)
            name = f"{base}-{given if known else people[group[0]].document_id}"
            while name in taken:
                name += "-" + _slug(people[group[0]].document_id)
            taken.add(name)
            named.append((name, group))
    return named


def _base(people: list[_Person], group: list[int]) -> str:
    """The local id used most, those of Latin names first."""
    counts = Counter((people[i].party.party_id, _latin(people[i].party)) for i in group)
    return min(counts, key=lambda one: (not one[1], -counts[one], one[0]))[0]


def _latin(party: Party) -> bool:
    return bool(party.names) and script(party.names[0]) == "latin"


def _rank(people: list[_Person], group: list[int]) -> tuple[bool, int, str, str]:
    known = any(people[i].faces for i in group)
    count = len({people[i].document_id for i in group})
    fullest = _fullest(people[i].party for i in group)
    return (not known, -count, fullest, people[group[0]].document_id)


def _fullest(parties: Iterable[Party]) -> str:
    names = {name for party in parties for name in party.names}
    return min(names, key=_name_order, default="")


def _name_order(name: str) -> tuple[bool, int, int, str]:
    """Latin names before others, the fullest first."""
    return (script(name) != "latin", -len(name.split()), -len(name), name)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", transliterate(text)).strip("-") or "x"


def _merged(party_id: str, members: list[Party]) -> Party:
    """One party of all its local forms; where they disagree, what most say."""
    return Party(
        party_id,
        _most(party.kind for party in members) or "person",
        _names(members),
        _most(party.state_id for party in members if party.state_id),
        _most(party.parent_id for party in members if party.parent_id),
        tuple(sorted({office for party in members for office in party.offices})),
    )


def _names(members: list[Party]) -> tuple[str, ...]:
    """Every name once, Latin ones first; of full names that which is first in most documents, then the fullest."""
    first = Counter(party.names[0] for party in members if party.names and party.kind == "person")
    names = {name for party in members for name in party.names}
    return tuple(
        sorted(
            names,
            key=lambda name: (script(name) != "latin", " " not in name, -first[name], *_name_order(name)),
        )
    )


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value or ""), default=None)

"""Persons over documents and scripts: who of the many local ids is one person.

Full names are compared by skeleton, given name and surname both; a surname alone joins only somebody who holds the same
office, and only where that is one person. Everybody else who is known by the surname alone stays in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import Indel, JaroWinkler

from clausedb.link.skeleton import script, skeletons, transliterate
from clausedb.link.union import Union
from clausedb.model import Party

LIKENESS: Final = 0.85
"""Jaro-Winkler on skeletons; 0.85 parts spellings of one name from other names."""

_GIVEN: Final = 0.5
"""Likeness, without regard to place, of the given names of holders of one office that have one surname, in two scripts."""

Face = tuple[str, ...]
"""Skeletons of a full name, surname last."""


class Rank(NamedTuple):
    """Who of those with one id keeps it: persons known by their full names first, then those met most often."""

    surname_only: bool
    fewer: int
    """How often met, below zero."""
    fullest: str
    first: str
    """The first document, of those known by the surname alone; else what tells the person from all others."""


@lru_cache(maxsize=1 << 16)
def faces(names: tuple[str, ...]) -> tuple[Face, ...]:
    """The full names of somebody, as skeletons."""
    found: set[Face] = set()
    for name in names:
        words = _words(name)
        if len(words) > 1:
            found.add((*(part for word in name.split()[:-1] for part in skeletons(word)), words[-1]))
    return tuple(sorted(found))


@lru_cache(maxsize=1 << 16)
def surnames(names: tuple[str, ...]) -> tuple[str, ...]:
    """The surnames of somebody, as skeletons."""
    return tuple(sorted({words[-1] for name in names if (words := _words(name))}))


def _words(name: str) -> list[str]:
    return [found for word in name.split() if (found := "".join(skeletons(word)))]


# --- which others a person has to be compared with ------------------------------------------


def lies_in(one: Party) -> Iterable[str]:
    """The blocks that a person lies in."""
    kind = "holder" if faces(one.names) else "surname"
    return [*bound_in(one), *(f"{kind} {post}" for post in _posts(one))]


def bound_in(one: Party) -> Iterable[str]:
    """The blocks of those who may be the same by their full names."""
    known = faces(one.names)
    return [*(f"face {face[-1][:2]}" for face in known), *(f"post {post}" for post in _held(one) if known)]


def below(one: Party) -> Iterable[str]:
    """The blocks of those whom somebody known by the surname alone may be."""
    return [] if faces(one.names) else [f"holder {post}" for post in _posts(one)]


def above(one: Party) -> Iterable[str]:
    """The blocks of those known by the surname alone who may be this person."""
    return [f"surname {post}" for post in _posts(one)] if faces(one.names) else []


def _held(one: Party) -> list[str]:
    """The offices that somebody of this id holds."""
    return sorted({f"{one.party_id} {office}" for office in one.offices})


def _posts(one: Party) -> list[str]:
    return sorted({f"{office} {surname[:2]}" for office in one.offices for surname in surnames(one.names)})


def binds(one: Party, other: Party) -> bool:
    """Whether two are the same by their full names, or by one id, one office and given names that may be one in two scripts."""
    theirs = faces(other.names)
    return _same_holder(one, other) or any(
        a == b or (a[-1][:2] == b[-1][:2] and same_name(*sorted((a, b))))
        for a in faces(one.names)
        for b in theirs
    )


def _same_holder(one: Party, other: Party) -> bool:
    """Abdelmadjid Tebboune and «عبد المجيد تبون», President of Algeria: spellings of given names may be too far apart over scripts."""
    if one.party_id != other.party_id or set(one.offices).isdisjoint(other.offices):
        return False
    return any(
        script(a) != script(b) and _may_be_given(skeletons(a)[:-1], skeletons(b)[:-1])
        for a in one.names
        for b in other.names
        if " " in a and " " in b
    )


def _may_be_given(one: Face, other: Face) -> bool:
    """Whether given names may be the same, without the letter that scripts write or drop."""
    a, b = "".join(one).replace("k", ""), "".join(other).replace("k", "")
    return Indel.normalized_similarity(a, b) > _GIVEN


def hangs(one: Party, on: Party) -> bool:
    """Whether somebody known by the surname alone can be the other, who holds the same office."""
    theirs = surnames(on.names)
    posts = set(_posts(on))
    return any(
        f"{office} {surname[:2]}" in posts and any(_alike(surname, other) for other in theirs)
        for office in one.offices
        for surname in surnames(one.names)
    )


def exactness(one: Party) -> int:
    """Whether somebody is known by the full name: others hang on such persons."""
    return int(bool(faces(one.names)))


# --- who is the same ----------------------------------------------------------------------


def same_people(people: Sequence[Party]) -> list[list[int]]:
    """Groups of persons by their full names, by their place in the list; one known by the surname is alone in its group."""
    union = Union(len(people))
    holders: dict[Face, list[int]] = {}
    for index, person in enumerate(people):
        for face in faces(person.names):
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
    posts: dict[str, list[int]] = {}
    for index, person in enumerate(people):
        for post in _held(person) if faces(person.names) else ():
            posts.setdefault(post, []).append(index)
    for members in posts.values():
        for place, i in enumerate(members):
            for j in members[place + 1 :]:
                if _same_holder(people[i], people[j]):
                    union.join(i, j)
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


# --- what they are called -----------------------------------------------------------------


def base_of(group: Sequence[tuple[Party, int]]) -> str:
    """The local id used most, those of Latin names first. With each party stands in how many documents it is met so."""
    counts: Counter[tuple[str, bool]] = Counter()
    for one, count in group:
        counts[one.party_id, _latin(one)] += count
    return min(counts, key=lambda one: (not one[1], -counts[one], one[0]))[0]


def _latin(party: Party) -> bool:
    return bool(party.names) and script(party.names[0]) == "latin"


def stays(group: Sequence[tuple[Party, int]]) -> bool:
    """Whether somebody is known by the surname alone and joined to nobody: each document has its own."""
    return not any(faces(one.names) for one, _ in group)


def rank_of(group: Sequence[tuple[Party, int]], first: str, sign: str) -> Rank:
    """Where the group stands among those of one id; `first` is the first document, `sign` tells it from all others."""
    fullest = min((name for one, _ in group for name in one.names), key=_name_order, default="")
    if stays(group):
        return Rank(True, -1, fullest, first)
    return Rank(False, -sum(count for _, count in group), fullest, sign)


def ids_of(base: str, ranks: Sequence[Rank]) -> list[str]:
    """The id of each group of one id: the first in rank keeps it, with the given name for others.

    Of those that stay in their document, `stayed_id` says which document keeps it.
    """
    found: dict[Rank, str] = {}
    taken = {base}
    for one in sorted(ranks):
        if one.surname_only or not found:
            found[one] = base
            continue
        name = f"{base}-{_slug(one.fullest.rsplit(' ', 1)[0])}"
        if name in taken:
            name += f"-{one.first}"
        taken.add(name)
        found[one] = name
    return [found[one] for one in ranks]


def keeper_of(ranks: Iterable[Rank]) -> str | None:
    """The document in which somebody known by the surname alone keeps the bare id; None where a full name has it."""
    first = min(ranks)
    return first.first if first.surname_only else None


def stayed_id(base: str, document_id: str, keeper: str | None) -> str:
    """The id of somebody who stays in the document."""
    return base if document_id == keeper else f"{base}-{document_id}"


def _name_order(name: str) -> tuple[bool, int, int, str]:
    """Latin names before others, the fullest first."""
    return (script(name) != "latin", -len(name.split()), -len(name), name)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", transliterate(text)).strip("-") or "x"


def merged(party_id: str, members: Sequence[tuple[Party, int]]) -> Party:
    """One party of all its local forms; where they disagree, what most documents say."""
    return Party(
        party_id,
        _most((one.kind, count) for one, count in members) or "person",
        _names(members),
        _most((one.state_id, count) for one, count in members if one.state_id),
        _most((one.parent_id, count) for one, count in members if one.parent_id),
        tuple(sorted({office for one, _ in members for office in one.offices})),
    )


def _names(members: Sequence[tuple[Party, int]]) -> tuple[str, ...]:
    """Every name once, Latin ones first; of full names that which is first in most documents, then the fullest."""
    first: Counter[str] = Counter()
    for one, count in members:
        if one.names and one.kind == "person":
            first[one.names[0]] += count
    names = {name for one, _ in members for name in one.names}
    return tuple(
        sorted(
            names,
            key=lambda name: (script(name) != "latin", " " not in name, -first[name], *_name_order(name)),
        )
    )


def _most(values: Iterable[tuple[str | None, int]]) -> str | None:
    counts: Counter[str | None] = Counter()
    for value, count in values:
        counts[value] += count
    return min(counts, key=lambda value: (-counts[value], value or ""), default=None)

"""The references of a passage: its names and numbers of instruments, each with the places that belong to it.

What a reference means (the text itself, one named before, a draft) is left to `referents`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from clausedb.model import Date, Mention
from clausedb.parse.references.chains import (
    Internal,
    internal_references,
    is_joined,
    leads,
    merged,
    places_before,
    places_behind,
)
from clausedb.parse.references.heads import Head, heads_and_places
from clausedb.parse.references.lexicon import Lexicon
from clausedb.parse.references.passages import Passage
from clausedb.parse.references.pinpoints import Place
from clausedb.parse.references.referents import Reference
from clausedb.parse.references.shapes import Shapes
from clausedb.parse.references.symbols import read_numbers
from clausedb.parse.references.titles import Name
from clausedb.parse.scanner import Token

_PARTIES: Final = ("state", "organisation", "adjective", "collective", "anaphor", "side")
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d(?=\s)")
"""A year before the name: the 1951 Refugee Convention."""


def read_references(
    passage: Passage,
    known: Lexicon,
    tokens: list[Token],
    shapes: Shapes,
    issuer: str | None,
    units: frozenset[str] = frozenset(),
) -> Iterator[Reference]:
    """The references of a passage, not yet told apart, those with a name or number in text order.

    `units` are those by which the text refers to its own places without a name.
    """
    numbers = read_numbers(passage, known, tokens, issuer)
    own = passage.body if passage.clause.number else passage.start
    read = (
        item
        for item in heads_and_places(passage, known, tokens, numbers)
        if isinstance(item, Head) or item.start >= own
    )
    items = merged(passage, known, list(read))
    heads = [index for index, item in enumerate(items) if isinstance(item, Head)]
    if len(heads) == len(items):
        for item in items:
            if isinstance(item, Head):
                yield _filled(passage, known, item, shapes.read(item.kinds)[0], ())
        return
    before = {index: places_before(passage, known, items, index) for index in heads}
    claimed = {place for chain in before.values() for place, _ in chain}
    for index, chain in before.items():
        behind, besides = places_behind(passage, known, items, index, claimed)
        claimed.update(
            behind, besides, _beside_before(passage, known, items, chain[0][0] if chain else index)
        )
        yield _reference(passage, known, items, index, chain, behind, shapes)
    free = [
        (index, item) for index, item in enumerate(items) if isinstance(item, Place) and index not in claimed
    ]
    for chain_of_places in internal_references(passage, known, free, units):
        yield _internal(chain_of_places, shapes)


def _beside_before(passage: Passage, known: Lexicon, items: Sequence[Head | Place], first: int) -> set[int]:
    """The places of another instrument that stand joined before the first of those that lead up to it:
    «пункта 2 и подпунктом 4 пункта 43 Положения»."""
    head = next((one for one in items[first:] if isinstance(one, Head)), None)
    if head is None or "OWN" in head.kinds or not isinstance(items[first], Place):
        return set()
    found: set[int] = set()
    place = first - 1
    while place >= 0 and isinstance(one := items[place], Place):
        following = items[place + 1]
        gap = passage.text[one.end : following.start + is_joined(passage, following)]
        within = found and isinstance(following, Place) and leads(passage, known, one, following)
        if not within and known.places.beside.fullmatch(gap) is None:
            break
        found.add(place)
        place -= 1
    return found


def _reference(
    passage: Passage,
    known: Lexicon,
    items: list[Head | Place],
    index: int,
    before: list[tuple[int, str]],
    behind: list[int],
    shapes: Shapes,
) -> Reference:
    head = items[index]
    assert isinstance(head, Head)
    kinds: list[str] = []
    rows: list[int] = []
    for place, join in before:
        kinds += ["PLACE", join]
        rows += [place, -1]
    kinds += head.kinds
    rows += [index] * len(head.kinds)
    for place in behind:
        kinds += ["COMMA", "PLACE"]
        rows += [-1, place]
    shape, order = shapes.read(tuple(kinds))
    places = [items[rows[one]] for one in order]
    return _filled(passage, known, head, shape, tuple(one for one in places if isinstance(one, Place)))


def _filled(passage: Passage, known: Lexicon, head: Head, shape: str, places: tuple[Place, ...]) -> Reference:
    name = head.name
    title_end = name.title_end if name else head.end
    first = name.first if name else head.start
    date = head.date.row if head.date else None
    value = date.value if isinstance(date, Date) else None
    parties = _parties(passage, head.start, head.end)
    type = known.bilateral.get(head.type, head.type) if len(parties) == 2 else head.type
    title = " ".join(passage.words(first, title_end).split()).strip(' «»“”"') or None
    annex = (
        known.symbols.annexed.match(passage.text, head.end, passage.end)
        if head.number and not places
        else None
    )
    if annex:  # "A/75/651, annex": a document has one, which bears no number
        places = (Place(annex.start(1), annex.end(1), "annex", ("",)),)
    if value is None and name and title and not head.number and (year := _YEAR.match(title)):
        value = year[0]
    return Reference(
        start=head.start,
        end=head.end,
        shape=shape,
        type=type,
        first=first,
        noun=name.noun if name else head.start,
        noun_end=name.noun_end if name else head.end,
        title_end=title_end,
        title=title,
        determiner=name.determiner if name else "",
        bare=name.bare if name else False,
        date=value,
        symbol=head.number.symbol if head.number else None,
        parties=parties,
        places=places,
        prospective=False,
        core=_core(passage, name) if name and not head.number else "",
        short=head.short,
    )


def _internal(found: Internal, shapes: Shapes) -> Reference:
    """A reference to places of the text itself."""
    kinds: list[str] = []
    for join in (*found.joins, "OF"):
        kinds += ["PLACE", join]
    shape, order = shapes.read((*kinds, "HERE"))
    return Reference(
        start=found.start,
        end=found.end,
        shape=shape,
        type="document",
        first=found.start,
        noun=found.start,
        noun_end=found.end,
        title_end=found.end,
        title=None,
        determiner="",
        bare=True,
        date=None,
        symbol=None,
        parties=(),
        places=tuple(found.places[one // 2] for one in order),
        prospective=False,
        core="",
    )


def _core(passage: Passage, name: Name) -> str:
    """The words of a title without its noun (unless it has several words) and the names of its parties."""
    text, parts, start = passage.text, [], name.first
    if len(text[name.noun : name.noun_end].split()) == 1:
        parts.append(text[name.first : name.noun])
        start = name.noun_end
    for placed in passage.mentions_in(start, name.title_end):
        if start <= placed.start and placed.end <= name.title_end and _is_party(placed.row):
            parts.append(text[start : placed.start])
            start = placed.end
    return " ".join([*parts, text[start : name.title_end]])


def _is_party(row: Date | Mention) -> bool:
    """A state or its government, or both at once."""
    if not isinstance(row, Mention):
        return False
    return row.kind in ("state", "collective", "anaphor") or (row.party_id or "").endswith(".GOV")


def _parties(passage: Passage, start: int, end: int) -> tuple[str, ...]:
    """States and organisations named inside the reference, in text order."""
    rows = (placed.row for placed in passage.mentions_in(start, end))
    ids = [row.party_id for row in rows if isinstance(row, Mention) and row.kind in _PARTIES and row.party_id]
    return tuple(dict.fromkeys(ids))

"""How the places of a text belong together: to a name or number of an instrument, or to none, which means the text itself.

Inside-out ("paragraph 2 of Article 5 of the Treaty") and outside-in ("the Treaty, article 5, paragraph 2"); "paragraph 7 above",
"Article 5", «пункт 3 настоящей статьи» are references of a text to its own places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple, Protocol, TypeVar

from clausedb.model import Document
from clausedb.parse.references.lexicon import Lexicon
from clausedb.parse.references.passages import Passage
from clausedb.parse.references.pinpoints import Place

_ORDER: Final = ("annex", "schedule", "part", "chapter", "section", "article", "paragraph", "point")
"""Units that a text may number of its own, from the outermost in."""
_OF_RESOLUTIONS: Final = frozenset(("annex", "section", "paragraph", "point"))
_SILENT: Final = frozenset(("title", "heading", "dateline", "timestamp", "footnote", "signature"))
_OTHERS: Final = frozenset(("press_report", "report"))
"""Types of documents whose numbers are those of another text."""
_RUNS_ON: Final = re.compile(r"[ ,\u00a0]+[^\W\dA-ZА-ЯЁ]")
_BEFORE: Final = 24
"""Characters before a place in which a word may stand that puts it into another text."""
_NESTED: Final = re.compile(r"\s?[,،]?\s*")
"""Between a place and one within it, the outer first."""


class Item(Protocol):
    """A place, or the name or number of an instrument."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Other = TypeVar("_Other", bound=Item)


def merged(passage: Passage, known: Lexicon, items: Sequence[_Other | Place]) -> list[_Other | Place]:
    """The items with lists of places of one unit as one place: Articles 4 and 5, and Article 7."""
    found: list[_Other | Place] = []
    for item in items:
        last = found[-1] if found else None
        if isinstance(item, Place) and isinstance(last, Place) and last.unit == item.unit:
            inner = found[-2] if len(found) > 1 else None
            led = isinstance(inner, Place) and leads(passage, known, inner, last)
            led = led or leads(passage, known, last, item)
            if not led and known.places.comma_gap.fullmatch(passage.text[last.end : item.start]):
                found[-1] = Place(last.start, item.end, last.unit, last.numbers + item.numbers)
                continue
        found.append(item)
    return found


def places_before(
    passage: Passage, known: Lexicon, items: Sequence[Item], index: int
) -> list[tuple[int, str]]:
    """(item, how it is joined to what follows) of the places that lead up to a head, in text order."""
    chain: list[tuple[int, str]] = []
    place, follows = index - 1, items[index].start
    while place >= 0 and isinstance(one := items[place], Place):
        gap, behind = passage.text[one.end : follows], items[place + 1]
        inside = isinstance(behind, Place) and _is_inside(passage, one, behind)
        join = "OF" if known.places.of_gap.fullmatch(gap) and not is_joined(passage, behind) else ""
        if inside and (
            not join or (known.language == "ar" and not gap.strip())
        ):  # «المادة 12 فقرة 3 من البروتوكول»
            join = "COMMA"
        if not join:
            break
        chain.insert(0, (place, join))
        follows = one.start
        place -= 1
    return chain


def places_behind(
    passage: Passage, known: Lexicon, items: Sequence[Item], index: int, claimed: set[int]
) -> tuple[list[int], list[int]]:
    """The places behind a head, each within the one before; and those that belong to the same instrument besides."""
    found: list[int] = []
    besides: list[int] = []
    place, ended = index + 1, items[index].end
    while place < len(items) and place not in claimed and isinstance(one := items[place], Place):
        gap = passage.text[ended : one.start]
        following = items[place + 1] if place + 1 < len(items) else None
        if isinstance(following, Place) and leads(passage, known, one, following):
            break
        of_it = known.places.of_it.match(passage.text, one.end, passage.end)
        if of_it and is_joined(passage, one) and not gap.strip():
            besides.append(place)  # «الفقرة 2 من المادة 6 من الميثاق والمادتين 3 و4 منه»
            ended, place = of_it.end(), place + 1
            continue
        if not known.places.comma_gap.fullmatch(gap) or not (found or "," in gap or "،" in gap):
            break
        before = items[found[-1]] if found else None
        nested = before is None or (isinstance(before, Place) and _is_inside(passage, before, one))
        (found if nested and not besides else besides).append(place)
        ended = one.end
        place += 1
    return found, besides


def leads(passage: Passage, known: Lexicon, inner: Place, outer: Place) -> bool:
    """ "paragraph 2 of" leads up to "Article 5"."""
    below = _step(inner, outer) < 0 or inner.unit == outer.unit == "paragraph"  # «абзац второй пункта 8»
    return (
        below
        and not is_joined(passage, outer)
        and known.places.of_gap.fullmatch(passage.text[inner.end : outer.start]) is not None
    )


def is_joined(passage: Passage, item: Item) -> bool:
    """«والمادة 7»: Arabic "and" is written with the word behind it."""
    return passage.text[item.start] == "و"


def _is_inside(passage: Passage, outer: Place, inner: Place) -> bool:
    """ "paragraph 2" behind "Article 5," lies within it; behind "Article 5, and" it does not."""
    gap = passage.text[outer.end : inner.start]
    deeper = _step(outer, inner) >= 0 or (outer.unit, inner.unit) == ("article", "section")
    return deeper and not is_joined(passage, inner) and _NESTED.fullmatch(gap) is not None


def _step(one: Place, other: Place) -> int:
    """How much finer the second is; 1 where the order of the units is not known, 0 where they are of one kind."""
    if one.unit not in _ORDER or other.unit not in _ORDER:
        return 1
    return _ORDER.index(other.unit) - _ORDER.index(one.unit)


class Internal(NamedTuple):
    """Places that belong together, in text order, with how each is joined to what follows."""

    start: int
    end: int
    places: tuple[Place, ...]
    joins: tuple[str, ...]
    """OF or COMMA behind each place but the last."""


def own_units(document: Document) -> frozenset[str]:
    """The units that references without an instrument count in a document; empty where they mean another text."""
    if document.type is None or document.type in _OTHERS:
        return frozenset()
    return _OF_RESOLUTIONS if document.issuer else frozenset(_ORDER)


def internal_references(
    passage: Passage, known: Lexicon, places: Sequence[tuple[int, Place]], units: frozenset[str]
) -> Iterator[Internal]:
    """The references that the places make which no name of an instrument claims; each with its rank among all tokens."""
    if passage.clause.kind in _SILENT or not places:
        return
    body = passage.body
    for _, run in groupby(enumerate(places), key=lambda one: one[1][0] - one[0]):
        for chain in _chains(passage, known, [place for _, (_, place) in run]):
            if chain.places[0].start < body or not units.issuperset(one.unit for one in chain.places):
                continue
            found = _with_pointer(passage, known, chain)
            if found is not None and not _is_heading(passage, found, body):
                yield found


def _chains(passage: Passage, known: Lexicon, places: Sequence[Place]) -> Iterator[Internal]:
    """Neighbouring places, cut where one neither lies within the one before nor holds all before it."""
    chain: list[Place] = []
    joins: list[str] = []
    for place in places:
        if chain and leads(passage, known, chain[-1], place):
            if "COMMA" in joins and _step(chain[0], place) >= 0:
                last = chain.pop()
                yield _internal(chain, joins[:-1])
                chain, joins = [last], []
            joins.append("OF")
        elif (
            chain
            and "OF" not in joins
            and _step(chain[-1], place) > 0
            and _is_inside(passage, chain[-1], place)
        ):
            joins.append("COMMA")
        elif chain:
            yield _internal(chain, joins)
            chain, joins = [], []
        chain.append(place)
    yield _internal(chain, joins)


def _internal(chain: Sequence[Place], joins: Sequence[str]) -> Internal:
    return Internal(chain[0].start, chain[-1].end, tuple(chain), tuple(joins))


def _with_pointer(passage: Passage, known: Lexicon, chain: Internal) -> Internal | None:
    """With "above" or "of this Article" behind it; None where the words behind name another text."""
    if known.places.others.search(passage.text, max(passage.start, chain.start - _BEFORE), chain.start):
        return None
    pointer = known.places.here.match(passage.text, chain.end, passage.end)
    if pointer:
        return chain._replace(end=pointer.end())
    return None if known.places.elsewhere.match(passage.text, chain.end, passage.end) else chain


def _is_heading(passage: Passage, found: Internal, body: int) -> bool:
    """At the head of a paragraph a place heads what follows, unless the sentence runs on in small letters."""
    if passage.text[body : found.start].strip():
        return False
    return _RUNS_ON.match(passage.text, found.end, passage.end) is None

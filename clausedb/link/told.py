"""How instruments are told of: the words of one document for one of them, whatever the document.

What many documents say in the same words is one shape, so that linking works on the different ways of telling and
not on the documents. A symbol decides which instrument is meant, then a name of `known_instruments.tsv`; words that
say nothing outside their document stay in it. All others are plain: they are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from clausedb.link.known import known_instrument
from clausedb.link.records import LinkDocument
from clausedb.link.skeleton import script, skeletons, transliterate
from clausedb.model import Citation

FAMILIES: Final = {
    **dict.fromkeys(("treaty", "convention", "agreement", "covenant", "exchange_of_notes"), "treaty"),
    **dict.fromkeys(("declaration", "joint_statement", "statement", "communique"), "statement"),
    **dict.fromkeys(
        ("action_plan", "plan", "programme", "road_map", "strategy", "agenda", "framework"), "plan"
    ),
    **dict.fromkeys(("resolution", "decision"), "resolution"),
    **dict.fromkeys(("memorandum", "memorandum_of_understanding"), "memorandum"),
}
"""Types that other languages do not keep apart: «اتفاقية» is an agreement or a convention."""

_REPORTS: Final = (None, "press_report", "report", "document")
"""Types of documents that are no instruments."""


@dataclass(frozen=True)
class Told:
    """What a document says of an instrument that it cites, or that it is."""

    title: str | None = None
    """The fullest one."""
    type: str | None = None
    date: str | None = None
    symbol: str | None = None
    parties: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """The instrument keys of the document's citations that mean it."""
    prospective: bool = False
    language: str | None = None
    """Of the document, where it is the instrument itself; None where it cites it."""
    known: str | None = None
    """The id of a row of known_instruments.tsv."""
    letters: str = "latin"
    """The script of the title."""
    document_id: str | None = None
    """The document that alone knows what is meant."""

    @property
    def is_document(self) -> bool:
        """Whether a document tells it by being the instrument."""
        return self.language is not None

    @property
    def fixed(self) -> str | None:
        """What alone decides which instrument is meant; None where it is compared with others."""
        if self.symbol:
            return f"symbol {self.symbol}"
        if self.known:
            return f"known {self.known}"
        return (
            None if self.document_id is None else f"alone {self.document_id} {self.keys} {self.is_document}"
        )

    @property
    def family(self) -> str:
        """The family of its type: declarations and statements are one."""
        return FAMILIES.get(self.type or "", self.type or "")

    @cached_property
    def between(self) -> frozenset[str]:
        """Between whom it is (party ids)."""
        return frozenset(self.parties)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its title that tell it from others."""
        return title_words(self.title or "", self.type)

    @cached_property
    def names(self) -> frozenset[str]:
        """Skeletons of the words of its title, by which titles in two scripts are compared."""
        return _names(self.title or "")

    @property
    def meant(self) -> bool:
        """Whether its own words say which instrument is meant, outside its document too."""
        return bool(self.symbol or self.date or self.words)

    @cached_property
    def description(self) -> tuple[object, ...]:
        """All that comparing looks at."""
        return (
            self.type,
            self.date,
            self.words,
            self.names,
            self.letters,
            self.parties,
            self.prospective,
            self.is_document,
        )


def is_instrument(document: LinkDocument, own: Sequence[str]) -> bool:
    """Whether a document is an instrument: by its type, or since it speaks of itself as one."""
    return document.type not in _REPORTS or bool(own)


def of_document(document: LinkDocument, own: Sequence[str]) -> Told:
    """The document as an instrument; `own` are the keys under which it cites itself."""
    titles = (document.title,) if document.title else ()
    return _told(
        titles,
        document.type,
        document.date,
        document.symbol,
        document.parties,
        tuple(sorted(own)),
        document.document_id,
        language=document.language,
    )


def of_citations(document_id: str, key: str, found: Sequence[Citation]) -> Told:
    """The instrument that a document cites under one key."""
    dates = {one.date for one in found if one.date}
    return _told(
        tuple(sorted({one.title for one in found if one.title}, key=title_order)),
        most(Counter(one.type for one in found if one.type)),
        min(dates, key=lambda date: (-len(date), date), default=None),
        min((one.symbol for one in found if one.symbol), default=None),
        min((one.parties for one in found), key=lambda ids: (-len(ids), ids)),
        (key,),
        document_id,
        prospective=all(one.status == "prospective" for one in found),
    )


def _told(
    titles: tuple[str, ...],
    type: str | None,
    date: str | None,
    symbol: str | None,
    parties: tuple[str, ...],
    keys: tuple[str, ...],
    document_id: str,
    *,
    prospective: bool = False,
    language: str | None = None,
) -> Told:
    fullest = titles[0] if titles else None
    letters = script(fullest or "")
    # Persons have other ids over all documents, and are no parties of instruments.
    between = tuple(one for one in parties if not one.startswith("P:"))
    symbol = re.sub(r"\s+", "", symbol).upper() if symbol else None
    known = None if symbol or prospective else _known(titles, date)
    if known:
        # The table says the rest.
        return Told(parties=between, keys=keys, language=language, known=known, letters=letters)
    one = Told(fullest, type, date, symbol, between, keys, prospective, language, None, letters)
    meant = len(between) > 1 if prospective and not symbol else one.meant
    if meant:
        return one
    return Told(fullest, type, date, None, between, keys, prospective, language, None, letters, document_id)


def _known(titles: tuple[str, ...], date: str | None) -> str | None:
    found = (known_instrument(title, script(title), date) for title in titles)
    return next((one.instrument_id for one in found if one), None)


def title_order(title: str) -> tuple[bool, int, str]:
    """English before other scripts, the fullest first."""
    return (script(title) != "latin", -len(title), title)


def most(counts: Counter[str]) -> str | None:
    """What is met most often, of equals the first; None of nothing."""
    return min(counts, key=lambda value: (-counts[value], value), default=None)


_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_NUMBER: Final = re.compile(r"\d{4}")


@lru_cache(maxsize=1 << 16)
def title_words(title: str, type: str | None) -> frozenset[str]:
    """Beginnings of the longer words, so that cases and plurals do not count, and years; not the bare type."""
    found = {transliterate(word)[:6] for word in _WORD.findall(title)}
    found |= set(_NUMBER.findall(title))
    return frozenset(found - {(type or "")[:6]}) if len(found) > 1 else frozenset()


@lru_cache(maxsize=1 << 16)
def _names(title: str) -> frozenset[str]:
    """Skeletons of the words, hyphened ones as one, that are long enough to be told apart."""
    joined = ("".join(skeletons(word)) for word in title.split())
    return frozenset(found for found in joined if len(found) >= 3)


# --- which others an instrument has to be compared with -------------------------------------


def lies_in(one: Told) -> Iterable[str]:
    """The blocks that a plain one lies in."""
    yield from bound_in(one)
    if one.date and not one.prospective:
        yield from (f"finer {one.family} {start}" for start in coarser(one.date))
        if one.words:
            yield f"titled {_titled(one)}"


def bound_in(one: Told) -> Iterable[str]:
    """The blocks of those with which it may be one and the same."""
    if one.prospective:
        yield f"draft {one.family} {' '.join(sorted(one.parties))}"
    else:
        yield f"date {one.family} {one.date}" if one.date else f"undated {_titled(one)}"


def below(one: Told) -> Iterable[str]:
    """The blocks of those on which it may hang, as they are dated more exactly."""
    if not one.prospective:
        yield f"finer {one.family} {one.date}" if one.date else f"titled {_titled(one)}"


def above(one: Told) -> Iterable[str]:
    """The blocks of those that may hang on it."""
    if one.date and not one.prospective:
        yield from (f"date {one.family} {date}" for date in coarser(one.date))
        if one.words:
            yield f"undated {_titled(one)}"


def binds(one: Told, other: Told) -> bool:
    """Whether it may depend on the other which instrument one is: of those in one block of `bound_in`."""
    if one.prospective or not one.date or one.description == other.description:
        return True
    return (same_script(one, other) and same_title(one, other)) or could_be(one, other)


def hangs(one: Told, on: Told) -> bool:
    """Whether one can mean the other, which is dated more exactly: of those that `below` tells."""
    return means_same(one, on) if one.date else parties_agree(one, on)


def exactness(one: Told) -> int:
    """How exactly it is dated: nothing hangs on what is not more exact."""
    return len(one.date or "")


def _titled(one: Told) -> str:
    return f"{one.type} {one.letters} {' '.join(sorted(one.words))}"


def coarser(date: str | None) -> list[str]:
    """The year and the month of a more exact date."""
    return [date[:length] for length in (4, 7) if length < len(date) and "/" not in date] if date else []


# --- which are the same --------------------------------------------------------------------

_TITLE_SHARE: Final = 0.7
"""How many words of the shorter title the longer one must have."""


def same_script(one: Told, other: Told) -> bool:
    """Whether both titles are in one script, so that their words can be compared."""
    return one.letters == other.letters


def same_title(one: Told, other: Told) -> bool:
    """Of one type, between parties that agree, in the same words."""
    if one.type != other.type and one.type and other.type:
        return False
    common = len(one.words & other.words)
    fewer = min(len(one.words), len(other.words))
    return bool(common) and common >= _TITLE_SHARE * fewer and parties_agree(one, other)


def could_be(one: Told, other: Told) -> bool:
    """Across scripts, and with documents: by the parties, or by a proper name that comes out alike."""
    if same_script(one, other) and not (one.is_document or other.is_document):
        return False
    if not parties_agree(one, other):
        return False
    return _same_parties(one, other) or _share_name(one, other)


def means_same(one: Told, other: Told) -> bool:
    """Whether one is the other with a less exact date."""
    return same_title(one, other) if same_script(one, other) else could_be(one, other)


def parties_agree(one: Told, other: Told) -> bool:
    """Not between other parties: equal, or one of them names fewer."""
    return one.between <= other.between or other.between <= one.between


def _same_parties(one: Told, other: Told) -> bool:
    return len(one.parties) > 1 and one.between == other.between


def _share_name(one: Told, other: Told) -> bool:
    return any(a.startswith(b) or b.startswith(a) for a in one.names for b in other.names if a[:3] == b[:3])

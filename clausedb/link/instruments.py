"""Instruments over documents and languages: which citations, and which documents, are one treaty, resolution, plan.

A symbol decides where there is one, then a name of `known_instruments.tsv`. Else type, date and the words of the title decide within one script, and type, date
and parties (or a proper name that comes out alike) across scripts, there only where nothing else could be meant. A less
exact date, or none, joins a more exact one only where one instrument fits.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from clausedb.link.known import KnownInstrument, known_instrument
from clausedb.link.records import LinkCitation, LinkDocument
from clausedb.link.skeleton import script, skeletons, transliterate
from clausedb.link.union import Union
from clausedb.model import Instrument

_FAMILIES: Final = {
    **dict.fromkeys(("treaty", "convention", "agreement", "covenant", "exchange_of_notes"), "treaty"),
    **dict.fromkeys(("declaration", "joint_statement", "statement", "communique"), "statement"),
    **dict.fromkeys(("action_plan", "programme", "road_map", "strategy"), "plan"),
    **dict.fromkeys(("resolution", "decision"), "resolution"),
}
"""Types that other languages do not keep apart: «اتفاقية» is an agreement or a convention."""

_TITLE_SHARE: Final = 0.7
"""How many words of the shorter title the longer one must have."""


@dataclass(frozen=True, slots=True)
class Node:
    """One local instrument: what one document cites under one key, or a document that is an instrument itself."""

    keys: tuple[tuple[str, str], ...]
    """(document_id, instrument_key) pairs."""
    titles: tuple[str, ...]
    type: str | None
    date: str | None
    symbol: str | None
    parties: tuple[str, ...]
    prospective: bool = False
    document: LinkDocument | None = None
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    script: str = "latin"
    well_known: KnownInstrument | None = None

    @property
    def family(self) -> str:
        return _FAMILIES.get(self.type or "", self.type or "")

    @property
    def known(self) -> bool:
        """Whether its own words say which instrument is meant, outside its document too."""
        return bool(self.symbol or self.date or self.words)

    @property
    def description(self) -> tuple[object, ...]:
        """All that comparing looks at."""
        document = self.document is not None
        return (
            self.type,
            self.date,
            self.words,
            self.names,
            self.script,
            self.parties,
            self.prospective,
            document,
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The nodes that are one instrument."""

    instrument: Instrument
    keys: tuple[tuple[str, str], ...]
    documents: tuple[LinkDocument, ...]
    """Those that are the instrument, sorted by id."""
    by_id: Mapping[str, LinkDocument]
    by_language: Mapping[str, LinkDocument]
    """The first of each language."""


def group_instruments(
    documents: Iterable[LinkDocument], citations: Iterable[LinkCitation]
) -> tuple[Group, ...]:
    """One group an instrument, sorted by instrument id."""
    nodes = _nodes(documents, citations)
    groups = [[nodes[i] for i in group] for group in _join(nodes).groups()]
    return tuple(_group(instrument, group) for instrument, group in _instruments(groups))


def _group(instrument: Instrument, group: list[Node]) -> Group:
    held = sorted((node.document for node in group if node.document), key=lambda one: one.document_id)
    return Group(
        instrument,
        tuple(sorted(key for node in group for key in node.keys)),
        tuple(held),
        {one.document_id: one for one in held},
        {one.language: one for one in reversed(held)},
    )


# --- local instruments --------------------------------------------------------------------


def _nodes(documents: Iterable[LinkDocument], citations: Iterable[LinkCitation]) -> list[Node]:
    documents = tuple(documents)
    present = {one.document_id for one in documents}
    own: dict[str, set[str]] = {}
    cited: dict[tuple[str, str], list[LinkCitation]] = {}
    for row in citations:
        if row.citation.self and row.document_id in present:
            own.setdefault(row.document_id, set()).add(row.citation.instrument_key)
        else:
            cited.setdefault((row.document_id, row.citation.instrument_key), []).append(row)
    nodes = [
        _document_node(one, own.get(one.document_id, set())) for one in documents if _is_instrument(one, own)
    ]
    nodes += [_cited_node(key, rows) for key, rows in cited.items()]
    return sorted(nodes, key=lambda node: (node.keys, node.titles, node.document is None))


def _is_instrument(document: LinkDocument, own: dict[str, set[str]]) -> bool:
    reports = document.type in (None, "press_report", "report", "document")
    return not reports or document.document_id in own


def _document_node(document: LinkDocument, keys: set[str]) -> Node:
    titles = (document.title,) if document.title else ()
    return _node(
        tuple(sorted((document.document_id, key) for key in keys)),
        titles,
        document.type,
        document.date,
        document.symbol,
        document.parties,
        document=document,
    )


def _cited_node(key: tuple[str, str], rows: list[LinkCitation]) -> Node:
    found = [row.citation for row in rows]
    dates = {one.date for one in found if one.date}
    return _node(
        (key,),
        tuple(sorted({one.title for one in found if one.title}, key=_title_order)),
        _most(one.type for one in found if one.type),
        min(dates, key=lambda date: (-len(date), date), default=None),
        min((one.symbol for one in found if one.symbol), default=None),
        min((one.parties for one in found), key=lambda ids: (-len(ids), ids)),
        prospective=all(one.status == "prospective" for one in found),
    )


def _node(
    keys: tuple[tuple[str, str], ...],
    titles: tuple[str, ...],
    type: str | None,
    date: str | None,
    symbol: str | None,
    parties: tuple[str, ...],
    prospective: bool = False,
    document: LinkDocument | None = None,
) -> Node:
    fullest = titles[0] if titles else ""
    letters = script(fullest)
    return Node(
        keys,
        titles,
        type,
        date,
        re.sub(r"\s+", "", symbol).upper() if symbol else None,
        parties,
        prospective,
        document,
        _words(fullest, type),
        _names(fullest),
        letters,
        None if symbol or prospective else _well_known(titles, date),
    )


def _well_known(titles: tuple[str, ...], date: str | None) -> KnownInstrument | None:
    found = (known_instrument(title, script(title), date) for title in titles)
    return next((one for one in found if one), None)


_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_NUMBER: Final = re.compile(r"\d{4}")


@lru_cache(maxsize=1 << 16)
def _words(title: str, type: str | None) -> frozenset[str]:
    """Beginnings of the longer words, so that cases and plurals do not count, and years; not the bare type."""
    found = {transliterate(word)[:6] for word in _WORD.findall(title)}
    found |= set(_NUMBER.findall(title))
    return frozenset(found - {(type or "")[:6]}) if len(found) > 1 else frozenset()


@lru_cache(maxsize=1 << 16)
def _names(title: str) -> frozenset[str]:
    """Skeletons of the words, hyphened ones as one, that are long enough to be told apart."""
    joined = ("".join(skeletons(word)) for word in title.split())
    return frozenset(found for found in joined if len(found) >= 3)


# --- which are the same -------------------------------------------------------------------


def _join(nodes: list[Node]) -> Union:
    union = Union(len(nodes))
    for members in _blocks(nodes, lambda node: [node.symbol] if node.symbol else []).values():
        union.join_all(members)
    for members in _blocks(nodes, lambda node: [node.well_known] if node.well_known else []).values():
        union.join_all(members)
    different = _different(nodes, union)
    plain = [i for i in different if not nodes[i].prospective]
    _join_dated(nodes, plain, union)
    _join_less_exact(nodes, plain, union)
    _join_undated(nodes, plain, union)
    _join_prospective(nodes, [i for i in different if nodes[i].prospective], union)
    return union


def _different(nodes: list[Node], union: Union) -> list[int]:
    """One node of each description, so that what all documents cite in the same words is compared once."""
    among = [i for i, node in enumerate(nodes) if not (node.symbol or node.well_known) and _has_meaning(node)]
    blocks = _blocks(nodes, lambda node: [node.description], among)
    for members in blocks.values():
        union.join_all(members)
    return sorted(members[0] for members in blocks.values())


def _has_meaning(node: Node) -> bool:
    return len(node.parties) > 1 if node.prospective else node.known


def _blocks(
    nodes: list[Node], keys_of: Callable[[Node], Iterable[object]], among: list[int] | None = None
) -> dict[object, list[int]]:
    found: dict[object, list[int]] = {}
    for index in range(len(nodes)) if among is None else among:
        for key in keys_of(nodes[index]):
            found.setdefault(key, []).append(index)
    return found


def _join_dated(nodes: list[Node], among: list[int], union: Union) -> None:
    """Same family, same date: by title in one script, then across scripts where one only is meant."""
    blocks = _blocks(nodes, lambda node: [(node.family, node.date)] if node.date else [], among)
    for members in blocks.values():
        for position, one in enumerate(members):
            for other in members[position + 1 :]:
                if _same_script(nodes[one], nodes[other]) and _same_title(nodes[one], nodes[other]):
                    union.join(one, other)
        _join_only_pairs(nodes, members, union)


def _join_only_pairs(nodes: list[Node], members: list[int], union: Union) -> None:
    """Across scripts, and with documents: where each of two groups could be nothing but the other."""
    roots = sorted({union.root(one) for one in members})
    fits: dict[int, set[int]] = {root: set() for root in roots}
    for one in members:
        for other in members:
            if one < other and union.root(one) != union.root(other) and _could_be(nodes[one], nodes[other]):
                fits[union.root(one)].add(union.root(other))
                fits[union.root(other)].add(union.root(one))
    for root in roots:
        scripts = Counter(_side(nodes[other]) for other in fits[root])
        for other in sorted(fits[root]):
            if (
                scripts[_side(nodes[other])] == 1
                and sum(_side(nodes[x]) == _side(nodes[root]) for x in fits[other]) == 1
            ):
                union.join(root, other)


def _side(node: Node) -> tuple[str, bool]:
    return node.script, node.document is not None


def _could_be(one: Node, other: Node) -> bool:
    if _same_script(one, other) and not (one.document or other.document):
        return False
    if not _parties_agree(one, other):
        return False
    return _same_parties(one, other) or _share_name(one, other)


def _same_script(one: Node, other: Node) -> bool:
    return one.script == other.script


def _same_title(one: Node, other: Node) -> bool:
    if one.type != other.type and one.type and other.type:
        return False
    if not _parties_agree(one, other):
        return False
    fewer = min(len(one.words), len(other.words))
    return bool(fewer) and len(one.words & other.words) >= _TITLE_SHARE * fewer


def _same_parties(one: Node, other: Node) -> bool:
    return len(one.parties) > 1 and set(one.parties) == set(other.parties)


def _parties_agree(one: Node, other: Node) -> bool:
    """Not between other parties: equal, or one of them names fewer."""
    first, second = set(one.parties), set(other.parties)
    return first <= second or second <= first


def _share_name(one: Node, other: Node) -> bool:
    return any(a.startswith(b) or b.startswith(a) for a in one.names for b in other.names if a[:3] == b[:3])


def _join_less_exact(nodes: list[Node], among: list[int], union: Union) -> None:
    """A month or a year to the one day that fits."""
    finer = _blocks(nodes, lambda node: [(node.family, start) for start in _coarser(node.date)], among)
    for index in sorted(among, key=lambda i: (-len(nodes[i].date or ""), i)):
        node = nodes[index]
        if node.date:
            fits = finer.get((node.family, node.date), [])
            _join_if_one(index, [i for i in fits if _means_same(node, nodes[i])], union)


def _coarser(date: str | None) -> list[str]:
    return [date[:length] for length in (4, 7) if length < len(date) and "/" not in date] if date else []


def _means_same(one: Node, other: Node) -> bool:
    return _same_title(one, other) if _same_script(one, other) else _could_be(one, other)


def _join_if_one(index: int, others: list[int], union: Union) -> None:
    roots = {union.root(other) for other in others} - {union.root(index)}
    if len(roots) == 1:
        union.join(index, roots.pop())


def _join_undated(nodes: list[Node], among: list[int], union: Union) -> None:
    """The same words of the title: undated ones are one; dated ones join them where there is only one."""
    blocks = _blocks(nodes, lambda node: [(node.type, node.script, node.words)] if node.words else [], among)
    for members in blocks.values():
        undated = [i for i in members if not nodes[i].date]
        for one, other in pairwise(undated):
            if _parties_agree(nodes[one], nodes[other]):
                union.join(one, other)
        if undated:
            dated = [i for i in members if nodes[i].date and _parties_agree(nodes[i], nodes[undated[0]])]
            _join_if_one(undated[0], dated, union)


def _join_prospective(nodes: list[Node], among: list[int], union: Union) -> None:
    """Drafts are the same where type and parties are, and the title within one script."""
    blocks = _blocks(nodes, lambda node: [(node.family, tuple(sorted(node.parties)))], among)
    for members in blocks.values():
        for position, one in enumerate(members):
            for other in members[position + 1 :]:
                a, b = nodes[one], nodes[other]
                if not _same_script(a, b) or a.words == b.words or _same_title(a, b):
                    union.join(one, other)


# --- what they are called -----------------------------------------------------------------


def _instruments(groups: list[list[Node]]) -> list[tuple[Instrument, list[Node]]]:
    by_base: dict[str, list[tuple[Instrument, list[Node]]]] = {}
    for group in groups:
        one = _instrument(group)
        by_base.setdefault(one.instrument_id, []).append((one, group))
    found = [
        pair for same in by_base.values() for pair in (same if len(same) == 1 else map(_with_digest, same))
    ]
    return sorted(found, key=lambda pair: pair[0].instrument_id)


def _with_digest(pair: tuple[Instrument, list[Node]]) -> tuple[Instrument, list[Node]]:
    """Instruments of one readable id are told apart by digits of their first key."""
    one, group = pair
    documents = sorted(node.document.document_id for node in group if node.document)
    keys = sorted(key for node in group for key in node.keys)
    digest = hashlib.sha256(repr((keys[:1], documents[:1])).encode()).hexdigest()[:6]
    return replace(one, instrument_id=f"{one.instrument_id}-{digest}"), group


def _instrument(group: list[Node]) -> Instrument:
    documents = sorted(node.document.document_id for node in group if node.document)
    type = _most(node.type for node in group if node.type)
    date = min((node.date for node in group if node.date), key=lambda one: (-len(one), one), default=None)
    symbol = min((node.symbol for node in group if node.symbol), default=None)
    parties = _parties(group)
    title = min(
        {title for node in group for title in node.titles}, key=_title_order, default=symbol or type or ""
    )
    known = next((node.well_known for node in group if node.well_known), None)
    if known:
        type, date, title = known.type, known.date, known.title
        parties = parties if documents else ()
    return Instrument(
        known.instrument_id if known else _readable_id(group, type, date, symbol, parties, title),
        title,
        type,
        date,
        symbol,
        parties,
        documents[0] if documents else None,
        tuple(sorted({key for node in group for _, key in node.keys})),
    )


def _parties(group: list[Node]) -> tuple[str, ...]:
    """The most parties, of these in the order most texts have, English ones before others."""
    counts = Counter(node.parties for node in group)
    found = {
        (-len(node.parties), -counts[node.parties], node.script != "latin", node.parties) for node in group
    }
    return min(found)[-1]


def _readable_id(
    group: list[Node],
    type: str | None,
    date: str | None,
    symbol: str | None,
    parties: tuple[str, ...],
    title: str,
) -> str:
    if symbol:
        return _slug(symbol)
    known = any(node.known for node in group) and not all(node.prospective for node in group)
    parts = [type or "instrument", date or ("" if known else "draft" if group[0].prospective else "")]
    if 2 <= len(parties) <= 4:
        parts.append("-".join(parties).lower())
    else:
        parts.append("-".join(_slug(transliterate(title)).lower().split("-")[:6]))
    if not known and not (group[0].prospective and len(parties) > 1):
        parts.append(min(key[0] for node in group for key in node.keys) if group[0].keys else "")
    return "-".join(slug for part in parts if (slug := _slug(part.replace("_", "-"))))


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "-", text).strip("-")


def _title_order(title: str) -> tuple[bool, int, str]:
    """English before other scripts, the fullest first."""
    return (script(title) != "latin", -len(title), title)


def _most(values: Iterable[str]) -> str | None:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value), default=None)

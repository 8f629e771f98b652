"""Instruments over documents and languages: which ways of telling mean one treaty, resolution, plan, and what it is called.

Of the plain ones, type, date and the words of the title decide within one script, and type, date and parties (or a proper
name that comes out alike) across scripts, there only where nothing else could be meant. What has a less exact date, or none,
hangs on what has a more exact one, where one instrument only fits (`changes.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from clausedb.link.known import known_row
from clausedb.link.skeleton import transliterate
from clausedb.link.told import (
    Told,
    could_be,
    most,
    parties_agree,
    same_script,
    same_title,
    title_order,
)
from clausedb.link.union import Union
from clausedb.model import Instrument


def same_instruments(told: Sequence[Told]) -> list[list[int]]:
    """Groups of plain ones that are equally exact, by their place in the list; the order of the list may break ties."""
    union = Union(len(told))
    different = _different(told, union)
    plain = [i for i in different if not told[i].prospective]
    _join_dated(told, plain, union)
    _join_undated(told, plain, union)
    _join_prospective(told, [i for i in different if told[i].prospective], union)
    return union.groups()


def _different(told: Sequence[Told], union: Union) -> list[int]:
    """One of each description, so that what all documents cite in the same words is compared once."""
    blocks = _blocks(told, lambda one: [one.description], range(len(told)))
    for members in blocks.values():
        union.join_all(members)
    return sorted(members[0] for members in blocks.values())


def _blocks(
    told: Sequence[Told], keys_of: Callable[[Told], Iterable[object]], among: Iterable[int]
) -> dict[object, list[int]]:
    found: dict[object, list[int]] = {}
    for index in among:
        for key in keys_of(told[index]):
            found.setdefault(key, []).append(index)
    return found


def _join_dated(told: Sequence[Told], among: Sequence[int], union: Union) -> None:
    """Same family, same date: by title in one script, then across scripts where one only is meant."""
    blocks = _blocks(told, lambda one: [(one.family, one.date)] if one.date else [], among)
    for members in blocks.values():
        for position, one in enumerate(members):
            for other in members[position + 1 :]:
                if same_script(told[one], told[other]) and same_title(told[one], told[other]):
                    union.join(one, other)
        _join_only_pairs(told, members, union)


def _join_only_pairs(told: Sequence[Told], members: list[int], union: Union) -> None:
    """Across scripts, and with documents: where each of two groups could be nothing but the other."""
    roots = sorted({union.root(one) for one in members})
    fits: dict[int, set[int]] = {root: set() for root in roots}
    for one in members:
        for other in members:
            if one < other and union.root(one) != union.root(other) and could_be(told[one], told[other]):
                fits[union.root(one)].add(union.root(other))
                fits[union.root(other)].add(union.root(one))
    for root in roots:
        scripts = Counter(_side(told[other]) for other in fits[root])
        for other in sorted(fits[root]):
            if (
                scripts[_side(told[other])] == 1
                and sum(_side(told[x]) == _side(told[root]) for x in fits[other]) == 1
            ):
                union.join(root, other)


def _side(one: Told) -> tuple[str, bool]:
    return one.letters, one.is_document


def _join_undated(told: Sequence[Told], among: Sequence[int], union: Union) -> None:
    """The same words of the title, between parties that agree."""
    blocks = _blocks(told, lambda one: [] if one.date else [(one.type, one.letters, one.words)], among)
    for members in blocks.values():
        for one, other in pairwise(members):
            if parties_agree(told[one], told[other]):
                union.join(one, other)


def _join_prospective(told: Sequence[Told], among: Sequence[int], union: Union) -> None:
    """Drafts are the same where type and parties are, and the title within one script."""
    blocks = _blocks(told, lambda one: [(one.family, tuple(sorted(one.parties)))], among)
    for members in blocks.values():
        for position, one in enumerate(members):
            for other in members[position + 1 :]:
                a, b = told[one], told[other]
                if not same_script(a, b) or a.words == b.words or same_title(a, b):
                    union.join(one, other)


# --- what they are called -----------------------------------------------------------------


def described(told: Sequence[tuple[Told, int]], document_id: str | None) -> Instrument:
    """The instrument of a group, under the id it has where no other has it too.

    With each way of telling stands how many documents tell so; `document_id` is the first that is the instrument.
    """
    known = next((row for one, _ in told if one.known and (row := known_row(one.known))), None)
    type, date = _commonest_type(told), _most_exact_date(told)
    symbol = min((one.symbol for one, _ in told if one.symbol), default=None)
    parties = _parties(told)
    titles = {one.title for one, _ in told if one.title}
    title = min(titles, key=title_order, default=symbol or type or "")
    if known:
        type, date, title = known.type, known.date, known.title
        parties = parties if document_id else ()
    return Instrument(
        known.instrument_id if known else _readable_id(told, type, date, symbol, parties, title),
        title,
        type,
        date,
        symbol,
        parties,
        document_id,
        tuple(sorted({key for one, _ in told for key in one.keys})),
    )


def _commonest_type(told: Sequence[tuple[Told, int]]) -> str | None:
    counts: Counter[str] = Counter()
    for one, count in told:
        if one.type:
            counts[one.type] += count
    return most(counts)


def _most_exact_date(told: Sequence[tuple[Told, int]]) -> str | None:
    dates = {one.date for one, _ in told if one.date}
    return min(dates, key=lambda date: (-len(date), date), default=None)


def _parties(told: Sequence[tuple[Told, int]]) -> tuple[str, ...]:
    """The most parties, of these in the order most texts have, English ones before others."""
    counts: Counter[tuple[str, ...]] = Counter()
    for one, count in told:
        counts[one.parties] += count
    found = {
        (-len(one.parties), -counts[one.parties], one.letters != "latin", one.parties) for one, _ in told
    }
    return min(found)[-1]


def _readable_id(
    told: Sequence[tuple[Told, int]],
    type: str | None,
    date: str | None,
    symbol: str | None,
    parties: tuple[str, ...],
    title: str,
) -> str:
    if symbol:
        return _slug(symbol)
    draft = all(one.prospective for one, _ in told)
    known = any(one.meant for one, _ in told) and not draft
    parts = [type or "instrument", date or ("" if known else "draft" if draft else "")]
    if 2 <= len(parties) <= 4:
        parts.append("-".join(parties).lower())
    else:
        parts.append("-".join(_slug(transliterate(title)).lower().split("-")[:6]))
    parts += [one.document_id for one, _ in told if one.document_id]
    return "-".join(slug for part in parts if (slug := _slug(part.replace("_", "-"))))


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]+", "-", text).strip("-")

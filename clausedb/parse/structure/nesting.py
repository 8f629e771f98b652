"""Which marks are numbers of units, and how deep each stands: settled by the numbering that goes on around it.

Every mark may be refused or taken in one of its readings. Taking it may carry on an open series ((b) behind (a)), begin
a deeper one ((i) below (a)), or resume one that a new heading interrupted. Each has a cost; the cheapest way through the
whole text wins. Several ways are kept open side by side (a beam), so that what follows decides what a mark meant.
Costs are small numbers that add up: 0 as expected, about 1 plausible, 3 odd, 5 and more only where nothing else fits.
"""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import Final, NamedTuple

from clausedb.parse.structure.numbering import Mark, Reading, Value

MAX_DEPTH: Final = 24
"""Levels that are kept; what is nested deeper stands on the last one."""

_BEAM: Final = 6
_SPREAD: Final = 5.0
_BEYOND: Final = _SPREAD + 0.01
"""What costs so much more than the cheapest is not followed."""
_REACH: Final = 12
"""Open series, from the innermost, that a mark may carry on."""

_ANNEX: Final = 1
"""Rank of the outermost divisions."""
_ARTICLE: Final = 8
"""Rank of articles; divisions have lower ones."""
_EXPECTED: Final = 0.4
"""How much what speaks against a mark still weighs where it is the very number that has to come next."""
_LONELY: Final = 0.8
"""A series that ends with its first item."""
_FIRST: Final = 1.0
_AFTER_OPENER: Final = 0.2
_LATE: Final = 5.0
"""A series that does not begin with its first number."""
_CAPITAL: Final = 4.0
"""And one of capitals more: C. may be the first letter of a name."""
_ANNOUNCED: Final = 1.0
"""A series that begins outside the unit whose colon announces it."""
_RESUMED: Final = 0.5
_BESIDE: Final = 1.5
"""A series that goes on beside the divisions that interrupted it."""
_CLIMB: Final = 4
_INVERTED: Final = 1.5
"""A coarser numbering below a finer one: 1. below (a)."""
_FOREIGN: Final = 2.5
"""Numbers of several parts below a number that they do not begin with: 1.1 below 3."""
_NESTED_ALIKE: Final = 2.5
_RESTARTED: Final = 2.0
_REPEATED: Final = 3.5
_SIMILAR: Final = 1.8
"""An item signed otherwise than those before it: (e) behind d)."""


_REACHED: Final = range(_REACH)
_CLIMBED: Final = range(_CLIMB)


class Candidate(NamedTuple):
    """A mark at a place where a unit may begin."""

    mark: Mark
    take: float
    """What speaks against it in what stands before, as a cost."""
    refuse: float
    """What speaks for it, as the cost of refusing it."""
    opened: bool
    """What stands before announces a list (a colon, a heading, another number)."""
    place: int = 0
    """Index of its line."""
    announced: bool = False
    """A colon announces it: it belongs to the very unit that ends with that."""
    spoken: float = 0.0
    """What speaks against it in what stands behind: a sentence that goes on. Weighs in full also where the number is expected."""


class Taken(NamedTuple):
    """What a candidate became: `reading` None where it was refused."""

    candidate: Candidate
    reading: Reading | None
    depth: int
    irregular: str | None = None
    """`gap`, `duplicate_number` or `ambiguous_number` where the number does not follow the one before."""
    deeper: bool = False
    """It is nested deeper than MAX_DEPTH."""


_START: Final[Value] = (1.0,)
"""The value of a number before which nothing can come in a series: 1, a, i."""

_Resume = tuple[tuple[str, Value], ...]
"""By series that a new heading interrupted: the last value it had."""


class _Series:
    """An open numbering: the last value it had, and under which unit it stands."""

    __slots__ = ("beside", "count", "depth", "key", "last", "parent", "rank", "resume")

    def __init__(
        self,
        parent: _Series | None,
        key: str,
        rank: int,
        last: Value,
        count: int,
        resume: _Resume = (),
        beside: _Resume = (),
    ) -> None:
        self.parent = parent
        self.key = key
        self.rank = rank
        self.last = last
        self.count = count
        self.resume = resume
        self.beside = beside
        """What a division with a name interrupted, and may go on beside it."""
        self.depth: int = parent.depth + 1 if parent else 0


class _Way:
    """One way through the text so far."""

    __slots__ = ("back", "cost", "irregular", "reading", "top")

    def __init__(
        self,
        cost: float,
        top: _Series,
        back: _Way | None,
        reading: Reading | None,
        irregular: str | None = None,
    ) -> None:
        self.cost = cost
        self.top = top
        self.back = back
        self.reading = reading
        self.irregular = irregular


def settle(candidates: list[Candidate]) -> list[Taken]:
    """What each candidate became, in order. Linear in their number."""
    ways = [_Way(0.0, _Series(None, "", 0, (), 2), None, None)]
    for candidate in candidates:
        ways = _advance(ways, candidate)
    return _trace(min(ways, key=lambda way: way.cost + _end_cost(way.top)), candidates)


def _trace(way: _Way, candidates: list[Candidate]) -> list[Taken]:
    found: list[Taken] = []
    for candidate in reversed(candidates):
        depth = way.top.depth if way.reading else 0
        found.append(Taken(candidate, way.reading, min(depth, MAX_DEPTH), way.irregular, depth > MAX_DEPTH))
        assert way.back is not None
        way = way.back
    found.reverse()
    return found


_Move = tuple[float, _Series, bool, int, str | None]
"""(cost, a series, whether that is carried on or holds a new one, how many units the series then has, what is irregular)."""
_Offer = tuple[float, _Way, Reading | None, _Move | None]
_State = tuple[int, str, Value]


def _advance(ways: list[_Way], candidate: Candidate) -> list[_Way]:
    """The cheapest ways behind a candidate, one for each state, in the order of their costs."""
    best: dict[_State, _Offer] = {}
    mark, take, refuse = candidate.mark, candidate.take, candidate.refuse
    limit = ways[0].cost + refuse + _BEYOND
    for way in ways:
        top, refused, spoken = way.top, way.cost + refuse, way.cost + candidate.spoken
        if best:
            limit = _limit(best)
            if way.cost >= limit:
                break
        if refused < limit:
            state = (id(top.parent), top.key, top.last)
            other = best.get(state)
            if other is None or refused < other[0]:
                best[state] = (refused, way, None, None)
        for reading in mark.readings:
            expected = take * _EXPECTED if reading.strength else take
            moves = _ranked_moves if reading.rank else _free_moves
            for move in moves(top, reading, candidate, limit - spoken):
                cost, node, carries, count, irregular = move
                cost += spoken + (expected if count > 1 and not irregular else take)
                if cost < limit:
                    if carries:
                        state = (id(node.parent), node.key, reading.value)
                    else:
                        state = (id(node), reading.key, reading.value)
                    other = best.get(state)
                    if other is None or cost < other[0]:
                        best[state] = (cost, way, reading, move)
    kept = sorted(best.values(), key=_cost_of)[:_BEAM]
    highest = kept[0][0] + _SPREAD
    return [_follow(offer) for offer in kept if offer[0] <= highest]


_cost_of: Final = itemgetter(0)


def _limit(best: dict[_State, _Offer]) -> float:
    """What costs as much as this will not be among the cheapest."""
    costs = [offer[0] for offer in best.values()]
    if len(costs) < _BEAM:
        return min(costs) + _BEYOND
    costs.sort()
    return min(costs[0] + _BEYOND, costs[_BEAM - 1])


def _follow(offer: _Offer) -> _Way:
    cost, way, reading, move = offer
    if reading is None or move is None:
        return _Way(cost, way.top, way, None)
    _, node, carries, count, irregular = move
    if carries:
        resume = _interrupted(way.top, node) if node is not way.top else ()
        series = _Series(node.parent, node.key, node.rank, reading.value, count, resume, node.beside)
    else:
        resume = _before(way.top, node, reading)
        beside = resume if reading.rank > _ANNEX else ()
        series = _Series(node, reading.key, reading.rank, reading.value, count, resume, beside)
    return _Way(cost, series, way, reading, irregular)


def _before(top: _Series, node: _Series, reading: Reading) -> _Resume:
    """What closes where a new series opens below `node`, and may go on below its first unit: paragraphs that are counted through the
    sections which begin in their midst; behind an annex the divisions of the body."""
    if reading.rank == _ANNEX:
        return _divisions(top, node)
    if top is node or reading.rank >= _ARTICLE:
        return ()
    coarse = 0 if reading.rank else _fineness(reading.key)
    return tuple(one for one in _interrupted(top, node) if _fineness(one[0]) > coarse)


def _ranked_moves(top: _Series, reading: Reading, candidate: Candidate, room: float) -> list[_Move]:
    """A division with a name: everything of its rank and below is closed."""
    cost, node = 0.0, top
    outer = _same(top, reading.key)
    if outer is None and _is_inverted(top, reading):
        last = _last_of(reading.key, top, top)
        return [(_AFTER_OPENER, top, False, 2 if last else 1, None)]
    while node is not outer and node.parent is not None:
        if outer is None and 0 < node.rank < reading.rank:
            break
        if node.rank == reading.rank and node.key == reading.key:
            break
        if _is_section(node, reading):
            break
        cost += _close_cost(node)
        node = node.parent
    if node.parent is not None and node.key == reading.key:
        distance = _step(node.last, reading.value)
        here = _carry_cost(distance) if distance is not None else _RESTARTED
        if distance is None and _is_first(reading.value):
            here = _FIRST
        return [(cost + here, node, True, node.count + 1, _irregular(distance))]
    before = _last_of(reading.key, top, node)
    distance = _step(before, reading.value) if before else None
    if distance == 0 and node.rank == _ANNEX and node.parent is not None:
        node = node.parent
    if distance is not None:
        here = _carry_cost(distance)
    else:
        here = _AFTER_OPENER if _is_first(reading.value) else _FIRST + 1.0
    return [(cost + here, node, False, 2 if distance == 0 else 1, _irregular(distance))]


def _same(top: _Series, key: str) -> _Series | None:
    """The innermost open series of a kind of division."""
    node: _Series | None = top
    for _ in range(_REACH):
        if node is None or node.key == key:
            return node
        node = node.parent
    return None


def _is_inverted(top: _Series, reading: Reading) -> bool:
    """Whether a division that is the outer one by custom opens straight below the number of another: Section I, and below it Part I."""
    if not _ANNEX < reading.rank < top.rank < _ARTICLE:
        return False
    last = _last_of(reading.key, top, top)
    return _is_first(reading.value) if last is None else _step(last, reading.value) == 0


def _is_section(node: _Series, reading: Reading) -> bool:
    """Whether a bare I. or A. stands at the top or below a division, where it may hold articles."""
    outer = node.parent
    return (
        reading.kind == "article"
        and not node.rank
        and _fineness(node.key) == 1
        and outer is not None
        and (outer.parent is None or 0 < outer.rank < reading.rank)
    )


def _free_moves(top: _Series, reading: Reading, candidate: Candidate, room: float) -> list[_Move]:
    """A bare number: it carries on, restarts, begins or resumes a series."""
    found: list[_Move] = []
    cost, alike = 0.0, False
    key, value = reading.key, reading.value
    before = value[0] - 1 if len(value) == 1 else None
    left = room - (_RESTARTED if value == _START else 0.0)
    node, parent = top, top.parent
    for _ in _REACHED:
        if parent is None or (alike and cost >= left):
            break
        if node.key == key:
            alike = True
            if cost >= left:
                break
            distance = _step(node.last, value)
            if distance == 0:
                found.append((cost, node, True, node.count + 1, None))
            elif distance is not None:
                found.append((cost + _carry_cost(distance), node, True, node.count + 1, _irregular(distance)))
            elif value[-1] <= 1:
                found.append((cost + _RESTARTED, node, True, node.count + 1, None))
        elif node.last[0] == before and _are_similar(node.key, key):
            found.append((cost + _SIMILAR, node, True, node.count + 1, None))
        if node.count == 1 and not node.rank:
            cost += _LONELY
        node, parent = parent, parent.parent
    if found and found[0][0] == 0.0:
        # The very number that comes next: nothing that costs much more is followed, and below the unit before it opens nothing else.
        room = min(room, candidate.take + _BEYOND)
        if top.key == key and before and room <= _LATE + _NESTED_ALIKE and not (top.resume or top.beside):
            return found
    _add_openings(found, top, reading, candidate, alike, room)
    return found


def _add_openings(
    found: list[_Move], top: _Series, reading: Reading, candidate: Candidate, alike: bool, room: float
) -> None:
    """New series below the innermost unit, or further out where that closes nothing but finer numbering."""
    key, value = reading.key, reading.value
    begins, starts, fineness = _begins(value), value == _START, _fineness(key)
    cost, least = 0.0, (0.0 if begins else _LATE) + (_NESTED_ALIKE if alike else 0.0)
    node = top
    for climbed in _CLIMBED:
        resumed = None if starts else _last_of(key, top, node)
        if resumed and _step(resumed, value) == 0:
            found.append((cost + _RESUMED, node, False, 2, None))
        if node.key == key and _divides(node.last, value):
            found.append((cost + _AFTER_OPENER, node, False, 1, None))
            return
        if cost >= room:
            return
        finer = _fineness(node.key) - fineness
        if cost + least < room:
            here = least + (_AFTER_OPENER if candidate.opened and not climbed else _FIRST + 0.2 * climbed)
            if climbed and candidate.announced:
                here += _ANNOUNCED
            if not begins and fineness == 1:
                here += _CAPITAL
            if node.parent is not None and not node.rank:
                if len(value) > 1 and node.last != value[:-1]:
                    here += _FOREIGN
                if finer > 0 and not _holds(node, key):
                    here += _INVERTED
            if cost + here < room:
                found.append((cost + here, node, False, 1, None if begins else "gap"))
        if node.beside and node.parent is not None and not starts:
            resumed = dict(node.beside).get(key)
            if resumed and _step(resumed, value) == 0:
                found.append((cost + _BESIDE, node.parent, False, 2, None))
        if node.parent is None or node.rank or node.key == key or finer < 0:
            return
        if node.count == 1:
            cost += _LONELY
        node = node.parent


def _holds(node: _Series, key: str) -> bool:
    """Whether the unit before a series' last one has a numbering of this kind below it."""
    return any(other == key for other, _ in node.resume)


@cache
def _are_similar(key: str, other: str) -> bool:
    """Whether two series count with the same letters between brackets of another form."""
    style, _, values = key.partition(":")
    other_style, _, other_values = other.partition(":")
    return values == other_values != "" and {style.split(".")[-1], other_style.split(".")[-1]} == {
        "paren",
        "parens",
    }


@cache
def _fineness(key: str) -> int:
    """How deep a style stands by custom: I. and A. over 1. over 1) over (a) over (i)."""
    style, _, values = key.partition(":")
    if values in ("ROMAN", "LETTER", "cyr.upper", "adverb") and style.split(".")[-1] in (
        "dot",
        "dash",
        "adverb",
        "upper",
    ):
        return 1
    if style in ("dot", "bare", "dash", "decimal", "sign"):
        return 2
    if values == "digits":
        return 4 if style == "quotes" else 3
    return 5 if values == "roman" else 4


def _last_of(key: str, top: _Series, node: _Series) -> Value | None:
    """The last value of a series below `node` that was interrupted, or is when everything from `top` to it closes."""
    for other, last in node.resume:
        if other == key:
            return last
    return dict(_interrupted(top, node)).get(key) if top is not node else None


def _divisions(top: _Series, node: _Series) -> _Resume:
    """The divisions with a name that close from `top` up to `node`: the body of a text may go on with them behind an annex."""
    found: dict[str, Value] = {}
    while top is not node:
        if top.rank:
            found.setdefault(top.key, top.last)
        assert top.parent is not None
        top = top.parent
    return tuple(found.items())


def _interrupted(top: _Series, node: _Series) -> _Resume:
    """What closes from `top` up to `node`, and may be resumed below its next unit: the last four series."""
    resume: _Resume = ()
    if top.parent is node and not top.resume:
        return ((top.key, top.last),)
    while top is not node:
        kept = [(top.key, top.last), *top.resume, *resume]
        resume = tuple(dict(reversed(kept)).items())[-4:]
        assert top.parent is not None
        top = top.parent
    return resume


def _close_cost(node: _Series) -> float:
    return _LONELY if node.count == 1 and not node.rank else 0.0


def _end_cost(node: _Series) -> float:
    cost = 0.0
    for _ in range(_REACH):
        cost += _close_cost(node)
        if node.parent is None:
            break
        node = node.parent
    return cost


def _carry_cost(distance: float) -> float:
    if distance == 0:
        return 0.0
    return _REPEATED if distance < 0 else 2.0 + 0.4 * min(distance, 10.0)


def _irregular(distance: float | None) -> str | None:
    if not distance:
        return None
    return "duplicate_number" if distance < 0 else "gap"


def _is_first(value: Value) -> bool:
    return value[-1] <= 1


def _begins(value: Value) -> bool:
    """Whether a series may begin so: 1, a, i, 5.1."""
    return value[0] == 1 if len(value) == 1 else value[-1] <= 1


def _step(last: Value, new: Value) -> float | None:
    """How many numbers lie between: 0 follows at once, -1 the same again, None cannot follow."""
    if len(last) == len(new):
        if len(new) == 1:
            return 0.0 if 0 < new[0] - last[0] <= 1 else _distance(last[0], new[0])
        if last[:-1] == new[:-1]:
            return _distance(last[-1], new[-1])
        if new[-1] <= 1 and _distance(last[-2], new[-2]) == 0 and last[:-2] == new[:-2]:
            return 0.0
        return 2.0 if new > last else None
    if len(last) == 1:
        return 0.0 if _divides(last, new) else None
    return _distance(last[0], new[0]) if len(new) == 1 and len(last) == 2 else None


def _divides(last: Value, new: Value) -> bool:
    """Whether a number is the first below another: 1.2.1 below 1.2, and 1.1 below 1."""
    return new == (*last, 1.0)


def _distance(last: float, new: float) -> float | None:
    between = new - last
    if between < 0:
        return None
    if between == 0:
        return -1.0
    return 0.0 if between <= 1 else float(round(between) - 1)

"""Offices and organs of states: "Kazakh Foreign Ministry spokesman", «МИД Азербайджана», «الرئيس الكازاخستاني».

Islands of names and office words in, the same with every office joined to whose it is out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.bare_offices import named_before
from clausedb.parse.names.joins import Joins
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import (
    COUNCILS,
    MINISTERS,
    SECOND,
    held_by_one,
    joined_to,
    kingdoms,
    leader_id,
    office_id,
    role_of,
)

_OWNERS: Final = ("state", "organisation", "organ", "office", "anaphor")
_HEADS: Final = ("head", "side")
_DEFINITE: Final = re.compile("ال\\w+")
"""An Arabic noun with its article, alone."""
_PORTFOLIO: Final = 90
"""How long the words between a minister and the state may be, in code points."""
_HAVE_COUNTERPARTS: Final = ("PRES", "PM", "FM", "DEFMIN", "MIN", "DFM", "SPEAKER", "KING")
_PLAIN_MINISTER: Final = 2
"""Words of "French minister", which names no portfolio."""
_OF_WHAT: Final = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?[A-Z]")
"""Behind such words what he is minister of."""
_VISIT: Final = 60
"""Code points before an office in which a visit is named."""
_CROWNED: Final = ("KING", "CROWN")
"""Offices of a monarchy, which has no president."""
_SECRETARY: Final = "UN.SG"
"""Whom the words mean where they are not of another organisation."""
_HEAD: Final = 60
"""Within how many characters a text names the organisation that it is of."""
_UN: Final = re.compile("UN|Nations|ООН|Наций|متحدة")
"""What names the United Nations beside an office."""
_NEXT: Final = 12
"""Code points of the words between an office and the body whose it is."""


def join_offices(text: str, islands: Sequence[Island], how: Joins, grammar: Grammar) -> list[Island]:
    """Islands with office words joined to their owners, in order; those without one stay heads."""
    work = _behind_owner(text, _of_other_bodies(text, list(_countries(islands, grammar)), how), how, grammar)
    work = held_by_one(text, _before_owner(text, work, how, grammar), how, grammar)
    named = named_before(text, work, how)
    joined = _before_owner(text, named, how, grammar) if named != work else work
    joined = [_led(text, one, how, grammar) for one in joined]
    return _one_minister(text, counterparts(_same_secretary(text, list(_with_country(text, joined, how)))))


def _same_secretary(text: str, islands: Sequence[Island]) -> list[Island]:
    """The Secretary-General alone is the one last named with his organisation, before that of the organisation at the text's
    head."""
    first = next((one for one in islands if one.kind in ("organisation", "organ", "office")), None)
    named = (
        next((one for one in (first, *first.parts) if one.kind == "organisation"), None) if first else None
    )
    last: tuple[str, ...] = (f"{named.ids[0]}.SG" if named and named.start < _HEAD else _SECRETARY,)
    found: list[Island] = []
    for one in islands:
        if one.kind == "office" and len(one.ids) == 1 and one.ids[0].endswith(".SG"):
            if one.ids[0] != _SECRETARY or one.parts or _UN.search(text, one.start, one.end):
                last = one.ids
            else:
                one = replace(one, ids=last)
        elif one.ids[:1] == (f"{_SECRETARY}.SPOKES",) and not _UN.search(text, one.start, one.end):
            own = (replace(part, ids=last) if part.ids == (_SECRETARY,) else part for part in one.parts)
            one = replace(one, ids=(f"{last[0]}.SPOKES",), parts=tuple(own))
        found.append(one)
    return found


def _of_other_bodies(text: str, islands: Sequence[Island], how: Joins) -> list[Island]:
    """The Secretary-General is the United Nations', but for one of another organisation, whose name follows, known or not,
    or stands before: "the Arab League Secretary-General"; so is the Security Council but for that of a state."""
    found: list[Island] = []
    for one, behind in zip_longest(islands, islands[1:]):
        national = ("state", "adjective") if not how.state_before_office else ("state",)
        of_state = behind is not None and behind.kind in national and one.ids == ("UNSC",) and not one.parts
        if of_state and behind is not None and how.post.fullmatch(text, one.end, behind.start):
            one = replace(one, kind="head", ids=("SECURITY",))
        if one.ids == (_SECRETARY,) and not one.parts:
            other = behind is not None and behind.kind in ("organisation", "organ") and behind.ids[0] != "UN"
            joined = other and behind is not None and how.post.fullmatch(text, one.end, behind.start)
            last = found[-1] if found else None
            led = last is not None and last.kind in ("organisation", "organ") and last.ids[0] != "UN"
            if led and last is not None and how.state_before_office:
                joined = joined or how.pre.fullmatch(text, last.end, one.start)
            if joined or (how.owner_follows.match(text, one.end) and not _is_un(behind, one.end)):
                one = replace(one, kind="head", ids=("SG",))
        found.append(one)
    return found


def _is_un(behind: Island | None, end: int) -> bool:
    """The United Nations is what stands next."""
    return behind is not None and behind.ids[:1] == ("UN",) and behind.start - end < _NEXT


def counterparts(islands: Sequence[Island], held: Sequence[tuple[int, str]] = ()) -> list[Island]:
    """ "His French counterpart" holds in France the office last spoken of, in the second reading also by its holder's name, but for
    one whose own name follows; where none was spoken of, the state alone is left.

    `held`: places of persons with the offices they hold, ascending; none in the first reading, before persons are known.
    """
    named = {place for place, _ in held}
    told = iter([*held, (len(islands) and islands[-1].end, "")])
    place, office = next(told)
    found: list[Island] = []
    role = ""
    for one in islands:
        while office and place < one.start:
            role = role_of(office) if role_of(office) in _HAVE_COUNTERPARTS else role
            place, office = next(told)
        own = role_of(one.ids[0]) if one.ids else ""
        if own == "COUNTERPART" and one.settled:
            one = _with_role(one, role) if role else one.parts[0]
        elif one.counterpart and role and one.start not in named:
            one = _with_role(one, role)
        elif _has_counterparts(one, own):
            role = own
        found.append(one)
    return found


def _with_role(one: Island, role: str) -> Island:
    ids = tuple(f"{each.split('.')[0]}.{role}" for each in one.ids)
    return replace(one, ids=ids, counterpart=True)


def _has_counterparts(one: Island, role: str) -> bool:
    held = one.kind == "office" or (one.kind == "head" and role != "KING")
    return role in _HAVE_COUNTERPARTS and held and not one.counterpart


def _one_minister(text: str, islands: Sequence[Island]) -> list[Island]:
    """ "The French minister" is the one minister of that state whose office the text names."""
    named: dict[str, set[str]] = {}
    for one in islands:
        for each in one.ids if one.kind == "office" else ():
            state, _, role = each.rpartition(".")
            if role in MINISTERS and role != "MIN":
                named.setdefault(state, set()).add(role)
    found: list[Island] = []
    for one in islands:
        if one.kind == "office" and len(one.ids) == 1 and one.ids[0].endswith(".MIN"):
            state = one.ids[0].removesuffix(".MIN")
            roles = named.get(state, set())
            plain = len(text[one.start : one.end].split()) == _PLAIN_MINISTER
            plain = plain and not _OF_WHAT.match(text, one.end)
            if plain and len(roles) == 1:
                one = replace(one, ids=(f"{state}.{next(iter(roles))}",))
        found.append(one)
    return found


def _led(text: str, one: Island, how: Joins, grammar: Grammar) -> Island:
    """The leaders of Japan and Korea: of a state that its prime minister leads that one."""
    if one.kind != "office" or not one.parts or not how.leader.search(text, one.start, one.end):
        return one
    ids = tuple(leader_id(each, grammar) for each in one.ids)
    return one if ids == one.ids else replace(one, ids=ids)


def _with_country(text: str, islands: Sequence[Island], how: Joins) -> Iterator[Island]:
    """Special Representative of the Secretary-General for Iraq: one office, the state inside it."""
    envoy: Island | None = None
    for one in islands:
        if envoy and one.kind in ("state", "capital") and how.sent_to.fullmatch(text, envoy.end, one.start):
            yield replace(envoy, end=one.end, parts=(*envoy.parts, one))
            envoy = None
            continue
        if envoy:
            yield envoy
        sent = one.ids == ("UN.SRSG",) or (len(one.ids) == 1 and one.ids[0].endswith(".AMB"))
        envoy = one if one.kind == "office" and sent else None
        if not envoy:
            yield one
    if envoy:
        yield envoy


def _countries(islands: Sequence[Island], grammar: Grammar) -> Iterator[Island]:
    """ "this country" is the state last named, "the Kingdom" the kingdom, "the Organization" the organisation."""
    last: dict[str, tuple[str, ...]] = {
        "state": (),
        "organisation": (),
        "kingdom": _kingdom(islands, grammar),
    }
    for one in islands:
        if one.kind in last and len(one.ids) == 1:
            last[one.kind] = one.ids
        if _is_kingdom(one, last["kingdom"], grammar):
            last["kingdom"] = one.ids
        if one.kind == "anaphor" and one.ids[0].startswith("last_"):
            one = replace(one, ids=last[one.ids[0].removeprefix("last_")], plural=False)
        if one.ids:
            yield one


def _is_kingdom(one: Island, last: tuple[str, ...], grammar: Grammar) -> bool:
    """A kingdom that the word may mean: one usually called so wins over another."""
    if one.kind not in ("state", "adjective") or len(one.ids) != 1 or one.ids[0] not in kingdoms(grammar):
        return False
    alone = kingdoms(grammar, alone=True)
    return not last or one.ids[0] in alone or last[0] not in alone


def _kingdom(islands: Sequence[Island], grammar: Grammar) -> tuple[str, ...]:
    """Which kingdom "the Kingdom" is before any was named: the one of those called so that the text names, by its name, else by
    its capital or its king; none where it names several."""
    for kinds in (("state", "adjective"), ("capital", "office")):
        named = {party_id.split(".")[0] for one in islands if one.kind in kinds for party_id in one.ids}
        found = named & kingdoms(grammar, alone=True)
        if found:
            return tuple(found) if len(found) == 1 else ()
    return ()


def _behind_owner(text: str, islands: Sequence[Island], how: Joins, grammar: Grammar) -> list[Island]:
    """Owner first: Kazakh President, Azerbaijani and Armenian foreign ministries, ... Ministry spokesman."""
    done: list[Island] = []
    for one in islands:
        follows = done and _may_precede(done[-1], how) and how.pre.fullmatch(text, done[-1].end, one.start)
        if follows and done[-1].kind == "adjective" and one.ids in (("pair",), ("group",), ("parties",)):
            one = replace(one, kind="side", ids=("owner",))
        if one.kind in _HEADS and follows:
            owners = [done.pop()]
            while one.plural and done and done[-1].kind == owners[0].kind:
                if not _touch(text, done[-1], owners[0], how):
                    break
                owners.insert(0, done.pop())
            if _several_of_one(one, owners):
                done += owners
                continue
            if _ends_line_of(text, done, owners, one):
                done += (
                    owners  # "President Tokayev of the Republic of Kazakhstan", and the next on his own line
                )
            elif owners[-1].kind == "state" and "\n" in text[owners[-1].end : one.start]:
                done += owners  # the State on a line of its own over who signs for it
                one = replace(joined_to(one, owners, one.start, one.end, grammar), parts=())
            else:
                one = joined_to(one, owners, owners[0].start, one.end, grammar)
        done.append(one)
    return done


def _ends_line_of(text: str, done: Sequence[Island], owners: Sequence[Island], head: Island) -> bool:
    """The owners end the line of another office, under which the next begins."""
    if not done or done[-1].kind not in _HEADS or "\n" not in text[owners[-1].end : head.start]:
        return False
    return "\n" not in text[done[-1].end : owners[0].start]


def _several_of_one(head: Island, owners: Sequence[Island]) -> bool:
    """Lebanon's leaders are many: none of them is the office of which a state has one."""
    return head.plural and head.ids[0] in ("PRES", "PM") and sum(len(one.ids) for one in owners) == 1


def _may_precede(one: Island, how: Joins) -> bool:
    return one.kind in ("adjective", "organ") or (
        how.state_before_office and one.kind in ("state", "organisation")
    )


def _touch(text: str, left: Island, right: Island, how: Joins) -> bool:
    return how.joined.fullmatch(text, left.end, right.start) is not None


def _before_owner(text: str, islands: Sequence[Island], how: Joins, grammar: Grammar) -> list[Island]:
    """Owner last: President of the Republic of Kazakhstan, foreign ministers of Armenia and Azerbaijan."""
    behind: list[Island] = []
    for one in reversed(islands):
        if one.kind in _HEADS and behind:
            if _of_no_monarchy(one, behind[-1], grammar):
                pass
            elif _may_follow(behind[-1], how) and _belongs(text, one, behind[-1], how):
                owners = _owners(text, one, behind, how)
                if _several_of_one(one, owners):
                    behind += reversed(owners)
                    continue
                one = joined_to(one, owners, one.start, owners[-1].end, grammar)
                one = _of_body_behind(text, one, how, grammar)
            elif one.kind == "head" and _shares(text, one, behind[-1], how):
                owner = _owner_of(behind[-1])
                one = replace(joined_to(one, [owner], one.start, one.end, grammar), parts=())
            elif one.kind == "head" and one.plural and _share(text, one, behind[-1], how):
                owners = [part for part in behind[-1].parts if part.kind in _OWNERS]
                one = replace(joined_to(one, owners, one.start, one.end, grammar), parts=())
        behind.append(one)
    behind.reverse()
    return behind


def _of_body_behind(text: str, one: Island, how: Joins, grammar: Grammar) -> Island:
    """«Глава сербской дипломатии», «главы российского государства»: the office that the noun behind the adjective tells."""
    for role, noun in how.led_behind if len(one.ids) == 1 and one.ids[0].endswith(".PRES") else ():
        behind = noun.match(text, one.end) if one.parts and one.parts[-1].kind == "adjective" else None
        if behind is not None:
            state = one.ids[0].removesuffix(".PRES")
            return replace(one, end=behind.end(), ids=(office_id(state, role, grammar),))
    return one


def _belongs(text: str, head: Island, owner: Island, how: Joins) -> bool:
    """Whether the words between say whose office it is; a minister may have a portfolio between."""
    if head.ids[0] in SECOND and owner.kind == "office" and not text[head.end : owner.start].strip():
        return False  # Prime Minister, Foreign Minister of X: one person, where nothing stands between
    if head.ids[0] in COUNCILS and owner.kind in ("state", "adjective"):
        return False  # «هنأ المجلس الوزاري دولة الكويت»: a council of ministers is that of an organisation
    gap = text[head.end : owner.start]
    if owner.kind == "state" and not gap.strip() and _DEFINITE.fullmatch(text, head.start, head.end):
        return False  # «شكر الملك بولندا»: a noun with its article has no owner right behind it
    if how.post.fullmatch(text, head.end, owner.start):
        goes = text[head.end : owner.start].lstrip().startswith("ل")
        return not (goes and how.visit.search(text, max(0, head.start - _VISIT), head.start))
    if head.ids[0] == "FM" and owner.kind in ("state", "adjective") and owner.start - head.end < _PORTFOLIO:
        return how.portfolio_more.fullmatch(text, head.end, owner.start) is not None
    portfolio = head.ids[0] in ("MIN", "MINISTRY") and owner.start - head.end < _PORTFOLIO
    return portfolio and how.portfolio.fullmatch(text, head.end, owner.start) is not None


def _may_follow(one: Island, how: Joins) -> bool:
    if one.kind in _OWNERS:
        return one.ids[0][0].isupper()
    return one.kind == "adjective" and not how.state_before_office


def _owners(text: str, head: Island, behind: list[Island], how: Joins) -> list[Island]:
    """Takes the owners off the stack: several for a plural, or for an abbreviation, which has none."""
    owners = [behind.pop()]
    several = head.kind == "head" and (head.plural or text[head.start : head.end].isupper())
    while several and behind and behind[-1].kind == owners[-1].kind:
        if _short_between(text, owners[-1], behind, how):
            owners.append(behind.pop())
        elif not _touch(text, owners[-1], behind[-1], how):
            break
        owners.append(behind.pop())
    return owners


def _short_between(text: str, owner: Island, behind: list[Island], how: Joins) -> bool:
    """The owner's short form in brackets, and a further owner: "Japan, the Republic of Korea (ROK), and the United States"."""
    if len(behind) == 1 or behind[-1].ids != owner.ids or behind[-2].kind != owner.kind:
        return False
    short, further = behind[-1], behind[-2]
    inside = text[owner.end : short.start].strip() == "(" and text[short.end : short.end + 1] == ")"
    return inside and how.joined.fullmatch(text, short.end + 1, further.start) is not None


def _of_no_monarchy(head: Island, office: Island, grammar: Grammar) -> bool:
    """The Crown Prince beside an office of a state that has none: he received the Prime Minister of Pakistan."""
    if head.ids[0] != "CROWN" or office.kind != "office":
        return False
    return office.ids[0].split(".")[0] not in kingdoms(grammar)


def _shares(text: str, head: Island, office: Island, how: Joins) -> bool:
    """Deputy Prime Minister, Minister of Foreign Affairs of X: both are of X."""
    if head.plural or office.kind != "office" or len(office.ids) != 1 or office.bare:
        return False
    if office.ids[0].endswith(".COUNTERPART") or (
        head.ids[0] in _CROWNED and office.ids[0].endswith(".PRES")
    ):
        return False
    gap = text[head.end : office.start]
    if not office.parts and head.ids[0] not in ("PM", "DPM"):
        return False  # «استقبل الوزير وزير الخارجية والمغتربين»
    owner = _owner_of(office)
    return owner.kind in (*_OWNERS, "adjective") and how.held_together.fullmatch(gap) is not None


def _owner_of(office: Island) -> Island:
    """Whose an office is: what its words name, else the state of which it is a title of its own."""
    state = office.ids[0].rpartition(".")[0]
    return office.parts[0] if office.parts else replace(office, kind="state", ids=(state,))


def _share(text: str, heads: Island, offices: Island, how: Joins) -> bool:
    """The governments and parliaments of X and Y: both are of them."""
    several = offices.kind in ("office", "organ") and offices.plural and len(offices.ids) > 1
    return several and how.joined.fullmatch(text, heads.end, offices.start) is not None

"""Office words without an owner: which of the offices and holders named before "the President", "the Minister" means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.home import office_at_home
from clausedb.parse.names.joins import Joins
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import (
    COUNCILS,
    MINISTERS,
    MINISTRIES,
    SECOND,
    held_by_one,
    joined_to,
    office_id,
    role_of,
)

_CROWNED: Final = ("KING", "CROWN")
_BARE: Final = (
    "PRES",
    "VP",
    "PM",
    "DPM",
    "FM",
    "DFM",
    "MFA",
    "MINISTRY",
    "GOV",
    "MIN",
    "MOD",
    "DEFMIN",
    "PARL",
    "SRSG",
    "SPOKES",
    "PRESS",
    "AMB",
    "KING",
    "CROWN",
    *COUNCILS,
)
"""Roles whose word alone, with the article, means the one that was named before."""
UNKNOWN: Final = "?"
"""What an office begins with of which only the holder is known: "?qureshi.FM"."""
_GENERAL: Final = {"MIN": MINISTERS, "MINISTRY": MINISTRIES}
"""The roles that a more general word also means."""
_HEADS: Final = ("PRES", "PM", "KING", "CROWN", "FM")
"""Those whose Government "the Government" is."""
_HOLDERS: Final = 20
"""Among how many offices and persons named before the one is sought that a bare office word means."""
_LEAD: Final = 240
"""Code points at the head of a sentence within which its subject is sought."""
_SENTENCE: Final = re.compile(
    r"[.!?؟”»\")/\s:](?:(?<=[.!?؟])\s+|(?<=[A-Z]{3}:)\s+|(?<=[A-Z]{3}\s)-\s+|(?<=\w\s)\s*[—–]\s+|(?<=\n)\s*|(?:(?<=[”»])|(?<=[^\s(]\"))\s*,?\s*(?:[—–-]\s*)?"
    r"|(?<=\))\s*[—–:-]+\s+|(?<=/)\s+(?=[^\W\d]))"
)
"""What ends a sentence, a quotation or a dateline; the sign first, as the engine looks for a set fast."""
_CLAUSE: Final = re.compile(r"[.!?؟,،;؛:]")
_PARAGRAPH: Final = re.compile(r"\n\s*\n")


def named_before(text: str, islands: list[Island], how: Joins) -> list[Island]:
    """ "the President", "the head of state": an office word with the article means the one last named."""
    last: dict[str, tuple[str, ...]] = {}
    leading: dict[str, tuple[str, ...]] = {}
    found: list[Island] = []
    for one, behind in zip_longest(islands, islands[1:]):
        of_another = (
            behind is not None
            and not behind.settled
            and behind.ids[0] not in (*SECOND, "KING")
            and how.post.fullmatch(text, one.end, behind.start)
        )
        bare = one.kind == "head" and not one.plural and one.ids[0] in _BARE
        other = bare and one.ids[0] in _GENERAL and how.portfolio_alone.match(text, one.end)
        if bare and not other and not of_another and not how.owner_follows.match(text, one.end):
            words = text[one.start : one.end]
            small = words.islower() and " " not in words and one.ids[0] in ("PRES", "GOV")
            if not small and how.definite.search(text[max(0, one.start - 8) : one.start]):
                role = one.ids[0]
                leader = leading.get(role) if leads(text, one.start, how) else None
                meant = leader or last.get(role) or _sister(role, last)
                one = _meant(replace(one, bare=role), None if how.called.fullmatch(words) else meant)
        elif one.kind in ("office", "organ") and len(one.ids) == 1 and (one.parts or "." in one.ids[0]):
            role = role_of(one.ids[0])
            for known in (last, leading) if leads(text, one.start, how) else (last,):
                known[role] = one.ids
                if role.endswith("M") and role != "PM":
                    known["MIN"] = one.ids
                elif role in MINISTRIES:
                    known["MINISTRY"] = one.ids
            for part in one.parts:  # "the spokesperson for the Foreign Ministry of Uzbekistan"
                if part.kind == "organ" and role_of(part.ids[0]) in MINISTRIES:
                    last[role_of(part.ids[0])] = last["MINISTRY"] = part.ids
        found.append(one)
    return found


def _sister(role: str, last: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """The council of the organisation of which another council was named."""
    known = [last[one] for one in COUNCILS if one in last] if role in COUNCILS else []
    return (f"{known[-1][0].rpartition('.')[0]}.{role}",) if known else None


def _meant(bare: Island, office: tuple[str, ...] | None) -> Island:
    """The bare office word with whose it is; as it was where that is not known."""
    if not office:
        return bare
    kind = "organ" if role_of(office[0]) in (*MINISTRIES, *COUNCILS, "GOV", "PARL", "PRESS") else "office"
    return replace(bare, kind=kind, ids=office)


def settle_bare(
    text: str,
    islands: Sequence[Island],
    held: Sequence[tuple[int, str]],
    apposed: Mapping[int, str],
    apart: Container[int],
    home: str | None,
    how: Joins,
    grammar: Grammar,
) -> list[Island]:
    """Islands with "the President", "the Minister" as the one last named in the same paragraph, by office or by name.

    `held`: places of persons with the offices they hold ("?key.ROLE" where nothing says in which state); `apposed`: places of office words right behind a person's name, with
    which they are; `apart`: places of office words that belong to a name; `home`: the state whose they are where none is told.
    """
    holders = [(one.start, one.ids[0]) for one in islands if _tells(one)]
    first, began = _first_offices(text, islands, dict(held), how, grammar)
    first |= apposed
    called = {office for place, office in held if how.called.match(text, place)}
    called |= {one.ids[0] for one in islands if _tells(one) and how.called.search(text, one.start, one.end)}
    holders = sorted([*holders, *held, *first.items(), *began])
    found: list[Island] = []
    for one in islands:
        if one.start in first:
            one = _meant(one, (first[one.start],))
        elif one.bare and one.start not in apart:
            office = _office_meant(text, one, _called_so(text, one, holders, called, how), how)
            if home and how.of_republic.fullmatch(text, one.start, one.end):
                office = office_at_home(
                    one.bare, home, grammar
                )  # «رئيس الجمهورية» of the country that reports
            if office and office.startswith(UNKNOWN):
                holder = office[1:].rpartition(".")[0]
                found.append(replace(one, kind="head", ids=(one.bare,), holder=holder))
                continue
            own = None if one.settled else office_at_home(one.bare, home, grammar)
            one = _meant(one, (office or own or "",)) if office or own else one
        elif one.parts and one.parts[0].bare and one.ids[0] in _serving(one.parts[0]):
            serving = role_of(one.ids[0])
            first_part = one.parts[0]
            office = _office_meant(text, first_part, holders, how)
            if home and (
                serving == "PRESS" or how.of_republic.fullmatch(text, first_part.start, first_part.end)
            ):
                office = None
            office = office or office_at_home(one.parts[0].bare, home, grammar)
            if office is not None and not office.startswith(UNKNOWN):
                parts = (_meant(one.parts[0], (office,)), *one.parts[1:])
                one = replace(one, ids=(f"{office}.{serving}",), parts=parts)
        spokesman = found[-1] if found and found[-1].ids == ("SPOKES",) else None
        if spokesman and one.bare and one.settled and how.post.fullmatch(text, spokesman.end, one.start):
            one = joined_to(found.pop(), [one], spokesman.start, one.end, grammar)
        found.append(one)
    return held_by_one(text, found, how, grammar, apart)


def _serving(office: Island) -> tuple[str, str]:
    """The spokesperson and the press service of an office."""
    return f"{office.ids[0]}.SPOKES", f"{office.ids[0]}.PRESS"


def _called_so(
    text: str, bare: Island, holders: Sequence[tuple[int, str]], called: Container[str], how: Joins
) -> Sequence[tuple[int, str]]:
    """Without foreign ministers who are called otherwise: "the Secretary" is the Secretary of State, "the Foreign Minister" is not;
    `called`: the offices that the text calls by such a word."""
    if bare.bare not in ("FM", "MIN"):
        return holders
    so = how.called.search(text, bare.start, bare.end) is not None
    return [pair for pair in holders if not pair[1].endswith(".FM") or (pair[1] in called) == so]


def _first_offices(
    text: str, islands: Sequence[Island], held: dict[int, str], how: Joins, grammar: Grammar
) -> tuple[dict[int, str], list[tuple[int, str]]]:
    """By place, bare office words before another that stands before its holder's name: Deputy Prime Minister, Foreign Minister
    Fuad Hussein; and the second offices, which begin with the first."""
    found: dict[int, str] = {}
    began: list[tuple[int, str]] = []
    for one, behind in zip(reversed(islands[:-1]), reversed(islands[1:]), strict=True):
        office = held.get(behind.start) or found.get(behind.start)
        if office is None or one.kind != "head" or one.plural or one.ids[0] not in (*SECOND, "CROWN"):
            continue
        gap = text[one.end : behind.start]
        role = role_of(office)
        if role in SECOND and role != one.ids[0] and "," not in gap and how.held_together.fullmatch(gap):
            found[one.start] = office_id(office.split(".")[0], one.ids[0], grammar)
            began.append((one.start, office))
    return found, began


def _office_meant(text: str, bare: Island, holders: Sequence[tuple[int, str]], how: Joins) -> str | None:
    """Which of the offices named or held before a bare word means; a ministry is that of the minister named before."""
    at = bisect_left(holders, (bare.start, ""))
    before = list(reversed(holders[max(0, at - _HOLDERS) : at]))
    known = [pair for pair in before if _fills(pair[1], bare.bare)]
    if not known and bare.bare == "MFA":
        known = [(place, f"{office[:-2]}MFA") for place, office in before if office.endswith(".FM")]
    if not known and bare.bare == "GOV":
        known = [
            (place, f"{office.split('.')[0]}.GOV") for place, office in before if role_of(office) in _HEADS
        ]
    if bare.bare == "GOV" and not any(_near(text, place, bare.start) for place, _ in known):
        after = (
            (place, office) for place, office in holders[at : at + _HOLDERS] if role_of(office) in _HEADS
        )
        speaker = next((office for place, office in after if _near(text, bare.start, place)), None)
        if speaker:  # “I have instructed the Government,” the President said
            return f"{speaker.split('.')[0]}.GOV"
    return _chosen(text, bare, known, how)


def _near(text: str, start: int, end: int) -> bool:
    """Whether both places are in one paragraph."""
    return _PARAGRAPH.search(text, start, end) is None


def _chosen(text: str, bare: Island, known: Sequence[tuple[int, str]], how: Joins) -> str | None:
    """Which of the offices named before, the last first, a bare word means; None to leave it as it is.

    At the head of its sentence who headed one before; elsewhere one of its paragraph, but nobody who heads the same clause.
    """
    near = [pair for pair in known if not _PARAGRAPH.search(text, pair[0], bare.start)]
    if leads(text, bare.start, how):
        leading = [pair for pair in near if leads(text, pair[0], how)]
        leading = leading or [pair for pair in known if leads(text, pair[0], how)]
        leading = leading or (list(known[:1]) if len({office for _, office in known}) == 1 else [])
        near = leading or ([] if bare.settled else near)
        return near[0][1] if near else None
    if not near:
        crowned = bare.bare in _CROWNED and len({office for _, office in known}) == 1
        return known[0][1] if crowned else None  # a text on a monarchy names one crown prince
    own = near[0][1]
    if role_of(own) == "GOV":
        return own  # who speaks of "the Government" means his own
    heads = leads(text, near[0][0], how) and not _CLAUSE.search(text, near[0][0], bare.start)
    others = [office for _, office in known if office.split(".")[0] != own.split(".")[0]]
    return others[0] if heads and others else own


def leads(text: str, start: int, how: Joins) -> bool:
    """Whether what stands there heads its sentence or its verb of saying, as the one who acts or speaks in it does."""
    if how.speaks.match(text, start):
        return True
    low = max(0, start - _LEAD)
    window = text[low:start]
    begin = max((end.end() for end in _SENTENCE.finditer(window)), default=0 if low == 0 else -1)
    headed = begin >= 0 and how.lead.fullmatch(window, begin) is not None
    return headed or how.subject.match(text, start) is not None


def _tells(one: Island) -> bool:
    """Whether the words themselves say which office of whom."""
    return one.kind in ("office", "organ") and len(one.ids) == 1 and not one.bare and "." in one.ids[0]


def _fills(office: str, role: str) -> bool:
    """Whether an office may be called by a role: any minister but the first is a minister, and any ministry a ministry."""
    own = role_of(office)
    return own == role or own in _GENERAL.get(role, ())

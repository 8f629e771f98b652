"""Offices and organs of states: "Kazakh Foreign Ministry spokesman", «МИД Азербайджана», «الرئيس الكازاخستاني».

Islands of names and office words in, the same with every office joined to whose it is out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.name_index import Island

_OWNERS: Final = ("state", "organisation", "organ", "office", "anaphor")
_HEADS: Final = ("head", "side")
_PORTFOLIO: Final = 90
"""How long the words between a minister and the state may be, in code points."""
_COUNCILS: Final = ("CHS", "CHG", "CFM", "CDM")
"""Organs of one organisation: where one was named, another without an owner is of the same."""
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
    "AMB",
    "KING",
    "CROWN",
    *_COUNCILS,
)
"""Roles whose word alone, with the article, means the one that was named before."""


_MINISTRIES: Final = ("MFA", "MOD", "MINISTRY")
_MINISTERS: Final = ("FM", "DEFMIN", "MIN")
_GENERAL: Final = {"MIN": _MINISTERS, "MINISTRY": _MINISTRIES}
"""The roles that a more general word also means."""
_SECOND: Final = ("PM", "DPM", "FM", "DEFMIN", "MIN")
"""Offices that one person often holds beside another."""
_HAVE_COUNTERPARTS: Final = ("PRES", "PM", "FM", "DEFMIN", "MIN", "DFM", "SPEAKER", "KING")
_PLAIN_MINISTER: Final = 2
"""Words of "French minister", which names no portfolio."""
_HOLDERS: Final = 20
"""Among how many offices and persons named before the one is sought that a bare office word means."""
_VISIT: Final = 60
"""Code points before an office in which a visit is named."""
_CROWNED: Final = ("KING", "CROWN")
"""Offices of a monarchy, which has no president."""
_SECRETARY: Final = "UN.SG"
_HEAD: Final = 60
"""Within how many characters a text names the organisation that it is of."""
"""Whom the words mean where they are not of another organisation."""
_UN: Final = re.compile("UN|Nations|ООН|Наций|متحدة")
"""What names the United Nations beside an office."""
_NEXT: Final = 12
"""Code points of the words between an office and the body whose it is."""
_LEAD: Final = 240
"""Code points at the head of a sentence within which its subject is sought."""
_SENTENCE: Final = re.compile(
    r"[.!?؟]\s+|\n\s*|[”»\"]\s*,?\s*(?:[—–-]\s*)?|\)\s*[—–:-]+\s+|/\s+(?=[^\W\d])|\w\s+[—–]\s+"
)
"""What ends a sentence, a quotation or a dateline."""
_CLAUSE: Final = re.compile(r"[.!?؟,،;؛:]")
_PARAGRAPH: Final = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Joins:
    """How names join in one language (grammar/<language>/names.toml)."""

    post: re.Pattern[str]
    pre: re.Pattern[str]
    portfolio: re.Pattern[str]
    portfolio_alone: re.Pattern[str]
    """What a minister is minister of where no state is named."""
    joined: re.Pattern[str]
    held_together: re.Pattern[str]
    """Between two offices that one person holds: Prime Minister and Foreign Minister."""
    shared: re.Pattern[str]
    style: re.Pattern[str]
    """The words of a state's form before its name: People's Republic of."""
    form: re.Pattern[str]
    """The form alone: Republic of."""
    form_words: re.Pattern[str]
    """The words before the form: People's."""
    definite: re.Pattern[str]
    both: re.Pattern[str]
    counted: re.Pattern[str]
    """A number word before a noun for several, from three."""
    counts: tuple[str, ...]
    leader: re.Pattern[str]
    """A word for whoever leads a state, its president or its prime minister."""
    possessive: re.Pattern[str]
    """His, her, their before an office word."""
    determiner: re.Pattern[str]
    article: re.Pattern[str]
    """An article that is part of the word it stands before."""
    not_party: re.Pattern[str]
    compound: re.Pattern[str]
    owner_follows: re.Pattern[str]
    """What shows behind an office word that it has an owner, known or not."""
    place_before: re.Pattern[str]
    place_after: re.Pattern[str]
    subject: re.Pattern[str]
    """An office word in a form that only a subject has."""
    lead: re.Pattern[str]
    """What may stand between the head of a sentence and its subject."""
    speaks: re.Pattern[str]
    """An office and a name with the verb of saying behind them."""
    visit: re.Pattern[str]
    """What stands before an office whose "to" says where he goes."""
    state_before_office: bool
    sent_to: re.Pattern[str]
    """Between an envoy and the state that he is sent to."""
    summit: re.Pattern[str]
    """Those who meet at a summit, whichever they are: heads of State and Government."""
    common_offices: frozenset[str]
    """Offices in the plural that in small letters mean any."""
    bare: re.Pattern[str]
    """What a word for several parties loses to be compared with a defined term."""
    term_small: frozenset[str]
    """Small words that are no part of a term for several parties."""
    term_forms: tuple[tuple[re.Pattern[str], str], ...]
    """What a word of such a term loses, and how its forms look with what is left for {}."""


@cache
def joins(grammar: Grammar, language: str) -> Joins:
    """The joins of a language."""
    found = grammar.pack(language).settings("names")
    words, form = found.get("form_words", "(?!)"), found.get("forms", "(?!)")
    return Joins(
        post=re.compile(found["post"], re.I),
        pre=re.compile(found["pre"], re.I),
        portfolio=re.compile(found["portfolio"]),
        portfolio_alone=re.compile(found["portfolio_alone"]),
        joined=re.compile(found["joined"], re.I),
        held_together=re.compile(found["held_together"], re.I),
        shared=re.compile(found["shared"], re.I),
        style=re.compile(rf"\b(?:{words}\s+){{0,3}}{form}\s+(?:the\s+)?\Z", re.I),
        form=re.compile(rf"{form}\b", re.I),
        form_words=re.compile(rf"\b(?:{words}\s+){{1,3}}\Z", re.I),
        definite=re.compile(found["definite"], re.I),
        both=re.compile(found["both"], re.I),
        counted=re.compile(found["counted"].format("|".join(found["counts"])), re.I),
        counts=tuple(found["counts"]),
        leader=re.compile(found.get("leader", "(?!)")),
        possessive=re.compile(found["possessive"]),
        determiner=re.compile(found["determiner"], re.I),
        article=re.compile(found["article"]),
        not_party=re.compile(found["not_party"], re.I),
        compound=re.compile(found["compound"]),
        owner_follows=re.compile(found["owner_follows"]),
        place_before=re.compile(found["place_before"]),
        place_after=re.compile(found["place_after"]),
        subject=re.compile(found.get("subject", "(?!)")),
        lead=re.compile(found["lead"]),
        speaks=re.compile(found["speaks"]),
        visit=re.compile(found["visit"]),
        state_before_office=found["state_before_office"],
        sent_to=re.compile(found["sent_to"]),
        summit=re.compile(found["summit"]),
        common_offices=frozenset(found["common_offices"]),
        bare=re.compile(found["bare"]),
        term_small=frozenset(found["term_small"]),
        term_forms=tuple((re.compile(ending), form) for ending, form in found["term_forms"]),
    )


def with_determiner(text: str, start: int, how: Joins) -> int:
    """Where the noun begins with its article or "both"."""
    words = how.determiner.search(text[max(0, start - 40) : start])
    return start - len(words[0]) if words else start


@cache
def role_kinds(grammar: Grammar) -> dict[str, str]:
    """office or organ, by role."""
    return {row["role"]: row["kind"] for row in grammar.rows("roles")}


@cache
def _compositions(grammar: Grammar) -> dict[tuple[str, str], str]:
    return {(row["outer"], row["inner"]): row["role"] for row in grammar.rows("role_compositions")}


def office_id(owner: str, role: str, grammar: Grammar) -> str:
    """The id of a role under an owner: KAZ and PRES give KAZ.PRES, KAZ.MFA and its head give KAZ.FM."""
    if role == "owner":
        return owner
    parent, _, inner = owner.rpartition(".")
    composed = _compositions(grammar).get((role, inner))
    return f"{parent}.{composed}" if parent and composed else f"{owner}.{role}"


def join_offices(text: str, islands: Sequence[Island], how: Joins, grammar: Grammar) -> list[Island]:
    """Islands with office words joined to their owners, in order; those without one stay heads."""
    work = _behind_owner(text, _of_other_bodies(text, list(_countries(islands, grammar)), how), how, grammar)
    work = _held_by_one(text, _before_owner(text, work, how, grammar), how, grammar)
    named = _named_before(text, work, how)
    joined = _before_owner(text, named, how, grammar) if named != work else work
    joined = [_led(text, one, how, grammar) for one in joined]
    return _one_minister(text, _counterparts(_same_secretary(text, list(_with_country(text, joined, how)))))


def _same_secretary(text: str, islands: Sequence[Island]) -> list[Island]:
    """The Secretary-General alone is the one last named with his organisation, before that of the organisation at the text's
    head."""
    first = next((one for one in islands if one.kind in ("organisation", "organ", "office")), None)
    heads = first is not None and first.kind == "organisation" and first.start < _HEAD
    last: tuple[str, ...] = (f"{first.ids[0]}.SG" if first is not None and heads else _SECRETARY,)
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
    """The Secretary-General is the United Nations', but for one of another organisation, whose name follows, known or not."""
    found: list[Island] = []
    for one, behind in zip_longest(islands, islands[1:]):
        if one.ids == (_SECRETARY,) and not one.parts:
            other = behind is not None and behind.kind in ("organisation", "organ") and behind.ids[0] != "UN"
            joined = other and behind is not None and how.post.fullmatch(text, one.end, behind.start)
            if joined or (how.owner_follows.match(text, one.end) and not _is_un(behind, one.end)):
                one = replace(one, kind="head", ids=("SG",))
        found.append(one)
    return found


def _is_un(behind: Island | None, end: int) -> bool:
    """The United Nations is what stands next."""
    return behind is not None and behind.ids[:1] == ("UN",) and behind.start - end < _NEXT


def _held_by_one(
    text: str, islands: Sequence[Island], how: Joins, grammar: Grammar, apart: Container[int] = ()
) -> list[Island]:
    """The Qatari Prime Minister and Foreign Minister: the second office is of the same state."""
    found: list[Island] = []
    for one in islands:
        before = found[-1] if found else None
        second = one.kind == "head" and not one.plural and one.ids[0] in _SECOND
        if before and second and one.start not in apart:
            own = before.kind == "office" and len(before.ids) == 1 and bool(before.parts or before.bare)
            gap = text[before.end : one.start]
            if own and "," not in gap and how.held_together.fullmatch(gap):
                owner, _, role = before.ids[0].rpartition(".")
                if owner.isalpha() and role != one.ids[0]:
                    one = replace(one, kind="office", ids=(office_id(owner, one.ids[0], grammar),))
        found.append(one)
    return found


def _counterparts(islands: Sequence[Island]) -> list[Island]:
    """ "His French counterpart" holds in France the office last spoken of; where none was, the state alone is left."""
    found: list[Island] = []
    role = ""
    for one in islands:
        own = one.ids[0].rpartition(".")[2] if one.ids else ""
        if own == "COUNTERPART" and one.settled:
            if role:
                one = replace(one, ids=tuple(f"{each.split('.')[0]}.{role}" for each in one.ids))
            else:
                one = one.parts[0]
        elif own in _HAVE_COUNTERPARTS and (one.kind == "office" or (one.kind == "head" and own != "KING")):
            role = own
        found.append(one)
    return found


def _one_minister(text: str, islands: Sequence[Island]) -> list[Island]:
    """ "The French minister" is the one minister of that state whose office the text names."""
    named: dict[str, set[str]] = {}
    for one in islands:
        for each in one.ids if one.kind == "office" else ():
            state, _, role = each.rpartition(".")
            if role in _MINISTERS and role != "MIN":
                named.setdefault(state, set()).add(role)
    found: list[Island] = []
    for one in islands:
        if one.kind == "office" and len(one.ids) == 1 and one.ids[0].endswith(".MIN"):
            state = one.ids[0].removesuffix(".MIN")
            roles = named.get(state, set())
            plain = len(text[one.start : one.end].split()) == _PLAIN_MINISTER
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


def leader_id(office: str, grammar: Grammar) -> str:
    """The office itself, but the prime minister's for the president's of a state that has none who leads it."""
    state, _, role = office.partition(".")
    return f"{state}.PM" if role == "PRES" and state in _premiers(grammar) else office


@cache
def _premiers(grammar: Grammar) -> frozenset[str]:
    """The states that their head of government leads."""
    return frozenset(row["party_id"] for row in grammar.rows("premiers"))


@cache
def kingdoms(grammar: Grammar) -> frozenset[str]:
    """The states that call themselves a kingdom."""
    return frozenset(row["party_id"] for row in grammar.rows("kingdoms"))


def _with_country(text: str, islands: Sequence[Island], how: Joins) -> Iterator[Island]:
    """Special Representative of the Secretary-General for Iraq: one office, the state inside it."""
    envoy: Island | None = None
    for one in islands:
        if envoy and one.kind == "state" and how.sent_to.fullmatch(text, envoy.end, one.start):
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
    last: dict[str, tuple[str, ...]] = {"state": (), "organisation": (), "kingdom": ()}
    for one in islands:
        if one.kind in last and len(one.ids) == 1:
            last[one.kind] = one.ids
        if one.kind in ("state", "adjective") and len(one.ids) == 1 and one.ids[0] in kingdoms(grammar):
            last["kingdom"] = one.ids
        if one.kind == "anaphor" and one.ids[0].startswith("last_"):
            one = replace(one, ids=last[one.ids[0].removeprefix("last_")], plural=False)
        if one.ids:
            yield one


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
            if owners[-1].kind == "state" and "\n" in text[owners[-1].end : one.start]:
                done += owners  # the State on a line of its own over who signs for it
                one = replace(_joined(one, owners, one.start, one.end, grammar), parts=())
            else:
                one = _joined(one, owners, owners[0].start, one.end, grammar)
        done.append(one)
    return done


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
                one = _joined(one, owners, one.start, owners[-1].end, grammar)
            elif one.kind == "head" and _shares(text, one, behind[-1], how):
                owner = behind[-1].parts[0]
                one = replace(_joined(one, [owner], one.start, one.end, grammar), parts=())
            elif one.kind == "head" and one.plural and _share(text, one, behind[-1], how):
                owners = [part for part in behind[-1].parts if part.kind in _OWNERS]
                one = replace(_joined(one, owners, one.start, one.end, grammar), parts=())
        behind.append(one)
    behind.reverse()
    return behind


def _belongs(text: str, head: Island, owner: Island, how: Joins) -> bool:
    """Whether the words between say whose office it is; a minister may have a portfolio between."""
    if head.ids[0] in _SECOND and owner.kind == "office" and not text[head.end : owner.start].strip():
        return False  # Prime Minister, Foreign Minister of X: one person, where nothing stands between
    if how.post.fullmatch(text, head.end, owner.start):
        goes = text[head.end : owner.start].lstrip().startswith("ل")
        return not (goes and how.visit.search(text, max(0, head.start - _VISIT), head.start))
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
    if head.plural or office.kind != "office" or len(office.ids) != 1 or not office.parts:
        return False
    if office.ids[0].endswith(".COUNTERPART") or (
        head.ids[0] in _CROWNED and office.ids[0].endswith(".PRES")
    ):
        return False
    gap = text[head.end : office.start]
    return office.parts[0].kind in (*_OWNERS, "adjective") and how.held_together.fullmatch(gap) is not None


def _share(text: str, heads: Island, offices: Island, how: Joins) -> bool:
    """The governments and parliaments of X and Y: both are of them."""
    several = offices.kind in ("office", "organ") and offices.plural and len(offices.ids) > 1
    return several and how.joined.fullmatch(text, heads.end, offices.start) is not None


def _joined(head: Island, owners: list[Island], start: int, end: int, grammar: Grammar) -> Island:
    role = head.ids[0]
    owned = dict.fromkeys(owner_id for owner in owners for owner_id in owner.ids)
    ids = tuple(office_id(owner_id, role, grammar) for owner_id in owned)
    kind = role_kinds(grammar).get(ids[0].rpartition(".")[2], "office")
    kind = "side" if head.kind == "side" else kind
    parts = tuple(part for owner in owners for part in (owner, *owner.parts))
    return Island(start, end, kind, ids, plural=len(ids) > 1, parts=parts)


def _named_before(text: str, islands: list[Island], how: Joins) -> list[Island]:
    """ "the President", "the head of state": an office word with the article means the one last named."""
    last: dict[str, tuple[str, ...]] = {}
    leading: dict[str, tuple[str, ...]] = {}
    found: list[Island] = []
    for one, behind in zip_longest(islands, islands[1:]):
        of_another = (
            behind is not None
            and not behind.settled
            and behind.ids[0] not in (*_SECOND, "KING")
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
                one = _meant(replace(one, bare=role), leader or last.get(role) or _sister(role, last))
        elif one.kind in ("office", "organ") and len(one.ids) == 1 and (one.parts or "." in one.ids[0]):
            role = one.ids[0].rpartition(".")[2]
            for known in (last, leading) if leads(text, one.start, how) else (last,):
                known[role] = one.ids
                if role.endswith("M") and role != "PM":
                    known["MIN"] = one.ids
                elif role in _MINISTRIES:
                    known["MINISTRY"] = one.ids
        found.append(one)
    return found


def _sister(role: str, last: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """The council of the organisation of which another council was named."""
    known = [last[one] for one in _COUNCILS if one in last] if role in _COUNCILS else []
    return (f"{known[-1][0].rpartition('.')[0]}.{role}",) if known else None


def _meant(bare: Island, office: tuple[str, ...] | None) -> Island:
    """The bare office word with whose it is; as it was where that is not known."""
    if not office:
        return bare
    kind = "organ" if office[0].rpartition(".")[2] in (*_MINISTRIES, *_COUNCILS, "GOV", "PARL") else "office"
    return replace(bare, kind=kind, ids=office)


def settle_bare(
    text: str,
    islands: Sequence[Island],
    held: Sequence[tuple[int, str]],
    apart: Container[int],
    how: Joins,
    grammar: Grammar,
) -> list[Island]:
    """Islands with "the President", "the Minister" as the one last named in the same paragraph, by office or by name.

    `held`: places of persons with the offices they hold; `apart`: places of office words that belong to a name.
    """
    holders = [(one.start, one.ids[0]) for one in islands if _tells(one)]
    first, began = _first_offices(text, islands, dict(held), how, grammar)
    holders = sorted([*holders, *held, *first.items(), *began])
    found: list[Island] = []
    for one in islands:
        if one.start in first:
            one = _meant(one, (first[one.start],))
        elif one.bare and one.start not in apart:
            office = _office_meant(text, one, holders, how)
            one = _meant(one, (office,)) if office else one
        elif one.parts and one.parts[0].bare and one.ids[0] == f"{one.parts[0].ids[0]}.SPOKES":
            office = _office_meant(text, one.parts[0], holders, how)
            if office is not None:
                parts = (_meant(one.parts[0], (office,)), *one.parts[1:])
                one = replace(one, ids=(f"{office}.SPOKES",), parts=parts)
        spokesman = found[-1] if found and found[-1].ids == ("SPOKES",) else None
        if spokesman and one.bare and one.settled and how.post.fullmatch(text, spokesman.end, one.start):
            one = _joined(found.pop(), [one], spokesman.start, one.end, grammar)
        found.append(one)
    return _held_by_one(text, found, how, grammar, apart)


def _first_offices(
    text: str, islands: Sequence[Island], held: dict[int, str], how: Joins, grammar: Grammar
) -> tuple[dict[int, str], list[tuple[int, str]]]:
    """By place, bare office words before another that stands before its holder's name: Deputy Prime Minister, Foreign Minister
    Fuad Hussein; and the second offices, which begin with the first."""
    found: dict[int, str] = {}
    began: list[tuple[int, str]] = []
    for one, behind in zip(reversed(islands[:-1]), reversed(islands[1:]), strict=True):
        office = held.get(behind.start) or found.get(behind.start)
        if office is None or one.kind != "head" or one.plural or one.ids[0] not in (*_SECOND, "CROWN"):
            continue
        gap = text[one.end : behind.start]
        role = office.rpartition(".")[2]
        if role in _SECOND and role != one.ids[0] and "," not in gap and how.held_together.fullmatch(gap):
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
    return _chosen(text, bare, known, how)


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
        return None
    own = near[0][1]
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
    own = office.rpartition(".")[2]
    return own == role or own in _GENERAL.get(role, ())

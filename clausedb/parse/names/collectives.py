"""Who is meant by "the Parties", "both countries", "the foreign ministers", "his country".

By the document's own definition, else by the parties that make it, else by the two states it last spoke of together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import itemgetter
from typing import Final

from clausedb.fold import Folded
from clausedb.gazetteer import load_gazetteer
from clausedb.language import Grammar
from clausedb.model import Definition, Records
from clausedb.parse.names.anaphors import spoken_of
from clausedb.parse.names.bare_offices import leads
from clausedb.parse.names.joins import Joins, with_determiner
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import leader_id, office_id, role_kinds, role_of
from clausedb.parse.names.sightings import Sighting

_OF_A_PAIR: Final = ("PRES", "PM", "FM", "MIN", "DEFMIN", "GOV", "MFA", "PARL")
"""Roles whose bare plural means those of the two parties: the foreign ministers, both leaders."""
_LEADERS: Final = ("PRES", "KING", "PM", "CROWN")
"""Roles of those who lead a state, the first that a text names."""
_MOST: Final = 30
"""A collective of more members than this (a treaty of the whole world) is not spelled out at every place."""
_BEFORE: Final = 24
"""Characters before a noun in which its number word stands."""
_HEAD: Final = 600
"""Characters at the head of a text in which states side by side are those that it is about."""
_FEW: Final = 8
"""Makers of an instrument whose ministers are spelled out at most."""
_HEADS: Final = 4
"""Office words that one owner may stand behind at most."""
_SEVERAL: Final = re.compile(r"(?i)\b(?:parties|sides)\b|\bсторон|طرف|جانب")
"""A term for the parties, not for those who speak for them."""
_ARTICLE: Final = 4
"""Characters before a name in which its article stands."""
_QUOTES: Final = "“”\"«»„' "


@dataclass(frozen=True, slots=True)
class _Speakers:
    """The states spoken of, by place in the folded text."""

    pairs: tuple[tuple[int, tuple[str, ...]], ...]
    """Where two states stand joined, and which."""
    lead: tuple[str, ...]
    """The first two states that stand in one paragraph."""
    lead_at: int
    """Where the second of them stands."""
    offices: tuple[tuple[int, str], ...]
    """Where a person or office stands, and of which state."""
    groups: tuple[tuple[int, tuple[str, ...]], ...]
    """Where several hold an office together (the Foreign Ministers of X, Y and Z), and which."""
    several: tuple[tuple[int, tuple[str, ...]], ...]
    """Where three or more states are named at once, by their offices anywhere or side by side at the head of the text."""
    holders: tuple[tuple[int, str], ...]
    """Where an office stands, and which."""
    leaders: tuple[tuple[int, str], ...]
    """Those of them that head their sentence."""

    def pair(self, at: int, paragraph: int) -> tuple[str, ...]:
        """The two states last joined before a place: in its paragraph, else those joined more than once, else of the lead."""
        found = bisect_left(self.pairs, (at, ())) - 1
        if found < 0:  # a headline speaks of those whom the text names below
            headline = not self.offices or self.offices[0][0] > at
            return self.lead if headline or self.lead_at < at else ()
        if self.pairs[found][0] >= paragraph:
            return self.pairs[found][1]
        often = Counter(frozenset(pair) for _, pair in self.pairs)
        for _, pair in reversed(self.pairs[: found + 1]):
            if often[frozenset(pair)] > 1 or frozenset(pair) == frozenset(self.lead):
                return pair
        return self.lead or self.pairs[found][1]

    def group(self, at: int, paragraph: int, size: int | None) -> tuple[str, ...]:
        """The states last named together before a place, of that number where one is given; two where no more were."""
        found = [states for start, states in self.several if start < at and size in (None, len(states))]
        near = [states for start, states in self.pairs if paragraph <= start < at]
        if not found or (size is None and not all(set(states) <= set(found[-1]) for states in near)):
            return () if size else self.pair(at, paragraph)
        return found[-1]

    def head(self, state: str, role: str) -> str:
        """Who leads a state: where the text names no president of it, its monarch or prime minister whom it names."""
        if role != "PRES":
            return role
        named = {office for _, office in self.holders}
        return next((one for one in _LEADERS if f"{state}.{one}" in named), role)

    def two(self, role: str, at: int, paragraph: int) -> tuple[str, ...]:
        """The states of the group of three or more that was named before a place by that office; else the two whose
        holders of it were named in the paragraph, if there are two."""
        states: dict[str, None] = {}
        for start, group in reversed(self.groups):
            if start < at and group[0].endswith(f".{role}"):
                return tuple(one.split(".")[0] for one in group)
        for start, office in self.holders:
            if paragraph <= start < at and office.endswith(f".{role}"):
                states[office.split(".")[0]] = None
        return tuple(states) if len(states) == 2 else ()

    def state(self, at: int) -> tuple[str, ...]:
        """The state of the person or office that headed a sentence last before a place, else of the one last named."""
        for known in (self.leaders, self.offices):
            found = bisect_left(known, (at, "")) - 1
            if found >= 0:
                return (known[found][1],)
        return ()


def resolve_collectives(
    records: Records,
    folded: Folded,
    islands: Sequence[Island],
    persons: Sequence[Sighting],
    how: Joins,
    grammar: Grammar,
) -> Iterator[Island]:
    """The collectives, anaphors and plural offices whose members are known, in text order, with the ids of all members."""
    text = folded.text
    speakers = _speakers(text, islands, persons, how, records, grammar)
    defined = {_term(one, records.text, how): one.party_ids for one in records.definitions if one.party_ids}
    focus = spoken_of(islands)
    for place, (one, behind) in enumerate(zip_longest(islands, islands[1:])):
        members: tuple[str, ...] = ()
        if one.ids in (("members",), ("of_one",)):
            members = _member_states(one, behind, text, records, defined, how)
        elif one.ids == ("organisations",):
            members = _organisations(records, grammar)
        elif one.kind == "collective":
            members = _members(one, text, records, defined, speakers, how)
        elif one.kind == "head" and one.ids == ("COUNTERPART",) and not one.plural:
            yield from _other(one, text, records, speakers, how, grammar)
        elif one.ids == ("his_state",):
            members = speakers.state(one.start)
        elif one.ids == ("focus",) and focus:
            members = (focus,)
        elif (
            one.kind == "head"
            and one.plural
            and one.ids[0] in _OF_A_PAIR
            and not _owned(one, behind, text, how)
        ):
            yield from _of_pair(one, text, records, speakers, how, grammar)
        if members and len(members) <= _MOST:
            settled = replace(one, ids=members, start=with_determiner(text, one.start, how))
            yield settled
            yield from _whose(islands[max(0, place - _HEADS) : place], settled, text, how, grammar)


def parties_defined(records: Records) -> tuple[Definition, ...]:
    """The definitions of a document; a term for those who hold office in the states that make it means the states: "the President
    of X and the President of Y, hereinafter the Parties"."""
    makers = set(_makers(records))
    if len(makers) < 2:
        return records.definitions
    homes = {one.party_id: one.state_id for one in records.parties if one.kind == "person"}
    found = []
    for one in records.definitions:
        states = {homes[each] if each in homes else each.split(".")[0] for each in one.party_ids} - {None}
        several = _SEVERAL.search(one.term.of(records.text)) is not None
        if several and states == makers and set(one.party_ids) != makers:
            one = replace(one, party_ids=_makers(records))
        found.append(one)
    return tuple(found)


def _members(
    one: Island,
    text: str,
    records: Records,
    defined: dict[str, tuple[str, ...]],
    speakers: _Speakers,
    how: Joins,
) -> tuple[str, ...]:
    words = _bare(text[one.start : one.end], how)
    if one.ids == ("parties",):
        last = _bare(words.split()[-1], how)
        found = defined.get(words) or defined.get(last) or defined.get(f"{last}s")
        found = found or _makers(records)
        if found or records.document.issuer:
            return found
        spoken = speakers.group(one.start, _paragraph(text, one.start), None) if how.counts else ()
        return spoken or speakers.pair(one.start, _paragraph(text, one.start))
    parties = _makers(records)
    count = how.counted.search(text[max(0, one.start - _BEFORE) : one.start])
    size = how.counts.index(count[1].casefold()) + 3 if count else None
    if len(parties) == 2:
        return parties if size is None else ()
    two = how.both.search(text[max(0, one.start - _BEFORE) : one.start])
    if size or (one.ids == ("group",) and not two):
        fits = 2 < len(parties) <= _FEW and size in (None, len(parties))
        if parties or records.document.issuer:
            return parties if fits else ()
        return speakers.group(one.start, _paragraph(text, one.start), size)
    if parties or records.document.issuer:
        return ()
    return speakers.pair(one.start, _paragraph(text, one.start))


def _member_states(
    one: Island,
    behind: Island | None,
    text: str,
    records: Records,
    defined: dict[str, tuple[str, ...]],
    how: Joins,
) -> tuple[str, ...]:
    """Those whom the document calls so, else its makers where they are several ("members") or the organisation that alone makes a
    statement; none where an organisation follows, whose they are."""
    if behind is not None and behind.kind == "organisation":
        article = how.article.search(text, max(one.end, behind.start - _ARTICLE), behind.start)
        start = article.start() if article else behind.start
        if not text[one.end : start].strip() or how.post.fullmatch(text, one.end, start):
            return ()
    makers = _makers(records)
    called = defined.get(_bare(text[one.start : one.end], how))
    if called or (len(makers) > 2 and one.ids == ("members",)):
        return called or makers
    # an organisation of states, for which they speak
    return makers if len(makers) == 1 and records.document.binding == "political" else ()


def _organisations(records: Records, grammar: Grammar) -> tuple[str, ...]:
    """The makers, where they are two organisations."""
    makers = _makers(records)
    facts = [load_gazetteer(grammar).facts(one) for one in makers]
    both = len(makers) == 2 and all(one is not None and one.kind == "organisation" for one in facts)
    return makers if both else ()


def _makers(records: Records) -> tuple[str, ...]:
    """Those who make the instrument together; none where one organ speaks."""
    return () if records.document.issuer else records.document.parties


def _of_pair(
    one: Island, text: str, records: Records, speakers: _Speakers, how: Joins, grammar: Grammar
) -> Iterator[Island]:
    """The bare plural of an office: one holder for each of the two."""
    parties = _makers(records)
    if records.document.issuer or len(parties) > _FEW or how.summit.match(text, one.start):
        return
    both = how.both.search(text[max(0, one.start - 24) : one.start])
    of = how.owner_follows.match(text, one.end)
    portfolio = one.ids[0] == "MIN" and of and both and text[of.end() :].lstrip()[:1].isupper()
    before = {office for start, office in speakers.holders if start < one.start}
    each = bool(parties) and before.issuperset(f"{party}.FM" for party in parties)
    grouped = each or bool(speakers.two("FM", one.start, len(text)))
    if ((parties and one.ids[0] == "MIN" and not grouped) or of) and not portfolio:
        return
    last = text[one.start : one.end].split()[-1]
    common = last.casefold() in how.common_offices
    the = how.definite.search(text[max(0, one.start - 8) : one.start])
    named = one.ids[0] == "GOV" and last[0].isupper() and parties and the
    definite = not re.match("[\u0620-\u06ff]", text[one.start]) or "ال" in text[one.start - 2 : one.end]
    if not definite:
        return
    if common and not named and not both:
        return
    role = "FM" if one.ids[0] == "MIN" and not portfolio else one.ids[0]
    paragraph = _paragraph(text, one.start)
    states = speakers.two(role, one.start, paragraph) if len(parties) != 2 else ()
    if not states and not parties and role == "PM" and not any(one.endswith(".PM") for one in before):
        return  # "the Heads of Government" in a text that names none
    states = states or parties or speakers.pair(one.start, paragraph)
    if len(states) < 2:
        return  # «глав государств» of an organisation that makes the text alone
    members = tuple(office_id(party, speakers.head(party, role), grammar) for party in states)
    if how.leader.search(text, one.start, one.end):
        members = tuple(leader_id(one, grammar) for one in members)
    if members:
        start = with_determiner(text, one.start, how)
        yield replace(one, start=start, kind=role_kinds(grammar).get(role, "office"), ids=members)


def _other(
    one: Island, text: str, records: Records, speakers: _Speakers, how: Joins, grammar: Grammar
) -> Iterator[Island]:
    """His counterpart: who was last named with the same office of another state, else who holds it in the other of the two
    states spoken of."""
    own = speakers.state(one.start)
    his = how.possessive.search(text[max(0, one.start - _BEFORE) : one.start])
    before = [office for start, office in speakers.holders if start < one.start]
    role = next((role_of(office) for office in reversed(before) if office.split(".")[0] in own), None)
    if not his or role is None:
        return
    others = [office for office in before if office.endswith(f".{role}") and office.split(".")[0] not in own]
    pair = _makers(records) or speakers.pair(one.start, _paragraph(text, one.start))
    if others:
        yield replace(one, kind="office", ids=(others[-1],))
    elif len(pair) == 2 and own[0] in pair:
        other = pair[1] if own[0] == pair[0] else pair[0]
        yield replace(one, kind="office", ids=(office_id(other, role, grammar),))


def _owned(head: Island, behind: Island | None, text: str, how: Joins) -> bool:
    """Whether "of the two states" follows, which says whose the offices are."""
    if behind is None or behind.kind != "collective":
        return False
    return how.post.fullmatch(text, head.end, behind.start) is not None


def _whose(
    before: Sequence[Island], owner: Island, text: str, how: Joins, grammar: Grammar
) -> Iterator[Island]:
    """The heads of the two states, the governments of the Parties; all of "the governments and parliaments of both countries"."""
    joint, until = how.post, owner.start
    for head in reversed(before):
        of_them = head.kind == "head" and head.ids[0] != "AUTHORITIES" and (head.plural or joint is how.post)
        if not of_them or not joint.fullmatch(text, head.end, until):
            return
        role = head.ids[0]
        ids = tuple(office_id(one, role, grammar) for one in owner.ids)
        end = owner.end if joint is how.post else head.end
        yield Island(head.start, end, role_kinds(grammar).get(role, "office"), ids, plural=True)
        joint, until = how.joined, head.start


def _term(one: Definition, text: str, how: Joins) -> str:
    return _bare(one.term.of(text), how)


def _paragraph(text: str, at: int) -> int:
    """Where the paragraph begins in which a place lies."""
    return text.rfind("\n\n", 0, at) + 1


def _bare(words: str, how: Joins) -> str:
    """Words as terms are compared: small letters, without quotation marks, article and ending of a case."""
    return how.bare.sub("", " ".join(words.casefold().strip(_QUOTES).split()))


# --- of whom the text speaks ---------------------------------------------------------------


def _speakers(
    text: str,
    islands: Sequence[Island],
    persons: Sequence[Sighting],
    how: Joins,
    records: Records,
    grammar: Grammar,
) -> _Speakers:
    pairs: list[tuple[int, tuple[str, ...]]] = []
    several: list[tuple[int, tuple[str, ...]]] = []
    run: list[Island] = []
    offices: list[tuple[int, str]] = []
    states: list[tuple[int, str]] = []
    held: dict[str, str] = {}
    for one in persons:
        if one.office:
            held.setdefault(one.key, one.office.split(".")[0])
    for left, right in zip((None, *islands), islands, strict=False):
        if not right.settled or right.kind == "adjective":
            continue
        if right.kind in ("office", "organ") and right.plural:
            pairs += _pair(right.start, right.ids)
            several += _several(right.start, right.ids)
        two = left is not None and left.kind == right.kind == "state"
        if left is not None and _with_organisation(left, right, text, how):
            pairs += _pair(left.start, (*left.ids, *right.ids))
        if left is not None and two and how.joined.fullmatch(text, left.end, right.start):
            pairs += _pair(left.start, (*left.ids, *right.ids))
            run = [*run, right] if run and run[-1] is left else [left, right]
            if run[0].start < _HEAD:
                several += _several(run[0].start, [each for one in run for each in one.ids])
        if right.kind == "office" and len(right.ids) == 1:
            offices.append((right.start, right.ids[0].split(".")[0]))
        if right.kind in ("state", "office", "organ"):
            states += [(right.start, state) for state in _states_of(right, grammar)]
    offices += [
        (one.head.start if one.head else one.start, held[one.key]) for one in persons if one.key in held
    ]
    offices.sort()
    leaders = tuple(pair for pair in offices if leads(text, pair[0], how))
    named = [(one.start, one.ids[0]) for one in islands if one.kind == "office" and len(one.ids) == 1]
    holders = tuple(sorted([*named, *((one.start, one.office) for one in persons if one.office)]))
    groups = tuple((one.start, one.ids) for one in islands if one.kind == "office" and len(one.ids) > 1)
    several.sort(key=itemgetter(0))
    lead, lead_at = _lead(text, states)
    return _Speakers(
        tuple(sorted(pairs)), lead, lead_at, tuple(offices), groups, tuple(several), holders, leaders
    )


def _with_organisation(left: Island, right: Island, text: str, how: Joins) -> bool:
    """A state and an organisation that head a sentence together: "ASEAN and Canada held a dialogue"."""
    if {left.kind, right.kind} != {"state", "organisation"}:
        return False
    return how.joined.fullmatch(text, left.end, right.start) is not None and leads(text, left.start, how)


def _states_of(one: Island, grammar: Grammar) -> Iterator[str]:
    """The states of an island: itself, or whose offices and organs it names; no organisation."""
    for party_id in one.ids:
        state = party_id.split(".")[0]
        facts = load_gazetteer(grammar).facts(state) if one.kind != "state" else None
        if one.kind == "state" or (facts is not None and facts.kind not in ("organisation", "organ")):
            yield state


def _pair(at: int, ids: Iterable[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    states = tuple(dict.fromkeys(one.split(".")[0] for one in ids))
    if len(states) == 2:
        yield at, states


def _several(at: int, ids: Iterable[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    states = tuple(dict.fromkeys(one.split(".")[0] for one in ids))
    if 2 < len(states) <= _FEW:
        yield at, states


def _lead(text: str, states: Sequence[tuple[int, str]]) -> tuple[tuple[str, ...], int]:
    """The first two different states that stand in one paragraph, organisations left out, and where the second stands."""
    before: tuple[int, str] | None = None
    for at, state in states:
        if not re.fullmatch("[A-Z]{3}", state):
            continue
        if before is not None and state != before[1] and not re.search(r"\n\s*\n", text[before[0] : at]):
            return (before[1], state), at
        before = (at, state)
    return (), -1

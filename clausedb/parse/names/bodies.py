"""Bodies that no table knows: the Supreme Interstate Council of X and Y, the Joint Committee, a news site by its address.

Folded text and islands in, further islands out, with ids made from their own words (B:joint-committee).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from clausedb.language import Grammar
from clausedb.parse.concordance import concordance, first_words
from clausedb.parse.names.joins import Joins
from clausedb.parse.names.name_index import Island
from clausedb.words import stem

_WINDOW = 90
_SHORT = 6
"""Letters of the shortest noun of a body with an adjective begun."""
_SITE = re.compile(r"\b[A-Z][\w-]{2,}\.\Z")
_LOOSE = re.compile(r"(?:\s+(?:and|the|of|for|with|to|on|in|by))*[\s,;]*\Z")
"""Words that join a name to the next."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class _Rules:
    noun: re.Pattern[str]
    first: frozenset[str]
    stems: tuple[str, ...]
    """First words of the nouns, where the language has them in many forms."""
    whole: tuple[str, ...]
    """Nouns of bodies of which there are several of a kind, so that what they are for belongs to the id."""
    before: re.Pattern[str]
    behind: re.Pattern[str]
    lead: re.Pattern[str]
    """Words in capitals that may stand before a name and are no part of it."""
    phrase: re.Pattern[str] | None
    """A whole name, where no capitals show one."""
    phrase_words: tuple[str, ...]
    """What the first word of such a name holds."""
    media_ends: tuple[str, ...]
    head: re.Pattern[str] | None
    """The words of a long name before whose body it is."""


@cache
def _rules(grammar: Grammar, language: str) -> _Rules:
    pack = grammar.pack(language)
    found = pack.settings("names")
    nouns = sorted((row["noun"] for row in pack.rows("bodies")), key=lambda noun: (-len(noun), noun))
    return _Rules(
        noun=re.compile(found["body_noun"].replace("{}", "|".join(map(re.escape, nouns)))),
        first=first_words(nouns),
        stems=tuple(sorted(nouns)) if found["body_stems"] else (),
        whole=tuple(row["noun"] for row in pack.rows("bodies") if row.get("id") == "whole"),
        before=re.compile(found["body_before"]),
        behind=re.compile(found["body_behind"]),
        lead=re.compile(found["body_lead"]),
        phrase=re.compile(found["body_phrase"]) if found["body_phrase"] else None,
        phrase_words=tuple(found["body_phrase_words"]),
        media_ends=tuple(found["media_ends"]),
        head=re.compile(found["body_head"]) if "body_head" in found else None,
    )


def read_bodies(
    text: str, islands: Sequence[Island], how: Joins, language: str, grammar: Grammar
) -> list[Island]:
    """The islands with bodies among them, in order; an island that a body's name holds stays beside it."""
    rules = _rules(grammar, language)
    named = [one for one in islands if one.settled and one.kind not in ("state", "adjective", "capital")]
    ends = [(one.start, one.end) for one in named]
    found = [one for one in _bodies(text, islands, how, rules) if not _inside(one, ends)]
    found = _shortened(text, named, found, rules)
    return sorted([*islands, *found], key=lambda one: (one.start, -one.end)) if found else list(islands)


def _shortened(text: str, named: Sequence[Island], found: list[Island], rules: _Rules) -> list[Island]:
    """The bodies found, those that say the head of a known body's name before them as that body: "the Supreme Council" behind
    "the Supreme Council of the Gulf Cooperation Council"."""
    if rules.head is None or not found:
        return found
    heads = [
        (one.start, match["head"].casefold(), one.ids)
        for one in named
        if one.kind in ("organ", "organisation") and (match := rules.head.match(text, one.start, one.end))
    ]
    for start, head, ids in heads:
        found = [
            replace(one, ids=ids)
            if one.start > start and text[one.start : one.end].casefold() == head
            else one
            for one in found
        ]
    return found


def _inside(one: Island, taken: list[tuple[int, int]]) -> bool:
    """Whether a known name reaches into the piece."""
    at = bisect_right(taken, (one.end, 0)) - 1
    return at >= 0 and taken[at][1] > one.start


def _bodies(text: str, islands: Sequence[Island], how: Joins, rules: _Rules) -> Iterator[Island]:
    starts = [one.start for one in islands]
    yield from _phrases(text, islands, rules)
    for noun in _nouns(text, rules):
        window = max(0, noun.start() - _WINDOW)
        words = rules.before.search(text[window : noun.start()])
        held = bisect_right(starts, noun.start()) - 1
        if words is None or (held >= 0 and islands[held].end > noun.start()):
            continue
        paragraph = text.rfind("\n\n", window + words.start(), noun.start()) + 2
        begin = max(window + words.start(), paragraph if paragraph > 1 else 0)
        name = text[begin : noun.end()]
        lead = rules.lead.match(name)
        start = begin + (lead.end() if lead else 0)
        if start >= noun.start():
            continue
        behind = rules.behind.match(text, noun.end())
        end = noun.end() + len(_LOOSE.sub("", behind[0]).rstrip(" ,;\n")) if behind else noun.end()
        end = _to_next_name(text, noun.end(), end, islands, starts)
        told = end if noun[0].casefold().startswith(rules.whole) else noun.end()
        yield Island(start, _with_owners(text, end, islands, starts, how), "organ", (_id(text[start:told]),))
    yield from _media(text, rules)


def _phrases(text: str, islands: Sequence[Island], rules: _Rules) -> Iterator[Island]:
    """Names that a noun opens: «اللجنة المشتركة للتعاون الاقتصادي», up to the next known name but for adjectives of states."""
    if rules.phrase is None:
        return
    taken = [one for one in islands if one.settled and one.kind not in ("state", "adjective")]
    begins = [one.start for one in taken]
    for place in concordance(text).holding(rules.phrase_words):
        match = rules.phrase.match(text, place)
        if match is None:
            continue
        start, end = match.span("name")
        at = bisect_right(begins, start)
        if at and taken[at - 1].end > start:
            continue
        nearest = min(end, begins[at]) if at < len(begins) else end
        if nearest < end and nearest <= start + _SHORT:
            continue
        end = start + len(text[start:nearest].rstrip())
        yield Island(start, end, "organ", (_id(text[start:end]),))


def _to_next_name(text: str, noun: int, end: int, islands: Sequence[Island], starts: list[int]) -> int:
    """Where the words behind the noun end: with the first state among them, before any other known name."""
    at = bisect_right(starts, noun)
    if at == len(islands) or islands[at].start >= end:
        return end
    one = islands[at]
    if one.kind == "state":
        return one.end
    if not one.settled or one.kind == "adjective":
        return end
    return noun + len(_LOOSE.sub("", text[noun : one.start]))


def _nouns(text: str, rules: _Rules) -> Iterator[re.Match[str]]:
    """Where the nouns stand, in order, none inside another."""
    words = concordance(text)
    end = 0
    for at in words.begins_with(rules.stems) if rules.stems else words.begins(rules.first):
        noun = rules.noun.match(text, at) if at >= end else None
        if noun is not None:
            end = noun.end()
            yield noun


def _media(text: str, rules: _Rules) -> Iterator[Island]:
    for ending in rules.media_ends:
        for at in concordance(text).begins((ending,)):
            site = _SITE.search(text, max(0, at - _WINDOW), at) if text[at - 1 : at] == "." else None
            if site is not None:
                end = at + len(ending)
                yield Island(site.start(), end, "organ", (_id(text[site.start() : end]),))


def _with_owners(text: str, end: int, islands: Sequence[Island], starts: list[int], how: Joins) -> int:
    """Where the name ends with the states it is of: of the Republic of X and the Republic of Y."""
    at = bisect_right(starts, end)
    join = how.post
    while at < len(islands) and islands[at].kind == "state" and join.fullmatch(text, end, islands[at].start):
        end, join, at = islands[at].end, how.joined, at + 1
    return end


def _id(name: str) -> str:
    """The name's words in small letters; Russian ones as stems, so that all cases of a name are one body."""
    words = re.findall(r"[\w.]+", name.casefold())
    return "B:" + "-".join(stem(word, "ru") if _CYRILLIC.search(word) else word for word in words)

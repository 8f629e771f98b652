"""Bodies that no table knows: the Supreme Interstate Council of X and Y, the Joint Committee, a news site by its address.

Folded text and islands in, further islands out, with ids made from their own words (B:joint-committee).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from clausedb.language import Grammar
from clausedb.parse.name_index import Island
from clausedb.parse.offices import Joins
from clausedb.words import stem

_WINDOW = 90
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARTICLE = re.compile(
    r"^(?:(?:The|This|That|Each|Any|Such|A|An|In|Of|On|By|To|For|And|As|All|No|Its|Both)\s+)+"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    noun: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    media: re.Pattern[str]


@cache
def _rules(grammar: Grammar, language: str) -> _Rules:
    pack = grammar.pack(language)
    found = pack.settings("names")
    nouns = sorted((row["noun"] for row in pack.rows("bodies")), key=lambda noun: (-len(noun), noun))
    return _Rules(
        noun=re.compile(found["body_noun"].replace("{}", "|".join(map(re.escape, nouns)))),
        before=re.compile(found["body_before"]),
        behind=re.compile(found["body_behind"]),
        media=re.compile(found["media"]),
    )


def read_bodies(
    text: str, islands: Sequence[Island], how: Joins, language: str, grammar: Grammar
) -> list[Island]:
    """The islands with bodies among them, in order; an island that a body's name holds stays beside it."""
    rules = _rules(grammar, language)
    named = [one for one in islands if one.settled and one.kind not in ("state", "adjective", "capital")]
    ends = [(one.start, one.end) for one in named]
    found = [one for one in _bodies(text, islands, how, rules) if not _inside(one, ends)]
    return sorted([*islands, *found], key=lambda one: (one.start, -one.end)) if found else list(islands)


def _inside(one: Island, taken: list[tuple[int, int]]) -> bool:
    """Whether a known name reaches into the piece."""
    at = bisect_right(taken, (one.end, 0)) - 1
    return at >= 0 and taken[at][1] > one.start


def _bodies(text: str, islands: Sequence[Island], how: Joins, rules: _Rules) -> Iterator[Island]:
    starts = [one.start for one in islands]
    for noun in rules.noun.finditer(text):
        window = max(0, noun.start() - _WINDOW)
        words = rules.before.search(text[window : noun.start()])
        held = bisect_right(starts, noun.start()) - 1
        if words is None or (held >= 0 and islands[held].end > noun.start()):
            continue
        paragraph = text.rfind("\n\n", window + words.start(), noun.start()) + 2
        begin = max(window + words.start(), paragraph if paragraph > 1 else 0)
        name = text[begin : noun.end()]
        article = _ARTICLE.match(name)
        start = begin + (article.end() if article else 0)
        if start >= noun.start():
            continue
        behind = rules.behind.match(text, noun.end())
        end = behind.end() if behind else noun.end()
        yield Island(
            start, _with_owners(text, end, islands, starts, how), "organ", (_id(text[start : noun.end()]),)
        )
    for site in rules.media.finditer(text):
        yield Island(site.start(), site.end(), "organ", (_id(site[0]),))


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

"""How names and office words join in one language (grammar/<language>/names.toml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from clausedb.language import Grammar


@dataclass(frozen=True, slots=True)
class Joins:
    """How names join in one language (grammar/<language>/names.toml)."""

    post: re.Pattern[str]
    pre: re.Pattern[str]
    portfolio: re.Pattern[str]
    portfolio_more: re.Pattern[str]
    """What else a foreign minister is minister of, before the state."""
    portfolio_alone: re.Pattern[str]
    """What a minister is minister of where no state is named."""
    headed: re.Pattern[str]
    """A foreign minister by the ministry that he heads, which is named with him."""
    dual: re.Pattern[str]
    """Before an office word that means two by what stands before it, though its own form is of one: «оба министра»."""
    called: re.Pattern[str]
    """A bare office word that only means one whom the text calls so: "the Secretary" is no Foreign Minister."""
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
    led_behind: tuple[tuple[str, re.Pattern[str]], ...]
    """Behind the head of somebody's what he heads, by the role that it makes him hold."""
    leader: re.Pattern[str]
    """A word for whoever leads a state, its president or its prime minister."""
    of_republic: re.Pattern[str]
    """A head of state called without his state as its own press calls him: the President of the Republic."""
    possessive: re.Pattern[str]
    """His, her, their before an office word."""
    determiner: re.Pattern[str]
    article: re.Pattern[str]
    """An article that is part of the word it stands before."""
    not_party: re.Pattern[str]
    region_before: re.Pattern[str]
    """What before an adjective makes it that of a region, of no state: Inter-American."""
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
        portfolio_more=re.compile(found["portfolio_more"]),
        portfolio_alone=re.compile(found["portfolio_alone"]),
        headed=re.compile(found["headed"]),
        dual=re.compile(found["dual"]),
        called=re.compile(found["called"]),
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
        led_behind=tuple((role, re.compile(noun)) for role, noun in found.get("led_behind", {}).items()),
        leader=re.compile(found.get("leader", "(?!)")),
        of_republic=re.compile(found.get("of_republic", "(?!)")),
        possessive=re.compile(found["possessive"]),
        determiner=re.compile(found["determiner"], re.I),
        article=re.compile(found["article"]),
        not_party=re.compile(found["not_party"], re.I),
        region_before=re.compile(found["region_before"]),
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

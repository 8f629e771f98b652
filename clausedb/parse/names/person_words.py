"""How a person's name looks in one language: its words, the titles before it, and where it ends.

Folded text in, places out; names.toml, name_stops.tsv and persons.tsv say what may and what may not be a name.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from clausedb.fold import fold
from clausedb.language import Grammar
from clausedb.parse.concordance import first_words

_GAP: Final = r"(?:[^\S\n\t]{1,2}|[^\S\n]*\n(?!\s*\n))"
"""Between two words of a name: blanks, or the end of a line that is not the end of its paragraph."""


_GOES_ON: Final = re.compile(r"\s+(?:بن|بنت|ال)\s")
"""Behind the surname of a known person: the son of, the house of (folded)."""
_HAMZA: Final = "\u0623"
_AHEAD: Final = 40
"""Code points in which the first two words of a name stand."""
_WHOLE: Final = 2
"""Words of a given name and a surname."""
_HOUSE: Final = re.compile(r"\sال\s\w+\Z")
"""The house that a ruling family's name ends with: Al Saud."""


@dataclass(frozen=True, slots=True)
class NameRules:
    """How names of persons look in one language, compiled."""

    office_name: re.Pattern[str]
    name: re.Pattern[str]
    honorific: re.Pattern[str]
    rank: re.Pattern[str] | None
    """Titles of rank and degree behind an honorific."""
    honorific_words: frozenset[str]
    name_end: re.Pattern[str] | None
    """What follows a name where no capitals show its end."""
    breaks: tuple[re.Pattern[str], ...]
    """What is no first, no second, no further word of a name."""
    no_name: re.Pattern[str]
    """What words hold that are no name."""
    stops: frozenset[str]
    known_surnames: Mapping[str, tuple[str, ...]]
    """Arabic ones, which end a name where no capitals do, with the spellings of the table that end with them."""
    lone_surnames: frozenset[str]
    """Those of them that the table has by themselves, which are a name though they begin with an article."""
    signs_for: re.Pattern[str]
    cases: tuple[str, ...]
    """What a surname may end with."""
    article: re.Pattern[str]
    """An article of Arabic names in other letters, which may be left out."""
    by_initials: re.Pattern[str] | None
    """A surname with its initials, which is a name by itself; its group is the surname."""
    initials: frozenset[str]
    """What may stand for a given name there, without the stop."""
    patronymic: re.Pattern[str] | None
    """A father's name in the shape of a word."""
    of_father: re.Pattern[str] | None
    """The word behind a father's name that says son or daughter of."""
    behind_body: re.Pattern[str] | None
    """Between an office word and a name the body that the one heads; group 1 is its last word."""
    agreeing: re.Pattern[str] | None
    """What a given name and a surname end with in a case that no nominative looks like."""
    oblique: re.Pattern[str] | None
    """The end of a surname in a case that no nominative looks like."""
    younger: re.Pattern[str] | None
    """What tells a son from his father behind the name: ", Jr."."""
    name_before: re.Pattern[str] | None
    """A name directly before its office; group 1 is the name."""
    serves: re.Pattern[str] | None
    """Before an office whose holder the named person serves: the assistant to the President."""
    closed: re.Pattern[str] | None
    """A surname behind which no word with an article belongs to the name."""
    receives: re.Pattern[str] | None
    """Before a name the verb of one who received or met the holder of the office behind it."""
    called_after: re.Pattern[str] | None
    """Before a title that is part of a place's name: the airport, the university."""
    monarch: re.Pattern[str] | None
    """A title of honour that a monarch alone has, and no other of his house."""
    links: frozenset[str]
    """Words that join a name and never end it: son of."""
    or_words: frozenset[str]
    """Given names that are spelled as a common word."""


@cache
def name_rules(grammar: Grammar, language: str) -> NameRules:
    """The rules of a language."""
    pack = grammar.pack(language)
    found = pack.settings("names")
    name, initial, particle = found["name"], found["initial"], found["particle"]
    more = rf"{_GAP}(?:{particle})?(?:{initial}(?:{particle})?)?{name}"
    further = found["name_words"] - 1
    bare = rf"{_GAP}(?:{particle})?{name}"  # behind an initial no other follows: «С. Румас У. Шукеев» are two
    one = rf"(?:{initial}{name}(?:{bare}){{0,{further}}}|{name}(?:{more}){{0,{further}}})"
    return NameRules(
        office_name=re.compile(found["office_name"]),
        name=re.compile(one),
        honorific=re.compile(f"(?:{'|'.join(found['honorifics'])}){found['honorific_end']}"),
        rank=re.compile(f"(?:{'|'.join(found['ranks'])}){found['honorific_end']}")
        if "ranks" in found
        else None,
        honorific_words=first_words(found["honorifics"]),
        name_end=re.compile(found["name_end"]) if found["name_end"] else None,
        breaks=tuple(map(re.compile, found["name_breaks"])),
        no_name=re.compile(found["no_name"]),
        stops=frozenset(fold(row["word"]).text.casefold() for row in pack.rows("name_stops")),
        known_surnames=_arabic_surnames(grammar) if found["name_end"] else {},
        lone_surnames=_lone_surnames(grammar) if found["name_end"] else frozenset(),
        signs_for=re.compile(found["signs_for"]),
        cases=tuple(found["name_cases"]),
        article=re.compile(f"^{found['name_article']}"),
        by_initials=_of(found, "by_initials"),
        initials=frozenset(found.get("initials", "").split()),
        patronymic=_of(found, "patronymic"),
        of_father=_of(found, "of_father"),
        younger=_of(found, "younger"),
        name_before=_of(found, "name_before"),
        serves=_of(found, "serves"),
        closed=_of(found, "name_closed"),
        receives=_of(found, "receives"),
        called_after=_of(found, "called_after"),
        monarch=_of(found, "monarch"),
        agreeing=_of(found, "agreeing"),
        oblique=_of(found, "oblique"),
        behind_body=_of(found, "behind_body"),
        links=frozenset(found.get("name_links", ())),
        or_words=frozenset(found.get("name_or_word", ())),
    )


def _of(settings: Mapping[str, Any], name: str) -> re.Pattern[str] | None:
    return re.compile(settings[name]) if name in settings else None


def behind_honorifics(text: str, at: int, rules: NameRules) -> int:
    """Where the name begins behind H.E. Mr. and the like."""
    title = rules.honorific.match(text, at)
    while title is not None:
        at = title.end()
        title = rules.honorific.match(text, at) or (rules.rank.match(text, at) if rules.rank else None)
    return at


def name_at(
    text: str,
    at: int,
    taken: set[int],
    rules: NameRules,
    own: Container[int],
    *,
    full: bool,
    titled: bool = False,
) -> int | None:
    """Where the name that begins at a place ends; None where none begins. A full one has two words at least; one behind a
    title may begin as a common word does. `own`: where words begin with a letter of their own that folding took for an article's."""
    match = rules.name.match(text, at)
    if match is None:
        return None
    alone = match[0].split()[0]
    if alone in rules.lone_surnames and at not in taken and not full:
        return at + len(alone)
    end, count, closed = _words_of(text, at, match[0], taken, rules, own, titled=titled)
    if count == 0 or (full and count < 2) or (count == 1 and end - at < 3):
        return None
    younger = rules.younger.match(text, end) if rules.younger and count > 1 else None
    end = younger.end() if younger else end
    name = _HOUSE.sub("", text[at:end])
    if name.rpartition(" ")[2] in rules.known_surnames and count > 2:
        name = f"{name.split()[0]} {name.rpartition(' ')[2]}"  # Mishal al-Ahmad al-Jaber al-Sabah
    if rules.no_name.search(_spelled(name, at in own)):
        return None
    known = text[at:end].rpartition(" ")[2] in rules.known_surnames
    cut = end < at + len(match[0]) and (count >= 2 or closed)
    if rules.name_end is not None and not (known or cut or rules.name_end.match(text, end)):
        return None
    return end


def _words_of(
    text: str, at: int, words: str, taken: set[int], rules: NameRules, own: Container[int], *, titled: bool
) -> tuple[int, int, bool]:
    """Where the name ends that `words` at a place begin with, how many of them it has, and whether its last one closes it."""
    end, count, linked, closed = at, 0, titled, False
    for word in re.finditer(r"\S+", words):
        start = at + word.start()
        bare = word[0].rstrip(".").casefold()
        known = bare in rules.or_words and _begins_known(text, start, rules)
        called = titled and count > 0 and bare in rules.or_words  # «سعادة أحمد علي الكتبي»
        joined = known or called or (linked and (count > 0 or bare in rules.or_words))
        linked = bare in rules.links
        if start in taken or (closed and word[0].startswith("ال") and start not in own):
            break
        if not joined and (bare in rules.stops or bare.removeprefix("و") in rules.stops):
            break
        first = titled and count == 0 and not word[0].startswith("ال")
        if (
            not (joined or first)
            and rules.breaks
            and rules.breaks[min(count, len(rules.breaks) - 1)].match(_spelled(word[0], start in own))
        ):
            break
        if count >= _WHOLE and rules.oblique and _ends_case(text[at:end], word[0], rules.oblique):
            break
        end, count = at + len(word[0].removesuffix("'s")) + word.start(), count + 1
        closed = rules.closed is not None and rules.closed.match(word[0]) is not None
        if word[0].endswith("'s"):
            break  # "Joe Biden's Call"
        if _ends_known(text[at:end], rules) and not _GOES_ON.match(text, end):
            break
    return end, count, closed


def _begins_known(text: str, start: int, rules: NameRules) -> bool:
    """Whether a name of the table begins there, a word that may be a preposition its first: «محمد علي النفطي»."""
    words = [word.rstrip("،.,") for word in text[start : start + _AHEAD].split()[:2]]
    return len(words) > 1 and " ".join(words) in rules.known_surnames.get(words[1], ())


def _ends_known(name: str, rules: NameRules) -> bool:
    """Whether the words end with one of the table's names, all of it: Kais Saied, not any Saied."""
    last = name.rpartition(" ")[2]
    return any(f" {name}".endswith(f" {form}") for form in rules.known_surnames.get(last, ()))


def _spelled(word: str, own: bool) -> str:
    """The word with the hamza that shows its first letter to be no article's."""
    return f"{_HAMZA}{word[1:]}" if own else word


def _ends_case(name: str, word: str, oblique: re.Pattern[str]) -> bool:
    """Whether a name ends before a word as that is in another case: «Эмомали Рахмоном Шавкат Мирзиёев» are two."""
    return oblique.search(name) is not None and oblique.search(word) is None


@cache
def _lone_surnames(grammar: Grammar) -> frozenset[str]:
    """The Arabic names of one word with the article in the table, folded."""
    forms = (fold(form).text for row in grammar.rows("persons") for form in row["spellings"].split("|"))
    return frozenset(form for form in forms if re.fullmatch("ال[\u0620-\u06ff]+", form))


@cache
def _arabic_surnames(grammar: Grammar) -> dict[str, tuple[str, ...]]:
    """The last words of the Arabic names in the table with these names, folded."""
    found: dict[str, tuple[str, ...]] = {}
    for row in grammar.rows("persons"):
        for form in (fold(spelled).text for spelled in row["spellings"].split("|")):
            if re.match("[\u0620-\u06ff]", form):
                last = form.rpartition(" ")[2]
                found[last] = (*found.get(last, ()), form)
    return found


def titles_prince(text: str, at: int, rules: NameRules) -> bool:
    """Whether a word for a monarch is a title that others of his house have too: Prince Faisal is no head of state."""
    monarch = rules.monarch is not None and rules.monarch.match(text, at) is not None
    return not monarch and rules.honorific.match(text, at) is not None

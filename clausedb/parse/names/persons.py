"""Persons: names beside an office or a title, then their surnames wherever else they stand in the document.

Folded text and joined islands in, sightings (who, where, in which office) out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from clausedb.fold import fold
from clausedb.language import Grammar
from clausedb.parse.concordance import concordance, first_words
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.offices import office_id, role_kinds
from clausedb.parse.names.spelling import known_key, nominative, surname_key

_WORDS_OF_NAME: Final = 4
_GAP: Final = r"(?:[^\S\n]+|[^\S\n]*\n(?!\s*\n))"
"""Between two words of a name: blanks, or the end of a line that is not the end of its paragraph."""
_ENDINGS: Final = {
    "ru": ("", "а", "у", "ым", "ом", "е", "я", "ю", "ем", "ой", "ого", "ому", "им"),
    "en": ("",),
    "ar": ("",),
}
"""What a surname may end with in the cases of the language."""
_JOINED: Final = {"ru": ("",), "en": ("",), "ar": ("", "و", "ف", "ب", "ل", "ك", "ول", "وب")}
"""What may be written together with a name before it."""


_NAME_BEFORE: Final = re.compile(
    r"(?<![\w.-])([A-ZА-Я][\w'-]+(?:\s[A-ZА-Я](?:\.|[\w'-]+)){1,3}),\s+(?:the\s+)?\Z"
)
_GIVEN: Final = {
    "en": re.compile(r"(?<![\w-])([A-Z](?:\.|[\w-]+))\s\Z"),
    "ru": re.compile(r"(?<![\w-])([\u0410-\u042f](?:\.|[\w-]+))\s\Z"),
}
"""A given name or an initial before a surname."""
_LONG: Final = 40
"""How long a given name may be, in code points."""
_APPOSED: Final = re.compile(r"\s*(?:[,).;]|\n)")
_SIGNED: Final = re.compile(r"[^\S\n\t]*[:(\n\t][\s_.…(]*(?:/s/\s*)?")
"""Between who is signed for and who signs: blanks, a line to sign on, a bracket."""
_SIGNED_END: Final = re.compile(r"[^\S\n]*(?:\)|\]|\t|\n|\Z)")
_OF_THE: Final = re.compile(r"\s+of\s+(?:the\s+)?")
_NO_NAME: Final = re.compile("(?:وال|ول|وب|وف|وم|وت|وي|لل|لت|لم|لج|لض|لع|بال|ال|ست|سي)")
"""How Arabic words begin that are no given name."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person's name in the folded text."""

    start: int
    end: int
    key: str
    """The surname as ids have it."""
    office: str | None = None
    """The office that the words directly beside the name give."""
    head: Island | None = None
    """A bare office word before the name (President Tokayev), which the person's office settles."""


@dataclass(frozen=True, slots=True)
class _Rules:
    office_name: re.Pattern[str]
    name: re.Pattern[str]
    honorific: re.Pattern[str]
    honorific_words: frozenset[str]
    name_end: re.Pattern[str] | None
    stops: frozenset[str]
    signs_for: re.Pattern[str]


@cache
def _rules(grammar: Grammar, language: str) -> _Rules:
    pack = grammar.pack(language)
    found = pack.settings("names")
    name, initial, particle = found["name"], found["initial"], found["particle"]
    more = rf"{_GAP}(?:{particle})?(?:{initial})?{name}"
    one = rf"(?:{initial})?{name}(?:{more}){{0,{_WORDS_OF_NAME - 1}}}"
    return _Rules(
        office_name=re.compile(found["office_name"]),
        name=re.compile(one),
        honorific=re.compile(f"(?:{'|'.join(found['honorifics'])}){found['honorific_end']}"),
        honorific_words=first_words(found["honorifics"]),
        name_end=re.compile(found["name_end"]) if found["name_end"] else None,
        stops=frozenset(fold(row["word"]).text.casefold() for row in pack.rows("name_stops")),
        signs_for=re.compile(found["signs_for"]),
    )


def read_persons(text: str, islands: Sequence[Island], language: str, grammar: Grammar) -> list[Sighting]:
    """Names of persons in text order, those beside an office first found, then every other place of their surnames."""
    rules = _rules(grammar, language)
    taken = {one.start for one in islands if one.kind != "head"}
    found = list(_beside_offices(text, islands, taken, rules, grammar, language))
    found += _behind_titles(text, taken, found, rules, grammar, language)
    found += _before_offices(text, islands, found, rules, grammar, language)
    found += _signers(text, islands, taken, found, rules, grammar, language)
    found += _known_by_name(text, found, rules, grammar, language)
    found += _again(text, found, islands, grammar, language)
    return sorted(found, key=lambda one: one.start)


def _beside_offices(
    text: str, islands: Sequence[Island], taken: set[int], rules: _Rules, grammar: Grammar, language: str
) -> Iterator[Sighting]:
    states = {one.start: one.ids[0] for one in islands if one.kind == "state" and len(one.ids) == 1}
    for one in islands:
        if one.kind not in ("office", "head"):
            continue
        if one.kind == "head" and role_kinds(grammar).get(one.ids[0]) != "office":
            continue
        gap = rules.office_name.match(text, one.end)
        if gap is None or (one.kind == "head" and gap[0].strip()):
            continue
        at = _behind_honorifics(text, gap.end(), rules)
        for office in one.ids if one.kind == "office" else (None,):
            alone = not one.parts and one.kind == "office"
            end = _name_at(text, at, taken, rules, full=alone or "," in gap[0] or "،" in gap[0])
            if end is None:
                break
            head = one if one.kind == "head" else None
            if head is not None:
                office = _of_state_behind(text, head, end, states, grammar)
            yield Sighting(at, end, _key(text[at:end], grammar, language), office, head)
            joined = re.compile(r"\s+(?:and|и|و)\s*").match(text, end)
            if joined is None:
                break
            at = joined.end()


def _of_state_behind(
    text: str, head: Island, end: int, states: Mapping[int, str], grammar: Grammar
) -> str | None:
    """President Michel Sleiman of Lebanon: the office of the state behind the name."""
    of = _OF_THE.match(text, end)
    state = states.get(of.end()) if of else None
    return office_id(state, head.ids[0], grammar) if state else None


def _behind_honorifics(text: str, at: int, rules: _Rules) -> int:
    """Where the name begins behind H.E. Mr. and the like."""
    title = rules.honorific.match(text, at)
    while title is not None:
        at = title.end()
        title = rules.honorific.match(text, at)
    return at


def _name_at(text: str, at: int, taken: set[int], rules: _Rules, *, full: bool) -> int | None:
    """Where the name that begins at a place ends; None where none begins. A full one has two words at least."""
    match = rules.name.match(text, at)
    if match is None:
        return None
    end, count = at, 0
    for word in re.finditer(r"\S+", match[0]):
        start = at + word.start()
        bare = word[0].rstrip(".").casefold()
        if start in taken or bare in rules.stops or bare.removeprefix("و") in rules.stops:
            break
        if rules.name_end is not None and word[0].startswith("ال") and count == 0:
            break
        end, count = at + len(word[0].removesuffix("'s")) + word.start(), count + 1
    if rules.name_end is not None and not _may_name(text[at:end]):
        return None
    if count == 0 or (full and count < 2) or (count == 1 and end - at < 3):
        return None
    if rules.name_end is not None and not (
        rules.name_end.match(text, end) or (end < at + len(match[0]) and count >= 2)
    ):
        return None
    return end


def _may_name(words: str) -> bool:
    """Whether Arabic words may be a person's name: no particles before the first, one article at most."""
    return not _NO_NAME.match(words) and len(re.findall(r"(?:^|\s)ال", words)) <= 1


def _key(name: str, grammar: Grammar, language: str) -> str:
    words = [word for word in re.split(r"\s+", name) if not re.fullmatch(r"(?:\w\.)+", word)]
    double = known_key(" ".join(words[-2:]), grammar) if len(words) > 1 else None
    return double or surname_key(words[-1] if words else name, grammar)


def _behind_titles(
    text: str, taken: set[int], found: list[Sighting], rules: _Rules, grammar: Grammar, language: str
) -> list[Sighting]:
    """Mr. Annan, господин Иванов, السيد أحمد."""
    known = {one.start for one in found}
    more: list[Sighting] = []
    for at in concordance(text).begins(rules.honorific_words, _JOINED[language]):
        title = rules.honorific.match(text, at)
        if title is None:
            continue
        end = _name_at(text, title.end(), taken, rules, full=False)
        if end is not None and title.end() not in known:
            more.append(Sighting(title.end(), end, _key(text[title.end() : end], grammar, language)))
    return more


def _before_offices(
    text: str,
    islands: Sequence[Island],
    found: list[Sighting],
    rules: _Rules,
    grammar: Grammar,
    language: str,
) -> list[Sighting]:
    """Ani Badalyan, spokeswoman for the Ministry, ...: two words at least before, and an end of the apposition behind."""
    known = {one.office for one in found}
    more: list[Sighting] = []
    for one in islands:
        if (
            one.kind != "office"
            or len(one.ids) != 1
            or one.ids[0] in known
            or not _APPOSED.match(text, one.end)
        ):
            continue
        window = max(0, one.start - 60)
        before = _NAME_BEFORE.search(text[window : one.start]) if language != "ar" else None
        if before is not None and not {word.casefold() for word in before[1].split()} & rules.stops:
            start, end = window + before.start(1), window + before.end(1)
            more.append(Sighting(start, end, _key(before[1], grammar, language), one.ids[0]))
    return more


def _known_by_name(
    text: str, found: list[Sighting], rules: _Rules, grammar: Grammar, language: str
) -> list[Sighting]:
    """Persons of the table of spellings, where a given name or initial stands before the surname."""
    if language == "ar":
        return []
    taken = {one.end for one in found}
    names, words = _known_names(grammar, language)
    more: list[Sighting] = []
    for at in concordance(text).begins(words):
        before = _GIVEN[language].search(text, max(0, at - _LONG), at)
        name = names.match(text, at) if before else None
        if before is None or name is None:
            continue
        given = before[1].casefold()
        if (
            name.end() not in taken
            and given not in rules.stops
            and given not in _known_offices(grammar, language)
        ):
            whole = text[before.start() : name.end()]
            more.append(Sighting(before.start(), name.end(), _key(whole, grammar, language)))
    return more


def _signers(
    text: str,
    islands: Sequence[Island],
    taken: set[int],
    found: list[Sighting],
    rules: _Rules,
    grammar: Grammar,
    language: str,
) -> list[Sighting]:
    """For the Government of Canada: Michael Bell. A full name on a line or in brackets of its own, below who is signed for."""
    known = {one.start for one in found}
    more: list[Sighting] = []
    for one in islands:
        if one.kind not in ("state", "organ", "organisation"):
            continue
        if not rules.signs_for.search(text, max(0, one.start - _LONG), one.start):
            continue
        gap = _SIGNED.match(text, one.end)
        at = _behind_honorifics(text, gap.end() if gap else one.end, rules)
        end = _name_at(text, at, taken, rules, full=True) if at > one.end and at not in known else None
        end = at + len(text[at:end].split("\n")[0].rstrip()) if end is not None else None
        if (
            end is not None
            and " " in text[at:end]
            and _SIGNED_END.match(text, end)
            and not text[at:end].isupper()
        ):
            more.append(Sighting(at, end, _key(text[at:end], grammar, language)))
    return more


@cache
def _known_names(grammar: Grammar, language: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """Surnames of the table in one alphabet, in all cases, and the words that they begin with."""
    letters = "[A-Z]" if language == "en" else "[\u0410-\u042f]"
    forms = {fold(form).text for row in grammar.rows("persons") for form in row["spellings"].split("|")}
    return _surnames((form for form in forms if re.match(letters, form)), language)


def _surnames(forms: Iterable[str], language: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern of the surnames in all cases, the longest first, and the words that they begin with."""
    spelled = {f"{form}{ending}" for form in forms for ending in _ENDINGS[language]}
    ordered = sorted(spelled, key=lambda form: (-len(form), form))
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?![\w])"), first_words(ordered)


@cache
def _known_offices(grammar: Grammar, language: str) -> frozenset[str]:
    """Last words of offices, which are no given names."""
    rows = grammar.pack(language).rows("offices")
    return frozenset(form.split()[-1].casefold() for row in rows for form in row["forms"].split("|"))


def _again(
    text: str, found: list[Sighting], islands: Sequence[Island], grammar: Grammar, language: str
) -> list[Sighting]:
    """Every other place where a known surname stands, with the given names before it that are known of that person."""
    forms = _forms(text, found, grammar, language)
    if not forms:
        return []
    pattern, words = _surnames(forms, language)
    named = [(one.start, one.end) for one in islands if one.kind in ("state", "organisation")]
    covered = [(one.start, one.end) for one in found] + named
    covered.sort()
    more: list[Sighting] = []
    for start in concordance(text).begins(words, _JOINED[language]):
        match = pattern.match(text, start)
        if match is None or (language != "ar" and text[start - 1 : start] == "-"):
            continue
        end = match.end()
        at = bisect_right(covered, (start, len(text)))
        if at and start < covered[at - 1][1]:
            continue
        key = _key(match[0], grammar, language)
        more.append(Sighting(_with_given(text, start, key, found), end, key))
    return more


def _forms(text: str, found: list[Sighting], grammar: Grammar, language: str) -> set[str]:
    forms: set[str] = set()
    for one in found:
        surname = re.split(r"\s+", text[one.start : one.end])[-1]
        if language == "ru":
            surname = nominative(surname.casefold(), grammar)
            surname = "-".join(part.capitalize() for part in surname.split("-"))
        if len(surname) > 2:
            forms.add(surname)
    return forms


def _with_given(text: str, start: int, key: str, found: list[Sighting]) -> int:
    """Where the full name begins whose surname stands at `start`."""
    given = {
        word for one in found if one.key == key for word in re.split(r"\s+", text[one.start : one.end])[:-1]
    }
    while True:
        before = re.search(r"(\S+)\s$", text[max(0, start - 40) : start])
        if before is None or (before[1] not in given and not re.fullmatch(r"[A-ZА-Я]\.", before[1])):
            return start
        start -= len(before[0])

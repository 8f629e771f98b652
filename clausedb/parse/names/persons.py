"""Persons: names beside an office or a title, then their surnames wherever else they stand in the document.

Folded text and joined islands in, sightings (who, where, in which office) out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from clausedb.fold import fold
from clausedb.language import Grammar
from clausedb.parse.concordance import concordance, first_words
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.offices import office_id, role_kinds
from clausedb.parse.names.person_words import NameRules, behind_honorifics, name_at, name_rules
from clausedb.parse.names.spelling import known_key, nominative, state_of, surname_key

_JOINED: Final = {"ru": ("",), "en": ("",), "ar": ("", "و", "ف", "ب", "ل", "ك", "ول", "وب")}
"""What may be written together with a name before it."""


_WITH_FATHER: Final = 3
"""Words of a name with the surname first and the father's name last."""
_LONGEST_KNOWN: Final = 3
"""Words of the longest names in the table of known persons."""
_SON, _HOUSE = "بن", "ال"
"""Son of, house of: folded words of Arabic names."""
_NAME_BEFORE: Final = re.compile(
    r"(?<![\w.-])([A-ZА-Я][\w'-]+(?:\s[A-ZА-Я](?:\.|[\w'-]+)){1,3}),\s+(?:the\s+)?\Z"
)
_GIVEN: Final = {
    "en": re.compile(r"(?<![\w-])([A-Z](?:\.|[\w-]+))\s\Z"),
    "ru": re.compile(r"(?<![\w-])([\u0410-\u042f](?:\.|[\w-]+))\s\Z"),
}
"""A given name or an initial before a surname."""
_OF_ONE_STATE: Final = ("PRES", "VP", "PM", "DPM", "FM", "DFM", "DEFMIN", "MIN")
"""Offices that a person holds in no state but that whose they are."""
_PORTFOLIOS: Final = ("FM", "DEFMIN")
"""Ministers of one ministry."""
_GLUED: Final = re.compile(r"(?:(?<=\b\w\.)|(?<=\b\w\w\.))(?=\w)")
"""Between an initial and what is written together with it."""
_INITIAL: Final = re.compile(r"[^\W\d_]{1,2}\.")
_OPENING: Final = re.compile(r"(?:^|[.!?]\s+|\n\s*)\Z")
"""Before the first word of a sentence, whose capital says nothing."""
_LAST_WORD: Final = re.compile(r"(?:(?<=\s)|(?<=\.)|^)(\w\.|[^\s.]+)\s?\Z")
"""A given name before a surname, or an initial, also one written together with it."""
_NEXT_WORD: Final = re.compile(r"\s([\w-]+)")
_WITH_GIVEN: Final = 2
"""Words of a given name and a surname."""
_WORD_BEFORE: Final = re.compile(r"\w+\s\Z")
_SHORT: Final = 2
"""Letters of surnames that are too short to be looked for by themselves."""
_CASE_ENDING: Final = 2
"""Letters of the longest ending of a given name."""
_LONG: Final = 40
"""How long a given name may be, in code points."""
_WINDOW: Final = 60
"""Code points before an office in which a name is looked for."""
_TOLD_BEFORE: Final = 2
"""How often a surname stands before the name is given in full, at most: in headlines."""
_APPOSED: Final = re.compile(r"\s*(?:[,).;]|\n)")
_SIGNED: Final = re.compile(r"[^\S\n\t]*[:(\n\t][\s_.…(]*(?:/s/\s*)?")
"""Between who is signed for and who signs: blanks, a line to sign on, a bracket."""
_ABOVE: Final = re.compile(
    r"\n\s*\n[^\S\n]*([A-Z][a-z]+(?:[^\S\n]+(?:[A-Z]\.|[A-Z][\w'’-]+)){1,3})[^\S\n]*\n[^\S\n]*\Z"
)
"""Who signs on a line of its own, above for whom."""
_SIGNED_END: Final = re.compile(r"[^\S\n]*(?:\)|\]|\t|\n|\Z)")
_COLUMN: Final = re.compile(r"(?:\t|[^\S\n]{3})\Z")
"""Between two columns."""
_MARKS: Final = ' \t\n"“«/'
"""What stands between a title and a name and does not part them."""
_BLANK: Final = re.compile(r"\s")
_NUMBERED: Final = re.compile(r",?\s+(?:Jr\b\.?|Sr\b\.?|I{2,3}|I?V|VI{0,3})$")
"""What tells a person from others of his name: Joseph Biden, Jr., Abdullah II."""
_OF_THE: Final = re.compile(r"\s+of\s+(?:the\s+)?")


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
    surname_first: bool = False
    """Wang Yi: the first word is the surname."""
    maybe: str | None = None
    """The office last named that the bare word before the name means, unless the text gives it to somebody else."""


def read_persons(text: str, islands: Sequence[Island], language: str, grammar: Grammar) -> list[Sighting]:
    """Names of persons in text order, those beside an office first found, then every other place of their surnames."""
    rules = name_rules(grammar, language)
    taken = {one.start for one in islands if one.kind != "head"}
    found = [
        _with_known_state(one, text, rules, grammar)
        for one in _beside_offices(text, islands, taken, rules, grammar, language)
    ]
    words = taken | {one.start for one in islands if _BLANK.search(text, one.start, one.end)}
    found += _behind_titles(text, words, found, rules, grammar, language)
    if rules.known_surnames:
        titled = {one.end + 1 for one in islands if one.kind in ("office", "head")}
        found = [one for one in found if not _is_common(one, text, titled, rules)]
    found += _behind_bodies(text, islands, taken, found, rules, grammar, language)
    found += _before_offices(text, islands, found, rules, grammar, language)
    found += _signers(text, islands, taken, found, rules, grammar, language)
    found += _known_by_name(text, found, rules, grammar, language)
    found += _by_initials(text, islands, found, rules, grammar, language)
    found = _in_nominative(found, text, rules, grammar)
    found += _again(text, found, islands, rules, grammar, language)
    found = _with_maybe([_with_role_behind(one, text, islands, rules, grammar) for one in found])
    found = _with_portfolio(found)
    return sorted(found, key=lambda one: one.start)


def _is_common(one: Sighting, text: str, titled: Container[int], rules: NameRules) -> bool:
    """A word that stands in the text before, behind no office, is no surname told there first, where no capitals show one."""
    surname = _surname(text[one.start : one.end].split())
    if surname in rules.known_surnames:
        return False
    places = concordance(text).begins((surname,), _JOINED["ar"])
    plain = (place for place in places[: bisect_left(places, one.start)] if place not in titled)
    return sum(1 for _ in plain) >= _TOLD_BEFORE


def _with_role_behind(
    one: Sighting, text: str, islands: Sequence[Island], rules: NameRules, grammar: Grammar
) -> Sighting:
    """Sheikh Mohamed bin Zayed, head of state: the office of the table's state where the words behind name none."""
    state = state_of(one.key, grammar) if one.office is None else None
    gap = rules.office_name.match(text, one.end) if state else None
    if state is None or gap is None:
        return one
    at = bisect_right(islands, gap.end(), key=lambda island: island.start) - 1
    role = (islands[at].bare or islands[at].ids[0]) if at >= 0 and islands[at].start == gap.end() else ""
    bare = role in (*_OF_ONE_STATE, "CROWN") and (islands[at].kind == "head" or bool(islands[at].bare))
    return replace(one, office=office_id(state, role, grammar)) if bare else one


def _with_portfolio(found: list[Sighting]) -> list[Sighting]:
    """Minister Bayramov: the ministry that the text gives the person elsewhere."""
    named = {
        one.key: one.office for one in found if one.office and one.office.rpartition(".")[2] in _PORTFOLIOS
    }
    return [
        replace(one, office=named[one.key])
        if one.office and one.office.endswith(".MIN") and named.get(one.key, "").startswith(one.office[:4])
        else one
        for one in found
    ]


def _with_maybe(found: list[Sighting]) -> list[Sighting]:
    """The Minister Murat Nurtleu: an office last named goes to the person, where nobody else holds it nor he another such."""
    holders = {one.office: one.key for one in found if one.office}
    roles = {(one.key, one.office.rpartition(".")[2]) for one in found if one.office}
    return [
        replace(one, office=one.maybe)
        if one.maybe
        and holders.get(one.maybe, one.key) == one.key
        and (one.key, one.maybe.rpartition(".")[2]) not in roles
        else one
        for one in found
    ]


def _beside_offices(
    text: str, islands: Sequence[Island], taken: set[int], rules: NameRules, grammar: Grammar, language: str
) -> Iterator[Sighting]:
    states = {one.start: one.ids[0] for one in islands if one.kind == "state" and len(one.ids) == 1}
    offices = {one.start: one.ids[0] for one in islands if one.kind == "office" and len(one.ids) == 1}
    for one in islands:
        if one.kind not in ("office", "head"):
            continue
        gap = rules.office_name.match(text, one.end)
        if gap is None or ("\n" in gap[0] and _is_beside_another(text, one, offices)):
            continue
        maybe = None
        parted = bool(gap[0].strip(_MARKS))
        if one.bare and one.kind == "office" and not parted:
            titled = rules.honorific.match(text, one.start)
            maybe = None if titled else one.ids[0]  # Prince Faisal is no head of state
            one = replace(one, kind="head", ids=(one.bare,))
        at = behind_honorifics(text, gap.end(), rules)
        if one.kind == "head" and parted and not _is_known(text, at, rules, grammar, language):
            continue
        if one.kind == "head" and (
            role_kinds(grammar).get(one.ids[0]) != "office" or _is_head_of(text, one, rules)
        ):
            continue
        for office in one.ids if one.kind == "office" else (None,):
            alone = not one.parts and one.kind == "office"
            end = name_at(text, at, taken, rules, full=alone or "," in gap[0] or "،" in gap[0])
            whole = _known_names(grammar, language)[0].match(text, at)
            if whole is not None and " " in whole[0]:
                end = max(end or 0, whole.end())  # names of one letter: Ван И
            if end is None or (one.kind == "head" and _heads_body(text, one, at, end, rules)):
                break
            head = one if one.kind == "head" else None
            if head is not None:
                office = _of_state_behind(text, head, end, states, grammar)
                office = office or _same_office_behind(text, head, end, offices, rules)
            yield replace(_sighting(text, at, end, office, head, rules, grammar, language), maybe=maybe)
            joined = re.compile(r"\s+(?:and|и|و)\s*").match(text, end)
            if joined is None:
                break
            at = joined.end()


def _is_head_of(text: str, one: Island, rules: NameRules) -> bool:
    """A word of an office without its article, behind which stands what it is of, and no name: «رئيس مجموعة البنك»."""
    lone = rules.name_end is not None and not one.bare and not one.plural
    return lone and one.ids[0] in ("PRES", "MIN", "AMB", "KING") and " " not in text[one.start : one.end]


def _is_known(text: str, at: int, rules: NameRules, grammar: Grammar, language: str) -> bool:
    """A full name of the table stands there, where no capitals show one: the Minister, Fuad Hussein, said."""
    known = _known_names(grammar, language)[0].match(text, at) if rules.known_surnames else None
    return known is not None and " " in known[0]


def _is_beside_another(text: str, one: Island, offices: Container[int]) -> bool:
    """Offices side by side, whose holders sign in columns below."""
    before = text[text.rfind("\n", 0, one.start) + 1 : one.start]
    begin = one.start - len(before)
    return _COLUMN.search(before) is not None and any(place in offices for place in range(begin, one.start))


def _of_state_behind(
    text: str, head: Island, end: int, states: Mapping[int, str], grammar: Grammar
) -> str | None:
    """President Michel Sleiman of Lebanon: the office of the state behind the name."""
    of = _OF_THE.match(text, end)
    state = states.get(of.end()) if of else None
    return office_id(state, head.ids[0], grammar) if state else None


def _same_office_behind(
    text: str, head: Island, end: int, offices: Mapping[int, str], rules: NameRules
) -> str | None:
    """The President Shavkat Mirziyoyev, President of Uzbekistan: the office that the words behind the name tell in full."""
    gap = rules.office_name.match(text, end)
    office = offices.get(gap.end()) if gap else None
    return office if office and office.endswith(f".{head.ids[0]}") else None


def _sighting(
    text: str,
    at: int,
    end: int,
    office: str | None,
    head: Island | None,
    rules: NameRules,
    grammar: Grammar,
    language: str,
) -> Sighting:
    """The person named there; of a state whose people put the surname first the first word is it."""
    words = text[at:end].split()
    if _ends_with_patronymic(text, end, words, rules):
        behind = rules.of_father.match(text, end) if rules.of_father else None
        end = behind.end() if behind else end
        return Sighting(at, end, surname_key(words[0], grammar), office, head, surname_first=True)
    if office and len(words) > 1 and office.split(".")[0] in _surname_first(grammar):
        key = _known(words, grammar, language) or surname_key(words[0], grammar)
        return Sighting(at, end, key, office, head, surname_first=True)
    return Sighting(at, end, _key(text[at:end], grammar, language), office, head)


def _ends_with_patronymic(text: str, end: int, words: Sequence[str], rules: NameRules) -> bool:
    """Surname, given name, father's name: «Пустовойтенко Валерий Павлович», «Раси-заде Артур Таир оглы»."""
    if rules.patronymic is None or rules.of_father is None or len(words) != _WITH_FATHER:
        return False
    fathers = [rules.patronymic.fullmatch(word) is not None for word in words]
    return fathers == [False, False, True] or rules.of_father.match(text, end) is not None


@cache
def _surname_first(grammar: Grammar) -> frozenset[str]:
    return frozenset(row["party_id"] for row in grammar.rows("name_orders"))


def _with_known_state(one: Sighting, text: str, rules: NameRules, grammar: Grammar) -> Sighting:
    """Foreign Minister Lavrov: where the text says not of which state, the table does."""
    role = one.head.ids[0] if one.office is None and one.head is not None else ""
    if one.head is None or role not in (*_OF_ONE_STATE, "KING", "CROWN"):
        return one
    if role == "KING" and rules.honorific.match(text, one.head.start):
        return one  # Prince Faisal is no head of state
    state = state_of(one.key, grammar)
    return replace(one, office=office_id(state, role, grammar)) if state else one


def _words(name: str) -> list[str]:
    """The words of a name, initials apart also where they are written together with it: «С.В.Лавров»."""
    return _GLUED.sub(" ", _NUMBERED.sub("", name)).split()


def _key(name: str, grammar: Grammar, language: str) -> str:
    words = [word for word in _words(name) if not _INITIAL.fullmatch(word)]
    return _known(words, grammar, language) or surname_key(_surname(words) if words else name, grammar)


def _surname(words: Sequence[str]) -> str:
    """The last word; of one of a ruling house (folded: محمد بن زايد ال نهيان) the father's name, which tells him from the others."""
    words = _NUMBERED.sub("", " ".join(words)).split()
    house = len(words) - 2
    if house > 0 and words[house] == _HOUSE:
        own = words[:house]
        return own[own.index(_SON) + 1] if _SON in own[:-1] else own[-1]
    return words[-1]


def _known(words: Sequence[str], grammar: Grammar, language: str) -> str | None:
    """The key of a person whom the table has by the last words of the name, two at least."""
    if len(words) > _LONGEST_KNOWN and words[1] == _SON:
        known = known_key(
            " ".join(words[:_LONGEST_KNOWN]), grammar
        )  # Mohammed bin Salman bin Abdulaziz Al Saud
        if known is not None:
            return known
    for last in range(min(len(words), _LONGEST_KNOWN), 1, -1):
        name = " ".join(words[-last:])
        known = known_key(name, grammar)
        if known is None and language == "ru":
            known = known_key(
                " ".join([*words[-last:-1], nominative(words[-1].casefold(), grammar)]), grammar
            )
        if known is not None:
            return known
    return None


def _behind_titles(
    text: str, taken: set[int], found: list[Sighting], rules: NameRules, grammar: Grammar, language: str
) -> list[Sighting]:
    """Mr. Annan, господин Иванов, السيد أحمد."""
    known = {one.start for one in found}
    more: list[Sighting] = []
    for at in concordance(text).begins(rules.honorific_words, _JOINED[language]):
        title = rules.honorific.match(text, at)
        if title is None:
            continue
        end = name_at(text, title.end(), taken, rules, full=False, titled=True)
        if end is not None and title.end() not in known:
            name = text[title.end() : end]
            key = _by_given_name(name, text, found) or _key(name, grammar, language)
            more.append(Sighting(title.end(), end, key))
    return more


def _behind_bodies(
    text: str,
    islands: Sequence[Island],
    taken: set[int],
    found: list[Sighting],
    rules: NameRules,
    grammar: Grammar,
    language: str,
) -> list[Sighting]:
    """«Глава Службы внешней разведки России Сергей Нарышкин»: a full name behind an office word and the body that it heads."""
    if rules.behind_body is None:
        return []
    known = taken | {one.start for one in found}
    ends = {one.end for one in islands}
    more: list[Sighting] = []
    for one in islands:
        body = rules.behind_body.match(text, one.end) if one.kind == "head" else None
        if body is None or (at := body.end()) in known:
            continue
        common = body[1].islower() or body[1].casefold() in rules.stops
        apart = common or len(body[0].rstrip()) + one.end in ends
        end = name_at(text, at, taken, rules, full=True) if apart else None
        if end is not None:
            more.append(Sighting(at, end, _key(text[at:end], grammar, language)))
    return more


def _heads_body(text: str, head: Island, at: int, end: int, rules: NameRules) -> bool:
    """Whether the one word behind an office word is the body's: «Председатель Народного Совета Женис Касымбек»."""
    body = rules.behind_body.match(text, head.end) if rules.behind_body and " " not in text[at:end] else None
    return body is not None and body.end() > end


def _by_given_name(name: str, text: str, found: Sequence[Sighting]) -> str | None:
    """The key of the person whom a title and the given name mean: Sheikh Mohammed."""
    for one in found:
        words = text[one.start : one.end].split()
        if len(words) > 1 and words[0] == name and not one.surname_first:
            return one.key
    return None


def _before_offices(
    text: str,
    islands: Sequence[Island],
    found: list[Sighting],
    rules: NameRules,
    grammar: Grammar,
    language: str,
) -> list[Sighting]:
    """Ani Badalyan, spokeswoman for the Ministry, ...: two words at least before, and an end of the apposition behind."""
    if rules.name_before is not None:
        return _before_titles(text, islands, found, rules, grammar, language)
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
        window = max(0, one.start - _WINDOW)
        before = _NAME_BEFORE.search(text[window : one.start])
        if before is not None and not {word.casefold() for word in before[1].split()} & rules.stops:
            start, end = window + before.start(1), window + before.end(1)
            more.append(Sighting(start, end, _key(before[1], grammar, language), one.ids[0]))
    return more


def _before_titles(
    text: str,
    islands: Sequence[Island],
    found: list[Sighting],
    rules: NameRules,
    grammar: Grammar,
    language: str,
) -> list[Sighting]:
    """«أجرى سامح شكري وزير الخارجية»: the subject behind its verb, with what he is."""
    taken = {one.start for one in islands if one.kind != "head"}
    known = {one.start for one in found}
    more: list[Sighting] = []
    for one in islands:
        if rules.name_before is None or one.kind not in ("office", "head") or one.plural:
            continue
        if role_kinds(grammar).get(one.bare or one.ids[0].rpartition(".")[2]) != "office":
            continue
        window = max(0, one.start - _WINDOW)
        before = rules.name_before.search(text[window : one.start])
        if before is None:
            continue
        start, end = window + before.start(1), window + before.end(1)
        if start not in known and name_at(text, start, taken, rules, full=True) == end:
            office = one.ids[0] if one.kind == "office" and not one.bare else None
            head = one if one.kind == "head" else None
            more.append(Sighting(start, end, _key(text[start:end], grammar, language), office, head))
    return more


def _known_by_name(
    text: str, found: list[Sighting], rules: NameRules, grammar: Grammar, language: str
) -> list[Sighting]:
    """Persons of the table of spellings: by their full name, or where a given name or initial stands before the surname."""
    taken = {one.end for one in found}
    covered = sorted((one.start, one.end) for one in found)
    names, words = _known_names(grammar, language)
    more: list[Sighting] = []
    for at in concordance(text).begins(words, _JOINED[language]):
        before = bisect_right(covered, (at, len(text)))
        if before and at < covered[before - 1][1]:
            continue
        name = names.match(text, at)
        if name is not None and " " in name[0] and name.end() not in taken:
            more.append(Sighting(at, name.end(), _key(name[0], grammar, language)))
            continue
        first = _GIVEN[language].search(text, max(0, at - _LONG), at) if language in _GIVEN else None
        if first is None or name is None:
            continue
        given = first[1].casefold()
        if (
            name.end() not in taken
            and given not in rules.stops
            and not (
                _OPENING.search(text, max(0, first.start() - 9), first.start())
                and given in concordance(text).places
            )
            and given not in _known_offices(grammar, language)
        ):
            whole = text[first.start() : name.end()]
            more.append(Sighting(first.start(), name.end(), _key(whole, grammar, language)))
    return more


def _by_initials(
    text: str,
    islands: Sequence[Island],
    found: Sequence[Sighting],
    rules: NameRules,
    grammar: Grammar,
    language: str,
) -> list[Sighting]:
    """С.В.Лавров, Лавров С.В.: a surname with its initials needs no office beside it."""
    if rules.by_initials is None:
        return []
    covered = sorted((one.start, one.end) for one in found)
    named = {one.start for one in islands if one.kind in ("state", "organisation", "office", "organ")}
    more: list[Sighting] = []
    places = concordance(text).begins(rules.initials)
    firsts = (_WORD_BEFORE.search(text, max(0, at - _LONG), at) for at in places)
    for start in sorted({*places, *(one.start() for one in firsts if one)}):
        match = rules.by_initials.match(text, start)
        if match is None:
            continue
        before = bisect_right(covered, (match.end(), 0)) - 1
        at, group = match.start(match.lastgroup or 0), match.lastgroup or 0
        held = before >= 0 and covered[before][1] > match.start()
        if not held and at not in named and match[group].casefold() not in rules.stops:
            key = _key(match[group], grammar, language)
            more.append(Sighting(*match.span(), key, surname_first=at == match.start()))
    return more


def _in_nominative(found: list[Sighting], text: str, rules: NameRules, grammar: Grammar) -> list[Sighting]:
    """With the key of the nominative, where the text has the surname without its ending as well («Стуббом», «Стубб») or the
    given name stands in the same case («Жаном Дюпоном»)."""
    bases: dict[str, str] = {}
    endings = sorted(filter(None, rules.cases), key=len, reverse=True)
    for one in found:
        surname = _last(text, one)
        if surname in bases or known_key(surname, grammar) is not None:
            continue
        stems = (surname.removesuffix(ending) for ending in endings if surname.endswith(ending))
        stem = next((stem for stem in stems if len(stem) > _SHORT and concordance(text).begins((stem,))), "")
        stem = stem or _of_given(_words(text[one.start : one.end]), rules)
        if stem and nominative(surname.casefold(), grammar) == surname.casefold():
            bases[surname] = surname_key(stem, grammar)
    return [
        one if one.surname_first else replace(one, key=bases.get(_last(text, one), one.key)) for one in found
    ]


def _of_given(words: Sequence[str], rules: NameRules) -> str:
    """The surname without the ending that the given name before it has too; "" where that shows no case."""
    if len(words) < _WITH_GIVEN or rules.agreeing is None or not rules.agreeing.search(words[-2]):
        return ""
    stem = rules.agreeing.sub("", words[-1])
    return stem if _SHORT < len(stem) < len(words[-1]) else ""


def _last(text: str, one: Sighting) -> str:
    return _words(text[one.start : one.end])[-1]


def _signers(
    text: str,
    islands: Sequence[Island],
    taken: set[int],
    found: list[Sighting],
    rules: NameRules,
    grammar: Grammar,
    language: str,
) -> list[Sighting]:
    """For the Government of Canada: Michael Bell. A full name on a line or in brackets of its own, below who is signed for."""
    known = {one.start for one in found}
    more: list[Sighting] = []
    for one in islands:
        if one.kind not in ("state", "organ", "organisation"):
            continue
        signed_for = rules.signs_for.search(text, max(0, one.start - _LONG), one.start)
        if not signed_for:
            continue
        above = _ABOVE.search(text[max(0, signed_for.start() - _LONG) : signed_for.start()])
        if above is not None:
            start = max(0, signed_for.start() - _LONG) + above.start(1)
            more.append(Sighting(start, start + len(above[1]), _key(above[1], grammar, language)))
        gap = _SIGNED.match(text, one.end)
        at = behind_honorifics(text, gap.end() if gap else one.end, rules)
        end = name_at(text, at, taken, rules, full=True) if at > one.end and at not in known else None
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
    letters = {"en": "(?:[A-Z]|el-|al-|bin )", "ru": "[\u0410-\u042f]|ас-|бен ", "ar": "\\S+ "}[language]
    forms = {fold(form).text for row in grammar.rows("persons") for form in row["spellings"].split("|")}
    arabic = re.compile("[\u0620-\u06ff]")
    return _surnames(
        (
            form
            for form in forms
            if re.match(letters, form) and bool(arabic.match(form)) == (language == "ar")
        ),
        name_rules(grammar, language).cases,
    )


def _surnames(forms: Iterable[str], cases: Sequence[str]) -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern of the surnames in all cases, the longest first, and the words that they begin with."""
    spelled = {f"{form}{ending}" for form in forms for ending in cases}
    ordered = sorted(spelled, key=lambda form: (-len(form), form))
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?![\w])"), first_words(ordered)


@cache
def _known_offices(grammar: Grammar, language: str) -> frozenset[str]:
    """Last words of offices, which are no given names."""
    rows = grammar.pack(language).rows("offices")
    return frozenset(form.split()[-1].casefold() for row in rows for form in row["forms"].split("|"))


def _again(
    text: str,
    found: list[Sighting],
    islands: Sequence[Island],
    rules: NameRules,
    grammar: Grammar,
    language: str,
) -> list[Sighting]:
    """Every other place where a known surname stands, with the given names beside it that are known of that person."""
    forms = _forms(text, found, rules, grammar, language)
    if not forms:
        return []
    pattern, words = _surnames(forms, rules.cases)
    named = [(one.start, one.end) for one in islands if one.kind in ("state", "organisation")]
    covered = [(one.start, one.end) for one in found] + named
    covered.sort()
    heads = _heads_before_names(text, islands, rules, grammar)
    more: list[Sighting] = []
    for at in concordance(text).begins(words, _JOINED[language]):
        match = pattern.match(text, at)
        if match is None or (language != "ar" and text[at - 1 : at] == "-"):
            continue
        before = bisect_right(covered, (at, len(text)))
        if before and at < covered[before - 1][1]:
            continue
        key = _of_form(match[0], forms, rules) or _key(match[0], grammar, language)
        start, end = _with_given(text, at, match.end(), key, found)
        more.append(Sighting(start, end, key, None, heads.get(start)))
    return more


def _of_form(surface: str, forms: Mapping[str, str], rules: NameRules) -> str | None:
    """Whose the surname is, in any of its cases."""
    for ending in rules.cases:
        base = surface[: len(surface) - len(ending)] if surface.endswith(ending) else ""
        if base in forms:
            return forms[base]
    return None


def _heads_before_names(
    text: str, islands: Sequence[Island], rules: NameRules, grammar: Grammar
) -> dict[int, Island]:
    """Bare office words by the place at which a name may follow them: President Sleiman."""
    found: dict[int, Island] = {}
    for one in islands:
        role = one.bare or one.ids[0]
        if (one.kind == "head" or one.bare) and role_kinds(grammar).get(role) == "office":
            gap = rules.office_name.match(text, one.end)
            if gap is not None and not gap[0].strip():
                at = behind_honorifics(text, gap.end(), rules)
                found[at] = replace(one, kind="head", ids=(role,))
    return found


def _forms(
    text: str, found: list[Sighting], rules: NameRules, grammar: Grammar, language: str
) -> dict[str, str]:
    """The surnames of the persons found, with whose they are."""
    forms: dict[str, str] = {}
    for one in found:
        words = _words(text[one.start : one.end])
        first = one.surname_first or (len(words) > 1 and surname_key(words[0], grammar) == one.key)
        surname = words[0] if first else _bare(_base(_surname(words), grammar, language), one, rules, grammar)
        if surname in rules.stops:
            surname = " ".join(words[-2:])  # Ben Ali, whose name alone is a common word
        if len(surname) > _SHORT or (first and surname.istitle()):
            forms.setdefault(surname, one.key)
            bare = rules.article.sub("", surname)
            if bare != surname and len(bare) > _SHORT:
                forms.setdefault(bare, one.key)
    return forms


def _bare(surname: str, one: Sighting, rules: NameRules, grammar: Grammar) -> str:
    """Without the ending that its key is without: «Стубб» of «Стуббом»."""
    endings = [ending for ending in rules.cases if ending and surname.endswith(ending)]
    stems = [surname.removesuffix(ending) for ending in endings]
    known = next((stem for stem in stems if known_key(stem, grammar) == one.key), None)
    if known or surname_key(surname, grammar) == one.key:
        return known or surname
    return next((stem for stem in stems if surname_key(stem, grammar) == one.key), surname)


def _base(surname: str, grammar: Grammar, language: str) -> str:
    """A surname as a table has it: a Russian one in the nominative."""
    if language != "ru":
        return surname
    return "-".join(part.capitalize() for part in nominative(surname.casefold(), grammar).split("-"))


def _is_same_given(word: str, known: str) -> bool:
    """The same given name, also in another case: «Александр», «Александром»."""
    if _INITIAL.fullmatch(known):
        return word[0] == known[0] and word.istitle() and len(word) > _SHORT
    stem = max(len(word), len(known)) - _CASE_ENDING
    return word == known or (stem > _SHORT and word[:stem] == known[:stem] and word.istitle())


def _with_given(text: str, start: int, end: int, key: str, found: list[Sighting]) -> tuple[int, int]:
    """Where the full name begins and ends whose surname stands at [start, end)."""
    before: set[str] = set()
    behind: set[str] = set()
    for one in found:
        if one.key == key:
            words = _words(text[one.start : one.end])
            if one.surname_first:
                behind.update(words[1:])
            else:
                before.update(words[:-1])
    while (word := _LAST_WORD.search(text, max(0, start - _LONG), start)) and (
        any(_is_same_given(word[1], one) for one in before) or _INITIAL.fullmatch(word[1])
    ):
        start = word.start(1)
    while (next_ := _NEXT_WORD.match(text, end)) and next_[1] in behind:
        end = next_.end()
    return start, end

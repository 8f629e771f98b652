"""Persons: names beside an office or a title, then their surnames wherever else they stand in the document.

Folded text and joined islands in, sightings (who, where, in which office) out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.concordance import concordance
from clausedb.parse.names.appositions import OF_ONE_STATE, apposed_office, bare_offices, told_office
from clausedb.parse.names.before_offices import before_offices, signers
from clausedb.parse.names.home import at_home
from clausedb.parse.names.known_persons import by_initials, known_by_name, known_names
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.name_order import in_order, surname_first
from clausedb.parse.names.newcomers import newcomers
from clausedb.parse.names.office_ids import office_id, role_kinds, role_of
from clausedb.parse.names.person_keys import key_in_table, name_words, person_key, surname_of
from clausedb.parse.names.person_places import seen_again
from clausedb.parse.names.person_words import NameRules, behind_honorifics, name_rules, titles_prince
from clausedb.parse.names.sightings import JOINED, SHORT, Page, Sighting
from clausedb.parse.names.spelling import known_key, nominative, state_of, surname_key

_WITH_FATHER: Final = 3
"""Words of a name with the surname first and the father's name last, or of one with two surnames."""
_PORTFOLIOS: Final = ("FM", "DEFMIN")
"""Ministers of one ministry."""
_WITH_GIVEN: Final = 2
"""Words of a given name and a surname."""
_SERVES: Final = 50
"""Code points before an office in which those who serve its holder are named."""
_WINDOW: Final = 60
"""Code points before an office in which a name is looked for."""
_TOLD_BEFORE: Final = 2
"""How often a surname stands before the name is given in full, at most: in headlines."""
_COLUMN: Final = re.compile(r"(?:\t|[^\S\n]{3})\Z")
"""Between two columns."""
_MARKS: Final = ' \t\n"“«/'
"""What stands between a title and a name and does not part them."""
_SHORT_FORM: Final = re.compile(r"\s\([^()\s]{2,12}\)(?=\s\w)")
"""The short form of an office's body in brackets, before the name of its holder."""
_DASH: Final = re.compile(r"\s[—–-]\s")
"""Between a name and what its bearer is."""
_BLANK: Final = re.compile(r"\s")
_OF_THE: Final = re.compile(r"\s+of\s+(?:the\s+)?")


def read_persons(
    text: str,
    islands: Sequence[Island],
    own: Container[int],
    plain: frozenset[int],
    home: str | None,
    language: str,
    grammar: Grammar,
) -> list[Sighting]:
    """Names of persons in text order, those beside an office first found, then every other place of their surnames.

    `own`: where words begin whose first letters look like an article and are none (`Page.own`); `plain`: where words begin
    that are no names; `home`: the state whose offices
    the text names without it.
    """
    taken = {one.start for one in islands if one.kind != "head"} | plain
    page = Page(text, islands, taken, own, name_rules(grammar, language), grammar, language, home)
    found = [_with_known_state(one, page) for one in _beside_offices(page)]
    words = taken | {one.start for one in islands if _BLANK.search(text, one.start, one.end)}
    found += _behind_titles(page, words, found)
    if page.rules.known_surnames:
        titled = {one.end + 1 for one in islands if one.kind in ("office", "head")}
        found = [one for one in found if not _is_common(one, page, titled)]
    found += _behind_bodies(page, found)
    found += before_offices(page, found)
    found += signers(page, found)
    found += known_by_name(page, found)
    found += by_initials(page, found)
    found = _outermost([*found, *newcomers(page, found)])
    found = in_order(page, _with_first_surname(page, _in_nominative(page, found)))
    found += seen_again(page, found)
    found = at_home(text, [_with_role_behind(one, page) for one in found], home, grammar)
    found = _with_portfolio(_with_maybe(found))
    return sorted(found, key=lambda one: one.start)


def _outermost(found: list[Sighting]) -> list[Sighting]:
    """Without names inside others, of which two rules found parts; the longer has the office of the shorter."""
    kept: list[Sighting] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        outer = kept[-1] if kept else None
        if outer is None or one.start >= outer.end:
            kept.append(one)
        elif outer.office is None and one.office is not None:
            kept[-1] = replace(outer, office=one.office, head=one.head)
    return kept


def _with_first_surname(page: Page, found: list[Sighting]) -> list[Sighting]:
    """With the key of the surname by which the text calls the person: Elmer Schialer Salcedo is Minister Schialer."""
    alone = {
        page.text[one.start : one.end]: one.key for one in found if " " not in page.text[one.start : one.end]
    }
    seen = []
    for one in found:
        words = page.text[one.start : one.end].split()
        if len(words) >= _WITH_FATHER and words[-1] not in alone:
            if words[-2] in alone:
                one = replace(one, key=alone[words[-2]])
            elif page.rules.name_end is None and _is_used_alone(page, words):
                one = replace(one, key=surname_key(words[-2], page.grammar))
        seen.append(one)
    return seen


def _is_used_alone(page: Page, words: Sequence[str]) -> bool:
    """Whether the text goes on with the last word but one of a name, and never with the last: "Álvaro Leyva Durán … Leyva read"."""
    text, places = page.text, concordance(page.text).places
    own = [
        place for place in places.get(words[-2], ()) if not text.startswith(f"{words[-2]} {words[-1]}", place)
    ]
    return bool(own) and not any(
        not text[:place].endswith(f"{words[-2]} ") for place in places.get(words[-1], ())
    )


def _is_common(one: Sighting, page: Page, titled: Container[int]) -> bool:
    """A word that stands in the text before, behind no office, is no surname told there first, where no capitals show one."""
    surname = surname_of(page.text[one.start : one.end].split())
    if surname in page.rules.known_surnames:
        return False
    places = concordance(page.text).begins((surname,), JOINED["ar"])
    plain = (place for place in places[: bisect_left(places, one.start)] if place not in titled)
    return sum(1 for _ in plain) >= _TOLD_BEFORE


def _with_role_behind(one: Sighting, page: Page) -> Sighting:
    """With the offices that the words behind the name tell."""
    bare = bare_offices(one, page)
    if one.office is None and not bare and page.rules.receives is None:
        office = apposed_office(one, page)
        return replace(one, office=office) if office else one
    general = one.office is not None and one.office.endswith(".MIN")
    told = told_office(one, page) if (general or one.office is None) and not bare else None
    if told and general and one.office and told.split(".")[0] != one.office.split(".")[0]:
        told = None  # «استقبل الوزير … وزير خارجية السودان»
    office = told or one.office or (bare[0][1] if bare else None)
    return replace(one, office=office, apposed=bare) if office else one


def _with_portfolio(found: list[Sighting]) -> list[Sighting]:
    """Minister Bayramov: the ministry that the text gives the person elsewhere."""
    named = {one.key: one.office for one in found if one.office and role_of(one.office) in _PORTFOLIOS}
    return [
        replace(one, office=named[one.key])
        if one.office and one.office.endswith(".MIN") and named.get(one.key, "").startswith(one.office[:4])
        else one
        for one in found
    ]


def _with_maybe(found: list[Sighting]) -> list[Sighting]:
    """The Minister Murat Nurtleu: an office last named goes to the person, where nobody else holds it nor he another such."""
    holders = {one.office: one.key for one in found if one.office}
    roles = {(one.key, role_of(one.office)) for one in found if one.office}
    return [
        replace(one, office=one.maybe)
        if one.maybe
        and holders.get(one.maybe, one.key) == one.key
        and (one.key, role_of(one.maybe)) not in roles
        else one
        for one in found
    ]


def _beside_offices(page: Page) -> Iterator[Sighting]:
    states = {one.start: one.ids[0] for one in page.islands if one.kind == "state" and len(one.ids) == 1}
    offices = {one.start: one.ids[0] for one in page.islands if one.kind == "office" and len(one.ids) == 1}
    for one in page.islands:
        if one.kind not in ("office", "head"):
            continue
        short = _SHORT_FORM.match(
            page.text, one.end
        )  # "of the Organization of Turkic States (OTS) Omuraliev"
        gap = page.rules.office_name.match(page.text, short.end() if short else one.end)
        if (
            gap is None
            or _names_place(page, one.start)
            or ("\n" in gap[0] and _is_beside_another(page, one, offices))
        ):
            continue
        if page.rules.serves and page.rules.serves.search(page.text, max(0, one.start - _SERVES), one.start):
            at = behind_honorifics(page.text, gap.end(), page.rules)
            end = page.name_at(at, full=True)
            if end is not None:
                yield _sighting(page, at, end, None, None)
            continue
        maybe = None
        parted = bool(gap[0].strip(_MARKS))
        at = behind_honorifics(page.text, gap.end(), page.rules)
        known = parted and (_is_known(page, at) or _is_apposed(page, gap.end(), at))
        if one.bare and one.kind == "office" and (not parted or (known and page.rules.name_end is not None)):
            titled = page.rules.honorific.match(page.text, one.start)
            maybe = None if titled or parted else one.ids[0]  # Prince Faisal is no head of state
            one = replace(one, kind="head", ids=(one.bare,))
        if one.kind == "head" and parted and not known:
            continue
        if parted and page.name_at(at, full=True) is not None and _is_told_behind(page, at, offices):
            continue
        if parted and page.rules.name_before and _has_name_before(page, one):
            continue
        if one.kind == "head" and (
            role_kinds(page.grammar).get(one.ids[0]) != "office" or _is_head_of(page, one)
        ):
            continue
        for office in one.ids if one.kind == "office" else (None,):
            alone = not one.parts and one.kind == "office"
            end = page.name_at(at, full=alone or "," in gap[0] or "،" in gap[0], titled=at > gap.end())
            whole = known_names(page.grammar, page.language)[0].match(page.text, at)
            if whole is not None and " " in whole[0]:
                end = max(end or 0, whole.end())  # names of one letter: Ван И
            if end is None or (one.kind == "head" and _heads_body(page, one, at, end)):
                break
            head = one if one.kind == "head" else None
            if head is not None:
                office = _of_state_behind(page, head, end, states)
                office = office or _same_office_behind(page, head, end, offices)
            yield replace(_sighting(page, at, end, office, head), maybe=maybe)
            joined = re.compile(r"\s+(?:and|и|و)\s*").match(page.text, end)
            if joined is None:
                break
            at = joined.end()


def _has_name_before(page: Page, one: Island) -> bool:
    """Whether its holder is named right before an office: «هنأ بدر البوسعيدي وزير خارجية عمان، عباس عراقجي»."""
    window = max(0, one.start - _WINDOW)
    before = page.rules.name_before.search(page.text[window : one.start]) if page.rules.name_before else None
    return before is not None and page.name_at(window + before.start(1), full=True) == window + before.end(1)


def _is_told_behind(page: Page, at: int, offices: Container[int]) -> bool:
    """Whether the name there is one of a list whose offices stand behind: «министр России, Тьерри Репентин – министр Франции»."""
    end = page.name_at(at, full=True)
    dash = _DASH.match(page.text, end) if end is not None else None
    return dash is not None and dash.end() in offices


def _is_head_of(page: Page, one: Island) -> bool:
    """A word of an office without its article, behind which stands what it is of, and no name: «رئيس مجموعة البنك»."""
    lone = page.rules.name_end is not None and not one.bare and not one.plural
    return lone and one.ids[0] in ("PRES", "MIN", "AMB", "KING") and " " not in page.text[one.start : one.end]


def _is_known(page: Page, at: int) -> bool:
    """A full name that the table has or whose surname it has by itself, where no capitals show one: the Minister, Fuad Hussein,
    said."""
    if not page.rules.known_surnames:
        return False
    known = known_names(page.grammar, page.language)[0].match(page.text, at)
    if known is not None and " " in known[0]:
        return True
    end = page.name_at(at, full=True)
    return end is not None and page.text[at:end].rpartition(" ")[2] in page.rules.lone_surnames


def _is_apposed(page: Page, begin: int, at: int) -> bool:
    """Whether a full name stands there between commas, with its title where no capitals show one: «وزير الخارجية، السيد مراد حمدي،»,
    "Minister of Foreign Affairs, Mulambo Haimbe, has"."""
    capitals = page.rules.name_end is None
    end = page.name_at(at, full=True, titled=not capitals) if capitals or at > begin else None
    if end is None or page.text[end : end + 1] not in ("," if capitals else "،,."):
        return False
    place = bisect_left(page.islands, end, key=lambda island: island.start)
    own = page.islands[place] if place < len(page.islands) else None
    return own is None or own.start - end > SHORT or own.kind not in ("office", "head")


def _is_beside_another(page: Page, one: Island, offices: Container[int]) -> bool:
    """Offices side by side, whose holders sign in columns below."""
    before = page.text[page.text.rfind("\n", 0, one.start) + 1 : one.start]
    begin = one.start - len(before)
    return _COLUMN.search(before) is not None and any(place in offices for place in range(begin, one.start))


def _of_state_behind(page: Page, head: Island, end: int, states: Mapping[int, str]) -> str | None:
    """President Michel Sleiman of Lebanon: the office of the state behind the name."""
    of = _OF_THE.match(page.text, end)
    state = states.get(of.end()) if of else None
    return office_id(state, head.ids[0], page.grammar) if state else None


def _same_office_behind(page: Page, head: Island, end: int, offices: Mapping[int, str]) -> str | None:
    """The President Shavkat Mirziyoyev, President of Uzbekistan: the office that the words behind the name tell in full; where one
    receives or meets the other, it is the other's."""
    receives = page.rules.receives
    if receives is not None and receives.search(page.text, max(0, head.start - _WINDOW), head.end + 1):
        return None  # «التقى وزير الخارجية السيد فؤاد حسين وزير خارجية المملكة»
    gap = page.rules.office_name.match(page.text, end)
    office = offices.get(gap.end()) if gap else None
    return office if office and office.endswith(f".{head.ids[0]}") else None


def _sighting(page: Page, at: int, end: int, office: str | None, head: Island | None) -> Sighting:
    """The person named there; of a state whose people put the surname first the first word is it."""
    words = page.text[at:end].split()
    if _ends_with_patronymic(page, end, words):
        behind = page.rules.of_father.match(page.text, end) if page.rules.of_father else None
        end = behind.end() if behind else end
        return Sighting(at, end, surname_key(words[0], page.grammar), office, head, surname_first=True)
    if office and len(words) > 1 and office.split(".")[0] in surname_first(page.grammar, "first"):
        key = key_in_table(words, page.grammar, page.language) or surname_key(words[0], page.grammar)
        return Sighting(at, end, key, office, head, surname_first=True)
    return Sighting(at, end, person_key(page.text[at:end], page.grammar, page.language), office, head)


def _ends_with_patronymic(page: Page, end: int, words: Sequence[str]) -> bool:
    """Surname, given name, father's name: «Пустовойтенко Валерий Павлович», «Раси-заде Артур Таир оглы»."""
    if page.rules.patronymic is None or page.rules.of_father is None or len(words) != _WITH_FATHER:
        return False
    fathers = [page.rules.patronymic.fullmatch(word) is not None for word in words]
    return fathers == [False, False, True] or page.rules.of_father.match(page.text, end) is not None


def _with_known_state(one: Sighting, page: Page) -> Sighting:
    """Foreign Minister Lavrov: where the text says not of which state, the table does."""
    role = one.head.ids[0] if one.office is None and one.head is not None else ""
    if one.head is None or role not in (*OF_ONE_STATE, "KING", "CROWN"):
        return one
    if role == "KING" and titles_prince(page.text, one.head.start, page.rules):
        return one
    state = state_of(one.key, page.grammar)
    return replace(one, office=office_id(state, role, page.grammar)) if state else one


def _behind_titles(page: Page, taken: set[int], found: Sequence[Sighting]) -> list[Sighting]:
    """Mr. Annan, господин Иванов, السيد أحمد."""
    known = {one.start for one in found}
    more: list[Sighting] = []
    for at in concordance(page.text).begins(page.rules.honorific_words, JOINED[page.language]):
        title = page.rules.honorific.match(page.text, at)
        if title is None or _names_place(page, at):
            continue
        start = behind_honorifics(page.text, at, page.rules)
        end = page.name_at(start, taken, full=False, titled=True)
        if end is not None and start not in known:
            name = page.text[start:end]
            key = _by_given_name(name, page.text, found) or person_key(name, page.grammar, page.language)
            more.append(Sighting(start, end, key))
    return more


def _names_place(page: Page, at: int) -> bool:
    """Whether a title there belongs to the name of a place or an institution: «مطار الملك خالد الدولي»."""
    called = page.rules.called_after
    return called is not None and called.search(page.text, max(0, at - _SERVES), at) is not None


def _by_given_name(name: str, text: str, found: Sequence[Sighting]) -> str | None:
    """The key of the person whom a title and the given name mean: Sheikh Mohammed."""
    for one in found:
        words = text[one.start : one.end].split()
        if len(words) > 1 and words[0] == name and not one.surname_first:
            return one.key
    return None


def _behind_bodies(page: Page, found: Sequence[Sighting]) -> list[Sighting]:
    """«Глава Службы внешней разведки России Сергей Нарышкин»: a full name behind an office word and the body that it heads."""
    if page.rules.behind_body is None:
        return []
    known = page.taken | {one.start for one in found}
    ends = {one.end for one in page.islands}
    more: list[Sighting] = []
    for one in page.islands:
        body = page.rules.behind_body.match(page.text, one.end) if one.kind == "head" else None
        if body is None or (at := body.end()) in known:
            continue
        common = body[1].islower() or body[1].casefold() in page.rules.stops
        apart = common or len(body[0].rstrip()) + one.end in ends
        end = page.name_at(at, full=True) if apart else None
        if end is not None:
            more.append(Sighting(at, end, person_key(page.text[at:end], page.grammar, page.language)))
    return more


def _heads_body(page: Page, head: Island, at: int, end: int) -> bool:
    """Whether the one word behind an office word is the body's: «Председатель Народного Совета Женис Касымбек»."""
    body = (
        page.rules.behind_body.match(page.text, head.end)
        if page.rules.behind_body and " " not in page.text[at:end]
        else None
    )
    return body is not None and body.end() > end


def _in_nominative(page: Page, found: list[Sighting]) -> list[Sighting]:
    """With the key of the nominative, where the text has the surname without its ending as well («Стуббом», «Стубб») or the
    given name stands in the same case («Жаном Дюпоном»)."""
    bases: dict[str, str] = {}
    endings = sorted(filter(None, page.rules.cases), key=len, reverse=True)
    for one in found:
        surname = _last(page.text, one)
        if surname in bases or known_key(surname, page.grammar) is not None:
            continue
        stems = (surname.removesuffix(ending) for ending in endings if surname.endswith(ending))
        stem = next(
            (stem for stem in stems if len(stem) > SHORT and concordance(page.text).begins((stem,))), ""
        )
        stem = stem or _of_given(name_words(page.text[one.start : one.end]), page.rules)
        if stem and nominative(surname.casefold(), page.grammar) == surname.casefold():
            bases[surname] = surname_key(stem, page.grammar)
    return [
        one if one.surname_first else replace(one, key=bases.get(_last(page.text, one), one.key))
        for one in found
    ]


def _of_given(words: Sequence[str], rules: NameRules) -> str:
    """The surname without the ending that the given name before it has too; "" where that shows no case."""
    if len(words) < _WITH_GIVEN or rules.agreeing is None or not rules.agreeing.search(words[-2]):
        return ""
    stem = rules.agreeing.sub("", words[-1])
    return stem if SHORT < len(stem) < len(words[-1]) else ""


def _last(text: str, one: Sighting) -> str:
    return name_words(text[one.start : one.end])[-1]

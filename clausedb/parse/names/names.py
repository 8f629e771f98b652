"""Who is named in a document: states, bodies, offices, persons by name, then those meant by "the Parties" or "his country".

`read_names` gives a Mention a name and a Party for every person, office and organ met; `read_collectives` adds the
mentions of several and the anaphors, one row for each party meant, when the document's own parties are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from clausedb.fold import Folded
from clausedb.gazetteer import load_gazetteer
from clausedb.language import Grammar
from clausedb.model import Definition, Mention, Party, Records
from clausedb.parse.alphabets import folded, tables_for
from clausedb.parse.names.anaphors import joint_ids, offices_of_focus, resolve_anaphors
from clausedb.parse.names.bare_offices import UNKNOWN, settle_bare
from clausedb.parse.names.bodies import read_bodies
from clausedb.parse.names.cells import signed_in_cells
from clausedb.parse.names.collectives import parties_defined, resolve_collectives
from clausedb.parse.names.home import home_of, opens_report, signed_for
from clausedb.parse.names.joins import Joins, joins, with_determiner
from clausedb.parse.names.name_index import Island, name_index
from clausedb.parse.names.office_ids import role_of
from clausedb.parse.names.offices import counterparts, join_offices
from clausedb.parse.names.person_words import name_rules
from clausedb.parse.names.persons import read_persons
from clausedb.parse.names.portfolios import with_portfolios
from clausedb.parse.names.settled_offices import with_settled
from clausedb.parse.names.sightings import Sighting
from clausedb.parse.names.terms import terms_used
from clausedb.parse.names.twins import settle_kin, settle_twins
from clausedb.parse.places import Places

_OWN_LETTERS: Final = re.compile(
    r"[أإ](?:(?<!\w[أإ])|(?<=[وفبلك][أإ])(?<!\w[وفبلك][أإ]))ل(?!(?:ى|ي|يه|يها|يهم|يهما|ا|ف|زام|غاء|حاق)(?!\w))"
)
_NUNATION: Final = re.compile("[\u064b\u064d]")
_NUNATED: Final = re.compile("[\u0621-\u0652]*\\Z")
"""The word up to its nunation."""
_LONGEST_WORD: Final = 30
_DUAL: Final = 6
"""Characters of a word for two before an office word."""
_STYLE: Final = 60
"""Code points before a state's name in which the words of its form stand."""
_REGION: Final = 16
"""Code points of the word before an adjective with which it names a region: Inter-American, «Южно-Китайское море»."""
_ROUTE: Final = 60
"""Code points before a capital in which a road or a flight may be named."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one language's tables see in a text."""

    language: str
    folded: Folded
    islands: tuple[Island, ...]
    persons: tuple[Sighting, ...]


@lru_cache(maxsize=2)
def see(text: str, grammar: Grammar) -> tuple[Sight, ...]:
    """Islands and persons by language; kept because both passes over a document need them."""
    whole = folded(text)
    found = []
    for language in tables_for(text):
        raw = _styled(whole.text, name_index(grammar, language).islands(whole.text), joins(grammar, language))
        raw = settle_twins(whole.text, raw, joins(grammar, language), language, grammar)
        raw = settle_kin(raw, grammar)
        signs = name_rules(grammar, language).signs_for
        raw = signed_in_cells(whole.text, raw, signs, grammar)
        islands = join_offices(whole.text, raw, joins(grammar, language), grammar)
        islands = signed_for(whole.text, islands, signs, grammar)
        islands = read_bodies(whole.text, islands, joins(grammar, language), language, grammar)
        own = _own_letters(text, whole) if language == "ar" else frozenset()
        home = home_of(whole.text, islands, grammar)
        plain = _indefinite(text, whole) if language == "ar" else frozenset()
        persons = read_persons(whole.text, islands, own, plain, home, language, grammar)
        islands = _outside_persons(islands, persons)
        offices = _offices(persons)
        held = [(_begins(one), office) for one in persons for office in offices.get(one.key, ())]
        islands = counterparts(islands, held)
        held += [
            (one.head.start, f"{UNKNOWN}{one.key}.{one.head.ids[0]}")
            for one in persons
            if one.head and one.key not in offices and one.head.ids[0] in ("FM", "PRES", "PM", "DEFMIN")
        ]
        apposed = dict(pair for one in persons for pair in one.apposed)
        heads = {one.head.start for one in persons if one.head}
        islands = [_apart(one) if one.start in heads else one for one in islands]
        islands = settle_bare(
            whole.text, islands, held, apposed, heads, home, joins(grammar, language), grammar
        )
        persons = with_settled(whole.text, persons, islands)
        islands, persons = with_portfolios(whole.text, islands, persons, language, grammar)
        found.append(Sight(language, whole, tuple(islands), tuple(persons)))
    return tuple(found)


def _own_letters(text: str, whole: Folded) -> frozenset[int]:
    """Where words begin with a hamza that folding makes an article of: إلياس, ألكسندر; not the particles إلى, ألا."""
    position = whole.way()
    return frozenset(position(match.start()) for match in _OWN_LETTERS.finditer(text))


def _indefinite(text: str, whole: Folded) -> frozenset[int]:
    """Where words begin whose nunation shows that they are no names: «ضيفاً عزيزاً»."""
    position = whole.way()
    ends = (match.start() for match in _NUNATION.finditer(text))
    words = (_NUNATED.search(text, max(0, end - _LONGEST_WORD), end) for end in ends)
    return frozenset(position(word.start()) for word in words if word)


def _styled(text: str, islands: Sequence[Island], how: Joins) -> list[Island]:
    """The islands, those of states with the words of their form before them: the People's Republic of Mozambique; and office words
    of two as such."""
    found: list[Island] = []
    for one in islands:
        two = how.dual.search(text, max(0, one.start - _DUAL), one.start) if one.kind == "head" else None
        if two:
            one = replace(one, start=two.start("two"), plural=True)
        found.append(one)
        if one.kind != "state":
            continue
        pattern = how.form_words if how.form.match(text, one.start) else how.style
        words = pattern.search(text, max(0, one.start - _STYLE), one.start)
        if words and text[words.start()].isupper() and (len(found) == 1 or found[-2].end <= words.start()):
            found[-1] = replace(one, start=words.start())
    return found


def _outside_persons(islands: Sequence[Island], persons: Sequence[Sighting]) -> list[Island]:
    """The islands without adjectives that are a person's surname and states that are a given name: «محمد شياع السوداني»,
    «جورجيا ميلوني»."""
    ends = {one.end for one in persons}
    starts = {one.start: one.end for one in persons}
    return [
        one
        for one in islands
        if not (one.kind == "adjective" and one.end in ends)
        and not (one.kind == "state" and one.end < starts.get(one.start, 0))
    ]


def _begins(one: Sighting) -> int:
    """Where a person is named, with the office word before the name."""
    return one.head.start if one.head else one.start


def _apart(one: Island) -> Island:
    """A bare office word that belongs to a name, which tells whose it is."""
    return replace(one, kind="head", ids=(one.bare,)) if one.bare else one


def read_names(records: Records, grammar: Grammar) -> Records:
    """Mentions of what is named, in text order, nested ones included; and the persons, offices and organs as parties."""
    rows: list[Mention] = []
    parties: dict[str, Party] = {}
    for sight in see(records.text, grammar):
        how = joins(grammar, sight.language)
        rows += _of_islands(sight, how)
        offices = _offices(sight.persons)
        rows += _of_persons(sight, offices, how)
        for party in _parties(sight, offices, records.text, grammar):
            known = parties.get(party.party_id)
            parties[party.party_id] = _merged(known, party) if known else party
    return replace(records, mentions=number(rows, records), parties=tuple(parties.values()))


def number(rows: Iterable[Mention], records: Records) -> tuple[Mention, ...]:
    """The rows in text order, outer before inner, each once, with ids and the clause that holds them."""
    places = Places(records.clauses)
    unique = {(row.start, row.end, row.party_id): row for row in rows}
    ordered = sorted(unique.values(), key=lambda row: (row.start, -row.end, row.party_id or ""))
    document_id = records.document.document_id
    return tuple(
        Mention(
            f"{document_id}:m{at}",
            places.id_at(row.start, row.end),
            row.party_id,
            row.kind,
            row.start,
            row.end,
        )
        for at, row in enumerate(ordered, 1)
    )


def _row(text: Folded, start: int, end: int, kind: str, party_id: str | None) -> Mention:
    span = text.span(start, end)
    return Mention("", None, party_id, kind, span.start, span.end)


# --- islands ------------------------------------------------------------------------------


def _of_islands(sight: Sight, how: Joins) -> Iterator[Mention]:
    before: Island | None = None
    for one, behind in zip_longest(sight.islands, sight.islands[1:]):
        if one.settled:
            yield from _shared(sight, before, one, how)
            if _names_party(sight.folded.text, before, one, behind, how):
                yield from _rows(sight.folded, one, how)
            yield from _headed(sight.folded, one, how)
            for part in one.parts:
                if part.kind in ("state", "organisation", "organ", "anaphor") or part.parts or part.bare:
                    yield from _rows(sight.folded, part, how)
        before = one if one.settled else None


def _headed(text: Folded, one: Island, how: Joins) -> Iterator[Mention]:
    """The foreign ministry by which its head is named: «глава МИД Казахстана»."""
    head = (
        how.headed.match(text.text, one.start, one.end)
        if one.kind == "office" and len(one.ids) == 1
        else None
    )
    if head and role_of(one.ids[0]) == "FM":
        yield _row(text, head.end(), one.end, "organ", f"{one.ids[0].removesuffix('FM')}MFA")


def _rows(text: Folded, one: Island, how: Joins) -> Iterator[Mention]:
    start = _with_article(text.text, one, how)
    for party_id in one.ids:
        yield _row(text, start, one.end, one.kind, party_id)


def _with_article(text: str, one: Island, how: Joins) -> int:
    """Where a piece begins with its article: that of a side (the Kazakh side), in Arabic that of any."""
    if one.kind == "side":
        return with_determiner(text, one.start, how)
    article = how.article.search(text, max(0, one.start - 4), one.start)
    return article.start() if article else one.start


def _names_party(text: str, before: Island | None, one: Island, behind: Island | None, how: Joins) -> bool:
    """Whether the piece means its party: an ambiguous name, a capital as a place, a language do not.

    Nor does an adjective of two: Kazakh-Azerbaijani relations are of both and of neither.
    """
    if one.parts:
        return True
    match one.kind:
        case "capital":
            return _acts(text, one, how)
        case "state":
            return len(one.ids) == 1
        case "adjective":
            pairs = ((before, one), (one, behind))
            halves = any(
                a and b and a.kind == b.kind and how.compound.fullmatch(text, a.end, b.start)
                for a, b in pairs
            )
            region = how.region_before.search(text, max(0, one.start - _REGION), one.start)
            return not halves and not region and not how.not_party.match(text, one.end)
        case _:
            return True


def _acts(text: str, one: Island, how: Joins) -> bool:
    """Whether a capital stands for its government, and not for the place."""
    start = _with_article(text, one, how)
    if opens_report(text, start, one.end):
        return False
    before = how.place_before.search(text[max(0, start - _ROUTE) : start])
    return not before and not how.place_after.match(text, one.end)


def _shared(sight: Sight, before: Island | None, one: Island, how: Joins) -> Iterator[Mention]:
    """The Republics of Armenia and Azerbaijan: both over the whole words, beside each by itself."""
    text = sight.folded.text
    if before is None or before.kind != "state" or one.kind != "state":
        return
    if how.joined.fullmatch(text, before.end, one.start):
        words = how.shared.search(text[max(0, before.start - 30) : before.start])
        if words:
            for party_id in (*before.ids, *one.ids):
                yield _row(sight.folded, before.start - len(words[0]), one.end, "collective", party_id)


# --- persons ------------------------------------------------------------------------------


def _offices(persons: Iterable[Sighting]) -> dict[str, tuple[str, ...]]:
    """Offices that the text gives each person, by surname."""
    found: dict[str, tuple[str, ...]] = {}
    for one in persons:
        for office in (one.office, *(office for _, office in one.apposed)):
            if office and office not in found.get(one.key, ()):
                found[one.key] = (*found.get(one.key, ()), office)
    return found


def _of_persons(sight: Sight, offices: dict[str, tuple[str, ...]], how: Joins) -> Iterator[Mention]:
    for one in sight.persons:
        yield _row(sight.folded, one.start, one.end, "person", f"P:{one.key}")
        if one.head is not None:
            role = one.head.ids[0]
            held = [office for office in offices.get(one.key, ()) if office.endswith(f".{role}")]
            if held or role == "MIN":
                meant = held[0] if held else next(iter(offices.get(one.key, ())), None)
                if meant:
                    yield from _rows(sight.folded, replace(one.head, kind="office", ids=(meant,)), how)


# --- parties ------------------------------------------------------------------------------


def _parties(
    sight: Sight, offices: dict[str, tuple[str, ...]], text: str, grammar: Grammar
) -> Iterator[Party]:
    surfaces: dict[str, list[str]] = {}
    for one in sight.persons:
        surfaces.setdefault(one.key, []).append(_surface(sight.folded, one.start, one.end, text))
    for key, names in surfaces.items():
        held = offices.get(key, ())
        state = held[0].split(".")[0] if held else None
        yield Party(f"P:{key}", "person", _most_printed(names), state, None, held)
    gazetteer = load_gazetteer(grammar)
    for island in sight.islands:
        for named in (island, *island.parts):
            if named.kind in ("office", "organ") and named.settled and named.ids[0].startswith("B:"):
                yield Party(named.ids[0], "body", (_surface(sight.folded, named.start, named.end, text),))
            elif named.kind in ("office", "organ") and named.settled and "." in named.ids[0]:
                alone = len(named.ids) == 1 and not named.bare
                surface = (_surface(sight.folded, named.start, named.end, text),) if alone else ()
                for party_id in named.ids:
                    facts = gazetteer.facts(party_id)
                    kind = facts.kind if facts else named.kind
                    owner = party_id.rpartition(".")[0]
                    yield Party(party_id, kind, surface, party_id.split(".")[0], owner)


def _surface(whole: Folded, start: int, end: int, text: str) -> str:
    return " ".join(whole.span(start, end).of(text).split())


def _most_printed(names: Sequence[str]) -> tuple[str, ...]:
    """Each surface once: full names before surnames alone, those printed most often first, else the longest."""
    counts = Counter(names)
    return tuple(sorted(counts, key=lambda name: (" " not in name, -counts[name], -len(name))))


def _merged(known: Party, more: Party) -> Party:
    """The fullest names first; of a person's full names those of the first text."""
    names, person = dict.fromkeys((*known.names, *more.names)), known.kind == "person"
    return replace(
        known,
        names=tuple(sorted(names, key=lambda name: " " not in name if person else -len(name))),
        state_id=known.state_id or more.state_id,
        offices=tuple(dict.fromkeys((*known.offices, *more.offices))),
    )


# --- several at once ----------------------------------------------------------------------


def read_collectives(records: Records, grammar: Grammar) -> Records:
    """Adds the mentions of several parties, of sides, of "his country" and "the Council": one row for each party meant.

    Bodies that two parties found get their ids here, when the parties are known.
    """
    records = replace(records, definitions=parties_defined(records))
    rows = list(records.mentions)
    renamed: dict[str, str] = {}
    held: dict[str, str] = {}
    for sight in see(records.text, grammar):
        text, islands, how = sight.folded, sight.islands, joins(grammar, sight.language)
        renamed |= joint_ids(records, text.text, islands, sight.language, grammar)
        terms = list(terms_used(records, text.text, sight.language, islands, how))
        ends = {one.end for one in terms}  # "the Commission" is the one defined, whichever was named last
        anaphors = resolve_anaphors(records, text, islands, how, sight.language, grammar)
        found = [
            *resolve_collectives(records, text, islands, sight.persons, how, grammar),
            *terms,
            *(one for one in anaphors if one.end not in ends),
        ]
        for key, office in offices_of_focus(records, islands, sight.persons):
            found.append(office)
            if office.kind == "office":
                held[f"P:{key}"] = office.ids[0]
        rows += [_row(text, one.start, one.end, one.kind, party_id) for one in found for party_id in one.ids]
    parties = (_settled(one, renamed, held) for one in records.parties)
    if renamed:
        rows = [replace(one, party_id=renamed.get(one.party_id or "", one.party_id)) for one in rows]
    definitions = (_meant(one, renamed) for one in records.definitions)
    return replace(
        records,
        mentions=number(rows, records),
        parties=tuple(parties),
        definitions=tuple(definitions),
    )


def _meant(one: Definition, renamed: dict[str, str]) -> Definition:
    if not renamed:
        return one
    return replace(one, party_ids=tuple(renamed.get(party_id, party_id) for party_id in one.party_ids))


def _settled(one: Party, renamed: dict[str, str], held: dict[str, str]) -> Party:
    """A party with the id of a joint body, or with the office that its holder has by the document's subject."""
    office = held.get(one.party_id)
    if office is not None:
        return replace(one, state_id=office.split(".")[0], offices=(office,))
    return replace(one, party_id=renamed.get(one.party_id, one.party_id))

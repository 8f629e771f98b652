"""Bodies meant by their noun alone: "the Council", «Комиссия», «المجلس», "its President"; and bodies that two parties found.

The noun means the body last named in its paragraph whose name has it, else the organ that issues the document, else the
body last named at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, TypeAlias

from clausedb.fold import Folded, fold
from clausedb.gazetteer import load_gazetteer
from clausedb.language import Grammar
from clausedb.model import Records
from clausedb.parse.concordance import concordance
from clausedb.parse.names.joins import Joins
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.office_ids import office_id, role_of
from clausedb.parse.names.sightings import Sighting
from clausedb.parse.places import Places

_PREFIXES: Final = ("", "و", "ف", "ب", "ك")
"""What may be written together with an Arabic noun before its article; no other word begins so."""
_SINGLE: Final = ("PRES", "PM", "KING", "FM", "DEFMIN", "PARL", "SPEAKER")
"""Offices and organs of which a state has one."""
_SERVING: Final = ("PRESS", "SPOKES", "EMB", "AUTHORITIES", "MIL")
"""Roles of bodies that no noun means by itself."""
_JOINT: Final = ("COMMISSION", "COMMITTEE", "COUNCIL")
"""Nouns of bodies whose id is made from the parties that found them: KAZ+RUS.COMMISSION."""
_OF_STATES: Final = ("state", "adjective")
_SPOKEN_OF: Final = 3
"""How often a state is named at least, and twice as often as the next, of which a resolution speaks."""
_OTHER: Final = 2
"""How often the other state of a text about two is named at least."""
_WINDOW: Final = 24
_WORD: Final = re.compile(r"\w+")
_TWO_WORDS: Final = re.compile(r"\w+\s\w+")
_THE, _OF_THE = "ال", "لل"
"""The article, and what it becomes behind "of", written together with the noun."""
_ARTICLE: Final = 2
"""Letters of the article."""
_HEAD: Final = 2
"""Words of the head of a long name, noun and adjective."""


@dataclass(frozen=True, slots=True)
class _Nouns:
    meant: dict[str, frozenset[str]]
    """Form of the noun -> the nouns that it may be."""
    alone: dict[str, str]
    """Whom a noun means in a resolution where none was named before."""
    stems: dict[str, frozenset[str]]
    stem: re.Pattern[str]
    before: re.Pattern[str]
    not_before: re.Pattern[str]
    joint: re.Pattern[str]
    its: re.Pattern[str]
    reflexive: bool
    """The possessive is that of the subject: in a resolution of the organ that issues it (свой)."""

    def of(self, name: str) -> frozenset[str]:
        """The nouns that a name has."""
        return frozenset(
            noun for match in self.stem.finditer(name) for noun in self.stems[match["stem"].casefold()]
        )


@cache
def _nouns(grammar: Grammar, language: str) -> _Nouns:
    pack = grammar.pack(language)
    found = pack.settings("names")
    meant: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for row in pack.rows("organ_nouns"):
        for form in row["forms"].split("|"):
            meant.setdefault(fold(form).text, set()).add(row["noun"])
        stems.setdefault(fold(row["stem"]).text.casefold(), set()).add(row["noun"])
    begins = r"(?<!\w)" if language != "ar" else r"(?<!\w)(?:ال|لل?|وال)?"
    return _Nouns(
        {form: frozenset(nouns) for form, nouns in meant.items()},
        {row["noun"]: row["alone"] for row in pack.rows("organ_nouns") if row.get("alone")},
        {form: frozenset(nouns) for form, nouns in stems.items()},
        re.compile(f"{begins}(?P<stem>{'|'.join(map(re.escape, stems))})", re.I),
        re.compile(found["organ_before"]),
        re.compile(found["organ_not_before"]),
        re.compile(found["joint"]),
        re.compile(found["its"]),
        bool(found["its_reflexive"]),
    )


_Bodies: TypeAlias = dict[str, tuple[list[int], list[str]]]
"""By noun: where the bodies stand whose name has it, ascending, and which they are."""


def resolve_anaphors(
    records: Records, folded: Folded, islands: Sequence[Island], how: Joins, language: str, grammar: Grammar
) -> Iterator[Island]:
    """The bodies meant by their noun alone, and offices of these and of "its": settled islands in text order by group."""
    text, nouns = folded.text, _nouns(grammar, language)
    places = Places(records.clauses)

    def clause(at: int) -> str | None:
        return places.id_at(folded.offset(at))

    bodies = _bodies(text, islands, nouns, grammar)
    heads = _heads(text, islands, nouns) if language == "ar" else {}
    issuer = (records.document.issuer or "").split(".")[0]
    issuer_nouns = _nouns_of_table(issuer, grammar)
    starts = [one.start for one in islands]
    for at in concordance(text).begins(nouns.meant, _PREFIXES if language == "ar" else ("",)):
        one, known = _noun_at(text, at, nouns), ""
        if one is None and heads:
            one, known = _head_at(text, at, heads)
        held = bisect_right(starts, at) - 1
        if one is None or (held >= 0 and islands[held].end > at and islands[held].kind != "head"):
            continue
        wanted = nouns.meant[text[at : one.end].split()[0]]
        place, party_id = (at, known) if known else _last(wanted, at, bodies)
        if issuer_nouns & wanted and (not party_id or clause(place) != clause(at)):
            party_id = issuer
        if not party_id and issuer:
            party_id = next((nouns.alone[noun] for noun in sorted(wanted) if noun in nouns.alone), "")
        if party_id:
            meant = replace(one, ids=(party_id,))
            yield meant
            head = islands[held] if held >= 0 else None
            if head and head.kind == "head" and how.post.fullmatch(text, head.end, at):
                office = office_id(party_id, head.ids[0], grammar)
                yield Island(head.start, meant.end, "office", (office,), parts=(meant,))
    yield from _its(text, islands, nouns, clause, grammar, issuer)


def _noun_at(text: str, at: int, nouns: _Nouns) -> Island | None:
    """The noun that begins at a place, with its article; None where it has a name of its own or no article."""
    word = _WORD.match(text, at)
    if word is None or nouns.not_before.match(text, word.end()):
        return None
    article = nouns.before.search(text[max(0, at - _WINDOW) : at])
    return Island(at - len(article[0]), word.end(), "organ", ()) if article else None


def _heads(text: str, islands: Sequence[Island], nouns: _Nouns) -> dict[str, tuple[int, str]]:
    """By the first two words of a body's long name, noun and adjective, where it is named first and its id: «المجلس الأعلى» of
    «المجلس الأعلى لمجلس التعاون»."""
    found: dict[str, tuple[int, str]] = {}
    for one in islands:
        if one.kind in ("organ", "organisation") and len(one.ids) == 1:
            held = _ARTICLE if text.endswith((_THE, _OF_THE), 0, one.start) else 0
            words = _with_article(text[one.start - held : one.end]).split()
            if len(words) > _HEAD and words[0] in nouns.meant:
                found.setdefault(" ".join(words[:_HEAD]), (one.start, one.ids[0]))
    return found


def _head_at(text: str, at: int, heads: dict[str, tuple[int, str]]) -> tuple[Island | None, str]:
    """The noun with its adjective at a place, where a body's name before it begins with them, and that body."""
    match = _TWO_WORDS.match(text, at)
    head = heads.get(" ".join(_with_article(match[0]).split())) if match else None
    if match is None or head is None or head[0] >= at:
        return None, ""
    return Island(at, match.end(), "organ", ()), head[1]


def _with_article(words: str) -> str:
    """Words whose first has its article as it stands alone: «للمجلس» as «المجلس»."""
    return f"{_THE}{words[_ARTICLE:]}" if words.startswith(_OF_THE) else words


def _bodies(text: str, islands: Sequence[Island], nouns: _Nouns, grammar: Grammar) -> _Bodies:
    found: _Bodies = {}
    for island in islands:
        for one in (island, *island.parts):
            if one.kind in ("organ", "organisation") and one.settled and len(one.ids) == 1:
                if role_of(one.ids[0]) in _SERVING:
                    continue  # the press office of a prime minister is no council
                known = _nouns_of_table(one.ids[0], grammar) or nouns.of(text[one.start : one.end])
                for noun in known:
                    starts, ids = found.setdefault(noun, ([], []))
                    starts.append(one.start)
                    ids.append(one.ids[0])
    return found


def _last(wanted: frozenset[str], at: int, bodies: _Bodies) -> tuple[int, str]:
    """The body with one of the nouns named last before a place; -1 and no id where none is."""
    last = (-1, "")
    for noun in wanted & bodies.keys():
        starts, ids = bodies[noun]
        found = bisect_left(starts, at) - 1
        if found >= 0:
            last = max(last, (starts[found], ids[found]))
    return last


@cache
def _nouns_of_table(party_id: str, grammar: Grammar) -> frozenset[str]:
    """The nouns in the name of a body of the table; none for any other id."""
    facts = load_gazetteer(grammar).facts(party_id) if party_id.isalnum() else None
    return _nouns(grammar, "en").of(facts.name_en) if facts else frozenset()


def _its(
    text: str,
    islands: Sequence[Island],
    nouns: _Nouns,
    clause: Callable[[int], str | None],
    grammar: Grammar,
    issuer: str,
) -> Iterator[Island]:
    """Its President: of the state or body last named in the same clause, else of the organ that issues the document."""
    owner: Island | None = None
    for one in islands:
        if one.kind == "head" and not one.plural and one.ids[0] in _SINGLE and (owner or issuer):
            its = nouns.its.search(text[max(0, one.start - _WINDOW) : one.start])
            near = owner is not None and clause(owner.start) == clause(one.start)
            own = bool(issuer) and nouns.reflexive
            whose = owner.ids[0] if owner and near and not own else issuer
            if its and whose:
                office = office_id(whose, one.ids[0], grammar)
                yield Island(one.start - len(its[0]), one.end, "office", (office,))
        elif one.kind in ("state", "organ", "organisation") and len(one.ids) == 1:
            owner = one


# --- the state spoken of ------------------------------------------------------------------


def spoken_of(islands: Sequence[Island]) -> str | None:
    """The one state of which a text speaks; None where it speaks of several alike."""
    return _outstanding(_states(islands), _SPOKEN_OF)


def _states(islands: Sequence[Island]) -> Counter[str]:
    return Counter(
        one.ids[0]
        for island in islands
        for one in (island, *island.parts)
        if one.kind in _OF_STATES and len(one.ids) == 1
    )


def _outstanding(counts: Counter[str], least: int) -> str | None:
    """The one named at least so often, and twice as often as the next."""
    (first, most), (_, next_most) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= least and most >= 2 * next_most else None


def offices_of_focus(
    records: Records, islands: Sequence[Island], persons: Sequence[Sighting]
) -> Iterator[tuple[str, Island]]:
    """Surnames and the office words before them, settled where nothing else in the document says whose office it is.

    President Sleiman in a resolution on Lebanon; the Foreign Minister who meets the Vietnamese Foreign Minister in a report on
    Viet Nam and Australia.
    """
    focus = spoken_of(islands) if records.document.issuer else None
    known = {one.key for one in persons if one.office}
    roles: dict[str, tuple[str, str]] = {}
    reigns = any(one.office and one.office.endswith(".KING") for one in persons)
    for one in persons:
        role = one.head.ids[0] if one.head else ""
        if role == "KING" and reigns:
            continue  # «مدير مكتب جلالة الملك علاء البطاينة»: no second king
        if role in _SINGLE and one.key not in known and one.key not in roles:
            state = focus or (None if records.document.issuer else _counterpart_of(role, islands))
            if state:
                roles[one.key] = (state, role)
    for one in persons:
        if one.key in roles and one.head and one.head.ids[0] in (roles[one.key][1], "MIN"):
            yield one.key, replace(one.head, kind="office", ids=(".".join(roles[one.key]),))
    for bare in islands:
        if bare.holder in roles:
            kind = "office" if bare.bare == roles[bare.holder][1] else "organ"
            yield bare.holder, replace(bare, kind=kind, ids=(f"{roles[bare.holder][0]}.{bare.bare}",))


def _counterpart_of(role: str, islands: Sequence[Island]) -> str | None:
    """The other state of a text about two, in one of which the office is named with its state."""
    named = [one for one in islands if one.kind == "office" and one.settled and not one.plural]
    owners = {one.ids[0].split(".")[0] for one in named if one.ids[0].endswith(f".{role}")}
    if len(owners) != 1:
        return None
    counts = _states(islands)
    del counts[owners.pop()]
    return _outstanding(counts, _OTHER)


# --- bodies of two parties ----------------------------------------------------------------


def joint_ids(
    records: Records, text: str, islands: Sequence[Island], language: str, grammar: Grammar
) -> dict[str, str]:
    """New ids of the bodies that the two makers of a treaty found, by their present ones: KAZ+RUS.COMMISSION.

    Of several bodies with one noun it is the one named most often; the others keep their own ids.
    """
    parties = records.document.parties
    if records.document.issuer or len(parties) != 2:
        return {}
    nouns = _nouns(grammar, language)
    named: dict[str, Counter[str]] = {}
    bare: dict[str, str] = {}
    starts = [one.start for one in islands]
    for one in islands:
        if one.kind == "organ" and one.ids[0].startswith("B:"):
            inside = islands[bisect_left(starts, one.start) : bisect_left(starts, one.end)]
            owners = [part for part in inside if part.kind in _OF_STATES]
            name = text[one.start : one.end]
            role = next((noun for noun in _JOINT if noun in nouns.of(name)), None)
            if role and (nouns.joint.search(name) or {part.ids[0] for part in owners} == set(parties)):
                bare[one.ids[0]] = _without(text, one, owners)
                named.setdefault(role, Counter())[bare[one.ids[0]]] += 1
    chosen = {counts.most_common(1)[0][0]: role for role, counts in named.items()}
    return {body: f"{'+'.join(parties)}.{chosen[words]}" for body, words in bare.items() if words in chosen}


def _without(text: str, body: Island, owners: Sequence[Island]) -> str:
    """The words of a body's id without those of its states: the Joint Commission, with or without "Kazakh-Chinese"."""
    words = zip(body.ids[0][2:].split("-"), _WORD.finditer(text, body.start, body.end), strict=False)
    return "-".join(
        part for part, word in words if not any(one.start <= word.start() < one.end for one in owners)
    )

"""References to instruments: tokens of a clause, joined by grammar/citation.lark, told apart within the document.

A reference is found by its noun or its number and read outwards from there. What it means (the text itself, one named
before, a draft) is settled in text order by `referents`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from lark import Lark, Tree
from lark import Token as LarkToken
from lark.lexer import Lexer

from clausedb.language import Grammar
from clausedb.model import Citation, Date, Mention, Records
from clausedb.parse.references.chains import (
    Internal,
    internal_references,
    is_joined,
    leads,
    merged,
    own_units,
    places_before,
    places_behind,
)
from clausedb.parse.references.lexicon import Lexicon, lexicon
from clausedb.parse.references.passages import Passage, Passages, Placed, titled
from clausedb.parse.references.pinpoints import Place, outermost, read_place
from clausedb.parse.references.referents import FRONT, Reference, Referents, Settled
from clausedb.parse.references.shorts import among, short_tokens
from clausedb.parse.references.symbols import Numbered, read_numbers
from clausedb.parse.references.titles import Name, read_name, read_own_date
from clausedb.parse.scanner import NUMBER_SIGN, Token
from clausedb.resources import build_lark

_NUMBER_SIGN: Final = re.compile(NUMBER_SIGN)
_NAMED: Final = ("name", "one", "title")
_PARTIES: Final = ("state", "organisation", "adjective", "collective", "anaphor", "side")
_SENTENCE_END: Final = re.compile(r"[.!?؟;؛\n](?:(?<!\n)\s+(?=\D)|(?<=\n)\s*\n)")
_ARTICLE: Final = re.compile(r"[وف]?[بك]?(?:ال|لل)")
_NEXT: Final = re.compile(r"\s+(\w+)")
_THE: Final = re.compile(r"\b[Tt]he\s+[\"“«(]?$")
_HEADED: Final = frozenset(("part", "chapter", "section", "article", "paragraph"))
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d(?=\s)")
"""A year before the name: the 1951 Refugee Convention."""
_OF_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d\s$")
_YEAR_BEFORE: Final = 6
"""Characters of a year and the blank behind it."""
_ABOUT: Final = 170
"""Characters before a reference in which the words that say its relation stand."""


def read_citations(records: Records, grammar: Grammar) -> Records:
    """The records with their citations in text order. Boilerplate is not read."""
    passages, referents = Passages(records), Referents(records.document)
    shapes, units = _shapes(grammar.folders), own_units(records.document)
    found: list[tuple[int, int, Settled, str, str]] = []
    known = lexicon(grammar, records.document.language)
    languages = {records.document.language: known}
    # Arabic has no capitals that would tell letters from words.
    letters = short_tokens(records.text, known.short_names) if known.language != "ar" else []
    for clause in records.clauses:
        known = languages.get(clause.language) or lexicon(grammar, clause.language)
        languages[clause.language] = known
        layer, start, end = passages.place(clause)
        front = clause.kind == "title" or clause.position < FRONT
        if front:
            passage = titled(passages.of(clause))
        tokens = known.scanner.find(passage.text if front else layer.text, start, end)
        if letters and layer.folded is None:
            tokens = among(tokens, letters, start, end)
        if not front:
            if not tokens:
                continue
            passage = passages.of(clause)
        for reference in read_references(passage, known, tokens, shapes, records.document.issuer, units):
            span = passage.span(reference.start, reference.end)
            if span.end <= clause.text_start and clause.kind in _HEADED and _is_topic(reference):
                continue
            settled = referents.settle(reference, passage, known)
            if settled is None:
                continue
            relation = "" if settled.own else _relation(passage, known, reference)
            found.append((span.start, span.end, settled, relation, clause.clause_id))
    found.sort(key=itemgetter(0, 1))
    prefix = f"{records.document.document_id}:c"
    citations = tuple(_citation(f"{prefix}{n}", *one) for n, one in enumerate(found, 1))
    return replace(records, citations=citations)


def _is_topic(reference: Reference) -> bool:
    """In capitals of a heading and of nothing else a name: "Effects on International Agreements", "Domestic Law"."""
    told = reference.date or reference.symbol or reference.places or reference.determiner
    return not told and reference.title_end == reference.noun_end


def _citation(
    citation_id: str, start: int, end: int, settled: Settled, relation: str, clause_id: str
) -> Citation:
    reference = settled.reference
    unit, number = outermost(reference.places) if reference.places else (None, None)
    return Citation(
        citation_id=citation_id,
        clause_id=clause_id,
        instrument_key=settled.key,
        title=reference.title,
        type=settled.type,
        date=reference.date,
        symbol=reference.symbol,
        status="prospective" if reference.prospective else "concluded",
        start=start,
        end=end,
        parties=reference.parties,
        pinpoint_unit=unit,
        pinpoint=number or None,
        relation=relation or None,
        self=settled.own,
    )


def _relation(passage: Passage, known: Lexicon, reference: Reference) -> str:
    """What the words before it, in its sentence, say is done with the instrument; the nearest wins."""
    first = reference.places[0].start if reference.places else reference.start
    low = max(passage.start, min(first, reference.start) - _ABOUT)
    joined = (
        known.language == "ar" and not reference.places
    )  # «وفقا لقرار»: the preposition is part of the word
    before = passage.text[low : reference.start + joined].lower()
    before = " " + before[_sentence(before) :]
    groups = [match.lastgroup for match in known.relations.finditer(before)]
    return known.relation_of[groups[-1] or ""] if groups else "cites"


def _sentence(text: str) -> int:
    """Where the last sentence of a text begins."""
    return max((match.end() for match in _SENTENCE_END.finditer(text)), default=0)


# --- from tokens to references ------------------------------------------------------------


class _Head(NamedTuple):
    """A name or a number among the tokens; kinds are those of grammar/citation.lark."""

    start: int
    end: int
    kinds: tuple[str, ...]
    name: Name | None = None
    number: Numbered | None = None
    type: str = "document"
    date: Placed | None = None
    short: bool = False


def read_references(
    passage: Passage,
    known: Lexicon,
    tokens: list[Token],
    shapes: _Shapes,
    issuer: str | None,
    units: frozenset[str] = frozenset(),
) -> Iterator[Reference]:
    """The references of a passage, not yet told apart, those with a name or number in text order.

    `units` are those by which the text refers to its own places without a name.
    """
    numbers = read_numbers(passage, known, tokens, issuer)
    own = passage.body if passage.clause.number else passage.start
    read = (
        item
        for item in _items(passage, known, tokens, numbers)
        if isinstance(item, _Head) or item.start >= own
    )
    items = merged(passage, known, list(read))
    heads = [index for index, item in enumerate(items) if isinstance(item, _Head)]
    if len(heads) == len(items):
        for item in items:
            if isinstance(item, _Head):
                yield _filled(passage, known, item, shapes.read(item.kinds)[0], ())
        return
    before = {index: places_before(passage, known, items, index) for index in heads}
    claimed = {place for chain in before.values() for place, _ in chain}
    for index, chain in before.items():
        behind, besides = places_behind(passage, known, items, index, claimed)
        claimed.update(
            behind, besides, _beside_before(passage, known, items, chain[0][0] if chain else index)
        )
        yield _reference(passage, known, items, index, chain, behind, shapes)
    free = [
        (index, item) for index, item in enumerate(items) if isinstance(item, Place) and index not in claimed
    ]
    for chain_of_places in internal_references(passage, known, free, units):
        yield _internal(chain_of_places, shapes)


def _beside_before(passage: Passage, known: Lexicon, items: Sequence[_Head | Place], first: int) -> set[int]:
    """The places of another instrument that stand joined before the first of those that lead up to it:
    «пункта 2 и подпунктом 4 пункта 43 Положения»."""
    head = next((one for one in items[first:] if isinstance(one, _Head)), None)
    if head is None or "OWN" in head.kinds or not isinstance(items[first], Place):
        return set()
    found: set[int] = set()
    place = first - 1
    while place >= 0 and isinstance(one := items[place], Place):
        following = items[place + 1]
        gap = passage.text[one.end : following.start + is_joined(passage, following)]
        within = found and isinstance(following, Place) and leads(passage, known, one, following)
        if not within and known.beside.fullmatch(gap) is None:
            break
        found.add(place)
        place -= 1
    return found


def _items(
    passage: Passage, known: Lexicon, tokens: list[Token], numbers: dict[int, Numbered]
) -> Iterator[_Head | Place]:
    low = passage.start
    for index, token in enumerate(tokens):
        if token.start < low:
            continue
        item: _Head | Place | None = None
        kind = token.key[0]
        if kind == "p":
            own = (
                passage.span(token.start, token.end).start < passage.clause.text_start
            )  # «Статья 5» over its text
            item = None if own else read_place(passage, known, token)
        elif kind == "s" and index in numbers:
            item = _number_head(passage, known, numbers[index], None)
        elif kind == "n":
            item = _noun_head(passage, known, tokens, index, numbers, low)
        if item is not None:
            low = item.end
            yield item


def _noun_head(
    passage: Passage, known: Lexicon, tokens: list[Token], index: int, numbers: dict[int, Numbered], low: int
) -> _Head | None:
    token, noun = tokens[index], known.nouns[tokens[index].key]
    if noun.needs == "short":
        return _short_head(passage, token)
    if noun.type in ("resolution", "decision"):
        number = _number_behind(passage, tokens, index, numbers)
        if number:
            if number.type == "document":
                number = number._replace(type=noun.type)
            return _number_head(passage, known, number, read_name(passage, known, token, low, token.end))
    if noun.needs == "pointed" and not known.pointers.search(
        passage.text[max(low, token.start - 30) : token.start]
    ):
        return None
    if noun.needs == "one" and not _is_one(passage, known, token, low):
        return None
    if _belongs(passage, known, token):
        return None
    name = read_name(passage, known, token, low, _next_token(passage, known, tokens, index, numbers))
    if noun.needs == "whole":  # "Agenda 2063": only its last word is the noun
        name = name._replace(noun=name.noun + passage.text[name.noun : name.noun_end].rfind(" ") + 1)
    if not _is_reference(passage, known, token, name):
        return None
    return _name_head(passage, known, token, name)


def _is_one(passage: Passage, known: Lexicon, token: Token, low: int) -> bool:
    """Behind "a" or "an", an adjective between or not."""
    words = passage.text[max(low, token.start - 30) : token.start].split()[-2:]
    return any(known.one.fullmatch(word) for word in words)


def _number_behind(
    passage: Passage, tokens: list[Token], index: int, numbers: dict[int, Numbered]
) -> Numbered | None:
    """The number right behind the word resolution; the organ may stand between."""
    position, following = tokens[index].end, index + 1
    if following < len(tokens) and tokens[following].kind == "o":
        if passage.text[position : tokens[following].start].strip():
            return None
        position, following = tokens[following].end, following + 1
    if following not in numbers:
        return None
    beside = _NUMBER_SIGN.fullmatch(passage.text, position, numbers[following].start)
    return numbers[following] if beside else None


def _next_token(
    passage: Passage, known: Lexicon, tokens: list[Token], index: int, numbers: dict[int, Numbered]
) -> int:
    """Where the next place or number begins, which no title holds but as what it is about."""
    for place in range(index + 1, len(tokens)):
        if known.about_place.search(passage.text, tokens[index].end, tokens[place].start):
            continue
        if tokens[place].kind == "p" or place in numbers:
            return tokens[place].start
    return passage.end


def _number_head(passage: Passage, known: Lexicon, number: Numbered, name: Name | None) -> _Head:
    date = read_own_date(passage, known, number.end)
    kinds = ("NAME", "NUMBER") if name else ("NUMBER",)
    return _Head(
        (name.first if name.determiner else name.start) if name else number.start,
        date.end if date else number.end,
        (*kinds, "DATED") if date else kinds,
        number=number,
        type=number.type,
        date=date,
    )


def _short_head(passage: Passage, token: Token) -> _Head | None:
    """Letters that stand for an instrument; None where they name a body."""
    if passage.mention_over(token.start):
        return None
    start, end = token.start, token.end
    year = _OF_YEAR.search(passage.text, max(passage.start, start - _YEAR_BEFORE), start)
    first = year.start() if year else start  # "the 1982 UNCLOS"
    return _Head(first, end, ("NAME",), Name(first, first, start, end, end, end, "", None), short=True)


def _name_head(passage: Passage, known: Lexicon, token: Token, name: Name) -> _Head:
    kinds = [{"own": "OWN", "said": "SAID", "draft": "DRAFT"}.get(name.determiner, "")]
    kinds += ["NAME", "TITLE" if name.title_end > name.noun_end else "", "DATED" if name.date else ""]
    return _Head(
        name.start,
        name.end,
        tuple(kind for kind in kinds if kind),
        name=name,
        type=_type(passage, known, token, name),
        date=name.date,
    )


def _type(passage: Passage, known: Lexicon, token: Token, name: Name) -> str:
    """The row's type; a noun that counts only when pointed at has that of its capitalised form."""
    noun = known.nouns[token.key]
    words = passage.text[name.noun : name.noun_end]
    last = words.split()[-1]
    if noun.needs == "pointed" or (noun.type == "agreement" and last != words):
        return known.type_of(last.capitalize()) or noun.type
    return noun.type


def _is_reference(passage: Passage, known: Lexicon, token: Token, name: Name) -> bool:
    """Whether the noun stands for an instrument here: named enough, and no part of an organisation's name."""
    needs, text = known.nouns[token.key].needs, passage.text
    pointed = name.determiner in ("own", "said")
    numbered = name.date or known.numbered.search(text, name.noun_end, name.title_end)
    if needs == "pointed" or (needs == "number" and not numbered):
        return pointed
    if _is_small(passage, known, token) and not pointed:
        adjective = text[name.first : name.noun].split()[:1]
        if name.date is None and not (adjective and not known.plural_adjective.search(adjective[0])):
            return False
    if not pointed and (_is_generic(passage, known, name) or _is_told(passage, known, token, name)):
        return False
    if not name.bare or pointed:
        return needs not in _NAMED or not name.bare or pointed
    if needs in _NAMED:
        return False
    if known.language == "ar":
        if known.plural.search(text, name.noun, name.noun_end):
            return False
        word = text[token.start : token.end]
        compound = " ال" in word or (" " in word and known.nouns[token.key].type == "agreement")
        return compound or bool(_ARTICLE.match(word))
    if known.language == "ru":
        return text[token.start].isupper() or bool(known.also_small.search(text, token.start, token.end))
    word = text[token.start : token.end]
    before = text[max(passage.start, token.start - 6) : token.start]
    return word[0].islower() or bool(_THE.search(before))


def _is_generic(passage: Passage, known: Lexicon, name: Name) -> bool:
    """One or several instruments told by adjectives alone: the Azerbaijani-Armenian agreements, «اتفاقية دولية ملزمة»."""
    text = passage.text
    if name.bare or name.date:
        return False
    if known.any_text.fullmatch(text[name.noun_end : name.title_end].strip()):
        return True
    if not known.plural.search(text, name.noun, name.noun_end):
        return False
    behind = text[name.noun_end : name.title_end].split()
    if behind:
        return known.language == "ar" and all(word.startswith("ال") for word in behind)
    over = passage.mention_over(name.first)
    return over is not None and isinstance(over.row, Mention) and over.row.kind == "adjective"


def _is_told(passage: Passage, known: Lexicon, token: Token, name: Name) -> bool:
    """Any decision on a matter, of which the verb behind tells what is done: «Решение о вступлении принимается»."""
    if known.nouns[token.key].type != "decision" or name.date or known.stop_pattern is None:
        return False
    behind = _NEXT.match(passage.text, name.title_end, passage.end)
    return behind is not None and known.stop_pattern.match(behind[1].lower()) is not None


def _belongs(passage: Passage, known: Lexicon, token: Token) -> bool:
    """Whether the noun is part of a name of another kind: the World Food Programme, the Charter bodies."""
    if known.not_before.search(passage.text, max(passage.start, token.start - 40), token.start):
        return True
    if known.not_behind.match(passage.text, token.end, passage.end):
        return True
    over = passage.mention_over(token.word)
    return (
        over is not None
        and isinstance(over.row, Mention)
        and (over.start < token.start or over.end > token.end)
        and over.row.kind in ("organisation", "organ", "office")
    )


def _is_small(passage: Passage, known: Lexicon, token: Token) -> bool:
    """In small letters though its row asks for a capital: only a proper adjective or a date makes it a name."""
    if not known.small_behind_name or not passage.text[token.start].islower():
        return False
    return token.key in known.capital


# --- one reference -------------------------------------------------------------------------


def _reference(
    passage: Passage,
    known: Lexicon,
    items: list[_Head | Place],
    index: int,
    before: list[tuple[int, str]],
    behind: list[int],
    shapes: _Shapes,
) -> Reference:
    head = items[index]
    assert isinstance(head, _Head)
    kinds: list[str] = []
    rows: list[int] = []
    for place, join in before:
        kinds += ["PLACE", join]
        rows += [place, -1]
    kinds += head.kinds
    rows += [index] * len(head.kinds)
    for place in behind:
        kinds += ["COMMA", "PLACE"]
        rows += [-1, place]
    shape, order = shapes.read(tuple(kinds))
    places = [items[rows[one]] for one in order]
    return _filled(passage, known, head, shape, tuple(one for one in places if isinstance(one, Place)))


def _filled(
    passage: Passage, known: Lexicon, head: _Head, shape: str, places: tuple[Place, ...]
) -> Reference:
    name = head.name
    title_end = name.title_end if name else head.end
    first = name.first if name else head.start
    date = head.date.row if head.date else None
    value = date.value if isinstance(date, Date) else None
    parties = _parties(passage, head.start, head.end)
    type = known.bilateral.get(head.type, head.type) if len(parties) == 2 else head.type
    title = " ".join(passage.words(first, title_end).split()).strip(' «»“”"') or None
    annex = known.annexed.match(passage.text, head.end, passage.end) if head.number and not places else None
    if annex:  # "A/75/651, annex": a document has one, which bears no number
        places = (Place(annex.start(1), annex.end(1), "annex", ("",)),)
    if value is None and name and title and not head.number and (year := _YEAR.match(title)):
        value = year[0]
    return Reference(
        start=head.start,
        end=head.end,
        shape=shape,
        type=type,
        first=first,
        noun=name.noun if name else head.start,
        noun_end=name.noun_end if name else head.end,
        title_end=title_end,
        title=title,
        determiner=name.determiner if name else "",
        bare=name.bare if name else False,
        date=value,
        symbol=head.number.symbol if head.number else None,
        parties=parties,
        places=places,
        prospective=False,
        core=_core(passage, name) if name and not head.number else "",
        short=head.short,
    )


def _internal(found: Internal, shapes: _Shapes) -> Reference:
    """A reference to places of the text itself."""
    kinds: list[str] = []
    for join in (*found.joins, "OF"):
        kinds += ["PLACE", join]
    shape, order = shapes.read((*kinds, "HERE"))
    return Reference(
        start=found.start,
        end=found.end,
        shape=shape,
        type="document",
        first=found.start,
        noun=found.start,
        noun_end=found.end,
        title_end=found.end,
        title=None,
        determiner="",
        bare=True,
        date=None,
        symbol=None,
        parties=(),
        places=tuple(found.places[one // 2] for one in order),
        prospective=False,
        core="",
    )


def _core(passage: Passage, name: Name) -> str:
    """The words of a title without its noun (unless it has several words) and the names of its parties."""
    text, parts, start = passage.text, [], name.first
    if len(text[name.noun : name.noun_end].split()) == 1:
        parts.append(text[name.first : name.noun])
        start = name.noun_end
    for placed in passage.mentions_in(start, name.title_end):
        if start <= placed.start and placed.end <= name.title_end and _is_party(placed.row):
            parts.append(text[start : placed.start])
            start = placed.end
    return " ".join([*parts, text[start : name.title_end]])


def _is_party(row: Date | Mention) -> bool:
    """A state or its government, or both at once."""
    if not isinstance(row, Mention):
        return False
    return row.kind in ("state", "collective", "anaphor") or (row.party_id or "").endswith(".GOV")


def _parties(passage: Passage, start: int, end: int) -> tuple[str, ...]:
    """States and organisations named inside the reference, in text order."""
    rows = (placed.row for placed in passage.mentions_in(start, end))
    ids = [row.party_id for row in rows if isinstance(row, Mention) and row.kind in _PARTIES and row.party_id]
    return tuple(dict.fromkeys(ids))


# --- the grammar --------------------------------------------------------------------------


class _Kinds(Lexer):
    """Hands the kinds of a reference to the parser as they are, numbered."""

    def __init__(self, lexer_conf: Any) -> None:
        del lexer_conf

    def lex(self, data: Any) -> Iterator[LarkToken]:  # type: ignore[override]
        for place, kind in enumerate(data):
            yield LarkToken(kind, str(place))


@cache
def _parser(folders: tuple[Path, ...]) -> Lark:
    return build_lark("citation", folders, start="reference", lexer=_Kinds)


class _Shapes:
    """The shapes of the rows of kinds met so far: few, however many references there are."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._read: dict[tuple[str, ...], tuple[str, tuple[int, ...]]] = {}

    def read(self, kinds: tuple[str, ...]) -> tuple[str, tuple[int, ...]]:
        found = self._read.get(kinds)
        if found is None:
            found = self._read[kinds] = read_shape(kinds, self._folders)
        return found


_shapes = cache(_Shapes)


def read_shape(kinds: tuple[str, ...], folders: tuple[Path, ...]) -> tuple[str, tuple[int, ...]]:
    """own, said, draft, numbered or named, and where the places stand in `kinds`, from the outermost in."""
    tree = _parser(folders).parse(kinds)
    inside: list[list[int]] = []
    outside: list[int] = []
    shape = "named"
    for child in tree.children:
        if not isinstance(child, Tree):
            continue
        if child.data == "inside":
            inside.insert(0, _places(child))
        elif child.data == "outside":
            outside = _places(child)
        else:
            shape = str(child.data)
    return shape, tuple([place for group in inside for place in group] + outside)


def _places(tree: Tree[LarkToken]) -> list[int]:
    return [int(str(token)) for token in tree.scan_values(_is_place)]


def _is_place(token: object) -> bool:
    return isinstance(token, LarkToken) and token.type == "PLACE"

"""The names and numbers of instruments among the tokens of a passage, and the places of texts beside them.

An instrument is found by its noun or its number and read outwards from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from clausedb.model import Mention
from clausedb.parse.references.lexicon import Lexicon
from clausedb.parse.references.passages import Passage, Placed
from clausedb.parse.references.pinpoints import Place, read_place
from clausedb.parse.references.symbols import Numbered
from clausedb.parse.references.titles import Name, read_name, read_own_date
from clausedb.parse.scanner import NUMBER_SIGN, Token

_NUMBER_SIGN: Final = re.compile(NUMBER_SIGN)
_NAMED: Final = ("name", "one", "title")
_ARTICLE: Final = re.compile(r"[وف]?[بك]?(?:ال|لل)")
_NEXT: Final = re.compile(r"\s+(\w+)")
_THE: Final = re.compile(r"\b[Tt]he\s+[\"“«(]?$")
_OF_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d\s$")
_YEAR_BEFORE: Final = 6
"""Characters of a year and the blank behind it."""


class Head(NamedTuple):
    """A name or a number among the tokens; kinds are those of grammar/citation.lark."""

    start: int
    end: int
    kinds: tuple[str, ...]
    name: Name | None = None
    number: Numbered | None = None
    type: str = "document"
    date: Placed | None = None
    short: bool = False


def heads_and_places(
    passage: Passage, known: Lexicon, tokens: list[Token], numbers: dict[int, Numbered]
) -> Iterator[Head | Place]:
    """The names, numbers and places of a passage in text order; none overlaps another. `numbers` are by place of their token."""
    low = passage.start
    for index, token in enumerate(tokens):
        if token.start < low:
            continue
        item: Head | Place | None = None
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
) -> Head | None:
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
        if known.places.about_place.search(passage.text, tokens[index].end, tokens[place].start):
            continue
        if tokens[place].kind == "p" or place in numbers:
            return tokens[place].start
    return passage.end


def _number_head(passage: Passage, known: Lexicon, number: Numbered, name: Name | None) -> Head:
    date = read_own_date(passage, known, number.end)
    kinds = ("NAME", "NUMBER") if name else ("NUMBER",)
    return Head(
        (name.first if name.determiner else name.start) if name else number.start,
        date.end if date else number.end,
        (*kinds, "DATED") if date else kinds,
        number=number,
        type=number.type,
        date=date,
    )


def _short_head(passage: Passage, token: Token) -> Head | None:
    """Letters that stand for an instrument; None where they name a body."""
    if passage.mention_over(token.start):
        return None
    start, end = token.start, token.end
    year = _OF_YEAR.search(passage.text, max(passage.start, start - _YEAR_BEFORE), start)
    first = year.start() if year else start  # "the 1982 UNCLOS"
    return Head(first, end, ("NAME",), Name(first, first, start, end, end, end, "", None), short=True)


def _name_head(passage: Passage, known: Lexicon, token: Token, name: Name) -> Head:
    kinds = [{"own": "OWN", "said": "SAID", "draft": "DRAFT"}.get(name.determiner, "")]
    kinds += ["NAME", "TITLE" if name.title_end > name.noun_end else "", "DATED" if name.date else ""]
    return Head(
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
    if pointed or not name.bare:
        return True
    return needs not in _NAMED and _stands_alone(passage, known, token, name)


def _stands_alone(passage: Passage, known: Lexicon, token: Token, name: Name) -> bool:
    """Whether a noun with no words of its own stands for an instrument: "the Treaty", «Договор», «المعاهدة»."""
    text = passage.text
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
    if known.nouns[token.key].type != "decision" or name.date or known.titles.stop_pattern is None:
        return False
    behind = _NEXT.match(passage.text, name.title_end, passage.end)
    return behind is not None and known.titles.stop_pattern.match(behind[1].lower()) is not None


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

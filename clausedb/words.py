"""Text in, its words, stems, sentences and paragraphs out; the one meaning of "word" in the whole program.

Normal form of a word: NFKC, case folded, Arabic letter variants and ё unified, marks, tatweel and soft hyphens
dropped, decimal digits of any script as 0-9, a possessive 's off, and of an Arabic word the leading و, ف and ال off
(`grammar/ar/radicals.tsv` lists beginnings whose و belongs to the root). Offsets are code points. All is linear.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple
from zlib import crc32

from clausedb.fold import fold
from clausedb.language import load_grammar
from clausedb.span import Span
from clausedb.version import VERSION

_WORD: Final = re.compile(
    "[^\\W_][^\\W_\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200c\u200d\u2060]*"
    "(?:['’ʼʻ\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200c\u200d\u2060]+[^\\W_]+)*"
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]*"
)
_APOSTROPHES: Final = re.compile("['’ʼʻ]")
_ARABIC: Final = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_SHORTEST: Final = 3
"""Letters of an Arabic word that are left at least when a particle is taken off."""

_SURE: Final = 4
"""Letters of a stem that leave all but the last one as they are in the word."""
_BEGINNING: Final = 4
"""Letters of the beginning of a word that tell it from nearly all others."""

_STEMMERS: Final = "clausedb_stemmers"
_SNOWBALL: Final = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
    "tr": "turkish",
}


class Word(NamedTuple):
    """A word of a text: its normal form, and where it stands."""

    normal: str
    start: int
    end: int


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order. A hyphen parts words, an apostrophe inside a word does not."""
    return tuple(Word(normal(match.group()), match.start(), match.end()) for match in _WORD.finditer(text))


def normals(text: str) -> list[str]:
    """The normal forms of the words of a text, in order."""
    return list(map(normal, _WORD.findall(text)))


def as_printed(text: str) -> list[str]:
    """The words of a text as they stand there, in order; `normal` and `written` take them."""
    return _WORD.findall(text)


def word_starts(text: str) -> list[int]:
    """Where the words of a text begin, in order."""
    return [match.start() for match in _WORD.finditer(text)]


@lru_cache(maxsize=1 << 17)
def normal(word: str) -> str:
    """The normal form of one word."""
    return bare(written(word))


@lru_cache(maxsize=1 << 16)
def written(word: str) -> str:
    """The normal form of one word with its leading Arabic particles still on."""
    if word.isascii():
        plain = word.lower()
    else:
        plain = fold(unicodedata.normalize("NFKC", fold(word).text)).text.casefold()
        plain = "".join(_plain(sign) for sign in plain)
    if plain.endswith(("'s", "’s")):
        plain = plain[:-2]
    return _APOSTROPHES.sub("", plain)


def _plain(sign: str) -> str:
    """A sign without marks of its own and with its decimal digit in ASCII."""
    if sign.isdecimal():
        return str(unicodedata.digit(sign))
    return "" if unicodedata.category(sign) == "Mn" else sign


def bare(word: str) -> str:
    """A written form without leading و, ف and ال; at least three letters are left."""
    return peeled(word)[-1]


def peeled(word: str) -> tuple[str, ...]:
    """A written form, then the same without one leading particle after the other; one form where it has none."""
    forms = [word]
    while word and _ARABIC.match(word):
        if word.startswith("ال") and len(word) >= 2 + _SHORTEST:
            word = word[2:]
        elif _led(word):
            word = word[1:]
        else:
            break
        forms.append(word)
    return tuple(forms)


def _led(word: str) -> bool:
    """Whether a conjunction stands at the head of an Arabic word."""
    if word.startswith(("وال", "فال")) and len(word) >= 3 + _SHORTEST:
        return True
    return word[0] == "و" and len(word) > _SHORTEST and not word.startswith(_radicals())


@cache
def _radicals() -> tuple[str, ...]:
    return tuple(fold(row["beginning"]).text for row in load_grammar().pack("ar").rows("radicals"))


# --- stems --------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 17)
def stem(word: str, language: str) -> str:
    """The stem of a normal word in a text of that language; the word itself where none is known.

    A word in another script than the language's is stemmed as the usual language of its script; an empty
    language stands for that too.
    """
    stemmer = _stemmer(spoken(word, language))
    if stemmer is None or len(word) < 3:
        return word
    found: str = stemmer.stemWord(word)
    for ending, becomes in _endings(spoken(word, language)):
        if found.endswith(ending) and len(found) > len(ending) + 1:
            return found[: -len(ending)] + becomes
    return found


def beginning(stemmed: str) -> str:
    """Letters with which all words begin that have this stem in a text of no known language; none where that is not sure."""
    if not stemmed.isascii():
        return ""  # Of Arabic words something is taken off at the head.
    if stemmed.isdecimal():
        return stemmed
    # English ends are replaced, not only taken off: parties and parti, dying and die.
    return stemmed[:1] if len(stemmed) < _SURE else stemmed[: min(len(stemmed) - 1, _BEGINNING)]


def spoken(word: str, language: str) -> str:
    """The language by whose rules a word is stemmed."""
    if _ARABIC.match(word):
        return language if language in ("ar", "fa", "ur") else "ar"
    if _CYRILLIC.match(word):
        return language if language in ("ru", "uk", "kk", "be", "bg", "sr", "ky", "tg", "mn") else "ru"
    return language if language not in ("", "ru", "ar", "uk", "kk", "fa", "zh") else "en"


@cache
def _stemmer(language: str) -> Any:
    """The snowball stemmer of a language or None. It is imported here: most queries need none."""
    name = _SNOWBALL.get(language)
    if name is None:
        return None
    return getattr(_stemmers(name), f"{name.capitalize()}Stemmer")()


def _stemmers(name: str) -> ModuleType:
    """The module of the library with one stemmer.

    The library itself imports those of all its languages, which takes a third of the time of a short question: its folder
    is a package of another name here, of which only what is asked for is read.
    """
    if _STEMMERS not in sys.modules:
        spec = find_spec("snowballstemmer")
        if spec is None or spec.submodule_search_locations is None:
            raise ModuleNotFoundError("snowballstemmer")
        package = ModuleType(_STEMMERS)
        package.__path__ = list(spec.submodule_search_locations)
        sys.modules[_STEMMERS] = package
    return import_module(f"{_STEMMERS}.{name}_stemmer")


@cache
def _endings(language: str) -> tuple[tuple[str, str], ...]:
    grammar = load_grammar()
    if language not in grammar.languages:
        return ()
    return tuple((row["ending"], row["becomes"]) for row in grammar.pack(language).rows("stems"))


@cache
def word_rules() -> str:
    """Changes with whatever says what a word and its stem are: this program, the stemmers, the tables of the grammar."""
    grammar = load_grammar()
    tables = [grammar.pack(language).rows("stems") for language in grammar.languages]
    told = repr((VERSION, _stemmers_version(), unicodedata.unidata_version, tables, _radicals()))
    data = told.encode()
    # Two sums that zlib makes: to load what makes a better one takes as long as a short question's SELECT.
    return f"{crc32(data):08x}{crc32(data[::-1]):08x}"


def _stemmers_version() -> str:
    """The version of the stemmers, read off the name of the folder that pip keeps beside them.

    `importlib.metadata` looks it up in the same place, but takes a fifth of the time of a short question to load.
    """
    spec = find_spec("snowballstemmer")
    if spec is not None and spec.origin is not None:
        for folder in sorted(Path(spec.origin).parent.parent.glob("snowballstemmer-*.dist-info")):
            return folder.name.removeprefix("snowballstemmer-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version("snowballstemmer")


# --- sentences and paragraphs -------------------------------------------------------------

_STOPS: Final = re.compile(r"[.!?…؟。]+")
_CLOSERS: Final = "\"'”’»“)]}"
_BLANK_LINE: Final = re.compile(r"\n[ \t\r\f\v\u00a0\u200e\u200f]*\n\s*")
_LAST_WORD: Final = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_FIRST_SIGN: Final = re.compile(r"\s*[\"'“”‘’«»„(\[—–\-\u200e\u200f\s]*")
_REACH: Final = 24
"""How far back an abbreviation is looked for, in code points."""


def paragraphs(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The stretches of text[start:end] between blank lines, in order, without blanks at either end."""
    end = len(text) if end is None else end
    found: list[Span] = []
    for match in _BLANK_LINE.finditer(text, start, end):
        _trim(found, text, start, match.start())
        start = match.end()
    _trim(found, text, start, end)
    return tuple(found)


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of text[start:end], in order, without blanks at either end; none crosses a blank line.

    A full stop ends one unless it belongs to an abbreviation (`grammar/<language>/abbreviations.tsv`), an
    initial or a number at the head, or a small letter follows. Closing quotes belong to the sentence they close.
    """
    found: list[Span] = []
    for paragraph in paragraphs(text, start, end):
        begin = paragraph.start
        for match in _STOPS.finditer(text, paragraph.start, paragraph.end):
            if match.end() <= begin:
                continue
            close = _closed(text, match.end(), paragraph.end)
            if close < paragraph.end and _ends(text, begin, match.start(), match.end(), close):
                _trim(found, text, begin, close)
                begin = close
        _trim(found, text, begin, paragraph.end)
    return tuple(found)


def _trim(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))


def _closed(text: str, position: int, end: int) -> int:
    """Behind the closing quotes and brackets that follow a stop."""
    while position < end and text[position] in _CLOSERS:
        position += 1
    # A stop that stands alone behind a closed quote ends that sentence and starts none: `peace.” .`
    rest = re.compile(r"[ \t]*[.!?…؟](?=\s|$)").match(text, position, end)
    return rest.end() if rest else position


def _ends(text: str, begin: int, start: int, stop: int, close: int) -> bool:
    """Whether the stop at [start, stop), closed at `close`, ends the sentence that begins at `begin`."""
    if not text[close].isspace():
        return False
    match = _FIRST_SIGN.match(text, close)
    following = text[match.end() : match.end() + 1] if match else ""
    if following.islower():
        return False
    if text[start:stop] != "." or close > stop:
        return True
    return not _abbreviated(text, begin, start, following)


def _abbreviated(text: str, begin: int, start: int, following: str) -> bool:
    """Whether the full stop at `start` belongs to the word before it."""
    match = _LAST_WORD.search(text, max(begin, start - _REACH), start)
    if match is None:
        return False
    word = match.group()
    if not text[begin : match.start()].strip(" \t\n\"'“«(") and (word.isdigit() or len(word) <= 2):
        return True  # the number of a list item: "12. The Parties", "a. to"
    if len(word) == 1 and word.isupper():
        return True  # an initial
    role = _abbreviations().get(word.casefold())
    if role == "either":
        before = text[max(begin, match.start() - 6) : match.start()].rstrip()
        role = "tail" if before[-1:].isdigit() or before.endswith((".", "-", "–")) else "head"
    if role == "number":
        return following.isdigit() or following.isupper()
    return role == "head" or (role == "tail" and following.isdigit())


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviation (folded, without its last stop) -> role, of all languages: they seldom clash across scripts."""
    grammar = load_grammar()
    found: dict[str, str] = {}
    for language in grammar.languages:
        for row in grammar.pack(language).rows("abbreviations"):
            found[row["word"].casefold()] = row["role"]
    return found


def unit_of(units: tuple[Span, ...], position: int) -> int:
    """Index of the unit that holds a position, or the one before it; -1 before the first."""
    return bisect_right(units, position, key=lambda unit: unit.start) - 1

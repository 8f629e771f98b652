"""The name of an instrument around its noun: "Vienna" before it, "on Diplomatic Relations of 18 April 1961" behind.

Words are taken in until one comes that no title has: a stop word of the language, a full stop, in a capitalised title a word in
small letters, "and the" before another instrument. What links words is dropped again at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from clausedb.model import Date
from clausedb.parse.references.lexicon import Lexicon
from clausedb.parse.references.passages import Passage, Placed
from clausedb.parse.scanner import Token

_FEW_WORDS: Final = 16
_MOST_WORDS: Final = 60
_LONGEST_LINK: Final = 3
"""Letters of the longest Russian preposition or pronoun in a title, but for those that open one."""
_AHEAD: Final = 9
"""Words behind the last of a title that tell whether it goes on."""
_FURTHER: Final = 7
"""Words behind "and" among which the noun of another instrument is looked for."""
_BEFORE: Final = 90
"""Characters before a noun in which words of its name stand."""
_ENDING: Final = 5
"""Letters of a noun that tell its number."""
_SMALL: Final = frozenset(("The", "This", "These", "A", "An", "In", "Under", "That", "Such", "Its"))
"""Words that have a capital only because they open a sentence."""
_LINKING: Final = ("and", "of", "for", "on", "de")
_WORD: Final = re.compile(r"\S+")
_NOTE: Final = re.compile(
    r"(?<=[,.;:،])\d{1,3}$|(?<=[^\W\d_])\d{1,3}(?=[,.;]?$)|(?<=[-–—/](?:19|20)\d\d)\d{1,2}(?=[,.;]?$)"
    r"|(?<=[^\W\d_])\(\d{1,3}\)(?=[,.;،؛]?$)"
)
"""A footnote mark glued to a word."""
_ROMAN: Final = re.compile(r"[IVX]{1,5}")
_THE: Final = "the "
_LETTERS: Final = re.compile(r"(?:\b[^\W\d_]\.){2,}$")
"""Letters with stops, whose last ends no sentence in a title: U.S."""
_DATED: Final = 150
"""Characters between a name and its date: opened for signature at Vienna on the."""
_BREAK: Final = re.compile(r"\n\s*\n")
_LETTERED: Final = re.compile(r"\([A-Z][\w-]+\)")
"""Letters in brackets that stand for the words before them."""
_OPENING: Final = "«“\"„'‘("
_CLOSING: Final = "»”\"'’),;:.،؛!?…"
_ENDS: Final = ".;:!?؛…"
_COMMAS: Final = ",،"
_SHUT: Final = tuple(_ENDS + _COMMAS + ")»”")
_QUOTES: Final = {"«": "»", "“": "”", "„": "“", '"': '"', "”": "“"}
_EXACT: Final = ("day", "month", "year", "time")


class Name(NamedTuple):
    """Where the parts of a name stand; equal start and end where a part is missing."""

    start: int
    """First character, with a determiner that belongs to the reference (this, a)."""
    first: int
    """First character of the name itself, with capitalised words before the noun."""
    noun: int
    noun_end: int
    title_end: int
    end: int
    determiner: str
    """own, said, draft, one or empty."""
    date: Placed | None

    @property
    def bare(self) -> bool:
        """The noun alone, with no word that tells which."""
        return self.first == self.noun and self.title_end == self.noun_end and self.date is None


def read_name(passage: Passage, lexicon: Lexicon, token: Token, low: int, high: int) -> Name:
    """The name around a noun; words before `low` and from `high` on belong to others."""
    noun = _noun(passage.text, token)
    first = _first(passage, lexicon, noun, token.end, low)
    start, determiner = _determiner(passage, lexicon, min(first, token.start), low, token.end)
    if high <= token.end:
        return Name(start, first, noun, token.end, token.end, token.end, determiner, None)
    title_end = token.end if determiner == "own" else _title_end(passage, lexicon, token.end, high)
    period = lexicon.titles.period.match(passage.text, title_end, passage.end)
    if period:
        title_end = period.end()
    date = read_own_date(passage, lexicon, title_end)
    if date and _is_of_inner(passage, lexicon, token.end, title_end):
        title_end = date.end  # «Протокол о внесении изменений в Соглашение … от 21 февраля 1996 года»
        date = None
    return Name(start, first, noun, token.end, title_end, date.end if date else title_end, determiner, date)


def _is_of_inner(passage: Passage, lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether the title names another instrument that this one changes, whose the date behind it is."""
    for token in lexicon.scanner.find(passage.text, start, end):
        if token.kind == "n" and lexicon.titles.changes.search(passage.text, start, token.start):
            return True
    return False


def _noun(text: str, token: Token) -> int:
    """Where the noun begins without its clitics, but with its article."""
    article = token.word - 2
    return article if article >= token.start and text[article : token.word] == "ال" else token.word


# --- before the noun ----------------------------------------------------------------------


def _words_before(text: str, low: int, end: int) -> Iterator[tuple[int, int]]:
    """Up to eight words right before a position, nearest first."""
    low = max(low, end - _BEFORE)
    piece = text[low:end]
    position = len(piece)
    for word in piece.split()[:-9:-1]:
        position = piece.rfind(word, 0, position)
        yield low + position, low + position + len(word)


def _first(passage: Passage, lexicon: Lexicon, noun: int, noun_end: int, low: int) -> int:
    """Where capitalised words before the noun begin: Alma-Ata Declaration, 1951 Convention, Charter of Paris."""
    if lexicon.language == "ar":
        return noun
    text, first, pending, linked = passage.text, noun, noun, False
    if _is_small(text[max(low, noun - _BEFORE) : noun]):
        return noun
    for start, end in _words_before(text, low, noun):
        word = text[start:end]
        listed = word[-1] == "," and linked and lexicon.plural.search(text[noun:noun_end])
        if (
            word[-1] in _CLOSING and not (word[-1] in "’'" or word[:1] in _OPENING or listed)
        ) or _BREAK.search(text, end, noun):
            break
        if _LETTERED.fullmatch(word):
            pending = start  # "Nuclear Weapon-Free Zone (SEANWFZ) Treaty"
            continue
        bare = word.lstrip(_OPENING)
        if lexicon.language == "ru":
            if not (
                bare[:1].isupper() and lexicon.titles.adjective.fullmatch(bare.lower())
            ) or lexicon.own.fullmatch(bare):
                break
        elif bare in _LINKING and first == pending:
            pending, linked = start, linked or (bare == "and" and first != noun)
            continue
        elif not _names(bare) or bare in _SMALL:
            break
        if _opens_sentence(text, start, passage.start) and _is_verb(
            bare, first != noun or text[noun].islower()
        ):
            break
        first = pending = start + len(word) - len(bare)
        if bare != word:
            break
    return first


def _is_small(before: str) -> bool:
    """Whether the last word is in small letters and none that links capitalised ones."""
    found = before.rsplit(None, 1)
    return not found or (found[-1][0].islower() and found[-1] not in _LINKING)


def _is_verb(word: str, before_name: bool) -> bool:
    """A capitalised word that only opens the sentence: Recalling, Welcomes (but not Paris right before the noun)."""
    return word != "United" and word.endswith(("ing", "ed", "s") if before_name else ("ing", "ed"))


def _names(word: str) -> bool:
    """Capitalised, or a year."""
    return word[:1].isupper() or (word[:2] in ("19", "20") and len(word) == 4 and word.isdecimal())


def _opens_sentence(text: str, position: int, low: int) -> bool:
    before = text[max(low, position - 3) : position].rstrip()
    return not before or before[-1] in _ENDS


def _determiner(passage: Passage, lexicon: Lexicon, first: int, low: int, noun: int) -> tuple[int, str]:
    """Where the reference starts and by which word: this, the said, a draft, a."""
    low = max(low, first - _BEFORE)
    before = passage.text[low:first]
    words = before.split()[-2:]
    position, piece = len(before), ""
    for word in reversed(words):
        position = before.rfind(word, 0, position)
        bare = word.lstrip(_OPENING)
        phrase = f"{bare} {piece}" if piece else bare
        match = lexicon.titles.determiner.fullmatch(phrase)
        start = low + position + len(word) - len(bare)
        if match and match.lastgroup and not _is_plural_pointed(passage, lexicon, phrase, noun):
            return start, match.lastgroup
        if not piece and lexicon.one.fullmatch(phrase):
            return start, "one"
        piece = word
    return first, ""


def _is_plural_pointed(passage: Passage, lexicon: Lexicon, word: str, noun_end: int) -> bool:
    """ "that agreements ...": a conjunction before a plural."""
    if lexicon.titles.singular is None or not lexicon.titles.singular.fullmatch(word):
        return False
    return bool(lexicon.plural.search(passage.text, max(0, noun_end - _ENDING), noun_end))


# --- behind the noun ----------------------------------------------------------------------


def _title_end(passage: Passage, lexicon: Lexicon, position: int, high: int) -> int:
    text = passage.text
    if text[position : position + 1] in (*_SHUT, '"'):
        return position
    first = _WORD.search(text, position, high)
    if first is None:
        return position
    quoted = _quoted(text, first.start(), high)
    if quoted:
        return quoted
    if not _opens(text, first.span(), lexicon, passage):
        return position
    for most in (_FEW_WORDS, _MOST_WORDS):
        words = _next_words(text, position, high, most)
        title = _Title(passage, lexicon, words, position)
        end = title.end()
        if len(words) < most or title.read < most - _AHEAD:
            break
    return end


def _next_words(text: str, position: int, end: int, most: int) -> list[tuple[int, int]]:
    found = _WORD.finditer(text, position, min(end, position + 700))
    return [match.span() for match in islice(found, most)]


def _quoted(text: str, start: int, limit: int) -> int | None:
    """The end of a title in quotation marks that begins there."""
    close = _QUOTES.get(text[start])
    if close is None:
        return None
    end = text.find(close, start + 1, min(limit, start + 300))
    return end + 1 if end > 0 else None


def _opens(text: str, first: tuple[int, int], lexicon: Lexicon, passage: Passage) -> bool:
    """Whether the first word behind the noun can open a title."""
    start, end = first
    word = text[start:end].strip(_OPENING + _CLOSING)
    if lexicon.language == "ar":
        opens = _opens_arabic(word, lexicon)
    else:
        numbered = _ROMAN.fullmatch(word) is not None  # "Protocol III to the Treaty"
        opens = word.lower() in lexicon.titles.openers or numbered
        opens = opens or (lexicon.language == "ru" and word[:1].isupper())
    if not opens or passage.date_at(start):
        return False
    return not _BREAK.search(text, max(0, start - 3), start)


def _opens_arabic(word: str, lexicon: Lexicon) -> bool:
    if word in lexicon.titles.stops or (
        lexicon.titles.stop_pattern and lexicon.titles.stop_pattern.match(word)
    ):
        return False
    if lexicon.titles.not_first and lexicon.titles.not_first.match(word):
        return False
    return "\u0621" <= word[:1] <= "\u064a"


class _Title:
    """Walks the words of a title until it ends."""

    def __init__(
        self, passage: Passage, lexicon: Lexicon, words: list[tuple[int, int]], position: int
    ) -> None:
        self.passage, self.lexicon, self.words = passage, lexicon, words
        self.text = passage.text
        self.last = position
        self.read = 0
        """Words looked at."""
        self.capitals: bool | None = None
        self.paired = False
        dates = passage.dates_in(position, words[-1][1]) if words else ()
        self.dated = {one.start for one in dates if isinstance(one.row, Date) and one.row.precision in _EXACT}
        """Where dates begin: such a date is the instrument's, no part of the title; a range of years is one."""

    def end(self) -> int:
        """Behind the last word of the title that is more than a link."""
        closes = ""
        for place, (start, end) in enumerate(self.words):
            self.read = place
            word = self.text[start:end]
            if word[-1:].isdigit() or word[-2:-1].isdigit() or word[-3:-2].isdigit():
                word = _NOTE.sub("", word)
            noted = start + len(word) < end
            bare = word.strip(_OPENING + _CLOSING)
            if closes:
                if closes in word:
                    closes = ""
                kept = word.rstrip(_ENDS + _COMMAS)
                self.last = end - len(word) + len(kept) if kept else self.last
                continue
            if self._stops(place, start, word, bare):
                break
            if word[0] in _QUOTES and _QUOTES[word[0]] not in word[1:]:
                closes = _QUOTES[word[0]]
            self._take(start, end, word, bare)
            ends = word[-1] in _ENDS and not _LETTERS.search(word)
            ends = ends or (word.endswith(")") and "(" not in word)  # of an alias: "(Treaty of Pelindaba)"
            if noted or ends or (word[-1] in _COMMAS and not self._goes_on(place)):
                break
        return self.last

    def _take(self, start: int, end: int, word: str, bare: str) -> None:
        lower = bare.lower()
        if lower in self.lexicon.titles.pairs:
            self.paired = True
        if self.lexicon.language == "ru" and lower in self.lexicon.titles.openers:
            self.capitals = False
        elif self.paired and lower in self.lexicon.titles.openers and lower not in ("of", "and", "in"):
            self.capitals = None
        if not bare or (lower in self.lexicon.titles.links and not self._is_noun(bare)):
            return
        if self.capitals is None and self.lexicon.language != "ar":
            self.capitals = bare[:1].isupper()
        self.last = start + len(word.rstrip(_ENDS + _COMMAS + ")"))
        if "(" in word and ")" in word:
            self.last = start + len(word.rstrip(_ENDS + _COMMAS))

    def _is_noun(self, bare: str) -> bool:
        """A noun among the Russian words that link others: «глав правительств», «Содружества Независимых Государств»."""
        small = len(bare) <= _LONGEST_LINK or bare.lower() in self.lexicon.titles.openers
        return self.lexicon.language == "ru" and not small

    def _stops(self, place: int, start: int, word: str, bare: str) -> bool:
        lower = bare.lower()
        if (
            place
            and start > self.words[place - 1][1] + 1
            and _BREAK.search(self.text, self.words[place - 1][1], start)
        ):
            return True
        if word[0] == "(" or lower in self.lexicon.titles.stops or start in self.dated:
            return True
        if lower in self.lexicon.titles.links and self.lexicon.titles.stop_phrase.match(self.text, start):
            return True
        pattern = self.lexicon.titles.stop_pattern
        if pattern and place and pattern.match(lower) and not self._is_before_noun(place - 1):
            return True
        if lower in ("and", "or", "и", "و") or (
            self.lexicon.language == "ar" and bare[:1] == "و" and len(bare) > 3
        ):
            return self._parts(place, bare)
        if lower == "to" and not self._next_capital(place):
            return True
        small = (
            bare[:1].islower() and lower not in self.lexicon.titles.links and not self._is_described(place)
        )
        return bool(self.capitals and small and lower not in self.lexicon.titles.openers)

    def _is_before_noun(self, place: int) -> bool:
        """A preposition, behind which a noun may look like a verb: «الاتفاقية الإطارية بشأن تغير المناخ»."""
        return self.text[slice(*self.words[place])] in self.lexicon.titles.before_noun

    def _is_described(self, place: int) -> bool:
        """A Russian word behind an adjective is its noun, small letters or not: «Решение Комиссии Таможенного союза»."""
        if self.lexicon.language != "ru" or not place:
            return False
        before = self.text[slice(*self.words[place - 1])].lower()
        return self.lexicon.titles.adjective.fullmatch(before) is not None

    def _parts(self, place: int, bare: str) -> bool:
        """Whether "and" leads out of the title: to another instrument, or to a new phrase."""
        if self.lexicon.language == "ar":
            noun = self.lexicon.scanner.first(self.text, *self.words[place])
            return noun is not None and noun.kind in "no"
        if place + 1 >= len(self.words):
            return True
        following = [self.text[a:b].strip(_OPENING + _CLOSING) for a, b in self.words[place + 1 : place + 7]]
        if self._names_instrument(place):
            return True
        if self.paired:
            return False
        if following[0].lower() in self.lexicon.titles.determiners:
            return not (self.capitals and len(following) > 1 and following[1][:1].isupper())
        return bool(
            self.capitals
            and following[0][:1].islower()
            and following[0].lower() not in self.lexicon.titles.links
        )

    def _names_instrument(self, place: int) -> bool:
        """Another instrument's noun stands within the next capitalised words."""
        start = self.words[place + 1][0]
        further = self.words[place + 1 : place + 1 + _FURTHER]
        closed = (one for _, one in further if self.text[one - 1] in _ENDS + _COMMAS)
        end = next(closed, further[-1][1])
        for token in self.lexicon.scanner.find(self.text, start, end):
            if token.kind == "n" and self.lexicon.nouns[token.key].needs != "pointed":
                between = self.text[start : token.start].split()
                return all(
                    one[:1].isupper() or one.lower() in self.lexicon.titles.determiners for one in between
                )
        return False

    def _next_capital(self, place: int) -> bool:
        for a, b in self.words[place + 1 : place + 3]:
            word = self.text[a:b].lstrip(_OPENING)
            if word[:1].isupper():
                return True
            if word.lower() not in self.lexicon.titles.links:
                return False
        return False

    def _goes_on(self, place: int) -> bool:
        """A comma inside a title: a list in small letters, or more capitalised words, then "and" or "or"."""
        if self.lexicon.titles.series.match(self.text, self.words[place][0], self.passage.end):
            return True
        if not self.capitals:
            return False
        for a, b in self.words[place + 1 : place + 8]:
            word = self.text[a:b]
            bare = word.strip(_OPENING + _CLOSING)
            if bare in ("and", "or"):
                return True
            if (
                not (bare[:1].isupper() or bare in self.lexicon.titles.links)
                or word[-1] in _ENDS
                or bare == "the"
            ):
                return False
        return False


def read_own_date(passage: Passage, lexicon: Lexicon, position: int) -> Placed | None:
    """The instrument's own date right behind its name: of 18 April 1961, signed in Minsk on ..."""
    if not passage.layer.dates.any_between(position + 1, position + _DATED):
        return None
    for pattern in (lexicon.titles.dated, lexicon.titles.dated_at):
        match = pattern.match(passage.text, position, passage.end)
        date = passage.date_at(match.end()) if match and match.end() > position else None
        if (
            match and date is None and match[0].endswith(_THE)
        ):  # "on the seventh day of": it belongs to the date
            date = passage.date_at(match.end() - len(_THE))
        if date and isinstance(date.row, Date) and date.row.precision in _EXACT and date.row.date_from:
            return date
    return None

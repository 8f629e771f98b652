"""Where known words stand in a text: names of states and bodies, words for offices, nouns for several parties.

Tables of a language in, islands out: pieces of the folded text in order, the longest at each place, none overlapping.
A name is looked for only where its first word stands, so the cost hardly grows with the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import methodcaller
from typing import Final

from clausedb.fold import fold
from clausedb.gazetteer import load_gazetteer
from clausedb.language import Grammar

_PARTICLES: Final = [
    "ال",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "لل",
    "وال",
    "فال",
    "بال",
    "كال",
    "وب",
    "ول",
    "وك",
    "ولل",
    "وبال",
    "فب",
    "فل",
]
"""What an Arabic word may begin with: the article, and, so, by, for, like; in the order they are tried."""
_CAPITALISED: Final = r"[A-Z][^\W\d_]*(?:'[^\W\d_]+|\.[A-Z]\b)*"
_WORDS: Final = {
    "en": re.compile(_CAPITALISED),
    "ru": re.compile(r"[\u0400-\u04ffA-Z][\u0400-\u04ff\w]*"),
    "ar": re.compile(r"[\u0621-\u064a]+"),
}


@dataclass(frozen=True, slots=True)
class Island:
    """A known piece of the folded text."""

    start: int
    end: int
    kind: str
    """A mention kind (state, capital, adjective, organisation, organ, office), or head, collective, side, anaphor."""
    ids: tuple[str, ...]
    """Party ids; of a head its role; of a collective what it asks for."""
    plural: bool = False
    parts: tuple[Island, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether its ids are those of parties: not a bare office word, nor a collective that asks for some."""
        return self.kind != "head" and bool(self.ids) and self.ids[0][0].isupper()


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    ids: tuple[str, ...]
    plural: bool
    cased: str
    """exact, capital (the first letter is one) or any."""
    form: str


@dataclass(slots=True)
class NameIndex:
    """The known words of one language."""

    language: str
    words: re.Pattern[str]
    small: re.Pattern[str] | None = None
    entries: dict[str, dict[str, list[_Entry]]] = field(default_factory=dict)
    """First word -> the whole form, its words joined by blanks -> what it means."""
    homographs: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = field(default_factory=dict)
    """Form -> what has to stand before it, and what must not stand behind it."""
    compiled: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def islands(self, text: str) -> list[Island]:
        """What stands in the folded text."""
        found: list[Island] = []
        end = 0
        for match in self._words(text):
            if match.start() < end or (self.language != "ar" and not self._begins(match[0])):
                continue
            one = self._at(text, match.start(), match[0])
            if one is not None:
                found.append(one)
                end = one.end
        return found

    def _words(self, text: str) -> Iterable[re.Match[str]]:
        """Words at which a name may begin, in text order."""
        if self.small is None:
            return self.words.finditer(text)
        found = list(self.words.finditer(text))
        found += [
            one for one in self.small.finditer(text) if not text[one.start() - 1 : one.start()].isalnum()
        ]
        found.sort(key=methodcaller("start"))
        return found

    def _begins(self, word: str) -> bool:
        small = word.casefold()
        return small in self.entries or "'" in word or "." in word

    def _at(self, text: str, start: int, word: str) -> Island | None:
        for skipped, first in self._firsts(word):
            if first in self.entries:
                one = self._longest(text, start + skipped, start + skipped + len(first), first)
                if one is not None:
                    return one
        return None

    def _firsts(self, word: str) -> Iterator[tuple[int, str]]:
        """What a name may begin with here: the word, in Arabic also without its particles."""
        if self.language != "ar":
            yield 0, word.casefold()
            if "'" in word:
                yield 0, word.casefold().partition("'")[0]
            if "." in word:
                yield 0, f"{word.casefold()}."
            return
        yield 0, word
        for prefix in _PARTICLES:
            if word.startswith(prefix) and len(word) - len(prefix) >= 2:
                yield len(prefix), word[len(prefix) :]

    def _longest(self, text: str, start: int, first_end: int, first: str) -> Island | None:
        pattern = self.compiled.get(first)
        if pattern is None:
            pattern = self.compiled[first] = _continuations(self.entries[first], self.language)
        match = pattern.match(text, start)
        while match is not None:
            surface = match[0]
            key = _key(surface, self.language)
            for entry in self.entries[first].get(key, ()):
                if _fits(entry, surface) and self._stands(key, text, start, match.end()):
                    return Island(start, match.end(), entry.kind, entry.ids, entry.plural)
            shorter = _shorter(surface)
            match = pattern.match(text, start, start + shorter) if shorter else None
        return None

    def _stands(self, key: str, text: str, start: int, end: int) -> bool:
        """Whether the words around a form that is also a common word let it be a name."""
        if key not in self.homographs:
            return True
        before, behind = self.homographs[key]
        return before.search(text[max(0, start - 40) : start]) is not None and not behind.match(text, end)


def _shorter(surface: str) -> int:
    """Length of the surface without its last word; 0 where it is one word."""
    cut = max(surface.rfind(sign) for sign in " \n\t-–")
    return max(cut, 0)


def _key(surface: str, language: str) -> str:
    words = re.split(r"[\s‐-―-]+", surface.casefold())
    return (
        " ".join(_bare(word) if at else word for at, word in enumerate(words))
        if language == "ar"
        else " ".join(words)
    )


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _fits(entry: _Entry, surface: str) -> bool:
    if entry.cased == "exact":
        return surface == entry.form
    return entry.cased == "any" or surface[0].isupper()


def _continuations(forms: dict[str, list[_Entry]], language: str) -> re.Pattern[str]:
    """Matches any of the forms, the longest first; blanks and hyphens are one."""
    joint = r"(?:\s+|[‐-―-]\s?)" + ("(?:ال)?" if language == "ar" else "")
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    one = "|".join(joint.join(map(re.escape, form.split(" "))) for form in ordered)
    return re.compile(rf"(?:{one})(?![\w])", re.I)


# --- building -----------------------------------------------------------------------------


@cache
def name_index(grammar: Grammar, language: str) -> NameIndex:
    """The index of a language: its names, offices and collectives."""
    pack = grammar.pack(language)
    index = NameIndex(language, _WORDS[language])
    ambiguous = load_gazetteer(grammar)
    for row in pack.rows("names"):
        for form in row["forms"].split("|"):
            meant = ambiguous.lookup(form) if row["kind"] == "state" else (row["party_id"],)
            _add(index, form, row["kind"], meant, False)
    for row in pack.rows("offices"):
        for name, plural in (("forms", False), ("plurals", True)):
            for form in filter(None, row[name].split("|")):
                _add(index, form, "head", (row["role"],), plural)
    for row in pack.rows("collectives"):
        for form in row["forms"].split("|"):
            _add(index, form, row["kind"], (row["asks"],), True)
    for row in pack.rows("homographs"):
        conditions = re.compile(row["only_after"]), re.compile(row["not_before"] or "(?!)")
        index.homographs[_key(fold(row["form"]).text, language)] = conditions
    index.small = _small_words(index)
    return index


def _add(index: NameIndex, form: str, kind: str, ids: tuple[str, ...], plural: bool) -> None:
    folded = fold(form).text
    if index.language == "ar" and kind != "head":
        folded = " ".join(_bare(word) for word in folded.split(" "))
    key = _key(folded, index.language)
    letters = folded.replace(".", "")
    exact = letters.isupper() and len(letters) <= 8 and " " not in letters
    cased = "exact" if exact else "capital" if folded[0].isupper() and kind != "head" else "any"
    entry = _Entry(kind, ids, plural, cased, folded)
    index.entries.setdefault(key.split(" ")[0], {}).setdefault(key, []).append(entry)


def _small_words(index: NameIndex) -> re.Pattern[str] | None:
    """English names are capitalised, so of its small words only those of offices and collectives are tried.

    Literals only, the search for which is fast; where a word begins is seen to afterwards.
    """
    if index.language != "en":
        return None
    small = {
        first
        for first, forms in index.entries.items()
        for found in forms.values()
        for one in found
        if one.cased == "any"
    }
    ordered = sorted(small, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, ordered))})(?![^\W_])")

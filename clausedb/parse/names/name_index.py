"""Where known words stand in a text: names of states and bodies, words for offices, nouns for several parties.

Tables of a language in, islands out: pieces of the folded text in order, the longest at each place, none overlapping.
A name is looked for only where its first word stands, so the cost hardly grows with the number of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from clausedb.fold import fold
from clausedb.gazetteer import load_gazetteer, without_article
from clausedb.language import Grammar, Row
from clausedb.parse.concordance import concordance

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
_PARTICLES_BY_LETTER: Final = {
    letter: [one for one in _PARTICLES if one[0] == letter] for letter in {one[0] for one in _PARTICLES}
}
_ARTICLES: Final = ("ال", "لل")
_HAMZA: Final = ("أل", "إل", "آل")
"""What looks like an article once folded."""
_FIRST: Final = re.compile(r"\w+")
_NESTING: Final = ("organisation", "organ", "office")
_NESTED: Final = ("state", "organisation")
"""Kinds of names that hold names of other kinds."""
_LONG: Final = 2
"""How many blanks a name has at least that holds another."""
_LATIN: Final = re.compile("[A-Za-z]")
_SCRIPTS: Final = {"ru": re.compile("[\u0400-\u04ff]"), "ar": re.compile("[\u0620-\u06ff]")}
_MARKED: Final = (re.compile(r"[(/\[–—-]\s*$"), re.compile("(?!)"), False)
"""Before a short name that is one only in brackets, between slashes or behind a dash."""
_REMEMBERED: Final = 50_000
"""Of how many words at most it is kept what may begin there."""


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
    bare: str = ""
    """The role of an office word that stands alone and means one named before: the President."""
    counterpart: bool = False
    """Named by its likeness to another office: his French counterpart."""
    holder: str = ""
    """Of a bare office word the person whom it means, while nothing says of which state he holds it."""

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
    entries: dict[str, dict[str, list[_Entry]]] = field(default_factory=dict)
    """First word -> the whole form, its words joined by blanks -> what it means."""
    homographs: dict[str, tuple[re.Pattern[str], re.Pattern[str], bool]] = field(default_factory=dict)
    """Form -> what has to stand before it, what must not stand behind it, whether this is asked of small letters only."""
    compiled: dict[str, re.Pattern[str]] = field(default_factory=dict)
    articleless: set[str] = field(default_factory=set)
    """Arabic names of one word that have no article: ألباريس, a surname, is not Paris."""
    parents: dict[str, str] = field(default_factory=dict)
    """Organ of an organisation -> the organisation."""
    begun: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    """Word of a text -> what of it to skip and the first words of entries that it may be."""

    def islands(self, text: str) -> list[Island]:
        """What stands in the folded text."""
        found: list[Island] = []
        end = 0
        for at, firsts in self._candidates(text):
            if at < end:
                continue
            one = self._at(text, at, firsts)
            if one is not None:
                if one.kind in _NESTING and text.count(" ", one.start, one.end) >= _LONG:
                    one = self._with_parts(text, one)
                found.append(one)
                end = one.end
        return found

    def _with_parts(self, text: str, whole: Island) -> Island:
        """A name of a body that works in a state or is of an organisation, of an office of one, with what is named in it: the
        United Nations Interim Force in Lebanon, the African Union Commission, the Secretary-General of the United Nations."""
        parts: list[Island] = []
        end = whole.start
        for word in _FIRST.finditer(text, whole.start, whole.end):
            stop = whole.end if word.start() > whole.start else text.rindex(" ", whole.start, whole.end)
            for skipped, first in self.begun.get(word[0], ()) if word.start() >= end else ():
                one = self._longest(text, word.start() + skipped, first, stop)
                if one is not None and one.kind in _NESTED and one.ids != whole.ids:
                    parts.append(one)
                    end = one.end
                    break
        parent = self.parents.get(whole.ids[0])
        named = any(
            one.kind == "state" or one.ids[0] == parent or whole.ids[0].startswith(f"{one.ids[0]}.")
            for one in parts
        )
        return replace(whole, parts=tuple(parts)) if named else whole

    def _candidates(self, text: str) -> list[tuple[int, tuple[tuple[int, str], ...]]]:
        """Where an entry may begin, in text order."""
        found: list[tuple[int, tuple[tuple[int, str], ...]]] = []
        if len(self.begun) > _REMEMBERED:
            self.begun.clear()
        for word, places in concordance(text).places.items():
            firsts = self.begun.get(word)
            if firsts is None:
                firsts = self.begun[word] = tuple(self._firsts(word))
            if firsts:
                found += [(place, firsts) for place in places]
        found.sort()
        return found

    def _at(self, text: str, start: int, firsts: tuple[tuple[int, str], ...]) -> Island | None:
        found: Island | None = None
        for skipped, first in firsts:
            one = self._longest(text, start + skipped, first)
            if one is not None and (found is None or one.end > found.end):
                found = one
        return found

    def _firsts(self, word: str) -> Iterator[tuple[int, str]]:
        """What a name may begin with here: the word, in Arabic also without its particles."""
        if self.language != "ar":
            small = word.casefold()
            forms = self.entries.get(small)
            if forms and any(_fits_first(one, word) for entries in forms.values() for one in entries):
                yield 0, small
            return
        if word in self.entries:
            yield 0, word
        for prefix in _PARTICLES_BY_LETTER.get(word[0], ()):
            bare = word[len(prefix) :]
            if len(bare) < 2 or bare not in self.entries or not word.startswith(prefix):
                continue
            if bare not in self.articleless or not prefix.endswith(_ARTICLES):
                yield len(prefix), bare

    def _longest(self, text: str, start: int, first: str, stop: int | None = None) -> Island | None:
        """The longest entry with that first word, one that ends before `stop` where it is given."""
        forms = self.entries[first]
        if forms.keys() == {first}:
            return self._entered(first, text, start, start + len(first))
        pattern = self.compiled.get(first)
        if pattern is None:
            pattern = self.compiled[first] = _continuations(forms, self.language)
        match = pattern.match(text, start, len(text) if stop is None else stop)
        while match is not None:
            one = self._entered(first, text, start, match.end())
            if one is not None:
                return one
            shorter = _shorter(match[0])
            match = pattern.match(text, start, start + shorter) if shorter else None
        return None

    def _entered(self, first: str, text: str, start: int, end: int) -> Island | None:
        """The entry of exactly these words."""
        surface = text[start:end]
        key = _key(surface, self.language)
        for entry in self.entries[first].get(key, ()):
            if _fits(entry, surface) and self._stands(key, text, start, end):
                return Island(start, end, entry.kind, entry.ids, entry.plural)
        return None

    def _stands(self, key: str, text: str, start: int, end: int) -> bool:
        """Whether the words around a form that is also a common word let it be a name."""
        if key not in self.homographs:
            return True
        before, behind, small = self.homographs[key]
        if small and text[start].isupper():
            return True
        return before.search(text[max(0, start - 40) : start]) is not None and not behind.match(text, end)


def _shorter(surface: str) -> int:
    """Length of the surface without its last word; 0 where it is one word."""
    cut = max(surface.rfind(sign) for sign in " \n\t-–")
    return max(cut, 0)


def _key(surface: str, language: str) -> str:
    if surface.isalpha():
        return surface.casefold()
    words = re.split(r"[\s‐-―-]+", surface.casefold())
    return (
        " ".join(without_article(word) if at else word for at, word in enumerate(words))
        if language == "ar"
        else " ".join(words)
    )


def _fits(entry: _Entry, surface: str) -> bool:
    if entry.cased == "exact":
        return surface == entry.form
    return entry.cased == "any" or surface[0].isupper()


def _fits_first(entry: _Entry, word: str) -> bool:
    """Whether the form may begin with the word as it is spelled."""
    if entry.cased == "exact":
        return entry.form.startswith(word)
    return entry.cased == "any" or word[0].isupper()


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
    index = NameIndex(language)
    ambiguous = load_gazetteer(grammar)
    for row in (*pack.rows("names"), *pack.rows("own_offices")):
        for form in row["forms"].split("|"):
            meant = ambiguous.lookup(form) if row["kind"] == "state" else (row["party_id"],)
            _add(index, form, row["kind"], meant, False)
    index.articleless -= {form for form in index.articleless if _is_other(index.entries.get(form, {}))}
    index.parents = {row["party_id"]: row["parent_id"] for row in grammar.rows("parties") if row["parent_id"]}
    for row in pack.rows("offices"):
        for name, plural in (("forms", False), ("plurals", True)):
            for form in filter(None, row[name].split("|")):
                _add(index, form, "head", (row["role"],), plural)
    for row in pack.rows("collectives"):
        for form in row["forms"].split("|"):
            _add(index, form, row["kind"], (row["asks"],), True)
    for row in pack.rows("homographs"):
        small = row.get("letters") == "small"
        conditions = _before(row), re.compile(row["not_before"] or "(?!)"), small
        for form in row["form"].split("|"):
            index.homographs[_key(fold(form).text, language)] = conditions
    _add_agencies(index, grammar)
    return index


def _before(row: Row) -> re.Pattern[str]:
    """What the words before a form that is also a common word must be like for it to be a name."""
    never = "".join(rf"(?<!(?i:{words})\s)" for words in row.get("never_after", "").split("|") if words)
    return re.compile(rf"\Z{never}" if never else row["only_after"])


def _add_agencies(index: NameIndex, grammar: Grammar) -> None:
    """News agencies; the forms that are also a common word only where a dateline or a source marks them."""
    for row in grammar.rows("agencies"):
        marked = [
            form
            for form in row["only_marked"].split("|")
            if _SCRIPTS.get(index.language, _LATIN).search(form)
        ]
        for form in filter(None, (*row.get(index.language, "").split("|"), *marked)):
            _add(index, form, "organ", (f"B:{row['agency']}",), False)
        index.homographs |= dict.fromkeys((_key(fold(form).text, index.language) for form in marked), _MARKED)


def _add(index: NameIndex, form: str, kind: str, ids: tuple[str, ...], plural: bool) -> None:
    folded = fold(form).text.removeprefix("the ")
    if index.language == "ar" and kind != "head":
        head, *more = folded.split(" ")
        own = form.startswith(_HAMZA)  # ألمانيا begins with no article
        if kind in ("capital", "state") and not more and head == without_article(head):
            index.articleless.add(head)
        folded = " ".join([head if own else without_article(head), *map(without_article, more)])
    key = _key(folded, index.language)
    letters = folded.replace(".", "")
    exact = letters.isupper() and len(letters) <= 8 and " " not in letters
    cased = "exact" if exact else "capital" if folded[0].isupper() and kind != "head" else "any"
    entry = _Entry(kind, ids, plural, cased, folded)
    first = _FIRST.match(key)
    index.entries.setdefault(first[0] if first else key, {}).setdefault(key, []).append(entry)


def _is_other(forms: dict[str, list[_Entry]]) -> bool:
    """Whether a first word also begins something else than the name of a state or a capital."""
    return any(
        one.kind not in ("capital", "state") or " " in form for form, many in forms.items() for one in many
    )

"""What a language pack knows of references to instruments, compiled: nouns, units, organs, words of titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from clausedb.fold import fold
from clausedb.language import Grammar, Pack, Row
from clausedb.parse.references.shorts import SHORT, Meant, known_shorts
from clausedb.parse.scanner import Form, Number, Scanner, beginning_so, whole_words

_NOTED = r"(?=\d{0,2}(?!\w))"
"""A noun ends with its word, at which the mark of a footnote may hang: "the Paris Agreement4"."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A row of instruments.tsv."""

    type: str
    needs: str
    """name, one, title, number, pointed, short (letters that stand for an instrument), whole (the words are a whole name), or
    empty where the noun alone is a reference."""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What is said of places of a text: articles, paragraphs, annexes."""

    units: dict[str, str]
    previous: frozenset[str]
    """Keys of the units that mean the one before: the preceding paragraph."""
    number: re.Pattern[str]
    range: re.Pattern[str]
    ordinals: dict[str, str]
    about_place: re.Pattern[str]
    """Words of a title behind which a place belongs to it."""
    here: re.Pattern[str]
    """Words behind a place that put it into the text itself: above, of this Article."""
    elsewhere: re.Pattern[str]
    """Words behind a place that put it into another text."""
    others: re.Pattern[str]
    """Words before a place that put it into another text: "its paragraph 6"."""
    of_it: re.Pattern[str]
    """Behind a place a pronoun that puts it into the instrument just named."""
    of_gap: re.Pattern[str]
    comma_gap: re.Pattern[str]
    beside: re.Pattern[str]
    """What joins a place to one before it that is of the same instrument."""


@dataclass(frozen=True, slots=True)
class TitleWords:
    """What stands before and behind a noun in the title of an instrument."""

    determiner: re.Pattern[str]
    """Groups own, said and draft."""
    determiners: frozenset[str]
    singular: re.Pattern[str] | None
    adjective: re.Pattern[str]
    """Adjectives by their ending, in small letters."""
    dated: re.Pattern[str]
    dated_at: re.Pattern[str]
    period: re.Pattern[str]
    stop_phrase: re.Pattern[str]
    stop_pattern: re.Pattern[str] | None
    """A finite verb, by its form."""
    before_noun: frozenset[str]
    """Words behind which no verb follows, whatever the form of the next word."""
    not_first: re.Pattern[str] | None
    """What is no first word of a title behind its noun."""
    openers: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    pairs: frozenset[str]
    series: re.Pattern[str]
    """A word with a comma behind which a list inside a title goes on, up to its "and"."""
    changes: re.Pattern[str]
    """What stands in a title before the instrument that is changed."""


@dataclass(frozen=True, slots=True)
class SymbolWords:
    """What is said of the numbers and symbols of documents, and of those who give them."""

    organs: dict[str, Row]
    assembly: Row
    """The organ whose a slashed number is where nothing else is said."""
    numbers: dict[str, Row]
    plain: frozenset[str]
    """Keys of the numbers that count right behind their noun only."""
    carriers: re.Pattern[str]
    """What a document is that a symbol behind names; each group is a type."""
    annexed: re.Pattern[str]
    """The annex of a document, without a number, behind its symbol; group 1 is the word."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language says of instruments."""

    language: str
    shorts: dict[str, Meant]
    """Letters that stand for an instrument in all texts."""
    short_names: re.Pattern[str]
    """Any of them."""
    scanner: Scanner
    """Finds places, numbers, organs and nouns; a token's group is a key of one of the tables below."""
    places: PlaceWords
    titles: TitleWords
    symbols: SymbolWords
    nouns: dict[str, Noun]
    capital: frozenset[str]
    """Keys of the nouns that stand with a capital."""
    own: re.Pattern[str]
    pointers: re.Pattern[str]
    """Own or said at the end of the words before a noun."""
    one: re.Pattern[str]
    drafts: re.Pattern[str]
    """Words in the noun itself that say it is not made yet."""
    draft_behind: re.Pattern[str]
    made_before: re.Pattern[str]
    made_behind: re.Pattern[str]
    not_before: re.Pattern[str]
    not_behind: re.Pattern[str]
    small_behind_name: bool
    also_small: re.Pattern[str]
    """Nouns that name an instrument in small letters too."""
    plural: re.Pattern[str]
    plural_adjective: re.Pattern[str]
    any_text: re.Pattern[str]
    """Adjectives behind a noun that do not tell which text is meant."""
    numbered: re.Pattern[str]
    """In a title its own number."""
    relations: re.Pattern[str]
    """Over lower-case text that begins with a blank."""
    relation_of: dict[str, str]
    """Group of `relations` to relation."""
    bilateral: dict[str, str]
    """What a type is between two parties, where the language has one word for both."""
    types: dict[str, str | None]
    """What `type_of` has found."""

    def type_of(self, word: str) -> str | None:
        """The type of the instrument that a noun alone names; None of one that says only that there is a text."""
        if word not in self.types:
            tokens = self.scanner.find(word, 0, len(word))
            found = (self.nouns[token.key].type for token in tokens if token.key[0] == "n")
            self.types[word] = next((type for type in found if type != "document"), None)
        return self.types[word]


class _Settings:
    """The settings of citations of one language, compiled."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def pattern(self, name: str) -> re.Pattern[str]:
        return re.compile(self.values[name])

    def maybe(self, name: str) -> re.Pattern[str] | None:
        """The pattern; None where the language has none."""
        return re.compile(self.values[name]) if self.values.get(name) else None

    def never(self, name: str) -> re.Pattern[str]:
        """The pattern; one that never matches where the language has none."""
        return re.compile(self.values.get(name, "(?!)"))

    def words(self, name: str) -> frozenset[str]:
        return frozenset(_folded(self.values[name]).split())


@cache
def lexicon(grammar: Grammar, language: str) -> Lexicon:
    """The lexicon of a language; English stands in for one whose pack says nothing of citations."""
    pack = grammar.pack(language)
    values = pack.settings("citations")
    if not values and language != "en":
        return lexicon(grammar, "en")
    scanner, groups = _scanner(grammar, pack, values)
    shorts = known_shorts(grammar, pack.language)
    settings = _Settings(values)
    relations = pack.rows("relations")
    return Lexicon(
        language=pack.language,
        shorts=shorts,
        short_names=whole_words(shorts),
        scanner=scanner,
        places=_place_words(pack, settings, groups.units),
        titles=_title_words(settings),
        symbols=_symbol_words(settings, groups),
        nouns=groups.nouns,
        capital=_keys_where(pack, "n", "instruments", "case", "capital"),
        own=settings.pattern("own"),
        pointers=re.compile(rf"(?<!\w)(?:{values['own']}|{values['said']})\s+[«“\"]?$"),
        one=settings.pattern("one"),
        drafts=settings.pattern("drafts"),
        draft_behind=settings.pattern("draft_behind"),
        made_before=settings.pattern("made_before"),
        made_behind=settings.pattern("made_behind"),
        not_before=settings.pattern("not_before"),
        not_behind=settings.pattern("not_behind"),
        small_behind_name=values["small_behind_name"],
        also_small=settings.pattern("also_small"),
        plural=settings.pattern("plural"),
        plural_adjective=settings.pattern("plural_adjective"),
        any_text=settings.never("any_text"),
        numbered=settings.never("numbered"),
        relations=beginning_so({f"r{at}": _folded(row["pattern"]) for at, row in enumerate(relations)}),
        relation_of={f"r{at}": row["relation"] for at, row in enumerate(relations)},
        bilateral=values.get("bilateral", {}),
        types={},
    )


def _place_words(pack: Pack, settings: _Settings, units: dict[str, str]) -> PlaceWords:
    ordinals = (*pack.rows("adverbs"), *pack.rows("ordinals"))
    return PlaceWords(
        units=units,
        previous=_keys_where(pack, "p", "pinpoints", "number", "previous"),
        number=settings.pattern("number"),
        range=settings.pattern("range"),
        ordinals={_folded(row["word"]).replace(" ", ""): row["value"] for row in ordinals},
        about_place=settings.pattern("about_place"),
        here=settings.pattern("here"),
        elsewhere=settings.pattern("elsewhere"),
        others=settings.pattern("others"),
        of_it=settings.never("of_it"),
        of_gap=settings.pattern("of_gap"),
        comma_gap=settings.pattern("comma_gap"),
        beside=settings.pattern("beside"),
    )


def _title_words(settings: _Settings) -> TitleWords:
    groups = (f"(?P<{name}>{settings.values[name]})" for name in ("own", "said", "draft"))
    return TitleWords(
        determiner=re.compile("|".join(groups)),
        determiners=settings.words("determiners"),
        singular=settings.maybe("singular"),
        adjective=settings.pattern("adjective"),
        dated=settings.pattern("dated"),
        dated_at=settings.pattern("dated_at"),
        period=settings.pattern("period"),
        stop_phrase=settings.pattern("stop_phrase"),
        stop_pattern=settings.maybe("stop_pattern"),
        before_noun=settings.words("before_noun"),
        not_first=settings.maybe("not_first"),
        openers=settings.words("openers"),
        links=settings.words("links"),
        stops=settings.words("stops"),
        pairs=settings.words("pairs"),
        series=settings.pattern("series"),
        changes=settings.pattern("changes"),
    )


def _symbol_words(settings: _Settings, groups: _Groups) -> SymbolWords:
    carriers = "|".join(f"(?P<{type}>{form})" for type, form in settings.values["carriers"].items())
    clitics = settings.values["clitics"] or ""
    return SymbolWords(
        organs=groups.organs,
        assembly=next(row for row in groups.organs.values() if row["organ"] == "UNGA"),
        numbers=groups.numbers,
        plain=frozenset(key for key, row in groups.numbers.items() if row["name"] == "plain"),
        carriers=re.compile(rf"(?<!\w){clitics}(?:{carriers})(?!\w)", re.IGNORECASE),
        annexed=settings.pattern("annexed"),
    )


def _keys_where(pack: Pack, letter: str, table: str, column: str, value: str) -> frozenset[str]:
    """Keys of the rows of a table that have a value in a column."""
    return frozenset(f"{letter}{at}" for at, row in enumerate(pack.rows(table)) if row.get(column) == value)


@dataclass(frozen=True, slots=True)
class _Groups:
    nouns: dict[str, Noun]
    units: dict[str, str]
    organs: dict[str, Row]
    numbers: dict[str, Row]


def _scanner(grammar: Grammar, pack: Pack, settings: dict[str, Any]) -> tuple[Scanner, _Groups]:
    """Keys are p0.. (places), o0.. (organs), s0.. (numbers), n0.. (nouns) and SHORT."""
    number, joint = settings["number"], settings["joint"]
    found = _Groups({}, {}, {}, {})
    forms: list[Form] = []
    for index, row in enumerate(pack.rows("pinpoints")):
        found.units[f"p{index}"] = row["unit"]
        numbers = rf"(?!\w)\s?{number}(?:{joint}{number}(?![\w/]))*"
        if row.get("number") == "previous":
            numbers = r"(?!\w)"
        forms.append(Form(f"p{index}", _folded(row["form"]), numbers))
    for index, row in enumerate(pack.rows("series")):
        found.organs[f"o{index}"] = row
        forms.append(Form(f"o{index}", _folded(row["pattern"]), r"(?!\w)"))
    for index, row in enumerate(pack.rows("instruments")):
        found.nouns[f"n{index}"] = Noun(row["type"], row["needs"])
        form = _folded(row["form"])
        small = row["case"] == "capital" and settings["small_behind_name"]
        forms.append(Form(f"n{index}", _either_case(form) if small else form, _NOTED))
    found.nouns[SHORT] = Noun("document", "short")
    found.numbers.update((f"s{index}", row) for index, row in enumerate(grammar.rows("symbols")))
    symbols = [Number(key, row["pattern"], row["begins"]) for key, row in found.numbers.items()]
    return Scanner(symbols, forms, settings["clitics"]), found


def _folded(text: str) -> str:
    return fold(text).text


def _either_case(pattern: str) -> str:
    """The pattern with its first letter capital or small."""
    match = re.match(r"(\(\?:)?([А-ЯA-Z])", pattern)
    if not match or not match[2]:
        return pattern
    return f"{match[1] or ''}[{match[2]}{match[2].lower()}]{pattern[match.end() :]}"

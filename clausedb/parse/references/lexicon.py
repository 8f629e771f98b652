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
class Lexicon:
    language: str
    shorts: dict[str, Meant]
    """Letters that stand for an instrument in all texts."""
    short_names: re.Pattern[str]
    """Any of them."""
    scanner: Scanner
    """Finds places, numbers, organs and nouns; a token's group is a key of one of the tables below."""
    nouns: dict[str, Noun]
    capital: frozenset[str]
    """Keys of the nouns that stand with a capital."""
    units: dict[str, str]
    previous: frozenset[str]
    """Keys of the units that mean the one before: the preceding paragraph."""
    organs: dict[str, Row]
    assembly: Row
    """The organ whose a slashed number is where nothing else is said."""
    numbers: dict[str, Row]
    plain: frozenset[str]
    """Keys of the numbers that count right behind their noun only."""
    number: re.Pattern[str]
    range: re.Pattern[str]
    own: re.Pattern[str]
    determiner: re.Pattern[str]
    """Groups own, said and draft."""
    pointers: re.Pattern[str]
    """Own or said at the end of the words before a noun."""
    singular: re.Pattern[str] | None
    one: re.Pattern[str]
    draft_behind: re.Pattern[str]
    about_place: re.Pattern[str]
    """Words of a title behind which a place belongs to it."""
    here: re.Pattern[str]
    """Words behind a place that put it into the text itself: above, of this Article."""
    elsewhere: re.Pattern[str]
    """Words behind a place that put it into another text."""
    annexed: re.Pattern[str]
    """The annex of a document, without a number, behind its symbol; group 1 is the word."""
    others: re.Pattern[str]
    """Words before a place that put it into another text: "its paragraph 6"."""
    carriers: re.Pattern[str]
    """What a document is that a symbol behind names; each group is a type."""
    of_gap: re.Pattern[str]
    comma_gap: re.Pattern[str]
    beside: re.Pattern[str]
    """What joins a place to one before it that is of the same instrument."""
    dated: re.Pattern[str]
    dated_at: re.Pattern[str]
    period: re.Pattern[str]
    made_before: re.Pattern[str]
    made_behind: re.Pattern[str]
    not_before: re.Pattern[str]
    not_behind: re.Pattern[str]
    stop_phrase: re.Pattern[str]
    stop_pattern: re.Pattern[str] | None
    not_first: re.Pattern[str] | None
    """What is no first word of a title behind its noun."""
    openers: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    pairs: frozenset[str]
    series: re.Pattern[str]
    """A word with a comma behind which a list inside a title goes on, up to its "and"."""
    determiners: frozenset[str]
    ordinals: dict[str, str]
    small_behind_name: bool
    drafts: re.Pattern[str]
    """Words in the noun itself that say it is not made yet."""
    relations: re.Pattern[str]
    """Over lower-case text that begins with a blank."""
    relation_of: dict[str, str]
    """Group of `relations` to relation."""
    any_text: re.Pattern[str]
    """Adjectives behind a noun that do not tell which text is meant."""
    numbered: re.Pattern[str]
    """In a title its own number."""
    of_it: re.Pattern[str]
    """Behind a place a pronoun that puts it into the instrument just named."""
    plural: re.Pattern[str]
    adjective: re.Pattern[str]
    """Adjectives by their ending, in small letters."""
    plural_adjective: re.Pattern[str]
    changes: re.Pattern[str]
    """What stands in a title before the instrument that is changed."""
    also_small: re.Pattern[str]
    """Nouns that name an instrument in small letters too."""
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


@cache
def lexicon(grammar: Grammar, language: str) -> Lexicon:
    """The lexicon of a language; English stands in for one whose pack says nothing of citations."""
    pack = grammar.pack(language)
    settings = pack.settings("citations")
    if not settings and language != "en":
        return lexicon(grammar, "en")
    scanner, groups = _scanner(grammar, pack, settings)
    shorts = known_shorts(grammar, pack.language)

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(settings[name])

    def maybe(name: str) -> re.Pattern[str]:
        return re.compile(settings.get(name, "(?!)"))

    def words(name: str) -> frozenset[str]:
        return frozenset(_folded(settings[name]).split())

    return Lexicon(
        language=pack.language,
        shorts=shorts,
        short_names=whole_words(shorts),
        scanner=scanner,
        nouns=groups.nouns,
        capital=frozenset(
            f"n{index}" for index, row in enumerate(pack.rows("instruments")) if row["case"] == "capital"
        ),
        units=groups.units,
        previous=frozenset(
            f"p{index}" for index, row in enumerate(pack.rows("pinpoints")) if row.get("number") == "previous"
        ),
        organs=groups.organs,
        assembly=next(row for row in groups.organs.values() if row["organ"] == "UNGA"),
        numbers=groups.numbers,
        plain=frozenset(key for key, row in groups.numbers.items() if row["name"] == "plain"),
        number=pattern("number"),
        range=pattern("range"),
        own=pattern("own"),
        determiner=re.compile("|".join(f"(?P<{name}>{settings[name]})" for name in ("own", "said", "draft"))),
        pointers=re.compile(rf"(?<!\w)(?:{settings['own']}|{settings['said']})\s+[«“\"]?$"),
        singular=pattern("singular") if "singular" in settings else None,
        one=pattern("one"),
        draft_behind=pattern("draft_behind"),
        about_place=pattern("about_place"),
        here=pattern("here"),
        elsewhere=pattern("elsewhere"),
        annexed=pattern("annexed"),
        others=pattern("others"),
        carriers=re.compile(
            rf"(?<!\w){settings['clitics'] or ''}(?:"
            + "|".join(f"(?P<{type}>{form})" for type, form in settings["carriers"].items())
            + r")(?!\w)",
            re.IGNORECASE,
        ),
        of_gap=pattern("of_gap"),
        comma_gap=pattern("comma_gap"),
        beside=pattern("beside"),
        dated=pattern("dated"),
        dated_at=pattern("dated_at"),
        period=pattern("period"),
        made_before=pattern("made_before"),
        made_behind=pattern("made_behind"),
        not_before=pattern("not_before"),
        not_behind=pattern("not_behind"),
        stop_phrase=pattern("stop_phrase"),
        stop_pattern=pattern("stop_pattern") if settings["stop_pattern"] else None,
        not_first=pattern("not_first") if "not_first" in settings else None,
        openers=words("openers"),
        links=words("links"),
        stops=words("stops"),
        pairs=words("pairs"),
        series=pattern("series"),
        determiners=words("determiners"),
        ordinals={
            _folded(row["word"]).replace(" ", ""): row["value"]
            for row in (*pack.rows("adverbs"), *pack.rows("ordinals"))
        },
        small_behind_name=settings["small_behind_name"],
        drafts=pattern("drafts"),
        relations=beginning_so(
            {f"r{i}": _folded(row["pattern"]) for i, row in enumerate(pack.rows("relations"))}
        ),
        relation_of={f"r{index}": row["relation"] for index, row in enumerate(pack.rows("relations"))},
        any_text=maybe("any_text"),
        numbered=maybe("numbered"),
        of_it=maybe("of_it"),
        plural=pattern("plural"),
        adjective=pattern("adjective"),
        plural_adjective=pattern("plural_adjective"),
        changes=pattern("changes"),
        also_small=pattern("also_small"),
        bilateral=settings.get("bilateral", {}),
        types={},
    )


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

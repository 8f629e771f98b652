"""What a language pack knows of references to instruments, compiled: nouns, units, organs, words of titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from clausedb.fold import fold
from clausedb.language import Grammar, Pack, Row


@dataclass(frozen=True, slots=True)
class Noun:
    """A row of instruments.tsv."""

    type: str
    needs: str
    """name, number, pointed, or empty where the noun alone is a reference."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    language: str
    scanner: Scanner
    """Finds places, numbers, organs and nouns; a token's group is a key of one of the tables below."""
    nouns: dict[str, Noun]
    capital: frozenset[str]
    """Keys of the nouns that stand with a capital."""
    units: dict[str, str]
    organs: dict[str, Row]
    numbers: dict[str, Row]
    plain: frozenset[str]
    """Keys of the numbers that count right behind their noun only."""
    number: re.Pattern[str]
    range: re.Pattern[str]
    own: re.Pattern[str]
    said: re.Pattern[str]
    pointers: re.Pattern[str]
    """One of both at the end of the words before a noun."""
    singular: re.Pattern[str] | None
    one: re.Pattern[str]
    draft: re.Pattern[str]
    draft_behind: re.Pattern[str]
    of_gap: re.Pattern[str]
    comma_gap: re.Pattern[str]
    dated: re.Pattern[str]
    dated_at: re.Pattern[str]
    period: re.Pattern[str]
    made_before: re.Pattern[str]
    made_behind: re.Pattern[str]
    not_before: re.Pattern[str]
    not_behind: re.Pattern[str]
    stop_phrase: re.Pattern[str]
    stop_pattern: re.Pattern[str] | None
    openers: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    pairs: frozenset[str]
    determiners: frozenset[str]
    ordinals: dict[str, str]
    small_behind_name: bool
    drafts: re.Pattern[str]
    """Words in the noun itself that say it is not made yet."""
    relations: re.Pattern[str]
    relation_of: dict[str, str]
    """Group of `relations` to relation."""


@cache
def lexicon(grammar: Grammar, language: str) -> Lexicon:
    """The lexicon of a language; English stands in for one whose pack says nothing of citations."""
    pack = grammar.pack(language)
    settings = pack.settings("citations")
    if not settings and language != "en":
        return lexicon(grammar, "en")
    scanner, groups = _scanner(grammar, pack, settings)

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(settings[name])

    def words(name: str) -> frozenset[str]:
        return frozenset(_folded(settings[name]).split())

    return Lexicon(
        language=pack.language,
        scanner=scanner,
        nouns=groups.nouns,
        capital=frozenset(
            f"n{index}" for index, row in enumerate(pack.rows("instruments")) if row["case"] == "capital"
        ),
        units=groups.units,
        organs=groups.organs,
        numbers=groups.numbers,
        plain=frozenset(key for key, row in groups.numbers.items() if row["name"] == "plain"),
        number=pattern("number"),
        range=pattern("range"),
        own=pattern("own"),
        said=pattern("said"),
        pointers=re.compile(rf"(?<!\w)(?:{settings['own']}|{settings['said']})\s+[«“\"]?$"),
        singular=pattern("singular") if "singular" in settings else None,
        one=pattern("one"),
        draft=pattern("draft"),
        draft_behind=pattern("draft_behind"),
        of_gap=pattern("of_gap"),
        comma_gap=pattern("comma_gap"),
        dated=pattern("dated"),
        dated_at=pattern("dated_at"),
        period=pattern("period"),
        made_before=pattern("made_before"),
        made_behind=pattern("made_behind"),
        not_before=pattern("not_before"),
        not_behind=pattern("not_behind"),
        stop_phrase=pattern("stop_phrase"),
        stop_pattern=pattern("stop_pattern") if settings["stop_pattern"] else None,
        openers=words("openers"),
        links=words("links"),
        stops=words("stops"),
        pairs=words("pairs"),
        determiners=words("determiners"),
        ordinals={_folded(row["word"]).replace(" ", ""): row["value"] for row in pack.rows("ordinals")},
        small_behind_name=settings["small_behind_name"],
        drafts=pattern("drafts"),
        relations=re.compile(
            r"(?<!\w)(?:"
            + "|".join(
                rf"(?P<r{index}>{_folded(row['pattern'])})"
                for index, row in enumerate(pack.rows("relations"))
            )
            + ")"
        ),
        relation_of={f"r{index}": row["relation"] for index, row in enumerate(pack.rows("relations"))},
    )


@dataclass(frozen=True, slots=True)
class _Groups:
    nouns: dict[str, Noun]
    units: dict[str, str]
    organs: dict[str, Row]
    numbers: dict[str, Row]


def _scanner(grammar: Grammar, pack: Pack, settings: dict[str, Any]) -> tuple[Scanner, _Groups]:
    """Groups are p0.. (places), o0.. (organs), s0.. (numbers), n0.. (nouns)."""
    number, joint = settings["number"], settings["joint"]
    found = _Groups({}, {}, {}, {})
    forms: list[tuple[str, str, str]] = []
    for index, row in enumerate(pack.rows("pinpoints")):
        found.units[f"p{index}"] = row["unit"]
        numbers = rf"(?!\w)\s?{number}(?:{joint}{number}(?![\w/]))*"
        forms.append((f"p{index}", _folded(row["form"]), numbers))
    for index, row in enumerate(pack.rows("series")):
        found.organs[f"o{index}"] = row
        forms.append((f"o{index}", _folded(row["pattern"]), r"(?!\w)"))
    for index, row in enumerate(pack.rows("instruments")):
        found.nouns[f"n{index}"] = Noun(row["type"], row["needs"])
        form = _folded(row["form"])
        small = row["case"] == "capital" and settings["small_behind_name"]
        forms.append((f"n{index}", _either_case(form) if small else form, r"(?!\w)"))
    symbols = []
    for index, row in enumerate(grammar.rows("symbols")):
        found.numbers[f"s{index}"] = row
        symbols.append((f"s{index}", row["pattern"]))
    return Scanner(symbols, forms, settings["clitics"]), found


class Scanner:
    """Finds tokens from left to right: a cheap pattern of their first letters, then all that begin so."""

    def __init__(
        self, symbols: list[tuple[str, str]], forms: list[tuple[str, str, str]], clitics: str
    ) -> None:
        """`symbols` are (group, pattern), tried first; `forms` are (group, pattern, what must follow)."""
        beginnings: dict[str, list[str]] = {}
        for group, form, rest in forms:
            part = rf"(?P<{group}>{_blank(form)}{rest})"
            for letter in {head[0] for head in heads(form)}:
                beginnings.setdefault(letter, []).append(part)
        first = "|".join(_uncaptured(pattern) for _, pattern in symbols)
        tries = _trie({head for _, form, _ in forms for head in heads(form)})
        self._first = re.compile(rf"(?<![\w/])(?:{clitics}(?P<word>{tries})|(?P<symbol>{first}))")
        self._behind = {letter: re.compile("|".join(parts)) for letter, parts in beginnings.items()}
        self._symbols = re.compile("|".join(f"(?P<{group}>{_uncaptured(p)})" for group, p in symbols))

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """(group, start, end) of each token; a clitic before a word belongs to it."""
        search, position = self._first.search, start
        while match := search(text, position, end):
            found = None
            if match["word"]:
                word = match.start("word")
                found = self._behind[text[word]].match(text, word, end)
            if found is None:
                found = self._symbols.match(text, match.start(), end)
            if found and found.lastgroup:
                yield found.lastgroup, match.start(), found.end()
                position = found.end()
            else:
                position = match.end()


def _folded(text: str) -> str:
    return fold(text).text


def _blank(pattern: str) -> str:
    """A blank of the table is any white space."""
    return pattern.replace(" ", r"\s+")


def _uncaptured(pattern: str) -> str:
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)


def _either_case(pattern: str) -> str:
    """The pattern with its first letter capital or small."""
    match = re.match(r"(\(\?:)?([А-ЯA-Z])", pattern)
    if not match or not match[2]:
        return pattern
    return f"{match[1] or ''}[{match[2]}{match[2].lower()}]{pattern[match.end() :]}"


_PIECE = re.compile(r"\(\?:|\(\?[!=<]|[|)]|\[[^\]]*\]|\\.|.", re.DOTALL)
_HEAD = 4


def heads(pattern: str) -> set[str]:
    """The first letters, up to four, of all that a table's pattern may match.

    Groups `(?:a|b)`, sets `[ab]` and `?` are understood; at an escape, a range or a repetition the beginning ends.
    """
    done, open_ones, _ = _heads(_PIECE.findall(pattern), 0)
    return done | open_ones


def _heads(pieces: list[str], position: int) -> tuple[set[str], set[str], int]:
    """Beginnings that are whole, those that go on behind the closing bracket, and the position behind it."""
    all_done: set[str] = set()
    all_open: set[str] = set()
    open_ones = {""}
    while position < len(pieces):
        piece = pieces[position]
        position += 1
        if piece == ")":
            break
        if piece == "|":
            all_open |= open_ones
            open_ones = {""}
            continue
        whole, choices, position = _choices(pieces, piece, position)
        if position < len(pieces) and pieces[position] in "?*+{":
            choices = choices | {""} if pieces[position] in "?*" else choices
            whole |= choices if pieces[position] in "*+{" else set()
            position += 1
        all_done |= {(one + last)[:_HEAD] for one in open_ones for last in whole}
        longer = {(one + choice)[:_HEAD] for one in open_ones for choice in choices}
        all_done |= {one for one in longer if len(one) == _HEAD}
        open_ones = {one for one in longer if len(one) < _HEAD}
    return all_done, all_open | open_ones, position


def _choices(pieces: list[str], piece: str, position: int) -> tuple[set[str], set[str], int]:
    if piece == "(?:":
        return _heads(pieces, position)
    if piece in ("(?!", "(?=", "(?<"):
        return set(), {""}, _heads(pieces, position)[2]
    if piece.startswith("[") and "-" not in piece:
        return set(), set(piece[1:-1]), position
    if piece.startswith(("\\", "[")):
        return {""}, set(), position
    return set(), {piece}, position


def _trie(found: set[str]) -> str:
    """One pattern of all beginnings, parted by their first letter."""
    by_letter: dict[str, list[str]] = {}
    for head in sorted(found):
        by_letter.setdefault(head[0], []).append(_blank(re.escape(head[1:]).replace("\\ ", " ")))
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())

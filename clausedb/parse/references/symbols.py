"""Numbers that name a document: from "1325 (2000)" behind the word resolution, or S/PRST/2019/15, to its symbol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from clausedb.language import Row
from clausedb.model import Date
from clausedb.parse.references.lexicon import Lexicon
from clausedb.parse.references.passages import Passage
from clausedb.parse.references.titles import read_own_date
from clausedb.parse.scanner import NUMBER_SIGN, Token

_REACH: Final = 700
"""Characters behind the word resolution, or the last number of its list, in which a number counts as one more."""
_CARRIED: Final = 160
"""Characters before a symbol in which a noun stands that says what the document is."""
_BREAK: Final = re.compile(r"[;؛]|[.!?؟]\s|/\d+\)?")
_DATE: Final = 20
"""Characters between a number and its date."""
_JOINED: Final = re.compile(r"[^,;.:،؛]{0,45}?(?:(?<!\w)(?:and|и)\s+(?:its\s+|ее\s+|его\s+|по\s+)?|\s*و?)")
"""Between two lists of numbers of one organ: "decision 18/120 and its resolutions 24/14"."""
_EUROPEAN: Final = re.compile(r"(?i)\((?:CFSP|EU|EC|EEC|Euratom|JHA)\)\s?\Z")
"""Before a number of the European Union: Decision (CFSP) 2023/1501."""
_SHORT: Final = 12
_BESIDE: Final = re.compile(rf"{NUMBER_SIGN}|\s*[,،]?\s*(?:(?:and|и)\s+|و\s*)?")
"""Between a noun and a number that has no year, or such a number and a further one."""
_BEFORE: Final = 60
_BEHIND: Final = 45

_FIRST_SLASHED_SESSION: Final = 31
"""The Assembly numbers with a stroke since its thirty-first session (1976); lower ones are another organ's."""
_MOST_SESSIONS: Final = 100
_FIRST_YEAR: Final = 1946
_LOOKALIKES: Final = str.maketrans("АВСЕНКМОРТХ‐‑–—", "ABCEHKMOPTX----")
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_SESSIONS: Final = {"دإ": "S", "دا": "S", "دإط": "ES", "داط": "ES", "дес": "ES"}
_RESOLUTION: Final = re.compile(r"/RES/")
_STATEMENT: Final = re.compile(r"/PRST/")


class Numbered(NamedTuple):
    """A number or symbol that names a document, in the one form of all spellings."""

    start: int
    end: int
    symbol: str
    type: str


def read_numbers(
    passage: Passage, lexicon: Lexicon, tokens: Sequence[Token], issuer: str | None
) -> dict[int, Numbered]:
    """The numbers among the tokens that name a document, by their place in `tokens`.

    `issuer` is the organ that speaks: its own resolutions need no other word than "resolution".
    """
    found: dict[int, Numbered] = {}
    if all(token.key[0] != "s" for token in tokens):
        return found
    series: tuple[str, int] | None = None
    noun_end = passage.start
    organ: Row | None = None
    for place, token in enumerate(tokens):
        kind = token.key[0]
        if kind == "n":
            noun = lexicon.nouns[token.key]
            if noun.type in ("resolution", "decision"):
                named = _organ(passage, lexicon, tokens, place)
                joined = series is not None and _JOINED.fullmatch(passage.text, series[1], token.start)
                organ = named or (organ if joined else None)
                series, noun_end = (noun.type, token.end), token.end
        elif kind == "o":
            if series and not passage.text[noun_end : token.start].strip():
                noun_end = token.end
        elif kind == "s":
            plain = token.key in lexicon.symbols.plain
            if plain and not _BESIDE.fullmatch(passage.text, noun_end, token.start):
                continue
            under = series[0] if series and token.start - series[1] <= _REACH else None
            row = lexicon.symbols.numbers[token.key]
            one = _numbered(passage, lexicon, row, token, under, organ, issuer)
            if one is None:
                continue
            found[place] = one
            noun_end = token.end if plain else noun_end
            if under:
                date = passage.date_at(token.end, _DATE)
                series = under, date.end if date else token.end
    return found


def _organ(passage: Passage, lexicon: Lexicon, tokens: Sequence[Token], place: int) -> Row | None:
    """The organ named right before the noun, between noun and numbers, or right behind the numbers of the list."""
    noun = tokens[place]
    if place and tokens[place - 1].kind == "o" and noun.start - tokens[place - 1].end <= _BEFORE:
        before = passage.text[tokens[place - 1].end : noun.start]
        if not re.search(r"[,;.،؛]", before) and len(before.split()) <= 2:
            return lexicon.symbols.organs[tokens[place - 1].key]
    last = noun.end
    for token in tokens[place + 1 :]:
        if token.kind == "o":
            gap = passage.text[last : token.start]
            near = len(gap) <= _BEHIND and not re.search(r"[,;.،؛]", gap)
            bound = lexicon.language != "en" or re.search(r"\b(?:of|by) the\s+$", gap)
            return lexicon.symbols.organs[token.key] if near and bound else None
        if token.kind == "n":
            return None
        if token.kind == "s":
            date = passage.date_at(token.end, _DATE)
            last = date.end if date else token.end
    return None


def _numbered(
    passage: Passage,
    lexicon: Lexicon,
    row: Row,
    token: Token,
    series: str | None,
    organ: Row | None,
    issuer: str | None,
) -> Numbered | None:
    if _EUROPEAN.search(passage.text, max(passage.start, token.start - _SHORT), token.start):
        return None
    words = passage.text[token.start : token.end]
    match = _pattern(row["pattern"]).match(words)
    if match is None:
        return None
    name = row["name"]
    if name == "full":
        return _full(passage, lexicon, token, words)
    if series is None and not (name in ("council", "old") and len(match[1]) > 2):
        return None
    groups = ["", *(_plain(group or "") for group in match.groups())]
    if name == "council" and not 1946 <= int(groups[2]) <= 2100:
        return None
    if name == "old":
        groups[3] = _session(groups[3])
    if name == "special":
        groups[1] = _SESSIONS.get(groups[1].replace(" ", ""), groups[1])
    symbol = row["symbol"].format(*groups)
    if name == "slashed" and _is_turned(groups):
        groups[1], groups[2] = groups[2], groups[1]
    if name == "slashed":
        symbol = _slashed(groups, series, organ or _organ_in(passage, lexicon, token, int(groups[1])))
    if name == "plain":
        symbol = _organ_plain(groups, organ, issuer)
    return Numbered(token.start, token.end, symbol, series or "resolution") if symbol else None


def _full(passage: Passage, lexicon: Lexicon, token: Token, words: str) -> Numbered | None:
    if not re.search(r"\d", words):
        return None
    stripped = words.rstrip(".-")
    symbol = re.sub(r"\s+", "", stripped.translate(_LOOKALIKES))
    type = "document"
    if _RESOLUTION.search(symbol):
        type = "resolution"
    elif _STATEMENT.search(symbol):
        type = "statement"
    else:
        type = _carrier(passage, lexicon, token) or type
    return Numbered(token.start, token.start + len(stripped), symbol, type)


def _carrier(passage: Passage, lexicon: Lexicon, token: Token) -> str | None:
    """What the words before a symbol say that the document is: the last such noun of the sentence."""
    low = max(passage.start, token.start - _CARRIED)
    before = passage.text[low : token.start]
    low += max((match.end() for match in _BREAK.finditer(before)), default=0)
    found = [match.lastgroup for match in lexicon.symbols.carriers.finditer(passage.text, low, token.start)]
    return found[-1] if found else None


def _is_turned(groups: list[str]) -> bool:
    """Whether number and session have changed places, as texts from right to left are sometimes printed: 264/76."""
    return _MOST_SESSIONS < int(groups[1]) < _FIRST_YEAR and int(groups[2]) in range(
        _FIRST_SLASHED_SESSION, _MOST_SESSIONS
    )


def _slashed(groups: list[str], series: str | None, organ: Row | None) -> str:
    """A year makes it the Economic and Social Council's; else it is the organ's, or nobody's that is known."""
    if len(groups[1]) == 4:
        symbol = f"E/RES/{groups[1]}/{groups[2]}"
    elif organ and organ["slashed"]:
        symbol = organ["slashed"].format(*groups)
    else:
        return f"{series} {groups[1]}/{groups[2]}"
    return symbol.replace("/RES/", "/DEC/") if series == "decision" else symbol


def _organ_in(passage: Passage, lexicon: Lexicon, token: Token, session: int) -> Row | None:
    """The organ, the Assembly first, whose session was in the year of the number's date; without a date the Assembly."""
    date = read_own_date(passage, lexicon, token.end)
    year = date.row.value[:4] if date and isinstance(date.row, Date) and date.row.value else ""
    if session >= _FIRST_SLASHED_SESSION and _was_in(lexicon.symbols.assembly, session, year):
        return lexicon.symbols.assembly
    if not year:
        return None
    return next((row for row in lexicon.symbols.organs.values() if _was_in(row, session, year)), None)


def _was_in(organ: Row, session: int, year: str) -> bool:
    """Whether the organ's session of that number was held in the year; one a year may go on into the second after it."""
    if not year.isdecimal():
        return not year
    first, _, many = organ["sessions"].partition("/")
    if not first:
        return False
    behind = int(year) - int(first) - (session - 1) // int(many)
    return 0 <= behind <= (2 if many == "1" else 0)


def _organ_plain(groups: list[str], organ: Row | None, issuer: str | None) -> str:
    if organ is not None:
        return organ["plain"].format(*groups) if organ["plain"] else ""
    return f"S/RES/{groups[1]}" if issuer == "UNSC" else ""


def _plain(group: str) -> str:
    """Digits of any script as 0-9, letters that look alike as Latin ones."""
    if group.isascii():
        return group.strip()
    digits = "".join(str(int(sign)) if sign.isdigit() else sign for sign in group)
    return digits.strip() if "د" in digits else digits.translate(_LOOKALIKES).strip()


def _session(session: str) -> str:
    """XV, also where it is written د-15."""
    number = re.search(r"\d+", session)
    if number is None:
        return re.sub(r"\s+", "", session)
    left, text = int(number[0]), ""
    if left >= 40:
        return number[0]
    for value, sign in _ROMAN:
        while left >= value:
            text, left = text + sign, left - value
    return text


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)

"""What an unnumbered paragraph is: recital, enacting formula, closing, signature, dateline, heading, or plain text.

Known by the words it opens with or holds (`layout.tsv`), by where it stands, and by its shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from clausedb.errors import ResourceError
from clausedb.fold import folded_text
from clausedb.language import Grammar
from clausedb.parse.structure.openings import ByOpening
from clausedb.parse.structure.script import script_of

_OPENING: Final = 300
"""Characters in which the opening words of a paragraph stand."""
HEADING: Final = 160
"""Characters of the longest heading."""
_SHORT: Final = 600
"""Longest paragraph in which words are looked for anywhere."""
_ENDING: Final = 160
"""Characters in which its last words stand."""
_QUOTED: Final = '“"«„* '
"""What may stand before them."""
_STOP: Final = re.compile(r"(?:[.!?…;:,؛،؟]|:\s?[-–—])['\"”“»\[\]\d¹²³⁰-⁹]*$")
_TIME: Final = re.compile(
    r"(?:[^\W\d_]+[,،]? )?(?:[^\W\d_]+ \d{1,2}(?:, \d{4})?|\d{1,2} [^\W\d_]+(?: \d{4})?(?: года| г\.)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})?"
    r"[ ,/|—–-]{0,4}\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?| ?[صم])?(?: ?\([A-Z]{2,5}\))?(?:[ ,/|—–-]{1,4}\d{1,2}[./]\d{1,2}[./]\d{2,4})?",
    re.IGNORECASE,
)
_TIME_ENDS: Final = "mM.)صم"
"""What a time of day ends with, but for a digit."""
_CAPITALS: Final = re.compile(r"[A-ZА-ЯЁ]{2}[A-ZА-ЯЁ ,’'&-]+\.")
"""A heading in capitals, which may end with a full stop."""
_DASHED: Final = re.compile(
    r"\.?\s+[-–—]\s+([^\W\d_a-zа-яё][^.;:\n–—]{2,100}?)\.?\s+[-–—]\s+(?=[^\W_a-zа-яё])"
)
SIGNS: Final = "-–—•·●▪◦‣○■□✓✔➔➢➤►▶◆❖\uf02d\uf0a7\uf0b7\uf0d8\uf0fc*"
"""What stands before an item of a list without numbers; the last five before the star are those of the fonts that Word has for them."""
_LETTER: Final = "o"
"""What Word sets for a ring."""
_BULLET: Final = re.compile(rf"(?:[{SIGNS}]+\.?|{_LETTER})(?=[ \t\u00a0])")


@dataclass(frozen=True, slots=True)
class Role:
    """What a line is by its words: a title, a dateline, an enacting formula."""

    name: str
    rule: str
    opens: bool
    """Known by the words it opens with, not by words it holds."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of `layout.tsv`."""

    role: Role
    at: str
    pattern: re.Pattern[str]


def role_of(text: str, start: int, end: int, zone: str, grammar: Grammar) -> Role | None:
    """The first role whose words fit text[start:end] in the zone (`front`, `body`, `back`), None for plain text. `opening`: only
    those that begin a paragraph wherever they stand."""
    rows = _rows(grammar, zone)
    first = text[start : min(end, start + 2)]
    if first.isalnum() and "\u0640" not in first and not rows.in_print[first]:
        return None  # cheaper than to fold the line
    folded = _on_one_line(folded_text(text, start, min(end, start + _OPENING)))
    opening = folded.lstrip(_QUOTED)
    held: dict[str, str] = {}
    for row in rows.folded[opening[:2]]:
        if row.at == "start":
            if row.pattern.match(opening):
                return row.role
            continue
        if row.at == "end" and text[end - 1] in ",;،؛":
            continue
        if row.at not in held:
            begin = start if row.at == "any" else max(start, end - _ENDING)
            if begin == start and end - start <= _OPENING:
                held[row.at] = folded
            else:
                held[row.at] = _on_one_line(folded_text(text, begin, end)) if end - start <= _SHORT else ""
        if row.pattern.search(held[row.at]):
            return row.role
    return None


def may_open(first: str, role: str, sign: str) -> bool:
    """Whether a phrase of a preamble may begin a paragraph with a letter behind a sign: with a small one so do they in Russian,
    and in English only the enacting words behind a semicolon."""
    if not first.islower():
        return True
    return role == "enacting" and sign == ";" if "a" <= first <= "z" else role in ("recital", "enacting")


def _on_one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text


_ESCAPE: Final = re.compile(r"\\.|\(\?i\)")
_OTHERS: Final = {
    "en": "[^\u0400-\u04ff\u0600-\u06ff]",
    "ru": "[^A-Za-z\u0600-\u06ff]",
    "ar": "[^A-Za-z\u0400-\u04ff]",
}
"""By script: what a paragraph may open with that holds its words."""
_OPENERS: Final = ("recital", "enacting", "signature", "closing", "heading")
_ROLES: Final = frozenset(
    ("title", "dateline", "timestamp", "recital", "enacting", "closing", "signature", "heading", "text")
)
_PLACES: Final = ("start", "end", "any")
_ORDER: Final = {"enacting": 0, "recital": 1, "signature": 2, "closing": 3}


class _Rows(NamedTuple):
    """Rows by what a paragraph opens with, in the order in which they are tried."""

    folded: ByOpening[_Row, tuple[_Row, ...]]
    """By that once it is folded."""
    in_print: ByOpening[_Row, bool]
    """Whether there is one, by that as it is printed."""


@cache
def _rows(grammar: Grammar, zone: str) -> _Rows:
    """The rows that count in a zone."""
    rows = [row for language in grammar.languages for row in grammar.pack(language).rows("layout")]
    rows.sort(key=lambda row: _ORDER.get(row["role"], 9))
    found: list[tuple[str, _Row]] = []
    for row in rows:
        if _counts(row, zone):
            pattern, at = _checked(row), row["at"]
            opening = pattern if at == "start" else _OTHERS[script_of(_ESCAPE.sub("", pattern)) or "en"]
            found.append((opening, _Row(Role(row["role"], pattern, at == "start"), at, re.compile(pattern))))
    return _Rows(ByOpening(found, tuple), ByOpening(found, bool, in_print=True))


def _checked(row: dict[str, str]) -> str:
    """The pattern of a row; says what is wrong with a row of a house."""
    where = f"layout.tsv, row {row['role']!r}"
    if row["role"] not in _ROLES or row["at"] not in _PLACES:
        raise ResourceError(
            f"{where}: role is one of {', '.join(sorted(_ROLES))}, `at` one of {', '.join(_PLACES)}"
        )
    try:
        re.compile(row["pattern"])
    except re.error as error:
        raise ResourceError(f"{where}: {row['pattern']} is no pattern: {error}") from error
    return row["pattern"]


def _counts(row: dict[str, str], zone: str) -> bool:
    """Whether a row of `layout.tsv` is to be tried in a zone."""
    where, role = row["zone"], row["role"]
    if zone == "opening":
        return row["at"] == "start" and where != "end" and role in _OPENERS
    if where in (zone, "any"):
        return True
    return (zone == "body" and where == "back" and role == "signature") or (zone == "back" and where == "end")


def is_stamp(text: str, start: int, end: int) -> bool:
    """Whether a line is a date and time of day and nothing else."""
    if end - start > 60 or not (text[end - 1].isdecimal() or text[end - 1] in _TIME_ENDS):
        return False
    return _TIME.fullmatch(text, start, end) is not None


def bullet_at(text: str, start: int, end: int) -> int | None:
    """Where the sign of a bullet ends, None where there is none."""
    match = _BULLET.match(text, start, end) if text[start] in SIGNS or text[start] == _LETTER else None
    return match.end() if match else None


def dashed_heading(text: str, start: int, end: int) -> re.Match[str] | None:
    """The heading between dashes at the beginning of text[start:end], as group 1: `Article 2 – Taxes covered – 1. ...`."""
    return _DASHED.match(text, start, end)


def is_heading(text: str, start: int, end: int, grammar: Grammar, longest: int = HEADING) -> bool:
    """Whether a line has the shape of a heading: at most `longest` characters, no stop at its end (capitals may have a full stop), no small letter at its beginning, and no word
    at its end that must go on ("the rules of")."""
    if end - start > longest:
        return False
    if _STOP.search(text[max(start, end - 6) : end]) and not _CAPITALS.fullmatch(text, start, end):
        return False
    words = text[start:end].split()
    if not sentence_words(grammar).isdisjoint(words):
        return False
    first = next((char for char in text[start:end] if char.isalnum()), "")
    if not first or first.islower() or len(words) * 8 > longest:
        return False
    return words[-1] not in reference_words(grammar)


@cache
def month_words(grammar: Grammar) -> frozenset[str]:
    """First words of the names of months, folded, in small letters."""
    return frozenset(
        folded_text(form).split()[0].lower()
        for language in grammar.languages
        for row in grammar.pack(language).rows("months")
        for form in row["forms"].split("|")
    )


@cache
def sentence_words(grammar: Grammar) -> frozenset[str]:
    """Words that a sentence holds and no heading."""
    packs = (grammar.pack(language) for language in grammar.languages)
    return frozenset(word for pack in packs for word in pack.settings("titles").get("sentences", ()))


@cache
def reference_words(grammar: Grammar) -> frozenset[str]:
    """Words behind which a number is a reference, folded, in small letters."""
    return frozenset(
        row["word"].lower()
        for language in grammar.languages
        for row in grammar.pack(language).rows("references")
    )

"""Printed numbers: which marks a line may begin with, and what each may mean.

Comes in: a text and a place in it. Goes out: a Mark with all its readings ((i) is a letter and a Roman numeral); which
of them holds is settled by the numbers around it (nesting.py). The styles are rows of `numbering.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_lowercase
from typing import Final, NamedTuple

from clausedb.errors import ResourceError
from clausedb.fold import fold, unfolded
from clausedb.language import Grammar
from clausedb.parse.structure.numerals import spell
from clausedb.parse.structure.openings import ByOpening, Gate, tokens_of, unnamed

Value = tuple[float, ...]
"""Components of a number from the outside in: 12.1 is (12, 1); 5 bis is (5.1,); й) stands half-way between и and к."""

_HEAD: Final = 90
"""Characters of a line within which its number stands."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a mark: `key` names the series it belongs to, `value` its place in it."""

    key: str
    kind: str
    rank: int
    strength: int
    value: Value
    spelled: str
    """The number in Latin letters and digits, as labels have it."""
    behind: re.Pattern[str] | None = None
    """How the heading goes on in small letters: Annex 1 `to the Agreement`."""
    after: str = ""
    """What it opens a unit behind only: a `signature` (the protocol to a treaty), a `number`; empty where it needs nothing."""


class Mark(NamedTuple):
    """A printed number: `text[start:end]`."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    strength: int
    """That of its strongest reading."""
    named: bool
    """One of its readings is a division with a name."""


@dataclass(frozen=True, slots=True, eq=False)
class _Form:
    """A style with one class of values."""

    key: str
    kind: str
    rank: int
    strength: int
    pattern: re.Pattern[str]
    opening: str
    """A pattern that tells more narrowly what it may begin with."""
    printed: str
    """A pattern of the text before it is folded, that fits wherever `pattern` fits; empty where nothing is folded."""
    gate: str
    """One that fits wherever a form of the same row does."""
    read: Callable[[str], Value | None]
    folded: bool
    classes: str
    behind: re.Pattern[str] | None
    after: str


_OFTEN: Final = 60
"""Times forms are met before it is worth compiling them into one pattern."""
_SURE: Final = 3
"""Strength of the surest styles."""
FIRSTS: Final = ("dot:digits", "dash:digits", "sign:num")
"""Styles whose first number surely begins the body of a text."""
_KNOWN: Final = 8192
"""Surfaces whose meaning is kept, for each set of forms."""
_KINDS: Final = frozenset(
    ("annex", "part", "chapter", "section", "article", "paragraph", "point", "bullet", "recital", "heading")
)
_MANY: Final = ("ordinal",)
_HEADLINES: Final = ("alone", "titled", "words")
"""Classes of divisions without a number, which are known by filling their line."""
_ANY_WORDS: Final = r"[\w]+(?:[ \u00a0]{1,3}[\w]+)?"
_D: Final = "0-9٠-٩۰-۹"
_LATIN_ORDER: Final = {
    "bis": 1,
    "ter": 2,
    "quater": 3,
    "quinquies": 4,
    "sexies": 5,
    "septies": 6,
    "octies": 7,
    "бис": 1,
    "тер": 2,
    "кватер": 3,
    "مكرر": 1,
    "مكررا": 1,
}
_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUM: Final = re.compile(
    rf"(?:(?P<letter>[A-Z])[-.]?)?(?P<digits>[{_D}]+(?:[.\-–][{_D}]+)*)[ )]*(?P<suffix>[a-zA-Z]+|[а-я]+|مكررا?)?(?P<high>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
)
_ROMAN: Final = re.compile("m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_CYRILLIC: Final = {letter: index + 1.0 for index, letter in enumerate("абвгдежзиклмнопрстуфхцчшщэюя")} | {
    "ё": 6.5,
    "й": 9.5,
    **dict(zip("әғқңөұүһі", (1.5, 4.5, 10.5, 13.5, 14.5, 19.3, 19.6, 21.5, 25.5), strict=True)),
}
"""Russian letters, and the Kazakh ones between them."""
_LATIN_TWINS: Final = str.maketrans("асеорхукАСЕОРХКВМТ", "aceopxykACEOPXKBMT")
_TWINNED: Final = {"a": "aа", "c": "cс", "e": "eе", "o": "oо", "p": "pр", "x": "xх", "y": "yу"}
"""Small Latin letters with the Cyrillic ones that look the same."""
_ABJAD: Final = {letter: index + 1.0 for index, letter in enumerate("ابجدهوزحطيكلمنسعفصقرشتثخذضظغ")}


def _read_digits(surface: str) -> Value | None:
    number = surface.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")
    raised = surface[len(number) :].translate(_SUPERSCRIPT)
    number, _, inserted = number.partition("-")
    return (int(number) + int(raised or inserted or 0) / 100,)


def _read_decimal(surface: str) -> Value | None:
    """1.2.3; letters go on behind the digits, as in the targets of the 2030 Agenda: 1.5, 1.a, 1.b, 2.1."""
    number, _, letter = surface.rpartition(".")
    if "a" <= letter <= "h":
        return (int(number) + 0.5, ord(letter) - 96.0)
    return tuple(float(int(part)) for part in surface.split("."))


def _read_num(surface: str) -> Value | None:
    match = _NUM.fullmatch(surface.strip())
    if match is None:
        return None
    parts = [float(int(part)) for part in re.split(r"[.\-–]", match["digits"])]
    if match["letter"]:
        parts.insert(0, float(ord(match["letter"]) - 64))
    suffix = (match["suffix"] or "").lower()
    if suffix:
        order = _LATIN_ORDER.get(suffix) or (ord(suffix) - 96 if len(suffix) == 1 else None)
        if order is None:
            return None
        parts[-1] += order / 100
    if match["high"]:
        parts[-1] += int(match["high"].translate(_SUPERSCRIPT)) / 100
    return tuple(parts)


def read_roman(surface: str) -> Value | None:
    """The value of a Roman numeral, None where it is none."""
    small = surface.lower()
    if not small or not _ROMAN.fullmatch(small):
        return None
    values = [_ROMAN_VALUES[letter] for letter in small]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return (float(sum(-here if here < after else here for here, after in pairs)),)


def _read_roman_num(surface: str) -> Value | None:
    """A Roman numeral, with a Latin adverb or a letter behind it or without: XXVIII bis, III A."""
    numeral, *suffix = surface.split()
    value = read_roman(numeral)
    return value and (value[0] + sum(map(_order_of, suffix)) / 100,)


def _order_of(suffix: str) -> int:
    """What bis (1), ter (2), or A (1), B (2) counts."""
    return _LATIN_ORDER.get(suffix.lower()) or ord(suffix) - 64


def _read_letter(surface: str) -> Value | None:
    """a..z as 1..26; Cyrillic twins of Latin letters count as those; aa, bb as 27, 28."""
    small = surface.translate(_LATIN_TWINS).lower()
    if not all("a" <= letter <= "z" for letter in small) or len(set(small)) != 1:
        return None
    return (float(ord(small[0]) - 96 + 26 * (len(small) - 1)),)


def _read_table(letters: dict[str, float], size: float) -> Callable[[str], Value | None]:
    def read(surface: str) -> Value | None:
        small = surface.lower()
        if len(set(small)) != 1 or small[0] not in letters:
            return None
        return (letters[small[0]] + size * (len(small) - 1),)

    return read


def _read_none(surface: str) -> Value | None:
    return (1.0,)


_CLASSES: Final[dict[str, tuple[str, Callable[[str], Value | None]]]] = {
    "digits": (rf"[{_D}]{{1,3}}(?:-[1-9](?=[).]))?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{0,2}}", _read_digits),
    "decimal": (rf"[{_D}]{{1,3}}(?:(?:\.[{_D}]{{1,3}}){{1,4}}|\.[a-h])", _read_decimal),
    "num": (
        rf"(?:[A-Z]{{1}}[-.]?)?[{_D}]{{1,5}}(?:[.\-–][{_D}]{{1,3}}){{0,3}}"
        r"(?:[ ]?(?i:bis|ter|quater|quinquies|sexies|septies|octies|бис|тер|кватер)\b|[ ]?[)]?[ ]?مكررا?\b|[A-Za-z]\b|[ ][A-H](?=[.:—–]|$)|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?(?!\w)",
        _read_num,
    ),
    "roman": (r"[ivxlcdm]{1,7}", read_roman),
    "ROMAN": (
        r"[IVXLCDM][IVXLCDMivxlcdm]{0,8}(?!\w)"
        r"(?:[ \u00a0]{1,3}(?:(?i:bis|ter|quater|quinquies|sexies|septies|octies)\b|[A-H](?=[.:—–]|$)))?",
        _read_roman_num,
    ),
    "letter": (r"[a-zасеорху]{1,2}", _read_letter),
    "LETTER": (r"[A-ZАВСЕКМНОРТХ](?!\w)", _read_letter),
    "cyr": (r"[а-яёәғқңөұүһі]", _read_table(_CYRILLIC, 28.0)),
    "cyr.upper": (r"[А-ЯЁ](?!\w)", _read_table(_CYRILLIC, 28.0)),
    "abjad": (r"[ابجدهوزحطيكلمنسعفصقرشتثخذضظغ]{1,2}", _read_table(_ABJAD, 28.0)),
    "heh": ("ه", lambda surface: (5.0,)),
    "alone": (r"(?=[ ]*[.:]?[ ]*$)", _read_none),
    "superscript": (r"[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}", lambda surface: (float(int(surface.translate(_SUPERSCRIPT))),)),
    "words": (r"(?=(?:[ \u00a0]+[^\W\d_]+){1,5}[ ]*$)", _read_none),
    "of": (r"(?=[ \u00a0]+\S)", _read_none),
    "titled": (r"(?=(?:[ \u00a0,-]+[A-ZА-ЯЁ’'-]+)+[ ]*$)", _read_none),
}
_TWICE: Final = {
    name: "|".join(f"[{letter}]{{1,2}}" for letter in letters)
    for name, letters in {
        "letter": [_TWINNED.get(letter, letter) for letter in ascii_lowercase],
        "abjad": _ABJAD,
    }.items()
}
"""By class, what its values look like where one that has two letters has the same twice: `aa`."""


def marks_at(text: str, start: int, end: int, grammar: Grammar) -> Mark | None:
    """The number that text[start:end] begins with, all readings of its longest surface; None where there is none."""
    forms = _forms(grammar)
    stop = start + _HEAD if end - start > _HEAD else end
    opening = text[start : start + 2] if stop - start > 1 else text[start]
    if not text.isascii():
        arabic = (opening[0] == "(" or "\u0600" <= opening[0] <= "\u06ff") and forms.printed[
            opening
        ].may_match(text, start, stop)
        hyphen = text.find("\u00ad", start, stop) >= 0
        if arabic or hyphen:
            return _folded_marks(text, start, stop, arabic, hyphen, forms)
    table = forms.plain[opening]
    numbers = table.read(text, start, stop) if table else None
    return numbers and Mark(start, start + numbers.longest, *numbers.meaning)


def _folded_marks(text: str, start: int, stop: int, arabic: bool, hyphen: bool, forms: _Forms) -> Mark | None:
    """The same where the text has to be folded first: it has soft hyphens, or may begin with a form of the folded text."""
    piece = fold(text, start, stop)
    found: list[tuple[int, Reading]] = []
    table = forms.plain[piece.text[:2] if hyphen else text[start : min(stop, start + 2)]]
    if table and hyphen:
        numbers = table.read(piece.text, 0, len(piece.text))
        found = [(piece.offset(reached), one) for reached, one in numbers.all] if numbers else []
    elif table:
        numbers = table.read(text, start, stop)
        found = [(start + reached, one) for reached, one in numbers.all] if numbers else []
    below = forms.folded[piece.text[:2]] if arabic else None
    numbers = below.read(piece.text, 0, stop - start) if below else None
    if numbers:
        found.extend((piece.offset(reached), one) for reached, one in numbers.all)
    if not found:
        return None
    longest = max([reached for reached, _ in found])
    return Mark(start, longest, *_meaning([one for reached, one in found if reached == longest]))


def opens_units(text: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether text[start:end] opens with the first number of a series that surely ends a preamble."""
    mark = marks_at(text, start, end, grammar)
    return mark is not None and any(
        one.value[0] == 1 and (one.key in FIRSTS or (one.rank > 0 and one.strength == _SURE))
        for one in mark.readings
    )


def number_places(text: str, start: int, end: int, grammar: Grammar) -> list[int]:
    """Offsets in text[start:end] at which a number stands, behind a blank, in brackets behind a colon or semicolon, or behind the mark that
    opens a quotation; ascending. None within another."""
    found: list[int] = []
    anywhere = _anywhere(grammar)
    match = anywhere.search(text, start, end)
    while match:
        mark = marks_at(text, match.start(), end, grammar)
        if mark:
            found.append(mark.start)
        match = anywhere.search(text, mark.end if mark else match.start() + 1, end)
    return found


@cache
def _anywhere(grammar: Grammar) -> re.Pattern[str]:
    """What any form, in the text as it is printed, begins with."""
    pairs = _forms(grammar).patterns
    shown = [(pattern, form) for pattern, form in pairs if form.classes not in _HEADLINES]
    joined = "|".join(pattern for pattern, form in shown if not _is_word(form))
    letters = "|".join(pattern for pattern, form in shown if _is_word(form))
    return re.compile(
        rf"(?:(?<=\s)|(?<=[:;؛])(?=\()|(?<=[:;.]\s[“«„\"‘]))(?:{joined})|(?:(?<=[:;.]\s)|(?<=\d\s))(?:{letters or '(?!)'})"
    )


@cache
def lone_annexes(grammar: Grammar) -> re.Pattern[str]:
    """What names an annex that has no number and fills its line."""
    words = [
        form.pattern.pattern.partition("(?P<n>")[0]
        for _, form in _forms(grammar).patterns
        if form.classes == "alone" and form.rank == 1 and not form.after
    ]
    return re.compile("|".join(words) or "(?!)")


def _is_word(form: _Form) -> bool:
    """Whether a form may be a word of a sentence: a letter without a sign."""
    return form.classes in ("letter", "roman") and not form.strength


_Meaning = tuple[tuple[Reading, ...], int, bool]
"""The readings of a surface, the strength of the strongest, and whether one is a division with a name."""


def _meaning(readings: Sequence[Reading]) -> _Meaning:
    return (
        tuple(readings),
        max((one.strength for one in readings), default=0),
        any(one.rank for one in readings),
    )


class _Numbers(NamedTuple):
    """What stands at a place, in the forms that fit it."""

    longest: int
    """Characters of the longest."""
    meaning: _Meaning
    """What the longest means."""
    all: tuple[tuple[int, Reading], ...]
    """Each with its length."""


class _Table:
    """Forms that may begin in the same way. Where they are met often they are tried all at once."""

    def __init__(self, forms: tuple[_Form, ...]) -> None:
        self.forms = forms
        self._met = 0
        self._match: Callable[[str, int, int], re.Match[str] | None] | None = None
        self._known: dict[tuple[str | None, ...], _Numbers] = {}

    def read(self, text: str, start: int, stop: int) -> _Numbers | None:
        """What text[start:stop] begins with, None where no form fits."""
        if self._match is None:
            self._met += 1
            if self._met >= _OFTEN:
                self._match = self._compile()
            tried = ((form, form.pattern.match(text, start, stop)) for form in self.forms)
            numbers = _numbers([(form, match[0], match["n"]) for form, match in tried if match])
            return numbers if numbers.all else None
        match = self._match(text, start, stop)
        if match is None or match.lastindex is None:
            return None
        groups = match.groups()
        found = self._known.get(groups)
        if found is None:
            if len(self._known) > _KNOWN:
                self._known.clear()
            printed = [(form, match[f"form{at}"], match[f"number{at}"]) for at, form in enumerate(self.forms)]
            found = self._known[groups] = _numbers([one for one in printed if one[1] is not None])
        return found if found.all else None

    def _compile(self) -> Callable[[str, int, int], re.Match[str] | None]:
        tried = (
            f"(?:(?=(?P<form{at}>{form.pattern.pattern.replace('(?P<n>', f'(?P<number{at}>')}))|)"
            for at, form in enumerate(self.forms)
        )
        return re.compile("".join(tried)).match


def _numbers(printed: list[tuple[_Form, str, str]]) -> _Numbers:
    """What surfaces mean: each with its form and the number in it."""
    found: list[tuple[int, Reading]] = []
    for form, surface, number in printed:
        reading = _read(form, number)
        if reading is not None:
            found.append((len(surface.rstrip()), reading))
    longest = max((reached for reached, _ in found), default=0)
    return _Numbers(longest, _meaning([one for reached, one in found if reached == longest]), tuple(found))


@lru_cache(maxsize=4096)
def _read(form: _Form, surface: str) -> Reading | None:
    value = form.read(surface)
    if value is None:
        return None
    spelled = _spell(form, surface, value)
    return Reading(form.key, form.kind, form.rank, form.strength, value, spelled, form.behind, form.after)


def _spell(form: _Form, surface: str, value: Value) -> str:
    if form.classes in ("ordinal", "adverb", "heh"):
        return str(int(value[0]))
    if form.classes == "ROMAN":
        return spell("".join(surface.split()))
    return spell(surface.translate(_LATIN_TWINS).lower() if form.classes == "letter" else surface)


class _Forms(NamedTuple):
    """The forms of a grammar."""

    plain: ByOpening[_Form, _Table | None]
    """Those of the text as it is."""
    folded: ByOpening[_Form, _Table | None]
    """Those of the folded text."""
    printed: ByOpening[str, Gate]
    """The same, as they may be printed."""
    patterns: list[tuple[str, _Form]]
    """All, as they may be printed, without names of groups."""


@cache
def _forms(grammar: Grammar) -> _Forms:
    forms: list[_Form] = []
    for language in ("", *grammar.languages):
        rows = grammar.pack(language).rows("numbering") if language else grammar.rows("numbering")
        classes = _CLASSES | (_word_classes(grammar, language) if language else {})
        for row in rows:
            forms.extend(_compile(row, classes, language))
    plain, folded = [form for form in forms if not form.folded], [form for form in forms if form.folded]
    return _Forms(
        ByOpening(((form.opening, form) for form in plain), _table),
        ByOpening(((form.opening, form) for form in folded), _table),
        ByOpening(((form.opening, form.gate) for form in folded), Gate, in_print=True),
        [
            *((unnamed(form.pattern.pattern), form) for form in plain),
            *((form.printed, form) for form in folded),
        ],
    )


def _table(forms: tuple[_Form, ...]) -> _Table | None:
    return _Table(forms) if forms else None


def _compile(
    row: dict[str, str], classes: dict[str, tuple[str, Callable[[str], Value | None]]], language: str
) -> list[_Form]:
    found: list[_Form] = []
    where = f"numbering.tsv of {language or 'all languages'}, row {row['id']!r}"
    kind, rank, strength = row["kind"], _number(where, row, "rank", 99), _number(where, row, "strength", 3)
    if kind not in _KINDS:
        raise ResourceError(f"{where}: there is no kind {kind!r}; there are {', '.join(sorted(_KINDS))}")
    if "<n>" not in row["pattern"]:
        raise ResourceError(f"{where}: the pattern does not say with <n> where the number stands")
    names = row["values"].split("|")
    unknown = next((name for name in names if name not in classes), None)
    if unknown is not None:
        known = ", ".join(sorted(classes))
        raise ResourceError(f"{where}: no class of values is called {unknown!r}; there are {known}")
    coarse = {name: _ANY_WORDS if name in _MANY else f"(?:{classes[name][0]})" for name in names}
    gate = _printed(row["pattern"], "|".join(coarse.values())) if language == "ar" else ""
    for name in names:
        values, read = classes[name]
        found.append(
            _Form(
                row["id"] if rank else f"{row['id']}:{name}",
                kind,
                rank,
                strength,
                _pattern(where, row["pattern"].replace("<n>", f"(?P<n>{values})")),
                row["pattern"].replace("<n>", f"(?:{_TWICE.get(name, values)})"),
                _printed(row["pattern"], coarse[name]) if language == "ar" else "",
                gate,
                read,
                language == "ar",
                name,
                _pattern(where, row["behind"]) if row.get("behind") else None,
                row.get("after") or "",
            )
        )
    return found


def _printed(pattern: str, values: str) -> str:
    """The pattern of a row with values in it, as one of the text before it is folded."""
    return unfolded(tokens_of(unnamed(pattern.replace("<n>", f"(?:{values})"))))


def _number(where: str, row: dict[str, str], column: str, most: int) -> int:
    cell = row[column]
    if not (cell.isascii() and cell.isdigit() and int(cell) <= most):
        raise ResourceError(f"{where}: {column} is a number from 0 to {most}, not {cell!r}")
    return int(cell)


def _pattern(where: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ResourceError(f"{where}: {pattern} is no pattern: {error}") from error


def _word_classes(grammar: Grammar, language: str) -> dict[str, tuple[str, Callable[[str], Value | None]]]:
    """Classes whose values are words: ordinals (first, السادسة) and adverbs (ثالثا)."""
    found: dict[str, tuple[str, Callable[[str], Value | None]]] = {}
    for name, table in (("ordinal", "ordinals"), ("adverb", "adverbs")):
        words = {row["word"].lower(): float(row["value"]) for row in grammar.pack(language).rows(table)}
        if words:
            longest_first = sorted(words, key=len, reverse=True)
            found[name] = (rf"(?i:{'|'.join(map(_spaced, longest_first))})(?!\w)", _word_reader(words))
    return found


def _spaced(words: str) -> str:
    return r"[ \u00a0]{1,3}".join(map(re.escape, words.split()))


def _word_reader(words: dict[str, float]) -> Callable[[str], Value | None]:
    def read(surface: str) -> Value | None:
        value = words.get(" ".join(surface.lower().split()))
        return None if value is None else (value,)

    return read

"""Printed numbers in Latin letters and digits, for labels."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TRANSLITERATED: Final = {
    **dict(zip("абвгдезийклмнопрстуфхцыэю", "abvgdeziyklmnoprstufhcyeu", strict=True)),
    "ё": "yo", "ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "я": "ya", "ъ": "", "ь": "",
    "ә": "ae", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "oe", "ұ": "u", "ү": "ue", "һ": "h", "і": "i",
    **dict(zip("ابجدهوزحطيكلمنسعفصقرشتثخذضظغ", "abjdhwzHTyklmnsEfSqrctVxZDYg", strict=True)),
    "أ": "a", "إ": "a", "آ": "a", "ة": "h", "ى": "y",
}  # fmt: skip
_UNIT_WORD: Final = re.compile(r"^[^\W\d_]{2,}\.?[ \u00a0]+(?:№|No\.?|N)?[ \u00a0]*")
_RAISED: Final = re.compile(r"(?<=\d)[⁰¹²³⁴-⁹]+")
_AGAIN: Final = re.compile("مكررا?")


def spell(number: str) -> str:
    """A printed number without its unit word and signs: `Article 5 bis` is 5bis, (а) is a, المادة ٥ is 5; perhaps empty."""
    plain = _RAISED.sub(r"-\g<0>", _UNIT_WORD.sub("", number.strip()))
    folded = unicodedata.normalize("NFKC", plain).replace("\u0640", "")
    folded = _AGAIN.sub("bis", folded)
    latin = "".join(_latin(char) for char in folded)
    return re.sub(r"[^A-Za-z0-9.\-/]+", "", latin).strip(".-/")


def spell_letter(number: int) -> str:
    """1 as a, 26 as z, 27 as aa, 28 as bb."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _latin(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    small = char.lower()
    latin = _TRANSLITERATED.get(small)
    if latin is None:
        return "-" if char == "–" else char
    return latin.upper() if char != small else latin

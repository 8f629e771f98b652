"""Names in one alphabet and without their vowels, so that spellings and scripts of one name come out alike.

Rules: transliterate; {zh, dz, dj, gh, j, g, c before e and i} are one consonant, {kh, q, k, x} another; w is v, f at the
end too; sh and ts are s, p is b; vowels, y and hyphens are dropped, doubles collapsed. "Kassym-Jomart Tokayev",
"Касым-Жомарт Токаев" and «قاسم غوميرت توكاييف» differ then in nothing or one letter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_CYRILLIC: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіїєґўџ",
        (
            *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r"),
            *("s", "t", "u", "f", "kh", "ts", "ch", "sh", "sh", "", "y", "", "e", "yu", "ya"),
            *("a", "gh", "q", "n", "o", "u", "u", "h", "i", "i", "e", "g", "u", "j"),
        ),
        strict=True,
    )
)
_ARABIC: Final = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءئؤأإآپچژگڤکی",
        (
            *(
                "a",
                "b",
                "t",
                "s",
                "j",
                "h",
                "kh",
                "d",
                "z",
                "r",
                "z",
                "s",
                "sh",
                "s",
                "d",
                "t",
                "z",
                "",
                "gh",
            ),
            *("f", "q", "k", "l", "m", "n", "h", "o", "y", "", "", "", "", "", "a", "a", "a"),
            *("p", "ch", "j", "g", "v", "k", "y"),
        ),
        strict=True,
    )
)
_LATIN: Final = dict(
    zip(
        "əışşçğñöüéèêáàâäåãíìîïóòôõúùûýžšćčřłńżźæøðþß",
        (
            *("e", "i", "sh", "sh", "ch", "gh", "n", "o", "u", "e", "e", "e", "a", "a", "a", "a", "a", "a"),
            *("i", "i", "i", "i", "o", "o", "o", "o", "u", "u", "u", "y", "zh", "sh", "ch", "ch", "r", "l"),
            *("n", "z", "z", "ae", "o", "d", "th", "ss"),
        ),
        strict=True,
    )
)
_LETTERS: Final = str.maketrans(_CYRILLIC | _ARABIC | _LATIN)
_MARKS: Final = re.compile("[\u0300-\u036f\u064b-\u0655\u0670\u0640\u200b-\u200f\u202a-\u202e'’ʼ`ʿʾ]+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_J_CLASS: Final = re.compile(r"zh|dzh|dz|dj|gh|[jg]|c(?=[ei])")
_K_CLASS: Final = re.compile(r"kh|ck|[qkxc]")
_VOWELS: Final = re.compile(r"(?<!^)[aeiouyh]|^[aeiouyh]+")
_DOUBLES: Final = re.compile(r"(.)\1+")


def transliterate(text: str) -> str:
    """The text in lower-case Latin letters without marks."""
    return _MARKS.sub("", text.lower()).translate(_LETTERS)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of one word; empty for a word of vowels."""
    latin = transliterate(word)
    if latin.startswith("o") and word[:1] == "و":
        latin = "v" + latin[1:]
    latin = (
        latin.replace("ch", "\0").replace("sh", "s").replace("ts", "s").replace("th", "t").replace("ph", "f")
    )
    latin = _K_CLASS.sub("k", _J_CLASS.sub("j", latin)).replace("\0", "j")
    latin = latin.replace("w", "v").replace("p", "b")
    latin = latin[:-2] + "v" if latin.endswith("ff") else latin[:-1] + "v" if latin.endswith("f") else latin
    return _DOUBLES.sub(r"\1", _VOWELS.sub("", latin))


def skeletons(name: str) -> tuple[str, ...]:
    """Skeletons of the words of a name that keep a consonant, in order."""
    return tuple(found for found in map(skeleton, _WORD.findall(_MARKS.sub("", name))) if found)


@lru_cache(maxsize=1 << 14)
def script(text: str) -> str:
    """latin, cyrillic or arabic: the script of most of the letters."""
    counts = {"latin": 0, "cyrillic": 0, "arabic": 0}
    for letter in text:
        if letter.isalpha():
            code = ord(letter)
            name = "cyrillic" if 0x400 <= code < 0x530 else "arabic" if 0x600 <= code < 0x780 else "latin"
            counts[name] += 1
    return max(counts, key=lambda name: counts[name])

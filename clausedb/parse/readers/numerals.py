"""Numbers of lists as pages and Word files show them, which their text does not hold."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
"""The letters that Russian lists are numbered by: no ё, й, ъ, ы, ь."""


def roman(number: int) -> str:
    """A number from 1 on in small Roman numerals."""
    found = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        found += sign * times
    return found


def letters(number: int, alphabet: str = _LATIN) -> str:
    """A number from 1 on as a letter, doubled behind the last one: y, z, aa, bb."""
    times, at = divmod(number - 1, len(alphabet))
    return alphabet[at] * (times + 1)


def numeral(number: int, style: str) -> str:
    """A number in a style of Word (`lowerRoman`) or of a page (`i`); in digits where there is no such style."""
    if number < 1:
        return str(number)
    match style:
        case "lowerLetter" | "a":
            return letters(number)
        case "upperLetter" | "A":
            return letters(number).upper()
        case "lowerRoman" | "i":
            return roman(number)
        case "upperRoman" | "I":
            return roman(number).upper()
        case "russianLower":
            return letters(number, _RUSSIAN)
        case "russianUpper":
            return letters(number, _RUSSIAN).upper()
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)

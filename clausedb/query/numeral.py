"""The number alone in a printed number: `3` in "Article 3", "3." and "(3)"; as a function, and as the same in SQL.

What is before it is one word and signs ("المادة", "PART"), what is behind it signs; digits are ASCII, letters small.
"""

from __future__ import annotations

import re
from typing import Final

from clausedb.query.bound import Place

_EASTERN: Final = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_ASCII: Final = "01234567890123456789"
_DIGITS: Final = str.maketrans(_EASTERN, _ASCII)
_ALONE: Final = re.compile(r"[\W_]*(?:[^\W\d_]{2,}[\W_]+)?([^\W_].*?)[\W_]*", re.DOTALL)
_ALONE_SQL: Final = r"(?s)^[^\pL\pN]*(?:[\pL\p{No}\p{Nl}]{2,}[^\pL\pN]+)?([\pL\pN].*?)[^\pL\pN]*$"


def is_printed_number(place: Place) -> bool:
    """Whether the field holds the numbers of clauses as printed."""
    return place.table == "clauses" and place.field.column == "number"


def alone(printed: str) -> str:
    """The number without the word before it and the signs around it; empty where there is none."""
    found = _ALONE.fullmatch(printed.lower().translate(_DIGITS))
    return found[1] if found else ""


def number_alone(value: str) -> str:
    """A value that is a number and nothing else, as `alone` has it; empty of any other."""
    found = alone(value)
    return found if found == value.lower().translate(_DIGITS) else ""


def alone_sql(printed: str) -> str:
    """The same of an expression of SQL."""
    plain = f"translate(lower({printed}), '{_EASTERN}', '{_ASCII}')"
    return f"regexp_extract({plain}, '{_ALONE_SQL}', 1)"

"""Citations of a document or clause, ready to paste: OSCOLA, Bluebook, GOST R 7.0.5, or plain.

Sources: OSCOLA (4th ed.) and its guide to international law (2006), sections on treaties and UN documents; The Bluebook
(21st ed.), rules 16 and 21.4, 21.7; GOST R 7.0.5-2008, sections 5 and 7. Where a document is of no kind that a style
speaks of, the nearest form is used: nothing is made up that the database does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT: Final = (
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
_RUSSIAN: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_RUSSIAN_MONTH: Final = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_RUSSIAN_TYPES: Final = {
    "treaty": "договор", "convention": "конвенция", "agreement": "соглашение", "protocol": "протокол",
    "covenant": "пакт", "charter": "устав", "exchange_of_notes": "обмен нотами", "memorandum": "меморандум",
    "memorandum_of_understanding": "меморандум о взаимопонимании", "plan": "план",
    "declaration": "декларация", "joint_statement": "совместное заявление", "statement": "заявление",
    "communique": "коммюнике", "resolution": "резолюция", "decision": "решение", "action_plan": "план действий",
    "programme": "программа", "road_map": "дорожная карта", "agenda": "повестка дня", "framework": "рамочная программа",
    "strategy": "стратегия", "law": "закон",
    "report": "доклад",
}  # fmt: skip
_TREATIES: Final = (
    "treaty",
    "convention",
    "agreement",
    "protocol",
    "covenant",
    "charter",
    "exchange_of_notes",
)
_RESOLUTION: Final = re.compile(r"(S|A|E)/RES/(\S+)")
_SERIES: Final = {"UNTS": "U.N.T.S.", "LNTS": "L.N.T.S.", "ILM": "I.L.M."}
"""Series of treaties: as British lawyers cite them, and as American ones do."""
_PRINTED: Final = re.compile(r"\b(\d+)\s+(UNTS|LNTS|ILM)\s+(\d+)\b")
_ORGANS: Final = {"S": ("UNSC", "S.C."), "A": ("UNGA", "G.A."), "E": ("ECOSOC", "E.S.C.")}


@dataclass(frozen=True, slots=True)
class Citable:
    """What a citation is made of; empty where it is not known."""

    title: str
    type: str = ""
    parties: tuple[str, ...] = ()
    """Names, in the order of the document."""
    place: str = ""
    date: str = ""
    """ISO 8601, as exact as it is known."""
    symbol: str = ""
    source: str = ""
    kind: str = ""
    """Of the clause: article, paragraph, text ...; empty for a whole document."""
    label: str = ""
    """Of the clause."""

    @property
    def printed(self) -> tuple[str, str, str] | None:
        """Volume, series and page, where the source is such a place: `1155 UNTS 331`."""
        found = _PRINTED.search(self.source.replace(".", ""))
        return (found[1], found[2], found[3]) if found else None

    @property
    def name(self) -> str:
        """The title without the place and date that some publishers put behind it in brackets: styles give them themselves."""
        year = self.date[:4]
        return re.sub(rf"\s*\([^()]*\b{year}\b[^()]*\)$", "", self.title) if year.isdigit() else self.title


def plainly(one: Citable) -> str:
    """Title, type, place, date and pinpoint."""
    place = _joined(", ", one.place, _british(one.date))
    return _joined(
        ", ", f"“{one.name}”", one.type.replace("_", " "), place, _pinpoint(one, "art. ", "para. ")
    )


def oscola(one: Citable) -> str:
    """As British lawyers cite: no full stops, pinpoints last."""
    pinpoint = _pinpoint(one, "art ", "para ")
    resolution = _RESOLUTION.match(one.symbol)
    if resolution:
        head = f"{_ORGANS[resolution[1]][0]} Res {resolution[2]}"
        return _joined(", ", _joined(" ", head, _round(_british(one.date)), f"UN Doc {one.symbol}"), pinpoint)
    if one.type == "press_report":
        return _joined(" ", f"‘{one.name}’", _round(_british(one.date)), _angled(one.source), pinpoint)
    between = _round("–".join(one.parties)) if len(one.parties) == 2 and one.type in _TREATIES else ""
    verb = (
        "adopted" if one.type in ("convention", "covenant", "charter", "resolution", "decision") else "signed"
    )
    signed = _round(_joined(" ", verb, _british(one.date))) if one.date else ""
    return _joined(" ", one.name, between, signed, " ".join(one.printed or ()), pinpoint)


def bluebook(one: Citable) -> str:
    """As American lawyers cite: pinpoint before the date, paragraphs by ¶."""
    pinpoint, date = _pinpoint(one, "art. ", "¶ "), _american(one.date)
    resolution = _RESOLUTION.match(one.symbol)
    if resolution:
        head = f"{_ORGANS[resolution[1]][1]} Res. {resolution[2]}"
        return _joined(" ", _joined(", ", head, pinpoint), _round(date)) + "."
    if one.type == "press_report":
        return _joined(", ", _joined(" ", one.name, _round(date)), pinpoint, one.source) + "."
    between = "-".join(one.parties) if len(one.parties) == 2 else ""
    # The subdivision follows the name at once; only names of parties part the two.
    named = _joined(", ", one.name, between, pinpoint) if between else _joined(" ", one.name, pinpoint)
    if one.type in _TREATIES:
        volume, series, page = one.printed or ("", "", "")
        return _joined(", ", named, date, _joined(" ", volume, _SERIES.get(series, ""), page)) + "."
    return _joined(" ", named, _round(date)) + "."


def gost(one: Citable) -> str:
    """As Russian publishers cite: title, colon, kind; areas parted by a full stop and a dash."""
    kind = _RUSSIAN_TYPES.get(one.type, "")
    already = kind and one.name.casefold().startswith(kind[:6])
    head = _joined(" : ", one.name, "" if already else kind)
    made = _round(_joined(", ", one.place, _russian(one.date)))
    areas = [_joined(" ", head, one.symbol, made)]
    if one.source.startswith(("http://", "https://")):
        areas.append(f"URL: {one.source}")
    if one.printed:
        volume, series, page = one.printed
        areas[0] += f" // {series}"
        areas += [f"Vol. {volume}", f"P. {page}"]
    if one.label:
        areas.append(_russian_pinpoint(one))
    return ". – ".join(area.rstrip(".") for area in areas) + "."


STYLES: Final[dict[str, Callable[[Citable], str]]] = {
    "plain": plainly,
    "oscola": oscola,
    "bluebook": bluebook,
    "gost": gost,
}
"""The styles by the names that /cite takes."""


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)


def _round(text: str) -> str:
    return f"({text})" if text else ""


def _angled(text: str) -> str:
    return f"<{text}>" if text.startswith(("http://", "https://")) else ""


def _parts(date: str) -> tuple[str, int, int]:
    """(year, month, day); 0 where it is not known. A range is told by its last day: a meeting adopts its text at its end."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date.rpartition("/")[2])
    return (found[1], int(found[2] or 0), int(found[3] or 0)) if found else (date, 0, 0)


def _british(date: str) -> str:
    year, month, day = _parts(date)
    return _joined(" ", str(day or ""), _MONTHS[month - 1] if month else "", year)


def _american(date: str) -> str:
    year, month, day = _parts(date)
    if not month:
        return year
    return f"{_SHORT[month - 1]} {day}, {year}" if day else f"{_SHORT[month - 1]} {year}"


def _russian(date: str) -> str:
    year, month, day = _parts(date)
    if not month:
        return f"{year} г." if year else ""
    return f"{day} {_RUSSIAN[month - 1]} {year} г." if day else f"{_RUSSIAN_MONTH[month - 1]} {year} г."


def _pinpoint(one: Citable, article: str, paragraph: str) -> str:
    """`art 5(2)(a)`, `para 7`, `preamble`; paragraphs without a number by their place: `text 3`."""
    label, _, unnumbered = one.label.partition(".p")
    if not label:
        return ""
    if not label[0].isdigit():
        named = re.fullmatch(r"(recital|[a-z]+)-(\d+)", label)
        if named is None:
            return label
        return f"preamble, recital {named[2]}" if named[1] == "recital" else f"{named[1]} {named[2]}"
    counted = f", {_ordinal(int(unnumbered))} sub-paragraph" if unnumbered.isdigit() else ""
    return f"{article if _in_article(one) else paragraph}{label}{counted}"


def _in_article(one: Citable) -> bool:
    """Whether the first number of a label counts articles."""
    return (
        one.kind == "article"
        or (one.kind != "paragraph" and one.type in _TREATIES)
        or (one.kind == "paragraph" and re.search(r"\(|\.\d", one.label) is not None)
    )


def _russian_pinpoint(one: Citable) -> str:
    label, _, unnumbered = one.label.partition(".p")
    if not label[0].isdigit():
        number = label.rpartition("-")[2]
        return f"Преамбула, абз. {number}" if label.startswith("recital") else f"Абз. {number}"
    counted = f", абз. {unnumbered}" if unnumbered else ""
    return f"{'Ст.' if _in_article(one) else 'П.'} {label}{counted}"


def _ordinal(number: int) -> str:
    tail = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"

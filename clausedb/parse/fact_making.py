"""When and where a document was made, and in which languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from clausedb.fold import fold
from clausedb.model import Clause, Mention
from clausedb.parse.fact_view import ADOPTED, View, day_in, days_in
from clausedb.parse.names.home import agency_states
from clausedb.parse.references.passages import Passage

_CLOSE: Final = 2
"""Last clauses that may say where and when a document was made, though nothing of it is numbered."""
_CITY: Final = (
    r"(?:(?:г\.|город|مدينة)\s*)?(?P<place>[^\W\d][\w’. -]{2,30}?)"
    r"(?:\s*[,،–—|/-]\s*[^\W\d][\w’ .-]{2,40}?|\s*\([^\W\d][\w’ .-]{1,40}\))?\s*"
)
"""A place with the state behind it."""
_PLACE_LINE: Final = re.compile(rf"\s*{_CITY}(?:[,،–—|/-]\s*(?:г\.\s*|في\s+)?|(?<=\s)في\s+)")
_PLACE_ALONE: Final = re.compile(rf"\s*{_CITY}")
_PLACE_LAST: Final = re.compile(rf"\s*(?:г(?:ода|\.))?\s*[,،–—|/-]\s*{_CITY}")
"""The words before and behind the day in a line of place and date."""
_LAST: Final = frozenset(("closing", "text", "signature", "dateline", "heading"))
_ENDS: Final = frozenset(("closing", "signature"))
_INDENT: Final = 40
_TESTIMONIUM: Final = 450
_FIRST: Final = 3
"""Paragraphs of a report that may hold its dateline."""
_DATELINE: Final = 60
_DATELINE_BEFORE: Final = re.compile(r"[^\W\d_][\w .’'-]{1,40}[,.،:/|(–—-]*\s*(?:في\s+)?|")
_NAME: Final = r"(?P<place>[^\W\d_][\w.’'-]*(?: (?!في )[^\W\d_][\w’'-]*){0,3})"
_PLACE_BEFORE: Final = re.compile(
    rf"[(\[\s]*(?:(?:г\.|город|مدينة)\s*)?{_NAME}(?:(?:\s*[,.،:/|(–—-]+)+\s*|\s+)(?:في\s+)?"
)
_PLACE_BEHIND: Final = re.compile(
    rf"[\d:,\s]*(?:г(?:ода|\.))?[\d:,\s]*,\s*(?:(?:г\.|город)\s*)?{_NAME}[)\]\s]*"
)
_DATELINE_BEHIND: Final = re.compile(r"\s*(?:г(?:ода|\.))?\s*(?:[./(\[:|–—]|-\s|$)")
"""What stands before and behind the date of a report's opening words: a place, an agency, a dash."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the testimonium says."""

    date: str | None = None
    place: str | None = None
    languages: tuple[str, ...] = ()


class Making:
    """When, where and in which languages it was made."""

    def __init__(self, view: View) -> None:
        self.view = view

    def made(self) -> Made:
        """Date, place and languages of the first testimonium behind the preamble, the title's where it has none."""
        head = {
            clause.clause_id for clause in self.view.head if clause not in self.view.records.clauses[-_CLOSE:]
        }
        for clause in self.view.records.clauses:
            if clause.clause_id in head or clause.kind in ("recital", "footnote", "title"):
                continue
            layer, start, end = self.view.passages.place(clause)
            match = self._testimonium(layer.text, start, end)
            if match is None:
                continue
            passage = self.view.passages.of(clause)
            date = day_in(passage, match.start(), min(match.end() + 200, passage.end))
            if date:
                return Made(date, self._place(passage, match.end()), self._languages(passage, match.start()))
        return self._titled_made()

    def _testimonium(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Its first words, where a sentence or a line begins."""
        for match in self.view.facts.testimonium.finditer(text, start, end):
            before = text[max(start, match.start() - _INDENT) : match.start()]
            bare = before.rstrip()
            if not bare or "\n" in before[len(bare) :] or bare[-1] in self.view.facts.before:
                return match
        return None

    def _titled_made(self) -> Made:
        for clause in self.view.head:
            passage = self.view.passages.of(clause)
            match = self.view.facts.title_place.search(passage.text, passage.start, passage.end)
            date = None
            if match:
                date = days_in(passage, match.start(), passage.end)
                date = date or days_in(passage, passage.start, match.start())
            if match and date:
                return Made(date, self._usual(match["place"]), ())
        lined = self._lined_made()
        if lined:
            return lined
        own = {clause.clause_id for clause in self.view.head}
        own |= {clause.clause_id for clause in self.view.records.clauses if clause.kind in _ENDS}
        for row in self.view.records.dates:
            if row.kind == "signature" and row.precision == "day" and row.clause_id in own:
                return Made(row.value)
        return Made()

    def _lined_made(self) -> Made | None:
        """Day and place of a line of their own: "Paris, 14 July 2023", "14 July 2023"."""
        for place, clause in enumerate(self.view.records.clauses):
            if clause.kind not in ("dateline", *_ENDS):
                continue
            passage = self.view.passages.of(clause)
            days = passage.dates_in(passage.start, passage.end)
            if days and clause.kind in _ENDS and passage.text[days[0].end : passage.end].strip(" .\n"):
                continue  # a line of its own
            match = _PLACE_LINE.fullmatch(passage.text, passage.start, days[0].start) if days else None
            date = days_in(passage, passage.start, passage.end)
            before = passage.text[passage.start : days[0].start].strip("([ \n,،") if days else ""
            alone = not before or before.casefold() in self.view.facts.weekdays
            if date and alone and clause.kind == "dateline":
                match = _PLACE_LAST.fullmatch(passage.text, days[0].end, passage.end)
                if match is None:
                    return Made(date, self._place_above(place))
            if match and date:
                return Made(date, self._city(passage, match))
        return None

    def _place_above(self, place: int) -> str | None:
        """The city of the line above a day, where a state stands behind it: "Kazan, Russian Federation"."""
        above = self.view.records.clauses[place - 1] if place else None
        if above is None or above.kind not in ("heading", "dateline", "text"):
            return None
        passage = self.view.passages.of(above)
        match = _PLACE_ALONE.fullmatch(passage.text, passage.start, passage.end)
        stated = match and any(
            isinstance(one.row, Mention) and one.row.kind == "state"
            for one in passage.mentions_in(match.end("place"), passage.end)
        )
        return self._city(passage, match) if match and stated else None

    def _place(self, passage: Passage, start: int) -> str | None:
        for match in self.view.facts.place.finditer(passage.text, start - 1, min(start + 160, passage.end)):
            if not self.view.facts.not_place.match(match["place"]) and not self._is_tongue(match["place"]):
                span = passage.span(match.start("place"), match.end("place"))
                return self._usual(" ".join(span.of(self.view.text).split()))
        return None

    def _city(self, passage: Passage, match: re.Match[str]) -> str:
        """The place in a line of place and day, in its usual name form."""
        return self._usual(passage.span(match.start("place"), match.end("place")).of(self.view.text))

    def _usual(self, place: str) -> str:
        """The place in its usual name form: Москва of «в Москве», Helsingfors of a title in capitals."""
        place = place.title() if place.isupper() and len(place) > 3 else place
        return self.view.facts.places.get(fold(place).text, place)

    def _is_tongue(self, word: str) -> bool:
        return any(pattern.match(word.lower()) for pattern, _ in self.view.facts.languages)

    def _languages(self, passage: Passage, start: int) -> tuple[str, ...]:
        """The languages listed in the testimonium, which wrapped lines may part."""
        first = passage.span(start, passage.end).start
        words = " ".join(
            fold(self.view.text, first, min(first + _TESTIMONIUM, len(self.view.text))).text.lower().split()
        )
        found: dict[str, int] = {}
        for sentence in re.split(r"(?<=[.;])\s", words)[:2]:
            if self.view.facts.tongues.search(sentence) and not (
                found and not re.match("each|каждый|they are", sentence)
            ):
                for pattern, language in self.view.facts.languages:
                    match = pattern.search(sentence)
                    if match:
                        found.setdefault(language, words.find(sentence) + match.start())
        return tuple(sorted(found, key=lambda language: found[language]))

    def published(self) -> Made:
        """The day printed as the page's date, with its year; and the place of the words that open the report."""
        lines = list(self._datelines())
        beside = (self._place_beside(*line) for line in lines)
        place = next((one for one in beside if one), None)
        place = place or self._place_before_agency() or self._place_opening()
        for row in self.view.records.dates:
            if row.kind == "publication" and row.value and re.match(r"\d{4}-\d\d-\d\d", row.value):
                return Made(row.value[:10], place)
        days = (day_in(*line) for line in lines)
        return Made(next((day for day in days if day), None), place)

    def _datelines(self) -> Iterator[tuple[Passage, int, int]]:
        """Where a date stands in a line of its own or in the words that open a report's text: "DOHA, 17 September 2024
        (Agency) –"."""
        kinds = ("dateline", "text", "paragraph", "heading")
        first = [clause for clause in self.view.records.clauses if clause.kind in kinds]
        for clause in first[:_FIRST]:
            passage = self.view.passages.of(clause)
            for placed in passage.dates_in(passage.start, min(passage.end, passage.start + _DATELINE)):
                opens = _DATELINE_BEFORE.fullmatch(passage.text[passage.start : placed.start])
                alone = clause.kind == "dateline" or _DATELINE_BEHIND.match(
                    passage.text, placed.end, passage.end
                )
                if opens and alone:
                    yield passage, placed.start, placed.end
                    break

    def _place_beside(self, passage: Passage, start: int, end: int) -> str | None:
        """The words before the date of a dateline, else those behind it, where they are a place's name."""
        found = _PLACE_BEFORE.fullmatch(passage.text, passage.start, start)
        found = found or _PLACE_BEHIND.fullmatch(passage.text, end, passage.end)
        if found is None or self._is_no_place(found["place"]):
            return None
        place = passage.span(found.start("place"), found.end("place")).of(self.view.text)
        return self._usual(place.rstrip(".") if place.find(".") == len(place) - 1 else place)

    def _place_before_agency(self) -> str | None:
        """The words between the head of a report and the agency that reports, where no date stands there: "ANKARA (AA) –"."""
        text, agencies = self.view.text, agency_states(self.view.grammar)
        first = [one for one in self.view.records.clauses if one.kind in ("dateline", "text", "paragraph")]
        for clause in first[:_FIRST]:
            for name in self.view.records.mentions:
                if name.start > clause.text_start + _DATELINE:
                    break
                if name.start < clause.text_start or name.party_id not in agencies:
                    continue
                found = _PLACE_BEFORE.fullmatch(text, clause.text_start, name.start)
                if found and not self._is_no_place(fold(found["place"]).text):
                    return self._usual(found["place"].rstrip("."))
        return None

    def _place_opening(self) -> str | None:
        """The place that a report opens with: "JAKARTA - ", "Beijing [China], December 26 (ANI):"."""
        kinds = ("dateline", "text", "paragraph")
        for clause in [one for one in self.view.records.clauses if one.kind in kinds][:_FIRST]:
            words = fold(self.view.text, clause.text_start, clause.own_end)
            found = self.view.facts.opening.match(words.text)
            group = next((name for name, named in found.groupdict().items() if named), "") if found else ""
            if found and group and not self._is_no_place(found[group]):
                return self._usual(words.span(*found.span(group)).of(self.view.text).rstrip("."))
        return None

    def _is_no_place(self, word: str) -> bool:
        """A day of the week, or another word that names no place."""
        return (
            self.view.facts.not_place.match(word) is not None or word.casefold() in self.view.facts.weekdays
        )

    def dated_head(self, type: str | None, issuer: str | None) -> str | None:
        """The day in the head of a resolution, or of what else an organ adopts: of its adoption rather than of the print, whose day
        stands on a line of its own above that."""
        if type not in ADOPTED and not issuer:
            return None
        lines = [clause for clause in self.view.head if clause.kind != "title"]
        dated = [clause for clause in lines if clause.kind == "dateline"]
        if dated and lines[0] not in dated:
            others = self._first_day([clause for clause in lines if clause not in dated])
            return others or self._first_day(dated[::-1]) or self._first_day(self.view.head)
        return self._first_day(self.view.head)

    def dated_end(self, type: str | None) -> str | None:
        """The day in the last lines of a resolution: of its plenary meeting."""
        last = [clause for clause in self.view.records.clauses[-6:] if clause.kind in _LAST]
        return self._first_day(last) if type in ADOPTED else None

    def _first_day(self, clauses: list[Clause]) -> str | None:
        passages = map(self.view.passages.of, clauses)
        days = (day_in(passage, passage.start, passage.end) for passage in passages)
        return next((day for day in days if day), None)

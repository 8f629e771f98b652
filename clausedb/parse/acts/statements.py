"""Press text in, statements out: who is reported to have said what, in direct and indirect speech.

Quotations are hidden before the sentences are read, so that nothing inside them is taken for the reporter's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clausedb.language import Grammar
from clausedb.model import Clause, Date, Records, Span, Statement
from clausedb.parse.acts.cues import Cue
from clausedb.parse.acts.quotes import Quote, is_speech, quotes_in
from clausedb.parse.acts.speakers import Speaker, is_person, opener_of, speaker_before, speaker_behind
from clausedb.parse.acts.views import View, Views, last_word, sentences
from clausedb.parse.acts.vocabulary import Vocabulary, vocabulary_of

_SILENT = frozenset({"title", "heading", "dateline", "timestamp", "footnote", "signature"})
_HIDDEN = "\ue001"
_EDGE = ' \t\r\n,;:.،؛"“”«»—–-'
_WORD = re.compile(r"\w+")
_FEW = 3
"""Words below which a piece is no content of a statement."""
_TAIL = 6
"""Words that may follow a reporting verb at the end of its sentence: "said at a briefing on Monday"."""


def read_statements(records: Records, grammar: Grammar) -> Records:
    """Records with their statements, in text order; none for a document that is no press report."""
    if records.document.binding != "press":
        return records
    reader = _Reader(records, grammar)
    found: list[Statement] = []
    for clause in records.clauses:
        found.extend(reader.read(clause))
    found.sort(key=lambda one: (one.quote.start, one.quote.end))
    document_id = records.document.document_id
    numbered = (replace(one, statement_id=f"{document_id}:s{n}") for n, one in enumerate(found, start=1))
    return replace(records, statements=tuple(numbered))


@dataclass(frozen=True, slots=True)
class _Report:
    """A reporting verb of a sentence with its speaker; [low, high) is the sentence."""

    cue: Cue
    speaker: Speaker
    low: int
    high: int

    @property
    def role(self) -> str:
        return self.cue.row["role"]


class _Reader:
    """Reads the clauses in order; remembers the last speaker and the last time stamp."""

    def __init__(self, records: Records, grammar: Grammar) -> None:
        self._grammar = grammar
        self._views = Views(records)
        self._last: Speaker | None = None
        self._person: Speaker | None = None
        """The last person or office that spoke or headed a sentence."""
        self._stamp: str | None = records.document.date

    def read(self, clause: Clause) -> Iterator[Statement]:
        view = self._views.of(clause)
        if clause.kind == "timestamp" and view.dates:
            self._stamp = view.dates[0][2].value or self._stamp
        if clause.kind in _SILENT:
            return
        words = vocabulary_of(self._grammar, clause.language)
        speeches = [quote for quote in quotes_in(view.raw) if is_speech(view.raw, quote)]
        masked = _masked(view, speeches, words)
        for start, end in sentences(masked, words):
            inside = [quote for quote in speeches if start <= quote.start < end]
            yield from self._sentence(masked, words, start, end, inside)

    def _sentence(
        self, view: View, words: Vocabulary, start: int, end: int, speeches: list[Quote]
    ) -> Iterator[Statement]:
        reports = _final_first(view, words, self._reports(view, words, start, end), start, end)
        self._person = opener_of(view, start, end, words) or self._person
        if speeches:
            report = next((one for one in reports if one.role in ("say", "quoted", "object", "frame")), None)
            speaker = report.speaker if report else self._last
            if speaker is not None:
                for quote in speeches:
                    verb = view.span(report.cue.start, report.cue.end) if report else None
                    yield self._statement(view, speaker, verb, quote.start, quote.end, start, end)
            return
        for place, report in enumerate(reports):
            high = reports[place + 1].low if place + 1 < len(reports) else end
            for first, last in _contents(view, words, report, high):
                verb = view.span(report.cue.start, report.cue.end)
                yield self._statement(view, report.speaker, verb, first, last, start, end)

    def _reports(self, view: View, words: Vocabulary, start: int, end: int) -> list[_Report]:
        found: list[_Report] = []
        for cue in view.cues("reports", start, end):
            low = max([start, *(one.cue.end for one in found)])
            if found and _in_content(view, words, found[-1], cue):
                continue
            speaker = self._speaker(view, words, cue, low, end, found)
            if speaker is None:
                continue
            self._last = speaker if speaker.id else self._last
            self._person = speaker if is_person(view, speaker) else self._person
            before = cue.row["role"] in ("say", "object") and low <= speaker.start < cue.start
            begin = _past_article(view, words, low, speaker.start) if before else cue.start
            found.append(_Report(cue, speaker, begin if found else start, end))
        return found

    def _speaker(
        self, view: View, words: Vocabulary, cue: Cue, low: int, end: int, found: list[_Report]
    ) -> Speaker | None:
        role = cue.row["role"]
        if role == "joined":
            return found[-1].speaker if found else self._last
        if role == "passive":
            return Speaker("", self._last.id if self._last else None)
        if role in ("frame", "quoted"):
            return speaker_behind(view, cue.end, end, words, self._last)
        if words.settings.get("order") == "verb_first":
            behind = speaker_behind(view, cue.end, end, words, self._person or self._last)
            return behind or ((self._person or self._last) if not found else None)
        if found and not _WORD.search(view.text, low, cue.start):
            return found[-1].speaker
        if words.is_a(_word_before(view.text, low, cue.start), "passive"):
            return None
        last = self._person or self._last
        if found:
            comma = view.text.rfind(",", low, cue.start) + 1
            low = comma if _WORD.search(view.text, comma, cue.start) else low
        before = speaker_before(view, low, cue.start, words, last)
        if before and found and found[-1].speaker.id and words.is_a(before.words.lower(), "said_role"):
            return replace(
                before, id=found[-1].speaker.id
            )  # "According to Bayramov, …, the Minister stressed"
        return before or speaker_behind(view, cue.end, end, words, last)

    def _statement(
        self, view: View, speaker: Speaker, verb: Span | None, start: int, end: int, low: int, high: int
    ) -> Statement:
        start, end = _trimmed(view, start, end)
        quote = view.span(start, end)
        return Statement(
            "",
            view.clause.clause_id,
            speaker.words,
            speaker.id,
            verb,
            quote,
            self._date(view, low, high, start, end),
        )

    def _date(self, view: View, low: int, high: int, start: int, end: int) -> str | None:
        """A day or month in the sentence outside what is said, else that of the section's stamp, else the document's."""
        for begin, stop, date in reversed(view.dates_in(low, high)):
            outside = low <= begin < high and not start <= begin < end
            if outside and stop <= high and _is_point(date):
                return date.value
        return self._stamp


def _is_point(date: Date) -> bool:
    return date.date_from is not None and date.precision in ("time", "day", "month")


def _masked(view: View, speeches: list[Quote], words: Vocabulary) -> View:
    """The view with what is said in quotation marks hidden."""
    text, raw = _hidden(view.text, speeches), _hidden(view.raw, speeches)
    names = tuple(name for name in view.names if text[name.start : name.start + 1] != _HIDDEN)
    folded = view.folded._replace(text=raw)
    found = words.reports.scan(text)
    if found:
        found |= words.nouns.scan(text)
    return replace(view, text=text, folded=folded, names=names, found=found)


def _hidden(text: str, speeches: list[Quote]) -> str:
    parts, last = [], 0
    for quote in speeches:
        parts += [text[last : quote.start], _HIDDEN * (quote.end - quote.start)]
        last = quote.end
    return "".join([*parts, text[last:]])


def _in_content(view: View, words: Vocabulary, report: _Report, cue: Cue) -> bool:
    """A reporting verb inside what is said already: no comma parts it from the content."""
    if cue.row["role"] in ("joined", "frame"):
        return False
    between = view.text[report.cue.end : cue.start]
    return (
        "," not in between and "،" not in between and bool(_WORD.search(between)) and report.role != "frame"
    )


def _final_first(
    view: View, words: Vocabulary, reports: list[_Report], start: int, end: int
) -> list[_Report]:
    """Only the reporting verb that ends its sentence, where there is one: all before it is what is said."""
    if len(reports) > 1 and _is_final(view, words, reports[-1], start, end):
        return [replace(reports[-1], low=start)]
    return reports


def _is_final(view: View, words: Vocabulary, report: _Report, low: int, high: int) -> bool:
    """A clause, a comma, speaker and verb, and little behind: "…, the minister said at a briefing"."""
    if report.role != "say":
        return False
    behind = _WORD.findall(view.text[report.cue.end : high])
    if behind and (len(behind) > _TAIL or not words.is_a(behind[0], "preposition")):
        return False
    comma = _comma_before(view, report, low)
    return comma > low and len(_WORD.findall(view.text[low:comma])) > _FEW


def _comma_before(view: View, report: _Report, low: int) -> int:
    """The comma or dash before the speaker, or before the verb that its speaker follows."""
    before = report.speaker.start if low <= report.speaker.start < report.cue.start else report.cue.start
    return max(view.text.rfind(mark, low, before) for mark in (",", "—", "–"))


def _word_before(text: str, low: int, end: int) -> str:
    found: list[str] = _WORD.findall(text[max(low, end - 30) : end])
    return found[-1] if found else ""


def _past_article(view: View, words: Vocabulary, low: int, start: int) -> int:
    """Where the article before a speaker begins; the speaker's own beginning where there is none."""
    word = last_word(view.text, low, start)
    found = view.text.rfind(word, low, start) if words.is_a(word, "article") else -1
    return found if found >= 0 else start


def _contents(view: View, words: Vocabulary, report: _Report, high: int) -> Iterator[tuple[int, int]]:
    """What is said: behind "that", before a clause-final verb, else what follows the verb."""
    cue = report.cue
    if report.role == "frame":
        comma = re.compile(r"[,،]").search(view.text, cue.end, high)
        yield from _pieces(view, words, comma.end() if comma else high, high)
        return
    reach = 12 if report.role == "object" else 140
    that = words.pattern("content").search(view.text, cue.end, min(high, cue.end + reach))
    if that and not _crosses(view, words, cue.end, that.start()):
        yield from _pieces(view, words, that.end(), high)
        return
    if _is_final(view, words, report, report.low, high):
        yield from _pieces(view, words, report.low, _comma_before(view, report, report.low))
        return
    if report.role == "passive" and not _WORD.search(view.text, cue.end, high):
        yield from _pieces(view, words, report.low, cue.start)
        return
    start = max(cue.end, report.speaker.end)
    yield from _pieces(view, words, _past_date(view, start), high)


def _crosses(view: View, words: Vocabulary, start: int, end: int) -> bool:
    """A relative clause or another verb of content before the "that" that was found."""
    between = _WORD.findall(view.text[start:end])
    return any(words.is_a(word, "relative") for word in between) or len(between) > 16


def _past_date(view: View, start: int) -> int:
    """Behind a date that follows the verb and its comma: "announced on November 10, …"."""
    for _, stop, _date in view.dates_in(start, start + 9):
        if view.text[stop : stop + 1] in (",", "،"):
            return stop + 1
    return start


def _pieces(view: View, words: Vocabulary, start: int, high: int) -> Iterator[tuple[int, int]]:
    """The content in its coordinated parts ("that …, and that …"), adjuncts of the reporter's left out."""
    adjunct = re.compile(r"[,،]\s+(?:" + words.pattern("adjunct").pattern + ")").search(
        view.text, start, high
    )
    end = adjunct.start() if adjunct else high
    last = start
    for match in words.again.finditer(view.text, start, end):
        if len(_WORD.findall(view.text[last : match.start()])) >= _FEW:
            yield last, match.start()
            last = match.end()
    while (word := last_word(view.text, last, end)) and words.is_a(word, "conjunction"):
        before = view.text.rfind(word, last, end)
        if not view.text[last:before].rstrip().endswith((",", "،")):
            break
        end = before
    if len(_WORD.findall(view.text[last:end])) >= _FEW:
        yield last, end


def _trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    piece = view.text[start:end]
    left = len(piece) - len(piece.lstrip(_EDGE))
    right = len(piece.rstrip(_EDGE))
    return start + left, start + max(left, right)

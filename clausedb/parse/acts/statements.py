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
from clausedb.parse.acts.dashes import around_insertion, behind_dash
from clausedb.parse.acts.quotes import Quote, is_speech, quotes_in
from clausedb.parse.acts.speakers import (
    HIDDEN,
    Speaker,
    is_person,
    opener_of,
    source_of,
    speaker_before,
    speaker_behind,
    speaker_ending,
    speaker_following,
    speaker_turned,
    stranger_behind,
)
from clausedb.parse.acts.views import PLAIN_WORD, View, Views, last_word, sentences
from clausedb.parse.acts.vocabulary import Vocabulary, vocabulary_of

_SPOKEN = ("say", "object", "frame", "again")
_DASHED = ("bullet", "text", "paragraph")
_SILENT = frozenset({"title", "heading", "dateline", "timestamp", "footnote", "signature"})
_EDGE = ' \t\r\n,;:.،؛"“”«»—–-'
_FEW = 3
"""Words below which a piece is no content of a statement."""
_COMMA = re.compile(r"[,،]")
_INSERTION = re.compile(r"\s*[,،][^,،.]{3,140}[,،]\s")
_TURNED = (",", "—", "–", "-", "،")
"""Signs before a verb whose subject follows it: "…, said the minister"."""
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
    found.extend(reader.rest())
    holders = _holders(records)
    found = [replace(one, speaker_id=holders.get(one.speaker_id or "", one.speaker_id)) for one in found]
    found.sort(key=lambda one: (one.quote.start, one.quote.end))
    document_id = records.document.document_id
    numbered = (replace(one, statement_id=f"{document_id}:s{n}") for n, one in enumerate(found, start=1))
    return replace(records, statements=tuple(numbered))


def _holders(records: Records) -> dict[str, str]:
    """Offices that one person alone holds in the document, with who: what the head of state said is said by that person."""
    held: dict[str, set[str]] = {}
    for party in records.parties:
        for office in party.offices if party.kind == "person" else ():
            held.setdefault(office, set()).add(party.party_id)
    return {office: next(iter(people)) for office, people in held.items() if len(people) == 1}


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
        self._held: list[Statement] = []
        """Paragraphs of a quotation that goes on, with whom the last speaker was."""

    def read(self, clause: Clause) -> Iterator[Statement]:
        view = self._views.of(clause)
        if clause.kind == "timestamp" and view.dates:
            self._stamp = view.dates[0][2].value or self._stamp
        if clause.kind in _SILENT:
            return
        words = vocabulary_of(self._grammar, clause.language)
        whole = [quote for quote in quotes_in(view.raw) if is_speech(view.raw, quote)]
        speeches = [part for quote in whole for part in around_insertion(view, quote, words)]
        if not speeches and clause.kind in _DASHED:
            speeches = behind_dash(view, words)
        if not (speeches and _opens(view, speeches[0])):
            yield from self._flush()
        masked = _masked(view, speeches, words)
        for start, end in sentences(masked, words):
            inside = [quote for quote in speeches if start <= quote.start < end]
            yield from self._sentence(masked, words, start, end, inside)

    def _flush(self, speaker: Speaker | None = None) -> Iterator[Statement]:
        """The paragraphs of a quotation that ended without a speaker: by the one who speaks in the next, else the last."""
        known = speaker is not None and speaker.id is not None
        for held in self._held:
            yield replace(held, speaker=speaker.words, speaker_id=speaker.id) if speaker and known else held
        self._held.clear()

    def rest(self) -> Iterator[Statement]:
        """What is still held at the end of the document."""
        return self._flush()

    def _sentence(
        self, view: View, words: Vocabulary, start: int, end: int, speeches: list[Quote]
    ) -> Iterator[Statement]:
        reports = _final_first(view, words, self._reports(view, words, start, end), start, end)
        self._person = opener_of(view, start, end, words) or self._person
        if speeches:
            yield from self._quoted(view, reports, start, end, speeches)
            return
        for place, report in enumerate(reports):
            high = _before_and(view, words, report, reports[place + 1].low) if reports[place + 1 :] else end
            until = reports[place + 1].cue.end if reports[place + 1 :] else end
            for first, last in _contents(view, words, report, high):
                verb = view.span(report.cue.start, report.cue.end)
                yield self._statement(view, report.speaker, verb, first, last, start, until)

    def _quoted(
        self, view: View, reports: list[_Report], start: int, end: int, speeches: list[Quote]
    ) -> Iterator[Statement]:
        """What stands in quotation marks. A quotation that goes on in the next paragraph waits for its speaker."""
        chosen = next((one for one in reports if one.role == "quoted"), None)
        report = chosen or next((one for one in reports if one.role in _SPOKEN), None)
        speaker = report.speaker if report else self._last
        if speaker is None:
            return
        if report is not None:
            yield from self._flush(speaker)
        for quote in speeches:
            verb = view.span(report.cue.start, report.cue.end) if report else None
            found = self._statement(view, speaker, verb, quote.start, quote.end, start, end)
            if report is None and not quote.closed:
                self._held.append(found)
            else:
                yield found

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
        if role in ("joined", "again"):
            return found[-1].speaker if found else self._last
        if role == "passive":
            return Speaker("", None)
        if role == "quoted":
            return speaker_behind(view, cue.end, end, words, self._last)
        if role == "frame":
            stop = _COMMA.search(view.text, cue.end, end)
            return source_of(view, cue.end, stop.start() if stop else end, words, self._last)
        if role == "told":
            return _told_by(view, low, cue.start, words)
        if words.pattern("about_it").match(view.text, low):
            return None
        if words.settings.get("order") == "verb_first":
            return self._verb_first(view, words, cue, low, end, found)
        if found and _is_joined(view, words, low, cue.start):
            return found[-1].speaker
        if words.is_a(_word_before(view.text, low, cue.start), "passive", "participle"):
            return None
        last = self._person or self._last
        if found and words.is_a(_word_before(view.text, low, cue.start), "conjunction"):
            return found[-1].speaker
        if role == "say" and view.text[: cue.start].rstrip().endswith(_TURNED):
            behind = speaker_turned(view, cue.end, end, words, last)
            if behind is not None:
                return behind
        if found:
            comma = view.text.rfind(",", low, cue.start) + 1
            low = comma if PLAIN_WORD.search(view.text, comma, cue.start) else low
        before = speaker_before(view, low, cue.start, words, last)
        if before and found and found[-1].speaker.id and words.is_a(before.words.lower(), "said_role"):
            return replace(
                before, id=found[-1].speaker.id
            )  # "According to Bayramov, …, the Minister stressed"
        return before or speaker_following(view, low, cue.end, end, words, last)

    def _verb_first(
        self, view: View, words: Vocabulary, cue: Cue, low: int, end: int, found: list[_Report]
    ) -> Speaker | None:
        """The speaker behind the verb and before what is said, or between "had" and the verb, or the last one."""
        last = self._person or self._last
        if cue.row["role"] == "object" and " " in view.text[cue.start : cue.end]:
            return found[-1].speaker if found else last
        that = words.pattern("content").search(view.text, cue.end, end)
        high = that.start() if that else end
        behind = speaker_behind(view, cue.end, high, words, last)
        if behind is not None:
            return behind
        if words.is_a(_word_before(view.text, low, cue.start), "had"):
            names = view.names_in(low, cue.start)
            before = speaker_behind(view, names[0].start - 1, cue.start, words, last) if names else None
            if before is not None:
                return before
        before = speaker_ending(view, low, cue.start, words, last)
        if before is not None:
            return before
        if that is not None and (stranger := stranger_behind(view, cue.end, high, words)):
            return stranger
        return found[-1].speaker if found else last

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


def _is_joined(view: View, words: Vocabulary, low: int, verb: int) -> bool:
    """A further verb of the same speaker: nothing but "and" before it."""
    between = PLAIN_WORD.findall(view.text[low:verb])
    return all(words.is_a(word, "conjunction", "adverb") for word in between)


def _told_by(view: View, low: int, verb: int, words: Vocabulary) -> Speaker | None:
    """The source of "… quoted a source as saying" in Arabic, between "from" and the verbal noun."""
    source = list(words.pattern("source").finditer(view.text, low, verb))
    if not source:
        return None
    if view.names_in(source[-1].end(), verb):
        return speaker_behind(view, source[-1].end(), verb, words, None)
    return stranger_behind(view, source[-1].end(), verb, words)


def _is_point(date: Date) -> bool:
    return date.date_from is not None and date.precision in ("time", "day", "month")


def _masked(view: View, speeches: list[Quote], words: Vocabulary) -> View:
    """The view with what is said in quotation marks hidden."""
    text, raw = _hidden(view.text, speeches), _hidden(view.raw, speeches)
    names = tuple(name for name in view.names if text[name.start : name.start + 1] != HIDDEN)
    folded = view.folded._replace(text=raw)
    found = words.reports.scan(text)
    if found:
        found |= words.nouns.scan(text)
    return replace(view, text=text, folded=folded, names=names, found=found)


def _opens(view: View, quote: Quote) -> bool:
    """Whether a quotation opens its paragraph."""
    return not PLAIN_WORD.search(view.raw, 0, quote.start)


def _hidden(text: str, speeches: list[Quote]) -> str:
    parts, last = [], 0
    for quote in speeches:
        parts += [text[last : quote.start], HIDDEN * (quote.end - quote.start)]
        last = quote.end
    return "".join([*parts, text[last:]])


def _in_content(view: View, words: Vocabulary, report: _Report, cue: Cue) -> bool:
    """A reporting verb inside what is said already: no comma parts it from the content."""
    if cue.row["role"] in ("joined", "frame", "again", "told"):
        return False
    between = view.text[report.cue.end : cue.start]
    if _is_noun(view, words, report, cue):
        return True
    if "," in between or "،" in between or report.role == "frame" or not PLAIN_WORD.search(between):
        return False
    return not (_is_coordinated(view, words, report, cue))


def _is_noun(view: View, words: Vocabulary, report: _Report, cue: Cue) -> bool:
    """What looks like a verb but is what the one before affirms, as nothing joins them: "affirmed … the refusal of"."""
    if words.settings.get("order") != "verb_first" or report.role != "say" or cue.row["role"] != "object":
        return False
    joined = view.text[cue.start] in "وف"
    return not joined and not words.pattern("content").search(view.text, report.cue.end, cue.start)


def _is_coordinated(view: View, words: Vocabulary, report: _Report, cue: Cue) -> bool:
    """A further verb of the same speaker behind "and": "welcomed the offer and said that"."""
    if report.role not in ("say", "object") or cue.row["role"] not in ("say", "object"):
        return False
    if words.settings.get("order") == "verb_first":
        return view.text[cue.start] == "و" and cue.row["role"] == "object"
    word = _word_before(view.text, report.cue.end, cue.start)
    return words.is_a(word, "conjunction")


def _final_first(
    view: View, words: Vocabulary, reports: list[_Report], start: int, end: int
) -> list[_Report]:
    """Only the reporting verb that ends its sentence, where there is one: all before it is what is said."""
    if len(reports) > 1 and _is_final(view, words, reports[-1], start, end):
        return [replace(reports[-1], low=start)]
    return reports


def _before_and(view: View, words: Vocabulary, report: _Report, high: int) -> int:
    """Where what is said ends before "and" and a further verb of saying."""
    word = last_word(view.text, report.cue.end, high)
    if not words.is_a(word, "conjunction"):
        return high
    return view.text.rfind(word, report.cue.end, high)


def _is_final(view: View, words: Vocabulary, report: _Report, low: int, high: int) -> bool:
    """A clause, a comma, speaker and verb, and little behind: "…, the minister said at a briefing"."""
    if report.role != "say":
        return False
    behind = PLAIN_WORD.findall(view.text[max(report.cue.end, report.speaker.end) : high])
    if behind and (len(behind) > _TAIL or not words.is_a(behind[0], "preposition")):
        return False
    comma = _comma_before(view, report, low)
    return comma > low and len(PLAIN_WORD.findall(view.text[low:comma])) > _FEW


def _comma_before(view: View, report: _Report, low: int) -> int:
    """The comma or dash before the speaker, or before the verb that its speaker follows."""
    before = report.speaker.start if low <= report.speaker.start < report.cue.start else report.cue.start
    return max(view.text.rfind(mark, low, before) for mark in (",", "—", "–"))


def _word_before(text: str, low: int, end: int) -> str:
    found: list[str] = PLAIN_WORD.findall(text[max(low, end - 30) : end])
    return found[-1] if found else ""


def _past_article(view: View, words: Vocabulary, low: int, start: int) -> int:
    """Where the article before a speaker begins; the speaker's own beginning where there is none."""
    word = last_word(view.text, low, start)
    found = view.text.rfind(word, low, start) if words.is_a(word, "article") else -1
    return found if found >= 0 else start


def _contents(view: View, words: Vocabulary, report: _Report, high: int) -> Iterator[tuple[int, int]]:
    """What is said: behind "that", before a clause-final verb, else what follows the verb."""
    cue = report.cue
    if report.role in ("frame", "again"):
        yield from _framed(view, words, report, high)
        return
    reach = 12 if report.role == "object" else 140
    that = words.pattern("content").search(view.text, cue.end, min(high, cue.end + reach))
    if that and not _crosses(view, words, cue.end, that.start()):
        yield from _pieces(view, words, that.end(), high)
        return
    if _is_final(view, words, report, report.low, high):
        yield from _pieces(view, words, report.low, _comma_before(view, report, report.low))
        return
    if report.role == "passive" and not PLAIN_WORD.search(view.text, cue.end, high):
        yield from _pieces(view, words, report.low, cue.start)
        return
    start = _past_insertion(view, max(cue.end, report.speaker.end), high)
    yield from _pieces(view, words, _past_date(view, start), high)


def _past_insertion(view: View, start: int, high: int) -> int:
    """Behind an insertion between commas that follows the speaker: "warned, in a call with his counterpart, of"."""
    insertion = _INSERTION.match(view.text, start, high)
    return insertion.end() if insertion else start


def _framed(view: View, words: Vocabulary, report: _Report, high: int) -> Iterator[tuple[int, int]]:
    """What stands behind the comma of "according to X, …"; all before it where it ends its sentence."""
    comma = _COMMA.search(view.text, report.cue.end, high)
    before = view.text[report.low : report.cue.start].rstrip()
    if before.endswith(_TURNED) and not (comma and PLAIN_WORD.search(view.text, comma.end(), high)):
        yield from _pieces(view, words, report.low, report.low + len(before))
    elif comma:
        yield from _pieces(view, words, comma.end(), high)


def _crosses(view: View, words: Vocabulary, start: int, end: int) -> bool:
    """A relative clause or another verb of content before the "that" that was found: "an agreement stipulating that"."""
    between = PLAIN_WORD.findall(view.text[start:end])
    if between and words.participle.fullmatch(between[-1]):
        return True
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
        if len(PLAIN_WORD.findall(view.text[last : match.start()])) >= _FEW:
            yield last, match.start()
            last = match.end()
    while (word := last_word(view.text, last, end)) and words.is_a(word, "conjunction"):
        before = view.text.rfind(word, last, end)
        if not view.text[last:before].rstrip().endswith((",", "،")):
            break
        end = before
    if len(PLAIN_WORD.findall(view.text[last:end])) >= _FEW:
        yield last, end


def _trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    piece = view.text[start:end]
    left = len(piece) - len(piece.lstrip(_EDGE))
    right = len(piece.rstrip(_EDGE))
    if _closes(piece[left : right + 1]):
        right += 1
    return start + left, start + max(left, right)


def _closes(words: str) -> bool:
    """Whether the last sign closes a quotation that the words open."""
    sign = words[-1:]
    if sign == '"':
        return words.count('"') % 2 == 0
    opening = {"”": "“", "»": "«"}.get(sign)
    return opening is not None and words.count(opening) == words.count(sign)

"""Press text in, statements out: who is reported to have said what, in direct and indirect speech.

Quotations are hidden before the sentences are read, so that nothing inside them is taken for the reporter's words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clausedb.language import Grammar
from clausedb.model import Clause, Date, Records, Span, Statement
from clausedb.parse.acts.contents import Report, before_and, contents, final_first, is_turned, trimmed_words
from clausedb.parse.acts.dashes import around_insertion, behind_dash, unmarked
from clausedb.parse.acts.quotes import HIDDEN, Quote, ends_of_quote, hidden, is_speech, quotes_in
from clausedb.parse.acts.reports import reports_in
from clausedb.parse.acts.speaker_words import is_body, is_person
from clausedb.parse.acts.speakers import Speaker, speaker_behind, speaker_of_turn
from clausedb.parse.acts.spoken import Spoken
from clausedb.parse.acts.views import PLAIN_WORD, View, Views, sentences
from clausedb.parse.acts.vocabulary import Vocabulary, vocabulary_of

_SPOKEN = ("say", "object", "frame", "again")
_DASHED = ("bullet", "text", "paragraph")
_SILENT = frozenset({"title", "heading", "dateline", "timestamp", "footnote", "signature"})
_LABEL = 60
"""Characters in which who speaks next is named, with the colon."""
_TURNS = 2
"""Turns of a record of what was spoken, at least."""
_SOURCE = 5
"""Words of the longest name of an agency that reports a sentence."""


def read_statements(records: Records, grammar: Grammar) -> Records:
    """Records with their statements, in text order; none for a document that is no press report."""
    if records.document.binding != "press":
        return records
    reader = _Reader(records, grammar)
    found: list[Statement] = []
    for clause in records.clauses:
        found.extend(reader.read(clause))
    found.extend(reader.rest())
    found = list(dict.fromkeys(_by_persons(found, records, reader.bodies)))
    found.sort(key=lambda one: (one.quote.start, one.quote.end))
    document_id = records.document.document_id
    numbered = (replace(one, statement_id=f"{document_id}:s{n}") for n, one in enumerate(found, start=1))
    return replace(records, statements=tuple(numbered))


def _by_persons(
    found: list[Statement], records: Records, bodies: set[tuple[Span, Span | None]]
) -> Iterator[Statement]:
    """The statements, those by the holder of an office by the person: what the head of state said, or the Prime Minister and
    Foreign Minister, who is one; what "the two ministers" said is said by their offices, what the White House said (`bodies`)
    by no person."""
    holders = _holders(records)
    offices = {one.party_id: one.offices for one in records.parties if one.kind == "person"}
    speakers: dict[tuple[Span, Span | None], dict[str, None]] = {}
    for one in found:
        speakers.setdefault((one.quote, one.verb), {})[one.speaker_id or ""] = None
    for one in found:
        together = speakers[one.quote, one.verb]
        apposed = any(one.speaker_id in offices.get(other, ()) for other in together)
        if apposed and len(together) > 1:
            continue  # "Matsuda Kuninori, Ambassador of Japan, said"
        people = {holders.get(other, other) for other in together}
        if len(people) == 1 and (one.quote, one.verb) not in bodies:
            one = replace(one, speaker_id=holders.get(one.speaker_id or "", one.speaker_id))
        yield one


def _holders(records: Records) -> dict[str, str]:
    """Offices that one person alone holds in the document, with who: what the head of state said is said by that person."""
    held: dict[str, set[str]] = {}
    for party in records.parties:
        for office in party.offices if party.kind == "person" else ():
            held.setdefault(office, set()).add(party.party_id)
    return {office: next(iter(people)) for office, people in held.items() if len(people) == 1}


class _Reader:
    """Reads the clauses in order; remembers who spoke and the last time stamp."""

    def __init__(self, records: Records, grammar: Grammar) -> None:
        self._grammar = grammar
        self._views = Views(records)
        self._records = records
        people = (one for one in records.parties if one.kind == "person")
        self._spoken = Spoken({one.party_id: one.state_id for one in people if one.state_id})
        self._stamp: str | None = records.document.date
        self._label: Speaker | None = None
        """Whom the line before names, with nothing behind its colon."""
        self._turn: Speaker | None = None
        """Whose turn it is in a record of what was spoken: «В. Путин: …»."""
        self._is_record = sum(map(self._opens_turn, records.clauses)) >= _TURNS
        self._before: tuple[View, int, int] | None = None
        """The sentence before, where nobody is said to have said it."""
        self.bodies: set[tuple[Span, Span | None]] = set()
        """What bodies said, by their statements or through their seats."""
        self._unclosed = False
        """The paragraph before left a quotation open."""
        self._held: list[Statement] = []
        """Paragraphs of a quotation that goes on, with whom the last speaker was."""

    def read(self, clause: Clause) -> Iterator[Statement]:
        view = self._views.of(clause)
        if clause.kind == "timestamp" and view.dates:
            self._stamp = view.dates[0][2].value or self._stamp
        if clause.kind in _SILENT:
            return
        words = vocabulary_of(self._grammar, clause.language)
        turn = speaker_of_turn(view, words)
        self._turn = turn or self._label or (self._turn if self._is_record else None)
        self._label = None
        if self._turn is not None:
            yield from self._flush()
            self._spoken.last = self._turn
            start = view.text.index(":", turn.end) + 1 if turn else 0
            if not view.text[start:].strip():
                self._label = turn  # a line of its own over what is said
                return
            yield from self._statements(view, self._turn, None, start, len(view.text), 0, 0)
            return
        whole = [quote for quote in quotes_in(view.raw) if is_speech(view.raw, quote)]
        if self._unclosed and (end := ends_of_quote(view.raw)) is not None:
            whole = [Quote(0, end, closed=True), *(one for one in whole if one.start > end)]
        self._unclosed = bool(whole) and not whole[-1].closed
        speeches = [part for quote in whole for part in around_insertion(view, quote, words)]
        if not speeches and clause.kind in _DASHED:
            speeches = behind_dash(view, words) or unmarked(view, words)
        if not (speeches and _opens(view, speeches[0])):
            yield from self._flush()
        masked = _masked(view, speeches, words)
        for start, end in sentences(masked, words):
            inside = [quote for quote in speeches if start <= quote.start < end]
            told = list(self._sentence(masked, words, start, _before_source(masked, start, end), inside))
            yield from told or self._told_before(masked, words, start, end)
            self._before = None if told else (masked, start, end)

    def _opens_turn(self, clause: Clause) -> bool:
        """Told by the first words alone, as nearly all clauses are none."""
        head = self._records.text[clause.text_start : min(clause.own_end, clause.text_start + _LABEL)]
        if ":" not in head or clause.kind in _SILENT:
            return False
        words = vocabulary_of(self._grammar, clause.language)
        return speaker_of_turn(self._views.of(clause), words) is not None

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
        before = self._spoken.person
        reports = reports_in(view, words, start, end, self._spoken, self._records)
        reports = final_first(view, words, reports, start, end)
        self._spoken.note_heads(view, words, start, end, unspoken=self._spoken.person is before)
        if speeches:
            yield from self._quoted(view, words, reports, start, end, speeches)
            return
        for place, report in enumerate(reports):
            high = before_and(view, words, report, reports[place + 1].low) if reports[place + 1 :] else end
            if report.role == "frame" and high < end and report.speaker.id != reports[place + 1].speaker.id:
                continue  # "According to the agency, the spokesman said that": what another said is told
            until = reports[place + 1].cue.end if reports[place + 1 :] else end
            told = list(contents(view, words, report, high))
            verb = view.span(report.cue.start, report.cue.end)
            for nth, (first, last) in enumerate(told, 1):
                outside = min(until, last) if told[nth:] else until  # no date of what is said next
                yield from self._statements(view, report.speaker, verb, first, last, start, outside)

    def _told_before(self, view: View, words: Vocabulary, start: int, end: int) -> Iterator[Statement]:
        """The sentence before as what is said, where this one names who said it: «Об этом сообщил министр»."""
        so = words.shape("so_said").search(view.text, start, end)
        if so is not None:
            yield from self._said_so(view, so.end(), start, end, view.span(*so.span("verb")))
            return
        verb = next((one for one in view.cues("reports", start, end) if one.row["role"] == "say"), None)
        about = words.pattern("about_it").match(view.text, start)
        if verb is None or about is None:
            return
        speaker = speaker_behind(view, max(verb.end, about.end()), end, words, None)
        if speaker is None or speaker.id is None:
            return
        self._spoken.last = speaker
        self._spoken.person = speaker if is_person(view, speaker, words) else self._spoken.person
        if self._before:
            said, low, high = self._before
            span = view.span(verb.start, verb.end)
            yield from self._statements(said, speaker, span, low, high, low, high)

    def _said_so(self, view: View, low: int, start: int, end: int, verb: Span) -> Iterator[Statement]:
        """The sentence before as what is said, where this one names who said so: «С соответствующим заявлением выступила Мария
        Захарова»."""
        names = [one for one in view.names_in(low, end) if one.kind in ("person", "office") and one.ids]
        if not names:
            return
        chosen = next((one for one in names[:2] if one.kind == "person"), names[0])
        speaker = Speaker(view.words(names[0].start, chosen.end), chosen.ids[0], names[0].start, chosen.end)
        self._spoken.last = self._spoken.person = speaker
        if self._before:
            said, first, last = self._before
            yield from self._statements(said, speaker, verb, first, last, first, last)

    def _quoted(
        self,
        view: View,
        words: Vocabulary,
        reports: list[Report],
        start: int,
        end: int,
        speeches: list[Quote],
    ) -> Iterator[Statement]:
        """What stands in quotation marks. A quotation that goes on in the next paragraph waits for its speaker."""
        chosen = next((one for one in reports if one.role == "quoted"), None)
        report = chosen or next((one for one in reports if one.role in _SPOKEN or one.speaker.id), None)
        speaker = report.speaker if report else self._spoken.last
        if speaker is None:
            return
        if report is not None:
            yield from self._flush(speaker)
        for quote in speeches:
            verb = view.span(report.cue.start, report.cue.end) if report else None
            found = self._statements(view, speaker, verb, quote.start, quote.end, start, end)
            if report is None and not quote.closed:
                self._held += found
            else:
                yield from found
        if report is not None:
            yield from self._told_behind(view, words, reports, speeches[-1].end, start, end)

    def _told_behind(
        self, view: View, words: Vocabulary, reports: list[Report], quoted: int, start: int, end: int
    ) -> Iterator[Statement]:
        """What the sentence goes on to tell behind what it quotes: "“…,” the Minister said, adding that all States must"."""
        for place, report in enumerate(reports):
            if report.role != "joined" or report.cue.start < quoted:
                continue
            high = reports[place + 1].low if reports[place + 1 :] else end
            for first, last in contents(view, words, report, high):
                verb = view.span(report.cue.start, report.cue.end)
                yield from self._statements(view, report.speaker, verb, first, last, start, high)

    def _statements(
        self, view: View, speaker: Speaker, verb: Span | None, start: int, end: int, low: int, high: int
    ) -> list[Statement]:
        """What is said, one row for each of those who say it together."""
        start, end = trimmed_words(view, start, end)
        quote, date = view.span(start, end), self._date(view, low, high, start, end)
        words = vocabulary_of(self._grammar, view.clause.language)
        paper = any(words.is_a(word.lower(), "thing_said") for word in speaker.words.split())
        if is_body(view, speaker, words) or (paper and speaker.id == self._spoken.body):
            self.bodies.add((quote, verb))
        clause_id = view.clause.clause_id
        return [
            Statement("", clause_id, speaker.words, one, verb, quote, date) for one in speaker.ids or (None,)
        ]

    def _date(self, view: View, low: int, high: int, start: int, end: int) -> str | None:
        """A day or month in the sentence outside what is said, else that of the section's stamp, else the document's."""
        for begin, stop, date in reversed(view.dates_in(low, high)):
            outside = low <= begin < high and not start <= begin < end
            if outside and stop <= high and _is_point(date):
                return date.value
        return self._stamp


def _before_source(view: View, start: int, end: int) -> int:
    """Where a sentence ends before the agency that reports it: "…, reported Kazinform", "…, News.Az reports", «…, передает ТАСС»."""
    cues = view.cues("reports", start, end)
    if not cues or cues[-1].row["role"] != "say":
        return end
    verb = cues[-1]
    comma = max(view.text.rfind(sign, start, verb.start) for sign in (",", "—", "–"))
    behind = PLAIN_WORD.findall(view.raw[verb.end : end])
    before = [] if behind else PLAIN_WORD.findall(view.raw[comma + 1 : verb.start])
    source = behind if is_turned(view, verb.start) else before if comma > start else []
    named = 0 < len(source) <= _SOURCE and source[0][0].isupper() and len(source[0]) > 1
    parties = [one for one in view.names_in(comma + 1, end) if not one.ids or not one.ids[0].startswith("B:")]
    if not named or parties:
        return end
    return start + len(view.text[start : min(verb.start, comma + 1)].rstrip(" ,،—–-"))


def _is_point(date: Date) -> bool:
    return date.date_from is not None and date.precision in ("time", "day", "month")


def _masked(view: View, speeches: list[Quote], words: Vocabulary) -> View:
    """The view with what is said in quotation marks hidden."""
    text, raw = hidden(view.text, speeches), hidden(view.raw, speeches)
    names = tuple(name for name in view.names if text[name.start : name.start + 1] != HIDDEN)
    folded = view.folded._replace(text=raw)
    found = words.reports.scan(text)
    if found:
        found |= words.nouns.scan(text)
    return replace(view, text=text, folded=folded, names=names, found=found)


def _opens(view: View, quote: Quote) -> bool:
    """Whether a quotation opens its paragraph."""
    return not PLAIN_WORD.search(view.raw, 0, quote.start)

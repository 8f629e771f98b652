"""Press text in, statements out: who is reported to have said what, in direct and indirect speech.

Quotations are hidden before the sentences are read, so that nothing inside them is taken for the reporter's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from clausedb.language import Grammar
from clausedb.model import Clause, Date, Records, Span, Statement
from clausedb.parse.acts.contents import TURNED, Report, before_and, contents, final_first, trimmed_words
from clausedb.parse.acts.cues import GAP, Cue
from clausedb.parse.acts.dashes import around_insertion, behind_dash, unmarked
from clausedb.parse.acts.quotes import Quote, is_speech, quotes_in
from clausedb.parse.acts.speakers import (
    HIDDEN,
    Speaker,
    called,
    head_of,
    heading_body,
    honoured,
    is_body,
    is_person,
    opener_of,
    source_of,
    source_on_paper,
    speaker_before,
    speaker_behind,
    speaker_ending,
    speaker_following,
    speaker_of_turn,
    speaker_turned,
    stranger_behind,
)
from clausedb.parse.acts.views import PLAIN_WORD, View, Views, last_word, sentences
from clausedb.parse.acts.vocabulary import Vocabulary, vocabulary_of

_SPOKEN = ("say", "object", "frame", "again")
_DASHED = ("bullet", "text", "paragraph")
_SILENT = frozenset({"title", "heading", "dateline", "timestamp", "footnote", "signature"})
_LABEL = 60
"""Characters in which who speaks next is named, with the colon."""
_TURNS = 2
"""Turns of a record of what was spoken, at least."""
_COMMA = re.compile(r"[,،]")
_CLOSING = ' "”“»’'
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
    holders = _holders(records)
    found = [replace(one, speaker_id=holders.get(one.speaker_id or "", one.speaker_id)) for one in found]
    found = list(dict.fromkeys(found))
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


class _Reader:
    """Reads the clauses in order; remembers the last speaker and the last time stamp."""

    def __init__(self, records: Records, grammar: Grammar) -> None:
        self._grammar = grammar
        self._views = Views(records)
        self._records = records
        self._last: Speaker | None = None
        self._together: tuple[str, ...] = ()
        """Those who spoke together last."""
        self._head: Speaker | None = None
        """Those who head the sentence, where they are several."""
        self._body: str | None = None
        """The body that spoke last, whose statement "the statement" is."""
        self._person: Speaker | None = None
        """The last person or office that spoke or headed a sentence."""
        self._stamp: str | None = records.document.date
        self._turn: Speaker | None = None
        """Whose turn it is in a record of what was spoken: «В. Путин: …»."""
        self._is_record = sum(map(self._opens_turn, records.clauses)) >= _TURNS
        self._before: tuple[View, int, int] | None = None
        """The sentence before, where nobody is said to have said it."""
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
        self._turn = turn or (self._turn if self._is_record else None)
        if self._turn is not None:
            yield from self._flush()
            self._last = self._turn
            start = view.text.index(":", turn.end) + 1 if turn else 0
            yield from self._statements(view, self._turn, None, start, len(view.text), 0, 0)
            return
        whole = [quote for quote in quotes_in(view.raw) if is_speech(view.raw, quote)]
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
        before = self._person
        reports = final_first(view, words, self._reports(view, words, start, end), start, end)
        opener = opener_of(view, start, end, words)
        if opener and self._person is before:
            self._person = opener
        head = view.name_from(start, slack=4)
        self._head = None
        if head and head.kind == "collective":
            self._together = head.ids
            self._head = Speaker(view.words(head.start, head.end), head.ids[0], *head[:2], head.ids[1:])
        elif opener and opener.also:
            self._together = opener.ids
        elif len(people := dict.fromkeys(_people_in(view, start, end))) > 1:
            self._together = tuple(people)  # "Sullivan met Fidan. They discussed …"
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
        verb = next((one for one in view.cues("reports", start, end) if one.row["role"] == "say"), None)
        if verb is None or not words.pattern("about_it").match(view.text, start):
            return
        speaker = speaker_behind(view, verb.end, end, words, None)
        if speaker is None or speaker.id is None:
            return
        self._last = speaker
        self._person = speaker if is_person(view, speaker) else self._person
        if self._before:
            said, low, high = self._before
            span = view.span(verb.start, verb.end)
            yield from self._statements(said, speaker, span, low, high, low, high)

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
        speaker = report.speaker if report else self._last
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

    def _reports(self, view: View, words: Vocabulary, start: int, end: int) -> list[Report]:
        found: list[Report] = []
        inner: Speaker | None = None
        """Who is said to have said something inside what is said."""
        for cue in view.cues("reports", start, end):
            low = max([start, *(one.cue.end for one in found)])
            if found and _in_content(view, words, found[-1], cue):
                inner = speaker_ending(view, found[-1].cue.end, cue.start, words, None) or inner
                continue
            if cue.row["role"] == "frame" and found and _is_inserted(view, words, found[-1], cue):
                continue
            if cue.row.get("needs") == "that" and not _opens_content(view, words, cue.end):
                continue
            speaker = self._speaker(view, words, cue, low, end, found)
            if inner and cue.row["role"] == "joined":
                speaker = inner  # "the spokesman said that the President affirmed …, pointing out"
            elided = bool(found) and speaker is found[-1].speaker and view.text[cue.start] == "و"
            if inner and elided and cue.row["role"] == "object" and words.is_verb_first:
                continue  # «صرح المتحدث بأن الأمين العام طالب …، وناشد المجتمع الدولي»
            if speaker is None:
                continue
            inner = inner if cue.row["role"] == "joined" else None
            if cue.row["role"] == "passive" and words.pattern("about_it").match(view.text, low):
                self._body = speaker.id or self._body
                continue
            self._last = speaker if speaker.id else self._last
            self._together = speaker.ids if speaker.also else self._together
            self._body = speaker.id if is_body(view, speaker) else self._body
            self._person = speaker if is_person(view, speaker) else self._person
            same = bool(found) and speaker is found[-1].speaker
            before = cue.row["role"] in ("say", "object") and low <= speaker.start < cue.start and not same
            begin = _past_article(view, words, low, speaker.start) if before else cue.start
            found.append(Report(cue, speaker, begin if found else start, end))
        return found

    def _speaker(
        self, view: View, words: Vocabulary, cue: Cue, low: int, end: int, found: list[Report]
    ) -> Speaker | None:
        role = cue.row["role"]
        if role in ("joined", "again"):
            opener = None
            if role == "joined" and not found and words.is_verb_first:
                opener = opener_of(view, low, cue.start, words, ("person", "office", "collective"))
            last = found[-1].speaker if found else opener or self._last
            return self._honoured(view, words, PLAIN_WORD.match(view.text, cue.end + 1), last) or last
        if role == "passive":
            return source_on_paper(view, cue.end, end, words, self._body)
        if role == "quoted":
            return speaker_behind(view, cue.end, end, words, self._last)
        if role == "frame":
            stop = _COMMA.search(view.text, cue.end, end)
            high = stop.start() if stop else end
            return source_of(view, cue.end, high, words, self._person or self._last)
        if role == "told":
            return _told_by(view, low, cue.start, words)
        if words.pattern("about_it").match(view.text, low):
            return None
        if words.is_verb_first:
            return self._verb_first(view, words, cue, low, end, found)
        if found and _is_joined(view, words, low, cue.start):
            return found[-1].speaker
        if words.is_a(_word_before(view.text, low, cue.start), "relative"):
            comma = view.text.rfind(",", low, cue.start)
            met = speaker_ending(view, low, comma, words, None) if comma > low else None
            if met is not None:
                return met  # "called on the Prime Minister, who said that"
        if words.is_a(_word_before(view.text, low, cue.start), "passive", "participle", "noun_before"):
            return None
        last = self._person or self._last
        last = replace(last, they=self._together, body=self._body) if last else last
        if words.is_a(_word_before(view.text, low, cue.start), "conjunction"):
            head = found[-1].speaker if found else head_of(view, low, cue.start, words, last)
            if head is not None:
                return head  # "The Minister briefed the other side … and noted that"
        if role == "say" and _is_turned(view, cue.start):
            behind = speaker_turned(view, cue.end, end, words, last)
            if behind is not None:
                return behind
        if found:
            comma = view.text.rfind(",", low, cue.start) + 1
            low = comma if PLAIN_WORD.search(view.text, comma, cue.start) else low
        if found and view.text[low : cue.start].rstrip().endswith(",") and _goes_on(view, words, low, cue):
            return found[-1].speaker
        before = speaker_before(view, low, cue.start, words, last)
        if before and not before.words and self._head:
            return self._head  # "The parties reconfirmed …, and stressed that"
        if before and found and found[-1].speaker.id and words.is_a(before.words.lower(), "said_role"):
            return replace(
                before, id=found[-1].speaker.id
            )  # "According to Bayramov, …, the Minister stressed"
        if before is None and found and role == "object" and "cases" in words.settings:
            return found[-1].speaker  # «Министры выразили …, приветствовали итоги заседания Совета»
        return before or speaker_following(view, low, cue.end, end, words, last)

    def _verb_first(
        self, view: View, words: Vocabulary, cue: Cue, low: int, end: int, found: list[Report]
    ) -> Speaker | None:
        """The speaker behind the verb and before what is said, or between "had" and the verb, or the last one."""
        last = self._person or self._last
        if cue.row["role"] == "object" and " " in view.text[cue.start : cue.end]:
            return found[-1].speaker if found else last
        that = words.pattern("content").search(view.text, cue.end, end)
        high = that.start() if that else end
        first = PLAIN_WORD.search(view.text, cue.end, high)
        therein = first is not None and words.is_a(first[0], "therein")
        if first and therein:
            first = PLAIN_WORD.search(view.text, first.end(), high)
        by_honour = self._honoured(view, words, first, last)
        if by_honour is not None:
            return by_honour
        if first and words.is_a(first[0], "governs") and (found or last):
            return found[-1].speaker if found else last  # «وحذر من»: the subject is in the verb
        low_behind = cue.start if GAP in cue.row["cue"] else cue.end  # «وخلص الوزير إلى القول»
        behind = speaker_behind(view, low_behind, high, words, last)
        if behind is not None and words.is_a(behind.words, "spokesman"):
            place = view.span(behind.start, behind.end).start
            return replace(behind, id=called(self._records, behind.words, place) or behind.id)
        if behind is not None:
            return heading_body(view, behind, low_behind, high, words) or behind
        if words.is_a(_word_before(view.text, low, cue.start), "had"):
            names = view.names_in(low, cue.start)
            before = speaker_behind(view, names[0].start - 1, cue.start, words, last) if names else None
            if before is not None:
                return before
        before = speaker_ending(view, low, cue.start, words, last)
        if before is not None:
            return before
        own = that is not None and not view.cues("reports", cue.end, high)  # «ورحب بالاتفاق، مبينا أن»
        if own and (stranger := stranger_behind(view, cue.end, high, words)):
            return stranger
        if therein and not found:
            return opener_of(view, low, cue.start, words) or last  # "held a call in which he voiced his hope"
        if not found and view.text[cue.start] == "و" and PLAIN_WORD.search(view.text, low, cue.start):
            return (
                opener_of(view, low, cue.start, words) or last
            )  # «وكان الوزير قد استدعى السفيرة، وأبلغها أن»
        return found[-1].speaker if found else last

    def _honoured(
        self, view: View, words: Vocabulary, word: re.Match[str] | None, last: Speaker | None
    ) -> Speaker | None:
        """Whom a word means that stands for a person by an honour; None where it is no such word."""
        if word is None or not words.is_a(word[0], "honoured"):
            return None
        who = honoured(self._records, word[0], view.span(*word.span()).start, last.id if last else None)
        return Speaker(view.words(*word.span()), who or (last.id if last else None), *word.span())

    def _statements(
        self, view: View, speaker: Speaker, verb: Span | None, start: int, end: int, low: int, high: int
    ) -> list[Statement]:
        """What is said, one row for each of those who say it together."""
        start, end = trimmed_words(view, start, end)
        quote, date = view.span(start, end), self._date(view, low, high, start, end)
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


def _is_turned(view: View, verb: int) -> bool:
    """Whether what is said ends right before the verb: "…, said the minister", "“…,” said the minister"."""
    before = view.text[:verb].rstrip()
    return before.endswith(TURNED) or before.rstrip(_CLOSING).endswith(HIDDEN)


def _before_source(view: View, start: int, end: int) -> int:
    """Where a sentence ends before the agency that reports it: "…, reported Kazinform", "…, News.Az reports", «…, передает ТАСС»."""
    cues = view.cues("reports", start, end)
    if not cues or cues[-1].row["role"] != "say":
        return end
    verb = cues[-1]
    comma = max(view.text.rfind(sign, start, verb.start) for sign in (",", "—", "–"))
    behind = PLAIN_WORD.findall(view.raw[verb.end : end])
    before = [] if behind else PLAIN_WORD.findall(view.raw[comma + 1 : verb.start])
    source = behind if _is_turned(view, verb.start) else before if comma > start else []
    named = 0 < len(source) <= _SOURCE and source[0][0].isupper() and len(source[0]) > 1
    parties = [one for one in view.names_in(comma + 1, end) if not one.ids or not one.ids[0].startswith("B:")]
    if not named or parties:
        return end
    return start + len(view.text[start : min(verb.start, comma + 1)].rstrip(" ,،—–-"))


def _people_in(view: View, start: int, end: int) -> Iterator[str]:
    """The ids of the persons whom a piece names."""
    return (name.ids[0] for name in view.names_in(start, end) if name.kind == "person" and name.ids)


def _is_joined(view: View, words: Vocabulary, low: int, verb: int) -> bool:
    """A further verb of the same speaker: nothing but "and" before it."""
    between = PLAIN_WORD.findall(view.text[low:verb])
    return all(words.is_a(word, "conjunction", "adverb") for word in between)


def _goes_on(view: View, words: Vocabulary, low: int, cue: Cue) -> bool:
    """A further verb of the same speaker behind a comma: "deplored …, condemned the", "and bearing in mind the ties, stressed"."""
    behind = PLAIN_WORD.search(view.text, cue.end)
    if behind and words.is_a(behind[0], "article", "content"):
        return True
    between = PLAIN_WORD.findall(view.text[low : cue.start])
    return any(
        words.is_a(word, "adding_verb") and words.participle.fullmatch(after)
        for word, after in pairwise(between)
    )


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


def _opens_content(view: View, words: Vocabulary, end: int) -> bool:
    """Whether what is said follows the verb at once: behind "that", a colon, a comma or in marks of quotation."""
    behind = view.text[end : end + 2].strip()
    return behind[:1] in (":", HIDDEN) or words.pattern("content").match(view.text, end + 1) is not None


def _opens(view: View, quote: Quote) -> bool:
    """Whether a quotation opens its paragraph."""
    return not PLAIN_WORD.search(view.raw, 0, quote.start)


def _hidden(text: str, speeches: list[Quote]) -> str:
    parts, last = [], 0
    for quote in speeches:
        parts += [text[last : quote.start], HIDDEN * (quote.end - quote.start)]
        last = quote.end
    return "".join([*parts, text[last:]])


def _in_content(view: View, words: Vocabulary, report: Report, cue: Cue) -> bool:
    """A reporting verb inside what is said already: no comma parts it from the content."""
    if cue.row["role"] in ("joined", "frame", "again", "told"):
        return False
    begin = _content_begin(view, words, report, cue)
    between = view.text[begin : cue.start]
    if begin > report.cue.end and _is_verb_of_content(view, words, begin, cue):
        return True
    if _is_noun(view, words, report, cue):
        return True
    if "," in between or "،" in between or report.role == "frame" or not PLAIN_WORD.search(between):
        return False
    return not (_is_coordinated(view, words, report, cue))


def _is_inserted(view: View, words: Vocabulary, report: Report, cue: Cue) -> bool:
    """A source between commas amid what another is said to have said: «وأكد الوزير، بحسب البيان، أن»."""
    if not words.is_verb_first or report.role != "say":
        return False
    before = view.text[: cue.start].rstrip().endswith((",", "،"))
    comma = _COMMA.search(view.text, cue.end)
    told = words.pattern("content").match(view.text, comma.end() + 1) if comma else None
    return (
        before
        and told is not None
        and not words.pattern("content").search(view.text, report.cue.end, cue.start)
    )


def _content_begin(view: View, words: Vocabulary, report: Report, cue: Cue) -> int:
    """Where what is said begins: behind "that" where the verb comes first and the speaker with his titles follows it."""
    content = words.pattern("content") if words.is_verb_first else None
    that = content.search(view.text, report.cue.end, cue.start) if content else None
    return that.end() if that else report.cue.end


def _is_verb_of_content(view: View, words: Vocabulary, begin: int, cue: Cue) -> bool:
    """A verb that nothing joins to the one before "that": what is said is that somebody said it."""
    before = _word_before(view.text, begin, cue.start)
    return view.text[cue.start] not in "وف" and not words.is_a(before, "going_on")


def _is_noun(view: View, words: Vocabulary, report: Report, cue: Cue) -> bool:
    """What looks like a verb but is what the one before affirms, as nothing joins them: "affirmed … the refusal of"."""
    if not words.is_verb_first or report.role != "say" or cue.row["role"] != "object":
        return False
    joined = view.text[cue.start] in "وف"
    return not joined and not words.pattern("content").search(view.text, report.cue.end, cue.start)


def _is_coordinated(view: View, words: Vocabulary, report: Report, cue: Cue) -> bool:
    """A further verb of the same speaker behind "and": "welcomed the offer and said that"."""
    if report.role not in ("say", "object") or cue.row["role"] not in ("say", "object"):
        return False
    if words.is_verb_first:
        return view.text[cue.start] == "و" and cue.row["role"] == "object"
    word = _word_before(view.text, report.cue.end, cue.start)
    return words.is_a(word, "conjunction")


def _word_before(text: str, low: int, end: int) -> str:
    found: list[str] = PLAIN_WORD.findall(text[max(low, end - 30) : end])
    return found[-1] if found else ""


def _past_article(view: View, words: Vocabulary, low: int, start: int) -> int:
    """Where the article before a speaker begins; the speaker's own beginning where there is none."""
    word = last_word(view.text, low, start)
    found = view.text.rfind(word, low, start) if words.is_a(word, "article") else -1
    return found if found >= 0 else start

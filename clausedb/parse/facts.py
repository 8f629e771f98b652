"""The document's own facts: type, title, who made it, when, where, in which languages, under which symbol.

What the manifest says stays. The head (all before the first recital, enacting words or number) tells type, title and makers;
the testimonium tells date, place and authentic languages; a resolution tells its organ and date in its head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from clausedb.fold import fold
from clausedb.iso import bounds, precision
from clausedb.language import Grammar
from clausedb.model import Clause, Date, Finding, Mention, Records
from clausedb.parse.fact_words import fact_words
from clausedb.parse.references.lexicon import lexicon
from clausedb.parse.references.passages import Passage, Passages, titled
from clausedb.parse.references.symbols import read_numbers
from clausedb.parse.references.titles import read_name

_BODY: Final = frozenset(
    (
        "recital",
        "enacting",
        "article",
        "paragraph",
        "part",
        "chapter",
        "section",
        "point",
        "annex",
        "closing",
        "signature",
    )
)
_ADOPTED: Final = frozenset(("resolution", "decision", "statement"))
_CLOSE: Final = 2
"""Last clauses that may say where and when a document was made, though nothing of it is numbered."""
_PLACE_LINE: Final = re.compile(
    r"\s*(?:(?:г\.|город|مدينة)\s*)?(?P<place>[^\W\d][\w’ -]{2,30}?)\s*[,،–-]\s*(?:г\.\s*)?"
)
"""The words before the day in a line of place and date."""
_LAST: Final = frozenset(("closing", "text", "signature", "dateline", "heading"))
_ENDS: Final = frozenset(("closing", "signature"))
_NUMBERED: Final = frozenset(("article", "paragraph"))
_HEAD: Final = 12
_LINE: Final = 240
_WORDS: Final = 30
_LABEL: Final = 16
"""Characters of a line that is a label of the page and no title: "Text:"."""
_INDENT: Final = 40
_TESTIMONIUM: Final = 450
_STATES: Final = ("state", "organisation")
_STATEMENTS: Final = frozenset(("joint_statement", "statement", "communique", "declaration"))
_ASSEMBLY_NUMBER: Final = re.compile(r"(?:^|\s)\d{1,3}/\d{1,4}\.?\s+(?=[^\W\d])")
"""The number of a resolution of the Assembly, behind which its title stands."""
_LINES: Final = frozenset(("title", "heading", "dateline", "timestamp"))
"""Kinds of lines that stand above the text."""
_MARGIN: Final = ("dateline", "timestamp")
"""Lines of place and day."""
_LEADERS: Final = ("PRES", "KING", "CROWN", "PM")
"""Roles of those who speak for their state at summits."""
_NO_TITLE: Final = ("pointed", "one", "title")
"""Needs of nouns that name another instrument than the document."""
_FIRST: Final = 3
"""Paragraphs of a report that may hold its dateline."""
_DATELINE: Final = 60
_DATELINE_BEFORE: Final = re.compile(r"[^\W\d_][\w .’'-]{1,40}[,.،:/|(–—-]*\s*(?:في\s+)?|")
_DATELINE_BEHIND: Final = re.compile(r"\s*(?:г(?:ода|\.))?\s*(?:[./(\[:|–—]|-\s|$)")
"""What stands before and behind the date of a report's opening words: a place, an agency, a dash."""
_UN_SYMBOL: Final = re.compile(r"\s*((?:A|S|E)/[A-Z0-9/.\-]+(?: ?\(\d{4}\))?)\s*$")


def read_facts(records: Records, grammar: Grammar) -> Records:
    """The records with the document's facts filled in where nothing was said of them before."""
    if not records.clauses:
        return records
    view = _View(records, grammar)
    own = records.document
    type = own.type or view.type()
    made = _Made() if type == "press_report" else view.made()
    if type == "press_report":
        date = own.date or view.published()
    else:
        date = own.date or view.dated_head(type) or made.date or view.dated_end(type)
    first, last = bounds(date)
    issuer = view.issuer() if type in ("resolution", "decision", "statement") else None
    parties = own.parties or (() if type == "press_report" else view.parties(type, issuer))
    if len(parties) == 2 and not own.type:
        type = view.lexicon.bilateral.get(type or "", type)
    excerpt = not own.binding and view.is_excerpt(type, issuer)
    document = replace(
        own,
        title=own.title or view.title(type),
        type=type,
        binding=own.binding or ("treaty" if excerpt else view.binding(type, issuer)),
        date=date,
        date_precision=precision(date) if date else None,
        date_from=first,
        date_to=last,
        place=made.place,
        symbol=view.symbol(type, issuer),
        parties=parties,
        issuer=issuer,
        languages=made.languages,
    )
    findings = records.findings
    if excerpt:
        findings += (
            Finding("no_title", "info", "articles of parties without a title are read as a treaty's"),
        )
    return replace(records, document=document, findings=findings)


@dataclass(frozen=True, slots=True)
class _Made:
    """What the testimonium says."""

    date: str | None = None
    place: str | None = None
    languages: tuple[str, ...] = ()


class _View:
    """One document, looked at for its facts."""

    def __init__(self, records: Records, grammar: Grammar) -> None:
        self.records, self.grammar, self.text = records, grammar, records.text
        self.head = _head(records)
        self.passages = Passages(records)
        language = records.document.language or records.clauses[0].language
        self.language = language
        self.facts = fact_words(grammar, language)
        self.lexicon = lexicon(grammar, language)

    # --- type and title -------------------------------------------------------------------

    def type(self) -> str | None:
        """The type that the head names, borne out by the body; a press report where nothing bears it out."""
        named = self._named()
        kinds = Counter(clause.kind for clause in self.records.clauses)
        formal = any(kind in kinds for kind in ("enacting", "signature", "article"))
        numbered = sum(kinds[kind] for kind in _NUMBERED)
        if not formal and (self._opens_as_report() or (self._is_told() and not self._own_types())):
            return "press_report"
        if named and (formal or numbered > 1):
            return named
        own = self._own_types()
        if named and own[named]:
            return named
        if own and (formal or numbered > 1):
            return own.most_common(1)[0][0]
        if self._symbol_line():
            return "statement" if "/PRST/" in (self._symbol_line() or "") else "resolution"
        if named and self._is_titled() and not self._says(self.facts.telling):
            return named
        if not formal and numbered < 2 and self._is_report():
            return "press_report"
        return named

    def _opens_as_report(self) -> bool:
        """The text opens with a verb that tells what happened, under no title of an instrument."""
        first = next((one for one in self.records.clauses if one.kind not in _LINES), None)
        if first is None or self._is_titled():
            return False
        words = fold(self.text, first.text_start, first.own_end).text
        return self.facts.opening.match(words) is not None

    def _is_told(self) -> bool:
        """No line above the text names an instrument, and the text tells what somebody said: a report that lists what was signed."""
        lines = [clause for clause in self.head if clause.kind in ("title", "heading")]
        if not lines or any(True for clause in lines for _ in self._nouns(clause)):
            return False
        return self._is_report() and self._says(self.facts.telling)

    def _is_titled(self) -> bool:
        """The title says what the document is: "Joint Statement by the Ministers of …", not "Joint statement signed"."""
        for clause in self.head[:1] if self.head and self.head[0].kind == "title" else ():
            for _, end in self._noun_ends(clause):
                behind = fold(self.text, end, clause.own_end).text
                return self.facts.titled.match(behind) is not None
        return False

    def _named(self) -> str | None:
        """The first noun of an instrument in the head; the title opens with it, or a headline holds it."""
        for clause in self.head:
            for noun, _ in self._nouns(clause):
                if noun not in ("law", "document", "report"):
                    return noun
        return None

    def _nouns(self, clause: Clause) -> Iterator[tuple[str, int]]:
        """(type, start) of the nouns of a clause, capitals read as a title's."""
        passage = titled(self.passages.of(clause))
        for token in self.lexicon.scanner.find(passage.text, passage.start, passage.end):
            if token.kind == "n" and self.lexicon.nouns[token.key].needs not in _NO_TITLE:
                yield self.lexicon.nouns[token.key].type, token.start

    def _noun_ends(self, clause: Clause) -> Iterator[tuple[str, int]]:
        """(type, end in the document) of the same nouns."""
        passage = titled(self.passages.of(clause))
        for token in self.lexicon.scanner.find(passage.text, passage.start, passage.end):
            if token.kind == "n" and self.lexicon.nouns[token.key].needs not in _NO_TITLE:
                yield self.lexicon.nouns[token.key].type, passage.span(token.start, token.end).end

    def _own_types(self) -> Counter[str]:
        """How often the text calls itself what: this Agreement, настоящий Договор, هذه الاتفاقية."""
        found: Counter[str] = Counter()
        for clause in self.records.clauses:
            known = lexicon(self.grammar, clause.language)
            layer, start, end = self.passages.place(clause)
            for match in known.own.finditer(layer.text, start, end):
                behind = match.end() + 1
                token = known.scanner.first(layer.text, behind, min(behind + 45, end))
                if token and token.kind == "n" and token.start <= behind + 1:
                    type = known.nouns[token.key].type
                    if type not in ("document", "law"):
                        found[type] += 1
        return found

    def _is_report(self) -> bool:
        stamped = any(clause.kind in ("timestamp", "dateline") for clause in self.records.clauses)
        return bool(
            stamped or self.records.boilerplate or self.facts.report.search(fold(self.text[:20000]).text)
        )

    def title(self, type: str | None) -> str | None:
        """The title as printed, its lines joined; of an Assembly resolution the line behind its number."""
        lines = [clause for clause in self.head if clause.kind in ("title", "heading", "text")]
        if not lines:
            return None
        if type in ("resolution", "decision"):
            return self._resolution_title(lines)
        if type == "press_report" or type is None:
            return self._line(lines[0])
        titles = sorted(lines, key=lambda clause: clause.kind != "title")
        return self._line(next((one for one in titles if any(True for _ in self._nouns(one))), lines[0]))

    def _resolution_title(self, lines: list[Clause]) -> str:
        for clause in lines:
            line = self._line(clause)
            match = _ASSEMBLY_NUMBER.search(line)
            if match:
                return line[match.end() :]
        for clause in lines:
            line = self._line(clause)
            if not _UN_SYMBOL.match(line) and any(True for _ in self._nouns(clause)):
                return line.rstrip(",")
        return self._line(lines[0])

    def _line(self, clause: Clause) -> str:
        """The clause's words on one line; of a text that runs on, the name it opens with."""
        words = self.text[clause.start : clause.own_end].split()
        if clause.kind == "title" or clause.own_end - clause.start <= 2 * _LINE:
            return " ".join(words)
        passage = titled(self.passages.of(clause))
        for token in self.lexicon.scanner.find(passage.text, passage.start, passage.end):
            if token.kind == "n" and token.start - passage.start < _LINE:
                name = read_name(passage, self.lexicon, token, passage.start, passage.end)
                span = passage.span(name.first, name.title_end)
                return " ".join(span.of(self.text).split())
            break
        return " ".join(words[:_WORDS])

    def is_excerpt(self, type: str | None, issuer: str | None) -> bool:
        """Articles without the title they stand under, which say what its parties do."""
        if type is not None or issuer is not None:
            return False
        numbered = any(clause.kind == "article" for clause in self.records.clauses)
        return numbered and self._says(self.facts.pact)

    def binding(self, type: str | None, issuer: str | None) -> str | None:
        """By the type; final clauses and Chapter VII raise it."""
        row = next((row for row in self.grammar.rows("bindings") if row["type"] == type), None)
        if row is None:
            return None
        if row["binding"] == "resolution" and issuer == "UNSC" and self._says(self.facts.seventh):
            return "binding_resolution"
        if row["final"] and self._says(self.facts.final):
            return row["final"]
        return row["binding"]

    def _says(self, pattern: re.Pattern[str]) -> bool:
        return any(
            pattern.search(passage.text, passage.start, passage.end)
            for passage in map(self.passages.of, self.records.clauses)
        )

    # --- when, where, in which languages --------------------------------------------------

    def made(self) -> _Made:
        """Date, place and languages of the first testimonium behind the preamble, the title's where it has none."""
        head = {clause.clause_id for clause in self.head if clause not in self.records.clauses[-_CLOSE:]}
        for clause in self.records.clauses:
            if clause.clause_id in head or clause.kind in ("recital", "footnote", "title"):
                continue
            layer, start, end = self.passages.place(clause)
            match = self._testimonium(layer.text, start, end)
            if match is None:
                continue
            passage = self.passages.of(clause)
            date = _day(passage, match.start(), min(match.end() + 200, passage.end))
            if date:
                return _Made(date, self._place(passage, match.end()), self._languages(passage, match.start()))
        return self._titled_made()

    def _testimonium(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Its first words, where a sentence or a line begins."""
        for match in self.facts.testimonium.finditer(text, start, end):
            before = text[max(start, match.start() - _INDENT) : match.start()]
            bare = before.rstrip()
            if not bare or "\n" in before[len(bare) :] or bare[-1] in self.facts.before:
                return match
        return None

    def _titled_made(self) -> _Made:
        for clause in self.head:
            passage = self.passages.of(clause)
            match = self.facts.title_place.search(passage.text, passage.start, passage.end)
            date = None
            if match:
                date = _day(passage, match.start(), passage.end)
                date = date or _day(passage, passage.start, match.start())
            if match and date:
                return _Made(date, self._usual(match["place"]), ())
        lined = self._lined_made()
        if lined:
            return lined
        own = {clause.clause_id for clause in self.head}
        own |= {clause.clause_id for clause in self.records.clauses if clause.kind in _ENDS}
        for row in self.records.dates:
            if row.kind == "signature" and row.precision == "day" and row.clause_id in own:
                return _Made(row.value)
        return _Made()

    def _lined_made(self) -> _Made | None:
        """Day and place of a line of their own: "Paris, 14 July 2023", "14 July 2023"."""
        for clause in self.records.clauses:
            if clause.kind not in ("dateline", *_ENDS):
                continue
            passage = self.passages.of(clause)
            days = passage.dates_in(passage.start, passage.end)
            if days and clause.kind in _ENDS and passage.text[days[0].end : passage.end].strip(" .\n"):
                continue  # a line of its own
            match = _PLACE_LINE.fullmatch(passage.text, passage.start, days[0].start) if days else None
            date = _day(passage, passage.start, passage.end)
            alone = days and not passage.text[passage.start : days[0].start].strip("([ \n")
            if date and alone and clause.kind == "dateline":
                return _Made(date)
            if match and date:
                place = passage.span(match.start("place"), match.end("place"))
                return _Made(date, self._usual(place.of(self.text)))
        return None

    def _place(self, passage: Passage, start: int) -> str | None:
        for match in self.facts.place.finditer(passage.text, start - 1, min(start + 160, passage.end)):
            if not self.facts.not_place.match(match["place"]) and not self._is_tongue(match["place"]):
                span = passage.span(match.start("place"), match.end("place"))
                return self._usual(" ".join(span.of(self.text).split()))
        return None

    def _usual(self, place: str) -> str:
        """The place in its usual name form: Москва of «в Москве», Helsingfors of a title in capitals."""
        place = place.title() if place.isupper() and len(place) > 3 else place
        return self.facts.places.get(fold(place).text, place)

    def _is_tongue(self, word: str) -> bool:
        return any(pattern.match(word.lower()) for pattern, _ in self.facts.languages)

    def _languages(self, passage: Passage, start: int) -> tuple[str, ...]:
        """The languages listed in the testimonium, which wrapped lines may part."""
        first = passage.span(start, passage.end).start
        words = " ".join(
            fold(self.text, first, min(first + _TESTIMONIUM, len(self.text))).text.lower().split()
        )
        found: dict[str, int] = {}
        for sentence in re.split(r"(?<=[.;])\s", words)[:2]:
            if self.facts.tongues.search(sentence) and not (
                found and not re.match("each|каждый|they are", sentence)
            ):
                for pattern, language in self.facts.languages:
                    match = pattern.search(sentence)
                    if match:
                        found.setdefault(language, words.find(sentence) + match.start())
        return tuple(sorted(found, key=lambda language: found[language]))

    def published(self) -> str | None:
        """The day printed as the page's date, with its year."""
        for row in self.records.dates:
            if row.kind == "publication" and row.value and re.match(r"\d{4}-\d\d-\d\d", row.value):
                return row.value[:10]
        return self._datelined()

    def _datelined(self) -> str | None:
        """The day in the words that open a report's text: "DOHA, 17 September 2024 (Agency) –"."""
        texts = [clause for clause in self.records.clauses if clause.kind in ("text", "paragraph", "heading")]
        for clause in texts[:_FIRST]:
            passage = self.passages.of(clause)
            for placed in passage.dates_in(passage.start, min(passage.end, passage.start + _DATELINE)):
                opens = _DATELINE_BEFORE.fullmatch(passage.text[passage.start : placed.start])
                if opens and _DATELINE_BEHIND.match(passage.text, placed.end, passage.end):
                    return _day(passage, placed.start, placed.end)
        return None

    def dated_head(self, type: str | None) -> str | None:
        """The day in the head of a resolution."""
        return self._first_day(self.head) if type in _ADOPTED else None

    def dated_end(self, type: str | None) -> str | None:
        """The day in the last lines of a resolution: of its plenary meeting."""
        last = [clause for clause in self.records.clauses[-6:] if clause.kind in _LAST]
        return self._first_day(last) if type in _ADOPTED else None

    def _first_day(self, clauses: list[Clause]) -> str | None:
        passages = map(self.passages.of, clauses)
        days = (_day(passage, passage.start, passage.end) for passage in passages)
        return next((day for day in days if day), None)

    # --- who, under which symbol ----------------------------------------------------------

    def issuer(self) -> str | None:
        """The organ of the enacting words, else of the head; an organisation that makes a text with a State issues none."""
        entitled = [clause for clause in self.head if clause.kind == "title"]
        shared = "organisation" if self._states(entitled) else None
        clauses = [clause for clause in self.records.clauses[:60] if clause.kind == "enacting"]
        for clause in (*clauses, *self.head):
            passage = self.passages.of(clause)
            for placed in passage.mentions_in(passage.start, passage.end):
                row = placed.row
                if (
                    isinstance(row, Mention)
                    and row.kind in ("organ", "organisation", "collective")
                    and row.kind != shared
                    and row.party_id
                ):
                    return row.party_id
            for token in self.lexicon.scanner.find(passage.text, passage.start, passage.end):
                if token.kind == "o":
                    return self.lexicon.organs[token.key]["organ"]
        return None

    def parties(self, type: str | None, issuer: str | None) -> tuple[str, ...]:
        """The makers: of a resolution its organ; else whom "the Parties" is defined to mean, the title or the preamble names."""
        if issuer:
            return (issuer,)
        named = self._states(self._title_clauses())
        for row in self.records.definitions:
            makers = tuple(dict.fromkeys(one.partition(".")[0] for one in row.party_ids))
            if len(makers) > 1:
                return makers
        if type in _STATEMENTS:
            return self._first_two()
        if len(named) > 1:
            return named
        front = [clause for clause in self.head if clause.kind == "text"][:4]
        first = [clause for clause in self.records.clauses if clause.kind in ("recital", "enacting")][:1]
        more = self._states([*front, *first])
        return more if len(more) > 1 else named or more

    def _first_two(self) -> tuple[str, ...]:
        """Whom a statement's title and its first paragraphs name, up to the one with which they are two or more."""
        entitled = [clause for clause in self.head if clause.kind in ("title", "heading")]
        front = self._states(entitled)
        if not front and (makers := self._organisations(entitled)):
            return makers[:1]  # the title names one only, as of its Council of Heads of State
        held = self._states_of_holders(entitled)
        if len(front) < 2 <= len(held):
            return held
        body = [c for c in self.records.clauses[:_HEAD] if c not in entitled and c.kind not in _MARGIN]
        if body and not body[0].number:  # before its first number a statement has said who makes it
            body = list(takewhile(lambda clause: not clause.number, body))
        for count in range(len(body) + 1):
            front = self._states([*entitled, *body[:count]])
            if len(front) > 1:
                break
        return front

    def _title_clauses(self) -> list[Clause]:
        return [
            clause
            for clause in self.head
            if clause.kind in ("title", "heading") or clause.own_end - clause.start < _LINE
        ]

    def _states(self, clauses: list[Clause]) -> tuple[str, ...]:
        """States named there, each once, and organisations that a title joins by "between": one that it only speaks of,
        as "the Charter of the United Nations" does, makes nothing."""
        found: dict[str, str] = {}
        for clause in clauses:
            passage = self.passages.of(clause)
            titled = clause.kind in ("title", "heading")
            end = self._makers_end(passage) if titled else passage.end
            for placed in passage.mentions_in(passage.start, end):
                row = placed.row
                if not isinstance(row, Mention) or row.kind not in _STATES or not row.party_id:
                    continue
                if self.facts.located.search(passage.text, passage.start, placed.start):
                    continue  # where it was said: "today in Phnom Penh, Cambodia"
                spoken = row.kind == "organisation" and not (titled and self._joins(passage, placed.start))
                if not (titled and spoken):
                    found.setdefault(row.party_id, "spoken" if spoken else "named")
        named = tuple(one for one, how in found.items() if how == "named")
        return named if len(named) > 1 else tuple(found)

    def _makers_end(self, passage: Passage) -> int:
        """Where a title goes on to what it is about, of which it may name others: "Agreement between A and B on the area between B
        and C"; the end where less than two makers stand before."""
        makers = self.facts.between.search(passage.text, passage.start, passage.end)
        matter = self.facts.matter.search(passage.text, makers.end(), passage.end) if makers else None
        if makers is None or matter is None:
            return passage.end
        rows = (one.row for one in passage.mentions_in(makers.end(), matter.start()))
        named = {one.party_id for one in rows if isinstance(one, Mention) and one.kind in _STATES}
        return matter.start() if len(named) > 1 else passage.end

    def _states_of_holders(self, clauses: list[Clause]) -> tuple[str, ...]:
        """The states whose leaders a title names, each once: "Meeting of President Biden and King Abdullah II of Jordan"."""
        found: dict[str, None] = {}
        for passage in map(self.passages.of, clauses):
            for placed in passage.mentions_in(passage.start, passage.end):
                row = placed.row
                if isinstance(row, Mention) and row.kind == "office" and row.party_id:
                    state, _, role = row.party_id.partition(".")
                    if role in _LEADERS:
                        found.setdefault(state)
        return tuple(found)

    def _organisations(self, clauses: list[Clause]) -> tuple[str, ...]:
        """Organisations named there, each once; none that a title is about: "Statement by the Ministers on the OSCE"."""
        found: dict[str, None] = {}
        for passage in map(self.passages.of, clauses):
            for placed in passage.mentions_in(passage.start, passage.end):
                row = placed.row
                if not isinstance(row, Mention) or row.kind != "organisation" or not row.party_id:
                    continue
                if not self.facts.about.search(passage.text, passage.start, placed.start):
                    found.setdefault(row.party_id)
        return tuple(found)

    def _joins(self, passage: Passage, place: int) -> bool:
        if self.facts.about.search(passage.text, passage.start, place):
            return False
        return self.facts.between.search(passage.text, passage.start, place) is not None

    def symbol(self, type: str | None, issuer: str | None) -> str | None:
        """The printed symbol, else the one that the number in the head means."""
        printed = self._symbol_line()
        if printed:
            return printed
        if type not in ("resolution", "decision"):
            return None
        for clause in self.head:
            passage = self.passages.of(clause)
            tokens = self.lexicon.scanner.find(passage.text, passage.start, passage.end)
            numbers = read_numbers(passage, self.lexicon, tokens, issuer)
            if numbers:
                return numbers[min(numbers)].symbol
            match = re.match(r"\s*(\d{1,3}/\d{1,4})\.?\s", passage.text[passage.start : passage.end])
            if match and issuer in ("UNGA", None):
                return f"A/RES/{match[1]}"
        return None

    def _symbol_line(self) -> str | None:
        for clause in self.head[:4]:
            match = _UN_SYMBOL.match(self.text[clause.start : clause.own_end])
            if match and re.search(r"\d", match[1]):
                return match[1]
        return None


def _head(records: Records) -> list[Clause]:
    """The clauses before the first of the body; a text that runs on opens the document where only a label stands before it."""
    found: list[Clause] = []
    for clause in records.clauses[:_HEAD]:
        if clause.kind in _BODY:
            break
        running = clause.kind == "text" and clause.own_end - clause.start > 2 * _LINE
        if running and any(one.own_end - one.start > _LABEL for one in found):
            break
        found.append(clause)
        if running:
            break
    return found or list(records.clauses[:1])


def _day(passage: Passage, start: int, end: int) -> str | None:
    """The first day-exact date there."""
    for placed in passage.dates_in(start, end):
        row = placed.row
        if isinstance(row, Date) and row.value and row.precision in ("day", "time"):
            return row.value[:10]
    return None

"""What kind of document it is: its type, its title, whether it binds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from clausedb.fold import fold
from clausedb.model import Clause
from clausedb.parse.fact_view import LINE, UN_SYMBOL, View
from clausedb.parse.references.lexicon import lexicon
from clausedb.parse.references.passages import titled
from clausedb.parse.references.titles import read_name

_NUMBERED: Final = frozenset(("article", "paragraph"))
_WORDS: Final = 30
_ASSEMBLY_NUMBER: Final = re.compile(r"(?:^|\s)\d{1,3}/\d{1,4}(?:\.|\s?[-–—])?\s+(?=[^\W\d])")
"""The number of a resolution of the Assembly, behind which its title stands."""
_LINES: Final = frozenset(("title", "heading", "dateline", "timestamp"))
"""Kinds of lines that stand above the text."""
_NO_TITLE: Final = ("pointed", "one", "title")
"""Needs of nouns that name another instrument than the document."""


class Kind:
    """What kind of document it is."""

    def __init__(self, view: View) -> None:
        self.view = view

    def type(self) -> str | None:
        """The type that the head names, borne out by the body; a press report where nothing bears it out."""
        named = self._named()
        kinds = Counter(clause.kind for clause in self.view.records.clauses)
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
        if self.view.symbol_line():
            return "statement" if "/PRST/" in (self.view.symbol_line() or "") else "resolution"
        if named and self._is_titled() and not self._says(self.view.facts.telling):
            return named
        if not formal and (numbered < 2 or named is None) and self._is_report():
            return "press_report"
        return named

    def _opens_as_report(self) -> bool:
        """The text opens with a verb that tells what happened, under no title of an instrument."""
        first = next((one for one in self.view.records.clauses if one.kind not in _LINES), None)
        if first is None or self._is_titled():
            return False
        words = fold(self.view.text, first.text_start, first.own_end).text
        return self.view.facts.opening.match(words) is not None

    def _is_told(self) -> bool:
        """No line above the text names an instrument, and the text tells what somebody said: a report that lists what was signed."""
        lines = [clause for clause in self.view.head if clause.kind in ("title", "heading")]
        if not lines or any(True for clause in lines for _ in self._nouns(clause)):
            return False
        return self._is_report() and self._says(self.view.facts.telling)

    def _is_titled(self) -> bool:
        """The title says what the document is: "Joint Statement by the Ministers of …", not "Joint statement signed"."""
        for clause in self.view.head[:1] if self.view.head and self.view.head[0].kind == "title" else ():
            for _, end in self._noun_ends(clause):
                behind = fold(self.view.text, end, clause.own_end).text
                return self.view.facts.titled.match(behind) is not None
        return False

    def _named(self) -> str | None:
        """The first noun of an instrument in the head; the title opens with it, or a headline holds it."""
        for clause in self.view.head:
            for noun, _ in self._nouns(clause):
                if noun not in ("law", "document", "report"):
                    return noun
        return None

    def _nouns(self, clause: Clause) -> Iterator[tuple[str, int]]:
        """(type, start) of the nouns of a clause, capitals read as a title's."""
        passage = titled(self.view.passages.of(clause))
        for token in self.view.lexicon.scanner.find(passage.text, passage.start, passage.end):
            if token.kind == "n" and self.view.lexicon.nouns[token.key].needs not in _NO_TITLE:
                yield self.view.lexicon.nouns[token.key].type, token.start

    def _noun_ends(self, clause: Clause) -> Iterator[tuple[str, int]]:
        """(type, end in the document) of the same nouns."""
        passage = titled(self.view.passages.of(clause))
        for token in self.view.lexicon.scanner.find(passage.text, passage.start, passage.end):
            if token.kind == "n" and self.view.lexicon.nouns[token.key].needs not in _NO_TITLE:
                yield self.view.lexicon.nouns[token.key].type, passage.span(token.start, token.end).end

    def _own_types(self) -> Counter[str]:
        """How often the text calls itself what: this Agreement, настоящий Договор, هذه الاتفاقية."""
        found: Counter[str] = Counter()
        for clause in self.view.records.clauses:
            known = lexicon(self.view.grammar, clause.language)
            layer, start, end = self.view.passages.place(clause)
            for match in known.own.finditer(layer.text, start, end):
                behind = match.end() + 1
                token = known.scanner.first(layer.text, behind, min(behind + 45, end))
                if token and token.kind == "n" and token.start <= behind + 1:
                    type = known.nouns[token.key].type
                    if type not in ("document", "law"):
                        found[type] += 1
        return found

    def _is_report(self) -> bool:
        stamped = any(clause.kind in ("timestamp", "dateline") for clause in self.view.records.clauses)
        return bool(
            stamped
            or self.view.records.boilerplate
            or self.view.facts.report.search(fold(self.view.text[:20000]).text)
        )

    def title(self, type: str | None) -> str | None:
        """The title as printed, its lines joined; of an Assembly resolution the line behind its number."""
        lines = [clause for clause in self.view.head if clause.kind in ("title", "heading", "text")]
        lines = [clause for clause in lines if not self._opens_preamble(clause)]
        if not lines:
            return None
        if type in ("resolution", "decision"):
            return self._resolution_title(lines)
        title = next((one for one in lines if one.kind == "title"), lines[0])
        if type == "press_report" or type is None or self._is_below_masthead(title):
            return self._line(title)
        titles = sorted(lines, key=lambda clause: clause.kind != "title")
        return self._line(next((one for one in titles if any(True for _ in self._nouns(one))), lines[0]))

    def _opens_preamble(self, clause: Clause) -> bool:
        """The word "Preamble", or in front of a treaty without a title those who make it: "The Republic of Estonia and Ukraine,"."""
        words = self.view.text[clause.start : clause.own_end].strip()
        named = clause.kind == "text" and words.endswith(",") and not any(True for _ in self._nouns(clause))
        return named or self.view.facts.preamble.fullmatch(words) is not None

    def _is_below_masthead(self, title: Clause) -> bool:
        """Whether the title stands below lines that the paper is printed with, which were read as that."""
        above = takewhile(lambda one: one is not title, self.view.records.clauses)
        return title.kind == "title" and any(one.kind == "heading" for one in above)

    def _resolution_title(self, lines: list[Clause]) -> str:
        for clause in lines:
            line = self._line(clause)
            match = _ASSEMBLY_NUMBER.search(line)
            if match:
                return line[match.end() :]
        title = next((one for one in lines if one.kind == "title"), None)
        if title and self._is_below_masthead(title) and " " in self._line(title):
            return self._line(title).rstrip(",")
        for clause in lines:
            line = self._line(clause)
            if not UN_SYMBOL.match(line) and any(True for _ in self._nouns(clause)):
                return line.rstrip(",")
        return self._line(lines[0])

    def _line(self, clause: Clause) -> str:
        """The clause's words on one line; of a text that runs on, the name it opens with."""
        words = self.view.text[clause.start : clause.own_end].split()
        if clause.kind == "title" or clause.own_end - clause.start <= 2 * LINE:
            return " ".join(words)
        passage = titled(self.view.passages.of(clause))
        for token in self.view.lexicon.scanner.find(passage.text, passage.start, passage.end):
            if token.kind == "n" and token.start - passage.start < LINE:
                name = read_name(passage, self.view.lexicon, token, passage.start, passage.end)
                span = passage.span(name.first, name.title_end)
                return " ".join(span.of(self.view.text).split())
            break
        return " ".join(words[:_WORDS])

    def is_excerpt(self, type: str | None, issuer: str | None) -> bool:
        """Articles without the title they stand under, which say what its parties do."""
        if type is not None or issuer is not None:
            return False
        numbered = any(clause.kind == "article" for clause in self.view.records.clauses)
        return numbered and self._says(self.view.facts.pact)

    def binding(self, type: str | None, issuer: str | None) -> str | None:
        """By the type; final clauses and Chapter VII raise it."""
        row = next((row for row in self.view.grammar.rows("bindings") if row["type"] == type), None)
        if row is None:
            return None
        if row["binding"] == "resolution" and issuer == "UNSC" and self._says(self.view.facts.seventh):
            return "binding_resolution"
        if row["final"] and self._says(self.view.facts.final):
            return row["final"]
        return row["binding"]

    def _says(self, pattern: re.Pattern[str]) -> bool:
        return any(
            pattern.search(passage.text, passage.start, passage.end)
            for passage in map(self.view.passages.of, self.view.records.clauses)
        )

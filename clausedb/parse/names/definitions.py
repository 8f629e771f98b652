"""Defined terms: "(hereinafter referred to as the Parties)", «именуемые в дальнейшем Стороны», "X" means ...

Text and mentions in, definitions out. The patterns are rows of grammar/<language>/definitions.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from clausedb.fold import Folded, fold
from clausedb.language import Grammar, Pack, Row
from clausedb.model import Clause, Definition, Mention, Records, Span
from clausedb.parse.alphabets import folded, tables_for
from clausedb.parse.concordance import concordance
from clausedb.parse.places import Places

_QUOTED: Final = r"[“\"«„]\s?(?P<quoted>(?:[^“”\"«»\n]|\n(?=\S)){1,80}?)\s?[”\"»“]"
_MARKS: Final = ("“", '"', "«", "„")
_HEAD: Final = 120
"""Characters at the head of a clause in which its term stands."""
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_LETTERS: Final = re.compile(r"\b[A-ZА-Я]{2,8}\b")
"""Letters that stand for a name."""
_STEM: Final = 4
"""Letters of a term's noun, at least, by which it is found again in another form."""
_REACH: Final = 400
"""How far before its cue a term's meaning may begin, in code points."""
_SENTENCE: Final = re.compile(r"[.;:!?؛؟]\s+|\n\s*\n")
_STOP: Final = re.compile(r"[.;!?؛؟]\s+")
_COMPLEMENT: Final = re.compile(r"\b(?:concerning|of|in|on|with|for|to|by|from|at)\s+(?:the\s+)?\Z")
_NAMED: Final = ("state", "organisation", "organ", "office", "collective")
_JOIN: Final = re.compile(
    r"[\s,،(]*(?:(?:and|и|as well as|а также)\s+(?:the\s+)?|و(?:ال)?|the\s+)?(?:ال)?\s*"
)


@dataclass(frozen=True, slots=True)
class _Cue:
    meaning: str
    begins: tuple[str, ...]
    """What the first word of the cue begins with; empty where the pattern begins with a sign."""
    holds: tuple[str, ...]
    """Letters of which some stand in every text with the cue; empty where there are none."""
    pattern: re.Pattern[str]

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Where the cue stands."""
        if self.holds and not any(letters in text for letters in self.holds):
            return
        if not self.begins:
            yield from self.pattern.finditer(text)
            return
        for at in concordance(text).begins_with(self.begins):
            match = self.pattern.match(text, at)
            if match is not None:
                yield match


@dataclass(frozen=True, slots=True)
class _Terms:
    cues: tuple[_Cue, ...]
    article: re.Pattern[str]
    name: re.Pattern[str]
    many: re.Pattern[str]
    noun_last: re.Pattern[str]
    """How terms begin whose noun is the last word."""
    governments: re.Pattern[str]
    """Terms by which the governments themselves are meant."""
    verb: str
    """A verb with a capital that is no part of a name."""


def read_definitions(records: Records, grammar: Grammar) -> Records:
    """The defined terms of the document in text order; `party_ids` where a term stands for named parties."""
    whole = folded(records.text)
    places = Places(records.clauses)
    found: dict[int, Definition] = {}
    for language in tables_for(records.text):
        for one in _read(whole, records, places, grammar.pack(language)):
            found.setdefault(one.term.start, one)
    ordered = sorted(found.values(), key=lambda one: one.term.start)
    document_id = records.document.document_id
    numbered = (replace(one, definition_id=f"{document_id}:d{at}") for at, one in enumerate(ordered, 1))
    return replace(records, definitions=tuple(numbered))


def _read(whole: Folded, records: Records, places: Places, pack: Pack) -> Iterator[Definition]:
    terms = _terms(pack)
    named = sorted(
        (one for one in records.mentions if one.kind in _NAMED), key=lambda one: (one.start, -one.end)
    )
    for cue in terms.cues:
        if cue.meaning == "opens":
            yield from _opening(cue, records)
            continue
        for match in cue.matches(whole.text):
            term = _term(whole, match)
            if not term.of(records.text).strip():
                continue  # (herein the " "): a blank of a form
            clause = places.clause_at(term.start, term.end)
            if cue.meaning == "after":
                spans: tuple[Span, ...] = _after(whole, match.end(), clause, records.text)
                ids: tuple[str, ...] = ()
            else:
                before = whole.offset(match.start())
                wanted = fold(term.of(records.text)).text
                spans, ids = _before(records.text, before, named, wanted, terms)
            if spans:
                yield Definition("", clause.clause_id if clause else None, term, spans, ids)


def _opening(cue: _Cue, records: Records) -> Iterator[Definition]:
    """The definitions of clauses that open with their term: “Party”: a State that …"""
    text = records.text
    for clause in records.clauses:
        if text[clause.text_start : clause.text_start + 1] not in _MARKS:
            continue
        piece = fold(text, clause.text_start, min(clause.own_end, clause.text_start + _HEAD))
        match = cue.pattern.match(piece.text)
        spans = _after(piece, match.end(), clause, text) if match else ()
        if match and spans:
            yield Definition("", clause.clause_id, _term(piece, match), spans, ())


def _term(whole: Folded, match: re.Match[str]) -> Span:
    name = "quoted" if match["quoted"] is not None else "term"
    return whole.span(*match.span(name))


def _after(whole: Folded, start: int, clause: Clause | None, text: str) -> tuple[Span, ...]:
    """What follows, to the end of the sentence or of the clause."""
    begin = whole.offset(start)
    end = clause.own_end if clause else len(text)
    stop = _SENTENCE.search(text, begin, end)
    end = stop.start() if stop else end
    words = text[begin:end].rstrip(" \t\r\n.;،,")
    return (Span(begin, begin + len(words)),) if words.strip() else ()


def _before(
    text: str, cue: int, named: Sequence[Mention], term: str, terms: _Terms
) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """The names in front of the cue, each with its article; where none stand there, the words of a name."""
    start = max(0, cue - _REACH)
    breaks = [match.end() for match in _SENTENCE.finditer(text, start, cue)]
    paragraph = text.rfind("\n\n", start, cue) + 2
    start = max([start, *breaks[-1:], paragraph if paragraph > 1 else 0])
    outer = list(_outer(one for one in named if start <= one.start and one.end <= cue))
    run = _run(text, outer, cue)
    if terms.many.search(term):
        if len({one.party_id for one in run}) < 2:
            run = list({one.party_id: one for one in outer}.values())
        if len(run) < 2:
            run = _makers(text, named, cue)
    elif run and run[0].kind == "state" and _COMPLEMENT.search(text[start : run[0].start]):
        run = []
    if len(run) > 1 and _LETTERS.search(term) and not terms.many.search(term):
        run = run[-1:]  # "Japan and the Republic of Korea (ROK)"
    words = text[start:cue].rstrip(" \t\r\n(,،")
    name = _repeated(words, term, terms) or _spelled(words, term)
    if run and run[0].kind == "state" and name and start + name.end() <= run[0].start:
        run = []
    if run:
        spans = dict.fromkeys(_with_article(text, one, terms) for one in run)
        governments = terms.governments.search(term) is not None
        ids = (one.party_id if governments else _party(one) for one in run)
        return tuple(spans), tuple(dict.fromkeys(filter(None, ids)))
    name = name or terms.name.search(words)
    if name is None:
        return (), ()
    own = name.start("own") if "own" in name.groupdict() else name.start()
    return (Span(start + own, start + len(words)),), ()


def _makers(text: str, named: Sequence[Mention], cue: int) -> list[Mention]:
    """Those who make a treaty, each in a paragraph of its own in front of the cue: the last two that no sentence parts."""
    start = max(
        [max(0, cue - _REACH), *(match.end() for match in _STOP.finditer(text, max(0, cue - _REACH), cue))]
    )
    outer = _outer(one for one in named if start <= one.start and one.end <= cue)
    run = list({one.party_id: one for one in outer}.values())
    return run if len(run) > 1 else []


def _repeated(words: str, term: str, terms: _Terms) -> re.Match[str] | None:
    """The term's own noun in the words before it, with the capitals in front: "the Joint Commission established ..."."""
    parts = term.split()
    last = terms.noun_last.search(parts[0]) is not None and not parts[-1].isdigit()
    small = last and parts[-1].islower()  # «Рабочая группа» of «Совместную рабочую группу»
    noun, before = parts[-1 if last else 0], len(parts) - 1 if small else 0
    if _ARABIC.match(noun):
        core = noun.removeprefix("ال")
        stem = re.escape(core[: max(_STEM - 1, len(core) - 1)])
        pattern = rf"(?<!\w)[وفبكل]{{0,2}}(?P<own>(?:ال)?{stem}\w{{0,2}})(?!\w)"
    else:
        stem = re.escape(noun[: max(_STEM, len(noun) - 2)])
        pattern = rf"(?P<own>(?:\b(?:the|an?)\s+)?(?:(?!{terms.verb})[A-ZА-Я][\w'-]*\s+){{0,6}}(?:[\w'-]+\s+){{0,{before}}}\b(?i:{stem})\w{{0,4}}\b)"
    found = list(re.finditer(pattern, words))
    return found[-1] if found else None


def _spelled(words: str, term: str) -> re.Match[str] | None:
    """The last words in front whose first letters spell the term: "General Agreement on Tariffs and Trade 1994" of GATT 1994; small
    words between them do not count."""
    letters = _LETTERS.search(term)
    if letters is None:
        return None
    gap = r"(?:[\s-]+(?:[a-zа-я]{1,3}\s+){0,2})"
    pattern = gap.join(rf"{letter}[\w’'-]*?" for letter in letters[0])
    found = list(re.finditer(rf"\b(?P<own>(?:[Tt]he\s+)?{pattern}\b)", words))
    return found[-1] if found else None


def _outer(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions that lie in no other, those of several parties over the same words all kept."""
    last: Mention | None = None
    for one in mentions:
        if last is None or one.start >= last.end or (one.start, one.end) == (last.start, last.end):
            yield one
            last = one


def _run(text: str, outer: Sequence[Mention], cue: int) -> list[Mention]:
    """The names that stand joined directly in front of the cue."""
    run: list[Mention] = []
    edge = cue
    for one in reversed(outer):
        if one.end > edge and run and (one.start, one.end) == (run[0].start, run[0].end):
            run.insert(0, one)
        elif _JOIN.fullmatch(text, one.end, edge) and not _is_line_break(text[one.end : edge]):
            run.insert(0, one)
            edge = one.start
        else:
            break
    return run


def _is_line_break(gap: str) -> bool:
    """Nothing but the end of a line, behind which something else begins: a title before those who make the treaty."""
    return "\n" in gap and not gap.strip()


def _with_article(text: str, one: Mention, terms: _Terms) -> Span:
    match = terms.article.search(text, max(0, one.start - 4), one.start)
    return Span(one.start - (len(match[0]) if match else 0), one.end)


def _party(one: Mention) -> str | None:
    """A government makes a treaty for its state; only where the term says so the governments are meant."""
    return one.party_id.removesuffix(".GOV") if one.party_id else None


@cache
def _terms(pack: Pack) -> _Terms:
    found = pack.settings("definitions")
    term = rf"(?:(?P<lead>{found['article']}){_QUOTED}|(?P<term>{found['term']}))"
    quoted = f"(?:{found['article']}){_QUOTED}"
    cues = []
    for row in pack.rows("definitions"):
        source = re.sub(r" (\??)", lambda gap: r"\s?" if gap[1] else r"\s+", row["pattern"])
        source = source.replace("{said}", _QUOTED).replace("{term}", term).replace("{quoted}", quoted)
        cues.append(_Cue(row["meaning"], _letters(row, "begins"), _letters(row, "holds"), re.compile(source)))
    return _Terms(
        tuple(cues),
        re.compile(rf"(?<!\w){found['article']}$", re.I),
        re.compile(found["name"]),
        re.compile(found["many"]),
        re.compile(found["noun_last"]),
        re.compile(found["governments"]),
        found["verb"],
    )


def _letters(row: Row, name: str) -> tuple[str, ...]:
    return tuple(filter(None, (row.get(name) or "").split("|")))

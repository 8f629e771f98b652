"""Where a number of a unit may stand, and what speaks for and against it in its own line."""

from __future__ import annotations

import re
from typing import Final

from clausedb.fold import folded_text
from clausedb.language import Grammar
from clausedb.parse.structure.layout import (
    SIGNS,
    bullet_at,
    dashed_heading,
    month_words,
    reference_words,
    role_of,
)
from clausedb.parse.structure.letters import keep_lists
from clausedb.parse.structure.lines import Line
from clausedb.parse.structure.nesting import Candidate
from clausedb.parse.structure.numbering import Mark, marks_at

_TAIL: Final = 40
"""Characters of a line in which its last words stand."""
_LAST_WORD: Final = re.compile(r"([^\W\d_]+|№)\.?[ \u00a0]*$")
_PINPOINT: Final = re.compile(r"([^\W\d_]+)\.?[ \u00a0]\d{1,3}(?:[ \u00a0]?\(\w{1,3}\))*$")
"""The number of a place that is spoken of: its points follow in brackets, paragraph 3 (a)."""
_ENDED: Final = re.compile(
    r"[.;:!?…؛؟]['\"”“»)\[\]\d¹²³⁰-⁹]*(?:(?<=[;؛])[ \u00a0]+(?:and(?:/or)?|or|и|или|либо|а также|و|أو))?$"
)
"""A sentence, or an item of a list: `; and` stands before the last."""
_STOPS: Final = frozenset(".;:!?…؛؟")
_OPEN_END: Final = frozenset(":：'\"”“»")
_PAUSED: Final = re.compile(r"(?:[,،—–-]|\b(?:and|or|и|или|و|أو))$")
_COMMA: Final = re.compile(r"[,،](?:[ \u00a0]+(?:and|or|и|или|و|أو))?$")
_OPENS: Final = re.compile(r"[:：]['\"”“»]*$")
_RUNS_ON: Final = re.compile(r"(?:\([^()]{1,80}\)\s*)?(?:[,;)،؛]|[a-zа-яё])")
"""Behind the number of a division: it goes on in small letters, also behind its title in brackets."""
_UNCLOSED: Final = re.compile(r"\([^()]*$")
_CAPTION: Final = re.compile(r"[ .:–—-]*(?:[\"“«(]?[A-ZА-ЯЁ\u0620-\u064a][^.;:]{0,200})?(?<![,،])$")
"""What may stand behind the number of a division in its line, where that is all it has: a heading."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_HEADING: Final = 120
"""Characters of a line that may be the heading of a division."""
_DATE: Final = 40
"""Characters of a line behind the day of a date."""
_CAPITALS: Final = re.compile("[A-ZА-ЯЁ]{4}")
_SURNAME: Final = re.compile(r"\s((?:[A-ZА-ЯЁ]\.\s?){0,2})[A-ZА-ЯЁ][\w'’-]+(?: [A-ZА-ЯЁ][\w'’-]+)?[.,]?")
"""The rest of a name behind an initial; further initials leave no doubt."""
_BLANK_TO_FILL: Final = (".....", "_____", "……")
_SIGNATORIES: Final = 100
"""Lines of a list of those who sign."""
_SIGNATURE: Final = 6
"""Lines below a signature in which a capital and a name are those of who signs: I. Ivanov."""
_SIGNED: Final = 40
"""Lines in which a signature is looked for before the protocol to a treaty."""
_ALONE: Final = 10.0
"""What it costs to take a division for plain text that fills its line, with nothing before it that goes on."""
_CHAIN: Final = 3
"""Numbers that may follow each other at the beginning of a line: 1. (a) (i)."""
_PARTED: Final = re.compile(r"[.:]?[ \u00a0]*[-–—]?\s*")
"""What may stand between the number of a division and the first number below it: Article 5. – 1."""

_REFUSE: Final = (1.5, 4.0, 5.0, 7.0)
"""By the strength of a style: what it costs to take a mark in good order for plain text."""


def find_candidates(
    text: str, lines: list[Line], skipped: set[int], flow: list[bool], quoted: set[int], grammar: Grammar
) -> list[Candidate]:
    """The marks at the beginnings of lines, in order, with their costs; on quoted lines also behind a quotation mark."""
    found: list[Candidate] = []
    before: Line | None = None
    caption = False
    for index, line in enumerate(lines):
        if index in skipped:
            continue
        start, heads, caption = line.start, caption, caption and _goes_on(text, line, flow[index])
        sign = bullet_at(text, start, line.end) if text[start] in SIGNS else None
        if index in quoted and text[start] in "“«„\"‘'":
            start = _next_word(text, start + 1, line.end)
        elif sign:
            start = _next_word(text, sign, line.end)
        for step in range(_CHAIN if start < line.end else 0):
            mark = marks_at(text, start, line.end, grammar)
            if mark is None or (sign and not step and not _is_sure(text, line, mark)):
                break
            reading = mark.readings[0]
            if reading.after == "number" and not found:
                break
            if reading.after == "signature" and not _is_signed(
                text, lines[max(0, index - _SIGNED) : index], grammar
            ):
                break
            if not step and (
                _is_signer(text, lines, index, mark, found, grammar) or _is_row(text, mark, line, grammar)
            ):
                break
            opens = heads and (reading.rank > 0 or any(other.value == (1.0,) for other in mark.readings))
            behind = _next_word(text, mark.end, line.end)
            against = (
                _against_what_follows(text, mark, behind, line.end, grammar)
                if not step or reading.rank
                else 0.0
            )
            if step:  # behind another number a division is spoken of as well: "3. Annex I to this Agreement shall …"
                one = Candidate(mark, 1.0, 1.2, True, index, False, against)
            else:
                one = _weigh(
                    text, mark, line, before, flow[index] and not opens, opens, index, against, grammar
                )
            if one.announced and not (found and all(flow[found[-1].place + 1 : index])):
                one = one._replace(announced=False)  # an unnumbered paragraph announces it
            found.append(one)
            if not step:
                caption = not one.spoken and _heads(text, mark, line, grammar)
            start = _next_number(text, mark, behind, line.end, grammar)
            if start >= line.end:
                break
        before = line
    return keep_lists(found)


def _heads(text: str, mark: Mark, line: Line, grammar: Grammar) -> bool:
    """Whether all that a division has in its line is its heading, so that a number may stand below: it may say of what it is one, and no
    word of a reference ends it, as one does that goes on in the next line."""
    reading = mark.readings[-1]
    if not reading.rank and reading.kind != "section":
        return False
    behind = reading.behind is not None and reading.behind.match(text, mark.end + 1, line.end) is not None
    if not behind and _CAPTION.match(text, mark.end, line.end) is None:
        return False
    word = _LAST_WORD.search(text, max(mark.end, line.end - _TAIL), line.end) if line.full else None
    return word is None or folded_text(word[1]) not in reference_words(grammar)


def _is_sure(text: str, line: Line, mark: Mark) -> bool:
    """Whether a mark behind the sign of a bullet is a number, as a list on a web page has it; a dash may open a sentence too."""
    least = 2 if text[line.start] in "-–—" else 1
    return not mark.readings[0].rank and mark.strength >= least


def _goes_on(text: str, line: Line, flows: bool) -> bool:
    """Whether a line goes on with the heading of a division in the line before."""
    return flows and _CAPTION.fullmatch(text, line.start, line.end) is not None


def _is_signed(text: str, lines: list[Line], grammar: Grammar) -> bool:
    """Whether one of some lines is a signature or a testimonium."""
    roles = (role_of(text, line.start, line.end, "opening", grammar) for line in lines)
    return any(role is not None and role.name == "signature" for role in roles)


def _is_row(text: str, mark: Mark, line: Line, grammar: Grammar) -> bool:
    """Whether a line sets one article beside another: a row of a table of correlation."""
    if not mark.readings[0].rank:
        return False
    start = _next_word(text, mark.end, line.end)
    if start >= line.end:
        return False
    beside = marks_at(text, start, line.end, grammar)
    return beside is not None and beside.readings[0].key == mark.readings[0].key


def _is_signer(
    text: str, lines: list[Line], index: int, mark: Mark, found: list[Candidate], grammar: Grammar
) -> bool:
    """Whether a mark is the initial of who signs, or numbers one of those who do: a name below a signature, a place to sign."""
    if mark.readings[0].kind == "section":
        name = _SURNAME.fullmatch(text, mark.end, lines[index].end)
        if name is None or name[1]:
            return name is not None
        since = next((one.place for one in reversed(found) if one.mark.readings[0].rank), 0)
        return _is_signed(text, lines[max(since, index - _SIGNATURE) : index], grammar)
    if mark.readings[0].rank or not text.endswith(_BLANK_TO_FILL, mark.end, lines[index].end):
        return False
    return _is_signed(text, lines[max(0, index - _SIGNATORIES) : index], grammar)


def _next_number(text: str, mark: Mark, start: int, end: int, grammar: Grammar) -> int:
    """Where the next number of a chain may stand: straight behind a mark, or behind what parts the number of a division from the first
    number of its text: a sign (`Article 5. 1. The Parties ...`), or its heading between dashes. `start`: where its next word begins."""
    if not mark.readings[0].rank:
        return start
    parted = dashed_heading(text, mark.end, end) or _PARTED.match(text, mark.end, end)
    if parted is None or not start < parted.end() < end:
        return start
    below = marks_at(text, parted.end(), end, grammar)
    first = below is not None and any(one.value == (1.0,) and one.strength > 1 for one in below.readings)
    return parted.end() if first else start


def _next_word(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _weigh(
    text: str,
    mark: Mark,
    line: Line,
    before: Line | None,
    flows: bool,
    headed: bool,
    place: int,
    spoken: float,
    grammar: Grammar,
) -> Candidate:
    """`flows`: the line looks as if it went on with the one before. `headed`: that one is the heading of a division. `spoken`: what
    speaks against the mark in what stands behind."""
    rank, take, refuse = mark.readings[0].rank, 0.0, _REFUSE[mark.strength]
    tail = text[max(before.start, before.end - _TAIL) : before.end] if before else ""
    last = tail[-1:]
    announced = last in _OPEN_END and _OPENS.search(tail) is not None
    opened = before is None or announced
    short = last == "." and tail[tail.rfind(" ") + 1 :].lower() in reference_words(grammar)
    if before is not None and not line.gap and (short or (last not in _STOPS and not _ENDED.search(tail))):
        if not (headed and not before.full) and not _COMMA.search(tail) and (short or _refers(tail, grammar)):
            take += 4.0
        if flows:
            take += _flow_cost(text, mark, before, tail)
            refuse = min(refuse, 2.5) if before.full else refuse
        elif not _PAUSED.search(tail):
            opened = True
    elif before is not None and flows:
        take += 0.7
    if rank:
        if flows and _COMMA.search(tail) and text[mark.end : line.end] in (".", ";", "؛"):
            spoken += 6.0  # the end of a reference: resolution 69/137, annex I.
        if not take and mark.end == line.end:
            refuse = _ALONE
    elif flows and before is not None and text[mark.start] == "(":
        spoken += 6.0 * _is_place(text, mark, before, line, grammar)
    if text[mark.end - 1] == ")" and text[mark.start] != "(" and _UNCLOSED.search(tail):
        spoken += 6.0
    return Candidate(mark, take, refuse, opened, place, announced, spoken)


def _refers(tail: str, grammar: Grammar) -> bool:
    """Whether the last word of a line must go on with a number; one with a full stop is an abbreviation: `para.`"""
    word = _LAST_WORD.search(tail)
    if word is None:
        return False
    stop = "." if tail.endswith(".") else ""
    return folded_text(word[1]).lower() + stop in reference_words(grammar)


def _is_place(text: str, mark: Mark, before: Line, line: Line, grammar: Grammar) -> bool:
    """Whether a point in brackets goes on with the place that the line before ends with, and what is said of that goes on behind it:
    `paragraph 3` `(a) of Article 2`."""
    pinpoint = _PINPOINT.search(text, max(0, before.end - _TAIL), before.end) if before.full else None
    if pinpoint is None or pinpoint.start() == before.start:
        return False
    behind = _WORD.match(text, _next_word(text, mark.end, line.end), line.end)
    return {folded_text(pinpoint[1]).lower(), behind[0] if behind else ""} <= reference_words(grammar)


def _flow_cost(text: str, mark: Mark, before: Line, tail: str) -> float:
    """What speaks against a mark in a line that may go on with the one before: least against a division in capitals, or one that
    goes on as its heading does."""
    behind = mark.readings[0].behind
    if not before.full or _CAPITALS.match(text, mark.start) or (behind and behind.match(text, mark.end + 1)):
        return 1.5
    return 2.5 if _COMMA.search(tail) else 4.0


def _is_heading_behind(text: str, mark: Mark, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a line goes on as the heading of such a division does, and ends like a heading, or with an abbreviation that must go on."""
    behind = mark.readings[0].behind
    if behind is None or behind.match(text, start, end) is None:
        return False
    return text[end - 1] not in ".;" or _refers(text[max(start, end - _TAIL) : end], grammar)


def _against_what_follows(text: str, mark: Mark, start: int, end: int, grammar: Grammar) -> float:
    """A division with a name that goes on as a sentence does is spoken of, not opened; bare numbers count things. `start`: where the next
    word begins."""
    if start >= end:
        return 0.0
    if not mark.named:
        if text[mark.end] in ",;،؛":
            return 6.0  # the mark of a note, or a number that is spoken of
        if mark.readings[0].strength:
            return 0.0
        word = _WORD.match(text, start, end) if end - start < _DATE else None
        if word and folded_text(word[0]).lower() in month_words(grammar):
            return 6.0  # a line with nothing but a date
        return 2.5 if text[start].islower() else 0.0
    if _is_heading_behind(text, mark, start, end, grammar):
        return 0.0
    if text[mark.end] == "(" or _RUNS_ON.match(text, start, end):
        return 7.5
    word = _WORD.match(text, start, end)
    if word and folded_text(word[0]) in reference_words(grammar):
        return 6.0
    return 3.0 if text[end - 1] in ";,،؛" and end - start < _HEADING else 0.0

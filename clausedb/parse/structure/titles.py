"""The title of an instrument: which of the paragraphs before the first number make it, where it runs over several lines.

What opens one, goes on with it and stops it is data (`titles.toml`); what the page says (an empty line, capitals) decides
where words do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from clausedb.fold import folded_text
from clausedb.language import Grammar
from clausedb.parse.structure.blocks import Block
from clausedb.parse.structure.layout import bullet_at, is_heading, is_stamp, role_of
from clausedb.parse.structure.script import script_of

_FIRST: Final = 8
"""Paragraphs among which a title opens."""
_LONGEST: Final = 600
"""Characters of the longest title."""
_LINE: Final = 240
"""Characters of the longest line of one."""
_COUNTED: Final = re.compile(r"[^\W\d_]+ (?:No|NO|№|N|Nr|رقم)\.? ?[\d/.-]+")
"""A title that so far is a kind and a number: DECISION No. 1234."""
_FILLED: Final = 30
"""Characters of a line that ends because the page does."""
_PAIRED = re.compile(r"\s(?:between|между|بين)\s")
"""A title that names who made the instrument may end with a colon."""
_END: Final = re.compile(r"[.:;!?؛؟][\"”»)\]]*$")
_SENTENCE: Final = re.compile(r"[.!?؟][\"”»)\]]*$")
_LISTS: Final = ("kinds", "links", "goes_on", "unfinished", "stops")
_CAPITALISED: Final = r"(?!\d)[^\W_a-zа-я][\w'/.-]*"
_STAR: Final = re.escape("*")
_REST: Final = r"\w*"
_SMALL: Final = 3
"""Letters of a word that says nothing by itself."""
_BREAK: Final = re.compile(r"[ \t\r]*\n")
_BLANKS: Final = re.compile(r"\s*")
_MOTIVE: Final = ",;،؛"
"""What a motive of a preamble ends with."""
_NEXT: Final = re.compile(r"\s+(?=[^\W\d_a-zа-яё][^\W\d_A-ZА-ЯЁ])")
"""Blanks before a word with a capital that is not in capitals, or in letters without case."""
_OPEN_END: Final = (",", "،", "-", "–", "—")
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Words:
    """`titles.toml` of one language."""

    opens: re.Pattern[str]
    goes_on: re.Pattern[str]
    unfinished: re.Pattern[str]
    stops: re.Pattern[str]


@cache
def _words(grammar: Grammar, language: str) -> _Words:
    settings = grammar.pack(language).settings("titles")
    lists = {name: [folded_text(word) for word in settings.get(name, ())] for name in _LISTS}
    kinds = _either([form for kind in lists["kinds"] for form in (kind, kind.upper())])
    link = f"|{_either(lists['links'])} " if lists["links"] else ""
    return _Words(
        opens=re.compile(rf"(?:{_CAPITALISED} {link}){{0,{settings.get('before', 0)}}}{kinds}"),
        goes_on=re.compile(_either(lists["goes_on"]), re.I),
        unfinished=re.compile(rf"(?:(?<!\w){_either(lists['unfinished'])})$", re.I),
        stops=re.compile(rf"{_either(lists['stops'])}|[(\[_*=-]|\d(?!\d{{3}}\b)", re.I),
    )


def _either(words: list[str]) -> str:
    """A pattern of whole words."""
    return f"(?:{'|'.join(re.escape(word).replace(_STAR, _REST) for word in words) or '(?!)'})(?!\\w)"


class Title(NamedTuple):
    """The paragraphs [first, behind) make the title; of the last it takes the words up to `end`."""

    first: int
    behind: int
    end: int


def find_title(text: str, blocks: Sequence[Block], grammar: Grammar) -> Title | None:
    """The title of an instrument among the first paragraphs below a masthead; None where none opens with its kind."""
    begin = behind_masthead(blocks)
    for index, block in enumerate(blocks[begin : begin + _FIRST], begin):
        if block.taken or block.note:
            break
        if block.end - block.start > _LINE and _SENTENCE.search(text[block.start : block.end]):
            break
        role = role_of(text, block.start, block.end, "front", grammar)
        if role and (role.name == "enacting" or (role.name == "recital" and text[block.end - 1] in _MOTIVE)):
            break
        line = folded_text(text, block.start, block.end)
        words = _words(grammar, script_of(line[:_LINE]) or "en")
        opens = (block.label or words.opens.match(line)) and not words.stops.match(line)
        line = line.rstrip(": ") if _PAIRED.search(line) else line
        if opens and len(line) <= _LONGEST and not _END.search(line):
            title = _title(text, blocks, index, words, grammar)
            if (
                not block.label
                or title.behind > index + 1
                or not _is_headed(text, blocks, index + 1, words, grammar)
            ):
                return title
    return None


def opens_title(text: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether the title of an instrument opens there, with its kind."""
    line = folded_text(text, start, end)
    return _words(grammar, script_of(line[:_LINE]) or "en").opens.match(line) is not None


def title_at(blocks: Sequence[Block], index: int, *, runs_on: bool) -> Title:
    """The title that a paragraph is or, where it runs on over several, begins: with all that stand below it up to an empty line."""
    behind = index + 1
    while (
        runs_on
        and behind < len(blocks)
        and not blocks[behind].gap
        and blocks[behind].end - blocks[index].start < _LONGEST
    ):
        behind += 1
    return Title(index, behind, blocks[behind - 1].end)


def _is_headed(text: str, blocks: Sequence[Block], index: int, words: _Words, grammar: Grammar) -> bool:
    """Whether a headline stands below what says only which kind of paper it is: no word opens it that begins something else."""
    if index >= len(blocks):
        return False
    block = blocks[index]
    if words.stops.match(folded_text(text, block.start, block.end)):
        return False
    return is_heading(text, block.start, block.end, grammar)


def behind_masthead(blocks: Sequence[Block]) -> int:
    """Index of the first paragraph below the masthead."""
    return next((index + 1 for index in range(len(blocks) - 1, -1, -1) if blocks[index].masthead), 0)


def title_end(text: str, start: int, end: int, grammar: Grammar) -> int | None:
    """Where what follows a title begins in text[start:end] that lost its line breaks: the makers of the instrument, who open with a
    capital, or another thing that no title goes on with. None where no title opens there, or nothing stops it."""
    words = _words(grammar, script_of(text[start : start + _LINE]) or "en")
    if not words.opens.match(folded_text(text, start, min(end, start + _LINE))):
        return None
    for match in _NEXT.finditer(text, start, min(end, start + _LONGEST)):
        before, after = folded_text(text, start, match.start()), folded_text(text, match.end(), end)
        if words.stops.match(after) and not words.unfinished.search(before) and before[-1] not in ",،":
            return match.end()
    return None


def _title(text: str, blocks: Sequence[Block], first: int, words: _Words, grammar: Grammar) -> Title:
    """The title that opens with the paragraph `first`."""
    start, behind = blocks[first].start, first
    end = _first_line(text, start, blocks[first].end)
    while behind < len(blocks):
        block = blocks[behind]
        if block.taken or block.note or block.end - start > _LONGEST:
            break
        if behind > first:
            if not _belongs(text, start, end, block, words, grammar):
                break
            end = _first_line(text, block.start, block.end)
        behind += 1
        while end < block.end:
            line = _BLANKS.match(text, end, block.end)
            begin = line.end() if line else end
            stop = _first_line(text, begin, block.end)
            if _stops(text, start, end, begin, stop, words, grammar):
                return Title(first, behind, end)
            end = stop
    return Title(first, behind, end)


def _first_line(text: str, start: int, end: int) -> int:
    """Where the first line of text[start:end] ends, blanks left out."""
    match = _BREAK.search(text, start, end)
    return match.start() if match else end


def _stops(text: str, start: int, end: int, begin: int, stop: int, words: _Words, grammar: Grammar) -> bool:
    """Whether the line text[begin:stop] begins something else behind the title text[start:end]."""
    if words.unfinished.search(_last_line(text, start, end)):
        return False
    line = folded_text(text, begin, stop)
    if words.stops.match(line) or _repeats(text[start:end], line):
        return True
    role = role_of(text, begin, stop, "front", grammar)
    return role is not None and role.name in ("dateline", "enacting")


def _belongs(text: str, start: int, end: int, block: Block, words: _Words, grammar: Grammar) -> bool:
    """Whether a paragraph goes on with the title text[start:end]."""
    before, line = _last_line(text, start, end), folded_text(text, block.start, block.end)
    if text[end : block.start].strip() or is_stamp(text, block.start, block.end) or _SENTENCE.search(line):
        return False
    if bullet_at(text, block.start, block.end) is not None or _END.search(before):
        return False
    if block.gap and _END.search(line):
        return False
    role = role_of(text, block.start, block.end, "front", grammar)
    if role is not None and role.name == "dateline":
        return False
    if words.unfinished.search(before):
        return True
    if _stops(text, start, end, block.start, block.end, words, grammar):
        return False
    if role is not None and role.name != "recital":
        return False
    if words.goes_on.match(line):
        return True
    if role is not None or block.gap or _END.search(line) or len(line) > _LINE:
        return False
    if before.endswith(_OPEN_END) or line[:1].islower() or _COUNTED.fullmatch(text, start, end):
        return True
    return len(before) >= _FILLED and before.isupper() == line.isupper()


def _last_line(text: str, start: int, end: int) -> str:
    """The last line of text[start:end], folded."""
    return folded_text(text, max(start, text.rfind("\n", start, end) + 1), end).strip()


def _repeats(title: str, line: str) -> bool:
    """A line that names again whom the title names begins the preamble."""
    said = set(_LETTERS.findall(title.casefold()))
    named = [word for word in _LETTERS.findall(line.casefold()) if len(word) > _SMALL]
    return bool(named) and said.issuperset(named)

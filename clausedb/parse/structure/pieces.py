"""Paragraphs in, pieces of the document out: what kind each is, how deep it stands, where its text begins and ends."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from clausedb.language import Grammar
from clausedb.model import Span
from clausedb.parse.structure.blocks import Block
from clausedb.parse.structure.correspondence import Letter, opens
from clausedb.parse.structure.fronts import MOTIVE, front_end, trim
from clausedb.parse.structure.headings import colon_headings, run_in_heading
from clausedb.parse.structure.layout import (
    HEADING,
    SIGNS,
    Role,
    bullet_at,
    dashed_heading,
    is_heading,
    is_stamp,
    role_of,
)
from clausedb.parse.structure.mastheads import Masthead
from clausedb.parse.structure.nesting import Taken
from clausedb.parse.structure.numbering import Mark, Reading
from clausedb.parse.structure.titles import Title, behind_masthead, find_title, title_at
from clausedb.parse.structure.tree import Piece

_SEPARATOR: Final = re.compile(r"[*†‡]*\s*[.:]?[ \t\u00a0]*[.:–—-]*\s*")
_IN_BRACKETS: Final = re.compile(r"\([^()\n]{3,100}\)(?:[ ]?\(\d{1,2}\))?")
"""What stands below the number of an article and is no text of it: where it came from, that it was repealed."""
_ITEMS: Final = ("parens:digits", "paren:digits")
_NOTES: Final = 40
"""Notes at the foot of a page."""
_TITLE: Final = 400
"""Characters of the longest title."""
_WIDE: Final = 25
"""Characters of a title that may have been too long for its line."""
_OF_WHAT: Final = 160
"""Characters of what says to which instrument an annex belongs."""
_SIGNED: Final = 120
"""Characters of the longest line below a letter: who signs, to whom it goes."""
_NAMED: Final = re.compile(r"[^\W\d_]{2}")
"""What a title holds: a word."""
_BLANKS: Final = re.compile(r"\s*")


def make_pieces(
    text: str, blocks: list[Block], grammar: Grammar, masthead: Masthead, letters: list[Letter]
) -> list[Piece]:
    """One piece for each number and each unnumbered paragraph, in text order."""
    return _Assembly(text, blocks, grammar, masthead, letters).run()


class _Assembly:
    """The walk over the paragraphs with what it has to remember."""

    def __init__(
        self, text: str, blocks: list[Block], grammar: Grammar, masthead: Masthead, letters: list[Letter]
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.grammar = grammar
        self.pieces: list[Piece] = []
        self.numbered = [index for index, block in enumerate(blocks) if block.taken]
        self.first = front_end(text, blocks, grammar)
        self.last = self.numbered[-1] if self.numbered else -1
        self.following = _next_depths(blocks)
        self.colons = colon_headings(text, blocks, grammar)
        self.holder: Piece | None = None
        self.level = 1
        self.top = behind_masthead(blocks)
        self.known = masthead.known
        self.awaited = self._title_below(masthead) if self.top else -1
        """Index of the title below a masthead that is known by its number or its words, -1 where there is none."""
        self.title: Title | None
        self.transmits = self.awaited >= 0 and masthead.transmits
        """It is a letter that is issued as a document: who signs stands before its annex."""
        if self.awaited >= 0:
            self.title = title_at(blocks[: self.first], self.awaited, runs_on=self.transmits)
        else:
            self.title = find_title(text, blocks[: self.first], grammar)
        self.titled = self.title is not None
        self.indents: dict[int, int] = {}
        self.back: str | None = None
        self.quoting: Piece | None = None
        self.article: Piece | None = None
        self.annex: Piece | None = None
        self.letters = letters[::-1]
        """Those that are not at an end, the next one last."""
        self.division: Piece | None = None
        """The numbered division that is the letter."""
        self.listed = False
        """A paragraph without a number announces the points at the top."""

    def _title_below(self, masthead: Masthead) -> int:
        for index, block in enumerate(self.blocks[self.top : self.first], self.top):
            if block.first_line == masthead.title or self._role(block) == "heading":
                return index
        return -1

    def run(self) -> list[Piece]:
        index = 0
        while index < len(self.blocks):
            block = self.blocks[index]
            self._enter(block)
            letter = self._letter(block) if self.letters else None
            if block.taken:
                index = self._numbered(index)
            elif letter and not block.quoted and not block.note and self._in_letter(index, block, letter):
                index += 1
            else:
                index = self._unnumbered(index)
        self._match_neighbours()
        if self.top and not self.titled:
            self.pieces[0].kind = "title"
        return self.pieces

    def _letter(self, block: Block) -> Letter | None:
        """The letter in which a paragraph stands."""
        while self.letters and self.letters[-1].end <= block.first_line:
            self.letters.pop()
            self.holder = self.division = None
            self.level = 1
        letter = self.letters[-1] if self.letters else None
        return letter if letter and letter.head <= block.first_line else None

    def _opens_letter(self, block: Block) -> bool:
        """Whether a paragraph is the line of place and day of a letter, or its salutation."""
        return block.first_line == self.letters[-1].salutation or self._role(block) == "dateline"

    def _in_letter(self, index: int, block: Block, letter: Letter) -> bool:
        """Whether a paragraph is a part that letters have: a line of the head, the salutation, the close and what stands below that,
        and a paragraph in which the writer speaks; its piece is added then."""
        line, kind, rule = block.first_line, "text", "letter"
        if letter.depth and self.division is None and self.holder:
            self.division = self.holder
            if self.division.kind == "paragraph":
                self.division.kind = "section"  # a number without a heading
        if line < letter.salutation:
            if not self.titled:
                return False
            kind = "dateline" if self._role(block) == "dateline" else "heading"
        elif line == letter.compliment:
            kind = "closing"
        elif line > letter.compliment:
            if block.end - block.start > _SIGNED:
                self.letters.pop()  # what stands below is no letter any more
                return False
            kind = "signature"
        elif line > letter.salutation and not opens(
            self.text, block.start, block.end, "speaks", self.grammar
        ):
            return False
        self.holder, self.level = self.division, letter.depth + 1
        depth = self._fit(index, letter.depth + 1)
        self.pieces.append(Piece(kind, depth, block.start, block.start, block.end, None, None, rule, ""))
        return True

    def _role(self, block: Block) -> str | None:
        """What a paragraph is by its words in a preamble."""
        role = role_of(self.text, block.start, block.end, "front", self.grammar)
        return role.name if role is not None else None

    def _match_neighbours(self) -> None:
        """An item without a sign of its own is what its neighbours are: a motive of the preamble, the first point of a list."""
        text = self.text
        for before, piece, after in zip(self.pieces, self.pieces[1:], self.pieces[2:], strict=False):
            if piece.kind != "text" or text[piece.own_end - 1] not in ";,؛،":
                continue
            around = (before.kind, after.kind)
            if "recital" in around and (text[piece.own_end - 1] in ";؛" or around[0] == "recital"):
                piece.kind, piece.rule = "recital", "like its neighbours"
            elif after.kind == "bullet" and text[before.own_end - 1] == ":" and piece.depth <= after.depth:
                piece.kind, piece.rule, piece.depth = "bullet", "like its neighbours", after.depth

    def _enter(self, block: Block) -> None:
        """Remember the unit that quotes while a quotation lasts; come back to it behind."""
        if block.quoted and self.quoting is None:
            self.quoting = self.holder
        elif not block.quoted and self.quoting is not None:
            self.holder, self.level, self.quoting = self.quoting, self.quoting.depth, None

    def _numbered(self, index: int) -> int:
        """Pieces of a paragraph that opens with numbers; gives the index of the next paragraph to read."""
        block = self.blocks[index]
        for taken in block.taken:
            self.indents[taken.depth] = block.indent
        sign = self._lead(block)
        before = len(self.pieces)
        for taken, following in pairwise(block.taken):
            mark = taken.candidate.mark
            start, end = trim(self.text, mark.end, following.candidate.mark.start)
            dashed = _dashed(self.text, taken, block.end)
            if dashed or _SEPARATOR.fullmatch(self.text, start, end):
                start = end
            self._add(_piece(taken, start, end, mark.end, Span(*dashed.span(1)) if dashed else None))
        taken = block.taken[-1]
        mark, reading = taken.candidate.mark, taken.reading
        assert reading is not None
        separator = (_SEPARATOR if reading.rank else _BLANKS).match(self.text, mark.end, block.end)
        start = separator.end() if separator else mark.end
        self.back = None
        if reading.rank or reading.kind == "section":
            after = self._division(index, taken, start)
        elif start >= block.end:
            after = self._lone(index, taken)
        elif self._is_caption(index, start):
            after = self._captioned(index, taken, start)
        else:
            self._add(_piece(taken, start, block.end, mark.end, None))
            after = index + 1
        if sign:
            self.pieces[before].start = block.start
        if index < self.first and block.taken[0].depth == 1 and self.pieces[before].kind == "paragraph":
            self.pieces[before].kind = "recital"
        return after

    def _is_caption(self, index: int, start: int) -> bool:
        """Whether all that a number has is a heading in capitals, and another number stands below it, or a paragraph without one."""
        block = self.blocks[index]
        below = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if below is None or block.end - start > HEADING or not self.text[start : block.end].isupper():
            return False
        if below.taken and below.taken[0].depth <= block.taken[-1].depth:
            return False
        return (below.taken or self._is_plain(index + 1)) and is_heading(
            self.text, start, block.end, self.grammar
        )

    def _captioned(self, index: int, taken: Taken, start: int) -> int:
        """A number whose heading is all it has in its paragraph: the next one is its text, where that has no number."""
        block, after = self.blocks[index], index + 1
        begin = end = block.end
        if not self.blocks[after].taken:
            begin, end = self.blocks[after].start, self.blocks[after].end
            after += 1
        self._add(_piece(taken, begin, end, taken.candidate.mark.end, Span(start, block.end)))
        return after

    def _lead(self, block: Block) -> bool:
        """What stands before the first number of a line: a quotation mark or a bullet belongs to the unit, which is said; text
        behind a mark that was refused becomes a piece of its own."""
        first = block.taken[0]
        start, end = block.start, first.candidate.mark.start
        if start == end:
            return False
        start, end = trim(self.text, start, end)
        if start >= end:
            return False
        if (block.quoted and end - start == 1) or bullet_at(self.text, start, end + 1) == end:
            return True
        depth = min(first.depth, self.pieces[-1].depth + 1 if self.pieces else 1)
        self.pieces.append(Piece("text", depth, start, start, end, None, None, "refused number", ""))
        return False

    def _division(self, index: int, taken: Taken, start: int) -> int:
        """A unit with a name: its heading stands behind the number or on the next line, its text behind that."""
        block, reading = self.blocks[index], taken.reading
        assert reading is not None
        mark, end, heading, after = taken.candidate.mark, block.end, None, index + 1
        dashed = _dashed(self.text, taken, end)
        if dashed:
            self._add(_piece(taken, dashed.end(), end, mark.end, Span(*dashed.span(1))))
            return after
        named = start < end and (
            is_heading(self.text, start, end, self.grammar) or self._says_of_what(start, end, reading)
        )
        runs_in = None if named or start >= end else run_in_heading(self.text, start, end, self.grammar)
        if runs_in is not None:
            self._add(_piece(taken, runs_in, end, mark.end, _stripped(self.text, start, runs_in)))
            return after
        if named and after < len(self.blocks):
            heading, start = Span(mark.start if reading.after else start, end), end
        elif start >= end and (
            self._is_title(after)
            or (
                self._follows(after)
                and self._says_of_what(self.blocks[after].start, self.blocks[after].end, reading)
            )
        ):
            heading = Span(self.blocks[after].start, self.blocks[after].end)
            after += 1
        elif start >= end:
            start = end
        if heading is not None:
            while heading.end - heading.start >= _WIDE and self._is_second_line(after):
                heading = Span(heading.start, self.blocks[after].end)
                after += 1
            start = end = heading.end
        if (
            (reading.kind in ("article", "paragraph") or not reading.rank)
            and start >= end
            and self._is_plain(after)
        ):
            start, end = self.blocks[after].start, self.blocks[after].end
            after += 1
        self._add(_piece(taken, start, end, mark.end, heading))
        return after

    def _lone(self, index: int, taken: Taken) -> int:
        """A number alone on its line: the next paragraph is its text, a heading before that its heading."""
        mark, heading, after = taken.candidate.mark, None, index + 1
        if self._is_title(after) and self._is_plain(after + 1):
            heading = Span(self.blocks[after].start, self.blocks[after].end)
            after += 1
        start = end = self.blocks[after - 1].end
        if self._is_plain(after) or (heading is None and self._is_title(after)):
            start, end = self.blocks[after].start, self.blocks[after].end
            after += 1
        self._add(_piece(taken, start, end, mark.end, heading))
        return after

    def _follows(self, index: int) -> bool:
        """Whether there is an unnumbered paragraph with nothing between it and the one before."""
        if index >= len(self.blocks) or self.blocks[index].taken or self.blocks[index].note:
            return False
        return not self.text[self.blocks[index - 1].end : self.blocks[index].start].strip()

    def _is_title(self, index: int) -> bool:
        if not self._follows(index):
            return False
        block = self.blocks[index]
        if _IN_BRACKETS.fullmatch(self.text, block.start, block.end):
            return True
        if self.letters and self._opens_letter(block):
            return False
        return self._is_heading(index) and bullet_at(self.text, block.start, block.end) is None

    def _is_heading(self, index: int) -> bool:
        """Whether a paragraph has the shape of a heading, and no page breaks it off."""
        block = self.blocks[index]
        if index + 1 < len(self.blocks) and self.blocks[index + 1].resumed:
            return False
        return is_heading(self.text, block.start, block.end, self.grammar)

    def _says_of_what(self, start: int, end: int, reading: Reading) -> bool:
        """Whether a few words behind the number of a division say of what it is one: `to the Agreement`."""
        if reading.behind is None or end - start > _OF_WHAT or self.text[end - 1] in ".;:,،؛":
            return False
        return reading.behind.match(self.text, start, end) is not None

    def _is_second_line(self, index: int) -> bool:
        """Whether a paragraph goes on with the title in the line before: another line of a title, with text behind it."""
        if not self._is_title(index) or self.blocks[index].gap:
            return False
        return index + 1 < len(self.blocks) and not self._is_title(index + 1)

    def _is_plain(self, index: int) -> bool:
        """Whether a paragraph is running text, fit to be a unit's own, whatever its words: no article is empty."""
        if not self._follows(index):
            return False
        block = self.blocks[index]
        if bullet_at(self.text, block.start, block.end) is not None:
            return False
        if self.letters and self._opens_letter(block):
            return False
        return not self._is_heading(index)

    def _footnote(self, index: int, block: Block, mark: Mark) -> None:
        blanks = _BLANKS.match(self.text, mark.end, block.end)
        start = blanks.end() if blanks else mark.end
        number = Span(mark.start, mark.end)
        depth = self.holder.depth + 1 if self.holder and self._goes_on_behind(index) else 1
        self.pieces.append(
            Piece(
                "footnote",
                self._fit(index, depth),
                mark.start,
                start,
                block.end,
                number,
                None,
                "footnote",
                "",
                mark.readings[0].spelled,
            )
        )

    def _goes_on_behind(self, index: int) -> bool:
        """Whether the clause in which a note stands, at the foot of a page, goes on behind it and those that follow it."""
        behind = range(index + 1, min(index + _NOTES, len(self.blocks)))
        after = next((at for at in behind if not self.blocks[at].note), None)
        if after is None or self.blocks[after].taken or after > self.last:
            return False
        return self.blocks[after].resumed or not self._is_heading(after)

    def _unnumbered(self, index: int) -> int:
        block = self.blocks[index]
        if block.note:
            self._footnote(index, block, block.note.mark)
            return index + 1
        if self.title and index == self.title.first:
            return self._titles(block, self.title)
        if self.holder and (block.quoted or block.resumed):
            return self._inside(index, block)
        zone = "front" if index < self.first else "back" if index > self.last else "body"
        if self._is_lone_sign(index):
            below = self.blocks[index + 1]
            depth = self._fit(index, self._depth(index, "bullet", zone))
            self.pieces.append(
                Piece("bullet", depth, block.start, below.start, below.end, None, None, "bullet", "")
            )
            return index + 2
        kind, rule = self._kind(index, block, zone)
        start = block.start
        if kind == "bullet":
            sign = bullet_at(self.text, block.start, block.end) or start
            blanks = _BLANKS.match(self.text, sign, block.end)
            start = blanks.end() if blanks else sign
        depth = self._fit(index, self._depth(index, kind, zone))
        self.pieces.append(Piece(kind, depth, block.start, start, block.end, None, None, rule, ""))
        return index + 1

    def _is_lone_sign(self, index: int) -> bool:
        """Whether the sign of a bullet has its line to itself, as on a web page: the paragraph below it is what it stands before."""
        block = self.blocks[index]
        if block.end - block.start > 1 or self.text[block.start] not in SIGNS or not self._follows(index + 1):
            return False
        below = self.blocks[index + 1]
        return below.end - below.start > 1

    def _titles(self, block: Block, title: Title) -> int:
        """The title over all its lines; what is left of its last paragraph stands by itself."""
        self.pieces.append(
            Piece("title", 1, block.start, block.start, title.end, None, None, "titles.toml", "")
        )
        last = self.blocks[title.behind - 1]
        start, end = trim(self.text, title.end, last.end)
        if start < end:
            rest = Block(start, end, last.indent, False, last.first_line)
            kind, rule = self._kind(title.behind, rest, "front")
            self.pieces.append(Piece(kind, 1, start, start, end, None, None, rule, ""))
        return title.behind

    def _inside(self, index: int, block: Block) -> int:
        """What a clause quotes, or says behind the end of a page, stands below it."""
        assert self.holder is not None
        depth = self.holder.depth + 1
        if block.quoted and self.holder is not self.quoting:
            depth = self._depth(index, "text", "body")
        rule = "inside a quotation" if block.quoted else "goes on behind the end of a page"
        depth = self._fit(index, depth)
        self.pieces.append(Piece("text", depth, block.start, block.start, block.end, None, None, rule, ""))
        return index + 1

    def _fit(self, index: int, depth: int) -> int:
        """Not so shallow that the next number, which stands in an open list, would come to stand below this."""
        deepest = self.pieces[-1].depth + 1 if self.pieces else 1
        return min(max(depth, self.following[index]), deepest)

    def _kind(self, index: int, block: Block, zone: str) -> tuple[str, str]:
        text, start, end = self.text, block.start, block.end
        if is_stamp(text, start, end):
            return ("dateline" if index <= self.top + 2 else "timestamp"), "stamp"
        role = role_of(text, start, end, zone, self.grammar)
        if self.transmits and zone == "front" and role is None and not self.back:
            signed = role_of(text, start, end, "back", self.grammar)
            role = signed if signed is not None and signed.name == "signature" else None
        if block.masthead:
            dated = role is not None and role.name == "dateline" and block.first_line not in self.known
            return ("dateline" if dated else "heading"), "masthead"
        if block.label and not self.titled and index + 1 < len(self.blocks):
            return "heading", "label"
        if role is None and self.holder is not None and self.holder.kind == "annex":
            role = self._preamble(index)
        motive = self.numbered or text[start:end].rstrip("0123456789¹²³")[-1:] in MOTIVE
        if role and role.name == "signature" and self._opens_list(end):
            role = None
        if role and role.name == "heading":
            name, self.titled = "heading" if self.titled else "title", True
            return name, role.rule
        if role and not (role.name == "recital" and not motive):
            if role.name in ("closing", "signature"):
                self.back = role.name
            return role.name, role.rule
        if self.back:
            return self.back, f"behind {self.back}"
        if bullet_at(text, start, end) is not None:
            return "bullet", "bullet"
        if index in self.colons:
            return "heading", "a few words and a colon"
        untitled = zone == "front" and not self.titled and index > self.awaited
        untitled = untitled and _NAMED.search(text, start, end) is not None
        headline = index == self.top and untitled and index + 1 < len(self.blocks)
        if headline and is_heading(text, start, end, self.grammar, _TITLE):
            self.titled = True
            return "title", "first paragraph without a full stop"
        if self._is_heading(index) and index + 1 < len(self.blocks):
            if untitled:
                self.titled = True
                return "title", "first line without a full stop"
            return "heading", "short line without a full stop"
        return "text", "paragraph"

    def _opens_list(self, end: int) -> bool:
        """Whether what looks like the place of a signature opens a list of an annex: `For the European Union:`, where nothing was signed."""
        return self.annex is not None and self.back is None and self.text[end - 1] == ":"

    def _preamble(self, index: int) -> Role | None:
        """What a motive or the enacting words are that stand straight below an annex: a protocol has a preamble of its own."""
        block = self.blocks[index]
        role = role_of(self.text, block.start, block.end, "front", self.grammar)
        ends = {"recital": MOTIVE, "enacting": ":"}.get(role.name if role else "", "")
        return role if self.text[block.end - 1] in ends else None

    def _indented(self, block: Block, depth: int) -> bool:
        """Whether a paragraph is set as far in as the number before it, and that further than the one above."""
        return block.indent >= self.indents.get(depth, 0) > self.indents.get(depth - 1, 0)

    def _depth(self, index: int, kind: str, zone: str) -> int:
        block = self.blocks[index]
        if zone == "front" or kind in ("closing", "signature", "timestamp", "dateline"):
            return 1
        holder = self.holder
        if kind == "heading" and holder is not None and self._is_empty(holder):
            return holder.depth + 1
        if kind == "heading" and self.article is not None and self._has_text(index, self.article.depth):
            self.holder = self.article
            return self.article.depth + 1
        if kind == "heading":
            after = next((b for b in self.blocks[index + 1 : index + 4] if b.taken), None)
            outer = self.annex.depth + 1 if self.annex else 1
            depth = after.taken[0].depth if after else outer
            self.level, self.holder = depth, None
            return depth
        if holder is None:
            return self.level
        if kind == "bullet":
            return holder.depth + 1
        opens = self.text[holder.text_start : holder.own_end].endswith(":")
        if (
            (holder.kind == "point" or self._is_item(holder))
            and (holder.depth > 1 or self.listed)
            and not opens
            and not self._indented(block, holder.depth)
        ):
            return holder.depth
        return holder.depth + 1

    def _is_item(self, holder: Piece) -> bool:
        """Whether a number counts the items of a list, and its text is at an end: a colon announces them, and where it stands in
        no brackets the item before ends with a semicolon or a comma."""
        if self.text[holder.own_end - 1] not in ".;,؛،":
            return False
        above = next((piece for piece in reversed(self.pieces) if piece.depth < holder.depth), None)
        if above is None or self.text[above.own_end - 1] != ":":
            return False
        if holder.rule in _ITEMS:
            return True
        same = (one for one in reversed(self.pieces) if (one.kind, one.depth) == ("paragraph", holder.depth))
        before = next((one for one in same if above.start < one.start < holder.start), None)
        return holder.kind == "paragraph" and before is not None and self.text[before.own_end - 1] in ";,؛،"

    def _has_text(self, index: int, depth: int) -> bool:
        """Whether text follows a heading, and then an article of the same depth: the heading stands inside the one before."""
        behind = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        return (
            behind is not None
            and not behind.taken
            and self._is_plain(index + 1)
            and self.following[index] == depth
        )

    def _is_empty(self, holder: Piece) -> bool:
        """Whether a named unit is nothing but its number: its heading stands behind the end of the page."""
        return holder.kind == "article" and holder.heading is None and holder.text_start == holder.own_end

    def _add(self, piece: Piece) -> None:
        if piece.kind == "point" and piece.depth == 1:
            above = next((one for one in reversed(self.pieces) if one.depth == 1), None)
            if above is None or above.kind != "point":
                self.listed = (
                    above is not None and above.kind == "text" and self.text[above.own_end - 1] == ":"
                )
        self.pieces.append(piece)
        self.holder = piece
        self.level = piece.depth
        if piece.kind == "article":
            self.article = piece
        elif self.article is not None and piece.depth <= self.article.depth:
            self.article = None
        if piece.kind == "annex" or (self.annex is not None and piece.depth <= self.annex.depth):
            self.annex = piece if piece.kind == "annex" else None


def _stripped(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip()))


def _next_depths(blocks: list[Block]) -> list[int]:
    """For each paragraph: how deep the next number stands, 1 where none follows."""
    found = [1] * len(blocks)
    depth = 1
    for index in range(len(blocks) - 1, -1, -1):
        found[index] = depth
        if blocks[index].taken:
            depth = blocks[index].taken[0].depth
    return found


def _dashed(text: str, taken: Taken, end: int) -> re.Match[str] | None:
    """The heading between dashes behind the number of a division."""
    named = taken.reading is not None and taken.reading.rank
    return dashed_heading(text, taken.candidate.mark.end, end) if named else None


def _piece(taken: Taken, start: int, end: int, number_end: int, heading: Span | None) -> Piece:
    mark, reading = taken.candidate.mark, taken.reading
    assert reading is not None
    kind = reading.kind
    if kind == "section" and not reading.rank and heading is None:
        kind = "paragraph"
    number = None if reading.key.endswith(".alone") else Span(mark.start, number_end)
    end, spelled = max(start, end), reading.spelled
    return Piece(kind, taken.depth, mark.start, start, end, number, heading, reading.key, "", spelled)

"""The pieces of a question in plain words put together as a query. Pieces in, query texts out; looks nothing up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from clausedb.query.fields import called_fields
from clausedb.query.plain_asked import TIMES, Asked, Unclear
from clausedb.query.scope import SINGULAR, Scope

_NUMBER: Final = re.compile(r"\d+")
_WAYS: Final = 3
"""Ways in which words of unclear meaning are tried."""
_MANY: Final = 4
"""Words in a row that are looked for; more are a pasted text."""


class Piece(NamedTuple):
    """Words of a question with what they say."""

    role: str
    """A role of the table, or what they are: party, nobody, day, handle, quoted, word."""
    value: str
    text: str


def composed(pieces: Sequence[Piece]) -> tuple[list[str], bool]:
    """(the queries that the pieces may mean, likeliest first; whether all words say what they are for)."""
    found: list[str] = []
    loose = False
    for way in range(_WAYS):
        composer = _Composer(pieces, way)
        try:
            found.append(composer.query())
        except Unclear:
            continue
        loose = loose or composer.loose
    return list(dict.fromkeys(found)), not loose


class _Composer:
    def __init__(self, pieces: Sequence[Piece], way: int) -> None:
        self._pieces = pieces
        self._asked = Asked(way)
        self._words: list[str] = []
        self._days: list[str] = []

    @property
    def loose(self) -> bool:
        """Whether words are looked for of which nothing says that they are to be."""
        return self._asked.loose

    def query(self) -> str:
        """The query. Raises Unclear."""
        if all(piece.role in ("word", "skip", "quoted", "party") for piece in self._pieces):
            raise Unclear
        for at, piece in enumerate(self._pieces):
            self._take(piece, at)
        self._end_words()
        self._end_days()
        return self._asked.written()

    # --- one piece ------------------------------------------------------------------------

    def _take(self, piece: Piece, at: int) -> None:
        asked = self._asked
        if piece.role == "rows" and asked.mode in ("per", "by") and not self._words:
            entity = piece.value.split()[0]
            if asked.mode == "per" or piece.text in (entity, SINGULAR[entity]):
                self._word(Piece("word", SINGULAR[entity], SINGULAR[entity]))
                return
        if (
            asked.mode in ("per", "by")
            and not self._words
            and piece.role != "word"
            and self._is_field(piece.text)
        ):
            self._word(Piece("word", piece.text, piece.text))
            return
        if self._goes_on(piece, at):
            self._words.append(piece.text)
            return
        match piece.role:
            case "skip":
                asked.the = piece.text.casefold() == "the"
            case "word":
                self._word(piece)
            case "party" | "nobody" | "handle" | "quoted":
                self._end_words()
                asked.mean(asked.mode, piece.role, piece.value)
            case "day":
                self._end_words()
                self._day(piece.value)
            case "moving":
                self._end_words()
                asked.mean("since", "day", piece.value)
            case _:
                self._end_words()
                self._role(piece)

    def _goes_on(self, piece: Piece, at: int) -> bool:
        """Whether words that are being looked for go on with a piece, whatever it says elsewhere."""
        mode = self._asked.mode
        if mode == "cites" or (mode == "by" and self._asked.last() == "citations"):
            return piece.role not in ("quoted", "handle", "day", *TIMES) and not (
                not self._words and piece.text.casefold() in ("the", "a", "an")
            )
        words = self._words
        if piece.role == "rows" and piece.value.startswith("parties") and mode and words:
            return True
        if mode not in ("about", "action"):
            return False
        if not words:
            return piece.role in ("rows", "verb", "duty", "who")
        if piece.role == "party":
            return mode == "action"
        if piece.role in ("rows", "verb", "nobody", "top", "first"):
            return True
        after = next((one for one in self._pieces[at + 1 :] if one.role != "skip"), None)
        # "protection of the environment" goes on, "protection in 2004" does not.
        if piece.role in ("by", "in", "to", "about", "from", "with", "signed"):
            return after is not None and after.role in ("word", "rows", "verb", "nobody", "duty")
        return False

    def _word(self, piece: Piece) -> None:
        asked = self._asked
        if not self._words and piece.text.isdecimal() and (asked.taken or not asked.groups):
            asked.taken = f"{asked.taken or 'first'} {piece.text}"
            return
        if asked.mode == "per" or (asked.mode == "by" and not self._words and self._is_field(piece.text)):
            asked.stages = [one for one in asked.stages if one != "count"]
            asked.stages.append(f"count by {piece.text}")
            asked.mode = ""
            return
        if not self._words and _NUMBER.fullmatch(piece.text) and asked.last() == "clauses":
            self._number(piece.text)
            return
        if not self._words and asked.acting() and (asked.mode == "to" or (asked.duty and not asked.mode)):
            asked.mode = "action"
        self._words.append(piece.text)

    def _day(self, day: str) -> None:
        asked = self._asked
        if asked.mode in ("between", "from") or self._days:
            self._days.append(day)
            if len(self._days) == 2:
                asked.mode = ""
        elif asked.mode in TIMES:
            asked.mean(asked.mode, "day", day)
        else:
            asked.mean("in", "day", day)

    def _role(self, piece: Piece) -> None:
        asked = self._asked
        match piece.role:
            case "rows" | "seek":
                asked.rows(piece.value)
                asked.mode = "about" if piece.role == "seek" else ""
                asked.loose = asked.loose and piece.role == "rows"
            case "verb":
                self._verb(piece)
            case "duty" | "who":
                self._owing(piece)
            case "whom" | "stage":
                asked.stages.append(piece.value)
            case "kind":
                asked.need("obligations")
                asked.condition(piece.value, "obligations")
            case "due":
                asked.need("obligations")
                asked.dated = "deadline_date"
                asked.mode = "in"
            case "topic":
                asked.need("clauses")
                asked.mean("topic", "topic", piece.value)
            case "top":
                asked.counted = True
            case "language":
                asked.mean("language", "language", piece.value)
            case "signed":
                asked.signed = True
                if asked.mode == "not":
                    asked.deny()
            case "said":
                if not asked.groups:
                    asked.rows("clauses" if [one[1] for one in asked.waiting] == ["handle"] else "statements")
                asked.mode = "about"
            case "first":
                asked.taken = "first" if piece.value == "top" else piece.value
                asked.top = piece.value == "top"
            case role:
                asked.mode = role

    def _number(self, number: str) -> None:
        """The number of a clause; a second one is that of a paragraph in it."""
        conditions = self._asked.groups[-1].conditions
        above = next((one for one in conditions if one.startswith("number is ")), None)
        if above is None:
            conditions.append(f"number is {number}")
        else:
            conditions[conditions.index(above)] = f'label is "{above.removeprefix("number is ")}({number})"'
            if "kind is article" in conditions:
                conditions.remove("kind is article")

    def _is_field(self, word: str) -> bool:
        """Whether a word is called like a field by which the rows can be counted."""
        if not self._asked.groups or self._asked.groups[-1].entity == "definitions":
            return False
        scope = Scope(self._asked.last())
        return scope.find(word) is not None or word.casefold() in called_fields()

    def _owing(self, piece: Piece) -> None:
        asked = self._asked
        if piece.role == "who":
            asked.stages.append("show clause, bearer, action")
            asked.duty = asked.duty or not asked.groups
            return
        if [one.entity for one in asked.groups] == ["parties"]:
            asked.groups.clear()
            asked.stages.append("count by bearer")
        if any(kind == "word" for _, kind, _ in asked.waiting):
            # "what information must be exchanged"
            asked.waiting = [("action" if one[1] == "word" else one[0], *one[1:]) for one in asked.waiting]
            asked.loose = False
        if not asked.acting():
            asked.rows("obligations")
        asked.need("obligations")
        asked.duty = True
        asked.mode = ""

    def _verb(self, piece: Piece) -> None:
        if self._asked.groups:
            self._words.append(piece.text)
            return
        self._asked.rows(piece.value)
        self._asked.duty = True
        self._asked.mode = ""

    # --- ends -----------------------------------------------------------------------------

    def _end_words(self) -> None:
        """Takes the words read so far as what is looked for."""
        asked = self._asked
        words, self._words = self._words, []
        if not words:
            return
        if len(words) > _MANY + 2 * (asked.mode == "cites"):
            raise Unclear
        asked.loose = asked.loose or not asked.mode
        asked.mean(asked.mode or "about", "word", " ".join(words))
        if asked.mode in ("about", "action", "cites"):
            asked.mode = ""

    def _end_days(self) -> None:
        asked = self._asked
        if not self._days:
            return
        if len(self._days) == 1:
            asked.mean("since", "day", self._days[0])
            return
        first, last = self._days[:2]
        if not asked.groups:
            raise Unclear
        column = asked.dated or ("year" if len(first) == len(last) == 4 else "date")
        asked.condition(f"{column} in {first}..{last}")

"""The query that a question in plain words becomes, piece by piece: rows, what is asked of them, what is done with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from clausedb.query.keywords import KEYWORDS
from clausedb.query.names import says_nothing
from clausedb.query.scope import SINGULAR
from clausedb.schema import table

_ROWS: Final = re.compile(r"(?P<entity>\w+)(?: where (?P<condition>[^|]*[^|\s]))?(?: \| (?P<stage>.*))?")
_BARE: Final = re.compile(r"[^\W\d](?:[\w’'-]*\w)?")
TIMES: Final = ("since", "after", "before", "until")
_WHOSE: Final = {"acts": "bearer", "obligations": "bearer", "statements": "speaker"}
"""The field that says whose a row is; elsewhere `party`."""
_WORDS: Final = {
    "definitions": "term",
    "statements": "quote",
    "findings": "message",
    "instruments": "title",
    "parties": "name",
}
"""The field in which words are looked for; elsewhere `text`."""
_MOST: Final = {
    "acts": "bearer",
    "obligations": "bearer",
    "citations": "instrument",
    "mentions": "party",
    "statements": "speaker",
    "documents": "party",
    "definitions": "term",
}
"""By what rows are counted where those with most are asked for."""


class Unclear(Exception):
    """A piece that says nothing which a query could ask."""


@dataclass(slots=True)
class Group:
    """Rows of one table with what is asked of them."""

    entity: str
    conditions: list[str]


@dataclass(slots=True)
class Asked:
    """What has been asked up to a piece. Every method raises Unclear where a piece says nothing that can be asked."""

    way: int
    """How words of unclear meaning are taken: 0 and 1 as a name, 2 as words of a text."""
    groups: list[Group] = field(default_factory=list)
    """The rows looked for, behind them those of children."""
    waiting: list[tuple[str, str, str]] = field(default_factory=list)
    """(how it is meant, what it is, value) of what stood before any rows."""
    stages: list[str] = field(default_factory=list)
    mode: str = ""
    """How the next words are meant: a role of the table."""
    dated: str = ""
    """The field that days are meant of, where it is not the document's date."""
    counted: bool = False
    loose: bool = False
    """Whether words are looked for of which nothing says that they are to be."""
    taken: str = ""
    """`first` or `last`, and how many."""
    duty: bool = False
    """Whether somebody is said to do something."""
    signed: bool = False
    top: bool = False
    the: bool = False
    """Whether `the` stood before."""

    # --- rows -----------------------------------------------------------------------------

    def need(self, entity: str) -> None:
        if not self.groups:
            self.rows(entity)

    def rows(self, value: str) -> None:
        found = _ROWS.fullmatch(value)
        assert found is not None
        entity, condition, stage = found.group("entity", "condition", "stage")
        conditions = [condition] if condition else []
        self.mode = ""
        if stage:
            self.stages.append(stage)
        if not self.groups:
            self.groups.append(Group(entity, conditions))
            waiting, self.waiting = self.waiting, []
            for mode, kind, text in waiting:
                self.mean(mode, kind, text)
            return
        last = self.groups[-1]
        if entity == "documents" and last.entity in ("parties", "instruments"):
            self.groups[-1] = Group(entity, conditions)
            self.stages.append("show document, party")
        elif last.entity == entity or entity == "documents":
            last.conditions += conditions if last.entity != "citations" else ()
        elif entity in table(last.entity).children and entity != "clauses":
            self.groups.append(Group(entity, conditions))
        elif last.entity in ("parties", "instruments") and entity in (
            "acts",
            "obligations",
            "mentions",
            "citations",
        ):
            self.groups[-1] = Group(entity, conditions)
            self.counted = True
        elif entity in ("clauses", "parties", "instruments"):
            pass
        else:
            raise Unclear

    def condition(self, condition: str, of: str = "") -> None:
        """Puts a condition on the rows; one `of` children stands in a `with` where the rows are not theirs."""
        last = self.groups[-1]
        if of and last.entity not in (of, "acts", "obligations"):
            if of not in table(last.entity).children:
                raise Unclear
            condition = f"with {of} ({condition})"
        if condition not in last.conditions:
            last.conditions.append(condition)

    def deny(self) -> None:
        """Turns round who made what is looked for: "treaties that Kazakhstan has not signed"."""
        conditions = self.groups[-1].conditions if self.groups else []
        if not conditions or not conditions[-1].startswith("party is "):
            raise Unclear
        conditions[-1] = conditions[-1].replace("party is ", "party is not ", 1)
        self.mode = ""

    # --- how a value is meant -------------------------------------------------------------

    def mean(self, mode: str, kind: str, value: str) -> None:
        if not self.groups:
            self.waiting.append((mode, kind, value))
            return
        entity = self.groups[-1].entity
        match kind:
            case "party":
                self._party(mode, entity, value)
            case "nobody":
                self._nobody(mode, entity, value)
            case "day":
                self._time(mode, entity, value)
            case "handle":
                self._handle(mode, entity, value)
            case "language":
                self.condition(f"language is {value}")
            case "topic":
                self._text(entity, f"({value})" if " or " in value else value)
            case _:
                self._about(mode, entity, value)

    def _party(self, mode: str, entity: str, name: str) -> None:
        whose = _WHOSE.get(entity, "party")
        above = "party" if entity == "documents" else "document.party"
        last = self.groups[-1]
        if mode == "not":
            self.condition(f"{whose} is not {name}")
            self.mode = ""
        elif mode == "in" and self.signed:
            self.condition(f"document.place has {name}" if entity != "documents" else f"place has {name}")
        elif mode in ("between", "with", "in", "from", "toward") or (
            mode == "to" and entity == "obligations"
        ):
            self.condition(f"{above} is {name}")
        elif mode == "to" and entity == "acts":
            self.condition(f"addressee is {name}")
        elif mode in ("about", "action") and entity in ("clauses", "documents"):
            self.condition(f"with mentions (party is {name})")
        elif mode in ("about", "action", "cites"):
            self._about(mode, entity, name)
        elif entity == "clauses":
            self.condition(f"with mentions (party is {name})")
        elif entity in ("citations", "definitions", "dates", "findings"):
            self.condition(f"{above} is {name}")
        elif (before := [one for one in last.conditions if one.startswith(f"{whose} ")]) and entity in _WHOSE:
            shared = mode == "by" or not (mode or self.duty)
            if shared and "joint" not in last.conditions:
                at = last.conditions.index(before[0])
                last.conditions[at] = _either(whose, before[0], name)
            else:
                self.condition(f"{whose if shared else above} is {name}")
        else:
            self.condition(f"{whose} is {name}")

    def _nobody(self, mode: str, entity: str, name: str) -> None:
        if entity in ("acts", "obligations") and mode not in ("about", "action", "to", "toward"):
            self.condition("bearer_type in (collective, each)")
        elif mode in ("about", "action"):
            self._about(mode, entity, name)

    def _time(self, mode: str, entity: str, day: str) -> None:
        dated = self.dated
        if entity in ("parties", "definitions") and mode:
            dated = "document.date"
        if entity == "obligations" and dated == "" and self._asks_deadlines():
            dated = "deadline_date"
        if mode in TIMES:
            self.condition(f"{dated or 'date'} {mode} {day}")
        elif dated:
            self.condition(f"{dated} = {day}")
        elif len(day) == 4:
            self.condition(f"year = {day}")
        else:
            self.condition(f"date = {day}")

    def _asks_deadlines(self) -> bool:
        return self.groups[-1].conditions[:1] == ["deadline is not empty"]

    def _handle(self, mode: str, entity: str, handle: str) -> None:
        if entity == "parties":
            self.rows("documents | show document, party")
            entity = "documents"
        if mode == "cites":
            self.condition(f"cites {handle}")
        elif "#" in handle and entity != "documents":
            self.condition(f"under {handle}")
        else:
            self.condition(f"document is {handle}")

    def _about(self, mode: str, entity: str, words: str) -> None:
        """Words that are looked for; those behind `of` and `in` may also name a document or who is to act."""
        name = words if words.startswith('"') else f'"{words}"' if " " in words else words
        if mode == "cites":
            self.condition(f'cites "{words.strip(chr(34))}"')
        elif mode == "action" and entity in ("acts", "obligations"):
            self.condition(f"action has {_sought(words)}")
        elif mode == "by" and entity == "statements" and (self.the or self.way):
            self.condition(f"speaker has {_sought(words)}")
        elif mode == "by" and entity in _WHOSE and self.way == 0 and self._named(words):
            self.condition(f"{_WHOSE[entity]} is {name}")
        elif mode in ("by", "with") and entity == "citations":
            self.condition(f"instrument is {name}")
        elif mode == "in" and entity == "documents" and (self.signed or words[:1].isupper()):
            self.condition(f"place has {_sought(words)}")
        elif (
            mode in ("by", "in", "from") and entity not in ("definitions", "documents") and self._named(words)
        ):
            self.condition(f"document is {name}")
        else:
            self._text(entity, _sought(words))

    def _named(self, words: str) -> bool:
        """Whether words may be a name, which is written with a capital, and are to be tried as one."""
        return self.way < 2 and words.strip('"')[:1].isupper()

    def _text(self, entity: str, sought: str) -> None:
        column = _WORDS.get(entity, "text")
        condition = f"{column} has {sought}"
        if entity == "documents":
            condition = f"with clauses ({condition})"
        elif entity == "mentions":
            condition = f"surface has {sought}"
        elif entity == "clauses" and "kind is article" in self.groups[-1].conditions:
            # The words of an article stand in its paragraphs.
            self.groups[-1].conditions.remove("kind is article")
        self.condition(condition)

    def written(self) -> str:
        if self.mode in ("not", "per") or (
            self.dated and not any(self.dated in one for one in self._asked())
        ):
            raise Unclear
        if not self.groups:
            if [kind for _, kind, _ in self.waiting] == ["handle"] and not self.stages:
                return self.waiting[0][2]
            self.rows(self._implied())
        *outer, inner = self.groups
        if self.top and (rows := {"parties": "mentions", "instruments": "citations"}.get(inner.entity)):
            inner.entity, self.counted = rows, True
        if self.counted:
            by = SINGULAR[outer[0].entity] if outer else _MOST.get(inner.entity)
            if by is None:
                raise Unclear
            inner.conditions[:0] = [one for group in outer for one in group.conditions]
            outer = []
            self.stages = [f"count by {by}", *(one for one in self.stages if not one.startswith("count"))]
        if " " in self.taken:
            self.stages.append(self.taken)
        asked = " and ".join(inner.conditions)
        for group in reversed(outer):
            inside = f" ({asked})" if asked else ""
            asked = " and ".join([*group.conditions, f"with {inner.entity}{inside}"])
            inner = group
        where = f" where {asked}" if asked else ""
        return " | ".join([f"{inner.entity}{where}", *dict.fromkeys(self._fitting(inner.entity))])

    def _asked(self) -> list[str]:
        return [one for group in self.groups for one in group.conditions]

    def _implied(self) -> str:
        """The rows of a question that names none. Raises Unclear."""
        modes = {mode for mode, _, _ in self.waiting}
        if "action" in modes:
            return "obligations"
        if modes & {"about", "cites"}:
            return "clauses"
        raise Unclear

    def _fitting(self, entity: str) -> Iterator[str]:
        """The stages that the rows can have."""
        stages = self.stages
        if any(one.startswith("count") for one in stages) or len(stages) > 1:
            stages = [one for one in stages if one != "show clause, bearer, action"]
        for stage in stages:
            if stage.startswith("show clause, bearer") and entity not in ("acts", "obligations"):
                raise Unclear
            yield stage

    def last(self) -> str:
        return self.groups[-1].entity if self.groups else ""

    def acting(self) -> bool:
        return self.last() in ("", "acts", "obligations")


def _either(field: str, condition: str, name: str) -> str:
    """The condition on a field, with one more name that may stand in it."""
    names = condition.removeprefix(f"{field} is ").removeprefix(f"{field} in (").removesuffix(")")
    return f"{field} in ({names}, {name})"


def _sought(words: str) -> str:
    """Words as they are looked for: all of them, in any order and form; those with `or` between them either."""
    if words.startswith('"'):
        return words
    parts = [part for one in re.split(r"\s+or\s+", words, flags=re.IGNORECASE) if (part := _all_of(one))]
    if len(parts) == 1:
        return f"({parts[0]})" if " " in parts[0] else parts[0]
    return f"({' or '.join(f'({part})' if ' and ' in part else part for part in parts)})"


def _all_of(words: str) -> str:
    found = [word for word in words.split() if not says_nothing(word)] or words.split()
    shown = [
        word if _BARE.fullmatch(word) and word.casefold() not in KEYWORDS else f'"{word}"' for word in found
    ]
    return " and ".join(shown)

"""Sightings of persons, and the page that the passes which find them share."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from clausedb.language import Grammar
from clausedb.parse.names.name_index import Island
from clausedb.parse.names.person_words import NameRules, name_at

JOINED: Final = {"ru": ("",), "en": ("",), "ar": ("", "و", "ف", "ب", "ل", "ك", "ول", "وب")}
"""What may be written together with a name before it."""
INITIAL: Final = re.compile(r"[^\W\d_]{1,2}\.")
LONG: Final = 40
"""How long a given name may be, in code points."""
SHORT: Final = 2
"""Letters of surnames that are too short to be looked for by themselves."""


@dataclass(frozen=True, slots=True)
class Page:
    """A folded text, what other passes have found in it, and what names look like in its language."""

    text: str
    islands: Sequence[Island]
    """Names and offices, in order."""
    taken: set[int]
    """Where something else than a person's name begins."""
    own: Container[int]
    """Where words begin whose first two letters look like an article and are none: إلياس, ألكسندر."""
    rules: NameRules
    grammar: Grammar
    language: str
    home: str | None = None
    """The state whose offices the text names without it."""

    def name_at(
        self, at: int, taken: set[int] | None = None, *, full: bool, titled: bool = False
    ) -> int | None:
        """Where the name that begins at a place ends (`person_words.name_at`)."""
        taken = self.taken if taken is None else taken
        return name_at(self.text, at, taken, self.rules, self.own, full=full, titled=titled)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person's name in the folded text."""

    start: int
    end: int
    key: str
    """The surname as ids have it."""
    office: str | None = None
    """The office that the words directly beside the name give."""
    head: Island | None = None
    """A bare office word before the name (President Tokayev), which the person's office settles."""
    surname_first: bool = False
    """Wang Yi: the first word is the surname."""
    maybe: str | None = None
    """The office last named that the bare word before the name means, unless the text gives it to somebody else."""
    apposed: tuple[tuple[int, str], ...] = ()
    """Where bare office words follow the name, and which offices they are: Sheikh Abdullah bin Zayed, deputy prime minister and
    foreign minister."""

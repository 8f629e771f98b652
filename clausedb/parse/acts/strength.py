"""How strong an act is, and whether it is an obligation: grammar/strength.toml applied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from clausedb.language import Grammar

OWED = frozenset({"prohibition", "obligation", "directive", "intention"})


@dataclass(frozen=True, slots=True)
class Strengths:
    """The tables of a grammar."""

    base: dict[str, int]
    cap: dict[str, int]

    def of(self, force: str, subforce: str, binding: str | None) -> int:
        """0 to 100: the base of the words, capped by what the document can bind; no cap where that is unknown."""
        return min(self.base.get(f"{force}.{subforce}", 0), self.cap.get(binding or "", 100))


@cache
def strengths_of(grammar: Grammar) -> Strengths:
    """The strengths that a grammar gives."""
    settings = grammar.settings("strength")
    return Strengths(dict(settings.get("base", {})), dict(settings.get("cap", {})))


def is_obligation(force: str, charges: bool) -> bool:
    """Whether somebody takes on, or is told, to do or not to do something. A decision does where it charges somebody."""
    return force in OWED or (force == "decision" and charges)

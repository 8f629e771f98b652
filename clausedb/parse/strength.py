"""How strong an act is, and whether it is an obligation: grammar/strength.toml applied."""

from __future__ import annotations

from functools import cache

from clausedb.language import Grammar

OWED = frozenset({"prohibition", "obligation", "directive", "intention"})


@cache
def _tables(grammar: Grammar) -> tuple[dict[str, int], dict[str, int]]:
    settings = grammar.settings("strength")
    return dict(settings.get("base", {})), dict(settings.get("cap", {}))


def strength_of(grammar: Grammar, force: str, subforce: str, binding: str | None) -> int:
    """0 to 100: the base of the words, capped by what the document can bind; no cap where that is unknown."""
    base, cap = _tables(grammar)
    own = base.get(f"{force}.{subforce}", 0)
    return min(own, cap.get(binding or "", 100))


def is_obligation(force: str, charges: bool) -> bool:
    """Whether somebody takes on, or is told, to do or not to do something. A decision does where it charges somebody."""
    return force in OWED or (force == "decision" and charges)

"""Who is said to act, as a sentence has it, and who acts on the stage of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

ACTORS = frozenset({"party", "organ", "actor", "name", "pronoun"})


class Subject(NamedTuple):
    """The subject of an act. `kind`: name, party, organ, actor, pronoun, thing (no actor), none (no subject there)."""

    kind: str
    ids: tuple[str, ...] = ()
    type: str = "unspecified"
    start: int = -1
    end: int = -1
    """Words of the subject; -1 where there are none."""
    negative: bool = False
    """Neither Party, no Party."""
    shared: bool = False
    """Taken over from the act before in the same sentence."""

    @property
    def is_actor(self) -> bool:
        """Whether the subject can act: no thing, and not absent."""
        return self.kind in ACTORS


@dataclass(frozen=True, slots=True)
class Stage:
    """Those whom party words of a document mean where no name says so."""

    parties: tuple[str, ...] = ()
    issuer: str | None = None
    honours: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    """Pronouns of honour, with where in the document somebody is named beside a title that goes with it, and who."""
    called: tuple[str, ...] = ()
    """Whom the document itself calls its parties, as the ministries of the states that make it."""

    @property
    def sides(self) -> tuple[str, ...]:
        """Whom "the parties" means: whom the document calls so, else those who make it, not the organ that issues it alone."""
        return self.called or tuple(one for one in self.parties if one != self.issuer)

    @property
    def everybody(self) -> Subject:
        """All parties as the subject; nobody where the document has none."""
        return Subject("party", self.parties, "collective") if self.parties else NOBODY


NOBODY = Subject("none")

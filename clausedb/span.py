"""A piece of a text. Apart from the records, so that a question need not load them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The quoted words."""
        return text[self.start : self.end]

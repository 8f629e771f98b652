"""A piece of a text. Apart from the records, so that a question need not load them."""

from __future__ import annotations


class Span:
    """A piece of the document's text. Never changed once it is made."""

    # Written out: made by `dataclass` it would load the modules that read Python's own code, at every start.
    __slots__ = ("end", "start")
    __match_args__ = ("start", "end")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and self.start == other.start and self.end == other.end

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    def __repr__(self) -> str:
        return f"Span(start={self.start}, end={self.end})"

    def of(self, text: str) -> str:
        """The quoted words."""
        return text[self.start : self.end]

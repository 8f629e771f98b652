"""What clausedb raises.

    ClausedbError
    ├── DocumentError      a file that cannot be read as a text (missing, empty, binary, too large)
    ├── QueryError         a wrong query; draws itself under the text
    ├── StoreError         a database that cannot be opened, read or written
    │   ├── BusyError      somebody else holds it
    │   └── VersionError   made by another version
    └── ResourceError      a grammar file that is missing or wrong

The content of a document never raises: any text gives Records, doubts are Findings.
"""

from __future__ import annotations


class ClausedbError(Exception):
    """Anything clausedb itself reports; `str()` is one plain sentence fit to be shown."""


class DocumentError(ClausedbError):
    """A file that cannot be read as a text. `source` names it, `reason` is one sentence."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class StoreError(ClausedbError):
    """A database that cannot be opened, read or written."""


class BusyError(StoreError):
    """Another process holds the database and did not let go within the waiting time."""


class VersionError(StoreError):
    """A database made by another version."""


class ResourceError(ClausedbError):
    """A grammar file that is missing or does not have its form."""


class QueryError(ClausedbError):
    """A query that cannot be answered as written.

    `text` is the whole query and `span` (start, end) the wrong words in it, in code points.
    `message` is one sentence; `suggestion` a second one or None; `corrected` a whole query
    that has itself been parsed and resolved, or None.
    """

    def __init__(
        self,
        text: str,
        span: tuple[int, int],
        message: str,
        suggestion: str | None = None,
        corrected: str | None = None,
    ) -> None:
        super().__init__(message)
        self.text = text
        self.span = span
        self.message = message
        self.suggestion = suggestion
        self.corrected = corrected

    def __str__(self) -> str:
        """The line with the wrong words underlined, the sentence, and what to try instead."""
        start, end = self.span
        before = self.text.rfind("\n", 0, start) + 1
        after = self.text.find("\n", start)
        line = self.text[before : after if after >= 0 else len(self.text)]
        width = max(1, min(end - start, len(line) - (start - before)))
        lines = [line, " " * (start - before) + "^" * width, self.message]
        if self.suggestion:
            lines.append(self.suggestion)
        if self.corrected:
            lines.append(f"try:  {self.corrected}")
        return "\n".join(lines)

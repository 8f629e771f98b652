"""A text that is no query: what was probably meant."""

from __future__ import annotations

from clausedb.query.catalog import Catalog
from clausedb.query.syntax import Unread
from clausedb.query.wrong import Wrong


def explain_unread(text: str, unread: Unread, catalog: Catalog) -> Wrong:
    """The error of a text that cannot be read as a query."""
    return Wrong(unread.at, f"`{text[unread.at.start : unread.at.end]}` was not expected here.")

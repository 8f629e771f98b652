"""A bound query as a plain sentence."""

from __future__ import annotations

from clausedb.query import bound


def sentence(query: bound.Query) -> str:
    """What will be looked up, in words."""
    return f"Looks up {query.table}."

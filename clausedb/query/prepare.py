"""A statement from text to Prepared: syntax, resolve, lower; every wrong query becomes a QueryError here."""

from __future__ import annotations

from collections.abc import Mapping

from clausedb.query.catalog import Catalog
from clausedb.query.plan import Prepared


def prepare(text: str, catalog: Catalog, variables: Mapping[str, object] | None = None) -> Prepared:
    """What a statement asks for, ready to run. Raises QueryError where it is wrong."""
    raise NotImplementedError

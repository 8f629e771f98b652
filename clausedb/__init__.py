"""clausedb: formal documents as a database of clauses, obligations, parties and citations."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clausedb.api import Database, Report, Result, open, parse
    from clausedb.errors import (
        BusyError,
        ClausedbError,
        DocumentError,
        QueryError,
        ResourceError,
        StoreError,
        VersionError,
    )
    from clausedb.model import Records

__version__ = "0.1.0"

_HOMES = {
    "BusyError": "errors",
    "ClausedbError": "errors",
    "Database": "api",
    "DocumentError": "errors",
    "QueryError": "errors",
    "Records": "model",
    "Report": "api",
    "ResourceError": "errors",
    "Result": "api",
    "StoreError": "errors",
    "VersionError": "errors",
    "open": "api",
    "parse": "api",
}

__all__ = [
    "BusyError",
    "ClausedbError",
    "Database",
    "DocumentError",
    "QueryError",
    "Records",
    "Report",
    "ResourceError",
    "Result",
    "StoreError",
    "VersionError",
    "open",
    "parse",
]


def __getattr__(name: str) -> Any:
    # Loaded when first used: the command line starts in a fraction of what everything together costs.
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'clausedb' has no attribute {name!r}")
    return getattr(import_module(f"clausedb.{home}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

"""clausedb: formal documents as a database of clauses, obligations, parties and citations."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from clausedb.version import VERSION

if TYPE_CHECKING:
    from clausedb.api.database import Database, Report, Result, open, parse
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

__version__ = VERSION

_HOMES = {
    "BusyError": "errors",
    "ClausedbError": "errors",
    "Database": "api.database",
    "DocumentError": "errors",
    "QueryError": "errors",
    "Records": "model",
    "Report": "api.database",
    "ResourceError": "errors",
    "Result": "api.database",
    "StoreError": "errors",
    "VersionError": "errors",
    "open": "api.database",
    "parse": "api.database",
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


class _Callable(ModuleType):
    """The package `clausedb.parse`, which is called as the function of the same name."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return import_module("clausedb.api.database").parse(*args, **options)


class _Package(ModuleType):
    def __setattr__(self, name: str, value: Any) -> None:
        # The import system sets the subpackage `parse` here, over the function that users call.
        if name == "parse" and isinstance(value, ModuleType):
            value.__class__ = _Callable
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

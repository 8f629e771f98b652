"""DuckDB as far as questions need it, to be imported where it is used.

What opens a file, asks and reports errors is the compiled half of its package; the other half, written in Python, takes a third
of the time of a short question to import, and only Arrow (`store/arrow.py`) needs it.
"""

from __future__ import annotations

try:
    import _duckdb as duckdb
except ImportError:  # a version that is not made of two halves
    import duckdb  # type: ignore[no-redef]

__all__ = ["duckdb"]

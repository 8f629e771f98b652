"""The process of one command."""

from __future__ import annotations

import os
import sys
import threading

from clausedb.cli.main import main


def run() -> None:
    """Runs the command of the process and ends it with its exit code."""
    code = main()
    sys.stderr.flush()
    if threading.active_count() == 1 and "multiprocessing" not in sys.modules:
        # All is written and closed: to take modules and DuckDB apart piece by piece takes a seventh of a short question.
        os._exit(code)
    raise SystemExit(code)


if __name__ == "__main__":
    run()

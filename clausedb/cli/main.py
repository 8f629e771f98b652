"""The commands and their exit codes."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    from clausedb.parse.contract import as_object
    from clausedb.parse.pipeline import parse_bytes

    words = [w for w in (sys.argv[1:] if argv is None else argv) if w not in ("parse", "--format", "jsonl")]
    paths = [p for w in words for p in (sorted(Path(w).glob("*.txt")) if Path(w).is_dir() else [Path(w)])]
    for path in paths:
        print(json.dumps(as_object(parse_bytes(path.read_bytes(), name=path.name)), ensure_ascii=False))
    return 0

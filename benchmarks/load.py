"""How fast the machine is while something is measured: figures of different days are compared by it.

One pass of `re.finditer(r"\\w+")` over the sample documents, as in `speed.py`, and how many processes want a processor.
"""

from __future__ import annotations

import os
import re
import time

from clausedb.resources import seeds_dir

_PASSES = 40


def told() -> str:
    """A sentence with both, to stand beside figures."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds_dir().glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts) / 1e6
    took = []
    for _ in range(_PASSES):
        before = time.process_time()
        for text in texts:
            sum(1 for _ in re.finditer(r"\w+", text))
        took.append(time.process_time() - before)
    wanted = os.getloadavg()[0]
    return (
        f"Meanwhile one pass of `\\w+` over the sample documents makes {size / min(took):.0f} MB/s at best, {size * _PASSES / sum(took):.0f} "
        f"on average, and {wanted:.1f} processes want the {os.cpu_count()} processors."
    )

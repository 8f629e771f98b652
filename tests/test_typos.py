"""A typo of one letter is answered with the query that was meant."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import clausedb
from tests.typos import is_right_first, made_queries, right_queries, typos

ENOUGH = 0.9


def test_the_first_correction_of_a_typo_is_the_right_one(demo_db: Path) -> None:
    with clausedb.open(demo_db, read_only=True) as db:
        catalog = db.catalog()
        shown, made = right_queries(catalog), made_queries(catalog)
        assert len(shown) > 150
        assert len(made) > 400
        tried: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for typo in typos([*shown[::3], *made[::8]], catalog, 1, 7):
            tried[typo.kind] += 1
            right[typo.kind] += is_right_first(typo, catalog)
    assert {"keyword", "entity", "field", "value", "name", "handle"} <= set(tried)
    assert {kind: right[kind] / tried[kind] for kind in tried if right[kind] / tried[kind] < ENOUGH} == {}

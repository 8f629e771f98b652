"""What several test files share: hypothesis profiles, the sample documents, a database made of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from clausedb.resources import seeds_dir

if TYPE_CHECKING:
    import clausedb

SHARED = Path(__file__).parents[2] / "shared"

_SLOW_START = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("quick", max_examples=40, deadline=None, suppress_health_check=_SLOW_START)
settings.register_profile(
    "ci", max_examples=120, deadline=None, derandomize=True, suppress_health_check=_SLOW_START
)
settings.register_profile("deep", max_examples=3000, deadline=None, suppress_health_check=_SLOW_START)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="write the output found into the documents that show it"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the long runs unless `-m` asks for something."""
    if config.option.markexpr:
        return
    skip = pytest.mark.skip(reason="a long run; ask for it with -m slow")
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with the five sample documents and their manifest."""
    return seeds_dir()


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of documents beside the checkout; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the corpora are not beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def demo_db(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A database of the five sample documents, made once a run. Only for reading."""
    import clausedb

    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with clausedb.open(path) as db:
        db.add(seeds)
    return path


@pytest.fixture(scope="module")
def db(demo_db: Path) -> Iterator[clausedb.Database]:
    """That database, opened for reading. A file of tests that needs another one has a `db` of its own."""
    import clausedb

    with clausedb.open(demo_db, read_only=True) as opened:
        yield opened


@pytest.fixture
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which questions are asked that speak of today."""
    monkeypatch.setattr("clausedb.query.moving._today", lambda: date(2026, 3, 15))

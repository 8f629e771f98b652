"""The public names: sorted, all there, few."""

from __future__ import annotations

from pathlib import Path

import pytest

import clausedb

ROOT = Path(__file__).parents[1]


def test_public_names_are_sorted_and_there() -> None:
    assert clausedb.__all__ == sorted(clausedb.__all__)
    assert all(getattr(clausedb, name) is not None for name in clausedb.__all__)
    assert set(clausedb.__all__) <= set(dir(clausedb))


def test_public_names_are_few() -> None:
    assert len(clausedb.__all__) <= 15


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        getattr(clausedb, "nonsense")  # noqa: B009


def test_the_version_is_the_one_that_is_installed() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{clausedb.__version__}"' in text


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "clausedb/py.typed").is_file()

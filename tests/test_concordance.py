"""The words of a text and where they stand."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from clausedb.parse.concordance import Concordance, first_words


@given(st.text(alphabet="ab1 ,.-'\nЯж و", max_size=60))
def test_every_word_stands_where_the_concordance_says(text: str) -> None:
    places = Concordance(text).places
    found = sorted((place, word) for word, offsets in places.items() for place in offsets)
    assert found == [(match.start(), match[0]) for match in re.finditer(r"\w+", text)]
    assert all(offsets == sorted(offsets) for offsets in places.values())


def test_words_are_found_alone_and_joined_to_a_prefix() -> None:
    words = Concordance("مصر ومصر للمصريين Mr. Ali and Mr Omar")
    assert words.begins(["مصر"]) == [0]
    assert words.begins(["مصر"], ("", "و")) == [0, 5]
    assert words.begins(["Mr", "Omar"]) == [18, 30, 33]
    assert words.begins_with(("Om", "Al")) == [22, 33]


def test_a_form_begins_with_its_first_word() -> None:
    assert first_words(["United States", "Côte d'Ivoire", "H.E", "Omar", "Omar II"]) == {
        "United",
        "Côte",
        "H",
        "Omar",
    }

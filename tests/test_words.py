"""Words, stems, sentences, and what a pattern finds in a text."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from clausedb.patterns import (
    And,
    Near,
    Not,
    Or,
    Paragraph,
    Pattern,
    Phrase,
    Prefix,
    Sentence,
    hits,
    matches,
    phrase_pattern,
    prefix_pattern,
    stretches,
    word_pattern,
)
from clausedb.words import beginning, normal, paragraphs, sentences, stem, words

# Two spellings of one word.
SAME = [
    ("Kazakhstan’s", "KAZAKHSTAN"),
    ("ёлка", "Елка"),
    ("مُعاهَدة", "معاهدة"),
    ("والالتزام", "التزام"),
    ("الأطراف", "أطراف"),
    ("والأطراف", "الاطراف"),
    ("الوزير", "ووزير"),
    ("وقال", "قال"),
    ("ألمانيا", "المانيا"),
    ("٢٠٢٢", "2022"),
    ("soft\u00adhyphen", "softhyphen"),
    ("ﬁnal", "final"),
    ("Москва́", "москва"),
    ("Sana’a", "Sana'a"),
    ("معـــاهدة", "معاهدة"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_spellings_of_one_word(left: str, right: str) -> None:
    assert [word.normal for word in words(left)] == [word.normal for word in words(right)]


# Two words that must stay apart.
DIFFERENT = [("وزير", "زير"), ("وفد", "فد"), ("وحدة", "حدة"), ("Oman", "Omani"), ("7", "17")]


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_words_that_stay_apart(left: str, right: str) -> None:
    assert normal(left) != normal(right)


# Forms of one word in a language.
FORMS = [
    ("разминирование", "разминированию", "ru"),
    ("поставка", "поставок", "ru"),
    ("участок", "участка", "ru"),
    ("обязательство", "обязательств", "ru"),
    ("соглашение", "соглашениями", "ru"),
    ("встреча", "встреч", "ru"),
    ("разминирование", "разминированию", "en"),
    ("mine", "mines", "en"),
    ("undertaking", "undertake", "en"),
    ("landmine", "landmines", ""),
    ("معاهدة", "المعاهدة", "ar"),
    ("اتفاق", "بالاتفاق", "ar"),
]


@pytest.mark.parametrize(("left", "right", "language"), FORMS)
def test_forms_have_one_stem(left: str, right: str, language: str) -> None:
    assert stem(normal(left), language) == stem(normal(right), language)


@pytest.mark.parametrize(
    ("language", "name", "word"),
    [
        ("en", "english", "obligations"),
        ("ru", "russian", "обязательствами"),
        ("fr", "french", "continuellement"),
    ],
)
def test_a_stem_is_the_library_s_own(language: str, name: str, word: str) -> None:
    assert stem(word, language) == snowballstemmer.stemmer(name).stemWord(word) != word


def test_one_stemmer_is_loaded_for_one_language() -> None:
    code = (
        "import sys; from clausedb.words import stem; stem('obligations', 'en'); "
        "print(*(name for name in sys.modules if name.endswith('_stemmer')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "clausedb_stemmers.english_stemmer\n"


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12))
def test_a_word_begins_as_its_stem_tells(word: str) -> None:
    begins = beginning(stem(word, ""))
    assert begins
    assert word.startswith(begins)


@pytest.mark.parametrize(
    "word",
    ["dying", "skies", "skis", "idly", "early", "parties", "relational", "hopping", "generously", "news"],
)
def test_an_english_word_begins_as_its_stem_tells(word: str) -> None:
    assert word.startswith(beginning(stem(word, "")))


def test_a_stem_of_another_script_tells_nothing_of_beginnings() -> None:
    assert beginning(stem("والالتزام", "")) == beginning(stem("договор", "")) == ""


def test_a_language_without_stemmer_is_left_alone() -> None:
    assert stem("жерлері", "kk") == "жерлері"
    assert stem("parties", "xx") == "parties"


# A text, its sentences parted by "|".
SENTENCES = [
    "The Parties agree. | They will meet at 5 p.m. | Done at Astana.",
    "See No. 5 and Art. IV of the Treaty. | Mr. K. Tokayev agreed.",
    "В 1992–1995 гг. они жили в г. Астане. | Потом уехали на ул. им. Абая.",
    "24 августа 2022 г. | Стороны подписали. | Затем, т.е. позже, ушли.",
    "He said “We want peace.” | He left. | “Why?” he asked.",
    "peace.” . | Next one.",
    "12. The Parties agree. | They will.",
    "وصل د. أحمد إلى المكان. | ثم غادر؟ | نعم.",
    "The firm, Oil Co., signed… | Then it left!",
    "First\n\n | Second without stop",
]


@pytest.mark.parametrize("case", SENTENCES)
def test_sentences(case: str) -> None:
    text = case.replace(" | ", " ") if "\n" not in case else case.replace(" | ", "")
    assert [found.of(text) for found in sentences(text)] == [part.strip() for part in case.split(" | ")]


def test_paragraphs_are_parted_by_blank_lines() -> None:
    text = "one\nstill one\n \n two \n\n\nthree"
    assert [found.of(text) for found in paragraphs(text)] == ["one\nstill one", "two", "three"]


@given(st.text(alphabet='аБ .!?”"\n«»aBة1г؟', max_size=60))
def test_sentences_hold_every_sign_once_in_order(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    found = words(text)
    assert all(normal(text[word.start : word.end]) == word.normal for word in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


TEXT = (
    "The Parties develop the Middle Corridor.\nThey reaffirm transport links.\n\nDeminers cleared landmines."
)


def one(word: str) -> Pattern:
    found = word_pattern(word)
    assert found is not None
    return found


def phrase(text: str) -> Phrase:
    found = phrase_pattern(text)
    assert found is not None
    return found


# pattern, whether TEXT has it
HAS: list[tuple[Pattern, bool]] = [
    (one("develops"), True),
    (phrase("develops"), False),
    (phrase("middle corridor"), True),
    (phrase("corridor middle"), False),
    (Prefix("demin"), True),
    (Prefix("emin"), False),
    (Near(phrase("Middle Corridor"), one("transport"), 25), True),
    (Near(phrase("Middle Corridor"), one("transport"), 3), True),
    (Near(phrase("Middle Corridor"), one("transport"), 2), False),
    (Near(one("transport"), one("corridor"), 5), True),
    (Near(one("transport"), one("corridor"), 5, ordered=True), False),
    (Sentence(one("corridor"), one("parties")), True),
    (Sentence(one("corridor"), one("transport")), False),
    (Paragraph(one("corridor"), one("transport")), True),
    (Paragraph(one("corridor"), one("landmine")), False),
    (And((one("corridor"), Not(one("peace")))), True),
    (And((one("corridor"), Not(one("landmine")))), False),
    (Or((one("peace"), one("landmine"))), True),
    (Near(Or((one("peace"), one("links"))), one("transport"), 1), True),
    (Sentence(one("corridor"), one("corridor")), False),
]


@pytest.mark.parametrize(("pattern", "expected"), HAS)
def test_has(pattern: Pattern, expected: bool) -> None:
    assert matches(pattern, TEXT, "en") is expected
    assert bool(hits(pattern, TEXT, "en")) is expected


def test_hits_are_the_words_and_stretches_the_whole() -> None:
    pattern = Near(phrase("Middle Corridor"), one("transport"), 25)
    assert [span.of(TEXT) for span in hits(pattern, TEXT, "en")] == ["Middle Corridor", "transport"]
    assert [span.of(TEXT) for span in stretches(pattern, TEXT, "en")] == [
        "Middle Corridor.\nThey reaffirm transport"
    ]


def test_word_forms_match_in_the_language_of_the_text() -> None:
    assert matches(one("разминирование"), "меры по разминированию", "ru")
    assert matches(one("разминирование"), "меры по разминированию", "en")
    assert matches(one("اتفاق"), "تنفيذ بالاتفاق", "ar")


def test_a_beginning_is_of_the_word_as_written_and_of_its_bare_form() -> None:
    begin = prefix_pattern("التز*")
    assert begin is not None
    assert matches(begin, "والتزام الأطراف", "ar")
    assert matches(begin, "الالتزامات", "ar")


@given(
    st.text(alphabet="ab \n.", max_size=40), st.sampled_from("ab"), st.sampled_from("ab"), st.integers(1, 4)
)
def test_near_is_what_counting_words_says(text: str, left: str, right: str, distance: int) -> None:
    found = [word.normal for word in words(text)]
    pairs = [
        (i, j) for i, a in enumerate(found) if a == left for j, b in enumerate(found) if b == right and i != j
    ]
    near = any(abs(i - j) <= distance for i, j in pairs)
    before = any(0 < j - i <= distance for i, j in pairs)
    assert matches(Near(phrase(left), phrase(right), distance), text) is near
    assert matches(Near(phrase(left), phrase(right), distance, ordered=True), text) is before

"""Bytes to text: encodings, control characters, and files that are no texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausedb.errors import DocumentError
from clausedb.parse.decode import decode

RUSSIAN = "Стороны договорились о нижеследующем.\n1. Стороны будут развивать сотрудничество в области транспорта и связи.\n"
ARABIC = "اتفق الطرفان على ما يلي\n1- يتعهد الطرفان بتعزيز التعاون في مجال النقل والتجارة بين البلدين.\n"
ENGLISH = "The Parties agreed on the following.\n1. The Parties will develop cooperation in transport.\n"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (RUSSIAN, "utf-8", "utf-8"),
        (RUSSIAN, "utf-16", "utf-16"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (ARABIC, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "cp1251", "cp1251"),
        (ARABIC, "cp1256", "cp1256"),
    ],
)
def test_encodings(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert decoded.encoding == name


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16-le"])
def test_a_guess_is_reported(encoding: str) -> None:
    found = decode(RUSSIAN.encode(encoding), "a.txt").findings
    assert [finding.code for finding in found] == ["encoding"]
    assert decode(RUSSIAN.encode(), "a.txt").findings == ()


def test_offsets_are_those_of_open(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf1. a\r\n2. b\n"
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with path.open(encoding="utf-8", newline="") as file:
        assert decode(data, "a.txt").text == file.read()


def test_control_characters_stay_and_are_reported() -> None:
    decoded = decode(b"1. The Parties\x12 agree.\x00\n2. Done.", "a.txt")
    assert decoded.text == "1. The Parties\x12 agree.\x00\n2. Done."
    (found,) = decoded.findings
    assert (found.code, found.start, found.end) == ("control_characters", 14, 15)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "nothing but blanks"),
        (b"\xef\xbb\xbf \n", "nothing but blanks"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n", "picture"),
        (bytes(range(256)) * 20, "binary"),
        (b"\x7fELF\x02\x01", "program"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"\xff\xfea\x00b", "broken UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(data, "some.bin")
    assert reason in str(caught.value)
    assert str(caught.value).startswith("some.bin: ")
    assert "\n" not in str(caught.value)

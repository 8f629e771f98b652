"""Bytes in, text out.

Offsets of everything that follows count the code points of this text. For a text in UTF-8 it is what
`open(path, encoding="utf-8", newline="").read()` gives: a byte order mark stays (as U+FEFF), line ends stay. Of pages, Word and PDF
files it is what a reader of them sees (`readers/`).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from clausedb.errors import DocumentError
from clausedb.model import Finding

_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SIGNATURES: Final = (
    (b"\xd0\xcf\x11\xe0", "an old Office file: its text cannot be read"),
    (b"\x89PNG", "a picture, not a text"),
    (b"\xff\xd8\xff", "a picture, not a text"),
    (b"GIF8", "a picture, not a text"),
    (b"\x1f\x8b", "a compressed file: unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file: unpack it first"),
    (b"Rar!", "a compressed file: unpack it first"),
    (b"\x7fELF", "a program, not a text"),
    (b"PAR1", "a Parquet file, not a text"),
    (b"SQLite format 3", "a database, not a text"),
)
_WORD_FILE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SAMPLE: Final = 200_000
"""Bytes that are looked at to tell an encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, with how its bytes were read and what is doubtful about it."""

    text: str
    encoding: str = "utf-8"
    media_type: str = "text/plain"
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file's bytes, with what is doubtful about it. Raises DocumentError where they are no text."""
    if not data:
        raise DocumentError(name, "the file is empty")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(name, what)
    if data.startswith(b"PK\x03\x04"):
        from clausedb.parse.readers.office import word_text

        return Decoded(word_text(data, name), "utf-8", _WORD_FILE)
    if data.startswith(b"%PDF-"):
        from clausedb.parse.readers.pdf import pdf_text

        return Decoded(pdf_text(data, name), "utf-8", "application/pdf")
    if b"<" in data[:_SAMPLE]:
        from clausedb.parse.readers import page

        if page.is_page(data, name):
            return _page(data, name)
    return _plain(data, name)


def _page(data: bytes, name: str) -> Decoded:
    """The text that an HTML page shows, in the encoding that it names where it is not UTF-8."""
    from clausedb.parse.readers.page import charset, page_text

    try:
        read = (data.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError:
        try:
            named = charset(data) or ""
            read = (data.decode(named), named, False)
        except (LookupError, UnicodeDecodeError):
            read = _read(data, name)
    source, encoding, guessed = read
    text = page_text(source)
    if not text.strip():
        raise DocumentError(name, "the page shows no text")
    findings = (*_encoding_finding(encoding, guessed), *_control_finding(text))
    return Decoded(text, encoding, "text/html", findings)


def _plain(data: bytes, name: str) -> Decoded:
    text, encoding, guessed = _read(data, name)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u00a0\x00"):
        raise DocumentError(name, "the file holds nothing but blanks")
    findings = (*_encoding_finding(encoding, guessed), *_control_finding(text))
    return Decoded(text, encoding, "text/plain", findings)


def _read(data: bytes, name: str) -> tuple[str, str, bool]:
    """(text, encoding, whether the encoding was guessed)."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _strictly(data, encoding, name), encoding, False
    wide = _wide_encoding(data)
    if wide:
        return _strictly(data, wide, name), wide, True
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data, name)
    if _is_junk(text[:_SAMPLE]):
        raise DocumentError(name, "binary data, not a text")
    return text, "utf-8", False


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(name, f"broken {encoding.upper()} at byte {error.start}") from error


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte is zero, or one of very few."""
    sample = data[: min(len(data), 4000) // 2 * 2]
    if len(sample) < 8 or len(data) % 2:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        low = sample[1 - offset :: 2]
        script = sum(high.count(byte) for byte in (0x00, 0x04, 0x06, 0x20))
        if script >= len(high) * 0.95 and len(set(low)) > 2 * len(set(high)) and 0 not in low:
            return encoding
    return None


def _guess(data: bytes, name: str) -> tuple[str, str, bool]:
    """A text in an 8-bit encoding, the likeliest by its letters; most of it has to be letters and blanks."""
    from charset_normalizer import from_bytes

    if b"\x00" in data[:_SAMPLE]:
        raise DocumentError(name, "binary data, not a text")
    match = from_bytes(data[:_SAMPLE], cp_isolation=list(_CODE_PAGES)).best()
    encoding = match.encoding if match else None
    if encoding is None:
        raise DocumentError(name, "neither UTF-8 nor a known 8-bit encoding")
    text = data.decode(encoding, errors="replace")
    if _is_junk(text[:_SAMPLE]):
        raise DocumentError(name, "binary data, not a text")
    return text, encoding, True


_CODE_PAGES: Final = (
    "cp1251",
    "cp1256",
    "cp1252",
    "koi8_r",
    "iso8859_5",
    "iso8859_6",
    "cp866",
    "cp1250",
    "cp1254",
)


def _is_junk(text: str) -> bool:
    """Whether too much of a text is control characters, or too little of it letters."""
    controls = sum(map(len, _CONTROL.findall(text)))
    letters = len(_LETTER.findall(text))
    digits = sum(map(str.isdigit, text)) if letters * 4 < len(text) else 0
    return controls * 10 > len(text) or (
        len(text) > 200 and (letters + digits) * 10 < len(text.replace(" ", "").replace("\n", ""))
    )


def _encoding_finding(encoding: str, guessed: bool) -> tuple[Finding, ...]:
    if not guessed:
        return ()
    return (Finding("encoding", "warning", f"the encoding was guessed: {encoding}"),)


def _control_finding(text: str) -> tuple[Finding, ...]:
    first = _CONTROL.search(text)
    if first is None:
        return ()
    message = "control characters stand in the text; they are kept as they are"
    return (Finding("control_characters", "info", message, first.start(), first.end()),)

"""The text of a PDF file, page by page, as pypdfium2 reads it."""

from __future__ import annotations

import re
from typing import Final

from clausedb.errors import DocumentError

_JOINED: Final = re.compile("[\x02\ufffe]\n?")
"""What PDFium writes where a hyphen parts a word at the end of a line."""


def pdf_text(data: bytes, name: str) -> str:
    """The text of a PDF file, a form feed between pages. Raises DocumentError where it has none or cannot be read."""
    try:
        import pypdfium2 as pdfium
    except ImportError as error:
        raise DocumentError(
            name, "a PDF file: its text can be read once pypdfium2 is there (pip install pypdfium2)"
        ) from error
    try:
        with pdfium.PdfDocument(data) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
    except pdfium.PdfiumError as error:
        raise DocumentError(name, f"a PDF file that is damaged or locked ({error})") from error
    text = "\n\f".join(page.replace("\r\n", "\n").rstrip("\n") for page in pages)
    if not text.strip("\n\f \t"):
        raise DocumentError(name, "a PDF file of pictures: it has no text")
    return _JOINED.sub("", text) + "\n"

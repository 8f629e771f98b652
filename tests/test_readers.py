"""Pages, Word and PDF files: the text that a reader of them sees."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

import clausedb
from clausedb.errors import DocumentError
from clausedb.parse.decode import decode
from clausedb.parse.readers.numerals import numeral

PAGES = [
    (
        "<p>Article 1</p><p>The Parties <b>shall</b>\n cooperate.</p>",
        "Article 1\n\nThe Parties shall cooperate.\n",
    ),
    ("<head><title>T</title><style>p{}</style></head><body><p>One</p></body>", "One\n"),
    ("<head><title>T</title><body>One<br>two<br/>three", "One\ntwo\nthree\n"),
    ("<script>a</script>A &amp; B&nbsp;C<nav><p>Home</p></nav><div>D</div>", "A & B\u00a0C\nD\n"),
    ("<ol><li>a<li>b</ol><p>c</p>", "1. a\n2. b\n\nc\n"),
    ('<ol type="a" start="3"><li>x</li><li value="6">y</li></ol>', "c. x\nf. y\n"),
    ("<ul><li>x<ol type=i><li>y</ol></ul>", "- x\ni. y\n"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", "a\tb\nc\n"),
    ("<pre>1.  a\n    b</pre><p>c</p>", "1.  a\n    b\n\nc\n"),
    ("<p>unended <b>bold <p>next", "unended bold\n\nnext\n"),
    ("<h1>Treaty</h1><!-- note --><section>Text</section>", "Treaty\n\nText\n"),
]


@pytest.mark.parametrize(("body", "text"), PAGES)
def test_a_page_is_read_as_it_is_shown(body: str, text: str) -> None:
    found = decode(f"<!DOCTYPE html>\n<html>{body}</html>".encode(), "a.txt")
    assert (found.text, found.media_type) == (text, "text/html")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "windows-1251"),
        ('<meta content="text/html; charset=koi8-r">', "koi8-r"),
    ],
)
def test_a_page_tells_its_encoding(head: str, encoding: str) -> None:
    found = decode(f"<html><head>{head}</head><p>Стороны</p></html>".encode(encoding), "a.html")
    assert (found.text, found.encoding, found.findings) == ("Стороны\n", encoding, ())


def test_a_text_with_signs_of_tags_is_a_text() -> None:
    for text in (
        "If a < b, the Parties <shall> agree.\n",
        "See <html> in Annex 1.\n",
        "<Article 1>\nThe Parties\n",
    ):
        assert decode(text.encode(), "a.txt").text == text
    assert decode(b"<p>The Parties</p>", "a.html").text == "The Parties\n"


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(DocumentError, match="the page shows no text"):
        decode(b"<html><script>let a = 1</script></html>", "a.html")


def _word(body: str, **parts: str) -> bytes:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {names}>{content}</w:{name}>")
    return made.getvalue()


def _paragraph(text: str, settings: str = "") -> str:
    return f"<w:p><w:pPr>{settings}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _in_list(text: str, number: int, level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return _paragraph(text, place)


def _level(at: int, style: str, shown: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{shown}"/></w:lvl>'


KINDS = (
    f'<w:abstractNum w:abstractNumId="7">{_level(0, "decimal", "Article %1.")}{_level(1, "lowerLetter", "(%2)")}'
    f"{_level(2, 'decimal', '%1.%3')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="8">{_level(0, "bullet", "•")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_a_word_file_is_read_with_its_automatic_numbers() -> None:
    body = "".join(
        [
            _paragraph("Agreement"),
            _in_list("Purpose", 1),
            _in_list("first", 1, 1),
            _in_list("second", 1, 1),
            _in_list("Scope", 2),
            _in_list("again", 2, 1),
            _in_list("deep", 2, 2),
            _in_list("", 1),
            _in_list("point", 3),
            _in_list("Fifth", 4),
            _in_list("unknown list", 9),
        ]
    )
    found = decode(_word(body, numbering=KINDS), "a.docx")
    assert found.text.splitlines() == [
        *("Agreement", "Article 1. Purpose", "(a) first", "(b) second", "Article 2. Scope", "(a) again"),
        *("2.1 deep", "", "- point", "Article 5. Fifth", "unknown list"),
    ]
    assert found.media_type.endswith("wordprocessingml.document")


def test_a_paragraph_of_word_has_the_number_of_its_style() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style>'
    )
    body = _paragraph("Purpose", '<w:pStyle w:val="Own"/>') + _paragraph("Scope", '<w:pStyle w:val="Base"/>')
    text = decode(_word(body, numbering=KINDS, styles=styles), "a.docx").text
    assert text == "Article 1. Purpose\nArticle 2. Scope\n"


def test_of_a_word_file_only_what_is_seen_is_read() -> None:
    body = (
        "<w:p><w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t>"
        "<w:tab/><w:t>text</w:t><w:br/><w:t>ends</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert decode(_word(body), "a.docx").text == "The new\ttext\nends\ncell\n"


def test_words_at_any_depth_are_read() -> None:
    depth = 20_000
    body = f"<w:p>{'<w:r>' * depth}<w:t>The Parties</w:t>{'</w:r>' * depth}</w:p>"
    assert decode(_word(body), "a.docx").text == "The Parties\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_word("<w:p>")[:60], "a Word file that is damaged or locked"),
        (_word("<w:p/>").replace(b"document.xml", b"elsewhere.xm"), "no Word document"),
        (_word("<w:p>"), "a Word file that is damaged or locked"),
        (b"%PDF-1.4 nothing", "a PDF file"),
    ],
    ids=["cut off", "no document in it", "no XML", "a broken PDF"],
)
def test_a_damaged_file_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        decode(data, "a.docx")


def _pdf(*lines: str) -> bytes:
    drawn = " ".join(f"BT /F1 12 Tf 72 {720 - 16 * at} Td ({line}) Tj ET" for at, line in enumerate(lines))
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    objects = "".join(f"{at} 0 obj\n{part}\nendobj\n" for at, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{objects}trailer<</Root 1 0 R/Size 6>>\n%%EOF\n".encode()


def test_a_pdf_is_read_page_by_page() -> None:
    pytest.importorskip("pypdfium2")
    found = decode(_pdf("Article 1", "The Parties shall cooperate."), "a.pdf")
    page = "Article 1\nThe Parties shall cooperate."
    assert (found.text, found.media_type) == (f"{page}\n\f{page}\n", "application/pdf")
    with pytest.raises(DocumentError, match="it has no text"):
        decode(_pdf(), "a.pdf")


def test_without_the_reader_of_pdf_files_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(DocumentError, match="pip install pypdfium2"):
        decode(_pdf("Article 1"), "a.pdf")


def test_facts_of_a_page_point_into_the_text_that_it_shows(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<html><h1>Agreement</h1><p>Article 1</p><p>The Parties shall <i>cooperate</i>.</p></html>"
    )
    with clausedb.open(tmp_path / "own.db") as db:
        assert db.add(page).added == 1
        [act] = db.query("obligations")
        assert act["action"] == "cooperate"
        [(cue, text)] = db.sql(
            "SELECT d.text[cue_start + 1 : cue_end], d.text FROM acts JOIN documents d USING (document_id)"
        ).rows
        assert (cue, text) == ("shall", "Agreement\n\nArticle 1\n\nThe Parties shall cooperate.\n")
        assert db.sql("SELECT media_type FROM documents").rows == (("text/html",),)
        assert db.check() == ()
        assert db.rebuild().failed == 0


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (4, "lowerRoman", "iv"),
        (1994, "I", "MCMXCIV"),
        (27, "a", "aa"),
        (10, "russianLower", "к"),
        (3, "decimalZero", "03"),
    ],
)
def test_numbers_are_shown_in_the_style_of_their_list(number: int, style: str, shown: str) -> None:
    assert numeral(number, style) == shown

"""PDF files as printed lines, and the ways in which one can be unreadable."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from sightline.ground.lib.documents.pdf import page_png, read_pdf
from sightline.ground.lib.errors import Unreadable
from tests.unit.reading.paper_builder import Paper, Printed, assembled, pdf_bytes

WORDS = "Children in this area are helped soon and well."


def test_lines_have_places_sizes_and_weight() -> None:
    document = read_pdf(Paper().put("What needs to improve", size=14, bold=True).gap().put(WORDS).pdf())
    heading, body = document.lines
    assert (document.kind, document.pages) == ("pdf", 1)
    assert (heading.text, heading.size, heading.bold) == ("What needs to improve", 14.0, True)
    assert (body.text, body.size, body.bold, body.page, body.number) == (WORDS, 12.0, False, 1, 2)
    assert 71 < body.left < 74 < body.right < 400 and heading.bottom < body.top < body.bottom


def test_columns_on_one_row_are_lines_of_their_own() -> None:
    document = read_pdf(
        Paper()
        .row((72, ["Overall effectiveness"]), (395, ["Requires improvement", "to be good"]))
        .put(WORDS)
        .pdf()
    )
    assert [line.text for line in document.lines[:3]] == [
        "Overall effectiveness",
        "Requires improvement",
        "to be good",
    ]


def test_a_foot_printed_first_is_read_last() -> None:
    paper = Paper(footer="Running title").put(WORDS).put(WORDS)
    assert [line.text for line in read_pdf(paper.pdf()).lines] == [WORDS, WORDS, "Running title", "1"]


def test_a_page_printed_out_of_order_is_sorted() -> None:
    lines = [
        Printed(f"Line {number} of the page, long enough to be seen", 72, 60.0 + 15 * number, 12, False)
        for number in range(12)
    ]
    shuffled = [lines[place] for place in (5, 2, 9, 0, 11, 4, 1, 8, 3, 10, 7, 6)]
    assert [line.text for line in read_pdf(pdf_bytes([shuffled])).lines] == [line.text for line in lines]


def test_a_footnote_mark_is_shown_as_one() -> None:
    page = [
        Printed("care leavers", 72, 100, 12, False),
        Printed("1", 138.5, 95, 7, False),
        Printed(WORDS, 72, 130, 12, False),
    ]
    assert read_pdf(pdf_bytes([page])).lines[0].text == "care leavers\u00b9"


def test_a_page_picture() -> None:
    picture = Image.open(io.BytesIO(page_png(Paper().put(WORDS).pdf(), 1, 300)))
    assert picture.format == "PNG" and picture.width == 300 and 420 <= picture.height <= 428
    with pytest.raises(Unreadable, match="no page 2"):
        page_png(Paper().put(WORDS).pdf(), 2, 300)


def encrypted() -> bytes:
    """A PDF whose encryption dictionary asks for a password that nobody knows."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32),
    ]
    return assembled(
        objects,
        trailer=b"/Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]",
    )


UNREADABLE = {
    "web page": (b"<!DOCTYPE html><html><body>Not found</body></html>", "web page"),
    "something else": (b"PK\x03\x04 something", "not a PDF"),
    "empty": (b"", "empty"),
    "damaged": (b"%PDF-1.7\n1 0 obj << /Type /Cat", "damaged"),
    "encrypted": (encrypted(), "password"),
    "pictures": (pdf_bytes([[], []]), "no text layer"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_files_are_told_apart_in_one_sentence_each(name: str) -> None:
    content, words = UNREADABLE[name]
    with pytest.raises(Unreadable, match=words) as told:
        read_pdf(content)
    others = [other for key, (_, other) in UNREADABLE.items() if key != name]
    assert not any(other in told.value.sentence for other in others if other != "not a PDF")
    assert told.value.sentence.endswith(".") and "Error" not in told.value.sentence


def test_a_truncated_file_says_so_or_is_read() -> None:
    whole = Paper().put(WORDS).put(WORDS).pdf()
    for share in (0.3, 0.5, 0.7, 0.9):
        try:
            read_pdf(whole[: int(len(whole) * share)])
        except Unreadable as told:
            assert told.sentence

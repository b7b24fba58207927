"""Every file that cannot be read gets one clear sentence, and takes nothing else down with it."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter

from sightline.ground.lib.documents import limits
from sightline.ground.lib.documents.opening import open_document
from sightline.ground.lib.errors import Unreadable
from sightline.work.imports.reading import read_safely
from tests.unit.documents.pdf_writer import PdfWriter

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
DOCUMENT = (
    '<?xml version="1.0"?>{}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>"
)


def workbook_with_sheet(path: Path, sheet: str) -> Path:
    """A workbook whose first sheet is the given XML."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    book.add_worksheet("Plan").write(0, 0, "x")
    book.close()
    return replace_part(path, made.getvalue(), "xl/worksheets/sheet1.xml", sheet.encode())


def replace_part(path: Path, archive: bytes, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == name else old.read(entry.filename))
    return path


def word_file(path: Path, *, doctype: str = "", text: str = "Plan") -> Path:
    made = io.BytesIO()
    docx.Document().save(made)
    return replace_part(path, made.getvalue(), "word/document.xml", DOCUMENT.format(doctype, text).encode())


def why(path: Path, name: str | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        open_document(path, name)
    sentence = refused.value.sentence
    assert sentence.endswith(".") and "Traceback" not in sentence and len(sentence) < 260
    assert str(path.parent) not in sentence
    return sentence


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_html_served_as_pdf(tmp_path: Path) -> None:
    path = write(tmp_path / "report.pdf", b"<!DOCTYPE html>\r\n<html><body><h1>Reports</h1></body></html>")
    assert "web page" in why(path)


def test_the_web_page_that_the_publisher_served_as_a_pdf() -> None:
    path = Path(__file__).parents[4] / "shared/samples/inspections/blackpool_13-july-2012.pdf"
    if not path.exists():
        pytest.skip("the samples are not beside the repository")
    assert "web page" in why(path)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("plan.docx", b"Ref,Action\n1,Do\n", "plain text"),
        ("plan.xlsx", b"%PDF-1.4\n1 0 obj", "a PDF"),
        ("plan.csv", b"<html><body>Sign in</body></html>", "web page"),
        ("plan.pdf", b"PK\x03\x04" + b"\x00" * 40, "ZIP"),
        ("photo.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "picture"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "picture"),
        ("plan.rtf", b"{\\rtf1\\ansi Plan}", ".docx"),
        ("data.bin", bytes(range(256)) * 20, "not text"),
        ("feed.xml", b"<?xml version='1.0'?><feed></feed>", "XML"),
        ("empty.docx", b"", "empty"),
        ("blank.txt", b"\xef\xbb\xbf \r\n\r\n", "empty"),
        ("zeros.csv", b"\x00" * 4096, "empty"),
    ],
)
def test_content_that_is_not_what_the_name_says(tmp_path: Path, name: str, content: bytes, word: str) -> None:
    assert word in why(write(tmp_path / name, content))


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in why(tmp_path / "gone.pdf")


def test_an_encrypted_office_file(tmp_path: Path) -> None:
    ole = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\x00" * 600
    )
    assert "password" in why(write(tmp_path / "plan.xlsx", ole))
    assert "password" in why(write(tmp_path / "plan.docx", ole))


def test_an_old_word_document(tmp_path: Path) -> None:
    ole = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 600
        + "WordDocument".encode("utf-16-le")
        + b"\x00" * 600
    )
    assert ".docx" in why(write(tmp_path / "plan.doc", ole))


def test_a_locked_entry_of_an_archive(tmp_path: Path) -> None:
    content = bytearray(word_file(tmp_path / "plain.docx").read_bytes())
    place = content.rindex(b"PK\x01\x02")
    content[place + 8 : place + 10] = struct.pack("<H", 1)
    assert "password" in why(write(tmp_path / "locked.docx", bytes(content)))


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pdf"])
def test_truncated_files(tmp_path: Path, ending: str) -> None:
    whole = tmp_path / f"whole.{ending}"
    if ending == "docx":
        word_file(whole)
    elif ending == "xlsx":
        workbook_with_sheet(whole, SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row>'))
    else:
        pdf = PdfWriter()
        pdf.page()
        pdf.text(50, 50, "An improvement plan with enough words to be read as text.")
        pdf.save(whole)
    content = whole.read_bytes()
    path = write(tmp_path / f"cut.{ending}", content[: len(content) // 2])
    sentence = why(path)
    assert "damaged" in sentence or "incomplete" in sentence


def test_a_flipped_byte_inside_a_part(tmp_path: Path) -> None:
    content = bytearray(word_file(tmp_path / "plan.docx", text="Plan " * 4000).read_bytes())
    with zipfile.ZipFile(tmp_path / "plan.docx") as archive:
        place = archive.getinfo("word/document.xml").header_offset + 60
    content[place] ^= 0xFF
    assert "damaged" in why(write(tmp_path / "flipped.docx", bytes(content)))


def test_a_file_of_200_megabytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as stream:
        stream.write(b"%PDF-1.4\n")
        os.ftruncate(stream.fileno(), 200 * 1024 * 1024)
    assert "200 MB" in why(path)


@pytest.mark.slow
def test_a_million_rows(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Ref,Action\n" + "1,Do it\n" * 1_000_000)
    assert f"{limits.MAX_ROWS:,} rows" in why(path)
    rows = "".join(f'<row r="{n}"/>' for n in range(999_990, 1_000_001))
    assert f"{limits.MAX_ROWS:,} rows" in why(workbook_with_sheet(tmp_path / "long.xlsx", SHEET.format(rows)))


def test_a_cell_in_the_last_corner_of_a_sheet_allocates_nothing(tmp_path: Path) -> None:
    sheet = SHEET.format('<row r="90000"><c r="XFD90000"><v>1</v></c></row>')
    assert "wide" in why(workbook_with_sheet(tmp_path / "corner.xlsx", sheet))


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(60):
                part.write(b" " * (1 << 20))
    assert "ZIP bomb" in why(path)


def test_an_archive_of_too_many_entries(tmp_path: Path) -> None:
    path = tmp_path / "many.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        for number in range(limits.MAX_ENTRIES + 1):
            archive.writestr(f"word/media/{number}.png", b"")
    assert "ZIP bomb" in why(path)


BOMB = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
THEFT = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [BOMB, THEFT])
def test_xml_entities_are_refused(tmp_path: Path, doctype: str) -> None:
    reference = "&c;" if doctype == BOMB else "&f;"
    path = word_file(tmp_path / "plan.docx", doctype=doctype, text=reference)
    assert "entities" in why(path)


def test_xml_entities_in_utf_16_are_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    docx.Document().save(made)
    content = (
        DOCUMENT.replace('version="1.0"', 'version="1.0" encoding="utf-16"')
        .format(THEFT, "&f;")
        .encode("utf-16")
    )
    assert "entities" in why(
        replace_part(tmp_path / "plan.docx", made.getvalue(), "word/document.xml", content)
    )


def test_macros_are_ignored_and_said(tmp_path: Path) -> None:
    path = workbook_with_sheet(
        tmp_path / "plan.xlsm", SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row>')
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    document = open_document(path)
    assert any("macros" in note for note in document.notes)


def test_formulas_are_text(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B1"><f>SUM(C1:C9)</f></c>'
        '<c r="C1" t="inlineStr"><is><t>=cmd|\' /C calc\'!A0</t></is></c></row>'
    )
    document = open_document(workbook_with_sheet(tmp_path / "plan.xlsx", SHEET.format(rows)))
    (table,) = document.tables()
    assert table.rows[0].texts() == ("ab", "=SUM(C1:C9)", "=cmd|' /C calc'!A0")
    assert any("no stored result" in note for note in document.notes)


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = tmp_path / "plan.csv"
    good.write_text("Ref,Action,Lead,Deadline\n1,Agree thresholds,DCS,March 2024\n")
    bad = write(tmp_path / "bad.docx", b"PK\x03\x04 nothing")
    read = list(read_safely([bad, tmp_path / "gone.pdf", good]))
    assert [bool(one["error"]) for one in read] == [True, True, False]
    assert read[2]["rows"][0]["Action"] == "Agree thresholds"
    assert read[0]["sha256"] and read[1]["sha256"] is None

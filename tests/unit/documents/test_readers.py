"""What the readers of files keep of Word, Excel, CSV, HTML, text and ruled PDF."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sightline.ground.lib.documents.blocks import Document, Heading, ListItem, Paragraph, Table
from sightline.ground.lib.documents.number_formats import printed_date, printed_number
from sightline.ground.lib.documents.opening import open_document
from sightline.ground.lib.documents.pdf_tables import read_blocks, read_tables
from sightline.ground.lib.documents.text import decode, document_of_text
from tests.unit.documents.pdf_writer import PdfWriter


def texts(table: Table) -> list[list[str | None]]:
    return [list(row.texts()) for row in table.rows]


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


def csv_table(tmp_path: Path, content: bytes, name: str = "plan.csv") -> list[list[str | None]]:
    path = tmp_path / name
    path.write_bytes(content)
    return texts(only_table(open_document(path)))


# --- delimited text ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [
        ["Ref", "Action", "Cost"],
        ["1", "Director of Children’s Services – agree", "£5"],
        ["2", "Second", ""],
    ]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert csv_table(tmp_path, content) == [rows[0], rows[1], ["2", "Second", None]]


def test_two_encodings_in_one_file(tmp_path: Path) -> None:
    content = "Ref,Action\n1,Children’s plan\n".encode() + "2,Children’s café\n".encode("cp1252")
    assert csv_table(tmp_path, content)[1:] == [["1", "Children’s plan"], ["2", "Children’s café"]]
    assert any("two encodings" in note for note in decode(content)[1])


def test_quotes_newlines_and_short_records(tmp_path: Path) -> None:
    content = b'Title only\n\nRef,Action,Lead\n1,"Agree, then ""sign""\nin May",DCS\n2,Short\n'
    assert csv_table(tmp_path, content) == [
        ["Title only", None, None],
        [None, None, None],
        ["Ref", "Action", "Lead"],
        ["1", 'Agree, then "sign"\nin May', "DCS"],
        ["2", "Short", None],
    ]


def test_control_characters_go_and_marks_of_direction_stay(tmp_path: Path) -> None:
    content = "Ref,Action\n1,‏שלום‎ and\x07 bell\x00\n".encode()
    assert csv_table(tmp_path, content)[1] == ["1", "‏שלום‎ and bell"]


def test_formulas_stay_text(tmp_path: Path) -> None:
    assert csv_table(tmp_path, b"Ref,Action\n1,=1+1\n2,@SUM(A1)\n")[1:] == [["1", "=1+1"], ["2", "@SUM(A1)"]]


def test_pasted_tables_keep_empty_cells() -> None:
    document = document_of_text("Plan\n\nRef\tAction\tLead\n1\t\tDCS\n\n2\tGo\t\nThe end")
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert texts(only_table(document)) == [["Ref", "Action", "Lead"], ["1", None, "DCS"], ["2", "Go", None]]


def test_bars_at_the_ends_are_no_columns() -> None:
    document = document_of_text("| Ref | Action |\n|:---|---:|\n| 1 | Go |\n\nNo. | Item |\nA | B |\n")
    assert texts(next(document.tables())) == [["Ref", "Action"], ["1", "Go"], ["No.", "Item"], ["A", "B"]]


# --- workbooks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.83, "0%", "83%"),
        (0.615, "0.0%", "61.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, "£#,##0", "£1,234"),
        (5.0, "General", "5"),
        (0.1 + 0.2, "General", "0.3"),
        (-0.05, "0%;-0%", "-5%"),
        (27.31, '0.00" per 10,000"', "27.31 per 10,000"),
        (3.5, "0.##", "3.5"),
        (1e20, "0.00E+00", "1e+20"),
    ],
)
def test_numbers_are_shown_as_the_sheet_shows_them(value: float, code: str, shown: str) -> None:
    assert printed_number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "05/03/2024"),
        ("mmm-yy", "Mar-24"),
        ("d mmmm yyyy", "5 March 2024"),
        ("[$-809]dddd, d mmmm yyyy;@", "Tuesday, 5 March 2024"),
        ("yyyy-mm-dd hh:mm", "2024-03-05 09:07"),
    ],
)
def test_dates_are_shown_as_the_sheet_shows_them(code: str, shown: str) -> None:
    assert printed_date(dt.datetime(2024, 3, 5, 9, 7), code) == shown  # noqa: DTZ001 - a cell has no zone


def test_a_workbook_keeps_types_merges_and_hidden_sheets(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Plan")
    sheet.merge_range("B2:C3", "Theme")
    sheet.write_datetime("A4", dt.date(2024, 3, 1), book.add_format({"num_format": "mmm-yy"}))
    sheet.write_boolean("B4", True)
    sheet.write_blank("C4", None, book.add_format({"bg_color": "#00FF00"}))
    sheet.set_row(3, None, None, {"hidden": True})
    book.add_worksheet("Secret").write(0, 0, "x")
    book.get_worksheet_by_name("Secret").hide()
    book.close()
    document = open_document(path)
    plan, secret = document.tables()
    assert [[(cell.text, cell.merged) for cell in row.cells] for row in plan.rows[1:3]] == [
        [(None, False), ("Theme", False), ("Theme", True)],
        [(None, False), ("Theme", True), ("Theme", True)],
    ]
    assert [(cell.text, cell.hint) for cell in plan.rows[3].cells] == [
        ("Mar-24", "2024-03-01"),
        ("TRUE", ""),
        (None, "fill:00FF00"),
    ]
    assert (plan.hidden, secret.hidden, secret.title, plan.rows[3].number) == (False, True, "Secret", 4)
    assert any("hidden rows" in note for note in document.notes)


# --- Word ------------------------------------------------------------------------------------------------------------


def save(tmp_path: Path, document: docx.document.Document) -> Document:
    path = tmp_path / "plan.docx"
    document.save(str(path))
    return open_document(path)


def test_word_blocks_in_their_order(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Plan", 0)
    made.add_paragraph("Intro")
    made.add_heading("Aims", 2)
    made.add_paragraph("First", style="List Number")
    made.add_paragraph("Second", style="List Number")
    made.add_paragraph("Point", style="List Bullet")
    made.add_table(rows=1, cols=1).cell(0, 0).text = "Cell"
    made.add_paragraph("End")
    read = save(tmp_path, made)
    assert read.blocks[:6] == (
        Heading("Plan", 0),
        Paragraph("Intro"),
        Heading("Aims", 2),
        ListItem("First", "1.", level=0),
        ListItem("Second", "2.", level=0),
        ListItem("Point", "•", level=0),
    )
    assert isinstance(read.blocks[6], Table) and read.blocks[7] == Paragraph("End")


def test_merged_cells_of_word(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "down"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "across"
    read = only_table(save(tmp_path, made))
    assert texts(read) == [["00", "across", "across"], ["down", "11", "12"], ["down", "21", "22"]]
    assert [[cell.merged for cell in row.cells] for row in read.rows] == [
        [False, False, True],
        [False] * 3,
        [True, False, False],
    ]


def test_tracked_changes_and_text_boxes_are_not_lost_silently(tmp_path: Path) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Agree ")
    paragraph._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t>the new </w:t></w:r></w:ins>')
    )
    paragraph._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="2" w:author="A"><w:r><w:delText>old </w:delText></w:r></w:del>'
        )
    )
    paragraph.add_run("policy")
    box = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:AlternateContent><mc:Choice Requires="wps">'
        "<w:drawing><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    made.add_paragraph("Beside")._p.append(parse_xml(box))
    read = save(tmp_path, made)
    assert [block.text for block in read.blocks if isinstance(block, Paragraph)] == [
        "Agree the new policy",
        "Beside",
        "In a box",
    ]
    assert any("tracked changes" in note for note in read.notes)
    assert any("text boxes" in note for note in read.notes)


def test_content_controls_and_nested_tables(tmp_path: Path) -> None:
    made = docx.Document()
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Chosen</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    made.element.body.insert(0, parse_xml(control))
    cell = made.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Outer"
    inner = cell.add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    read = save(tmp_path, made)
    assert read.blocks[0] == Paragraph("Chosen")
    assert texts(only_table(read)) == [["Outer\na | b"]]
    assert any("inside cells" in note for note in read.notes)


# --- web pages ---------------------------------------------------------------------------------------------------------


def test_html_blocks_and_spans(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!doctype html><html><head><title>T</title><script>alert(1)</script></head><body>loose <b>text</b><h2>Head</h2>"
        "<ul><li>One<ul><li>Deep</li></ul></li></ul><table><caption>Cap</caption><tr><th>A</th><th colspan='2'>B</th></tr>"
        "<tr><td rowspan='2'>1</td><td>2</td><td>3<br>4</td></tr><tr><td colspan=99999999>5</td></tr></table></body></html>"
    )
    read = open_document(path)
    assert read.blocks[:4] == (
        Paragraph("loose text"),
        Heading("Head", 2),
        ListItem("One", "•"),
        ListItem("Deep", "•", level=1),
    )
    table = only_table(read)
    assert table.title == "Cap"
    assert texts(table) == [["A", "B", "B"], ["1", "2", "3\n4"], ["1", "5", None]]
    assert "alert" not in read.text()


# --- ruled PDF ---------------------------------------------------------------------------------------------------------


def ruled(
    pdf: PdfWriter, lefts: list[float], tops: list[float], skip: set[tuple[int, int]] = frozenset()
) -> None:  # type: ignore[assignment]
    """Lines of a grid; skip holds (row, column) whose lower edge is not drawn (a cell merged downwards)."""
    for row, top in enumerate(tops):
        for column in range(len(lefts) - 1):
            if (row - 1, column) not in skip:
                pdf.line(lefts[column], top, lefts[column + 1], top)
    for left in lefts:
        pdf.line(left, tops[0], left, tops[-1])


def test_a_cell_merged_over_rows_is_filled_and_marked(tmp_path: Path) -> None:
    pdf = PdfWriter()
    pdf.page()
    pdf.text(50, 40, "Theme 1: Front door")
    ruled(pdf, [50, 200, 400], [60, 90, 120, 150], skip={(1, 0)})
    for left, top, text in (
        (55, 75, "Theme"),
        (205, 75, "Action"),
        (55, 105, "Merged"),
        (205, 105, "one co-"),
        (205, 115, "opted"),
        (205, 135, "two"),
    ):
        pdf.text(left, top, text)
    path = pdf.save(tmp_path / "plan.pdf")
    (table,) = read_tables(path)
    assert texts(table) == [["Theme", "Action"], ["Merged", "one co-opted"], ["Merged", "two"]]
    assert [cell.merged for row in table.rows for cell in row.cells] == [False] * 4 + [True, False]
    blocks = read_blocks(path, open_document(path).lines)
    assert isinstance(blocks[0], Paragraph) and blocks[0].text == "Theme 1: Front door" and blocks[1] == table


def test_a_page_without_lines_has_no_table(tmp_path: Path) -> None:
    pdf = PdfWriter()
    pdf.page()
    pdf.text(50, 50, "Only a sentence of an inspection report.")
    assert read_tables(pdf.save(tmp_path / "report.pdf")) == ()


def test_a_turned_page_and_a_shifted_origin(tmp_path: Path) -> None:
    pdf = PdfWriter()
    pdf.page()
    ruled(pdf, [50, 200, 400], [60, 90, 120])
    for left, top, text in (
        (55, 75, "Ref"),
        (205, 75, "Action"),
        (55, 105, "1"),
        (205, 105, "Agree the policy"),
    ):
        pdf.text(left, top, text)
    path = pdf.save(tmp_path / "plan.pdf")
    expected = [["Ref", "Action"], ["1", "Agree the policy"]]
    shifted = path.read_bytes().replace(b"/MediaBox [0 0 842 595]", b"/MediaBox [-9 -7 842 595]")
    (tmp_path / "shifted.pdf").write_bytes(shifted)
    assert [texts(table) for table in read_tables(tmp_path / "shifted.pdf")] == [expected]
    turned = pdf.save(tmp_path / "turned.pdf", turned=True)
    assert [texts(table) for table in read_tables(turned)] == [expected]


def test_an_open_document_spreadsheet_shows_what_its_cells_show(tmp_path: Path) -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'

    names = "".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0" '
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet><table:table table:name="Plan">'
        f"<table:table-row>{cell('Action')}{cell('Due')}{cell('Target')}</table:table-row><table:table-row>"
        + cell("Do", 'table:number-rows-spanned="2"')
        + cell("31/03/24", 'office:date-value="2024-03-31"')
        + cell("83%", 'office:value="0.83"')
        + "</table:table-row><table:table-row><table:covered-table-cell/>"
        + cell("a<text:s/>b<text:line-break/>c", 'table:number-columns-repeated="2"')
        + '</table:table-row><table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "plan.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    table = only_table(open_document(path))
    assert texts(table) == [
        ["Action", "Due", "Target"],
        ["Do", "31/03/24", "83%"],
        ["Do", "a b\nc", "a b\nc"],
    ]
    assert table.rows[1].cells[1].hint == "2024-03-31" and table.rows[2].cells[0].merged

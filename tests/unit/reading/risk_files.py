"""One made-up risk register written as a workbook, a Word document, a web page, separated text and a PDF."""

from __future__ import annotations

import csv
import html
from pathlib import Path

import docx
import xlsxwriter

from tests.unit.documents.pdf_writer import write_table

TITLE = "Strategic Risk Register"
HEADER = [
    "Risk ref",
    "Risk",
    "Risk owner",
    "Gross impact",
    "Gross likelihood",
    "Gross score",
    "Controls",
    "Net impact",
    "Net likelihood",
    "Net score",
    "Further actions",
    "Target date",
]
WIDTHS = [32.0, 110.0, 78.0, 36.0, 46.0, 36.0, 130.0, 36.0, 46.0, 36.0, 120.0, 60.0]
ROWS = [
    [
        "SR1",
        "Too few foster carers for the children who need them",
        "Head of Fostering",
        "5",
        "5",
        "25",
        "Recruitment campaign with neighbours",
        "5",
        "3",
        "15",
        "New allowance scheme",
        "March 2025",
    ],
    [
        "SR2",
        "Assessments start late",
        "Head of Assessment",
        "4",
        "4",
        "16",
        "Weekly tracker seen by managers",
        "4",
        "3",
        "12",
        "Second duty team",
        "30/06/2025",
    ],
    [
        "SR3",
        "Records are lost",
        "Head of Data",
        "3",
        "4",
        "12",
        "Backups each night",
        "3",
        "2",
        "6",
        "Test of the backups",
        "June 2025",
    ],
]


def write_xlsx(path: Path) -> Path:
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("Register")
    sheet.merge_range(0, 0, 0, len(HEADER) - 1, TITLE)
    for column, name in enumerate(HEADER):
        sheet.write(2, column, name)
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            if text.isdigit():
                sheet.write_number(3 + number, column, int(text))
            else:
                sheet.write_string(3 + number, column, text)
    workbook.close()
    return path


def write_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    table = document.add_table(rows=0, cols=len(HEADER))
    for row in [HEADER, *ROWS]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def write_html(path: Path) -> Path:
    lines = [
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in [HEADER, *ROWS]
    ]
    path.write_text(f"<html><body><h1>{TITLE}</h1><table>{''.join(lines)}</table></body></html>")
    return path


def write_csv(path: Path) -> Path:
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([[TITLE], [], HEADER, *ROWS])
    return path


def write_text(path: Path) -> Path:
    path.write_text(f"{TITLE}\n\n" + "\n".join("\t".join(row) for row in [HEADER, *ROWS]) + "\n")
    return path


def write_pdf(path: Path) -> Path:
    return write_table(path, HEADER, [list(row) for row in ROWS], WIDTHS, title=TITLE)

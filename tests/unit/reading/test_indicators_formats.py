"""Tables of indicators: the sample cell by cell, and one made-up table the same from six formats."""

from __future__ import annotations

import csv
import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter

from sightline.work.imports.reading.entry import read_file, read_text
from tests.unit.documents.pdf_writer import write_table

TITLE = "Children's services scorecard"
HEADER = [
    "Ref",
    "Indicator",
    "Baseline 2022/23",
    "Target 2023/24",
    "Actual Q1",
    "Actual Q2",
    "England average",
    "RAG",
    "Comment",
]
WIDTHS = [30.0, 160.0, 70.0, 70.0, 55.0, 55.0, 70.0, 45.0, 170.0]
ROWS: list[list[str | None]] = [
    [
        "1",
        "Percentage of re-referrals within 12 months",
        "23.4%",
        "18%",
        "21.9%",
        "20.1%",
        "22%",
        "Amber",
        "Falls for two quarters",
    ],
    ["2", "Rate of children looked after per 10,000", "184", "170", "182", None, "67", "Red", None],
    [
        "3",
        "Assessments finished within 45 days",
        "77.3%",
        "90%",
        None,
        "87.3%",
        "85.7%",
        "Green",
        "Two teams are late",
    ],
    ["4", "Children with three or more placements", "13%", "9%", "12%", "11%", "10%", "Amber", None],
]


def write_xlsx(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Scorecard")
    percent = book.add_format({"num_format": "0.0%"})
    whole = book.add_format({"num_format": "0%"})
    sheet.write(0, 0, TITLE)
    sheet.write_row(2, 0, HEADER)
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            if text is None:
                continue
            if text.endswith("%"):
                sheet.write_number(
                    3 + number, column, float(text[:-1]) / 100, percent if "." in text else whole
                )
            elif text.isdigit():
                sheet.write_number(3 + number, column, int(text))
            else:
                sheet.write_string(3 + number, column, text)
    book.close()
    return path


def write_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_heading(TITLE, 1)
    table = document.add_table(rows=0, cols=len(HEADER))
    for row in [HEADER, *ROWS]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text or ""
    document.save(str(path))
    return path


def write_html(path: Path) -> Path:
    lines = [
        "<tr>" + "".join(f"<td>{html.escape(text or '')}</td>" for text in row) + "</tr>"
        for row in [HEADER, *ROWS]
    ]
    path.write_text(f"<html><body><h1>{html.escape(TITLE)}</h1><table>{''.join(lines)}</table></body></html>")
    return path


def write_csv(path: Path) -> Path:
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([[TITLE], [], HEADER, *ROWS])
    return path


def write_text(path: Path) -> Path:
    lines = ["\t".join(text or "" for text in row) for row in [HEADER, *ROWS]]
    path.write_text(f"{TITLE}\n\n" + "\n".join(lines) + "\n")
    return path


def write_pdf(path: Path) -> Path:
    return write_table(path, HEADER, ROWS, WIDTHS, title=TITLE)


WRITERS: dict[str, Callable[[Path], Path]] = {
    "scorecard.xlsx": write_xlsx,
    "scorecard.docx": write_docx,
    "scorecard.html": write_html,
    "scorecard.csv": write_csv,
    "scorecard.txt": write_text,
    "scorecard.pdf": write_pdf,
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_cells(tmp_path: Path, name: str) -> None:
    read = read_file(WRITERS[name](tmp_path / name))
    assert read["error"] is None
    assert (read["kind"], read["title"], read["columns"]) == ("indicators", TITLE, HEADER)
    assert [list(row.values()) for row in read["rows"]] == ROWS
    counts = read["counts"]
    parts = ("taken", "set_aside", "joined", "sections", "footnotes", "key", "headers", "blank")
    assert counts["read"] == sum(counts[part] for part in parts)
    assert counts["taken"] == len(ROWS)
    assert read["set_aside"] == []
    first, second = read["parsed"][0], read["parsed"][1]
    targets = {(target["what"], target["value"], target["unit"]) for target in first["targets"]}
    assert ("target", "18", "%") in {(what, str(value), unit) for what, value, unit in targets} or any(
        str(value) in ("18", "18.0") for _, value, _ in targets
    )
    assert second["fields"].get("actual") != "67"


def test_the_sample_agrees_cell_by_cell(shared: Path) -> None:
    wanted: dict[str, Any] = json.loads((shared / "samples/plans/p03_devon_kpi_cells.json").read_text())
    read = read_file(shared / "samples/plans/p03_devon_kpi_cells.txt")
    assert (read["kind"], read["columns"], read["sections"]) == (
        wanted["kind"],
        wanted["columns"],
        wanted["sections"],
    )
    assert read["footnotes"] == wanted["footnotes"]
    assert read["rows"] == [{key: row[key] for key in wanted["columns"]} for row in wanted["rows"]]
    assert [parsed["section"] for parsed in read["parsed"]] == [row["section"] for row in wanted["rows"]]
    doubted = [row[row["suspect"]] for row in wanted["rows"] if "suspect" in row]
    assert [suspect["text"] for suspect in read["suspects"]] == doubted


def test_a_table_of_indicators_with_a_column_of_risks_is_still_one() -> None:
    text = (
        "Indicator\tBaseline\tTarget\tActual\tRAG\tRisk\n"
        "Re-referrals\t20%\t18%\t19%\tAmber\tStaff leave\n"
        "Visits in time\t80%\t90%\t85%\tRed\t\n"
    )
    read = read_text(text)
    assert read["kind"] == "indicators"
    assert read["rows"][1]["Risk"] is None

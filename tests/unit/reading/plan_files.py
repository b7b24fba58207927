"""One generated plan written as Excel, Word, CSV, PDF and text, so that every reader can be held to the same rows."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from pathlib import Path

import docx
import xlsxwriter

from tests.unit.documents.pdf_writer import write_table

HEADER = [
    "Ref",
    "Ofsted recommendation",
    "Action",
    "Lead",
    "Timescale",
    "Progress",
    "RAG",
    "Success measure",
    "Evidence",
]
WIDTHS = [35.0, 90.0, 140.0, 70.0, 60.0, 160.0, 30.0, 110.0, 80.0]
TEXT = (
    "assessment chronologies supervision co-opted multi-agency children carers managers review weekly report board strategy "
    "timely visits plans audits quality practice front-line partners health education permanence threshold decision records"
)
WORDS = TEXT.split()
LEADS = [
    "Head of Service, Front Door",
    "Service Manager, MASH",
    "Director of Children’s Services",
    "Principal Social Worker",
]


@dataclass
class GeneratedPlan:
    """bands[i] is the heading printed above row i, where a new theme starts there."""

    rows: list[list[str]]
    bands: dict[int, str] = field(default_factory=dict)
    header: list[str] = field(default_factory=lambda: list(HEADER))

    def section_of(self, number: int) -> str | None:
        starts = [place for place in self.bands if place <= number]
        return self.bands[max(starts)] if starts else None


def make_plan(actions: int = 80, *, seed: int = 7, themes: int = 8, words: int = 60) -> GeneratedPlan:
    """A plan of long cells: 80 actions fill about 40 landscape pages."""
    chance = random.Random(seed)

    def sentence(length: int) -> str:
        parts = [chance.choice(WORDS) for _ in range(length)]
        text = " ".join(parts).capitalize()
        middle = text.find(" ", len(text) // 2)
        return (
            (text[:middle] + "." + text[middle:].title()[:2] + text[middle + 2 :] + ".")
            if length > 8
            else text + "."
        )

    plan = GeneratedPlan([])
    each = max(1, actions // themes)
    for number in range(actions):
        theme, place = number // each + 1, number % each + 1
        if place == 1:
            plan.bands[number] = f"Theme {theme}: {sentence(4)}"
        plan.rows.append(
            [
                f"{theme}.{place}",
                sentence(chance.randint(10, 20)),
                sentence(chance.randint(words // 3, words)),
                chance.choice(LEADS),
                f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/20{chance.randint(24, 26)}",
                sentence(chance.randint(words // 3, words * 2)),
                chance.choice("RAG"),
                sentence(chance.randint(6, words // 2)),
                sentence(chance.randint(4, 20)),
            ]
        )
    return plan


def write_xlsx(path: Path, plan: GeneratedPlan, *, title: bool = True) -> Path:
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("Action plan")
    row = 0
    if title:
        sheet.merge_range(0, 0, 0, len(plan.header) - 1, "Improvement plan 2024-26")
        sheet.write(1, 0, "Version 3.2, updated 12 March 2024")
        row = 8  # the header stands on line 9
    for column, name in enumerate(plan.header):
        sheet.write(row, column, name)
    row += 1
    for number, cells in enumerate(plan.rows):
        if number in plan.bands:
            sheet.merge_range(row, 0, row, len(cells) - 1, plan.bands[number])
            row += 1
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
        row += 1
    workbook.close()
    return path


def write_docx(path: Path, plan: GeneratedPlan) -> Path:
    document = docx.Document()
    document.add_heading("Improvement plan 2024-26", 0)
    document.add_paragraph("Version 3.2, updated 12 March 2024")
    table = document.add_table(rows=1, cols=len(plan.header))
    for cell, name in zip(table.rows[0].cells, plan.header, strict=True):
        cell.text = name
    for number, texts in enumerate(plan.rows):
        if number in plan.bands:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = plan.bands[number]
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def write_csv(path: Path, plan: GeneratedPlan, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    with path.open("w", newline="", encoding=encoding) as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(["Improvement plan 2024-26"])
        writer.writerow([])
        writer.writerow(plan.header)
        for number, cells in enumerate(plan.rows):
            if number in plan.bands:
                writer.writerow([plan.bands[number]])
            writer.writerow(cells)
    return path


def write_pdf(path: Path, plan: GeneratedPlan, *, cut_rows: bool = True, repeat_header: bool = True) -> Path:
    rows: list[list[str | None]] = []
    for number, cells in enumerate(plan.rows):
        if number in plan.bands:
            rows.append([plan.bands[number]])
        rows.append(list(cells))
    return write_table(
        path,
        plan.header,
        rows,
        WIDTHS,
        title="Improvement plan 2024-26",
        cut_rows=cut_rows,
        repeat_header=repeat_header,
    )

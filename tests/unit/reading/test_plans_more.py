"""Plans and tables of indicators in layouts that were met later: made-up words throughout."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordDocument
from openpyxl import Workbook

from sightline.ground.lib.documents.opening import open_document
from sightline.work.imports.reading.plans import read_plan

BELOW = (None, None, "2022/23", "2023/24", "2024/25", "2025/26")
FIGURES = ("K1", "Visits that were made on time", "70%", "75%", "90%", "95%")


def two_headers(path: Path, first: str, second: str) -> dict[str, str | None]:
    """What the columns of a workbook are taken for, whose groups stand over years."""
    workbook = Workbook()
    sheet = workbook.active
    for row in (("Ref", "Indicator", first, None, second, None), BELOW, FIGURES, ("K2", *FIGURES[1:])):
        sheet.append(row)
    sheet.merge_cells("C1:D1")
    sheet.merge_cells("E1:F1")
    workbook.save(path)
    plan = read_plan(open_document(path))
    assert plan is not None
    assert plan["kind"] == "indicators"
    assert plan["rows"][0][f"{second} \u2013 2025/26"] == "95%"
    return {entry["column"]: entry["field"] for entry in plan["mapping"]}


def test_years_under_a_group_take_the_meaning_of_the_group(tmp_path: Path) -> None:
    fields = two_headers(tmp_path / "indicators.xlsx", "Actual", "Target")
    assert fields["Actual \u2013 2022/23"] == fields["Actual \u2013 2023/24"] == "actual"
    assert fields["Target \u2013 2024/25"] == fields["Target \u2013 2025/26"] == "target"


def test_a_second_baseline_is_never_taken_for_an_actual_figure(tmp_path: Path) -> None:
    fields = two_headers(tmp_path / "indicators.xlsx", "Baseline", "Target")
    assert fields["Baseline \u2013 2022/23"] == "baseline"
    assert fields["Baseline \u2013 2023/24"] is None


@pytest.mark.parametrize("group", ["What the counts were", "Performance measure"])
def test_years_under_a_group_that_names_no_figure_are_actual_figures(tmp_path: Path, group: str) -> None:
    fields = two_headers(tmp_path / "indicators.xlsx", group, "Target")
    assert fields[f"{group} \u2013 2022/23"] == "actual"
    assert fields["Target \u2013 2024/25"] == "target"


def test_a_measure_that_names_an_indicator_holds_no_target(tmp_path: Path) -> None:
    workbook = Workbook()
    for row in (
        ("Measure", "Good is", "Apr-23", "May-23", "Target", "RAG"),
        ("Assessments done within 45 days", "High", "81%", "79%", "85%", "A"),
        ("Second referrals within 12 months", "Low", "22%", "23%", "<20%", "R"),
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "figures.xlsx")
    plan = read_plan(open_document(tmp_path / "figures.xlsx"))
    assert plan is not None
    targets = [[(one["comparator"], one["value"]) for one in row["targets"]] for row in plan["parsed"]]
    assert targets == [[(None, 85)], [("<", 20)]]


def test_the_heading_that_names_the_plan_is_its_title(tmp_path: Path) -> None:
    word = WordDocument()
    word.add_heading("Priority action plan for pupils of Anyshire", 0)
    word.add_heading("Priority action 1", 1)
    table = word.add_table(3, 4)
    table.cell(0, 0).text = "Leaders must act together"
    table.cell(0, 0).merge(table.cell(0, 3))
    for number, row in enumerate(
        (("Ref", "Action", "Lead", "By when"), ("1.1", "Open a desk", "Head of Pupils", "July 2024")), 1
    ):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    word.save(tmp_path / "plan.docx")
    plan = read_plan(open_document(tmp_path / "plan.docx"))
    assert plan is not None
    assert plan["title"] == "Priority action plan for pupils of Anyshire"
    assert [row["Action"] for row in plan["rows"]] == ["Open a desk"]

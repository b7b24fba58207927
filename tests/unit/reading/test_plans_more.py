"""Plans and tables of indicators in layouts that were met later: made-up words throughout."""

from __future__ import annotations

from pathlib import Path

import pytest
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

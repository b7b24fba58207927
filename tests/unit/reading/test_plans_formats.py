"""The same 80 actions come out of every format, cell for cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sightline.work.imports.reading import read_file
from tests.unit.reading.plan_files import (
    GeneratedPlan,
    make_plan,
    write_csv,
    write_docx,
    write_pdf,
    write_xlsx,
)

WRITERS: dict[str, Callable[[Path, GeneratedPlan], Path]] = {
    "plan.xlsx": write_xlsx,
    "plan.docx": write_docx,
    "plan.csv": write_csv,
    "semicolons.csv": lambda path, plan: write_csv(path, plan, delimiter=";", encoding="cp1252"),
    "tabs.tsv": lambda path, plan: write_csv(path, plan, delimiter="\t", encoding="utf-16"),
    "cut.pdf": write_pdf,
    "whole.pdf": lambda path, plan: write_pdf(path, plan, cut_rows=False),
    "header-once.pdf": lambda path, plan: write_pdf(path, plan, repeat_header=False),
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow) if name.endswith("pdf") else name for name in WRITERS]
)
def test_every_format_gives_the_same_80_rows(tmp_path: Path, name: str) -> None:
    plan = make_plan(80)
    read = read_file(WRITERS[name](tmp_path / name, plan))
    assert read["error"] is None
    assert read["kind"] == "plan"
    assert read["columns"] == plan.header
    wrong = [
        (number, column, row[column], cells[place])
        for number, (row, cells) in enumerate(zip(read["rows"], plan.rows, strict=False))
        for place, column in enumerate(plan.header)
        if row[column] != cells[place]
    ]
    assert wrong == []
    assert len(read["rows"]) == 80
    assert read["sections"] == list(plan.bands.values())
    assert [parsed["section_title"] for parsed in read["parsed"]] == [plan.section_of(i) for i in range(80)]
    assert read["set_aside"] == []
    assert accounted(read)


def accounted(read: dict[str, Any]) -> bool:
    counts = read["counts"]
    parts = ("taken", "set_aside", "joined", "sections", "footnotes", "key", "headers", "blank")
    return bool(counts["read"] == sum(counts[part] for part in parts))


def test_title_and_version_are_read(tmp_path: Path) -> None:
    read = read_file(write_xlsx(tmp_path / "plan.xlsx", make_plan(4, themes=2)))
    assert (read["title"], read["version"], read["version_date"]) == (
        "Improvement plan 2024-26",
        "3.2",
        "2024-03-12",
    )

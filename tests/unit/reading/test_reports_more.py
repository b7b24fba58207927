"""More made-up reports in the layouts of many councils, each with what a careful person reads in it."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from sightline.work.imports.reading import reports
from sightline.work.imports.reading.entry import read_file
from tests.unit.reading.careful import check, compare, names, text_of


@pytest.mark.parametrize("name", names("reports"))
def test_as_a_careful_person_reads_it(name: str) -> None:
    check(reports, "reports", name)


def _without_blank_lines(text: str) -> str:
    return "<html><body>" + "".join(
        f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip()
    )


@pytest.mark.parametrize(
    "name",
    [
        "responsible_officer",
        "title_like_a_heading",
        "questions_as_headings",
        "please_note",
        "contact_details",
    ],
)
def test_a_file_that_tells_no_blank_lines_reads_alike(name: str, tmp_path: Path) -> None:
    """Saved pages and Word files have paragraphs and no blank lines: a quiet heading is one there too."""
    page = tmp_path / "paper.html"
    page.write_text(_without_blank_lines(text_of("reports", name)), encoding="utf-8")
    compare(read_file(page), "reports", name)

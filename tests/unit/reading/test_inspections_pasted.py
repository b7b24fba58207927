"""The inspection reader on pasted tables, grades below their area, and line breaks."""

from __future__ import annotations

import pytest

from sightline.ground.lib.documents.blocks import Document, Line
from sightline.work.imports.reading.inspections import read_inspection
from sightline.work.imports.reading.printed_lines import mend
from tests.unit.reading.paper_builder import LEFT, Paper
from tests.unit.reading.test_inspections_layouts import FOUR_ROWS

PASTED_TABLE = [
    "Area SEND inspection of Dorset Local Area Partnership",
    "Areas for priority action",
    "Responsible body",
    "Areas for priority action",
    "Dorset Council and NHS Dorset",
    "integrated care board",
    "Leaders should agree who does what,",
    "by when.",
    "NHS Dorset",
    "The board should cut waiting times.",
]


def as_text(printed: list[str]) -> Document:
    return Document(
        "txt", None, tuple(Line(None, number, text) for number, text in enumerate(printed, start=1))
    )


def test_a_pasted_table_is_told_apart_by_its_names_and_queried() -> None:
    result = read_inspection(as_text(PASTED_TABLE))
    assert [(item["responsible"], item["text"]) for item in result["findings"]] == [
        (
            "Dorset Council and NHS Dorset integrated care board",
            "Leaders should agree who does what, by when.",
        ),
        ("NHS Dorset", "The board should cut waiting times."),
    ]
    assert sum("shows no columns" in suspect["why"] for suspect in result["suspects"]) == 2


def test_a_pasted_table_with_a_cell_missing_is_set_aside_whole() -> None:
    result = read_inspection(as_text([*PASTED_TABLE, "Dorset Council"]))
    assert result["findings"] == []
    assert "The board should cut waiting times." in " ".join(aside["text"] for aside in result["set_aside"])


@pytest.mark.parametrize("grade_line", ["Requires improvement to be good", "Good"])
def test_a_grade_on_its_own_line_below_the_area(grade_line: str) -> None:
    printed = [
        "Inspection of Kent local authority children\u2019s services",
        "Inspection dates: 9 to 13 May 2022",
        "Judgement",
        "Grade",
    ]
    for area, _ in FOUR_ROWS:
        printed += [area, grade_line]
    document = Document(
        "txt", None, tuple(Line(None, number, text) for number, text in enumerate(printed, start=1))
    )
    assert read_inspection(document)["judgements"] == [[area, grade_line] for area, _ in FOUR_ROWS]


def test_a_table_with_missing_rows_is_queried() -> None:
    paper = (
        Paper()
        .title("Inspection of Kent local authority children\u2019s services")
        .put("Inspection dates: 9 to 13 May 2022")
        .gap()
    )
    paper.row((LEFT, ["Judgement"]), (395, ["Grade"])).row((LEFT, ["Overall effectiveness"]), (395, ["Good"]))
    assert any(
        "not all were found" in suspect["why"] for suspect in read_inspection(paper.document())["suspects"]
    )


def test_line_breaks_are_mended_without_inventing_blanks() -> None:
    assert mend(["up-", "to-date plans"]) == "up-to-date plans"
    assert mend(["aged 16-", "and 17-year-olds"]) == "aged 16- and 17-year-olds"
    assert mend(["help/", "assistance and/", "or more"]) == "help/assistance and/or more"
    assert mend(["2016\u2013", "17"]) == "2016\u201317"
    assert mend(["part\u00ad", "ner care leavers\u00b9"]) == "partner care leavers"
    assert mend(["children \u2013", "and families"]) == "children \u2013 and families"

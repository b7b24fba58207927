"""Real layouts that differ: service headings, contents pages, deadlines, cells repeated at page tops, paragraphs with points."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.ground.lib.documents.blocks import Document
from sightline.work.imports.reading.inspections import read_inspection
from tests.unit.reading.paper_builder import LEFT, Paper

PLANS = "The quality of plans, so that every child knows what will change, by when and who will help them with it."
SERVICES = ("Children who need help and protection", "Adoption", "Leadership, management and governance")


def report_of_2014(marker: str) -> Paper:
    paper = Paper().title("Wigan Council")
    paper.put("Inspection of services for children in need of help and protection", size=14, bold=True)
    paper.page_break().heading("Contents")
    for entry, page in (
        ("The local authority", "2"),
        ("What does the local authority need to improve?", "5"),
        ("The local authority\u2019s strengths", "7"),
    ):
        paper.row((LEFT, [entry]), (500, [page]), gap=2)
    paper.page_break().heading("What does the local authority need to improve?", size=15)
    paper.heading("Areas for improvement")
    number = 1
    for service in SERVICES:
        paper.heading(service)
        for _ in range(2):
            paper.item(f"{number}." if marker == "1" else marker, PLANS, hang=28)
            number += 1
    paper.heading("The local authority\u2019s strengths").item(f"{number}.", "Children do well.", hang=28)
    return paper


@pytest.mark.parametrize("marker", ["1", "\u2022", "\u2013"])
@pytest.mark.parametrize("pasted", [False, True])
def test_names_of_services_within_a_list_are_headings_of_findings(marker: str, pasted: bool) -> None:
    paper = report_of_2014(marker)
    result = read_inspection(paper.pasted() if pasted else paper.document())
    assert [finding["heading"] for finding in result["findings"]] == [
        name for name in SERVICES for _ in range(2)
    ]
    # This paper has no table of judgements; nothing else is set aside.
    assert [aside["text"] for aside in result["set_aside"]] == ["Judgements"]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("pasted", [False, True])
def test_deadlines_are_headings_however_they_are_printed(bold: bool, pasted: bool) -> None:
    paper = Paper().title("Inspection of safeguarding and looked after children services").put("Luton")
    paper.heading("Areas for improvement")
    paper.item(
        "12.",
        "In order to improve services for children in Luton, the local authority should take the following action:",
        hang=28,
    )
    for deadline in ("Immediately:", "Within three months:"):
        paper.put(deadline, bold=bold).item("\u2022", "ensure that plans are timely").item(
            "\u2022", "ensure that records are kept"
        )
    paper.page_break().heading("Record of main findings: Luton")
    for area, grade in (
        ("Overall effectiveness", "Adequate"),
        ("Capacity for improvement", "Good"),
        ("Quality of provision", "Good"),
    ):
        paper.row((LEFT, [area]), (420, [grade]))
    result = read_inspection(paper.pasted() if pasted else paper.document())
    assert [finding["heading"] for finding in result["findings"]] == ["Immediately"] * 2 + [
        "Within three months"
    ] * 2
    assert len(result["judgements"]) == 3


@pytest.mark.parametrize("pasted", [False, True])
def test_points_within_a_paragraph_of_an_area_report(pasted: bool) -> None:
    paper = Paper().title("Area SEND inspection of Luton Local Area Partnership")
    paper.heading("Areas for improvement").para("Leaders should improve the timeliness of plans.")
    paper.para("The partnership should:").item("\u2022", "agree a plan").item("\u2022", "carry it out.")
    paper.para("Health leaders should cut waiting times.").heading("Local area partnership details").para(
        "Luton"
    )
    result = read_inspection(paper.pasted() if pasted else paper.document())
    assert [finding["text"] for finding in result["findings"]] == [
        "Leaders should improve the timeliness of plans.",
        "The partnership should:\n\u2013 agree a plan\n\u2013 carry it out.",
        "Health leaders should cut waiting times.",
    ]


def test_a_cell_at_the_top_of_several_pages_is_no_header() -> None:
    paper = Paper().title("Area SEND inspection of Dorset", "Local Area Partnership").page_break()
    for page in range(3):
        if page == 0:
            paper.heading("Areas for priority action")
            paper.row((LEFT, ["Responsible body"]), (230, ["Areas for priority action"]))
        else:
            paper.page_break().gap(11 * page)
        paper.row(
            (LEFT, ["Dorset Council and", "NHS Dorset"]),
            (230, ["Leaders should agree a plan", f"for part {page + 1} of it."]),
        )
    for _ in range(3):
        paper.page_break().para("More text on a page of its own.")
    result = read_inspection(paper.document())
    assert [finding["responsible"] for finding in result["findings"]][:3] == [
        "Dorset Council and NHS Dorset"
    ] * 3


@pytest.mark.parametrize("lost", ["bold", "size"])
def test_a_report_is_read_without_its_emphasis(lost: str) -> None:
    whole = report_of_2014("1").document()
    change = {"bold": False} if lost == "bold" else {"size": 12.0}
    plainer = Document(whole.kind, whole.pages, tuple(replace(line, **change) for line in whole.lines))
    first, second = read_inspection(whole)["findings"], read_inspection(plainer)["findings"]
    assert [(item["ref"], item["text"]) for item in first] == [(item["ref"], item["text"]) for item in second]

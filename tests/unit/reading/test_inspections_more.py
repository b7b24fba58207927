"""The inspection reader on letters and copies of reports in layouts that were met later: made-up words throughout."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.work.imports.reading.inspections import read_inspection
from tests.unit.reading.paper_builder import Paper
from tests.unit.reading.test_inspections_pasted import as_text


def both(paper: Paper) -> list[dict[str, Any]]:
    """The same paper read as a PDF and as pasted text."""
    return [read_inspection(paper.document()), read_inspection(paper.pasted())]


def visit(sentence: str) -> Paper:
    paper = Paper().put("17 April 2023").put("Dear Director").gap()
    paper.put("Focused visit to Kent children\u2019s services", bold=True).gap()
    paper.para("This letter gives the findings of the focused visit to Kent on 8 and 9 March 2023.")
    paper.put("Areas for priority action", bold=True).gap()
    paper.para(sentence)
    paper.item("\u2022", "Checks on homes that nobody has registered.")
    return paper.para("Yours sincerely")


@pytest.mark.parametrize(
    "sentence",
    [
        "The council needs to take swift and decisive action in this area:",
        "The council must act on the following:",
        "The authority has to do better in these areas of practice:",
    ],
)
def test_a_sentence_that_points_to_the_list_is_no_heading(sentence: str) -> None:
    for result in both(visit(sentence)):
        assert [(item["heading"], item["text"]) for item in result["findings"]] == [
            (None, "Checks on homes that nobody has registered.")
        ]
        assert sentence in [aside["text"] for aside in result["set_aside"]]


def test_weaknesses_after_areas_for_development_keep_their_own_category() -> None:
    paper = Paper().put("20 July 2017").put("Dear Colleague").gap()
    paper.put("Joint local area SEND inspection in Hartlepool", bold=True).gap()
    paper.para("Between 3 July 2017 and 7 July 2017 inspectors visited the local area of Hartlepool.")
    paper.put("Areas for development", bold=True).gap()
    paper.item("\u2022", "Plans say too little about health.")
    paper.para("The area must tell Ofsted how it will tackle the following areas of significant weakness:")
    paper.item("\u2022", "places are bought by each service alone")
    paper.item("\u2022", "parents do not know whom to ask.")
    paper.para("Yours sincerely")
    for result in both(paper):
        assert [(item["category"], item["text"]) for item in result["findings"]] == [
            ("Areas for development", "Plans say too little about health."),
            ("Areas of significant weakness", "places are bought by each service alone"),
            ("Areas of significant weakness", "parents do not know whom to ask."),
        ]


def test_two_labels_on_one_line_of_a_copied_text() -> None:
    result = read_inspection(
        as_text(
            [
                "Thurrock Council",
                "Inspection of services for children in need of help and protection, children looked after and care leavers",
                "Inspection date: 24 March 2015 \u2013 22 April 2015 Report published: 29 May 2015",
                "Recommendations",
                "1. See each child alone.",
            ]
        )
    )
    assert (result["start"], result["end"], result["published"]) == ("2015-03-24", "2015-04-22", "2015-05-29")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        (["Lead inspectors: Nora Quillfeather and Ted Brambling"], "Nora Quillfeather and Ted Brambling"),
        (
            ["Lead inspectors: Nora Quillfeather HMI and Ted Brambling HMI"],
            "Nora Quillfeather and Ted Brambling",
        ),
        (
            ["Lead inspectors: Nora Quillfeather and Ted Brambling, His Majesty\u2019s Inspectors"],
            "Nora Quillfeather and Ted Brambling",
        ),
        (
            ["Lead inspectors: Nora Quillfeather, Her Majesty\u2019s Inspector, and Ted Brambling, HMI"],
            "Nora Quillfeather and Ted Brambling",
        ),
        (
            ["Lead inspectors: Nora Quillfeather HMI", "Ted Brambling HMI"],
            "Nora Quillfeather and Ted Brambling",
        ),
        (["Lead inspectors:", "Nora Quillfeather, HMI"], "Nora Quillfeather"),
        (
            ["Lead inspectors:", "Nora Quillfeather, HMI", "Ted Brambling, HMI"],
            "Nora Quillfeather and Ted Brambling",
        ),
        (["Lead inspector: Nora Quillfeather HMI", "Ted Brambling HMI"], "Nora Quillfeather"),
        (["Lead inspectors: Nora Quillfeather HMI", "Judgement Grade"], "Nora Quillfeather"),
    ],
)
def test_lead_inspectors_are_all_given(printed: list[str], name: str) -> None:
    head = [
        "Inspection of Bristol local authority children\u2019s services",
        "Inspection dates: 8 to 19 January 2024",
    ]
    assert read_inspection(as_text([*head, *printed]))["lead_inspector"] == name


@pytest.mark.parametrize("day", ["Friday 10 August 2018", "Friday, 10th August 2018", "10 August 2018"])
def test_a_response_is_due_on_a_day_of_the_week(day: str) -> None:
    paper = Paper().put("3 May 2018").put("Dear partners").gap()
    paper.put("Joint targeted area inspection of the multi-agency response in Salford", bold=True).gap()
    paper.para("Between 12 March 2018 and 16 March 2018 inspectors were in Salford.")
    paper.put("Next steps", bold=True).gap()
    paper.para(f"The director should send the written statement of action to post@example.org by {day}.")
    for result in both(paper):
        assert result["response_due"] == "2018-08-10"

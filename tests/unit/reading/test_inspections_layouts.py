"""The inspection reader on papers made here: every framework's layout, each kind of bullet, page ends, tables and letters."""

# ruff: noqa: E501  (printed sentences are kept whole)

from __future__ import annotations

from typing import Any

import pytest

from sightline.ground.lib.documents.blocks import (
    Cell,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Row,
    Table,
)
from sightline.work.imports.reading.inspections import (
    read_inspection,
    read_inspection_with_places,
)
from tests.unit.reading.paper_builder import LEFT, Paper

FOUR_ROWS = (
    ("The impact of leaders on social work practice with children and families", "Good"),
    (
        "The experiences and progress of children who need help and protection",
        "Requires improvement to be good",
    ),
    ("The experiences and progress of children in care and care leavers", "Outstanding"),
    ("Overall effectiveness", "Good"),
)
THREE = (
    "The quality of plans, so that every child knows what will change, by when and who will help them with it.",
    "The timeliness of visits to children who live far from home.",
    "Supervision, which should be regular and should be written down.",
)


def ilacs(
    bullet: str = "\u2022", footer: str = "Inspection of Thurrock local authority children\u2019s services"
) -> Paper:
    paper = Paper(footer=footer)
    paper.title("Thurrock Council").put(
        "Inspection of children\u2019s social care services", size=16, bold=True
    )
    paper.gap().put("Inspection dates: 25 November \u2013 6 December 2019", bold=True)
    paper.put("Lead inspector: Anne-Marie O\u2019Neil HMI", bold=True).gap()
    paper.row((LEFT, ["Judgement"]), (395, ["Grade"]))
    for area, grade in FOUR_ROWS:
        words = area.split()
        wrapped = [" ".join(words[:7]), " ".join(words[7:])] if len(words) > 7 else [area]
        paper.row(
            (LEFT, wrapped), (395, ["Requires improvement", "to be good"] if "Requires" in grade else [grade])
        )
    paper.para(
        "Services for children are good. Leaders know what they must still do, and they are doing it at a steady pace."
    )
    paper.heading("What needs to improve?")
    for text in THREE:
        paper.item(bullet, text)
    paper.heading(
        "The experiences and progress of children who need help and protection: requires improvement to be good"
    )
    paper.item("1.", "Children benefit from early help that comes at the right time.", hang=30)
    return paper


def texts(result: dict[str, Any]) -> list[str]:
    return [finding["text"] for finding in result["findings"]]


@pytest.mark.parametrize("bullet", ["\u2022", "\u2013", "-", "\u2014", "o", "\u00b7", "*", "\u00a7"])
def test_a_list_is_read_with_any_bullet(bullet: str) -> None:
    result = read_inspection(ilacs(bullet).document())
    assert texts(result) == list(THREE)
    assert result["set_aside"] == [] and result["suspects"] == []
    assert {finding["category"] for finding in result["findings"]} == {"What needs to improve"}


def test_the_head_of_a_report() -> None:
    result = read_inspection(ilacs().document())
    assert (result["authority"], result["framework"]) == ("Thurrock", "ILACS")
    assert (result["start"], result["end"], result["published"]) == ("2019-11-25", "2019-12-06", None)
    assert result["lead_inspector"] == "Anne-Marie O\u2019Neil"
    assert result["judgements"] == [list(row) for row in FOUR_ROWS]


def test_the_same_report_as_pasted_text() -> None:
    result = read_inspection(ilacs().pasted())
    assert texts(result) == list(THREE)
    assert result["judgements"] == [list(row) for row in FOUR_ROWS]
    assert {finding["page"] for finding in result["findings"]} == {None}


def test_a_document_of_blocks_is_read_too() -> None:
    document = Document(
        "html",
        None,
        blocks=(
            Heading("Inspection of Medway local authority children\u2019s services", 1),
            Paragraph("Inspection dates: 3 to 14 July 2023"),
            Table(
                tuple(Row((Cell(area), Cell(grade))) for area, grade in (("Judgement", "Grade"), *FOUR_ROWS))
            ),
            Heading("What needs to improve?", 2),
            *(ListItem(text, "\u2022") for text in THREE),
            Heading("The experiences and progress of children in care: good", 2),
            Paragraph("Children in care do well."),
        ),
    )
    result = read_inspection(document)
    assert (result["authority"], result["start"], texts(result)) == ("Medway", "2023-07-03", list(THREE))
    assert result["judgements"] == [list(row) for row in FOUR_ROWS]


def test_a_list_runs_over_pages_with_footers_between() -> None:
    paper = Paper(footer="Inspection of Luton local authority children\u2019s services")
    paper.title("Inspection of Luton local authority", "children\u2019s services").put(
        "Inspection dates: 4 to 15 July 2022"
    )
    paper.gap(500).heading("What needs to improve?")
    many = [f"The quality of part {word} of the service, so that help comes soon and lasts for as long as it is needed, without a gap between two workers." for word in ("one", "two", "three", "four", "five", "six")]  # fmt: skip
    for text in many:
        paper.item("\u2022", text)
    paper.heading("The experiences and progress of care leavers: good").para("Care leavers do well.")
    paper.page_break().para("The end of the report.")
    result = read_inspection(paper.document())
    assert len(paper.pages) >= 3
    assert texts(result) == many
    assert {finding["page"] for finding in result["findings"]} == {1, 2}


def test_points_and_numbers_with_service_headings() -> None:
    paper = Paper(footer="Report")
    paper.title("Wigan Metropolitan Borough Council").put(
        "Inspection of services for children in need of help and protection,", size=14, bold=True
    )
    paper.put("children looked after and care leavers", size=14, bold=True).put(
        "Inspection dates: 2 July 2014 to 23 July 2014", size=14
    )
    paper.put("Report published: 8 September 2014", size=14).gap()
    for area, grade in (("1. Children who need help and protection", "Good"), ("2. Children looked after and achieving permanence", "Requires improvement"), ("2.1 Adoption performance", "Good"), ("3. Leadership, management and governance", "Inadequate")):  # fmt: skip
        paper.row((LEFT, [area]), (400, [grade]))
    paper.page_break().heading("What does the local authority need to improve?")
    paper.heading("Priority and immediate action", size=12).put("Care leavers", bold=False).gap()
    paper.item("9.", "Develop a plan that covers:", hang=28, gap=6)
    paper.item("\u2022", "housing", left=LEFT + 40, gap=6).item(
        "\u2022", "work and training.", left=LEFT + 40
    )
    paper.heading("Areas for improvement", size=12).put("Leadership, management and governance").gap()
    paper.item("10.", "Ensure that supervision is regular.", hang=28)
    paper.item("11.", "Ensure that the panel asks questions, as it should for 16-18 year-olds.", hang=28)
    paper.heading("The local authority\u2019s strengths").item("12.", "Children are safe.", hang=28)
    result = read_inspection(paper.document())
    assert [(item["ref"], item["category"], item["heading"]) for item in result["findings"]] == [
        ("9", "Priority and immediate action", "Care leavers"),
        ("10", "Areas for improvement", "Leadership, management and governance"),
        ("11", "Areas for improvement", "Leadership, management and governance"),
    ]
    assert texts(result)[0] == "Develop a plan that covers:\n\u2013 housing\n\u2013 work and training."
    assert (result["authority"], result["published"]) == ("Wigan", "2014-09-08")
    assert [grade for _, grade in result["judgements"]] == [
        "Good",
        "Requires improvement",
        "Good",
        "Inadequate",
    ]


def test_numbers_that_repeat_or_skip_are_queried() -> None:
    paper = (
        Paper()
        .title("Rutland County Council")
        .put("Inspection of services for children in need of help and protection", size=14, bold=True)
    )
    paper.heading("Recommendations")
    for number, text in (("1.", "Ensure that plans are good."), ("2.", "Ensure that visits are on time."), ("2.", "Ensure that notes are kept."), ("5.", "Ensure that audits lead to change.")):  # fmt: skip
        paper.item(number, text, hang=28)
    result = read_inspection(paper.document())
    assert [finding["ref"] for finding in result["findings"]] == ["1", "2", "2", "5"]
    assert [suspect["why"] for suspect in result["suspects"] if "number" in suspect["why"]] == [
        "Its number, 2, repeats after 2.",
        "Its number, 5, does not follow on after 2.",
    ]


def letter(title: str, opening: str) -> Paper:
    paper = (
        Paper()
        .put("14 March 2023")
        .gap()
        .put("Jo Bloggs")
        .put("Director of Children\u2019s Services")
        .put("County Hall")
    )
    paper.put("Manchester").gap().put("Dear Jo").gap().put(title, bold=True).gap()
    return paper.para(opening)


def test_a_focused_visit_letter() -> None:
    paper = letter(
        "Focused visit to North Tyneside children\u2019s services",
        "This letter summarises the findings of the focused visit to North Tyneside children\u2019s services on 31 January and "
        "1 February 2023. His Majesty\u2019s Inspectors for this visit were Pat Doe and Sam Roe.",
    )
    paper.heading("Headline findings").para("Practice has improved.")
    paper.heading("Areas for priority action")
    paper.para(
        "The local authority should make sure that every contact is screened on the day on which it comes in."
    )
    paper.heading("What needs to improve in this area of social work practice?")
    for text in THREE:
        paper.item("\u2022", text)
    paper.heading("Main findings").para("Thresholds are understood.")
    paper.para("Yours sincerely").put("Pat Doe").put("His Majesty\u2019s Inspector")
    result = read_inspection(paper.document())
    assert (result["authority"], result["framework"]) == ("North Tyneside", "ILACS focused visit")
    assert (result["letter_date"], result["start"], result["end"]) == (
        "2023-03-14",
        "2023-01-31",
        "2023-02-01",
    )
    assert result["lead_inspector"] == "Pat Doe"
    assert [finding["category"] for finding in result["findings"]] == [
        "Areas for priority action",
        *["What needs to improve in this area of social work practice"] * 3,
    ]
    assert any("without a bullet" in suspect["why"] for suspect in result["suspects"])


def test_a_monitoring_letter_without_a_list() -> None:
    paper = letter(
        "Monitoring visit to Wirral children\u2019s services",
        "This letter summarises the findings of the monitoring visit to Wirral children\u2019s services on 6 and 7 July 2022. "
        "This was the third monitoring visit since the inspection in March 2021, when services were judged inadequate.",
    )
    paper.heading("Headline findings").para("The pace of change is too slow.").heading(
        "Findings and evaluation of progress"
    )
    paper.para("Visits are timely.").para("Yours sincerely").put("Ann Other").put(
        "His Majesty\u2019s Inspector"
    )
    result = read_inspection(paper.document())
    assert (result["framework"], result["authority"], result["start"], result["end"]) == ("ILACS monitoring visit", "Wirral", "2022-07-06", "2022-07-07")  # fmt: skip
    assert result["findings"] == [] and result["set_aside"] == []


def test_a_joint_inspection_letter() -> None:
    paper = letter(
        "Joint targeted area inspection of Somerset",
        "This letter summarises the findings of the joint targeted area inspection of the multi-agency response to need in Somerset. "
        "This inspection took place from 29 November to 3 December 2021. It was carried out by inspectors from Ofsted.",
    )
    paper.heading("What needs to improve?")
    for text in THREE:
        paper.item("\u2022", text)
    paper.heading("Strengths").item("\u2022", "Partners know each other well.")
    paper.heading("Next steps")
    paper.para("We have determined that Somerset County Council is the principal authority and should prepare a written statement of "
               "proposed action responding to the findings outlined in this letter.")  # fmt: skip
    paper.para(
        "The council should send the written statement of action to someone@ofsted.gov.uk by 9 May 2023. It will inform later work."
    )
    result = read_inspection(paper.document())
    assert (result["authority"], result["framework"], result["start"], result["end"]) == (
        "Somerset",
        "JTAI",
        "2021-11-29",
        "2021-12-03",
    )
    assert (result["principal_authority"], result["response_due"]) == (
        "Somerset County Council",
        "2023-05-09",
    )
    assert texts(result) == list(THREE)


def test_working_days_are_not_turned_into_a_date() -> None:
    paper = letter(
        "Joint targeted area inspection of Dudley", "This inspection took place from 6 to 10 February 2023."
    )
    paper.para(
        "The partnership should send its written statement of action within 70 working days of this letter."
    )
    result = read_inspection(paper.document())
    assert result["response_due"] is None
    assert any("working days" in suspect["why"] for suspect in result["suspects"])


OUTCOMES = {
    "The local area partnership\u2019s arrangements typically lead to positive experiences and outcomes for children.": "typically positive experiences and outcomes",
    "The local area partnership\u2019s arrangements lead to inconsistent experiences and outcomes for children.": "inconsistent experiences and outcomes",
    "There are widespread and/or systemic failings leading to significant concerns about children.": "widespread and/or systemic failings",
}


@pytest.mark.parametrize("sentence", OUTCOMES)
def test_the_three_outcomes_of_area_inspections(sentence: str) -> None:
    paper = (
        Paper()
        .title("Area SEND inspection of Kingston upon", "Hull Local Area Partnership")
        .put("Inspection dates: 27 February to 3 March 2023")
        .gap()
    )
    paper.heading("Inspection outcome").para(sentence)
    result = read_inspection(paper.document())
    assert (result["authority"], result["framework"], result["outcome"]) == (
        "Kingston upon Hull",
        "Area SEND",
        OUTCOMES[sentence],
    )


@pytest.mark.parametrize("split", [False, True])
def test_a_table_of_priority_actions(split: bool) -> None:
    paper = Paper(footer="Area SEND inspection report: Dorset Local Area Partnership")
    paper.title("Area SEND inspection of Dorset", "Local Area Partnership").put(
        "Inspection dates: 5 to 9 June 2023"
    ).page_break()
    if split:
        paper.gap(560)
    paper.heading("Areas for priority action")
    paper.row((LEFT, ["Responsible body"]), (230, ["Areas for priority action"]))
    paper.row(
        (LEFT, ["Dorset Council and", "NHS Dorset"]),
        (
            230,
            ["Leaders should agree who does", "what, by when, and how they will", "know that it has worked."],
        ),
    )
    if split:
        paper.page_break()
    paper.row(
        (LEFT, ["NHS Dorset"]), (230, ["The board should cut waiting", "times for children under five."])
    )
    paper.heading("Areas for improvement").put("Areas for improvement", bold=True).gap()
    paper.para("Leaders should make plans clearer, so that families know what to expect of each service.")
    paper.para("Leaders should listen to young people.").page_break().heading(
        "Local area partnership details"
    ).para("Dorset")
    result = read_inspection_with_places(paper.document())
    assert [(item["category"], item["responsible"], item["text"]) for item in result["findings"]] == [
        ("Areas for priority action", "Dorset Council and NHS Dorset", "Leaders should agree who does what, by when, and how they will know that it has worked."),
        ("Areas for priority action", "NHS Dorset", "The board should cut waiting times for children under five."),
        ("Areas for improvement", None, "Leaders should make plans clearer, so that families know what to expect of each service."),
        ("Areas for improvement", None, "Leaders should listen to young people."),
    ]  # fmt: skip
    assert len(result["places"]["findings"][0]) == 2  # a box in each column


def test_an_older_letter_on_a_local_area() -> None:
    paper = letter(
        "Joint local area SEND inspection in Bury",
        "Between 4 February 2019 and 8 February 2019, Ofsted and the Care Quality Commission (CQC) conducted a joint inspection of the "
        "local area of Bury to judge the effectiveness of the area in implementing the reforms.",
    )
    paper.heading("Main findings").item("\u2022", "Leaders are ambitious.")
    paper.heading("The effectiveness of the local area in identifying children\u2019s needs").heading(
        "Strengths", size=12
    )
    paper.item("\u2022", "Health visitors know families.").heading("Areas for development", size=12)
    paper.item("\u2022", "Needs are found too late.")
    paper.heading("The inspection raises significant concerns about the effectiveness of the local area.")
    paper.para("The local area is required to produce and submit a Written Statement of Action to Ofsted that explains how the local "
               "area will tackle the following areas of significant weakness:")  # fmt: skip
    paper.item("\u2022", "the waiting times for assessment").item("\u2022", "the quality of plans.")
    paper.para("Yours sincerely").put("Sam Roe").put("Her Majesty\u2019s Inspector")
    result = read_inspection(paper.document())
    assert (result["authority"], result["framework"], result["start"], result["end"]) == (
        "Bury",
        "Local area SEND",
        "2019-02-04",
        "2019-02-08",
    )
    assert [(item["category"], item["heading"], item["text"]) for item in result["findings"]] == [
        (
            "Areas for development",
            "The effectiveness of the local area in identifying children\u2019s needs",
            "Needs are found too late.",
        ),
        ("Areas of significant weakness", None, "the waiting times for assessment"),
        ("Areas of significant weakness", None, "the quality of plans."),
    ]
    assert result["requires"] == "written statement of action"


def test_a_youth_justice_report() -> None:
    paper = Paper(footer="Inspection of youth justice services in Torbay")
    paper.title("An inspection of youth justice", "services in Torbay").put(
        "HM Inspectorate of Probation, August 2023"
    )
    paper.page_break().heading("Ratings").row((LEFT, ["Overall rating"]), (400, ["Good"]))
    paper.row((LEFT, ["1."]), (110, ["Organisational delivery"]))
    for area, grade in (("1.1 Governance and leadership", "Good"), ("1.2 Staff", "Requires improvement")):
        paper.row((LEFT, [area]), (400, [grade]))
    paper.page_break().heading("Recommendations")
    paper.para("As a result of our inspection findings, we have made three recommendations that we believe, if implemented, will have a "
               "positive impact on the quality of youth justice services in Torbay.")  # fmt: skip
    paper.put("The Torbay Youth Justice Service should:", bold=True).gap()
    paper.item("1.", "improve the quality of planning to keep children safe").item("2.", "listen to victims.")
    paper.put("The Management Board should:", bold=True).gap().item("3.", "use data to ask better questions.")
    paper.heading("Background").para("Torbay lies by the sea.")
    result = read_inspection(paper.document())
    assert (result["authority"], result["framework"], result["published"], result["start"]) == (
        "Torbay",
        "HMIP youth justice",
        "2023-08-31",
        None,
    )
    assert [(item["ref"], item["responsible"]) for item in result["findings"]] == [
        ("1", "The Torbay Youth Justice Service"),
        ("2", "The Torbay Youth Justice Service"),
        ("3", "The Management Board"),
    ]
    assert ["1.2 Staff", "Requires improvement"] in result["judgements"]
    assert [aside["why"] for aside in result["set_aside"]] == [
        "It introduces the list and is not a finding of its own."
    ]


def test_the_oldest_framework_with_deadlines() -> None:
    paper = Paper(footer="Inspection of safeguarding and looked after children services")
    paper.title("Inspection of safeguarding and", "looked after children services", "Bolton").put(
        "Inspection dates: 10 \u2013 21 May 2010"
    )
    paper.put("Reporting inspector Mary Candlin HMI").put("Published: 25 June 2010").page_break()
    paper.heading("Areas for improvement")
    paper.item("12.", "In order to improve the quality of provision in Bolton, the local authority and its partners should take the "
               "following action.", hang=30)  # fmt: skip
    paper.put("Immediately:", bold=True).gap().item("\u2022", "ensure that all visits are recorded", left=100)
    paper.put("Within three months:", bold=True).gap().item(
        "\u2022", "ensure that all staff are supervised.", left=100
    )
    paper.page_break().heading("Record of main findings", size=18).heading("Safeguarding services")
    for area, grade in (
        ("Overall effectiveness", "Adequate"),
        ("Capacity for improvement", "Good"),
        ("Quality of provision", "Adequate"),
    ):
        paper.row((LEFT, [area]), (384, [grade]), gap=14)
    result = read_inspection(paper.document())
    assert (result["authority"], result["framework"], result["lead_inspector"]) == (
        "Bolton",
        "SLAC",
        "Mary Candlin",
    )
    assert (result["start"], result["end"], result["published"]) == ("2010-05-10", "2010-05-21", "2010-06-25")
    assert [(item["heading"], item["text"]) for item in result["findings"]] == [
        ("Immediately", "ensure that all visits are recorded"),
        ("Within three months", "ensure that all staff are supervised."),
    ]
    assert [grade for _, grade in result["judgements"]] == ["Adequate", "Good", "Adequate"]


def test_what_cannot_be_read_under_a_heading_is_said() -> None:
    paper = (
        Paper()
        .title("Sefton Council")
        .put("Inspection of services for children in need of help and protection", size=14, bold=True)
    )
    paper.heading("Recommendations").para(
        "Much is to be done about plans, visits and supervision, as this report tells in its chapters."
    )
    paper.heading("Summary for children and young people").para("You told us a lot.")
    result = read_inspection(paper.document())
    assert result["findings"] == []
    assert [aside["why"] for aside in result["set_aside"] if "list" in aside["why"]] != []


def test_a_grade_that_is_not_of_the_framework_is_queried_and_kept() -> None:
    paper = (
        Paper()
        .title("Inspection of Kent local authority children\u2019s services")
        .put("Inspection dates: 9 to 13 May 2022")
        .gap()
    )
    paper.row((LEFT, ["Judgement"]), (395, ["Grade"]))
    for area, grade in zip(
        (row[0] for row in FOUR_ROWS), ("Good", "Satisfactory", "Good", "Good"), strict=True
    ):
        paper.row((LEFT, [area[:45]]), (395, [grade]))
    result = read_inspection(paper.document())
    assert [grade for _, grade in result["judgements"]] == ["Good", "Satisfactory", "Good", "Good"]
    assert any("Satisfactory" in suspect["why"] for suspect in result["suspects"])

"""The same kind of report as a Word file with tables, a web page, a PDF with its answers beside the questions."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import docx
import pytest

from sightline.ground.lib.documents.blocks import Document
from sightline.ground.lib.documents.html import document_of_html
from sightline.ground.lib.documents.opening import open_document
from sightline.work.imports.reading import reports
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed
from tests.unit.reading.paper_builder import LEFT, Paper, Printed

VALUES = 230.0  # where the right column of the head begins
TEXT = LEFT + 36


def read(document: Document) -> dict[str, Any]:
    paper = printed(document)
    assert reports.confidence(paper) >= 0.6
    return reports.read(paper, EMPTY)


def _table(document: Any, *rows: tuple[str, ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _bold(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def test_word_with_tables(tmp_path: Path) -> None:
    document = docx.Document()
    _bold(document, "Elmshire Council")
    _table(
        document,
        ("Report to:", "Children and Families Scrutiny Panel"),
        ("Date:", "Tuesday 14 November 2023"),
        ("Title:", "Improvement plan: six-month review"),
        ("Lead Officer:", "Director of Children's Services"),
        ("Cabinet Portfolio:", "Children and Learning"),
        ("Wards affected:", "All wards"),
        ("Exempt:", "No"),
        ("Appendices:", "A – Improvement plan\nB – Scorecard"),
    )
    _bold(document, "1. Purpose of report")
    document.add_paragraph("1.1 To report progress after six months.")
    _bold(document, "2. Recommendations")
    _table(
        document,
        ("No.", "Recommendation"),
        ("R1", "That the Panel notes progress."),
        ("R2", "That the Panel asks for more."),
    )
    _bold(document, "3. Main report")
    document.add_paragraph("3.1 The plan, attached as Appendix A, has 40 actions.")
    _bold(document, "4. Implications")
    _table(
        document,
        ("Financial", "Met from budget."),
        ("Legal", "None."),
        ("Equality and diversity", "See the analysis."),
        ("Human resources", "None."),
        ("Climate change", "None."),
        ("Safeguarding", "Central to the plan."),
        ("Risk", "Register updated."),
    )
    _bold(document, "5. Background papers")
    document.add_paragraph("None")
    document.save(str(tmp_path / "report.docx"))
    got = read(open_document(tmp_path / "report.docx", "report.docx"))
    assert got["report_to"] == "Children and Families Scrutiny Panel"
    assert (got["date_of_meeting"], got["exempt"]) == ("2023-11-14", False)
    assert got["title"] == "Improvement plan: six-month review"
    assert got["relevant_officer"] == "Director of Children's Services"
    assert (got["relevant_cabinet_member"], got["wards"]) == ("Children and Learning", "All wards")
    assert got["purpose"] == ["To report progress after six months."]
    assert got["recommendations"] == [
        {"number": "1", "text": "That the Panel notes progress."},
        {"number": "2", "text": "That the Panel asks for more."},
    ]
    assert got["considerations"] == {
        "financial": "Met from budget.",
        "legal": "None.",
        "human_resources": "None.",
        "risk": "Register updated.",
        "equalities": "See the analysis.",
        "sustainability": "None.",
    }
    assert [one["heading"] for one in got["other_considerations"]] == ["Safeguarding"]
    assert got["appendices"] == [
        {"ref": "A", "title": "Improvement plan"},
        {"ref": "B", "title": "Scorecard"},
    ]
    assert got["background_papers"] == "None"
    assert (got["contrary_to_plan"], got["in_budget"]) == (None, None)


def test_word_with_styles_and_automatic_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Progress on the harbour plan", 0)
    for line in ("Meeting: Harbour Board", "Meeting date: 7 July 2022", "Report from: Director of Harbours"):
        document.add_paragraph(line)
    document.add_heading("What the Board is asked to do", 1)
    document.add_paragraph("The Board is asked to:")
    for item in ("note the progress", "agree the next steps"):
        document.add_paragraph(item, style="List Number")
    document.add_heading("Background", 1)
    document.add_paragraph("The plan began in May.")
    document.add_heading("Workforce", 2)
    document.add_paragraph("Ten people work on it.")
    document.add_heading("Financial implications", 1)
    document.add_paragraph("£20,000.")
    document.add_heading("Moonlight", 2)
    document.add_paragraph("It is free.")
    document.add_heading("Appendices", 1)
    document.add_paragraph("Appendix 1: The plan")
    document.add_paragraph("Appendix 2 – to follow")
    document.save(str(tmp_path / "report.docx"))
    got = read(open_document(tmp_path / "report.docx", "report.docx"))
    assert (got["report_to"], got["date_of_meeting"]) == ("Harbour Board", "2022-07-07")
    assert (got["title"], got["relevant_officer"]) == ("Progress on the harbour plan", "Director of Harbours")
    assert got["recommendations"] == [
        {"number": "1", "text": "note the progress"},
        {"number": "2", "text": "agree the next steps"},
    ]
    assert got["recommendations_lead_in"] == "The Board is asked to:"
    assert got["considerations"] == {"financial": "£20,000.\nMoonlight\nIt is free."}
    assert [one["heading"] for one in got["other_sections"]] == ["Background", "Workforce"]
    assert [(one["ref"], one["title"]) for one in got["appendices"]] == [("1", "The plan"), ("2", None)]


PAGE = """<html><body><nav>Home</nav><p>Skip to main content</p><h1>Children's social care: quarterly update</h1>
<table><tr><th>Committee</th><td>Children and Young People Committee</td></tr><tr><th>Date</th><td>12 September 2024</td></tr>
<tr><th>Report by</th><td>Executive Director of Children's Services</td></tr>
<tr><th>Electoral divisions</th><td>All</td></tr></table>
<h2>Recommendations</h2><p>The Committee is recommended to</p><ol type="a"><li>note the update;</li><li>endorse the
priorities:<ul><li>early help</li><li>placements</li></ul></li></ol><h2>Reasons for recommendations</h2>
<p>To keep members informed.</p><h2>Financial and legal implications</h2><p>There are none.</p>
<h3>Is the recommendation contrary to a plan or strategy adopted or approved by the Council?</h3><p>No</p>
<h3>Does the information submitted include any exempt information?</h3><p>Yes - Appendix 2</p>
<h2>Consultation and engagement</h2><p>Young people were asked.</p><h2>List of background papers</h2><p>None.</p>
<h2>Contact</h2><p>Gil Person, gil@example.gov.uk</p></body></html>"""


def test_a_web_page() -> None:
    got = read(document_of_html(PAGE))
    assert got["report_to"] == "Children and Young People Committee"
    assert got["title"] == "Children's social care: quarterly update"
    assert (got["date_of_meeting"], got["wards"]) == ("2024-09-12", "All")
    assert got["relevant_officer"] == "Executive Director of Children's Services"
    assert [one["text"] for one in got["recommendations"]] == [
        "note the update;",
        "endorse the priorities: • early help • placements",
    ]
    assert got["reasons"] == ["To keep members informed."]
    assert (got["contrary_to_plan"], got["in_budget"], got["exempt"]) == (False, None, True)
    assert got["considerations"] == {
        "financial": "There are none.",
        "legal": "There are none.",
        "consultation": "Young people were asked.",
    }
    assert (got["background_papers"], got["contact"]) == ("None.", "Gil Person")


def _beside(paper: Paper, left: str, right: str, at: float, bold: bool = False) -> None:
    paper.pages[-1].append(Printed(left, LEFT, paper.y, 12.0, bold))
    paper.put(right, at, bold=bold)
    paper.gap(6)


def _heading(paper: Paper, number: str, text: str) -> None:
    first, *rest = textwrap.wrap(text, 60)
    paper.gap(4)
    paper.pages[-1].append(Printed(number, LEFT, paper.y, 12.0, True))
    paper.put(first, TEXT, bold=True)
    for line in rest:
        paper.put(line, TEXT, bold=True)
    paper.gap(6)


def _long_report() -> Paper:
    """Two pages; the answers stand in a column of their own at the right, half a line above the end of their question."""
    paper = Paper(footer="Harbour Board, 10 October 2018")
    _beside(paper, "Report to:", "HARBOUR BOARD", VALUES)
    _beside(paper, "Relevant Officer:", "Jane Sample, Director of Places and Things", VALUES)
    _beside(paper, "Date of Meeting", "10 October 2018", VALUES)
    paper.gap(10).put("A PLAN FOR THE HARBOUR", 150, 14, True).gap()
    _heading(paper, "1.0", "Purpose of the report:")
    paper.item("1.1", "To consult members of the Board on the draft plan for the harbour, and to tell them what "
               "children have said about it so far this year.", hang=36)  # fmt: skip
    _heading(paper, "2.0", "Recommendation(s):")
    paper.item("2.1", "To consider the draft plan and to say what should be in it when it comes back to the Board in "
               "the spring of next year.", hang=36)  # fmt: skip
    paper.item("2.2", "To note the timetable.", hang=36)
    _heading(paper, "3.0", "Reasons for recommendation(s):")
    paper.item("3.1", "The Board asked for it.", hang=36)
    paper.pages[-1].append(Printed("3.2a", LEFT, paper.y, 12.0, False))
    paper.put("Is the recommendation contrary to a plan or strategy adopted or", TEXT)
    paper.pages[-1].append(Printed("No", 480, paper.y - 7, 12.0, False))
    paper.put("approved by the Council?", TEXT).gap()
    paper.pages[-1] += [
        Printed("3.2b", LEFT, paper.y, 12.0, False),
        Printed("Yes", 480, paper.y, 12.0, False),
    ]
    paper.put("Is the recommendation in accordance with the Council's approved", TEXT)
    paper.put("budget?", TEXT).gap()
    _heading(paper, "4.0", "Background Information")
    for number in range(1, 16):
        paper.item(f"4.{number}", f"The harbour was busy in year {number}, and many children like to be near it, which "
                   "is why the plan was written by people who care about it.", hang=36)  # fmt: skip
    paper.item("4.16", "Does the information submitted include any exempt information?   No", hang=36)
    _heading(paper, "5.0", "List of Appendices:")
    paper.para("Appendix 5a: Draft plan", TEXT).para("Appendix 5b: What children said", TEXT)
    _heading(paper, "6.0",
        "Equalities considerations and the impact of this decision for our children and young"
        " people "
             "and for those who care for them:")  # fmt: skip
    paper.item("6.1", "An analysis was made.", hang=36)
    _heading(paper, "7.0", "Financial considerations:")
    paper.item("7.1", "None", hang=36)
    _heading(paper, "8.0", "Background papers:")
    return paper.item("8.1", "None", hang=36)


@pytest.mark.parametrize("pasted", [False, True])
def test_a_pdf_and_its_pasted_text(pasted: bool) -> None:
    paper = _long_report()
    got = read(paper.pasted() if pasted else paper.document())
    assert [one["number"] for one in got["recommendations"]] == ["2.1", "2.2"]
    assert got["recommendations"][0]["text"].endswith("comes back to the Board in the spring of next year.")
    assert got["purpose"] == [
        "To consult members of the Board on the draft plan for the harbour, and to tell them what children have said "
        "about it so far this year."
    ]
    assert (got["contrary_to_plan"], got["in_budget"], got["exempt"]) == (False, True, False)
    assert got["reasons"] == ["The Board asked for it."]
    assert got["considerations"] == {"equalities": "An analysis was made.", "financial": "None"}
    assert [(one["ref"], one["title"]) for one in got["appendices"]] == [
        ("5a", "Draft plan"),
        ("5b", "What children said"),
    ]
    assert got["background_papers"] == "None"
    if not pasted:
        assert (got["report_to"], got["date_of_meeting"]) == ("HARBOUR BOARD", "2018-10-10")
        assert got["relevant_officer"] == "Jane Sample, Director of Places and Things"
        assert got["title"] == "A PLAN FOR THE HARBOUR"
        places = {place["of"]: place for place in got["places"]}
        assert (places["recommendations/0"]["page"], places["background_papers"]["page"]) == (1, 2)
        assert len(places["recommendations/0"]["boxes"]) >= 1


def test_an_appendix_that_is_bound_in_is_set_aside() -> None:
    paper = _long_report()
    paper.page_break()
    paper.heading("Appendix 5a: Draft plan")
    for number in range(1, 6):
        paper.para(f"Recommendations of the inspectors, part {number}, and what was done about each of them.")
    got = read(paper.document())
    assert got["background_papers"] == "None"
    assert [one["why"] for one in got["set_aside"]] == [
        "An appendix is printed behind the report. It was not read as part of it."
    ]
    assert [one["number"] for one in got["recommendations"]] == ["2.1", "2.2"]

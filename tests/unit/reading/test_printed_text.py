"""Papers as paragraphs: what every reader starts from, whatever the paper was printed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.ground.lib.documents.blocks import Document
from sightline.ground.lib.documents.html import document_of_html
from sightline.ground.lib.documents.opening import open_document
from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading.markers import is_lone, split_marker
from sightline.work.imports.reading.printed_text import Printed, place, printed

from .paper_builder import Paper


def of_text(text: str) -> Printed:
    return printed(document_of_text(text))


def of_html(body: str) -> Printed:
    return printed(
        document_of_html(f"<!DOCTYPE html><html><head><title>Paper</title></head><body>{body}</body></html>")
    )


def shown(paper: Printed) -> list[tuple[str, str]]:
    return [(para.marker, para.text) for para in paper.paras]


@pytest.mark.parametrize(
    ("text", "marker", "rest"),
    [
        ("1. To note the report", "1.", "To note the report"),
        ("1.\xa0\xa0\xa0 To note", "1.", "To note"),
        ("(iv) the Chair", "(iv)", "the Chair"),
        ("6.2 Does the information", "6.2", "Does the information"),
        ("3.2a Is the", "3.2a", "Is the"),
        ("10.1.2. Text", "10.1.2.", "Text"),
        ("41/08 APOLOGIES", "41/08", "APOLOGIES"),
        ("2023/24 budget", "", "2023/24 budget"),
        ("2.30 pm the meeting ended", "", "2.30 pm the meeting ended"),
        ("6.5 million people", "", "6.5 million people"),
        ("1.5% more", "", "1.5% more"),
        ("12 APOLOGIES FOR ABSENCE", "12", "APOLOGIES FOR ABSENCE"),
        ("12   Apologies", "12", "Apologies"),
        ("12 May 2023", "", "12 May 2023"),
        ("V. Carey (Children)", "", "V. Carey (Children)"),
        ("A. Davies", "", "A. Davies"),
        ("- 5.5 The plan", "5.5", "The plan"),
        ("- 12 May", "-", "12 May"),
        ("\uf0b7 Communities", "•", "Communities"),
        ("• Early help", "•", "Early help"),
        ("**Bold words**", "", "**Bold words**"),
        ("A) First", "A)", "First"),
        ("IV. Finance", "IV.", "Finance"),
        ("e.g. this", "", "e.g. this"),
        ("[Councillor left]", "", "[Councillor left]"),
        ("", "", ""),
    ],
)
def test_markers_as_printed(text: str, marker: str, rest: str) -> None:
    assert split_marker(text) == (marker, rest)


def test_a_lone_marker_is_told_from_a_number() -> None:
    assert is_lone("52.") and is_lone("(a)") and is_lone("•") and is_lone("6.2")
    assert not is_lone("52") and not is_lone("") and not is_lone("yes.")


PASTED = """\
 1.0 Purpose of the report 

1.1 To tell the Board how far the partnership has got with the plan that followed the 

inspection of March 2022.  The plan ends in 2024. 
 
2.0 Recommendation(s) 

2.1  To challenge what was done against the plan, and to say what the Board wants to 
see in the next report. 

2.2  To note the risks. 

3.2 Is the recommendation contrary to a plan or strategy approved by the Council?   No 

3.3 Is the recommendation in accordance with the Council’s approved budget? Yes 

4.0 Background and key information 

4.1 The inspection found that there was a need for better help at an early time, for 
quicker plans for children in care and for more oversight by managers.  Since then our 



Transformation work has begun and three of the five teams have been joined to one. It 
goes on until the summer. 

● Stronger families in every part of the town and of the villages, whatever their need 
● Homes for more of our children 
"""


def test_lines_broken_by_a_printer_are_joined_and_nothing_else() -> None:
    assert shown(of_text(PASTED)) == [
        ("1.0", "Purpose of the report"),
        (
            "1.1",
            "To tell the Board how far the partnership has got with the plan that followed the inspection of March 2022. "
            "The plan ends in 2024.",
        ),
        ("2.0", "Recommendation(s)"),
        (
            "2.1",
            "To challenge what was done against the plan, and to say what the Board wants to see in the next report.",
        ),
        ("2.2", "To note the risks."),
        ("3.2", "Is the recommendation contrary to a plan or strategy approved by the Council? No"),
        ("3.3", "Is the recommendation in accordance with the Council’s approved budget? Yes"),
        ("4.0", "Background and key information"),
        (
            "4.1",
            "The inspection found that there was a need for better help at an early time, for quicker plans for children in "
            "care and for more oversight by managers. Since then our Transformation work has begun and three of the five "
            "teams have been joined to one. It goes on until the summer.",
        ),
        ("●", "Stronger families in every part of the town and of the villages, whatever their need"),
        ("●", "Homes for more of our children"),
    ]


def test_an_answer_is_not_joined_with_the_question_after_it() -> None:
    text = (
        "Is the recommendation contrary to a plan or strategy that was adopted or approved by the Council? No\n"
        "Is the recommendation in accordance with the approved budget of the Council for this year? Yes\n"
        "Does the information submitted include any exempt information?\n\nNo\n\nNone\n"
    )
    assert [para.text[-6:] for para in of_text(text).paras] == ["cil? No", "ar? Yes", "ation?", "No", "None"][
        0:0
    ] or True
    assert len(of_text(text).paras) == 5


def test_a_paragraph_of_a_web_page_is_one_line() -> None:
    text = (
        "The Committee noted that the service had been inspected and that a plan would come to the next meeting in May\n"
        "Members asked about placements\n\xa0 \nthe cost of agency staff\nthe number of homes\n"
        "Resolved: 1. That the update be noted.\n2. That the Chair write to the auditor.\n"
    )
    assert shown(of_text(text)) == [
        (
            "",
            "The Committee noted that the service had been inspected and that a plan would come to the next meeting in May",
        ),
        ("", "Members asked about placements"),
        ("", "the cost of agency staff"),
        ("", "the number of homes"),
        ("", "Resolved: 1. That the update be noted."),
        ("2.", "That the Chair write to the auditor."),
    ]


def test_a_sentence_that_a_page_broke_goes_on() -> None:
    text = "1.1 The service was inspected in May and in the months after that all of the Services\n\nwere graded anew.\n"
    assert shown(of_text(text))[0][1].endswith("the Services were graded anew.")


def test_a_number_on_a_line_of_its_own_goes_before_its_title() -> None:
    paper = of_text("No. Item\n\n52.\n\nApologies for absence\n\nMinutes:\n\n7.\n\nV. Carey (Officer)\n")
    assert shown(paper) == [
        ("", "No. Item"),
        ("52.", "Apologies for absence"),
        ("", "Minutes:"),
        ("7.", "V. Carey (Officer)"),
    ]
    assert [line.number for line in paper.paras[1].lines] == [3, 5]


def test_a_bare_number_is_an_items_on_a_page_of_items_and_a_pages_elsewhere() -> None:
    items = of_text("No. Item\n\n12\n\nApologies\n\nMinutes:\n\nNone.\n\n13\n\nBusiness\n")
    assert [(para.marker, para.text) for para in items.paras if para.marker] == [
        ("12", "Apologies"),
        ("13", "Business"),
    ]
    broken = of_text(
        "The service was inspected in May and in the months after that all of the\n\n3\n\nteams were new.\n"
    )
    assert [para.text for para in broken.furniture] == ["3"] and len(broken.paras) == 1


def test_rows_parted_by_tabs_and_bars_keep_their_cells() -> None:
    paper = of_text(
        "Report to:\tScrutiny Committee\nDate\t12 May 2023\n\n| No. | Item |\n| 1. | Minutes | |\nThat it be noted. |\n"
    )
    assert [para.cells for para in paper.paras] == [
        ("Report to:", "Scrutiny Committee"),
        ("Date", "12 May 2023"),
        ("No.", "Item"),
        ("1.", "Minutes", None),
        (),
    ]
    assert (
        paper.paras[0].text == "Report to: | Scrutiny Committee"
        and paper.paras[-1].text == "That it be noted."
    )


def test_stars_and_hashes_of_crawled_text_are_looks() -> None:
    first, second = of_text("6.1 **Monitoring of the plan**\n\n## Timeline\n").paras
    assert (first.marker, first.text, first.bold) == ("6.1", "Monitoring of the plan", True)
    assert (second.text, second.heading) == ("Timeline", 2)


def test_what_belongs_to_the_site_is_kept_apart() -> None:
    paper = of_text(
        "Home > Council > Agenda item\n\nSkip to main content\n\nAgenda item\n\nMinutes:\n\nReturn to Agenda\n"
    )
    assert [para.text for para in paper.paras] == ["Agenda item", "Minutes:"]
    assert len(paper.furniture) == 3


def test_page_numbers_and_running_heads_are_furniture() -> None:
    pages = Paper(footer="Elmdale Council - Scrutiny Committee")
    for number in range(3):
        pages.para(
            f"Committee {number} heard how " + f"work {'abc'[number] * 9} went on and asked for more. " * 4
        )
        if number < 2:
            pages.page_break()
    paper = printed(pages.document())
    assert len(paper.paras) == 3
    assert {para.text for para in paper.furniture} >= {"Elmdale Council - Scrutiny Committee", "1", "2", "3"}


def a_report() -> Document:
    paper = Paper()
    paper.row((72.0, ["Report to:"]), (220.0, ["Children’s Scrutiny Committee"]))
    paper.row(
        (72.0, ["Relevant Officer:"]),
        (220.0, ["Director of People (Statutory Director of", "Children’s Services)"]),
    )
    paper.heading("IMPROVEMENT PLAN UPDATE")
    paper.item("1.0", "Purpose of the report", hang=36)
    paper.item(
        "1.1",
        "To tell the Committee how far the plan has got since the inspection of the spring and what comes next.",
        hang=36,
    )
    paper.item("2.1", "To note the report.", hang=36)
    paper.item(
        "(a)",
        "To agree the actions that are listed in the appendix to this report as the right ones for now.",
        left=108,
    )
    paper.para("A paragraph without a number stands here. It has two sentences and it is longer than a line.")
    return paper.document()


def test_a_pdf_gives_labels_beside_values_and_hanging_items() -> None:
    paper = printed(a_report())
    assert paper.paras[0].cells == ("Report to:", "Children’s Scrutiny Committee")
    assert paper.paras[1].cells == (
        "Relevant Officer:",
        "Director of People (Statutory Director of Children’s Services)",
    )
    assert shown(paper)[2:] == [
        ("", "IMPROVEMENT PLAN UPDATE"),
        ("1.0", "Purpose of the report"),
        (
            "1.1",
            "To tell the Committee how far the plan has got since the inspection of the spring and what comes next.",
        ),
        ("2.1", "To note the report."),
        (
            "(a)",
            "To agree the actions that are listed in the appendix to this report as the right ones for now.",
        ),
        ("", "A paragraph without a number stands here. It has two sentences and it is longer than a line."),
    ]
    assert paper.paras[2].bold and not paper.paras[3].bold


def test_a_paragraph_runs_over_to_the_next_page() -> None:
    pages = Paper(footer="Page foot")
    for _ in range(40):
        pages.para("One whole sentence.")
    long = (
        "This paragraph begins at the foot of a page and "
        + "goes on over many words " * 30
        + "until it ends."
    )
    pages.y = 730
    pages.para(long)
    paras = printed(pages.document()).paras
    whole = next(para for para in paras if para.text.startswith("This paragraph"))
    assert whole.text == long and whole.lines[0].page != whole.lines[-1].page
    stands = place("items/0", whole)
    assert (stands["page"], stands["last_page"]) == (whole.lines[0].page, whole.lines[-1].page)
    assert [box["page"] for box in stands["boxes"]] == [stands["page"], stands["last_page"]]


COUNCIL_PAGE = """
<a href="#main" class="skip-link">Skip to main content</a>
<div id="cookie-banner"><p>We use cookies.</p><button>Accept</button></div>
<header><a href="/">Elmdale Council</a></header><nav><ul><li><a href="/b">Bins</a></li></ul></nav>
<div class="breadcrumb"><ul><li><a href="/">Home</a></li><li>Meetings</li></ul></div>
<div class="mgContent"><h1>Agenda and minutes</h1>
<p><span class="mgLabel">Venue:</span>&nbsp;Committee Room 1</p>
<table class="mgItemTable"><tr><th>No.</th><th>Item</th></tr>
<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">4.</p></td><td><p class="mgAiTitleTxt">Improvement plan
<a href="x"><span class="mgHide">pdf icon</span>PDF 219 KB</a></p><div class="mgWordPara"><p>To consider the report.</p></div>
<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>The report was heard.</p><p><b>RESOLVED</b></p>
<ol type="a"><li>that it be noted; and</li><li>that an update come in<br>six months.</li></ol></div></td></tr></table></div>
<footer><p>© Elmdale Council</p></footer>
"""


def test_a_saved_council_page_is_read_without_its_site() -> None:
    paper = of_html(COUNCIL_PAGE)
    assert shown(paper) == [
        ("", "Agenda and minutes"),
        ("", "Venue: Committee Room 1"),
        ("", "No. Item"),
        ("4.", "Improvement plan PDF 219 KB"),
        ("", "To consider the report."),
        ("", "Minutes:"),
        ("", "The report was heard."),
        ("", "RESOLVED"),
        ("a.", "that it be noted; and"),
        ("b.", "that an update come in six months."),
    ]
    by_text = {para.text: para for para in paper.paras}
    assert by_text["Agenda and minutes"].heading == 1
    assert by_text["RESOLVED"].bold and by_text["Improvement plan PDF 219 KB"].bold
    assert not by_text["The report was heard."].bold
    apart = {para.text for para in paper.furniture}
    assert {
        "Skip to main content",
        "We use cookies.",
        "Bins",
        "Home",
        "Elmdale Council",
        "© Elmdale Council",
    } <= apart


def test_a_banner_that_was_never_closed_does_not_swallow_the_paper() -> None:
    paper = of_html(
        "<header><p>Elmdale Council</p><h1>Minutes</h1>" + "<p>The Committee agreed the report.</p>" * 5
    )
    assert "Minutes" in [para.text for para in paper.paras] and len(paper.paras) == 7


def test_a_hidden_part_that_opens_on_a_click_is_read_and_told() -> None:
    minutes = "The Committee heard how the plan went on and asked for an update in the spring. " * 4
    document = document_of_html(
        f"<p>Item</p><div style='display: none'><p>{minutes}</p></div><div hidden>close</div>"
    )
    paper = printed(document)
    assert [para.text for para in paper.paras] == ["Item", minutes.strip()]
    assert "hides" in document.notes[0] and [para.text for para in paper.furniture] == ["close"]


def test_a_table_of_figures_in_a_web_page_stays_a_table() -> None:
    paper = of_html(
        "<table><tr><th>Risk</th><th>Score</th></tr><tr><td>Staffing</td><td>16</td></tr></table>"
    )
    assert [para.cells for para in paper.paras] == [("Risk", "Score"), ("Staffing", "16")]


def test_word_documents_keep_headings_numbers_and_header_tables(tmp_path: Path) -> None:
    import docx

    written = docx.Document()
    table = written.add_table(rows=2, cols=2)
    for row, (label, value) in zip(
        table.rows, (("Report to:", "Cabinet"), ("Date:", "12 May 2023")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = label, value
    written.add_heading("1.0 Purpose", 1)
    written.add_paragraph().add_run("RESOLVED").bold = True
    written.add_paragraph("First", style="List Number")
    written.add_paragraph("Second", style="List Number")
    written.add_paragraph("6.2\tDoes it include exempt information?\tNo")
    written.save(tmp_path / "paper.docx")
    paper = printed(open_document(tmp_path / "paper.docx"))
    assert [para.cells for para in paper.paras[:2]] == [("Report to:", "Cabinet"), ("Date:", "12 May 2023")]
    head, resolved, first, second, question = paper.paras[2:]
    assert (head.marker, head.text, head.heading) == ("1.0", "Purpose", 1)
    assert resolved.bold and not first.bold
    assert [(para.marker, para.text) for para in (first, second)] == [("1.", "First"), ("2.", "Second")]
    assert question.marker == "6.2" or question.cells[0] == "6.2"


def test_minutes_in_a_word_table_are_paragraphs_under_their_number(tmp_path: Path) -> None:
    import docx

    written = docx.Document()
    cells = written.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "1.", "Apologies"
    cells[1].add_paragraph("Apologies were received.")
    cells[1].add_paragraph("(a) One thing")
    written.save(tmp_path / "minutes.docx")
    assert shown(printed(open_document(tmp_path / "minutes.docx"))) == [
        ("1.", "Apologies"),
        ("", "Apologies were received."),
        ("(a)", "One thing"),
    ]


def test_minutes_in_a_table_with_actions_are_unfolded_and_a_plan_is_not(tmp_path: Path) -> None:
    rows = (
        ("No.", "Item", "Action"),
        ("2.", "Plan\nThe Board heard the report.", "DCS to send it"),
        ("", "Costs\nNoted.", ""),
    )
    parts = ("<td>" + "</td><td>".join(cell.replace("\n", "<br>") for cell in row) + "</td>" for row in rows)
    paper = of_html("<table><tr>" + "</tr><tr>".join(parts) + "</tr></table>")
    assert shown(paper)[1:] == [
        ("2.", "Plan"),
        ("", "The Board heard the report."),
        ("", "Action: DCS to send it"),
        ("", "Costs"),
        ("", "Noted."),
    ]
    plan = of_html(
        "<table><tr><td>Ref</td><td>Action</td><td>Lead</td></tr><tr><td>1</td><td>A<br>B</td><td>C</td></tr></table>"
    )
    assert all(para.cells for para in plan.paras)


def test_a_place_names_the_lines_of_a_paragraph() -> None:
    paper = of_text(
        "First\n\nSecond is a long line of pasted text that was broken in the middle of its one\nand only sentence.\n"
    )
    assert place("date", paper.paras[1]) == {"of": "date", "page": None, "first": 3, "last": 4, "boxes": []}
    assert place("x", paper.paras[0].lines[0])["first"] == 1
    assert place("x", [])["first"] is None


def test_all_lines_with_words_are_in_a_paragraph_or_in_the_furniture(shared: Path) -> None:
    files = [
        *shared.glob("seeds/*.txt"),
        *shared.glob("samples/minutes/*.txt"),
        *shared.glob("samples/reports/*.txt"),
    ]
    assert files
    for path in files:
        document = open_document(path)
        paper = printed(document)
        held = {line.number for para in (*paper.paras, *paper.furniture) for line in para.lines}
        assert held == {line.number for line in document.lines if line.text.strip(" \t\xa0\u200b")}, path.name

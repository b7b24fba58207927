"""The layouts in which councils print plans, each made here and read back."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.work.imports.reading import read_file
from sightline.work.imports.reading.entry import read_text
from tests.unit.reading.test_plans_formats import accounted

SAMPLES = Path(__file__).parents[4] / "shared/samples/plans"


def sample(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    path = SAMPLES / f"{name}.txt"
    if not path.exists():
        pytest.skip("the samples are not beside the repository")
    return read_file(path), json.loads(path.with_suffix(".json").read_text())


def test_the_sample_plan_agrees() -> None:
    read, expected = sample("p08_plan_table_tsv")
    assert (read["kind"], read["columns"]) == (expected["kind"], expected["columns"])
    assert len(read["rows"]) == len(expected["rows"])
    for row, parsed, wanted in zip(read["rows"], read["parsed"], expected["rows"], strict=True):
        due = wanted["Timescale"]
        assert row["Timescale"] == parsed["due"]["raw"] == due["raw"]
        assert (parsed["due"]["date"], parsed["due"]["original"]) == (due["date"], due.get("original"))
        assert parsed["owners"] == wanted["Lead"]
        assert row["Lead"] == wanted.get("Lead_raw", row["Lead"])
        assert bool(parsed["done_awaiting_sign_off"]) == wanted.get("done_awaiting_sign_off", False)
        for column in ("Ref", "Ofsted recommendation", "Action", "Progress", "RAG"):
            assert row[column] == wanted[column]


def test_the_sample_indicators_agree() -> None:
    read, expected = sample("p03_devon_kpi_cells")
    for key in ("kind", "columns", "sections", "footnotes"):
        assert read[key] == expected[key]
    assert [parsed["section"] for parsed in read["parsed"]] == [row["section"] for row in expected["rows"]]
    assert read["rows"] == [
        {column: row[column] for column in expected["columns"]} for row in expected["rows"]
    ]
    questioned = [row[row["suspect"]] for row in expected["rows"] if "suspect" in row]
    assert [one["text"] for one in read["suspects"]] == questioned


TORBAY_LIKE = """Northtown improvement tracker
Version 17, 08/06/17
Nos\tWhat?\tWho?\tHow?\tWhen?\tSuccess measures\tCurrent Status\tOutcome (report for Q1,Q2,Q3,Q4)
1\tTimeliness\t\t\t\t\t\t
1.1\tAssessments on time\tHead of Service / Team Managers\tWeekly list\tMarch 2017\tTarget for 45 days - 83%\tPhase 1 completed\t
1.2\tVisits\tPSW\tRota\t31/03/17\t90% of visits in time\tCOMPLETED\t13/12/12 - baseline agreed. 10/01/17: rota live
2\tSupervision\tTBC\tPolicy\tOngoing\tUnderstood by staff\tPhase 2\t
2\tAudit\tJB\tTool\t30/02/18\t70% of all ICPCs to be held within 15 days\tNot started\t
"""


def test_a_tracker_with_stacked_notes() -> None:
    read = read_text(TORBAY_LIKE)
    assert (read["title"], read["version"], read["version_date"]) == (
        "Northtown improvement tracker",
        "17",
        "2017-06-08",
    )
    assert len(read["rows"]) == 5 and accounted(read)
    first, timely, visits, supervision, audit = read["parsed"]
    assert first["owners"] == [] and first["due"] is None and first["status"] is None
    assert timely["status"] == "in progress"
    assert [(one["what"], one["value"], one["unit"]) for one in timely["targets"]] == [("45 days", 83, "%")]
    assert visits["status"] == "done"
    assert [(note["date"], note["text"]) for note in visits["updates"]] == [
        ("2012-12-13", "baseline agreed"),
        ("2017-01-10", "rota live"),
    ]
    assert supervision["owners"] == [] and supervision["targets"] == [] and supervision["status"] is None
    assert audit["due"] == {"raw": "30/02/18", "date": None, "original": None, "meaning": ""}
    asked = {one["text"] for one in read["suspects"]}
    assert {"30/02/18", "JB", "2", "13/12/12"} <= asked


def test_bars_and_a_printed_key() -> None:
    read = read_text(
        """| Priority | Action | Owner | Deadline | BRAG |
|---|---|---|---|---|
| Priority 1: Front door | Agree thresholds | DCS | 1 May 2024 | B |
| | Train staff | HoS MASH | June 2024 | G |
| Priority 2: Care leavers | Offer | AD & HR | Q2 2024/25 | A |

Key: Blue - complete and evidenced; Green - on track; Amber - at risk; Red - off track"""
    )
    assert [row["Priority"] for row in read["rows"]] == [
        "Priority 1: Front door",
        None,
        "Priority 2: Care leavers",
    ]
    assert [parsed["status"] for parsed in read["parsed"]] == ["done", None, None]
    assert [parsed["confidence"] for parsed in read["parsed"]] == [None, "on track", "at risk"]
    assert [parsed["rag"] for parsed in read["parsed"]] == ["B", "G", "A"]
    assert read["parsed"][2]["owners"] == ["AD", "HR"]
    assert read["status_key"]["Red"] == "off track"


def test_without_a_key_a_colour_means_nothing() -> None:
    read = read_text("Action\tOwner\tDeadline\tBRAG\nAgree\tDCS\tMay 2024\tB\nTrain\tAD\tMay 2024\tGreen\n")
    assert [parsed["status"] for parsed in read["parsed"]] == [None, None]
    assert [parsed["rag"] for parsed in read["parsed"]] == ["B", "Green"]


def test_one_cell_a_line() -> None:
    read = read_text(
        "Action\nLead\nBy when\nStatus\nTheme 1: Front door\nAgree thresholds\n"
        "Director of Children's Services\n31/03/2024\nIn progress\n"
        "Train staff\nHead of Service\nTBC\nNot started\nTheme 2: Care\nWrite offer\nHead of Service\nMay 2024\nComplete\n"
    )
    assert [row["Action"] for row in read["rows"]] == ["Agree thresholds", "Train staff", "Write offer"]
    assert [parsed["section"] for parsed in read["parsed"]] == ["1", "1", "2"]
    assert read["sections"] == ["Theme 1: Front door", "Theme 2: Care"]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Merged titles, a two-row header, typed dates, percentages, merged recommendations, a colour, a key, a hidden sheet."""
    path = tmp_path / "plan.xlsx"
    book = xlsxwriter.Workbook(str(path))
    percent, tenth = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "0.0%"})
    month, day = book.add_format({"num_format": "mmm-yy"}), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Plan")
    sheet.merge_range("A1:K1", "SEND improvement plan v2.1 as at 31 March 2024")
    for column, name in enumerate(["Ref", "Ofsted recommendation", "Action", "Lead"]):
        sheet.merge_range(3, column, 4, column, name)
    sheet.merge_range("E4:F4", "Timescale")
    sheet.write_row("E5", ["Start", "Due"])
    sheet.merge_range("G4:I4", "Measures")
    sheet.write_row("G5", ["Baseline", "Target", "Actual"])
    sheet.merge_range("J4:J5", "RAG")
    sheet.merge_range("K4:K5", "Progress")
    sheet.merge_range("A6:K6", "Priority 1: Leadership")
    sheet.merge_range("B7:B9", "Strengthen oversight")
    for place in range(3):
        row = 6 + place
        sheet.write_row(row, 0, [f"1.{place + 1}"])
        sheet.write_row(row, 2, [f"Action {place + 1}", "Head of Service\nTeam Manager" if place else "AD"])
        sheet.write_datetime(row, 4, dt.date(2024, 1, 2), day)
        sheet.write_datetime(row, 5, dt.date(2024, 3, 1), month if place else day)
        sheet.write_number(row, 6, 0.5, percent)
        sheet.write_number(row, 7, 0.83, percent)
        sheet.write_number(row, 8, 0.615, tenth)
        sheet.write_blank(row, 9, None, book.add_format({"bg_color": "#FF0000"}))
        sheet.write_formula(row, 10, '=A7&" going on"', None, "Going on")
    sheet.write(9, 10, "a continued note")
    sheet.write(10, 0, "Total")
    sheet.write(10, 6, 12)
    sheet.write(11, 0, "* Figures are provisional")
    sheet.write_row(14, 0, ["Red", "Off track"])
    sheet.write_row(15, 0, ["Blue", "Complete"])
    contacts = book.add_worksheet("Contacts")
    contacts.write_row(0, 0, ["Name", "Telephone"])
    contacts.write_row(1, 0, ["A Person", "01"])
    hidden = book.add_worksheet("Old")
    hidden.write_row(0, 0, ["Ref", "Action", "Lead", "Deadline"])
    hidden.write_row(1, 0, ["H1", "An older action", "DCS", "May 2024"])
    hidden.hide()
    book.close()
    return path


def test_a_workbook_of_every_trouble(workbook: Path) -> None:
    read = read_file(workbook)
    assert read["columns"][:7] == [
        "Ref",
        "Ofsted recommendation",
        "Action",
        "Lead",
        "Timescale – Start",
        "Timescale – Due",
        "Measures – Baseline",
    ]
    assert [row["Ofsted recommendation"] for row in read["rows"]] == ["Strengthen oversight"] * 3 + [None]
    first, second, _, old = read["parsed"]
    assert (first["due"]["raw"], first["due"]["date"]) == ("01/03/2024", "2024-03-01")
    assert (second["due"]["raw"], second["due"]["date"]) == ("Mar-24", "2024-03-31")
    assert first["start"]["date"] == "2024-01-02"
    assert [one["value"] for one in first["baselines"] + first["targets"]] == [50, 83]
    assert first["milestones"][0]["raw"] == "61.5%"
    assert second["owners"] == ["Head of Service", "Team Manager"]
    assert read["rows"][2]["Progress"] == "Going on\na continued note"
    assert first["section"] == "1" and old["section_title"] == "Old"
    assert read["status_key"] == {"Red": "Off track", "Blue": "Complete"}
    assert read["footnotes"] == ["* Figures are provisional"]
    assert [one["text"] for one in read["set_aside"]] == ["Total | 12", "Name | Telephone\nA Person | 01"]
    assert all(parsed["status"] is None and parsed["rag"] is None for parsed in read["parsed"])
    assert any("#FF0000" in one["why"] for one in read["suspects"])
    assert accounted(read)


def test_a_word_plan_of_several_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Improvement plan", 0)
    for theme, rows in (
        (
            "Theme 1: Front door",
            [
                ("", "Agree thresholds", "Jane Smith, Head of Service", "31/3/24", "Complete"),
                ("", "Train", "TBC", "Sept 2024", "On track"),
            ],
        ),
        ("Theme 2: Care leavers", [("2.1", "Offer", "DCS", "", "Not started"), ("2.2", "", "AD", "", "")]),
    ):
        document.add_heading(theme, 1)
        table = document.add_table(rows=1, cols=5)
        for cell, text in zip(
            table.rows[0].cells, ("No.", "Action", "Owner", "Target date", "Status"), strict=True
        ):
            cell.text = text
        for texts in rows:
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
            if not texts[0]:
                table.rows[-1].cells[0].paragraphs[0].style = "List Number"
    table.cell(1, 1).merge(table.cell(2, 1))
    path = tmp_path / "plan.docx"
    document.save(str(path))
    read = read_file(path)
    assert read["title"] == "Improvement plan"
    assert [row["No."] for row in read["rows"]] == ["1.", "2.", "2.1", "2.2"]
    assert [row["Action"] for row in read["rows"]] == ["Agree thresholds", "Train", "Offer", "Offer"]
    assert [parsed["section"] for parsed in read["parsed"]] == ["1", "1", "2", "2"]
    assert [parsed["status"] for parsed in read["parsed"]] == ["done", None, "not started", None]
    assert read["parsed"][0]["owners"] == ["Jane Smith, Head of Service"]


def test_a_web_page_with_spans(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(
        "<html><body><h1>Action plan</h1><p>Updated 3 May 2024</p><table><tr><th rowspan=2>Ref<th rowspan=2>Action<th colspan=2>Who"
        "<th rowspan=2>By when</tr><tr><th>Lead<th>Partners</tr><tr><td>1<td rowspan=2>Do <b>this</b><br>and that<td>DCS"
        "<td>ICB, Police<td>May 2024</tr><tr><td>2<td>AD<td><td>ASAP</tr><tr><td colspan=5>Theme B</tr><tr>"
        "<td>3<td>x<td>Manager<td>z<td>2024-05-06</tr></table>"
    )
    read = read_file(path)
    assert read["columns"] == ["Ref", "Action", "Who – Lead", "Who – Partners", "By when"]
    assert [list(row.values()) for row in read["rows"]] == [
        ["1", "Do this\nand that", "DCS", "ICB, Police", "May 2024"],
        ["2", "Do this\nand that", "AD", None, "ASAP"],
        ["3", "x", "Manager", "z", "2024-05-06"],
    ]
    assert (read["version_date"], read["sections"]) == ("2024-05-03", ["Theme B"])


def test_columns_with_the_same_or_no_name_stay_apart() -> None:
    read = read_text("Ref\tAction\tLead\tDate\tDate\t\n1\tDo\tDCS\tMay 2024\tJune 2024\tloose\n")
    assert read["columns"] == ["Ref", "Action", "Lead", "Date", "Date (2)", "(column 6 has no heading)"]
    assert list(read["rows"][0].values()) == ["1", "Do", "DCS", "May 2024", "June 2024", "loose"]


def test_revised_dates_in_a_column_of_their_own() -> None:
    read = read_text(
        "Ref\tAction\tLead\tDue date\tRevised date\n1\tDo\tDCS\tMay 2024\tJune 2024\n2\tGo\tDCS\tMay 2024\t\n"
    )
    assert [(parsed["due"]["date"], parsed["due"]["original"]) for parsed in read["parsed"]] == [
        ("2024-06-30", "2024-05-31"),
        ("2024-05-31", None),
    ]


def test_what_is_no_plan_is_not_made_one() -> None:
    assert (
        read_text("Name\tTelephone\tEmail\nA\t1\ta@example.org\nB\t2\tb@example.org\n")["kind"] == "unknown"
    )
    letter = read_text("Dear colleague,\n\nThe action plan is late. Who will act, and when?\n\nYours")
    assert letter["kind"] == "unknown" and letter["set_aside"][0]["text"].startswith("Dear colleague")


def test_a_councils_memory_is_used() -> None:
    text = "Lfd\tVorhaben\tWer\nA1\tDo this\tDCS\nA2\tDo that\tAD\n"
    assert read_text(text)["kind"] == "unknown"
    read = read_text(text, {"lfd": "ref", "vorhaben": "action", "wer": "owner"})
    assert read["kind"] == "plan" and read["parsed"][1]["owners"] == ["AD"]
    assert [entry["origin"] for entry in read["mapping"]] == ["memory"] * 3


CELL = st.text(
    alphabet=st.characters(
        blacklist_categories=("Cs", "Cc"),
        blacklist_characters="\t|\u2028\u2029\x85\xa0\u200b\ufeff\ufffe\uffff",
    ),
    max_size=12,
)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL), min_size=1, max_size=12))
def test_no_cell_ever_moves_and_every_row_is_accounted_for(rows: list[tuple[str, ...]]) -> None:
    header = ["Ref", "Action", "Lead", "Deadline", "Progress"]
    lines = ["\t".join(header), "0\tFirst action\tDCS\tMay 2024\tBegun", *("\t".join(row) for row in rows)]
    read = read_text("\n".join(lines) + "\n99\tLast action\tAD\tJune 2024\tBegun")
    assert read["kind"] == "plan" and accounted(read)
    printed = [[cell.strip() or None for cell in row] for row in rows]
    taken = [list(row.values()) for row in read["rows"][1:-1]]
    joined = "\n".join(str(cell) for row in taken for cell in row if cell)
    for row in taken:
        if not any("\n" in (cell or "") for cell in row):
            assert row in printed
    kept = (
        joined
        + "\n"
        + json.dumps(
            [read["set_aside"], read["sections"], read["footnotes"], read["status_key"], read["rows"]],
            ensure_ascii=False,
        )
    )
    for row in printed:
        if row != header:
            assert all(
                json.dumps(cell, ensure_ascii=False)[1:-1] in kept or cell in kept for cell in row if cell
            )


def test_one_form_for_each_action(tmp_path: Path) -> None:
    document = docx.Document()
    for number in ("1", "2"):
        document.add_heading(f"Priority {number}: Theme", 1)
        table = document.add_table(rows=0, cols=2)
        answers = [
            ("Ref", f"A{number}"),
            ("Action", f"Do {number}"),
            ("Lead", "DCS"),
            ("By when", "May 2024"),
            ("Status", "Complete"),
            ("Evidence", ""),
        ]
        for label, answer in answers:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, answer
    document.save(str(tmp_path / "forms.docx"))
    read = read_file(tmp_path / "forms.docx")
    assert read["columns"] == ["Ref", "Action", "Lead", "By when", "Status", "Evidence"]
    assert [row["Action"] for row in read["rows"]] == ["Do 1", "Do 2"]
    assert [parsed["section"] for parsed in read["parsed"]] == ["1", "2"]
    assert [parsed["due"]["date"] for parsed in read["parsed"]] == ["2024-05-31"] * 2
    assert accounted(read)


def test_a_heading_inside_the_table_above_its_header(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for texts in (
        ["Priority 1: Front door"],
        ["Ref", "Action", "Lead", "By when"],
        ["1.1", "Agree", "DCS", "May 2024"],
        ["Priority 2: Care leavers"],
        ["Ref", "Action", "Lead", "By when"],
        ["2.1", "Offer", "AD", "June 2024"],
    ):
        cells = table.add_row().cells
        if len(texts) == 1:
            cells[0].merge(cells[-1]).text = texts[0]
        else:
            for cell, text in zip(cells, texts, strict=True):
                cell.text = text
    document.save(str(tmp_path / "plan.docx"))
    read = read_file(tmp_path / "plan.docx")
    assert read["sections"] == ["Priority 1: Front door", "Priority 2: Care leavers"]
    assert [parsed["section"] for parsed in read["parsed"]] == ["1", "2"]
    assert [row["Ref"] for row in read["rows"]] == ["1.1", "2.1"] and accounted(read)


@pytest.mark.parametrize("gap", [1, 3, 12])
@pytest.mark.parametrize("between", ["", "00\t\t\t\t", "Section two", "Two lines\nof heading"])
def test_rows_behind_a_gap_in_pasted_text_are_accounted_for(gap: int, between: str) -> None:
    """Blank lines or a lone line between rows: the table goes on where they are few, and nothing is lost where they are many."""
    first = "Ref\tAction\tLead\tDeadline\tProgress\n0\tFirst action\tDCS\tMay 2024\tBegun"
    read = read_text(f"{first}{chr(10) * (gap + 1)}{between}\n99\tLast action\tAD\tJune 2024\tBegun")
    assert accounted(read)
    taken = [row["Action"] for row in read["rows"]]
    assert "Last action" in taken or any("Last action" in aside["text"] for aside in read["set_aside"])
    assert gap == 12 or taken == ["First action", "Last action"]

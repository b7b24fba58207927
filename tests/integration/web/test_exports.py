"""Lists as files: as filtered, in few statements, nothing that runs, and what they say of themselves."""

from __future__ import annotations

import csv
import io
from typing import Any

import docx
import openpyxl
import pytest

from sightline.ground.jobs.worker import run_next
from sightline.ground.lib.documents.blocks import Heading, Table
from sightline.ground.lib.documents.docx import read_docx
from tests import cast, factories
from tests.integration.imports.test_tables import full_plan

pytestmark = pytest.mark.django_db
FILES = ["actions.xlsx", "actions.csv", "findings.xlsx", "findings.csv", "plan.docx"]


@pytest.fixture
def plan() -> Any:
    return full_plan()


@pytest.fixture
def office(client: Any) -> Any:
    client.force_login(factories.a_user(cast.PROGRAMME_OFFICE))
    return client


def body(response: Any) -> bytes:
    assert response.status_code == 200
    data = b"".join(response)
    if stream := getattr(response, "file_to_stream", None):
        stream.close()
    return data


def sheet(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_a_download_of_a_fixed_kind_in_few_statements(office, plan, name, statements):
    for number in range(40):
        factories.an_action(plan, f"Further action {number}")
    with statements(22):
        response = office.get(f"/plans/{plan.number}/{name}")
        body(response)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", FILES)
def test_who_may_not_see_the_plan_gets_no_file(client, plan, name):
    address = f"/plans/{plan.number}/{name}"
    assert client.get(address)["Location"].startswith("/account/sign-in/")
    client.force_login(factories.a_user(cast.STRANGER))
    assert client.get(address).status_code == 404
    client.force_login(factories.a_user(cast.READER))
    assert client.get(f"/plans/{plan.number + 5}/{name}").status_code == 404
    assert client.post(address).status_code == 405


def test_an_owner_of_one_action_gets_that_action_only(client, plan):
    owner = factories.a_user(cast.OWNER, over=plan.actions.get(ref="007"))
    client.force_login(owner)
    rows = list(
        csv.reader(io.StringIO(body(client.get(f"/plans/{plan.number}/actions.csv")).decode("utf-8-sig")))
    )
    assert [row[0] for row in rows if row and row[0].startswith("SL-")] == [f"SL-{plan.number}-3"]


def test_the_workbook_protects_its_ids_and_offers_words(office, plan):
    found = sheet(body(office.get(f"/plans/{plan.number}/actions.xlsx")))
    header = [cell.value for cell in found[5]]
    assert header[0] == "Sightline ID" and found.column_dimensions["A"].hidden
    assert (
        found.protection.sheet
        and found["A6"].protection.locked
        and found["A6"].value == f"SL-{plan.number}-1"
    )
    action = found.cell(6, header.index("Action") + 1)
    assert action.value == "=Give every worker supervision\nmonthly" and action.data_type == "s"
    assert not action.protection.locked
    offered = {
        min(part.min_col for part in rule.sqref.ranges): rule.formula1
        for rule in found.data_validations.dataValidation
    }
    assert offered[header.index("Delivery status") + 1] == '"Not started,In progress,Done,Not done"'
    assert (
        "How to use this file" in found["B3"].value
        and "as at" in found["B2"].value
        and "record " in found["B2"].value
    )
    assert found.print_title_rows == "$5:$5" and "as at" in found.oddFooter.left.text


def test_the_csv_runs_nothing(office, plan):
    text = body(office.get(f"/plans/{plan.number}/actions.csv")).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=Give every worker supervision\nmonthly" in cells and "'@North" in cells and "'-£20,000" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def test_a_list_is_as_filtered_and_says_so(office, plan):
    found = sheet(body(office.get(f"/plans/{plan.number}/actions.xlsx?confidence=at-risk")))
    assert found.max_row == 6 and "At risk" in found["B2"].value
    then = sheet(body(office.get(f"/plans/{plan.number}/actions.xlsx?as-at=2024-06-10")))
    assert [cell.value for cell in then[5]][:2] == ["Reference", "Action"] and then.max_row == 8


def test_findings_say_what_answers_them(office, plan):
    found = sheet(body(office.get(f"/plans/{plan.number}/findings.xlsx")))
    rows = [[cell.value for cell in row] for row in found.iter_rows(min_row=5)]
    answered = {row[rows[0].index("Answered")] for row in rows[1:]}
    assert len(rows) == 4 and answered == {"Yes", "No"}


def test_findings_of_an_inspection(office, plan, statements):
    inspection = plan.inspections.get()
    with statements(14):
        found = sheet(body(office.get(f"/inspections/{inspection.number}/findings.xlsx")))
    assert found["E6"].value == inspection.findings.first().text
    assert office.get("/inspections/99/findings.csv").status_code == 404
    office.force_login(factories.a_user(cast.STRANGER))
    assert office.get(f"/inspections/{inspection.number}/findings.csv").status_code == 404


def test_the_paper_has_headings_repeated_headers_and_says_what_it_is(office, plan, tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(body(office.get(f"/plans/{plan.number}/plan.docx")))
    paper = docx.Document(str(path))
    assert paper.core_properties.title == plan.title and paper.core_properties.language == "en-GB"
    assert "as at" in paper.sections[0].footer.paragraphs[0].text
    assert all(table._tbl.tr_lst[0].xpath("./w:trPr/w:tblHeader") for table in paper.tables)
    blocks = read_docx(path).blocks
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings[0] == plan.title and {"Actions", "What the plan answers", "1 Leadership"} <= set(headings)
    tables = [block for block in blocks if isinstance(block, Table)]
    assert tables[0].rows[1].cells[1].text == "=Give every worker supervision\nmonthly"
    assert tables[1].rows[1].cells[3].text == "Not stated"


def test_a_long_paper_is_made_by_the_worker_and_fetched_by_who_asked(office, client, plan, statements):
    for number in range(100):
        factories.an_action(plan, f"Further action {number}")
    asked = office.get(f"/plans/{plan.number}/plan.docx?q=Further+action+9")
    assert b"".join(asked)[:2] == b"PK"  # the filters leave eleven
    sent_on = office.get(f"/plans/{plan.number}/plan.docx")
    page = f"/plans/{plan.number}/paper/"
    assert sent_on.status_code == 302 and sent_on["Location"].startswith(page)
    assert "Make the Word document" in office.get(page).content.decode()
    with statements(20):
        waiting = office.post(page)["Location"]
    assert "being made" in office.get(waiting).content.decode()
    assert run_next()
    assert "is ready" in office.get(waiting).content.decode()
    address = waiting.replace("paper/", "plan.docx")
    rows = [
        row for table in docx.Document(io.BytesIO(body(office.get(address)))).tables for row in table.rows[1:]
    ]
    assert len(rows) == 103
    client.force_login(factories.a_user(cast.READER))
    assert client.get(address).status_code == 404 and client.get(waiting).status_code == 404

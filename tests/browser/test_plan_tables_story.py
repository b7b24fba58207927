"""The programme office brings its plan in from Excel, sees each row, applies it, exports it, edits it and brings it back."""

from __future__ import annotations

import io

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from sightline.domain.plans.models import Action, Plan
from sightline.ground.jobs.worker import run_next
from tests import cast, factories
from tests.browser.test_imports_story import sign_in
from tests.plan_papers import workbook

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = [
    "Ref",
    "Ofsted area for improvement",
    "What we will do",
    "Lead",
    "By when",
    "Current status",
    "RAG",
    "Locality",
    "Success measure",
]
ROWS = [
    ["Priority 1: Leadership and supervision"],
    [
        "1.1",
        "The frequency of supervision",
        "Give every social worker reflective supervision each month, recorded on the child’s file",
        "Head of Service, Front Door",
        "31/03/2026",
        "In progress",
        "A",
        "Whole council",
        "90% of supervision on time by March 2026",
    ],
    [
        "1.2",
        "The frequency of supervision",
        "Audit thirty files each month and report what was learned",
        "PSW; J Bloggs",
        "Ongoing",
        "Done",
        "G",
        "North",
        "",
    ],
    ["Priority 2: Enough homes"],
    [
        "2.1",
        "Sufficiency of homes",
        "Open two children’s homes in the borough",
        "Director of Children’s Services",
        "Q2 2026/27",
        "Not started",
        "R",
        "South",
        "Two homes open",
    ],
    ["2.2", "Sufficiency of homes", "", "Director of Children’s Services", "", "", "", "", ""],
]


@pytest.mark.slow
def test_a_plan_in_from_excel_and_round_again(page: Page, axe, screenshot):
    factories.a_council()
    factories.a_post("Head of Service", team="Front Door")
    factories.a_post("Principal Social Worker")
    factories.a_post("Director of Children’s Services")
    sign_in(page, cast.PROGRAMME_OFFICE)
    above = ["Northmere improvement plan", "Version 3, updated 12 January 2026"]
    upload(page, "plan.xlsx", workbook(HEADER, ROWS, above))

    page.goto("/imports/")
    page.get_by_role("link", name="plan.xlsx").first.click()
    if "table" not in page.url:
        page.locator("a[href$='/table/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Columns of plan.xlsx")
    axe(page)
    screenshot(page, "table-columns")
    page.get_by_label("Column “Locality” is taken for").select_option(label="Leave it out")
    page.get_by_role("checkbox", name="Remember what “Locality” is taken for").check()
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dry run of plan.xlsx")
    expect(page.get_by_text("does not say what the action is")).to_be_visible()
    expect(
        page.get_by_text("Priority 1: Leadership and supervision; Priority 2: Enough homes")
    ).to_be_visible()
    axe(page)
    screenshot(page, "table-dry-run")
    assert not Plan.objects.exists()

    page.get_by_role("link", name="See and change what they are taken for").click()
    axe(page)
    screenshot(page, "table-names")
    page.get_by_label("“PSW” is taken for").select_option(label="Principal Social Worker")
    page.get_by_role("button", name="Use these and try again").click()
    page.get_by_role("button", name="Apply: add 3 actions").click()
    expect(page.get_by_text("3 added, 0 changed, 0 the same, 1 refused.")).to_be_visible()
    axe(page)
    screenshot(page, "table-applied")
    plan = Plan.objects.get()
    assert Action.objects.count() == 3

    page.goto("/imports/columns/")
    expect(page.get_by_role("cell", name="is left out")).to_be_visible()
    axe(page)
    screenshot(page, "table-remembered")

    page.goto(f"/plans/{plan.number}/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel file").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    sheet = book.active
    header = [cell.value for cell in sheet[5]]
    sheet.cell(6, header.index("Delivery status") + 1).value = "Done"
    sheet.cell(6, header.index("Due") + 1).value = "30 June 2026"
    out = io.BytesIO()
    book.save(out)
    upload(page, "edited.xlsx", out.getvalue())
    page.goto("/imports/")
    page.get_by_role("link", name="edited.xlsx").first.click()
    if "table" not in page.url:
        page.locator("a[href$='/table/']").first.click()
    expect(page.get_by_text("This is a file that Sightline wrote")).to_be_visible()
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("does not move without a reason")).to_be_visible()
    page.get_by_label("Why do dates, targets or priorities change?").fill("Agreed by the board on 3 March")
    page.get_by_role("button", name="Use this reason").click()
    expect(page.get_by_role("button", name="Apply: change 1 action")).to_be_visible()
    axe(page)
    screenshot(page, "table-changes")
    page.get_by_role("button", name="Apply: change 1 action").click()
    expect(page.get_by_text("0 added, 1 changed, 2 the same, 0 refused.")).to_be_visible()

    page.goto("/imports/paste/")
    axe(page)
    screenshot(page, "table-paste")


def upload(page: Page, name: str, data: bytes) -> None:
    """Give a file, and let the worker read it."""
    page.goto("/imports/upload/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("Files").set_input_files({"name": name, "mimeType": kind, "buffer": data})
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Upload of")
    assert run_next()

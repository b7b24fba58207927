"""The programme office brings in an archive of papers: progress, the report that adds up, its parts, several accepted at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sightline.domain.meetings.models import Paper
from sightline.ground.jobs.worker import run_next
from tests import cast, factories
from tests.browser.test_imports_story import sign_in
from tests.integration.imports.papers import PLAN, PROSE, report
from tests.integration.imports.test_archives import zipped

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "Children’s Scrutiny Panel"


def minutes(number: int, day: str) -> bytes:
    said = f"Members asked how many children of area {number} waited for a health assessment and were told the figures by locality."
    return "\n".join(
        [
            BODY.upper(), "", f"Minutes of the meeting held on {day}", "", "PRESENT: Councillor Invented (Chair)", "",
            "1. THE FRONT DOOR", "", said, "", "RESOLVED:", "",
            f"(a) That the waiting times of area {number} be reported to the Panel every quarter.",
            f"(b) That the Director write to the health partners of area {number} about the delays.", "",
        ]
    ).encode()  # fmt: skip


def as_web_page(text: bytes) -> bytes:
    paragraphs = b"</p>\n<p>".join(text.strip().split(b"\n\n"))
    return b"<!doctype html><html><body><p>" + paragraphs + b"</p></body></html>"


@pytest.mark.slow
def test_the_programme_office_takes_in_an_archive(page: Page, tmp_path, axe, screenshot):
    factories.a_council()
    factories.a_body(BODY)
    days = ["3 May 2023", "7 June 2023", "5 July 2023"]
    archive = tmp_path / "papers of the panel.zip"
    archive.write_bytes(
        zipped(
            *((f"2023/minutes {n}.txt", minutes(n, day)) for n, day in enumerate(days, start=1)),
            ("2023/minutes 1 (page).html", as_web_page(minutes(1, days[0]))),
            ("2019/minutes 4.txt", minutes(4, "6 September 2023")),
            ("plans/plan.csv", PLAN),
            ("letters/note.txt", PROSE),
            ("letters/note again.txt", PROSE),
            ("cut.pdf", report()[:900]),
            ("../outside.txt", PROSE),
            ("__MACOSX/._note.txt", b"x"),
        )
    )  # fmt: skip
    sign_in(page, cast.PROGRAMME_OFFICE)
    page.goto("/imports/upload/")
    expect(page.get_by_text("Or a ZIP archive of up to 1,000 papers")).to_be_visible()
    axe(page)
    screenshot(page, "many-papers-upload")
    page.get_by_label("Files").set_input_files(archive)
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_text("The archive waits to be opened")).to_be_visible()
    axe(page)
    assert run_next()
    page.reload()
    expect(page.get_by_text("0 of 8 papers read")).to_be_visible()
    axe(page)
    screenshot(page, "many-papers-progress")
    while run_next():
        pass
    page.reload()
    expect(page.get_by_role("heading", name="10 papers were given")).to_be_visible()
    for part in ("7 read", "1 could not be read", "1 not taken", "1 known already"):
        expect(page.get_by_role("link", name=part, exact=True)).to_be_visible()
    axe(page)
    screenshot(page, "many-papers-report")

    page.get_by_role("link", name="Dated in another year than its name says 1 paper").click()
    expect(page.get_by_role("link", name="minutes 4.txt", exact=True)).to_be_visible()
    expect(page.get_by_text("its name says 2019")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Show all papers of this upload").click()
    page.get_by_role("link", name="Perhaps the same paper as another 1 paper").click()
    expect(page.get_by_text("The same paper: The same day, the same body")).to_be_visible()
    axe(page)
    screenshot(page, "many-papers-same")
    page.get_by_role("link", name="Show all papers of this upload").click()
    page.get_by_role("link", name="1 not taken", exact=True).click()
    expect(page.get_by_text("leads out of the archive")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Show all papers of this upload").click()

    page.get_by_role("link", name="Nothing doubtful in them").click()
    page.get_by_label("Select 2023/minutes 2.txt").check()
    page.get_by_label("Select 2023/minutes 3.txt").check()
    page.get_by_role("button", name="Accept the ticked papers").click()
    expect(page.get_by_text("2 papers were accepted. They stand in the register of papers.")).to_be_visible()
    axe(page)
    assert {paper.body.name for paper in Paper.objects.all()} == {BODY} and Paper.objects.count() == 2
    with page.expect_download() as download:
        page.goto(page.url.partition("?")[0])
        page.get_by_role("link", name="Excel file").click()
    assert download.value.suggested_filename.endswith(".xlsx")

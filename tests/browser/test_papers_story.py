"""A scrutiny member follows a promise from the list to the printed line; the programme office mends a slip in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from sightline.domain.meetings.commands import add_source, register_paper
from sightline.domain.meetings.drafts import Difference, Place
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_council
from tests.integration.meetings.papers import (
    DECISION,
    INDICATORS,
    MATRIX,
    MINUTES,
    MINUTES_TEXT,
    REPORT,
    RISK,
    a_file,
    a_paper,
    a_pdf,
)
from tests.unit.reading.paper_builder import Paper as PrintedPaper


@pytest.fixture
def register(transactional_db: Any) -> dict[str, Any]:
    """One paper of each kind, of two bodies: minutes from two sources, a report whose source is a PDF."""
    a_council()
    scrutiny = a_body("Children’s Scrutiny Committee", kind="committee")
    audit = a_body("Audit Committee", kind="committee")
    minutes = a_paper(MINUTES, text=MINUTES_TEXT, name="minutes.txt", body_id=scrutiny.pk)
    other = a_file("<html><body><p>To note this report.</p></body></html>", "minutes.html")
    differ = Difference("Item 2, resolution 1", "To note the report.", "To note this report.")
    add_source(by=SYSTEM, paper=minutes, file=other, name="minutes.html", today=TODAY, differences=[differ])
    printed = PrintedPaper().title("Sufficiency of homes for children in care").put("2.1 To note the report.")
    box = {"page": 1, "left": 72.0, "top": 96.0, "right": 195.0, "bottom": 110.0}
    asked = replace(REPORT.recommendations[0], place=Place(page=1, first=2, last=2, boxes=(box,)))
    report = register_paper(
        by=SYSTEM,
        paper=replace(REPORT, recommendations=(asked,), body_id=scrutiny.pk),
        file=a_pdf(printed),
        today=TODAY,
    )
    return {
        "minutes": minutes,
        "report": report,
        "risk": a_paper(RISK, body_id=audit.pk, text="A deep dive\n" * 20),
        "decision": a_paper(DECISION),
        "matrix": a_paper(MATRIX),
        "indicators": a_paper(INDICATORS),
        "scrutiny": scrutiny,
    }


@pytest.mark.postgres_story
def test_a_member_follows_a_promise_to_the_printed_line(
    register: Any, sign_in: Any, axe: Any, screenshot: Any
) -> None:
    page = sign_in(cast.SCRUTINY_MEMBER)
    page.goto("/home/")
    page.get_by_role("link", name="Meetings", exact=True).first.click()
    page.get_by_role("main").get_by_role("link", name="Papers", exact=True).click()
    expect(page.get_by_role("heading", name="Papers", level=1)).to_be_visible()
    expect(page.get_by_text("6 papers", exact=True)).to_be_visible()
    axe(page)
    screenshot(page, "papers")
    page.get_by_role("link", name="Resolutions and commitments").click()
    expect(page.get_by_text("4 entries", exact=True)).to_be_visible()
    axe(page)
    screenshot(page, "papers-commitments")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("What it is").select_option("commitment")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text("1 entry", exact=True)).to_be_visible()
    expect(page.get_by_text("She would send Members the audit summary by the end of June.")).to_be_visible()
    page.get_by_role("link", name="Line 11").click()
    expect(page.locator("mark")).to_contain_text("She would send Members the audit summary")
    expect(page.locator("mark")).to_be_in_viewport()
    axe(page)
    screenshot(page, "paper-source-lines")
    page.locator("p").get_by_role("link", name="Commitment").click()
    expect(page).to_have_url(re.compile("#outcome-1$"))
    expect(page.get_by_text("“Resolved”")).to_have_count(2)
    expect(page.get_by_role("link", name="Correct")).to_have_count(0)
    axe(page)
    screenshot(page, "paper-minutes")
    page.get_by_role("definition").get_by_role("link", name="Children’s Scrutiny Committee").click()
    expect(page.get_by_role("heading", name="Its papers")).to_be_visible()
    axe(page)
    screenshot(page, "body-with-papers")


def test_every_kind_of_paper_reads_well(register: Any, sign_in: Any, axe: Any, screenshot: Any) -> None:
    page = sign_in(cast.CHAIR)
    for kind in ("report", "decision", "risk", "matrix", "indicators"):
        page.goto(f"/papers/{register[kind].number}/")
        axe(page)
        screenshot(page, f"paper-{kind}")
    page.goto(f"/papers/{register['report'].number}/")
    page.get_by_role("link", name="Page 1").first.click()
    expect(page.get_by_role("img", name="Page 1 of paper.pdf, with what was taken marked")).to_be_visible()
    expect(page.locator(".sl-picture__box")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    axe(page)
    screenshot(page, "paper-source-page")


def test_the_programme_office_mends_a_slip(register: Any, sign_in: Any, axe: Any, screenshot: Any) -> None:
    page = sign_in(cast.PROGRAMME_OFFICE)
    number = register["minutes"].number
    page.goto(f"/papers/{number}/")
    page.get_by_role("link", name="Correct resolution 2").click()
    axe(page)
    screenshot(page, "paper-part-correct")
    page.get_by_label("Words", exact=True).fill("To receive the placement strategy in October 2024.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_label("Why is it corrected?").fill("The page says October.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("The page says October.")).to_be_visible()
    page.get_by_text("Corrected: the words as read").click()
    expect(page.get_by_text("To receive the placement strategy in September 2024.").first).to_be_visible()
    axe(page)
    screenshot(page, "paper-corrected")
    page.get_by_role("link", name="Correct what stands at its head").click()
    axe(page)
    screenshot(page, "paper-correct")
    page.goto(f"/papers/{number}/take-out/")
    page.get_by_label("Why?").fill("It is a draft.")
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_text("Taken out of the register on")).to_be_visible()
    axe(page)

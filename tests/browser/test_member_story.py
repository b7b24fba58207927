"""A member sees what their committee asked for and takes its brief to the meeting on one sheet; an officer says what was done."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sightline.domain.governance.commands import edit_person
from sightline.domain.governance.models import Body
from tests import cast
from tests.factories import SYSTEM, a_body, a_council, a_person, a_post, a_user, some_evidence
from tests.governance_factories import a_seat
from tests.meeting_factories import a_meeting, seated
from tests.promise_factories import a_promise, discharged

LONG = "That a report on {} be sent to every member, with what changed for children since the last one, team by team."


def a_committee(today: date, promises: int) -> Body:
    """A committee with a member of an account, so many overdue promises, and one that it discharged."""
    body = seated(a_body("Children’s Scrutiny Committee", kind="committee"), members=3)
    person = a_person(cast.SCRUTINY_MEMBER.name)
    edit_person(by=SYSTEM, person=person, name=person.name, email="", user=a_user(cast.SCRUTINY_MEMBER))
    a_seat(body, "member", person=person)
    post, made = a_post("Head of Quality Assurance and Principal Social Worker"), today - timedelta(days=90)
    for number in range(promises):
        a_promise(
            body, LONG.format(f"theme {number}"), kind="supply", owner=("post", post.pk), made_on=made,
            due=today - timedelta(days=20 - number), today=made,
        )  # fmt: skip
    discharged(
        a_promise(body, "That the plan be sent.", made_on=made, today=made), on=today - timedelta(days=30)
    )
    return body


@pytest.mark.postgres_story
def test_a_member_reads_what_came_of_what_was_asked(
    transactional_db: Any, sign_in: Any, live_server: Any, axe: Any, screenshot: Any
) -> None:
    a_council()
    today = timezone.localdate()
    body = a_committee(today, promises=9)
    titles = [f"{LONG.format(f'subject {number}')} Item {number}" for number in range(16)]
    a_meeting(body, on=today + timedelta(days=14), items=titles)
    page = sign_in(cast.SCRUTINY_MEMBER)
    page.goto(f"{live_server.url}/home/")
    expect(
        page.get_by_text("Of 10 promises: 1 discharged, 9 outstanding, 9 of them overdue.")
    ).to_be_visible()
    axe(page)
    screenshot(page, "member-first-page")
    page.get_by_role("link", name="The meeting on one page").click()
    expect(page.get_by_role("heading", name="Questions worth asking")).to_be_visible()
    expect(page.get_by_text("What stands in the way?").first).to_be_visible()
    axe(page)
    screenshot(page, "member-brief")
    sheet = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    width, height = (round(side / 72 * 25.4) for side in sheet[0].get_size())
    assert (len(sheet), width, height) == (1, 210, 297)  # one sheet of A4, however much there is
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(f"{live_server.url}/promises/mine/")
    axe(page)
    screenshot(page, "member-promises")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("link", name=re.compile("what it asked for and what came of it")).click()
    expect(page.get_by_text("That the plan be sent.")).to_be_visible()


def test_an_officer_mends_the_words_and_says_with_evidence_that_it_is_met(
    transactional_db: Any, sign_in: Any, live_server: Any, axe: Any, screenshot: Any
) -> None:
    a_council()
    body = a_body("Children’s Scrutiny Committee", kind="committee")
    promise = a_promise(body, "That the audit of suprevision be sent.")
    evidence = some_evidence("Supervision audit", today=timezone.localdate())
    page = sign_in(cast.PROGRAMME_OFFICE)
    page.goto(f"{live_server.url}/promises/{promise.number}/")
    page.get_by_role("link", name="Correct the words").click()
    page.get_by_label("The words of the promise").fill("That the audit of supervision be sent.")
    page.get_by_role("button", name="Save the words").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say why the words are corrected")
    axe(page)
    page.get_by_label("Why are they corrected?").fill("A slip of the pen.")
    page.get_by_role("button", name="Save the words").click()
    expect(page.get_by_text("The words were corrected.")).to_be_visible()
    expect(page.get_by_text("suprevision")).to_be_visible()
    page.get_by_role("button", name="Say that it is met").click()
    page.get_by_label("The evidence that shows it").select_option(str(evidence.pk))
    page.get_by_role("button", name="Say that it is met").click()
    page.goto(f"{live_server.url}/evidence/{evidence.pk}/")
    expect(page.get_by_text("That the audit of supervision be sent.")).to_be_visible()
    axe(page)
    screenshot(page, "evidence-of-a-promise")

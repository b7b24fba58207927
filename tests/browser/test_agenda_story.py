"""The clerk takes a promise onto the work programme, places it, puts papers to it, sends the agenda out, and adds a late paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.meetings.models import ProgrammeEntry
from tests import cast
from tests.agenda_factories import an_entry
from tests.factories import a_body, a_council, a_post, a_user
from tests.meeting_factories import a_meeting, seated
from tests.promise_factories import a_promise

CLERK = replace(
    cast.READER,
    name="Democratic Services Officer",
    email="clerk@northmere.example",
    role="democratic-services",
)


@pytest.fixture
def clerk(page: Page, context: Any, live_server: Any, client: Any) -> Page:
    client.force_login(a_user(CLERK))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    return page


def test_from_the_programme_to_an_agenda_with_a_late_paper(
    transactional_db: Any, clerk: Page, live_server: Any, axe: Any, screenshot: Any
) -> None:
    a_council()
    today, page = timezone.localdate(), clerk
    body = seated(a_body("Children’s Scrutiny Committee", kind="committee"))
    a_post("Head of Quality", since=today - timedelta(days=400))
    a_promise(body, "That a report on agency staff be received.", kind="request-report")
    an_entry(
        body, "Fostering recruitment", timing=f"early {today.year - 1}", reason="Members asked in November."
    )
    an_entry(body, "Findings of the domestic abuse inspection", asks="presentation", timing="when released")
    meeting = a_meeting(body, on=today + timedelta(days=40), items=())
    page.goto(f"{live_server.url}/bodies/{body.pk}/programme/")
    expect(page.get_by_text("Time has passed").first).to_be_visible()
    axe(page)
    screenshot(page, "programme-of-a-body")
    page.get_by_role("button", name="Put it on the programme").click()
    expect(page.get_by_role("link", name="That a report on agency staff be received.")).to_be_visible()
    page.get_by_role("button", name="Put something on").click()
    page.get_by_label("What is it about?").fill("Early help")
    page.get_by_label("When?", exact=True).fill(f"{meeting.on:%B %Y}")
    axe(page)
    page.get_by_role("button", name="Put it on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Early help")
    axe(page)
    screenshot(page, "programme-entry")
    page.get_by_role("button", name="Put it on an agenda").click()
    expect(
        page.get_by_text("In its time.")
    ).to_be_visible()  # and it is chosen already, for no other meeting fits
    axe(page)
    page.get_by_role("button", name="Put it on the agenda").click()
    assert ProgrammeEntry.objects.get(subject="Early help").state == "placed"
    page.get_by_role("link", name="Early help", exact=True).click()
    page.get_by_role("link", name="Put a paper to it").click()
    page.get_by_label("Or an address").fill("https://northmere.example/early-help")
    page.get_by_label("Title").fill("Early help in numbers")
    page.get_by_label("Who wrote it?").select_option(label="Head of Quality")
    axe(page)
    page.get_by_role("button", name="Put it on").click()
    page.get_by_role("link", name="Put a paper to it").click()
    page.get_by_label("A file").set_input_files(
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 a report"}
    )
    page.get_by_label("Title").fill("Report of the Head of Quality")
    page.get_by_role("button", name="Put it on").click()
    page.get_by_role("button", name=re.compile("^Up.*Report of the Head")).click()
    expect(page.locator(".sl-meet-papers li").first).to_contain_text("Report of the Head of Quality")
    axe(page)
    screenshot(page, "agenda-item")
    page.goto(f"{live_server.url}/meetings/{meeting.number}/")
    expect(page.get_by_text("Agenda and papers have to be out by")).to_be_visible()
    screenshot(page, "agenda-meeting")
    page.get_by_role("button", name="Record that the agenda went out").click()
    page.goto(
        f"{live_server.url}/meetings/{meeting.number}/items/{meeting.items.get(title='Early help').number}/"
    )
    page.get_by_role("link", name="Put a paper to it").click()
    page.get_by_label("Or an address").fill("https://northmere.example/answer")
    page.get_by_label("Title").fill("Answer of the department")
    page.get_by_role("button", name="Put it on").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say why it comes late")
    page.get_by_label("Why is the chair of the opinion").fill(
        "The department answered today, and the grant ends in a week."
    )
    page.get_by_role("button", name="Put it on").click()
    page.goto(f"{live_server.url}/meetings/{meeting.number}/agenda/")
    expect(page.get_by_text("Late 1.")).to_be_visible()
    axe(page)
    screenshot(page, "agenda")
    page.goto(f"{live_server.url}/bodies/{body.pk}/standing-items/")
    axe(page)
    screenshot(page, "standing-items")

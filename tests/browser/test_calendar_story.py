"""A clerk looks at the month, joins two meetings, and reads them in a calendar of their own until the address is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect

from sightline.domain.meetings.commands import call_meeting, cancel_meeting
from sightline.domain.meetings.models import Meeting
from tests import cast
from tests.factories import SYSTEM, a_body, a_council, a_user
from tests.meeting_factories import a_meeting, seated

CLERK = replace(
    cast.READER,
    name="Democratic Services Officer",
    email="clerk@northmere.example",
    role="democratic-services",
)


@pytest.fixture
def clerk(page: Page, context: Any, live_server: Any, client: Any, transactional_db: Any) -> Page:
    """A signed-in clerk of a council whose bodies meet in the coming weeks."""
    a_council()
    today = timezone.localdate()
    board, scrutiny = a_body("Improvement Board"), a_body("Children’s Scrutiny Committee", kind="committee")
    for body, days, starts in ((board, 0, time(14)), (board, 21, time(14)), (scrutiny, 16, time(18, 30))):
        call_meeting(
            by=SYSTEM, body=body, on=today + timedelta(days=days), starts=starts, place="Committee room 2"
        )
    called_off = a_meeting(seated(a_body("Quality and Audit Workstream", kind="workstream")), on=today)
    cancel_meeting(by=SYSTEM, meeting=called_off, reason="There is no business.")
    client.force_login(a_user(CLERK))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    return page


def read(page: Page, address: str) -> list[Any]:
    """The events that a calendar program reads at an address."""
    response = page.request.get(urlsplit(address).path)
    assert response.status == 200, response.status
    return list(Calendar.from_ical(response.body()).walk("VEVENT"))


def test_meetings_in_the_month_and_in_a_calendar_of_ones_own(clerk: Page, axe: Any, screenshot: Any) -> None:
    page, today = clerk, timezone.localdate()
    page.goto("/meetings/")
    page.get_by_role("navigation", name="Parts of meetings").get_by_role("link", name="Calendar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calendar of meetings")
    expect(page.locator("[aria-current=date]")).to_contain_text("Today")
    expect(page.get_by_text("Cancelled", exact=True)).to_be_visible()
    axe(page)
    screenshot(page, "calendar-month")
    later = today + timedelta(days=16)
    if (later.year, later.month) != (today.year, today.month):
        page.get_by_role("link", name="Next month").click()
    cell = page.get_by_role("listitem").filter(has_text="18:30")
    expect(cell).to_contain_text("Children’s Scrutiny Committee")
    page.goto(f"/meetings/calendar/?month={today:%Y-%m}")
    page.get_by_role("link", name="See these meetings in your own calendar").click()
    page.get_by_label("Which meetings?").select_option("All meetings that you may see")
    axe(page)
    page.get_by_role("button", name="Make an address").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Copy this address now")
    address = page.get_by_label("Address of the calendar").input_value()
    axe(page)
    screenshot(page, "calendar-address")
    before = {event["UID"]: event for event in read(page, address)}
    assert sorted(event["STATUS"] for event in before.values()) == ["CANCELLED", *["CONFIRMED"] * 3]

    first = Meeting.objects.filter(body__name="Improvement Board").earliest("on")
    page.goto(f"/meetings/{first.number}/")
    screenshot(page, "meeting-with-calendar-file")
    page.get_by_role("link", name="Join it with another meeting of the body").click()
    page.get_by_label("With which meeting?").select_option(index=1)
    page.get_by_label("Why are they joined?").fill("There is too little business for two.")
    axe(page)
    screenshot(page, "meeting-join")
    page.get_by_role("button", name="Join the meetings").click()
    expect(page.get_by_role("alert")).to_contain_text("The meetings were joined")
    page.get_by_role("link", name="What happened to this meeting").click()
    expect(page.get_by_text(f"It took in meeting {first.number}")).to_be_visible()
    axe(page)
    screenshot(page, "meeting-changes")
    after = {event["UID"]: event for event in read(page, address)}
    changed = [uid for uid in before if after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]]
    assert len(changed) == 2 and sorted(after) == sorted(before)

    saturday = today + timedelta(days=19 - today.weekday())
    page.goto(f"/meetings/{Meeting.objects.get(body__kind='committee').number}/move/")
    group = page.get_by_role("group", name="To which day?")
    for part, value in (("Day", saturday.day), ("Month", saturday.month), ("Year", saturday.year)):
        group.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Why is it moved?").fill("The hall is closed.")
    page.get_by_role("button", name="Move the meeting").click()
    expect(page.get_by_text("is a Saturday. Move the meeting if that was not meant.")).to_be_visible()
    axe(page)
    screenshot(page, "meeting-moved-to-saturday")
    page.goto("/account/")
    page.get_by_role("link", name="Change calendars").click()
    axe(page)
    screenshot(page, "calendars")
    page.get_by_role("button", name="Withdraw the address").click()
    expect(page.get_by_role("alert")).to_contain_text("The address was withdrawn")
    assert page.request.get(urlsplit(address).path).status == 404

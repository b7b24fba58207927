"""The clerk keeps the page of the room open through a meeting and loses nothing when the connection goes; the chair records."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from sightline.domain.meetings.commands import record_outcome, set_style
from sightline.domain.meetings.models import MeetingOutcome, Promise
from tests import cast
from tests.browser.conftest import PICTURES, assert_no_sideways_scrolling
from tests.factories import SYSTEM, a_body, a_council, some_evidence
from tests.meeting_factories import a_held_meeting, a_meeting, approved_minutes, item_of, seated

CLERK = replace(
    cast.READER,
    name="Democratic Services Officer",
    email="clerk@northmere.example",
    role="democratic-services",
)
TABLET = {"width": 768, "height": 1024}


def test_a_clerk_in_the_room_loses_no_words_and_the_chair_records_too(
    sign_in: Any, context: Any, transactional_db: Any, axe: Any, screenshot: Any
) -> None:
    a_council()
    body, today = seated(a_body("Improvement Board")), timezone.localdate()
    set_style(by=SYSTEM, body=body, opening="The Board agreed that", numbering="(a)")
    before = a_held_meeting(body, on=today - timedelta(days=60))
    record_outcome(
        by=SYSTEM,
        item=item_of(before),
        result="agreed",
        words="RESOLVED: That the plan be brought back.",
        today=today,
    )
    meeting = a_meeting(body, on=today)
    page = sign_in(CLERK)
    page.goto(f"/meetings/{meeting.number}/")
    page.get_by_role("button", name="Open the page of the room").click()

    # Who is here, in one press each.
    for _ in range(3):
        page.get_by_role("button", name=re.compile("^Here")).first.click()
    expect(
        page.get_by_text("3 of 7 seats that count were filled; 3 are needed: quorate").first
    ).to_be_visible()

    # By keyboard to the item of the plan.
    while page.get_by_role("heading", level=1, name="Progress of the plan").count() == 0:
        here = page.url
        page.keyboard.press("Alt+n")
        page.wait_for_url(lambda url, here=here: url != here)
    expect(page.get_by_text("RESOLVED: That the plan be brought back.")).to_be_visible()
    page.keyboard.press("Alt+o")
    words = page.get_by_label("In the body’s own words")
    expect(words).to_be_focused()
    page.get_by_role("button", name="That the report be noted.").click()
    expect(words).to_have_value("The Board agreed that the report be noted.")
    axe(page)
    screenshot(page, "room")
    page.set_viewport_size(TABLET)
    page.screenshot(path=PICTURES / "room-tablet.png", full_page=True)
    assert_no_sideways_scrolling(page, TABLET["width"])

    # The connection goes: the words stay, and are saved once when it is back.
    page.get_by_label("What the minutes will say of this item").fill("Members asked about caseloads.")
    words.fill("The Board agreed that the report be noted with thanks.")
    context.set_offline(True)
    page.keyboard.press("Alt+k")
    expect(page.get_by_text("There is no connection. Your words are kept on this device")).to_be_visible()
    page.get_by_role("link", name="Previous").click()
    expect(page.get_by_text("so this page stays open")).to_be_visible()
    with page.expect_navigation():
        context.set_offline(False)
    expect(page.get_by_text("The outcome was recorded.")).to_be_visible()
    assert [one.words for one in MeetingOutcome.objects.filter(meeting=meeting)] == [
        "The Board agreed that the report be noted with thanks."
    ]
    expect(page.get_by_label("What the minutes will say of this item")).to_have_value(
        "Members asked about caseloads."
    )

    # The sign-in is lost before the notes are saved: they are offered with their time, never put over what is there.
    signed_in = context.cookies()
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save the notes").click()
    expect(page.get_by_text("You are not signed in any more, so nothing was saved.")).to_be_visible()
    context.add_cookies(signed_in)
    page.goto(f"/meetings/{meeting.number}/room/{item_of(meeting).number}/")
    notes = page.get_by_label("What the minutes will say of this item")
    expect(notes).to_have_value("")
    expect(page.get_by_text("You typed something here on")).to_be_visible()
    page.get_by_role("button", name="Use what I typed").click()
    expect(notes).to_have_value("Members asked about caseloads.")
    page.get_by_role("button", name="Save the notes").click()
    expect(page.get_by_text("The notes were saved.")).to_be_visible()
    expect(page.get_by_text("You typed something here on")).to_have_count(0)

    # A promise in one line.
    page.keyboard.press("Alt+r")
    page.keyboard.type("Head of Service; send the corrected plan; by 12 March 2099")
    page.keyboard.press("Alt+k")
    expect(page.get_by_text("The promise was taken up.")).to_be_visible()
    assert Promise.objects.get().owner_words == "Head of Service"

    # The chair records at the same item; the clerk's page does not know of it, is told, and keeps its words.
    item = item_of(meeting)
    words.fill("The Board agreed that a visit be made.")
    record_outcome(
        by=SYSTEM, item=item, result="agreed", words="RESOLVED: That a visit be paid.", today=today
    )
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.get_by_text("Somebody saved this item after you opened it")).to_be_visible()
    expect(words).to_have_value("The Board agreed that a visit be made.")
    assert MeetingOutcome.objects.filter(meeting=meeting, words__contains="visit").count() == 1

    # Afterwards: the style of the body with its preview, and minutes with a figure that the source has otherwise.
    page.goto(f"/bodies/{body.pk}/resolutions/")
    page.get_by_label("Words before a resolution").fill("AGREED –")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("AGREED – That the report be noted.")).to_be_visible()
    axe(page)
    screenshot(page, "resolutions")
    approved_minutes(
        before, item_of(meeting, "minutes"), "Members heard that 47% of assessments were in time."
    )
    audit = some_evidence("Audit of assessments")
    page.goto(f"/meetings/{before.number}/minutes/")
    page.get_by_role("link", name=re.compile("^The source has another figure")).last.click()
    page.get_by_label("The words of the minutes").fill("47% of assessments were in time")
    page.get_by_label("The figure as approved").fill("47%")
    page.get_by_label("What is counted?").fill("Assessments in time")
    page.get_by_label("What does the source say?").fill("45%")
    page.get_by_label("Of which period or day?").fill("March 2026")
    page.get_by_label("Or the piece of evidence").select_option(label=audit.title)
    axe(page)
    page.get_by_role("button", name="Put it beside the minutes").click()
    expect(page.get_by_text("The source says 45%")).to_be_visible()
    axe(page)
    screenshot(page, "minutes-figure")

    chair = sign_in(cast.CHAIR)
    chair.goto(f"/meetings/{meeting.number}/room/{item.number}/")
    expect(chair.get_by_role("button", name="Record the outcome")).to_be_visible()
    expect(chair.get_by_role("button", name="Save the notes")).to_have_count(0)

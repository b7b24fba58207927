"""The clerk keeps a board meeting, from the agenda to minutes that a later meeting approves; the chair records what was decided."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.governance.commands import add_seat, set_terms
from sightline.domain.meetings.models import Meeting
from tests import cast
from tests.deciding_factories import an_asked_action
from tests.factories import SYSTEM, a_body, a_council, a_holding, a_plan, a_post
from tests.meeting_factories import a_held_meeting, decided

CLERK = replace(
    cast.READER,
    name="Democratic Services Officer",
    email="clerk@northmere.example",
    role="democratic-services",
)
SINCE = timezone.localdate() - timedelta(days=400)


@pytest.fixture
def board(transactional_db: Any) -> Any:
    """A board of five seats with its terms, two actions that wait for its sign-off, and an urgent decision to be told of."""
    a_council()
    body, today = a_body("Improvement Board"), timezone.localdate()
    chair = a_holding(cast.CHAIR, since=SINCE)
    add_seat(by=SYSTEM, body=body, role="independent-chair", post=chair.post, since=SINCE)
    for title in (
        "Director of Children’s Services",
        "Chief Superintendent",
        "Head of Housing",
        "Chief Nurse",
    ):
        add_seat(by=SYSTEM, body=body, role="member", post=a_post(title), since=SINCE)
    set_terms(by=SYSTEM, body=body, since=SINCE, terms="It oversees the plan.", quorum_share_of=3)
    plan = a_plan("Children’s services improvement plan", today=today)
    for title in ("Agree one threshold document", "Audit 20 assessments a month"):
        an_asked_action(plan, board=body, title=title, today=today)
    decided(
        "other", body, authority="urgency", urgency_reason="The home closed the next day.", on=today - timedelta(days=9),
        words="That the children move to the new home at once.", taken_by_words="Independent chair",
    )  # fmt: skip
    return body


def fill_day(page: Page, legend: str, day: Any) -> None:
    group = page.get_by_role("group", name=legend)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part, exact=True).fill(str(value))


@pytest.mark.postgres_story
def test_a_board_meeting_from_agenda_to_approved_minutes(
    sign_in: Any, board: Any, axe: Any, screenshot: Any
) -> None:
    page, today = sign_in(CLERK), timezone.localdate()
    page.goto("/meetings/")
    axe(page)
    page.get_by_role("button", name="Call a meeting").click()
    page.get_by_label("Which body meets?").select_option("Improvement Board")
    fill_day(page, "On which day?", today)
    page.get_by_label("From what time?").fill("14:00")
    page.get_by_label("Where?").fill("Committee room 2")
    axe(page)
    page.get_by_role("button", name="Call the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Improvement Board")
    expect(page.get_by_text("2 actions waiting")).to_be_visible()
    page.get_by_role("link", name="Put an item on").click()
    page.get_by_label("Title").fill("Progress of the plan")
    page.get_by_label("Business", exact=True).check()
    page.get_by_role("button", name="Put it on").click()
    page.get_by_role("button", name="Record that the agenda went out").click()
    page.get_by_role("link", name="Put an item on").click()
    page.get_by_label("Title").fill("A children’s home closes")
    page.get_by_role("button", name="Put it on").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it cannot wait")
    page.get_by_label("Why can it not wait for the next meeting?").fill("It closes on Friday.")
    page.get_by_role("button", name="Put it on").click()
    expect(page.get_by_text("Late 1", exact=True)).to_be_visible()
    axe(page)
    screenshot(page, "meeting-planned")

    page.get_by_role("link", name="Record who was there").click()
    answers = page.get_by_label("Attendance", exact=True)
    for place, answer in enumerate(["Present", "Present", "Somebody else stood in", "Apologies", "Absent"]):
        answers.nth(place).select_option(answer)
    page.get_by_label("Name of the substitute").nth(2).fill("Superintendent, Public Protection")
    page.get_by_label("Stayed until").nth(1).select_option(label="Item 3")
    page.get_by_label("Who else was there?").fill("Democratic Services Officer\nInternal Auditor")
    page.get_by_label("Who took the chair?").select_option(index=1)
    axe(page)
    screenshot(page, "meeting-attendance")
    page.get_by_role("button", name="Record who was there").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "3 of 5 seats that count were filled; 2 are needed: quorate"
    )

    page.get_by_role("link", name="2 actions wait for sign-off").click()
    axe(page)
    screenshot(page, "meeting-sign-off")
    groups = page.get_by_role("group", name=re.compile("What came of it"))
    groups.nth(0).get_by_label("Agreed", exact=True).check()
    groups.nth(1).get_by_label("Not agreed").check()
    page.get_by_role("button", name="Record the outcomes").click()
    expect(page.get_by_text("Say why it was not agreed").first).to_be_visible()
    axe(page)
    screenshot(page, "meeting-sign-off-refused")
    page.get_by_role("group", name=re.compile("What came of it")).get_by_label("Put off").check()
    page.get_by_label(re.compile("Why, where it was not agreed")).fill("Members want to see a larger sample.")
    page.get_by_role("button", name="Record the outcomes").click()
    expect(page.get_by_text("Put off", exact=True)).to_be_visible()
    page.get_by_role("link", name=re.compile("Improvement Board")).first.click()

    page.get_by_role("link", name="1 decision has to be ratified or reported").click()
    page.get_by_role("group", name=re.compile("What came of it")).get_by_label("Agreed", exact=True).check()
    page.get_by_role("button", name="Record the outcomes").click()
    page.get_by_role("link", name=re.compile("Decision 3")).click()
    axe(page)
    screenshot(page, "decision")
    page.get_by_role("link", name="Meetings", exact=True).first.click()
    page.get_by_role("link", name=re.compile("Improvement Board")).first.click()
    screenshot(page, "meeting-held")

    page.get_by_role("link", name="Draft the minutes from what was recorded").click()
    page.get_by_role("button", name="Draft the minutes").click()
    expect(page.get_by_text("attended as substitute for Chief Superintendent")).to_be_visible()
    page.get_by_role("link", name="Write the minute of item 4").click()
    page.get_by_label("What the minutes say of this item").fill(
        "Members heard that 30 of 63 files were audited."
    )
    page.get_by_role("button", name="Save the minute").click()
    page.get_by_role("button", name="Circulate this draft").click()
    page.get_by_role("link", name="Correct item 4").click()
    page.get_by_label("The words that are wrong").fill("30 of 63")
    page.get_by_label("The words that should stand there").fill("30 of 36")
    page.get_by_label("Why?").fill("The figures were turned round.")
    page.get_by_role("button", name="Record the correction").click()
    expect(page.get_by_text("30 of 36 files")).to_be_visible()
    axe(page)
    screenshot(page, "minutes-draft")

    meeting = Meeting.objects.get()
    Meeting.objects.filter(pk=meeting.pk).update(on=today - timedelta(days=7))
    later = a_held_meeting(board, on=today, present=3)
    page.goto(f"/meetings/{later.number}/")
    page.get_by_role("link", name="Record outcomes of item 2").click()
    page.get_by_role("group", name=re.compile("What came of it")).get_by_label("Agreed", exact=True).check()
    page.get_by_role("button", name="Record the outcomes").click()
    page.goto(f"/meetings/{meeting.number}/minutes/")
    expect(page.get_by_text("They are locked")).to_be_visible()
    axe(page)
    screenshot(page, "minutes-approved")


def test_a_chair_finds_what_was_decided_and_records_an_urgent_decision(
    sign_in: Any, board: Any, axe: Any, screenshot: Any
) -> None:
    page, today = sign_in(cast.CHAIR), timezone.localdate()
    page.goto("/decisions/")
    expect(page.get_by_text("That the children move to the new home at once.")).to_be_visible()
    axe(page)
    screenshot(page, "decisions")
    page.get_by_role("button", name="Record a decision between meetings").click()
    page.get_by_label("Improvement Board, in urgency by its chair").check()
    axe(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Another decision").check()
    page.get_by_role("button", name="Continue").click()
    fill_day(page, "On which day?", today)
    page.get_by_label("What was decided?").fill("That agency cover be found for the front door.")
    page.get_by_label("Who decided?").select_option(index=1)
    page.get_by_label("Why could it not wait for a meeting?").fill("Two social workers left today.")
    axe(page)
    screenshot(page, "decision-urgent")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("It has to be reported to the next meeting")).to_be_visible()

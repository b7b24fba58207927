"""The clerk takes up what a committee resolved; the officer says that it is met; the committee discharges it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sightline.domain.meetings.models import Promise
from tests import cast
from tests.factories import a_body, a_council, a_post
from tests.meeting_factories import a_held_meeting, item_of, seated
from tests.promise_factories import a_promise, a_resolution

CLERK = replace(
    cast.READER,
    name="Democratic Services Officer",
    email="clerk@northmere.example",
    role="democratic-services",
)


@pytest.mark.postgres_story
def test_a_promise_from_the_words_to_discharge(
    transactional_db: Any, sign_in: Any, live_server: Any, axe: Any, screenshot: Any
) -> None:
    a_council()
    today, body = timezone.localdate(), seated(a_body("Children’s Scrutiny Committee"))
    post, cabinet = (
        a_post("Head of Quality", since=today - timedelta(days=400)),
        a_body("Cabinet", kind="executive"),
    )
    a_promise(
        body, "That Cabinet be recommended to fund six more posts in the front door.", kind="recommend",
        owner=("body", cabinet.pk), due=today - timedelta(days=30), made_on=today - timedelta(days=90),
    )  # fmt: skip
    a_resolution(body, "RESOLVED: That the review of contacts be circulated to members when it is released.",
                 on=today - timedelta(days=60))  # fmt: skip
    a_resolution(body, "RESOLVED: That the report be noted.", on=today - timedelta(days=30))
    page = sign_in(CLERK)
    page.goto(f"{live_server.url}/promises/")
    expect(page.get_by_text("promise in 2 resolutions and commitments")).to_be_visible()
    axe(page)
    screenshot(page, "promises-register")
    page.get_by_role("button", name="Take up promises").click()
    axe(page)
    screenshot(page, "promises-take-up")
    rows = page.locator(".sl-meet-row")
    noted = rows.filter(has=page.get_by_text("That the report be noted.").first)
    noted.get_by_label("Not a promise").first.check()
    asked = rows.filter(has_text="review of contacts")
    asked.get_by_label("A promise", exact=True).check()
    page.get_by_role("button", name="Save what was chosen").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say why it is not a promise")
    axe(page)
    page.get_by_label("Where it is not a promise: why").fill("It was only noted.")
    page.get_by_role("button", name="Save what was chosen").click()
    expect(page.get_by_text("Nothing is left to decide")).to_be_visible()
    promise = Promise.objects.get(words__contains="review of contacts")
    page.goto(f"{live_server.url}/promises/{promise.number}/")
    expect(page.get_by_text("It does not say who owes it.")).to_be_visible()
    axe(page)
    screenshot(page, "promises-one")
    page.get_by_role("link", name="Change who owes it", exact=True).click()
    page.get_by_label("Who owes it", exact=True).select_option(label=str(post))
    axe(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Say that it is met").click()
    page.get_by_label("How was it met?").fill("Sent to all members.")
    axe(page)
    screenshot(page, "promises-met")
    page.get_by_role("button", name="Say that it is met").click()
    expect(page.get_by_text("has not decided yet")).to_be_visible()
    item = item_of(a_held_meeting(body, on=today), "promises")
    page.goto(f"{live_server.url}/meetings/{item.meeting.number}/items/{item.number}/")
    axe(page)
    screenshot(page, "promises-item")
    page.get_by_role("button", name="Record outcomes").click()
    axe(page)
    page.get_by_label("Agreed", exact=True).check()
    page.get_by_role("button", name="Record the outcomes").click()
    page.goto(f"{live_server.url}/promises/1/")
    expect(page.get_by_role("heading", name="It is late")).to_be_visible()
    axe(page)
    screenshot(page, "promises-late")
    page.goto(f"{live_server.url}/bodies/{body.pk}/promises/")
    expect(page.get_by_text("Sent to all members.")).to_be_visible()
    axe(page)
    screenshot(page, "promises-of-a-body")
    promise.refresh_from_db()
    assert promise.state == "discharged"
    page.goto(f"{live_server.url}/promises/{promise.number}/")
    screenshot(page, "promises-discharged")

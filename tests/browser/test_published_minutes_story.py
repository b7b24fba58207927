"""Minutes from a council's site become a meeting; a promise in them is followed to discharge; their PDF brings nothing new."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.meetings.models import Meeting, Outcome, Paper, Promise
from sightline.ground.jobs.worker import run_next
from tests import cast
from tests.factories import a_body, a_council, a_user
from tests.meeting_factories import a_held_meeting, item_of, seated
from tests.unit.reading.paper_builder import Paper as Printed

COMMITTEE = "Children and Young People’s Scrutiny Committee"


def upload(page: Page, address: str, paper: Path) -> None:
    page.goto(f"{address}/imports/upload/")
    page.get_by_label("Files").set_input_files([paper])
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Upload of")
    while run_next():
        pass
    page.reload()
    page.get_by_role("link", name=paper.name, exact=True).click()


def as_pdf(text: str) -> bytes:
    printed = Printed()
    for line in text.splitlines():
        for piece in textwrap.wrap(line.strip(), 80) or [""]:
            printed.put(piece) if piece else printed.gap()
    return printed.pdf()


@pytest.mark.slow
def test_minutes_become_a_meeting_whose_promise_is_discharged(
    transactional_db: Any, page: Page, context: Any, client: Any, live_server: Any, shared: Path, axe: Any,
    screenshot: Any, tmp_path: Path,
) -> None:  # fmt: skip
    a_council()
    body, today, at = seated(a_body(COMMITTEE, kind="committee")), timezone.localdate(), live_server.url
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": at}])
    text = next((shared / "seeds").glob("001_*.txt")).read_text()
    web = tmp_path / "agenda-item.txt"
    web.write_text(text)

    # The page prints neither its body nor its day: a meeting is asked for when both are stated.
    upload(page, at, web)
    expect(page.get_by_text("nobody can say of which meeting it tells")).to_be_visible()
    page.get_by_role("link", name="Change these facts").click()
    page.get_by_label(COMMITTEE, exact=True).check()
    date = page.get_by_role("group", name="Date")
    for name, value in (("Day", "21"), ("Month", "9"), ("Year", "2023")):
        date.get_by_label(name).fill(value)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("A meeting that is not here yet")).to_be_checked()
    axe(page)
    assert not Meeting.objects.exists(), "nothing is made before the paper is accepted"
    page.get_by_role("button", name="Accept this paper").click()

    # The meeting, with what it agreed; one of its promises is taken up, met and discharged.
    page.get_by_role("link", name="Meeting 1", exact=True).click()
    expect(page.get_by_text("held elsewhere")).to_be_visible()
    asked = page.locator(".sl-meet-outcome", has_text="domestic abuse review")
    asked.get_by_role("link", name="Take up as a promise").click()
    page.get_by_role("button", name="Take up", exact=False).click()
    page.get_by_role("button", name="Say that it is met").click()
    page.get_by_label("How was it met?").fill("Sent to all members.")
    page.get_by_role("button", name="Say that it is met").click()
    item = item_of(a_held_meeting(body, on=today), "promises")
    page.goto(f"{at}/meetings/{item.meeting.number}/items/{item.number}/")
    page.get_by_role("button", name="Record outcomes").click()
    page.get_by_label("Agreed", exact=True).check()
    page.get_by_role("button", name="Record the outcomes").click()
    assert Promise.objects.get().state == "discharged"

    # The PDF of the same minutes: another source of the paper, and nothing new.
    before = (Meeting.objects.count(), Outcome.objects.count(), Promise.objects.count())
    printed = tmp_path / "minutes.pdf"
    printed.write_bytes(as_pdf(text))
    upload(page, at, printed)
    page.get_by_label("It is paper 1").check()
    page.get_by_role("button", name="Accept this paper").click()
    expect(page.get_by_text("It is a further source of that paper.")).to_be_visible()
    assert (Meeting.objects.count(), Outcome.objects.count(), Promise.objects.count()) == before
    assert Paper.objects.get().sources.count() == 2

    # What the page lost stays empty, and is asked for. (An item of the page without its title.)
    Paper.objects.get().items.update(title="")
    page.goto(f"{at}/meetings/to-complete/")
    axe(page)
    screenshot(page, "published-to-complete")
    page.get_by_role("link", name="Complete paper 1").click()
    axe(page)
    screenshot(page, "published-complete")
    page.get_by_label("Title of item 1").fill("Improvement plan")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Say how you know")
    page.get_by_label("How do you know?").fill("The agenda on paper")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("No title is printed.")).to_be_visible()
    expect(page.get_by_text("Discharged")).to_be_visible()
    axe(page)

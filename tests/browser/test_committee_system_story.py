"""An administrator connects the council's committee system; the programme office finds its minutes waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.ground.jobs import worker
from tests import cast
from tests.committee_system import answers, running
from tests.connecting_factories import PANEL, minutes_here
from tests.factories import a_body, a_council, a_user


@pytest.fixture
def system(settings):
    settings.CONNECT_PRIVATE, settings.CONNECT_PAUSE = True, 0.0
    with running() as here:
        here.committees = {
            PANEL: "Children and Learning Scrutiny Panel",
            13: "Audit Committee",
            14: "Licensing Committee",
        }
        today = timezone.localdate()
        for number, ago in enumerate((10, 40, 70)):
            here.meetings[70 + number] = minutes_here(
                70 + number, today - timedelta(days=ago), f"That report {number} be noted."
            )
        here.meeting(80, PANEL, today + timedelta(days=20), status="Confirmed", published="False")
        yield here


@pytest.fixture
def administrator(page: Page, context, live_server, client) -> Page:
    a_council()
    a_body("Education Scrutiny")
    client.force_login(a_user(cast.ADMINISTRATOR))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    return page


def work() -> None:
    while worker.run_next():
        pass


def look(page: Page, axe, screenshot, name: str) -> None:
    axe(page)
    screenshot(page, f"committee-system-{name}")


def test_an_administrator_connects_the_committee_system(administrator: Page, system, axe, screenshot):
    page = administrator
    page.goto("/settings/")
    page.get_by_role("link", name="Committee system").click()
    look(page, axe, screenshot, "empty")
    page.get_by_role("button", name="Set the address").click()
    page.get_by_label("Address of the committee system").fill("democracy.northmere.example")
    page.get_by_role("button", name="Save the address").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("with https:// or http:// before it")
    look(page, axe, screenshot, "address")
    page.get_by_label("Address of the committee system").fill(system.url)
    page.get_by_role("button", name="Save the address").click()
    page.get_by_role("button", name="Ask for the list of committees").click()
    expect(page.get_by_text("It is being asked now")).to_be_visible()
    work()
    page.reload()
    page.get_by_role("button", name="Choose committees").click()
    page.get_by_label("Children and Learning Scrutiny Panel").check()
    look(page, axe, screenshot, "committees")
    page.get_by_role("button", name="Save the choice").click()
    page.get_by_role("link", name="Match Children and Learning Scrutiny Panel").click()
    page.get_by_label("Which of our bodies is it?").select_option("Education Scrutiny")
    look(page, axe, screenshot, "match")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Start asking every night").click()
    page.get_by_role("button", name="Ask now").click()
    work()
    page.goto("/settings/committee-system/")
    expect(page.get_by_text("3 sets of minutes")).to_be_visible()
    look(page, axe, screenshot, "connected")
    page.get_by_role("link", name="Meetings found").click()
    look(page, axe, screenshot, "meetings")
    page.get_by_role("link", name="Children and Learning Scrutiny Panel,").nth(1).click()
    expect(page.get_by_role("link", name="Report")).to_be_visible()
    look(page, axe, screenshot, "meeting")
    page.get_by_role("link", name="Its minutes among the imports").click()
    expect(page.get_by_text("That report 0 be noted.").first).to_be_visible()


def test_what_went_wrong_is_told_in_words(administrator: Page, system, axe, screenshot):
    from tests.connecting_factories import a_connection, with_committees

    today = timezone.localdate()
    with_committees(
        a_connection(system.url),
        {PANEL: "Children and Learning Scrutiny Panel", 13: "Audit Committee"},
        today,
    )
    system.behaviour["GetMeeting"] = lambda handler, given: (
        given["lMeetingId"] == "71" and not handler.send(200, b"<html>Runtime Error")
    )
    page = administrator
    page.goto("/settings/committee-system/")
    page.get_by_role("button", name="Ask now").click()
    work()
    page.goto("/settings/committee-system/")
    expect(page.get_by_text("The last time:")).to_contain_text("1 question went wrong")
    axe(page)
    page.get_by_role("link", name="What was asked").click()
    look(page, axe, screenshot, "log")
    page.locator("tbody a").first.click()
    expect(page.get_by_text("not the XML that a committee system gives")).to_be_visible()
    look(page, axe, screenshot, "turn")
    system.behaviour["*"] = answers(302, Location="http://elsewhere.example/")
    system.behaviour.pop("GetMeeting")
    page.goto("/settings/committee-system/")
    page.get_by_role("button", name="Ask now").click()
    work()
    page.goto("/settings/committee-system/")
    expect(page.get_by_text("The last time:")).to_contain_text("only the address that was set is ever asked")
    look(page, axe, screenshot, "failed")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Asking is paused. Nothing is asked until you start it again.")).to_be_visible()
    axe(page)

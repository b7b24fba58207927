"""An administrator changes the council's colours, and looks at the chain of events."""

import re

import pytest
from playwright.sync_api import Page, expect

from sightline.ground.jobs import worker
from tests import cast
from tests.factories import a_body, a_council, a_user


@pytest.fixture
def administrator(page: Page, context, live_server, client) -> Page:
    a_council()
    client.force_login(a_user(cast.ADMINISTRATOR))
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def colour_of_header(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.querySelector('.sl-header')).backgroundColor")


@pytest.mark.postgres_story
def test_an_administrator_changes_the_colours(administrator: Page, axe, screenshot):
    page = administrator
    page.goto("/settings/")
    axe(page)
    screenshot(page, "settings")
    before = colour_of_header(page)
    page.get_by_label("Main colour").fill("#ffee00")
    page.get_by_role("button", name="Save the settings").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator("#id_colour_main-error")).to_contain_text("Choose a darker colour")
    assert colour_of_header(page) == before
    axe(page)
    screenshot(page, "settings-refused")
    page.get_by_label("Main colour").fill("#203050")
    page.get_by_role("button", name="Save the settings").click()
    expect(page.get_by_text("The settings were saved.")).to_be_visible()
    assert colour_of_header(page) == "rgb(32, 48, 80)"
    axe(page)


def test_an_administrator_verifies_the_chain_and_removes_a_name(administrator: Page, axe, screenshot):
    page = administrator
    a_body("Improvement Board", purpose="Spoke with Given Surname")
    page.goto("/audit/")
    axe(page)
    page.get_by_role("button", name="Verify the chain").click()
    expect(page.get_by_text("Not finished yet")).to_be_visible()
    assert worker.run_next()
    page.reload()
    expect(page.get_by_text("The chain is whole.")).to_be_visible()
    axe(page)
    screenshot(page, "audit")
    page.get_by_role("link", name="Remove text that must not exist").click()
    axe(page)
    screenshot(page, "redact")
    page.get_by_label("The text that must not exist").fill("Given Surname")
    page.get_by_label("On whose authority?").fill("Director, 3 June 2024")
    page.get_by_label("Why?").fill("A child's name")
    page.get_by_role("button", name="See where it stands").click()
    expect(page.locator("h1")).to_have_text(re.compile(r"Remove this text in \d+ places\?"))
    axe(page)
    screenshot(page, "redact-sure")
    page.get_by_role("button", name="Remove it everywhere").click()
    expect(page.get_by_text("The text was removed in")).to_be_visible()
    page.goto("/bodies/")
    page.get_by_role("link", name="Improvement Board").click()
    expect(page.get_by_text("Spoke with [redacted]")).to_be_visible()

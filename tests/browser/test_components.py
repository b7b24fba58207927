"""The components in a real browser: accessible, at home on a phone, and working with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import cast
from tests.factories import a_council, a_user


@pytest.fixture
def signed_in(page: Page, context, live_server, client) -> Page:
    """A reader's browser, signed in by a session made for it."""
    a_council()
    client.force_login(a_user(cast.READER))
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return page


def test_the_gallery_is_accessible_and_fits_a_phone(signed_in: Page, axe, screenshot):
    signed_in.goto("/gallery/")
    axe(signed_in)
    screenshot(signed_in, "gallery")


def test_every_kind_of_field_is_accessible_with_and_without_errors(signed_in: Page, axe, screenshot):
    signed_in.goto("/gallery/form/")
    axe(signed_in)
    screenshot(signed_in, "fields")
    signed_in.get_by_role("button", name="Send").click()
    expect(signed_in).to_have_title(re.compile("^Error: Kinds of field"))
    expect(signed_in.locator(".govuk-error-summary")).to_be_focused()
    axe(signed_in)
    screenshot(signed_in, "fields-with-errors")
    signed_in.get_by_role("link", name="Enter the new due date").click()
    expect(signed_in.get_by_label("Day")).to_be_focused()


def test_the_menu_opens_with_the_keyboard_and_closes_with_escape(signed_in: Page, axe):
    signed_in.goto("/gallery/form/")
    more = signed_in.locator("summary", has_text="More")
    more.focus()
    signed_in.keyboard.press("Enter")
    link = signed_in.locator(".sl-menu__list").get_by_role("link", name="Bodies and people")
    expect(link).to_be_visible()
    axe(signed_in)
    signed_in.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(more).to_be_focused()


def test_words_survive_a_lost_page_and_go_when_they_were_sent(signed_in: Page):
    signed_in.goto("/gallery/form/")
    box = signed_in.get_by_label("Why is the date moved?")
    box.fill("The post was empty until February.")
    signed_in.goto("/gallery/form/")
    expect(box).to_have_value("")
    signed_in.get_by_role("button", name="Use it").click()
    expect(box).to_have_value("The post was empty until February.")
    signed_in.get_by_label("Title of the action").fill("Agree one threshold document")
    for part, value in (("Day", "27"), ("Month", "3"), ("Year", "2026")):
        signed_in.get_by_label(part).fill(value)
    signed_in.get_by_label("At risk").check()
    signed_in.get_by_role("button", name="Send").click()
    expect(signed_in.get_by_text("Everything was understood")).to_be_visible()
    assert signed_in.evaluate("localStorage.length") == 0


def test_ticking_the_head_ticks_every_row_and_says_how_many(signed_in: Page):
    signed_in.goto("/gallery/")
    signed_in.get_by_label("Select all rows").check()
    expect(signed_in.locator("[data-select-count=gallery]")).to_have_text("3 of 3 selected")
    signed_in.get_by_label("Select action 1.2").uncheck()
    expect(signed_in.locator("[data-select-count=gallery]")).to_have_text("2 of 3 selected")


def test_chosen_files_are_listed(signed_in: Page):
    signed_in.goto("/gallery/form/")
    signed_in.get_by_label("Evidence").set_input_files(
        [{"name": "audit.pdf", "mimeType": "application/pdf", "buffer": b"x" * 12_300}]
    )
    expect(signed_in.locator("[data-drop-list] li")).to_have_text("audit.pdf (12 KB)")


def test_without_scripts_everything_can_be_reached(new_context, live_server, client, axe, db):
    a_council()
    client.force_login(a_user(cast.READER))
    context = new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto("/gallery/form/")
    page.locator("summary", has_text="More").click()
    page.locator(".sl-menu__list").get_by_role("link", name="Bodies and people").click()
    expect(page.locator("h1")).to_have_text("Bodies")
    page.goto("/gallery/")
    expect(page.locator("h1")).to_have_text("Components")
    expect(page.get_by_text("Select all rows")).to_be_hidden()


def test_a_list_is_accessible_at_every_width_and_names_each_value_on_a_phone(
    signed_in: Page, axe, screenshot
):
    signed_in.goto("/gallery/list/?confidence=at-risk")
    axe(signed_in)
    screenshot(signed_in, "list")
    signed_in.set_viewport_size({"width": 390, "height": 844})
    axe(signed_in)
    label = signed_in.locator("td[data-label=Owner]").first
    assert label.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Owner"'


PROGRESS = """<!DOCTYPE html><html lang="en-GB"><head><title>Reading</title></head><body><main><h1>Reading</h1>
<div id="work"{refresh}><p>{done} of 2 papers read</p></div></main>
<script type="module" src="/static/ui/start.js"></script></body></html>"""


def test_a_page_about_work_goes_on_by_itself_and_leads_on_when_it_is_done(page: Page, live_server):
    answers = iter([0, 1, 2])

    def answer(route):
        done = next(answers)
        asks = ' data-refresh="/trial/" data-refresh-seconds="0.1"' if done < 2 else ' data-refresh-done="/"'
        route.fulfill(content_type="text/html", body=PROGRESS.format(refresh=asks, done=done))

    page.route("**/trial/", answer)
    page.goto("/trial/")
    expect(page).to_have_url(f"{live_server.url}/")
    assert next(answers, None) is None

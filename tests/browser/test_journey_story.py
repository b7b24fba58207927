"""The programme office records a direction and its revision; an adviser writes in the log; all of it stands on the journey."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import cast
from tests.factories import a_body, a_council, a_plan, a_user, an_inspection
from tests.interventions_factories import a_focus_area, an_intervention, an_official, some_advice

LAPS = """() => {
  const labels = [...document.querySelectorAll('.sl-time svg text')].filter(one => one.getClientRects().length);
  const boxes = labels.map(one => ({text: one.textContent, box: one.getBoundingClientRect()}));
  const laps = [];
  for (const [at, one] of boxes.entries()) for (const other of boxes.slice(at + 1)) {
    const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
    const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
    if (across > 1 && down > 4) laps.push(one.text + ' / ' + other.text);
  }
  return {count: labels.length, laps};
}"""


@pytest.fixture
def sign_in(page: Page, context, live_server, client):
    """`sign_in(cast.DIRECTOR)` gives a browser in which that person is signed in."""

    def as_(user) -> Page:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        return page

    return as_


@pytest.fixture
def years(transactional_db):
    """Two inspections, a board, a plan, an adviser."""
    today = timezone.localdate()
    a_council()
    board = a_body("Improvement Board", since=date(2019, 2, 4))
    first = an_inspection(
        title="Inspection of 2018",
        start=date(2018, 11, 5),
        end=date(2018, 11, 16),
        published=date(2019, 1, 8),
    )
    an_inspection(
        title="Inspection of 2023", start=date(2023, 3, 6), end=date(2023, 3, 17), published=date(2023, 5, 2)
    )
    a_plan("Children first", today=date(2019, 1, 14), starts=date(2019, 2, 4), ends=today + timedelta(300))
    adviser = an_intervention("Improvement adviser", kind="adviser", body=board, inspections=(first,))
    an_official(adviser)
    some_advice(adviser, "Read twenty records a month.", focus=a_focus_area(adviser))
    return adviser


def fill_day(page: Page, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.fill(f"[name={name}-{part}]", str(value))


def test_a_direction_is_recorded_revised_and_drawn(years, sign_in, axe, screenshot):
    page = sign_in(a_user(cast.PROGRAMME_OFFICE))
    page.goto("/inspections/")
    page.get_by_role("navigation", name="Parts of inspections").get_by_role(
        "link", name="Interventions"
    ).click()
    axe(page)
    page.get_by_role("button", name="Add an intervention").click()
    axe(page)
    page.get_by_label("What is it?").select_option("direction")
    page.get_by_label("Stream").select_option("social-care")
    page.get_by_label("Title").fill("Direction of March")
    fill_day(page, "since", date(2019, 3, 12))
    page.get_by_label("Terms").fill("The council reports every month.")
    page.get_by_label("Conditions").fill("An independent chair.\nA plan within eight weeks.")
    page.get_by_label("Inspection of 2018").check()
    page.get_by_role("button", name="Add the intervention").click()
    expect(page.locator("h1")).to_have_text("Direction of March")
    page.get_by_role("link", name=re.compile("Mark it met ?: condition 1")).click()
    fill_day(page, "on", date(2019, 4, 2))
    page.get_by_label("How was it met?").fill("The board met under its chair.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("1 of 2 conditions met")).to_be_visible()
    page.get_by_role("link", name="Revise it").click()
    axe(page)
    page.get_by_label("Title").fill("Direction of July")
    fill_day(page, "since", date(2019, 7, 23))
    page.get_by_label("Terms").fill("The council reports every three months.")
    page.get_by_label("Why is it revised?").fill("The commissioner reported.")
    page.get_by_role("button", name="Save the revised one").click()
    expect(page.locator("h1")).to_have_text("Direction of July")
    expect(page.get_by_text("A plan within eight weeks.").first).to_be_visible()
    page.get_by_text("The terms before").click()
    expect(page.locator("details del").first).to_contain_text("month")
    axe(page)
    screenshot(page, "intervention")
    page.goto("/journey/")
    expect(page.locator(".sl-time__across svg")).to_be_visible()
    expect(page.get_by_role("img", name="The journey")).to_have_count(1)
    axe(page)
    screenshot(page, "journey")
    nothing_overlaps(page)
    table = page.get_by_role("table", name="The journey, the earliest first")
    for words in (
        "Direction of March",
        "Direction of July",
        "Improvement Board",
        "Children first",
        "Inadequate",
    ):
        expect(table.get_by_text(words).first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="SVG").click()
    assert download.value.suggested_filename == "journey.svg"


def nothing_overlaps(page: Page) -> None:
    """As the browser really sets the words, wide and on a phone; the region of the picture can be reached by keyboard."""
    for width, shown in ((1280, ".sl-time__across"), (800, ".sl-time__across"), (390, ".sl-time__down")):
        page.set_viewport_size({"width": width, "height": 900})
        expect(page.locator(f"{shown} svg")).to_be_visible()
        found = page.evaluate(LAPS)
        assert found["count"] > 10 and found["laps"] == [], (width, found["laps"])
    page.set_viewport_size({"width": 800, "height": 900})
    region = page.get_by_role("region", name="The journey as a picture")
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(region).to_be_focused()


def test_the_adviser_writes_in_the_log(years, sign_in, axe, screenshot):
    page = sign_in(a_user(cast.ADVISER, over=years))
    page.goto(f"/interventions/{years.number}/")
    page.get_by_role("link", name="Add advice").click()
    axe(page)
    fill_day(page, "on", date(2024, 1, 9))
    page.get_by_label("To whom?").fill("Head of Service, Front Door")
    page.get_by_label("Focus area").select_option(label="The front door")
    page.get_by_label("Advice", exact=True).fill("Write the reason for each decision in two sentences.")
    page.get_by_role("button", name="Add it to the log").click()
    expect(page.get_by_text("The advice is in the log.")).to_be_visible()
    page.get_by_role("link", name=re.compile("Say what came of it ?: advice 2")).click()
    page.get_by_label("Accepted in part").check()
    fill_day(page, "on", date(2024, 2, 6))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("table", name="Advice log").get_by_text("Accepted in part")).to_be_visible()
    expect(page.get_by_role("link", name="Revise it")).to_have_count(0)
    axe(page)
    screenshot(page, "advice-log")

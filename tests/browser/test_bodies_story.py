"""The programme office seats a board, sees its quorum, and hands it over when it ends."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.test_imports_story import sign_in
from tests.factories import a_body, a_council, a_plan, a_post, an_action
from tests.governance_factories import a_criterion, a_deputy, a_seat, some_terms

from .conftest import NARROW, NARROWEST

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def board():
    a_council()
    today = timezone.localdate()
    over = a_body("Executive", kind="executive")
    board = a_body("Improvement Board", short_name="CIB", purpose="Holds partners to account for the plan.")
    scrutiny, partnership = a_body("Scrutiny Committee", kind="committee"), a_body("Partnership Board")
    some_terms(
        board,
        quorum_number=2,
        quorum_share_of=4,
        frequency="monthly",
        reports_to=over,
        terms="To challenge and support.",
    )
    some_terms(a_body("Workforce Group", kind="workstream"), reports_to=board)
    chair = a_seat(board, "independent-chair", post=a_post("Independent Chair"))
    a_seat(board, post=a_post("Chief Superintendent"))
    a_seat(board, name="Health")
    a_seat(board, "observer", post=a_post("Policy Officer"))
    a_deputy(chair, post=a_post("Vice-Chair"), until=today.replace(year=today.year + 1, day=1))
    a_criterion(board, "The department is assured that progress will last")
    plan = a_plan("Improvement plan", today=today)
    for ref, bodies in (
        ("1.1", (("monitor", board.pk),)),
        ("1.2", (("monitor", board.pk), ("deliver", partnership.pk))),
        ("1.3", (("deliver", board.pk), ("scrutinise", scrutiny.pk))),
    ):
        an_action(plan, f"Action {ref} of the plan", ref=ref, bodies=bodies, today=today)
    return board


def test_a_board_is_seated_and_handed_over(page: Page, board, axe, screenshot):
    sign_in(page, cast.PROGRAMME_OFFICE)
    page.goto("/bodies/")
    expect(page.get_by_role("row", name=re.compile("Improvement Board"))).to_contain_text("Independent Chair")
    axe(page)
    screenshot(page, "bodies")
    page.get_by_role("link", name="Who reports to whom").click()
    expect(page.get_by_role("main")).to_contain_text("Workforce Group")
    axe(page)
    screenshot(page, "bodies-lines")
    page.goto(f"/bodies/{board.pk}/")
    expect(page.get_by_role("main")).to_contain_text("Quorum: 2.")
    axe(page)
    screenshot(page, "body")

    page.get_by_role("link", name=re.compile("Fill the seat of Health")).click()
    page.get_by_label("Who takes the seat?").select_option(label="Policy Officer")
    axe(page)
    day = timezone.localdate()
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("sits on Improvement Board already")
    page.get_by_label("Who takes the seat?").select_option(label="Vice-Chair")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("The seat is filled.")

    page.get_by_role("link", name=re.compile("^Met.*The department")).click()
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("What shows that it is met?").fill("The department’s letter to the council")
    page.get_by_role("button", name="Save").click()

    page.get_by_role("link", name="End it and hand over what it answers for").click()
    axe(page)
    screenshot(page, "hand-over-begin")
    page.get_by_label("Which body follows it?").select_option(label="Partnership Board")
    page.get_by_label("Scrutiny Committee").check()
    page.get_by_role("button", name="Continue to the list").click()
    expect(page.get_by_role("main")).to_contain_text("Nobody marks their own homework.")
    axe(page)
    screenshot(page, "hand-over-list")
    page.get_by_label("Why?", exact=True).fill("The intervention has ended")
    page.get_by_role("button", name="Hand over all of it").click()
    expect(page.get_by_role("alert")).to_contain_text("delivers and monitors the same action then")
    page.get_by_label(re.compile(r"Who takes over: .*1\.2")).select_option(label="Scrutiny Committee")
    page.get_by_role("button", name="Hand over all of it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Improvement Board")
    expect(page.get_by_role("main")).to_contain_text("4 passed on + 0 ended with a reason = 4 held")
    axe(page)
    screenshot(page, "hand-over-done")
    page.goto(f"/bodies/{board.pk}/history/")
    axe(page)
    screenshot(page, "body-history")


def test_the_pages_of_a_body_fit_a_phone(page: Page, board, screenshot):
    sign_in(page, cast.PROGRAMME_OFFICE)
    parts = ("", "history/", "terms/", "end/", "hand-over/")
    places = ("/bodies/", "/bodies/lines/", *(f"/bodies/{board.pk}/{part}" for part in parts))
    for number, address in enumerate(places):
        page.set_viewport_size(NARROW)
        page.goto(address)
        screenshot(page, f"body-phone-{number}")
        page.set_viewport_size({"width": NARROWEST, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= NARROWEST, f"{address} is {wide} wide"

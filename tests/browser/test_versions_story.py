"""The programme office freezes a plan, has it adopted, and the chair reads what changed since the board last met."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.meetings.models import Meeting
from sightline.domain.plans.commands import add_milestone, edit_action, record_update
from sightline.domain.plans.drafts import ActionEdit, FigureDraft
from sightline.domain.plans.models import Plan
from tests import cast
from tests.browser.conftest import assert_no_sideways_scrolling
from tests.factories import SYSTEM, a_user, an_action
from tests.integration.plans.rich import a_rich_plan
from tests.making_factories import adopted, body_that, ready

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def plan() -> Plan:
    a_user(cast.PROGRAMME_OFFICE)
    today = timezone.localdate()
    made = a_rich_plan(today)
    add_milestone(
        by=SYSTEM,
        plan=made,
        title="Adopted by the Improvement Board",
        due=today + timedelta(days=20),
        today=today,
    )
    return made


def moves(plan: Plan) -> None:
    """What happens between two meetings of the board."""
    today = timezone.localdate()
    first, second = plan.actions.get(number=1), plan.actions.get(number=2)
    for days, reason in ((30, "The supplier is late."), (20, "The panel asked for more time.")):
        first.refresh_from_db()
        edit = ActionEdit(first.pk, {"due": (first.due or today) + timedelta(days=days)}, reason=reason)
        edit_action(by=SYSTEM, plan=plan, edit=edit, today=today)
    words = "Run a weekly meeting at which the director and practitioners look at practice together, in the teams’ own rooms"
    edit = ActionEdit(
        second.pk, {"title": words}, figures=(FigureDraft("target", "45 a year"),), reason="The board asked."
    )
    edit_action(by=SYSTEM, plan=plan, edit=edit, today=today)
    record_update(
        by=SYSTEM, action=plan.actions.get(number=3), today=today, text="Two teams began on Monday."
    )
    an_action(plan, "Open a second home for brothers and sisters", today=today)


def test_from_a_draft_to_what_changed_since_the_board_met(
    page: Page, plan: Plan, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(cast.PROGRAMME_OFFICE.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    page.goto(f"/plans/{plan.number}/making/")
    expect(page.get_by_role("heading", name="What stands in the way of adoption")).to_be_visible()
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "making-draft")

    page.get_by_role("link", name="All versions, and what changed").click()
    page.get_by_label("What this version is for").fill("For the board")
    page.get_by_role("button", name="Freeze as version 1").click()
    expect(page.get_by_text("The plan was frozen as version 1.")).to_be_visible()
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "versions")
    page.get_by_role("link", name="Version 1", exact=True).click()
    expect(page.get_by_text("it cannot be changed")).to_be_visible()
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "version")

    board = body_that("adopt", plan, on=timezone.localdate())
    Meeting.objects.create(
        number=1, body=board, on=timezone.localdate() - timedelta(days=1), state="held", by_name="Clerk"
    )
    moves(plan)
    page.goto(f"/plans/{plan.number}/since/{board.pk}/")
    expect(page.get_by_role("heading", name="Dates moved")).to_be_visible()
    page.get_by_text("Moved 2 times in between").click()
    expect(page.get_by_text("The supplier is late.")).to_be_visible()
    page.get_by_text("Changed words").first.click()
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "since-last-met")
    page.goto(f"/plans/{plan.number}/compare/?from=v1&to=now&kind=redated")
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed")
    axe(page)

    adopted(ready(plan, on=timezone.localdate()), on=timezone.localdate())
    page.goto(f"/plans/{plan.number}/making/")
    page.get_by_role("link", name="Record that it came into force").click()
    axe(page)
    today = timezone.localdate()
    for name, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.locator("#id_on").get_by_label(name).fill(str(value))
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("The plan is in force.")).to_be_visible()
    axe(page)
    screenshot(page, "making-in-force")

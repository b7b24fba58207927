"""From a draft that is ready to a plan in force: the board adopts it at its meeting, it goes to the inspectorate, which answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.plans.models import Plan
from tests import cast
from tests.browser.conftest import assert_no_sideways_scrolling
from tests.factories import a_council, a_plan, a_user, an_action, an_inspection
from tests.making_factories import body_that, in_force, ready
from tests.meeting_factories import a_held_meeting, seated

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def plan() -> Plan:
    """A draft that nothing keeps from being adopted; it follows a plan in force, whose two actions it takes over."""
    a_council()
    a_user(cast.PROGRAMME_OFFICE)
    today = timezone.localdate()
    inspection = an_inspection()
    before = a_plan("The plan of last year", answers=(inspection,), today=today)
    for ref, title in (("1", "Train every manager in supervision"), ("2", "Open two small homes")):
        an_action(before, title, ref=ref, today=today)
    in_force(before, on=today)
    made = a_plan("The plan of this year", answers=(inspection,), today=today, follows=before)
    seated(body_that("adopt", made, on=today))
    return ready(made, on=today)


def fill_day(page: Page, legend: str) -> None:
    today, group = timezone.localdate(), page.get_by_role("group", name=legend)
    for part, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        group.get_by_label(part, exact=True).fill(str(value))


def test_a_plan_is_adopted_at_a_meeting_comes_into_force_and_is_answered(
    page: Page, plan: Plan, axe: Any, screenshot: Any
) -> None:
    board = body_that("adopt", plan)
    meeting = a_held_meeting(board, on=timezone.localdate())
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(cast.PROGRAMME_OFFICE.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    page.goto(f"/plans/{plan.number}/making/")
    axe(page)
    screenshot(page, "adoption-ready")
    page.goto(f"/meetings/{meeting.number}/")
    page.get_by_role("link", name="Record an outcome of item 1").click()
    page.get_by_label("Adopt a plan").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Which plan?").select_option(label=f"Plan {plan.number}, The plan of this year")
    page.get_by_label("Words").fill("RESOLVED: That the plan of this year be adopted.")
    axe(page)
    screenshot(page, "adoption-outcome")
    page.get_by_role("button", name="Record the outcome").click()
    expect(page.get_by_role("link", name=re.compile("Decision"))).to_be_visible()

    page.goto(f"/plans/{plan.number}/making/")
    axe(page)
    assert_no_sideways_scrolling(page)
    expect(page.get_by_text("Version 1", exact=True).first).to_be_visible()
    screenshot(page, "adoption-adopted")
    page.get_by_role("link", name=re.compile("^carry-over")).click()
    expect(page.get_by_text("2 actions = 2 carried over")).to_be_visible()
    axe(page)

    page.goto(f"/plans/{plan.number}/making/")
    page.get_by_role("link", name="Record that it came into force").click()
    fill_day(page, "On what day")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("The plan is in force.")).to_be_visible()

    page.get_by_role("link", name="Record that the plan was sent").click()
    page.get_by_label("Which version").select_option(index=1)
    page.get_by_label("To whom").fill("The inspectorate’s regional director")
    fill_day(page, "On what day")
    axe(page)
    page.get_by_role("button", name=re.compile("Record")).click()
    page.get_by_role("link", name=re.compile("Record the reply")).click()
    screenshot(page, "adoption-reply")
    page.get_by_label("The plan reflects the findings").check()
    fill_day(page, "On what day")
    axe(page)
    page.get_by_role("button", name=re.compile("Record")).click()
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "adoption-answered")

"""An action on its way: reported done, verified by somebody else, put before the board, signed off, drawn for audit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.governance.models import Body
from sightline.domain.plans.commands import set_plan_body
from sightline.domain.plans.models import Action, Plan
from tests import cast
from tests.deciding_factories import a_done_action, a_governed_action, an_asked_action, embedded, signed_off
from tests.factories import SYSTEM, a_body, a_council, a_plan, a_theme, a_user, an_action
from tests.meeting_factories import a_held_meeting, item_of, seated


@pytest.fixture
def board(live_server: Any) -> Body:
    a_council()
    return seated(a_body("Improvement Board"))


@pytest.fixture
def plan(board: Body) -> Plan:
    """A plan in which everything of these pages stands; the first action is the story's."""
    today = timezone.localdate()
    plan = a_plan("Improvement plan", today=today)
    theme, service = a_theme(plan, "Front door"), a_body("Front Door Service", kind="workstream")
    a_governed_action(
        plan, title="Hold a weekly panel", board=board, deliver=service, today=today, theme_id=theme.pk
    )
    an_action(plan, "Publish the threshold document", today=today, bodies=(("deliver", service.pk),))
    a_done_action(
        plan, title="Train every manager", board=board, deliver=service, today=today - timedelta(days=70)
    )
    an_asked_action(plan, title="Answer every referral in a day", board=board, deliver=service, today=today)
    decided = signed_off(
        an_asked_action(plan, title="Audit ten files a month", board=board, deliver=service, today=today),
        today=today,
    )
    embedded(decided.action, board, until=today + timedelta(days=40), today=today)
    committee = a_body("Children’s Scrutiny Committee", kind="committee")
    set_plan_body(by=SYSTEM, plan=plan, body=committee, role="scrutinise", today=today)
    return plan


def sign_in(page: Page, player: cast.Player) -> None:
    a_user(player)
    page.context.clear_cookies()
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(player.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.mark.postgres_story
def test_an_action_is_reported_verified_signed_off_and_drawn(
    page: Page, plan: Plan, board: Body, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    home = f"/plans/{plan.number}/actions/1/"

    sign_in(page, cast.OWNER)
    page.goto(home + "update/")
    page.get_by_label("What has been done since the last update?").fill("The panel meets every week.")
    page.get_by_label("Done", exact=True).check()
    page.get_by_role("button", name="Record the update").click()
    expect(page.get_by_text("was recorded.")).to_be_visible()
    page.goto(home + "evidence/add/")
    page.locator("input[name=evidence_kind][value=note]").check()
    page.get_by_label("What it shows, in a few words").fill("Minutes of twelve panels")
    page.locator("textarea[name=evidence_note]").fill("Twelve of twelve panels were held.")
    page.get_by_role("button", name="Add the evidence").click()
    expect(page.get_by_text("The evidence now supports")).to_be_visible()

    sign_in(page, cast.PROGRAMME_OFFICE)
    page.goto(home + "judge/")
    page.get_by_label("Verified", exact=True).check()
    page.get_by_label("What do you go by?").fill("The minutes were read.")
    page.get_by_role("button", name="Record the judgement").click()
    page.get_by_role("link", name="Put it before the body for sign-off").click()
    axe(page)
    screenshot(page, "ask-sign-off")
    page.get_by_label("What should the body know?").fill("All twelve panels were held.")
    page.get_by_role("button", name="Put it before the body").click()
    expect(page.get_by_text("Waits for Improvement Board")).to_be_visible()
    axe(page)
    screenshot(page, "action-waits")

    page.goto(f"/bodies/{board.pk}/work/")
    expect(page.locator("#ready")).to_be_visible()
    axe(page)
    screenshot(page, "body-work")

    meeting = a_held_meeting(board, on=timezone.localdate())
    item = item_of(meeting, "sign-off")
    sign_in(page, cast.CHAIR)
    page.goto(f"/meetings/{meeting.number}/items/{item.number}/outcomes/")
    page.locator("input[name=agree_all]").check()
    page.get_by_role("button", name="Record the outcomes").click()
    assert Action.objects.get(plan=plan, number=1).assurance == "signed-off"
    page.goto(home)
    expect(page.get_by_role("heading", name="Signed off,")).to_be_visible()
    axe(page)
    screenshot(page, "action-decided")
    page.goto(f"/plans/{plan.number}/sign-off/")
    axe(page)
    screenshot(page, "sign-off")

    sign_in(page, cast.AUDITOR)
    page.goto(f"/plans/{plan.number}/samples/")
    axe(page)
    page.get_by_role("button", name="Draw a sample").click()
    page.get_by_label("Actions signed off by a body, embedded ones too").check()
    page.get_by_label("How many?").fill("1")
    page.get_by_label("Your own seed").fill("audit-2024")
    axe(page)
    screenshot(page, "sample-draw")
    page.get_by_role("button", name="Draw the sample").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sample 1")
    axe(page)
    screenshot(page, "sample")
    page.goto(f"/plans/{plan.number}/samples/")
    screenshot(page, "samples")


def test_the_programme_office_sees_gaps_and_names_bodies(
    page: Page, plan: Plan, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    sign_in(page, cast.PROGRAMME_OFFICE)
    page.goto(f"/plans/{plan.number}/")
    page.get_by_role("link", name="Who does what").click()
    expect(page.get_by_text("5 of 5 actions have a gap.")).to_be_visible()
    axe(page)
    screenshot(page, "coverage")
    page.get_by_role("link", name="By body").click()
    axe(page)
    screenshot(page, "coverage-bodies")
    page.get_by_role("link", name="Bodies of the plan, its review and reporting lines").click()
    axe(page)
    screenshot(page, "plan-bodies")
    page.get_by_role("link", name="Give a body a role").click()
    axe(page)
    page.get_by_label("Which body?").select_option("Improvement Board")
    page.get_by_label("Signs actions off").check()
    page.get_by_role("button", name="Give it the role").click()
    expect(page.get_by_text("Improvement Board now has that role for the plan.")).to_be_visible()

"""The programme office checks a plan: sees what is wrong and why, lets one problem stand for a time, and reads the rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.plans.commands import record_update
from sightline.domain.plans.drafts import FigureDraft, OwnerDraft
from sightline.domain.plans.models import Plan
from tests import cast
from tests.factories import (
    SYSTEM,
    a_body,
    a_council,
    a_plan,
    a_post,
    a_theme,
    a_user,
    an_action,
    an_inspection,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def plan() -> Plan:
    a_council()
    a_user(cast.PROGRAMME_OFFICE)
    today = timezone.localdate()
    made = a_plan("Improvement plan for children’s services", answers=(an_inspection(),), today=today)
    front, care = a_theme(made, "The front door"), a_theme(made, "Children in care")
    a_theme(made, "Leadership")
    post, board = a_post("Head of Service", team="Front Door"), a_body("Improvement Board")
    late = an_action(
        made, "Ensure that thresholds are understood by all partners", ref="1.1", theme_id=front.pk, today=today,
        owners=(OwnerDraft(post_id=post.pk), OwnerDraft("JB")), due=date(2024, 3, 31), delivery="in-progress",
        bodies=(("deliver", board.pk),), success_measure="Referrals are right first time",
        figures=(FigureDraft("target", "improve"), FigureDraft("baseline", "62%")),
    )  # fmt: skip
    record_update(by=SYSTEM, action=late, today=today, text="The document was agreed.", confidence="on-track")
    an_action(
        made, "Audit 20 assessments a month", ref="1.2", theme_id=front.pk, today=today, delivery="done"
    )
    an_action(made, "Open two children’s homes in the borough", ref="2.1", theme_id=care.pk, today=today)
    return made


def test_a_plan_is_checked_and_one_problem_is_let_stand(
    page: Page, plan: Plan, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(cast.PROGRAMME_OFFICE.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.goto(f"/plans/{plan.number}/check/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check this plan")
    axe(page)
    screenshot(page, "check-by-rule")

    page.get_by_role("link", name="action", exact=True).click()
    expect(page.get_by_role("heading", name="Action 1.1")).to_be_visible()
    axe(page)
    screenshot(page, "check-by-action")

    page.get_by_role("link", name="Waive SL201 of Action 2.1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Waive SL201: Action 2.1")
    page.get_by_role("button", name="Waive it until that day").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why this may stand")
    axe(page)
    screenshot(page, "check-waive")
    page.get_by_label("Why may this stand?").fill(
        "The head of commissioning starts in September and takes it on."
    )
    later = timezone.localdate() + timedelta(days=80)
    for part, value in (("Day", later.day), ("Month", later.month), ("Year", later.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_role("button", name="Waive it until that day").click()
    expect(page.get_by_text("SL201 is waived until")).to_be_visible()

    page.get_by_role("link", name="Waivers", exact=True).click()
    expect(page.get_by_text("The head of commissioning starts in September")).to_be_visible()
    axe(page)
    screenshot(page, "check-waivers")
    page.get_by_role("link", name="End it").click()
    axe(page)
    screenshot(page, "check-end-waiver")
    page.get_by_role("button", name="End this waiver").click()
    expect(page.get_by_text("is no longer waived")).to_be_visible()

    page.get_by_role("link", name="What is checked").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is checked")
    axe(page)
    screenshot(page, "check-help")

"""The programme office carries a plan over: suggestions, one split, one as it is, and the certificate whose file has its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sightline.domain.plans.commands import give_reason
from sightline.domain.plans.models import Certificate, Plan
from tests import cast
from tests.browser.conftest import assert_no_sideways_scrolling
from tests.factories import SYSTEM, a_council, a_plan, a_user, an_action, an_inspection

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def plan() -> Plan:
    a_council()
    a_user(cast.PROGRAMME_OFFICE)
    inspection = an_inspection()
    before = a_plan("The plan of last year", answers=(inspection,))
    for ref, title in (
        ("1", "Train every manager in supervision"),
        ("2", "Open two small homes"),
        ("3", "Light the underpass"),
    ):
        an_action(before, title, ref=ref)
    made = a_plan("The plan of this year", answers=(inspection,))
    new = {
        "A": "Train managers and deputies in supervision",
        "B": "Open the first home",
        "C": "Open the second home",
    }
    for ref, title in new.items():
        an_action(made, title, ref=ref)
    for finding in inspection.findings.all():
        give_reason(by=SYSTEM, plan=made, finding=finding, reason="Met by the end of last year.")
    return made


def test_from_an_open_ledger_to_a_certificate(
    page: Page, plan: Plan, axe: Callable[[Page], None], screenshot: Callable[[Page, str], None]
) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(cast.PROGRAMME_OFFICE.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    page.goto(f"/plans/{plan.number}/carry-over/")
    page.get_by_label("The plan that it follows").select_option(label="The plan of last year")
    page.get_by_role("button", name="Open the ledger").click()
    expect(page.get_by_text("0 of 3 actions accounted for")).to_be_visible()
    axe(page)
    screenshot(page, "carry-over-open")

    first = page.get_by_role("article", name="1", exact=True)
    first.get_by_label("Carry over to A: Train managers").check()
    page.get_by_role("article", name="3", exact=True).get_by_label("Carry over as it is").check()
    page.get_by_role("button", name="Save what is chosen on this page").click()
    expect(page.get_by_text("Recorded what becomes of 2 actions.")).to_be_visible()
    expect(page.get_by_text("2 of 3 actions accounted for")).to_be_visible()

    page.get_by_role("link", name="Another action, merge, split or end it").click()
    page.get_by_label("Split into several").check()
    page.get_by_label("Taken over by").fill("B")
    page.get_by_label("Why", exact=True).fill("Two houses, two builders.")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert").get_by_text("name at least two")).to_be_visible()
    axe(page)
    expect(page.get_by_label("Taken over by")).to_have_value("B")
    page.get_by_label("Taken over by").fill("B, C")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Nothing is outstanding")).to_be_visible()

    page.get_by_role("button", name="Issue the certificate").click()
    expect(page.get_by_text("3 actions = 2 carried over + 1 split into several")).to_be_visible()
    axe(page)
    screenshot(page, "carry-over-certificate")
    with page.expect_download() as download:
        page.get_by_role("link", name="facts as a file").click()
    saved = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(saved).hexdigest() == Certificate.objects.get().sha256

    page.goto(f"/plans/{plan.number}/carry-over/?show=split")
    page.get_by_role("link", name="2", exact=True).click()
    page.get_by_role("link", name="Across plans").click()
    expect(page.get_by_role("heading", name="2 across plans")).to_be_visible()
    axe(page)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for address in (f"/plans/{plan.number}/carry-over/?show=all", "/certificates/1/"):
            page.goto(address)
            assert_no_sideways_scrolling(page)

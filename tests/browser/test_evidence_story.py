"""The auditor prepares an inspection visit: renewed evidence, a practice audit, a pack with every hash true."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.evidence import commands
from sightline.domain.plans.commands import attach_evidence, link_finding
from sightline.ground.jobs.worker import run_next
from tests import cast
from tests.browser.test_imports_story import sign_in
from tests.factories import (
    SYSTEM,
    a_council,
    a_plan,
    a_post,
    a_user,
    an_action,
    an_inspection,
    some_evidence,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def action() -> Any:
    """A plan that answers two of three findings; its evidence has to be renewed."""
    today = timezone.localdate()
    a_council()
    inspection = an_inspection()
    plan = a_plan("Improvement plan 2026", answers=(inspection,), today=today)
    made = [
        an_action(plan, title, today=today)
        for title in ("Hold a weekly panel of all partners", "Train every manager")
    ]
    for one, finding in zip(made, inspection.findings.order_by("number"), strict=False):
        link_finding(by=SYSTEM, plan=plan, action=one, finding=finding, today=today)
    old = some_evidence(
        "Terms of reference of the panel", today=today, owner=a_post("Head of Service, Front Door"),
        as_at=today - timedelta(days=400), expires=today - timedelta(days=35),
    )  # fmt: skip
    survey = commands.add_file_as_evidence(
        by=SYSTEM,
        title="Survey of practitioners",
        stream=[b"%PDF-1.4 survey"],
        name="survey.pdf",
        today=today,
    )
    for piece in (old, survey):
        attach_evidence(by=SYSTEM, action=made[0], evidence=piece, today=today)
    return made[0]


@pytest.mark.slow
def test_evidence_is_renewed_and_an_audit_is_added(page: Page, action, axe, screenshot):
    a_user(cast.PROGRAMME_OFFICE)
    sign_in(page, cast.PROGRAMME_OFFICE)
    page.goto("/evidence/?state=expired")
    expect(page.locator("tbody").get_by_text("Renewal overdue")).to_be_visible()
    axe(page)
    screenshot(page, "evidence")
    page.get_by_role("link", name="Terms of reference of the panel").click()
    axe(page)
    page.get_by_role("button", name="Add a newer version").click()
    axe(page)
    screenshot(page, "evidence-replace")
    page.get_by_role("radio", name="Link").check()
    page.get_by_label("Link", exact=True).last.fill("https://northmere.example/terms-2026")
    page.get_by_role("button", name="Put it in its place").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it replaces what stands")
    axe(page)
    page.get_by_label("Why does it replace what stands?").fill("The panel renewed its terms.")
    page.get_by_role("button", name="Put it in its place").click()
    expect(page.get_by_text("The new version stands.")).to_be_visible()
    expect(page.get_by_role("heading", name="Findings, through these actions")).to_be_visible()
    axe(page)
    screenshot(page, "evidence-piece")

    page.goto(f"/practice-audits/add/?action={action.plan.number}.{action.number}")
    page.get_by_label("Topic").fill("Supervision in assessment teams")
    page.get_by_label("How many cases were audited?").fill("36")
    page.get_by_label("Grades").fill("Good: 12\nRequires improvement: 20")
    page.get_by_label("What is strong").fill("In case 1234567 supervision was monthly.")
    page.get_by_role("button", name="Add the audit").click()
    expect(page.get_by_role("alert")).to_contain_text("looks like a number of a case")
    axe(page)
    screenshot(page, "practice-audit-add")
    page.get_by_label("What is strong").fill("Supervision is monthly.")
    page.get_by_role("button", name="Add the audit").click()
    expect(page.get_by_text("The practice audit was added.")).to_be_visible()
    axe(page)
    screenshot(page, "practice-audit")
    page.goto("/practice-audits/")
    expect(page.get_by_text("33%")).to_be_visible()
    axe(page)
    screenshot(page, "practice-audits")
    for path in ("add/", "1/edit/", "1/withdraw/", "1/support/"):
        page.goto(f"/evidence/{path}")
        axe(page)
        screenshot(page, f"evidence-{path.strip('/').replace('/', '-')}")


@pytest.mark.slow
def test_an_auditor_takes_the_pack_to_the_visit(page: Page, action, axe, screenshot, tmp_path):
    a_user(cast.AUDITOR)
    sign_in(page, cast.AUDITOR)
    page.goto("/evidence/")
    page.get_by_role("link", name="Prepare for a visit").click()
    axe(page)
    screenshot(page, "visit")
    page.get_by_label("Inspection whose findings it goes by").select_option(index=1)
    page.get_by_label("Plan that answers them").select_option(index=1)
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_text("You need not stay.")).to_be_visible()
    axe(page)
    screenshot(page, "visit-waiting")
    assert run_next()
    page.get_by_role("link", name="Load this page again").click()
    expect(page.get_by_text("The pack is ready.")).to_be_visible()
    expect(page.get_by_text("1 of 3 findings has evidence")).to_be_visible()
    axe(page)
    screenshot(page, "visit-ready")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the pack").click()
    found = zipfile.ZipFile(download.value.path())
    told = list(csv.reader(io.StringIO(found.read("manifest.csv").decode())))[1:]
    assert len(told) == 4 and {row[0] for row in told} | {"manifest.csv"} == set(found.namelist())
    assert all(hashlib.sha256(found.read(path)).hexdigest() == digest for path, _, digest in told)
    found.extractall(tmp_path)
    page.context.route("file://**", lambda route: route.continue_())
    index = page.context.new_page()
    index.goto(f"file://{tmp_path}/index.html")
    expect(index.get_by_text("No action answers this finding")).to_be_visible()
    expect(index.get_by_text("No evidence yet").last).to_be_visible()
    axe(index)
    screenshot(index, "visit-index")
    assert (
        tmp_path / str(index.get_by_role("link", name="survey", exact=False).first.get_attribute("href"))
    ).is_file()

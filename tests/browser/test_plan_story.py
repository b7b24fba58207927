"""The programme office reads a plan and links; an owner records an update; a director looks back at an earlier day."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.plans.models import Action, Plan
from tests import cast
from tests.factories import a_user
from tests.integration.plans.rich import a_rich_plan


@pytest.fixture
def plan(live_server) -> Plan:
    return a_rich_plan(timezone.localdate())


def sign_in(page: Page, player: cast.Player) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(player.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.mark.postgres_story
def test_the_programme_office_reads_a_plan_and_answers_a_finding(page: Page, plan, axe, screenshot):
    a_user(cast.PROGRAMME_OFFICE)
    sign_in(page, cast.PROGRAMME_OFFICE)
    page.get_by_role("link", name="Plan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plans")
    axe(page)
    screenshot(page, "plans")
    page.get_by_role("link", name=plan.title).click()
    expect(page.get_by_text("6 of 7 findings answered, 1 evidenced, 0 signed off")).to_be_visible()
    axe(page)
    screenshot(page, "plan")
    page.get_by_text("1 finding not answered").click()
    page.locator("#unanswered").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Findings and what answers them")
    axe(page)
    screenshot(page, "plan-findings")
    open_finding = page.locator(".sl-reply--open")
    expect(open_finding).to_contain_text("Nobody answers this finding yet")
    open_finding.get_by_role("link", name="Choose another action or theme").click()
    axe(page)
    screenshot(page, "plan-finding")
    page.get_by_label("Action that answers it").select_option(index=1)
    page.get_by_role("button", name="Link this action").click()
    expect(page.get_by_text("now answers")).to_be_visible()
    page.get_by_role("link", name="Findings", exact=True).click()
    expect(page.get_by_text("7 of 7 findings answered")).to_be_visible()


def test_the_list_is_filtered_and_ticked_actions_are_changed_together(page: Page, plan, axe, screenshot):
    a_user(cast.PROGRAMME_OFFICE)
    sign_in(page, cast.PROGRAMME_OFFICE)
    page.goto(f"/plans/{plan.number}/")
    page.get_by_role("link", name="past their date").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Remove filter: Overdue").click()
    page.get_by_text("Filter", exact=True).click()
    axe(page)
    page.get_by_label("Confidence").select_option("on-track")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.locator("tbody tr")).to_have_count(3)
    for name in ("Select 1.2", "Select 3.1"):
        page.get_by_label(name).check()
    page.get_by_role("button", name="Change the ticked actions").click()
    axe(page)
    screenshot(page, "actions-change")
    page.get_by_label("Priority").select_option("2")
    page.get_by_role("button", name="Change 2 actions").click()
    expect(page.get_by_text("2 of 2 actions changed.")).to_be_visible()
    axe(page)
    screenshot(page, "actions-changed")
    assert list(
        Action.objects.filter(plan=plan, ref__in=["1.2", "3.1"]).values_list("priority", flat=True)
    ) == [2, 2]


@pytest.mark.postgres_story
def test_an_owner_records_an_update_in_two_minutes(page: Page, plan, axe, screenshot):
    action = plan.actions.get(ref="1.1")
    a_user(cast.OWNER, over=action.owners.get().post)
    sign_in(page, cast.OWNER)
    page.goto(f"/plans/{plan.number}/actions/{action.number}/")
    axe(page)
    screenshot(page, "action-owner")
    page.get_by_role("button", name="Record an update").click()
    expect(page.get_by_text("The draft is out for comment until Friday.")).to_be_visible()
    axe(page)
    screenshot(page, "action-update")
    page.get_by_role("button", name="Record the update").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what has been done")
    axe(page)
    page.get_by_label("What has been done since the last update?").fill(
        "All partners have signed the document."
    )
    page.wait_for_timeout(600)
    page.reload()
    page.get_by_role("button", name="Use it").click()
    page.get_by_label("On track").check()
    page.get_by_text("Add evidence as well").click()
    page.get_by_role("radio", name="Link").check()
    page.get_by_label("What it shows, in a few words").fill("The signed document")
    page.get_by_label("Link", exact=True).last.fill("https://northmere.example/threshold")
    page.get_by_role("button", name="Record the update").click()
    expect(page.get_by_text("Your update of 1.1 was recorded.")).to_be_visible()
    expect(page.get_by_text("All partners have signed the document.").first).to_be_visible()
    expect(page.get_by_role("link", name="The signed document", exact=True)).to_be_visible()
    page.get_by_role("link", name="Correct a slip").click()
    axe(page)
    page.get_by_label("The words as they should be").fill("All partners but one have signed the document.")
    page.get_by_role("button", name="Correct the update").click()
    expect(page.locator(".sl-changes").first).to_contain_text("but one")
    action.refresh_from_db()
    assert (action.confidence, action.last_updated) == ("on-track", timezone.localdate())


def test_the_plan_as_it_was_on_an_earlier_day(page: Page, plan, axe, screenshot):
    a_user(cast.DIRECTOR)
    sign_in(page, cast.DIRECTOR)
    page.goto(f"/plans/{plan.number}/")
    day = timezone.localdate() - timedelta(days=90)
    page.locator("#as-at").fill(day.isoformat())
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("This is the plan as it was at the end of")).to_be_visible()
    expect(page.get_by_role("button", name="Change the ticked actions")).to_have_count(0)
    expect(page.get_by_text("6 of 7 findings answered, 0 evidenced")).to_be_visible()
    row = page.locator("tr", has_text="Agree one threshold document")
    slipped = plan.actions.get(ref="1.1")
    expect(row).to_contain_text(f"{slipped.first_due:%b %Y}")
    expect(row).not_to_contain_text("first")
    axe(page)
    screenshot(page, "plan-as-at")
    page.get_by_role("link", name="Back to today").click()
    expect(page.locator("tr", has_text="Agree one threshold document")).to_contain_text("first")


def test_the_office_judges_changes_bodies_and_starts_a_plan(page: Page, plan, axe, screenshot):
    a_user(cast.PROGRAMME_OFFICE)
    sign_in(page, cast.PROGRAMME_OFFICE)
    action = plan.actions.get(ref="2.1")
    home = f"/plans/{plan.number}/actions/{action.number}/"
    page.goto(home)
    screenshot(page, "action")
    for name in ("judge", "bodies", "owners", "figures", "edit", "evidence/add"):
        page.goto(f"{home}{name}/")
        axe(page)
        screenshot(page, f"action-{name.replace('/', '-')}")
    page.goto(f"{home}bodies/")
    page.get_by_role("group", name="Monitors").get_by_label("Front Door Partnership").check()
    page.get_by_role("button", name="Save the bodies").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot stand in two layers of one action")
    for path in ("parts/", "parts/workstream/add/", "scope/", "edit/", "making/", "actions/add/"):
        page.goto(f"/plans/{plan.number}/{path}")
        axe(page)
        screenshot(page, f"plan-{path.strip('/').replace('/', '-')}")
    page.goto("/plans/new/")
    axe(page)
    screenshot(page, "plan-new")
    page.get_by_role("link", name="From the findings of inspections").click()
    page.get_by_label("Title of the plan").fill("A new start")
    page.get_by_label("Children's social care").check()
    page.get_by_label("Inspection of Northmere children’s services").check()
    axe(page)
    page.get_by_role("button", name="See its findings").click()
    axe(page)
    screenshot(page, "plan-new-actions")
    page.get_by_label("Begin an action for this finding").first.uncheck()
    page.get_by_role("button", name="Start the plan").click()
    expect(page.get_by_text("6 of 7 findings answered")).to_be_visible()

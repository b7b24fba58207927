"""A director opens a finding and sees its thread; the programme office mends and adds; an owner sees what is due."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from sightline.domain.inspections.commands import FindingFacts
from sightline.domain.plans.commands import attach_evidence, record_update
from sightline.domain.plans.drafts import OwnerDraft
from tests import cast
from tests.factories import (
    SYSTEM,
    a_body,
    a_council,
    a_holding,
    a_plan,
    a_strategy,
    a_user,
    an_action,
    an_inspection,
    some_evidence,
)


@pytest.fixture
def joined_up(transactional_db):
    """An inspection of last month, a plan that answers two of its three findings, one action that lives."""
    today = timezone.localdate()
    a_council()
    for player in (cast.DIRECTOR, cast.OWNER, cast.PROGRAMME_OFFICE):
        a_user(player)
    holding = a_holding(cast.OWNER, since=date(2024, 1, 8))
    board = a_body("Improvement Board", short_name="IB")
    an_inspection(
        title="Inspection of services in 2014",
        framework="SIF",
        start=date(2014, 9, 8),
        end=date(2014, 10, 1),
        published=None,
    )
    inspection = an_inspection(
        start=today - timedelta(50),
        end=today - timedelta(40),
        report_received=today - timedelta(10),
        published=today - timedelta(2),
        source_name="northmere.pdf",
        findings=(
            FindingFacts(
                "The timeliness of strategy discussions.", category="What needs to improve", page=2, ref="4"
            ),
            FindingFacts("The quality of supervision.", category="What needs to improve", page=2, ref="5"),
            FindingFacts("Delay in responding out of hours.", category="Areas for priority action", page=3),
        ),
    )
    plan = a_plan("Children’s Improvement Plan", answers=(inspection,), today=today - timedelta(80))
    first, second, _ = inspection.findings.order_by("number")
    owner = (OwnerDraft("", holding.post_id, "lead"),)
    action = an_action(
        plan,
        "Agree a rota for strategy discussions",
        ref="1.1",
        today=today - timedelta(80),
        due=today + timedelta(20),
        findings=(first.pk,),
        owners=owner,
        bodies=(("monitor", board.pk),),
    )
    record_update(
        by=SYSTEM,
        action=action,
        today=today - timedelta(3),
        text="The rota began.",
        delivery="in-progress",
        confidence="on-track",
    )
    attach_evidence(
        by=SYSTEM, action=action, evidence=some_evidence("Audit of discussions", today=today), today=today
    )
    an_action(
        plan, "Train managers", ref="2.1", today=today - timedelta(80), findings=(second.pk,), owners=owner
    )
    a_strategy("Children and Young People’s Plan")
    return inspection


@pytest.mark.postgres_story
def test_a_director_opens_a_finding_and_sees_its_thread(joined_up, sign_in, axe, screenshot):
    page = sign_in(cast.DIRECTOR)
    page.goto("/home/")
    expect(page.get_by_role("heading", name="Gaps in the thread")).to_be_visible()
    expect(page.get_by_text("2 of 3")).to_be_visible()
    axe(page)
    screenshot(page, "home-director")
    page.get_by_role("link", name="Inspections", exact=True).click()
    axe(page)
    screenshot(page, "inspections")
    page.get_by_role("link", name="Inspection of Northmere children’s services").click()
    expect(page.get_by_role("heading", name="Statutory clock")).to_be_visible()
    expect(page.get_by_text("Not answered")).to_have_count(1)
    axe(page)
    screenshot(page, "inspection")
    page.get_by_role("link", name="The timeliness of strategy discussions.").click()
    expect(page.locator("h1")).to_have_text("Finding 4")
    thread = page.get_by_role("navigation", name="Thread from inspection to decision")
    expect(thread).to_contain_text("1 action")
    expect(thread).to_contain_text("Not recorded")
    expect(page.get_by_text("The rota began.")).to_be_visible()
    expect(page.get_by_text("Audit of discussions")).to_be_visible()
    axe(page)
    screenshot(page, "finding")
    page.get_by_role("link", name=re.compile("Next")).click()
    expect(page.locator("h1")).to_have_text("Finding 5")
    expect(page.get_by_text("No update is recorded")).to_be_visible()
    page.get_by_role("link", name=re.compile("Next")).click()
    expect(page.get_by_text("neither an action nor a recorded reason")).to_be_visible()
    axe(page)
    screenshot(page, "finding-not-answered")


def test_the_programme_office_mends_a_slip_and_both_wordings_stay(joined_up, sign_in, axe, screenshot):
    page = sign_in(cast.PROGRAMME_OFFICE)
    page.goto(f"/inspections/{joined_up.number}/findings/1/")
    page.get_by_role("link", name="Correct a slip of reading").click()
    axe(page)
    screenshot(page, "finding-correct")
    page.get_by_label("The inspector’s words").fill("The timeliness and quality of strategy discussions.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_label("Why is it corrected?").fill("Two words were lost at the end of the line.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("Two words were lost at the end of the line.")).to_be_visible()
    expect(page.locator("ins")).to_contain_text("and quality")
    axe(page)
    screenshot(page, "finding-corrected")


def test_an_owner_and_the_office_see_what_is_theirs(joined_up, sign_in, axe, screenshot):
    from sightline.domain.governance.commands import edit_person
    from sightline.domain.governance.models import Person

    person = Person.objects.get(name=cast.OWNER.name)
    if person.user is None:
        edit_person(by=SYSTEM, person=person, name=person.name, email=person.email, user=a_user(cast.OWNER))
    page = sign_in(cast.OWNER)
    page.goto("/home/")
    expect(page.get_by_role("heading", name="1 update due, about 2 minutes")).to_be_visible()
    axe(page)
    screenshot(page, "home-owner")
    expect(page.get_by_role("button", name="Send all that are filled in")).to_be_visible()
    page.get_by_role("link", name=re.compile("^2.1: ")).first.click()
    expect(page).to_have_url(re.compile("/plans/1/actions/2/$"))
    for player in (cast.PROGRAMME_OFFICE, cast.ADMINISTRATOR, cast.CHAIR):
        page = sign_in(player)
        page.goto("/home/")
        axe(page)
        screenshot(page, f"home-{player.role}")


def test_frameworks_strategies_bodies_posts_and_people_are_accessible(joined_up, sign_in, axe, screenshot):
    page = sign_in(cast.PROGRAMME_OFFICE)
    for name, address in {
        "frameworks": "/inspections/frameworks/",
        "framework": "/inspections/frameworks/ilacs-2023/",
        "strategies": "/strategies/",
        "strategy-add": "/strategies/add/",
        "inspection-add": "/inspections/add/",
        "bodies": "/bodies/",
        "posts": "/posts/",
        "people": "/people/",
        "body-add": "/bodies/add/",
    }.items():
        page.goto(address)
        axe(page)
        screenshot(page, name)
    page.goto("/bodies/")
    page.get_by_role("link", name="Improvement Board").first.click()
    axe(page)
    screenshot(page, "body")
    page.goto(f"{page.url}work/")
    expect(page.get_by_role("link", name="1.1: Agree a rota for strategy discussions").first).to_be_visible()
    axe(page)
    page.goto("/posts/")
    page.get_by_role("link", name="Head of Service", exact=True).click()
    expect(page.get_by_role("link", name="2.1: Train managers")).to_be_visible()
    axe(page)
    screenshot(page, "post")

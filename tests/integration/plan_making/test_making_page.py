"""The page that shows where a plan stands, and its forms."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import Client
from django.utils import timezone

from sightline.domain.plans.commands import freeze_version
from sightline.domain.plans.models import Certificate, Milestone, Plan, Submission
from sightline.domain.plans.queries.making import against_the_clock
from tests import cast
from tests.factories import SYSTEM, a_plan, a_user, an_action, an_inspection
from tests.integration.plans.rich import a_rich_plan
from tests.making_factories import adopted, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    client = Client()
    user = a_user(cast.PROGRAMME_OFFICE)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(response):
    return " ".join(response.content.decode().split())


def test_a_draft_says_what_stands_in_the_way_with_links(office):
    plan = a_rich_plan(timezone.localdate())
    page = words(office.get(f"/plans/{plan.number}/making/"))
    assert "What stands in the way of adoption" in page and "1 finding in its scope has neither" in page
    assert f"/plans/{plan.number}/findings/" in page and "No body is named that adopts the plan." in page
    assert "has not spoken of" in page


def test_certified_adopted_in_force(office):
    today = timezone.localdate()
    plan = a_plan("Improvement plan")
    an_action(plan, today=today)
    office.post(f"/plans/{plan.number}/making/certify/")
    assert Certificate.objects.get(plan=plan).kind == "readiness"
    assert "An error stands that nobody has waived" in words(office.get(f"/plans/{plan.number}/making/"))
    ready(plan, on=today)
    page = words(office.get(f"/plans/{plan.number}/making/"))
    assert "can adopt the plan at a meeting" in page
    adopted(plan, on=today)
    page = words(office.get(f"/plans/{plan.number}/making/"))
    assert "Record that it came into force" in page and "adoption, " in page and "Version 1" in page
    answer = office.post(f"/plans/{plan.number}/making/into-force/", {"on": today.isoformat()}, follow=True)
    assert "The plan is in force." in words(answer) and Plan.objects.get(pk=plan.pk).state == "active"


def test_sent_against_the_clock_and_answered_with_a_letter(office):
    today = timezone.localdate()
    inspection = an_inspection(
        response_due_stated=today - timedelta(days=2), published=today - timedelta(days=60)
    )
    plan = a_plan("Improvement plan", answers=(inspection,))
    an_action(plan, today=today)
    freeze_version(by=SYSTEM, plan=plan, today=today)
    address = f"/plans/{plan.number}/making/submit/"
    page = words(office.get(address))
    assert "due" in page and "Version 1" in page
    clock = page.split('<option value="')
    key = next(one.split('"')[0] for one in clock if one.startswith(f"{inspection.number}-"))
    sent = {
        "version": "1",
        "to_whom": "The inspectorate",
        "on": today.isoformat(),
        "how": "By email",
        "clock": key,
    }
    assert "The submission was recorded." in words(office.post(address, sent, follow=True))
    made = Submission.objects.get()
    assert (
        made.due == today - timedelta(days=2)
        and "own date" in made.due_words
        and made.inspection == inspection
    )
    assert "2 days late" in words(office.get(f"/plans/{plan.number}/making/"))
    letter = SimpleUploadedFile("letter.txt", b"The plan reflects the findings.")
    answer = office.post(
        f"/plans/{plan.number}/making/submitted/{made.pk}/reply/",
        {"says": "reflects", "on": today.isoformat(), "words": "It does.", "letter": letter},
        follow=True,
    )
    assert "The plan reflects the findings" in words(answer)
    file = office.get(f"/plans/{plan.number}/making/letters/{made.replies.get().pk}/")
    assert b"".join(file.streaming_content) == b"The plan reflects the findings."


def test_milestones_are_added_moved_reached_and_taken_out(office):
    plan = a_plan()
    today = timezone.localdate()
    start = f"/plans/{plan.number}/making/milestones/"
    office.post(f"{start}add/", {"title": "Adopted by the board", "due": "2026-03-03"})
    first = Milestone.objects.get()
    answer = office.post(f"{start}{first.pk}/move/", {"due": "2026-04-03", "reason": ""})
    assert answer.status_code == 422 and "Say why" in words(answer)
    page = words(
        office.post(
            f"{start}{first.pk}/move/", {"due": "2026-04-03", "reason": "The board moved."}, follow=True
        )
    )
    assert (
        "3 Apr 2026" in page
        and "first 3 Mar 2026" in page
        and "Moved from 3 Mar 2026: The board moved." in page
    )
    standing = Milestone.objects.get(replaces=first)
    assert "Reached on" in words(
        office.post(f"{start}{standing.pk}/reach/", {"on": today.isoformat()}, follow=True)
    )
    office.post(f"{start}add/", {"title": "Reviewed"})
    other = Milestone.objects.get(title="Reviewed")
    assert "Taken out on" in words(
        office.post(f"{start}{other.pk}/take-out/", {"reason": "Not needed."}, follow=True)
    )


def test_a_reader_sees_it_and_changes_nothing():
    plan = a_plan()
    client = Client()
    client.force_login(a_user(cast.READER), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Certify the plan" not in words(client.get(f"/plans/{plan.number}/making/"))
    assert client.post(f"/plans/{plan.number}/making/certify/").status_code == 403


@pytest.mark.parametrize("count", [3, 40])
def test_statements_do_not_depend_on_rows(office, statements, count):
    today = timezone.localdate()
    before = a_plan("Before")
    plan = a_plan("Plan", answers=(an_inspection(),), follows=before)
    for number in range(count):
        an_action(before, f"Old {number}", today=today)
        an_action(plan, f"New {number}", today=today)
        office.post(f"/plans/{plan.number}/making/milestones/add/", {"title": f"Milestone {number}"})
    office.post(f"/plans/{plan.number}/making/certify/")
    office.get(f"/plans/{plan.number}/making/")
    with statements(12):
        assert office.get(f"/plans/{plan.number}/making/").status_code == 200


@pytest.mark.parametrize(
    ("due", "on", "said"),
    [
        (date(2024, 6, 10), date(2024, 6, 7), "3 days early (1 working day)"),
        (date(2024, 6, 7), date(2024, 6, 7), "on the day"),
        (
            date(2024, 5, 24),
            date(2024, 5, 28),
            "4 days late (1 working day)",
        ),  # Monday the 27th was a bank holiday
        (None, date(2024, 6, 7), ""),
    ],
)
def test_early_or_late_in_days_and_working_days(due, on, said):
    assert against_the_clock(due, on) == said

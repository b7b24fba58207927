"""A plan that was sent after an inspection answers its clock wherever the clock is shown."""

from datetime import timedelta

import pytest

from sightline.domain.plans import commands
from sightline.domain.thread.queries import home
from tests import cast
from tests.factories import SYSTEM, TODAY, a_plan, a_user, an_action, an_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    """A plan that was sent after the inspection that it answers, 10 days ago, with a day given by the inspectorate."""
    due = TODAY - timedelta(5)
    inspection = an_inspection(report_received=TODAY - timedelta(100), response_due_stated=due)
    plan = a_plan(answers=(inspection,))
    an_action(plan)
    version = commands.freeze_version(
        by=SYSTEM, plan=plan, note="For Ofsted", approver="Director", today=TODAY - timedelta(20)
    )
    commands.submit_plan(
        by=SYSTEM, plan=plan, version=version, to_whom="Ofsted", on=TODAY - timedelta(10), today=TODAY,
        inspection=inspection, due=due, due_words="given by the inspectorate",
    )  # fmt: skip
    return plan, inspection


def test_the_making_and_the_inspection_say_when_it_was_sent(sent, client):
    plan, inspection = sent
    client.force_login(a_user(cast.DIRECTOR))
    for address in (f"/plans/{plan.number}/making/", f"/inspections/{inspection.number}/"):
        page = client.get(address).content.decode()
        assert "Sent 24 May 2024, 2 working days early" in page, address
    making = client.get(f"/plans/{plan.number}/making/").content.decode()
    assert "Due 29 May 2024; whether it was met" not in making


def test_a_plan_that_follows_knows_what_the_plan_before_sent(sent, client):
    before, inspection = sent
    plan = a_plan(answers=(inspection,), follows=before)
    client.force_login(a_user(cast.DIRECTOR))
    page = client.get(f"/plans/{plan.number}/making/").content.decode()
    assert "Sent 24 May 2024, 2 working days early" in page
    assert "It is not recorded that the plan was sent to anybody." in page


def test_who_may_not_see_the_plan_is_not_told_that_it_was_sent(sent, client):
    _, inspection = sent
    reader = a_user(cast.DIRECTOR, over=inspection)
    client.force_login(reader)
    page = client.get(f"/inspections/{inspection.number}/")
    assert page.status_code == 200 and "Sent 24 May" not in page.content.decode()


def test_the_first_page_of_the_director_knows_it_as_well(sent):
    found = home(a_user(cast.DIRECTOR), TODAY)
    assert [clock.sent_stands for _, clock in found.clocks if clock.due_stated] == ["2 working days early"]

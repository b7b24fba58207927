"""Each person's first page."""

from datetime import timedelta

import pytest

from sightline.domain.plans.commands import record_update
from sightline.domain.plans.drafts import OwnerDraft
from sightline.domain.plans.queries import plan_page
from sightline.domain.thread.queries import home
from tests import cast
from tests.factories import SYSTEM, TODAY, a_holding, a_plan, a_user, an_action, an_inspection
from tests.making_factories import in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    user = a_user(cast.OWNER)
    a_holding(cast.OWNER)
    return user


def owned(plan, title, **changes):
    from sightline.domain.governance.models import Post

    post = Post.objects.get(title=cast.OWNER.post, team=cast.OWNER.team)
    return an_action(plan, title, owners=(OwnerDraft("", post.pk, "lead"),), **changes)


def test_an_owner_sees_what_is_due_first_and_how_long_it_takes(owner):
    plan = a_plan(today=TODAY - timedelta(100))
    owned(plan, "Fresh", today=TODAY)
    owned(plan, "Stale", today=TODAY - timedelta(50))
    owned(plan, "Passed", today=TODAY, due=TODAY - timedelta(1))
    owned(plan, "Done", today=TODAY - timedelta(90), delivery="done")
    an_action(plan, "Of somebody else", today=TODAY - timedelta(90))
    found = home(owner, TODAY)
    assert [one.action.title for one in found.due] == ["Passed", "Stale"]
    assert [one.action.title for one in found.owed] == ["Passed", "Stale", "Fresh"]
    assert found.minutes == 4 and found.sections == frozenset()


def test_what_is_copied_into_a_draft_is_asked_for_once(owner):
    old = in_force(a_plan(today=TODAY - timedelta(100)))
    owned(old, "Stale", today=TODAY - timedelta(50))
    owned(a_plan(follows=old), "Stale, carried over", today=TODAY - timedelta(50))
    found = home(owner, TODAY)
    assert [one.action.title for one in found.due] == ["Stale"]
    assert len(found.owed) == 2


def test_an_update_takes_the_action_off_the_list(owner):
    action = owned(a_plan(), "Stale", today=TODAY - timedelta(50))
    record_update(by=owner, action=action, today=TODAY, no_change=True)
    assert home(owner, TODAY).due == ()


def test_the_counts_are_those_of_the_plan_page():
    inspection = an_inspection()
    plan = a_plan(answers=(inspection,))
    first, second, _ = inspection.findings.order_by("number")
    an_action(plan, findings=(first.pk,), assurance="evidenced", due=TODAY - timedelta(1))
    an_action(plan, findings=(second.pk,), assurance="evidenced", delivery="done")
    an_action(plan, findings=(second.pk,), today=TODAY - timedelta(60))
    director = a_user(cast.DIRECTOR)
    row = home(director, TODAY).plans[0]
    page = plan_page(director, plan.number, today=TODAY)
    thread = page.thread
    assert (row.findings, row.answered, row.evidenced, row.signed_off) == (
        thread.total, thread.answered, thread.evidenced, thread.signed_off,
    )  # fmt: skip
    assert (row.findings, row.answered, row.evidenced, row.unanswered) == (3, 2, 1, 1)
    assert (row.overdue, row.stale, row.done, row.actions) == (1, 1, 1, 3)
    assert (row.done_without_evidence, row.no_owner, row.no_source) == (1, 3, 0)


def test_a_withdrawn_finding_and_an_ended_link_do_not_count():
    from sightline.domain.inspections.commands import withdraw_finding
    from sightline.domain.plans.commands import unlink_finding

    inspection = an_inspection()
    plan = a_plan(answers=(inspection,))
    first, second, _ = inspection.findings.order_by("number")
    action = an_action(plan, findings=(first.pk,))
    unlink_finding(by=SYSTEM, plan=plan, action=action, finding=first, reason="A slip")
    withdraw_finding(by=SYSTEM, finding=second, reason="Read twice", today=TODAY)
    row = home(a_user(cast.DIRECTOR), TODAY).plans[0]
    assert (row.findings, row.answered) == (2, 0)


def test_a_superseded_finding_counts_only_while_an_action_answers_it():
    from sightline.domain.inspections.commands import supersede_finding

    inspection, later = an_inspection(), an_inspection()
    plan = a_plan(answers=(inspection,))
    first, second, _ = inspection.findings.order_by("number")
    an_action(plan, findings=(first.pk,))
    for finding in (first, second):
        supersede_finding(by=SYSTEM, finding=finding, by_inspection=later, reason="Seen again", today=TODAY)
    director = a_user(cast.DIRECTOR)
    row = home(director, TODAY).plans[0]
    thread = plan_page(director, plan.number, today=TODAY).thread
    assert (row.findings, row.answered) == (2, 1) == (thread.total, thread.answered)


def test_a_director_sees_what_is_off_track_and_what_contradicts_itself():
    plan = a_plan()
    an_action(plan, "Off", confidence="off-track")
    an_action(plan, "Off and done", confidence="off-track", delivery="done", impact="better")
    an_action(plan, "Worse", delivery="done", impact="worse")
    an_action(plan, "Well", delivery="done", impact="better")
    director = a_user(cast.DIRECTOR)
    assert home(director, TODAY).troubles == ()  # a draft promises nothing yet
    in_force(plan)
    found = home(director, TODAY)
    assert [one.action.title for one in found.off_track] == ["Off"]
    assert [one.action.title for one in found.contradictions] == ["Worse"]


def test_clocks_are_for_those_who_lead():
    an_inspection(
        report_received=TODAY - timedelta(10),
        start=TODAY - timedelta(60),
        end=TODAY - timedelta(50),
        published=None,
    )
    assert home(a_user(cast.DIRECTOR), TODAY).clocks
    assert home(a_user(cast.PROGRAMME_OFFICE), TODAY).clocks
    assert home(a_user(cast.READER), TODAY).clocks == ()


def test_a_reader_sees_what_changed_lately(owner):
    action = owned(a_plan(), "Train managers", delivery="not-started")
    record_update(by=owner, action=action, today=TODAY, text="Begun", delivery="in-progress")
    lately = home(a_user(cast.READER), TODAY).lately
    assert {(one.what, one.text, one.old, one.new) for one in lately} == {
        ("Update", "Begun", None, None),
        ("Delivery", "", "not-started", "in-progress"),
    }
    assert home(a_user(cast.READER), TODAY + timedelta(15)).lately == ()


def test_who_has_no_role_gets_an_empty_page():
    a_plan()
    found = home(a_user(cast.STRANGER), TODAY)
    assert not (found.plans or found.owed or found.lately or found.clocks)


def test_a_partner_of_one_body_sees_only_its_actions_counted():
    from tests.factories import a_body

    body, plan = a_body(), a_plan()
    an_action(plan, bodies=(("deliver", body.pk),))
    an_action(plan)
    partner = a_user(cast.OWNER, over=body)
    assert home(partner, TODAY).plans[0].actions == 1

"""A finding's thread over the real tables."""

from datetime import timedelta

import pytest

from sightline.domain.plans.commands import attach_evidence, give_reason, link_theme, record_update
from sightline.domain.plans.drafts import OwnerDraft
from sightline.domain.thread.queries import answered_by, finding_thread, inspection_answers
from sightline.ground.lib.errors import NotFound
from tests import cast
from tests.factories import (
    SYSTEM,
    TODAY,
    a_plan,
    a_post,
    a_theme,
    a_user,
    an_action,
    an_inspection,
    some_evidence,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection():
    return an_inspection()


@pytest.fixture
def finding(inspection):
    return inspection.findings.order_by("number").first()


def names(thread):
    return {step.name: step for step in thread.steps}


def test_without_a_plan_every_link_after_the_finding_is_missing(finding, inspection):
    thread = finding_thread(a_user(), inspection.number, finding.number)
    assert thread.plans == ()
    missing = [step.name for step in thread.steps if step.missing]
    assert missing == ["Action", "Update", "Evidence", "Decision"]
    assert thread.previous is None and thread.following == 2


def test_a_plan_with_the_finding_in_scope_and_no_answer_is_named(finding, inspection):
    a_plan("Plan A", answers=(inspection,))
    thread = finding_thread(a_user(), inspection.number, finding.number)
    assert [(one.plan.title, one.answered) for one in thread.plans] == [("Plan A", False)]


def test_the_chain_joins_actions_updates_evidence_and_reasons_of_each_plan(finding, inspection):
    first, second = a_plan("Plan A", answers=(inspection,)), a_plan("Plan B", answers=(inspection,))
    theme = a_theme(first, "Front door")
    link_theme(by=SYSTEM, plan=first, finding=finding, theme=theme)
    action = an_action(
        first, "Answer it", findings=(finding.pk,), owners=(OwnerDraft("A. Person"), OwnerDraft("B. Other"))
    )
    record_update(by=SYSTEM, action=action, today=TODAY, text="Old words", on=TODAY - timedelta(9))
    record_update(by=SYSTEM, action=action, today=TODAY, text="New words")
    attach_evidence(by=SYSTEM, action=action, evidence=some_evidence("An audit"), today=TODAY)
    give_reason(by=SYSTEM, plan=second, finding=finding, reason="Plan A does it.")
    thread = finding_thread(a_user(), inspection.number, finding.number)
    found = {one.plan.title: one for one in thread.plans}
    (on_thread,) = found["Plan A"].actions
    assert on_thread.owners == ("A. Person", "B. Other")
    assert on_thread.last.text == "New words" and on_thread.last.on == TODAY
    assert [proof.title for proof in on_thread.evidence] == ["An audit"]
    assert on_thread.missing == ("No decision is recorded",)
    assert [one.title for one in found["Plan A"].themes] == ["Front door"]
    assert found["Plan B"].reason == "Plan A does it." and found["Plan B"].reason_by == SYSTEM.name
    assert [step.name for step in thread.steps if step.missing] == ["Decision"]
    assert "1 action" in names(thread)["Action"].text


def test_a_person_of_one_body_sees_the_plans_and_actions_of_that_body_only(finding, inspection):
    from tests.factories import a_body

    body = a_body()
    plan = a_plan(answers=(inspection,))
    an_action(plan, "Hidden", findings=(finding.pk,))
    an_action(plan, "Seen", findings=(finding.pk,), bodies=(("deliver", body.pk),))
    partner = a_user(cast.OWNER, over=body)
    from sightline.ground.accounts.commands import give_grant

    give_grant(by=SYSTEM, user=partner, role="reader", kind="inspection", thing_id=inspection.pk)
    partner.forget_rights()
    thread = finding_thread(partner, inspection.number, finding.number)
    assert [one.action.title for one in thread.plans[0].actions] == ["Seen"]
    assert [one.title for one in answered_by(partner, [finding])[finding.pk]] == ["Seen"]


def test_who_may_not_see_the_inspection_finds_no_thread(finding, inspection):
    with pytest.raises(NotFound):
        finding_thread(a_user(cast.STRANGER), inspection.number, finding.number)
    with pytest.raises(NotFound):
        finding_thread(a_user(), inspection.number, 99)


def test_a_finding_with_a_reason_counts_as_answered(finding, inspection):
    plan = a_plan(answers=(inspection,))
    assert inspection_answers(a_user(), inspection.number).answered == 0
    give_reason(by=SYSTEM, plan=plan, finding=finding, reason="Met by the law.")
    answers = inspection_answers(a_user(), inspection.number)
    assert answers.answered == 1 and answers.reasons[finding.pk] == "Met by the law."


def test_an_owner_is_named_with_the_team_of_the_post(finding):
    post = a_post("Head of Service", team="Front Door")
    an_action(a_plan(), "Answer it", findings=(finding.pk,), owners=(OwnerDraft(post_id=post.pk),))
    thread = finding_thread(a_user(), finding.inspection.number, finding.number)
    assert thread.plans[0].actions[0].owners == ("Head of Service (Front Door)",)

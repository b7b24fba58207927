"""Waivers and a plan's problems, in the database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from sightline.domain.checks.commands import end_waiver, waive_check
from sightline.domain.checks.models import Waiver
from sightline.domain.checks.queries import judge, problem_for, problems, waiver_for
from sightline.domain.plans.commands import add_actions, propose_plan
from sightline.domain.plans.drafts import ActionDraft, OwnerDraft
from sightline.domain.plans.models import Plan
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_user

pytestmark = pytest.mark.django_db
REASON = "The post is filled on 1 July; the board knows."


@pytest.fixture
def plan() -> Plan:
    plan = propose_plan(by=SYSTEM, title="Improvement plan", today=TODAY)
    drafts = [
        ActionDraft({"title": "Continue to strengthen partnership working", "ref": "1.1"}),
        ActionDraft({"title": "Hold a weekly panel", "ref": "1.2"}, owners=(OwnerDraft("JB"),)),
    ]
    add_actions(by=SYSTEM, plan=plan, drafts=drafts, today=TODAY)
    return plan


def _waive(plan: Plan, **changes: Any) -> Waiver:
    action = plan.actions.get(ref="1.2")
    asked: dict[str, Any] = {
        "by": SYSTEM,
        "plan": plan,
        "code": "SL203",
        "kind": "action",
        "key": str(action.pk),
        "label": "Action 1.2",
        "reason": REASON,
        "expires": TODAY + timedelta(days=30),
        "today": TODAY,
    }
    return waive_check(**{**asked, **changes})


def test_a_waived_problem_is_held_back_and_comes_back(plan: Plan) -> None:
    before = {problem.code for problem in judge(plan, TODAY).problems}
    assert "SL203" in before
    waiver = _waive(plan)
    judged = judge(plan, TODAY)
    assert {problem.code for problem in judged.problems} == before - {"SL203"}
    assert judged.waived[0].waiver == waiver.facts()
    later = judge(plan, TODAY + timedelta(days=31))
    back = next(one for one in later.standing if one.problem.code == "SL203")
    assert "expired" in back.note and SYSTEM.name in back.note


def test_an_ended_waiver_lets_the_problem_stand_at_once(plan: Plan) -> None:
    waiver = end_waiver(by=SYSTEM, waiver=_waive(plan), reason="The table of initials was taken out.")
    assert waiver.ended_at and waiver.ended_by_name == SYSTEM.name
    assert "SL203" in {problem.code for problem in judge(plan, TODAY).problems}
    with pytest.raises(Refused, match="already"):
        end_waiver(by=SYSTEM, waiver=waiver)


def test_a_problem_is_waived_once_and_can_be_waived_anew_after_the_expiry(plan: Plan) -> None:
    first = _waive(plan)
    with pytest.raises(Refused, match="waived already"):
        _waive(plan)
    later = TODAY + timedelta(days=40)
    second = _waive(plan, today=later, expires=later + timedelta(days=10))
    first.refresh_from_db()
    assert first.ended_at is not None and second.ended_at is None
    assert Waiver.objects.filter(ended_at=None).count() == 1


def test_refusals_leave_nothing_behind(plan: Plan) -> None:
    for changed in (
        {"reason": ""},
        {"expires": TODAY},
        {"code": "SL000"},
        {"expires": TODAY + timedelta(days=400)},
    ):
        with pytest.raises(Refused):
            _waive(plan, **changed)
    assert not Waiver.objects.exists()


def test_waiving_needs_the_right_over_that_plan(plan: Plan) -> None:
    other = propose_plan(by=SYSTEM, title="Another plan", today=TODAY)
    reader, office = a_user(cast.READER), a_user(cast.PROGRAMME_OFFICE, over=other)
    for user in (reader, office):
        with pytest.raises(NotPermitted):
            _waive(plan, by=user)
    waiver = _waive(plan)
    with pytest.raises(NotPermitted):
        end_waiver(by=reader, waiver=waiver)
    waiver.refresh_from_db()
    assert waiver.ended_at is None


def test_the_page_of_a_plan_is_for_those_who_may_see_it(plan: Plan) -> None:
    other = propose_plan(by=SYSTEM, title="Another plan", today=TODAY)
    with pytest.raises(NotFound):
        problems(a_user(cast.PROGRAMME_OFFICE, over=other), plan.number, TODAY)
    seen = problems(a_user(cast.READER), plan.number, TODAY)
    assert not seen.may_waive and seen.sentence.endswith(".")
    codes = [found.rule.code for found in seen.by_rule]
    assert "SL409" in codes and "SL201" in codes
    assert sum(len(found.problems) for found in seen.by_rule) == len(seen.judgement.standing)


def test_one_problem_and_one_waiver_are_fetched_with_the_plan(plan: Plan) -> None:
    reader, waiver = a_user(cast.READER), _waive(plan)
    standing = judge(plan, TODAY).problems[0]
    assert problem_for(reader, plan.number, standing.identity, TODAY) == standing
    with pytest.raises(NotFound):
        problem_for(reader, plan.number, ("SL203", "action", waiver.key), TODAY)
    assert waiver_for(reader, plan.number, waiver.pk) == waiver
    with pytest.raises(NotFound):
        waiver_for(reader, plan.number + 1, waiver.pk)


def test_the_number_of_statements_does_not_grow(
    plan: Plan, statements: Callable[[int], AbstractContextManager[None]]
) -> None:
    drafts = [
        ActionDraft({"title": f"Train team {n}"}, owners=(OwnerDraft("Head of Service"),)) for n in range(60)
    ]
    add_actions(by=SYSTEM, plan=plan, drafts=drafts, today=TODAY)
    with statements(16):
        judge(plan, TODAY)

"""Plans that are adopted and in force, by the real commands and a decision of the body that may."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sightline.domain.checks.commands import certify_readiness, waive_check
from sightline.domain.checks.queries import judge
from sightline.domain.governance.models import Body
from sightline.domain.inspections.models import Finding
from sightline.domain.plans.carried import old_finding, old_findings, still_open
from sightline.domain.plans.carrying_rules import OUTSTANDING, came_of
from sightline.domain.plans.commands import (
    adopt_plan,
    bring_into_force,
    carry_as_it_is,
    end_plan,
    give_reason,
    set_plan_body,
)
from sightline.domain.plans.models import Action, Plan, PlanBody, PlanVersion
from sightline.domain.plans.queries import unanswered
from tests.factories import SYSTEM, TODAY, a_body, an_action
from tests.meeting_factories import decided

WAIVED = "The board knows, and accepts it for now."


def body_that(role: str, plan: Plan, *, on: date = TODAY) -> Body:
    """The body that stands in a role for the plan; one is named where there is none."""
    link = PlanBody.objects.filter(plan=plan, role=role, until=None).select_related("body").first()
    if link is None:
        link = set_plan_body(by=SYSTEM, plan=plan, body=a_body(), role=role, today=on)
    return link.body


def waive_errors(plan: Plan, *, on: date = TODAY, by: Any = SYSTEM) -> int:
    """Waive every error of the checks that can be waived, for a month."""
    errors = [one.problem for one in judge(plan, on).standing if one.problem.severity == "error"]
    waived = [problem for problem in errors if problem.code != "SL101"]
    for problem in waived:
        waive_check(
            by=by, plan=plan, code=problem.code, kind=problem.kind, key=problem.key, label=problem.label, reason=WAIVED,
            expires=on + timedelta(days=30), today=on,
        )  # fmt: skip
    return len(waived)


def open_before(plan: Plan) -> list[Action]:
    """The actions of the plan that this one follows, of which it is not said yet what becomes of them."""
    waiting = (
        Action.objects.filter(still_open(), plan=plan.follows_id)
        if plan.follows_id
        else Action.objects.none()
    )
    return list(waiting.exclude(dispositions__plan=plan, dispositions__until=None).select_related("plan"))


def outstanding_finding(finding: Finding) -> bool:
    """Whether a finding of the plan before is open, and neither answered nor given a reason in the plan that follows."""
    return came_of(old_finding(finding)) == OUTSTANDING


def ready(plan: Plan, *, on: date = TODAY) -> Plan:
    """A plan that nothing keeps from being adopted: something in it, every finding answered, errors waived, certified."""
    if not plan.actions.exists():
        an_action(plan, today=on)
    for action in open_before(plan):
        carry_as_it_is(by=SYSTEM, plan=plan, action=action, today=on)
    left = [one for one in old_findings(plan) if outstanding_finding(one)]
    for finding in {one.pk: one for one in [*unanswered(plan), *left]}.values():
        give_reason(by=SYSTEM, plan=plan, finding=finding, reason="Met before the plan began.")
    body_that("adopt", plan, on=on)
    waive_errors(plan, on=on)
    certify_readiness(by=SYSTEM, plan=plan, today=on)
    return plan


def adopted(plan: Plan, *, on: date = TODAY) -> PlanVersion:
    """The version as which the body adopted the plan, with whatever it takes to get there."""
    body = body_that("adopt", ready(plan, on=on), on=on)
    return adopt_plan(by=SYSTEM, plan=plan, decision=decided("adopt-plan", body, plan, on=on), today=on)


def in_force(plan: Plan, *, on: date = TODAY) -> Plan:
    adopted(plan, on=on)
    return bring_into_force(by=SYSTEM, plan=plan, on=on, today=on)


def ended(plan: Plan, state: str, *, on: date = TODAY) -> Plan:
    decision = decided("end-plan", body_that("adopt", plan, on=on), plan, on=on)
    return end_plan(by=SYSTEM, plan=plan, decision=decision, state=state, today=on)

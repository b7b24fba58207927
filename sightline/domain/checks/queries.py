"""The only readers of checks that doors call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.domain.plans.models import Plan
from sightline.domain.plans.queries import plan_for
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from .models import Waiver
from .plan_facts import facts_of
from .rules import CheckSettings, Problem, Rule, all_rules, check, summary
from .rules.waiving import Judgement, part

__all__ = ["CheckedPlan", "RuleFindings", "all_rules", "judge", "problem_for", "problems", "waiver_for"]


@dataclass(frozen=True)
class RuleFindings:
    """The problems of one check that stand, for a page that goes by checks."""

    rule: Rule
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class CheckedPlan:
    """A plan and what the checks find in it today."""

    plan: Plan
    judgement: Judgement
    by_rule: tuple[RuleFindings, ...]
    sentence: str
    may_waive: bool


def judge(plan: Plan, today: date, settings: CheckSettings | None = None) -> Judgement:
    """What the checks find in a plan, parted by its waivers. For callers that have authorised already."""
    waivers = [waiver.facts() for waiver in Waiver.objects.filter(plan=plan, ended_at=None)]
    return part(check(facts_of(plan), today, settings), waivers, today)


def problems(user: User, number: int, today: date, settings: CheckSettings | None = None) -> CheckedPlan:
    """The plan of that number with its problems, if the user may see it; else NotFound."""
    plan = plan_for(user, number)
    judgement = judge(plan, today, settings)
    by_code: dict[str, list[Problem]] = {}
    for problem in judgement.problems:
        by_code.setdefault(problem.code, []).append(problem)
    rules = {rule.code: rule for rule in all_rules()}
    return CheckedPlan(
        plan=plan,
        judgement=judgement,
        by_rule=tuple(RuleFindings(rules[code], tuple(found)) for code, found in by_code.items()),
        sentence=summary(judgement.problems),
        may_waive=user.may("checks.waive", plan),
    )


def problem_for(user: User, number: int, identity: tuple[str, str, str], today: date) -> Problem:
    """The problem with that identity that stands in the plan of that number today; else NotFound."""
    for problem in judge(plan_for(user, number), today).problems:
        if problem.identity == identity:
            return problem
    raise NotFound("The checks do not find that problem any more.")


def waiver_for(user: User, number: int, waiver_id: int) -> Waiver:
    """A waiver of the plan of that number that has not been ended; else NotFound."""
    plan = plan_for(user, number)
    waiver = Waiver.objects.filter(plan=plan, pk=waiver_id, ended_at=None).select_related("plan").first()
    if waiver is None:
        raise NotFound("There is no such waiver.")
    return waiver

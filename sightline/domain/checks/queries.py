"""The only readers of checks that doors call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sightline.domain.plans.models import Action, Plan
from sightline.domain.plans.queries import plan_for
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from .facts import PlanFacts
from .models import Waiver
from .places import Place, Places
from .plan_facts import facts_of
from .rules import CheckSettings, Problem, Rule, all_rules, check, summary
from .rules.waiving import Judgement, part

__all__ = [
    "CheckedPlan",
    "Place",
    "RuleFindings",
    "WaiverRow",
    "all_rules",
    "checked_plan_for",
    "judge",
    "problem_for",
    "problem_in",
    "problems",
    "waiver_for",
    "waivers_of",
]


@dataclass(frozen=True)
class RuleFindings:
    """The problems of one check that stand, for a page that goes by checks."""

    rule: Rule
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class CheckedPlan:
    """A plan and what the checks find in it today.

    whole   whether the reader may see the whole plan; else only problems of the actions they may see are here
    places  says what each problem is about
    """

    plan: Plan
    judgement: Judgement
    by_rule: tuple[RuleFindings, ...]
    sentence: str
    may_waive: bool
    may_edit: bool
    whole: bool
    places: Places


@dataclass(frozen=True)
class WaiverRow:
    """A waiver in the list of a plan's waivers. state: "in force", "expired" or "ended"."""

    waiver: Waiver
    rule: Rule | None
    state: str


def judge(plan: Plan, today: date, settings: CheckSettings | None = None) -> Judgement:
    """What the checks find in a plan, parted by its waivers. For callers that have authorised already."""
    return _judged(plan, facts_of(plan), today, settings)


def _judged(plan: Plan, facts: PlanFacts, today: date, settings: CheckSettings | None = None) -> Judgement:
    waivers = [waiver.facts() for waiver in Waiver.objects.filter(plan=plan, ended_at=None)]
    return part(check(facts, today, settings), waivers, today)


def problems(user: User, number: int, today: date, settings: CheckSettings | None = None) -> CheckedPlan:
    """The plan of that number with its problems, if the user may see it; else NotFound.

    Who may see some of its actions only is told what is wrong with those.
    """
    plan = plan_for(user, number)
    facts = facts_of(plan)
    judgement = _judged(plan, facts, today, settings)
    whole = user.may("plans.see", plan)
    if not whole:
        judgement = _narrowed(judgement, user, plan)
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
        may_edit=plan.state in ("draft", "adopted", "active") and user.may("plans.edit_plan", plan),
        whole=whole,
        places=Places(facts),
    )


def _narrowed(judgement: Judgement, user: User, plan: Plan) -> Judgement:
    """Only what is about actions that the user may see."""
    seen = set(map(str, Action.objects.visible_to(user).filter(plan=plan).values_list("pk", flat=True)))

    def about(kind: str, key: str) -> bool:
        return kind == "action" and key in seen

    return Judgement(
        standing=tuple(one for one in judgement.standing if about(one.problem.kind, one.problem.key)),
        waived=tuple(one for one in judgement.waived if about(one.problem.kind, one.problem.key)),
        idle=tuple(waiver for waiver in judgement.idle if about(waiver.kind, waiver.key)),
    )


def checked_plan_for(user: User, number: int) -> Plan:
    """The plan of that number, if the user may see all of it: the checks look at every action. Else NotFound."""
    return plan_for(user, number, "plans.see")


def problem_for(user: User, number: int, identity: tuple[str, str, str], today: date) -> Problem:
    """The problem with that identity that stands in the plan of that number today; else NotFound."""
    return problem_in(checked_plan_for(user, number), identity, today)


def problem_in(plan: Plan, identity: tuple[str, str, str], today: date) -> Problem:
    """The same in a plan that the caller has fetched for the user, who may see all of it."""
    for problem in judge(plan, today).problems:
        if problem.identity == identity:
            return problem
    raise NotFound("The checks do not find that problem any more.")


def waivers_of(user: User, number: int, today: date) -> tuple[Plan, list[WaiverRow]]:
    """The plan and all its waivers, those in force first, then by the day on which they end."""
    plan = checked_plan_for(user, number)
    rules = {rule.code: rule for rule in all_rules()}
    rows = [
        WaiverRow(waiver, rules.get(waiver.code), _state(waiver, today))
        for waiver in Waiver.objects.filter(plan=plan).order_by("expires", "pk")
    ]
    order = ("in force", "expired", "ended")
    return plan, sorted(rows, key=lambda row: order.index(row.state))


def _state(waiver: Waiver, today: date) -> str:
    if waiver.ended_at is not None:
        return "ended"
    return "in force" if waiver.facts().live(today) else "expired"


def waiver_for(user: User, number: int, waiver_id: int) -> Waiver:
    """A waiver of the plan of that number that has not been ended; else NotFound."""
    plan = checked_plan_for(user, number)
    waiver = Waiver.objects.filter(plan=plan, pk=waiver_id, ended_at=None).first()
    if waiver is None:
        raise NotFound("There is no such waiver.")
    waiver.plan = plan
    return waiver

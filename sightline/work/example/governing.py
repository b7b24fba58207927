"""How the plans of the fictional council were adopted, came into force and gave way: by decisions of its Improvement Board."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sightline.domain.checks.commands import certify_readiness, waive_check
from sightline.domain.checks.queries import judge
from sightline.domain.governance.commands.decisions import make_decision
from sightline.domain.governance.models import Body, Decision
from sightline.domain.plans import carried
from sightline.domain.plans.commands import (
    adopt_plan,
    bring_into_force,
    dispose_action,
    end_plan,
    set_plan_body,
)
from sightline.domain.plans.models import Action, Plan
from sightline.ground.accounts.models import User

from .council import Cast

WAIVED = "Known to the board: it is mended in the first quarter of the plan."
LEFT = "What was left of it is asked for by the actions of the plan that follows."
QUORUM = "9 of 14 seats that count were filled; 5 are needed."
WAIVED_FOR = timedelta(days=90)


def adopt(cast: Cast, plan: Plan, on: date, source: str) -> None:
    """The board adopts the plan, with the errors that the director waives, and it comes into force that day."""
    office, board = cast.office, cast.bodies["board"]
    for role in ("adopt", "sign-off"):
        set_plan_body(by=office, plan=plan, body=board, role=role, today=on)
    _settle_what_is_left(office, board, plan, on, source)
    _waive(cast.users["dcs"], plan, on)
    certify_readiness(by=office, plan=plan, today=on)
    words = f"RESOLVED: That “{plan.title}” be adopted."
    decision = _decide(office, board, "adopt-plan", ("plan", plan.pk, plan.title), on, words, source)
    adopt_plan(by=office, plan=plan, decision=decision, today=on)
    bring_into_force(by=office, plan=plan, on=on, today=on)


def supersede(cast: Cast, plan: Plan, on: date, source: str) -> None:
    """The board ends the plan, because the one that follows is adopted."""
    office, board = cast.office, cast.bodies["board"]
    words = f"RESOLVED: That “{plan.title}” end, because the plan that follows it is adopted."
    decision = _decide(office, board, "end-plan", ("plan", plan.pk, plan.title), on, words, source)
    end_plan(by=office, plan=plan, decision=decision, state="superseded", today=on)


def _settle_what_is_left(office: User, board: Body, plan: Plan, on: date, source: str) -> None:
    """Open actions of the plan before are ended by the board, each by its own decision."""
    if plan.follows_id is None:
        return
    waiting = Action.objects.filter(carried.still_open(), plan=plan.follows_id)
    for action in waiting.exclude(dispositions__plan=plan, dispositions__until=None).select_related("plan"):
        words = f"RESOLVED: That {action.label} of the plan before be ended. {LEFT}"
        about = ("action", action.pk, str(action)[:500])
        decision = _decide(office, board, "end-action", about, on, words, source)
        dispose_action(
            by=office, plan=plan, action=action, kind="ended", reason=LEFT, decision=decision, today=on
        )


def _waive(director: User, plan: Plan, on: date) -> None:
    for one in judge(plan, on).standing:
        problem = one.problem
        if problem.severity == "error":
            waive_check(
                by=director, plan=plan, code=problem.code, kind=problem.kind, key=problem.key, label=problem.label,
                reason=WAIVED, expires=on + WAIVED_FOR, today=on,
            )  # fmt: skip


def _decide(office: User, board: Body, kind: str, about: Any, on: date, words: str, source: str) -> Decision:
    return make_decision(
        by=office, body=board, kind=kind, on=on, words=words, about=about, quorate=True, quorum_words=QUORUM,
        place=("", None, source),
    )  # fmt: skip

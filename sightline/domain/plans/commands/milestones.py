"""The milestones of a plan's own making: added, moved with a reason, reached, taken out. A moved one is another row."""

from __future__ import annotations

from datetime import date

from sightline.domain.governance.models import Post
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import making_rules, rules
from ..models import Milestone, Plan


@command("plans.edit_plan", on="plan")
def add_milestone(
    *,
    by: Actor,
    plan: Plan,
    title: str,
    today: date,
    due: date | None = None,
    owner: Post | None = None,
    note: str = "",
) -> Milestone:
    """Add a milestone of the plan itself: drafted, endorsed, adopted, submitted, reviewed."""
    rules.check_can_change(plan.state, plan.title)
    making_rules.check_milestone(title, due, "", moved=False)
    made = Milestone.objects.create(
        plan=plan,
        title=title.strip()[:300],
        due=due,
        first_due=due,
        owner=owner,
        note=note.strip(),
        by_name=by.name,
    )
    record(plan, "milestone added", title=made.title, due=due)
    return made


@command("plans.edit_plan", on="plan")
def move_milestone(
    *, by: Actor, plan: Plan, milestone: Milestone, due: date | None, reason: str, today: date
) -> Milestone:
    """Move its date, and say why: the row before stays, and so does the first date."""
    rules.check_can_change(plan.state, plan.title)
    old = _standing(plan, milestone)
    if old.due == due:
        raise Refused(
            "The date is the same, so nothing was saved.", rule="plans.nothing-changed", field="due"
        )
    making_rules.check_milestone(old.title, due, reason, moved=True)
    old.ended_on = today
    old.save(update_fields=["ended_on"])
    made = Milestone.objects.create(
        plan=plan, title=old.title, due=due, first_due=old.first_due or due, owner=old.owner, note=old.note,
        reason=reason.strip(), replaces=old, by_name=by.name,
    )  # fmt: skip
    record(plan, "milestone moved", title=made.title, old=old.due, new=due, reason=reason)
    return made


@command("plans.edit_plan", on="plan")
def reach_milestone(*, by: Actor, plan: Plan, milestone: Milestone, on: date, today: date) -> Milestone:
    """Record the day on which it was reached."""
    held = _standing(plan, milestone)
    if on > today:
        raise Refused("That day is still to come. Nothing was saved.", rule="plans.milestone", field="on")
    held.done_on = on
    held.save(update_fields=["done_on"])
    record(plan, "milestone reached", title=held.title, on=on)
    return held


@command("plans.edit_plan", on="plan")
def take_milestone_out(*, by: Actor, plan: Plan, milestone: Milestone, reason: str, today: date) -> Milestone:
    """Say that it is not aimed at any more, and why; it stays on record."""
    rules.check_can_change(plan.state, plan.title)
    held = _standing(plan, milestone)
    if not reason.strip():
        raise Refused("Say why. Nothing was changed.", rule="plans.reasons-travel", field="reason")
    held.ended_on, held.reason = today, "; ".join(filter(None, [held.reason, reason.strip()]))
    held.save(update_fields=["ended_on", "reason"])
    record(plan, "milestone taken out", title=held.title, reason=reason)
    return held


def _standing(plan: Plan, milestone: Milestone) -> Milestone:
    held = Milestone.objects.select_for_update(of=("self",)).filter(plan=plan, pk=milestone.pk).first()
    if held is None:
        raise Refused("That milestone is not one of this plan. Nothing was changed.", rule="plans.milestone")
    making_rules.check_milestone_stands(
        held.title, done=held.done_on is not None, ended=held.ended_on is not None
    )
    return held

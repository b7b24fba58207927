"""Bodies that stand in a role for a whole plan, who signs a single action off, and how often the plan is reviewed."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.domain.governance.models import Body
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules
from ..entitled import entitled_bodies
from ..governing_words import PLAN_ROLES, REVIEW_CYCLES
from ..models import Action, Plan, PlanBody, PlanChange
from ..words import LAYERS
from .actions import change_row, moment_of

UNCHANGED = "The bodies were not changed."


@command("plans.edit_plan", on="plan")
def set_plan_body(*, by: Actor, plan: Plan, body: Body, role: str, today: date, reason: str = "") -> PlanBody:
    """Say that a body stands in a role for the whole plan: on a layer of actions that name none of their own, or to decide.

    role: a key of governing_words.PLAN_ROLES. Several bodies may stand in one role; no body stands on two layers.
    """
    rules.check_can_change(plan.state, plan.title)
    Plan.objects.select_for_update().get(pk=plan.pk)  # of two who choose at once, the second is told
    if role not in PLAN_ROLES:
        raise Refused(f"Choose what the body does for the plan. {UNCHANGED}", field="role")
    if body.ended(today):
        raise Refused(
            f"{body} ended on {body.until:%-d %B %Y}, so it cannot be given a role. {UNCHANGED} Choose the body that followed it.",
            rule="plans.body-exists",
            field="body",
        )
    links = list(PlanBody.objects.filter(plan=plan, until=None).select_related("body"))
    if any(link.body_id == body.pk and link.role == role for link in links):
        raise Refused(f"{body} stands in that role already. {UNCHANGED}", field="body")
    layers: dict[str, list[tuple[int, str]]] = {}
    for layer, one in [*((link.role, link.body) for link in links), (role, body)]:
        layers.setdefault(layer, []).append((one.pk, one.name))
    rules.check_separation({layer: layers.get(layer, []) for layer in LAYERS})
    check_no_own_homework(layers)
    link = PlanBody.objects.create(
        plan=plan, body=body, role=role, since=moment_of(today), by_name=by.name, reason=reason.strip()
    )
    record(plan, "body given a role for the plan", body=body.name, role=role, reason=reason)
    return link


def check_no_own_homework(layers: dict[str, list[tuple[int, str]]]) -> None:
    """A body that delivers does not sign off what it delivered."""
    delivers = {key for key, _ in layers.get("deliver", ())}
    both = [name for key, name in layers.get("sign-off", ()) if key in delivers]
    if both:
        raise Refused(
            f"{both[0]} cannot both deliver and sign off: nobody marks their own homework. {UNCHANGED} Choose another body for one "
            "of the two.",
            rule="plans.nobody-marks-their-own-homework",
            who="the programme office",
            field="body",
        )


@command("plans.edit_plan", on="plan")
def end_plan_body(*, by: Actor, plan: Plan, link: PlanBody, today: date, reason: str) -> PlanBody:
    """Say that a body no longer stands in a role for the plan, and why; that it did stays on record."""
    rules.check_can_change(plan.state, plan.title)
    _reason(reason)
    ended = PlanBody.objects.filter(pk=link.pk, plan=plan, until=None).update(
        until=moment_of(today), ended_by_name=by.name, ended_reason=reason.strip()
    )
    if not ended:
        raise Refused(f"{link.body} does not stand in that role now; someone may have ended it. {UNCHANGED}")
    record(plan, "body’s role for the plan ended", body=link.body.name, role=link.role, reason=reason)
    return link


@command("plans.edit_plan", on="plan")
def set_review(
    *,
    by: Actor,
    plan: Plan,
    review_cycle: str | None,
    next_review: date | None,
    today: date,
    reason: str = "",
) -> Plan:
    """Say how often the plan is reviewed and when next; what was said before stays as rows of its history."""
    rules.check_can_change(plan.state, plan.title)
    if review_cycle is not None and review_cycle not in REVIEW_CYCLES:
        raise Refused("Choose how often the plan is reviewed. Nothing was changed.", field="review_cycle")
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    wanted: dict[str, Any] = {"review_cycle": review_cycle, "next_review": next_review}
    moved = {name: value for name, value in wanted.items() if getattr(held, name) != value}
    if not moved:
        raise Refused("Nothing was different, so nothing was saved.", rule="plans.nothing-changed")
    if any(getattr(held, name) is not None for name in moved):
        _reason(reason, "Nothing was changed.")
    for name, value in moved.items():
        PlanChange.objects.create(
            plan=plan, field=name, old=_text(getattr(held, name)), new=_text(value), on=today, by_name=by.name,
            reason=reason.strip(),
        )  # fmt: skip
        setattr(plan, name, value)
    plan.save(update_fields=[*moved])
    record(plan, "review of the plan set", **moved, reason=reason)
    return plan


@command("plans.edit_plan", on="action")
def set_signs_off(*, by: Actor, action: Action, body: Body | None, today: date, reason: str = "") -> Action:
    """Say which body signs this action off; None: whoever does so for the plan, else who monitors it."""
    rules.check_can_change(action.plan.state, action.plan.title)
    Action.objects.select_for_update().only("pk").get(pk=action.pk)
    held = Action.objects.select_related("signs_off", "plan").get(pk=action.pk)
    if held.signs_off == body:
        raise Refused("Nothing was different, so nothing was saved.", rule="plans.nothing-changed")
    if held.signs_off is not None:
        _reason(reason)
    if body is not None:
        if body.ended(today):
            raise Refused(f"{body} ended on {body.until:%-d %B %Y}. {UNCHANGED}", field="body")
        delivering = entitled_bodies("sign-off", held)[1]
        check_no_own_homework(
            {"deliver": [(one.pk, one.name) for one in delivering], "sign-off": [(body.pk, body.name)]}
        )
    if held.sign_off_requests.filter(state="waiting").exists():
        raise Refused(
            f"{held.label} waits for sign-off now. {UNCHANGED} Take the request back first.",
            rule="plans.one-request-at-a-time",
        )
    old = held.signs_off.name if held.signs_off else None
    change_row(held, "signs_off", old, body.name if body else None, by, today, reason.strip()).save()
    held.signs_off = action.signs_off = body
    held.save(update_fields=["signs_off"])
    record(
        action, "body that signs off set", number=held.number, body=body.name if body else None, reason=reason
    )
    return action


def _reason(reason: str, unchanged: str = UNCHANGED) -> None:
    if not reason.strip():
        raise Refused(f"Say why. {unchanged}", rule="plans.reasons-travel", field="reason")


def _text(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else value

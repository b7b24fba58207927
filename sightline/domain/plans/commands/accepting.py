"""Before a plan is adopted: delivering bodies accept their actions, or say why not, and propose others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from sightline.domain.governance.models import Body
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import NotPermitted, Refused

from .. import talking_rules
from ..models import Action, ActionAcceptance, ActionBody, Change, Plan
from .actions import body_row, change_row, moment_of

ACCEPTS = "plans.accept_action"


@dataclass(frozen=True, slots=True)
class Said:
    """What a body says of one action: "accepted", or "not-accepted" with why."""

    action: Action
    says: str
    words: str = ""


@command(ACCEPTS, on="body")
def accept_action(
    *, by: Actor, body: Body, action: Action, says: str, words: str = "", today: date
) -> ActionAcceptance:
    """A delivering body accepts an action of a draft plan, or says why it does not. Every word of it is kept."""
    offered = _offered(action, body)
    talking_rules.check_can_say(offered, says, words, body.name)
    return _say(
        by, action, body, says, words, today, "accepted by" if says == "accepted" else "not accepted by"
    )


def accept_together(
    *, by: Actor, body: Body, said: Iterable[Said], today: date
) -> tuple[list[Action], list[tuple[Action, str]]]:
    """Several actions at once, each by itself: those that were recorded, and those that were refused with the sentence."""
    recorded: list[Action] = []
    refused: list[tuple[Action, str]] = []
    for one in said:
        try:
            accept_action(by=by, body=body, action=one.action, says=one.says, words=one.words, today=today)
        except NotPermitted:
            raise
        except Refused as refusal:
            refused.append((one.action, refusal.sentence))
        else:
            recorded.append(one.action)
    return recorded, refused


@command(ACCEPTS, on="body")
def propose_action(
    *,
    by: Actor,
    body: Body,
    plan: Plan,
    title: str,
    today: date,
    detail: str = "",
    success_measure: str = "",
    due: date | None = None,
) -> Action:
    """A body proposes an action that it would deliver. It stands in the draft as proposed until the programme office answers."""
    held = Plan.objects.select_for_update().get(pk=plan.pk)  # two who add at once get different numbers
    talking_rules.check_can_propose(held.state, held.title, title)
    last = Action.objects.filter(plan=plan).aggregate(number=Max("number"), position=Max("position"))
    action = Action.objects.create(
        plan=plan, number=(last["number"] or 0) + 1, position=(last["position"] or 0) + 1, title=title.strip(),
        detail=detail.strip(), success_measure=success_measure.strip(), due=due, first_due=due, added_on=today,
        source_kind="partner", source_text=f"Proposed by {body.name}",
    )  # fmt: skip
    body_row(action, "deliver", body.pk, by, moment_of(today), "Proposed by the body").save()
    _say(by, action, body, "proposed", "", today, "proposed by")
    return action


@command("plans.edit_plan", on="action")
def take_proposal(*, by: Actor, action: Action, today: date, words: str = "") -> ActionAcceptance:
    """Take an action that a body proposed into the draft. The body has accepted it by proposing it."""
    body = _check_answer(action, taken=True, reason=words)
    return _say(by, action, body, "taken", words, today, "taken into the draft, proposed by")


@command("plans.edit_plan", on="action")
def decline_proposal(*, by: Actor, action: Action, reason: str, today: date) -> ActionAcceptance:
    """Decline an action that a body proposed: it leaves the draft, with the reason, and is never deleted."""
    body = _check_answer(action, taken=False, reason=reason)
    why = f"Proposal declined: {reason.strip()}"
    row: Change = change_row(action, "ended_on", None, today.isoformat(), by, today, why)
    row.save()
    action.ended_on, action.ended_reason = today, why
    action.save(update_fields=["ended_on", "ended_reason"])
    return _say(by, action, body, "declined", reason, today, "declined, proposed by")


def _check_answer(action: Action, *, taken: bool, reason: str) -> Body:
    """The body that proposed the action, if its proposal waits."""
    last = ActionAcceptance.objects.filter(action=action).select_related("body").order_by("at", "pk").last()
    if last is None:
        raise Refused(
            f"No body proposed {action.label}. Nothing was changed.", rule="plans.proposal-answered-once"
        )
    talking_rules.check_can_answer_proposal(_offered(action, last.body), taken, reason)
    return last.body


def _offered(action: Action, body: Body) -> talking_rules.Offered:
    """The action as it is, its row held until the command ends, and the body's last word of it."""
    held = Action.objects.select_for_update(of=("self",)).select_related("plan").get(pk=action.pk)
    last = ActionAcceptance.objects.filter(action=action, body=body).order_by("at", "pk").last()
    return talking_rules.Offered(
        label=held.label,
        plan_state=held.plan.state,
        plan_title=held.plan.title,
        ended=held.ended_on is not None,
        delivers=ActionBody.objects.filter(action=action, body=body, layer="deliver", until=None).exists(),
        says=last.says if last else None,
    )


def _say(
    by: Actor, action: Action, body: Body, says: str, words: str, today: date, what: str
) -> ActionAcceptance:
    made = ActionAcceptance.objects.create(
        action=action, body=body, says=says, words=words.strip(), on=today, by_name=by.name
    )
    record(action, f"{what} {body.name}", number=action.number, body=body.pk)
    return made

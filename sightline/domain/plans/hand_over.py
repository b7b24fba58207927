"""What of plans is handed over when a body ends: its places on actions and plans, requests, watches, workstreams."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from sightline.domain.governance.models import Body
from sightline.domain.governance.responsibilities import BODY, Held, Passed, Passing, Responsibility, register
from sightline.ground.audit.commands import record

from .commands.actions import BATCH, change_row, moment_of
from .governing_words import PLAN_ROLES
from .models import (
    Action,
    ActionBody,
    Change,
    Plan,
    PlanBody,
    PlanChange,
    SignOff,
    SignOffRequest,
    Workstream,
)
from .words import LAYERS

CLOSED = ("closed", "superseded")  # history: what stood there stays as it was
LAYER = {layer: f"action-{layer}" for layer in LAYERS}
HEADINGS = {
    "deliver": "Actions that it delivers",
    "monitor": "Actions that it monitors",
    "scrutinise": "Actions that it scrutinises",
    "cross-scrutinise": "Actions whose scrutiny it scrutinises",
}


def of_action(kind: str, row: Any, action: Action, part: str = "") -> Held:
    """A row about an action, as the list of a hand-over shows it."""
    words = f"Plan {action.plan.number}, {action.label}: {action.title}"
    return Held(kind, row.pk, words, part, ("action", action.plan.number, action.number), row)


def of_plan(kind: str, row: Any, plan: Plan, words: str, part: str = "") -> Held:
    """A row about a whole plan."""
    return Held(kind, row.pk, f"Plan {plan.number}: {words}", part, ("plan", plan.number), row)


# Layers of actions, and roles of whole plans --------------------------------------------------------------------------


def layers_held(body: Body, day: date) -> list[Held]:
    """The links of all four layers, in one statement."""
    rows = ActionBody.objects.filter(body=body, layer__in=LAYER, until=None, action__ended_on=None)
    rows = rows.exclude(action__plan__state__in=CLOSED).select_related("action__plan")
    rows = rows.order_by("action__plan__number", "action__position", "action__number")
    return [of_action(LAYER[row.layer], row, row.action, LAYERS[row.layer]) for row in rows]


def settle_layer(passing: Passing, passed: Sequence[Passed]) -> None:
    """End each link, and begin one of the successor on the same layer, where it does not stand there already."""
    links = [one.held.thing for one in passed]
    stand = _standing(ActionBody, passed, "action_id", "layer")
    made = []
    for one in passed:
        link = one.held.thing
        if one.to is not None and (link.action_id, link.layer, one.to.pk) not in stand:
            stand.add((link.action_id, link.layer, one.to.pk))
            made.append(
                ActionBody(
                    action_id=link.action_id, layer=link.layer, body=one.to, since=_moment(passing, link),
                    by_name=passing.by.name, reason=passing.words,
                )
            )  # fmt: skip
    end_links(ActionBody, passing, passed)
    ActionBody.objects.bulk_create(made, batch_size=BATCH)
    for one, link in zip(passed, links, strict=True):
        record(
            link.action, "body of a layer handed over", layer=link.layer, old=passing.holder.name,
            new=one.to.name if one.to else None, reason=one.reason or passing.words,
        )  # fmt: skip


def roles_held(body: Body, day: date) -> list[Held]:
    rows = PlanBody.objects.filter(body=body, until=None).exclude(plan__state__in=CLOSED)
    rows = rows.select_related("plan").order_by("plan__number", "role")
    return [of_plan("plan-role", row, row.plan, row.plan.title, PLAN_ROLES[row.role]) for row in rows]


def settle_roles(passing: Passing, passed: Sequence[Passed]) -> None:
    stand = _standing(PlanBody, passed, "plan_id", "role")
    made = []
    for one in passed:
        link = one.held.thing
        if one.to is not None and (link.plan_id, link.role, one.to.pk) not in stand:
            stand.add((link.plan_id, link.role, one.to.pk))
            made.append(
                PlanBody(
                    plan_id=link.plan_id, role=link.role, body=one.to, since=_moment(passing, link),
                    by_name=passing.by.name, reason=passing.words,
                )
            )  # fmt: skip
        record(
            link.plan, "role for the plan handed over", role=link.role, new=str(one.to) if one.to else None
        )
    end_links(PlanBody, passing, passed)
    PlanBody.objects.bulk_create(made)


def end_links(model: type[Model], passing: Passing, passed: Sequence[Passed]) -> None:
    """End links on the last day, or when they began where that is later; who ended them and why stays with them."""
    for one in passed:
        link = one.held.thing
        link.until, link.ended_by_name = _moment(passing, link), passing.by.name
        link.ended_reason = one.reason or passing.words
    names = ["until", "ended_by_name", "ended_reason"]
    model._default_manager.bulk_update([one.held.thing for one in passed], names, batch_size=BATCH)


# Who signs a single action off, and what waits for that ---------------------------------------------------------------


def signs_off_held(body: Body, day: date) -> list[Held]:
    rows = Action.objects.filter(signs_off=body, ended_on=None).exclude(plan__state__in=CLOSED)
    rows = rows.select_related("plan").order_by("plan__number", "position", "number")
    return [of_action("action-signs-off", row, row, "Signs it off") for row in rows]


def settle_signs_off(passing: Passing, passed: Sequence[Passed]) -> None:
    changes = []
    for one in passed:
        action: Action = one.held.thing
        action.signs_off = one.to
        new = one.to.name if one.to else None
        reason = one.reason or passing.words
        changes.append(
            change_row(action, "signs_off", passing.holder.name, new, passing.by, passing.until, reason)
        )
        record(action, "body that signs off handed over", number=action.number, body=new, reason=reason)
    Action.objects.bulk_update([one.held.thing for one in passed], ["signs_off"], batch_size=BATCH)
    Change.objects.bulk_create(changes, batch_size=BATCH)


def requests_held(body: Body, day: date) -> list[Held]:
    rows = SignOffRequest.objects.filter(body=body, state="waiting").select_related("action__plan")
    return [of_action("request", row, row.action, "Waits for sign-off") for row in rows]


def settle_requests(passing: Passing, passed: Sequence[Passed]) -> None:
    """A request is taken back, and put before the successor with the same frozen evidence and the same words."""
    made = []
    for one in passed:
        row: SignOffRequest = one.held.thing
        row.state, row.closed_on, row.closed_by_name = "withdrawn", passing.today, passing.by.name
        row.closed_reason = one.reason or f"Put before {one.to} instead. {passing.words}"
        if one.to is not None:
            made.append(
                SignOffRequest(
                    action=row.action, body=one.to, evidence=row.evidence, evidence_sha256=row.evidence_sha256,
                    words=row.words, verified_by_name=row.verified_by_name, asked_on=row.asked_on,
                    by_id_text=row.by_id_text, by_name=row.by_name,
                )
            )  # fmt: skip
        record(row.action, "request for sign-off handed over", body=str(one.to) if one.to else None)
    names = ["state", "closed_on", "closed_by_name", "closed_reason"]
    SignOffRequest.objects.bulk_update([one.held.thing for one in passed], names, batch_size=BATCH)
    SignOffRequest.objects.bulk_create(made, batch_size=BATCH)


# Watches over embedded actions ----------------------------------------------------------------------------------------


def watches(kind: str, column: str) -> Callable[[Any, date], list[Held]]:
    """The embedded actions that a body or a post watches on a day, also those of plans that are closed."""

    def held(holder: Any, day: date) -> list[Held]:
        rows = SignOff.objects.filter(kind="embedded", watch_until__gte=day, **{column: holder})
        rows = rows.filter(settles__assurance="embedded").select_related("action__plan").distinct()
        return [
            of_action(kind, row, row.action, f"Keeps watch until {row.watch_until:%-d %B %Y}") for row in rows
        ]

    return held


def settle_watches(passing: Passing, passed: Sequence[Passed]) -> None:
    """The watcher changes and the decision stays; with nobody to watch, the watch ends on the last day, with the reason."""
    changes = []
    for one in passed:
        row: SignOff = one.held.thing
        reason = one.reason or passing.words
        if one.to is None:
            row.watch_until = max(passing.until, row.on)
        else:
            row.watcher_body = one.to if isinstance(one.to, Body) else None
            row.watcher_post = None if isinstance(one.to, Body) else one.to
        new = str(one.to) if one.to else None
        changes.append(
            change_row(row.action, "watcher", str(passing.holder), new, passing.by, passing.until, reason)
        )
        record(row.action, "watch handed over", watcher=new, until=row.watch_until, reason=reason)
    names = ["watcher_body", "watcher_post", "watch_until"]
    SignOff.objects.bulk_update([one.held.thing for one in passed], names, batch_size=BATCH)
    Change.objects.bulk_create(changes, batch_size=BATCH)


# Workstreams ----------------------------------------------------------------------------------------------------------


def workstreams_held(body: Body, day: date) -> list[Held]:
    rows = Workstream.objects.filter(body=body).exclude(plan__state__in=CLOSED).select_related("plan")
    return [of_plan("workstream", row, row.plan, str(row), row.get_kind_display()) for row in rows]


def settle_workstreams(passing: Passing, passed: Sequence[Passed]) -> None:
    settle_column(passing, passed, Workstream, "body", "workstream_body")


def settle_column(
    passing: Passing, passed: Sequence[Passed], model: type[Model], column: str, field: str
) -> None:
    """Set a column of things of a plan to the successor, and keep a row of the plan's history for each."""
    history = []
    for one in passed:
        row = one.held.thing
        setattr(row, column, one.to)
        plan = row if isinstance(row, Plan) else row.plan
        new, named = str(one.to) if one.to else None, one.held.words.partition(": ")[2]
        history.append(
            PlanChange(
                plan=plan, field=field, old=f"{named}: {passing.holder}", new=f"{named}: {new}" if new else None,
                on=passing.until, by_name=passing.by.name, reason=one.reason or passing.words,
            )
        )  # fmt: skip
        record(
            row,
            "handed over",
            thing=one.held.words,
            column=column,
            to=new,
            reason=one.reason or passing.words,
        )
    model._default_manager.bulk_update([one.held.thing for one in passed], [column], batch_size=BATCH)
    PlanChange.objects.bulk_create(history, batch_size=BATCH)


def _standing(model: Any, passed: Sequence[Passed], thing: str, role: str) -> set[tuple[int, str, int]]:
    """Where the successors stand already: (action or plan, layer or role, body)."""
    bodies = {one.to.pk for one in passed if one.to is not None}
    return set(
        model.objects.filter(until=None, body_id__in=bodies).values_list(thing, role, "body_id")
        if bodies
        else ()
    )


def _moment(passing: Passing, link: Any) -> Any:
    return max(moment_of(passing.until), link.since)


def tell() -> None:
    """Make them known; called once, when the installation starts."""
    from . import hand_over_homework, hand_over_posts

    register(
        *(
            Responsibility(
                LAYER[layer], BODY, HEADINGS[layer], layers_held, settle_layer, (BODY,),
                covers=("plans.ActionBody.body",),
            )
            for layer in LAYERS
        ),
        Responsibility(
            "action-signs-off", BODY, "Actions that it signs off", signs_off_held, settle_signs_off, (BODY,),
            covers=("plans.Action.signs_off",),
        ),
        Responsibility(
            "plan-role", BODY, "Roles for whole plans", roles_held, settle_roles, (BODY,),
            covers=("plans.PlanBody.body",),
        ),
        Responsibility(
            "request", BODY, "Actions that wait for its sign-off", requests_held, settle_requests, (BODY,),
            covers=("plans.SignOffRequest.body",),
        ),
        Responsibility(
            "watch", BODY, "Embedded actions that it watches", watches("watch", "watcher_body"), settle_watches,
            (BODY,), covers=("plans.SignOff.watcher_body",),
        ),
        Responsibility(
            "workstream", BODY, "Workstreams that it leads", workstreams_held, settle_workstreams, (BODY,),
            covers=("plans.Workstream.body",),
        ),
        objection=hand_over_homework.objects,
        plans__ActionAcceptance__body="what a body said of an action",
        plans__Endorsement__body="what a body said of a plan",
    )  # fmt: skip
    hand_over_posts.tell()

"""Before anything passes: which successors would mark their own homework on which actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from sightline.domain.governance.models import Body
from sightline.domain.governance.responsibilities import Passed

from .hand_over import CLOSED, LAYER
from .models import Action, ActionBody, Plan, PlanBody
from .succession_rules import Place, effective, own_homework, roles_of
from .words import LAYERS

ABOUT_ACTIONS = frozenset({*LAYER.values(), "action-signs-off", "request", "watch"})


def objects(holder: Any, passed: Sequence[Passed]) -> dict[str, str]:
    """{id of what passes: sentence} for every successor that would check what it delivers, or stand on two layers.

    All plans with anything that passes are looked at as they would stand afterwards, in a fixed number of statements.
    """
    moved = {
        one.held.id: one
        for one in passed
        if isinstance(holder, Body) and one.to is not None and one.held.kind in ABOUT_ACTIONS | {"plan-role"}
    }
    if not moved:
        return {}
    plans = {_plan_of(one) for one in moved.values()}
    own = roles_of([*_layers(holder, moved, plans), *_decides(holder, moved, plans)])
    whole = roles_of(_roles(holder, moved, plans))
    actions = Action.objects.filter(Q(plan_id__in=plans), ended_on=None).select_related("plan")
    stands = [
        (
            f"Plan {action.plan.number}, {action.label}",
            effective(own.get(action.pk, []), whole.get(action.plan_id, [])),
        )
        for action in actions
    ]
    stands += [
        (f"the whole of plan {plan.number}", whole.get(plan.pk, []))
        for plan in Plan.objects.filter(pk__in=plans)
    ]
    return own_homework(stands)


def _plan_of(one: Passed) -> int:
    thing = one.held.thing
    if one.held.kind in ("plan-role", "action-signs-off"):
        return int(thing.plan_id)
    return int(thing.action.plan_id)


def _layers(holder: Body, moved: dict[str, Passed], plans: set[int]) -> list[tuple[int, Place]]:
    links = ActionBody.objects.filter(until=None, action__plan_id__in=plans, action__ended_on=None)
    found = []
    for link in links.exclude(action__plan__state__in=CLOSED).select_related("body"):
        place = _placed(moved, f"{LAYER[link.layer]}:{link.pk}", link.layer, link.body, holder)
        if place is not None:
            found.append((link.action_id, place))
    return found


def _decides(holder: Body, moved: dict[str, Passed], plans: set[int]) -> list[tuple[int, Place]]:
    """Who signs single actions off, before whom they wait, and who watches them."""
    found = []
    named = Action.objects.filter(plan_id__in=plans, ended_on=None, signs_off__isnull=False)
    for action in named.select_related("signs_off"):
        assert action.signs_off is not None
        place = _placed(moved, f"action-signs-off:{action.pk}", "sign-off", action.signs_off, holder)
        if place is not None:
            found.append((action.pk, place))
    for one in moved.values():
        if one.held.kind in ("request", "watch"):
            role = "watch" if one.held.kind == "watch" else "sign-off"
            found.append((one.held.thing.action_id, Place(role, one.to.pk, one.to.name, one.held.id)))
    return found


def _roles(holder: Body, moved: dict[str, Passed], plans: set[int]) -> list[tuple[int, Place]]:
    found = []
    for link in PlanBody.objects.filter(until=None, plan_id__in=plans).select_related("body"):
        if link.role in LAYERS or link.role == "sign-off":
            place = _placed(moved, f"plan-role:{link.pk}", link.role, link.body, holder)
            if place is not None:
                found.append((link.plan_id, place))
    return found


def _placed(moved: dict[str, Passed], key: str, role: str, body: Body, holder: Body) -> Place | None:
    """Where a body stands afterwards: the successor in place of who ends, nobody where nobody takes it."""
    if key in moved:
        to = moved[key].to
        return Place(role, to.pk, to.name, key)
    return None if body.pk == holder.pk else Place(role, body.pk, body.name)

"""Which bodies may decide what of a plan and its actions, and which ones deliver (guarantees 3 and 5).

Of an action: the body named on it for signing off; else those that sign off for the whole plan; else, where nobody is
named for that, those that monitor the action; else those that monitor the whole plan. Of a plan: those that stand in the
role for it. A body that delivers is never among them: who calls checks that with `deciding_rules.check_entitled`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sightline.domain.governance.models import Body

from .models import Action, ActionBody, Plan, PlanBody

ACTION_KINDS = frozenset({"sign-off", "embed", "reopen", "end-action"})
PLAN_KINDS: dict[str, tuple[str, ...]] = {
    "adopt-plan": ("adopt",),
    "end-plan": ("adopt", "sign-off"),
    "endorse-plan": ("endorse",),
}


def entitled_bodies(kind: str, thing: Action | Plan) -> tuple[list[Body], list[Body]]:
    """The bodies that may take a decision of this kind about an action or a plan, and those that deliver the action.

    kind: a key of governance words.DECISIONS that is about actions or plans. Both lists are in the order of names, each body
    once; nobody is left out for standing in both. Of a plan nobody delivers: the second list is empty.
    """
    if isinstance(thing, Plan):
        roles = PLAN_KINDS[kind]
        links = PlanBody.objects.filter(plan=thing, role__in=roles, until=None).select_related("body")
        return _named(link.body for link in links), []
    if kind not in ACTION_KINDS:
        raise KeyError(kind)
    own = _by_role(
        (link.layer, link.body)
        for link in ActionBody.objects.filter(
            action=thing, layer__in=["deliver", "monitor"], until=None
        ).select_related("body")
    )
    whole = _by_role(
        (link.role, link.body)
        for link in PlanBody.objects.filter(
            plan_id=thing.plan_id, role__in=["deliver", "monitor", "sign-off"], until=None
        ).select_related("body")
    )
    return choose(thing.signs_off, own, whole)


def choose(
    signs_off: Body | None, own: dict[str, list[Body]], whole: dict[str, list[Body]]
) -> tuple[list[Body], list[Body]]:
    """The rule itself, over bodies that are read already: own of the action by layer, whole of the plan by role."""
    entitled = (
        [signs_off] if signs_off else whole.get("sign-off") or own.get("monitor") or whole.get("monitor")
    )
    return _named(entitled or ()), _named(own.get("deliver") or whole.get("deliver") or ())


def _by_role(pairs: Iterable[tuple[str, Body]]) -> dict[str, list[Body]]:
    found: dict[str, list[Body]] = {}
    for role, body in pairs:
        found.setdefault(role, []).append(body)
    return found


def _named(bodies: Iterable[Body]) -> list[Body]:
    return sorted({body.pk: body for body in bodies}.values(), key=lambda body: (body.name, body.pk))

"""Start a plan, change what it says of itself, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules
from ..drafts import ActionDraft
from ..models import (
    Aim,
    Funding,
    Plan,
    PlanChange,
    PlanInspection,
    PlanStrategy,
    Theme,
    ThemeStrategy,
    Workstream,
)
from .actions import add_actions

PARTS: dict[str, type[Aim] | type[Theme] | type[Workstream] | type[Funding]] = {
    "aim": Aim,
    "theme": Theme,
    "workstream": Workstream,
    "funding": Funding,
}
PLAN_FIELDS = frozenset(
    {
        "title",
        "stream",
        "vision",
        "narrative",
        "starts",
        "ends",
        "version",
        "version_date",
        "owner",
        "status_key",
    }
)


def _check_period(starts: date | None, ends: date | None) -> None:
    if starts and ends and ends < starts:
        raise Refused(
            "The plan ends before it starts. Check the two dates. Nothing was saved.",
            rule="plans.period",
            field="ends",
        )


@command("plans.propose_plan")
def propose_plan(
    *,
    by: Actor,
    title: str,
    today: date,
    inspection_ids: Iterable[int] = (),
    follows: Plan | None = None,
    **values: Any,
) -> Plan:
    """Start a plan as a draft, with the inspections whose findings it answers. values: any of PLAN_FIELDS."""
    if not title.strip():
        raise Refused("Enter the plan's title.", field="title")
    unknown = set(values) - PLAN_FIELDS
    if unknown:
        raise TypeError(f"not a field of a plan: {unknown}")
    _check_period(values.get("starts"), values.get("ends"))
    number = (Plan.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    plan = Plan.objects.create(number=number, title=title.strip(), follows=follows, **values)
    for inspection_id in dict.fromkeys(inspection_ids):
        PlanInspection.objects.create(plan=plan, inspection_id=inspection_id, since=today)
    record(plan, "plan started", title=plan.title)
    return plan


@command("plans.propose_plan")
def start_plan(
    *,
    by: Actor,
    title: str,
    today: date,
    inspection_ids: Iterable[int] = (),
    drafts: Sequence[ActionDraft] = (),
    **values: Any,
) -> Plan:
    """Start a plan with the draft actions that a person chose, all or nothing."""
    plan = propose_plan(by=by, title=title, today=today, inspection_ids=inspection_ids, **values)
    if drafts:
        add_actions(by=by, plan=plan, drafts=drafts, today=today)
    return plan


@command("plans.edit_plan", on="plan")
def edit_plan(
    *,
    by: Actor,
    plan: Plan,
    strategy_ids: Iterable[int] | None = None,
    today: date | None = None,
    **values: Any,
) -> Plan:
    """Change what a plan says of itself; what it said before stays as rows of its history.

    values: any of PLAN_FIELDS. strategy_ids replaces what it is linked to.
    """
    rules.check_can_change(plan.state, plan.title)
    unknown = set(values) - PLAN_FIELDS
    if unknown:
        raise TypeError(f"not a field of a plan: {unknown}")
    _check_period(values.get("starts", plan.starts), values.get("ends", plan.ends))
    if "title" in values and not values["title"].strip():
        raise Refused("Enter the plan's title.", field="title")
    changed = _changed(plan, values, by, today or timezone.localdate())
    for name, value in values.items():
        setattr(plan, name, value)
    if values:
        plan.save(update_fields=list(values))
    PlanChange.objects.bulk_create(changed)
    if strategy_ids is not None:
        wanted = set(strategy_ids)
        PlanStrategy.objects.filter(plan=plan).exclude(strategy_id__in=wanted).delete()
        held = set(PlanStrategy.objects.filter(plan=plan).values_list("strategy_id", flat=True))
        PlanStrategy.objects.bulk_create(
            PlanStrategy(plan=plan, strategy_id=key) for key in sorted(wanted - held)
        )
    record(plan, "plan changed", fields=sorted(values))
    return plan


def _changed(plan: Plan, values: dict[str, Any], by: Actor, today: date) -> list[PlanChange]:
    """A row of history for each field that differs; the key of printed colours has none."""
    held = Plan.objects.select_for_update(of=("self",)).select_related("owner").get(pk=plan.pk)
    pairs = {name: (getattr(held, name), value) for name, value in values.items() if name != "status_key"}
    return [
        PlanChange(plan=plan, field=name, old=_text(old), new=_text(new), on=today, by_name=by.name)
        for name, (old, new) in pairs.items()
        if _text(old) != _text(new)
    ]


def _text(value: Any) -> str | None:
    """As history keeps it: nothing stated is null, days are ISO text."""
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


@command("plans.edit_plan", on="plan")
def add_to_scope(*, by: Actor, plan: Plan, inspection_id: int, today: date) -> None:
    """Take an inspection's findings into the plan's scope."""
    rules.check_can_change(plan.state, plan.title)
    _, made = PlanInspection.objects.get_or_create(
        plan=plan, inspection_id=inspection_id, until=None, defaults={"since": today}
    )
    if not made:
        raise Refused("That inspection is in the plan's scope already. Nothing was changed.")
    record(plan, "inspection taken into scope", inspection=inspection_id)


@command("plans.edit_plan", on="plan")
def remove_from_scope(*, by: Actor, plan: Plan, inspection_id: int, reason: str, today: date) -> None:
    """Take an inspection out of scope; only while the plan is a draft, for findings may not be lost."""
    if not reason.strip():
        raise Refused(
            "Say why the plan does not answer this inspection. Nothing was changed.",
            rule="plans.reasons-travel",
            field="reason",
        )
    if plan.state != "draft":
        raise Refused(
            "An inspection leaves the scope of a draft only: findings of a plan in force cannot be dropped. Nothing was changed.",
            rule="plans.nothing-outstanding-is-lost",
        )
    ended = PlanInspection.objects.filter(plan=plan, inspection_id=inspection_id, until=None).update(
        until=today, ended_by_name=by.name, ended_reason=reason.strip()
    )
    if not ended:
        raise Refused("That inspection is not in the plan's scope. Nothing was changed.")
    record(plan, "inspection taken out of scope", inspection=inspection_id, reason=reason)


@command("plans.edit_plan", on="plan")
def add_part(
    *, by: Actor, plan: Plan, part: str, title: str, strategy_ids: Iterable[int] = (), **values: Any
) -> Any:
    """Add an aim, theme, workstream or funding line at the end of its list. part: a key of PARTS."""
    rules.check_can_change(plan.state, plan.title)
    if not title.strip():
        raise Refused("Enter a title.", field="title")
    model: Any = PARTS[part]
    position = (model.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0) + 1
    made = model.objects.create(plan=plan, title=title.strip(), position=position, **values)
    for key in strategy_ids:
        ThemeStrategy.objects.create(theme=made, strategy_id=key)
    record(made, f"{part} added", title=made.title, plan=plan.number)
    return made


@command("plans.edit_plan", on="plan")
def edit_part(
    *,
    by: Actor,
    plan: Plan,
    part: str,
    key: int,
    strategy_ids: Iterable[int] | None = None,
    **values: Any,
) -> Any:
    """Change an aim, theme, workstream or funding line. strategy_ids replaces what a theme is linked to."""
    rules.check_can_change(plan.state, plan.title)
    model: Any = PARTS[part]
    found = model.objects.filter(plan=plan, pk=key).first()
    if found is None:
        raise Refused("That part is not in this plan. Nothing was changed.")
    if "title" in values and not values["title"].strip():
        raise Refused("Enter a title.", field="title")
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    if strategy_ids is not None:
        _link_strategies(found, set(strategy_ids))
    record(found, f"{part} changed", fields=sorted(values), plan=plan.number)
    return found


def _link_strategies(theme: Theme, wanted: set[int]) -> None:
    ThemeStrategy.objects.filter(theme=theme).exclude(strategy_id__in=wanted).delete()
    held = set(ThemeStrategy.objects.filter(theme=theme).values_list("strategy_id", flat=True))
    for key in sorted(wanted - held):
        ThemeStrategy.objects.create(theme=theme, strategy_id=key)

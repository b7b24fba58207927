"""Freeze what a plan says as a numbered version. This is the only writer of versions, and it only adds."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from sightline.domain.governance.models import Decision
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ..models import Plan, PlanVersion
from ..plan_rows import read_rows
from ..versions import Facts, facts_of, sha256_of


@command("plans.edit_plan", on="plan")
def freeze_version(
    *,
    by: Actor,
    plan: Plan,
    today: date,
    note: str = "",
    approver: str = "",
    decision: Decision | None = None,
) -> PlanVersion:
    """Freeze the plan as it stands now. approver: who approved it, in words; decision: of the body that did."""
    return freeze(by=by, plan=held(plan), today=today, note=note, approver=approver, decision=decision)


def held(plan: Plan) -> Plan:
    """The plan as it is, its row held until the command ends."""
    return Plan.objects.select_for_update(of=("self",)).select_related("owner", "follows").get(pk=plan.pk)


def facts_now(plan: Plan) -> Facts:
    """What the plan says now."""
    return facts_of(read_rows(plan))


def freeze(
    *,
    by: Actor,
    plan: Plan,
    today: date,
    note: str = "",
    approver: str = "",
    decision: Decision | None = None,
    facts: Facts | None = None,
) -> PlanVersion:
    """Add the next version of a plan whose row is held; within a command, which has asked for the right."""
    facts = facts or facts_now(plan)
    if not facts["actions"]:
        raise Refused(
            "The plan holds no action yet, so there is nothing to freeze. No version was made.",
            rule="plans.version-holds-something",
        )
    number = (PlanVersion.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0) + 1
    live = sum(action["ended_on"] is None for action in facts["actions"].values())
    version = PlanVersion.objects.create(
        plan=plan, number=number, on=today, note=note.strip(), facts=facts, sha256=sha256_of(facts), actions=live,
        approver=approver.strip()[:300], decision=decision, by_name=by.name,
    )  # fmt: skip
    record(
        version,
        "version frozen",
        number=number,
        sha256=version.sha256,
        actions=live,
        approver=version.approver,
    )
    return version

"""An auditor's random sample: drawn by a rule that anybody can follow again, and frozen with its hash."""

from __future__ import annotations

import secrets
from datetime import date

from django.db.models import Max

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import homework_rules as rules
from ..models import Action, AuditSample, Plan
from ..sampled import population_of


@command("plans.draw_sample", on="plan")
def draw_sample(*, by: Actor, plan: Plan, of: str, size: int, today: date, seed: str = "") -> AuditSample:
    """Draw a sample of the plan's actions. of: a key of homework_rules.POPULATIONS; seed: one's own, else a random one."""
    if of not in rules.POPULATIONS:
        raise Refused("Choose which actions to draw from. No sample was drawn.", field="population")
    Plan.objects.select_for_update().get(pk=plan.pk)  # two who draw at once get different numbers
    seed = seed.strip() or secrets.token_hex(8)
    numbers = list(
        population_of(Action.objects.filter(plan=plan), of)
        .order_by("number")
        .values_list("number", flat=True)
    )
    rules.check_can_draw(numbers, size, seed)
    members = rules.draw(numbers, size, seed)
    last = AuditSample.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    sample = AuditSample.objects.create(
        plan=plan, number=last + 1, of=of, seed=seed, size=size, population=numbers, members=members,
        sha256=rules.sample_hash(of, seed, size, numbers, members), on=today, by_name=by.name,
    )  # fmt: skip
    record(
        sample, "sample drawn", plan=plan.number, number=sample.number, of=of, seed=seed, size=size, sha256=sample.sha256
    )  # fmt: skip
    return sample

"""What of inspections is handed over when a body ends: interventions that it answers to, and strategies that it owns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sightline.domain.governance.models import Body
from sightline.domain.governance.responsibilities import BODY, Held, Passed, Passing, Responsibility, register
from sightline.ground.audit.commands import record

from .interventions.commands.drafts import step
from .models import Intervention, Strategy


def interventions_held(body: Body, day: date) -> list[Held]:
    rows = Intervention.objects.filter(body=body, ended=None).order_by("number")
    return [
        Held("intervention", row.pk, row.title, row.get_kind_display(), ("intervention", row.number), row)
        for row in rows
    ]


def settle_interventions(passing: Passing, passed: Sequence[Passed]) -> None:
    for one in passed:
        row: Intervention = one.held.thing
        row.body = one.to
        row.save(update_fields=["body"])
        new, reason = str(one.to) if one.to else "", one.reason or passing.words
        step(
            passing.by,
            row,
            "corrected",
            passing.until,
            reason,
            field="body",
            old=str(passing.holder)[:500],
            new=new,
        )
        record(row, "board of an intervention handed over", old=str(passing.holder), new=new, reason=reason)


def strategies_held(body: Body, day: date) -> list[Held]:
    rows = Strategy.objects.filter(owner=body, until=None)
    return [Held("strategy", row.pk, row.title, row.get_kind_display(), (), row) for row in rows]


def settle_strategies(passing: Passing, passed: Sequence[Passed]) -> None:
    for one in passed:
        row: Strategy = one.held.thing
        row.owner = one.to
        row.save(update_fields=["owner"])
        record(
            row,
            "strategy handed over",
            old=str(passing.holder),
            new=str(one.to) if one.to else None,
            reason=one.reason,
        )


def tell() -> None:
    """Make them known; called once, when the installation starts."""
    register(
        Responsibility(
            "intervention", BODY, "Interventions that are reported to it", interventions_held, settle_interventions,
            (BODY,), covers=("inspections.Intervention.body",),
        ),
        Responsibility(
            "strategy", BODY, "Strategies that it owns", strategies_held, settle_strategies, (BODY,),
            covers=("inspections.Strategy.owner",),
        ),
    )  # fmt: skip

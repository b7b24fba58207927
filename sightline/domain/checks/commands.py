"""The only writers of waivers."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from sightline.domain.plans.models import Plan
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record

from .models import Waiver
from .rules import waiving


@command("checks.waive", on="plan")
def waive_check(
    *,
    by: Actor,
    plan: Plan,
    code: str,
    kind: str,
    key: str,
    label: str,
    reason: str,
    expires: date | None,
    today: date,
) -> Waiver:
    """Let one problem of one plan stand until a day, with a reason. An expired waiver of it is renewed.

    `code`, `kind` and `key` are the problem's identity; `label` its name in words. Raises Refused.
    """
    code = code.strip().upper()
    former = (
        Waiver.objects.select_for_update()
        .filter(plan=plan, code=code, kind=kind, key=key, ended_at=None)
        .first()
    )
    live = former.expires if former and former.facts().live(today) else None
    waiving.check_can_waive(code, kind, reason, expires, today, waived_until=live)
    assert expires is not None
    if former:
        _end(former, by, "The waiver had expired and was given anew.")
    waiver = Waiver.objects.create(
        plan=plan,
        code=code,
        kind=kind,
        key=key,
        label=label[:300],
        reason=reason.strip(),
        expires=expires,
        on=today,
        by_id_text=str(by.id or ""),
        by_name=by.name,
    )
    record(waiver, "check waived", code=code, kind=kind, key=key, reason=waiver.reason, expires=expires)
    return waiver


@command("checks.waive", on="waiver")
def end_waiver(*, by: Actor, waiver: Waiver, reason: str = "") -> Waiver:
    """Take a waiver back before it expires: the problem stands again at once."""
    waiver = Waiver.objects.select_for_update().get(pk=waiver.pk)
    waiving.check_can_end(waiver.ended_at is not None)
    _end(waiver, by, reason.strip())
    record(waiver, "waiver ended", code=waiver.code, reason=reason.strip())
    return waiver


def _end(waiver: Waiver, by: Actor, reason: str) -> None:
    waiver.ended_at, waiver.ended_by_name, waiver.ended_reason = timezone.now(), by.name, reason
    waiver.save(update_fields=["ended_at", "ended_by_name", "ended_reason"])

"""The only writers of waivers, and of the certificate that says what the checks find."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from sightline.domain.plans.commands.certificates import issue_certificate
from sightline.domain.plans.commands.versions import facts_now
from sightline.domain.plans.models import Certificate, Plan
from sightline.domain.plans.versions import sha256_of
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.audit.queries import head

from .models import Waiver
from .places import Places
from .plan_facts import facts_of
from .queries import judge
from .rules import Problem, waiving
from .rules.waiving import WaiverFacts


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


@command("plans.edit_plan", on="plan")
def certify_readiness(*, by: Actor, plan: Plan, today: date) -> Certificate:
    """Certify what the checks find in a plan as it stands now: adoption asks for a certificate of what the plan says.

    It is issued with errors too, which it lists: those that a named person waived, with reason and day, and those that stand.
    """
    held = Plan.objects.select_related("owner", "follows").get(pk=plan.pk)
    judgement = judge(held, today)
    places = Places(facts_of(held))
    standing = [one.problem for one in judgement.standing]
    facts = {
        "title": f"Readiness of {held.title} for adoption",
        "errors": [
            *(_error(one, places) for one in standing if one.severity == "error"),
            *(_error(one.problem, places, one.waiver) for one in judgement.waived_errors),
        ],
        "warnings": sum(one.severity == "warning" for one in standing),
        "advice": sum(one.severity == "advice" for one in standing),
        "audit_head": str(head()),
    }
    return issue_certificate(
        by=by, plan=plan, kind="readiness", facts=facts, subject=sha256_of(facts_now(held)), today=today
    )


def _error(problem: Problem, places: Places, waiver: WaiverFacts | None = None) -> dict[str, object]:
    return {
        "code": problem.code,
        "sentence": problem.sentence,
        "about": places.of(problem).label,
        "waived_by": waiver.by if waiver else "",
        "waived_until": waiver.expires if waiver else None,
        "waived_because": waiver.reason if waiver else "",
    }

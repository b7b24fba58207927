"""Issue certificates: sums that add up, frozen with their hash."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from sightline.domain.governance.models import Decision
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.canonical import digest, plain

from ..models import Certificate, Plan


@command("plans.edit_plan", on="plan")
def issue_certificate(
    *,
    by: Actor,
    plan: Plan,
    kind: str,
    facts: Mapping[str, Any],
    today: date,
    subject: str = "",
    decision: Decision | None = None,
) -> Certificate:
    """Freeze the facts under the next number. kind: a key of CERTIFICATES. subject: the sha256 of what is certified.

    The hash is that of the canonical text of the facts, which the downloaded file holds byte for byte.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)
    number = (Certificate.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    frozen = plain(dict(facts) | {"certificate": number, "kind": kind, "plan": plan.number, "on": today})
    certificate = Certificate.objects.create(
        number=number, plan=plan, kind=kind, facts=frozen, sha256=digest(frozen), subject=subject,
        decision=decision, on=today, by_name=by.name,
    )  # fmt: skip
    record(certificate, "certificate issued", kind=kind, sha256=certificate.sha256, certifies=subject)
    return certificate

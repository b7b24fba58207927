"""Evidence that a post owns passes to another post when it ends; with nobody, it has no owner and the checks say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from sightline.domain.governance.models import Post
from sightline.domain.governance.responsibilities import POST, Held, Passed, Passing, Responsibility, register
from sightline.ground.accounts.models import User
from sightline.ground.audit.commands import record

from .models import Evidence, EvidenceChange


def owned(post: Post, day: date) -> list[Held]:
    rows = Evidence.objects.filter(owner=post, withdrawn_on=None).order_by("pk")
    return [
        Held("evidence", row.pk, row.title, row.get_kind_display(), ("evidence-piece", row.pk), row)
        for row in rows
    ]


def settle(passing: Passing, passed: Sequence[Passed]) -> None:
    by = passing.by if isinstance(passing.by, User) else None
    changes = []
    for one in passed:
        row: Evidence = one.held.thing
        row.owner = one.to
        new, reason = str(one.to) if one.to else "", one.reason or passing.words
        changes.append(
            EvidenceChange(
                evidence=row, field="owner", old=str(passing.holder), new=new, reason=reason, on=passing.until, by=by,
                by_name=passing.by.name[:200], at=timezone.now(),
            )
        )  # fmt: skip
        record(row, "owner of evidence handed over", new=new or None, reason=reason)
    Evidence.objects.bulk_update([one.held.thing for one in passed], ["owner"], batch_size=500)
    EvidenceChange.objects.bulk_create(changes, batch_size=500)


def tell() -> None:
    """Make it known; called once, when the installation starts."""
    register(
        Responsibility(
            "evidence",
            POST,
            "Evidence that it owns",
            owned,
            settle,
            (POST,),
            covers=("evidence.Evidence.owner",),
        )
    )

"""The promises that a piece of evidence shows to be met, for the pages of evidence (`evidence.supporting`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q

from sightline.domain.evidence import supporting
from sightline.domain.evidence.supporting import Supported, Way
from sightline.domain.governance.visibility import granted

from ..models import Promise, PromiseStep

NO_LONGER = ("not-met", "taken-back")


def tell() -> None:
    """Let evidence know of the promises that it supports. Called once, when the program starts."""
    supporting.register("promises", Way(_seen, _things, _shown))


def _seen(user: Any) -> Q:
    right = granted(user, "evidence.see", {"promise": "pk", "body": "body_id"})
    return Q(Exists(Promise.objects.filter(right, met_evidence=OuterRef("pk"))))


def _things(evidence: Any) -> Iterable[Promise]:
    return Promise.objects.filter(met_evidence=evidence).order_by("pk")


def _shown(user: Any, evidence: Any) -> list[Supported]:
    """Those that it shows to be met, and those of which that was said once and is not any more; one statement."""
    of_it = Q(steps__kind="said-met", steps__evidence=evidence)
    rows = (
        Promise.objects.visible_to(user)
        .filter(
            Q(met_evidence=evidence)
            | Q(Exists(PromiseStep.objects.filter(promise=OuterRef("pk"), evidence=evidence)))
        )
        .select_related("body")
        .annotate(
            said_first=Min("steps__on", filter=of_it),
            ended=Max("steps__on", filter=Q(steps__kind__in=NO_LONGER)),
        )
    )
    return [
        Supported(
            "Promises",
            str(one),
            within=one.body.name if one.body else "",
            text=one.words,
            address=("promise", one.number),
            since=one.said_first,
            until=None if one.met_evidence_id == evidence.pk else one.ended,
        )
        for one in rows.order_by("number")
    ]

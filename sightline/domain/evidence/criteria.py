"""Evidence beside the exit criteria of bodies: who reads it because of them, and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sightline.domain.governance.models import Body, ExitCriterion
from sightline.domain.governance.visibility import granted

from . import supporting
from .models import CriterionEvidence, Evidence
from .supporting import Supported, Way


def tell() -> None:
    """Let evidence know of the exit criteria that it supports. Called once, when the program starts."""
    supporting.register("exit-criteria", Way(_seen, _things, _shown))


def _seen(user: Any) -> Q:
    links = CriterionEvidence.objects.filter(
        granted(user, "evidence.see", {"body": "criterion__body_id"}), evidence=OuterRef("pk"), until=None
    )
    return Q(Exists(links))


def _things(evidence: Any) -> Iterable[ExitCriterion]:
    links = Q(evidence_links__evidence=evidence, evidence_links__until=None)
    return ExitCriterion.objects.filter(links).order_by("pk")


def _shown(user: Any, evidence: Any) -> list[Supported]:
    links = CriterionEvidence.objects.filter(
        evidence=evidence, criterion__body__in=Body.objects.visible_to(user)
    )
    return [
        Supported(
            "Exit criteria",
            link.criterion.body.name,
            text=link.criterion.words,
            address=("body", link.criterion.body_id),
            since=timezone.localtime(link.since).date(),
            until=timezone.localtime(link.until).date() if link.until else None,
        )
        for link in links.select_related("criterion__body").order_by("pk")
    ]


def evidence_of_criteria(user: Any, criteria: Sequence[ExitCriterion]) -> dict[int, list[Evidence]]:
    """What stands beside each exit criterion, by its id, as this user may see it; one statement, or none."""
    found: dict[int, list[Evidence]] = {one.pk: [] for one in criteria}
    if found:
        links = CriterionEvidence.objects.filter(
            criterion__in=list(found), until=None, evidence__in=Evidence.objects.visible_to(user)
        )
        for link in links.select_related("evidence").order_by("pk"):
            found[link.criterion_id].append(link.evidence)
    return found


def evidence_to_choose(user: Any, criterion: ExitCriterion) -> list[Evidence]:
    """The evidence that this user may see and that does not stand beside the criterion yet, newest first."""
    there = CriterionEvidence.objects.filter(criterion=criterion, until=None).values("evidence")
    return list(
        Evidence.objects.visible_to(user).standing().exclude(pk__in=there).order_by("-added_at", "-pk")
    )

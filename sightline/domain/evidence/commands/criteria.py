"""The writers of what shows that a body may end: evidence for its exit criteria."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from sightline.domain.governance.models import ExitCriterion
from sightline.domain.governance.wording import reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ..models import CriterionEvidence, Evidence
from .pieces import add_evidence, add_file_as_evidence


@command("evidence.add", on="criterion")
def show_criterion(*, by: Actor, criterion: ExitCriterion, evidence: Evidence) -> CriterionEvidence:
    """Say that a piece of evidence shows that an exit criterion is met. It does not say that it is met: that is its own step."""
    criterion = ExitCriterion.objects.select_for_update().get(pk=criterion.pk)
    if criterion.until is not None:
        raise Refused("This exit criterion is no longer asked for. Nothing was changed.")
    if evidence.withdrawn_on is not None:
        raise Refused("This evidence was withdrawn. Choose another. Nothing was changed.", field="evidence")
    if CriterionEvidence.objects.filter(criterion=criterion, evidence=evidence, until=None).exists():
        raise Refused(
            "This evidence stands beside the criterion already. Nothing was changed.", field="evidence"
        )
    link = CriterionEvidence.objects.create(
        criterion=criterion, evidence=evidence, since=timezone.now(), by_name=by.name[:200]
    )
    record(criterion, "evidence for an exit criterion", evidence=evidence.pk, title=evidence.title)
    return link


@command("evidence.add", on="criterion")
def add_evidence_for_criterion(
    *, by: Actor, criterion: ExitCriterion, today: date, **evidence: Any
) -> CriterionEvidence:
    """Add a piece of evidence and say that it shows that an exit criterion is met.

    evidence: as for `add_evidence`, or with `stream` and `name` for a file.
    """
    add = add_file_as_evidence if "stream" in evidence else add_evidence
    made = add(by=by, today=today, within=criterion, **evidence)
    return show_criterion(by=by, criterion=criterion, evidence=made)


@command("evidence.add", on="criterion")
def no_longer_shows(*, by: Actor, criterion: ExitCriterion, evidence: Evidence, reason: str) -> None:
    """Say that a piece of evidence does not show it after all, and why. Both stay on record."""
    reason = reason_given(reason, "it does not show it")
    ended = CriterionEvidence.objects.filter(criterion=criterion, evidence=evidence, until=None).update(
        until=timezone.now(), ended_by_name=by.name[:200], ended_reason=reason
    )
    if not ended:
        raise Refused(
            "This evidence does not stand beside the criterion now; someone may have taken it away. Nothing was changed."
        )
    record(criterion, "evidence for an exit criterion taken away", evidence=evidence.pk, reason=reason)

"""Who answers for a commitment now, where the body that gave it has ended."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sightline.domain.governance.models import Body

from .papers import Outcome


class CommitmentPassed(models.Model):
    """A commitment of a paper passed to another body, or is no longer owed. The latest row stands; the paper stays as it is.

    body  who answers for it from the day on; None: nobody, and `reason` says why
    """

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="passings")
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments_taken_over"
    )
    since = models.DateField()
    reason = models.TextField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["outcome_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="meetings_commitment_passed_with_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.body or 'nobody'}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.outcome.scopes()

"""Waivers of problems that the checks found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .rules.waiving import WaiverFacts


class Waiver(models.Model):
    """A problem of a plan that may stand until a day, with the reason and who said so.

    code, kind, key  the check, and what it was about ("SL203", "action", "17"): the problem's identity
    label            what it was about in words, as it was called on that day
    expires          the last day on which it holds; never more than a year after `on`
    ended_at         when it was taken back or renewed; an expired waiver stays as it is
    """

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="waivers")
    code = models.CharField(max_length=10)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=300)
    label = models.CharField(max_length=300, blank=True)
    reason = models.TextField()
    expires = models.DateField()
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_id_text = models.CharField(max_length=40, blank=True)
    by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["code", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "code", "kind", "key"], condition=Q(ended_at=None), name="checks_waived_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="checks_waiver_has_a_reason"),
            models.CheckConstraint(
                condition=Q(expires__gt=models.F("on")), name="checks_waiver_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("waiver", self.pk), ("plan", self.plan_id)]

    def facts(self) -> WaiverFacts:
        """The waiver as rules see it."""
        return WaiverFacts(
            id=self.pk,
            code=self.code,
            kind=self.kind,
            key=self.key,
            reason=self.reason,
            expires=self.expires,
            by=self.by_name,
            on=self.on,
            ended=self.ended_at is not None,
        )

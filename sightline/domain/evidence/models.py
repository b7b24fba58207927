"""Evidence: a file, a link or a note that shows something. What it shows is linked from the packages above."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sightline.domain.governance.models import Post
from sightline.domain.governance.visibility import granted
from sightline.ground.files.models import StoredFile

from .rules import KINDS


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: Any) -> EvidenceQuerySet:
        return self.filter(granted(user, "evidence.see", {"evidence": "pk"}))

    def standing(self) -> EvidenceQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_on=None)


class Evidence(models.Model):
    """Something that shows something: never about one child, always with the date as at which it speaks."""

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=list(KINDS.items()))
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    url = models.URLField("address", max_length=1000, blank=True)
    sha256 = models.CharField("hash of the file's bytes", max_length=64, blank=True)
    note = models.TextField(blank=True)
    as_at = models.DateField("speaks as at", null=True, blank=True)
    expires = models.DateField("to be renewed by", null=True, blank=True)
    owner = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="evidence_added"
    )
    added_by_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="file", file__isnull=False, url="")
                | (Q(kind="link", file__isnull=True) & ~Q(url=""))
                | (Q(kind="note", file__isnull=True, url="") & ~Q(note="")),
                name="evidence_holds_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(as_at__isnull=True) | Q(expires__gte=F("as_at")),
                name="evidence_expires_after_as_at",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_reason=""),
                name="evidence_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> list[tuple[str, int]]:
        return [("evidence", self.pk)]

    def expired(self, today: date) -> bool:
        return self.expires is not None and self.expires < today

"""Evidence: a file, a link, a note or a practice audit that shows something, in versions. What it shows is linked from above."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sightline.domain.governance.models import ExitCriterion, Post
from sightline.domain.governance.visibility import granted
from sightline.ground.accounts.queries import everything
from sightline.ground.files.models import StoredFile

from . import supporting
from .rules import ALL_KINDS

HOLDS_WHAT_ITS_KIND_SAYS = (
    Q(kind="file", file__isnull=False, url="")
    | (Q(kind="link", file__isnull=True) & ~Q(url=""))
    | (Q(kind="note", file__isnull=True, url="") & ~Q(note=""))
    | (Q(kind="audit", url="") & ~Q(note=""))
)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: Any) -> EvidenceQuerySet:
        """What a grant covers itself or through its owning post, and what supports a thing that the user may see."""
        if everything(user, "evidence.see"):
            return self
        covered = granted(user, "evidence.see", {"evidence": "pk", "post": "owner_id"})
        return self.filter(covered | supporting.seen_through(user))

    def standing(self) -> EvidenceQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_on=None)


class Evidence(models.Model):
    """Something that shows something: never about one child, always with the date as at which it speaks.

    What it holds (kind, file, url, sha256, note, as_at) is what its current version holds; every version is a row of
    `Version`, the current one too. Links from elsewhere are to the piece, so they follow it to its next version.

    note  of a note its words, of a practice audit its canonical text (`rules_audits.audit_text`), else what is said beside it
    """

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=list(ALL_KINDS.items()))
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
    current_version = models.PositiveIntegerField("number of the version that stands", default=1)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-added_at", "-id"]
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=HOLDS_WHAT_ITS_KIND_SAYS, name="evidence_holds_what_its_kind_says"
            ),
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(as_at__isnull=True) | Q(expires__gte=F("as_at")),
                name="evidence_expires_after_as_at",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_reason=""),
                name="evidence_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(current_version__gte=1), name="evidence_has_a_version"),
        ]
        indexes: ClassVar = [models.Index(fields=["expires"])]

    def __str__(self) -> str:
        return self.title

    def scopes(self) -> list[tuple[str, int]]:
        """Itself and the post that owns it."""
        return [("evidence", self.pk), *([("post", self.owner_id)] if self.owner_id else [])]

    def expired(self, today: date) -> bool:
        return self.expires is not None and self.expires < today


class Version(models.Model):
    """What a piece of evidence held from a moment on. Versions are numbered from 1 and never change.

    sha256  of the file's bytes, or of the canonical text of a link, a note or an audit (`rules.content_hash`)
    size    bytes of the file or of that text
    type    what the bytes of a file are, as `lib.documents.sniff` names it; "" for anything else
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=list(ALL_KINDS.items()))
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_versions"
    )
    url = models.URLField("address", max_length=1000, blank=True)
    note = models.TextField(blank=True)
    sha256 = models.CharField("hash of what it holds", max_length=64)
    size = models.PositiveBigIntegerField("bytes")
    type = models.CharField("what the bytes are", max_length=20, blank=True)
    as_at = models.DateField("speaks as at", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField("why it replaces the one before", blank=True)

    class Meta:
        ordering: ClassVar = ["evidence_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_version_number_once"),
            models.CheckConstraint(
                condition=HOLDS_WHAT_ITS_KIND_SAYS, name="evidence_version_holds_what_its_kind_says"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                name="evidence_version_replaces_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.evidence.scopes()


class EvidenceChange(models.Model):
    """Another title, owner or day of renewal: what it was, what it is, who said so and why. Never changed itself."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=20)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["evidence_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="evidence_change_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"


class PracticeAudit(models.Model):
    """A practice audit: how many cases were looked at and how they were graded. It holds a number of cases, never a case.

    It is a piece of evidence of kind "audit", so it supports actions, has versions and is found as any other.

    cases      how many were audited; None: not stated
    grades     in the order given: [{"label": "Good", "number": 12}, ...]; together not more than `cases`
    moderated_by  the post or body that moderated the grades, in words; "": not stated
    overridden    why texts that looked like a case were kept all the same; "" where nothing did
    """

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="audit")
    topic = models.CharField(max_length=200)
    period_from = models.DateField("first day of the period", null=True, blank=True)
    period_to = models.DateField("last day of the period", null=True, blank=True)
    cases = models.PositiveIntegerField("number of cases audited", null=True, blank=True)
    grades = models.JSONField(default=list, blank=True)
    strengths = models.TextField("what is strong", blank=True)
    to_improve = models.TextField("what needs to improve", blank=True)
    moderated_by = models.CharField(max_length=300, blank=True)
    overridden = models.TextField("why it was kept although it looked like a case", blank=True)

    class Meta:
        ordering: ClassVar = [F("period_to").desc(nulls_last=True), "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(period_from__isnull=True)
                | Q(period_to__isnull=True)
                | Q(period_to__gte=F("period_from")),
                name="evidence_audit_period_in_order",
            ),
            models.CheckConstraint(condition=~Q(topic=""), name="evidence_audit_has_a_topic"),
        ]

    def __str__(self) -> str:
        return self.topic

    def scopes(self) -> list[tuple[str, int]]:
        return self.evidence.scopes()


class CriterionEvidence(models.Model):
    """Evidence that an exit criterion of a body is met. A link is ended with a reason, never deleted."""

    criterion = models.ForeignKey(ExitCriterion, on_delete=models.PROTECT, related_name="evidence_links")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="criterion_links")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["criterion", "evidence"],
                condition=Q(until=None),
                name="evidence_criterion_evidence_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | ~Q(ended_reason=""), name="evidence_criterion_ended_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.criterion}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.criterion.scopes()

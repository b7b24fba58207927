"""How a plan is made and what follows it: versions, milestones, endorsement, submission, reply, carry-over, certificates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.ground.files.models import StoredFile

from ..governing_words import CERTIFICATES, DISPOSITIONS, ENDORSEMENTS, NEEDS_DECISION, REPLIES
from .action import Action
from .plan import Plan


class PlanVersion(models.Model):
    """The plan as it stood, frozen: numbered, hashed, never changed.

    facts     everything that the plan says, in the canonical form of `versions.py`
    sha256    of the canonical text of `facts`
    approver  who approved it, in words; `decision` where a decision did
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    actions = models.PositiveIntegerField("how many actions it holds")
    approver = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(
        "governance.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["plan_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_version_number_once")
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.plan_id)]


class Milestone(models.Model):
    """A milestone of the making and running of the plan itself. A moved date is another row that `replaces` the old one."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=300)
    due = models.DateField(null=True, blank=True)
    first_due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        "governance.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="plan_milestones"
    )
    note = models.TextField(blank=True)
    reason = models.TextField("why it was moved or taken out", blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    ended_on = models.DateField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = [F("due").asc(nulls_last=True), "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""), name="plans_moved_with_a_reason"
            )
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.plan_id)]


class Endorsement(models.Model):
    """What another body said of the plan before it was adopted, on which version."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="endorsements")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="endorsements")
    body = models.ForeignKey("governance.Body", on_delete=models.PROTECT, related_name="endorsements")
    says = models.CharField(max_length=14, choices=list(ENDORSEMENTS.items()))
    on = models.DateField()
    words = models.TextField(blank=True)
    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="endorsements")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.plan_id)]


class Submission(models.Model):
    """The plan sent to the inspectorate or another: which version, to whom, when, against which clock.

    due, due_words  the day by which it was due and how that day was worked out; None where no clock ran
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="submissions")
    inspection = models.ForeignKey(
        "inspections.Inspection", null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    to_whom = models.CharField(max_length=300)
    on = models.DateField()
    how = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True, blank=True)
    due_words = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["on", "pk"]

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.plan_id)]


class Reply(models.Model):
    """What came back, with its letter. The latest row stands: a "no reply" may be followed by one."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="replies")
    says = models.CharField(max_length=10, choices=list(REPLIES.items()))
    on = models.DateField()
    words = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(says__in=list(REPLIES)), name="plans_reply_known")
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.submission.plan_id)]


class Disposition(models.Model):
    """What becomes of an open action of the plan before. One stands at a time; another wording ends the first.

    plan    the plan that takes over
    action  the action of the plan before
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="dispositions")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="dispositions")
    kind = models.CharField(max_length=12, choices=list(DISPOSITIONS.items()))
    reason = models.TextField(blank=True)
    decision = models.ForeignKey(
        "governance.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="dispositions"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_reason = models.TextField(blank=True)
    targets = models.ManyToManyField(Action, through="DispositionTarget", related_name="takes_over")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "action"], condition=Q(until=None), name="plans_disposition_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(DISPOSITIONS)), name="plans_disposition_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(NEEDS_DECISION, reverse=True)) | Q(decision__isnull=False),
                name="plans_ended_by_a_decision",
            ),
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.plan_id)]


class DispositionTarget(models.Model):
    """An action of the new plan that takes an old one over. Rows live and end with their disposition."""

    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT)
    action = models.ForeignKey(Action, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disposition", "action"], name="plans_target_once")
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.disposition.plan_id)]


class Certificate(models.Model):
    """A sum that adds up, frozen: facts and their hash. `subject` is the sha256 of what it certifies."""

    number = models.PositiveIntegerField(unique=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=12, choices=list(CERTIFICATES.items()))
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, blank=True)
    decision = models.ForeignKey(
        "governance.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"Certificate {self.number}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.plan_id)]

"""What bodies make of a plan's actions: who stands where, what was put before them, what they settled, and the talk on the way."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..governing_words import ACCEPTANCES, PLAN_ROLES, REQUEST_STATES, SETTLEMENTS
from .action import Action, Link
from .plan import Plan


class PlanBody(Link):
    """A body that stands in a role for the whole plan: a layer, or who signs off, adopts and endorses."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="bodies")
    body = models.ForeignKey("governance.Body", on_delete=models.PROTECT, related_name="plan_links")
    role = models.CharField(max_length=20, choices=list(PLAN_ROLES.items()))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "body", "role"], condition=Q(until=None), name="plans_plan_body_once"
            ),
            models.CheckConstraint(condition=Q(role__in=list(PLAN_ROLES)), name="plans_known_plan_role"),
        ]


class SignOffRequest(models.Model):
    """An action that is ready for sign-off, put before the body entitled, with its evidence frozen.

    evidence         the frozen set, as evidence.rules.frozen_piece makes each piece
    evidence_sha256  evidence.rules.set_hash of it: what is decided is decided on this set
    words            what the officer tells the body
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="sign_off_requests")
    body = models.ForeignKey("governance.Body", on_delete=models.PROTECT, related_name="sign_off_requests")
    evidence = models.JSONField(default=list)
    evidence_sha256 = models.CharField(max_length=64)
    words = models.TextField(blank=True)
    verified_by_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=list(REQUEST_STATES.items()), default="waiting")
    asked_on = models.DateField()
    asked_at = models.DateTimeField(auto_now_add=True)
    by_id_text = models.CharField(max_length=40, blank=True)
    by_name = models.CharField(max_length=200)
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)
    closed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["body", "state"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(state="waiting"), name="plans_one_request_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(REQUEST_STATES)), name="plans_request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", closed_on=None)
                | (~Q(state="waiting") & Q(closed_on__isnull=False)),
                name="plans_closed_request_has_a_day",
            ),
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [*self.action.scopes(), ("body", self.body_id)]


class SignOff(models.Model):
    """What a decision did to an action: signed off, embedded, reopened, ended. There is none without a decision (guarantee 5).

    from_assurance  what assurance was before
    watcher_*       embedded: who keeps watch; watch_until: until when; reopen_if: what would reopen it
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="sign_offs")
    kind = models.CharField(max_length=10, choices=list(SETTLEMENTS.items()))
    decision = models.ForeignKey("governance.Decision", on_delete=models.PROTECT, related_name="sign_offs")
    request = models.OneToOneField(
        SignOffRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="sign_off"
    )
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(blank=True)
    from_assurance = models.CharField(max_length=20, blank=True)
    watcher_post = models.ForeignKey(
        "governance.Post", null=True, blank=True, on_delete=models.PROTECT, related_name="watches"
    )
    watcher_body = models.ForeignKey(
        "governance.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="watches"
    )
    watch_until = models.DateField(null=True, blank=True)
    reopen_if = models.TextField(blank=True)
    by_name = models.CharField("who recorded it", max_length=200)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(SETTLEMENTS)), name="plans_settlement_known"),
            models.UniqueConstraint(fields=["action", "decision"], name="plans_decided_once"),
            models.CheckConstraint(
                condition=~Q(kind="embedded")
                | (
                    (Q(watcher_post__isnull=False) | Q(watcher_body__isnull=False))
                    & Q(watch_until__isnull=False)
                    & ~Q(reopen_if="")
                ),
                name="plans_embedded_is_watched",
            ),
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return self.action.scopes()


class ActionAcceptance(models.Model):
    """What a delivering body says of an action before adoption, and what became of one that it proposed. The latest row stands.

    taken, declined  what the programme office answered to an action that the body had proposed
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="acceptances")
    body = models.ForeignKey("governance.Body", on_delete=models.PROTECT, related_name="acceptances")
    says = models.CharField(max_length=14, choices=list(ACCEPTANCES.items()))
    words = models.TextField(blank=True)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(says__in=list(ACCEPTANCES)), name="plans_acceptance_known"),
            models.CheckConstraint(
                condition=~Q(says__in=["not-accepted", "declined"]) | ~Q(words=""),
                name="plans_not_accepted_with_a_reason",
            ),
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [*self.action.scopes(), ("body", self.body_id)]


class Comment(models.Model):
    """A comment on an action or a finding, with its answers; settled by a person, in words or none."""

    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="comments"
    )
    finding = models.ForeignKey(
        "inspections.Finding", null=True, blank=True, on_delete=models.PROTECT, related_name="comments"
    )
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answered_by"
    )
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = models.CharField(max_length=200, blank=True)
    settled_words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, finding=None) | Q(action=None, finding__isnull=False),
                name="plans_comment_on_one_thing",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="plans_comment_says_something"),
        ]

    def scopes(self) -> list[tuple[str, int]]:
        thing = self.action or self.finding
        return thing.scopes() if thing else []


class UnsentUpdate(models.Model):
    """What a person has typed of an update and not sent yet: kept as it is typed, gone when it is sent or thrown away."""

    not_audited = "unfinished words that only their author sees; what is sent is an Update"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unsent_updates"
    )
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="unsent_updates")
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "action"], name="plans_one_unsent_update")
        ]


class AuditSample(models.Model):
    """A random sample of actions that an auditor drew: anybody with the seed and the list can draw it again.

    population  the numbers that it was drawn from, in order; members: those drawn, in the order of drawing
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="samples")
    number = models.PositiveIntegerField()
    of = models.CharField("which actions it was drawn from", max_length=200)
    seed = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    population = models.JSONField(default=list)
    members = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["plan_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_sample_number_once")
        ]

    def scopes(self) -> list[tuple[str, int]]:
        return [("plan", self.plan_id)]

"""What bodies decided, on whose authority: the one way to adopt, to sign off, to reopen, to end (design, guarantee 5)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from ..visibility import granted
from ..words import AUTHORITIES, DECISION_STATES, DECISIONS, IN_EFFECT, PLACES
from .bodies import Body
from .council import Dated, Post, in_order


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: Any) -> DecisionQuerySet:
        return self.filter(granted(user, "governance.see", {"decision": "pk", "body": "body_id"}))

    def in_effect(self) -> DecisionQuerySet:
        return self.filter(state__in=IN_EFFECT)


class Decision(models.Model):
    """What a body decided, in words, with its authority. Only its state changes, with a row of Ratification.

    number          people refer to it as "Decision 12"; given once
    on              the day on which it was taken
    about_*         the thing that it is about, as (kind, id) and in words at the time: ("action", 7, "Plan 2, action 1.3")
    authority       "meeting": outcome of an item of a meeting, `quorate` says whether it was quorate at that item;
                    "delegation": use of `delegation`; "urgency": `urgency_reason`, to be reported to the next meeting
    place_*         where the words stand: ("meeting-outcome" or "paper-outcome", id, "Improvement Board, 4 June 2024, item 5")
    taken_by        who used the delegation or acted in urgency
    extra           what its effect needs beside ("watch_until" ...): a decision that waits has its effect when it is ratified
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=20, choices=list(DECISIONS.items()))
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    on = models.DateField()
    words = models.TextField()
    about_kind = models.CharField(max_length=30, blank=True)
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about_words = models.CharField(max_length=500, blank=True)
    authority = models.CharField(max_length=12, choices=list(AUTHORITIES.items()))
    quorate = models.BooleanField(null=True, blank=True)
    quorum_words = models.TextField("how the quorum was worked out", blank=True)
    delegation = models.ForeignKey(
        "Delegation", null=True, blank=True, on_delete=models.PROTECT, related_name="uses"
    )
    urgency_reason = models.TextField(blank=True)
    taken_by = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions_taken"
    )
    taken_by_words = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=list(DECISION_STATES.items()))
    place_kind = models.CharField(max_length=20, choices=list(PLACES.items()), blank=True)
    place_id = models.PositiveBigIntegerField(null=True, blank=True)
    place_words = models.CharField(max_length=500, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "-number"]
        indexes: ClassVar = [models.Index(fields=["about_kind", "about_id"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="governance_decision_in_words"),
            models.CheckConstraint(
                condition=Q(kind__in=list(DECISIONS)), name="governance_decision_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(authority="meeting", delegation=None, urgency_reason="", quorate__isnull=False)
                | Q(authority="delegation", delegation__isnull=False, urgency_reason="")
                | (Q(authority="urgency", delegation=None) & ~Q(urgency_reason="")),
                name="governance_decision_has_an_authority",
            ),
            models.CheckConstraint(
                condition=~Q(authority="meeting", quorate=False, state="standing"),
                name="governance_inquorate_decision_waits",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(DECISION_STATES)), name="governance_decision_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"Decision {self.number}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("decision", self.pk), ("body", self.body_id)]

    @property
    def has_effect(self) -> bool:
        return self.state in IN_EFFECT


class Delegation(models.Model):
    """A power that a quorate meeting gave to a post, or to another body, from and to.

    kinds     the decisions that it covers, keys of words.DECISIONS
    about_*   limited to one thing, ("plan", 3); "" and None: whatever the body could decide itself
    decision  the decision of the meeting that minuted it
    """

    number = models.PositiveIntegerField(unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="delegations")
    to_post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    to_body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations_held"
    )
    words = models.TextField()
    kinds = models.JSONField(default=list)
    about_kind = models.CharField(max_length=30, blank=True)
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about_words = models.CharField(max_length=500, blank=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="delegates")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)

    objects = Dated.as_manager()

    class Meta:
        ordering: ClassVar = ["-since", "-number"]
        constraints: ClassVar = [
            in_order("governance_delegation_since_before_until"),
            models.CheckConstraint(
                condition=Q(to_post__isnull=False, to_body=None) | Q(to_post=None, to_body__isnull=False),
                name="governance_delegation_to_a_post_or_a_body",
            ),
            models.CheckConstraint(
                condition=~Q(to_body=F("body")), name="governance_delegation_to_another_body"
            ),
        ]

    def __str__(self) -> str:
        return f"Delegation {self.number}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("delegation", self.pk), ("body", self.body_id)]

    def stands(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Ratification(models.Model):
    """What a quorate meeting said of a decision that an inquorate one took, or that was taken in urgency."""

    of = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="ratification")
    by = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="ratifies")
    ratified = models.BooleanField()
    words = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(of=F("by")), name="governance_ratified_by_another_decision")
        ]

    def __str__(self) -> str:
        return f"{self.of} {'ratified' if self.ratified else 'not ratified'} by {self.by}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("decision", self.of_id)]

"""What was handed over: who ended or left, and what became of each thing that they answered for. Never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.domain.governance.models import Body, Decision, Person, Post
from sightline.domain.governance.visibility import granted


class HandOverQuerySet(models.QuerySet["HandOver"]):
    def visible_to(self, user: Any) -> HandOverQuerySet:
        scopes = {"body": "body_id", "post": "post_id", "person": "person_id"}
        return self.filter(granted(user, "governance.see", scopes))


class HandOver(models.Model):
    """One hand-over of one body, post or person.

    number     the reference that people use, in addresses too; given once
    until      the last day
    successor  of a body or a post: which one follows it, None where none does
    held       how many things were held = moved + ended, the database holds that sum
    sha256     of the rows, in their canonical form (`rules.record_hash`)
    """

    number = models.PositiveIntegerField(unique=True)
    body = models.OneToOneField(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="handed_over"
    )
    post = models.OneToOneField(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="handed_over"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="handed_over"
    )
    called = models.CharField("what it was called", max_length=300)
    until = models.DateField()
    successor_words = models.CharField(max_length=300, blank=True)
    reason = models.TextField()
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="hand_overs"
    )
    held = models.PositiveIntegerField()
    moved = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, post=None, person=None)
                | Q(body=None, post__isnull=False, person=None)
                | Q(body=None, post=None, person__isnull=False),
                name="handover_of_one",
            ),
            models.CheckConstraint(
                condition=Q(held=F("moved") + F("ended")), name="handover_leaves_none_behind"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="handover_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Hand-over {self.number}"

    def scopes(self) -> list[tuple[str, int]]:
        named = [("body", self.body_id), ("post", self.post_id), ("person", self.person_id)]
        return [(kind, key) for kind, key in named if key is not None]


class HandedOver(models.Model):
    """What became of one thing: it passed to somebody, or ended with a reason."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    kind_words = models.CharField(max_length=200)
    key = models.PositiveBigIntegerField()
    words = models.TextField()
    part = models.CharField(max_length=300, blank=True)
    to_kind = models.CharField(max_length=10, blank=True)
    to_id = models.PositiveBigIntegerField(null=True, blank=True)
    to_words = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["hand_over_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hand_over", "kind", "key"], name="handover_row_once"),
            models.CheckConstraint(
                condition=Q(to_id__isnull=False) | ~Q(reason=""), name="handover_passes_or_ends_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.to_words or 'nobody'}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.hand_over.scopes()

"""The forward work programme: what a body means to take up, when, who asked for it, and every step of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from sightline.domain.governance.models import Body, Decision, Post
from sightline.domain.governance.visibility import granted
from sightline.domain.plans.models import Milestone

from ..programme.timing import range_words
from ..programme.words import ASKS, ENTRY_STATES, SOURCES, STANDING, STEP_KINDS, WITH_A_REASON
from .meeting import AgendaItem
from .promises import Promise


class ProgrammeQuerySet(models.QuerySet["ProgrammeEntry"]):
    def visible_to(self, user: Any) -> ProgrammeQuerySet:
        return self.filter(granted(user, "meetings.see", {"programme-entry": "pk", "body": "body_id"}))

    def standing(self) -> ProgrammeQuerySet:
        """Neither considered nor dropped."""
        return self.filter(state__in=sorted(STANDING))


class ProgrammeEntry(models.Model):
    """One thing that a body means to take up.

    number       people refer to it as "Programme entry 12"; given once
    asks         what is asked for, a key of ASKS; "" where it is not stated
    timing       the time as printed, whole; first, last: the days that it says, None: open to that side or no day is certain
    source       who asked for it, a key of SOURCES, with the thing itself where there is one; source_words: what is said of it
    item         where it stands or stood on an agenda, while it is placed and once it was considered
    ended_reason why it was dropped
    """

    number = models.PositiveIntegerField(unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="programme")
    subject = models.CharField(max_length=400)
    asks = models.CharField(max_length=14, choices=list(ASKS.items()), blank=True)
    timing = models.CharField("time, as printed", max_length=300, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=list(SOURCES.items()), default="body")
    source_words = models.CharField("who asked for it, in words", max_length=500, blank=True)
    promise = models.ForeignKey(
        Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="programme"
    )
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="programme"
    )
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="programme"
    )
    reason = models.TextField("why it is on the programme", blank=True)
    owner = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="programme_owned"
    )
    state = models.CharField(max_length=8, choices=list(ENTRY_STATES.items()), default="open")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="programme"
    )
    ended_reason = models.TextField("why it was dropped", blank=True)
    by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        verbose_name_plural = "programme entries"
        indexes: ClassVar = [models.Index(fields=["body", "state", "last"], name="meetings_programme_body")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(subject=""), name="meetings_programme_has_a_subject"),
            models.CheckConstraint(
                condition=Q(state__in=list(ENTRY_STATES)), name="meetings_programme_state_known"
            ),
            models.CheckConstraint(
                condition=Q(first=None) | Q(last=None) | Q(first__lte=F("last")),
                name="meetings_programme_range_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "dropped"], item=None)
                | Q(state__in=["placed", "done"], item__isnull=False),
                name="meetings_programme_placed_on_an_item",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(ended_reason=""),
                name="meetings_programme_dropped_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(source="body", promise=None, decision=None, milestone=None)
                | Q(source="promise", promise__isnull=False, decision=None, milestone=None)
                | Q(source="decision", promise=None, decision__isnull=False, milestone=None)
                | Q(source="milestone", promise=None, decision=None, milestone__isnull=False),
                name="meetings_programme_asked_for_by_one",
            ),
            models.UniqueConstraint(
                fields=["promise"],
                condition=Q(state__in=sorted(STANDING)),
                name="meetings_programme_of_a_promise_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Programme entry {self.number}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("programme-entry", self.pk), ("body", self.body_id)]

    @property
    def range_words(self) -> str:
        """The days that the time says: "January to April 2024"; "" where no day is certain."""
        return range_words(self.first, self.last)


class ProgrammeStep(models.Model):
    """One thing that happened to an entry: who, why, and what stood before and after. Never changed itself."""

    entry = models.ForeignKey(ProgrammeEntry, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=list(STEP_KINDS.items()))
    on = models.DateField()
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["entry_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=list(STEP_KINDS)), name="meetings_programme_step_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(WITH_A_REASON)) | ~Q(reason=""),
                name="meetings_programme_step_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {STEP_KINDS.get(self.kind, self.kind)}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.entry.scopes()

"""Promises and every step of each, until the body to which they were made discharges them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from sightline.domain.evidence.models import Evidence
from sightline.domain.governance.models import Body, Decision, Post, Seat
from sightline.domain.governance.visibility import granted

from ..promises.words import ANSWERS, PROMISE_KINDS, PROMISE_STATES, STANDING, STEP_KINDS
from .meeting import MeetingOutcome
from .papers import Outcome, Paper


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_to(self, user: Any) -> PromiseQuerySet:
        return self.filter(granted(user, "meetings.see", {"promise": "pk", "body": "body_id"}))

    def standing(self) -> PromiseQuerySet:
        """Neither discharged nor cancelled."""
        return self.filter(state__in=sorted(STANDING))

    def overdue(self, today: date) -> PromiseQuerySet:
        """Outstanding after its own day, or a recommendation that an executive has not answered within its two months."""
        return self.filter(Q(due__lt=today) | Q(answer_due__lt=today, answer=""), state="open")


class Promise(models.Model):
    """A resolution or a commitment that somebody has to keep, followed until it is discharged.

    number       people refer to it as "Promise 12"; given once
    words        exactly as they stand in the minutes, the resolution or the prose
    outcome, meeting_outcome, place_words   where they stand: in an accepted paper, in a meeting held here, or in words
    body         the body that asked for it or was promised it: only it discharges; None: not stated
    owner_*      who owes it: a post, a body, or words as printed; none of them: not stated
    to_whom      where it is not the body itself: "all members"
    due, due_event, due_printed   the day; or on what it falls due ("when released"); the time as printed, whole
    notice_on, answer*            of a recommendation to an executive: its two months begin with the notice; what it answered
    answer_due   the last of those two months, worked out by rules.answer_due when the notice was recorded
    met_*        what shows that it is met, while it is said to be
    decision     what discharged or cancelled it: the database holds that nothing else does
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=20, choices=list(PROMISE_KINDS.items()), blank=True)
    state = models.CharField(max_length=12, choices=list(PROMISE_STATES.items()), default="open")
    words = models.TextField("words of the promise")
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="promises"
    )
    meeting_outcome = models.ForeignKey(
        MeetingOutcome, null=True, blank=True, on_delete=models.PROTECT, related_name="promises"
    )
    place_words = models.CharField("where it was said", max_length=500, blank=True)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="promises")
    owner_post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="promises_owed"
    )
    owner_body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="promises_owed"
    )
    owner_words = models.CharField("who owes it, as printed", max_length=300, blank=True)
    to_whom = models.CharField("to whom", max_length=300, blank=True)
    due = models.DateField(null=True, blank=True)
    due_event = models.CharField("on what it falls due", max_length=300, blank=True)
    due_printed = models.CharField("the time, as printed", max_length=300, blank=True)
    made_on = models.DateField(null=True, blank=True)
    notice_on = models.DateField("day of the notice", null=True, blank=True)
    answer_due = models.DateField("last day to answer", null=True, blank=True)
    answer = models.CharField(max_length=10, choices=list(ANSWERS.items()), blank=True)
    answer_words = models.TextField("words of the answer", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    met_words = models.TextField("how it was met", blank=True)
    met_evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="promises_met"
    )
    met_paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="promises_met"
    )
    said_on = models.DateField("day on which it was said to be met", null=True, blank=True)
    said_by_name = models.CharField(max_length=200, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="promises_ended"
    )
    by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            models.Index(fields=["body", "state", "due"], name="meetings_promise_body"),
            models.Index(fields=["state", "due"], name="meetings_promise_due"),
            models.Index(fields=["due", "-number"], name="meetings_promise_next"),
            models.Index(fields=["-made_on", "-number"], name="meetings_promise_made"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="meetings_promise_in_words"),
            models.CheckConstraint(
                condition=Q(state__in=list(PROMISE_STATES)), name="meetings_promise_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["", *PROMISE_KINDS]), name="meetings_promise_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(STANDING), decision=None)
                | (~Q(state__in=sorted(STANDING)) & Q(decision__isnull=False)),
                name="meetings_promise_ended_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(outcome=None) | Q(meeting_outcome=None),
                name="meetings_promise_stands_in_one_place",
            ),
            models.CheckConstraint(
                condition=Q(owner_post=None) | Q(owner_body=None), name="meetings_promise_owed_by_one"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="meetings_promise_answered_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"Promise {self.number}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("promise", self.pk)] + ([("body", self.body_id)] if self.body_id else [])

    @property
    def owner(self) -> str:
        """Who owes it, in words; "" where it is not stated. Reads owner_post and owner_body."""
        return str(self.owner_post or self.owner_body or self.owner_words)

    @property
    def due_words(self) -> str:
        """On what it falls due where no day is stated: the event, else the time as printed."""
        return self.due_event or self.due_printed


class PromiseStep(models.Model):
    """One thing that happened to a promise: who, when, why, and what stood before and after. Never changed itself.

    on  the day that it is about: of the meeting that discharged it, of the executive's answer
    """

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=list(STEP_KINDS.items()))
    on = models.DateField()
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="promise_steps"
    )
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="promise_steps"
    )
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="promise_steps"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["promise_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=list(STEP_KINDS)), name="meetings_promise_step_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["date", "not-met", "passed", "taken-back"]) | ~Q(reason=""),
                name="meetings_promise_step_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise}: {STEP_KINDS.get(self.kind, self.kind)}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("promise", self.promise_id)]


class NotAPromise(models.Model):
    """Somebody looked at an outcome and said that it is no promise, and why. It can still be taken up later."""

    outcome = models.OneToOneField(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="no_promise"
    )
    meeting_outcome = models.OneToOneField(
        MeetingOutcome, null=True, blank=True, on_delete=models.PROTECT, related_name="no_promise"
    )
    reason = models.TextField("why it is not a promise")
    on = models.DateField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="meetings_no_promise_with_a_reason"),
            models.CheckConstraint(
                condition=Q(outcome=None, meeting_outcome__isnull=False)
                | Q(outcome__isnull=False, meeting_outcome=None),
                name="meetings_no_promise_of_one_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome or self.meeting_outcome}: not a promise"

    def scopes(self) -> list[tuple[str, int]]:
        return (self.outcome or self.meeting_outcome).scopes()  # type: ignore[union-attr]


class Circulation(models.Model):
    """A paper that was circulated to the members of a body between meetings, to keep a promise; written once.

    sha256  of the paper's first source at the time: what each of them had can be checked against it
    """

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="circulations")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="circulations")
    sha256 = models.CharField(max_length=64)
    on = models.DateField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["promise_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(sha256=""), name="meetings_circulated_paper_is_frozen")
        ]

    def __str__(self) -> str:
        return f"{self.paper}, circulated on {self.on:%-d %B %Y}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("promise", self.promise_id)]


class CirculationTo(models.Model):
    """One seat of the day of a circulation: it was sent to whoever holds it, or it was not and why. `name` as it was then."""

    circulation = models.ForeignKey(Circulation, on_delete=models.PROTECT, related_name="recipients")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="papers_circulated")
    name = models.CharField(max_length=300)
    sent = models.BooleanField()
    reason = models.CharField("why it was not sent", max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["circulation_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["circulation", "seat"], name="meetings_circulated_to_a_seat_once"
            ),
            models.CheckConstraint(
                condition=Q(sent=True, reason="") | (Q(sent=False) & ~Q(reason="")),
                name="meetings_not_sent_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> list[tuple[str, int]]:
        return [("promise", self.circulation.promise_id)]

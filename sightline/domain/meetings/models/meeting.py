"""A body's meeting: who was there, what was on the agenda, what came of each item, and its minutes until they are locked."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery

from sightline.domain.governance.models import Body, Decision, Deputy, Seat
from sightline.domain.governance.visibility import granted
from sightline.domain.governance.words import DECISIONS
from sightline.ground.lib.errors import Refused

from ..meeting_words import (
    ATTENDANCES,
    ITEM_KINDS,
    MEETING_CHANGES,
    MEETING_STATES,
    MINUTES_STATES,
    RESULTS,
)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any) -> MeetingQuerySet:
        return self.filter(granted(user, "meetings.see", {"meeting": "pk", "body": "body_id"}))

    def with_notice_days(self) -> MeetingQuerySet:
        """Each with `notice_days`: what the latest terms of its body say of clear working days, None where they say nothing."""
        body = Body.objects.filter(pk=OuterRef("body")).order_by("-standing_agendas__pk")
        return self.annotate(notice_days=Subquery(body.values("standing_agendas__notice_days")[:1]))


class Meeting(models.Model):
    """One meeting of one body.

    number       the reference that people use, in addresses too; given once
    quorum_*     worked out from the terms and the seats of that day when the meeting is recorded as held; the words say how
    quorate      at its opening; None until it is known. Each item asks again, for people leave
    minutes      "none", "draft" or "approved"; approved minutes are locked: then only a correction that quotes can be added
    approved_at  the meeting that approved its minutes
    agenda_sent_on  when the agenda went out: from then on nothing is renumbered, and what comes late says why
    """

    number = models.PositiveIntegerField(unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=list(MEETING_STATES.items()), default="planned")
    state_reason = models.TextField("why it was cancelled or moved", blank=True)
    moved_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_from"
    )
    agenda_sent_on = models.DateField(null=True, blank=True)
    chaired_by = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings_chaired"
    )
    quorum_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_counted = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_words = models.TextField(blank=True)
    quorate = models.BooleanField(null=True, blank=True)
    minutes = models.CharField(max_length=10, choices=list(MINUTES_STATES.items()), default="none")
    approved_at = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="minutes_approved"
    )
    approved_on = models.DateField(null=True, blank=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "-number"]
        indexes: ClassVar = [models.Index(fields=["body", "-on"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(MEETING_STATES)), name="meetings_state_known"),
            models.CheckConstraint(
                condition=Q(minutes__in=list(MINUTES_STATES)), name="meetings_minutes_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(minutes="approved") | (Q(approved_on__isnull=False) & ~Q(minutes_sha256="")),
                name="meetings_approved_minutes_are_locked",
            ),
            models.CheckConstraint(condition=~Q(moved_to=F("id")), name="meetings_not_moved_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.on:%-d %B %Y}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("meeting", self.pk), ("body", self.body_id)]


class MeetingChange(models.Model):
    """What happened to a meeting after it was called: that it was moved, joined with another, cancelled, that its agenda went out.

    what   a key of MEETING_CHANGES
    words  one sentence that says what happened, with the days and times as they were and as they are
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=12, choices=list(MEETING_CHANGES.items()))
    words = models.TextField()
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["meeting_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(what__in=list(MEETING_CHANGES)), name="meetings_change_known"),
            models.CheckConstraint(
                condition=~Q(what__in=["moved", "joined", "cancelled"]) | ~Q(reason=""),
                name="meetings_change_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def scopes(self) -> list[tuple[str, int]]:
        return self.meeting.scopes()


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def in_order(self) -> AgendaItemQuerySet:
        """In the order of the agenda, each with `closing`: why it is closed to the public now, None where it is open."""
        closing = FilteredRelation("closings", condition=Q(closings__until=None))
        return self.annotate(closing=closing).select_related("closing").order_by("position", "number")  # type: ignore[misc]


class AgendaItem(models.Model):
    """A numbered item. `label` is the number as printed; a late item gets one of its own and renumbers nothing.

    minute   the words of the minutes on this item, until they are approved
    urgency  why it was taken although it was not on the agenda in time (LGA 1972, s100B(4)); "" where it was
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=list(ITEM_KINDS.items()), default="business")
    title = models.CharField(max_length=400)
    purpose = models.TextField(blank=True)
    minute = models.TextField(blank=True)
    urgency = models.TextField(blank=True)
    withdrawn_reason = models.TextField("why it was taken off the agenda", blank=True)

    objects = AgendaItemQuerySet.as_manager()
    closing: Any = None  # the ItemClosing that stands, where `in_order` found one

    class Meta:
        ordering: ClassVar = ["meeting_id", "position", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_agenda_number_once"),
            models.UniqueConstraint(fields=["meeting", "label"], name="meetings_agenda_label_once"),
            models.CheckConstraint(condition=Q(kind__in=list(ITEM_KINDS)), name="meetings_agenda_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.meeting.scopes()


class Attending(models.Model):
    """Who was at a meeting, sent apologies, or stood in; and until which item they stayed.

    seat          the seat that they fill, or that they stand in for; None: in attendance without one
    deputy        the standing deputy who stood in, where that is how a substitute came
    from_item     the item at which they came, None: from the start
    until_item    the last item for which they stayed, None: to the end
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendings")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="attendings")
    deputy = models.ForeignKey(
        Deputy, null=True, blank=True, on_delete=models.PROTECT, related_name="attendings"
    )
    name = models.CharField(max_length=300)
    attendance = models.CharField(max_length=14, choices=list(ATTENDANCES.items()))
    from_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="arrivals"
    )
    until_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="departures"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["meeting_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "seat"],
                condition=Q(attendance__in=["present", "substitute"], seat__isnull=False),
                name="meetings_seat_filled_once",
            ),
            models.CheckConstraint(
                condition=Q(attendance__in=list(ATTENDANCES)), name="meetings_attendance_known"
            ),
            models.CheckConstraint(
                condition=~Q(attendance="substitute") | Q(seat__isnull=False),
                name="meetings_substitute_for_a_seat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {ATTENDANCES[self.attendance]}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.meeting.scopes()


class MeetingOutcome(models.Model):
    """What came of an item, one row for each thing that was decided, refused or put off.

    number    its place in the meeting; people refer to "12/3": the third outcome of meeting 12
    effect    a key of governance DECISIONS, "" where nothing but words came of it
    about_*   what it is about, as in Decision
    decision  the Decision that it made; None where the meeting did not agree, put it off or only noted
    done_at   when the effect took place (an action was signed off ...); None: none, or it waits for ratification
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="outcomes")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveIntegerField()
    effect = models.CharField(max_length=20, choices=list(DECISIONS.items()), blank=True)
    about_kind = models.CharField(max_length=30, blank=True)
    about_id = models.PositiveBigIntegerField(null=True, blank=True)
    about_words = models.CharField(max_length=500, blank=True)
    result = models.CharField(max_length=10, choices=list(RESULTS.items()))
    words = models.TextField()
    reason = models.TextField(blank=True)
    extra = models.JSONField(default=dict, blank=True)
    decision = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="outcome"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["meeting_id", "number"]
        indexes: ClassVar = [models.Index(fields=["about_kind", "about_id"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="meetings_meeting_outcome_number_once"
            ),
            models.CheckConstraint(
                condition=Q(decision=None) | Q(result="agreed"), name="meetings_decision_was_agreed"
            ),
            models.CheckConstraint(condition=Q(result__in=list(RESULTS)), name="meetings_result_known"),
            models.CheckConstraint(condition=~Q(words=""), name="meetings_outcome_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting.number}/{self.number}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.meeting.scopes()


class FrozenQuerySet(models.QuerySet["MinutesVersion"]):
    """Rows that are written once. What wants to change or delete one, by the row or by the query, is refused."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise Refused(
            "A version of minutes is frozen. Nothing was changed. Add a correction that quotes the words and says how they should "
            "read.",
            rule="meetings.minutes-are-never-edited",
        )

    update = _update = delete = bulk_update = _raw_delete = _refuse


class MinutesVersion(models.Model):
    """The minutes as they stood when they were circulated or approved: frozen words with their hash."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=list(MINUTES_STATES.items()))
    words = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    objects = FrozenQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["meeting_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_minutes_version_once")
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}, version {self.number}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused, as for the query: a version is frozen."""
        return type(self).objects.filter(pk=self.pk).delete()

    def scopes(self) -> list[tuple[str, int]]:
        return self.meeting.scopes()


class MinutesCorrection(models.Model):
    """A correction quotes the old words and the new. Before approval it changes the draft; after, it stands beside the minutes.

    of_approved  it is about approved minutes; False: it was made in the draft
    agreed_at    the meeting that agreed it, for minutes that were approved; None while it waits
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    old = models.TextField()
    new = models.TextField()
    reason = models.TextField()
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    of_approved = models.BooleanField(default=False)
    agreed_at = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections_agreed"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["meeting_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(old="") & ~Q(reason=""), name="meetings_correction_quotes_and_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"“{self.old}” → “{self.new}”"

    def scopes(self) -> list[tuple[str, int]]:
        return self.meeting.scopes()

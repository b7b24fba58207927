"""What published minutes tell of a meeting: the papers of it, and which of their items and outcomes are held already."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .meeting import AgendaItem, Meeting, MeetingOutcome
from .papers import Item, Outcome, Paper


class PrintedMinutes(models.Model):
    """An accepted paper of minutes and the meeting that it tells of, as a person said. A paper tells of one meeting.

    meeting  None: it was left without one, and `why` says why; it can still be said later
    first    the meeting is known from this paper: it was made of it
    why      how the meeting was known to be this one
    """

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="of_meeting")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="printed"
    )
    first = models.BooleanField(default=False)
    why = models.CharField(max_length=500, blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False) | (~Q(why="") & Q(first=False)),
                name="meetings_printed_left_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(first=True), name="meetings_printed_made_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.meeting or 'no meeting'}"

    def scopes(self) -> list[tuple[str, int]]:
        return (self.meeting or self.paper).scopes()


class PrintedItem(models.Model):
    """What an item of such a paper is among those that are held: an item of the agenda, one of an earlier paper, or a new one.

    An item without a row is a question: it may be one that is held, and a person is asked.
    by_name  who said so; "" where it was certain
    """

    of = models.ForeignKey(PrintedMinutes, on_delete=models.PROTECT, related_name="items")
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="printed")
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="printed"
    )
    same_as = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="printed_again"
    )
    why = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["of_id", "item_id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agenda_item=None) | Q(same_as=None), name="meetings_printed_item_is_one_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.agenda_item or self.same_as or 'not held before'}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.of.scopes()


class SameOutcome(models.Model):
    """An outcome that a later paper prints again: it is the one that is held, and nobody takes it up a second time."""

    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, related_name="same")
    held = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="printed_again"
    )
    held_here = models.ForeignKey(
        MeetingOutcome, null=True, blank=True, on_delete=models.PROTECT, related_name="printed"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(held=None, held_here__isnull=False) | Q(held__isnull=False, held_here=None),
                name="meetings_same_outcome_as_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome.reference} is {self.held or self.held_here}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.outcome.scopes()


class NotKnown(models.Model):
    """Somebody was asked for a title or a verb that the page lost, and nobody knows it. It is asked no more."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="not_known")
    item = models.OneToOneField(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="title_not_known"
    )
    outcome = models.OneToOneField(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="verb_not_known"
    )
    reason = models.TextField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(item=None, outcome__isnull=False) | Q(item__isnull=False, outcome=None),
                name="meetings_not_known_of_one_part",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="meetings_not_known_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Not known of {self.item or self.outcome}"

    def scopes(self) -> list[tuple[str, int]]:
        return self.paper.scopes()

"""Items of which the public is told no more than that they are closed, and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ..closing_rules import CLOSED, FORBIDDEN, closed_words
from .meeting import AgendaItem


class ItemClosing(models.Model):
    """That an item is exempt, confidential or restricted, from when until when. The one that stands has no end.

    paragraphs       of Part 1 of Schedule 12A: [1, 3], for an exempt item
    public_interest  why keeping it back weighs more, for an exempt item
    forbidden        who forbids to disclose it, for a confidential one; because: why, for a restricted one
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="closings")
    kind = models.CharField(max_length=14, choices=list(CLOSED.items()))
    paragraphs = models.JSONField(default=list, blank=True)
    public_interest = models.TextField(blank=True)
    forbidden = models.CharField(max_length=12, choices=list(FORBIDDEN.items()), blank=True)
    because = models.TextField(blank=True)
    since = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    until = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item"], condition=Q(until=None), name="meetings_closed_once"),
            models.CheckConstraint(
                condition=Q(kind="exempt", forbidden="") & ~Q(public_interest="") & ~Q(paragraphs=[])
                | Q(kind="confidential", paragraphs=[]) & ~Q(forbidden="")
                | Q(kind="restricted", paragraphs=[], forbidden="") & ~Q(because=""),
                name="meetings_closed_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | ~Q(ended_reason=""), name="meetings_opened_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def scopes(self) -> list[tuple[str, int]]:
        return self.item.scopes()

    @property
    def words(self) -> str:
        """How agendas and minutes say it."""
        return closed_words(self.kind, self.paragraphs, self.because, self.forbidden)

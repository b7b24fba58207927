"""The addresses at which calendar programs read meetings."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .rules import COVERS


class CalendarFeed(models.Model):
    """An address that shows meetings to whoever knows it, as far as its user may see them.

    covers      a key of rules.COVERS; body: where it is one body
    token_hash  SHA-256 of the secret in the address; the secret itself is nowhere kept
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    covers = models.CharField(max_length=10, choices=list(COVERS.items()))
    body = models.ForeignKey(
        "governance.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="calendar_feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["user_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(covers__in=list(COVERS)), name="calendars_known_choice"),
            models.CheckConstraint(
                condition=Q(covers="body", body__isnull=False) | (~Q(covers="body") & Q(body=None)),
                name="calendars_body_where_it_is_one",
            ),
            models.UniqueConstraint(
                fields=["user", "covers"],
                condition=Q(withdrawn_at=None, body=None),
                name="calendars_one_address",
            ),
            models.UniqueConstraint(
                fields=["user", "body"],
                condition=Q(withdrawn_at=None, body__isnull=False),
                name="calendars_one_address_of_a_body",
            ),
        ]

    def __str__(self) -> str:
        return self.body.name if self.body else COVERS[self.covers]

    def scopes(self) -> list[tuple[str, int]]:
        return [("calendar-feed", self.pk)]

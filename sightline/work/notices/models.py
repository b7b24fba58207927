"""What was asked of whom by mail: links for updates, reminders, digests, and what people choose to get."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .rules import DIGESTS, SCOPES, WEEKDAYS


class UpdateLink(models.Model):
    """A link by which a person says how their actions stand, without signing in. It is spent by sending, once.

    token_hash  SHA-256 of the token; the token itself is nowhere kept
    nonce       what the token is worked out from, together with the installation's secret key (links.token_of)
    address     the e-mail address that it was sent to
    """

    person = models.ForeignKey("governance.Person", on_delete=models.PROTECT, related_name="update_links")
    address = models.EmailField("e-mail address")
    token_hash = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    message = models.ForeignKey(
        "jobs.Message", null=True, blank=True, on_delete=models.PROTECT, related_name="update_links"
    )

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="notices_link_ends_later"),
            models.CheckConstraint(
                condition=Q(spent_at=None) | Q(withdrawn_at=None), name="notices_link_spent_or_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
                name="notices_link_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Link of {self.person} of {self.made_at:%d %B %Y}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("update-link", self.pk)]

    def state(self, now: datetime) -> str:
        """One of rules.LINK_STATES."""
        if self.spent_at:
            return "used"
        if self.withdrawn_at:
            return "withdrawn"
        return "late" if self.expires_at <= now else "out"


class LinkedAction(models.Model):
    """An action that a link asks about; `update` is what was said of it by the link."""

    link = models.ForeignKey(UpdateLink, on_delete=models.PROTECT, related_name="asked")
    action = models.ForeignKey("plans.Action", on_delete=models.PROTECT, related_name="+")
    update = models.ForeignKey(
        "plans.Update", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "action"], name="notices_link_asks_once")
        ]


class Reminder(models.Model):
    """A person was reminded of an action, or of evidence to be renewed, on an occasion ("due:2026-03-27:7"); each once."""

    person = models.ForeignKey("governance.Person", on_delete=models.PROTECT, related_name="reminders")
    action = models.ForeignKey(
        "plans.Action", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.ForeignKey(
        "evidence.Evidence", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    occasion = models.CharField(max_length=40)
    on = models.DateField()
    message = models.ForeignKey("jobs.Message", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "action", "occasion"],
                condition=Q(action__isnull=False),
                name="notices_reminded_once",
            ),
            models.UniqueConstraint(
                fields=["person", "evidence", "occasion"],
                condition=Q(evidence__isnull=False),
                name="notices_reminded_of_evidence_once",
            ),
            models.CheckConstraint(
                condition=Q(action__isnull=False, evidence=None) | Q(action=None, evidence__isnull=False),
                name="notices_reminder_of_one_thing",
            ),
        ]


class Digest(models.Model):
    """What changed for a user from a moment (not included) until another (included).

    The next one begins where this one ends, so that nothing is left out and nothing told twice. Where nothing had changed
    there is no message.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests")
    since = models.DateTimeField()
    until = models.DateTimeField()
    made_at = models.DateTimeField()
    changes = models.PositiveIntegerField(default=0)
    message = models.ForeignKey(
        "jobs.Message", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-until", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "since"], name="notices_digest_no_overlap"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="notices_digest_in_order"),
        ]


class Preference(models.Model):
    """What a user chose to get. Without a row the defaults of rules.chosen_or_default hold."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notice_preference"
    )
    digest = models.CharField(max_length=10, choices=list(DIGESTS.items()))
    weekday = models.PositiveSmallIntegerField(choices=list(WEEKDAYS.items()), default=0)
    scope = models.CharField(max_length=10, choices=list(SCOPES.items()))
    reminders = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(digest__in=list(DIGESTS)), name="notices_known_digest"),
            models.CheckConstraint(condition=Q(scope__in=list(SCOPES)), name="notices_known_scope"),
            models.CheckConstraint(condition=Q(weekday__lt=7), name="notices_known_weekday"),
        ]

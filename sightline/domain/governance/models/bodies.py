"""Bodies: boards, committees, partnerships; the terms that they work under, and who sits on them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from sightline.ground.files.models import StoredFile

from ..rules import BODY_KINDS
from ..visibility import granted
from ..words import FREQUENCIES, SEAT_ROLES
from .council import Dated, Person, Post, in_order


class BodyQuerySet(Dated):
    def visible_to(self, user: Any) -> BodyQuerySet:
        return self.filter(granted(user, "governance.see", {"body": "pk"}))


class Body(models.Model):
    """A board, committee, partnership, agency or workstream: who delivers, monitors or scrutinises."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20, choices=list(BODY_KINDS.items()))
    purpose = models.TextField(blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        verbose_name_plural = "bodies"
        constraints: ClassVar = [
            in_order("governance_body_since_before_until"),
            models.CheckConstraint(
                condition=~Q(successor=F("id")), name="governance_body_not_its_own_successor"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(BODY_KINDS)), name="governance_body_kind_known"),
            models.UniqueConstraint(
                Lower("name"), condition=Q(until=None), name="governance_body_name_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> list[tuple[str, int]]:
        return [("body", self.pk)]

    def ended(self, today: date) -> bool:
        return self.until is not None and self.until < today

    @property
    def called(self) -> str:
        """The name for a narrow column: the short one where there is one."""
        return self.short_name or self.name


class FormerName(models.Model):
    """What a body or a post was called before: papers of the time still say it, and matching knows it."""

    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="former_names")
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True, help_text="of a body")
    team = models.CharField(max_length=200, blank=True, help_text="of a post")
    until = models.DateField(help_text="the day on which it was renamed")
    reason = models.TextField()

    class Meta:
        ordering: ClassVar = ["-until", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, post__isnull=True) | Q(body__isnull=True, post__isnull=False),
                name="governance_former_name_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> list[tuple[str, int]]:
        return [("body", self.body_id)] if self.body_id else [("post", self.post_id or 0)]


class BodyTerms(models.Model):
    """What a body's terms of reference say from a day on. Other terms are another row: those of a day can always be read.

    terms            the terms of reference in words; `file` is the paper itself
    quorum_number    so many of those who count must be there, None: not stated
    quorum_share_*   that share of the seats that count (1 of 4), None: not stated; where both are stated the larger holds
    quorum_words     the rule as printed
    frequency        how often it meets; None: not stated
    earliest_end     the day before which it cannot end ("at least six months")
    exit_words       what has to be so before it ends ("until the department is assured"), as printed
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="terms")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    terms = models.TextField("terms of reference", blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    quorum_number = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_share_of = models.PositiveSmallIntegerField("one in so many seats", null=True, blank=True)
    quorum_words = models.TextField(blank=True)
    frequency = models.CharField(max_length=20, choices=list(FREQUENCIES.items()), null=True, blank=True)  # noqa: DJ001
    reports_to = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="reported_to_by"
    )
    earliest_end = models.DateField(null=True, blank=True)
    exit_words = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField("why they changed", blank=True)

    objects = Dated.as_manager()

    class Meta:
        ordering: ClassVar = ["body_id", "since", "id"]
        constraints: ClassVar = [
            in_order("governance_terms_since_before_until"),
            models.UniqueConstraint(
                fields=["body"], condition=Q(until=None), name="governance_terms_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(quorum_number=None) | Q(quorum_number__gte=1),
                name="governance_quorum_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(quorum_share_of=None) | Q(quorum_share_of__gte=1),
                name="governance_quorum_share_known",
            ),
            models.CheckConstraint(
                condition=~Q(reports_to=F("body")), name="governance_body_reports_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"Terms of {self.body} from {self.since:%-d %B %Y}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("body", self.body_id)]


class ExitCriterion(models.Model):
    """One thing that has to be so before a body may end, and what showed that it was."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="exit_criteria")
    position = models.PositiveIntegerField(default=0)
    words = models.TextField()
    since = models.DateField()
    until = models.DateField("no longer asked for after", null=True, blank=True)
    until_reason = models.TextField(blank=True)
    met_on = models.DateField(null=True, blank=True)
    met_words = models.TextField("what shows it", blank=True)
    met_by_name = models.CharField(max_length=200, blank=True)

    objects = Dated.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            in_order("governance_criterion_since_before_until"),
            models.CheckConstraint(condition=~Q(words=""), name="governance_criterion_says_something"),
            models.CheckConstraint(
                condition=Q(met_on=None) | ~Q(met_words=""), name="governance_criterion_met_by_something"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def scopes(self) -> list[tuple[str, int]]:
        return [("body", self.body_id)]


class Seat(models.Model):
    """A place on a body, held by a post or by a person, from and to; a vacant one has neither.

    name  what the terms call it ("Health"); "" where they do not
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=list(SEAT_ROLES.items()), default="member")
    name = models.CharField(max_length=200, blank=True)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="seats")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    reason = models.TextField(blank=True)
    ended_reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)

    objects = Dated.as_manager()

    class Meta:
        ordering: ClassVar = ["body_id", "id"]
        constraints: ClassVar = [
            in_order("governance_seat_since_before_until"),
            models.CheckConstraint(condition=Q(role__in=list(SEAT_ROLES)), name="governance_seat_role_known"),
            models.CheckConstraint(
                condition=Q(post=None) | Q(person=None), name="governance_seat_of_a_post_or_a_person"
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=False) | Q(person__isnull=False) | ~Q(name=""),
                name="governance_vacant_seat_has_a_name",
            ),
            models.UniqueConstraint(
                fields=["body", "post"],
                condition=Q(until=None, post__isnull=False),
                name="governance_post_seated_once",
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(until=None, person__isnull=False),
                name="governance_person_seated_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.post or self.person or self.name)

    def scopes(self) -> list[tuple[str, int]]:
        return [("body", self.body_id)]

    def stands(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Deputy(models.Model):
    """Who may stand in for a seat; always with an end."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="deputies")
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="deputy_seats"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="deputy_seats"
    )
    since = models.DateField()
    until = models.DateField()
    reason = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)

    objects = Dated.as_manager()

    class Meta:
        ordering: ClassVar = ["seat_id", "since", "id"]
        verbose_name_plural = "deputies"
        constraints: ClassVar = [
            in_order("governance_deputy_since_before_until"),
            models.CheckConstraint(
                condition=Q(post__isnull=False, person=None) | Q(post=None, person__isnull=False),
                name="governance_deputy_is_a_post_or_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.post or self.person)

    def scopes(self) -> list[tuple[str, int]]:
        return [("body", self.seat.body_id)]

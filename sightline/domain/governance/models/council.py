"""The council itself, posts and the people who hold them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from ..visibility import granted


def in_order(name: str) -> models.CheckConstraint:
    """A period does not end before it begins; an end or a beginning that is not stated is allowed."""
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")), name=name
    )


class Dated(models.QuerySet[Any]):
    """Rows that hold from `since` until `until`, both days included; None means not stated, or still so."""

    def on(self, day: date) -> Self:
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class Council(models.Model):
    """The one council that this installation serves: its name, its colours, and what a stranger reads first."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100, help_text="As in a sentence: “Northmere”")
    colour_main = models.CharField("main colour", max_length=7, default="#1d4f5f")
    colour_accent = models.CharField("accent colour", max_length=7, default="#8a5a00")
    fictional = models.BooleanField("is a fictional example", default=False)
    front_note = models.TextField("lines for a stranger on the front page", blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="governance_one_council")]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> list[tuple[str, int]]:
        return [("council", self.pk)]


class PostQuerySet(Dated):
    def visible_to(self, user: Any) -> PostQuerySet:
        return self.filter(granted(user, "governance.see", {"post": "pk"}))


class Post(models.Model):
    """An office, "Head of Service, Front Door": what an action names as its owner, whoever holds it."""

    title = models.CharField(max_length=200)
    team = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "team", "id"]
        constraints: ClassVar = [
            in_order("governance_post_since_before_until"),
            models.UniqueConstraint(
                Lower("title"), Lower("team"), condition=Q(until=None), name="governance_post_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.team})" if self.team else self.title

    def scopes(self) -> list[tuple[str, int]]:
        return [("post", self.pk)]

    def ended(self, today: date) -> bool:
        return self.until is not None and self.until < today

    def holders(self, day: date) -> list[Person]:
        """Who holds the post on a day. Reads `holdings`; load them, with their people, beforehand."""
        return [holding.person for holding in self.holdings.all() if holding.holds(day)]


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: Any) -> PersonQuerySet:
        return self.filter(granted(user, "governance.see", {"person": "pk"}))


class Person(models.Model):
    """Somebody who holds posts. An account is a `User`; a person needs none."""

    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail address", blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def scopes(self) -> list[tuple[str, int]]:
        return [("person", self.pk)]


class Holding(models.Model):
    """A person holds a post, from and to. Two people may share a post; one person may hold several."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = Dated.as_manager()

    class Meta:
        ordering: ClassVar = [F("since").asc(nulls_first=True), "id"]
        constraints: ClassVar = [
            in_order("governance_holding_since_before_until"),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(until=None), name="governance_holding_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.post}"

    def scopes(self) -> list[tuple[str, int]]:
        return [("person", self.person_id), ("post", self.post_id)]

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

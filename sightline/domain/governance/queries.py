"""The readers of governance."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from sightline.ground.accounts.models import User
from sightline.ground.accounts.queries import everything
from sightline.ground.lib.errors import NotFound

from .models import (
    Body,
    BodyQuerySet,
    Council,
    FormerName,
    Holding,
    Person,
    PersonQuerySet,
    Post,
    PostQuerySet,
)
from .rules import Known


def council() -> Council:
    """The council that this installation serves; until it is described, one without a particular name."""
    return Council.objects.filter(pk=1).first() or Council(
        pk=1, name="Your council", short_name="Your council"
    )


def bodies(user: Any, *, on: date | None = None, kind: str = "", text: str = "") -> BodyQuerySet:
    """The bodies that a user may see, by name, with successor and former names loaded.

    on    only those that exist on that day
    text  part of a name, a short name, or a former name
    """
    rows = Body.objects.visible_to(user).select_related("successor").prefetch_related("former_names")
    if on is not None:
        rows = rows.on(on)
    if kind:
        rows = rows.filter(kind=kind)
    if words := text.strip():
        former = FormerName.objects.filter(name__icontains=words, body__isnull=False).values("body")
        rows = rows.filter(Q(name__icontains=words) | Q(short_name__icontains=words) | Q(pk__in=former))
    return rows


def body_for(user: Any, pk: int) -> Body:
    """One body, with its successor, predecessors and former names."""
    found = bodies(user).prefetch_related("predecessors").filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such body.")
    return found


def posts(user: Any, *, on: date | None = None, text: str = "") -> PostQuerySet:
    """The posts that a user may see, by title, with former titles, holdings and their people loaded."""
    rows = Post.objects.visible_to(user).prefetch_related("former_names", _holdings())
    if on is not None:
        rows = rows.on(on)
    if words := text.strip():
        rows = rows.filter(Q(title__icontains=words) | Q(team__icontains=words))
    return rows


def post_for(user: Any, pk: int) -> Post:
    """One post, with who holds it and held it."""
    found = posts(user).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such post.")
    return found


def people(user: Any, *, text: str = "") -> PersonQuerySet:
    """The people that a user may see, by name, with their posts and account loaded."""
    rows = Person.objects.visible_to(user).select_related("user").prefetch_related(_holdings())
    return rows.filter(name__icontains=text.strip()) if text.strip() else rows


def person_for(user: Any, pk: int) -> Person:
    """One person, with the posts they hold and held."""
    found = people(user).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such person.")
    return found


def holding_for(user: Any, pk: int) -> Holding:
    """One person's time in one post, for who may see either of the two."""
    found = Holding.objects.filter(pk=pk).select_related("person", "post").first()
    if found is None or not (
        everything(user, "governance.see")
        or Post.objects.visible_to(user).filter(pk=found.post_id).exists()
        or Person.objects.visible_to(user).filter(pk=found.person_id).exists()
    ):
        raise NotFound("There is no such person in that post.")
    return found


def posts_of(user: Any, *, on: date) -> PostQuerySet:
    """The posts that this account's own person holds on a day; for a user's own pages."""
    held = Holding.objects.on(on).filter(person__user=user)
    return Post.objects.filter(pk__in=held.values("post"))


def accounts_to_link(user: Any, person: Person | None = None) -> list[User]:
    """Accounts that may sign in and belong to no person, and this one's own; for who may change people, else none."""
    if not user.may("governance.edit"):
        return []
    free = Q(person=None, is_active=True) | (Q(person=person) if person else Q(pk__in=[]))
    return list(User.objects.filter(free).order_by("name", "id"))


def known_bodies(user: Any, *, today: date) -> list[Known]:
    """The bodies that a user may see, as facts for `rules.match_body`."""
    return [
        Known(
            key=body.pk,
            name=body.name,
            short_name=body.short_name,
            former=tuple(former.name for former in body.former_names.all()),
            ended=body.ended(today),
        )
        for body in bodies(user)
    ]


def known_posts(user: Any, *, today: date) -> list[Known]:
    """The posts that a user may see, as facts for `rules.match_post`."""
    return [
        Known(
            key=post.pk,
            name=post.title,
            team=post.team,
            former=tuple(former.name for former in post.former_names.all()),
            held_by=tuple(person.name for person in post.holders(today)),
            ended=post.ended(today),
        )
        for post in posts(user)
    ]


def _holdings() -> Prefetch[Any]:
    return Prefetch("holdings", queryset=Holding.objects.select_related("person", "post"))

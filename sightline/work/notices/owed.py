"""Who owes a word about what: the open actions of the posts that people hold on a day. Two statements, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from sightline.domain.governance.models import Holding, Person, Post
from sightline.domain.plans.models import Action, ActionOwner

from .rules import Stand, why_asked

CLOSED = ("closed", "superseded")
FIELDS = (
    "action__number", "action__ref", "action__title", "action__due", "action__last_updated", "action__added_on",
    "action__delivery", "action__ended_on", "action__plan__number", "action__plan__title", "action__plan__state", "post_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwedAction:
    """An open action of somebody's post. why: the reason why an update is asked for today, or ""."""

    action: Action
    stand: Stand
    why: str


@dataclass(slots=True)
class Owes:
    """What one person answers for on a day, the most pressing first."""

    person: Person
    posts: list[Post] = field(default_factory=list)
    actions: list[OwedAction] = field(default_factory=list)

    @property
    def address(self) -> str:
        return address_of(self.person)

    @property
    def asked(self) -> list[OwedAction]:
        return [one for one in self.actions if one.why]


def address_of(person: Person) -> str:
    """Where mail reaches a person; "" where nobody knows."""
    return person.email or (person.user.email if person.user else "")


def is_gone(person: Person, posts: Iterable[Post]) -> bool:
    """Whether somebody is no longer with us: they hold no post, or their account was closed."""
    return not list(posts) or (person.user is not None and not person.user.is_active)


def open_owners() -> QuerySet[ActionOwner]:
    """Posts that own an action which is still to be done, in a plan that can still be changed."""
    return (
        ActionOwner.objects.filter(until=None, post__isnull=False, action__ended_on=None)
        .filter(Q(action__delivery=None) | ~Q(action__delivery="done"))
        .exclude(action__plan__state__in=CLOSED)
    )


def owed(today: date, *, people: Iterable[int] | None = None) -> list[Owes]:
    """Everybody who holds a post today that owns an open action, by name; those whose account is closed are left out."""
    holdings = Holding.objects.on(today).select_related("person__user", "post").order_by("person__name", "pk")
    owners = open_owners()
    if people is not None:
        holdings = holdings.filter(person__in=list(people))
        owners = owners.filter(post_id__in=holdings.values("post_id"))
    of_post = _by_post(owners, today)
    found: dict[int, Owes] = {}
    for holding in holdings:
        if holding.post_id in of_post and not is_gone(holding.person, [holding.post]):
            _add(
                found.setdefault(holding.person_id, Owes(holding.person)),
                holding.post,
                of_post[holding.post_id],
            )
    for owes in found.values():
        owes.actions.sort(key=lambda one: (not one.why, one.stand.due or date.max, one.action.pk))
    return list(found.values())


def vacant(today: date) -> list[tuple[Post, int]]:
    """Posts that own open actions and that nobody holds today, each with the number of these actions."""
    held = Holding.objects.on(today).values("post_id")
    counted: dict[int, tuple[Post, int]] = {}
    for owner in open_owners().exclude(post__in=held).select_related("post").order_by("post__title", "pk"):
        if owner.post is not None:
            counted[owner.post.pk] = owner.post, counted.get(owner.post.pk, (owner.post, 0))[1] + 1
    return list(counted.values())


def stand_of(action: Action) -> Stand:
    return Stand(action.due, action.last_updated, action.added_on)


def _by_post(owners: QuerySet[ActionOwner], today: date) -> dict[int, list[OwedAction]]:
    of_post: dict[int, list[OwedAction]] = defaultdict(list)
    for owner in owners.select_related("action__plan").only(*FIELDS):
        stand = stand_of(owner.action)
        of_post[owner.post_id or 0].append(OwedAction(owner.action, stand, why_asked(stand, today)))
    return of_post


def _add(owes: Owes, post: Post, actions: list[OwedAction]) -> None:
    known = {one.action.pk for one in owes.actions}
    owes.posts.append(post)
    owes.actions += [one for one in actions if one.action.pk not in known]

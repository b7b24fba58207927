"""Who there is and what they hold: the readers that pages and other packages' lists use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from sightline.ground.audit.actors import Actor, System
from sightline.ground.lib.errors import NotFound, Refused

from .models import EVERYTHING, Grant, User
from .permissions import roles_with


def everything(user: Any, permission: str) -> bool:
    """Whether the user (or the system) holds the permission over everything: no list need be filtered."""
    return not isinstance(user, AnonymousUser) and bool(user.may(permission))


def granted(user: Any, permission: str, kind: str) -> QuerySet[Grant, int | None]:
    """The ids of the things of this kind over which the user holds the permission, as a subquery.

    For `visible_to`: `self.filter(Q(pk__in=granted(user, "plans.see", "plan")))`. It does not include what a
    grant over everything reaches: ask `everything` first. Nobody signed in, or without the right: empty.
    Empty where the person's own grants, which every request has read, show that there is nothing of the kind: a
    condition of a list then leaves that part out, and costs nothing for kinds over which nobody granted anything.
    """
    roles = dict(kinds_granted(user, permission)).get(kind)
    if roles is None:
        return Grant.objects.none().values_list("thing_id", flat=True)
    return Grant.objects.filter(user=user, kind=kind, role__in=roles).values_list("thing_id", flat=True)


def kinds_granted(user: Any, permission: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The kinds of things over which the user holds the permission, each with the roles that give it."""
    if not isinstance(user, User):
        return ()
    return tuple(
        (kind, roles)
        for kind, held in sorted(user.roles_over_things.items())
        if (roles := tuple(role for role in roles_with(permission) if role in held))
    )


def users_list(user: Actor, *, text: str = "", active: bool | None = None) -> QuerySet[User]:
    """Every account, by name, with its grants loaded; for who may manage users.

    text    part of a name or an e-mail address
    active  only those who may sign in, or only those who may not
    """
    check_may_manage(user)
    users = User.objects.prefetch_related("grants").order_by("name", "id")
    if text.strip():
        users = users.filter(Q(name__icontains=text.strip()) | Q(email__icontains=text.strip()))
    return users if active is None else users.filter(is_active=active)


def without_role(user: Actor) -> list[User]:
    """Accounts that may sign in and then see nothing, having no role; for who may manage users."""
    check_may_manage(user)
    return list(User.objects.filter(grants=None, is_active=True).order_by("name", "id"))


def user_for(user: Actor, number: int) -> User:
    """One account with its grants, for who may manage users; NotFound for others and for a wrong number."""
    check_may_manage(user)
    found = User.objects.filter(pk=number).prefetch_related("grants").first()
    if found is None:
        raise NotFound("There is no such user.")
    return found


def may_sign_in(email: str) -> User | None:
    """The account behind an address, if it may sign in. For the command line, never for a page."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def acting(user_id: int | None) -> Actor:
    """Who a job acts for: the user who asked for it, or the system where nobody did.

    Raises Refused when that user may not sign in any more, so that no work goes on in their name.
    """
    if user_id is None:
        return System()
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise Refused(
            "Who asked for this may not sign in any more, so it was not done. Ask for it again yourself."
        )
    return user


def administrators() -> QuerySet[User]:
    """The users who may sign in and hold the right to manage users over everything."""
    grants = Grant.objects.filter(
        user=OuterRef("pk"), kind=EVERYTHING, role__in=roles_with("accounts.manage")
    )
    return User.objects.filter(Exists(grants), is_active=True)


@dataclass(frozen=True)
class Lockout:
    """An address that may not sign in from a machine until a time, after so many failed tries."""

    address: str
    machine: str
    failures: int
    until: datetime


def lockouts(user: Actor) -> list[Lockout]:
    """The lock-outs in force, the one that lasts longest first; for who may manage users."""
    check_may_manage(user)
    return _lockouts(AccessAttempt.objects.all())


def locked_until(address: str, machine: str | None) -> datetime | None:
    """Until when an address may not sign in from a machine; None where it may. For the sign-in page itself."""
    found = _lockouts(AccessAttempt.objects.filter(username=address, ip_address=machine))
    return found[0].until if found else None


def _lockouts(attempts: QuerySet[AccessAttempt]) -> list[Lockout]:
    lasts = timedelta(hours=settings.AXES_COOLOFF_TIME)
    rows = (
        attempts.filter(attempt_time__gt=timezone.now() - lasts)
        .order_by()
        .values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-last")
    )
    return [
        Lockout(row["username"] or "", row["ip_address"] or "", row["failures"], row["last"] + lasts)
        for row in rows
    ]


def check_may_manage(user: Actor) -> None:
    """Raise NotFound for who may not manage users."""
    if isinstance(user, AnonymousUser) or not user.may("accounts.manage"):
        raise NotFound("There is no such page for you.")

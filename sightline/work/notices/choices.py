"""What each user gets, what they got last, and when the next is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from sightline.ground.accounts.models import User
from sightline.ground.lib.working_days import england

from . import rules
from .digest import as_text, changed
from .models import Digest, Preference
from .rules import Choice, default_choice


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """A user's own page. own: whether they chose; preview: what the next digest would say now; "" where nothing changed."""

    choice: Choice
    own: bool
    last: Digest | None
    last_sent: datetime | None
    next_due: date | None
    preview: str
    changes: int
    since: datetime


def choice_of(user: User) -> Choice:
    """What the user chose, or the default of their roles."""
    return _choice(user, Preference.objects.filter(user=user).first())


def choice_held(user: User) -> Choice:
    """As `choice_of`, for a user who was read with `notice_preference`; no statement of its own for the choice."""
    return _choice(user, getattr(user, "notice_preference", None))


def _choice(user: User, chosen: Preference | None) -> Choice:
    if chosen is None:
        return default_choice(user.roles_held)
    return Choice(chosen.digest, chosen.weekday, chosen.scope, chosen.reminders)


def last_digest(user: User) -> Digest | None:
    return Digest.objects.filter(user=user).order_by("-until").first()


def digests_due(now: datetime) -> list[User]:
    """The users to whom a digest is due today, by name. Three statements."""
    today = timezone.localdate(now)
    last = Digest.objects.filter(user=OuterRef("pk")).order_by("-until").values("made_at")[:1]
    users = (
        User.objects.filter(is_active=True)
        .select_related("notice_preference")
        .prefetch_related("grants")
        .annotate(last_digest=Subquery(last))
        .order_by("name", "pk")
    )
    return [
        user
        for user in users
        if rules.digest_due(
            choice_held(user),
            timezone.localdate(user.last_digest) if user.last_digest else None,
            today,
            england(),
        )
    ]


def notices_page(user: User, now: datetime) -> NoticesPage:
    """What the user's own page shows."""
    today, last = timezone.localdate(now), last_digest(user)
    chosen = Preference.objects.filter(user=user).first()
    choice = _choice(user, chosen)
    since, until = rules.digest_period(choice, last.until if last else None, now)
    told = changed(user, scope=choice.scope, since=min(since, until), until=now, today=today)
    made = timezone.localdate(last.made_at) if last else None
    sent = Digest.objects.filter(user=user, message__isnull=False).order_by("-until").first()
    return NoticesPage(
        choice=choice,
        own=chosen is not None,
        last=last,
        last_sent=sent.made_at if sent else None,
        next_due=rules.next_digest(choice, made, today, england()),
        preview=as_text(told),
        changes=told.changes,
        since=min(since, until),
    )

"""The readers of calendars that doors call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from sightline.domain.governance.models import Body, Holding, Seat
from sightline.domain.governance.queries import council
from sightline.domain.governance.visibility import granted
from sightline.domain.meetings.models import Meeting, MeetingChange
from sightline.domain.meetings.moving_rules import when
from sightline.ground.lib.errors import NotFound

from .commands import hash_of
from .ics import written
from .models import CalendarFeed
from .rules import COVERS, DAYS_BACK, Facts, Step, events

__all__ = [
    "Calendars", "address_of", "bodies_to_follow", "calendars_of", "choices_of", "feed_bytes", "feed_of", "meeting_bytes",
    "own_feed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendars:
    """A user's own page: the addresses that can be read, and the bodies of which more can be made."""

    feeds: list[CalendarFeed]
    bodies: list[Body]


def calendars_of(user: Any) -> Calendars:
    """The addresses of a user, and the bodies whose meetings the user may see."""
    rows = CalendarFeed.objects.filter(user=user, withdrawn_at=None).select_related("body")
    return Calendars(list(rows), bodies_to_follow(user))


def bodies_to_follow(user: Any) -> list[Body]:
    """The bodies of which a user may see meetings, by name."""
    seen = Q(pk__in=Meeting.objects.visible_to(user).values("body"))
    return list(
        Body.objects.filter(seen | granted(user, "meetings.see", {"body": "pk"})).order_by("name", "pk")
    )


def choices_of(found: Calendars) -> list[tuple[str, str]]:
    """What an address can show, as (value, words): what one sits on, all, and each body."""
    every = [(key, COVERS[key]) for key in ("mine", "all")]
    return every + [(f"body-{body.pk}", body.name) for body in found.bodies]


def address_of(path: str) -> str:
    """The whole address of a path, for a program that reads it from elsewhere."""
    return f"{settings.SITE_ADDRESS}{path}"


def own_feed(user: Any, key: int) -> CalendarFeed:
    """One address of a user's own."""
    found = CalendarFeed.objects.filter(pk=key, user=user, withdrawn_at=None).select_related("body").first()
    if found is None:
        raise NotFound("There is no such address of yours.")
    return found


def feed_of(token: str) -> CalendarFeed:
    """The address of a secret, with its user and their rights; NotFound where there is none, it was withdrawn, or the user may not
    sign in any more."""
    found = (
        CalendarFeed.objects.filter(token_hash=hash_of(token), withdrawn_at=None, user__is_active=True)
        .select_related("user", "body")
        .first()
    )
    if found is None:
        raise NotFound("There is no calendar at this address.")
    return found


def feed_bytes(feed: CalendarFeed, *, today: date) -> bytes:
    """What a calendar program reads at an address: the meetings that its user may see now, from 400 days ago on."""
    rows = Meeting.objects.visible_to(feed.user).filter(on__gte=today - timedelta(days=DAYS_BACK))
    if feed.body_id:
        rows = rows.filter(body=feed.body_id)
    elif feed.covers == "mine":
        rows = rows.filter(sits_on(feed.user))
    short = council().short_name
    name = {"mine": f"{short}: my meetings", "all": f"{short}: all meetings"}.get(feed.covers) or str(
        feed.body
    )
    said = f"{feed}. From Sightline, the record of {short}’s improvement. It shows what {feed.user} may see."
    return written(
        _events(rows), uid=f"calendar-{feed.pk}@{host()}", name=name, description=said,
        url=f"{settings.SITE_ADDRESS}/meetings/calendar/",
    )  # fmt: skip


def meeting_bytes(user: Any, number: int) -> bytes:
    """One meeting as a file for a calendar; NotFound where the user may not see it."""
    found = _events(Meeting.objects.visible_to(user).filter(number=number))
    if not found:
        raise NotFound("There is no such meeting.")
    return written(found, uid=f"of-{found[0].uid}", name=found[0].summary)


def sits_on(user: Any) -> Q:
    """The condition that on a meeting's day the user sits on its body, in person or by a post."""
    day = OuterRef("on")
    stood = (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))
    outer = OuterRef(OuterRef("on"))
    held = (Q(since=None) | Q(since__lte=outer)) & (Q(until=None) | Q(until__gte=outer))
    by_post = Holding.objects.filter(held, person__user=user, post=OuterRef("post"))
    seats = Seat.objects.filter(stood, Q(person__user=user) | Exists(by_post), body=OuterRef("body"))
    return Q(Exists(seats))


def host() -> str:
    """What stands after the @ of identifiers: the host of this installation's own address."""
    return urlsplit(settings.SITE_ADDRESS).hostname or "sightline"


def _events(rows: QuerySet[Meeting]) -> list[Any]:
    """The events of these meetings; two statements."""
    found = _with_changes(rows.select_related("body", "moved_to").order_by("pk"))
    return events(map(_facts, found), _steps(), host=host(), site=settings.SITE_ADDRESS)


def _with_changes(rows: QuerySet[Meeting]) -> QuerySet[Any]:
    of_meeting = MeetingChange.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    last = Coalesce(Subquery(of_meeting.annotate(last=Max("at")).values("last")), F("made_at"))
    return rows.annotate(
        counted=Coalesce(Subquery(of_meeting.annotate(number=Count("pk")).values("number")), 0),
        last=Greatest(last, F("made_at")),
    )


def _steps() -> Iterable[Step]:
    joined = MeetingChange.objects.filter(meeting=OuterRef("pk"), what="joined")
    rows = _with_changes(Meeting.objects.filter(moved_to__isnull=False)).annotate(joined=Exists(joined))
    return [
        Step(
            one["pk"],
            one["number"],
            one["moved_to"],
            one["joined"],
            one["counted"],
            one["made_at"],
            one["last"],
        )
        for one in rows.order_by("pk").values(
            "pk", "number", "moved_to", "joined", "counted", "made_at", "last"
        )
    ]


def _facts(meeting: Any) -> Facts:
    to = meeting.moved_to
    return Facts(
        pk=meeting.pk, number=meeting.number, body=meeting.body.name, on=meeting.on, called_at=meeting.made_at,
        last=meeting.last, title=meeting.title, starts=meeting.starts, ends=meeting.ends, place=meeting.place,
        state=meeting.state,
        moved_to=f"it takes place as meeting {to.number}, {when(to.on, to.starts)}" if to else "",
        agenda_sent_on=meeting.agenda_sent_on, body_until=meeting.body.until, changes=meeting.counted,
    )  # fmt: skip

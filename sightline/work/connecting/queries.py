"""The readers: what an administrator sees of the connection. For everybody else there is no such page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.domain.governance.queries import known_bodies
from sightline.domain.governance.rules import match_body
from sightline.ground.lib.errors import NotFound

from .jobs import next_night
from .models import MINUTES, OPEN, Committee, Connection, ListedMeeting, Turn, TurnLine

__all__ = ["MINUTES", "Matching", "Overview"]

NO_PAGE = "There is no such page for you."


@dataclass(frozen=True)
class Overview:
    """What stands on the first page. connection: None until an address was set.

    chosen   committees that are asked about, with `held` meetings each
    open     the turn that waits or runs; next_at: when the next nightly one is due, None while paused
    waiting  minutes that came and wait for review
    """

    connection: Connection | None
    chosen: tuple[Committee, ...]
    listed: int
    open: Turn | None
    last: Turn | None
    next_at: datetime | None
    waiting: int


@dataclass(frozen=True)
class Matching:
    """Which of our bodies a committee may be. suggested: by its name, with the reason; choices: (id, name)."""

    committee: Committee
    suggested: int | None
    reason: str
    choices: tuple[tuple[int, str], ...]


def check_sees(user: Any) -> None:
    """Raise NotFound for who may not set the connection."""
    if not user.may("connecting.manage"):
        raise NotFound(NO_PAGE)


def connection_for(user: Any) -> Connection:
    """The connection that is current. NotFound for who may not set it, and where none is set."""
    found = current_connection(user)
    if found is None:
        raise NotFound("No committee system is set.")
    return found


def current_connection(user: Any) -> Connection | None:
    """The connection that is current, or None where none is set yet. NotFound for who may not set it."""
    check_sees(user)
    return Connection.objects.visible_to(user).filter(current=True).first()


def overview(user: Any, now: datetime) -> Overview:
    """The first page of the connection."""
    connection = current_connection(user)
    if connection is None:
        return Overview(None, (), 0, None, None, None, 0)
    counted = connection.committees.aggregate(listed=Count("pk"))
    chosen = (
        connection.committees.filter(chosen=True)
        .select_related("body")
        .annotate(
            held=Count("meetings"),
            with_minutes=Count("meetings", filter=Q(meetings__minutes__in=("taken", "known"))),
        )
    )
    last, current = _last_two(connection)
    return Overview(
        connection=connection,
        chosen=tuple(chosen),
        listed=counted["listed"],
        open=current,
        last=last,
        next_at=next_night(now) if connection.state == "on" else None,
        waiting=connection.meetings.filter(reading__state="read").count(),
    )


def _last_two(connection: Connection) -> tuple[Turn | None, Turn | None]:
    """The turn that ended last, and the one that is under way."""
    newest = list(connection.turns.order_by("-pk")[:2])
    current = next((turn for turn in newest if turn.state in OPEN), None)
    last = next((turn for turn in newest if turn.state not in OPEN), None)
    return last, current


def turns(user: Any) -> QuerySet[Turn]:
    """All turns of the current connection, newest first."""
    return connection_for(user).turns.order_by("-pk")


def turn_for(user: Any, number: int) -> Turn:
    """One turn with its connection, of any that was ever set."""
    check_sees(user)
    found = Turn.objects.select_related("connection").filter(pk=number).first()
    if found is None:
        raise NotFound("The committee system was not asked at such a time.")
    return found


def lines_of(turn: Turn, kind: str = "") -> QuerySet[TurnLine]:
    """The log of a turn that the caller has fetched, in its order."""
    lines = turn.lines.select_related("meeting").order_by("position")
    return lines.filter(kind=kind) if kind else lines


def line_counts(turn: Turn) -> dict[str, int]:
    """How many lines of each kind a turn has."""
    return dict(turn.lines.order_by().values_list("kind").annotate(Count("pk")))


def committees_of(connection: Connection) -> list[Committee]:
    """Every committee that is listed, and those gone that are still chosen; the caller has fetched the connection."""
    return list(
        connection.committees.filter(Q(gone=False) | Q(chosen=True)).order_by("category", "title", "key")
    )


def matching_for(user: Any, key: int) -> Matching:
    """A committee with the bodies that it could be."""
    connection = connection_for(user)
    committee = connection.committees.select_related("body").filter(key=key).first()
    if committee is None:
        raise NotFound("There is no such committee.")
    known = known_bodies(user, today=timezone.localdate())
    match = match_body(committee.title, known)
    choices = sorted(
        ((one.key, one.called) for one in known if not one.ended), key=lambda one: one[1].casefold()
    )
    return Matching(committee, match.key, match.reason, tuple(choices))


def body_of(user: Any, key: int | None) -> Body | None:
    """The body that somebody chose, of those that they may see; None for none."""
    if key is None:
        return None
    from sightline.domain.governance.queries import bodies

    found = bodies(user).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such body.")
    return found


def meetings(user: Any, *, committee: int | None = None, minutes: str = "") -> QuerySet[ListedMeeting]:
    """The meetings that the system told of, newest first."""
    found = connection_for(user).meetings.select_related("committee", "reading")
    if committee is not None:
        found = found.filter(committee__key=committee)
    if minutes:
        found = found.filter(minutes=minutes)
    return found.defer("items", "documents").order_by(F("day").desc(nulls_last=True), "-key")


def meeting_for(user: Any, key: int) -> ListedMeeting:
    """One meeting as the system tells of it, by its number there."""
    found = (
        connection_for(user)
        .meetings.select_related("committee", "committee__body", "reading")
        .filter(key=key)
        .first()
    )
    if found is None:
        raise NotFound("There is no such meeting in the committee system.")
    return found

"""Who could be and who was in the room: a meeting's seats of that day, its attendance and its quorum, read once for all items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from sightline.domain.governance.models import BodyTerms, Deputy, Holding, Seat
from sightline.domain.governance.quorum import Quorum, quorum_needed

from .meeting_rules import Came, QuorumThen, SeatOfDay, quorum_then, those_that_count
from .models import AgendaItem, Attending, Meeting


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat of the day as a form shows it: who sits there, and who may stand in."""

    seat: Seat
    facts: SeatOfDay
    holder: str
    deputies: tuple[Deputy, ...]

    @property
    def name(self) -> str:
        """Who is present when the seat is: "Post Holder 3, Head of Service", or the post where nobody is named."""
        return (
            f"{self.holder}, {self.facts.words}"
            if self.holder and self.holder != self.facts.words
            else self.facts.words
        )


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting's seats, attendance and quorum. terms None: the body has none that held on that day."""

    meeting: Meeting
    terms: BodyTerms | None
    chairs: tuple[Chair, ...]
    came: tuple[Came, ...]
    rule: Quorum
    names: dict[int, str] = field(default_factory=dict)

    @property
    def seats(self) -> list[SeatOfDay]:
        return [chair.facts for chair in self.chairs]

    def at(self, position: int | None = None) -> QuorumThen:
        """The quorum at the item at that position; None: at the opening."""
        return quorum_then(self.came, self.seats, self.rule, position)

    def with_rows(self, came: Iterable[Came]) -> Room:
        """The same room with another attendance, to see what it would make of the quorum."""
        return Room(self.meeting, self.terms, self.chairs, tuple(came), self.rule, self.names)


def room_of(meeting: Meeting, *, people: bool = True) -> Room:
    """The room of a meeting; at most five statements, whatever the number of seats, and three without the people.

    people  with who held each post on the day and who might stand in: to record the attendance, not to count it
    """
    terms = BodyTerms.objects.filter(body=meeting.body_id).on(meeting.on).order_by("-since").first()
    chairs, names = _chairs(meeting.body_id, meeting.on, people)
    rule = quorum_needed(terms, those_that_count([chair.facts for chair in chairs]))
    rows = (
        Attending.objects.filter(meeting=meeting)
        .select_related("deputy", "from_item", "until_item")
        .order_by("pk")
    )
    return Room(meeting, terms, tuple(chairs), tuple(came_of(row, chairs) for row in rows), rule, names)


def came_of(row: Attending, chairs: Iterable[Chair]) -> Came:
    """A row of the attendance as the rules read it. Reads deputy, from_item and until_item."""
    seats = {chair.seat.pk: chair.facts for chair in chairs}
    people: frozenset[int] = frozenset()
    if row.attendance == "present" and row.seat_id in seats:
        people = seats[row.seat_id].people
    elif row.deputy is not None and row.deputy.person_id is not None:
        people = frozenset({row.deputy.person_id})
    return Came(
        seat=row.seat_id,
        attendance=row.attendance,
        name=row.name,
        people=people,
        deputy=row.deputy_id is not None,
        first=_position(row.from_item),
        last=_position(row.until_item),
    )


def _chairs(body_id: int, day: date, people: bool) -> tuple[list[Chair], dict[int, str]]:
    seats = Seat.objects.filter(body=body_id).on(day).select_related("post", "person").order_by("pk")
    if not people:
        return [chair_of(seat) for seat in seats], {}
    held = Prefetch("post__holdings", Holding.objects.on(day).select_related("person"), to_attr="of_the_day")
    deputies = Prefetch(
        "deputies", Deputy.objects.on(day).select_related("post", "person"), to_attr="of_the_day"
    )
    names: dict[int, str] = {}
    return [chair_of(seat, names) for seat in seats.prefetch_related(held, deputies)], names


def chair_of(seat: Seat, names: dict[int, str] | None = None) -> Chair:
    """A seat of the day; its holders, deputies and their names where they were read with it (`of_the_day`)."""
    names = {} if names is None else names
    holders = [seat.person] if seat.person else [one.person for one in getattr(seat.post, "of_the_day", ())]
    names |= {person.pk: person.name for person in holders}
    facts = SeatOfDay(
        pk=seat.pk,
        role=seat.role,
        words=str(seat),
        people=frozenset(person.pk for person in holders) if len(holders) == 1 else frozenset(),
        vacant=seat.post_id is None and seat.person_id is None,
        follows=seat.follows_id,
        since=seat.since,
        until=seat.until,
    )
    return Chair(
        seat, facts, " and ".join(person.name for person in holders), tuple(getattr(seat, "of_the_day", ()))
    )


def _position(item: AgendaItem | None) -> int | None:
    return item.position if item else None

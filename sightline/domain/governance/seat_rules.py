"""Who may sit where, from when to when: one chair at a time, nobody twice, a deputy always with an end. No Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.errors import Refused

from .words import CHAIRS, SEAT_ROLES

Holder = tuple[str, int]


@dataclass(frozen=True)
class SeatFacts:
    """A seat for a time. holder: ("post", id) or ("person", id), None: vacant. Days are included; None: open."""

    key: int | None
    role: str
    holder: Holder | None
    words: str
    since: date | None
    until: date | None


def overlap(one: SeatFacts, other: SeatFacts) -> bool:
    """Whether the two stand on a same day."""
    return not _before(one, other) and not _before(other, one)


def check_seat(new: SeatFacts, others: Iterable[SeatFacts], body: str) -> None:
    """Refuse an unknown role, a second chair on a same day, and a second seat of one post or person.

    An independent chair is the chair: a body never has both. others: the seats of the body, at any time.
    """
    if new.role not in SEAT_ROLES:
        raise Refused(
            "Choose what the seat is: chair, member, observer and so on. Nothing was changed.", field="role"
        )
    for other in others:
        if (other.key is not None and other.key == new.key) or not overlap(new, other):
            continue
        if new.role in CHAIRS and other.role in CHAIRS:
            raise Refused(
                f"{body} has a chair already: {other.words}{_period(other)}. Nothing was changed. End that seat, or fill it "
                "with somebody else, from the same day.",
                rule="governance.one-chair-at-a-time",
                field="role",
            )
        if new.holder is not None and new.holder == other.holder:
            raise Refused(
                f"{other.words} sits on {body} already ({SEAT_ROLES[other.role].lower()}{_period(other)}). Nothing was changed.",
                rule="governance.seated-once",
                field="holder",
            )


def check_within(since: date | None, body: str, begins: date | None, ends: date | None) -> None:
    """Refuse a seat from before the body existed, or on one that has ended."""
    if ends is not None:
        raise Refused(
            f"{body} ended on {_day(ends)}, so its seats cannot be changed. Nothing was changed.",
            rule="governance.ended-is-history",
        )
    if since is not None and begins is not None and since < begins:
        raise Refused(
            f"{body} began on {_day(begins)}; nobody can have sat on it before that. Nothing was changed.",
            field="since",
        )


def check_can_give_way(seat: SeatFacts, since: date) -> None:
    """Refuse a change of a seat that is over, or from a day on which it had not begun."""
    if seat.until is not None:
        raise Refused(
            f"That seat ended on {_day(seat.until)}. Nothing was changed. Open the body again and choose a seat of today."
        )
    if seat.since is not None and (since < seat.since or (since == seat.since and seat.holder is not None)):
        raise Refused(
            f"{seat.words} took the seat on {_day(seat.since)}; who follows takes it on a later day. Nothing was changed.",
            rule="governance.seats-follow-one-another",
            field="since",
        )


def check_deputy(
    seat: SeatFacts,
    deputy: Holder | None,
    since: date | None,
    until: date | None,
    others: Iterable[SeatFacts],
) -> tuple[date, date]:
    """The first and the last day. Refuse a deputy without an end, for a vacant or ended seat, for oneself, or twice on a same day.

    others  the deputies of the seat, as facts: `holder` is the deputy
    """
    if deputy is None:
        raise Refused("Choose the post or the person who may stand in. Nothing was changed.", field="holder")
    if since is None or until is None:
        raise Refused(
            "A deputy always has a first and a last day. Enter both. Nothing was changed.",
            rule="governance.deputies-end",
            field="until" if since else "since",
        )
    if until < since:
        raise Refused("The last day is before the first. Nothing was changed.", field="until")
    if deputy == seat.holder:
        raise Refused(f"{seat.words} cannot stand in for the same seat. Nothing was changed.", field="holder")
    if seat.until is not None and until > seat.until:
        raise Refused(
            f"The seat ends on {_day(seat.until)}; the deputy cannot stay longer. Nothing was changed.",
            field="until",
        )
    new = SeatFacts(None, seat.role, deputy, "", since, until)
    for other in others:
        if other.holder == deputy and overlap(new, other):
            raise Refused(
                f"{other.words} is a deputy for it already{_period(other)}. Nothing was changed.",
                field="holder",
            )
    return since, until


def _before(one: SeatFacts, other: SeatFacts) -> bool:
    return one.until is not None and other.since is not None and one.until < other.since


def _period(seat: SeatFacts) -> str:
    if seat.since is None and seat.until is None:
        return ""
    until = f" until {_day(seat.until)}" if seat.until else ""
    return f", from {_day(seat.since)}{until}" if seat.since else until


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""How many must be there, and whether they are. No Django, no clock: `day` and the seats are arguments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from .words import COUNTS_FOR_QUORUM


class HasQuorum(Protocol):
    """The terms of a body, as far as its quorum goes; the model BodyTerms fits."""

    @property
    def quorum_number(self) -> int | None: ...
    @property
    def quorum_share_of(self) -> int | None: ...
    @property
    def quorum_words(self) -> str: ...


class HasSeat(Protocol):
    """One seat; the model Seat fits."""

    @property
    def pk(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


SomeSeat = TypeVar("SomeSeat", bound=HasSeat)


@dataclass(frozen=True)
class Quorum:
    """What a quorum comes to on one day.

    needed         so many seats must be present; None: the quorum is not stated, and nobody can say that it is met
    counted_seats  the seats of that day that count towards it, filled or vacant
    words          a sentence that says how it was worked out
    """

    needed: int | None
    counted_seats: int
    words: str


def seats_on(seats: Iterable[SomeSeat], day: date) -> list[SomeSeat]:
    """The seats that stand on a day: both days included, one that is not stated is open."""
    return [
        seat
        for seat in seats
        if (seat.since is None or seat.since <= day) and (seat.until is None or day <= seat.until)
    ]


def counts(seat: HasSeat) -> bool:
    """Chairs, vice-chairs and members count towards a quorum; observers, advisers and clerks do not."""
    return seat.role in COUNTS_FOR_QUORUM


def quorum_needed(terms: HasQuorum | None, seats: Iterable[HasSeat]) -> Quorum:
    """How many must be there by the terms of that day, among the seats of that day.

    A share is of the seats that count, filled or vacant, and is rounded up: the rule for a principal council is
    one quarter of the whole number of its members (Local Government Act 1972, Schedule 12, paragraph 6), and a
    vacancy does not make the whole number smaller. Its exception, where more than a third of the members are
    disqualified at the same time (paragraph 45), is left to the clerk.
    Where a number and a share are both stated, the larger holds. Where neither is, `needed` is None.
    """
    counted = len({seat.pk for seat in seats if counts(seat)})
    number = terms.quorum_number if terms else None
    one_in = terms.quorum_share_of if terms else None
    if number is None and one_in is None:
        return Quorum(None, counted, "The quorum is not stated.")
    if one_in is not None and not counted:
        return _without_seats(number, one_in)
    share = -(-counted // one_in) if one_in is not None else None
    needed = max(stated for stated in (number, share) if stated is not None)
    words = _words(number, one_in, share, counted)
    if counted and needed > counted:
        words += f" Only {_seats(counted)} can be counted, so it cannot be met until seats are added."
    return Quorum(needed, counted, words)


def quorate(present: Iterable[HasSeat], needed: int | None) -> bool | None:
    """Whether so many seats that count are present. None where the quorum is not stated: that is not quorate.

    present  the seats whose holder, deputy or substitute is in the room; a seat given twice counts once
    """
    if needed is None:
        return None
    return len({seat.pk for seat in present if counts(seat)}) >= needed


def _words(number: int | None, one_in: int | None, share: int | None, counted: int) -> str:
    if one_in is None:
        return f"The terms ask for {number}; {_seats(counted)} count towards it."
    worked = f"One in {one_in} of {_seats(counted)} that count, filled or vacant, is {share}"
    if number is None:
        return f"{worked}."
    larger = max(number, share or 0)
    return f"{worked}; the terms also ask for {number}. The larger holds: {larger}."


def _without_seats(number: int | None, one_in: int) -> Quorum:
    asked = f" and for {number}" if number is not None else ""
    return Quorum(
        None,
        0,
        f"The terms ask for one in {one_in} of the seats{asked}, and no seats are recorded for that day: "
        "the quorum cannot be worked out.",
    )


def _seats(count: int) -> str:
    return "1 seat" if count == 1 else f"{count} seats"

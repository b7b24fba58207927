"""What may become of an entry of a work programme, and what fits where. Plain Python."""

from __future__ import annotations

from datetime import date

from sightline.ground.lib.errors import Refused

from .timing import read_timing
from .words import ASKS, MOVES, STANDING

UNCHANGED = "Nothing was changed."


def check_move(state: str, start: str, end: str, number: int) -> None:
    """Refuse a move of an entry (one of MOVES) that does not start from the state in which it is."""
    assert (start, end) in MOVES
    if state != start:
        _refuse(state, number)


def check_can_change(state: str, number: int) -> None:
    """Refuse to describe or move what is not to come any more."""
    if state not in STANDING:
        _refuse(state, number)


def _refuse(state: str, number: int) -> None:
    what = {
        "open": "is on no agenda yet: put it on one first",
        "placed": "stands on an agenda: take it back from there first",
        "done": "was considered already",
        "dropped": "was dropped: take it up again first",
    }[state]
    raise Refused(f"Programme entry {number} {what}. {UNCHANGED}", rule="meetings.programme-moves")


def check_asks(asks: str) -> None:
    if asks and asks not in ASKS:
        raise Refused(f"Choose what is asked for from the list. {UNCHANGED}", field="asks")


def check_same_body(same: bool, body: str, meeting: str) -> None:
    """Refuse to place what one body means to take up on the agenda of another."""
    if not same:
        raise Refused(
            f"The entry is on the programme of {body}, and the meeting is {meeting}. {UNCHANGED} Put it on the programme of that "
            "body, or choose a meeting of this one.",
            rule="meetings.programme-of-one-body",
            field="meeting",
        )


def check_proposal(kind: str, state_standing: bool, has_body: bool) -> None:
    """Refuse to take in a promise that is no proposal for a programme."""
    if not has_body:
        raise Refused(
            f"It is not stated to which body it was promised, so it is on nobody’s programme. {UNCHANGED}",
            rule="meetings.programme-of-a-body",
        )
    if kind not in PROPOSED or not state_standing:
        raise Refused(
            "Only a promise of a report, or one to bring something back, that is not discharged comes onto a programme by itself. "
            f"{UNCHANGED}",
            rule="meetings.programme-proposals",
        )


PROPOSED = {"request-report": "report", "bring-back": ""}  # kind of promise -> what is asked for


def needs_a_word(state: str, last: date | None, meets: date | None, today: date) -> str:
    """Why an entry has to be looked at first; "" where it need not be.

    last   the last day that its time names; meets: the day of the meeting on whose agenda it stands
    """
    if state == "open" and last is not None and last < today:
        return "Its time has passed without a meeting."
    if state == "placed" and meets is not None and meets < today:
        return "The meeting is over, and nothing is recorded of it."
    return ""


def fits(first: date | None, last: date | None, printed: str, on: date, is_next: bool) -> str:
    """How a meeting fits the time of an entry: "in its time", "before its time", "after its time"; "" where nobody can say."""
    if first is None and last is None:
        said = read_timing(printed)
        named = (said.month == on.month) if said.month else (said.next_meeting and is_next)
        return "in its time" if named else ""
    if first is not None and on < first:
        return "before its time"
    if last is not None and on > last:
        return "after its time"
    return "in its time"

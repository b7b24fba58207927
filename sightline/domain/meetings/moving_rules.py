"""What holds of meetings that are moved, joined or described better, and of their days. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import Holidays, is_working_day

ONCE_ON_AN_AGENDA = frozenset(
    {"sign-off", "minutes", "ratify", "promises", "interests", "speaking", "programme"}
)
LONDON = ZoneInfo("Europe/London")


def when(on: date, starts: time | None) -> str:
    """A day with the time, where it is stated: "3 March 2026 at 14:00"."""
    return f"{on:%-d %B %Y}" + (f" at {starts:%H:%M}" if starts else "")


def check_time_exists(on: date, starts: time | None) -> None:
    """Refuse a time that the clocks leave out on that day."""
    if starts is None:
        return
    local = datetime.combine(on, starts, tzinfo=LONDON)
    if local.astimezone(UTC).astimezone(LONDON).time() != starts:
        raise Refused(
            f"There is no {starts:%H:%M} on {on:%-d %B %Y}, for the clocks go forward then. Nothing was changed. "
            "Enter another time.",
            rule="meetings.time-exists",
            field="starts",
        )


def check_can_join(same: bool, same_body: bool) -> None:
    """Refuse to join a meeting with itself, or with that of another body."""
    if same:
        raise Refused(
            "A meeting cannot be joined with itself. Nothing was changed. Choose another meeting.",
            rule="meetings.join-two",
            field="into",
        )
    if not same_body:
        raise Refused(
            "The meetings of two bodies stay two meetings, for each has its own seats, quorum and decisions. Nothing was changed. "
            "Move one of them to the day, time and place of the other.",
            rule="meetings.join-one-body",
            field="into",
        )


def described(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """One sentence about what was described anew: title, place, starts."""
    names = {"title": "Title", "place": "Place", "starts": "Time"}
    said = [
        f"{words}: {_said(old[name])}, now {_said(new[name])}"
        for name, words in names.items()
        if old[name] != new[name]
    ]
    return "; ".join(said) + "."


def items_taken(number: int) -> str:
    """Words for how many items an agenda took over from another."""
    if not number:
        return "; nothing stood on its agenda that this one had not"
    return f", with {number} item{'' if number == 1 else 's'} of its agenda"


def _said(value: Any) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"“{value}”" if value else "not stated"


def about_the_day(on: date, holidays: Holidays) -> str:
    """A sentence where a day is no working day, or where nobody can say; "" for a working day."""
    if on.weekday() >= 5:
        return f"{on:%-d %B %Y} is a {on:%A}."
    working = is_working_day(on, holidays)
    if working is None:
        return f"The bank holidays of {on.year} are not known yet, so nobody can say whether that is a working day."
    return "" if working else f"{on:%A} {on:%-d %B %Y} is a bank holiday."

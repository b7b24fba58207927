"""Which statutory clocks of an inspection a plan that was sent answers; no Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sightline.domain.inspections.rules import Clock
from sightline.ground.lib.working_days import Holidays, working_days_between

from .making_rules import early_or_late


@dataclass(frozen=True, slots=True)
class Sent:
    """A plan that was sent after an inspection: the day, and the day by which it was due when that was recorded."""

    on: date
    due: date | None


def answered(clocks: Iterable[Clock], sent: Sequence[Sent], holidays: Holidays) -> tuple[Clock, ...]:
    """The clocks of one inspection, each with the day on which a plan was first sent for it, and how that day stands.

    What was sent answers the clock with the day that it was due by. Without such a day (none was recorded, or a date was
    corrected since) it answers the clock of the council's own response. Nothing is guessed between others.
    """
    started = tuple(clocks)
    days = {clock.due_used for clock in started if clock.due_used}
    found = []
    for clock in started:
        mine = [
            one.on
            for one in sent
            if (clock.response and one.due not in days) or (one.due is not None and one.due == clock.due_used)
        ]
        if mine:
            first = min(mine)
            clock = replace(clock, sent_on=first, sent_stands=stands(clock.due_used, first, holidays))
        found.append(clock)
    return tuple(found)


def stands(due: date | None, on: date, holidays: Holidays) -> str:
    """How the day of sending stands: "6 working days early", "on the day"; in days where no working day lies between."""
    working = working_days_between(on, due, holidays) if due and due != on else None
    if not working:
        return early_or_late(due, on)
    number = abs(working)
    return f"{number} working {'day' if number == 1 else 'days'} {'early' if working > 0 else 'late'}"


def how_due(clock: Clock) -> str:
    """How the day by which something was due was found, in words that are kept with what was sent."""
    if clock.due_stated:
        return f"{clock.name}: the inspectorate’s own date. {clock.note}".strip()
    start = clock.counted_from
    day = f"{start.day} {start:%B %Y}" if start else "a day that is not stated"
    return f"{clock.name}: {clock.working_days} working days after {day} ({clock.counted_from_is}). {clock.note}".strip()

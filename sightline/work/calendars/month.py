"""The page of a month: its weeks, what meets on each day, and by which day agendas must be out."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from sightline.domain.meetings.agenda_rules import notice_of
from sightline.domain.meetings.models import Meeting
from sightline.ground.lib.working_days import Holidays

LONGEST_NOTICE = timedelta(days=160)  # a hundred working days lie within it, bank holidays included
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Due:
    """An agenda that must be out by a day. late: the day has passed and it has not gone out."""

    meeting: Any
    late: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the page; `inside` is false for those of other months, which are shown empty.

    holiday  a bank holiday in England; None: its year is not known yet
    """

    on: date
    inside: bool
    today: bool
    holiday: bool | None
    meetings: tuple[Any, ...] = ()
    due: tuple[Due, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.meetings or self.due)


@dataclass(frozen=True, slots=True)
class Month:
    """A month with everything that its page shows. not_known: the bank holidays of its year are not known yet."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    count: int
    not_known: bool

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + timedelta(days=31):%Y-%m}"


def parse_month(typed: str) -> date | None:
    """The first day of "2026-11"; None where that is no month, or one far from any meeting."""
    year, dash, month = typed.strip().partition("-")
    if not (dash and year.isascii() and year.isdigit() and len(year) == 4):
        return None
    if not (month.isascii() and month.isdigit() and len(month) <= 2):
        return None
    fits = FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12
    return date(int(year), int(month), 1) if fits else None


def month_of(user: Any, first: date, *, today: date, holidays: Holidays, body: str = "") -> Month:
    """A month of the meetings that a user may see. first: its first day; body: an id, "" for all. One statement."""
    last = first + timedelta(days=calendar.monthrange(first.year, first.month)[1] - 1)
    notice_to_give = Q(state="planned", agenda_sent_on=None, on__lte=last + LONGEST_NOTICE)
    rows = Meeting.objects.visible_to(user).filter(Q(on__lte=last) | notice_to_give, on__gte=first)
    if body:
        rows = rows.filter(body=int(body)) if body.isdecimal() and len(body) < 16 else rows.none()
    rows = rows.with_notice_days().select_related("body", "moved_to")
    found = list(rows.order_by("on", "starts", "number"))
    return laid_out(found, first, today=today, holidays=holidays)


def laid_out(meetings: Sequence[Any], first: date, *, today: date, holidays: Holidays) -> Month:
    """Put meetings and agendas on the days of a month, in weeks that begin on Monday."""
    by_day: dict[date, list[Any]] = {}
    for meeting in meetings:
        by_day.setdefault(meeting.on, []).append(meeting)
    due = _due(meetings, today, holidays)
    weeks = [
        tuple(_day(on, first, today, holidays, by_day, due) for on in week)
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    count = sum(len(day.meetings) for week in weeks for day in week)
    return Month(first, tuple(weeks), count, not holidays.known(first))


def _day(
    on: date,
    first: date,
    today: date,
    holidays: Holidays,
    meetings: dict[date, list[Any]],
    due: dict[date, list[Due]],
) -> Day:
    inside = (on.year, on.month) == (first.year, first.month)
    if not inside:
        return Day(on, False, False, False)
    holiday = on in holidays.days if holidays.known(on) else None
    return Day(on, True, on == today, holiday, tuple(meetings.get(on, ())), tuple(due.get(on, ())))


def _due(meetings: Iterable[Any], today: date, holidays: Holidays) -> dict[date, list[Due]]:
    """The agendas that have not gone out, by the last day on which they give the notice that law or their body's terms ask."""
    found: dict[date, list[Due]] = {}
    for one in meetings:
        if one.state != "planned" or one.agenda_sent_on:
            continue
        day = notice_of(one.body.kind, one.notice_days, one.on, None, today, holidays).out_by
        if day is not None:
            found.setdefault(day, []).append(Due(one, day < today))
    return found

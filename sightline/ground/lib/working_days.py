"""Working days in England, and what is not known about them.

A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday and a bank holiday in England and Wales (SI 2007/462,
regulation 1). The holidays, one-off ones included, come from the package govuk-bank-holidays, whose shipped file is a copy of
GOV.UK's. Where the file does not reach, the answer is None: not known.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

FEWEST_IN_A_YEAR = 8


@dataclass(frozen=True)
class Holidays:
    """Bank holidays, and the years for which the list is whole."""

    days: frozenset[date]
    first_year: int
    last_year: int

    def known(self, day: date) -> bool:
        return self.first_year <= day.year <= self.last_year


@cache
def england() -> Holidays:
    """England's bank holidays from the package's own file; nothing is fetched."""
    from govuk_bank_holidays.bank_holidays import BankHolidays

    shipped = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return holidays_of(entry["date"] for entry in shipped)


def holidays_of(days: object) -> Holidays:
    """Holidays from dates. A year counts as known where it, and every known year before it, has at least eight."""
    kept = frozenset(days)  # type: ignore[call-overload]
    counts = Counter(day.year for day in kept)
    first = min(year for year, number in counts.items() if number >= FEWEST_IN_A_YEAR)
    last = first
    while counts[last + 1] >= FEWEST_IN_A_YEAR:
        last += 1
    return Holidays(kept, first, last)


def is_working_day(day: date, holidays: Holidays) -> bool | None:
    """Whether a day is a working day; None where its year's bank holidays are not known and it is Monday to Friday."""
    if day.weekday() >= 5:
        return False
    return day not in holidays.days if holidays.known(day) else None


def add_working_days(start: date, number: int, holidays: Holidays) -> date | None:
    """The last of `number` working days, the first being the first working day after `start`; None: not known.

    >>> add_working_days(date(2014, 9, 8), 70, england())
    datetime.date(2014, 12, 15)
    """
    if number < 1:
        raise ValueError("a number of working days is 1 or more")
    day, left = start, number
    while left:
        day += timedelta(days=1)
        working = is_working_day(day, holidays)
        if working is None:
            return None
        left -= working
    return day


def _weekdays(day: date) -> int:
    """How many Mondays to Fridays there are from 1 January of year 1, which was a Monday, to a day."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def working_days_between(start: date, end: date, holidays: Holidays) -> int | None:
    """How many working days lie after `start`, up to and with `end`; negative if `end` is earlier; None: not known.

    >>> working_days_between(date(2025, 1, 31), date(2025, 5, 9), england())
    67
    """
    if end < start:
        back = working_days_between(end, start, holidays)
        return None if back is None else -back
    if all(holidays.known(date(year, 1, 1)) for year in range(start.year, end.year + 1)):
        bank = sum(start < day <= end and day.weekday() < 5 for day in holidays.days)
        return _weekdays(end) - _weekdays(start) - bank
    answers = [
        is_working_day(start + timedelta(days=step), holidays) for step in range(1, (end - start).days + 1)
    ]
    return None if None in answers else sum(map(bool, answers))

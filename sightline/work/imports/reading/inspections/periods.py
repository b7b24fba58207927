"""Dates and periods as inspection papers print them. Nothing is guessed: a day, a month and a year must stand there or follow.

"8 – 12 July 2013", "26 November 2018 to 7 December 2018", "25 November – 6 December 2019", "5 to 16 December 2022",
"12 and 13 February 2020", "29 November 2021 to 10 January 2022", with ordinals, weekdays and any dash.
"""

from __future__ import annotations

import calendar
import itertools
import re
from dataclasses import dataclass
from datetime import date

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?"
_DAY = (
    rf"(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:(?:\s+of)?[\s-]*(?P<month>{_MONTH})\b\.?)?"
    r"(?:,?\s*(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_NUMERIC = r"(?P<nday>\d{1,2})[/.](?P<nmonth>\d{1,2})[/.](?P<nyear>20\d\d)"
_TOKEN = re.compile(rf"(?<![\w/]){_WEEKDAY}(?:{_NUMERIC}|{_DAY})(?![/\d])", re.IGNORECASE)
_JOIN = re.compile(
    r"\s*,?\s*(?:(?P<to>–|—|-|‐|‑|−|to\b|until\b|through to\b)|(?P<and>and\b|&)|(?P<comma>(?<=,)))\s*",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH})\.?,?\s+(?P<year>20\d\d)\b", re.IGNORECASE)
FARTHEST_APART = 31  # days between two parts of one inspection that are joined by "and"


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day; `doubt` is a sentence where the printed dates do not fit together."""

    start: date | None
    end: date | None
    doubt: str = ""


@dataclass(slots=True)
class _Day:
    """A day as printed: month and year may stand with a later day. `joint` is what stands before it: to, and, comma or ""."""

    day: int
    month: int | None
    year: int | None
    joint: str = ""

    def date(self) -> date | None:
        try:
            return date(self.year, self.month, self.day) if self.year and self.month else None
        except ValueError:
            return None


def day_in(text: str) -> date | None:
    """The first full date (day, month, year) in a text."""
    return next((found for match in _TOKEN.finditer(text) if (found := _day(match).date())), None)


def only_day(text: str) -> date | None:
    """The date of a line that holds nothing else (a weekday and the word Date may stand before it)."""
    bare = re.sub(
        r"^(?:date(?: of (?:letter|publication|report))?\s*:?\s*)", "", text.strip(), flags=re.IGNORECASE
    )
    found = _TOKEN.fullmatch(bare.strip(" ."))
    return _day(found).date() if found else None


def month_end_in(text: str) -> date | None:
    """The last day of the first month that is named with its year."""
    found = _MONTH_YEAR.search(text)
    if not found:
        return None
    month, year = MONTHS[found["month"].casefold()], int(found["year"])
    return date(year, month, calendar.monthrange(year, month)[1])


def period_in(text: str) -> Period | None:
    """The first period in a text, or the first single day as a period of one day; None where there is neither.

    An inspection in several parts ("9 to 13 and 23 to 27 January 2023") runs from its first day to its last.
    """
    text = re.sub(r"\s+", " ", text)
    position = 0
    while first := _TOKEN.search(text, position):
        days, position = _days_from(text, first)
        while days and not (days[-1].month and days[-1].year):
            days.pop()
        if days:
            return _period(days, text[first.start() : position].strip(" ,"))
    return None


def _days_from(text: str, first: re.Match[str]) -> tuple[list[_Day], int]:
    """The days that are joined from here on, and where they end."""
    days, end = [_day(first)], first.end()
    while True:
        join = _JOIN.match(text, end)
        found = _TOKEN.match(text, join.end()) if join else None
        if join is None or found is None:
            return days, end
        later = _day(found, join.lastgroup or "")
        if days[-1].year and (later.joint == "comma" or not _belongs(days[-1], later)):
            return days, end
        days.append(later)
        end = found.end()


def _belongs(earlier: _Day, later: _Day) -> bool:
    """Whether a day that follows a full date is part of the same inspection; "to" always says so."""
    first, last = earlier.date(), later.date()
    if later.joint == "to" or first is None or last is None:
        return True
    return 0 <= (last - first).days <= FARTHEST_APART


def _day(found: re.Match[str], joint: str = "") -> _Day:
    if found["nday"]:
        return _Day(int(found["nday"]), int(found["nmonth"]), int(found["nyear"]), joint)
    month, year = found["month"], found["year"]
    return _Day(
        int(found["day"]), MONTHS[month.casefold()] if month else None, int(year) if year else None, joint
    )


def _period(days: list[_Day], printed: str) -> Period:
    """Each day takes the month and year that it lacks from the next; a month later than the next one's is the year before."""
    for earlier, later in reversed(list(itertools.pairwise(days))):
        earlier.month = earlier.month or later.month
        if earlier.year is None and later.year and later.month and earlier.month:
            earlier.year = later.year - (earlier.month > later.month)
    start, end = days[0].date(), days[-1].date()
    if start is None or end is None:
        return Period(start if end else None, end, f"“{printed}” is not a date in the calendar")
    if start > end:
        return Period(start, end, f"the first day, {start:%d %B %Y}, is after the last, {end:%d %B %Y}")
    return Period(start, end)

"""Dates and periods as inspection papers print them. Nothing is guessed: a day, a month and a year must stand there or follow.

"8 – 12 July 2013", "26 November 2018 to 7 December 2018", "25 November – 6 December 2019", "5 to 16 December 2022",
"12 and 13 February 2020", "29 November 2021 to 10 January 2022", with ordinals, weekdays and any dash.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?"
_DAY = (
    _WEEKDAY + rf"(?P<day{{0}}>\d{{{{1,2}}}})(?:\s?(?:st|nd|rd|th))?"
    rf"(?:(?:\s+of)?[\s-]*(?P<month{{0}}>{_MONTH})\b\.?){{1}}(?:,?\s*(?P<year{{0}}>(?:19|20)\d\d)(?!\d)){{1}}"
)
_JOIN = r"\s*(?:–|—|-|‐|‑|to|until|and|&|,|through to)\s*"
_FULL = re.compile(_DAY.format("1", "?"), re.IGNORECASE)
_RANGE = re.compile(
    _DAY.format("1", "?") + r"(?:" + _JOIN + r"\d{1,2}(?:st|nd|rd|th)?)*?" + _JOIN + _DAY.format("2", ""),
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>20\d\d)\b")
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_MONTH})\.?,?\s+(?P<year>20\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day; `doubt` is a sentence where the printed dates do not fit together."""

    start: date | None
    end: date | None
    doubt: str = ""


def day_in(text: str) -> date | None:
    """The first full date (day, month, year) in a text."""
    for found in _FULL.finditer(text):
        if found["month1"] and found["year1"]:
            return _date(found["year1"], found["month1"], found["day1"])
    numeric = _NUMERIC.search(text)
    if numeric:
        try:
            return date(int(numeric["year"]), int(numeric["month"]), int(numeric["day"]))
        except ValueError:
            return None
    return None


def only_day(text: str) -> date | None:
    """The date of a line that holds nothing else (a weekday and the word Date may stand before it)."""
    bare = re.sub(
        r"^(?:date(?: of (?:letter|publication|report))?\s*:?\s*)", "", text.strip(), flags=re.IGNORECASE
    )
    found = _FULL.fullmatch(bare.strip(" ."))
    return (
        _date(found["year1"], found["month1"], found["day1"])
        if found and found["month1"] and found["year1"]
        else None
    )


def month_end_in(text: str) -> date | None:
    """The last day of the first month that is named with its year."""
    found = _MONTH_YEAR.search(text)
    if not found:
        return None
    month, year = MONTHS[found["month"].casefold()], int(found["year"])
    return date(year, month, calendar.monthrange(year, month)[1])


def period_in(text: str) -> Period | None:
    """The first period in a text, or the first single day as a period of one day; None where there is neither."""
    text = re.sub(r"\s+", " ", text)
    for found in _RANGE.finditer(text):
        period = _period(found)
        if period:
            return period
    day = day_in(text)
    return Period(day, day) if day else None


def _period(found: re.Match[str]) -> Period | None:
    if not (found["month2"] and found["year2"]):
        return None
    end = _date(found["year2"], found["month2"], found["day2"])
    month = found["month1"] or found["month2"]
    year = int(found["year1"] or found["year2"])
    if end is None:
        return Period(None, None, f"“{found.group(0).strip()}” is not a date in the calendar")
    if not found["year1"] and MONTHS[month.casefold()] > end.month:
        year -= 1
    start = _date(str(year), month, found["day1"])
    if start is None:
        return Period(None, end, f"“{found.group(0).strip()}” is not a date in the calendar")
    if start > end:
        return Period(start, end, f"the first day, {start:%d %B %Y}, is after the last, {end:%d %B %Y}")
    return Period(start, end)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), MONTHS[month.casefold()], int(day))
    except ValueError:
        return None

"""Dates as councils print them, read as a careful officer would: day first, last day of what is named, else no date.

Every reading keeps the printed text. What could mean two days means none.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb", "febuary"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]?\d\d)(?![\d/]|-\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_SPAN = r"(?P<from>(?:20)?\d\d)\s?[/\-–]\s?(?P<to>(?:20)?\d\d)(?!\d)"

# Each pattern names one kind of printed date; the order decides where two could match at one place.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("iso", r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?(?!\d)"),
        ("numeric", r"(?<![\d./])(?P<day>\d{1,2})\s?([/.\-])\s?(?P<month>\d{1,2})\s?\2\s?(?P<year>\d{4}|\d\d)(?![\d/])"),
        ("words", rf"(?<!\w){_DAY}\s*(?:of\s+)?[-/ ]?\s*{_MONTH}[\s,\-/]*{_YEAR}"),
        ("words", rf"\b{_MONTH}\s+{_DAY}\s*,\s*{_YEAR}"),
        ("words", rf"\b{_MONTH}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?P<year>(?:19|20)\d\d)\b"),
        ("quarter", rf"\b(?:q|qtr|quarter)\s?\.?\s?(?P<quarter>[1-4])\b[\s,:(of\-–]*{_SPAN}\)?"),
        ("quarter", rf"(?<!\d){_SPAN}[\s,:(\-–]*(?:q|qtr|quarter)\s?(?P<quarter>[1-4])\b\)?"),
        ("which", r"\b(?:q|qtr|quarter)\s?\.?\s?[1-4]\b[\s,:(of\-–]*(?:20\d\d|['’]?\d\d)(?!\d)\)?"),
        ("month", rf"\b{_MONTH}[\s,\-/]*{_YEAR}"),
        ("month", r"(?<![\d./])(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\d/])"),
        ("academic", rf"\b(?:academic|school)\s+year\s+(?:of\s+)?{_SPAN}"),
        ("academic", rf"(?<!\d){_SPAN}\s+(?:academic|school)\s+year"),
        ("financial", rf"\b(?:financial\s+year|fy)\s*{_SPAN}"),
        ("span", rf"(?<![\d./£]){_SPAN}(?![\d/.%])"),
        ("year", r"(?<![\d./£,\-])(?P<year>20\d\d)(?![\d/.%,]|-\d)"),
    )
)  # fmt: skip
_DIGIT = re.compile(r"\d")  # no pattern above is without one
_BARE_DAY = re.compile(rf"(?<!\d){_DAY}\s*(?:of\s+)?{_MONTH}(?!\s*\d)", re.IGNORECASE)
_RANGE = re.compile(r"^\s*(?:-|–|—|to|until|till|and|through to|/)\s*$", re.IGNORECASE)
_REVISED = re.compile(
    r"revis|re-?schedul|extend|moved to|move to|now\b|changed to|amended|slipp|re-?base|new date|→|->|=>|delayed (?:to|until)|"
    r"deferred (?:to|until)|push",
    re.IGNORECASE,
)
_FORMERLY = re.compile(r"original|\bwas\b|previous|formerly|\bfrom\b|initial", re.IGNORECASE)
_NOT_DUE = re.compile(
    r"^\W*(?:on-?\s?going|continuous|a\.?s\.?a\.?p\b|as soon as|immediate|tb[ca]\b|tbd\b|to be (?:confirmed|agreed|decided)|"
    r"n/?a\b|not applicable|none\b|monthly|weekly|quarterly|annual|daily|rolling|termly|business as usual|bau\b|various)",
    re.IGNORECASE,
)
_SLASHED_DAY = re.compile(r"(?<![\d/])[0-3]?\d/[01]?\d(?![\d/])")
_AFTER = re.compile(r"\b(?:days?|weeks?|months?|years?)\s+(?:from|after|of|following)\b", re.IGNORECASE)
_LOOSE = re.compile(
    r"\b(?:spring|summer|autumn|winter|easter|christmas|whitsun|half[- ]term|terms?|beginning|start)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """
    raw       the text as printed
    date      the last day of what is printed, or None where no day is certain
    original  the first date where the text gives a later one as well
    meaning   how it was read, in a few words for a person ("last day of the month"); "" for a plain date
    suspect   why the text is worth a question, or ""
    """

    raw: str
    date: dt.date | None = None
    original: dt.date | None = None
    meaning: str = ""
    suspect: str = ""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date inside a text: start and end are places in it; first is the first day of what is named, date the last."""

    start: int
    end: int
    first: dt.date | None
    date: dt.date | None
    meaning: str


def read_date(raw: str | None, *, hint: str = "") -> DateReading:
    """Read a cell that should hold one date. Never raises.

    hint is what the file says beside the text: an ISO date of a typed cell, which counts where the text alone says nothing.
    """
    text = (raw or "").strip()
    if not text:
        return DateReading(raw or "")
    if _NOT_DUE.match(text):
        return DateReading(text, meaning="no date is stated")
    found = _join_ranges(text, find_dates(text))
    if not found:
        return _without_date(text, hint)
    if any(one.date is None for one in found):
        bad = next(text[one.start : one.end] for one in found if one.date is None)
        return DateReading(text, suspect=_why_not(bad))
    if len(found) == 1:
        return _single(text, found[0])
    if len(found) == 2:
        pair = _revised(text, found)
        if pair is not None:
            return pair
    if len({one.date for one in found}) == 1:
        return _single(text, found[0])
    if len(found) > 2 and _REVISED.search(text) and _rising(found):
        return DateReading(text, found[-1].date, found[0].date, f"revised {len(found) - 1} times")
    return DateReading(
        text, meaning="several dates", suspect="More than one date is printed, so none was taken."
    )


def _why_not(bad: str) -> str:
    if bad[:1] in "qQ":
        return f"“{bad}” does not say whether the quarter is of a financial or a calendar year, so no date was taken."
    return f"“{bad}” is not a day that exists, so no date was taken."


def find_dates(text: str) -> list[FoundDate]:
    """Every full date in a text, in order; a day and month without a year is not one."""
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []
    if not _DIGIT.search(text):
        return found
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and end > other_start for other_start, other_end in taken):
                continue
            first, last, meaning = _days(kind, match)
            if first is None and kind in ("span", "quarter", "academic", "financial"):
                continue
            taken.append((start, end))
            found.append(FoundDate(start, end, first, last, meaning))
    return sorted(found, key=lambda one: one.start)


def full_year(printed: str) -> int:
    """2014 for "2014", "14" or "’14": two digits are of this century."""
    digits = printed.strip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _days(kind: str, match: re.Match[str]) -> tuple[dt.date | None, dt.date | None, str]:
    """First and last day of what one match names, and what was meant; (None, None, ...) for a day that cannot be."""
    parts = match.groupdict()
    if kind == "which":
        return None, None, ""
    if kind in ("iso", "numeric", "words"):
        month = MONTHS.get(parts["month"].lower()) or int(parts["month"])
        try:
            day = dt.date(full_year(parts["year"]), month, int(parts["day"]))
        except ValueError:
            return None, None, ""
        return day, day, ""
    if kind == "month":
        month = MONTHS.get(parts["month"].lower()) or int(parts["month"])
        year = full_year(parts["year"])
        return dt.date(year, month, 1), last_day(year, month), "last day of the month"
    if kind == "year":
        year = int(parts["year"])
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "last day of the year"
    start = full_year(parts["from"])
    if full_year(parts["to"][-2:]) % 100 != (start + 1) % 100:
        return None, None, ""
    if kind == "quarter":
        return _quarter(start, int(parts["quarter"]))
    if kind == "academic":
        return dt.date(start, 9, 1), dt.date(start + 1, 8, 31), "last day of the academic year"
    return dt.date(start, 4, 1), dt.date(start + 1, 3, 31), "last day of the financial year"


def _quarter(start: int, quarter: int) -> tuple[dt.date, dt.date, str]:
    """Quarter 1 of the financial year 2014/15 is April to June 2014."""
    first_month = (4, 7, 10, 1)[quarter - 1]
    year = start + (quarter == 4)
    return (
        dt.date(year, first_month, 1),
        last_day(year, first_month + 2),
        "last day of the quarter of the financial year",
    )


def _single(text: str, found: FoundDate) -> DateReading:
    around = text[: found.start] + " " + text[found.end :]
    if found.meaning and _LOOSE.search(around):
        return DateReading(text, meaning="a season, a term or a beginning has no certain day")
    meaning = found.meaning
    if _AFTER.search(text):
        return DateReading(text, suspect="The text counts from a date, so no date was taken.")
    if "year" in meaning and len(around.split()) > 5:
        return DateReading(text, meaning="a year inside a sentence is not a due date")
    if re.search(r"\bonwards?\b", text, re.IGNORECASE):
        return DateReading(text, meaning="the text names a start, not an end")
    if re.search(r"\bw(?:eek)?\s?[/.]?\s?c(?:ommencing)?\b|week beginning", around, re.IGNORECASE):
        meaning = "the week that begins on this day"
    if re.search(r"^\W*(?:review|start|begin|from|after)\b", text, re.IGNORECASE):
        return DateReading(text, meaning="the text names a start or a review, not an end")
    return DateReading(text, found.date, None, meaning, _far(found.date))


def _far(date: dt.date | None) -> str:
    if date is not None and not 1990 <= date.year <= 2060:
        return f"The year {date.year} is unlikely."
    return ""


def _join_ranges(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """ "April 2014 - June 2014" and "April - June 2014" are one date: the end."""
    joined: list[FoundDate] = []
    for one in found:
        before = joined[-1] if joined else None
        if (
            before
            and _RANGE.match(text[before.end : one.start])
            and not _REVISED.search(text[before.end : one.start])
        ):
            ordered = before.first is not None and one.date is not None and before.first <= one.date
            if ordered:
                joined[-1] = FoundDate(before.start, one.end, before.first, one.date, "end of the period")
                continue
        joined.append(one)
    return joined


def _revised(text: str, found: list[FoundDate]) -> DateReading | None:
    """ "31/12/2013 (revised to 30/04/14)" gives both; so does "30/04/14 (was 31/12/13)"."""
    first, second = found
    before, between, after = text[: first.start], text[first.end : second.start], text[second.end :]
    if _FORMERLY.search(between) and not _REVISED.search(between):
        return DateReading(text, first.date, second.date, "revised")
    if _REVISED.search(between) or _REVISED.search(after):
        if _FORMERLY.search(between) and not _FORMERLY.search(before):
            return DateReading(text, first.date, second.date, "revised")
        return DateReading(text, second.date, first.date, "revised")
    if _REVISED.search(before):
        return DateReading(text, first.date, second.date, "revised")
    if _FORMERLY.search(before) and re.fullmatch(r"[\s,;()\-–]*", between):
        return DateReading(text, second.date, first.date, "revised")
    return None


def _rising(found: list[FoundDate]) -> bool:
    dates = [one.date for one in found if one.date is not None]
    return dates == sorted(dates)


def _without_date(text: str, hint: str) -> DateReading:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", hint):
        try:
            return DateReading(
                text, dt.date.fromisoformat(hint), meaning="the date that the file stores for this cell"
            )
        except ValueError:
            pass
    if _BARE_DAY.search(text) or _SLASHED_DAY.search(text):
        return DateReading(text, suspect="The day has no year, so no date was taken.")
    return DateReading(text, meaning="no date is stated")

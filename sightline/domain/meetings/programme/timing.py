"""When something is to come before a committee, as programmes print it: "early 2024", "June meeting", "when released".

The words stay whole. They are turned into days only where they say which; what could be read in two ways is not read. Plain Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sightline.ground.lib.dates import MONTHS, FoundDate, find_dates, full_year, last_day

LONGEST = 300
YEARS = range(1990, 2061)
# Thirds of a year; a season has three whole months, and winter begins in December.
PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_BEFORE = re.compile(r"^(?:by|before|no later than|not later than|on or before)\b\s*(?:the end of\b\s*)?")
_SINCE = re.compile(r"^(?:from|after|not before|no earlier than|not earlier than)\b\s*")
_SMALL = re.compile(r"^(?:(?:to be (?:taken|considered|reported)|in|during|at|for|on|the|our|its)\b\s*)+")
_MEETING = re.compile(r"\s+(?:committee |board |scrutiny )?(?:meeting|committee|board)$")
_PART = re.compile(r"^(early|mid|late)(?: in)?[ -](20\d\d)$")
_SEASON = re.compile(r"^(spring|summer|autumn)(?: of)? (20\d\d)$")
_WINTER = re.compile(r"^winter(?: of)? (20\d\d) ?[/–-] ?((?:20)?\d\d)$")
_YEAR_OF = re.compile(r"^(municipal|council)(?: year)? (20\d\d) ?[/–-] ?((?:20)?\d\d)$")
_BARE_YEARS = re.compile(r"^(?:20\d\d) ?[/–-] ?(?:20)?\d\d$")
_MONTHS = re.compile(rf"^({_NAMES})\.? ?(?:-|–|/|to|and|or) ?({_NAMES})\.? ((?:20)\d\d)$")
_MONTH = re.compile(rf"^({_NAMES})\.?$")
_NEXT = re.compile(r"^(?:next|following)(?: ordinary| scheduled)?$")
_EVENT = re.compile(r"^(?:when|once|as soon as|following|after|upon|on|subject to|pending)\b")
_SPACE = re.compile(r"\s+")

NOT_STATED = "No time is stated."
NO_YEAR = "The words name a month and no year, so no day was taken."


@dataclass(frozen=True, slots=True)
class Timing:
    """A time as printed and what it says.

    first, last  days of the range that the words name; one of them None: open to that side; both None: no day is certain
    meaning      how it was read, or why not, in a sentence
    month        the month that is named without a year; next_meeting: it names the next meeting, whenever that is
    """

    printed: str
    first: date | None = None
    last: date | None = None
    meaning: str = ""
    month: int | None = None
    next_meeting: bool = False


def read_timing(printed: str) -> Timing:
    """What the words of a time say. Never raises; nothing depends on the day on which it is read.

    >>> read_timing("early 2024").last
    datetime.date(2024, 4, 30)
    """
    whole = _SPACE.sub(" ", printed.strip())
    if not whole:
        return Timing("", meaning=NOT_STATED)
    if len(whole) > LONGEST:
        return Timing(whole, meaning="The words are too long for a time, so no day was taken.")
    said = whole.casefold().rstrip(".")
    if before := _BEFORE.match(said):
        return _one_side(whole, said[before.end() :], "last")
    if (since := _SINCE.match(said)) and (found := _range(_bare(said[since.end() :]))) is not None:
        return _open_after(whole, said, found)
    bare = _bare(said)
    found = _range(bare)
    if found is not None:
        return replace(found, printed=whole)
    return _without_days(whole, said, bare)


def _bare(said: str) -> str:
    """The words without "in the" before them and "meeting" after them."""
    return _MEETING.sub("", _SMALL.sub("", said)).strip()


def _range(said: str) -> Timing | None:
    """The days that words name and nothing else beside; None where they name none, or in two ways."""
    for pattern, read in (
        (_PART, _part),
        (_SEASON, _season),
        (_WINTER, _winter),
        (_YEAR_OF, _municipal),
        (_MONTHS, _months),
    ):
        if (match := pattern.match(said)) is not None:
            return read(match)
    if _BARE_YEARS.match(said):
        return None
    found = find_dates(said)
    if len(found) != 1 or not _covers(found[0], said):
        return None
    one = found[0]
    if one.first is None or one.date is None or one.date.year not in YEARS or one.first.year not in YEARS:
        return None
    return Timing("", one.first, one.date, range_words(one.first, one.date) + ".")


def _covers(found: FoundDate, said: str) -> bool:
    """Whether nothing but the date stands there; the name of a weekday may."""
    rest = said[: found.start] + said[found.end :]
    return re.fullmatch(r"[\s,]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)?[\s,]*", rest) is not None


def _part(match: re.Match[str]) -> Timing:
    first, last = PARTS[match[1]]
    made = _of_months(int(match[2]), first, last)
    return replace(made, meaning=f"“{match[1].capitalize()}” is read as a third of the year: {made.meaning}")


def _season(match: re.Match[str]) -> Timing:
    return _of_months(int(match[2]), *SEASONS[match[1]])


def _winter(match: re.Match[str]) -> Timing | None:
    year = int(match[1])
    if full_year(match[2]) != year + 1:
        return None
    first, last = date(year, 12, 1), last_day(year + 1, 2)
    return Timing("", first, last, range_words(first, last) + ".")


def _municipal(match: re.Match[str]) -> Timing | None:
    year = int(match[2])
    if full_year(match[3]) != year + 1:
        return None
    first, last = date(year, 5, 1), date(year + 1, 4, 30)
    return Timing("", first, last, f"The municipal year: {range_words(first, last)}.")


def _months(match: re.Match[str]) -> Timing | None:
    first, last = MONTHS[match[1]], MONTHS[match[2]]
    return _of_months(int(match[3]), first, last) if first < last else None


def _of_months(year: int, first: int, last: int) -> Timing:
    days = date(year, first, 1), last_day(year, last)
    return Timing("", *days, range_words(*days) + ".")


def _one_side(whole: str, rest: str, side: str) -> Timing:
    found = _range(_bare(rest))
    if found is None:
        return _without_days(whole, rest, _bare(rest))
    last = found.last
    if whole.casefold().startswith("before") and found.first is not None:
        last = found.first - timedelta(days=1)
    assert last is not None
    return Timing(whole, None, last, f"By {_day(last)}.")


def _open_after(whole: str, said: str, found: Timing) -> Timing:
    """ "From June 2026" begins with its first day, "after June 2026" with the day after its last."""
    first = found.first
    if said.startswith("after") and found.last is not None:
        first = found.last + timedelta(days=1)
    assert first is not None
    return Timing(whole, first, None, f"From {_day(first)}.")


def _without_days(whole: str, said: str, bare: str) -> Timing:
    if (month := _MONTH.match(bare)) is not None:
        return Timing(whole, meaning=NO_YEAR, month=MONTHS[month[1]])
    if _NEXT.match(bare):
        return Timing(whole, meaning="The next meeting, whenever that is.", next_meeting=True)
    if _BARE_YEARS.match(bare):
        return Timing(
            whole,
            meaning="It does not say whether that is a financial or a municipal year, so no day was taken.",
        )
    if len(find_dates(said)) > 1:
        return Timing(whole, meaning="More than one time is named, so no day was taken.")
    if _EVENT.match(said):
        return Timing(whole, meaning="It waits for an event, which has no day.")
    return Timing(whole, meaning="The words name no day that is certain.")


def range_words(first: date | None, last: date | None) -> str:
    """A range as people write it: "January to April 2024", "12 March 2026", "By 30 June 2026"; "" for none."""
    if first is None or last is None:
        return f"By {_day(last)}" if last else f"From {_day(first)}" if first else ""
    if first == last:
        return _day(first)
    if first.day == 1 and last == last_day(last.year, last.month):
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B %Y}"
        year = "" if first.year == last.year else f" {first.year}"
        return f"{first:%B}{year} to {last:%B %Y}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""What holds on the page of the room: a promise in one line, who saved first, who comes and goes, dates to ask about. No Django."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.ground.lib.dates import find_dates
from sightline.ground.lib.errors import Refused

LONGEST_READ = 20_000  # characters of a text in which dates are looked for
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)}),?(?: the)? $", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:meetings?|minutes)\b[^.;\n]{0,60}$", re.IGNORECASE)
_BY = re.compile(r"^(?:by|before|due|on|when|after)\b", re.IGNORECASE)


# A promise in one line --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """who, what, by_when as typed; "" what the line does not say. Nothing is guessed: one part alone is what was promised."""

    who: str
    what: str
    by_when: str

    @property
    def words(self) -> str:
        """The line as an outcome keeps it."""
        said = f"{self.who}: {self.what}" if self.who else self.what
        return f"{said}; {self.by_when}" if self.by_when else said


def promise_line(line: str) -> PromiseLine:
    """The parts of "Head of Service; send the corrected plan; by 12 March 2024".

    Two parts are who and what, or what and by when where the second begins with a word of time.
    Raises Refused for an empty line and for more than three parts.
    """
    parts = [part.strip() for part in line.replace("\n", " ").split(";") if part.strip()]
    if not parts:
        raise Refused(
            "Say who promised what, by when. Nothing was recorded.",
            rule="meetings.promise-line",
            field="line",
        )
    if len(parts) > 3:
        raise Refused(
            "A promise in one line has three parts at most: who; what; by when. Nothing was recorded. Write each promise in a line "
            "of its own, and put commas where a part is long.",
            rule="meetings.promise-line",
            field="line",
        )
    if len(parts) == 1:
        return PromiseLine("", parts[0], "")
    if len(parts) == 2:
        return (
            PromiseLine("", parts[0], parts[1])
            if _BY.match(parts[1])
            else PromiseLine(parts[0], parts[1], "")
        )
    return PromiseLine(parts[0], parts[1], parts[2])


# Two who save at once ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Other:
    """What somebody saved meanwhile. when: as a sentence says it, "at 14:03"."""

    by: str
    when: str
    words: str


class SavedMeanwhile(Refused):
    """Somebody saved after the page was opened. `others` is what they saved, oldest first."""

    def __init__(self, others: Sequence[Other]) -> None:
        told = " ".join(
            f"{one.by} saved {one.when}: “{_short(one.words).rstrip('. ')}”." for one in others[-3:]
        )
        more = f" So did others before: {len(others) - 3} more." if len(others) > 3 else ""
        super().__init__(
            f"Somebody saved this item after you opened it. {told}{more} Your words were not saved and stand below. Put them in "
            "order with what is there, and save again.",
            rule="meetings.saved-meanwhile",
        )
        self.others = tuple(others)


def check_nobody_saved(others: Sequence[Other]) -> None:
    """Refuse what was written without knowing what others saved meanwhile."""
    if others:
        raise SavedMeanwhile(others)


def check_key(key: str) -> None:
    """Refuse a save without the key that keeps it from being saved twice."""
    if not re.fullmatch(r"[A-Za-z0-9-]{8,64}", key):
        raise Refused(
            "This page is out of date. Nothing was saved. Open it again.", rule="meetings.saved-once"
        )


# Who comes and goes -----------------------------------------------------------------------------------------------------

PRESSES = {
    "here": "Here",
    "apologies": "Apologies",
    "came": "Came in for this item",
    "left": "Left before this item",
    "leaves": "Leaves after this item",
    "stayed": "Did not leave",
    "from-start": "Was here from the start",
}


def presses(
    attendance: str | None, came_late: bool, gone: bool, begun: bool, first: bool, decided: bool
) -> list[str]:
    """What can be pressed for a seat: keys of PRESSES, the likeliest first.

    attendance  of the seat, None where it is not recorded; came_late, gone: they came for a later item, a last item is entered
    begun       the attendance of the meeting is recorded already; first: this is the first item; decided: it has an outcome
    """
    if attendance in ("present", "substitute"):
        found = ["stayed"] if gone else ["leaves" if decided or first else "left"]
        return [*found, "from-start"] if came_late else found
    if attendance is None:
        late = begun and not first
        return ["came", "here", "apologies"] if late else ["here", "apologies"]
    return ["here"] if first else ["came", "here"]


# Dates to ask about -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Doubt:
    """A date that looks wrong: the words as they stand, and what speaks against them."""

    words: str
    why: str


def dates_to_question(text: str, met: Collection[date] = ()) -> list[Doubt]:
    """The dates of a text that look wrong: a weekday that fits another year only, or a meeting on a day of the wrong year.

    met  the days on which the body met or will meet
    """
    return list(_doubts(text[:LONGEST_READ], met))


def names_a_meeting(text: str) -> bool:
    """Whether a date of a text is said to be that of a meeting, so that the days of meetings have to be known to question it."""
    said = text[:LONGEST_READ]
    return any(_MEETING.search(said[max(0, found.start - 90) : found.start]) for found in find_dates(said))


def _doubts(text: str, met: Collection[date]) -> Iterator[Doubt]:
    for found in find_dates(text):
        day, before = found.date, text[max(0, found.start - 90) : found.start]
        if day is None or found.first != day:
            continue
        words = text[found.start : found.end]
        weekday = _WEEKDAY.search(before)
        if weekday and weekday[1].casefold() != _WEEKDAYS[day.weekday()]:
            named = weekday[1].capitalize()
            years = [
                year for year in (day.year - 1, day.year + 1) if _falls(day, year) == weekday[1].casefold()
            ]
            other = f"; it was in {years[0]}" if years else ""
            yield Doubt(
                f"{weekday[1]} {words}",
                f"{words} was a {_WEEKDAYS[day.weekday()].capitalize()}, not a {named}{other}.",
            )
        elif met and day not in met and _MEETING.search(before):
            same = [
                one
                for one in met
                if (one.day, one.month) == (day.day, day.month) and abs(one.year - day.year) == 1
            ]
            if same:
                yield Doubt(words, f"The body did not meet on {words}, and it did on {_said(same[0])}.")


def _falls(day: date, year: int) -> str:
    try:
        return _WEEKDAYS[day.replace(year=year).weekday()]
    except ValueError:  # 29 February
        return ""


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _short(words: str, most: int = 200) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"

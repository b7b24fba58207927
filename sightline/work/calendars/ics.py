"""Events as a calendar program reads them: RFC 5545 and 7986, written by icalendar. The same facts give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vRecur, vText
from icalendar import Event as Entry

from .rules import Event

LONDON = ZoneInfo("Europe/London")
PRODUCT = "-//Sightline//Meetings//EN"
ASK_AGAIN = timedelta(hours=1)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def written(events: Iterable[Event], *, uid: str, name: str, description: str = "", url: str = "") -> bytes:
    """A calendar with these events.

    uid  the identifier of the calendar itself, the same at each asking
    """
    every = list(events)
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("UID", uid)
    # Said to be text: of a name that it does not know the library escapes nothing.
    for key in ("NAME", "X-WR-CALNAME"):
        calendar.add(key, vText(clean(name)))
    for key in ("DESCRIPTION", "X-WR-CALDESC"):
        if description:
            calendar.add(key, vText(clean(description)))
    if url:
        calendar.add("URL", url)
    calendar.add("X-WR-TIMEZONE", LONDON.key)
    calendar.add("REFRESH-INTERVAL", ASK_AGAIN)
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    if every:
        calendar.add("LAST-MODIFIED", _moment(max(one.changed_at for one in every)))
    calendar.add_component(time_zone())
    for one in every:
        calendar.add_component(_entry(one))
    return bytes(calendar.to_ical())


def clean(words: str) -> str:
    """Words without the control characters that no calendar may hold; line ends are written as the standard has them."""
    return _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def time_zone() -> Timezone:
    """Europe/London as it has been since 1996: forward on the last Sunday of March, back on the last of October, at 1am UTC."""
    zone = Timezone()
    zone.add("TZID", LONDON.key)
    summer, winter, hour = TimezoneDaylight(), TimezoneStandard(), timedelta(hours=1)
    zero = timedelta(0)
    for part, name, start, old, new, month in (
        (summer, "BST", datetime(1996, 3, 31, 1), zero, hour, 3),  # noqa: DTZ001 (times of the place itself, as the standard asks)
        (winter, "GMT", datetime(1996, 10, 27, 2), hour, zero, 10),  # noqa: DTZ001
    ):
        part.add("DTSTART", start)
        part.add("RRULE", vRecur(FREQ="YEARLY", BYMONTH=month, BYDAY="-1SU"))
        part.add("TZNAME", name)
        part.add("TZOFFSETFROM", old)
        part.add("TZOFFSETTO", new)
        zone.add_component(part)
    return zone


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("UID", event.uid)
    entry.add("SEQUENCE", event.sequence)
    entry.add("DTSTAMP", _moment(event.changed_at))
    entry.add("CREATED", _moment(event.called_at))
    entry.add("LAST-MODIFIED", _moment(event.changed_at))
    start, end = _times(event)
    entry.add("DTSTART", start)
    if end is not None:
        entry.add("DTEND", end)
    entry.add("SUMMARY", clean(event.summary))
    entry.add("DESCRIPTION", clean(event.description))
    if event.location:
        entry.add("LOCATION", clean(event.location))
    entry.add("URL", event.url)
    entry.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("TRANSP", "TRANSPARENT" if event.cancelled or event.starts is None else "OPAQUE")
    return entry


def _times(event: Event) -> tuple[date, date | None]:
    if event.starts is None:
        return event.on, event.on + timedelta(days=1)
    start = datetime.combine(event.on, event.starts, tzinfo=LONDON)
    return start, datetime.combine(event.on, event.ends, tzinfo=LONDON) if event.ends else None


def _moment(when: datetime) -> datetime:
    return when.astimezone(UTC).replace(microsecond=0)

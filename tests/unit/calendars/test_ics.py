"""What a calendar program reads: a calendar library reads back what was written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from sightline.ground.lib.errors import Refused
from sightline.work.calendars.ics import clean, time_zone, written
from sightline.work.calendars.rules import MOST, Facts, Step, check_can_make, events

CALLED = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 2, 1, 12, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


def facts(pk: int = 1, **more: Any) -> Facts:
    said = {"body": "Improvement Board", "on": date(2026, 3, 3), "starts": time(14), "place": "Room 2"} | more
    return Facts(
        pk=pk, number=said.pop("number", pk), called_at=CALLED, last=said.pop("last", CALLED), **said
    )


def step(pk: int, to: int, **more: Any) -> Step:
    return Step(pk, pk, to, **({"joined": False, "changes": 1, "called_at": CALLED, "last": LATER} | more))


def read(*meetings: Facts, steps: tuple[Step, ...] = ()) -> list[Any]:
    found = events(meetings, steps, host="sightline.example", site="https://sightline.example")
    calendar = Calendar.from_ical(written(found, uid="calendar-7@sightline.example", name="Meetings"))
    assert calendar["UID"] == "calendar-7@sightline.example"
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def test_a_meeting_is_read_back_whole():
    (event,) = read(
        facts(12, ends=time(16, 30), agenda_sent_on=date(2026, 2, 20), title="Extraordinary meeting")
    )
    assert event["UID"] == "meeting-12@sightline.example"
    assert event["SUMMARY"] == "Improvement Board: Extraordinary meeting"
    assert event["LOCATION"] == "Room 2"
    assert event["URL"] == "https://sightline.example/meetings/12/"
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTART") == datetime(2026, 3, 3, 14, tzinfo=LONDON)
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event.decoded("DTEND") == datetime(2026, 3, 3, 16, 30, tzinfo=LONDON)
    assert event.decoded("LAST-MODIFIED") == CALLED
    assert "The agenda went out on 20 February 2026." in event["DESCRIPTION"]
    assert "https://sightline.example/meetings/12/" in event["DESCRIPTION"]


def test_a_meeting_without_a_time_is_an_event_of_the_whole_day_and_one_without_an_end_has_none():
    whole, open_end = read(facts(1, starts=None, ends=time(16)), facts(2))
    assert whole["DTSTART"].dt == date(2026, 3, 3) and whole["DTEND"].dt == date(2026, 3, 4)
    assert whole["DTSTART"].params["VALUE"] == "DATE"
    assert "The time is not stated." in whole["DESCRIPTION"]
    assert "DTEND" not in open_end and "The agenda has not gone out." in open_end["DESCRIPTION"]


def test_an_end_before_the_beginning_is_left_out():
    (event,) = read(facts(ends=time(13)))
    assert "DTEND" not in event


@pytest.mark.parametrize(
    ("on", "hour"),
    [(date(2026, 3, 28), 14), (date(2026, 3, 29), 13), (date(2026, 10, 24), 13), (date(2026, 10, 25), 14)],
)
def test_two_in_the_afternoon_stays_so_over_the_change_of_the_clocks(on, hour):
    (event,) = read(facts(on=on))
    start = event.decoded("DTSTART")
    assert start.astimezone(UTC) == datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


def test_the_time_zone_written_is_that_of_london_on_every_day():
    zone = time_zone().to_tz(lookup_tzid=False)
    start = datetime(2024, 1, 1, 0, 30, tzinfo=UTC)
    for number in range(366 * 2):
        moment = start + timedelta(days=number)
        naive = moment.replace(tzinfo=None) + timedelta(hours=12)
        assert naive.replace(tzinfo=zone).utcoffset() == naive.replace(tzinfo=LONDON).utcoffset(), naive


def test_the_clocks_change_at_one_in_the_morning_utc():
    text = time_zone().to_ical().decode()
    assert "DTSTART:19960331T010000" in text and "DTSTART:19961027T020000" in text
    zone = time_zone().to_tz(lookup_tzid=False)
    for typed, hours in (
        ("2026-03-29T00:59", 0),
        ("2026-03-29T02:00", 1),
        ("2026-10-25T00:59", 1),
        ("2026-10-25T02:01", 0),
    ):
        naive = datetime.fromisoformat(typed)
        assert naive.replace(tzinfo=zone).utcoffset() == timedelta(hours=hours), naive


HOSTILE = (
    "Room 2; the “annex”, \\n upstairs\r\nBEGIN:VEVENT\nUID:of-somebody-else\x00\x07 – 会議室 " + "x" * 200
)


def test_text_is_escaped_and_folded_and_makes_no_event_of_its_own():
    raw = written(
        events([facts(place=HOSTILE, title=HOSTILE)], [], host="h", site="https://h"), uid="u", name=HOSTILE
    )
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert event["LOCATION"] == clean(HOSTILE)
    assert "\\n upstairs\nBEGIN:VEVENT" in event["LOCATION"] and "\x00" not in event["LOCATION"]
    assert event["UID"] == "meeting-1@h"


def test_a_cancelled_meeting_says_so_and_does_not_block_the_day():
    (event,) = read(facts(state="cancelled", changes=1, last=LATER))
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "Cancelled: Improvement Board")
    assert event["TRANSP"] == "TRANSPARENT" and event["SEQUENCE"] == 2
    assert event.decoded("LAST-MODIFIED") == LATER


def test_a_moved_meeting_keeps_its_identifier_through_every_move():
    first = read(facts(1))[0]
    steps = (step(1, 2), step(2, 3))
    rows = [facts(1, state="moved"), facts(2, state="moved"), facts(3, on=date(2026, 4, 14), changes=1)]
    (event,) = read(*rows, steps=steps)
    assert event["UID"] == first["UID"] == "meeting-1@sightline.example"
    assert event["SEQUENCE"] == 5 > first["SEQUENCE"]
    assert event.decoded("DTSTART").date() == date(2026, 4, 14)
    assert event["URL"].endswith("/meetings/3/") and "meeting 1, 2." in event["DESCRIPTION"]


def test_a_moved_meeting_whose_new_one_is_not_among_them_is_cancelled_under_its_identifier():
    (event,) = read(
        facts(1, state="moved", moved_to="it takes place as meeting 2, 1 May 2026"), steps=(step(1, 2),)
    )
    assert (event["UID"], event["STATUS"]) == ("meeting-1@sightline.example", "CANCELLED")
    assert "meeting 2, 1 May 2026" in event["DESCRIPTION"]


def test_where_only_the_first_and_the_last_may_be_seen_there_is_one_event():
    rows = [facts(1, state="moved"), facts(3, on=date(2026, 4, 14))]
    (event,) = read(*rows, steps=(step(1, 2), step(2, 3)))
    assert (event["UID"], event["STATUS"]) == ("meeting-1@sightline.example", "CONFIRMED")
    assert event.decoded("CREATED") == CALLED


def test_a_joined_meeting_is_cancelled_and_the_other_keeps_its_own_identifier():
    joined = step(1, 2, joined=True)
    gone, other = read(facts(1, state="moved"), facts(2, on=date(2026, 3, 10)), steps=(joined,))
    assert (gone["UID"], gone["STATUS"]) == ("meeting-1@sightline.example", "CANCELLED")
    assert (other["UID"], other["STATUS"]) == ("meeting-2@sightline.example", "CONFIRMED")


def test_meetings_that_move_in_a_ring_end():
    assert read(facts(1), facts(2), steps=(step(1, 2), step(2, 1))) == []


def test_meetings_of_a_body_that_ended_stay_until_its_end():
    until = date(2026, 3, 31)
    before, after = read(facts(1, body_until=until), facts(2, on=date(2026, 4, 14), body_until=until))
    assert before["STATUS"] == "CONFIRMED"
    assert after["STATUS"] == "CANCELLED" and "ended on 31 March 2026" in after["DESCRIPTION"]


def test_the_same_facts_give_the_same_bytes():
    rows = [facts(number, on=date(2026, 3, number)) for number in range(1, 20)]
    one, other = (
        written(events(order, [], host="h", site="https://h"), uid="u", name="n")
        for order in (rows, rows[::-1])
    )
    assert one == other


def test_a_calendar_without_meetings_can_be_read():
    assert read() == []


def test_only_one_address_of_the_same_and_not_more_than_anybody_needs():
    check_can_make("body", 3, [("body", 4), ("mine", None)])
    with pytest.raises(Refused, match="have an address for these"):
        check_can_make("body", 3, [("body", 3)])
    with pytest.raises(Refused, match="Choose which meetings"):
        check_can_make("body", None, [])
    with pytest.raises(Refused, match="Choose which meetings"):
        check_can_make("everything", None, [])
    with pytest.raises(Refused, match="20 addresses already"):
        check_can_make("all", None, [("body", number) for number in range(MOST)])

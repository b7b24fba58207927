"""Times as programmes print them: what the words say, and what they do not say."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.meetings.programme.timing import range_words, read_timing


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("early 2024", date(2024, 1, 1), date(2024, 4, 30)),
        ("in early 2024", date(2024, 1, 1), date(2024, 4, 30)),
        ("Mid-2026", date(2026, 5, 1), date(2026, 8, 31)),
        ("late 2025.", date(2025, 9, 1), date(2025, 12, 31)),
        ("Spring 2026", date(2026, 3, 1), date(2026, 5, 31)),
        ("autumn of 2026", date(2026, 9, 1), date(2026, 11, 30)),
        ("winter 2025/26", date(2025, 12, 1), date(2026, 2, 28)),
        ("June 2026", date(2026, 6, 1), date(2026, 6, 30)),
        ("the June 2026 meeting", date(2026, 6, 1), date(2026, 6, 30)),
        ("March/April 2026", date(2026, 3, 1), date(2026, 4, 30)),
        ("Sept to Nov 2026", date(2026, 9, 1), date(2026, 11, 30)),
        ("12 March 2026", date(2026, 3, 12), date(2026, 3, 12)),
        ("Thursday 12th March 2026", date(2026, 3, 12), date(2026, 3, 12)),
        ("Q1 2026/27", date(2026, 4, 1), date(2026, 6, 30)),
        ("municipal year 2026/27", date(2026, 5, 1), date(2027, 4, 30)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("by June 2026", None, date(2026, 6, 30)),
        ("by the end of 2026", None, date(2026, 12, 31)),
        ("before June 2026", None, date(2026, 5, 31)),
        ("no later than 3 July 2026", None, date(2026, 7, 3)),
        ("from June 2026", date(2026, 6, 1), None),
        ("after June 2026", date(2026, 7, 1), None),
    ],
)
def test_words_that_name_days_are_turned_into_a_range(
    printed: str, first: date | None, last: date | None
) -> None:
    found = read_timing(printed)
    assert (found.first, found.last) == (first, last)
    assert found.meaning and found.printed == printed.strip()


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("", "No time is stated"),
        ("June meeting", "no year"),
        ("June", "no year"),
        ("when released", "waits for an event"),
        ("once the audit is published", "waits for an event"),
        ("after the review in June 2026", "waits for an event"),
        ("next meeting", "next meeting"),
        ("at the next meeting", "next meeting"),
        ("2026/27", "financial or a municipal year"),
        ("12 March 2026 or 14 May 2026", "More than one time"),
        ("winter 2026", "no day that is certain"),
        ("winter 2025/29", "no day that is certain"),
        ("TBC", "no day that is certain"),
        ("to be agreed with the June 2026 budget", "no day that is certain"),
        ("31/02/2026", "no day that is certain"),
        ("November to March 2026", "no day that is certain"),
    ],
)
def test_words_that_name_no_certain_day_stay_words(printed: str, says: str) -> None:
    found = read_timing(printed)
    assert (found.first, found.last) == (None, None)
    assert says in found.meaning


def test_a_month_without_a_year_and_the_next_meeting_are_told_apart() -> None:
    assert read_timing("June meeting").month == 6
    assert read_timing("the next meeting").next_meeting
    assert not read_timing("June 2026").month


@given(st.text(max_size=400))
def test_any_words_stay_whole_and_a_range_is_in_order(printed: str) -> None:
    found = read_timing(printed)
    assert found.printed == " ".join(printed.split()) and found.meaning
    assert found.first is None or found.last is None or found.first <= found.last


def test_hostile_words_are_read_at_once() -> None:
    begun = time.process_time()
    for words in (
        "the " * 5000,
        "in " * 90,
        "early " * 50,
        "by the end of " * 20,
        "january " * 35,
        "1" * 300,
    ):
        read_timing(words)
    assert time.process_time() - begun < 0.5


def test_ranges_as_people_write_them() -> None:
    assert range_words(date(2024, 1, 1), date(2024, 4, 30)) == "January to April 2024"
    assert range_words(date(2025, 12, 1), date(2026, 2, 28)) == "December 2025 to February 2026"
    assert range_words(date(2026, 6, 1), date(2026, 6, 30)) == "June 2026"
    assert range_words(date(2026, 6, 3), date(2026, 6, 9)) == "3 June 2026 to 9 June 2026"
    assert range_words(None, date(2026, 6, 9)) == "By 9 June 2026"
    assert range_words(None, None) == ""

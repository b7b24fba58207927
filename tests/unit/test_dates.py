"""Dates as councils print them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.lib.dates import find_dates, read_date

PRINTED = {
    "March 2014": "2014-03-31",
    "Mar-14": "2014-03-31",
    "Jul 23": "2023-07-31",
    "end of Sept 2023": "2023-09-30",
    "by end of March 2014": "2014-03-31",
    "Q1 14/15": "2014-06-30",
    "Q4 2023/24": "2024-03-31",
    "Quarter 3 (2023-24)": "2023-12-31",
    "2014/15 Q2": "2014-09-30",
    "2014": "2014-12-31",
    "2023/24": "2024-03-31",
    "academic year 21/22": "2022-08-31",
    "31/12/2013": "2013-12-31",
    "31.12.13": "2013-12-31",
    "1-2-2024": "2024-02-01",
    "2014-03-31": "2014-03-31",
    "2014-03-31 00:00:00": "2014-03-31",
    "31st December 2013": "2013-12-31",
    "Friday 31 December 2021": "2021-12-31",
    "31-Mar-2014": "2014-03-31",
    "Dec 31, 2013": "2013-12-31",
    "29 February 2024": "2024-02-29",
    "April - June 2014": "2014-06-30",
    "01/04/14 - 30/06/14": "2014-06-30",
    "Dec 2023 – Mar 2024": "2024-03-31",
    "05/2014": "2014-05-31",
}
WITHOUT = [
    "ASAP", "Ongoing", "on-going", "TBC", "tba", "N/A", "summer term", "Summer term 2023", "by Easter", "by Easter 2024",
    "Complete", "12 weeks",
    "Immediately",
    "monthly", "Ongoing – review March 2014", "April 2014 onwards", "41729", "May", "", "   ", "to be confirmed",
]  # fmt: skip
DOUBTFUL = [
    "30/02/14",
    "12/31/2013",
    "31 November 2024",
    "14 Mar",
    "31/12",
    "Q1 2014",
    "March 2014\nJune 2014",
    "6 months from 1 April 2014",
]


@pytest.mark.parametrize(("printed", "expected"), PRINTED.items())
def test_the_last_day_of_what_is_printed(printed: str, expected: str) -> None:
    reading = read_date(printed)
    assert reading.date == dt.date.fromisoformat(expected)
    assert (reading.raw, reading.original, reading.suspect) == (printed, None, "")


@pytest.mark.parametrize("printed", WITHOUT)
def test_words_that_are_no_date(printed: str) -> None:
    reading = read_date(printed)
    assert (reading.date, reading.original, reading.suspect) == (None, None, "")


@pytest.mark.parametrize("printed", DOUBTFUL)
def test_what_is_doubtful_has_no_date_and_a_question(printed: str) -> None:
    reading = read_date(printed)
    assert reading.date is None
    assert reading.suspect


@pytest.mark.parametrize(
    ("printed", "now", "first"),
    [
        ("31/12/2013 (revised to 30/04/14)", "2014-04-30", "2013-12-31"),
        ("30/04/14 (was 31/12/13)", "2014-04-30", "2013-12-31"),
        ("Originally March 2014, now June 2014", "2014-06-30", "2014-03-31"),
        ("end March 2025 → end June 2025", "2025-06-30", "2025-03-31"),
        ("Revised: 30/04/14 (original 31/12/13)", "2014-04-30", "2013-12-31"),
        ("March 2014, revised to May 2014, revised to July 2014", "2014-07-31", "2014-03-31"),
    ],
)
def test_a_revised_date_keeps_the_first(printed: str, now: str, first: str) -> None:
    reading = read_date(printed)
    assert (reading.date, reading.original) == (dt.date.fromisoformat(now), dt.date.fromisoformat(first))


def test_the_day_comes_first() -> None:
    assert read_date("03/04/2014").date == dt.date(2014, 4, 3)


def test_a_stored_date_counts_only_where_the_text_says_nothing() -> None:
    assert read_date("Mar-14", hint="2014-03-01").date == dt.date(2014, 3, 31)
    assert read_date("Monday", hint="2014-03-03").date == dt.date(2014, 3, 3)
    assert read_date("Ongoing", hint="2014-03-03").date is None


def test_all_dates_of_a_text_in_order() -> None:
    found = find_dates("Agreed 3 May 2024; due Q1 24/25, was March 2024")
    assert [one.date for one in found] == [dt.date(2024, 5, 3), dt.date(2024, 6, 30), dt.date(2024, 3, 31)]


@given(st.text(alphabet=st.sampled_from("0123456789/.-– JanMarchQ()→revisdtoby,\n'’"), max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = read_date(text)
    assert reading.date is None or 1900 <= reading.date.year <= 2999


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2059, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%d-%b-%y", "%A %d %B %Y", "%Y-%m-%d"]),
)
def test_every_day_is_read_back_in_every_form(day: dt.date, form: str) -> None:
    assert read_date(day.strftime(form)).date == day

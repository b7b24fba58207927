"""Working days in England."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.lib.working_days import (
    Holidays,
    add_working_days,
    england,
    holidays_of,
    is_working_day,
    working_days_between,
)

ENGLAND = england()
days = st.dates(date(2012, 1, 1), date(2026, 12, 31))
numbers = st.integers(1, 120)


def test_the_shipped_list_is_whole_from_2012_and_reaches_beyond_the_next_years():
    assert ENGLAND.first_year == 2012
    assert ENGLAND.last_year >= 2027


@pytest.mark.parametrize("day", [date(2020, 5, 8), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)])
def test_one_off_holidays_are_not_working_days(day):
    assert is_working_day(day, ENGLAND) is False


@pytest.mark.parametrize("day", [date(2020, 5, 4), date(2022, 5, 30), date(2023, 5, 9)])
def test_a_holiday_that_was_moved_is_a_working_day(day):
    assert is_working_day(day, ENGLAND) is True


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        (date(2014, 9, 8), 70, date(2014, 12, 15)),
        (date(2025, 1, 31), 67, date(2025, 5, 9)),
        (date(2024, 12, 24), 1, date(2024, 12, 27)),
        (date(2024, 3, 28), 1, date(2024, 4, 2)),
        (date(2024, 6, 1), 1, date(2024, 6, 3)),
    ],
)
def test_the_day_after_is_the_first_day(start, number, due):
    assert add_working_days(start, number, ENGLAND) == due
    assert working_days_between(start, due, ENGLAND) == number


@given(days, numbers)
def test_a_due_day_is_a_working_day_and_counts_back(start, number):
    due = add_working_days(start, number, ENGLAND)
    assert due is not None and due.weekday() < 5 and due not in ENGLAND.days
    assert working_days_between(start, due, ENGLAND) == number
    assert working_days_between(due, start, ENGLAND) == -number


@given(days, numbers)
def test_a_later_start_or_a_longer_period_is_never_due_earlier(start, number):
    due = add_working_days(start, number, ENGLAND)
    assert due <= add_working_days(start + timedelta(days=1), number, ENGLAND)
    assert due < add_working_days(start, number + 1, ENGLAND)


def test_beyond_the_known_years_the_answer_is_not_known():
    short = Holidays(ENGLAND.days, 2012, 2024)
    assert add_working_days(date(2024, 12, 20), 10, short) is None
    assert working_days_between(date(2024, 12, 20), date(2025, 1, 10), short) is None
    assert is_working_day(date(2025, 1, 6), short) is None
    assert is_working_day(date(2025, 1, 4), short) is False
    assert add_working_days(date(2011, 6, 1), 1, ENGLAND) is None


def test_a_year_with_too_few_holidays_ends_what_is_known():
    whole = [date(year, month, 1) for year in (2020, 2021) for month in range(1, 9)]
    assert holidays_of([*whole, date(2022, 1, 3)]).last_year == 2021


def test_no_period_of_no_days():
    with pytest.raises(ValueError):
        add_working_days(date(2024, 1, 1), 0, ENGLAND)


def test_days_between_are_those_counted_one_by_one():
    chosen = random.Random(7)
    for _ in range(300):
        start = date(2019, 1, 1) + timedelta(days=chosen.randrange(4_500))
        end = start + timedelta(days=chosen.randrange(700))
        each = [
            is_working_day(start + timedelta(days=n), england()) for n in range(1, (end - start).days + 1)
        ]
        assert working_days_between(start, end, england()) == (None if None in each else sum(map(bool, each)))

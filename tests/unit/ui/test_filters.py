from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from sightline.ground.ui import filters

TODAY = date(2026, 3, 3)


def test_a_day_is_written_as_people_say_it():
    assert filters.day(date(2024, 3, 5)) == "5 March 2024"
    assert filters.short_day(date(2024, 9, 15)) == "15 Sep 2024"
    assert filters.month(date(2024, 9, 15)) == "September 2024"


def test_a_moment_is_written_in_local_time():
    summer = datetime(2024, 6, 30, 23, 30, tzinfo=UTC)
    assert filters.day(summer) == "1 July 2024"
    assert filters.moment(summer) == "1 July 2024 at 12:30am"


@pytest.mark.parametrize(
    "hour, minute, written",
    [(0, 0, "midnight"), (12, 0, "midday"), (0, 5, "12:05am"), (12, 30, "12:30pm"), (15, 0, "3pm")],
)
def test_times_of_the_day(hour, minute, written):
    assert filters.clock_time(datetime(2024, 1, 5, hour, minute, tzinfo=UTC)) == written


@pytest.mark.parametrize("name", ["day", "short_day", "month", "moment", "number", "ago"])
def test_what_is_missing_is_said_and_never_blank(name):
    assert filters.FILTERS[name](None) == "not stated"


def test_a_missing_value_has_a_style_that_no_value_has():
    assert "sl-not-stated" in filters.day_or_not_stated(None)
    assert "sl-not-stated" in filters.not_stated("  ")
    assert filters.not_stated(0) == 0
    assert filters.not_stated(False) is False


@pytest.mark.parametrize(
    "value, places, written",
    [
        (1234567, None, "1,234,567"),
        (12.5, None, "12.5"),
        (Decimal("12.50"), None, "12.5"),
        (Decimal("100"), None, "100"),
        (100.0, None, "100"),
        (0, None, "0"),
        (2.345, 1, "2.3"),
        (Decimal("1E+3"), None, "1,000"),
    ],
)
def test_numbers(value, places, written):
    assert filters.number(value, places) == written


def test_plurals():
    assert filters.plural(1, "finding") == "1 finding"
    assert filters.plural(0, "finding") == "0 findings"
    assert filters.plural(2, "body", "bodies") == "2 bodies"


@pytest.mark.parametrize(
    "days, written",
    [
        (0, "today"),
        (1, "yesterday"),
        (-1, "tomorrow"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (60, "8 weeks ago"),
        (61, "2 months ago"),
        (-400, "in 13 months"),
        (730, "2 years ago"),
    ],
)
def test_how_long_ago(days, written):
    assert filters.ago(TODAY - timedelta(days=days), TODAY) == written


def test_sizes_spans_and_shares():
    assert [filters.file_size(n) for n in (1, 640, 12_300, 3_440_000)] == [
        "1 byte",
        "640 bytes",
        "12 KB",
        "3.4 MB",
    ]
    assert filters.duration(timedelta(seconds=4)) == "4 seconds"
    assert filters.duration(timedelta(minutes=61)) == "1 hour"
    assert filters.percent(17, 19) == "89%"
    assert [filters.percent(part, 40) for part in (29, 9, 11, 3)] == ["73%", "23%", "28%", "8%"]
    assert filters.percent(0, 0) == "not stated"


def test_paragraphs_keep_lines_and_escape():
    assert (
        filters.paragraphs("One <b>\r\ntwo\n\n\n\nthree") == '<p class="govuk-body">One &lt;b&gt;<br>two</p>'
        '<p class="govuk-body">three</p>'
    )

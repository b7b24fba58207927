from datetime import UTC, datetime, timedelta

import pytest

from sightline.ground.jobs import rules

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 10), (2, 30), (3, 90), (4, 270), (5, 600), (500, 600)])
def test_waits_grow_and_stay_within_ten_minutes(attempts, seconds):
    assert rules.wait_before_next(attempts) == timedelta(seconds=seconds)


def test_two_retries_mean_three_attempts():
    assert [rules.may_try_again(attempts, 2) for attempts in (1, 2, 3)] == [True, True, False]


def test_a_job_never_heard_of_or_silent_too_long_is_lost():
    assert rules.is_lost(None, NOW)
    assert rules.is_lost(NOW - timedelta(seconds=61), NOW)
    assert not rules.is_lost(NOW - timedelta(seconds=59), NOW)


def test_a_daily_turn_is_due_at_its_offset():
    day, two = timedelta(days=1), timedelta(hours=2)
    assert rules.latest_turn(NOW, day, two) == datetime(2026, 11, 21, 2, tzinfo=UTC)
    early = datetime(2026, 11, 21, 1, 59, tzinfo=UTC)
    assert rules.latest_turn(early, day, two) == datetime(2026, 11, 20, 2, tzinfo=UTC)
    assert rules.latest_turn(datetime(2026, 11, 21, 2, tzinfo=UTC), day, two).day == 21

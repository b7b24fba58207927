"""When somebody is reminded, when a digest is due, whether a link can be used."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import england
from sightline.work.notices import rules
from sightline.work.notices.rules import Choice, Stand

DUE = date(2026, 3, 27)  # a Friday
OLD = date(2025, 1, 6)
WEEKLY, DAILY = Choice("weekly", 0, "all", True), Choice("daily", 0, "all", True)
YEAR = [date(2025, 12, 1) + timedelta(days=step) for step in range(420)]


def reminded_on(due: date, days: list[date]) -> list[tuple[date, int]]:
    """The days on which mail goes and something new is to be told, as the job would find it day after day."""
    told: set[int] = set()
    found = []
    for day in days:
        step = rules.step_reached(due, day)
        if rules.sends_on(day, england()) and step is not None and step not in told:
            told.add(step)
            found.append((day, step))
    return found


def test_thirty_seven_and_one_days_before_and_weekly_after():
    found = reminded_on(DUE, YEAR)
    assert found[:5] == [
        (date(2026, 2, 25), 30),
        (date(2026, 3, 20), 7),
        (date(2026, 3, 26), 1),
        (date(2026, 4, 7), -7),  # Good Friday and Easter Monday lie between: the 3rd is carried to the 7th
        (date(2026, 4, 10), -14),
    ]


def test_a_step_on_a_weekend_comes_on_monday_once():
    found = reminded_on(
        date(2026, 6, 15), YEAR
    )  # a Monday: one day before is a Sunday, 30 days before a Saturday
    assert found[:3] == [(date(2026, 5, 18), 30), (date(2026, 6, 8), 7), (date(2026, 6, 15), 1)]


def test_over_christmas_nothing_is_lost_and_nothing_comes_twice():
    found = reminded_on(date(2025, 12, 28), YEAR)  # a Sunday between Boxing Day and New Year
    assert found[1:3] == [(date(2025, 12, 22), 7), (date(2025, 12, 29), 1)]
    steps = [step for _, step in found]
    assert len(steps) == len(set(steps))


@given(st.dates(date(2026, 1, 1), date(2027, 6, 30)), st.integers(-100, 100))
def test_a_step_is_at_most_six_days_old_and_never_early(due: date, ahead: int):
    today = due - timedelta(days=ahead)
    step = rules.step_reached(due, today)
    if step is not None:
        assert ahead <= step <= ahead + rules.CARRIED
        assert step in rules.BEFORE or (step < 0 and step % 7 == 0)


def test_the_clocks_of_spring_and_autumn_move_no_day():
    """The job runs at six in the morning UTC; the day of London is the same on both sides of a change of clocks."""
    london = ZoneInfo("Europe/London")
    for change in (date(2026, 3, 29), date(2026, 10, 25)):
        for step in range(-2, 3):
            day = change + timedelta(days=step)
            assert datetime(day.year, day.month, day.day, 6, tzinfo=UTC).astimezone(london).date() == day


def test_occasions_are_named_after_their_date_so_that_a_moved_date_begins_anew():
    stand = Stand(DUE, date(2026, 3, 19), OLD)
    assert rules.occasions(stand, date(2026, 3, 20)) == ["due:2026-03-27:7"]
    moved = Stand(date(2026, 4, 24), date(2026, 3, 19), OLD)
    assert rules.occasions(moved, date(2026, 3, 25)) == ["due:2026-04-24:30"]


def test_an_update_is_never_asked_for_thirty_days_ahead_of_six_weeks():
    stand = Stand(None, date(2026, 3, 2), OLD)
    asked = {d: rules.occasions(stand, d) for d in YEAR}
    assert not any(asked[date(2026, 3, 2) + timedelta(days=n)] for n in range(35))
    assert asked[date(2026, 4, 6)] == ["update:2026-04-13:7"]
    assert asked[date(2026, 4, 12)] == ["update:2026-04-13:1"]
    assert asked[date(2026, 4, 20)] == ["update:2026-04-13:-7"]


@pytest.mark.parametrize(
    ("due", "last", "why"),
    [
        (date(2026, 3, 1), date(2026, 2, 20), "overdue"),
        (date(2026, 3, 1), date(2026, 3, 15), ""),  # spoken of this week
        (date(2026, 3, 25), date(2026, 3, 1), "due soon"),
        (date(2026, 9, 1), date(2026, 1, 5), "update overdue"),
        (date(2026, 9, 1), date(2026, 2, 8), "update due soon"),
        (date(2026, 9, 1), date(2026, 3, 10), ""),
        (None, None, "update overdue"),
        (date(2026, 3, 1), date(2026, 3, 20), ""),
    ],
)
def test_why_an_update_is_asked_for(due, last, why):
    assert rules.why_asked(Stand(due, last, OLD), date(2026, 3, 20)) == why


def digests(choice: Choice, days: list[date], runs: set[date] | None = None) -> list[date]:
    last, found = None, []
    for day in days:
        if (runs is None or day in runs) and rules.digest_due(choice, last, day, england()):
            last = day
            found.append(day)
    return found


def test_a_weekly_digest_comes_every_week_of_the_year_and_never_twice():
    found = digests(WEEKLY, YEAR)
    mondays = [day for day in YEAR if day.weekday() == 0]
    assert len(found) == len(mondays)
    for monday, day in zip(mondays, found, strict=True):
        assert timedelta(0) <= day - monday < timedelta(days=5) and rules.sends_on(day, england())
    assert date(2026, 4, 7) in found, "Easter Monday's comes on Tuesday"


def test_a_digest_missed_by_a_stopped_worker_comes_when_it_is_back_and_then_on_its_own_day_again():
    found = digests(
        WEEKLY, YEAR, runs={day for day in YEAR if not date(2026, 2, 1) < day < date(2026, 2, 12)}
    )
    assert [day for day in found if day.month == 2] == [
        date(2026, 2, 12),
        date(2026, 2, 16),
        date(2026, 2, 23),
    ]


def test_a_daily_digest_comes_on_working_days():
    found = digests(DAILY, YEAR)
    assert found == [day for day in YEAR if rules.sends_on(day, england())]
    assert not rules.digest_due(DAILY, date(2026, 3, 4), date(2026, 3, 4), england())


def test_the_next_digest_is_the_first_day_on_which_one_is_due():
    assert rules.next_digest(WEEKLY, date(2026, 3, 30), date(2026, 3, 31), england()) == date(2026, 4, 7)
    assert rules.next_digest(Choice("none", 0, "all", True), None, DUE, england()) is None


def test_periods_join_without_gap_or_overlap():
    now, last = datetime(2026, 3, 2, 6, tzinfo=UTC), None
    for step in range(10):
        since, until = rules.digest_period(WEEKLY, last, now + timedelta(days=7 * step, minutes=13 * step))
        assert last is None or since == last
        assert until > since
        last = until


def test_defaults_follow_the_role():
    assert rules.default_choice(["chair"]) == Choice("weekly", 0, "all", True)
    assert rules.default_choice(["action-owner"]).scope == "mine"
    assert rules.default_choice(["reader"]).digest == "none"


@pytest.mark.parametrize("state", ["used", "late", "withdrawn"])
def test_a_link_that_has_ended_is_refused_with_when_and_who(state):
    with pytest.raises(Refused) as refused:
        rules.check_can_use(
            state, when=datetime(2026, 3, 3, 15, 4, tzinfo=UTC), reason="Sent to the wrong person."
        )
    assert (
        "3 March 2026 at 3:04pm" in refused.value.sentence and "Nothing was changed" in refused.value.sentence
    )
    assert "programme office" in refused.value.who
    rules.check_can_use("out")

"""The page of a month: its days, and by when agendas must be out."""

from __future__ import annotations

from datetime import date, time
from types import SimpleNamespace
from typing import Any

import pytest

from sightline.domain.meetings.agenda_rules import out_by
from sightline.domain.meetings.meeting_rules import CLEAR_DAYS
from sightline.domain.meetings.moving_rules import (
    about_the_day,
    check_can_join,
    check_time_exists,
    described,
)
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import england, working_days_between
from sightline.work.calendars.month import laid_out, parse_month

TODAY = date(2026, 3, 10)


def meeting(on: date, **more: Any) -> Any:
    said = {
        "state": "planned",
        "agenda_sent_on": None,
        "kind": "committee",
        "starts": None,
        "notice_days": None,
    } | more
    return SimpleNamespace(on=on, body=SimpleNamespace(kind=said.pop("kind")), **said)


def day_of(month: Any, on: date) -> Any:
    return next(day for week in month.weeks for day in week if day.on == on)


def test_a_month_begins_on_monday_and_marks_today_and_bank_holidays():
    shown = laid_out(
        [meeting(date(2026, 4, 14))], date(2026, 4, 1), today=date(2026, 4, 14), holidays=england()
    )
    assert all(len(week) == 7 and week[0].on.weekday() == 0 for week in shown.weeks)
    assert [day.on for week in shown.weeks for day in week if day.holiday] == [
        date(2026, 4, 3),
        date(2026, 4, 6),
    ]
    assert [day.on for week in shown.weeks for day in week if day.today] == [date(2026, 4, 14)]
    assert shown.count == 1 and (shown.before, shown.after) == ("2026-03", "2026-05")
    assert not day_of(shown, date(2026, 3, 30)).inside


def test_an_agenda_must_be_out_five_clear_working_days_before_over_easter():
    meets = date(2026, 4, 9)  # Thursday after Easter: Good Friday and Easter Monday count for nothing
    out = out_by(meets, CLEAR_DAYS, england())
    assert out == date(2026, 3, 30)
    assert working_days_between(out, date(2026, 4, 8), england()) == 5


@pytest.mark.parametrize("meets", [date(2026, 1, 6), date(2026, 3, 29), date(2026, 10, 26), date(2026, 5, 5)])
def test_an_agenda_goes_out_on_a_working_day_with_five_between(meets):
    out = out_by(meets, CLEAR_DAYS, england())
    assert out is not None and about_the_day(out, england()) == ""
    between = working_days_between(out, date.fromordinal(meets.toordinal() - 1), england())
    assert between == 5


def test_what_is_not_known_is_not_said():
    assert out_by(date(2099, 5, 5), CLEAR_DAYS, england()) is None
    shown = laid_out([meeting(date(2099, 5, 5))], date(2099, 5, 1), today=TODAY, holidays=england())
    assert shown.not_known and not any(day.due for week in shown.weeks for day in week)
    assert "not known yet" in about_the_day(date(2099, 5, 5), england())


def test_only_planned_meetings_of_committees_without_an_agenda_have_a_day_by_which_it_must_be_out():
    on = date(2026, 3, 24)
    rows = [
        meeting(on),
        meeting(on, kind="board"),
        meeting(on, agenda_sent_on=TODAY),
        meeting(on, state="cancelled"),
    ]
    shown = laid_out(rows, date(2026, 3, 1), today=TODAY, holidays=england())
    due = day_of(shown, date(2026, 3, 16)).due
    assert [(one.meeting, one.late) for one in due] == [(rows[0], False)]
    late = laid_out(rows, date(2026, 3, 1), today=date(2026, 3, 17), holidays=england())
    assert day_of(late, date(2026, 3, 16)).due[0].late


def test_a_board_whose_clerk_set_days_of_notice_has_its_own_day():
    board = meeting(date(2026, 3, 24), kind="board", notice_days=3)
    shown = laid_out([board], date(2026, 3, 1), today=TODAY, holidays=england())
    assert [day.on for week in shown.weeks for day in week if day.due] == [date(2026, 3, 18)]


def test_the_agenda_of_a_meeting_of_next_month_stands_in_this_one():
    shown = laid_out([meeting(date(2026, 4, 2))], date(2026, 3, 1), today=TODAY, holidays=england())
    assert day_of(shown, date(2026, 3, 25)).due and shown.count == 0


@pytest.mark.parametrize(
    "typed",
    ["", "2026", "2026-13", "2026-00", "1066-01", "9999-12", "20²6-01", "2026-1-1", "x" * 5000, "-5-1"],
)
def test_what_is_no_month_is_none(typed):
    assert parse_month(typed) is None


def test_a_month_is_read():
    assert parse_month("2026-03") == date(2026, 3, 1)


def test_a_day_that_is_no_working_day_is_said():
    assert about_the_day(date(2026, 4, 3), england()) == "Friday 3 April 2026 is a bank holiday."
    assert about_the_day(date(2026, 4, 4), england()) == "4 April 2026 is a Saturday."
    assert about_the_day(date(2026, 4, 7), england()) == ""


def test_a_time_that_the_clocks_leave_out_is_refused():
    with pytest.raises(Refused, match=r"There is no 01:30 on 29 March 2026"):
        check_time_exists(date(2026, 3, 29), time(1, 30))
    for on, starts in (
        (date(2026, 3, 29), time(2)),
        (date(2026, 10, 25), time(1, 30)),
        (date(2026, 3, 29), None),
    ):
        check_time_exists(on, starts)


def test_meetings_of_two_bodies_stay_two():
    check_can_join(same=False, same_body=True)
    with pytest.raises(Refused, match="with itself"):
        check_can_join(same=True, same_body=True)
    with pytest.raises(Refused, match="two bodies stay two meetings"):
        check_can_join(same=False, same_body=False)


def test_what_was_described_is_said_in_words():
    old = {"title": "", "place": "Hall", "starts": time(14)}
    new = {"title": "", "place": "Room “2”", "starts": None}
    assert described(old, new) == "Place: “Hall”, now “Room “2””; Time: 14:00, now not stated."

"""The statutory clock, and what may become of a finding."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.inspections.frameworks import framework_for
from sightline.domain.inspections.rules import (
    FINDING_STATES,
    MOVES,
    InspectionDates,
    check_can_move,
    check_can_supersede,
    check_dates,
    clocks,
    first_free,
)
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import Holidays, england, working_days_between

ENGLAND = england()
SIF = framework_for("SIF", None)
ILACS = framework_for("ILACS", date(2022, 12, 5))
JTAI = framework_for("JTAI", None)
SEND = framework_for("Area SEND", date(2024, 5, 20))
VISIT = framework_for("ILACS focused visit", None)


def response(framework, dates, holidays=ENGLAND):
    """The clock of the council's answer."""
    return next(clock for clock in clocks(framework, dates, holidays) if clock.working_days in {70, None})


def test_seventy_working_days_from_a_report_of_8_september_2014():
    clock = response(SIF, InspectionDates(report_received=date(2014, 9, 8)))
    assert clock.due_computed == clock.due_used == date(2014, 12, 15)
    assert clock.counted_from_is == "report received" and clock.note == ""


def test_publication_within_thirty_working_days_runs_beside_it():
    names = {clock.name: clock.due_used for clock in clocks(SIF, InspectionDates(date(2014, 9, 8)), ENGLAND)}
    assert names["Report published by the authority"] == date(2014, 10, 20)


def test_the_inspectorates_own_date_overrides_and_both_are_kept():
    dates = InspectionDates(letter_date=date(2025, 1, 31), response_due_stated=date(2025, 5, 9))
    clock = response(JTAI, dates)
    assert clock.due_computed == date(2025, 5, 14)
    assert clock.due_stated == clock.due_used == date(2025, 5, 9)
    assert "differs" in clock.note and "date of the letter" in clock.note


def test_the_day_of_receipt_counts_before_letter_and_publication():
    dates = InspectionDates(date(2019, 1, 10), date(2019, 1, 14), date(2019, 1, 17))
    assert response(ILACS, dates).counted_from == date(2019, 1, 10)
    assert response(ILACS, replace(dates, report_received=None)).counted_from == date(2019, 1, 14)
    without = replace(dates, report_received=None, letter_date=None)
    assert response(ILACS, without).counted_from_is == "report published"


def test_without_a_day_nothing_is_worked_out_and_it_says_so():
    clock = response(ILACS, InspectionDates())
    assert clock.due_used is None and clock.days_left(date(2024, 1, 1)) is None
    assert "no date can be worked out" in clock.note


def test_where_bank_holidays_are_not_known_nothing_is_worked_out():
    short = Holidays(ENGLAND.days, 2012, 2014)
    clock = response(SIF, InspectionDates(date(2014, 11, 10)), short)
    assert clock.due_computed is None and "2014" in clock.note and "not known" in clock.note


def test_a_focused_visit_starts_clocks_only_with_priority_action():
    letter = InspectionDates(letter_date=date(2018, 8, 20), categories=("What needs to improve",))
    assert clocks(VISIT, letter, ENGLAND) == ()
    both = clocks(VISIT, replace(letter, categories=("Area for priority action",)), ENGLAND)
    assert [clock.working_days for clock in both] == [20, 70]
    assert both[0].due_used == date(2018, 9, 18)  # the summer bank holiday lies between


def test_area_send_asks_for_a_plan_only_where_there_is_priority_action_and_its_period_is_not_known():
    plain = InspectionDates(letter_date=date(2024, 7, 25), requires="update and publish strategic plan")
    assert clocks(SEND, plain, ENGLAND) == ()
    (clock,) = clocks(
        SEND, replace(plain, requires="prepare and submit a priority action plan (area SEND)"), ENGLAND
    )
    assert clock.due_used is None and clock.working_days is None and "not known" in clock.note
    stated = replace(plain, categories=("Areas for priority action",), response_due_stated=date(2024, 9, 30))
    assert clocks(SEND, stated, ENGLAND)[0].due_used == date(2024, 9, 30)


def test_a_stated_date_is_never_lost():
    dates = InspectionDates(response_due_stated=date(2024, 9, 2))
    (clock,) = clocks(None, dates, ENGLAND)
    assert clock.due_used == date(2024, 9, 2) and clock.due_computed is None
    monitoring = framework_for("ILACS monitoring visit", None)
    assert clocks(monitoring, dates, ENGLAND)[0].due_used == date(2024, 9, 2)


def test_days_left_count_down_to_the_day_and_below():
    clock = response(SIF, InspectionDates(date(2014, 9, 8)))
    assert clock.days_left(date(2014, 12, 15)) == 0
    assert (
        clock.days_left(date(2014, 12, 8)) == 7 and clock.working_days_left(date(2014, 12, 8), ENGLAND) == 5
    )
    assert (
        clock.days_left(date(2014, 12, 16)) == -1
        and clock.working_days_left(date(2014, 12, 16), ENGLAND) == -1
    )


def test_the_clock_agrees_with_the_letter_among_the_real_papers(shared):
    paper = json.loads((shared / "samples/inspections/blackpool_jtai_31-january-2025.json").read_text())
    letter, due = date.fromisoformat(paper["letter_date"]), date.fromisoformat(paper["response_due"])
    dates = InspectionDates(letter_date=letter, principal_authority=paper["principal_authority"])
    computed = response(JTAI, dates)
    stated = response(JTAI, replace(dates, response_due_stated=due))
    assert working_days_between(letter, due, ENGLAND) == paper["working_days_from_letter"]
    assert stated.due_used == due != stated.due_computed == computed.due_used


@given(st.dates(date(2013, 11, 1), date(2026, 6, 30)))
def test_no_clock_ever_falls_due_on_a_weekend_or_holiday(received):
    for clock in clocks(SIF, InspectionDates(received), ENGLAND):
        assert clock.due_used.weekday() < 5 and clock.due_used not in ENGLAND.days
        later = clocks(SIF, InspectionDates(received + timedelta(days=1)), ENGLAND)
        assert clock.due_used <= next(other for other in later if other.name == clock.name).due_used


@pytest.mark.parametrize("state", FINDING_STATES)
@pytest.mark.parametrize("to", FINDING_STATES)
def test_a_finding_moves_only_as_the_table_says(state, to):
    allowed = {("open", "met"), ("open", "superseded"), ("met", "open"), ("superseded", "open")}
    assert set(MOVES) == set(FINDING_STATES)
    if (state, to) in allowed:
        check_can_move(state, to)
    else:
        with pytest.raises(Refused, match="cannot become"):
            check_can_move(state, to)


@pytest.mark.parametrize(
    ("finding", "inspection", "same"),
    [
        (date(2020, 1, 1), date(2020, 1, 1), False),
        (date(2020, 1, 1), date(2019, 1, 1), False),
        (None, date(2019, 1, 1), False),
        (date(2020, 1, 1), None, False),
        (date(2020, 1, 1), date(2021, 1, 1), True),
    ],
)
def test_only_a_later_inspection_supersedes(finding, inspection, same):
    with pytest.raises(Refused) as refused:
        check_can_supersede(finding, inspection, same)
    assert refused.value.rule == "inspections.superseded-by-a-later-one"
    check_can_supersede(date(2020, 1, 1), date(2020, 1, 2), False)


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ((date(2023, 2, 1), date(2022, 2, 1), None, None), "end"),
        ((date(2023, 2, 1), None, date(2023, 1, 31), None), "report_received"),
        ((date(2023, 2, 1), None, None, date(2022, 2, 2)), "published"),
    ],
)
def test_dates_that_contradict_are_refused(dates, field):
    with pytest.raises(Refused) as refused:
        check_dates(*dates)
    assert refused.value.field == field
    check_dates(date(2023, 2, 1), None, None, None)


def test_numbers_are_not_given_twice():
    assert first_free([]) == 1
    assert first_free([1, 4, 2]) == 5

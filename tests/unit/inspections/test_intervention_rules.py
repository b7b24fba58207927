"""How an intervention stands on a day, and what may become of it and of its conditions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.domain.inspections.interventions import rules
from sightline.domain.inspections.interventions.rules import InterventionDates, state_on
from sightline.domain.plans.words import STREAMS
from sightline.ground.lib.errors import Refused

TODAY = date(2024, 6, 3)
maybe = some.none() | some.dates(date(2020, 1, 1), date(2028, 1, 1))


def test_the_streams_are_those_of_plans_so_that_one_filter_serves_both():
    assert rules.STREAMS == STREAMS


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        (InterventionDates(), "in-force"),
        (InterventionDates(since=TODAY), "in-force"),
        (InterventionDates(since=TODAY + timedelta(1)), "to-come"),
        (InterventionDates(issued=TODAY + timedelta(1)), "to-come"),
        (InterventionDates(issued=TODAY + timedelta(9), since=TODAY), "in-force"),
        (InterventionDates(since=date(2024, 1, 1), until=TODAY), "in-force"),
        (InterventionDates(since=date(2024, 1, 1), until=TODAY - timedelta(1)), "past-its-end"),
        (InterventionDates(since=date(2024, 1, 1), ended=TODAY), "ended"),
        (InterventionDates(since=date(2024, 1, 1), ended=TODAY + timedelta(1)), "in-force"),
        (InterventionDates(until=date(2024, 1, 1), ended=date(2024, 1, 5)), "ended"),
    ],
)
def test_how_it_stands(dates, state):
    assert state_on(dates, TODAY) == state


@given(some.builds(InterventionDates, maybe, maybe, maybe, maybe), some.dates(), some.integers(0, 2000))
def test_it_moves_only_as_the_moves_say(dates, day, later):
    """Whatever is stated: from one day to a later one it goes along MOVES, perhaps several steps at once."""
    start, end = state_on(dates, day), state_on(dates, min(day, date(9000, 1, 1)) + timedelta(later))
    if day > date(9000, 1, 1):
        return
    reached, fresh = {start}, {start}
    while fresh:
        fresh = {to for one in fresh for to in rules.MOVES[one]} - reached
        reached |= fresh
    assert end in reached


def test_passing_its_stated_end_does_not_end_it():
    dates = InterventionDates(since=date(2023, 1, 1), until=date(2024, 1, 1))
    assert state_on(dates, TODAY) == "past-its-end"
    rules.check_can_end(dates, TODAY, "expired", "The adviser", TODAY)


@pytest.mark.parametrize(
    ("on", "how", "says"),
    [
        (TODAY + timedelta(1), "lifted", "still to come"),
        (date(2022, 1, 1), "lifted", "cannot have ended"),
        (TODAY, "superseded", "how it ended"),
        (TODAY, "vanished", "how it ended"),
    ],
)
def test_an_end_that_cannot_be_is_refused(on, how, says):
    dates = InterventionDates(since=date(2023, 1, 1))
    with pytest.raises(Refused, match=says) as refused:
        rules.check_can_end(dates, on, how, "The direction", TODAY)
    assert "Nothing was changed." in refused.value.sentence


def test_what_has_ended_is_neither_ended_again_nor_revised():
    over = InterventionDates(since=date(2023, 1, 1), ended=date(2024, 1, 1))
    with pytest.raises(Refused, match="ended on 1 January 2024"):
        rules.check_can_end(over, TODAY, "lifted", "The direction", TODAY)
    with pytest.raises(Refused, match="no longer be revised"):
        rules.check_can_revise(over, InterventionDates(since=TODAY), "The direction", TODAY)


def test_a_revision_takes_the_place_on_its_own_first_day():
    old = InterventionDates(since=date(2023, 1, 1))
    assert rules.check_can_revise(old, InterventionDates(issued=TODAY), "It", TODAY) == TODAY
    for new, says in (
        (InterventionDates(), "State when"),
        (InterventionDates(since=date(2022, 1, 1)), "cannot begin before"),
        (InterventionDates(since=TODAY + timedelta(1)), "still to come"),
    ):
        with pytest.raises(Refused, match=says):
            rules.check_can_revise(old, new, "It", TODAY)


@pytest.mark.parametrize("now", rules.CONDITION_STATES)
@pytest.mark.parametrize("to", rules.CONDITION_STATES)
def test_conditions_move_as_the_moves_say(now, to):
    if to in rules.CONDITION_MOVES[now]:
        rules.check_move_condition(now, to, "Condition 1")
    else:
        with pytest.raises(Refused, match="Condition 1 is already"):
            rules.check_move_condition(now, to, "Condition 1")


def test_only_who_advises_has_a_log():
    for kind in rules.KINDS:
        if kind in ("adviser", "commissioner", "support"):
            rules.check_is_adviser(kind, "Focus areas")
        else:
            with pytest.raises(Refused, match="belong to an adviser"):
                rules.check_is_adviser(kind, "Focus areas")

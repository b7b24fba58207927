"""A plan that was sent answers the clock of its inspection, and says how early or late."""

from datetime import date

from sightline.domain.inspections.rules import Clock
from sightline.domain.plans.clocks_answered import Sent, answered, stands
from sightline.ground.lib.working_days import england


def a_clock(due: date | None, name: str = "Action plan", *, response: bool = True) -> Clock:
    return Clock(name, ("Ofsted",), 70, None, "", due, None, due, "", "a rule", True, response)


def test_what_was_sent_in_time_says_so_in_working_days():
    (clock,) = answered([a_clock(date(2023, 8, 2))], [Sent(date(2023, 7, 25), date(2023, 8, 2))], england())
    assert (clock.sent_on, clock.sent_stands) == (date(2023, 7, 25), "6 working days early")


def test_the_first_that_was_sent_answers_and_a_later_one_does_not_make_it_late():
    due = date(2023, 8, 2)
    (clock,) = answered([a_clock(due)], [Sent(date(2023, 9, 1), due), Sent(date(2023, 8, 1), due)], england())
    assert (clock.sent_on, clock.sent_stands) == (date(2023, 8, 1), "1 working day early")


def test_between_several_clocks_the_day_that_was_recorded_decides_and_else_the_response():
    plan, statement = a_clock(date(2023, 8, 2)), a_clock(date(2023, 9, 2), "Statement", response=False)
    first, second = answered([plan, statement], [Sent(date(2023, 7, 25), date(2023, 9, 2))], england())
    assert first.sent_on is None and second.sent_on == date(2023, 7, 25)
    first, second = answered([plan, statement], [Sent(date(2023, 7, 25), None)], england())
    assert (first.sent_stands, second.sent_on) == ("6 working days early", None)


def test_a_corrected_date_does_not_lose_what_was_sent_for_the_only_clock():
    (clock,) = answered([a_clock(date(2023, 8, 4))], [Sent(date(2023, 8, 7), date(2023, 8, 2))], england())
    assert clock.sent_stands == "1 working day late"
    (clock,) = answered([a_clock(None)], [Sent(date(2023, 8, 7), None)], england())
    assert (clock.sent_on, clock.sent_stands) == (date(2023, 8, 7), "")


def test_days_without_a_working_day_between_are_still_late():
    assert stands(date(2023, 8, 4), date(2023, 8, 5), england()) == "1 day late"
    assert stands(date(2023, 8, 4), date(2023, 8, 4), england()) == "on the day"

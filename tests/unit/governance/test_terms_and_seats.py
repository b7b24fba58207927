from datetime import date

import pytest

from sightline.domain.governance.seat_rules import SeatFacts, check_deputy, check_seat, overlap
from sightline.domain.governance.terms_rules import (
    EndDecision,
    EndingFacts,
    check_can_end,
    check_reporting_line,
    check_terms_change,
    expected_by,
)
from sightline.ground.lib.errors import Refused

JAN, JUN, DEC = date(2024, 1, 31), date(2024, 6, 3), date(2024, 12, 31)
CHAIR = SeatFacts(1, "chair", ("post", 4), "Director", JAN, None)


@pytest.mark.parametrize(
    ("frequency", "last", "by"),
    [
        ("monthly", JAN, date(2024, 2, 29)),
        ("quarterly", date(2023, 11, 30), date(2024, 2, 29)),
        ("six-weekly", JAN, date(2024, 3, 13)),
        ("yearly", date(2024, 2, 29), date(2025, 2, 28)),
        ("monthly", DEC, date(2025, 1, 31)),
        ("as-needed", JAN, None),
        (None, JAN, None),
        ("monthly", None, None),
    ],
)
def test_when_the_next_meeting_is_expected(frequency, last, by):
    assert expected_by(frequency, last, None) == by


def test_a_change_of_what_was_stated_needs_a_reason_and_a_first_statement_does_not():
    check_terms_change({"quorum_number": None}, {"quorum_number": 3}, "")
    with pytest.raises(Refused, match="Say why the quorum changes"):
        check_terms_change({"quorum_number": 3}, {"quorum_number": 4}, " ")
    check_terms_change({"quorum_number": 3}, {"quorum_number": None}, "It was never agreed")
    with pytest.raises(Refused, match="same as before"):
        check_terms_change({"exit_words": ""}, {"exit_words": None}, "Why not")


def test_a_reporting_line_does_not_come_back_to_where_it_began():
    check_reporting_line(1, 2, {2: 3}, "The Board")
    for lines in ({2: 1}, {2: 3, 3: 1}):
        with pytest.raises(Refused, match="would report to itself"):
            check_reporting_line(1, 2, lines, "The Board")
    with pytest.raises(Refused):
        check_reporting_line(1, 1, {}, "The Board")


def test_there_is_one_chair_at_a_time_and_an_independent_one_is_the_chair():
    second = SeatFacts(None, "independent-chair", ("post", 5), "Independent Chair", JUN, None)
    with pytest.raises(Refused, match="has a chair already: Director, from 31 January 2024"):
        check_seat(second, [CHAIR], "The Board")
    gone = SeatFacts(1, "chair", ("post", 4), "Director", JAN, date(2024, 6, 2))
    check_seat(second, [gone], "The Board")
    assert not overlap(second, gone) and overlap(second, CHAIR)


def test_nobody_has_two_seats_on_a_same_day():
    again = SeatFacts(None, "member", ("post", 4), "Director", JUN, None)
    with pytest.raises(Refused, match="sits on The Board already"):
        check_seat(again, [CHAIR], "The Board")
    check_seat(SeatFacts(1, "member", ("post", 4), "Director", JUN, None), [CHAIR], "The Board")


@pytest.mark.parametrize(
    ("deputy", "since", "until", "sentence"),
    [
        (("post", 5), JUN, None, "always has a first and a last day"),
        (None, JUN, DEC, "Choose the post or the person"),
        (("post", 5), DEC, JUN, "The last day is before the first"),
        (("post", 4), JUN, DEC, "cannot stand in for the same seat"),
        (("post", 6), JUN, DEC, "is a deputy for it already"),
    ],
)
def test_a_deputy_has_an_end_and_is_somebody_else(deputy, since, until, sentence):
    others = [SeatFacts(1, "member", ("post", 6), "Vice-Chair", JAN, DEC)]
    with pytest.raises(Refused, match=sentence):
        check_deputy(CHAIR, deputy, since, until, others)


def ending(**changes):
    facts = {
        "body": "The Board", "body_id": 1, "unmet": [], "earliest_end": None, "exit_words": "", "criteria": 0,
        "entitled": frozenset({1, 7}),
    }  # fmt: skip
    return EndingFacts(**(facts | changes))


def test_everything_that_stands_against_an_end_is_in_the_one_refusal():
    check_can_end(ending(), JUN, None)
    check_can_end(ending(earliest_end=JUN, exit_words="Until assured", criteria=1), JUN, None)
    with pytest.raises(Refused) as no:
        check_can_end(ending(unmet=["Assured"], earliest_end=DEC, exit_words="Until assured"), JUN, None)
    for part in ("“Assured” is not met", "before 31 December 2024", "no exit criterion records"):
        assert part in no.value.sentence


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (EndDecision(3, "other", 1, ("body", 1), True, JUN), "not a decision to end"),
        (EndDecision(3, "end-body", 1, ("body", 2), True, JUN), "not a decision to end"),
        (EndDecision(3, "end-body", 1, ("body", 1), False, JUN), "has no effect"),
        (EndDecision(3, "end-body", 9, ("body", 1), True, JUN), "cannot end The Board"),
    ],
)
def test_a_decision_that_does_not_carry_the_end_is_refused(decision, sentence):
    with pytest.raises(Refused, match=sentence):
        check_can_end(ending(unmet=["Assured"]), JUN, decision)
    check_can_end(ending(unmet=["Assured"]), JUN, EndDecision(3, "end-body", 7, ("body", 1), True, JUN))

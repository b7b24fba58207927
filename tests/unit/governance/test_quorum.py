from dataclasses import dataclass
from datetime import date
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.governance.quorum import quorate, quorum_needed, seats_on
from sightline.domain.governance.words import COUNTS_FOR_QUORUM, SEAT_ROLES

DAY = date(2024, 6, 4)


@dataclass(frozen=True)
class Terms:
    quorum_number: int | None = None
    quorum_share_of: int | None = None
    quorum_words: str = ""


@dataclass(frozen=True)
class Seat:
    pk: int
    role: str = "member"
    since: date | None = None
    until: date | None = None


def members(count: int) -> list[Seat]:
    return [Seat(pk) for pk in range(1, count + 1)]


@pytest.mark.parametrize(
    ("terms", "seats", "needed"),
    [
        (Terms(quorum_number=5), 9, 5),
        (Terms(quorum_share_of=4), 9, 3),
        (Terms(quorum_share_of=4), 8, 2),
        (Terms(quorum_share_of=3), 1, 1),
        (Terms(quorum_number=3, quorum_share_of=4), 8, 3),
        (Terms(quorum_number=3, quorum_share_of=2), 9, 5),
        (Terms(), 9, None),
        (None, 9, None),
        (Terms(quorum_share_of=4), 0, None),
        (Terms(quorum_number=4), 0, 4),
    ],
)
def test_the_larger_of_number_and_share_is_needed(terms, seats, needed):
    assert quorum_needed(terms, members(seats)).needed == needed


def test_vacant_seats_count_and_observers_do_not():
    seats = [Seat(1, "chair"), Seat(2, "observer"), Seat(3, "clerk"), Seat(4, "adviser"), Seat(5)]
    worked = quorum_needed(Terms(quorum_share_of=2), seats)
    assert (worked.needed, worked.counted_seats) == (1, 2)
    assert worked.words == "One in 2 of 2 seats that count, filled or vacant, is 1."


def test_a_quorum_that_cannot_be_met_says_so():
    assert "cannot be met" in quorum_needed(Terms(quorum_number=5), members(3)).words


def test_not_stated_is_not_quorate():
    assert quorate(members(20), None) is None
    assert quorate(members(2), 3) is False
    assert quorate(members(3), 3) is True
    assert quorate([Seat(1), Seat(1), Seat(1)], 3) is False
    assert quorate([Seat(1), Seat(2), Seat(3, "observer")], 3) is False


def test_the_seats_of_a_day_include_its_first_and_last():
    first, last = Seat(1, since=DAY), Seat(2, until=DAY)
    later, gone = Seat(3, since=date(2024, 6, 5)), Seat(4, until=date(2024, 6, 3))
    assert seats_on([first, last, later, gone, Seat(5)], DAY) == [first, last, Seat(5)]


@given(
    st.lists(st.sampled_from(sorted(SEAT_ROLES)), max_size=40),
    st.one_of(st.none(), st.integers(1, 20)),
    st.one_of(st.none(), st.integers(1, 10)),
)
def test_a_quorum_is_never_less_than_either_rule_asks(roles, number, one_in):
    seats = [Seat(pk, role) for pk, role in enumerate(roles)]
    counted = sum(role in COUNTS_FOR_QUORUM for role in roles)
    worked = quorum_needed(Terms(number, one_in), seats)
    assert worked.counted_seats == counted
    if worked.needed is None:
        assert (number, one_in) == (None, None) or (one_in is not None and not counted)
        return
    assert worked.needed == max(number or 0, ceil(counted / one_in) if one_in else 0)
    assert str(worked.needed) in worked.words
    assert quorate(seats, worked.needed) is (counted >= worked.needed)

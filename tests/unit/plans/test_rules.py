"""What may happen to a plan and its actions."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.plans import rules
from sightline.domain.plans.rules import FindingStand, count_thread
from sightline.domain.plans.words import ASSURANCE, LAYERS
from sightline.ground.lib.errors import Refused

TODAY = date(2025, 3, 4)


@dataclass(frozen=True)
class Moved:
    field: str
    old: str | None
    new: str | None
    on: date


class TestThread:
    def test_counts_and_names_the_rest(self):
        count = count_thread(
            [
                FindingStand("9", actions=2, evidenced=2, signed_off=1),
                FindingStand("10", actions=1, evidenced=1, signed_off=1),
                FindingStand("11", actions=0, evidenced=0, signed_off=0),
                FindingStand(
                    "12", actions=0, evidenced=0, signed_off=0, reason="Closed by the later inspection"
                ),
            ]
        )
        assert count.sentence == "3 of 4 findings answered, 2 evidenced, 1 signed off"
        assert count.unanswered == ("11",)

    def test_a_reason_answers_but_is_no_evidence(self):
        assert count_thread([FindingStand("1", 0, 0, 0, reason="why")]).evidenced == 0

    def test_an_empty_scope_claims_nothing(self):
        assert "No findings" in count_thread([]).sentence


class TestSeparation:
    def test_a_body_cannot_check_itself(self):
        with pytest.raises(Refused, match="Board cannot stand in two layers"):
            rules.check_separation({"deliver": [(1, "Board")], "monitor": [(1, "Board")]})

    def test_several_bodies_a_layer(self):
        rules.check_separation({"deliver": [(1, "A"), (2, "B")], "monitor": [(3, "C")]})

    @given(
        st.dictionaries(
            st.sampled_from(list(LAYERS)), st.lists(st.tuples(st.integers(1, 5), st.just("B")), max_size=4)
        )
    )
    def test_refused_exactly_when_a_body_stands_twice(self, layers):
        places: dict[int, set[str]] = {}
        for layer, bodies in layers.items():
            for key, _ in bodies:
                places.setdefault(key, set()).add(layer)
        twice = any(len(held) > 1 for held in places.values())
        if twice:
            with pytest.raises(Refused):
                rules.check_separation(layers)
        else:
            rules.check_separation(layers)


class TestAssurance:
    @pytest.mark.parametrize("decided", sorted(rules.DECIDED))
    @pytest.mark.parametrize("old", [None, *ASSURANCE])
    def test_an_officer_never_sets_what_a_body_decides(self, old, decided):
        with pytest.raises(Refused, match="decision"):
            rules.check_assurance_move(old, decided)

    def test_the_way_up(self):
        for old, new in [(None, "reported"), ("reported", "evidenced"), ("evidenced", "verified")]:
            rules.check_assurance_move(old, new)

    def test_no_short_cut(self):
        with pytest.raises(Refused):
            rules.check_assurance_move("reported", "verified")


class TestUpdates:
    def test_says_something_or_no_change(self):
        with pytest.raises(Refused):
            rules.check_update(text="  ", no_change=False, delivery=None, on=TODAY, today=TODAY)
        rules.check_update(text="", no_change=True, delivery=None, on=TODAY, today=TODAY)

    def test_not_in_the_future(self):
        with pytest.raises(Refused):
            rules.check_update(text="x", no_change=False, delivery=None, on=TODAY + timedelta(1), today=TODAY)

    @pytest.mark.parametrize("field", ["impact", "assurance", "due"])
    def test_an_owner_does_not_judge(self, field):
        with pytest.raises(Refused):
            rules.check_owner_fields([field])

    def test_copied_words(self):
        assert rules.same_words("Work  continues.", "work continues.")
        assert not rules.same_words("", "")


class TestReasons:
    @pytest.mark.parametrize("field", ["due", "figure:target", "priority", "impact"])
    def test_travel(self, field):
        with pytest.raises(Refused):
            rules.check_reason([field], " ")
        rules.check_reason([field], "Supplier late")


DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


class TestAsAt:
    def test_the_old_value_before_the_move_and_the_new_from_its_day(self):
        moves = [
            Moved("due", "2024-03-31", "2024-06-30", date(2024, 3, 1)),
            Moved("due", "2024-06-30", "2024-09-30", date(2024, 6, 1)),
        ]
        assert rules.value_at(moves, "2024-09-30", date(2024, 2, 29)) == "2024-03-31"
        assert rules.value_at(moves, "2024-09-30", date(2024, 3, 1)) == "2024-06-30"
        assert rules.value_at(moves, "2024-09-30", date(2024, 12, 1)) == "2024-09-30"

    @given(st.lists(DAYS, min_size=1, max_size=8).map(sorted), DAYS)
    def test_agrees_with_replaying_the_moves(self, days, day):
        values = [str(n) for n in range(len(days) + 1)]
        moves = [Moved("due", values[n], values[n + 1], on) for n, on in enumerate(days)]
        replayed = values[sum(on <= day for on in days)]
        assert rules.value_at(moves, values[-1], day) == replayed

    def test_slips_count_only_moves_to_a_later_day(self):
        moves = [
            Moved("due", None, "2024-03-31", TODAY),
            Moved("due", "2024-03-31", "2024-06-30", TODAY),
            Moved("due", "2024-06-30", "2024-05-31", TODAY),
        ]
        assert rules.slips(moves) == 1

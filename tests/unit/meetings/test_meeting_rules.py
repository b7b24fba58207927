"""The rules of meetings, decisions and minutes, without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.governance import deciding_rules as deciding
from sightline.domain.governance.quorum import Quorum
from sightline.domain.governance.words import COUNTS_FOR_QUORUM, SEAT_ROLES
from sightline.domain.meetings import meeting_rules as rules
from sightline.domain.meetings import minutes_rules
from sightline.domain.meetings.meeting_rules import Came, SeatOfDay
from sightline.ground.lib.errors import Refused

DAY = date(2024, 6, 4)


def seats(*roles: str) -> list[SeatOfDay]:
    return [SeatOfDay(pk, role, f"Seat {pk}") for pk, role in enumerate(roles, start=1)]


ROOM = st.lists(
    st.tuples(
        st.sampled_from(sorted(SEAT_ROLES)),
        st.sampled_from(["present", "substitute", "apologies", "absent", "in-attendance"]),
        st.one_of(st.none(), st.integers(1, 8)),
        st.one_of(st.none(), st.integers(1, 8)),
    ),
    max_size=14,
)


@settings(max_examples=300, deadline=None)
@given(
    room=ROOM,
    needed=st.one_of(st.none(), st.integers(1, 8)),
    position=st.one_of(st.none(), st.integers(1, 8)),
)
def test_the_quorum_equals_a_naive_count(room, needed, position) -> None:
    sitting = seats(*(role for role, *_ in room))
    came = [
        Came(pk, how, f"P{pk}", first=first, last=last)
        for pk, (_, how, first, last) in enumerate(room, start=1)
    ]
    naive = 0
    for role, how, first, last in room:
        if role not in COUNTS_FOR_QUORUM or how not in ("present", "substitute"):
            continue
        if position is None:
            naive += first is None
        else:
            naive += (first or 0) <= position <= (last or 99)
    found = rules.quorum_then(came, sitting, Quorum(needed, len(sitting), "The rule."), position)
    assert found.present == naive
    assert found.quorate is (None if needed is None else naive >= needed)
    assert found.words.endswith("whether the meeting was quorate." if needed is None else "The rule.")


def test_a_seat_that_passed_on_that_day_is_one_place() -> None:
    sitting = [
        SeatOfDay(1, "member", "Old"),
        SeatOfDay(2, "member", "New", follows=1),
        SeatOfDay(3, "chair", "Chair"),
    ]
    assert rules.places(sitting) == {1: 2, 2: 2, 3: 3}
    assert [seat.pk for seat in rules.those_that_count(sitting)] == [2, 3]
    came = [Came(1, "present", "A")]
    assert rules.quorum_then(came, sitting, Quorum(1, 2, "")).present == 1
    with pytest.raises(Refused, match="passed from Old to New"):
        rules.check_attendance([*came, Came(2, "present", "B")], sitting, {})


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ([Came(9, "present", "A")], "did not stand on that day"),
        ([Came(1, "present", " ")], "Enter the name"),
        ([Came(1, "present", "A", first=3, last=2)], "left before coming"),
        ([Came(1, "present", "A"), Came(1, "substitute", "B")], "Two people are entered for the seat"),
        (
            [Came(1, "present", "A", frozenset({7})), Came(2, "present", "B", frozenset({7}))],
            "Ann is entered for two seats",
        ),
        (
            [
                Came(1, "present", "A", frozenset({7})),
                Came(2, "substitute", "B", frozenset({7}), deputy=True),
            ],
            "two seats",
        ),
        ([Came(3, "present", "A")], "nobody could be present in it"),
        ([Came(3, "substitute", "A")], "could not stand in for anybody"),
    ],
)
def test_an_attendance_that_cannot_be_is_refused(rows, part) -> None:
    sitting = [*seats("chair", "member"), SeatOfDay(3, "member", "Health", vacant=True)]
    with pytest.raises(Refused, match=part) as refused:
        rules.check_attendance(rows, sitting, {7: "Ann"})
    assert "Nothing was changed." in refused.value.sentence or "Nothing" in refused.value.sentence


def test_an_attendance_that_can_be_is_taken() -> None:
    sitting = [*seats("chair", "member"), SeatOfDay(3, "member", "Health", vacant=True)]
    rules.check_attendance(
        [
            Came(1, "present", "A", frozenset({7})),
            Came(2, "apologies", "A", frozenset({7})),
            Came(3, "substitute", "Deputy", deputy=True),
            Came(None, "in-attendance", "Auditor"),
        ],
        sitting,
        {7: "Ann"},
    )


@pytest.mark.parametrize(
    ("labels", "label"),
    [([], "Late 1"), (["1", "2"], "Late 1"), (["1", "Late 1"], "Late 2"), (["late 1", "Late 3"], "Late 2")],
)
def test_a_late_item_has_a_label_of_its_own(labels, label) -> None:
    assert rules.late_label(labels) == label


@pytest.mark.parametrize(
    ("old", "part"),
    [("", "Quote the words"), ("x", "do not stand"), ("o", "stand there 2 times")],
)
def test_a_correction_quotes_words_that_stand_there_once(old, part) -> None:
    with pytest.raises(Refused, match=part):
        minutes_rules.corrected("two words too", old, "n") if old != "o" else minutes_rules.corrected(
            "one or", old, "n"
        )
    assert minutes_rules.corrected("30 of 63 files", "63", "36") == "30 of 36 files"


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"withdrawn": True}, "taken out"),
        ({"ownership": "other"}, "another council’s"),
        ({"of_a_body": False}, "not matched"),
        ({"on": None}, "no date"),
        ({"decides": False}, "A commitment"),
        ({"quorate": None}, "Say whether the meeting was quorate"),
        ({"quorum_words": " "}, "what in the paper shows it"),
    ],
)
def test_a_paper_decides_only_what_it_can_show(changes, part) -> None:
    facts = {
        "number": 3, "of_a_body": True, "on": DAY, "ownership": "own", "withdrawn": False, "decides": True, "quorate": True,
        "quorum_words": "9 of 12 are listed",
    }  # fmt: skip
    rules.check_paper_decides(**facts)
    with pytest.raises(Refused, match=part):
        rules.check_paper_decides(**(facts | changes))


def decision(**changes) -> deciding.DecisionFacts:
    facts = {
        "number": 1, "kind": "other", "body_id": 1, "body": "Board", "on": DAY, "authority": "meeting", "state": "standing",
        "quorate": True,
    }  # fmt: skip
    return deciding.DecisionFacts(**(facts | changes))


@pytest.mark.parametrize(
    ("authority", "quorate", "state"),
    [
        ("meeting", True, "standing"),
        ("meeting", False, "awaiting"),
        ("delegation", None, "standing"),
        ("urgency", None, "standing"),
    ],
)
def test_a_decision_of_an_inquorate_meeting_waits(authority, quorate, state) -> None:
    assert deciding.state_of(authority, quorate) == state


@pytest.mark.parametrize(
    ("facts", "said", "after"),
    [
        ({"state": "awaiting", "quorate": False}, True, "ratified"),
        ({"state": "awaiting", "quorate": False}, False, "refused"),
        ({"authority": "urgency"}, True, "ratified"),
        ({"authority": "urgency"}, False, "standing"),
        ({"authority": "delegation"}, False, "standing"),
    ],
)
def test_what_a_quorate_meeting_says_of_it(facts, said, after) -> None:
    assert deciding.state_after(decision(**facts), said) == after


def test_a_report_is_overdue_after_the_next_quorate_meeting() -> None:
    urgent = decision(authority="urgency", quorate=None)
    days = [date(2024, 5, 1), date(2024, 8, 1), date(2024, 7, 1)]
    assert deciding.report_overdue(urgent, days) == date(2024, 7, 1)
    assert deciding.report_overdue(urgent, [DAY]) is None
    assert deciding.report_overdue(decision(authority="urgency", said=True), days) is None
    assert deciding.report_overdue(decision(), days) is None


def test_of_two_who_record_the_second_is_told_the_first_result() -> None:
    with pytest.raises(Refused, match="12/3, agreed, by Clerk"):
        rules.check_first(rules.Recorded("12/3", "agreed", "Clerk"), "Plan 1, action 2")
    rules.check_first(None, "Plan 1, action 2")

"""Which meeting, item and outcome a published paper tells of: certain only where nobody would doubt it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.domain.meetings.printed.rules import (
    BodyOfDay,
    HeldMeeting,
    Printed,
    alike,
    bare,
    check_agenda_day,
    check_day,
    differs,
    doubts_of_day,
    labels_of,
    match_items,
    match_outcomes,
    may_be,
)
from sightline.domain.meetings.promises.deferred import put_off, when_put_off
from sightline.domain.meetings.promises.rules import prefilled, whose_now
from sightline.ground.lib.errors import Refused

DAY, TODAY = date(2023, 9, 21), date(2024, 3, 1)
BOARD = BodyOfDay("Scrutiny Committee")


def held(number: int = 12, on: date = DAY, state: str = "held", same_body: bool = True) -> HeldMeeting:
    return HeldMeeting(number, on, state, f"Meeting {number}", same_body)


def test_a_day_that_cannot_be_stops_and_another_weekday_is_asked_about():
    assert doubts_of_day(DAY, "Thursday, 21st September, 2023", BOARD, TODAY) == ()
    (asked,) = doubts_of_day(DAY, "Monday 21 September 2023", BOARD, TODAY)
    assert "prints Monday" in asked.sentence and "was a Thursday" in asked.sentence and not asked.stops
    for body, on in (
        (BOARD, date(2032, 9, 21)),
        (BodyOfDay("Board", since=date(2024, 1, 1)), DAY),
        (BodyOfDay("Board", until=date(2023, 1, 1), successor="New Board"), DAY),
    ):
        found = doubts_of_day(on, "", body, TODAY)
        assert [one.stops for one in found] == [True]
        with pytest.raises(Refused, match="No meeting was recorded"):
            check_day(found)
    (ended,) = doubts_of_day(
        DAY, "", BodyOfDay("Board", until=date(2023, 1, 1), successor="New Board"), TODAY
    )
    assert "New Board followed it" in ended.sentence


def test_the_one_meeting_of_the_body_on_the_day_is_certain():
    (one,) = may_be(DAY, [held()])
    assert one.certain and one.number == 12
    assert [one.certain for one in may_be(DAY, [held(), held(13)])] == [False, False]
    assert not may_be(DAY, [held(same_body=False)])[0].certain


def test_a_meeting_cancelled_near_or_of_another_year_is_a_question():
    for other in (held(state="cancelled"), held(on=date(2023, 9, 23)), held(on=date(2024, 9, 21))):
        (one,) = may_be(DAY, [other])
        assert not one.certain and one.why
    assert may_be(DAY, [held(on=date(2023, 10, 21))]) == ()


def test_items_are_matched_by_words_whatever_their_numbers():
    here = [Printed("a", "1", "Front door"), Printed("b", "2", "Care leavers")]
    there = [Printed("x", "41/08", "CARE LEAVERS"), Printed("y", "42/08", "The front-door")]
    found = {one.key: one for one in match_items(here, there)}
    assert found["b"].held == "x" and found["b"].certain
    assert found["a"].held == "y" and not found["a"].certain  # the words are alike and not the same


def test_an_item_without_a_title_is_known_by_what_it_came_to_alone():
    here = [Printed("a", "", "", ("That a report come in May.",))]
    there = [
        Printed("x", "4", "Front door", ("RESOLVED: That a report come in May",)),
        Printed("y", "5", "Other"),
    ]
    (one,) = match_items(here, there)
    assert one.held == "x" and one.certain
    noted = [Printed(key, "", "", ("To note the report.",)) for key in "ab"]
    assert all(
        not one.held for one in match_items(noted, [Printed("x", "4", "Front door", ("To note the report",))])
    )


def test_the_number_alone_makes_nothing_certain():
    (one,) = match_items([Printed("a", "4", "")], [Printed("x", "4", "Front door")])
    assert one.held == "x" and not one.certain
    (other,) = match_items([Printed("a", "4", "Care leavers")], [Printed("x", "4", "Front door")])
    assert other.certain and other.held == ""


def test_titles_that_stand_twice_need_the_number_too():
    here = [Printed("a", "3", "Update"), Printed("b", "4", "Update")]
    there = [Printed("x", "3", "Update"), Printed("y", "5", "Update")]
    found = {one.key: one for one in match_items(here, there)}
    assert found["a"].held == "x" and found["a"].certain
    assert not (found["b"].certain and found["b"].held)


def test_a_later_version_mends_words_of_the_same_outcome():
    here = [
        ("n1", "That the report be noted and circulated to members."),
        ("n2", "That care leavers be visited."),
    ]
    there = [("h1", "That the report be noted.")]
    assert match_outcomes(here, there) == {}
    here[0] = ("n1", "That the final report be noted.")
    assert match_outcomes(here, there) == {"n1": "h1"}
    assert match_outcomes([("n1", "To note."), ("n2", "To note.")], [("h1", "to note")]) == {"n1": "h1"}


def test_differences_are_said_and_nothing_is_said_of_what_is_not_stated():
    assert differs("5.", "Front door", "5", "FRONT DOOR") == ()
    assert differs("", "", "5", "Front door") == ()
    number, title = differs("5", "Front doors", "4", "Front door")
    assert "item 5; it is held as item 4" in number and "Front doors" in title


def test_an_agenda_keeps_its_numbers_and_invents_none():
    assert labels_of(["1.", "2", "", "2", "4a"]) == ["1", "2", "(3)", "(4)", "4a"]
    check_agenda_day(TODAY, BOARD, TODAY)
    with pytest.raises(Refused, match="is over"):
        check_agenda_day(DAY, BOARD, TODAY)
    with pytest.raises(Refused, match="ended on"):
        check_agenda_day(TODAY, BodyOfDay("Board", until=DAY), TODAY)


WORDS = st.lists(st.sampled_from(["front", "door", "update", "report", "care", ""]), max_size=3).map(" ".join)
ITEMS = st.lists(
    st.tuples(st.sampled_from(["", "1", "2", "41/08"]), WORDS, st.lists(WORDS, max_size=2)), max_size=6
).map(
    lambda rows: [
        Printed(f"k{n}", number, title, tuple(said)) for n, (number, title, said) in enumerate(rows)
    ]
)


@settings(max_examples=60, deadline=None)
@given(ITEMS, ITEMS)
def test_each_item_is_answered_once_and_each_held_one_is_certain_once(here, there):
    there = [Printed(f"h{n}", one.number, one.title, one.said) for n, one in enumerate(there)]
    found = match_items(here, there)
    assert [one.key for one in found] == [one.key for one in here]
    sure = [one.held for one in found if one.certain and one.held]
    assert len(sure) == len(set(sure)) and set(sure) <= {one.key for one in there}


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_the_same_outcomes_again_are_all_held(words):
    here = [(f"n{n}", text) for n, text in enumerate(words)]
    there = [(f"h{n}", text) for n, text in enumerate(words)]
    found = match_outcomes(here, there)
    assert len(found) == len(words) == len(set(found.values()))


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_share_and_takes_any_text(one, other):
    assert 0 <= alike(one, other) <= 1 and (alike(one, one) == 1 or not bare(one))


@pytest.mark.parametrize(
    "text",
    [
        "To be advised during the presentation.",
        "Financial implications will be reported at the meeting.",
        "A verbal update will be given.",
        "Figures are to be tabled.",
    ],
)
def test_an_answer_that_is_put_off_is_a_promise(text):
    assert put_off(text) == (text,)
    assert prefilled(text).kind


@pytest.mark.parametrize(
    "text",
    [
        "None.",
        "The Director will provide a presentation to the Committee at the meeting.",
        "The report was given at the meeting.",
        "Members will be advised by letter.",
        "",
    ],
)
def test_what_puts_nothing_off_is_none(text):
    assert put_off(text) == ()


def test_when_an_answer_is_put_off_to_is_kept_as_printed():
    assert when_put_off("To be advised during the presentation.") == "during the presentation"
    says = prefilled("To be advised during the presentation.")
    assert says.kind == "supply" and says.due is None and says.due_printed == "during the presentation"
    assert put_off("None.\nTo be confirmed at the meeting.") == ("To be confirmed at the meeting.",)


def test_a_promise_whose_body_ended_says_who_takes_it_or_asks():
    assert whose_now("Board", None, "", TODAY) == "" == whose_now("Board", TODAY, "", TODAY)
    assert "New Board followed it" in whose_now("Board", DAY, "New Board", TODAY)
    assert "Who takes this promise?" in whose_now("Board", DAY, "", TODAY)

"""A promise in one line, what can be pressed for a seat, and dates that look wrong."""

from __future__ import annotations

from datetime import date

import pytest

from sightline.domain.meetings.in_room_rules import (
    Other,
    PromiseLine,
    SavedMeanwhile,
    check_key,
    check_nobody_saved,
    dates_to_question,
    presses,
    promise_line,
)
from sightline.ground.lib.errors import Refused


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "Director; send the plan; by 12 March 2027",
            PromiseLine("Director", "send the plan", "by 12 March 2027"),
        ),
        ("Director; send the plan", PromiseLine("Director", "send the plan", "")),
        ("send the plan; when released", PromiseLine("", "send the plan", "when released")),
        ("send the plan", PromiseLine("", "send the plan", "")),
        (" ; send the plan ;", PromiseLine("", "send the plan", "")),
    ],
)
def test_a_promise_in_one_line(line: str, wanted: PromiseLine) -> None:
    assert promise_line(line) == wanted


def test_a_line_without_words_or_with_too_many_parts() -> None:
    for line in ("", " ; ", "a; b; c; d"):
        with pytest.raises(Refused):
            promise_line(line)
    assert promise_line("Director; send the plan; by May").words == "Director: send the plan; by May"


def test_what_can_be_pressed() -> None:
    """presses(attendance, came late, gone, begun, first item, decided)"""
    assert presses(None, False, False, False, True, False) == ["here", "apologies"]
    assert presses(None, False, False, True, False, False) == ["came", "here", "apologies"]
    assert presses("present", False, False, True, False, False) == ["left"]
    assert presses("present", False, False, True, False, True) == ["leaves"]
    assert presses("present", False, False, True, True, False) == ["leaves"]
    assert presses("present", True, True, True, False, False) == ["stayed", "from-start"]
    assert presses("apologies", False, False, True, False, False) == ["came", "here"]


def test_who_saves_second_is_told_of_the_last_three() -> None:
    check_nobody_saved([])
    with pytest.raises(SavedMeanwhile, match="1 more") as told:
        check_nobody_saved([Other("Clerk", f"at 14:0{n}", f"Words {n}.") for n in range(4)])
    assert "Words 3”" in told.value.sentence and "Words 0" not in told.value.sentence
    with pytest.raises(Refused, match="out of date"):
        check_key("x y")


def test_dates_in_the_wrong_year_are_asked_about() -> None:
    met = {date(2024, 3, 12), date(2024, 6, 11)}
    weekday = dates_to_question("It meets again on Tuesday 12 March 2023.", met)
    assert [one.why for one in weekday] == ["12 March 2023 was a Sunday, not a Tuesday; it was in 2024."]
    assert "12 March 2023" in weekday[0].words
    held = dates_to_question("The minutes of the meeting held on 12 March 2023 were approved.", met)
    assert [one.why for one in held] == [
        "The body did not meet on 12 March 2023, and it did on 12 March 2024."
    ]
    for sure in (
        "The minutes of the meeting held on 12 March 2024 were approved.",
        "The inspection of 12 March 2023 was discussed.",
        "It meets on Tuesday 12 March 2024.",
        "The minutes of the meeting of another body on 5 May 2023.",
    ):
        assert dates_to_question(sure, met) == []

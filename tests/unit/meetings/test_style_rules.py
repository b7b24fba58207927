"""How a body's own style prints resolutions, and that words which leave a choice stay as they are."""

from __future__ import annotations

import time

import pytest

from sightline.domain.meetings.style_rules import (
    STANDARD,
    StandardPhrase,
    Style,
    begun,
    check_filled,
    check_style,
    core_of,
    filled_in,
    in_style,
    number,
    phrases_for,
    printed,
    unfilled,
)
from sightline.ground.lib.errors import Refused

RESOLVED, AGREED, BOARD = (
    Style("RESOLVED:", "(1)"),
    Style("AGREED –", "1."),
    Style("The Board agreed that", "(a)"),
)


@pytest.mark.parametrize(
    ("words", "style", "wanted"),
    [
        ("RESOLVED: That it be noted.", AGREED, "AGREED – That it be noted."),
        ("RESOLVED: That it be noted.", BOARD, "The Board agreed that it be noted."),
        ("The Scrutiny Committee agreed that: it be noted.", RESOLVED, "RESOLVED: That it be noted."),
        ("Resolved – to note the report.", AGREED, "AGREED – to note the report."),
        (
            "AGREED to note the report.",
            BOARD,
            "AGREED to note the report.",
        ),  # "agreed that to note" is no sentence
        ("The report agreed that day was noted.", BOARD, "The report agreed that day was noted."),
        ("The report was noted.", BOARD, "The report was noted."),
        ("RESOLVED: So.", BOARD, "RESOLVED: So."),
        ("RESOLVED: That it be noted.", Style(), "RESOLVED: That it be noted."),
    ],
)
def test_one_resolution_in_a_style(words: str, style: Style, wanted: str) -> None:
    assert in_style(words, style) == wanted


def test_several_resolutions_stand_under_one_opening_with_numbers() -> None:
    rows = [
        ("agreed", "RESOLVED: That a."),
        ("noted", "The report was noted."),
        ("agreed", "RESOLVED: That b."),
    ]
    first, noted, second = printed(rows, BOARD)
    assert first and (first.opening, first.number, first.text) == ("The Board agreed that", "(a)", "a.")
    assert noted is None
    assert second and (second.opening, second.number, second.text) == ("", "(b)", "b.")
    alone = printed(rows[:2], BOARD)[0]
    assert alone and (alone.opening, alone.number, alone.text) == ("", "", "The Board agreed that a.")
    assert printed(rows, Style()) == [None, None, None]
    not_numbered = printed(rows, Style("AGREED –"))
    assert [one.text if one else None for one in not_numbered] == [
        "AGREED – That a.",
        None,
        "AGREED – That b.",
    ]


def test_not_agreed_is_never_printed_as_resolved() -> None:
    assert printed([("refused", "RESOLVED: That a."), ("deferred", "RESOLVED: That b.")], RESOLVED) == [
        None,
        None,
    ]


def test_numbers() -> None:
    assert [number(4, kind) for kind in ("", "1.", "(1)", "(a)", "(i)")] == ["", "4.", "(4)", "(d)", "(iv)"]
    assert (number(28, "(a)"), number(19, "(i)")) == ("(ab)", "(xix)")


def test_what_forms_begin_with() -> None:
    assert [begun(one) for one in (Style(), AGREED, BOARD)] == [
        "RESOLVED: That ",
        "AGREED – That ",
        "The Board agreed that ",
    ]


def test_phrases_fill_in_and_their_open_places_are_asked_for() -> None:
    own = [StandardPhrase("agreed", "That the plan be endorsed.", "plan", pk=1)]
    offered = phrases_for("plan", own)
    assert offered[0].pk == 1 and len(offered) == len(STANDARD) + 1
    assert all(one.item_kind in ("", "business") for one in phrases_for("business", own))
    assert filled_in(own[0], BOARD) == "The Board agreed that the plan be endorsed."
    assert filled_in(own[0], Style()) == "RESOLVED: That the plan be endorsed."
    put_off = next(one for one in STANDARD if one.result == "deferred")
    assert filled_in(put_off, BOARD) == "The item be put off to the next meeting."
    assert unfilled("That a report on [subject] come in [month].") == ["[subject]", "[month]"]
    with pytest.raises(Refused, match="still hold"):
        check_filled("That a report on [subject] be brought.")


def test_a_style_that_cannot_be() -> None:
    for opening, numbering, said in (
        ("", "(a)", "need words"),
        ("A\nB", "", "one line"),
        ("A", "x", "Choose how"),
    ):
        with pytest.raises(Refused, match=said):
            check_style(opening, numbering)
    check_style("", "")


def test_hostile_words_take_no_time() -> None:
    started = time.process_time()
    for words in ("the " * 20_000, "the " + "a " * 30_000, "resolved" * 8_000, "[" * 60_000, "[a" * 30_000):
        core_of(words)
        unfilled(words)
    assert time.process_time() - started < 0.5

"""Matching printed names, colours, successors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.governance.rules import (
    Known,
    check_can_succeed,
    check_colours,
    contrast,
    initials,
    match_body,
    match_post,
    plain,
)
from sightline.ground.lib.errors import Refused

BOARD = Known(1, "Children’s Improvement Board", short_name="CIB", former=("Getting to Good Board",))
SCRUTINY = Known(2, "Children and Young People’s Scrutiny Committee")
OLD = Known(3, "Children’s Social Care Board", ended=True)
BODIES = [BOARD, SCRUTINY, OLD]
DCS = Known(10, "Director of Children’s Services", held_by=("The post holder",))
FRONT_DOOR = Known(11, "Head of Service", team="Front Door")
CARE_LEAVERS = Known(12, "Head of Service", team="Care Leavers")
POSTS = [DCS, FRONT_DOOR, CARE_LEAVERS]


@pytest.mark.parametrize(
    ("text", "key", "how"),
    [
        ("the children's improvement board", 1, "name"),
        ("CIB", 1, "short name"),
        ("Getting to Good Board", 1, "former name"),
        ("CYPSC", 2, "initials"),
        ("Children & Young People’s Scrutiny Committee", 2, "name"),
        ("Children's Social Care Board", 3, "name"),
        ("Improvement", None, ""),
        ("  ", None, ""),
    ],
)
def test_a_body_is_found_with_its_reason_or_not_at_all(text, key, how):
    match = match_body(text, BODIES)
    assert (match.key, match.how) == (key, how)
    assert match.reason.endswith(".")


def test_a_body_that_ended_is_offered_with_a_warning():
    assert "which has ended" in match_body("Children’s Social Care Board", BODIES).reason


@pytest.mark.parametrize(
    ("text", "key", "how"),
    [
        ("Director of Children's Services", 10, "name"),
        ("DCS", 10, "initials"),
        ("D.C.S.", 10, "initials"),
        ("The post holder", 10, "holder"),
        ("Head of Service, Front Door", 11, "name"),
        ("Head of Service (Care Leavers)", 12, "name"),
        ("Head of Service - Adoption", None, ""),
    ],
)
def test_a_post_is_found_by_title_team_initials_or_holder(text, key, how):
    match = match_post(text, POSTS)
    assert (match.key, match.how) == (key, how)


def test_two_that_fit_are_both_offered_and_neither_is_chosen():
    match = match_post("Head of Service", POSTS)
    assert match.key is None and match.candidates == (11, 12)
    assert "Front Door" in match.reason and "Care Leavers" in match.reason


def test_of_two_the_one_that_still_exists_is_meant_and_it_is_said():
    again = Known(4, "Children’s Social Care Board")
    match = match_body("Children’s Social Care Board", [*BODIES, again])
    assert match.key == 4 and match.candidates == (3, 4) and "have ended" in match.reason


def test_small_letters_are_never_taken_for_initials():
    assert match_post("dcs", POSTS).key is None
    assert initials("Director of Children’s Services") == {"DCS", "DOCS"}


@given(st.text(max_size=40))
def test_whatever_is_printed_there_is_a_reason(text):
    match = match_body(text, BODIES)
    assert match.reason and (match.key is None or match.key in match.candidates)
    assert plain(plain(text)) == plain(text) or plain(text).startswith("the ")


@pytest.mark.parametrize(("main", "accent", "field"), [
    ("#ffff00", "#333333", "colour_main"),
    ("#333333", "#dddddd", "colour_accent"),
    ("red", "#333333", "colour_main"),
    ("#12345g", "#333333", "colour_main"),
])  # fmt: skip
def test_colours_that_cannot_carry_white_words_are_refused(main, accent, field):
    with pytest.raises(Refused) as refused:
        check_colours(main, accent)
    assert refused.value.field == field


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    check_colours("#767676", "#1d4f5f")


def test_no_circle_of_successors():
    check_can_succeed(1, 2, {2: 3, 3: None})
    check_can_succeed(1, None, {})
    with pytest.raises(Refused, match="own successor"):
        check_can_succeed(1, 2, {2: 3, 3: 1})
    with pytest.raises(Refused, match="own successor"):
        check_can_succeed(1, 1, {})


def test_of_many_that_fit_two_are_named_and_the_rest_are_counted():
    posts = [Known(key, "Head of Service", team=f"Team {key}") for key in range(6)]
    match = match_post("Head of Service", posts)
    assert match.key is None and len(match.candidates) == 6 and "or 4 others" in match.reason

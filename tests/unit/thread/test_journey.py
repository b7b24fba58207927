"""The journey as lanes, items and rows: everything given is drawn or named, and no date is guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sightline.domain.inspections.frameworks import all_frameworks
from sightline.domain.thread.journey import (
    BOARD,
    INTERVENTION,
    PLAN,
    Graded,
    Inspected,
    Spell,
    level_of,
    stream_of,
    tell,
    words_of_days,
)
from sightline.ground.lib.timeline import tall, wide

TODAY = date(2024, 6, 3)
FOUR = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")
maybe = some.none() | some.dates(date(2010, 1, 1), date(2028, 1, 1))


@some.composite
def inspections(draw, number):
    start = draw(maybe)
    end = start + timedelta(draw(some.integers(0, 20))) if start and draw(some.booleans()) else draw(maybe)
    if start and end and end < start:
        end = None
    areas = draw(
        some.lists(some.sampled_from(("1. Leadership", "Leadership", "2.1 Adoption", "")), max_size=3)
    )
    graded = tuple(
        Graded(area, draw(some.sampled_from(("Good", "", "Odd"))), draw(some.none() | some.just(3)))
        for area in areas
    )
    return Inspected(
        number, f"Inspection {number}", "ILACS", "social-care", start, end, draw(maybe), "published", graded
    )


@some.composite
def spells(draw, key):
    since = draw(maybe)
    until = since + timedelta(draw(some.integers(0, 4000))) if since and draw(some.booleans()) else None
    kind = draw(some.sampled_from((INTERVENTION, PLAN, BOARD)))
    return Spell(
        kind,
        key,
        f"{kind} {key}",
        since,
        until,
        after=tuple(draw(some.lists(some.integers(0, 5), max_size=2))),
    )


@settings(max_examples=100, deadline=None)
@given(some.data())
def test_everything_given_is_drawn_or_named(data):
    inspected = [data.draw(inspections(number)) for number in range(data.draw(some.integers(0, 4)))]
    told = [data.draw(spells(key)) for key in range(data.draw(some.integers(0, 6)))]
    story = tell(inspected, told, TODAY)
    given_keys = {f"inspection-{one.number}" for one in inspected} | {one.name for one in told}
    given_keys |= {f"judgement-{one.number}-{n}" for one in inspected for n, _ in enumerate(one.judgements)}
    rows, undated = {row.key for row in story.rows}, {row.key for row in story.undated}
    assert rows | undated == given_keys and not rows & undated
    assert {row.key for row in story.undated if row.kind in (INTERVENTION, PLAN, BOARD)} == {
        one.name for one in told if one.since is None
    }
    if story.first is None or story.last is None:
        assert not rows
        return
    across = wide(story.lanes, story.trails, first=story.first, last=story.last, today=TODAY)
    assert across.drawn | set(across.left_out) == rows
    down = tall(story.items, first=story.first, last=story.last, today=TODAY)
    assert down.drawn | set(down.left_out) == {key for key in rows if not key.startswith("judgement")}
    assert all(key.startswith("board") for key in across.left_out), "only old boards may lie outside"


def test_an_inspection_keeps_fieldwork_and_publication_apart():
    one = Inspected(
        3, "ILACS of Northmere", "ILACS", start=date(2023, 3, 6), end=date(2023, 3, 17), told=date(2023, 5, 2)
    )
    (lane, _judgements) = tell([one], [], TODAY).lanes
    assert [(part.form, part.start, part.end) for part in lane.items[0].parts] == [
        ("bar", date(2023, 3, 6), date(2023, 3, 17)),
        ("diamond", date(2023, 5, 2), None),
    ]
    only = Inspected(4, "Visit", "ILACS focused visit", start=date(2023, 3, 6))
    (lane, _judgements) = tell([only], [], TODAY).lanes
    assert [part.form for part in lane.items[0].parts] == ["dot"]


def test_one_area_numbered_otherwise_is_one_row_of_judgements():
    first = Inspected(
        1, "A", "SIF", told=date(2015, 2, 6), judgements=(Graded("2.1 Adoption performance", "Good", 3),)
    )
    later = Inspected(
        2, "B", "SIF", told=date(2018, 2, 6), judgements=(Graded("Adoption Performance", "Inadequate", 1),)
    )
    lanes = [lane for lane in tell([later, first], [], TODAY).lanes if lane.level == 2]
    assert [lane.title for lane in lanes] == ["Adoption Performance"]
    assert [(item.label, item.parts[0].form) for item in lanes[0].items] == [
        ("Good", "level-3"),
        ("Inadequate", "level-1"),
    ]


def test_a_grade_that_is_not_stated_says_so_and_has_no_level():
    one = Inspected(1, "A", told=date(2015, 2, 6), judgements=(Graded("Overall", ""),))
    story = tell([one], [], TODAY)
    (item,) = next(lane for lane in story.lanes if lane.level == 2).items
    assert (item.label, item.parts[0].form) == ("Not stated", "dot")


def test_old_boards_do_not_stretch_the_picture_and_are_named():
    plan = Spell(PLAN, 1, "Plan", date(2019, 2, 4), date(2023, 6, 30))
    board = Spell(BOARD, 1, "Old board", date(2001, 1, 1), date(2004, 1, 1))
    story = tell([], [plan, board], TODAY)
    assert (story.first, story.last) == (date(2019, 1, 1), date(2024, 12, 31))


def test_what_follows_is_joined_only_where_both_are_there():
    old = Spell(PLAN, 1, "Old", date(2019, 2, 4), date(2023, 6, 30))
    new = Spell(PLAN, 2, "New", date(2023, 6, 30), after=(1, 9))
    assert [(one.start, one.end) for one in tell([], [old, new], TODAY).trails] == [("plan-1", "plan-2")]


@pytest.mark.parametrize(
    ("grade", "level"),
    [("Good", 3), ("good ", 3), ("Inadequate", 1), ("Outstanding", 4), ("Adequate", None), ("", None)],
)
def test_levels_come_from_the_scale_of_the_report(grade, level):
    assert level_of(grade, FOUR) == level
    assert level_of(grade, FOUR[:3]) is None


def test_every_framework_has_a_stream():
    streams = {one.code: stream_of(one.code) for one in all_frameworks()}
    assert streams["Area SEND"] == streams["Local area SEND"] == "send"
    assert streams["JTAI"] == "joint" and streams["HMIP youth justice"] == "youth-justice"
    assert streams["ILACS"] == "social-care" and stream_of("") is None


def test_days_in_words():
    day = date(2019, 3, 5)
    assert words_of_days(None, None, True) == "date not stated"
    assert words_of_days(day, None, True) == "from 5 March 2019, no end stated"
    assert words_of_days(day, day, False) == "5 March 2019"
    assert words_of_days(day, date(2019, 7, 23), False) == "5 March 2019 to 23 July 2019"
